-- SPDX-License-Identifier: Apache-2.0
-- What staff publishes with custdashctl: news, guides, banners, shortcuts, the state of the network.

-- :name    staff.news-list
-- :doc     All of it, drafts and what is retired too
-- :section news
-- :row     item
-- :args
-- :columns id state language published products title
SELECT n.id, n.state, n.language, n.published_on AS published,
       (SELECT GROUP_CONCAT(np.product_id ORDER BY np.product_id)
          FROM news_product np WHERE np.news_id = n.id) AS products, n.title
  FROM news n
 ORDER BY n.published_on DESC, n.id DESC

-- :name    staff.news-get
-- :doc     One of them, whole
-- :section news
-- :row     item
-- :args    id
-- :columns id state language published_on title summary body products
SELECT x.id, x.state, x.language, x.published_on, x.title, x.summary, x.body,
       (SELECT GROUP_CONCAT(p.product_id ORDER BY p.product_id)
          FROM news_product p WHERE p.news_id = x.id) AS products
  FROM news x
 WHERE x.id = :id

-- :name    staff.news-add
-- :doc     A new one
-- :args    state language published_on title summary body
INSERT INTO news (state, language, published_on, title, summary, body)
VALUES (:state, :language, :published_on, :title, :summary, :body)

-- :name    staff.news-edit
-- :doc     Other words for it
-- :args    id now language published_on title summary body
UPDATE news
   SET language = :language, published_on = :published_on, title = :title,
       summary = :summary, body = :body, changed_at = :now
 WHERE id = :id

-- :name    staff.news-state
-- :doc     Publish it, or take it back
-- :args    id state
UPDATE news SET state = :state WHERE id = :id

-- :name    staff.news-remove
-- :doc     Throw it away
-- :args    id
DELETE FROM news WHERE id = :id

-- :name    staff.news-products-clear
-- :doc     It is about no product
-- :args    id
DELETE FROM news_product WHERE news_id = :id

-- :name    staff.news-product
-- :doc     … but about this one
-- :args    id product
INSERT INTO news_product (news_id, product_id) VALUES (:id, :product)

-- :name    staff.guide-list
-- :doc     All of it, drafts and what is retired too
-- :section guides
-- :row     guide
-- :args
-- :columns id state slug language category votes helpful title
SELECT g.id, g.state, g.slug, g.language, g.category, s.votes, s.helpful, g.title
  FROM guide g
  LEFT JOIN guide_score s ON s.slug = g.slug
 ORDER BY g.slug, g.language

-- :name    staff.guide-get
-- :doc     One of them, whole
-- :section guides
-- :row     guide
-- :args    id
-- :columns id state slug language category title summary position related body
SELECT x.id, x.state, x.slug, x.language, x.category, x.title, x.summary,
       x.position, x.related, x.body
  FROM guide x
 WHERE x.id = :id

-- :name    staff.guide-add
-- :doc     A new one
-- :args    state slug language category title summary position related body
INSERT INTO guide (state, slug, language, category, title, summary, position,
                   related, body)
VALUES (:state, :slug, :language, :category, :title, :summary, :position,
        :related, :body)

-- :name    staff.guide-edit
-- :doc     Other words for it
-- :args    id now slug language category title summary position related body
UPDATE guide
   SET slug = :slug, language = :language, category = :category, title =
       :title, summary = :summary, position = :position, related = :related,
       body = :body, updated_at = :now
 WHERE id = :id

-- :name    staff.guide-state
-- :doc     Publish it, or take it back
-- :args    id state
UPDATE guide SET state = :state WHERE id = :id

-- :name    staff.guide-remove
-- :doc     Throw it away
-- :args    id
DELETE FROM guide WHERE id = :id

-- :name    staff.banner-list
-- :doc     All of it, drafts and what is retired too
-- :section banners
-- :row     banner
-- :args
-- :columns id state placement language starts ends weight views clicks title
SELECT b.id, b.state, b.placement, b.language, b.starts_on AS starts,
       b.ends_on AS ends, b.weight,
       (SELECT SUM(c.views) FROM banner_count c WHERE c.banner_id = b.id) AS views,
       (SELECT SUM(c.clicks) FROM banner_count c WHERE c.banner_id = b.id) AS clicks,
       COALESCE(b.title, b.text) AS title
  FROM banner b
 ORDER BY b.starts_on DESC, b.id DESC

