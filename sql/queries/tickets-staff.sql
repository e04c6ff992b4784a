-- SPDX-License-Identifier: Apache-2.0
-- Support tickets as custdashctl sees them: of all accounts, for staff and for answers by mail.

-- :name    tickets.of-staff
-- :doc     For staff: tickets of all accounts, those that changed last first; a choice that is NULL doesn't count
-- :args    status department assignee account most
-- :section tickets
-- :row     ticket
-- :columns number account customer status priority department assignee subject updated rating
SELECT t.number, t.account_id AS account,
       COALESCE(a.company, CONCAT(a.first_name, ' ', a.last_name)) AS customer,
       t.status, t.priority, d.name AS department, t.assignee, t.subject,
       t.updated_at AS updated, t.rating
  FROM ticket t
  JOIN account a ON a.id = t.account_id
  LEFT JOIN department d ON d.id = t.department_id
 WHERE (FIND_IN_SET(t.status, :status) > 0)
   AND (:department IS NULL OR d.name = :department)
   AND (:assignee IS NULL OR t.assignee = :assignee)
   AND (:account IS NULL OR t.account_id = :account)
 ORDER BY t.updated_at DESC, t.id DESC
 LIMIT :most

-- :name    ticket.of-staff
-- :doc     For staff: one ticket
-- :args    ticket
-- :section ticket
-- :row     ticket
-- :columns number account customer email status priority department assignee service domain subject created updated rating merged
SELECT t.number, t.account_id AS account,
       COALESCE(a.company, CONCAT(a.first_name, ' ', a.last_name)) AS customer,
       a.email, t.status, t.priority, d.name AS department, t.assignee,
       s.name AS service, n.name AS domain, t.subject,
       t.created_at AS created, t.updated_at AS updated, t.rating,
       (SELECT o.number FROM ticket o WHERE o.id = t.merged_into) AS merged
  FROM ticket t
  JOIN account a ON a.id = t.account_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN service s ON s.id = t.service_id
  LEFT JOIN domain n ON n.id = t.domain_id
 WHERE t.number = :ticket

-- :name    ticket.conversation
-- :doc     For staff: its messages, files and the notes of staff, oldest first
-- :args    ticket
-- :section conversation
-- :row     entry
-- :columns id kind author created body
SELECT x.id, x.kind, x.author, x.created, x.body
  FROM (SELECT m.id, CASE m.staff WHEN 1 THEN 'answer' ELSE 'message' END AS kind,
               1 AS part, m.author, m.created_at AS created, m.body
          FROM ticket t
          JOIN ticket_message m ON m.ticket_id = t.id
         WHERE t.number = :ticket
         UNION ALL
        SELECT f.id, 'file', 2, m.author, m.created_at,
               CONCAT('#', f.id, ' ', f.name, ' (', f.type, ', ', f.size, ')')
          FROM ticket t
          JOIN ticket_message m ON m.ticket_id = t.id
          JOIN attachment f ON f.message_id = m.id
         WHERE t.number = :ticket
         UNION ALL
        SELECT n.id, 'note', 3, n.author, n.created_at, n.body
          FROM ticket t
          JOIN ticket_note n ON n.ticket_id = t.id
         WHERE t.number = :ticket) x
 ORDER BY x.created, x.part, x.id

-- :name    ticket.staff-file
-- :doc     For staff: a file of a ticket
-- :args    ticket id
-- :columns account size
SELECT f.account_id AS account, f.size
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN attachment f ON f.message_id = m.id
 WHERE t.number = :ticket
   AND f.id = :id

-- :name    ticket.by-number
-- :doc     A ticket for what staff or a mail is to do with it, kept from others until the transaction ends
-- :args    ticket
-- :columns id account number subject status service domain merged mail_key
SELECT t.id, t.account_id AS account, t.number, t.subject, t.status,
       t.service_id AS service, t.domain_id AS domain,
       t.merged_into AS merged,
       (SELECT s.mail_key FROM site s WHERE s.id = 1) AS mail_key
  FROM ticket t
 WHERE t.number = :ticket
   FOR UPDATE

-- :name    ticket.by-id
-- :doc     The same, by its id: where one was merged into
-- :args    id
-- :columns id account number subject status service domain merged mail_key
SELECT t.id, t.account_id AS account, t.number, t.subject, t.status,
       t.service_id AS service, t.domain_id AS domain,
       t.merged_into AS merged,
       (SELECT s.mail_key FROM site s WHERE s.id = 1) AS mail_key
  FROM ticket t
 WHERE t.id = :id
   FOR UPDATE

-- :name    ticket.assign
-- :doc     Staff says who looks after a ticket, which department, how it stands; NULL leaves what there is
-- :args    account id assignee department priority status now
UPDATE ticket t
  LEFT JOIN department d ON d.name = :department
   SET t.assignee = COALESCE(:assignee, t.assignee),
       t.department_id = COALESCE(d.id, t.department_id),
       t.priority = COALESCE(:priority, t.priority),
       t.updated_at = CASE WHEN t.status <> COALESCE(:status, t.status)
                           THEN :now ELSE t.updated_at END,
       t.status = COALESCE(:status, t.status)
 WHERE t.id = :id
   AND t.account_id = :account

