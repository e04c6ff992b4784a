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

-- :name    mail.due
-- :doc     Mails whose time has come; with each: does the receiver want it, and the key of the links that leave the mailing list
-- :args    now
-- :columns id account_id template category recipient name language fields secrets attempts message_id mail_key created wanted
SELECT m.id, m.account_id, m.template, m.category, m.recipient, m.name,
       m.language, m.fields, m.secrets, m.attempts, m.message_id,
       (SELECT s.mail_key FROM site s WHERE s.id = 1) AS mail_key,
       m.created_at AS created,
       CASE
       WHEN m.contact_id IS NOT NULL
            THEN (SELECT m.category = 'security'
                         OR EXISTS (SELECT 1
                                      FROM contact_mail_preference x
                                     WHERE x.contact_id = c.id
                                       AND x.category = m.category)
                    FROM contact c
                   WHERE c.id = m.contact_id
                     AND c.account_id = m.account_id)
       WHEN m.category = 'mailing-list'
            THEN (SELECT o.given
                    FROM consent o
                   WHERE o.account_id = m.account_id
                   ORDER BY o.id DESC
                   LIMIT 1)
       WHEN m.category = 'security' OR m.account_id IS NULL
            THEN 1
       ELSE COALESCE((SELECT p.enabled
                        FROM mail_preference p
                       WHERE p.account_id = m.account_id
                         AND p.category = m.category), 1)
       END AS wanted
  FROM mail m
 WHERE m.state = 'queued'
   AND m.next_attempt_at <= :now
 ORDER BY m.next_attempt_at, m.id
 LIMIT 10

-- :name    mail.sending
-- :doc     This process sends it, and no other: from now on it may have been sent
-- :args    mail owner message
UPDATE mail
   SET state = 'sending', owner = :owner, attempts = attempts + 1,
       message_id = COALESCE(message_id, :message)
 WHERE id = :mail
   AND state = 'queued'

-- :name    mail.sent
-- :doc     The mail server took it; what was secret goes
-- :args    mail owner now answer subject body
UPDATE mail
   SET state = 'sent', owner = NULL, sent_at = :now, secrets = NULL,
       answer = LEFT(:answer, 500), subject = LEFT(:subject, 400),
       body = :body
 WHERE id = :mail
   AND owner = :owner
   AND state = 'sending'

-- :name    mail.again
-- :doc     To be tried again; unsure: it may have been sent all the same; counted: the attempt was one
-- :args    mail owner next answer unsure counted
UPDATE mail
   SET state = 'queued', owner = NULL, next_attempt_at = :next,
       answer = LEFT(:answer, 500), unsure = unsure + :unsure,
       attempts = attempts - (1 - :counted)
 WHERE id = :mail
   AND owner = :owner
   AND state = 'sending'

-- :name    mail.end
-- :doc     It will not be sent, and why
-- :args    mail owner state answer
UPDATE mail
   SET state = :state, secrets = NULL, answer = LEFT(:answer, 500)
 WHERE id = :mail
   AND (state = 'queued' OR (state = 'sending' AND owner = :owner))

-- :name    mail.later
-- :doc     It could not be made now: one attempt more, without the mail server
-- :args    mail next answer
UPDATE mail
   SET next_attempt_at = :next, answer = LEFT(:answer, 500),
       attempts = attempts + 1
 WHERE id = :mail
   AND state = 'queued'

-- :name    mail.lock
-- :doc     While this connection lives, the mails of this owner are looked after
-- :args    owner
-- :columns locked
SELECT GET_LOCK(:owner, 0) AS locked

-- :name    mail.orphans
-- :doc     Mails that may have been sent: whose owner, as its lock says, lives no more
-- :args
-- :columns id template recipient owner
SELECT m.id, m.template, m.recipient, m.owner
  FROM mail m
 WHERE m.state = 'sending'
   AND IS_FREE_LOCK(m.owner) = 1
 ORDER BY m.next_attempt_at, m.id
 LIMIT 1000

-- :name    mail.adopt
-- :doc     Such a mail is queued again, and counted
-- :args    mail owner now
UPDATE mail
   SET state = 'queued', owner = NULL, unsure = unsure + 1,
       next_attempt_at = :now
 WHERE id = :mail
   AND owner = :owner
   AND state = 'sending'
   AND IS_FREE_LOCK(:owner) = 1

-- :name    mail.outbox
-- :doc     For the provider: the last 200 mails, the latest first, in these states
-- :args    state1 state2 state3 state4 state5
-- :section mails
-- :row     mail
-- :columns id created state attempts unsure next template category recipient message_id answer
SELECT m.id, m.created_at AS created, m.state, m.attempts, m.unsure,
       m.next_attempt_at AS next, m.template, m.category, m.recipient,
       m.message_id, m.answer
  FROM mail m FORCE INDEX (mail_due)
 WHERE m.state IN (:state1, :state2, :state3, :state4, :state5)
 ORDER BY m.id DESC
 LIMIT 200

-- :name    mail.purge
-- :doc     Mails that ended before that day go, some at a time
-- :args    before
DELETE FROM mail
 WHERE state IN ('sent', 'failed', 'given-up', 'unwanted')
   AND created_at < :before
 ORDER BY created_at
 LIMIT 1000

-- :name    mail.erase
-- :doc     What mails say of a person, when an account is erased
-- :args    account
UPDATE mail
   SET recipient = '', name = '', fields = '<fields/>', secrets = NULL,
       subject = NULL, body = NULL, answer = NULL,
       state = CASE WHEN state = 'queued' THEN 'unwanted' ELSE state END
 WHERE account_id = :account

-- :name    mailing-list.key
-- :doc     What the hash in links that leave the mailing list is keyed with
-- :args
-- :columns mail_key
SELECT s.mail_key FROM site s WHERE s.id = 1

-- :name    mailing-list.leave
-- :doc     The account leaves the mailing list, if it is on it
-- :args    account wording address now
INSERT INTO consent (account_id, given, wording, address, recorded_at)
SELECT a.id, 0, :wording, :address, :now
  FROM account a
 WHERE a.id = :account
   AND COALESCE((SELECT c.given
                   FROM consent c
                  WHERE c.account_id = :account
                  ORDER BY c.id DESC
                  LIMIT 1), 0) = 1

-- :name    emails.list
-- :doc     The mails that were sent on behalf of the account; those about security only to the user whom they concern
-- :section emails
-- :row     email
-- :permission emails
-- :columns id sent subject category recipient
-- :sort    sent  m.sent_at DESC, m.id DESC
-- :page    25
SELECT m.id, m.sent_at AS sent, COALESCE(m.subject, '') AS subject,
       m.category, m.recipient {keys}
  FROM mail m
 WHERE m.account_id = :account
   AND m.state = 'sent'
   AND m.sent_at IS NOT NULL
   AND (m.category <> 'security' OR m.user_id = :user) {where}
 {order}

-- :name    email.one
-- :doc     One of them, as it was sent but without what was secret in it
-- :section email
-- :row     email
-- :permission emails
-- :columns id sent subject category recipient name body
SELECT m.id, m.sent_at AS sent, COALESCE(m.subject, '') AS subject,
       m.category, m.recipient, NULLIF(m.name, '') AS name, m.body
  FROM mail m
 WHERE m.id = :email
   AND m.account_id = :account
   AND m.state = 'sent'
   AND m.sent_at IS NOT NULL
   AND (m.category <> 'security' OR m.user_id = :user)
