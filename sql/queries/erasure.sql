-- SPDX-License-Identifier: Apache-2.0
-- The owner wants the account deleted, or has its data made ready to be taken away.

-- :name    erasure.look
-- :doc     What stands against the end of an account
-- :args    account
-- :columns status erased services domains invoices
SELECT a.status, a.erased_at IS NOT NULL AS erased,
       (SELECT COUNT(*) FROM service s
         WHERE s.account_id = :account
           AND s.status IN ('pending', 'active', 'suspended')) AS services,
       (SELECT COUNT(*) FROM domain d
         WHERE d.account_id = :account AND d.ours = 1
           AND d.status IN ('pending-registration', 'pending-transfer',
                            'active', 'grace', 'redemption')) AS domains,
       (SELECT COUNT(*) FROM invoice i
         WHERE i.account_id = :account
           AND i.status IN ('unpaid', 'payment-pending', 'collections'))
           AS invoices
  FROM account a
 WHERE a.id = :account

-- :name    erasure.asked
-- :doc     Whether the owner has asked for it, and what stands against it
-- :section erasure
-- :row     erasure
-- :columns asked services domains invoices
SELECT (SELECT q.asked_at FROM erasure_request q
         WHERE q.account_id = :account) AS asked,
       (SELECT COUNT(*) FROM service s
         WHERE s.account_id = :account
           AND s.status IN ('pending', 'active', 'suspended')) AS services,
       (SELECT COUNT(*) FROM domain d
         WHERE d.account_id = :account AND d.ours = 1
           AND d.status IN ('pending-registration', 'pending-transfer',
                            'active', 'grace', 'redemption')) AS domains,
       (SELECT COUNT(*) FROM invoice i
         WHERE i.account_id = :account
           AND i.status IN ('unpaid', 'payment-pending', 'collections'))
           AS invoices

-- :name    erasure.ask
-- :doc     The owner wants the account deleted; asking twice is asking once
-- :args    account user now
INSERT INTO erasure_request (account_id, user_id, asked_at)
VALUES (:account, :user, :now)
    ON DUPLICATE KEY UPDATE asked_at = asked_at

-- :name    erasure.withdraw
-- :doc     She doesn't any more
-- :args    account
DELETE FROM erasure_request WHERE account_id = :account

-- :name    export-link.put
-- :doc     A download is ready, for whoever has the link, and for an hour
-- :args    token account user now expires
INSERT INTO export_link (token_hash, account_id, user_id, created_at, expires_at)
VALUES (:token, :account, :user, :now, :expires)

-- :name    export-link.find
-- :doc     The download that a link stands for
-- :args    token account user now
-- :columns expires
SELECT l.expires_at AS expires
  FROM export_link l
 WHERE l.token_hash = :token
   AND l.account_id = :account
   AND l.user_id = :user
   AND l.expires_at > :now

-- :name    export-link.one
-- :doc     The same as a page shows it; no row: it is over
-- :section export
-- :row     export
-- :columns token expires
SELECT :token AS token, l.expires_at AS expires
  FROM export_link l
 WHERE l.token_hash = UNHEX(SHA2(:token, 256))
   AND l.account_id = :account
   AND l.user_id = :user
   AND l.expires_at > :now

-- :name    export-link.purge
-- :doc     Links that are over
-- :args    now
DELETE FROM export_link WHERE expires_at <= :now ORDER BY expires_at LIMIT 50
