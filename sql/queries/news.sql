-- SPDX-License-Identifier: Apache-2.0
-- News: to everybody, or to the accounts that have a service of one of its products.

-- :name    news.list
-- :doc     All news for this account
-- :section news
-- :row     item
-- :columns id title summary published product
-- :sort    published  n.published_on DESC, n.id DESC
-- :page    10
SELECT n.id, n.title, n.summary, n.published_on AS published,
       (SELECT MIN(p.name)
          FROM news_product np
          JOIN product p ON p.id = np.product_id
          JOIN service s ON s.product_id = np.product_id
         WHERE np.news_id = n.id
           AND s.account_id = :account
           AND s.status IN ('pending', 'active', 'suspended')
           {narrowed}
           AND s.id IN (SELECT ms.service_id
                          FROM membership_service ms
                         WHERE ms.membership_id = :membership)
           {end})
         AS product {keys}
  FROM news n
 WHERE n.published_on <= :today
   AND (n.language IS NULL OR n.language = :lang)
   AND (NOT EXISTS (SELECT 1 FROM news_product np WHERE np.news_id = n.id)
        OR EXISTS (SELECT 1
                     FROM news_product np
                     JOIN service s ON s.product_id = np.product_id
                    WHERE np.news_id = n.id
                      AND s.account_id = :account
                      AND s.status IN ('pending', 'active', 'suspended')
                      {narrowed}
                      AND s.id IN
                          (SELECT ms.service_id
                             FROM membership_service ms
                            WHERE ms.membership_id = :membership)
                      {end})) {where}
 {order}

-- :name    news.one
-- :doc     One piece of news, to those whom it is for
-- :section news
-- :row     item
-- :columns id title summary published product body
-- :markdown body
SELECT n.id, n.title, n.summary, n.published_on AS published,
       (SELECT MIN(p.name)
          FROM news_product np
          JOIN product p ON p.id = np.product_id
          JOIN service s ON s.product_id = np.product_id
         WHERE np.news_id = n.id
           AND s.account_id = :account
           AND s.status IN ('pending', 'active', 'suspended')
           {narrowed}
           AND s.id IN (SELECT ms.service_id
                          FROM membership_service ms
                         WHERE ms.membership_id = :membership)
           {end})
         AS product,
       n.body
  FROM news n
 WHERE n.id = :news
   AND n.published_on <= :today
   AND (n.language IS NULL OR n.language = :lang)
   AND (NOT EXISTS (SELECT 1 FROM news_product np WHERE np.news_id = n.id)
        OR EXISTS (SELECT 1
                     FROM news_product np
                     JOIN service s ON s.product_id = np.product_id
                    WHERE np.news_id = n.id
                      AND s.account_id = :account
                      AND s.status IN ('pending', 'active', 'suspended')
                      {narrowed}
                      AND s.id IN
                          (SELECT ms.service_id
                             FROM membership_service ms
                            WHERE ms.membership_id = :membership)
                      {end}))
