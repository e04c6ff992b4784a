-- SPDX-License-Identifier: Apache-2.0
-- Sample data 7: what was read of the tickets, some ratings, and a note of staff.

-- Everybody has read everything but the answers of the last two days.
INSERT INTO ticket_read (ticket_id, user_id, message_id)
SELECT t.id, b.user_id, MAX(m.id)
  FROM ticket t
  JOIN ticket_message m ON m.ticket_id = t.id
  JOIN membership b ON b.account_id = t.account_id
 WHERE m.created_at < UTC_TIMESTAMP() - INTERVAL 48 HOUR
    OR m.staff = 0
 GROUP BY t.id, b.user_id;

UPDATE ticket
   SET rating = 3 + id % 3
 WHERE status = 'closed'
   AND id % 4 <> 0;

INSERT INTO ticket_note (ticket_id, author, body, created_at) VALUES
    (5001, 'Aoife Brennan', 'The slow query log has it: product search without an index since their update.', UTC_TIMESTAMP() - INTERVAL 2 HOUR);
