-- SPDX-License-Identifier: Apache-2.0
-- Personal settings: what is on record, what is saved, and addresses that wait to be confirmed.

-- :name    personal.current
-- :doc     All that the settings page shows; mail is wanted unless it is said that it isn't; can_set_currency: 1 until something was billed
-- :args    account
-- :columns first_name last_name company email phone language currency street1 street2 city state postcode country tax_id mail_general mail_product mail_domain mail_invoice mail_support mailing_list can_set_currency
SELECT a.first_name, a.last_name, a.company, a.email, a.phone, a.language,
       a.currency, a.street1, a.street2, a.city, a.state, a.postcode,
       a.country, a.tax_id,
       NOT EXISTS (SELECT 1 FROM mail_preference p
                    WHERE p.account_id = a.id AND p.category = 'general'
                      AND p.enabled = 0) AS mail_general,
       NOT EXISTS (SELECT 1 FROM mail_preference p
                    WHERE p.account_id = a.id AND p.category = 'product'
                      AND p.enabled = 0) AS mail_product,
       NOT EXISTS (SELECT 1 FROM mail_preference p
                    WHERE p.account_id = a.id AND p.category = 'domain'
                      AND p.enabled = 0) AS mail_domain,
       NOT EXISTS (SELECT 1 FROM mail_preference p
                    WHERE p.account_id = a.id AND p.category = 'invoice'
                      AND p.enabled = 0) AS mail_invoice,
       NOT EXISTS (SELECT 1 FROM mail_preference p
                    WHERE p.account_id = a.id AND p.category = 'support'
                      AND p.enabled = 0) AS mail_support,
       COALESCE((SELECT c.given FROM consent c
                  WHERE c.account_id = a.id
                  ORDER BY c.id DESC LIMIT 1), 0) AS mailing_list,
       NOT EXISTS (SELECT 1 FROM invoice i WHERE i.account_id = a.id)
           AND NOT EXISTS (SELECT 1 FROM service s WHERE s.account_id = a.id)
           AS can_set_currency
  FROM account a
 WHERE a.id = :account

-- :name    personal.lock
-- :doc     Who saves an account's settings has them to herself until she is done (FOR UPDATE would want the right to change every column)
-- :args    account
UPDATE account SET language = language WHERE id = :account

-- :name    personal.save
-- :doc     The account's own columns; the currency only until something was billed
-- :args    account first_name last_name company phone language currency street1 street2 city state postcode country tax_id
UPDATE account a
   SET a.first_name = :first_name, a.last_name = :last_name,
       a.company = NULLIF(:company, ''), a.phone = NULLIF(:phone, ''),
       a.language = :language,
       a.currency = CASE
           WHEN EXISTS (SELECT 1 FROM invoice i WHERE i.account_id = :account)
             OR EXISTS (SELECT 1 FROM service s WHERE s.account_id = :account)
           THEN a.currency
           ELSE :currency
       END,
       a.street1 = NULLIF(:street1, ''), a.street2 = NULLIF(:street2, ''),
       a.city = NULLIF(:city, ''), a.state = NULLIF(:state, ''),
       a.postcode = NULLIF(:postcode, ''), a.country = NULLIF(:country, ''),
       a.tax_id = NULLIF(:tax_id, '')
 WHERE a.id = :account

-- :name    personal.save-user
-- :doc     The owner's login carries the same name and language
-- :args    account user first_name last_name language
UPDATE user
   SET first_name = :first_name, last_name = :last_name, language = :language
 WHERE id = :user
   AND EXISTS (SELECT 1 FROM membership m
                WHERE m.user_id = :user
                  AND m.account_id = :account
                  AND m.role = 'owner')

-- :name    personal.mail-preference
-- :doc     Mail of this category is wanted, or not
-- :args    account category enabled
INSERT INTO mail_preference (account_id, category, enabled)
VALUES (:account, :category, :enabled)
    ON DUPLICATE KEY UPDATE enabled = :enabled

-- :name    personal.consent
-- :doc     The mailing list was joined or left: when, from where, by which wording
-- :args    account given wording address now
INSERT INTO consent (account_id, given, wording, address, recorded_at)
VALUES (:account, :given, LEFT(:wording, 500), :address, :now)

-- :name    currencies.offered
-- :doc     The currencies that products have prices in
-- :args
-- :columns currency
SELECT DISTINCT p.currency FROM product_price p ORDER BY p.currency

-- :name    email-change.pending
-- :doc     The address that waits to be confirmed, for who asked for it
-- :section email-change
-- :row     change
-- :permission profile
-- :columns email expires
SELECT e.new_email AS email, e.expires_at AS expires
  FROM email_change e
 WHERE e.account_id = :account
   AND e.user_id = :user
   AND e.expires_at > :now

-- :name    email-change.ask
-- :doc     An address is to be confirmed; an earlier one is forgotten
-- :args    account user token old new now expires
INSERT INTO email_change (account_id, user_id, token_hash, old_email,
                          new_email, sent_at, expires_at)
VALUES (:account, :user, :token, :old, :new, :now, :expires)
    ON DUPLICATE KEY UPDATE user_id = :user, token_hash = :token,
       old_email = :old, new_email = :new, sends = 1, sent_at = :now,
       expires_at = :expires

-- :name    email-change.again
-- :doc     A fresh link for the same address; the earlier one no longer works. Not more often than the caller allows
-- :args    account user token now expires before most
UPDATE email_change
   SET token_hash = :token, sends = sends + 1, sent_at = :now,
       expires_at = :expires
 WHERE account_id = :account
   AND user_id = :user
   AND expires_at > :now
   AND sent_at <= :before
   AND sends < :most

-- :name    email-change.cancel
-- :doc     The address is not to be changed after all
-- :args    account user
DELETE FROM email_change
 WHERE account_id = :account AND user_id = :user

-- :name    email-change.of-account
-- :doc     What is pending, for the mail that is sent again
-- :args    account user
-- :columns new_email
SELECT e.new_email
  FROM email_change e
 WHERE e.account_id = :account AND e.user_id = :user

-- :name    email-change.by-token
-- :doc     What a link stands for, while it and the owner's membership hold
-- :args    token now
-- :columns account user old new language name
SELECT e.account_id AS account, e.user_id AS user, e.old_email AS old,
       e.new_email AS new, u.language,
       CONCAT(u.first_name, ' ', u.last_name) AS name
  FROM email_change e
  JOIN user u ON u.id = e.user_id AND u.status = 'active'
  JOIN membership m ON m.user_id = e.user_id
                   AND m.account_id = e.account_id
                   AND m.role = 'owner'
                   AND m.status = 'active'
 WHERE e.token_hash = :token
   AND e.expires_at > :now

-- :name    email-change.use
-- :doc     A link works once
-- :args    account token
DELETE FROM email_change
 WHERE account_id = :account AND token_hash = :token

-- :name    email-change.account
-- :doc     The account's new address, if the old one is still the old one
-- :args    account old new
UPDATE account
   SET email = :new
 WHERE id = :account AND email = :old

-- :name    email-change.user
-- :doc     The login's, where it was the same: confirmed, as the link was followed; a duplicate when another login has the address
-- :args    account user old new now
UPDATE user
   SET email = LOWER(:new), email_verified_at = :now
 WHERE id = :user
   AND email = LOWER(:old)
   AND EXISTS (SELECT 1 FROM membership m
                WHERE m.user_id = :user
                  AND m.account_id = :account
                  AND m.role = 'owner')
