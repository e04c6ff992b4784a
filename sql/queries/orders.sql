-- SPDX-License-Identifier: Apache-2.0
-- Placing an order: tax, numbers, invoice, order, what follows when it is paid.

-- :name    billing.lock
-- :doc     Money of an account is moved by one at a time: whoever does so begins with this (FOR UPDATE would want the right to change every column)
-- :args    account
UPDATE account SET language = language WHERE id = :account

-- :name    billing.one
-- :doc     Whom an invoice goes to, and how the provider bills
-- :args    account
-- :columns currency language email name company country state tax_id seller inclusive due_days reverse
SELECT a.currency, a.language, a.email,
       CONCAT(a.first_name, ' ', a.last_name) AS name, a.company, a.country,
       a.state, a.tax_id, p.country AS seller,
       COALESCE(p.inclusive, 0) AS inclusive,
       COALESCE(p.due_days, 14) AS due_days,
       a.country IS NOT NULL AND p.country IS NOT NULL
         AND a.country <> p.country
         AND EXISTS (SELECT 1 FROM tax_rule b
                      WHERE b.level = 1 AND b.country = a.country
                        AND b.reverse_charge = 1)
         AND EXISTS (SELECT 1 FROM tax_rule s
                      WHERE s.level = 1 AND s.country = p.country
                        AND s.reverse_charge = 1) AS reverse
  FROM account a
  LEFT JOIN billing_policy p ON p.id = 1
 WHERE a.id = :account

-- :name    billing.shown
-- :doc     Whom the invoice will be made out to
-- :section billing
-- :row     party
-- :permission orders
-- :columns name company street1 street2 city state postcode country tax_id
SELECT CONCAT(a.first_name, ' ', a.last_name) AS name, a.company, a.street1,
       a.street2, a.city, a.state, a.postcode, a.country, a.tax_id
  FROM account a
 WHERE a.id = :account

-- :name    billing.taxes
-- :doc     The rules that fit an account's place, of each level the best first
-- :args    account
-- :columns level name rate compound
SELECT t.level, t.name, ROUND(t.rate * 100) AS rate, t.compound
  FROM account a
  JOIN tax_rule t ON (t.country = a.country OR t.country IS NULL)
                 AND (t.state = a.state OR t.state IS NULL)
 WHERE a.id = :account
 ORDER BY t.level, t.country IS NULL, t.state IS NULL, t.id

-- :name    number.lock
-- :doc     The next number of a kind; nobody else gets it until this transaction ends
-- :args    kind
UPDATE number_sequence SET next_value = next_value + 1 WHERE name = :kind

-- :name    number.taken
-- :doc     The number that number.lock has taken
-- :args    kind
-- :columns number
SELECT CONCAT(n.prefix, n.next_value - 1) AS number
  FROM number_sequence n
 WHERE n.name = :kind

-- :name    invoice.create
-- :doc     An invoice that is being made: a draft without number and lines
-- :args    account issued due currency net tax reverse_charge now
INSERT INTO invoice (account_id, number, status, issued_on, due_on, currency,
                     net, tax, total, reverse_charge, created_at)
SELECT a.id, NULL, 'draft', :issued, :due, :currency, :net, :tax, :net + :tax,
       :reverse_charge, :now
  FROM account a
 WHERE a.id = :account

-- :name    invoice.issue
-- :doc     It is done, and gets its number
-- :args    account invoice number
UPDATE invoice SET number = :number, status = 'unpaid'
 WHERE id = :invoice
   AND account_id = :account
   AND status = 'draft'

-- :name    invoice.party
-- :doc     Whom it is made out to, as the account is now
-- :args    account invoice
INSERT INTO invoice_party (invoice_id, name, company, street1, street2, city,
                           state, postcode, country, tax_id)
SELECT i.id, CONCAT(a.first_name, ' ', a.last_name), a.company, a.street1,
       a.street2, a.city, a.state, a.postcode, a.country, a.tax_id
  FROM invoice i
  JOIN account a ON a.id = i.account_id
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    invoice.add-line
-- :doc     A line of an invoice that is being made
-- :args    account invoice service domain description quantity amount tax_rate tax tax2_rate tax2 period_from period_to
INSERT INTO invoice_line (invoice_id, service_id, domain_id, description,
                          quantity, amount, tax_rate, tax, tax2_rate, tax2,
                          period_from, period_to)
