-- SPDX-License-Identifier: Apache-2.0
-- The rows of the accounts whose number is between @first and @last.

INSERT INTO account (id, status, first_name, last_name, company, email, phone,
                     language, currency, street1, city, postcode, country,
                     tax_id, created_at)
SELECT p.account_id,
       CASE WHEN p.n % 97 = 96 THEN 'suspended'
            WHEN p.n % 101 = 100 THEN 'closed' ELSE 'active' END,
       ELT(1 + CRC32(CONCAT('first', p.n)) % 12, 'Aoife', 'Łukasz', 'Grace', 'Jürgen', 'Niamh', 'Małgorzata', 'Marcus', 'Käthe', 'Seán', 'Paweł', 'Olivia', 'Sören'),
       ELT(1 + CRC32(CONCAT('last', p.n)) % 12, 'O’Brien', 'Wójcik', 'Johnson', 'Schäfer', 'Kelly', 'Kaczmarek', 'Garcia', 'Krüger', 'Byrne', 'Kołodziej', 'Lee', 'Weiß'),
       CASE WHEN CRC32(CONCAT('firm', p.n)) % 5 < 2
            THEN CONCAT(ELT(1 + p.n % 4, 'Studio ', 'Workshop ', 'Atelier ', 'Harbour '), p.n) END,
       CONCAT('bench', p.n, '@example.com'),
       CASE WHEN p.n % 7 <> 3 THEN CONCAT('+353215', LPAD(p.n, 7, '0')) END,
       p.language, p.currency,
       CONCAT(ELT(1 + p.n % 3, 'Main Street ', 'Długa ', 'Gänsemarkt '), 1 + p.n % 140),
       ELT(1 + p.n % 4, 'Cork', 'Kraków', 'Portland', 'Köln'),
       LPAD(p.n % 100000, 5, '0'), p.country,
       CASE WHEN p.tax_rate IS NOT NULL AND CRC32(CONCAT('firm', p.n)) % 5 < 2
            THEN CONCAT(p.country, LPAD(CRC32(CONCAT('vat', p.n)) % 1000000000, 9, '0')) END,
       UTC_DATE() - INTERVAL p.age DAY
  FROM bench_plan p
 WHERE p.n BETWEEN @first AND @last;

INSERT INTO account_revision (account_id, revision)
SELECT p.account_id, 1 + p.services + p.domains + p.invoices
  FROM bench_plan p
 WHERE p.n BETWEEN @first AND @last;

INSERT INTO user (id, email, email_verified_at, password_hash, first_name,
                  last_name, language, created_at)
SELECT a.id, a.email, CASE WHEN a.id % 11 <> 0 THEN a.created_at END, '!',
       a.first_name, a.last_name, a.language, a.created_at
  FROM account a
 WHERE a.id BETWEEN 100000 + @first AND 100000 + @last;

INSERT INTO membership (id, user_id, account_id, role, created_at)
SELECT 2 * a.id, a.id, a.id, 'owner', a.created_at
  FROM account a
 WHERE a.id BETWEEN 100000 + @first AND 100000 + @last;

-- Every twentieth owner also helps on the account before, narrowed to its
-- first two services and its first domain.
INSERT INTO membership (id, user_id, account_id, role, permissions, scoped, created_at)
SELECT 2 * p.account_id + 1, p.account_id, p.account_id - 1, 'member',
       'profile,contacts,services,domains,invoices,orders,tickets,tickets.write',
       1, UTC_DATE() - INTERVAL p.age % 300 DAY
  FROM bench_plan p
 WHERE p.n BETWEEN @first AND @last
   AND p.n % 20 = 8;

INSERT INTO membership_service (membership_id, service_id)
SELECT 2 * p.account_id + 1, b.before_service + k.k
  FROM bench_plan p
  JOIN bench_plan b ON b.n = p.n - 1
  JOIN bench_step k ON k.total = b.services
 WHERE p.n BETWEEN @first AND @last
   AND p.n % 20 = 8
   AND k.k <= 2;

INSERT INTO membership_domain (membership_id, domain_id)
SELECT 2 * p.account_id + 1, b.before_domain + k.k
  FROM bench_plan p
  JOIN bench_plan b ON b.n = p.n - 1
  JOIN bench_step k ON k.total = b.domains
 WHERE p.n BETWEEN @first AND @last
   AND p.n % 20 = 8
   AND k.k = 1;

