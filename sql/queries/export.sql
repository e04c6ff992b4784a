-- SPDX-License-Identifier: Apache-2.0
-- All that is known of an account, for its owner to take away (GDPR, article 20). Every statement named export.… is run, in the order of this file.

-- :name    export.account
-- :doc     The account itself
-- :args    account
-- :section account
-- :row     account
-- :columns id status first_name last_name company email phone language currency street1 street2 city state postcode country tax_id created_at deletion_asked_at
SELECT a.id, a.status, a.first_name, a.last_name, a.company, a.email, a.phone,
       a.language, a.currency, a.street1, a.street2, a.city, a.state,
       a.postcode, a.country, a.tax_id, a.created_at,
       q.asked_at AS deletion_asked_at
  FROM account a
  LEFT JOIN erasure_request q ON q.account_id = a.id
 WHERE a.id = :account

-- :name    export.logins
-- :doc     Who may act for the account
-- :args    account
-- :section logins
-- :row     login
-- :columns id email email_verified_at password_set_at first_name last_name language status second_factor recovery_codes banners_dismissed shortcuts_chosen role permissions narrowed membership_status expires_at created_at
SELECT u.id, u.email, u.email_verified_at, u.password_set_at, u.first_name,
       u.last_name, u.language, u.status,
       EXISTS (SELECT 1 FROM user_totp f WHERE f.user_id = u.id)
           AS second_factor,
       (SELECT COUNT(*) FROM user_recovery_code c WHERE c.user_id = u.id)
           AS recovery_codes,
       u.banners_dismissed, u.shortcuts_chosen,
       m.role, m.permissions, m.scoped AS narrowed,
       m.status AS membership_status, m.expires_at, m.created_at
  FROM membership m
  JOIN user u ON u.id = m.user_id
 WHERE m.account_id = :account
 ORDER BY m.id

-- :name    export.identities
-- :doc     What the logins are called where they sign in
-- :args    account
-- :section identities
-- :row     identity
-- :columns login name linked_at
SELECT i.user_id AS login, CONVERT(i.name USING utf8mb4) AS name, i.linked_at
  FROM membership m
  JOIN user_identity i ON i.user_id = m.user_id
 WHERE m.account_id = :account
 ORDER BY i.user_id, i.name

-- :name    export.sessions
-- :doc     Browsers that are signed in to the account
-- :args    account
-- :section sessions
-- :row     session
-- :columns login created_at seen_at expires_at address user_agent
SELECT s.user_id AS login, s.created_at, s.seen_at, s.expires_at, s.address,
       s.user_agent
  FROM session s
 WHERE s.account_id = :account
 ORDER BY s.id

-- :name    export.devices
-- :doc     Browsers that the logins have signed in with
-- :args    account
-- :section devices
-- :row     device
-- :columns login seen_at
SELECT d.user_id AS login, d.seen_at
  FROM membership m
  JOIN user_device d ON d.user_id = m.user_id
 WHERE m.account_id = :account
 ORDER BY d.user_id, d.seen_at

-- :name    export.scopes
-- :doc     What logins, and who is invited, are narrowed to
-- :args    account
-- :section scopes
-- :row     scope
-- :columns login invitation service domain
SELECT m.user_id AS login, NULL AS invitation, x.service_id AS service,
       NULL AS domain
  FROM membership m
  JOIN membership_service x ON x.membership_id = m.id
 WHERE m.account_id = :account
 UNION ALL
SELECT m.user_id, NULL, NULL, x.domain_id
  FROM membership m
  JOIN membership_domain x ON x.membership_id = m.id
 WHERE m.account_id = :account
 UNION ALL
SELECT NULL, i.id, x.service_id, NULL
  FROM invitation i
  JOIN invitation_service x ON x.invitation_id = i.id
 WHERE i.account_id = :account
 UNION ALL
