-- SPDX-License-Identifier: Apache-2.0
-- Orders as custdashctl sees them, and the run that makes recurring invoices.

-- :name    order.staff-list
-- :doc     For staff: orders, the last first; a choice that is NULL or 0 doesn't count
-- :args    account status after
-- :section orders
-- :row     order
-- :columns id number account customer status invoice invoice_status total currency placed
SELECT o.id, o.number, o.account_id AS account,
       COALESCE(a.company, CONCAT(a.first_name, ' ', a.last_name)) AS customer,
       o.status, i.number AS invoice, i.status AS invoice_status, i.total,
       i.currency, o.placed_at AS placed
  FROM customer_order o
  JOIN account a ON a.id = o.account_id
  JOIN invoice i ON i.id = o.invoice_id
 WHERE (:account = 0 OR o.account_id = :account)
   AND (:after = 0 OR o.id < :after)
   AND (:status IS NULL OR o.status = :status)
 ORDER BY o.id DESC
 LIMIT 100

-- :name    order.staff-one
-- :doc     For staff: what an order has made
-- :args    number
-- :section order
-- :row     thing
-- :columns kind id name detail status period amount currency
SELECT 'service' AS kind, s.id, s.name, s.domain AS detail, s.status,
       s.cycle AS period, s.amount, s.currency
  FROM customer_order o
  JOIN service s ON s.order_id = o.id
 WHERE o.number = :number
 UNION ALL
SELECT 'domain', d.id, d.name, NULL, d.status, CONCAT(d.years, ' years'),
       NULL, NULL
  FROM customer_order o
  JOIN domain d ON d.order_id = o.id
 WHERE o.number = :number
 UNION ALL
SELECT 'invoice', i.id, i.number, NULL, i.status, NULL, i.total, i.currency
  FROM customer_order o
  JOIN invoice i ON i.id = o.invoice_id
 WHERE o.number = :number

-- :name    order.staff-codes
-- :doc     For staff: auth codes of the domains that an order transfers, sealed
-- :args    number
-- :columns name auth_code
SELECT d.name, CONVERT(d.auth_code USING ascii) AS auth_code
  FROM customer_order o
  JOIN domain d ON d.order_id = o.id
 WHERE o.number = :number
   AND d.auth_code IS NOT NULL
 ORDER BY d.name

-- :name    order.staff-find
-- :doc     For staff: an order by its number
-- :args    number
-- :columns id account status invoice invoice_status paid
SELECT o.id, o.account_id AS account, o.status, o.invoice_id AS invoice,
       i.status AS invoice_status,
       COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED) FROM payment y
                  WHERE y.invoice_id = i.id), 0) AS paid
  FROM customer_order o
  JOIN invoice i ON i.id = o.invoice_id
 WHERE o.number = :number

-- :name    order.accept-services
-- :doc     What was set up runs from today, and is due when its first cycle is over
-- :args    account order today
UPDATE service s
  JOIN renewal_window w ON w.cycle = s.cycle
   SET s.status = 'active', s.registered_on = :today,
       s.next_due_on = DATE_ADD(CAST(:today AS DATE), INTERVAL w.months MONTH)
 WHERE s.order_id = :order
   AND s.account_id = :account
   AND s.status = 'pending'

-- :name    order.accept-domains
-- :doc     The same of domains
-- :args    account order today
UPDATE domain
   SET status = 'active', registered_on = :today, auth_code = NULL,
       expires_on = DATE_ADD(CAST(:today AS DATE), INTERVAL COALESCE(years, 1) YEAR)
 WHERE order_id = :order
   AND account_id = :account
   AND status IN ('pending', 'pending-registration', 'pending-transfer')

-- :name    order.cancel-services
-- :doc     What was still to be set up is not
-- :args    account order
UPDATE service SET status = 'cancelled'
 WHERE order_id = :order
   AND account_id = :account
   AND status = 'pending'

-- :name    order.cancel-domains
-- :doc     The same of domains
-- :args    account order
UPDATE domain SET status = 'cancelled', auth_code = NULL
 WHERE order_id = :order
   AND account_id = :account
   AND status IN ('pending', 'pending-registration', 'pending-transfer')

-- :name    order.cancel-renewals
-- :doc     Its renewals can be ordered again
-- :args    account invoice
DELETE r FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
  JOIN renewal r ON r.invoice_line_id = l.id
 WHERE i.id = :invoice
   AND i.account_id = :account
   AND r.settled_at IS NULL

-- :name    order.cancel-invoice
-- :doc     Nothing is to be paid any more
-- :args    account invoice
UPDATE invoice SET status = 'cancelled'
 WHERE id = :invoice
   AND account_id = :account
   AND status IN ('unpaid', 'payment-pending')

-- :name    order.set-status
-- :doc     What an order has become
-- :args    account order status
UPDATE customer_order SET status = :status
 WHERE id = :order
   AND account_id = :account

-- :name    billing.policy
-- :doc     How the provider bills
-- :args
-- :columns invoice_days merged remind_days overdue_days suspend_days
SELECT p.invoice_days, p.merged, p.remind_days, p.overdue_days,
       p.suspend_days
  FROM (SELECT 1 AS one) x
  LEFT JOIN billing_policy p ON p.id = 1

