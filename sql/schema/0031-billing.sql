-- SPDX-License-Identifier: Apache-2.0
-- Migration 31: recurring invoices, and events that are written once.

-- once_key: a second event of the same is not written.
ALTER TABLE event ADD COLUMN once_key VARCHAR(100) NULL,
    ADD UNIQUE KEY event_once (once_key);

-- invoice_days: an invoice is made so many days before what it renews is
-- due; merged: of what falls due for an account there is one invoice a run,
-- else one for each thing; remind_days: so many days before an invoice is
-- due its owner is reminded, 0: never; overdue_days: and so many days after,
-- 0: never; suspend_days: a service whose period has been over so long is to
-- be suspended, 0: never.
ALTER TABLE billing_policy
    ADD COLUMN invoice_days SMALLINT UNSIGNED NOT NULL DEFAULT 14,
    ADD COLUMN merged TINYINT(1) NOT NULL DEFAULT 1,
    ADD COLUMN remind_days SMALLINT UNSIGNED NOT NULL DEFAULT 3,
    ADD COLUMN overdue_days SMALLINT UNSIGNED NOT NULL DEFAULT 3,
    ADD COLUMN suspend_days SMALLINT UNSIGNED NOT NULL DEFAULT 10;

-- The run that makes invoices looks at all accounts at once.
ALTER TABLE service ADD KEY service_falls_due (status, due_order);

ALTER TABLE domain ADD KEY domain_falls_due (live, auto_renew, expires_order);

ALTER TABLE invoice ADD KEY invoice_waits (status, due_on);