-- :name    department.by-name
-- :doc     Is there such a department?
-- :args    department
-- :columns id
SELECT d.id FROM department d WHERE d.name = :department

-- :name    ticket.note
-- :doc     A note of staff that no customer sees
-- :args    id author body now
INSERT INTO ticket_note (ticket_id, author, body, created_at)
VALUES (:id, :author, :body, :now)

-- :name    ticket.merge-messages
-- :doc     The messages of one ticket go to another of the same account
-- :args    account from to
UPDATE ticket_message m
  JOIN ticket t ON t.id = m.ticket_id AND t.account_id = :account
   SET m.ticket_id = :to
 WHERE m.ticket_id = :from

-- :name    ticket.merge-notes
-- :doc     So do the notes of staff
-- :args    from to
UPDATE ticket_note SET ticket_id = :to WHERE ticket_id = :from

-- :name    ticket.merge-end
-- :doc     The ticket that was merged is closed and says where its messages are
-- :args    account from to now
UPDATE ticket
   SET status = 'closed', merged_into = :to, updated_at = :now
 WHERE id = :from
   AND account_id = :account

-- :name    ticket.old-files
-- :doc     For staff: tickets that were closed before a moment and still have files
-- :args    before
-- :columns id account number files size
SELECT t.id, t.account_id AS account, t.number, COUNT(*) AS files,
       SUM(f.size) AS size
  FROM ticket t
  STRAIGHT_JOIN ticket_message m ON m.ticket_id = t.id
  STRAIGHT_JOIN attachment f FORCE INDEX (attachment_message)
             ON f.message_id = m.id
 WHERE t.status = 'closed'
   AND t.updated_at < :before
 GROUP BY t.id
 ORDER BY t.updated_at, t.id

-- :name    ticket.remove-files
-- :doc     The files of a ticket go, if it is still closed and nobody has written since
-- :args    account id before
DELETE f
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN attachment f ON f.message_id = m.id
 WHERE t.id = :id
   AND t.account_id = :account
   AND f.account_id = :account
   AND t.status = 'closed'
   AND t.updated_at < :before

-- :name    ticket.writer
-- :doc     Who may write to a ticket from that address: the account's owner, members who may write and see it, contacts without a login that get its mails
-- :args    account id email
-- :columns user name
SELECT x.user, x.name
  FROM (SELECT COALESCE(u.id, 0) AS user, 1 AS place,
               CONCAT(a.first_name, ' ', a.last_name) AS name
          FROM account a
          LEFT JOIN membership m ON m.account_id = a.id AND m.role = 'owner'
          LEFT JOIN user u ON u.id = m.user_id
         WHERE a.id = :account
           AND a.status = 'active'
           AND LOWER(a.email) = :email
         UNION ALL
        SELECT u.id, 2, CONCAT(u.first_name, ' ', u.last_name)
          FROM user u
          JOIN membership m ON m.user_id = u.id AND m.account_id = :account
          JOIN account a ON a.id = m.account_id AND a.status = 'active'
          JOIN ticket t ON t.id = :id AND t.account_id = m.account_id
         WHERE u.email = :email
           AND u.status = 'active'
           AND m.status = 'active'
           AND (m.expires_at IS NULL OR m.expires_at > UTC_TIMESTAMP())
           AND (m.role = 'owner'
                OR (FIND_IN_SET('tickets', m.permissions)
                    AND FIND_IN_SET('tickets.write', m.permissions)
                    AND (m.scoped = 0
                         OR ((t.service_id IS NULL
                              OR t.service_id IN (SELECT ms.service_id
                                                    FROM membership_service ms
                                                   WHERE ms.membership_id = m.id))
                             AND (t.domain_id IS NULL
                                  OR t.domain_id IN (SELECT md.domain_id
                                                       FROM membership_domain md
                                                      WHERE md.membership_id = m.id))))))
         UNION ALL
        SELECT 0, 3, CONCAT(c.first_name, ' ', c.last_name)
          FROM contact c
          JOIN account a ON a.id = c.account_id AND a.status = 'active'
          JOIN contact_mail_preference p ON p.contact_id = c.id
                                        AND p.category = 'support'
         WHERE c.account_id = :account
           AND c.membership_id IS NULL
           AND LOWER(c.email) = :email) x
 ORDER BY x.place
 LIMIT 1

-- :name    ticket.mail-taken
-- :doc     How many mails the ticket took in the last hour, and was this one among all that it took
-- :args    id digest since
-- :columns taken again
SELECT (SELECT COUNT(*) FROM ticket_mail h
         WHERE h.ticket_id = :id AND h.received_at >= :since) AS taken,
       EXISTS (SELECT 1 FROM ticket_mail e
                WHERE e.ticket_id = :id AND e.digest = :digest) AS again

-- :name    ticket.mail-take
-- :doc     A mail became a message
-- :args    id digest now
INSERT INTO ticket_mail (ticket_id, digest, received_at)
VALUES (:id, :digest, :now)

-- :name    ticket.mail-is-ours
-- :doc     Is that the Message-ID of a mail that we sent?
-- :args    message
-- :columns ours
SELECT EXISTS (SELECT 1 FROM mail m
                WHERE m.message_id = :message
                  AND m.created_at > UTC_TIMESTAMP() - INTERVAL 30 DAY) AS ours