-- :name    billing.accounts
-- :doc     Accounts with something that falls due by a day and is on no invoice yet
-- :args    until
-- :columns account
SELECT s.account_id AS account
  FROM service s
  JOIN account a ON a.id = s.account_id
 WHERE a.status <> 'closed'
   AND s.status IN ('active', 'suspended')
   AND s.auto_renew = 1
   AND s.cancel_when IS NULL
   AND s.amount > 0
   AND s.due_order <= :until
   AND NOT EXISTS (SELECT 1 FROM renewal r
                    WHERE r.service_id = s.id
                      AND r.period_from = s.next_due_on)
 UNION
SELECT d.account_id
  FROM domain d
  JOIN account a ON a.id = d.account_id
 WHERE a.status <> 'closed'
   AND d.live = 1
   AND d.auto_renew = 1
   AND d.expires_order <= :until
   AND NOT EXISTS (SELECT 1 FROM renewal r
                    WHERE r.domain_id = d.id
                      AND r.period_from = d.expires_on)
 ORDER BY account

-- :name    billing.due
-- :doc     What of an account falls due by a day and is on no invoice yet, the first first
-- :args    account until
-- :columns kind id name detail amount extra period_from period_to
SELECT 'service' AS kind, s.id, s.name, s.domain AS detail, s.amount,
       NULL AS extra, s.next_due_on AS period_from,
       IF(s.next_due_on = LAST_DAY(s.next_due_on)
            AND DAY(s.registered_on) > DAY(s.next_due_on),
          LEAST(LAST_DAY(DATE_ADD(s.next_due_on, INTERVAL w.months MONTH)),
                DATE_ADD(DATE_ADD(s.next_due_on, INTERVAL w.months MONTH),
                         INTERVAL DAY(s.registered_on) - DAY(s.next_due_on) DAY)),
          DATE_ADD(s.next_due_on, INTERVAL w.months MONTH)) AS period_to
  FROM account a
  JOIN service s ON s.account_id = a.id AND s.currency = a.currency
  JOIN renewal_window w ON w.cycle = s.cycle
 WHERE a.id = :account
   AND s.status IN ('active', 'suspended')
   AND s.auto_renew = 1
   AND s.cancel_when IS NULL
   AND s.amount > 0
   AND s.due_order <= :until
   AND NOT EXISTS (SELECT 1 FROM renewal r
                    WHERE r.service_id = s.id
                      AND r.period_from = s.next_due_on)
   AND NOT EXISTS (SELECT 1 FROM invoice_line y
                     JOIN invoice v ON v.id = y.invoice_id
                    WHERE y.service_id = s.id
                      AND v.account_id = :account
                      AND v.status IN ('unpaid', 'payment-pending'))
 UNION ALL
SELECT 'domain', d.id, d.name, NULL, t.renew,
       CASE d.status WHEN 'grace' THEN t.grace_fee
                     WHEN 'redemption' THEN t.redemption_fee END,
       d.expires_on, DATE_ADD(d.expires_on, INTERVAL 1 YEAR)
  FROM account a
  JOIN domain d ON d.account_id = a.id
  JOIN tld_price t ON t.tld_id = d.tld_id AND t.currency = a.currency
 WHERE a.id = :account
   AND d.live = 1
   AND d.auto_renew = 1
   AND d.expires_order <= :until
   AND NOT EXISTS (SELECT 1 FROM renewal r
                    WHERE r.domain_id = d.id
                      AND r.period_from = d.expires_on)
   AND NOT EXISTS (SELECT 1 FROM invoice_line y
                     JOIN invoice v ON v.id = y.invoice_id
                    WHERE y.domain_id = d.id
                      AND v.account_id = :account
                      AND v.status IN ('unpaid', 'payment-pending'))
 ORDER BY period_from, kind, id

-- :name    billing.reminders
-- :doc     Invoices whose owner is to be reminded: due by the first day, or overdue since the second
-- :args    soon late today
-- :columns id account number due total currency language email name stage
SELECT i.id, i.account_id AS account, i.number, i.due_on AS due,
       i.total - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                             FROM payment y
                            WHERE y.invoice_id = i.id), 0) AS total,
       i.currency, a.language, a.email,
       CONCAT(a.first_name, ' ', a.last_name) AS name,
       IF(i.due_on < :today, 'overdue', 'due') AS stage
  FROM invoice i
  JOIN account a ON a.id = i.account_id
 WHERE i.status = 'unpaid'
   AND ((i.due_on >= :today AND i.due_on <= :soon)
        OR i.due_on <= :late)
   AND a.status <> 'closed'
 ORDER BY i.id

-- :name    billing.overdue
-- :doc     Services whose period has been over since a day and that run all the same
-- :args    since
-- :columns id account due
SELECT s.id, s.account_id AS account, s.next_due_on AS due
  FROM service s
 WHERE s.status = 'active'
   AND s.due_order <= :since
 ORDER BY s.id