SELECT i.id, NULLIF(:service, 0), NULLIF(:domain, 0), LEFT(:description, 500),
       :quantity, :amount, :tax_rate / 100, :tax, :tax2_rate / 100, :tax2,
       :period_from, :period_to
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    renewal.put
-- :doc     The period of a service or domain that a line pays for: a second one of the same is a duplicate
-- :args    line service domain period_from period_to
INSERT INTO renewal (invoice_line_id, service_id, domain_id, period_from,
                     period_to)
VALUES (:line, NULLIF(:service, 0), NULLIF(:domain, 0), :period_from, :period_to)

-- :name    order.by-once
-- :doc     The order that was placed with this key
-- :args    account once
-- :columns id number invoice
SELECT o.id, o.number, o.invoice_id AS invoice
  FROM customer_order o
 WHERE o.account_id = :account
   AND o.once_key = :once

-- :name    order.create
-- :doc     An order with its invoice
-- :args    account user number invoice once terms address now
INSERT INTO customer_order (account_id, user_id, number, status, invoice_id,
                            once_key, terms, address, placed_at)
SELECT i.account_id, NULLIF(:user, 0), :number, 'pending', i.id, :once,
       :terms, :address, :now
  FROM invoice i
 WHERE i.id = :invoice
   AND i.account_id = :account

-- :name    order.service
-- :doc     A service that was ordered and is still to be set up
-- :args    account product name detail cycle amount currency now
INSERT INTO service (account_id, product_id, name, domain, status, cycle,
                     amount, currency, created_at)
SELECT a.id, :product, :name, :detail, 'pending', :cycle, :amount, :currency,
       :now
  FROM account a
 WHERE a.id = :account

-- :name    order.domain
-- :doc     A domain that is still to be registered or transferred
-- :args    account membership line tld name status years now
INSERT INTO domain (account_id, tld_id, name, ours, status, years, auth_code,
                    created_at)
SELECT c.account_id, :tld, :name, 1, :status, :years, l.auth_code, :now
  FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.id = :line

-- :name    order.take-service
-- :doc     The service belongs to the order
-- :args    account order service
UPDATE service SET order_id = :order
 WHERE id = :service
   AND account_id = :account

-- :name    order.take-domain
-- :doc     The domain belongs to the order
-- :args    account order domain
UPDATE domain SET order_id = :order
 WHERE id = :domain
   AND account_id = :account

-- :name    terms.current
-- :doc     The terms that hold today
-- :keep    site
-- :section terms
-- :row     terms
-- :columns version link
SELECT t.version, t.link
  FROM terms t
 WHERE t.published_on <= :today
 ORDER BY t.published_on DESC, t.id DESC
 LIMIT 1

-- :name    paid.renewals
-- :doc     What an invoice renews and is still to take effect
-- :args    account invoice
-- :columns id service domain period_from period_to
SELECT r.id, r.service_id AS service, r.domain_id AS domain, r.period_from,
       r.period_to
  FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
  JOIN renewal r ON r.invoice_line_id = l.id
 WHERE i.id = :invoice
   AND i.account_id = :account
   AND r.settled_at IS NULL
 ORDER BY r.id

-- :name    paid.service
-- :doc     A renewed service is due a period later
-- :args    account service period_from period_to
UPDATE service SET next_due_on = :period_to
 WHERE id = :service
   AND account_id = :account
   AND next_due_on = :period_from

-- :name    paid.domain
-- :doc     A renewed domain expires so many years later
-- :args    account domain period_from period_to
UPDATE domain SET expires_on = :period_to
 WHERE id = :domain
   AND account_id = :account
   AND expires_on = :period_from

-- :name    paid.settle
-- :doc     It took effect
-- :args    id now
UPDATE renewal SET settled_at = :now WHERE id = :id AND settled_at IS NULL

-- :name    paid.order
-- :doc     The order of an invoice; new: it has services or domains that are still to be set up
-- :args    account invoice
-- :columns id number status new
SELECT o.id, o.number, o.status,
       EXISTS (SELECT 1 FROM service s
                WHERE s.order_id = o.id AND s.account_id = :account)
       OR EXISTS (SELECT 1 FROM domain d
                   WHERE d.order_id = o.id AND d.account_id = :account) AS new
  FROM customer_order o
 WHERE o.invoice_id = :invoice
   AND o.account_id = :account

-- :name    paid.order-active
-- :doc     An order with nothing left to set up is done
-- :args    account order
UPDATE customer_order SET status = 'active'
 WHERE id = :order
   AND account_id = :account
   AND status = 'pending'

-- :name    paid.free
-- :doc     An invoice of nothing is paid
-- :args    account invoice
UPDATE invoice SET status = 'paid'
 WHERE id = :invoice
   AND account_id = :account
   AND total = 0
   AND status = 'unpaid'
