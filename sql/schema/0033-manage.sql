-- SPDX-License-Identifier: Apache-2.0
-- What customers decide on their services: whether they are renewed, and
-- when they are to end.

-- cancel_when: asked for by the customer, and for the provider to carry out;
-- NULL: not asked for.
ALTER TABLE service
    ADD COLUMN auto_renew TINYINT(1) NOT NULL DEFAULT 1,
    ADD COLUMN cancel_when ENUM('now', 'term-end') NULL,
    ADD COLUMN cancel_asked_at DATETIME NULL,
    ADD CONSTRAINT service_auto_renew CHECK (auto_renew IN (0, 1));
