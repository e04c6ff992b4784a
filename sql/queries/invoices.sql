-- SPDX-License-Identifier: Apache-2.0
-- Invoices of the account. A draft is never shown.

-- :name    invoices.list
-- :doc     All invoices of the account
-- :section invoices
-- :row     invoice
-- :permission invoices
-- :columns id number issued due status overdue total balance currency
-- :sort    issued  i.issued_on DESC, i.id DESC
-- :sort    due     i.due_on ASC, i.id ASC
-- :sort    number  i.number_order DESC, i.id DESC
-- :sort    total   i.total DESC, i.id DESC
-- :filter  status unpaid  i.status = 'unpaid'
-- :filter  status overdue  i.status = 'unpaid' AND i.due_on < :today
-- :filter  status payment-pending|paid|cancelled|refunded|collections  i.status = :value
-- :page    25
SELECT i.id, i.number, i.issued_on AS issued, i.due_on AS due, i.status,
       i.status = 'unpaid' AND i.due_on < :today AS overdue, i.total,
       CASE WHEN i.status IN ('unpaid', 'payment-pending', 'collections')
            THEN i.total
                 - COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED)
                               FROM payment y
                              WHERE y.invoice_id = i.id), 0)
            ELSE 0 END AS balance,
       i.currency {keys}
  FROM invoice i
 WHERE i.account_id = :account
   AND i.status <> 'draft' {where}
 {order}

-- :name    invoice.one
-- :doc     One invoice
-- :section invoice
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
 WHERE i.id = :invoice
   AND i.account_id = :account
   AND i.status <> 'draft'

-- :name    invoice.lines
-- :doc     The lines of one invoice; amount is the whole line without its tax
-- :section invoice-lines
-- :row     line
-- :permission invoices
-- :columns id description quantity amount tax_rate tax currency
SELECT l.id, l.description, l.quantity, l.amount, l.tax_rate, l.tax,
       i.currency
  FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
 WHERE i.id = :invoice
   AND i.account_id = :account
   AND i.status <> 'draft'
 ORDER BY l.id
