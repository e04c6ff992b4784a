-- SPDX-License-Identifier: Apache-2.0
-- What the provider publishes: shortcuts, banner, offers, guides, news.

-- :name    site.content
-- :doc     What the main page shows of the provider's: shortcuts, the banner of the day, the first domain endings with their prices, and the latest news, to everybody or to who has a service of their products (of each product the latest four, so that there are four for whoever has any of them)
-- :keep    site
-- :rows    shortcuts/shortcut banner/banner domain-search/tld news/item
-- :needs   product
-- :most    4 news
-- :columns section row id name link icon title text image link_text register transfer renew currency summary published product needs
(SELECT 'shortcuts' AS section, 'shortcut' AS `row`, h.id, h.name, h.link,
        h.icon, NULL AS title, NULL AS text, NULL AS image,
        NULL AS link_text, NULL AS register, NULL AS transfer, NULL AS renew,
        NULL AS currency, NULL AS summary, NULL AS published, NULL AS product,
        NULL AS needs
   FROM shortcut h
  WHERE (h.language IS NULL OR h.language = :lang)
    AND (h.permission IS NULL OR FIND_IN_SET(h.permission, :permissions))
  ORDER BY h.position, h.id
  LIMIT 1000)
 UNION ALL
(SELECT 'banner', 'banner', b.id, NULL, b.link, NULL, b.title, b.text,
        b.image, b.link_text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
   FROM banner b
  WHERE (b.language IS NULL OR b.language = :lang)
    AND b.starts_on <= :today
    AND (b.ends_on IS NULL OR b.ends_on >= :today)
  ORDER BY b.position, b.id
  LIMIT 1)
 UNION ALL
(SELECT 'domain-search', 'tld', NULL, t.name, NULL, NULL, NULL, NULL, NULL,
        NULL, p.register, p.transfer, p.renew, p.currency, NULL, NULL, NULL,
        NULL
   FROM tld t
   JOIN tld_price p ON p.tld_id = t.id AND p.currency = :currency
  WHERE t.offered = 1
  ORDER BY t.position, t.id
  LIMIT 5)
 UNION ALL
(SELECT 'news', 'item', x.id, NULL, NULL, NULL, x.title, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, x.summary, x.published_on, x.product,
        x.product_id
   FROM (SELECT n.id, n.title, n.summary, n.published_on, p.id AS product_id,
                p.name AS product,
                ROW_NUMBER() OVER (PARTITION BY p.id
                                   ORDER BY n.published_on DESC, n.id DESC)
                  AS place
           FROM news n
           LEFT JOIN news_product np ON np.news_id = n.id
           LEFT JOIN product p ON p.id = np.product_id
          WHERE n.published_on <= :today
            AND (n.language IS NULL OR n.language = :lang)) x
  WHERE x.place <= 4
  ORDER BY x.published_on DESC, x.id DESC, x.product
  LIMIT 100000)

-- :name    products.offered
-- :doc     Products on offer in the account's currency, each at its shortest cycle
-- :section products
-- :row     product
-- :columns id group name description cycle amount setup currency
SELECT p.id, g.name AS `group`, p.name, p.description, r.cycle, r.amount,
       r.setup, r.currency
  FROM account a
  JOIN product_price r ON r.currency = a.currency
  JOIN product p ON p.id = r.product_id
  JOIN product_group g ON g.id = p.group_id
 WHERE a.id = :account
   AND p.offered = 1
   AND NOT EXISTS (SELECT 1
                     FROM product_price q
                    WHERE q.product_id = r.product_id
                      AND q.currency = r.currency
                      AND 0 + q.cycle < 0 + r.cycle)
 ORDER BY g.position, g.id, p.position, p.id

-- :name    guides.list
-- :doc     All guides in the viewer's language, or else the site's
-- :section guides
-- :row     guide
-- :columns slug title summary category updated
SELECT g.slug, g.title, g.summary, g.category, g.updated_at AS updated
  FROM guide g
 WHERE g.language = :lang
    OR (g.language = (SELECT si.language FROM site si WHERE si.id = 1)
        AND NOT EXISTS (SELECT 1
                          FROM guide x
                         WHERE x.slug = g.slug AND x.language = :lang))
 ORDER BY g.category, g.position, g.title, g.id

-- :name    guide.one
-- :doc     One guide in the viewer's language, or else the site's
-- :section guide
-- :row     guide
-- :columns slug title summary category updated body
-- :markdown body
SELECT g.slug, g.title, g.summary, g.category, g.updated_at AS updated,
       g.body
  FROM guide g
 WHERE g.slug = :guide
   AND (g.language = :lang
        OR (g.language = (SELECT si.language FROM site si WHERE si.id = 1)
            AND NOT EXISTS (SELECT 1
                              FROM guide x
                             WHERE x.slug = g.slug
                               AND x.language = :lang)))