INSERT INTO contact (id, account_id, first_name, last_name, company, email,
                     phone, created_at)
SELECT p.before_contact + k.k, p.account_id,
       ELT(1 + CRC32(CONCAT('contact', p.n, k.k)) % 6, 'Éloïse', 'Tomasz', 'Harper', 'Ulrike', 'Tadhg', 'Żaneta'),
       ELT(1 + CRC32(CONCAT('family', p.n, k.k)) % 6, 'Lefèvre', 'Pająk', 'Washington', 'Böhm', 'Walsh', 'Dudek'),
       NULL, CONCAT('contact', p.before_contact + k.k, '@example.net'), NULL,
       UTC_DATE() - INTERVAL p.age % 200 DAY
  FROM bench_plan p
  JOIN bench_step k ON k.total = p.contacts
 WHERE p.n BETWEEN @first AND @last;

INSERT INTO mail_preference (account_id, category, enabled)
SELECT p.account_id, m.category, CRC32(CONCAT(m.category, p.n)) % 6 <> 0
  FROM bench_plan p
 CROSS JOIN (SELECT 'general' AS category UNION ALL SELECT 'product' UNION ALL SELECT 'domain'
             UNION ALL SELECT 'invoice' UNION ALL SELECT 'support') m
 WHERE p.n BETWEEN @first AND @last;

INSERT INTO consent (id, account_id, given, wording, address, recorded_at)
SELECT p.account_id, p.account_id, p.n % 3 > 0,
       'Yes, send me occasional news, information and special offers by e-mail.',
       '203.0.113.7', UTC_DATE() - INTERVAL p.age DAY
  FROM bench_plan p
 WHERE p.n BETWEEN @first AND @last
   AND p.n % 2 = 0;

INSERT INTO service (id, account_id, product_id, name, domain, status, cycle,
                     amount, currency, registered_on, next_due_on, server,
                     username, created_at)
SELECT x.id, x.account_id, x.product_id, q.name,
       CASE WHEN x.dice % 13 > 0 THEN CONCAT('site', x.id, '.example.com') END,
       x.status, x.cycle, r.amount, x.currency,
       UTC_DATE() - INTERVAL x.age DAY,
       CASE x.status
            WHEN 'pending' THEN NULL
            WHEN 'suspended' THEN UTC_DATE() - INTERVAL 2 + x.dice % 25 DAY
            WHEN 'cancelled' THEN UTC_DATE() - INTERVAL 20 + x.dice % 400 DAY
            ELSE UTC_DATE() + INTERVAL 1 + x.dice DIV 7 % CASE x.cycle WHEN 'monthly' THEN 30 ELSE 365 END DAY END,
       CONCAT('web', 1 + x.dice % 8, '.hazelport.example'),
       CONCAT('u', x.id), UTC_DATE() - INTERVAL x.age DAY
  FROM (SELECT y.*,
               CASE WHEN y.dice % 100 < 2 THEN 'pending'
                    WHEN y.dice % 100 < 4 THEN 'suspended'
                    WHEN y.dice % 100 < 16 THEN 'cancelled'
                    ELSE 'active' END AS status,
               ELT(1 + y.dice % 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13) AS product_id,
               CASE WHEN y.dice DIV 16 % 3 = 0 THEN 'monthly' ELSE 'annually' END AS cycle
          FROM (SELECT p.before_service + k.k AS id, p.account_id, p.currency,
                       1 + CRC32(CONCAT('since', p.before_service + k.k)) % p.age AS age,
                       CRC32(CONCAT('service', p.before_service + k.k)) AS dice
                  FROM bench_plan p
                  JOIN bench_step k ON k.total = p.services
                 WHERE p.n BETWEEN @first AND @last) y) x
  JOIN product q ON q.id = x.product_id
  JOIN product_price r ON r.product_id = x.product_id
                      AND r.currency = x.currency AND r.cycle = x.cycle;

INSERT INTO domain (id, account_id, tld_id, name, ours, status, registered_on,
                    expires_on, auto_renew, registrar, created_at)
