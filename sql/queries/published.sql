-- SPDX-License-Identifier: Apache-2.0
-- Banners, shortcuts and the state of the network, but for the main page.

-- :name    banner.dismiss
-- :doc     A user doesn't want to see a banner again; the last twenty are remembered
-- :args    user banner
UPDATE user
   SET banners_dismissed =
       SUBSTRING_INDEX(CONCAT_WS(',', CAST(:banner AS CHAR),
                                 banners_dismissed), ',', 20)
 WHERE id = :user
   AND NOT COALESCE(FIND_IN_SET(:banner, banners_dismissed), 0)
   AND EXISTS (SELECT 1 FROM banner b WHERE b.id = :banner)

-- :name    banner.link
-- :doc     Where a banner that is shown now leads
-- :args    banner today
-- :columns link
SELECT b.link
  FROM banner b
 WHERE b.id = :banner
   AND b.state = 'published'
   AND b.starts_on <= :today
   AND (b.ends_on IS NULL OR b.ends_on >= :today)

-- :name    banner.picture
-- :doc     A picture by its hash
-- :args    hash
-- :columns type content
SELECT bp.type, bp.content FROM banner_picture bp WHERE bp.hash = :hash

-- :name    banner.count
-- :doc     So many more have seen or followed a banner on that day; a banner that is gone counts nothing
-- :args    banner day views clicks
INSERT INTO banner_count (banner_id, day, views, clicks)
SELECT b.id, :day, :views, :clicks FROM banner b WHERE b.id = :banner
ON DUPLICATE KEY UPDATE views = banner_count.views + :views,
                        clicks = banner_count.clicks + :clicks

-- :name    shortcuts.mine
-- :doc     All shortcuts that the viewer may have, in her order, those that she has hidden too
-- :section shortcuts
-- :row     shortcut
-- :arrange shortcuts
-- :columns id name link icon hidden
SELECT h.id, h.name, h.link, h.icon,
       CASE WHEN FIND_IN_SET(CONCAT('-', h.id), u.shortcuts_chosen)
            THEN 1
       END AS hidden
  FROM user u
  JOIN shortcut h
 WHERE u.id = :user
   AND h.state = 'published'
   AND (h.language IS NULL OR h.language = :lang)
   AND (h.permission IS NULL OR FIND_IN_SET(h.permission, :permissions))
 ORDER BY h.position, h.id
 LIMIT 100

-- :name    shortcuts.lock
-- :doc     A user's shortcuts as she has arranged them, for a change
-- :args    user
-- :columns shortcuts_chosen
SELECT u.shortcuts_chosen FROM user u WHERE u.id = :user FOR UPDATE

-- :name    shortcuts.offered
-- :doc     The ids of the shortcuts that a viewer may have, in the provider's order
-- :args    user lang permissions
-- :columns id
SELECT h.id
  FROM shortcut h
 WHERE h.state = 'published'
   AND (h.language IS NULL OR h.language = :lang)
   AND (h.permission IS NULL OR FIND_IN_SET(h.permission, :permissions))
 ORDER BY h.position, h.id
 LIMIT 100

-- :name    shortcuts.choose
-- :doc     A user's shortcuts in another order; NULL: the provider's
-- :args    user list
UPDATE user SET shortcuts_chosen = :list WHERE id = :user

-- :name    status.list
-- :doc     What fails on the network now, what is planned, and what is over since thirty days at most; planned work is over the day after its end, whatever its progress says
-- :rows    status/incident status-planned/incident status-past/incident
-- :markdown body
-- :columns section row id title kind progress starts ends products body
SELECT CASE WHEN i.progress IN ('resolved', 'cancelled')
                 OR (i.kind = 'maintenance'
                     AND i.ends_at < DATE_SUB(:today, INTERVAL 1 DAY))
            THEN 'status-past'
            WHEN i.progress = 'planned' THEN 'status-planned'
            ELSE 'status'
       END AS section, 'incident' AS `row`, i.id, i.title, i.kind, i.progress,
       i.starts_at AS starts, i.ends_at AS ends,
       (SELECT GROUP_CONCAT(p.name ORDER BY p.position, p.id SEPARATOR ', ')
          FROM incident_product ip
          JOIN product p ON p.id = ip.product_id
         WHERE ip.incident_id = i.id) AS products, i.body
  FROM incident i
 WHERE i.state = 'published'
   AND (i.language IS NULL OR i.language = :lang)
   AND ((i.progress NOT IN ('resolved', 'cancelled')
         AND (i.kind = 'incident' OR i.ends_at IS NULL
              OR i.ends_at >= DATE_SUB(:today, INTERVAL 1 DAY)))
        OR COALESCE(i.ends_at, i.starts_at)
           > DATE_SUB(:today, INTERVAL 30 DAY))
 ORDER BY section = 'status-past',
          CASE WHEN section = 'status-past'
               THEN -UNIX_TIMESTAMP(i.starts_at)
               ELSE UNIX_TIMESTAMP(i.starts_at)
          END, i.id
 LIMIT 100

-- :name    status.updates
-- :doc     What was said of these, the latest first
-- :section status-updates
-- :row     update
-- :markdown body
-- :columns id incident progress created body
SELECT x.id, x.incident_id AS incident, x.progress, x.created_at AS created,
       x.body
  FROM incident_update x
  JOIN incident i ON i.id = x.incident_id
 WHERE i.state = 'published'
   AND (i.language IS NULL OR i.language = :lang)
   AND (i.progress NOT IN ('resolved', 'cancelled')
        OR COALESCE(i.ends_at, i.starts_at)
           > DATE_SUB(:today, INTERVAL 30 DAY))
 ORDER BY x.created_at DESC, x.id DESC
 LIMIT 1000
