-- SPDX-License-Identifier: Apache-2.0
-- Sample data 3: the accounts that have a login to try: demo, member, other, empty, suspended (all at example.com).
-- Nobody can sign in until a password is set: `!` is the hash of none.

INSERT INTO account (id, first_name, last_name, company, email, phone, language, currency,
                     street1, street2, city, state, postcode, country, tax_id, created_at) VALUES
    (1001, 'Marta', 'Lindqvist', 'Lindqvist Ceramics', 'demo@example.com', '+353915550142', 'en', 'EUR',
     '14 Quay Street', 'Unit 3', 'Galway', 'County Galway', 'H91 K2V7', 'IE', 'IE3412345AH',
     UTC_TIMESTAMP() - INTERVAL 1460 DAY),
    (1002, 'Łukasz', 'Żuraw', 'Pracownia Rowerowa Żuraw', 'other@example.com', '+48425550117', 'pl', 'PLN',
     'ul. Piotrkowska 118', NULL, 'Łódź', 'łódzkie', '90-006', 'PL', 'PL7251234567',
     UTC_TIMESTAMP() - INTERVAL 900 DAY),
    (1003, 'Eva', 'Novák', NULL, 'empty@example.com', NULL, 'en', 'EUR',
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, UTC_TIMESTAMP() - INTERVAL 3 DAY),
    (1004, 'Henrik', 'Aas', 'Aas Fjordturer', 'suspended@example.com', '+4755550133', 'en', 'EUR',
     'Strandgaten 5', NULL, 'Bergen', NULL, '5013', 'NO', NULL, UTC_TIMESTAMP() - INTERVAL 700 DAY);

INSERT INTO user (id, email, email_verified_at, password_hash, first_name, last_name, language, status, created_at) VALUES
    (501, 'demo@example.com', UTC_TIMESTAMP() - INTERVAL 1459 DAY, '!', 'Marta', 'Lindqvist', 'en', 'active', UTC_TIMESTAMP() - INTERVAL 1460 DAY),
    (502, 'other@example.com', UTC_TIMESTAMP() - INTERVAL 899 DAY, '!', 'Łukasz', 'Żuraw', 'pl', 'active', UTC_TIMESTAMP() - INTERVAL 900 DAY),
    (503, 'empty@example.com', NULL, '!', 'Eva', 'Novák', 'en', 'active', UTC_TIMESTAMP() - INTERVAL 3 DAY),
    (504, 'suspended@example.com', UTC_TIMESTAMP() - INTERVAL 699 DAY, '!', 'Henrik', 'Aas', 'en', 'suspended', UTC_TIMESTAMP() - INTERVAL 700 DAY),
    (505, 'member@example.com', UTC_TIMESTAMP() - INTERVAL 300 DAY, '!', 'Ciarán', 'Ó Súilleabháin', 'en', 'active', UTC_TIMESTAMP() - INTERVAL 301 DAY);

INSERT INTO membership (id, user_id, account_id, role, permissions, scoped, created_at) VALUES
    (701, 501, 1001, 'owner', '', 0, UTC_TIMESTAMP() - INTERVAL 1460 DAY),
    (702, 502, 1002, 'owner', '', 0, UTC_TIMESTAMP() - INTERVAL 900 DAY),
    (703, 503, 1003, 'owner', '', 0, UTC_TIMESTAMP() - INTERVAL 3 DAY),
    (704, 504, 1004, 'owner', '', 0, UTC_TIMESTAMP() - INTERVAL 700 DAY),
    (705, 505, 1001, 'member', 'services,domains,tickets', 1, UTC_TIMESTAMP() - INTERVAL 301 DAY);

INSERT INTO mail_preference (account_id, category, enabled) VALUES
    (1001, 'general', 1), (1001, 'product', 0), (1001, 'domain', 1), (1001, 'invoice', 1), (1001, 'support', 1),
    (1002, 'general', 1), (1002, 'product', 1), (1002, 'domain', 1), (1002, 'invoice', 1), (1002, 'support', 1),
    (1003, 'general', 1), (1003, 'product', 1), (1003, 'domain', 1), (1003, 'invoice', 1), (1003, 'support', 1),
    (1004, 'general', 1), (1004, 'product', 1), (1004, 'domain', 1), (1004, 'invoice', 1), (1004, 'support', 1);

