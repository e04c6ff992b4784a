-- SPDX-License-Identifier: Apache-2.0
-- Helper tables of the sample data: made before its transaction, which a CREATE would end.

CREATE TABLE sample_number (n INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;

-- Eight names, eight family names, four towns and two firms per region.
CREATE TABLE sample_region (
    id       INT NOT NULL PRIMARY KEY,
    country  CHAR(2), currency CHAR(3), language VARCHAR(10), phone VARCHAR(8),
    tax_rate DECIMAL(5, 2),
    firsts   VARCHAR(300), lasts VARCHAR(300), towns VARCHAR(300),
    codes    VARCHAR(100), streets VARCHAR(200), firms VARCHAR(200)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- One row per account: n from 5 to 200.
CREATE TABLE sample_customer (
    n INT NOT NULL PRIMARY KEY,
    region_id INT NOT NULL,
    first_name VARCHAR(100), last_name VARCHAR(100), company VARCHAR(200),
    tax_rate DECIMAL(5, 2), age INT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What was and is to be paid: for each service its past periods (k from 1)
-- and the coming one (k = 0) once its invoice is out, 14 days before.
-- The invoices of the accounts in file 3 that are still open stand there.
CREATE TABLE sample_line (
    account_id BIGINT UNSIGNED, service_id BIGINT UNSIGNED NULL, domain_id BIGINT UNSIGNED NULL,
    due_on DATE, open TINYINT, description VARCHAR(500), amount BIGINT,
    tax_rate DECIMAL(5, 2) NULL, period_to DATE,
    KEY sample_line_due (account_id, due_on, open)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Tickets: twenty conversations in every state.
CREATE TABLE sample_topic (
    id INT NOT NULL PRIMARY KEY, department_id BIGINT UNSIGNED, about CHAR(1),
    subject VARCHAR(255), question TEXT, answer TEXT, thanks TEXT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
