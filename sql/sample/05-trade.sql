-- SPDX-License-Identifier: Apache-2.0
-- Sample data 5: the services, domains, invoices, payments and tickets of all accounts; numbers and sums at the end.

-- Services. Every tenth account has none, and number 150 is a reseller with
-- many. k is the service's number within its account.
INSERT INTO service (account_id, product_id, name, domain, status, cycle, amount, currency,
                     registered_on, next_due_on, server, username, created_at)
SELECT 1000 + x.n, x.product_id, p.name,
       CASE WHEN x.n = 20 AND x.k = 1 THEN 'the-society-for-the-careful-restoration-of-longcase-clocks-etc.org'
            WHEN x.n = 21 THEN 'q.pl'
            WHEN x.dice % 13 = 0 THEN NULL
            ELSE x.domain END,
       x.status, x.cycle, r.amount, r.currency,
       CASE WHEN x.status <> 'pending' THEN UTC_DATE() - INTERVAL x.age DAY END,
       CASE WHEN x.status = 'pending' THEN NULL
            WHEN x.status = 'suspended' THEN UTC_DATE() - INTERVAL 2 + x.dice % 25 DAY
            WHEN x.status IN ('cancelled', 'terminated', 'fraud') THEN UTC_DATE() - INTERVAL 20 + x.dice % 400 DAY
            ELSE UTC_DATE() + INTERVAL 1 + (x.dice + 7 * x.n) % CASE x.cycle WHEN 'monthly' THEN 29 WHEN 'quarterly' THEN 89
                 WHEN 'semi-annually' THEN 179 WHEN 'annually' THEN 359 ELSE 700 END DAY END,
       CASE WHEN x.product_id IN (11, 12, 13) THEN NULL
            ELSE CONCAT(ELT(x.product_id, 'web', 'web', 'web', 'wp', 'wp', 'kvm', 'kvm', 'kvm', 'mail', 'mail', '', '', '', 'web'),
                        1 + x.dice % 8, '.hazelport.example') END,
       CASE WHEN x.product_id IN (6, 7, 8) THEN 'root'
            WHEN x.product_id IN (9, 10, 11, 12, 13) THEN NULL
            ELSE CONCAT('u', 1000 + x.n, 'x', x.k) END,
       UTC_TIMESTAMP() - INTERVAL x.age DAY
  FROM (SELECT y.*,
               CASE y.product_id
                    WHEN 14 THEN ELT(1 + y.dice % 2, 'annually', 'biennially')
                    WHEN 11 THEN ELT(1 + y.dice % 2, 'annually', 'biennially')
                    WHEN 9 THEN ELT(1 + y.dice % 3, 'monthly', 'annually', 'biennially')
                    WHEN 10 THEN ELT(1 + y.dice % 2, 'monthly', 'annually')
                    WHEN 13 THEN 'monthly'
                    WHEN 5 THEN ELT(1 + y.dice % 4, 'monthly', 'quarterly', 'semi-annually', 'annually')
                    WHEN 6 THEN ELT(1 + y.dice % 3, 'monthly', 'quarterly', 'annually')
                    WHEN 7 THEN ELT(1 + y.dice % 3, 'monthly', 'quarterly', 'annually')
                    WHEN 8 THEN ELT(1 + y.dice % 2, 'monthly', 'annually')
                    WHEN 12 THEN ELT(1 + y.dice % 2, 'monthly', 'annually')
                    ELSE ELT(1 + y.dice % 7, 'monthly', 'annually', 'quarterly', 'annually', 'semi-annually', 'biennially', 'triennially')
               END AS cycle
          FROM (SELECT c.n, k.n AS k, CRC32(CONCAT('service', c.n, '-', k.n)) AS dice,
                       ELT(1 + CRC32(CONCAT('product', c.n, '-', k.n)) % 20, 1, 1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14) + 0 AS product_id,
                       ELT(1 + CRC32(CONCAT('status', c.n, '-', k.n)) % 25, 'pending', 'suspended', 'suspended', 'cancelled', 'cancelled', 'terminated', 'terminated', 'active',
                           'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active',
                           CASE WHEN c.n % 3 = 0 THEN 'fraud' ELSE 'active' END) AS status,
                       CONCAT(ELT(1 + CRC32(CONCAT('w1', c.n, k.n)) % 16, 'amber', 'birch', 'copper', 'drift', 'elder', 'fern', 'granite', 'heather', 'indigo', 'juniper', 'kestrel', 'linden', 'meadow', 'north', 'oak', 'pebble'),
                              '-', ELT(1 + CRC32(CONCAT('w2', c.n, k.n)) % 12, 'bakery', 'books', 'cycles', 'garden', 'glass', 'kitchen', 'lodge', 'music', 'paper', 'sailing', 'tailors', 'yoga'),
                              '-', c.n, '.', ELT(1 + k.n % 6, 'com', 'eu', 'pl', 'org', 'net', 'de')) AS domain,
                       LEAST(c.age, 10 + CRC32(CONCAT('sage', c.n, '-', k.n)) % 1500) AS age
                  FROM sample_customer c
                  JOIN sample_number k
                    ON k.n <= CASE WHEN c.n = 150 THEN 120
                                   WHEN c.n % 10 = 0 AND c.n <> 20 THEN 0
                                   ELSE 1 + CRC32(CONCAT('services', c.n)) % 7 END) y) x
  JOIN product p ON p.id = x.product_id
  JOIN account a ON a.id = 1000 + x.n
  JOIN product_price r ON r.product_id = x.product_id AND r.currency = a.currency AND r.cycle = x.cycle
 ORDER BY x.n, x.k;

