-- SPDX-License-Identifier: Apache-2.0
-- Sessions: who is asking, and what she may see.

-- :name    session.current
-- :doc     The one statement of a page that is kept: whose session this is, and the revisions that the page must have been made under. Whatever else would end the session raises the account's revision
-- :args    token now idle
-- :columns account_id account_revision site_revision seen_at
SELECT s.account_id, r.revision AS account_revision,
       si.revision AS site_revision, s.seen_at
  FROM session s
  JOIN account_revision r ON r.account_id = s.account_id
  JOIN site si ON si.id = 1
 WHERE s.token_hash = :token
   AND s.expires_at > :now
   AND s.seen_at > :idle

-- :name    session.current-many
-- :doc     The same for up to eight requests that came in at the same time; a token may be there more than once
-- :args    token1 token2 token3 token4 token5 token6 token7 token8 now idle
-- :columns token_hash account_id account_revision site_revision seen_at
SELECT s.token_hash, s.account_id, r.revision AS account_revision,
       si.revision AS site_revision, s.seen_at
  FROM session s
  JOIN account_revision r ON r.account_id = s.account_id
  JOIN site si ON si.id = 1
 WHERE s.token_hash IN (:token1, :token2, :token3, :token4, :token5, :token6,
                        :token7, :token8)
   AND s.expires_at > :now
   AND s.seen_at > :idle

-- :name    session.viewer
-- :doc     The first statement of any other request: the viewer behind a session's token, while session, user, membership and account all hold; holds_until: when the membership ends by itself
-- :args    token now idle
-- :columns user_id email first_name last_name language account_id account_name currency account_status membership_id role permissions scoped account_revision site_revision session_id second_factor unverified seen_at proved_at holds_until country account_since banners_dismissed shortcuts_chosen accounts
SELECT u.id AS user_id, u.email, u.first_name, u.last_name, u.language,
       a.id AS account_id,
       COALESCE(NULLIF(a.company, ''),
                CONCAT(a.first_name, ' ', a.last_name)) AS account_name,
       a.currency, a.status AS account_status,
       m.id AS membership_id, m.role,
       CASE WHEN m.role = 'owner'
            THEN 'profile,contacts,services,services.manage,domains,domains.manage,invoices,invoices.pay,orders,tickets,tickets.write,emails'
            ELSE m.permissions
       END AS permissions,
       CASE WHEN m.role = 'owner' THEN 0 ELSE m.scoped END AS scoped,
       r.revision AS account_revision, si.revision AS site_revision,
       s.id AS session_id,
       EXISTS (SELECT 1 FROM user_totp f WHERE f.user_id = s.user_id)
           AS second_factor,
       u.email_verified_at IS NULL AS unverified, s.seen_at, s.proved_at,
       m.expires_at AS holds_until, a.country,
       a.created_at AS account_since, u.banners_dismissed, u.shortcuts_chosen,
       (SELECT COUNT(*)
          FROM membership x
          JOIN account y ON y.id = x.account_id
         WHERE x.user_id = s.user_id
           AND x.status = 'active'
           AND (x.expires_at IS NULL OR x.expires_at > :now)
           AND y.status = 'active') AS accounts
  FROM session s
  JOIN user u ON u.id = s.user_id
  JOIN account a ON a.id = s.account_id
  JOIN account_revision r ON r.account_id = s.account_id
  JOIN membership m ON m.user_id = s.user_id AND m.account_id = s.account_id
  JOIN site si ON si.id = 1
 WHERE s.token_hash = :token
   AND s.expires_at > :now
   AND s.seen_at > :idle
   AND u.status = 'active'
   AND a.status = 'active'
   AND m.status = 'active'
   AND (m.expires_at IS NULL OR m.expires_at > :now)

-- :name    session.create
-- :doc     Keep a new session: the hash of its token, never the token
-- :args    token user account now expires address agent
INSERT INTO session (token_hash, user_id, account_id, created_at, seen_at,
                     proved_at, expires_at, address, user_agent)
VALUES (:token, :user, :account, :now, :now, :now, :expires, :address,
        LEFT(:agent, 255))

-- :name    session.touch
-- :doc     The session was used just now
-- :args    token now
UPDATE session SET seen_at = :now WHERE token_hash = :token

-- :name    session.end
-- :doc     Sign out
-- :args    token
DELETE FROM session WHERE token_hash = :token

-- :name    session.end-user
-- :doc     Sign a user out everywhere
-- :args    user
DELETE FROM session WHERE user_id = :user

-- :name    session.end-one
-- :doc     End one of a user's sessions by its number
-- :args    user session
DELETE FROM session WHERE id = :session AND user_id = :user

-- :name    session.end-others
-- :doc     End all sessions of a user but this one
-- :args    user token
DELETE FROM session WHERE user_id = :user AND token_hash <> :token

-- :name    session.rotate
-- :doc     The session goes on under another token; its user has just given the password
-- :args    token fresh now
UPDATE session
   SET token_hash = :fresh, proved_at = :now
 WHERE token_hash = :token

-- :name    session.prove
-- :doc     The session's user has just given the password
-- :args    token now
UPDATE session SET proved_at = :now WHERE token_hash = :token

-- :name    session.purge
-- :doc     Throw sessions away that are over, some at a time
-- :args    now
DELETE FROM session WHERE expires_at <= :now ORDER BY expires_at LIMIT 50

-- :name    health.ask
-- :doc     Does the database answer, and is it ours?
-- :args
-- :columns revision
SELECT s.revision FROM site s WHERE s.id = 1
