-- SPDX-License-Identifier: Apache-2.0
-- What is due to renewal: services within the window of their product or cycle, domains within 60 days.

-- :name    renewals.due
-- :doc     The main page's renewals, the most urgent first, services and domains each with their permission, and the invoice that waits for payment where there is one; the theme tells from the 101st that there are more than a hundred
-- :permission services,domains
-- :rows    renewals/renewal renewals/invoice
-- :adds    invoice
-- :order   due kind id
-- :most    101 renewals
-- :columns section row kind id name domain due days cycle amount currency fee invoice invoice_number
(SELECT STRAIGHT_JOIN 'renewals' AS section, 'renewal' AS `row`, 'service' AS kind, s.id,
        s.name, s.domain, s.next_due_on AS due,
        DATEDIFF(s.next_due_on, :today) AS days, s.cycle, s.amount,
        s.currency, NULL AS fee, NULL AS invoice, NULL AS invoice_number
   FROM service s
   JOIN product p ON p.id = s.product_id
   JOIN renewal_window w ON w.cycle = s.cycle
  WHERE s.account_id = :account
    AND FIND_IN_SET('services', :permissions)
    AND s.status IN ('active', 'suspended')
    AND s.due_order <= DATE_ADD(CAST(:today AS DATE), INTERVAL GREATEST(
            (SELECT MAX(ww.days) FROM renewal_window ww),
            (SELECT COALESCE(MAX(pp.renewal_days), 0) FROM product pp)) DAY)
    AND COALESCE(p.renewal_days, w.days) > 0
    AND s.next_due_on <= DATE_ADD(CAST(:today AS DATE),
                                  INTERVAL COALESCE(p.renewal_days, w.days) DAY)
    {narrowed}
    AND s.id IN (SELECT ms.service_id
                   FROM membership_service ms
                  WHERE ms.membership_id = :membership)
    {end}
  ORDER BY s.due_order, s.id
  LIMIT 500)
 UNION ALL
(SELECT 'renewals', 'renewal', 'domain', d.id, d.name, NULL, d.expires_on,
        DATEDIFF(d.expires_on, :today), NULL, t.renew, t.currency,
        CASE d.status WHEN 'grace' THEN t.grace_fee
                      WHEN 'redemption' THEN t.redemption_fee END,
        NULL, NULL
   FROM domain d
   JOIN tld_price t ON t.tld_id = d.tld_id AND t.currency = :currency
  WHERE d.account_id = :account
    AND d.live = 1
    AND d.expires_order <= DATE_ADD(CAST(:today AS DATE), INTERVAL 60 DAY)
    AND FIND_IN_SET('domains', :permissions)
    {narrowed}
    AND d.id IN (SELECT md.domain_id
                   FROM membership_domain md
                  WHERE md.membership_id = :membership)
    {end}
  ORDER BY d.expires_order, d.id
  LIMIT 500)
 UNION ALL
(SELECT 'renewals', 'invoice', IF(l.service_id IS NULL, 'domain', 'service'),
        COALESCE(l.service_id, l.domain_id), NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, v.id, v.number
   FROM invoice v
   JOIN invoice_line l ON l.invoice_id = v.id
  WHERE v.account_id = :account
    AND v.status IN ('unpaid', 'payment-pending')
    AND (l.service_id IS NOT NULL OR l.domain_id IS NOT NULL)
  LIMIT 10000)

-- :name    renewals.all
-- :like    renewals.due
-- :doc     Everything that is due to renewal, services and domains each with their permission; at most 500
-- :most    500 renewals