-- Domains: one for each service's domain that is not below another name,
-- and a few that are parked.
INSERT INTO domain (account_id, tld_id, name, ours, status, registered_on, expires_on, auto_renew, registrar, created_at)
SELECT x.account_id, t.id, x.name, x.ours, x.status,
       CASE WHEN x.status IN ('pending', 'pending-registration', 'pending-transfer') THEN NULL
            ELSE UTC_DATE() - INTERVAL 400 + x.dice % 1500 DAY END,
       CASE x.status
            WHEN 'active' THEN UTC_DATE() + INTERVAL 1 + x.dice % 360 DAY
            WHEN 'grace' THEN UTC_DATE() - INTERVAL 1 + x.dice % 25 DAY
            WHEN 'redemption' THEN UTC_DATE() - INTERVAL 31 + x.dice % 25 DAY
            WHEN 'pending' THEN NULL WHEN 'pending-registration' THEN NULL WHEN 'pending-transfer' THEN NULL
            ELSE UTC_DATE() - INTERVAL 80 + x.dice % 300 DAY END,
       x.dice % 5 <> 0,
       CASE WHEN x.ours = 0 AND x.dice % 2 = 0 THEN ELT(1 + x.dice % 3, 'Nordhavn Domains', 'Registro del Puerto', '海港域名') END,
       UTC_TIMESTAMP() - INTERVAL 20 + x.dice % 1500 DAY
  FROM (SELECT y.account_id, y.name, y.dice, y.ours,
               CASE WHEN y.ours = 0 THEN 'active'
                    ELSE ELT(1 + y.dice % 24, 'pending', 'pending-registration', 'pending-transfer', 'grace', 'redemption', 'expired', 'transferred-away', 'cancelled', 'fraud',
                             'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active', 'active') END AS status
          FROM (SELECT s.account_id, s.domain AS name, CRC32(CONCAT('domain', MIN(s.id))) AS dice,
                       CRC32(CONCAT('ours', MIN(s.id))) % 6 <> 0 AS ours
                  FROM service s
                 WHERE s.account_id > 1004 AND s.domain IS NOT NULL AND s.product_id NOT IN (12, 13)
                 GROUP BY s.account_id, s.domain
                 UNION ALL
                SELECT 1000 + c.n,
                       CONCAT(ELT(1 + (c.n + k.n) % 10, 'my-first', 'das-schöne', 'zażółć', 'kleine', 'la-petite', 'el-niño', 'старый', '新しい', 'grüne', 'the'),
                              '-', ELT(1 + CRC32(CONCAT('p2', c.n, k.n)) % 8, 'idea', 'café', 'werkstatt', 'ogród', 'galería', 'boat', 'shop', 'atelier'),
                              '-', c.n, k.n, '.', ELT(1 + k.n % 5, 'com', 'shop', 'eu', 'io', 'pl')),
                       CRC32(CONCAT('parked', c.n, '-', k.n)), 1
                  FROM sample_customer c
                  JOIN sample_number k ON k.n <= CASE WHEN c.n % 10 = 0 THEN 0 ELSE CRC32(CONCAT('parks', c.n)) % 4 END) y) x
  LEFT JOIN tld t ON t.name = SUBSTRING_INDEX(x.name, '.', -1)
 ORDER BY x.account_id, x.name;

