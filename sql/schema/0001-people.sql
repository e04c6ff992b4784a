-- SPDX-License-Identifier: Apache-2.0
-- Migration 1: the site, accounts, users, memberships, contacts, mail preferences, sessions.

-- One row: what the whole site shares. A change of anything that every
-- customer sees raises `revision` (triggers of migration 4).
CREATE TABLE site (
    id       TINYINT UNSIGNED NOT NULL DEFAULT 1,
    language VARCHAR(10)      NOT NULL DEFAULT 'en',
    revision BIGINT UNSIGNED  NOT NULL DEFAULT 1,
    PRIMARY KEY (id),
    CONSTRAINT site_is_one CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO site (id) VALUES (1);

-- A customer of the provider: a person or a company.
CREATE TABLE account (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    status     ENUM('active', 'suspended', 'closed') NOT NULL DEFAULT 'active',
    first_name VARCHAR(100) NOT NULL,
    last_name  VARCHAR(100) NOT NULL,
    company    VARCHAR(200) NULL,
    email      VARCHAR(254) NOT NULL,
    phone      VARCHAR(32)  NULL,
    language   VARCHAR(10)  NOT NULL DEFAULT 'en',
    currency   CHAR(3)      NOT NULL,
    street1    VARCHAR(200) NULL,
    street2    VARCHAR(200) NULL,
    city       VARCHAR(100) NULL,
    state      VARCHAR(100) NULL,
    postcode   VARCHAR(20)  NULL,
    country    CHAR(2)      NULL,
    tax_id     VARCHAR(40)  NULL,
    created_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY account_email (email),
    CONSTRAINT account_currency CHECK (CHAR_LENGTH(currency) = 3),
    CONSTRAINT account_country CHECK (country IS NULL OR CHAR_LENGTH(country) = 2)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The account's revision stands in a table of its own: a trigger may not
-- write a table that its statement reads, and `UPDATE service JOIN account`
-- or `INSERT INTO invoice SELECT … FROM account` must go on working. It also
-- keeps the foreign key's shared lock on `account` from meeting the
-- trigger's exclusive one. The row comes and goes with its account.
CREATE TABLE account_revision (
    account_id BIGINT UNSIGNED NOT NULL,
    revision   BIGINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (account_id),
    CONSTRAINT account_revision_account FOREIGN KEY (account_id)
        REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A login. E-mail addresses are kept in lower case and compared byte by
-- byte: an address that merely looks alike is another one.
CREATE TABLE user (
    id                BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    email             VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    email_verified_at DATETIME     NULL,
    password_hash     VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_set_at   DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    first_name        VARCHAR(100) NOT NULL,
    last_name         VARCHAR(100) NOT NULL,
    language          VARCHAR(10)  NOT NULL DEFAULT 'en',
    status            ENUM('active', 'suspended') NOT NULL DEFAULT 'active',
    created_at        DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY user_email (email),
    CONSTRAINT user_email_lower CHECK (email = LOWER(email))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a user may do for an account. The owner has every permission and no
-- scope, whatever the columns say.
CREATE TABLE membership (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id     BIGINT UNSIGNED NOT NULL,
    account_id  BIGINT UNSIGNED NOT NULL,
    role        ENUM('owner', 'member') NOT NULL DEFAULT 'member',
    permissions SET('profile', 'contacts', 'services', 'services.manage',
                    'domains', 'domains.manage', 'invoices', 'invoices.pay',
                    'orders', 'tickets', 'tickets.write', 'emails')
                NOT NULL DEFAULT '',
    scoped      TINYINT(1) NOT NULL DEFAULT 0,
    status      ENUM('invited', 'active', 'suspended') NOT NULL DEFAULT 'active',
    expires_at  DATETIME   NULL,
    created_at  DATETIME   NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY membership_user_account (user_id, account_id),
    KEY membership_account (account_id, role),
    CONSTRAINT membership_user FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT membership_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT membership_scoped CHECK (scoped IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A person on the account, with or without a login.
CREATE TABLE contact (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id    BIGINT UNSIGNED NOT NULL,
    membership_id BIGINT UNSIGNED NULL,
    first_name    VARCHAR(100) NOT NULL,
    last_name     VARCHAR(100) NOT NULL,
    company       VARCHAR(200) NULL,
    email         VARCHAR(254) NOT NULL,
    phone         VARCHAR(32)  NULL,
    created_at    DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY contact_account_name (account_id, last_name, first_name),
    KEY contact_membership (membership_id),
    CONSTRAINT contact_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT contact_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id)
        ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Which mail the account's owner gets.
CREATE TABLE mail_preference (
    account_id BIGINT UNSIGNED NOT NULL,
    category   ENUM('general', 'product', 'domain', 'invoice', 'support') NOT NULL,
    enabled    TINYINT(1) NOT NULL DEFAULT 1,
    PRIMARY KEY (account_id, category),
    CONSTRAINT mail_preference_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT mail_preference_enabled CHECK (enabled IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Which mail a contact gets: a row is a tick.
CREATE TABLE contact_mail_preference (
    contact_id BIGINT UNSIGNED NOT NULL,
    category   ENUM('general', 'product', 'domain', 'invoice', 'support') NOT NULL,
    PRIMARY KEY (contact_id, category),
    CONSTRAINT contact_mail_preference_contact FOREIGN KEY (contact_id)
        REFERENCES contact (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The mailing list: every joining and leaving, with its wording. Rows are
-- only added; the last one holds.
CREATE TABLE consent (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id  BIGINT UNSIGNED NOT NULL,
    given       TINYINT(1)   NOT NULL,
    wording     VARCHAR(500) NOT NULL,
    address     VARCHAR(45)  NULL,
    recorded_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY consent_account (account_id),
    CONSTRAINT consent_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT consent_given CHECK (given IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A signed-in browser: the SHA-256 of its token, never the token.
CREATE TABLE session (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    token_hash BINARY(32)      NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME        NOT NULL,
    seen_at    DATETIME        NOT NULL,
    expires_at DATETIME        NOT NULL,
    address    VARCHAR(45)     NULL,
    user_agent VARCHAR(255)    NULL,
    PRIMARY KEY (id),
    UNIQUE KEY session_token (token_hash),
    KEY session_user (user_id),
    KEY session_account (account_id),
    KEY session_expires (expires_at),
    CONSTRAINT session_of_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
    CONSTRAINT session_for_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
