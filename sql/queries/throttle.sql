-- SPDX-License-Identifier: Apache-2.0
-- How long to wait after failed attempts. All front ends share it.

-- :name    throttle.wait
-- :doc     The seconds until any of these two may try again, NULL when they may now
-- :args    name place now
-- :columns wait
SELECT TIMESTAMPDIFF(SECOND, :now, MAX(t.until_at)) AS wait
  FROM throttle t
 WHERE t.id IN (:name, :place)
   AND t.until_at > :now

-- :name    throttle.count
-- :doc     One more failed attempt: beyond those that are free each doubles the delay, at most to so many seconds; one is forgiven in each so many. Who waits for nothing has an end long past: another's clock may be a little behind. (Assignments are done from left to right)
-- :args    id free most forgive now
INSERT INTO throttle (id, failures, failed_at, until_at, forget_at)
VALUES (:id, 1, :now, DATE_SUB(:now, INTERVAL 1 HOUR),
        DATE_ADD(:now, INTERVAL :forgive SECOND))
ON DUPLICATE KEY UPDATE
       failures = 1 + GREATEST(0, CAST(failures AS SIGNED)
                  - GREATEST(0, TIMESTAMPDIFF(SECOND, failed_at, :now))
                    DIV :forgive),
       failed_at = :now,
       until_at = CASE WHEN failures > :free
                       THEN DATE_ADD(:now, INTERVAL LEAST(:most,
                            POW(2, LEAST(failures - :free, 30))) SECOND)
                       ELSE DATE_SUB(:now, INTERVAL 1 HOUR)
                  END,
       forget_at = DATE_ADD(:now, INTERVAL failures * :forgive SECOND)

-- :name    throttle.clear
-- :doc     She got in: what failed before is forgotten
-- :args    id
DELETE FROM throttle WHERE id = :id

-- :name    throttle.purge
-- :doc     Throw away what is forgotten, some at a time
-- :args    now
DELETE FROM throttle WHERE forget_at <= :now ORDER BY forget_at LIMIT 50
