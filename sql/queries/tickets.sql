-- SPDX-License-Identifier: Apache-2.0
-- Support tickets of the account. A narrowed member doesn't see those about other services or domains.

-- :name    tickets.recent
-- :doc     The account's five tickets that changed last
-- :section tickets
-- :row     ticket
-- :permission tickets
-- :columns id number subject status priority updated department
SELECT t.id, t.number, t.subject, t.status, t.priority,
       t.updated_at AS updated, d.name AS department
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
-- :columns id number subject status priority updated created department
-- :sort    updated  t.updated_at DESC, t.id DESC
-- :sort    created  t.created_at DESC, t.id DESC
-- :sort    subject  t.subject ASC, t.id ASC
-- :filter  status active  t.status <> 'closed'
-- :filter  status open|answered|customer-reply|in-progress|on-hold|closed  t.status = :value
-- :page    25
SELECT t.id, t.number, t.subject, t.status, t.priority,
       t.updated_at AS updated, t.created_at AS created,
       d.name AS department {keys}
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
-- :columns id number subject status priority department created updated service domain
SELECT t.id, t.number, t.subject, t.status, t.priority,
       d.name AS department, t.created_at AS created,
       t.updated_at AS updated, s.name AS service, n.name AS domain
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
