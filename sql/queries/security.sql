-- SPDX-License-Identifier: Apache-2.0
-- What a user sees of the safety of her own login. These rows are the user's, not the account's.

-- :name    security.login
-- :doc     The user's own login
-- :section login
-- :row     login
-- :columns email password_set second_factor recovery_codes
SELECT u.email, u.password_set_at AS password_set,
       (SELECT COUNT(*) FROM user_totp f WHERE f.user_id = :user)
           AS second_factor,
       (SELECT COUNT(*) FROM user_recovery_code c WHERE c.user_id = :user)
           AS recovery_codes
  FROM user u
 WHERE u.id = :user

-- :name    security.devices
-- :doc     Where the user is signed in, the browser that asks first; browser and system are words, NULL where the agent isn't known
-- :section devices
-- :row     device
-- :columns id current address browser system created seen
-- :volatile
SELECT d.id, d.id = :session AS current, d.address,
       CASE WHEN d.user_agent LIKE '%Edg/%' THEN 'edge'
            WHEN d.user_agent LIKE '%OPR/%' THEN 'opera'
            WHEN d.user_agent LIKE '%Firefox/%' THEN 'firefox'
            WHEN d.user_agent LIKE '%Chrome/%' THEN 'chrome'
            WHEN d.user_agent LIKE '%Safari/%' THEN 'safari'
       END AS browser,
       CASE WHEN d.user_agent LIKE '%iPhone%' OR d.user_agent LIKE '%iPad%'
            THEN 'ios'
            WHEN d.user_agent LIKE '%Android%' THEN 'android'
            WHEN d.user_agent LIKE '%Windows%' THEN 'windows'
            WHEN d.user_agent LIKE '%Mac OS X%' THEN 'macos'
            WHEN d.user_agent LIKE '%Linux%' THEN 'linux'
       END AS `system`,
       d.created_at AS created, d.seen_at AS seen
  FROM session d
 WHERE d.user_id = :user
   AND d.expires_at > :now
   AND d.seen_at > :idle
 ORDER BY d.id = :session DESC, d.seen_at DESC, d.id DESC
 LIMIT 100