INSERT INTO sample_line (account_id, service_id, due_on, open, description, amount, tax_rate, period_to)
SELECT x.account_id, x.id, x.due_on, x.k = 0,
       CONCAT(x.name, COALESCE(CONCAT(', ', x.domain), ''), ', ', x.period_name),
       x.amount,
       CASE x.account_id WHEN 1001 THEN 23.00 WHEN 1002 THEN 0.00 WHEN 1004 THEN NULL ELSE c.tax_rate END,
       x.due_on + INTERVAL x.months MONTH
  FROM (SELECT s.id, s.account_id, s.name, s.domain, s.amount, s.registered_on, k.n - 1 AS k, m.months, m.period_name,
               s.next_due_on - INTERVAL (k.n - 1) * m.months MONTH AS due_on
          FROM service s
          JOIN (SELECT 'monthly' AS cycle, 1 AS months, 'one month' AS period_name
                UNION ALL SELECT 'quarterly', 3, 'three months' UNION ALL SELECT 'semi-annually', 6, 'six months'
                UNION ALL SELECT 'annually', 12, 'one year' UNION ALL SELECT 'biennially', 24, 'two years'
                UNION ALL SELECT 'triennially', 36, 'three years') m ON m.cycle = s.cycle
          JOIN sample_number k ON k.n <= 13
         WHERE s.next_due_on IS NOT NULL) x
  LEFT JOIN sample_customer c ON c.n = x.account_id - 1000
 WHERE (x.k > 0 AND x.due_on >= x.registered_on)
    OR (x.k = 0 AND x.account_id > 1004 AND x.due_on <= UTC_DATE() + INTERVAL 14 DAY);

INSERT INTO sample_line (account_id, domain_id, due_on, open, description, amount, tax_rate, period_to)
SELECT d.account_id, d.id, d.expires_on - INTERVAL k.n YEAR, 0,
       CONCAT(CASE k.n WHEN 2 THEN 'Domain registration, ' ELSE 'Domain renewal, ' END, d.name, ', one year'),
       CASE k.n WHEN 2 THEN p.register ELSE p.renew END,
       CASE d.account_id WHEN 1001 THEN 23.00 WHEN 1002 THEN 0.00 ELSE c.tax_rate END,
       d.expires_on - INTERVAL k.n YEAR + INTERVAL 1 YEAR
  FROM domain d
  JOIN account a ON a.id = d.account_id
  JOIN tld_price p ON p.tld_id = d.tld_id AND p.currency = a.currency
  JOIN sample_number k ON k.n <= 2
  LEFT JOIN sample_customer c ON c.n = d.account_id - 1000
 WHERE d.ours = 1 AND d.expires_on IS NOT NULL
   AND d.expires_on - INTERVAL k.n YEAR < UTC_DATE();

INSERT INTO invoice (account_id, number, status, issued_on, due_on, currency)
SELECT x.account_id, CONCAT('new-', x.account_id, '-', x.due_on, '-', x.open),
       CASE WHEN x.open = 1 AND x.due_on < UTC_DATE() - INTERVAL 15 DAY AND x.dice % 3 = 0 THEN 'collections'
            WHEN x.open = 1 AND x.dice % 7 = 0 THEN 'payment-pending'
            WHEN x.open = 1 THEN 'unpaid'
            WHEN x.account_id > 1004 AND x.dice % 40 = 0 THEN 'refunded'
            WHEN x.account_id > 1004 AND x.dice % 40 = 1 THEN 'cancelled'
            ELSE 'paid' END,
       x.due_on - INTERVAL 14 DAY, x.due_on, a.currency
  FROM (SELECT l.account_id, l.due_on, l.open, CRC32(CONCAT('invoice', l.account_id, l.due_on)) AS dice
          FROM sample_line l
         GROUP BY l.account_id, l.due_on, l.open) x
  JOIN account a ON a.id = x.account_id
 ORDER BY x.due_on, x.account_id;

INSERT INTO invoice_line (invoice_id, service_id, domain_id, description, quantity, amount, tax_rate, tax, period_from, period_to)
SELECT i.id, l.service_id, l.domain_id, l.description, 1, l.amount, l.tax_rate,
       COALESCE(ROUND(l.amount * l.tax_rate / 100), 0), l.due_on, l.period_to
  FROM sample_line l
  JOIN invoice i ON i.number = CONCAT('new-', l.account_id, '-', l.due_on, '-', l.open)
 ORDER BY i.id, l.service_id, l.domain_id;

