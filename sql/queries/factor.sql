-- SPDX-License-Identifier: Apache-2.0
-- The second factor of a login, its recovery codes, and who is between the two steps of signing in. These rows are the user's.

-- :name    factor.of-user
-- :doc     A user's second factor; no row when she has none
-- :args    user
-- :columns secret last_step
SELECT f.secret, f.last_step
  FROM user_totp f
 WHERE f.user_id = :user

-- :name    factor.set
-- :doc     The user has a second factor from now on; a duplicate when she has one
-- :args    user secret step now
INSERT INTO user_totp (user_id, secret, last_step, confirmed_at)
VALUES (:user, :secret, :step, :now)

-- :name    factor.use
-- :doc     Take a code of a time step: none of it or of an earlier one is taken again
-- :args    user step
UPDATE user_totp SET last_step = :step
 WHERE user_id = :user AND last_step < :step

-- :name    factor.drop
-- :doc     The user has no second factor any more
-- :args    user
DELETE FROM user_totp WHERE user_id = :user

-- :name    recovery.add
-- :doc     A recovery code by its hash
-- :args    user code
INSERT INTO user_recovery_code (user_id, code_hash) VALUES (:user, :code)

-- :name    recovery.use
-- :doc     Take a recovery code, which is gone then
-- :args    user code
DELETE FROM user_recovery_code WHERE user_id = :user AND code_hash = :code

-- :name    recovery.drop
-- :doc     None of the user's recovery codes is worth anything any more
-- :args    user
DELETE FROM user_recovery_code WHERE user_id = :user

-- :name    step.create
-- :doc     The password was right; the code is owed
-- :args    token user account expires
INSERT INTO sign_in_step (token_hash, user_id, account_id, expires_at)
VALUES (:token, :user, :account, :expires)

-- :name    step.find
-- :doc     Who owes a code, while it isn't too late and she may sign in at all
-- :args    token most now
-- :columns user_id account_id email
SELECT s.user_id, s.account_id, u.email
  FROM sign_in_step s
  JOIN user u ON u.id = s.user_id
 WHERE s.token_hash = :token
   AND s.expires_at > :now
   AND s.tries < :most
   AND u.status = 'active'

-- :name    step.failed
-- :doc     A wrong code
-- :args    token
UPDATE sign_in_step SET tries = tries + 1 WHERE token_hash = :token

-- :name    step.end
-- :doc     The step is done; nothing when somebody else has done it
-- :args    token
DELETE FROM sign_in_step WHERE token_hash = :token

-- :name    step.end-user
-- :doc     Whoever owes a code of this user begins anew
-- :args    user
DELETE FROM sign_in_step WHERE user_id = :user

-- :name    step.purge
-- :doc     Throw away what is too late, some at a time
-- :args    now
DELETE FROM sign_in_step WHERE expires_at <= :now ORDER BY expires_at LIMIT 50
