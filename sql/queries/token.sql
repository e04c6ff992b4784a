-- SPDX-License-Identifier: Apache-2.0
-- Links that are mailed to a user: to choose a new password, to confirm the address. These rows are the user's.

-- :name    token.put
-- :doc     A link to the user's address as it is; nothing for a user who isn't there or may not sign in
-- :args    token user purpose now expires
INSERT INTO user_token (token_hash, user_id, purpose, email, created_at,
                        expires_at)
SELECT :token, u.id, :purpose, u.email, :now, :expires
  FROM user u
 WHERE u.id = :user
   AND u.status = 'active'

-- :name    token.find
-- :doc     Whose link this is, while it holds and the address is still hers
-- :args    token purpose now
-- :columns id email first_name last_name language
SELECT u.id, u.email, u.first_name, u.last_name, u.language
  FROM user_token t
  JOIN user u ON u.id = t.user_id AND u.email = t.email
 WHERE t.token_hash = :token
   AND t.purpose = :purpose
   AND t.expires_at > :now
   AND u.status = 'active'

-- :name    token.use
-- :doc     Take the link: whoever comes second finds nothing
-- :args    token purpose now
DELETE FROM user_token
 WHERE token_hash = :token AND purpose = :purpose AND expires_at > :now

-- :name    token.drop
-- :doc     None of the user's links of a kind is worth anything any more
-- :args    user purpose
DELETE FROM user_token WHERE user_id = :user AND purpose = :purpose

-- :name    token.purge
-- :doc     Throw away what is over, some at a time
-- :args    now
DELETE FROM user_token WHERE expires_at <= :now ORDER BY expires_at LIMIT 50

-- :name    user.person
-- :doc     Whom a mail to a user is for
-- :args    user
-- :columns id email first_name last_name language
SELECT u.id, u.email, u.first_name, u.last_name, u.language
  FROM user u
 WHERE u.id = :user

-- :name    user.verify
-- :doc     The address is hers: a link that was sent to it came back
-- :args    user email now
UPDATE user SET email_verified_at = COALESCE(email_verified_at, :now)
 WHERE id = :user AND email = :email
