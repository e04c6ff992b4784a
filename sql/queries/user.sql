-- SPDX-License-Identifier: Apache-2.0
-- Users and what comes into being with a registration.

-- :name    user.by-email
-- :doc     The login of an e-mail address
-- :args    email
-- :columns id password_hash status second_factor
SELECT u.id, u.password_hash, u.status,
       EXISTS (SELECT 1 FROM user_totp f WHERE f.user_id = u.id)
           AS second_factor
  FROM user u
 WHERE u.email = LOWER(:email)

-- :name    user.default-account
-- :doc     The account that a user acts for after signing in: an own one first; no row when there is none
-- :args    user now
-- :columns account
SELECT m.account_id AS account
  FROM membership m
  JOIN account a ON a.id = m.account_id
 WHERE m.user_id = :user
   AND m.status = 'active'
   AND (m.expires_at IS NULL OR m.expires_at > :now)
   AND a.status = 'active'
 ORDER BY m.role, m.account_id
 LIMIT 1

-- :name    user.create
-- :doc     A new login; a duplicate when the address is taken
-- :args    email password first_name last_name language now
INSERT INTO user (email, password_hash, password_set_at, first_name,
                  last_name, language, created_at)
VALUES (LOWER(:email), :password, :now, :first_name, :last_name, :language,
        :now)

-- :name    user.set-password
-- :doc     Replace a user's password hash
-- :args    user password now
UPDATE user
   SET password_hash = :password, password_set_at = :now
 WHERE id = :user

-- :name    account.create
-- :doc     A new account; empty fields are kept as absent
-- :args    first_name last_name company email phone language currency street1 street2 city state postcode country tax_id now
INSERT INTO account (first_name, last_name, company, email, phone, language,
                     currency, street1, street2, city, state, postcode,
                     country, tax_id, created_at)
VALUES (:first_name, :last_name, NULLIF(:company, ''), :email,
        NULLIF(:phone, ''), :language, :currency, NULLIF(:street1, ''),
        NULLIF(:street2, ''), NULLIF(:city, ''), NULLIF(:state, ''),
        NULLIF(:postcode, ''), NULLIF(:country, ''), NULLIF(:tax_id, ''),
        :now)

-- :name    membership.create-owner
-- :doc     The user owns the account
-- :args    user account now
INSERT INTO membership (user_id, account_id, role, created_at)
VALUES (:user, :account, 'owner', :now)

-- :name    mail-preference.create-defaults
-- :doc     A new account's owner gets mail of every category (the mailing list is a separate opt-in)
-- :args    account
INSERT INTO mail_preference (account_id, category)
VALUES (:account, 'general'), (:account, 'product'), (:account, 'domain'),
       (:account, 'invoice'), (:account, 'support')
