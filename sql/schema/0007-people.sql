-- SPDX-License-Identifier: Apache-2.0
-- Migration 7: changes of e-mail addresses that wait to be confirmed; invitations.

-- An address that is to become the account's once its link was followed: one
-- per account, by the hash of the link's token. Until then the old one holds.
CREATE TABLE email_change (
    account_id BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    token_hash BINARY(32)      NOT NULL,
    old_email  VARCHAR(254)    NOT NULL,
    new_email  VARCHAR(254)    NOT NULL,
    sends      INT UNSIGNED    NOT NULL DEFAULT 1,
    sent_at    DATETIME        NOT NULL,
    expires_at DATETIME        NOT NULL,
    PRIMARY KEY (account_id),
    UNIQUE KEY email_change_token (token_hash),
    KEY email_change_user (user_id),
    CONSTRAINT email_change_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT email_change_by_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A contact who is asked to sign in: what her membership will be. The row
-- goes when she accepts. member_until is the membership's end, expires_at the
-- link's.
CREATE TABLE invitation (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id   BIGINT UNSIGNED NOT NULL,
    contact_id   BIGINT UNSIGNED NOT NULL,
    invited_by   BIGINT UNSIGNED NOT NULL,
    token_hash   BINARY(32)      NOT NULL,
    email        VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    permissions  SET('profile', 'contacts', 'services', 'services.manage',
                     'domains', 'domains.manage', 'invoices', 'invoices.pay',
                     'orders', 'tickets', 'tickets.write', 'emails')
                 NOT NULL DEFAULT '',
    scoped       TINYINT(1)   NOT NULL DEFAULT 0,
    member_until DATETIME     NULL,
    sends        INT UNSIGNED NOT NULL DEFAULT 1,
    sent_at      DATETIME     NOT NULL,
    expires_at   DATETIME     NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY invitation_token (token_hash),
    UNIQUE KEY invitation_contact (contact_id),
    KEY invitation_account (account_id),
    KEY invitation_user (invited_by),
    CONSTRAINT invitation_to_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT invitation_of_contact FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT invitation_by_user FOREIGN KEY (invited_by) REFERENCES user (id),
    CONSTRAINT invitation_scoped CHECK (scoped IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a scoped invitation is narrowed to. (Shown by the form alone, which is
-- never kept; so no triggers.)
CREATE TABLE invitation_service (
    invitation_id BIGINT UNSIGNED NOT NULL,
    service_id    BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (invitation_id, service_id),
    KEY invitation_service_service (service_id),
    CONSTRAINT invitation_service_invitation FOREIGN KEY (invitation_id)
        REFERENCES invitation (id) ON DELETE CASCADE,
    CONSTRAINT invitation_service_of_service FOREIGN KEY (service_id)
        REFERENCES service (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE invitation_domain (
    invitation_id BIGINT UNSIGNED NOT NULL,
    domain_id     BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (invitation_id, domain_id),
    KEY invitation_domain_domain (domain_id),
    CONSTRAINT invitation_domain_invitation FOREIGN KEY (invitation_id)
        REFERENCES invitation (id) ON DELETE CASCADE,
    CONSTRAINT invitation_domain_of_domain FOREIGN KEY (domain_id)
        REFERENCES domain (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER email_change_after_insert AFTER INSERT ON email_change FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER email_change_after_update AFTER UPDATE ON email_change FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER email_change_after_delete AFTER DELETE ON email_change FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER invitation_after_insert AFTER INSERT ON invitation FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER invitation_after_update AFTER UPDATE ON invitation FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER invitation_after_delete AFTER DELETE ON invitation FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

-- Every page says whether its user has another account to act for; so the
-- pages of those are made anew, too.

CREATE TRIGGER membership_after_insert_elsewhere AFTER INSERT ON membership FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = NEW.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1
     WHERE r.account_id <> NEW.account_id;

CREATE TRIGGER membership_after_update_elsewhere AFTER UPDATE ON membership FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = NEW.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1
     WHERE r.account_id <> NEW.account_id
       AND (OLD.status <> NEW.status
            OR NOT (OLD.expires_at <=> NEW.expires_at));

CREATE TRIGGER membership_after_delete_elsewhere AFTER DELETE ON membership FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = OLD.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1
     WHERE r.account_id <> OLD.account_id;
