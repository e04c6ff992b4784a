-- SPDX-License-Identifier: Apache-2.0
-- Migration 2: products and prices, services, domains, invoices, payments, number sequences.

CREATE TABLE product_group (
    id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    name     VARCHAR(100) NOT NULL,
    position INT NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- renewal_days: days before the due date in which a service of this product
-- may be renewed, 0 = never early, NULL = as renewal_window says.
CREATE TABLE product (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    group_id     BIGINT UNSIGNED NOT NULL,
    name         VARCHAR(150)  NOT NULL,
    description  VARCHAR(1000) NULL,
    offered      TINYINT(1)    NOT NULL DEFAULT 1,
    renewal_days SMALLINT UNSIGNED NULL,
    position     INT           NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY product_in_group (group_id, position),
    CONSTRAINT product_of_group FOREIGN KEY (group_id) REFERENCES product_group (id),
    CONSTRAINT product_offered CHECK (offered IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE product_price (
    product_id BIGINT UNSIGNED NOT NULL,
    currency   CHAR(3) NOT NULL,
    cycle      ENUM('monthly', 'quarterly', 'semi-annually', 'annually',
                    'biennially', 'triennially') NOT NULL,
    amount     BIGINT  NOT NULL,
    setup      BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (product_id, currency, cycle),
    CONSTRAINT product_price_product FOREIGN KEY (product_id)
        REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT product_price_amount CHECK (amount >= 0 AND setup >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Days before the due date in which a service may be renewed, by its cycle.
CREATE TABLE renewal_window (
    cycle ENUM('monthly', 'quarterly', 'semi-annually', 'annually',
               'biennially', 'triennially') NOT NULL,
    days  SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (cycle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO renewal_window (cycle, days) VALUES
    ('monthly', 14), ('quarterly', 21), ('semi-annually', 30),
    ('annually', 60), ('biennially', 60), ('triennially', 60);

-- due_order: the due date as a list sorts it, those without one last.
CREATE TABLE service (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id    BIGINT UNSIGNED NOT NULL,
    product_id    BIGINT UNSIGNED NOT NULL,
    name          VARCHAR(200) NOT NULL,
    domain        VARCHAR(253) NULL,
    status        ENUM('pending', 'active', 'suspended', 'cancelled',
                       'terminated', 'fraud') NOT NULL DEFAULT 'pending',
    cycle         ENUM('monthly', 'quarterly', 'semi-annually', 'annually',
                       'biennially', 'triennially') NOT NULL,
    amount        BIGINT       NOT NULL,
    currency      CHAR(3)      NOT NULL,
    registered_on DATE         NULL,
    next_due_on   DATE         NULL,
    due_order     DATE GENERATED ALWAYS AS (COALESCE(next_due_on, DATE '9999-12-31')) STORED,
    server        VARCHAR(253) NULL,
    username      VARCHAR(64)  NULL,
    created_at    DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY service_name (account_id, name),
    KEY service_status_name (account_id, status, name),
    KEY service_due (account_id, due_order),
    KEY service_created (account_id, created_at),
    KEY service_amount (account_id, amount),
    KEY service_product (product_id, account_id),
    CONSTRAINT service_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT service_of_product FOREIGN KEY (product_id) REFERENCES product (id),
    CONSTRAINT service_money CHECK (amount >= 0 AND CHAR_LENGTH(currency) = 3)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE tld (
    id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    name     VARCHAR(63) NOT NULL,
    offered  TINYINT(1)  NOT NULL DEFAULT 1,
    position INT         NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE KEY tld_name (name),
    CONSTRAINT tld_offered CHECK (offered IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Prices of one year. The fees come on top of a renewal in grace or
-- redemption.
CREATE TABLE tld_price (
    tld_id         BIGINT UNSIGNED NOT NULL,
    currency       CHAR(3) NOT NULL,
    register       BIGINT  NOT NULL,
    transfer       BIGINT  NOT NULL,
    renew          BIGINT  NOT NULL,
    grace_fee      BIGINT  NOT NULL DEFAULT 0,
    redemption_fee BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (tld_id, currency),
    CONSTRAINT tld_price_tld FOREIGN KEY (tld_id) REFERENCES tld (id) ON DELETE CASCADE,
    CONSTRAINT tld_price_amounts CHECK (register >= 0 AND transfer >= 0
        AND renew >= 0 AND grace_fee >= 0 AND redemption_fee >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- ours: registered or transferred with the provider; otherwise kept at
-- another registrar, whose name may stand in `registrar`.
CREATE TABLE domain (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id    BIGINT UNSIGNED NOT NULL,
    tld_id        BIGINT UNSIGNED NULL,
    name          VARCHAR(253) NOT NULL,
    ours          TINYINT(1)   NOT NULL DEFAULT 1,
    status        ENUM('pending', 'pending-registration', 'pending-transfer',
                       'active', 'grace', 'redemption', 'expired',
                       'transferred-away', 'cancelled', 'fraud')
                  NOT NULL DEFAULT 'pending',
    registered_on DATE         NULL,
    expires_on    DATE         NULL,
    expires_order DATE GENERATED ALWAYS AS (COALESCE(expires_on, DATE '9999-12-31')) STORED,
    auto_renew    TINYINT(1)   NOT NULL DEFAULT 1,
    registrar     VARCHAR(100) NULL,
    created_at    DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY domain_name (name),
    KEY domain_account_name (account_id, name),
    KEY domain_expires (account_id, expires_order),
    KEY domain_status (account_id, ours, status, expires_on),
    KEY domain_tld (tld_id),
    CONSTRAINT domain_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT domain_of_tld FOREIGN KEY (tld_id) REFERENCES tld (id),
    CONSTRAINT domain_ours CHECK (ours IN (0, 1)),
    CONSTRAINT domain_auto_renew CHECK (auto_renew IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The services and domains that a scoped membership is narrowed to.
CREATE TABLE membership_service (
    membership_id BIGINT UNSIGNED NOT NULL,
    service_id    BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (membership_id, service_id),
    KEY membership_service_service (service_id),
    CONSTRAINT membership_service_membership FOREIGN KEY (membership_id)
        REFERENCES membership (id) ON DELETE CASCADE,
    CONSTRAINT membership_service_of_service FOREIGN KEY (service_id)
        REFERENCES service (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE membership_domain (
    membership_id BIGINT UNSIGNED NOT NULL,
    domain_id     BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (membership_id, domain_id),
    KEY membership_domain_domain (domain_id),
    CONSTRAINT membership_domain_membership FOREIGN KEY (membership_id)
        REFERENCES membership (id) ON DELETE CASCADE,
    CONSTRAINT membership_domain_of_domain FOREIGN KEY (domain_id)
        REFERENCES domain (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A draft has no number yet (number_order: the number as a list sorts it).
-- net + tax = total = the sum of its lines.
-- What is still to pay is total less its payments.
CREATE TABLE invoice (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id   BIGINT UNSIGNED NOT NULL,
    number       VARCHAR(32) NULL,
    number_order VARCHAR(32) GENERATED ALWAYS AS (COALESCE(number, '')) STORED,
    status       ENUM('draft', 'unpaid', 'payment-pending', 'paid', 'cancelled',
                      'refunded', 'collections') NOT NULL DEFAULT 'draft',
    issued_on    DATE        NOT NULL,
    due_on       DATE        NOT NULL,
    currency     CHAR(3)     NOT NULL,
    net          BIGINT      NOT NULL DEFAULT 0,
    tax          BIGINT      NOT NULL DEFAULT 0,
    total        BIGINT      NOT NULL DEFAULT 0,
    created_at   DATETIME    NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY invoice_number (number),
    KEY invoice_number_order (account_id, number_order),
    KEY invoice_issued (account_id, issued_on),
    KEY invoice_due (account_id, due_on),
    KEY invoice_total (account_id, total),
    KEY invoice_status (account_id, status, due_on),
    CONSTRAINT invoice_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT invoice_numbered CHECK (status = 'draft' OR number IS NOT NULL),
    CONSTRAINT invoice_sum CHECK (net + tax = total)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- amount: the whole line without tax. A line about a service or domain names
-- it, and the period that it pays for.
CREATE TABLE invoice_line (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    invoice_id  BIGINT UNSIGNED NOT NULL,
    service_id  BIGINT UNSIGNED NULL,
    domain_id   BIGINT UNSIGNED NULL,
    description VARCHAR(500)  NOT NULL,
    quantity    INT UNSIGNED  NOT NULL DEFAULT 1,
    amount      BIGINT        NOT NULL,
    tax_rate    DECIMAL(5, 2) NULL,
    tax         BIGINT        NOT NULL DEFAULT 0,
    period_from DATE          NULL,
    period_to   DATE          NULL,
    PRIMARY KEY (id),
    KEY invoice_line_invoice (invoice_id),
    KEY invoice_line_service (service_id, invoice_id),
    KEY invoice_line_domain (domain_id, invoice_id),
    CONSTRAINT invoice_line_of_invoice FOREIGN KEY (invoice_id)
        REFERENCES invoice (id) ON DELETE CASCADE,
    CONSTRAINT invoice_line_of_service FOREIGN KEY (service_id) REFERENCES service (id),
    CONSTRAINT invoice_line_of_domain FOREIGN KEY (domain_id) REFERENCES domain (id),
    CONSTRAINT invoice_line_period CHECK (period_to >= period_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Money received (or, negative, given back) for an invoice, in its currency.
CREATE TABLE payment (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    invoice_id  BIGINT UNSIGNED NOT NULL,
    amount      BIGINT       NOT NULL,
    method      VARCHAR(50)  NOT NULL,
    reference   VARCHAR(100) NULL,
    received_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY payment_reference (method, reference),
    KEY payment_invoice (invoice_id, amount),
    CONSTRAINT payment_of_invoice FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT payment_amount CHECK (amount <> 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The next number to give out, per kind. Taken inside the transaction that
-- uses it, so that there are no gaps.
CREATE TABLE number_sequence (
    name       VARCHAR(32)     NOT NULL,
    next_value BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO number_sequence (name, next_value) VALUES ('invoice', 1), ('ticket', 1);
