-- SPDX-License-Identifier: Apache-2.0
-- What the provider publishes: shortcuts, banners, offers, news and the state of the network on the main page.

-- :name    site.content
-- :doc     What the main page shows of the provider's: shortcuts, the banners of the day with whom they are for, the first domain endings with their prices, the latest news, to everybody or to who has a service of their products (of each product the latest four, so that there are four for whoever has any of them), and what is planned or fails on the network
-- :keep    site
-- :rows    shortcuts/shortcut banner/banner banner-top/banner? domain-search/tld news/item status/incident?
-- :needs   product
-- :pick    banner banner-top
-- :arrange shortcuts
-- :most    4 news
-- :most    3 status
-- :columns section row id name link icon title text image link_text register transfer renew currency summary published product picture picture_text width height kind progress starts ends weight needs
(SELECT 'shortcuts' AS section, 'shortcut' AS `row`, h.id, h.name, h.link,
        h.icon, NULL AS title, NULL AS text, NULL AS image, NULL AS link_text, NULL AS register, NULL AS transfer,
        NULL AS renew, NULL AS currency, NULL AS summary, NULL AS published,
        NULL AS product, NULL AS picture, NULL AS picture_text, NULL AS width, NULL AS height, NULL AS kind, NULL AS progress,
        NULL AS starts, NULL AS ends, NULL AS weight,
        CONCAT('!hidden/', h.id) AS needs
   FROM shortcut h
  WHERE h.state = 'published'
    AND (h.language IS NULL OR h.language = :lang)
    AND (h.permission IS NULL OR FIND_IN_SET(h.permission, :permissions))
  ORDER BY h.position, h.id
  LIMIT 1000)
 UNION ALL
(SELECT IF(b.placement = 'top', 'banner-top', 'banner'), 'banner', b.id,
        NULL, b.link, NULL, b.title, b.text, b.image, b.link_text,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, b.picture,
        b.picture_text, bp.width, bp.height, NULL, NULL, NULL, NULL,
        CONCAT(b.weight, ' ', b.position), CONCAT_WS(' ', CONCAT('!dismissed/', b.id),
        CONCAT('product/', REPLACE(b.has_products, ',',
        '|product/')), CONCAT('!product/', REPLACE(b.lacks_products,
        ',', '|product/')), CONCAT('country/', REPLACE(b.countries,
        ',', '|country/')), CONCAT('new/', b.new_days))
   FROM banner b
   LEFT JOIN banner_picture bp ON bp.hash = b.picture
  WHERE b.state = 'published'
    AND (b.language IS NULL OR b.language = :lang)
    AND b.starts_on <= :today
    AND (b.ends_on IS NULL OR b.ends_on >= :today)
  ORDER BY b.position, b.id
  LIMIT 100)
 UNION ALL
(SELECT 'domain-search', 'tld', NULL, t.name, NULL, NULL, NULL, NULL, NULL,
        NULL, p.register, p.transfer, p.renew, p.currency, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL
   FROM tld t
   JOIN tld_price p ON p.tld_id = t.id AND p.currency = :currency
  WHERE t.offered = 1
  ORDER BY t.position, t.id
  LIMIT 5)
 UNION ALL
(SELECT 'news', 'item', x.id, NULL, NULL, NULL, x.title, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, x.summary, x.published_on,
        x.product, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, x.product_id
   FROM (SELECT n.id, n.title, n.summary, n.published_on, p.id AS product_id,
                p.name AS product,
                ROW_NUMBER() OVER (PARTITION BY p.id
                                   ORDER BY n.published_on DESC, n.id DESC)
                  AS place
           FROM news n
           LEFT JOIN news_product np ON np.news_id = n.id
           LEFT JOIN product p ON p.id = np.product_id
          WHERE n.published_on <= :today
            AND n.state = 'published'
            AND (n.language IS NULL OR n.language = :lang)) x
  WHERE x.place <= 4
  ORDER BY x.published_on DESC, x.id DESC, x.product
  LIMIT 100000)
 UNION ALL
(SELECT 'status', 'incident', i.id, NULL, NULL, NULL, i.title, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, i.kind, i.progress, i.starts_at, i.ends_at,
        NULL, ip.product_id
   FROM incident i
   LEFT JOIN incident_product ip ON ip.incident_id = i.id
  WHERE i.state = 'published'
    AND i.progress NOT IN ('resolved', 'cancelled')
    AND (i.language IS NULL OR i.language = :lang)
    AND i.starts_at < DATE_ADD(:today, INTERVAL 8 DAY)
    AND (i.kind = 'incident' OR i.ends_at IS NULL
         OR i.ends_at >= DATE_SUB(:today, INTERVAL 1 DAY))
  ORDER BY i.kind, i.starts_at, i.id
  LIMIT 1000)

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

-- :name    product.one
-- :doc     A product on offer
-- :section product
-- :row     product
-- :columns id group name description
SELECT p.id, g.name AS `group`, p.name, p.description
  FROM product p
  JOIN product_group g ON g.id = p.group_id
 WHERE p.id = :product
   AND p.offered = 1

-- :name    product.prices
-- :doc     Its prices in the account's currency, the shortest cycle first
-- :section prices
-- :row     price
-- :columns cycle amount setup currency
SELECT r.cycle, r.amount, r.setup, r.currency
  FROM account a
  JOIN product_price r ON r.currency = a.currency
 WHERE a.id = :account
   AND r.product_id = :product
 ORDER BY 0 + r.cycle

-- :name    product.cycles
-- :doc     The cycles at which a product is sold to the account
-- :args    account product
-- :columns cycle
SELECT r.cycle
  FROM account a
  JOIN product_price r ON r.currency = a.currency
  JOIN product p ON p.id = r.product_id
 WHERE a.id = :account
   AND p.id = :product
   AND p.offered = 1
 ORDER BY 0 + r.cycle
