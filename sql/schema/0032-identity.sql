-- SPDX-License-Identifier: Apache-2.0
-- Single sign-on: what a user is called where she is known already.

-- A name as the server that authenticates gives it (of OpenID Connect
-- "sub@iss"), in UTF-8; bytes, so that no collation takes one for another.
CREATE TABLE user_identity (
    name      VARBINARY(255)  NOT NULL,
    user_id   BIGINT UNSIGNED NOT NULL,
    linked_at DATETIME        NOT NULL,
    PRIMARY KEY (name),
    CONSTRAINT user_identity_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
