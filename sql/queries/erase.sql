-- SPDX-License-Identifier: Apache-2.0
-- An account ends (GDPR, article 17): what was of a person goes, what invoices must keep stays. custdashctl account erase runs every statement named erase.… in the order of this file, in one transaction.

-- :name    erase.login-sessions
-- :doc     Sessions for the account
-- :args    account
DELETE FROM session WHERE account_id = :account

-- :name    erase.steps
-- :doc     Sign-ins that still owe a code
-- :args    account
DELETE FROM sign_in_step WHERE account_id = :account

-- :name    erase.export-links
-- :doc     Downloads that were made ready
-- :args    account
DELETE FROM export_link WHERE account_id = :account

-- :name    erase.invitations
-- :doc     Invitations, with what they were narrowed to
-- :args    account
DELETE FROM invitation WHERE account_id = :account

-- :name    erase.email-changes
-- :doc     Addresses that wait to be confirmed
-- :args    account
DELETE FROM email_change WHERE account_id = :account

-- :name    erase.mails
-- :doc     E-mails, also those that wait
-- :args    account
DELETE FROM mail WHERE account_id = :account

-- :name    erase.mails-of-logins
-- :doc     E-mails of no account to logins that have no other
-- :args    account
DELETE x
  FROM membership m
  JOIN mail x ON x.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.contacts
-- :doc     Contacts, with the mail that they got
-- :args    account
DELETE FROM contact WHERE account_id = :account

-- :name    erase.consents
-- :doc     That there was consent, and when, is kept; from where isn't
-- :args    account
UPDATE consent SET address = NULL WHERE account_id = :account

-- :name    erase.mail-preferences
-- :doc     Which mail the owner got
-- :args    account
DELETE FROM mail_preference WHERE account_id = :account

-- :name    erase.messages
-- :doc     What was written in tickets
-- :args    account
DELETE g
  FROM ticket t
  JOIN ticket_message g ON g.ticket_id = t.id
 WHERE t.account_id = :account

-- :name    erase.files
-- :doc     Files that never got a message (the others went with theirs)
-- :args    account
DELETE FROM attachment WHERE account_id = :account

-- :name    erase.tickets
-- :doc     Tickets
-- :args    account
DELETE FROM ticket WHERE account_id = :account

-- :name    erase.services
-- :doc     What of services would lead to a person
-- :args    account
UPDATE service SET name = CONCAT('service ', id), domain = NULL, username = NULL
 WHERE account_id = :account

-- :name    erase.domains
-- :doc     Names of domains, which may be those of people
-- :args    account
UPDATE domain SET name = CONCAT('erased-', id, '.invalid'), registrar = NULL
 WHERE account_id = :account

-- :name    erase.carts
-- :doc     What was about to be ordered
-- :args    account
DELETE FROM cart WHERE account_id = :account

-- :name    erase.orders
-- :doc     From where they were placed; the orders stay, with their invoices
-- :args    account
UPDATE customer_order SET address = NULL WHERE account_id = :account

-- :name    erase.gateway-events
-- :doc     What gateways have told: that it came stays, what it said doesn't
-- :args    account
UPDATE gateway_event SET body = '' WHERE account_id = :account

-- :name    erase.events
-- :doc     What was to be carried out stays, its details don't
-- :args    account
UPDATE event SET detail = NULL WHERE account_id = :account

-- :name    erase.audit
-- :doc     What was done stays, by whom and from where doesn't
-- :args    account
UPDATE audit
   SET user_id = NULL, subject = NULL, detail = NULL, address = NULL,
       agent = NULL
 WHERE account_id = :account

-- :name    erase.audit-of-logins
-- :doc     The same of what logins without another account did elsewhere
-- :args    account
UPDATE membership m
  JOIN audit e ON e.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
   SET e.user_id = NULL, e.subject = NULL, e.address = NULL, e.agent = NULL
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.votes
-- :doc     Votes on guides of logins without another account
-- :args    account
DELETE v
  FROM membership m
  JOIN guide_vote v ON v.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.news-read
-- :doc     News that they have opened
-- :args    account
DELETE r
  FROM membership m
  JOIN news_read r ON r.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.factors
-- :doc     Second factors of logins without another account
-- :args    account
DELETE f
  FROM membership m
  JOIN user_totp f ON f.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.identities
-- :doc     What they are called where they sign in
-- :args    account
DELETE i
  FROM membership m
  JOIN user_identity i ON i.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.recovery-codes
-- :doc     Their recovery codes
-- :args    account
DELETE c
  FROM membership m
  JOIN user_recovery_code c ON c.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.devices
-- :doc     Browsers that they signed in with
-- :args    account
DELETE d
  FROM membership m
  JOIN user_device d ON d.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.tokens
-- :doc     Links that were mailed to them
-- :args    account
DELETE k
  FROM membership m
  JOIN user_token k ON k.user_id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.logins
-- :doc     Logins without another account: no address, no name, no way in
-- :args    account
UPDATE membership m
  JOIN user u ON u.id = m.user_id
  LEFT JOIN membership o ON o.user_id = m.user_id
                        AND o.account_id <> :account
   SET u.email = CONCAT('erased-', u.id, '@erased.invalid'),
       u.first_name = '-', u.last_name = '-', u.email_verified_at = NULL,
       u.password_hash = '!', u.status = 'suspended',
       u.banners_dismissed = NULL, u.shortcuts_chosen = NULL
 WHERE m.account_id = :account
   AND o.id IS NULL

-- :name    erase.memberships
-- :doc     Nobody acts for the account any more
-- :args    account
DELETE FROM membership WHERE account_id = :account

-- :name    erase.request
-- :doc     That deletion was asked for
-- :args    account
DELETE FROM erasure_request WHERE account_id = :account

-- :name    erase.account
-- :doc     The account: a number that invoices hang on
-- :args    account now
UPDATE account
   SET status = 'closed', first_name = '-', last_name = '-', company = NULL,
       email = CONCAT('erased-', id, '@erased.invalid'), phone = NULL,
       street1 = NULL, street2 = NULL, city = NULL, state = NULL,
       postcode = NULL, tax_id = NULL, erased_at = :now
 WHERE id = :account