SELECT x.id, x.account_id, t.id,
       CONCAT(ELT(1 + x.dice % 8, 'harbour', 'atelier', 'studio', 'bakery', 'clock', 'garden', 'north', 'mill'), '-', x.id, '.', t.name),
       x.dice % 17 > 0,
       CASE WHEN x.dice % 50 = 1 THEN 'grace' WHEN x.dice % 50 = 2 THEN 'expired'
            WHEN x.dice % 50 = 3 THEN 'pending' ELSE 'active' END,
       UTC_DATE() - INTERVAL x.age DAY,
       CASE x.dice % 50
            WHEN 1 THEN UTC_DATE() - INTERVAL 5 DAY
            WHEN 2 THEN UTC_DATE() - INTERVAL 200 DAY
            WHEN 3 THEN NULL
            ELSE UTC_DATE() + INTERVAL 1 + x.dice DIV 50 % 365 DAY END,
       x.dice % 4 > 0, CASE WHEN x.dice % 17 = 0 THEN 'Elsewhere Ltd' END,
       UTC_DATE() - INTERVAL x.age DAY
  FROM (SELECT p.before_domain + k.k AS id, p.account_id,
               1 + CRC32(CONCAT('held', p.before_domain + k.k)) % p.age AS age,
               CRC32(CONCAT('domain', p.before_domain + k.k)) AS dice
          FROM bench_plan p
          JOIN bench_step k ON k.total = p.domains
         WHERE p.n BETWEEN @first AND @last) x
  JOIN tld t ON t.id = 1 + x.dice DIV 8 % 12;

-- An invoice has one line, every fourth a second one. The last of an account
-- may be unpaid or a draft; of those before a few were cancelled or refunded.
INSERT INTO invoice (id, account_id, number, status, issued_on, due_on,
                     currency, net, tax, total, created_at)
SELECT x.id, x.account_id,
       CASE WHEN x.status <> 'draft' THEN CONCAT('B', x.id) END, x.status,
       x.issued_on, x.issued_on + INTERVAL 14 DAY, x.currency,
       x.amount + x.extra, x.tax + x.extra_tax,
       x.amount + x.extra + x.tax + x.extra_tax, x.issued_on
  FROM (SELECT y.*,
               ROUND(y.amount * COALESCE(y.tax_rate, 0) / 100) AS tax,
               ROUND(y.extra * COALESCE(y.tax_rate, 0) / 100) AS extra_tax,
               CASE WHEN y.newest AND y.dice % 100 < 30 THEN 'unpaid'
                    WHEN y.newest AND y.dice % 100 < 32 THEN 'draft'
                    WHEN y.dice % 100 > 97 THEN 'cancelled'
                    WHEN y.dice % 100 > 96 THEN 'refunded'
                    ELSE 'paid' END AS status
          FROM (SELECT p.before_invoice + k.k AS id, p.account_id, p.currency,
                       p.tax_rate, k.k = p.invoices AS newest,
                       UTC_DATE() - INTERVAL (p.invoices - k.k) * p.age DIV p.invoices DAY AS issued_on,
                       CRC32(CONCAT('invoice', p.before_invoice + k.k)) AS dice,
                       199 + CRC32(CONCAT('amount', p.before_invoice + k.k)) % 20000 AS amount,
                       CASE WHEN (p.before_invoice + k.k) % 4 = 0 THEN 990 ELSE 0 END AS extra
                  FROM bench_plan p
                  JOIN bench_step k ON k.total = p.invoices
                 WHERE p.n BETWEEN @first AND @last) y) x;

INSERT INTO invoice_line (id, invoice_id, service_id, domain_id, description,
                          quantity, amount, tax_rate, tax, period_from,
                          period_to)