INSERT INTO consent (account_id, given, wording, address, recorded_at) VALUES
    (1001, 1, 'Yes, send me occasional news, information and special offers by e-mail.', '192.0.2.14', UTC_TIMESTAMP() - INTERVAL 1460 DAY),
    (1001, 0, 'Unsubscribed by the link in a mail.', '192.0.2.77', UTC_TIMESTAMP() - INTERVAL 610 DAY),
    (1001, 1, 'Yes, send me occasional news, information and special offers by e-mail.', '192.0.2.14', UTC_TIMESTAMP() - INTERVAL 95 DAY),
    (1002, 0, 'Bez zgody na newsletter przy rejestracji.', '198.51.100.23', UTC_TIMESTAMP() - INTERVAL 900 DAY);

INSERT INTO contact (id, account_id, membership_id, first_name, last_name, company, email, phone) VALUES
    (801, 1001, NULL, 'Siobhán', 'Keane', 'Keane & Daly Accountants', 'siobhan.keane@example.com', '+353915550188'),
    (802, 1001, 705, 'Ciarán', 'Ó Súilleabháin', NULL, 'member@example.com', '+353865550121'),
    (803, 1001, NULL, 'Yuki', 'Tanaka', 'Tanaka Studio', 'yuki.tanaka@example.com', NULL),
    (804, 1002, NULL, 'Małgorzata', 'Żuraw', NULL, 'malgorzata.zuraw@example.com', '+48605550166'),
    (805, 1002, NULL, 'Piotr', 'Wąsik', 'Biuro Rachunkowe Wąsik', 'piotr.wasik@example.com', NULL);

INSERT INTO contact_mail_preference (contact_id, category) VALUES
    (801, 'invoice'), (802, 'support'), (802, 'product'), (803, 'general'),
    (803, 'domain'), (804, 'general'), (804, 'invoice'), (805, 'invoice');

-- Services at the prices of today's list. due: days from today.
INSERT INTO service (id, account_id, product_id, name, domain, status, cycle, amount, currency,
                     registered_on, next_due_on, server, username, created_at)
