-- SPDX-License-Identifier: Apache-2.0
-- Services of the account.

-- :name    services.list
-- :doc     All services of the account
-- :section services
-- :row     service
-- :permission services
-- :columns id name product domain status next_due cycle amount currency
-- :sort    name     s.name ASC, s.id ASC
-- :sort    due      s.due_order ASC, s.id ASC
-- :sort    created  s.created_at DESC, s.id DESC
-- :sort    amount   s.amount DESC, s.id DESC
-- :filter  status pending|active|suspended|cancelled|terminated|fraud  s.status = :value
-- :page    25
SELECT s.id, s.name,
       (SELECT p.name FROM product p WHERE p.id = s.product_id) AS product,
       s.domain, s.status, s.next_due_on AS next_due, s.cycle, s.amount,
       s.currency {keys}
  FROM service s
 WHERE s.account_id = :account
   {narrowed}
   AND s.id IN (SELECT ms.service_id
                  FROM membership_service ms
                 WHERE ms.membership_id = :membership)
   {end} {where}
 {order}

-- :name    service.one
-- :doc     One service; where it runs is told only while it runs
-- :section service
-- :row     service
-- :permission services
-- :columns id name product domain status registered next_due cycle amount currency description server username auto_renew cancel_when cancel_asked
SELECT s.id, s.name, p.name AS product, s.domain, s.status,
       s.registered_on AS registered, s.next_due_on AS next_due, s.cycle,
       s.amount, s.currency, p.description,
       CASE WHEN s.status IN ('active', 'suspended')
            THEN s.server END AS server,
       CASE WHEN s.status IN ('active', 'suspended')
            THEN s.username END AS username,
       s.auto_renew, s.cancel_when, s.cancel_asked_at AS cancel_asked
  FROM service s
  JOIN product p ON p.id = s.product_id
 WHERE s.id = :service
   AND s.account_id = :account
   {narrowed}
   AND s.id IN (SELECT ms.service_id
                  FROM membership_service ms
                 WHERE ms.membership_id = :membership)
   {end}

-- :name    service.invoices
-- :doc     The ten last invoices that the service is on
-- :section service-invoices
-- :row     invoice
-- :permission invoices
-- :columns id number issued due status overdue total balance currency
SELECT i.id, i.number, i.issued_on AS issued, i.due_on AS due, i.status,
       i.status = 'unpaid' AND i.due_on < :today AS overdue, i.total,
       CASE WHEN i.status IN ('unpaid', 'payment-pending', 'collections')
            THEN i.total
                 - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                               FROM payment y
                              WHERE y.invoice_id = i.id), 0)
            ELSE 0 END AS balance,
       i.currency
  FROM invoice i
 WHERE i.id IN (SELECT l.invoice_id
                  FROM invoice_line l
                  JOIN service s ON s.id = l.service_id
                 WHERE l.service_id = :service
                   AND s.account_id = :account
                   {narrowed}
                   AND s.id IN (SELECT ms.service_id
                                  FROM membership_service ms
                                 WHERE ms.membership_id = :membership)
                   {end})
   AND i.account_id = :account
   AND i.status <> 'draft'
 ORDER BY i.issued_on DESC, i.id DESC
 LIMIT 10