SELECT NULL, i.id, NULL, x.domain_id
  FROM invitation i
  JOIN invitation_domain x ON x.invitation_id = i.id
 WHERE i.account_id = :account

-- :name    export.contacts
-- :doc     Contacts, and the mail that each gets
-- :args    account
-- :section contacts
-- :row     contact
-- :columns id first_name last_name company email phone mail created_at
SELECT c.id, c.first_name, c.last_name, c.company, c.email, c.phone,
       (SELECT GROUP_CONCAT(p.category ORDER BY p.category)
          FROM contact_mail_preference p
         WHERE p.contact_id = c.id) AS mail,
       c.created_at
  FROM contact c
 WHERE c.account_id = :account
 ORDER BY c.id

-- :name    export.invitations
-- :doc     Invitations that wait for an answer
-- :args    account
-- :section invitations
-- :row     invitation
-- :columns id email permissions sent_at expires_at
SELECT i.id, i.email, i.permissions, i.sent_at, i.expires_at
  FROM invitation i
 WHERE i.account_id = :account
 ORDER BY i.id

-- :name    export.email-change
-- :doc     An address that waits to be confirmed
-- :args    account
-- :section email-changes
-- :row     email-change
-- :columns old_email new_email sent_at expires_at
SELECT e.old_email, e.new_email, e.sent_at, e.expires_at
  FROM email_change e
 WHERE e.account_id = :account

-- :name    export.mail-preferences
-- :doc     Which mail the owner gets
-- :args    account
-- :section mail-preferences
-- :row     mail-preference
-- :columns category enabled
SELECT p.category, p.enabled
  FROM mail_preference p
 WHERE p.account_id = :account
 ORDER BY p.category

-- :name    export.consents
-- :doc     The mailing list: every joining and leaving
-- :args    account
-- :section consents
-- :row     consent
-- :columns given wording address recorded_at
SELECT c.given, c.wording, c.address, c.recorded_at
  FROM consent c
 WHERE c.account_id = :account
 ORDER BY c.id

-- :name    export.services
-- :doc     Services
-- :args    account
-- :section services
-- :row     service
-- :columns id product name domain status cycle amount currency registered_on next_due_on server username auto_renew cancel_when cancel_asked_at created_at
SELECT s.id, p.name AS product, s.name, s.domain, s.status, s.cycle, s.amount,
       s.currency, s.registered_on, s.next_due_on, s.server, s.username,
       s.auto_renew, s.cancel_when, s.cancel_asked_at, s.created_at
  FROM service s
  JOIN product p ON p.id = s.product_id
 WHERE s.account_id = :account
 ORDER BY s.id

-- :name    export.domains
-- :doc     Domains
-- :args    account
-- :section domains
-- :row     domain
-- :columns id name ours status registered_on expires_on auto_renew registrar created_at
SELECT d.id, d.name, d.ours, d.status, d.registered_on, d.expires_on,
       d.auto_renew, d.registrar, d.created_at
  FROM domain d
 WHERE d.account_id = :account
 ORDER BY d.id

-- :name    export.invoices
-- :doc     Invoices, as they were issued
-- :args    account
-- :section invoices
-- :row     invoice
-- :columns id number status issued_on due_on currency net tax total created_at
SELECT i.id, i.number, i.status, i.issued_on, i.due_on, i.currency, i.net,
       i.tax, i.total, i.created_at
  FROM invoice i
 WHERE i.account_id = :account
   AND i.status <> 'draft'
 ORDER BY i.id

-- :name    export.invoice-lines
-- :doc     Their lines
-- :args    account
-- :section invoice-lines
-- :row     invoice-line
-- :columns invoice description quantity amount tax_rate tax service domain period_from period_to
SELECT l.invoice_id AS invoice, l.description, l.quantity, l.amount,
       l.tax_rate, l.tax, l.service_id AS service, l.domain_id AS domain,
       l.period_from, l.period_to
  FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
 WHERE i.account_id = :account
   AND i.status <> 'draft'
 ORDER BY l.id