-- :name    staff.banner-get
-- :doc     One of them, whole
-- :section banners
-- :row     banner
-- :args    id
-- :columns id state placement language starts_on ends_on title text link link_text position weight has_products lacks_products countries new_days picture picture_text
SELECT x.id, x.state, x.placement, x.language, x.starts_on, x.ends_on,
       x.title, x.text, x.link, x.link_text, x.position, x.weight,
       x.has_products, x.lacks_products, x.countries, x.new_days, x.picture,
       x.picture_text
  FROM banner x
 WHERE x.id = :id

-- :name    staff.banner-add
-- :doc     A new one
-- :args    state placement language starts_on ends_on title text link link_text position weight has_products lacks_products countries new_days picture picture_text
INSERT INTO banner (state, placement, language, starts_on, ends_on, title,
                    text, link, link_text, position, weight, has_products,
                    lacks_products, countries, new_days, picture, picture_text)
VALUES (:state, :placement, :language, :starts_on, :ends_on, :title, :text,
        :link, :link_text, :position, :weight, :has_products, :lacks_products,
        :countries, :new_days, :picture, :picture_text)

-- :name    staff.banner-edit
-- :doc     Other words for it
-- :args    id now placement language starts_on ends_on title text link link_text position weight has_products lacks_products countries new_days picture picture_text
UPDATE banner
   SET placement = :placement, language = :language, starts_on = :starts_on,
       ends_on = :ends_on, title = :title, text = :text, link = :link,
       link_text = :link_text, position = :position, weight = :weight,
       has_products = :has_products, lacks_products = :lacks_products,
       countries = :countries, new_days = :new_days, picture = :picture,
       picture_text = :picture_text
 WHERE id = :id

-- :name    staff.banner-state
-- :doc     Publish it, or take it back
-- :args    id state
UPDATE banner SET state = :state WHERE id = :id

-- :name    staff.banner-remove
-- :doc     Throw it away
-- :args    id
DELETE FROM banner WHERE id = :id

-- :name    staff.shortcut-list
-- :doc     All of it, drafts and what is retired too
-- :section shortcuts
-- :row     shortcut
-- :args
-- :columns id state language position permission link name
SELECT h.id, h.state, h.language, h.position, h.permission, h.link, h.name
  FROM shortcut h
 ORDER BY h.language, h.position, h.id

-- :name    staff.shortcut-get
-- :doc     One of them, whole
-- :section shortcuts
-- :row     shortcut
-- :args    id
-- :columns id state language name link icon permission position
SELECT x.id, x.state, x.language, x.name, x.link, x.icon, x.permission,
       x.position
  FROM shortcut x
 WHERE x.id = :id

-- :name    staff.shortcut-add
-- :doc     A new one
-- :args    state language name link icon permission position
INSERT INTO shortcut (state, language, name, link, icon, permission, position)
VALUES (:state, :language, :name, :link, :icon, :permission, :position)

-- :name    staff.shortcut-edit
-- :doc     Other words for it
-- :args    id now language name link icon permission position
UPDATE shortcut
   SET language = :language, name = :name, link = :link, icon = :icon,
       permission = :permission, position = :position
 WHERE id = :id

-- :name    staff.shortcut-state
-- :doc     Publish it, or take it back
-- :args    id state
UPDATE shortcut SET state = :state WHERE id = :id

-- :name    staff.shortcut-remove
-- :doc     Throw it away
-- :args    id
DELETE FROM shortcut WHERE id = :id

-- :name    staff.status-list
-- :doc     All of it, drafts and what is retired too
-- :section status
-- :row     incident
-- :args
-- :columns id state language kind progress starts ends products title
SELECT i.id, i.state, i.language, i.kind, i.progress, i.starts_at AS starts,
       i.ends_at AS ends,
       (SELECT GROUP_CONCAT(ip.product_id ORDER BY ip.product_id)
          FROM incident_product ip WHERE ip.incident_id = i.id) AS products,
       i.title
  FROM incident i
 ORDER BY i.starts_at DESC, i.id DESC