-- What is being prepared and not yet shown.
INSERT INTO invoice (account_id, number, status, issued_on, due_on, currency)
SELECT a.id, NULL, 'draft', UTC_DATE(), UTC_DATE() + INTERVAL 14 DAY, a.currency
  FROM account a
 WHERE a.id > 1004 AND a.id % 12 = 5;

INSERT INTO invoice_line (invoice_id, description, quantity, amount, tax_rate, tax)
SELECT i.id, 'Work on request, hours', 1 + i.id % 3, 4500 * (1 + i.id % 3), NULL, 0
  FROM invoice i
 WHERE i.status = 'draft' AND i.account_id > 1004;

UPDATE invoice i
  JOIN (SELECT l.invoice_id, SUM(l.amount) AS net, SUM(l.tax) AS tax
          FROM invoice_line l
         GROUP BY l.invoice_id) x ON x.invoice_id = i.id
   SET i.net = x.net, i.tax = x.tax, i.total = x.net + x.tax;

-- Numbers without gaps, in the order of issue.
UPDATE invoice i
  JOIN (SELECT y.id, ROW_NUMBER() OVER (ORDER BY y.issued_on, y.id) AS place
          FROM invoice y
         WHERE y.status <> 'draft') x ON x.id = i.id
   SET i.number = CONCAT('HP-', 100000 + x.place);

UPDATE number_sequence
   SET next_value = (SELECT 100001 + COUNT(*) FROM invoice i WHERE i.status <> 'draft')
 WHERE name = 'invoice';

INSERT INTO payment (invoice_id, amount, method, reference, received_at)
SELECT i.id, i.total, ELT(1 + i.id % 3, 'Card', 'Bank transfer', 'Direct debit'), CONCAT('P-', i.number),
       LEAST(CAST(i.issued_on AS DATETIME) + INTERVAL 8 + i.id % 150 HOUR, UTC_TIMESTAMP())
  FROM invoice i
 WHERE i.status IN ('paid', 'refunded') AND i.total > 0 AND i.id <> 4006;

INSERT INTO payment (invoice_id, amount, method, reference, received_at)
SELECT i.id, -i.total, 'Refund', CONCAT('R-', i.number), LEAST(CAST(i.due_on AS DATETIME) + INTERVAL 9 DAY, UTC_TIMESTAMP())
  FROM invoice i
 WHERE i.status = 'refunded' AND i.total > 0 AND i.id <> 4006;

-- Some have paid a part.
INSERT INTO payment (invoice_id, amount, method, reference, received_at)
SELECT i.id, FLOOR(i.total / 2), 'Bank transfer', CONCAT('H-', i.number), CAST(i.issued_on AS DATETIME) + INTERVAL 30 HOUR
  FROM invoice i
 WHERE i.status = 'unpaid' AND i.account_id > 1004 AND i.total > 3000 AND i.issued_on < UTC_DATE() - INTERVAL 1 DAY AND i.id % 5 = 0;

