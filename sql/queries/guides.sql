-- SPDX-License-Identifier: Apache-2.0
-- Guides: in the reader's language, or else the site's, or any; found by words; and whether they helped.

-- :name    guides.list
-- :doc     All guides, each in the best language for the reader
-- :section guides
-- :row     guide
-- :columns slug title summary category language updated
SELECT g.slug, g.title, g.summary, g.category,
       NULLIF(g.language, :lang) AS language, g.updated_at AS updated
  FROM guide g
 WHERE g.state = 'published'
   AND g.id = (SELECT x.id
                 FROM guide x
                WHERE x.slug = g.slug AND x.state = 'published'
                ORDER BY x.language = :lang DESC,
                         x.language = (SELECT si.language FROM site si
                                        WHERE si.id = 1) DESC, x.id
                LIMIT 1)
 ORDER BY g.category, g.position, g.title, g.id

-- :name    guide.one
-- :doc     One guide in the best language for the reader; language is there when it isn't hers
-- :section guide
-- :row     guide
-- :columns slug title summary category updated body language
-- :markdown body
SELECT g.slug, g.title, g.summary, g.category, g.updated_at AS updated,
       g.body, NULLIF(g.language, :lang) AS language
  FROM guide g
 WHERE g.slug = :guide AND g.state = 'published'
 ORDER BY g.language = :lang DESC,
          g.language = (SELECT si.language FROM site si WHERE si.id = 1) DESC,
          g.id
 LIMIT 1

-- :name    guide.helpful
-- :doc     How many found a guide useful, of how many; mine: what the reader said, a user or the holder of a signed cookie
-- :section helpful
-- :row     votes
-- :volatile
-- :columns helpful votes mine
SELECT COALESCE(MAX(s.helpful), 0) AS helpful,
       COALESCE(MAX(s.votes), 0) AS votes,
       (SELECT v.helpful
          FROM guide_vote v
         WHERE v.slug = :guide
           AND v.user_id = COALESCE(:user, 0)
           AND v.visitor = UNHEX(COALESCE(:visitor,
                                 '00000000000000000000000000000000'))
           AND (v.user_id > 0 OR :visitor IS NOT NULL)) AS mine
  FROM guide_score s
 WHERE s.slug = :guide

-- :name    guide.related
-- :doc     Guides that stand below one: those that it names, then of its category
-- :section related
-- :row     guide
-- :columns slug title summary language
SELECT g.slug, g.title, g.summary, NULLIF(g.language, :lang) AS language
  FROM guide g
  JOIN (SELECT o.category, o.language, o.related
          FROM guide o
         WHERE o.slug = :guide AND o.state = 'published'
         ORDER BY o.language = :lang DESC,
                  o.language = (SELECT si.language FROM site si
                                 WHERE si.id = 1) DESC, o.id
         LIMIT 1) m
    ON FIND_IN_SET(g.slug, m.related)
       OR (g.category = m.category AND g.language = m.language)
 WHERE g.slug <> :guide
   AND g.state = 'published'
   AND g.id = (SELECT x.id
                 FROM guide x
                WHERE x.slug = g.slug AND x.state = 'published'
                ORDER BY x.language = :lang DESC,
                         x.language = (SELECT si.language FROM site si
                                        WHERE si.id = 1) DESC, x.id
                LIMIT 1)
 ORDER BY COALESCE(FIND_IN_SET(g.slug, m.related), 0) = 0,
          FIND_IN_SET(g.slug, m.related), g.position, g.title, g.id
 LIMIT 4

-- :name    guides.search
-- :doc     Guides with any of these words, the best first; a word in the title counts three times. text: enough of the body to show where
-- :args    words lang
-- :columns slug title summary category language text score
SELECT g.slug, g.title, g.summary, g.category,
       NULLIF(g.language, :lang) AS language, LEFT(g.body, 20000) AS text,
       3 * MATCH (g.title) AGAINST (:words IN BOOLEAN MODE)
       + MATCH (g.title, g.summary, g.body) AGAINST (:words IN BOOLEAN MODE)
         AS score
  FROM guide g
 WHERE g.state = 'published'
   AND MATCH (g.title, g.summary, g.body) AGAINST (:words IN BOOLEAN MODE)
   AND g.id = (SELECT x.id
                 FROM guide x
                WHERE x.slug = g.slug AND x.state = 'published'
                ORDER BY x.language = :lang DESC,
                         x.language = (SELECT si.language FROM site si
                                        WHERE si.id = 1) DESC, x.id
                LIMIT 1)
 ORDER BY score DESC, g.id
 LIMIT 20

-- :name    guides.search-short
-- :doc     The same for a word that is too short for the index: guides in which a word begins with it
-- :args    word lang
-- :columns slug title summary category language text score
SELECT g.slug, g.title, g.summary, g.category,
       NULLIF(g.language, :lang) AS language, LEFT(g.body, 20000) AS text,
       CONCAT(' ', g.title) LIKE CONCAT('% ', :word, '%') AS score
  FROM guide g
 WHERE g.state = 'published'
   AND REPLACE(REPLACE(REPLACE(CONCAT_WS(' ', '', g.title, g.summary, g.body),
                               '\n', ' '), '.', ' '), '*', ' ')
       LIKE CONCAT('% ', :word, '%')
   AND g.id = (SELECT x.id
                 FROM guide x
                WHERE x.slug = g.slug AND x.state = 'published'
                ORDER BY x.language = :lang DESC,
                         x.language = (SELECT si.language FROM site si
                                        WHERE si.id = 1) DESC, x.id
                LIMIT 1)
 ORDER BY score DESC, g.id
 LIMIT 20

-- :name    guide.exists
-- :doc     The slug of a guide that can be read, as it is written there
-- :args    slug
-- :columns slug
SELECT g.slug FROM guide g
 WHERE g.slug = :slug AND g.state = 'published' LIMIT 1

-- :name    guide.vote
-- :doc     One person's vote on a guide, or another one instead of hers
-- :args    slug user visitor helpful now
INSERT INTO guide_vote (slug, user_id, visitor, helpful, voted_at)
VALUES (:slug, :user, :visitor, :helpful, :now)
ON DUPLICATE KEY UPDATE helpful = :helpful, voted_at = :now

-- :name    guide.unvote
-- :doc     Who votes signed in has not voted signed out
-- :args    slug visitor
DELETE FROM guide_vote
 WHERE slug = :slug AND user_id = 0 AND visitor = :visitor