SELECT x.id, x.account_id, x.product_id, x.name, x.domain, x.status, x.cycle, p.amount, p.currency,
       UTC_DATE() - INTERVAL x.age DAY, UTC_DATE() + INTERVAL x.due DAY,
       x.server, x.username, UTC_TIMESTAMP() - INTERVAL x.age DAY
  FROM (SELECT 2001 AS id, 1001 AS account_id, 2 AS product_id, 'Web Plus' AS name,
               'lindqvist-ceramics.com' AS domain, 'active' AS status, 'annually' AS cycle,
               1419 AS age, 41 AS due, 'web4.hazelport.example' AS server, 'lindqvis' AS username
        UNION ALL SELECT 2002, 1001, 5, 'WordPress Studio', 'shop.lindqvist-ceramics.com', 'active', 'monthly', 600, 9, 'wp2.hazelport.example', 'lindqshop'
        UNION ALL SELECT 2003, 1001, 7, 'VPS M', 'kiln.lindqvist-ceramics.com', 'active', 'quarterly', 439, 17, 'kvm7.hazelport.example', 'root'
        UNION ALL SELECT 2004, 1001, 10, 'Mailbox Team', 'lindqvist-ceramics.com', 'active', 'monthly', 800, 23, 'mail1.hazelport.example', NULL
        UNION ALL SELECT 2005, 1001, 12, 'Off-site Backup', 'lindqvist-ceramics.com', 'active', 'monthly', 380, 12, NULL, NULL
        UNION ALL SELECT 2006, 1001, 11, 'SSL Certificate OV', 'shop.lindqvist-ceramics.com', 'active', 'annually', 340, 25, NULL, NULL
        UNION ALL SELECT 2007, 1001, 1, 'Web Start', 'galway-potters-market.ie', 'active', 'annually', 895, 200, 'web4.hazelport.example', 'gpmarket'
        UNION ALL SELECT 2008, 1001, 4, 'WordPress One', 'kiln-and-clay.eu', 'active', 'semi-annually', 455, 95, 'wp1.hazelport.example', 'kilnclay'
        UNION ALL SELECT 2009, 1001, 13, 'Uptime Monitoring', 'shop.lindqvist-ceramics.com', 'active', 'monthly', 210, 3, NULL, NULL
        UNION ALL SELECT 2010, 1001, 6, 'VPS S', 'staging.lindqvist-ceramics.com', 'suspended', 'monthly', 250, -6, 'kvm3.hazelport.example', 'root'
        UNION ALL SELECT 2011, 1001, 1, 'Web Start', 'old-glazes.com', 'cancelled', 'annually', 1130, -38, 'web1.hazelport.example', 'oldglaze'
        UNION ALL SELECT 2012, 1001, 14, 'Classic Hosting', 'lindqvist-ceramics.com', 'terminated', 'annually', 1460, -735, 'web0.hazelport.example', 'lindqvis'
        UNION ALL SELECT 2013, 1001, 9, 'Mailbox Solo', 'glaze-lab.io', 'pending', 'monthly', 1, NULL, NULL, NULL
        UNION ALL SELECT 2021, 1002, 3, 'Web Business', 'pracownia-zuraw.pl', 'active', 'annually', 860, 235, 'web2.hazelport.example', 'zuraw'
        UNION ALL SELECT 2022, 1002, 10, 'Mailbox Team', 'pracownia-zuraw.pl', 'active', 'monthly', 640, 5, 'mail1.hazelport.example', NULL
        UNION ALL SELECT 2023, 1002, 4, 'WordPress One', 'blog.pracownia-zuraw.pl', 'active', 'annually', 500, 230, 'wp1.hazelport.example', 'zurawblog'
        UNION ALL SELECT 2024, 1002, 6, 'VPS S', 'trasy.pracownia-zuraw.pl', 'active', 'quarterly', 330, 30, 'kvm3.hazelport.example', 'root'
        UNION ALL SELECT 2025, 1002, 14, 'Classic Hosting', 'zuraw-rowery.com.pl', 'active', 'annually', 890, 205, 'web0.hazelport.example', 'zurawrow'
        UNION ALL SELECT 2031, 1004, 2, 'Web Plus', 'aas-fjordturer.com', 'suspended', 'annually', 700, -31, 'web3.hazelport.example', 'aasfjord') x
  JOIN account a ON a.id = x.account_id
  JOIN product_price p ON p.product_id = x.product_id AND p.currency = a.currency AND p.cycle = x.cycle
 ORDER BY x.id;

INSERT INTO membership_service (membership_id, service_id) VALUES (705, 2002), (705, 2003), (705, 2006);

