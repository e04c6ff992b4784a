-- SPDX-License-Identifier: Apache-2.0
-- The ledger: what was paid, given back, and stands to an account's credit.

-- :name    ledger.invoice
-- :doc     An invoice with what is paid of it so far; whoever asks holds the account's lock
-- :args    account invoice
-- :columns id number status currency total tax paid corrects
SELECT i.id, i.number, i.status, i.currency, i.total, i.tax,
       COALESCE((SELECT CAST(SUM(y.amount) AS SIGNED) FROM payment y
                  WHERE y.invoice_id = i.id), 0) AS paid,
       i.corrects_id AS corrects
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account
   AND i.status <> 'draft'

-- :name    ledger.account
-- :doc     Whose an invoice is
-- :args    invoice
-- :columns account
SELECT i.account_id AS account
  FROM invoice i
 WHERE i.id = :invoice

-- :name    ledger.known
-- :doc     A payment that is on record, by what the gateway calls it
-- :args    method reference
-- :columns id invoice amount
SELECT y.id, y.invoice_id AS invoice, y.amount
  FROM payment y
 WHERE y.method = :method
   AND y.reference = :reference

-- :name    ledger.pay
-- :doc     A movement on an invoice: negative is given back
-- :args    account invoice amount method reference now
INSERT INTO payment (invoice_id, amount, method, reference, received_at)
SELECT i.id, :amount, :method, :reference, :now
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    ledger.status
-- :doc     What an invoice has become
-- :args    account invoice status
UPDATE invoice SET status = :status
 WHERE id = :invoice
   AND account_id = :account

-- :name    ledger.credit
-- :doc     What stands to an account's credit
-- :args    account
-- :columns amount currency
SELECT c.amount, c.currency
  FROM account_credit c
 WHERE c.account_id = :account

-- :name    ledger.credit-open
-- :doc     A place for it
-- :args    account currency
INSERT INTO account_credit (account_id, currency, amount)
VALUES (:account, :currency, 0)
ON DUPLICATE KEY UPDATE amount = amount

-- :name    ledger.credit-add
-- :doc     More or less of it; less than nothing is refused by the table
-- :args    account amount
UPDATE account_credit SET amount = amount + :amount
 WHERE account_id = :account

-- :name    ledger.credit-put
-- :doc     Why it changed
-- :args    account invoice reason amount currency now
INSERT INTO credit_entry (account_id, invoice_id, reason, amount, currency,
                          made_at)
VALUES (:account, NULLIF(:invoice, 0), :reason, :amount, :currency, :now)

-- :name    ledger.credit-note
-- :doc     A credit note of an invoice, still without its number
-- :args    account invoice today net tax now
INSERT INTO invoice (account_id, number, status, issued_on, due_on, currency,
                     net, tax, total, reverse_charge, corrects_id, created_at)
SELECT i.account_id, NULL, 'draft', :today, :today, i.currency, :net, :tax,
       :net + :tax, i.reverse_charge, i.id, :now
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    ledger.note-line
-- :doc     Its line
-- :args    account invoice note description net tax
INSERT INTO invoice_line (invoice_id, description, quantity, amount, tax)
SELECT n.id, LEFT(:description, 500), 1, :net, :tax
  FROM invoice n
 WHERE n.id = :note
   AND n.account_id = :account

-- :name    ledger.note-party
-- :doc     Made out to whom the invoice was
-- :args    account invoice note
INSERT INTO invoice_party (invoice_id, name, company, street1, street2, city,
                           state, postcode, country, tax_id)
SELECT :note, p.name, p.company, p.street1, p.street2, p.city, p.state,
       p.postcode, p.country, p.tax_id
  FROM invoice i
  JOIN invoice_party p ON p.invoice_id = i.id
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    ledger.note-issue
-- :doc     It is done, and was given back
-- :args    account note number
UPDATE invoice SET number = :number, status = 'paid'
 WHERE id = :note
   AND account_id = :account
   AND status = 'draft'

-- :name    ledger.given-back
-- :doc     What credit notes have taken back of an invoice so far
-- :args    account invoice
-- :columns amount
SELECT COALESCE(CAST(-SUM(n.total) AS SIGNED), 0) AS amount
  FROM invoice n
 WHERE n.corrects_id = :invoice
   AND n.account_id = :account