INSERT INTO sample_topic (id, department_id, about, subject, question, answer, thanks) VALUES
    (1, 1, 's', 'Website shows error 500 since this morning',
     'Since about eight oclock the website answers with error 500. I have not changed anything since last week.',
     'An update of a plugin has not gone through completely. I have finished it by hand, the site answers again. Nothing was lost.',
     'It works again, thank you for the quick help.'),
    (2, 1, 's', 'How do I connect with SFTP?',
     'I would like to upload the new pictures with SFTP. Which host name and port do I use, and where do I add my key?',
     'The host name is the server shown in the details of the service, the port is 22. You add the key there under *Access*. After a minute it is active.',
     'Connected on the first try. Thank you.'),
    (3, 1, 's', 'Please raise the PHP memory limit',
     'The import of our product list stops with *allowed memory size exhausted*. Can the limit be raised?',
     'I have raised it to 512 MB. If the import still stops, please send me the file, it may be quicker to split it.',
     'The import went through in four minutes.'),
    (4, 1, 's', 'Restore the database of last night',
     'By mistake I deleted the table of customers. Please restore the database as it was last night.',
     'The database is back as of 03:10 this night. The state of before is kept as a copy for seven days, in case you need something of it.',
     'Everything is there. You have saved my day.'),
    (5, 1, 's', 'Mail to one recipient comes back',
     'Mail to one of our suppliers comes back with the remark that our server is on a list. All other mail arrives.',
     'Their filter had listed a neighbouring address. We have had the entry removed and the mails of today were delivered a moment ago.',
     'Confirmed, they have arrived.'),
    (6, 1, 's', 'Certificate warning on the mobile phone',
     'On an older phone the browser warns about our certificate. On the computer there is no warning.',
     'The phone did not know the newer root certificate. We now also send the older chain, so please try again.',
     'No more warning. Thanks!'),
    (7, 1, 's', 'Site is slow for visitors from abroad',
     'Our customers overseas wait a long time for the pictures. Can something be done about it?',
     'I have switched on compression and long caching for pictures. For visitors who come back nothing is loaded twice now.',
     'That made a clear difference.'),
    (8, 2, 'n', 'Invoice with our new address',
     'We have moved. Can the last invoice be issued again with the new address?',
     'An issued invoice cant be changed, but we have cancelled it and issued a new one with the new address.',
     'Received, thank you.'),
    (9, 2, 'n', 'Paid twice by mistake',
     'I am afraid we have paid the same invoice twice, once by card and once by transfer.',
     'That is right. We have returned the second payment to your account, it takes two to three days.',
     'The money has arrived.'),
    (10, 2, 'n', 'Change from monthly to yearly payment',
     'I would like to pay for the hosting once a year from now on. What do I have to do?',
     'Nothing more than this message: from the next due date on you get one invoice a year, at the price of ten months.',
     'Perfect.'),
    (11, 2, 'n', 'VAT number missing on the invoice',
     'Our VAT number is missing on the invoice. It is entered in our data, though.',
     'It was entered after the invoice had been issued. The next one carries it, and I have attached a corrected copy of the last one to the invoice.',
     'Thank you, that will do for our accountant.'),
    (12, 3, 'd', 'Name servers do not change',
     'Two days ago I changed the name servers of the domain, but it still points to the old place.',
     'The registry had refused the second name server because it did not answer. I have entered the correct one, and the change is visible everywhere within a day.',
     'Now it points to the right place.'),
    (13, 3, 'd', 'Auth code for a transfer',
     'How do I get the auth code of the domain? A friend will take it over.',
     'You find it in the details of the domain under *Transfer*. Please switch off the transfer lock first, it is valid for 14 days after that.',
     'Found it.'),
    (14, 3, 'd', 'Confirm the owner of the domain',
     'I did not get the mail in which I should confirm my address. Can it be sent again?',
     'It has been sent again to the address of the owner. Please look into the folder for unwanted mail, too.',
     'It was in the spam folder. Confirmed.'),
    (15, 3, 'd', 'Domain has expired, can it be saved?',
     'I was on holiday and missed the renewal. Is the domain lost?',
     'No, it is still in its grace period. Please pay the open invoice within the next days, the domain then works again within the hour.',
     'Paid. It works again.'),
    (16, 4, 'n', 'Which plan for a small web shop?',
     'We sell about twenty orders a day and use WordPress. Which of your plans would you recommend?',
     'For that WordPress One is enough. It can be changed to WordPress Studio at any time without moving anything.',
     'Then we start with that one.'),
    (17, 4, 's', 'Larger plan without downtime?',
     'Can I move to the next larger plan without the website being offline?',
     'Yes. For web hosting the change is immediate. A virtual server restarts once, which takes less than a minute.',
     'Then please do it tonight after ten.'),
    (18, 1, 's', 'Двойные письма в ящике / duplicate mails',
     'Каждое письмо приходит два раза. Since Monday every mail arrives twice in my mailbox.',
     'A forwarding rule sent the mails back to the same mailbox. I have removed it.',
     'Спасибо, thank you!'),
    (19, 1, 's', '网站打不开 Website does not open',
     '你好，网站从昨天开始打不开。The website does not open from our office since yesterday.',
     'Your office address had been blocked after several wrong passwords. The block is gone, and here is how to avoid it: please update the password saved in the mail program.',
     '可以了，谢谢。'),
    (20, 1, 'n', 'Hi',
     'Hello, is there a way to sign in without a password?',
     'Not yet. A second factor can be switched on, though, and we recommend it.',
     'OK');

