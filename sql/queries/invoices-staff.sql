-- SPDX-License-Identifier: Apache-2.0
-- Invoices and orders as custdashctl sees them: of all accounts.

-- :name    invoice.staff-list
-- :doc     For staff: invoices, the last first; a choice that is NULL or 0 doesn't count
-- :args    account status after
-- :section invoices
-- :row     invoice
-- :columns id number account customer issued due status total due_amount currency
SELECT i.id, i.number, i.account_id AS account,
       COALESCE(a.company, CONCAT(a.first_name, ' ', a.last_name)) AS customer,
       i.issued_on AS issued, i.due_on AS due, i.status, i.total,
       i.total - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                             FROM payment y
                            WHERE y.invoice_id = i.id), 0) AS due_amount,
       i.currency
  FROM invoice i
  JOIN account a ON a.id = i.account_id
 WHERE i.status <> 'draft'
   AND (:account = 0 OR i.account_id = :account)
   AND (:after = 0 OR i.id < :after)
   AND (:status IS NULL OR i.status = :status
        OR (:status = 'overdue' AND i.status = 'unpaid'
            AND i.due_on < UTC_DATE()))
 ORDER BY i.id DESC
 LIMIT 100

-- :name    invoice.staff-one
-- :doc     For staff: one invoice
-- :args    number
-- :section invoice
-- :row     invoice
-- :columns id number account customer issued due status net tax total due_amount currency reverse_charge corrects order_number
SELECT i.id, i.number, i.account_id AS account,
       COALESCE(a.company, CONCAT(a.first_name, ' ', a.last_name)) AS customer,
       i.issued_on AS issued, i.due_on AS due, i.status, i.net, i.tax, i.total,
       i.total - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                             FROM payment y
                            WHERE y.invoice_id = i.id), 0) AS due_amount,
       i.currency, i.reverse_charge, c.number AS corrects,
       o.number AS order_number
  FROM invoice i
  JOIN account a ON a.id = i.account_id
  LEFT JOIN invoice c ON c.id = i.corrects_id
  LEFT JOIN customer_order o ON o.invoice_id = i.id
 WHERE i.number = :number

-- :name    invoice.staff-lines
-- :doc     For staff: what an invoice charges for
-- :args    number
-- :section lines
-- :row     line
-- :columns id description quantity amount tax_rate tax service domain period_from period_to
SELECT l.id, l.description, l.quantity, l.amount, l.tax_rate, l.tax,
       l.service_id AS service, l.domain_id AS domain, l.period_from,
       l.period_to
  FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
 WHERE i.number = :number
 ORDER BY l.id

-- :name    invoice.staff-find
-- :doc     For staff: an invoice by its number
-- :args    number
-- :columns id account due total status currency
SELECT i.id, i.account_id AS account,
       i.total - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                             FROM payment y
                            WHERE y.invoice_id = i.id), 0) AS due,
       i.total, i.status, i.currency
  FROM invoice i
 WHERE i.number = :number
   AND i.status <> 'draft'
