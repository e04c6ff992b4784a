-- SPDX-License-Identifier: Apache-2.0
-- The outbox: mails are put here by whoever has cause, and taken by custdashctl mail.

-- :name    mail.put
-- :doc     A mail to be sent; a second one of the same once-key is a duplicate
-- :args    account user contact template category to name language fields secrets once now
INSERT INTO mail (account_id, user_id, contact_id, template, category,
                  recipient, name, language, fields, secrets, once_key,
                  next_attempt_at, created_at)
VALUES (NULLIF(:account, 0), NULLIF(:user, 0), NULLIF(:contact, 0), :template,
        :category, :to, LEFT(:name, 210), :language, :fields, :secrets, :once,
        :now, :now)
