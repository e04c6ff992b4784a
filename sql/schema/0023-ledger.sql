-- SPDX-License-Identifier: Apache-2.0
-- Migration 23: the ledger: credit, credit notes, what gateways tell.

-- What an account has to its credit. Changed with a row of credit_entry in
-- the same transaction, and never below nothing.
CREATE TABLE account_credit (
    account_id BIGINT UNSIGNED NOT NULL,
    currency   CHAR(3) NOT NULL,
    amount     BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id),
    CONSTRAINT account_credit_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT account_credit_amount CHECK (amount >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Every change of it; rows are only added. invoice_id: where the money came
-- from or went to.
CREATE TABLE credit_entry (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id BIGINT UNSIGNED NOT NULL,
    invoice_id BIGINT UNSIGNED NULL,
    reason     ENUM('overpaid', 'late', 'applied', 'refunded', 'adjusted') NOT NULL,
    amount     BIGINT   NOT NULL,
    currency   CHAR(3)  NOT NULL,
    made_at    DATETIME NOT NULL,
    PRIMARY KEY (id),
    KEY credit_entry_account (account_id, id),
    KEY credit_entry_invoice (invoice_id),
    CONSTRAINT credit_entry_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT credit_entry_of_invoice FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT credit_entry_amount CHECK (amount <> 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A credit note takes back what the invoice that it corrects has charged:
-- its amounts are negative, its numbers a sequence of their own.
ALTER TABLE invoice ADD COLUMN corrects_id BIGINT UNSIGNED NULL,
    ADD KEY invoice_corrects (corrects_id),
    ADD CONSTRAINT invoice_corrects_one FOREIGN KEY (corrects_id) REFERENCES invoice (id);

INSERT INTO number_sequence (name, next_value, prefix) VALUES ('credit-note', 1, 'CN-');

-- How customers may pay. name: a gateway's of the server; title: what it is
-- called, or NULL for the theme's word; instructions: for bank-transfer, where
-- the money goes, in lines.
CREATE TABLE payment_method (
    name         VARCHAR(32)   NOT NULL,
    title        VARCHAR(100)  NULL,
    instructions VARCHAR(2000) NULL,
    position     INT           NOT NULL DEFAULT 0,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A payment that was begun at a gateway: once_key goes to it as the
-- idempotency key, reference is what it calls the payment.
CREATE TABLE payment_attempt (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id BIGINT UNSIGNED NOT NULL,
    invoice_id BIGINT UNSIGNED NOT NULL,
    gateway    VARCHAR(32)  NOT NULL,
    amount     BIGINT       NOT NULL,
    currency   CHAR(3)      NOT NULL,
    once_key   VARCHAR(64)  NOT NULL,
    reference  VARCHAR(255) NULL,
    begun_at   DATETIME     NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY payment_attempt_once (once_key),
    UNIQUE KEY payment_attempt_reference (gateway, reference),
    KEY payment_attempt_account (account_id),
    KEY payment_attempt_invoice (invoice_id),
    CONSTRAINT payment_attempt_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT payment_attempt_of_invoice FOREIGN KEY (invoice_id) REFERENCES invoice (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a gateway has told, as it came, each event once. outcome: what was
-- made of it.
CREATE TABLE gateway_event (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    gateway     VARCHAR(32)  NOT NULL,
    event       VARCHAR(255) NOT NULL,
    kind        VARCHAR(100) NOT NULL,
    account_id  BIGINT UNSIGNED NULL,
    outcome     VARCHAR(50)  NOT NULL,
    body        MEDIUMTEXT   NOT NULL,
    received_at DATETIME     NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY gateway_event_once (gateway, event),
    KEY gateway_event_account (account_id),
    CONSTRAINT gateway_event_of_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER account_credit_after_insert AFTER INSERT ON account_credit FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER account_credit_after_update AFTER UPDATE ON account_credit FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER account_credit_after_delete AFTER DELETE ON account_credit FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER payment_method_after_insert AFTER INSERT ON payment_method FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER payment_method_after_update AFTER UPDATE ON payment_method FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER payment_method_after_delete AFTER DELETE ON payment_method FOR EACH ROW
    UPDATE site SET revision = revision + 1;
