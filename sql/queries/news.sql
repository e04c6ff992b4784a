-- SPDX-License-Identifier: Apache-2.0
-- News: to everybody, or to the accounts that have a service of one of its products.

-- :name    news.list
-- :doc     All news for this account
-- :section news
-- :row     item
-- :columns id title summary published product unread
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
         AS product,
       CASE WHEN n.published_on > DATE_SUB(:today, INTERVAL 60 DAY)
             AND n.published_on >= (SELECT DATE(u.created_at)
                                      FROM user u WHERE u.id = :user)
             AND NOT EXISTS (SELECT 1
                               FROM news_read r
                              WHERE r.user_id = :user AND r.news_id = n.id)
            THEN 1
       END AS unread {keys}
  FROM news n
 WHERE n.published_on <= :today
   AND n.state = 'published'
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
-- :doc     One piece of news, to those whom it is for; in its own language, as whoever got a link to it needs it
-- :section news
-- :row     item
-- :columns id title summary published product language body
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
       NULLIF(n.language, :lang) AS language, n.body
  FROM news n
 WHERE n.id = :news
   AND n.published_on <= :today
   AND n.state = 'published'
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

-- :name    news.mark-read
-- :doc     A user opens an article: only of the last sixty days is it worth a row
-- :args    user news today
INSERT INTO news_read (user_id, news_id)
SELECT :user, n.id
  FROM news n
 WHERE n.id = :news
   AND n.state = 'published'
   AND n.published_on <= :today
   AND n.published_on > DATE_SUB(:today, INTERVAL 60 DAY)
   AND NOT EXISTS (SELECT 1
                     FROM news_read r
                    WHERE r.user_id = :user AND r.news_id = :news)

-- :name    news.mark-all-read
-- :doc     … or says that she has read all
-- :args    user today
INSERT INTO news_read (user_id, news_id)
SELECT :user, n.id
  FROM news n
  LEFT JOIN news_read r ON r.user_id = :user AND r.news_id = n.id
 WHERE n.state = 'published'
   AND n.published_on <= :today
   AND n.published_on > DATE_SUB(:today, INTERVAL 60 DAY)
   AND r.user_id IS NULL

-- :name    news.forget-read
-- :doc     What no longer counts as unread needs no row
-- :args    user today
DELETE FROM news_read
 WHERE user_id = :user
   AND news_id IN (SELECT n.id
                     FROM news n
                    WHERE n.published_on <= DATE_SUB(:today, INTERVAL 60 DAY))

-- :name    news.feed
-- :doc     The latest news that are for everybody, for the public feed
-- :args    lang today
-- :columns id title summary published changed body
SELECT n.id, n.title, n.summary, n.published_on AS published,
       n.changed_at AS changed, n.body
  FROM news n
 WHERE n.state = 'published'
   AND n.published_on <= :today
   AND (n.language IS NULL OR n.language = :lang)
   AND NOT EXISTS (SELECT 1 FROM news_product np WHERE np.news_id = n.id)
 ORDER BY n.published_on DESC, n.id DESC
 LIMIT 20
