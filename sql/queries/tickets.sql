-- SPDX-License-Identifier: Apache-2.0
-- Support tickets of the account. A narrowed member doesn't see those about other services or domains.

-- :name    tickets.recent
-- :doc     The account's five tickets that changed last; unread: with an answer that this user has not seen
-- :section tickets
-- :row     ticket
-- :permission tickets
-- :columns id number subject status priority updated department unread
SELECT t.id, t.number, t.subject, t.status, t.priority,
       t.updated_at AS updated, d.name AS department,
       NULLIF(EXISTS (SELECT 1
                        FROM ticket_message m
                       WHERE m.ticket_id = t.id
                         AND m.staff = 1
                         AND m.id > COALESCE((SELECT r.message_id
                                                FROM ticket_read r
                                               WHERE r.ticket_id = t.id
                                                 AND r.user_id = :user), 0)),
              0) AS unread
  FROM ticket t
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.account_id = :account
   {narrowed}
   AND ((t.service_id IS NULL
         OR t.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (t.domain_id IS NULL
             OR t.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}
 ORDER BY t.updated_at DESC, t.id DESC
 LIMIT 5

-- :name    tickets.list
-- :doc     All tickets of the account
-- :section tickets
-- :row     ticket
-- :permission tickets
-- :columns id number subject status priority updated created department unread
-- :sort    updated  t.updated_at DESC, t.id DESC
-- :sort    created  t.created_at DESC, t.id DESC
-- :sort    subject  t.subject ASC, t.id ASC
-- :filter  status active  t.active = 1
-- :filter  status open|answered|customer-reply|in-progress|on-hold|closed  t.status = :value
-- :filter  department #  t.department_id = :value
-- :filter  q *  t.subject LIKE :value OR t.number LIKE :value OR (SELECT x.id FROM ticket_message x WHERE x.ticket_id = t.id AND x.body LIKE :value LIMIT 1) IS NOT NULL
-- :page    25
SELECT t.id, t.number, t.subject, t.status, t.priority,
       t.updated_at AS updated, t.created_at AS created,
       d.name AS department,
       EXISTS (SELECT 1
                 FROM ticket_message m
                WHERE m.ticket_id = t.id
                  AND m.staff = 1
                  AND m.id > COALESCE((SELECT r.message_id
                                         FROM ticket_read r
                                        WHERE r.ticket_id = t.id
                                          AND r.user_id = :user), 0)) AS unread
       {keys}
  FROM ticket t
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.account_id = :account
   {narrowed}
   AND ((t.service_id IS NULL
         OR t.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (t.domain_id IS NULL
             OR t.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}
       {where}
 {order}

-- :name    ticket.one
-- :doc     One ticket by its number, with the names of the service and domain that it is about
-- :section ticket
-- :row     ticket
-- :permission tickets
-- :columns id number subject status priority department created updated service domain rating merged
SELECT t.id, t.number, t.subject, t.status, t.priority,
       d.name AS department, t.created_at AS created,
       t.updated_at AS updated, s.name AS service, n.name AS domain,
       t.rating,
       (SELECT o.number FROM ticket o
         WHERE o.id = t.merged_into AND o.account_id = :account) AS merged
  FROM ticket t
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN service s ON s.id = t.service_id AND s.account_id = :account
  LEFT JOIN domain n ON n.id = t.domain_id AND n.account_id = :account
 WHERE t.number = :ticket
   AND t.account_id = :account
   {narrowed}
   AND ((t.service_id IS NULL
         OR t.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (t.domain_id IS NULL
             OR t.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}

-- :name    ticket.messages
-- :doc     The conversation of one ticket, oldest first
-- :section messages
-- :row     message
-- :permission tickets
-- :columns id author staff created body
-- :markdown body
SELECT m.id, m.author, m.staff, m.created_at AS created, m.body
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
 WHERE t.number = :ticket
   AND t.account_id = :account
   {narrowed}
   AND ((t.service_id IS NULL
         OR t.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (t.domain_id IS NULL
             OR t.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}
 ORDER BY m.id

-- :name    ticket.attachments
-- :doc     The files that came with the messages of one ticket
-- :section attachments
-- :row     attachment
-- :permission tickets
-- :columns id message name type size
SELECT f.id, f.message_id AS message, f.name, f.type, f.size
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN attachment f ON f.message_id = m.id AND f.account_id = :account
 WHERE t.number = :ticket
   AND t.account_id = :account
   {narrowed}
   AND ((t.service_id IS NULL
         OR t.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (t.domain_id IS NULL
             OR t.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}
 ORDER BY f.message_id, f.id

-- :name    departments.offered
-- :doc     The departments of support, in their order
-- :keep    site
-- :section departments
-- :row     department
-- :columns id name
SELECT d.id, d.name FROM department d ORDER BY d.position, d.name, d.id

-- :name    ticket.services
-- :doc     The services that a ticket of this viewer may be about
-- :args    account membership scoped
-- :columns id name domain
SELECT s.id, s.name, s.domain
  FROM service s
 WHERE s.account_id = :account
   AND s.status IN ('pending', 'active', 'suspended')
   AND (:scoped = 0
        OR s.id IN (SELECT ms.service_id
                      FROM membership_service ms
                     WHERE ms.membership_id = :membership))
 ORDER BY s.name, s.domain, s.id
 LIMIT 500

-- :name    ticket.domains
-- :doc     The domains that a ticket of this viewer may be about
-- :args    account membership scoped
-- :columns id name
SELECT d.id, d.name
  FROM domain d
 WHERE d.account_id = :account
   AND d.status NOT IN ('transferred-away', 'cancelled', 'fraud')
   AND (:scoped = 0
        OR d.id IN (SELECT md.domain_id
                      FROM membership_domain md
                     WHERE md.membership_id = :membership))
 ORDER BY d.name, d.id
 LIMIT 500

-- :name    ticket.create
-- :doc     A new ticket
-- :args    account number subject priority department service domain now scoped
INSERT INTO ticket (account_id, number, subject, priority, department_id,
                    service_id, domain_id, created_at, updated_at)
SELECT :account, :number, :subject, :priority, NULLIF(:department, 0),
       NULLIF(:service, 0), NULLIF(:domain, 0), :now, :now
  FROM DUAL
 WHERE :scoped IN (0, 1)

-- :name    ticket.lock
-- :doc     A ticket that the viewer may see, kept from others until the transaction ends
-- :args    account membership scoped ticket
-- :columns id number subject status merged
SELECT t.id, t.number, t.subject, t.status, t.merged_into AS merged
  FROM ticket t
 WHERE t.number = :ticket
   AND t.account_id = :account
   AND (:scoped = 0
        OR ((t.service_id IS NULL
             OR t.service_id IN (SELECT ms.service_id
                                   FROM membership_service ms
                                  WHERE ms.membership_id = :membership))
            AND (t.domain_id IS NULL
                 OR t.domain_id IN (SELECT md.domain_id
                                      FROM membership_domain md
                                     WHERE md.membership_id = :membership))))
   FOR UPDATE

-- :name    ticket.say
-- :doc     A message of a ticket that was found or made
-- :args    account id user author staff body once now scoped
INSERT INTO ticket_message (ticket_id, user_id, author, staff, body, once_key,
                            created_at)
SELECT t.id, NULLIF(:user, 0), :author, :staff, :body, :once, :now
  FROM ticket t
 WHERE t.id = :id
   AND t.account_id = :account
   AND :scoped IN (0, 1)

-- :name    ticket.said
-- :doc     The number of the ticket that this form was sent for before
-- :args    account user once scoped
-- :columns number
SELECT t.number
  FROM ticket_message m
  JOIN ticket t ON t.id = m.ticket_id
 WHERE m.user_id = :user
   AND m.once_key = :once
   AND t.account_id = :account
   AND :scoped IN (0, 1)

-- :name    ticket.lately
-- :doc     How many messages the user may still write within the hour that began at :since
-- :args    account user since scoped
-- :columns left
SELECT CAST(s.ticket_messages AS SIGNED)
       - (SELECT COUNT(*)
            FROM ticket_message m
            JOIN ticket t ON t.id = m.ticket_id
           WHERE m.user_id = :user
             AND m.created_at > :since
             AND t.account_id = :account) AS `left`
  FROM site s
 WHERE s.id = 1
   AND :scoped IN (0, 1)

-- :name    ticket.last
-- :doc     The last message of a ticket that was found: who said what, with which files
-- :args    account id scoped
-- :columns user body files
SELECT m.user_id AS user, m.body,
       COALESCE((SELECT GROUP_CONCAT(f.name, '/', f.size ORDER BY f.id
                                     SEPARATOR '/')
                   FROM attachment f
                  WHERE f.message_id = m.id), '') AS files
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
 WHERE t.id = :id
   AND t.account_id = :account
   AND :scoped IN (0, 1)
 ORDER BY m.id DESC
 LIMIT 1

-- :name    ticket.turn
-- :doc     What becomes of a ticket that was found
-- :args    account id status now scoped
UPDATE ticket
   SET status = :status, updated_at = :now
 WHERE id = :id
   AND account_id = :account
   AND :scoped IN (0, 1)

-- :name    ticket.rate
-- :doc     What the customer thinks of a closed ticket
-- :args    account id rating scoped
UPDATE ticket
   SET rating = :rating
 WHERE id = :id
   AND account_id = :account
   AND status = 'closed'
   AND :scoped IN (0, 1)

-- :name    ticket.unread
-- :doc     The last message of a ticket when there is one that this user hasn't read
-- :args    account membership scoped user ticket
-- :columns id last
SELECT t.id, MAX(m.id) AS last
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
 WHERE t.number = :ticket
   AND t.account_id = :account
   AND (:scoped = 0
        OR ((t.service_id IS NULL
             OR t.service_id IN (SELECT ms.service_id
                                   FROM membership_service ms
                                  WHERE ms.membership_id = :membership))
            AND (t.domain_id IS NULL
                 OR t.domain_id IN (SELECT md.domain_id
                                      FROM membership_domain md
                                     WHERE md.membership_id = :membership))))
 GROUP BY t.id
HAVING MAX(m.id) > COALESCE((SELECT r.message_id
                               FROM ticket_read r
                              WHERE r.ticket_id = t.id
                                AND r.user_id = :user), 0)

-- :name    ticket.read
-- :doc     The user has read it up to there
-- :args    account user id last scoped
INSERT INTO ticket_read (ticket_id, user_id, message_id)
SELECT t.id, :user, :last
  FROM ticket t
 WHERE t.id = :id
   AND t.account_id = :account
   AND :scoped IN (0, 1)
    ON DUPLICATE KEY UPDATE message_id = GREATEST(message_id, :last)

-- :name    attachment.rules
-- :doc     What may be attached, and how much the account and the ticket have already; what staff sent is not the account's doing
-- :args    account ticket scoped
-- :columns file files ticket account of_ticket of_account
SELECT s.attachment_bytes AS file, s.attachment_files AS files,
       s.attachment_ticket_bytes AS ticket,
       s.attachment_account_bytes AS account,
       COALESCE((SELECT SUM(f.size)
                   FROM ticket t
                   JOIN ticket_message m ON m.ticket_id = t.id
                   JOIN attachment f ON f.message_id = m.id
                  WHERE t.number = :ticket
                    AND t.account_id = :account
                    AND m.staff = 0), 0) AS of_ticket,
       COALESCE((SELECT SUM(a.size)
                   FROM attachment a
                  WHERE a.account_id = :account), 0)
       - COALESCE((SELECT SUM(a.size)
                     FROM attachment a
                     JOIN ticket_message w ON w.id = a.message_id
                    WHERE a.account_id = :account
                      AND w.staff = 1), 0) AS of_account
  FROM site s
 WHERE s.id = 1
   AND :scoped IN (0, 1)

-- :name    attachment.put
-- :doc     A file, not yet of a message
-- :args    account name type size now
INSERT INTO attachment (account_id, name, type, size, created_at)
VALUES (:account, :name, :type, :size, :now)

-- :name    attachment.chunk
-- :doc     Some of its bytes
-- :args    id place data
INSERT INTO attachment_chunk (attachment_id, place, data)
VALUES (:id, :place, :data)

-- :name    attachment.bind
-- :doc     It belongs to that message
-- :args    account id message
UPDATE attachment
   SET message_id = :message
 WHERE id = :id
   AND account_id = :account
   AND message_id IS NULL

-- :name    attachment.find
-- :doc     A file of a ticket that the viewer may see
-- :args    account membership scoped ticket id
-- :columns id name type size
SELECT f.id, f.name, f.type, f.size
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN attachment f ON f.message_id = m.id
 WHERE f.id = :id
   AND f.account_id = :account
   AND t.number = :ticket
   AND t.account_id = :account
   AND (:scoped = 0
        OR ((t.service_id IS NULL
             OR t.service_id IN (SELECT ms.service_id
                                   FROM membership_service ms
                                  WHERE ms.membership_id = :membership))
            AND (t.domain_id IS NULL
                 OR t.domain_id IN (SELECT md.domain_id
                                      FROM membership_domain md
                                     WHERE md.membership_id = :membership))))

-- :name    attachment.bytes
-- :doc     Some of the bytes of a file that was found, in their order
-- :args    account id from to
-- :columns data
SELECT c.data
  FROM attachment f
  JOIN attachment_chunk c ON c.attachment_id = f.id
 WHERE f.id = :id
   AND f.account_id = :account
   AND c.place >= :from
   AND c.place < :to
 ORDER BY c.place

-- :name    ticket.mail-opener
-- :doc     The same for who has opened it: the owner, or a member whose contact gets such mails
-- :args    account user scoped
-- :columns mail_key contact email name language
SELECT (SELECT s.mail_key FROM site s WHERE s.id = 1) AS mail_key,
       CASE m.role WHEN 'owner' THEN 0 ELSE c.id END AS contact,
       CASE m.role WHEN 'owner' THEN a.email ELSE c.email END AS email,
       CONCAT(u.first_name, ' ', u.last_name) AS name, u.language
  FROM membership m
  JOIN user u ON u.id = m.user_id
  JOIN account a ON a.id = m.account_id
  LEFT JOIN contact c ON c.membership_id = m.id
                     AND c.account_id = m.account_id
  LEFT JOIN contact_mail_preference p ON p.contact_id = c.id
                                     AND p.category = 'support'
 WHERE m.account_id = :account
   AND m.user_id = :user
   AND m.status = 'active'
   AND (m.role = 'owner' OR p.contact_id IS NOT NULL)
   AND :scoped IN (0, 1)

-- :name    ticket.mail-key
-- :doc     What tokens of answers by mail are keyed with, and who gets them: the account's owner, and each contact that wants it and may see the ticket
-- :args    account id scoped
-- :columns mail_key contact email name language
SELECT (SELECT s.mail_key FROM site s WHERE s.id = 1) AS mail_key,
       0 AS contact, a.email, CONCAT(a.first_name, ' ', a.last_name) AS name,
       a.language
  FROM account a
 WHERE a.id = :account
   AND a.status <> 'closed'
   AND :scoped IN (0, 1)
 UNION ALL
SELECT (SELECT s.mail_key FROM site s WHERE s.id = 1), c.id, c.email,
       CONCAT(c.first_name, ' ', c.last_name), COALESCE(u.language, a.language)
  FROM ticket t
  JOIN account a ON a.id = t.account_id AND a.status <> 'closed'
  JOIN contact c ON c.account_id = t.account_id
  JOIN contact_mail_preference p ON p.contact_id = c.id
                                AND p.category = 'support'
  LEFT JOIN membership m ON m.id = c.membership_id
                        AND m.account_id = t.account_id
  LEFT JOIN user u ON u.id = m.user_id
 WHERE t.id = :id
   AND t.account_id = :account
   AND LOWER(c.email) <> LOWER(a.email)
   AND (m.id IS NULL
        OR m.role = 'owner'
        OR (m.status = 'active'
            AND (m.expires_at IS NULL OR m.expires_at > UTC_TIMESTAMP())
            AND FIND_IN_SET('tickets', m.permissions)
            AND (m.scoped = 0
                 OR ((t.service_id IS NULL
                      OR t.service_id IN (SELECT ms.service_id
                                            FROM membership_service ms
                                           WHERE ms.membership_id = m.id))
                     AND (t.domain_id IS NULL
                          OR t.domain_id IN (SELECT md.domain_id
                                               FROM membership_domain md
                                              WHERE md.membership_id = m.id))))))
