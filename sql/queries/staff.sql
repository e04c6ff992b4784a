-- SPDX-License-Identifier: Apache-2.0
-- What the provider's staff does to an account with custdashctl.

-- :name    account.set-status
-- :doc     Lock an account (suspended) or open it again (active); a closed one stays closed
-- :args    account status
UPDATE account SET status = :status
 WHERE id = :account AND status <> 'closed'

-- :name    account.status
-- :doc     Is there such an account, and what is its status?
-- :args    account
-- :columns status
SELECT a.status FROM account a WHERE a.id = :account
