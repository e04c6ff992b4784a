-- SPDX-License-Identifier: Apache-2.0
-- Migration 13: what support tickets were missing: files, what was read, ratings, notes of staff, answers by mail.

-- assignee: who of staff looks after it. merged_into: its messages are there
-- now. rating: what the customer gave when it was closed.
ALTER TABLE ticket
    ADD COLUMN rating      TINYINT UNSIGNED NULL,
    ADD COLUMN assignee    VARCHAR(100)     NULL,
    ADD COLUMN merged_into BIGINT UNSIGNED  NULL,
    ADD KEY ticket_of_account_department (account_id, department_id, updated_at),
    ADD KEY ticket_of_status (status, updated_at),
    ADD KEY ticket_merged (merged_into),
    ADD CONSTRAINT ticket_merged_into FOREIGN KEY (merged_into)
        REFERENCES ticket (id) ON DELETE SET NULL,
    ADD CONSTRAINT ticket_rating CHECK (rating IS NULL OR rating BETWEEN 1 AND 5);

-- once_key: what the form carried, so that a button that is pressed twice
-- sends once.
ALTER TABLE ticket_message
    ADD COLUMN once_key VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD UNIQUE KEY ticket_message_once (user_id, once_key),
    ADD KEY ticket_message_of_staff (ticket_id, staff, id);

-- Up to which message of a ticket a user has read. (The message itself may
-- be gone or elsewhere: only its place counts.)
CREATE TABLE ticket_read (
    ticket_id  BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (ticket_id, user_id),
    KEY ticket_read_user (user_id),
    CONSTRAINT ticket_read_of_ticket FOREIGN KEY (ticket_id)
        REFERENCES ticket (id) ON DELETE CASCADE,
    CONSTRAINT ticket_read_by_user FOREIGN KEY (user_id)
        REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What was there before this migration isn't new to anybody.
INSERT INTO ticket_read (ticket_id, user_id, message_id)
SELECT t.id, b.user_id, MAX(m.id)
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN membership b ON b.account_id = t.account_id
 GROUP BY t.id, b.user_id;

CREATE TRIGGER ticket_read_after_insert AFTER INSERT ON ticket_read FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = NEW.ticket_id);

CREATE TRIGGER ticket_read_after_update AFTER UPDATE ON ticket_read FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = NEW.ticket_id);

CREATE TRIGGER ticket_read_after_move AFTER UPDATE ON ticket_read FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = OLD.ticket_id
                            AND OLD.ticket_id <> NEW.ticket_id);

CREATE TRIGGER ticket_read_after_delete AFTER DELETE ON ticket_read FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = OLD.ticket_id);

-- What staff says to itself; on no page of a customer's.
CREATE TABLE ticket_note (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ticket_id  BIGINT UNSIGNED NOT NULL,
    author     VARCHAR(200)    NOT NULL,
    body       TEXT            NOT NULL,
    created_at DATETIME        NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY ticket_note_ticket (ticket_id),
    CONSTRAINT ticket_note_of_ticket FOREIGN KEY (ticket_id)
        REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A file that came with a message. It is stored in the transaction of its
-- message and before it, so that the account's revision is locked only at
-- the end: until then message_id is NULL, which nobody else ever sees.
-- type: what its content is, of the list that is allowed.
CREATE TABLE attachment (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NULL,
    name       VARCHAR(150)    NOT NULL,
    type       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size       BIGINT UNSIGNED NOT NULL,
    created_at DATETIME        NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY attachment_account (account_id, size),
    KEY attachment_message (message_id),
    CONSTRAINT attachment_of_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT attachment_of_message FOREIGN KEY (message_id)
        REFERENCES ticket_message (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Its bytes, 64 KiB a row. Never changed, so they raise no revision.
CREATE TABLE attachment_chunk (
    attachment_id BIGINT UNSIGNED NOT NULL,
    place         INT UNSIGNED    NOT NULL,
    data          MEDIUMBLOB      NOT NULL,
    PRIMARY KEY (attachment_id, place),
    CONSTRAINT attachment_chunk_of_attachment FOREIGN KEY (attachment_id)
        REFERENCES attachment (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER attachment_after_insert AFTER INSERT ON attachment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id AND NEW.message_id IS NOT NULL;

CREATE TRIGGER attachment_after_update AFTER UPDATE ON attachment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER attachment_after_delete AFTER DELETE ON attachment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

-- What may be attached: the size of a file, files of a message, all of a
-- ticket and of an account, in bytes.
ALTER TABLE site
    ADD COLUMN attachment_bytes         INT UNSIGNED    NOT NULL DEFAULT 10485760,
    ADD COLUMN attachment_files         INT UNSIGNED    NOT NULL DEFAULT 5,
    ADD COLUMN attachment_ticket_bytes  BIGINT UNSIGNED NOT NULL DEFAULT 104857600,
    ADD COLUMN attachment_account_bytes BIGINT UNSIGNED NOT NULL DEFAULT 1073741824;

-- Mails that became messages, by the digest of their Message-ID: one that is
-- delivered twice is taken once, and too many in an hour are a loop.
CREATE TABLE ticket_mail (
    digest      BINARY(32)      NOT NULL,
    ticket_id   BIGINT UNSIGNED NOT NULL,
    received_at DATETIME        NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (ticket_id, digest),
    KEY ticket_mail_received (ticket_id, received_at),
    CONSTRAINT ticket_mail_of_ticket FOREIGN KEY (ticket_id)
        REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
