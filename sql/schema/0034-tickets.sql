-- SPDX-License-Identifier: Apache-2.0
-- Migration 34: how much one user may write to support in an hour.

ALTER TABLE site
    ADD COLUMN ticket_messages INT UNSIGNED NOT NULL DEFAULT 60;

ALTER TABLE ticket_message
    ADD KEY ticket_message_of_user (user_id, created_at);
