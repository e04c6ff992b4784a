-- SPDX-License-Identifier: Apache-2.0
-- What is due to renewal: services within the window of their product or cycle, domains within 60 days.

-- :name    renewals.due
-- :doc     The main page's renewals, the most urgent first, services and domains each with their permission; the theme tells from the 101st that there are more than a hundred
-- :section renewals
-- :row     renewal
-- :permission services,domains
-- :columns kind id name domain due days cycle amount currency fee invoice invoice_number
SELECT r.kind, r.id, r.name, r.domain, r.due,
       DATEDIFF(r.due, :today) AS days, r.cycle, r.amount, r.currency,
       r.fee, i.id AS invoice, i.number AS invoice_number
  FROM (SELECT 'service' AS kind, s.id, s.name, s.domain,
               s.next_due_on AS due, s.cycle, s.amount, s.currency,
               NULL AS fee,
               (SELECT MIN(v.id)
                  FROM invoice_line l
                  JOIN invoice v ON v.id = l.invoice_id
                 WHERE l.service_id = s.id
                   AND v.account_id = s.account_id
                   AND v.status IN ('unpaid', 'payment-pending'))
                 AS invoice_id
          FROM service s
          JOIN product p ON p.id = s.product_id
          JOIN renewal_window w ON w.cycle = s.cycle
         WHERE s.account_id = :account
           AND FIND_IN_SET('services', :permissions)
           AND s.status IN ('active', 'suspended')
           AND COALESCE(p.renewal_days, w.days) > 0
           AND s.next_due_on
               <= DATE_ADD(CAST(:today AS DATE),
                           INTERVAL COALESCE(p.renewal_days, w.days) DAY)
           AND (:scoped = 0
                OR s.id IN (SELECT ms.service_id
                              FROM membership_service ms
                             WHERE ms.membership_id = :membership))
         UNION ALL
        SELECT 'domain', d.id, d.name, NULL, d.expires_on, NULL, t.renew,
               t.currency,
               CASE d.status WHEN 'grace' THEN t.grace_fee
                             WHEN 'redemption' THEN t.redemption_fee END,
               (SELECT MIN(v.id)
                  FROM invoice_line l
                  JOIN invoice v ON v.id = l.invoice_id
                 WHERE l.domain_id = d.id
                   AND v.account_id = d.account_id
                   AND v.status IN ('unpaid', 'payment-pending'))
          FROM domain d
          JOIN account a ON a.id = d.account_id
          JOIN tld_price t ON t.tld_id = d.tld_id AND t.currency = a.currency
         WHERE d.account_id = :account
           AND d.ours = 1
           AND d.status IN ('active', 'grace', 'redemption')
           AND d.expires_on <= DATE_ADD(CAST(:today AS DATE), INTERVAL 60 DAY)
           AND FIND_IN_SET('domains', :permissions)
           AND (:scoped = 0
                OR d.id IN (SELECT md.domain_id
                              FROM membership_domain md
                             WHERE md.membership_id = :membership))) r
  LEFT JOIN invoice i ON i.id = r.invoice_id
 ORDER BY r.due, r.kind, r.id
 LIMIT 101

-- :name    renewals.all
-- :doc     Everything that is due to renewal, services and domains each with their permission; at most 500
-- :section renewals
-- :row     renewal
-- :permission services,domains
-- :columns kind id name domain due days cycle amount currency fee invoice invoice_number
SELECT r.kind, r.id, r.name, r.domain, r.due,
       DATEDIFF(r.due, :today) AS days, r.cycle, r.amount, r.currency,
       r.fee, i.id AS invoice, i.number AS invoice_number
  FROM (SELECT 'service' AS kind, s.id, s.name, s.domain,
               s.next_due_on AS due, s.cycle, s.amount, s.currency,
               NULL AS fee,
               (SELECT MIN(v.id)
                  FROM invoice_line l
                  JOIN invoice v ON v.id = l.invoice_id
                 WHERE l.service_id = s.id
                   AND v.account_id = s.account_id
                   AND v.status IN ('unpaid', 'payment-pending'))
                 AS invoice_id
          FROM service s
          JOIN product p ON p.id = s.product_id
          JOIN renewal_window w ON w.cycle = s.cycle
         WHERE s.account_id = :account
           AND FIND_IN_SET('services', :permissions)
           AND s.status IN ('active', 'suspended')
           AND COALESCE(p.renewal_days, w.days) > 0
           AND s.next_due_on
               <= DATE_ADD(CAST(:today AS DATE),
                           INTERVAL COALESCE(p.renewal_days, w.days) DAY)
           AND (:scoped = 0
                OR s.id IN (SELECT ms.service_id
                              FROM membership_service ms
                             WHERE ms.membership_id = :membership))
         UNION ALL
        SELECT 'domain', d.id, d.name, NULL, d.expires_on, NULL, t.renew,
               t.currency,
               CASE d.status WHEN 'grace' THEN t.grace_fee
                             WHEN 'redemption' THEN t.redemption_fee END,
               (SELECT MIN(v.id)
                  FROM invoice_line l
                  JOIN invoice v ON v.id = l.invoice_id
                 WHERE l.domain_id = d.id
                   AND v.account_id = d.account_id
                   AND v.status IN ('unpaid', 'payment-pending'))
          FROM domain d
          JOIN account a ON a.id = d.account_id
          JOIN tld_price t ON t.tld_id = d.tld_id AND t.currency = a.currency
         WHERE d.account_id = :account
           AND d.ours = 1
           AND d.status IN ('active', 'grace', 'redemption')
           AND d.expires_on <= DATE_ADD(CAST(:today AS DATE), INTERVAL 60 DAY)
           AND FIND_IN_SET('domains', :permissions)
           AND (:scoped = 0
                OR d.id IN (SELECT md.domain_id
                              FROM membership_domain md
                             WHERE md.membership_id = :membership))) r
  LEFT JOIN invoice i ON i.id = r.invoice_id
 ORDER BY r.due, r.kind, r.id
 LIMIT 500
