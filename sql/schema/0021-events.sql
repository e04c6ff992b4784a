-- SPDX-License-Identifier: Apache-2.0
-- Migration 21: events, which hand to the provider's systems what they are to carry out.

-- One row is written in the transaction of its cause. kind: "order.paid";
-- subject_kind and subject_id: the row that it is about; detail: what the
-- receiver needs beside them. An event is handed out until the receiver has
-- taken it (done_at); of one account's the oldest comes first. Shown on no
-- page, so it raises no revision.
CREATE TABLE event (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id   BIGINT UNSIGNED NOT NULL,
    kind         VARCHAR(60)   NOT NULL,
    subject_kind VARCHAR(20)   NULL,
    subject_id   BIGINT UNSIGNED NULL,
    detail       VARCHAR(1000) NULL,
    created_at   DATETIME      NOT NULL,
    tries        INT UNSIGNED  NOT NULL DEFAULT 0,
    next_try_at  DATETIME      NULL,
    done_at      DATETIME      NULL,
    PRIMARY KEY (id),
    KEY event_waiting (done_at, id),
    KEY event_account (account_id, done_at, id),
    CONSTRAINT event_of_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
