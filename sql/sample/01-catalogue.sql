-- SPDX-License-Identifier: Apache-2.0
-- Sample data 1: Hazelport Hosting of Cork, Ireland: its departments, products, prices and domain endings.

UPDATE site SET language = 'en' WHERE id = 1;

INSERT INTO department (id, name, position) VALUES
    (1, 'Technical support', 1),
    (2, 'Billing', 2),
    (3, 'Domains', 3),
    (4, 'Sales', 4);

INSERT INTO product_group (id, name, position) VALUES
    (1, 'Web hosting', 1),
    (2, 'WordPress', 2),
    (3, 'Virtual servers', 3),
    (4, 'E-mail', 4),
    (5, 'Security and backup', 5),
    (6, 'No longer sold', 9);

INSERT INTO product (id, group_id, name, description, offered, renewal_days, position) VALUES
    (1, 1, 'Web Start', 'One website, 10 GB of SSD space, 5 mailboxes and a free certificate. Enough for a portfolio or a small company page.', 1, NULL, 1),
    (2, 1, 'Web Plus', 'Ten websites, 50 GB of SSD space, 50 mailboxes, staging copies and nightly backups kept for 14 days.', 1, NULL, 2),
    (3, 1, 'Web Business', 'Unlimited websites, 150 GB of SSD space, dedicated memory, nightly backups kept for 30 days and priority support.', 1, NULL, 3),
    (4, 2, 'WordPress One', 'One WordPress site that we keep up to date: core, plugins and PHP, with a test run before each update.', 1, NULL, 1),
    (5, 2, 'WordPress Studio', 'Up to ten WordPress sites for agencies and shops, with staging, object cache and one-click copies between sites.', 1, NULL, 2),
    (6, 3, 'VPS S', '1 core, 2 GB of memory, 40 GB NVMe. Full root access, snapshots included.', 1, NULL, 1),
    (7, 3, 'VPS M', '2 cores, 4 GB of memory, 80 GB NVMe. Full root access, snapshots included.', 1, NULL, 2),
    (8, 3, 'VPS L', '4 cores, 16 GB of memory, 240 GB NVMe. Full root access, snapshots and a private network included.', 1, NULL, 3),
    (9, 4, 'Mailbox Solo', 'One mailbox of 25 GB with calendar and contacts on your own domain.', 1, NULL, 1),
    (10, 4, 'Mailbox Team', 'Ten mailboxes of 50 GB with shared calendars, distribution lists and an archive.', 1, 7, 2),
    (11, 5, 'SSL Certificate OV', 'A certificate that names your organisation, installed and renewed by us.', 1, 30, 1),
    (12, 5, 'Off-site Backup', 'A second copy of your websites and databases in another data centre, kept for 90 days.', 1, NULL, 2),
    (13, 5, 'Uptime Monitoring', 'A check every minute from four places, with a text message when a site does not answer.', 1, 0, 3),
    (14, 6, 'Classic Hosting', 'The hosting plan of our first years. It runs on, and can be moved to Web Plus free of charge.', 0, NULL, 1);

-- Prices: the monthly price in euro cents, months paid per cycle, and the
-- exchange rate the price list was made with.
INSERT INTO product_price (product_id, currency, cycle, amount, setup)
SELECT x.product_id, x.currency, x.cycle,
       CASE WHEN x.raw < 1000 THEN FLOOR(x.raw / 10) * 10 + 9
            ELSE ROUND(x.raw / 100) * 100 - 1 END,
       x.setup
  FROM (SELECT b.product_id, r.currency, c.cycle,
               b.monthly * c.months * r.rate AS raw,
               CASE WHEN b.product_id = 8 AND c.cycle = 'monthly'
                    THEN ROUND(1900 * r.rate) ELSE 0 END AS setup
          FROM (SELECT 1 AS product_id, 349 AS monthly, 'm q s a b t' AS cycles
                UNION ALL SELECT 2, 699, 'm q s a b t'
                UNION ALL SELECT 3, 1299, 'm q s a b t'
                UNION ALL SELECT 4, 899, 'm q s a b t'
                UNION ALL SELECT 5, 2499, 'm q s a b'
                UNION ALL SELECT 6, 799, 'm q a'
                UNION ALL SELECT 7, 1499, 'm q a'
                UNION ALL SELECT 8, 2899, 'm q a'
                UNION ALL SELECT 9, 199, 'm a b'
                UNION ALL SELECT 10, 899, 'm a b'
                UNION ALL SELECT 11, 690, 'a b'
                UNION ALL SELECT 12, 399, 'm q a'
                UNION ALL SELECT 13, 249, 'm a'
                UNION ALL SELECT 14, 499, 'q a b') b
          JOIN (SELECT 'm' AS letter, 'monthly' AS cycle, 1 AS months
                UNION ALL SELECT 'q', 'quarterly', 3
                UNION ALL SELECT 's', 'semi-annually', 5.75
                UNION ALL SELECT 'a', 'annually', 10
                UNION ALL SELECT 'b', 'biennially', 19
                UNION ALL SELECT 't', 'triennially', 27) c
            ON LOCATE(c.letter, b.cycles) > 0
         CROSS JOIN (SELECT 'EUR' AS currency, 1.00 AS rate
                UNION ALL SELECT 'USD', 1.10
                UNION ALL SELECT 'PLN', 4.30) r) x;