INSERT INTO ticket (account_id, number, subject, status, priority, department_id, service_id, domain_id, created_at, updated_at)
SELECT 1000 + x.n, CONCAT('new-', x.n, '-', x.k),
       CASE WHEN x.n = 20 AND x.k = 1
            THEN 'A question of principle about the correct display of the long dash, the ellipsis and the Welsh circumflex in the titles of the catalogue of the exhibition, which nobody on the committee was able to answer to the Honorary Secretary''s satisfaction'
            ELSE t.subject END,
       x.status, ELT(1 + x.dice % 3, 'low', 'medium', 'high'), t.department_id,
       CASE t.about WHEN 's' THEN (SELECT MIN(s.id) FROM service s WHERE s.account_id = 1000 + x.n) END,
       CASE t.about WHEN 'd' THEN (SELECT MIN(d.id) FROM domain d WHERE d.account_id = 1000 + x.n) END,
       x.created_at, x.created_at
  FROM (SELECT c.n, k.n AS k, CRC32(CONCAT('ticket', c.n, '-', k.n)) AS dice,
               CASE WHEN k.n <= 2 THEN ELT(1 + CRC32(CONCAT('ts', c.n, '-', k.n)) % 6, 'open', 'answered', 'customer-reply', 'in-progress', 'on-hold', 'closed')
                    ELSE ELT(1 + CRC32(CONCAT('ts', c.n, '-', k.n)) % 12, 'answered', 'on-hold', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed') END AS status,
               UTC_TIMESTAMP() - INTERVAL 4320 + k.n * 20160 + CRC32(CONCAT('tt', c.n, '-', k.n)) % 14400 MINUTE AS created_at
          FROM sample_customer c
          JOIN sample_number k
            ON k.n <= CASE WHEN c.n = 150 THEN 90 WHEN c.n % 10 = 0 AND c.n <> 20 THEN 0
                           ELSE CRC32(CONCAT('tickets', c.n)) % 8 END) x
  JOIN sample_topic t ON t.id = 1 + CRC32(CONCAT('topic', x.n, '-', x.k)) % 20
 ORDER BY x.created_at, x.n, x.k;

-- The question, the answer, and what the status says came after them.
INSERT INTO ticket_message (ticket_id, user_id, author, staff, created_at, body)
SELECT t.id, u.id, CONCAT(u.first_name, ' ', u.last_name), 0, t.created_at, p.question
  FROM ticket t
  JOIN sample_topic p ON p.id = 1 + CRC32(CONCAT('topic', SUBSTRING(t.number, 5))) % 20
  JOIN user u ON u.id = t.account_id
 WHERE t.account_id > 1004
 ORDER BY t.id;

INSERT INTO ticket_message (ticket_id, user_id, author, staff, created_at, body)
SELECT t.id, NULL, ELT(1 + t.id % 4, 'Aoife Brennan', 'Piotr Zieliński', 'Inês Duarte', 'Tadhg Nolan'), 1,
       t.created_at + INTERVAL 30 + t.id % 900 MINUTE,
       CASE t.status WHEN 'in-progress' THEN 'Thank you for the details. I am looking into it and will write again today.'
                     WHEN 'on-hold' THEN 'We have asked our supplier about it and wait for an answer. I will write as soon as there is one.'
                     ELSE p.answer END
  FROM ticket t
  JOIN sample_topic p ON p.id = 1 + CRC32(CONCAT('topic', SUBSTRING(t.number, 5))) % 20
 WHERE t.account_id > 1004 AND t.status <> 'open'
 ORDER BY t.id;

INSERT INTO ticket_message (ticket_id, user_id, author, staff, created_at, body)
SELECT t.id, u.id, CONCAT(u.first_name, ' ', u.last_name), 0,
       t.created_at + INTERVAL 1000 + t.id % 1400 MINUTE, p.thanks
  FROM ticket t
  JOIN sample_topic p ON p.id = 1 + CRC32(CONCAT('topic', SUBSTRING(t.number, 5))) % 20
  JOIN user u ON u.id = t.account_id
 WHERE t.account_id > 1004 AND (t.status = 'customer-reply' OR (t.status = 'closed' AND t.id % 3 <> 0))
 ORDER BY t.id;

UPDATE ticket t
  JOIN (SELECT m.ticket_id, MAX(m.created_at) AS last_at FROM ticket_message m GROUP BY m.ticket_id) x
    ON x.ticket_id = t.id
   SET t.updated_at = x.last_at
 WHERE t.account_id > 1004;

UPDATE ticket t
  JOIN (SELECT y.id, ROW_NUMBER() OVER (ORDER BY y.created_at, y.id) AS place FROM ticket y) x ON x.id = t.id
   SET t.number = CONCAT('T-', 30000 + x.place);

UPDATE number_sequence
   SET next_value = (SELECT 30001 + COUNT(*) FROM ticket)
 WHERE name = 'ticket';