-- :name    export.payments
-- :doc     What was paid for them
-- :args    account
-- :section payments
-- :row     payment
-- :columns invoice amount method reference received_at
SELECT y.invoice_id AS invoice, y.amount, y.method, y.reference, y.received_at
  FROM invoice i
  JOIN payment y ON y.invoice_id = i.id
 WHERE i.account_id = :account
 ORDER BY y.id

-- :name    export.tickets
-- :doc     Support tickets
-- :args    account
-- :section tickets
-- :row     ticket
-- :columns id number subject status priority department service domain rating merged_into created_at updated_at
SELECT t.id, t.number, t.subject, t.status, t.priority, d.name AS department,
       t.service_id AS service, t.domain_id AS domain, t.rating,
       t.merged_into, t.created_at, t.updated_at
  FROM ticket t
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.account_id = :account
 ORDER BY t.id

-- :name    export.ticket-messages
-- :doc     What was written in them
-- :args    account
-- :section ticket-messages
-- :row     ticket-message
-- :columns ticket author staff body created_at
SELECT g.ticket_id AS ticket, g.author, g.staff, g.body, g.created_at
  FROM ticket t
  JOIN ticket_message g ON g.ticket_id = t.id
 WHERE t.account_id = :account
 ORDER BY g.id

-- :name    export.ticket-files
-- :doc     Files that came with them
-- :args    account
-- :section ticket-files
-- :row     ticket-file
-- :columns id message name type size created_at
SELECT f.id, f.message_id AS message, f.name, f.type, f.size, f.created_at
  FROM attachment f
 WHERE f.account_id = :account
   AND f.message_id IS NOT NULL
 ORDER BY f.id

-- :name    export.ticket-file-parts
-- :doc     Their bytes, in pieces by place; unsorted, since sorting would need room for all
-- :args    account
-- :section ticket-file-parts
-- :row     part
-- :columns file place base64
SELECT f.id AS file, c.place,
       REPLACE(TO_BASE64(c.data), CHAR(10), '') AS base64
  FROM attachment f
  JOIN attachment_chunk c ON c.attachment_id = f.id
 WHERE f.account_id = :account
   AND f.message_id IS NOT NULL

-- :name    export.tickets-read
-- :doc     Up to which message each login has read a ticket
-- :args    account
-- :section tickets-read
-- :row     ticket-read
-- :columns login ticket message
SELECT r.user_id AS login, r.ticket_id AS ticket, r.message_id AS message
  FROM ticket t
  JOIN ticket_read r ON r.ticket_id = t.id
 WHERE t.account_id = :account
 ORDER BY r.ticket_id, r.user_id

-- :name    export.votes
-- :doc     Guides that the logins found useful or not
-- :args    account
-- :section votes
-- :row     vote
-- :columns login guide helpful voted_at
SELECT v.user_id AS login, v.slug AS guide, v.helpful, v.voted_at
  FROM membership m
  JOIN guide_vote v ON v.user_id = m.user_id
 WHERE m.account_id = :account
 ORDER BY v.user_id, v.slug

-- :name    export.news-read
-- :doc     News that the logins have opened
-- :args    account
-- :section news-read
-- :row     news-read
-- :columns login news
SELECT r.user_id AS login, r.news_id AS news
  FROM membership m
  JOIN news_read r ON r.user_id = m.user_id
 WHERE m.account_id = :account
 ORDER BY r.user_id, r.news_id

-- :name    export.mails
-- :doc     E-mails that were sent
-- :args    account
-- :section mails
-- :row     mail
-- :columns id category recipient name language state created_at sent_at subject body
SELECT m.id, m.category, m.recipient, m.name, m.language, m.state,
       m.created_at, m.sent_at, m.subject, m.body
  FROM mail m
 WHERE m.account_id = :account
 ORDER BY m.id