INSERT INTO tld (id, name, offered, position) VALUES
    (1, 'com', 1, 1),
    (2, 'eu', 1, 2),
    (3, 'ie', 1, 3),
    (4, 'pl', 1, 4),
    (5, 'shop', 1, 5),
    (6, 'net', 1, 6),
    (7, 'org', 1, 7),
    (8, 'de', 1, 8),
    (9, 'io', 1, 9),
    (10, 'co.uk', 1, 10),
    (11, 'com.pl', 1, 11),
    (12, 'studio', 1, 12),
    (13, 'photography', 1, 13),
    (14, 'xyz', 0, 14);

INSERT INTO tld_price (tld_id, currency, register, transfer, renew, grace_fee, redemption_fee)
SELECT p.tld_id, r.currency,
       ROUND(p.register * r.rate / 10) * 10 - 1,
       ROUND(p.transfer * r.rate / 10) * 10 - 1,
       ROUND(p.renew * r.rate / 10) * 10 - 1,
       ROUND(p.grace_fee * r.rate), ROUND(p.redemption_fee * r.rate)
  FROM (SELECT 1 AS tld_id, 1190 AS register, 1190 AS transfer, 1490 AS renew, 1000 AS grace_fee, 8900 AS redemption_fee
        UNION ALL SELECT 2, 590, 790, 990, 0, 4000
        UNION ALL SELECT 3, 1990, 1990, 2490, 0, 3500
        UNION ALL SELECT 4, 390, 990, 1690, 500, 4500
        UNION ALL SELECT 5, 290, 2990, 3490, 1500, 9500
        UNION ALL SELECT 6, 1390, 1390, 1690, 1000, 8900
        UNION ALL SELECT 7, 1090, 1290, 1590, 1000, 8900
        UNION ALL SELECT 8, 890, 890, 1090, 0, 2500
        UNION ALL SELECT 9, 3990, 4490, 4990, 2000, 12000
        UNION ALL SELECT 10, 790, 790, 990, 0, 4000
        UNION ALL SELECT 11, 490, 990, 1390, 500, 4500
        UNION ALL SELECT 12, 1490, 2690, 2990, 1500, 9500
        UNION ALL SELECT 13, 1690, 2490, 2790, 1500, 9500
        UNION ALL SELECT 14, 190, 1290, 1390, 1000, 8900) p
 CROSS JOIN (SELECT 'EUR' AS currency, 1.00 AS rate
        UNION ALL SELECT 'USD', 1.10
        UNION ALL SELECT 'PLN', 4.30) r;

-- Hazelport sells from Ireland, at prices without VAT, and asks for the
-- country's rate: the standard rates of the European Union's members, from
-- the European Commission's "Taxes in Europe" database, state of January
-- 2026. Businesses of other members owe the tax themselves.
INSERT INTO billing_policy (id, country, inclusive, due_days) VALUES (1, 'IE', 0, 14);

INSERT INTO tax_rule (level, country, name, rate, reverse_charge) VALUES
    (1, 'AT', 'VAT', 20, 1), (1, 'BE', 'VAT', 21, 1), (1, 'BG', 'VAT', 20, 1),
    (1, 'CY', 'VAT', 19, 1), (1, 'CZ', 'VAT', 21, 1), (1, 'DE', 'VAT', 19, 1),
    (1, 'DK', 'VAT', 25, 1), (1, 'EE', 'VAT', 24, 1), (1, 'ES', 'VAT', 21, 1),
    (1, 'FI', 'VAT', 25.5, 1), (1, 'FR', 'VAT', 20, 1), (1, 'GR', 'VAT', 24, 1),
    (1, 'HR', 'VAT', 25, 1), (1, 'HU', 'VAT', 27, 1), (1, 'IE', 'VAT', 23, 1),
    (1, 'IT', 'VAT', 22, 1), (1, 'LT', 'VAT', 21, 1), (1, 'LU', 'VAT', 17, 1),
    (1, 'LV', 'VAT', 21, 1), (1, 'MT', 'VAT', 18, 1), (1, 'NL', 'VAT', 21, 1),
    (1, 'PL', 'VAT', 23, 1), (1, 'PT', 'VAT', 23, 1), (1, 'RO', 'VAT', 21, 1),
    (1, 'SE', 'VAT', 25, 1), (1, 'SI', 'VAT', 22, 1), (1, 'SK', 'VAT', 23, 1);

UPDATE number_sequence SET prefix = 'HP-' WHERE name = 'invoice';

INSERT INTO payment_method (name, instructions, position) VALUES
    ('bank-transfer', 'Hazelport Hosting Ltd\nIBAN IE64 IRCE 9205 0112 3456 78\nBIC IRCEIE2D', 1);