-- :name    staff.status-get
-- :doc     One of them, whole
-- :section status
-- :row     incident
-- :args    id
-- :columns id state language kind progress title body starts_at ends_at products
SELECT x.id, x.state, x.language, x.kind, x.progress, x.title, x.body,
       x.starts_at, x.ends_at,
       (SELECT GROUP_CONCAT(p.product_id ORDER BY p.product_id)
          FROM incident_product p WHERE p.incident_id = x.id) AS products
  FROM incident x
 WHERE x.id = :id

-- :name    staff.status-add
-- :doc     A new one
-- :args    state language kind progress title body starts_at ends_at
INSERT INTO incident (state, language, kind, progress, title, body, starts_at,
                      ends_at)
VALUES (:state, :language, :kind, :progress, :title, :body, :starts_at,
        :ends_at)

-- :name    staff.status-edit
-- :doc     Other words for it
-- :args    id now language kind progress title body starts_at ends_at
UPDATE incident
   SET language = :language, kind = :kind, progress = :progress, title =
       :title, body = :body, starts_at = :starts_at, ends_at = :ends_at
 WHERE id = :id

-- :name    staff.status-state
-- :doc     Publish it, or take it back
-- :args    id state
UPDATE incident SET state = :state WHERE id = :id

-- :name    staff.status-remove
-- :doc     Throw it away
-- :args    id
DELETE FROM incident WHERE id = :id

-- :name    staff.status-products-clear
-- :doc     It is about no product
-- :args    id
DELETE FROM incident_product WHERE incident_id = :id

-- :name    staff.status-product
-- :doc     … but about this one
-- :args    id product
INSERT INTO incident_product (incident_id, product_id) VALUES (:id, :product)

-- :name    staff.guide-votes-clear
-- :doc     Votes on guides that are in no language any more
-- :args
DELETE FROM guide_vote
 WHERE slug NOT IN (SELECT g.slug FROM guide g)

-- :name    staff.score-clear
-- :doc     … and their sums
-- :args
DELETE FROM guide_score
 WHERE slug NOT IN (SELECT g.slug FROM guide g)

-- :name    staff.product-find
-- :doc     A product by its name, or its number
-- :args    name number
-- :columns id
SELECT p.id FROM product p
 WHERE p.name = :name OR p.id = :number
 ORDER BY p.name = :name DESC, p.id
 LIMIT 1

-- :name    staff.slug-find
-- :doc     Is there such a guide, in any language?
-- :args    slug
-- :columns id
SELECT g.id FROM guide g WHERE g.slug = :slug LIMIT 1

-- :name    staff.picture-put
-- :doc     Keep a picture; the same one again changes nothing
-- :args    hash type width height content
INSERT IGNORE INTO banner_picture (hash, type, width, height, content)
VALUES (:hash, :type, :width, :height, :content)

-- :name    staff.pictures-clear
-- :doc     Pictures that no banner has
-- :args
DELETE FROM banner_picture
 WHERE hash NOT IN (SELECT b.picture FROM banner b WHERE b.picture IS NOT NULL)

-- :name    staff.status-say
-- :doc     Say something new of an incident
-- :args    id progress body now
INSERT INTO incident_update (incident_id, progress, body, created_at)
VALUES (:id, :progress, :body, :now)

-- :name    staff.status-progress
-- :doc     How far it is; what is over without an end ends now
-- :args    id progress now
UPDATE incident
   SET progress = :progress,
       ends_at = CASE WHEN :progress = 'resolved' AND ends_at IS NULL
                      THEN GREATEST(starts_at, :now)
                      ELSE ends_at
                 END
 WHERE id = :id

-- :name    staff.status-updates
-- :doc     What was said of it, the latest first
-- :section updates
-- :row     update
-- :args    id
-- :columns id progress created body
SELECT x.id, x.progress, x.created_at AS created, x.body
  FROM incident_update x
 WHERE x.incident_id = :id
 ORDER BY x.created_at DESC, x.id DESC