INSERT INTO domain (id, account_id, tld_id, name, ours, status, registered_on, expires_on, auto_renew, registrar, created_at) VALUES
    (3001, 1001, 1, 'lindqvist-ceramics.com', 1, 'active', UTC_DATE() - INTERVAL 2889 DAY, UTC_DATE() + INTERVAL 33 DAY, 1, NULL, UTC_TIMESTAMP() - INTERVAL 1459 DAY),
    (3002, 1001, 2, 'kiln-and-clay.eu', 1, 'active', UTC_DATE() - INTERVAL 455 DAY, UTC_DATE() + INTERVAL 275 DAY, 1, NULL, UTC_TIMESTAMP() - INTERVAL 455 DAY),
    (3003, 1001, 3, 'galway-potters-market.ie', 1, 'active', UTC_DATE() - INTERVAL 895 DAY, UTC_DATE() + INTERVAL 200 DAY, 1, NULL, UTC_TIMESTAMP() - INTERVAL 895 DAY),
    (3004, 1001, 5, 'kiln-and-clay.shop', 1, 'grace', UTC_DATE() - INTERVAL 374 DAY, UTC_DATE() - INTERVAL 9 DAY, 0, NULL, UTC_TIMESTAMP() - INTERVAL 374 DAY),
    (3005, 1001, 1, 'old-glazes.com', 1, 'redemption', UTC_DATE() - INTERVAL 1133 DAY, UTC_DATE() - INTERVAL 38 DAY, 0, NULL, UTC_TIMESTAMP() - INTERVAL 1130 DAY),
    (3006, 1001, 9, 'glaze-lab.io', 1, 'pending-transfer', NULL, NULL, 1, NULL, UTC_TIMESTAMP() - INTERVAL 3 DAY),
    (3007, 1001, 8, 'lindqvist-keramik.de', 0, 'active', UTC_DATE() - INTERVAL 1710 DAY, UTC_DATE() + INTERVAL 115 DAY, 0, 'Nordhavn Domains', UTC_TIMESTAMP() - INTERVAL 400 DAY),
    (3008, 1001, NULL, 'marta-lindqvist.art', 0, 'active', NULL, NULL, 0, NULL, UTC_TIMESTAMP() - INTERVAL 90 DAY),
    (3021, 1002, 4, 'pracownia-zuraw.pl', 1, 'active', UTC_DATE() - INTERVAL 1415 DAY, UTC_DATE() + INTERVAL 45 DAY, 1, NULL, UTC_TIMESTAMP() - INTERVAL 860 DAY),
    (3022, 1002, 11, 'zuraw-rowery.com.pl', 1, 'active', UTC_DATE() - INTERVAL 890 DAY, UTC_DATE() + INTERVAL 205 DAY, 1, NULL, UTC_TIMESTAMP() - INTERVAL 890 DAY),
    (3023, 1002, 2, 'trasy-rowerowe-żuraw.eu', 1, 'active', UTC_DATE() - INTERVAL 330 DAY, UTC_DATE() + INTERVAL 35 DAY, 0, NULL, UTC_TIMESTAMP() - INTERVAL 330 DAY),
    (3024, 1002, NULL, 'zuraw.bike', 0, 'active', NULL, UTC_DATE() + INTERVAL 61 DAY, 0, 'Nordhavn Domains', UTC_TIMESTAMP() - INTERVAL 120 DAY),
    (3031, 1004, 1, 'aas-fjordturer.com', 1, 'expired', UTC_DATE() - INTERVAL 700 DAY, UTC_DATE() - INTERVAL 85 DAY, 0, NULL, UTC_TIMESTAMP() - INTERVAL 700 DAY);

INSERT INTO membership_domain (membership_id, domain_id) VALUES (705, 3002);

-- Invoices of these accounts besides their past periods, which file 5 makes.
-- Numbers and sums come there, too.
INSERT INTO invoice (id, account_id, number, status, issued_on, due_on, currency) VALUES
    (4001, 1001, 'new-4001', 'unpaid', UTC_DATE() - INTERVAL 5 DAY, UTC_DATE() + INTERVAL 9 DAY, 'EUR'),
    (4002, 1001, 'new-4002', 'unpaid', UTC_DATE() - INTERVAL 20 DAY, UTC_DATE() - INTERVAL 6 DAY, 'EUR'),
    (4003, 1001, 'new-4003', 'payment-pending', UTC_DATE() - INTERVAL 3 DAY, UTC_DATE() + INTERVAL 11 DAY, 'EUR'),
    (4004, 1001, 'new-4004', 'unpaid', UTC_DATE() - INTERVAL 1 DAY, UTC_DATE() + INTERVAL 13 DAY, 'EUR'),
    (4005, 1001, 'new-4005', 'cancelled', UTC_DATE() - INTERVAL 52 DAY, UTC_DATE() - INTERVAL 38 DAY, 'EUR'),
    (4006, 1001, 'new-4006', 'refunded', UTC_DATE() - INTERVAL 150 DAY, UTC_DATE() - INTERVAL 136 DAY, 'EUR'),
    (4007, 1001, NULL, 'draft', UTC_DATE(), UTC_DATE() + INTERVAL 14 DAY, 'EUR'),
    (4021, 1002, 'new-4021', 'unpaid', UTC_DATE() - INTERVAL 9 DAY, UTC_DATE() + INTERVAL 5 DAY, 'PLN'),
    (4022, 1002, 'new-4022', 'unpaid', UTC_DATE() - INTERVAL 30 DAY, UTC_DATE() - INTERVAL 16 DAY, 'PLN'),
    (4031, 1004, 'new-4031', 'collections', UTC_DATE() - INTERVAL 45 DAY, UTC_DATE() - INTERVAL 31 DAY, 'EUR');