-- :name    invoice.rest
-- :doc     Beside its lines: whom an invoice was made out to (corrects: the invoice that a credit note takes back), what was paid of it and given back, and, for those who may pay, how it can be paid while it waits for its money: from credit, and by which ways of the provider's
-- :permission invoices
-- :rows    billed/party@invoices payments/payment@invoices paying/credit@invoices.pay? paying/method@invoices.pay?
-- :columns section row id name company street1 street2 city state postcode country tax_id reverse_charge corrects corrects_number amount method received title instructions currency
(SELECT 'billed' AS section, 'party' AS `row`, NULL AS id, p.name, p.company,
        p.street1, p.street2, p.city, p.state, p.postcode, p.country,
        p.tax_id, NULLIF(i.reverse_charge, 0) AS reverse_charge,
        c.id AS corrects, c.number AS corrects_number, NULL AS amount,
        NULL AS method, NULL AS received, NULL AS title, NULL AS instructions,
        NULL AS currency
   FROM invoice i
   LEFT JOIN invoice_party p ON p.invoice_id = i.id
   LEFT JOIN invoice c ON c.id = i.corrects_id AND c.account_id = :account
  WHERE i.id = :invoice
    AND i.account_id = :account
    AND i.status <> 'draft')
 UNION ALL
(SELECT 'payments', 'payment', y.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, y.amount, y.method, y.received_at, NULL,
        NULL, i.currency
   FROM invoice i
   JOIN payment y ON y.invoice_id = i.id
  WHERE i.id = :invoice
    AND i.account_id = :account
    AND i.status <> 'draft'
  ORDER BY y.id
  LIMIT 1000)
 UNION ALL
(SELECT 'paying', 'credit', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, c.amount, NULL, NULL, NULL, NULL,
        c.currency
   FROM account_credit c
   JOIN invoice i ON i.account_id = c.account_id AND i.currency = c.currency
  WHERE c.account_id = :account
    AND c.amount > 0
    AND i.id = :invoice
    AND i.status IN ('unpaid', 'payment-pending', 'collections'))
 UNION ALL
(SELECT 'paying', 'method', NULL, m.name, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, m.title,
        m.instructions, NULL
   FROM payment_method m
   JOIN invoice i ON i.account_id = :account
                 AND i.status IN ('unpaid', 'payment-pending', 'collections')
  WHERE i.id = :invoice
  ORDER BY m.position, m.name
  LIMIT 100)

-- :name    paying.begin
-- :doc     A payment is begun at a gateway
-- :args    account invoice gateway amount currency once now
INSERT INTO payment_attempt (account_id, invoice_id, gateway, amount,
                             currency, once_key, begun_at)
SELECT i.account_id, i.id, :gateway, :amount, :currency, :once, :now
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account
ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(payment_attempt.id)

-- :name    paying.named
-- :doc     What the gateway calls it
-- :args    account attempt reference
UPDATE payment_attempt SET reference = :reference
 WHERE id = :attempt
   AND account_id = :account

-- :name    paying.of-reference
-- :doc     What was begun under that name: the gateway's events say nothing else
-- :args    gateway reference
-- :columns id account invoice amount currency number
SELECT t.id, t.account_id AS account, t.invoice_id AS invoice, t.amount,
       t.currency, i.number
  FROM payment_attempt t
  JOIN invoice i ON i.id = t.invoice_id
 WHERE t.gateway = :gateway
   AND t.reference = :reference

-- :name    paying.of-payment
-- :doc     Which invoice a payment that is on record was for
-- :args    method reference
-- :columns account invoice amount currency number
SELECT i.account_id AS account, i.id AS invoice, y.amount, i.currency,
       i.number
  FROM payment y
  JOIN invoice i ON i.id = y.invoice_id
 WHERE y.method = :method
   AND y.reference = :reference

-- :name    gateway.heard
-- :doc     An event of a gateway, each once
-- :args    gateway event kind account outcome body now
INSERT INTO gateway_event (gateway, event, kind, account_id, outcome, body,
                           received_at)
VALUES (:gateway, :event, :kind, NULLIF(:account, 0), :outcome, :body, :now)
