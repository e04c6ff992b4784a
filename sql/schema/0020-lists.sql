-- SPDX-License-Identifier: Apache-2.0
-- Migration 20: lists and windows of renewal read no more rows than they show.

ALTER TABLE product ADD KEY product_renewal_days (renewal_days);

-- What a list is filtered by stands before what it is ordered by: the rows
-- of a rare status are found without a look at all others.
ALTER TABLE domain
    ADD COLUMN live TINYINT(1) GENERATED ALWAYS AS
        (ours = 1 AND status IN ('active', 'grace', 'redemption')) STORED,
    ADD KEY domain_live (account_id, live, expires_order),
    ADD KEY domain_status_expires (account_id, status, expires_order),
    ADD KEY domain_ours_expires (account_id, ours, expires_order);

ALTER TABLE invoice ADD KEY invoice_status_issued (account_id, status, issued_on);

ALTER TABLE ticket
    ADD COLUMN active TINYINT(1) GENERATED ALWAYS AS (status <> 'closed') STORED,
    ADD KEY ticket_active (account_id, active, updated_at);