INSERT INTO invoice_line (invoice_id, service_id, domain_id, description, quantity, amount, tax_rate, tax, period_from, period_to) VALUES
    (4001, 2002, NULL, 'WordPress Studio, shop.lindqvist-ceramics.com, one month', 1, 2499, 23.00, 575, UTC_DATE() + INTERVAL 9 DAY, UTC_DATE() + INTERVAL 9 DAY + INTERVAL 1 MONTH),
    (4002, 2010, NULL, 'VPS S, staging.lindqvist-ceramics.com, one month', 1, 799, 23.00, 184, UTC_DATE() - INTERVAL 6 DAY, UTC_DATE() - INTERVAL 6 DAY + INTERVAL 1 MONTH),
    (4002, NULL, NULL, 'Additional snapshot storage, 100 GB', 2, 600, 23.00, 138, NULL, NULL),
    (4003, NULL, 3006, 'Domain transfer, glaze-lab.io, one year', 1, 4489, 23.00, 1032, NULL, NULL),
    (4004, NULL, NULL, 'Migration of a shop to WordPress Studio, hours', 2, 9000, 23.00, 2070, NULL, NULL),
    (4005, 2011, NULL, 'Web Start, old-glazes.com, one year', 1, 3499, 23.00, 805, UTC_DATE() - INTERVAL 38 DAY, UTC_DATE() - INTERVAL 38 DAY + INTERVAL 1 YEAR),
    (4006, NULL, NULL, 'Domain registration, kiln-and-clay.studio, one year', 1, 1489, 23.00, 342, NULL, NULL),
    (4007, 2009, NULL, 'Uptime Monitoring, shop.lindqvist-ceramics.com, one month', 1, 249, 23.00, 57, UTC_DATE() + INTERVAL 3 DAY, UTC_DATE() + INTERVAL 3 DAY + INTERVAL 1 MONTH),
    (4021, 2022, NULL, 'Mailbox Team, pracownia-zuraw.pl, jeden miesiąc', 1, 3899, 0.00, 0, UTC_DATE() + INTERVAL 5 DAY, UTC_DATE() + INTERVAL 5 DAY + INTERVAL 1 MONTH),
    (4022, NULL, NULL, 'Konfiguracja serwera, godziny', 3, 57000, 0.00, 0, NULL, NULL),
    (4031, 2031, NULL, 'Web Plus, aas-fjordturer.com, one year', 1, 6999, NULL, 0, UTC_DATE() - INTERVAL 31 DAY, UTC_DATE() - INTERVAL 31 DAY + INTERVAL 1 YEAR);

INSERT INTO payment (invoice_id, amount, method, reference, received_at) VALUES
    (4004, 5000, 'Bank transfer', 'BT-4004-1', UTC_TIMESTAMP() - INTERVAL 9 HOUR),
    (4006, 1831, 'Card', 'CD-4006-1', UTC_TIMESTAMP() - INTERVAL 149 DAY),
    (4006, -1831, 'Card', 'CD-4006-2', UTC_TIMESTAMP() - INTERVAL 141 DAY);

