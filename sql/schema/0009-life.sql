-- SPDX-License-Identifier: Apache-2.0
-- Migration 9: an account's data is downloaded, and the account ends.

-- A download that was made ready: the SHA-256 of its link's token.
CREATE TABLE export_link (
    token_hash BINARY(32)      NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    created_at DATETIME        NOT NULL,
    expires_at DATETIME        NOT NULL,
    PRIMARY KEY (token_hash),
    KEY export_link_account (account_id),
    KEY export_link_user (user_id),
    KEY export_link_expires (expires_at),
    CONSTRAINT export_link_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT export_link_by_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The owner wants the account deleted. Staff does it (custdashctl account
-- erase), once nothing runs and nothing is owed.
CREATE TABLE erasure_request (
    account_id BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NULL,
    asked_at   DATETIME        NOT NULL,
    PRIMARY KEY (account_id),
    KEY erasure_request_user (user_id),
    CONSTRAINT erasure_request_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT erasure_request_by_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER erasure_request_after_insert AFTER INSERT ON erasure_request FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER erasure_request_after_delete AFTER DELETE ON erasure_request FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

-- When nothing was left of the person but what invoices must keep.
ALTER TABLE account ADD COLUMN erased_at DATETIME NULL;
