-- SPDX-License-Identifier: Apache-2.0
-- What the provider's systems are to carry out.

-- :name    event.put
-- :doc     Put an event down, in the transaction of its cause
-- :args    account kind subject_kind subject detail now
INSERT INTO event (account_id, kind, subject_kind, subject_id, detail,
                   created_at)
VALUES (:account, :kind, :subject_kind, NULLIF(:subject, 0), :detail, :now)