INSERT INTO ticket (id, account_id, number, subject, status, priority, department_id, service_id, domain_id, created_at, updated_at) VALUES
    (5001, 1001, 'new-5001', 'Checkout page answers slowly in the evening', 'answered', 'high', 1, 2002, NULL, UTC_TIMESTAMP() - INTERVAL 29 HOUR, UTC_TIMESTAMP() - INTERVAL 95 MINUTE),
    (5002, 1001, 'new-5002', 'Auth code for glaze-lab.io is refused', 'customer-reply', 'medium', 3, NULL, 3006, UTC_TIMESTAMP() - INTERVAL 50 HOUR, UTC_TIMESTAMP() - INTERVAL 5 HOUR),
    (5003, 1001, 'new-5003', 'A second IPv4 address for the VPS', 'open', 'low', 4, 2003, NULL, UTC_TIMESTAMP() - INTERVAL 11 HOUR, UTC_TIMESTAMP() - INTERVAL 11 HOUR),
    (5004, 1001, 'new-5004', 'Move the old mail archive into Mailbox Team', 'in-progress', 'medium', 1, 2004, NULL, UTC_TIMESTAMP() - INTERVAL 6 DAY, UTC_TIMESTAMP() - INTERVAL 28 HOUR),
    (5005, 1001, 'new-5005', 'Purchase order number on our invoices', 'on-hold', 'low', 2, NULL, NULL, UTC_TIMESTAMP() - INTERVAL 16 DAY, UTC_TIMESTAMP() - INTERVAL 12 DAY),
    (5006, 1001, 'new-5006', 'Restore one product page from Tuesday''s backup', 'closed', 'high', 1, 2002, NULL, UTC_TIMESTAMP() - INTERVAL 64 DAY, UTC_TIMESTAMP() - INTERVAL 63 DAY),
    (5007, 1001, 'new-5007', 'Letters ö and å broken in the contact form', 'closed', 'medium', 1, 2001, NULL, UTC_TIMESTAMP() - INTERVAL 210 DAY, UTC_TIMESTAMP() - INTERVAL 208 DAY),
    (5021, 1002, 'new-5021', 'Przeniesienie z Classic Hosting na Web Plus', 'answered', 'medium', 4, 2025, NULL, UTC_TIMESTAMP() - INTERVAL 8 DAY, UTC_TIMESTAMP() - INTERVAL 7 DAY),
    (5022, 1002, 'new-5022', 'Mapa tras nie ładuje się na telefonie', 'open', 'high', 1, 2024, NULL, UTC_TIMESTAMP() - INTERVAL 3 HOUR, UTC_TIMESTAMP() - INTERVAL 3 HOUR),
    (5031, 1004, 'new-5031', 'Our website shows a parking page', 'answered', 'high', 2, 2031, NULL, UTC_TIMESTAMP() - INTERVAL 30 DAY, UTC_TIMESTAMP() - INTERVAL 29 DAY);