SELECT 2 * x.id, x.id, x.service_id,
       CASE WHEN x.service_id IS NULL THEN x.domain_id END,
       CASE WHEN x.service_id IS NULL THEN 'Domain renewal, 1 year' ELSE 'Hosting renewal' END,
       1, x.amount, x.tax_rate,
       ROUND(x.amount * COALESCE(x.tax_rate, 0) / 100),
       x.issued_on, x.issued_on + INTERVAL 365 DAY
  FROM (SELECT p.before_invoice + k.k AS id, p.tax_rate,
               CASE WHEN p.services > 0 THEN p.before_service + 1 + k.k % p.services END AS service_id,
               CASE WHEN p.domains > 0 THEN p.before_domain + 1 + k.k % p.domains END AS domain_id,
               UTC_DATE() - INTERVAL (p.invoices - k.k) * p.age DIV p.invoices DAY AS issued_on,
               199 + CRC32(CONCAT('amount', p.before_invoice + k.k)) % 20000 AS amount
          FROM bench_plan p
          JOIN bench_step k ON k.total = p.invoices
         WHERE p.n BETWEEN @first AND @last) x;

INSERT INTO invoice_line (id, invoice_id, description, quantity, amount,
                          tax_rate, tax)
SELECT 2 * (p.before_invoice + k.k) + 1, p.before_invoice + k.k,
       'Set-up by our staff', 1, 990, p.tax_rate,
       ROUND(990 * COALESCE(p.tax_rate, 0) / 100)
  FROM bench_plan p
  JOIN bench_step k ON k.total = p.invoices
 WHERE p.n BETWEEN @first AND @last
   AND (p.before_invoice + k.k) % 4 = 0;

INSERT INTO payment (id, invoice_id, amount, method, reference, received_at)
SELECT i.id, i.id, i.total, ELT(1 + i.id % 3, 'card', 'transfer', 'paypal'),
       CONCAT('bench-', i.id), i.issued_on + INTERVAL i.id % 14 DAY
  FROM invoice i
  JOIN bench_plan p ON p.account_id = i.account_id
 WHERE p.n BETWEEN @first AND @last
   AND i.status IN ('paid', 'refunded');

INSERT INTO ticket (id, account_id, number, subject, status, priority,
                    department_id, service_id, domain_id, created_at,
                    updated_at)
SELECT x.id, x.account_id, CONCAT('B-', x.id),
       CONCAT(ELT(1 + x.dice % 6, 'Mail does not arrive', 'Certificate expired', 'Question about my invoice', 'Website is slow', 'Moving a domain', 'Cannot sign in to FTP'), ' (', x.k, ')'),
       CASE WHEN x.k < x.tickets THEN 'closed'
            ELSE ELT(1 + x.dice % 6, 'open', 'answered', 'customer-reply', 'in-progress', 'on-hold', 'closed') END,
       ELT(1 + x.dice DIV 6 % 3, 'low', 'medium', 'high'), 1 + x.dice % 4,
       CASE WHEN x.services > 0 AND x.dice % 2 = 0 THEN x.before_service + 1 + x.k % x.services END,
       CASE WHEN x.domains > 0 AND x.dice % 5 = 1 THEN x.before_domain + 1 + x.k % x.domains END,
       UTC_TIMESTAMP() - INTERVAL x.days DAY,
       UTC_TIMESTAMP() - INTERVAL x.days * 24 - 5 HOUR
  FROM (SELECT p.before_ticket + k.k AS id, p.account_id, k.k, p.tickets,
               p.services, p.domains, p.before_service, p.before_domain,
               1 + (p.tickets - k.k) * p.age DIV p.tickets AS days,
               CRC32(CONCAT('ticket', p.before_ticket + k.k)) AS dice
          FROM bench_plan p
          JOIN bench_step k ON k.total = p.tickets
         WHERE p.n BETWEEN @first AND @last) x;

INSERT INTO ticket_message (id, ticket_id, user_id, author, staff, body, created_at)
SELECT 3 * t.id + m.k, t.id, CASE WHEN m.k <> 1 THEN t.account_id END,
       CASE WHEN m.k = 1 THEN 'Support' ELSE CONCAT('Customer ', t.account_id) END,
       m.k = 1,
       ELT(1 + m.k, 'Hello, since yesterday this does not work as it did. Could you please have a look? Nothing was changed on my side.',
           'Thank you for writing to us. We have found the cause and put it right; please try again and tell us if anything is still wrong.',
           'That did it, thank you.'),
       t.created_at + INTERVAL 2 * m.k HOUR
  FROM ticket t
  JOIN bench_plan p ON p.account_id = t.account_id
 CROSS JOIN (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) m
 WHERE p.n BETWEEN @first AND @last
   AND m.k <= t.id % 3;