-- :name    export.audit
-- :doc     What was done to the account
-- :args    account
-- :section activity
-- :row     event
-- :columns recorded_at login action subject detail address agent
SELECT e.recorded_at, e.user_id AS login, e.action, e.subject, e.detail,
       e.address, e.agent
  FROM audit e
 WHERE e.account_id = :account
 ORDER BY e.id

-- :name    export.events
-- :doc     What the provider's systems were told
-- :args    account
-- :section events
-- :row     event
-- :columns id kind subject_kind subject_id detail created_at done_at
SELECT e.id, e.kind, e.subject_kind, e.subject_id, e.detail, e.created_at,
       e.done_at
  FROM event e
 WHERE e.account_id = :account
 ORDER BY e.id

-- :name    export.carts
-- :doc     What members have in their carts
-- :args    account
-- :section carts
-- :row     cart-line
-- :columns membership updated_at kind service domain product cycle ending name quantity
SELECT c.membership_id AS membership, c.updated_at, l.kind,
       l.service_id AS service, l.domain_id AS domain,
       l.product_id AS product, l.cycle, l.tld_id AS ending, l.name,
       l.quantity
  FROM cart c
  LEFT JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
 ORDER BY c.id, l.id

-- :name    export.orders
-- :doc     Orders
-- :args    account
-- :section orders
-- :row     order
-- :columns id number login status invoice terms address placed_at
SELECT o.id, o.number, o.user_id AS login, o.status, o.invoice_id AS invoice,
       o.terms, o.address, o.placed_at
  FROM customer_order o
 WHERE o.account_id = :account
 ORDER BY o.id

-- :name    export.invoice-parties
-- :doc     Whom invoices were made out to
-- :args    account
-- :section invoice-parties
-- :row     party
-- :columns invoice name company street1 street2 city state postcode country tax_id
SELECT p.invoice_id AS invoice, p.name, p.company, p.street1, p.street2,
       p.city, p.state, p.postcode, p.country, p.tax_id
  FROM invoice i
  JOIN invoice_party p ON p.invoice_id = i.id
 WHERE i.account_id = :account
 ORDER BY p.invoice_id

-- :name    export.renewals
-- :doc     Periods of services and domains that are on invoices
-- :args    account
-- :section renewals
-- :row     renewal
-- :columns id service domain period_from period_to settled_at
SELECT r.id, r.service_id AS service, r.domain_id AS domain, r.period_from,
       r.period_to, r.settled_at
  FROM invoice i
  JOIN invoice_line l ON l.invoice_id = i.id
  JOIN renewal r ON r.invoice_line_id = l.id
 WHERE i.account_id = :account
 ORDER BY r.id

-- :name    export.credit
-- :doc     What stands to the account's credit, and how it came to that
-- :args    account
-- :section credit
-- :row     entry
-- :columns balance id reason amount currency invoice made_at
SELECT c.amount AS balance, e.id, e.reason, e.amount, e.currency,
       e.invoice_id AS invoice, e.made_at
  FROM account_credit c
  LEFT JOIN credit_entry e ON e.account_id = c.account_id
 WHERE c.account_id = :account
 ORDER BY e.id

-- :name    export.payments-begun
-- :doc     Payments that were begun at a gateway
-- :args    account
-- :section payments-begun
-- :row     payment
-- :columns id invoice gateway amount currency reference begun_at
SELECT t.id, t.invoice_id AS invoice, t.gateway, t.amount, t.currency,
       t.reference, t.begun_at
  FROM payment_attempt t
 WHERE t.account_id = :account
 ORDER BY t.id

-- :name    export.gateway-events
-- :doc     What gateways have told of the account
-- :args    account
-- :section gateway-events
-- :row     gateway-event
-- :columns id gateway event kind outcome body received_at
SELECT g.id, g.gateway, g.event, g.kind, g.outcome, g.body, g.received_at
  FROM gateway_event g
 WHERE g.account_id = :account
 ORDER BY g.id