INSERT INTO ticket_message (ticket_id, user_id, author, staff, created_at, body) VALUES
    (5001, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 29 HOUR,
     'Hello,

since last weekend the checkout of our shop takes **six to eight seconds** between 19:00 and 21:00. During the day it is fine. The other pages are quick, also in the evening.

We have not changed any plugin since the beginning of the month.'),
    (5001, NULL, 'Aoife Brennan', 1, UTC_TIMESTAMP() - INTERVAL 26 HOUR,
     'Good morning Marta,

thank you, the time of day helps a lot. I have switched on the slow query log for the evening and will look at it tomorrow morning. Visitors will not notice it.'),
    (5001, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 25 HOUR, 'Great, thank you. Tonight is a good night to measure, the newsletter goes out at 18:00.'),
    (5001, NULL, 'Aoife Brennan', 1, UTC_TIMESTAMP() - INTERVAL 95 MINUTE,
     'The log is clear about it. With every order the shop reads the whole table of old carts, and that table has grown to 410,000 rows.

What I suggest:

1. delete carts that are older than 30 days (I have made a copy of the table first)
2. let the shop do that by itself every night, with the setting `Delete abandoned carts`

On your staging copy the checkout went from **6.8 s to 0.7 s**. Shall I do the same on the live shop tonight after 23:00?'),
    (5002, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 50 HOUR, 'I ordered the transfer of glaze-lab.io and got a mail that the auth code was refused. I copied it from the other registrar''s page. What now?'),
    (5002, NULL, 'Piotr Zieliński', 1, UTC_TIMESTAMP() - INTERVAL 47 HOUR,
     'Hello Marta,

the registry says *invalid authorisation information*. Most often the code has run out: for .io it is valid for 14 days only.

Please ask the present registrar for a new one and post nothing of it here. Enter it in the domain''s details instead, the transfer then goes on by itself.'),
    (5002, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 5 HOUR, 'I have the new code and have entered it. The status is still *pending transfer*, is that right?'),
    (5003, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 11 HOUR, 'Can kiln.lindqvist-ceramics.com have a second IPv4 address? We would like to put the temperature logger of the kilns on its own. What would it cost per month?'),
    (5004, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 6 DAY, 'We have 18 GB of mail from the years before 2019 in a folder of mbox files. Can it go into the archive of Mailbox Team, so that it can be searched together with the rest?'),
    (5004, NULL, 'Inês Duarte', 1, UTC_TIMESTAMP() - INTERVAL 5 DAY, 'It can. Please upload the files to the folder `import` of your Web Plus plan, we take them from there and delete them afterwards.'),
    (5004, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 2 DAY, 'All 43 files are there now.'),
    (5004, NULL, 'Inês Duarte', 1, UTC_TIMESTAMP() - INTERVAL 28 HOUR, 'Thank you. The import is running, about 60 % is done. I will write again when it has finished, most likely tomorrow afternoon.'),
    (5005, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 16 DAY, 'Our accountant asks for a purchase order number on each invoice. Is there a field for it?'),
    (5005, NULL, 'Tadhg Nolan', 1, UTC_TIMESTAMP() - INTERVAL 12 DAY, 'Not yet, but it is planned for the next release of our invoicing. I keep this ticket on hold and write as soon as it is there. Until then we gladly add the number by hand: just reply with the invoice and the number.'),
    (5006, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 64 DAY, 'A colleague has overwritten the page *Salt-glazed jugs*. Can you bring back only this page, as it was on Tuesday? Newer orders must not be lost.'),
    (5006, NULL, 'Aoife Brennan', 1, UTC_TIMESTAMP() - INTERVAL 1530 HOUR, 'Done: I took the text and the pictures of this one page from the copy of Tuesday, 03:10. Orders and everything else are as they were.'),
    (5006, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 63 DAY, 'Perfect, that was quick. Thank you!'),
    (5007, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 210 DAY, 'Names like *Öhlander* or *Ståhl* arrive from the contact form with question marks in them.'),
    (5007, NULL, 'Piotr Zieliński', 1, UTC_TIMESTAMP() - INTERVAL 209 DAY, 'The form sent its mail without saying which encoding it uses. I have set it to UTF-8 in `contact.php` and sent a test to your address.'),
    (5007, 501, 'Marta Lindqvist', 0, UTC_TIMESTAMP() - INTERVAL 208 DAY, 'It arrived as it should. Tack så mycket!'),
    (5021, 502, 'Łukasz Żuraw', 0, UTC_TIMESTAMP() - INTERVAL 8 DAY, 'Dzień dobry, czy przeniesienie zuraw-rowery.com.pl na Web Plus oznacza przerwę w działaniu strony? Sezon trwa i wolałbym jej uniknąć.'),
    (5021, NULL, 'Piotr Zieliński', 1, UTC_TIMESTAMP() - INTERVAL 7 DAY, 'Dzień dobry, przerwy nie będzie: kopiujemy stronę, sprawdzamy ją na nowym serwerze i dopiero potem przełączamy domenę. Proszę tylko wskazać dzień, w którym nie będą Państwo zmieniać treści.'),
    (5022, 502, 'Łukasz Żuraw', 0, UTC_TIMESTAMP() - INTERVAL 3 HOUR, 'Od rana mapa na trasy.pracownia-zuraw.pl jest na telefonach pusta. Na komputerze działa. W logach widzę odpowiedź 502 dla kafelków.'),
    (5031, 504, 'Henrik Aas', 0, UTC_TIMESTAMP() - INTERVAL 30 DAY, 'Our website shows a parking page since this morning. What has happened?'),
    (5031, NULL, 'Tadhg Nolan', 1, UTC_TIMESTAMP() - INTERVAL 29 DAY, 'Hello Henrik, the invoice for Web Plus has not been paid and the service is suspended. Your data is kept for 30 days, and everything is back within minutes of the payment.');

-- Marta and Łukasz have read the latest news already.
INSERT INTO news_read (user_id, news_id) VALUES (501, 1), (502, 2);
