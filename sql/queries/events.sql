-- SPDX-License-Identifier: Apache-2.0
-- What the provider's systems are to carry out.

-- :name    event.put
-- :doc     Put an event down, in the transaction of its cause
-- :args    account kind subject_kind subject detail now
INSERT INTO event (account_id, kind, subject_kind, subject_id, detail,
                   created_at)
VALUES (:account, :kind, :subject_kind, NULLIF(:subject, 0), :detail, :now)

-- :name    event.put-once
-- :doc     The same, when there is none of its key yet
-- :args    account kind subject_kind subject detail once now
INSERT INTO event (account_id, kind, subject_kind, subject_id, detail,
                   once_key, created_at)
SELECT a.id, :kind, :subject_kind, NULLIF(:subject, 0), :detail, :once, :now
  FROM account a
 WHERE a.id = :account
   AND NOT EXISTS (SELECT 1 FROM event e WHERE e.once_key = :once)

-- :name    events.lock
-- :doc     Events are handed out by one at a time
-- :args
-- :columns mine
SELECT GET_LOCK('custdash-events', 0) AS mine

-- :name    events.due
-- :doc     Of each account the oldest event that is not taken yet, when it may be tried
-- :args    now
-- :columns id account kind subject_kind subject detail created tries
SELECT e.id, e.account_id AS account, e.kind, e.subject_kind,
       e.subject_id AS subject, e.detail, e.created_at AS created, e.tries
  FROM event e
 WHERE e.done_at IS NULL
   AND (e.next_try_at IS NULL OR e.next_try_at <= :now)
   AND NOT EXISTS (SELECT 1 FROM event o
                    WHERE o.account_id = e.account_id
                      AND o.done_at IS NULL
                      AND o.id < e.id)
 ORDER BY e.id
 LIMIT 100

-- :name    events.done
-- :doc     It was taken
-- :args    id now
UPDATE event SET done_at = :now, tries = tries + 1
 WHERE id = :id
   AND done_at IS NULL

-- :name    events.again
-- :doc     It was not, and is tried again later
-- :args    id later
UPDATE event SET tries = tries + 1, next_try_at = :later
 WHERE id = :id
   AND done_at IS NULL

-- :name    events.staff-list
-- :doc     For staff: events that are not taken yet, or all, the last first; a choice that is NULL or 0 doesn't count
-- :args    account every before
-- :section events
-- :row     event
-- :columns id account kind subject_kind subject detail created tries next_try done
SELECT e.id, e.account_id AS account, e.kind, e.subject_kind,
       e.subject_id AS subject, e.detail, e.created_at AS created, e.tries,
       e.next_try_at AS next_try, e.done_at AS done
  FROM event e
 WHERE (:account = 0 OR e.account_id = :account)
   AND (:every = 1 OR e.done_at IS NULL)
   AND (:before = 0 OR e.id < :before)
 ORDER BY e.id DESC
 LIMIT 200
