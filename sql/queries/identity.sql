-- SPDX-License-Identifier: Apache-2.0
-- Users who are known elsewhere: single sign-on.

-- :name    identity.user
-- :doc     The login that a name belongs to; a second factor is the matter of who authenticates
-- :args    name
-- :columns id password_hash status second_factor
SELECT u.id, NULL AS password_hash, u.status, 0 AS second_factor
  FROM user_identity i
  JOIN user u ON u.id = i.user_id
 WHERE i.name = :name

-- :name    identity.match
-- :doc     The login of an address that both sides have seen confirmed
-- :args    email
-- :columns id password_hash status second_factor
SELECT u.id, NULL AS password_hash, u.status, 0 AS second_factor
  FROM user u
 WHERE u.email = LOWER(:email)
   AND u.email_verified_at IS NOT NULL

-- :name    identity.link
-- :doc     From now on the name belongs to this login; a duplicate when it belongs to one already
-- :args    name user now
INSERT INTO user_identity (name, user_id, linked_at)
VALUES (:name, :user, :now)
