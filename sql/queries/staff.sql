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

-- :name    account.staff-list
-- :doc     Accounts as staff looks for them, some at a time; NULL: whichever
-- :args    after email status asked
-- :section accounts
-- :row     account
-- :columns id status name email country currency created deletion_asked
SELECT a.id, a.status,
       COALESCE(NULLIF(a.company, ''),
                CONCAT(a.first_name, ' ', a.last_name)) AS name,
       a.email, a.country, a.currency, a.created_at AS created,
       q.asked_at AS deletion_asked
  FROM account a
  LEFT JOIN erasure_request q ON q.account_id = a.id
 WHERE a.id > :after
   AND (:email IS NULL OR a.email LIKE CONCAT(REPLACE(REPLACE(REPLACE(
        :email, '|', '||'), '%', '|%'), '_', '|_'), '%') ESCAPE '|')
   AND (:status IS NULL OR a.status = :status)
   AND (:asked = 0 OR q.asked_at IS NOT NULL)
 ORDER BY a.id
 LIMIT 100

-- :name    account.staff-one
-- :doc     What staff wants to know of an account
-- :args    account
-- :section accounts
-- :row     account
-- :columns id status first_name last_name company email phone street1 street2 city state postcode country tax_id currency language created owner owner_status services domains unpaid_invoices open_tickets deletion_asked erased
SELECT a.id, a.status, a.first_name, a.last_name, a.company, a.email, a.phone,
       a.street1, a.street2, a.city, a.state, a.postcode, a.country, a.tax_id,
       a.currency, a.language, a.created_at AS created,
       u.email AS owner, u.status AS owner_status,
       (SELECT COUNT(*) FROM service s
         WHERE s.account_id = :account AND s.status = 'active') AS services,
       (SELECT COUNT(*) FROM domain d
         WHERE d.account_id = :account AND d.live = 1) AS domains,
       (SELECT COUNT(*) FROM invoice i
         WHERE i.account_id = :account
           AND i.status IN ('unpaid', 'payment-pending', 'collections'))
           AS unpaid_invoices,
       (SELECT COUNT(*) FROM ticket t
         WHERE t.account_id = :account AND t.active = 1)
           AS open_tickets,
       q.asked_at AS deletion_asked, a.erased_at AS erased
  FROM account a
  LEFT JOIN membership m ON m.account_id = a.id AND m.role = 'owner'
  LEFT JOIN user u ON u.id = m.user_id
  LEFT JOIN erasure_request q ON q.account_id = a.id
 WHERE a.id = :account
 ORDER BY m.id
 LIMIT 1

-- :name    account.owner
-- :doc     The login of an account's owner
-- :args    account
-- :columns email
SELECT u.email
  FROM membership m
  JOIN user u ON u.id = m.user_id
 WHERE m.account_id = :account AND m.role = 'owner'
 ORDER BY m.id
 LIMIT 1

-- :name    user.staff-list
-- :doc     Logins as staff looks for them, some at a time; NULL: whichever
-- :args    after email account status
-- :section users
-- :row     user
-- :columns id email name status verified second_factor accounts sessions last_seen created
SELECT u.id, u.email, CONCAT(u.first_name, ' ', u.last_name) AS name,
       u.status, u.email_verified_at IS NOT NULL AS verified,
       EXISTS (SELECT 1 FROM user_totp f WHERE f.user_id = u.id)
           AS second_factor,
       (SELECT COUNT(*) FROM membership m WHERE m.user_id = u.id) AS accounts,
       (SELECT COUNT(*) FROM session s WHERE s.user_id = u.id) AS sessions,
       (SELECT MAX(s.seen_at) FROM session s WHERE s.user_id = u.id)
           AS last_seen,
       u.created_at AS created
  FROM user u
 WHERE u.id > :after
   AND (:email IS NULL OR u.email LIKE CONCAT(REPLACE(REPLACE(REPLACE(
        LOWER(:email), '|', '||'), '%', '|%'), '_', '|_'), '%') ESCAPE '|')
   AND (:account IS NULL
        OR u.id IN (SELECT m.user_id FROM membership m
                     WHERE m.account_id = :account))
   AND (:status IS NULL OR u.status = :status)
 ORDER BY u.id
 LIMIT 100

-- :name    user.staff-one
-- :doc     A login, once for each account that it may act for
-- :args    email
-- :section users
-- :row     user
-- :columns id email name status language verified second_factor recovery_codes sessions last_seen password_set created account account_name role membership_status permissions until
SELECT u.id, u.email, CONCAT(u.first_name, ' ', u.last_name) AS name,
       u.status, u.language, u.email_verified_at AS verified,
       EXISTS (SELECT 1 FROM user_totp f WHERE f.user_id = u.id)
           AS second_factor,
       (SELECT COUNT(*) FROM user_recovery_code c WHERE c.user_id = u.id)
           AS recovery_codes,
       (SELECT COUNT(*) FROM session s WHERE s.user_id = u.id) AS sessions,
       (SELECT MAX(s.seen_at) FROM session s WHERE s.user_id = u.id)
           AS last_seen,
       u.password_set_at AS password_set, u.created_at AS created,
       a.id AS account,
       COALESCE(NULLIF(a.company, ''),
                CONCAT(a.first_name, ' ', a.last_name)) AS account_name,
       m.role, m.status AS membership_status, m.permissions,
       m.expires_at AS until
  FROM user u
  LEFT JOIN membership m ON m.user_id = u.id
  LEFT JOIN account a ON a.id = m.account_id
 WHERE u.email = LOWER(:email)
 ORDER BY m.role, m.id

-- :name    user.status
-- :doc     Is there such a login, and what is its status?
-- :args    user
-- :columns status
SELECT u.status FROM user u WHERE u.id = :user

-- :name    user.set-status
-- :doc     Lock a login (suspended) or open it again (active)
-- :args    user status
UPDATE user SET status = :status WHERE id = :user

-- :name    audit.staff-list
-- :doc     What was done, to whom and by whom, the last first, some at a time; NULL: whichever
-- :args    before account email since kind
-- :section audit
-- :row     event
-- :columns id recorded account action user subject detail address agent
SELECT e.id, e.recorded_at AS recorded, e.account_id AS account, e.action,
       u.email AS `user`, e.subject, e.detail, e.address, e.agent
  FROM audit e
  LEFT JOIN user u ON u.id = e.user_id
 WHERE (:before IS NULL OR e.id < :before)
   AND (:account IS NULL OR e.account_id = :account)
   AND (:email IS NULL
        OR e.user_id = (SELECT x.id FROM user x
                         WHERE x.email = LOWER(:email)))
   AND (:since IS NULL OR e.recorded_at >= CAST(:since AS DATETIME))
   AND (:kind IS NULL OR e.action = :kind)
 ORDER BY e.id DESC
 LIMIT 200
