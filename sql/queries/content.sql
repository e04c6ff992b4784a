-- SPDX-License-Identifier: Apache-2.0
-- What the provider publishes: shortcuts, banner, offers, guides, news.

-- :name    site.content
-- :doc     The main page's shortcuts, the banner of the day, and the first domain endings with their prices
-- :rows    shortcuts/shortcut banner/banner domain-search/tld
-- :columns section row id name link icon title text image link_text register transfer renew currency
SELECT c.section, c.`row`, c.id, c.name, c.link, c.icon, c.title, c.text,
       c.image, c.link_text, c.register, c.transfer, c.renew, c.currency
  FROM (SELECT 1 AS place, h.position, 'shortcuts' AS section,
               'shortcut' AS `row`, h.id, h.name, h.link, h.icon,
               NULL AS title, NULL AS text, NULL AS image,
               NULL AS link_text, NULL AS register, NULL AS transfer,
               NULL AS renew, NULL AS currency
          FROM shortcut h
         WHERE (h.language IS NULL OR h.language = :lang)
           AND (h.permission IS NULL
                OR FIND_IN_SET(h.permission, :permissions))
         UNION ALL
        SELECT 2, b.position, 'banner', 'banner', b.id, NULL, b.link, NULL,
               b.title, b.text, b.image, b.link_text, NULL, NULL, NULL, NULL
          FROM (SELECT x.id, x.position, x.title, x.text, x.image, x.link,
                       x.link_text
                  FROM banner x
                 WHERE (x.language IS NULL OR x.language = :lang)
                   AND x.starts_on <= :today
                   AND (x.ends_on IS NULL OR x.ends_on >= :today)
                 ORDER BY x.position, x.id
                 LIMIT 1) b
         UNION ALL
        SELECT 3, t.position, 'domain-search', 'tld', NULL, t.name, NULL,
               NULL, NULL, NULL, NULL, NULL, t.register, t.transfer,
               t.renew, t.currency
          FROM (SELECT y.position, y.name, p.register, p.transfer, p.renew,
                       p.currency
                  FROM account a
                  JOIN tld_price p ON p.currency = a.currency
                  JOIN tld y ON y.id = p.tld_id
                 WHERE a.id = :account
                   AND y.offered = 1
                 ORDER BY y.position, y.id
                 LIMIT 5) t) c
 ORDER BY c.place, c.position, c.id, c.name

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
