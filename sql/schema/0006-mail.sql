-- SPDX-License-Identifier: Apache-2.0
-- Migration 6: the outbox, and the key of the links that leave the mailing list.

-- A mail to one person, written in the transaction of its cause and sent by
-- `custdashctl mail`. What becomes of it:
--   queued    to be sent at next_attempt_at, or tried again then
--   sending   handed to the mail server by `owner`; no answer is on record yet
--   sent      the server took it
--   failed    the server refused it for good
--   given-up  tried too often, or it can't be made
--   unwanted  the receiver doesn't want this category, or is no more
-- `fields` and `secrets` are elements whose attributes the template shows;
-- secrets (links that open something) go when the mail needs them no more,
-- and are in no text that is kept.
CREATE TABLE mail (
    id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id      BIGINT UNSIGNED NULL,
    user_id         BIGINT UNSIGNED NULL,
    contact_id      BIGINT UNSIGNED NULL,
    template        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    category        ENUM('security', 'general', 'product', 'domain', 'invoice',
                         'support', 'mailing-list') NOT NULL,
    recipient       VARCHAR(254) NOT NULL,
    name            VARCHAR(210) NOT NULL DEFAULT '',
    language        VARCHAR(10)  NOT NULL DEFAULT 'en',
    fields          TEXT         NOT NULL,
    secrets         TEXT         NULL,
    once_key        VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    state           ENUM('queued', 'sending', 'sent', 'failed', 'given-up',
                         'unwanted') NOT NULL DEFAULT 'queued',
    attempts        INT UNSIGNED NOT NULL DEFAULT 0,
    unsure          INT UNSIGNED NOT NULL DEFAULT 0,
    next_attempt_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    owner           VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    sent_at         DATETIME     NULL,
    message_id      VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NULL,
    answer          VARCHAR(500) NULL,
    subject         VARCHAR(400) NULL,
    body            MEDIUMTEXT   NULL,
    PRIMARY KEY (id),
    UNIQUE KEY mail_once (once_key),
    KEY mail_due (state, next_attempt_at, id),
    KEY mail_account (account_id, sent_at, id),
    KEY mail_created (created_at),
    KEY mail_user (user_id),
    CONSTRAINT mail_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT mail_to_user FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A mail is on its account's page once it was sent; what happens before then
-- concerns no page.

CREATE TRIGGER mail_after_insert AFTER INSERT ON mail FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id AND NEW.state = 'sent';

CREATE TRIGGER mail_after_update AFTER UPDATE ON mail FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id)
       AND (OLD.state = 'sent' OR NEW.state = 'sent');

CREATE TRIGGER mail_after_delete AFTER DELETE ON mail FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id AND OLD.state = 'sent';

-- Links that leave the mailing list carry a hash that is keyed with this: 32
-- random bytes in base64url.
ALTER TABLE site
    ADD COLUMN mail_key CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NULL;

UPDATE site
   SET mail_key = REPLACE(REPLACE(REPLACE(TO_BASE64(RANDOM_BYTES(32)),
                                          '+', '-'), '/', '_'), '=', '')
 WHERE mail_key IS NULL;
