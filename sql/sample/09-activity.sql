-- SPDX-License-Identifier: Apache-2.0
-- Sample data 9: what was done to the accounts of the demo, as their activity shows it.

INSERT INTO audit (account_id, user_id, action, subject, detail, address, agent, recorded_at)
SELECT x.account_id, x.user_id, x.action, x.subject, x.detail, x.address,
       ELT(x.browser,
           'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
           'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
           'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'),
       UTC_TIMESTAMP() - INTERVAL x.age MINUTE
  FROM (SELECT 90210 AS age, 1001 AS account_id, 501 AS user_id, 'password-changed' AS action,
               CAST(NULL AS CHAR(254)) AS subject, CAST(NULL AS CHAR(254)) AS detail,
               '192.0.2.14' AS address, 1 AS browser
        UNION ALL SELECT 61004, 1001, 501, 'login-invited', 'member@example.com', NULL, '192.0.2.14', 1
        UNION ALL SELECT 59731, 1001, 505, 'login-accepted', 'member@example.com', NULL, '198.51.100.77', 2
        UNION ALL SELECT 43215, 1001, 501, 'contact-created', 'siobhan.keane@example.com', NULL, '192.0.2.14', 1
        UNION ALL SELECT 20161, 1001, NULL, 'sign-in-failed', 'demo@example.com', NULL, '203.0.113.9', 3
        UNION ALL SELECT 20160, 1001, 501, 'sign-in', NULL, NULL, '192.0.2.14', 1
        UNION ALL SELECT 20153, 1001, 501, 'settings-changed', NULL, NULL, '192.0.2.14', 1
        UNION ALL SELECT 7200, 1001, 505, 'sign-in', NULL, NULL, '198.51.100.77', 2
        UNION ALL SELECT 7188, 1001, 505, 'sign-out', NULL, NULL, '198.51.100.77', 2
        UNION ALL SELECT 1740, 1001, 501, 'sign-in', NULL, NULL, '192.0.2.14', 1
        UNION ALL SELECT 30244, 1002, 502, 'sign-in', NULL, NULL, '192.0.2.201', 3
        UNION ALL SELECT 30240, 1002, 502, 'recovery-codes', NULL, NULL, '192.0.2.201', 3
        UNION ALL SELECT 2400, 1002, 502, 'sign-in', NULL, NULL, '192.0.2.201', 2) x
 ORDER BY x.age DESC;

-- And to everybody else's.
INSERT INTO audit (account_id, user_id, action, subject, detail, address, agent, recorded_at)
SELECT a.id, NULL, 'settings-changed', NULL, ELT(n.n, 'phone', 'street1, city, postcode', 'language'),
       CONCAT('198.51.100.', 1 + a.id % 250), NULL, UTC_TIMESTAMP() - INTERVAL 11 * n.n + a.id % 300 DAY
  FROM account a
  JOIN sample_number n ON n.n BETWEEN 1 AND 3
 WHERE a.id > 1004
 ORDER BY n.n DESC, a.id;
