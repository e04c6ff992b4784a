-- SPDX-License-Identifier: Apache-2.0
-- The account: personal data, mail preferences, tiles.

-- :name    account.overview
-- :doc     The main page's personal data, the first five contacts, the numbers of the tiles and a hundred active services at most, each only with its permission; and of which products the viewer has a service, for the news
-- :rows    personal/person@profile contacts/contact@contacts tiles/tile services/service@services
-- :holds
-- :columns section row id first_name last_name company email phone language currency street1 street2 city state postcode country tax_id email_verified login name count domain status next_due cycle amount
SELECT 'personal' AS section, 'person' AS `row`, a.id, a.first_name,
       a.last_name, a.company, a.email, a.phone, a.language, a.currency,
       a.street1, a.street2, a.city, a.state, a.postcode, a.country, a.tax_id,
       EXISTS (SELECT 1
                 FROM membership m
                 JOIN user u ON u.id = m.user_id
                WHERE m.account_id = a.id
                  AND m.role = 'owner'
                  AND u.email = LOWER(a.email)
                  AND u.email_verified_at IS NOT NULL) AS email_verified,
       NULL AS login, NULL AS name, NULL AS count, NULL AS domain,
       NULL AS status, NULL AS next_due, NULL AS cycle, NULL AS amount
  FROM account a
 WHERE a.id = :account
   AND FIND_IN_SET('profile', :permissions)
 UNION ALL
(SELECT 'contacts', 'contact', x.id, x.first_name, x.last_name, x.company,
        x.email, x.phone, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, x.membership_id IS NOT NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL
   FROM contact x
  WHERE x.account_id = :account
    AND FIND_IN_SET('contacts', :permissions)
  ORDER BY x.last_name, x.first_name, x.id
  LIMIT 5)
 UNION ALL
SELECT 'tiles', 'tile', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'services', COUNT(*),
       NULL, NULL, NULL, NULL, NULL
  FROM service s
 WHERE s.account_id = :account
   AND s.status = 'active'
   {narrowed}
   AND s.id IN (SELECT ms.service_id
                  FROM membership_service ms
                 WHERE ms.membership_id = :membership)
   {end}
 HAVING FIND_IN_SET('services', :permissions)
 UNION ALL
SELECT 'tiles', 'tile', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'domains', COUNT(*),
       NULL, NULL, NULL, NULL, NULL
  FROM domain d
 WHERE d.account_id = :account
   AND d.live = 1
   {narrowed}
   AND d.id IN (SELECT md.domain_id
                  FROM membership_domain md
                 WHERE md.membership_id = :membership)
   {end}
 HAVING FIND_IN_SET('domains', :permissions)
 UNION ALL
SELECT 'tiles', 'tile', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'invoices', COUNT(*),
       NULL, NULL, NULL, NULL, NULL
  FROM invoice i
 WHERE i.account_id = :account
   AND i.status = 'unpaid'
 HAVING FIND_IN_SET('invoices', :permissions)
 UNION ALL
SELECT 'tiles', 'tile', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'tickets', COUNT(*),
       NULL, NULL, NULL, NULL, NULL
  FROM ticket k
 WHERE k.account_id = :account
   {narrowed}
   AND ((k.service_id IS NULL
         OR k.service_id IN (SELECT ms.service_id
                               FROM membership_service ms
                              WHERE ms.membership_id = :membership))
        AND (k.domain_id IS NULL
             OR k.domain_id IN (SELECT md.domain_id
                                  FROM membership_domain md
                                 WHERE md.membership_id = :membership)))
   {end}
 HAVING FIND_IN_SET('tickets', :permissions)
 UNION ALL
(SELECT 'services', 'service', s.id, NULL, NULL, NULL, NULL, NULL, NULL,
        s.currency, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        s.name, NULL, s.domain, s.status, s.next_due_on, s.cycle, s.amount
   FROM service s
  WHERE s.account_id = :account
    AND FIND_IN_SET('services', :permissions)
    AND s.status = 'active'
    {narrowed}
    AND s.id IN (SELECT ms.service_id
                   FROM membership_service ms
                  WHERE ms.membership_id = :membership)
    {end}
  ORDER BY s.name, s.id
  LIMIT 100)
 UNION ALL
SELECT 'holds', 'product', p.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL
  FROM product p
 WHERE p.id IN (SELECT s.product_id
                  FROM service s
                 WHERE s.account_id = :account
                   AND s.status IN ('pending', 'active', 'suspended')
                   {narrowed}
                   AND s.id IN (SELECT ms.service_id
                                  FROM membership_service ms
                                 WHERE ms.membership_id = :membership)
                   {end})

-- :name    account.personal
-- :doc     Personal information and billing details
-- :section personal
-- :row     person
-- :permission profile
-- :columns id first_name last_name company email phone language currency street1 street2 city state postcode country tax_id email_verified
SELECT a.id, a.first_name, a.last_name, a.company, a.email, a.phone,
       a.language, a.currency, a.street1, a.street2, a.city, a.state,
       a.postcode, a.country, a.tax_id,
       EXISTS (SELECT 1
                 FROM membership m
                 JOIN user u ON u.id = m.user_id
                WHERE m.account_id = a.id
                  AND m.role = 'owner'
                  AND u.email = LOWER(a.email)
                  AND u.email_verified_at IS NOT NULL) AS email_verified
  FROM account a
 WHERE a.id = :account
