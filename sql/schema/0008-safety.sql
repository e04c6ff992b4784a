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

-- The second factor of a login (RFC 6238): its secret, sealed with a key that
-- is not in the database, and the last time step that a code was taken of.
CREATE TABLE user_totp (
    user_id      BIGINT UNSIGNED NOT NULL,
    secret       VARBINARY(120)  NOT NULL,
    last_step    BIGINT UNSIGNED NOT NULL,
    confirmed_at DATETIME        NOT NULL,
    PRIMARY KEY (user_id),
    CONSTRAINT user_totp_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What opens the door once when the second factor is lost: SHA-256 of codes
-- of 120 random bits. A code that was used is gone.
CREATE TABLE user_recovery_code (
    user_id   BIGINT UNSIGNED NOT NULL,
    code_hash BINARY(32)      NOT NULL,
    PRIMARY KEY (user_id, code_hash),
    CONSTRAINT user_recovery_code_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Who gave the right password and still owes the code. It opens nothing.
CREATE TABLE sign_in_step (
    token_hash BINARY(32)      NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    tries      INT UNSIGNED    NOT NULL DEFAULT 0,
    expires_at DATETIME        NOT NULL,
    PRIMARY KEY (token_hash),
    KEY sign_in_step_user (user_id),
    KEY sign_in_step_account (account_id),
    KEY sign_in_step_expires (expires_at),
    CONSTRAINT sign_in_step_of_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
    CONSTRAINT sign_in_step_for_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Where a second factor is required, a page that was kept for somebody who
-- had one is not for somebody who has none any more.
CREATE TRIGGER user_totp_after_delete AFTER DELETE ON user_totp FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = OLD.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1;

-- Links that were mailed to a user: the hash of each one's token, and the
-- address that it went to, without which it is worth nothing any more.
CREATE TABLE user_token (
    token_hash BINARY(32)      NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    purpose    ENUM('reset', 'verify') NOT NULL,
    email      VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME        NOT NULL,
    expires_at DATETIME        NOT NULL,
    PRIMARY KEY (token_hash),
    KEY user_token_user (user_id, purpose),
    KEY user_token_expires (expires_at),
    CONSTRAINT user_token_of_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Browsers that a user has signed in with: the SHA-256 of a random text that
-- each keeps. One that isn't here is told of by mail.
CREATE TABLE user_device (
    user_id     BIGINT UNSIGNED NOT NULL,
    device_hash BINARY(32)      NOT NULL,
    seen_at     DATETIME        NOT NULL,
    PRIMARY KEY (user_id, device_hash),
    KEY user_device_seen (seen_at),
    CONSTRAINT user_device_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
