-- SPDX-License-Identifier: Apache-2.0
-- Migration 22: tax, carts, orders, renewals that are ordered.

-- Months that a cycle pays for.
ALTER TABLE renewal_window ADD COLUMN months TINYINT UNSIGNED NULL;

UPDATE renewal_window
   SET months = CASE cycle WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3
                           WHEN 'semi-annually' THEN 6 WHEN 'annually' THEN 12
                           WHEN 'biennially' THEN 24 ELSE 36 END;

-- The number as it is written: prefix and value.
ALTER TABLE number_sequence ADD COLUMN prefix VARCHAR(16) NOT NULL DEFAULT '';

INSERT INTO number_sequence (name, next_value, prefix) VALUES ('order', 1, 'O-');

-- One row: how the provider bills. country: the seller's, where it pays tax;
-- inclusive: prices contain the tax; due_days: from an invoice's date until
-- it is due. No row: prices are without tax and due in 14 days.
CREATE TABLE billing_policy (
    id        TINYINT UNSIGNED NOT NULL DEFAULT 1,
    country   CHAR(2)    NULL,
    inclusive TINYINT(1) NOT NULL DEFAULT 0,
    due_days  SMALLINT UNSIGNED NOT NULL DEFAULT 14,
    PRIMARY KEY (id),
    CONSTRAINT billing_policy_is_one CHECK (id = 1),
    CONSTRAINT billing_policy_inclusive CHECK (inclusive IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What tax a customer pays, by country and state; NULL: any. Of each level
-- the rule that fits best holds: its own state before any state, its own
-- country before any country. rate: percent. compound: the second level is
-- charged on the price with the first. reverse_charge: a business of that
-- country with a valid tax id owes the tax itself, unless it is the seller's
-- own country (Directive 2006/112/EC, articles 44 and 196).
CREATE TABLE tax_rule (
    id             BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    level          TINYINT UNSIGNED NOT NULL DEFAULT 1,
    country        CHAR(2)       NULL,
    state          VARCHAR(100)  NULL,
    name           VARCHAR(50)   NOT NULL,
    rate           DECIMAL(5, 2) NOT NULL,
    compound       TINYINT(1)    NOT NULL DEFAULT 0,
    reverse_charge TINYINT(1)    NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY tax_rule_place (level, country, state),
    CONSTRAINT tax_rule_level CHECK (level IN (1, 2)),
    CONSTRAINT tax_rule_rate CHECK (rate >= 0 AND rate <= 100),
    CONSTRAINT tax_rule_state CHECK (state IS NULL OR country IS NOT NULL),
    CONSTRAINT tax_rule_flags CHECK (compound IN (0, 1) AND reverse_charge IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The terms that whoever orders accepts: the last published version holds.
CREATE TABLE terms (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    version      VARCHAR(20)  NOT NULL,
    published_on DATE         NOT NULL,
    link         VARCHAR(500) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY terms_version (version),
    KEY terms_published (published_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a member is about to order for an account. Pages with it are made
-- anew each time, so it raises no revision.
CREATE TABLE cart (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id    BIGINT UNSIGNED NOT NULL,
    membership_id BIGINT UNSIGNED NOT NULL,
    updated_at    DATETIME NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY cart_of_member (account_id, membership_id),
    KEY cart_membership (membership_id),
    CONSTRAINT cart_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT cart_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A renewal of a service or domain that is there, a new service, a domain to
-- register or transfer. quantity: cycles, for domains years. Prices are
-- never kept here: what something costs is looked up each time.
CREATE TABLE cart_line (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    cart_id    BIGINT UNSIGNED NOT NULL,
    kind       ENUM('renew-service', 'renew-domain', 'service', 'register',
                    'transfer') NOT NULL,
    service_id BIGINT UNSIGNED NULL,
    domain_id  BIGINT UNSIGNED NULL,
    product_id BIGINT UNSIGNED NULL,
    cycle      ENUM('monthly', 'quarterly', 'semi-annually', 'annually',
                    'biennially', 'triennially') NULL,
    tld_id     BIGINT UNSIGNED NULL,
    name       VARCHAR(253)    NULL,
    auth_code  VARBINARY(300)  NULL,
    quantity   TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (id),
    UNIQUE KEY cart_line_service (cart_id, service_id),
    UNIQUE KEY cart_line_domain (cart_id, domain_id),
    KEY cart_line_renewed_service (service_id),
    KEY cart_line_renewed_domain (domain_id),
    KEY cart_line_product (product_id),
    KEY cart_line_tld (tld_id),
    CONSTRAINT cart_line_of_cart FOREIGN KEY (cart_id) REFERENCES cart (id)
        ON DELETE CASCADE,
    CONSTRAINT cart_line_of_service FOREIGN KEY (service_id) REFERENCES service (id)
        ON DELETE CASCADE,
    CONSTRAINT cart_line_of_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
        ON DELETE CASCADE,
    CONSTRAINT cart_line_of_product FOREIGN KEY (product_id) REFERENCES product (id)
        ON DELETE CASCADE,
    CONSTRAINT cart_line_of_tld FOREIGN KEY (tld_id) REFERENCES tld (id)
        ON DELETE CASCADE,
    CONSTRAINT cart_line_quantity CHECK (quantity BETWEEN 1 AND 10)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- reverse_charge: the buyer owes the tax, and the invoice says so.
ALTER TABLE invoice ADD COLUMN reverse_charge TINYINT(1) NOT NULL DEFAULT 0;

-- tax is both levels'; tax2: the second's part of it.
ALTER TABLE invoice_line
    ADD COLUMN tax2_rate DECIMAL(5, 2) NULL,
    ADD COLUMN tax2 BIGINT NOT NULL DEFAULT 0;

-- Whom an invoice was made out to, as the account was that day.
CREATE TABLE invoice_party (
    invoice_id BIGINT UNSIGNED NOT NULL,
    name       VARCHAR(201) NOT NULL,
    company    VARCHAR(200) NULL,
    street1    VARCHAR(200) NULL,
    street2    VARCHAR(200) NULL,
    city       VARCHAR(100) NULL,
    state      VARCHAR(100) NULL,
    postcode   VARCHAR(20)  NULL,
    country    CHAR(2)      NULL,
    tax_id     VARCHAR(40)  NULL,
    PRIMARY KEY (invoice_id),
    CONSTRAINT invoice_party_of_invoice FOREIGN KEY (invoice_id)
        REFERENCES invoice (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- once_key: drawn when the checkout was shown; sent twice it orders once.
CREATE TABLE customer_order (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NULL,
    number     VARCHAR(32)  NOT NULL,
    status     ENUM('pending', 'active', 'fraud', 'cancelled') NOT NULL DEFAULT 'pending',
    invoice_id BIGINT UNSIGNED NOT NULL,
    once_key   VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    terms      VARCHAR(20)  NULL,
    address    VARCHAR(45)  NULL,
    placed_at  DATETIME     NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY customer_order_number (number),
    UNIQUE KEY customer_order_once (account_id, once_key),
    UNIQUE KEY customer_order_invoice (invoice_id),
    KEY customer_order_user (user_id),
    CONSTRAINT customer_order_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT customer_order_by FOREIGN KEY (user_id) REFERENCES user (id)
        ON DELETE SET NULL,
    CONSTRAINT customer_order_on_invoice FOREIGN KEY (invoice_id) REFERENCES invoice (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A period of a service or domain that is on an invoice: each exists once,
-- whoever orders it and however often. It ends with the invoice when that is
-- cancelled; settled_at: it was paid and the due date moved.
CREATE TABLE renewal (
    id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    invoice_line_id BIGINT UNSIGNED NOT NULL,
    service_id      BIGINT UNSIGNED NULL,
    domain_id       BIGINT UNSIGNED NULL,
    period_from     DATE     NOT NULL,
    period_to       DATE     NOT NULL,
    settled_at      DATETIME NULL,
    PRIMARY KEY (id),
    UNIQUE KEY renewal_of_service (service_id, period_from),
    UNIQUE KEY renewal_of_domain (domain_id, period_from),
    UNIQUE KEY renewal_line (invoice_line_id),
    CONSTRAINT renewal_on_line FOREIGN KEY (invoice_line_id) REFERENCES invoice_line (id),
    CONSTRAINT renewal_service FOREIGN KEY (service_id) REFERENCES service (id),
    CONSTRAINT renewal_domain FOREIGN KEY (domain_id) REFERENCES domain (id),
    CONSTRAINT renewal_of_one CHECK ((service_id IS NULL) <> (domain_id IS NULL)),
    CONSTRAINT renewal_forward CHECK (period_to > period_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a new service or domain was ordered with.
ALTER TABLE service ADD COLUMN order_id BIGINT UNSIGNED NULL,
    ADD KEY service_order (order_id),
    ADD CONSTRAINT service_of_order FOREIGN KEY (order_id) REFERENCES customer_order (id);

ALTER TABLE domain ADD COLUMN order_id BIGINT UNSIGNED NULL,
    ADD COLUMN years TINYINT UNSIGNED NULL,
    ADD COLUMN auth_code VARBINARY(300) NULL,
    ADD KEY domain_order (order_id),
    ADD CONSTRAINT domain_of_order FOREIGN KEY (order_id) REFERENCES customer_order (id);

CREATE TRIGGER customer_order_after_insert AFTER INSERT ON customer_order FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER customer_order_after_update AFTER UPDATE ON customer_order FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER customer_order_after_delete AFTER DELETE ON customer_order FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER terms_after_insert AFTER INSERT ON terms FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER terms_after_update AFTER UPDATE ON terms FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER terms_after_delete AFTER DELETE ON terms FOR EACH ROW
    UPDATE site SET revision = revision + 1;
