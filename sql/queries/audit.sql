-- SPDX-License-Identifier: Apache-2.0
-- The log of what was done to an account: who, what, when, from where.

-- :name    audit.put
-- :doc     Put down that something was done, in the transaction that does it; nothing for an account that isn't there
-- :args    account user action subject detail address agent now
INSERT INTO audit (account_id, user_id, action, subject, detail, address,
                   agent, recorded_at)
SELECT a.id, NULLIF(:user, 0), :action, LEFT(:subject, 254),
       LEFT(:detail, 254), :address, LEFT(:agent, 255), :now
  FROM account a
 WHERE a.id = :account

-- :name    audit.list
-- :doc     What was done to the account, the last first; browser and system are words, NULL where the agent isn't known
-- :section activity
-- :row     event
-- :columns id action who subject detail address browser system recorded
-- :sort    recorded  e.recorded_at DESC, e.id DESC
-- :filter  kind sign-in  e.action LIKE 'sign%'
-- :filter  kind security  e.action NOT LIKE 'sign%'
-- :page    25
-- :volatile
SELECT e.id, e.action, CONCAT(u.first_name, ' ', u.last_name) AS who,
       e.subject, e.detail, e.address,
       CASE WHEN e.agent LIKE '%Edg/%' THEN 'edge'
            WHEN e.agent LIKE '%OPR/%' THEN 'opera'
            WHEN e.agent LIKE '%Firefox/%' THEN 'firefox'
            WHEN e.agent LIKE '%Chrome/%' THEN 'chrome'
            WHEN e.agent LIKE '%Safari/%' THEN 'safari'
       END AS browser,
       CASE WHEN e.agent LIKE '%iPhone%' OR e.agent LIKE '%iPad%' THEN 'ios'
            WHEN e.agent LIKE '%Android%' THEN 'android'
            WHEN e.agent LIKE '%Windows%' THEN 'windows'
            WHEN e.agent LIKE '%Mac OS X%' THEN 'macos'
            WHEN e.agent LIKE '%Linux%' THEN 'linux'
       END AS `system`,
       e.recorded_at AS recorded {keys}
  FROM audit e
  LEFT JOIN user u ON u.id = e.user_id
 WHERE e.account_id = :account {where}
 {order}
