-- SPDX-License-Identifier: Apache-2.0
-- Sample data 6: e-mails that were sent to the accounts with a login, and some that every customer got.

INSERT INTO mail (id, account_id, user_id, template, category, recipient, name, language, fields, state, attempts,
                  created_at, next_attempt_at, sent_at, message_id, answer, subject, body)
SELECT 6000 + x.n, x.account_id, x.user_id, x.template, x.category, a.email, CONCAT(a.first_name, ' ', a.last_name), a.language,
       '<fields/>', 'sent', 1,
       UTC_TIMESTAMP() - INTERVAL x.age HOUR, UTC_TIMESTAMP() - INTERVAL x.age HOUR,
       UTC_TIMESTAMP() - INTERVAL x.age HOUR + INTERVAL 4 SECOND,
       CONCAT('<sample-', x.n, '@hazelport.example>'), '250 2.0.0 Ok: queued', x.subject,
       CONCAT('Hazelport Hosting\n\n', x.subject, '\n\n',
              CASE a.language WHEN 'pl' THEN 'Dzień dobry, ' ELSE 'Hello ' END, a.first_name, ' ', a.last_name, ',\n\n',
              x.body, '\n')
  FROM (SELECT 1 AS n, 1001 AS account_id, 501 AS user_id, 'new-device' AS template, 'security' AS category,
               29 AS age, 'New sign-in to your account' AS subject,
               'Somebody signed in to your account at Hazelport Hosting with a device\nthat was not used for it before.\n\nDevice: Firefox on Linux\nInternet address: 192.0.2.14\n\nIf it was you, all is well. If not, change your password at once and sign\nall devices out.' AS body
        UNION ALL SELECT 2, 1001, NULL, 'sample', 'support', 52, 'Our answer to your ticket',
               'We have answered your ticket. You find the answer in the dashboard.'
        UNION ALL SELECT 3, 1001, NULL, 'sample', 'invoice', 131, 'Your new invoice',
               'There is a new invoice for your services. You can see and pay it in the\ndashboard.'
        UNION ALL SELECT 4, 1001, NULL, 'sample', 'domain', 290, 'A domain is due to renewal',
               'One of your domains is due to renewal soon. Renew it in the dashboard so\nthat nobody else can register it.'
        UNION ALL SELECT 5, 1001, NULL, 'sample', 'mailing-list', 480, 'What is new at Hazelport',
               'Faster disks in Cork, and a special offer on certificates until the end\nof the month.'
        UNION ALL SELECT 6, 1001, 501, 'reset-password', 'security', 2210, 'Choose a new password',
               'Somebody asked for a new password for your access to Hazelport Hosting.\n\nThe link of this e-mail is not shown here.'
        UNION ALL SELECT 7, 1002, 502, 'new-device', 'security', 40, 'Nowe logowanie do Twojego konta',
               'Ktoś zalogował się do Twojego konta w Hazelport Hosting z urządzenia,\nktórego wcześniej nie używano.'
        UNION ALL SELECT 8, 1002, NULL, 'sample', 'invoice', 200, 'Nowa faktura',
               'W panelu klienta czeka nowa faktura za Twoje usługi.'
        UNION ALL SELECT 9, 1002, NULL, 'sample', 'support', 333, 'Odpowiedź na Twoje zgłoszenie',
               'Odpowiedzieliśmy na Twoje zgłoszenie. Odpowiedź znajdziesz w panelu klienta.') x
  JOIN account a ON a.id = x.account_id;

-- Notices of maintenance, a year of them for the account with long lists, one for everybody else.
INSERT INTO mail (account_id, template, category, recipient, name, language, fields, state, attempts,
                  created_at, next_attempt_at, sent_at, message_id, answer, subject, body)
SELECT a.id, 'sample', 'general', a.email, CONCAT(a.first_name, ' ', a.last_name), a.language, '<fields/>', 'sent', 1,
       UTC_TIMESTAMP() - INTERVAL 6 * n.n + 2 DAY, UTC_TIMESTAMP() - INTERVAL 6 * n.n + 2 DAY,
       UTC_TIMESTAMP() - INTERVAL 6 * n.n + 2 DAY, CONCAT('<maintenance-', a.id, '-', n.n, '@hazelport.example>'),
       '250 2.0.0 Ok: queued',
       CASE a.language WHEN 'pl' THEN 'Prace serwisowe' ELSE 'Planned maintenance' END,
       CASE a.language WHEN 'pl' THEN 'Hazelport Hosting\n\nW nocy wymienimy części zasilania w Cork. Twoje usługi będą działać bez przerw.\n'
            ELSE 'Hazelport Hosting\n\nOver night we will exchange parts of the power supply in Cork. Your\nservices keep running.\n' END
  FROM account a
  JOIN sample_number n ON n.n BETWEEN 1 AND 60
 WHERE a.id > 1004
   AND (n.n = 1 OR a.id = 1150)
 ORDER BY n.n DESC, a.id;
