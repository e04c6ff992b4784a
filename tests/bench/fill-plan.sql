-- SPDX-License-Identifier: Apache-2.0
-- How many rows of which kind each account gets, and where their ids begin.
-- CRC32 of a number and a word is the dice: every fill gives the same data.

DROP TABLE IF EXISTS bench_number;
DROP TABLE IF EXISTS bench_step;
DROP TABLE IF EXISTS bench_count;
DROP TABLE IF EXISTS bench_plan;

CREATE TABLE bench_number (n INT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB;
INSERT INTO bench_number VALUES (0);
INSERT INTO bench_number SELECT n + 1 FROM bench_number WHERE n + 1 <= @top;
INSERT INTO bench_number SELECT n + 2 FROM bench_number WHERE n + 2 <= @top;
INSERT INTO bench_number SELECT n + 4 FROM bench_number WHERE n + 4 <= @top;
INSERT INTO bench_number SELECT n + 8 FROM bench_number WHERE n + 8 <= @top;
INSERT INTO bench_number SELECT n + 16 FROM bench_number WHERE n + 16 <= @top;
INSERT INTO bench_number SELECT n + 32 FROM bench_number WHERE n + 32 <= @top;
INSERT INTO bench_number SELECT n + 64 FROM bench_number WHERE n + 64 <= @top;
INSERT INTO bench_number SELECT n + 128 FROM bench_number WHERE n + 128 <= @top;
INSERT INTO bench_number SELECT n + 256 FROM bench_number WHERE n + 256 <= @top;
INSERT INTO bench_number SELECT n + 512 FROM bench_number WHERE n + 512 <= @top;
INSERT INTO bench_number SELECT n + 1024 FROM bench_number WHERE n + 1024 <= @top;
INSERT INTO bench_number SELECT n + 2048 FROM bench_number WHERE n + 2048 <= @top;
INSERT INTO bench_number SELECT n + 4096 FROM bench_number WHERE n + 4096 <= @top;
INSERT INTO bench_number SELECT n + 8192 FROM bench_number WHERE n + 8192 <= @top;
INSERT INTO bench_number SELECT n + 16384 FROM bench_number WHERE n + 16384 <= @top;
INSERT INTO bench_number SELECT n + 32768 FROM bench_number WHERE n + 32768 <= @top;
INSERT INTO bench_number SELECT n + 65536 FROM bench_number WHERE n + 65536 <= @top;
INSERT INTO bench_number SELECT n + 131072 FROM bench_number WHERE n + 131072 <= @top;
INSERT INTO bench_number SELECT n + 262144 FROM bench_number WHERE n + 262144 <= @top;
INSERT INTO bench_number SELECT n + 524288 FROM bench_number WHERE n + 524288 <= @top;
INSERT INTO bench_number SELECT n + 1048576 FROM bench_number WHERE n + 1048576 <= @top;
INSERT INTO bench_number SELECT n + 2097152 FROM bench_number WHERE n + 2097152 <= @top;
INSERT INTO bench_number SELECT n + 4194304 FROM bench_number WHERE n + 4194304 <= @top;
INSERT INTO bench_number SELECT n + 8388608 FROM bench_number WHERE n + 8388608 <= @top;

-- (total, k): the numbers from 1 to total, for each total that occurs.
CREATE TABLE bench_step (
    total INT UNSIGNED NOT NULL,
    k     INT UNSIGNED NOT NULL,
    PRIMARY KEY (total, k)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Account 100000 is the big one, if wanted; the others follow it. Services and domains
-- have a Pareto tail: most accounts have one to three, few have hundreds.
CREATE TABLE bench_count (
    n        INT UNSIGNED NOT NULL PRIMARY KEY,
    age      INT UNSIGNED NOT NULL,
    region   INT UNSIGNED NOT NULL,
    services INT UNSIGNED NOT NULL,
    domains  INT UNSIGNED NOT NULL,
    invoices INT UNSIGNED NOT NULL,
    tickets  INT UNSIGNED NOT NULL,
    contacts INT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO bench_count
SELECT 0, 2900, 1, 10000, 2000, 50000, 5000, 500
  FROM bench_number
 WHERE n = 0 AND @big = 1;

INSERT INTO bench_count
SELECT x.n, x.age, x.region, x.services, x.domains,
       CASE WHEN x.services + x.domains = 0 THEN 0
            WHEN x.monthly THEN 1 + x.age DIV 30
            ELSE 1 + x.age DIV 365 END,
       x.tickets, x.contacts
  FROM (SELECT b.n,
               30 + CRC32(CONCAT('age', b.n)) % 2600 AS age,
               CRC32(CONCAT('region', b.n)) % 4 AS region,
               CASE WHEN CRC32(CONCAT('no service', b.n)) % 100 < 8 THEN 0
                    ELSE LEAST(500, FLOOR(POW((1 + CRC32(CONCAT('services', b.n))) / 4294967296, -1 / 1.6))) END AS services,
               CASE WHEN CRC32(CONCAT('no domain', b.n)) % 100 < 15 THEN 0
                    ELSE LEAST(300, FLOOR(POW((1 + CRC32(CONCAT('domains', b.n))) / 4294967296, -1 / 2.0))) END AS domains,
               CRC32(CONCAT('monthly', b.n)) % 100 < 5 AS monthly,
               CASE WHEN CRC32(CONCAT('no ticket', b.n)) % 100 < 60 THEN 0
                    ELSE LEAST(100, FLOOR(POW((1 + CRC32(CONCAT('tickets', b.n))) / 4294967296, -1 / 1.8))) END AS tickets,
               CASE WHEN CRC32(CONCAT('no contact', b.n)) % 100 < 50 THEN 0
                    ELSE 1 + CRC32(CONCAT('contacts', b.n)) % 3 END AS contacts
          FROM bench_number b
         WHERE b.n BETWEEN 1 AND @accounts) x;

INSERT INTO bench_step
SELECT t.total, b.n
  FROM (SELECT services AS total FROM bench_count
         UNION SELECT domains FROM bench_count
         UNION SELECT invoices FROM bench_count
         UNION SELECT tickets FROM bench_count
         UNION SELECT contacts FROM bench_count) t
  JOIN bench_number b ON b.n BETWEEN 1 AND t.total AND b.n <= 50000;

-- The ids of an account's rows are its first one and k.
CREATE TABLE bench_plan (
    n              INT UNSIGNED NOT NULL PRIMARY KEY,
    account_id     BIGINT UNSIGNED NOT NULL,
    age            INT UNSIGNED NOT NULL,
    currency       CHAR(3) NOT NULL,
    country        CHAR(2) NOT NULL,
    language       VARCHAR(10) NOT NULL,
    tax_rate       DECIMAL(5, 2) NULL,
    services       INT UNSIGNED NOT NULL,
    domains        INT UNSIGNED NOT NULL,
    invoices       INT UNSIGNED NOT NULL,
    tickets        INT UNSIGNED NOT NULL,
    contacts       INT UNSIGNED NOT NULL,
    before_service BIGINT UNSIGNED NOT NULL,
    before_domain  BIGINT UNSIGNED NOT NULL,
    before_invoice BIGINT UNSIGNED NOT NULL,
    before_ticket  BIGINT UNSIGNED NOT NULL,
    before_contact BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO bench_plan
SELECT c.n, 100000 + c.n, c.age,
       ELT(1 + c.region, 'EUR', 'PLN', 'USD', 'EUR'),
       ELT(1 + c.region, 'IE', 'PL', 'US', 'DE'),
       ELT(1 + c.region, 'en', 'pl', 'en', 'en'),
       ELT(1 + c.region, 23.00, 23.00, NULL, 19.00),
       c.services, c.domains, c.invoices, c.tickets, c.contacts,
       100000 + SUM(c.services) OVER w - c.services,
       100000 + SUM(c.domains) OVER w - c.domains,
       100000 + SUM(c.invoices) OVER w - c.invoices,
       100000 + SUM(c.tickets) OVER w - c.tickets,
       100000 + SUM(c.contacts) OVER w - c.contacts
  FROM bench_count c
WINDOW w AS (ORDER BY c.n ROWS UNBOUNDED PRECEDING);

DROP TABLE bench_count;
