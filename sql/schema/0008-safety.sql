-- SPDX-License-Identifier: Apache-2.0
-- Migration 8: the safety of signing in, and the log of what was done to an account.

-- Who did what, when and from where. Rows are only added. There is no
-- revision trigger: whoever fails to sign in would make all pages of the
-- account anew; the page that shows it is never kept.
CREATE TABLE audit (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id  BIGINT UNSIGNED NOT NULL,
    user_id     BIGINT UNSIGNED NULL,
    action      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     VARCHAR(254)    NULL,
    detail      VARCHAR(254)    NULL,
    address     VARCHAR(45)     NULL,
    agent       VARCHAR(255)    NULL,
    recorded_at DATETIME        NOT NULL,
    PRIMARY KEY (id),
    KEY audit_account_recorded (account_id, recorded_at, id),
    KEY audit_user (user_id),
    CONSTRAINT audit_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT audit_by_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- When the session's user last gave the password; NULL: before this was
-- known, or it was somebody else who vouched.
ALTER TABLE session ADD COLUMN proved_at DATETIME NULL;

-- Failed attempts, by what they have in common (a digest: who it was tried
-- for and from where). One is forgiven in each so many seconds; what is
-- beyond those that are free costs a delay that doubles.
CREATE TABLE throttle (
    id        BINARY(16)   NOT NULL,
    failures  INT UNSIGNED NOT NULL,
    failed_at DATETIME     NOT NULL,
    until_at  DATETIME     NOT NULL,
    forget_at DATETIME     NOT NULL,
    PRIMARY KEY (id),
    KEY throttle_forget (forget_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
