-- SPDX-License-Identifier: Apache-2.0
-- Carts: what a member is about to order, at the prices of now.

-- :name    cart.lines
-- :doc     The member's cart, in the order in which it was filled; amount: for the whole quantity; extra: set-up, grace or redemption fee on top; until: where a renewed period begins and ends; problem: why it can't be ordered (gone: no longer sold; invoiced: on an unpaid invoice; early: not yet due; owned: the account has that domain)
-- :section cart
-- :row     cart-line
-- :permission orders
-- :volatile
-- :order   id
-- :columns id kind name detail cycle quantity amount extra currency period_from period_to problem product service domain tld
(SELECT l.id, l.kind, s.name, s.domain AS detail, s.cycle, l.quantity,
        s.amount * l.quantity AS amount, NULL AS extra, s.currency,
        s.next_due_on AS period_from,
        IF(s.next_due_on = LAST_DAY(s.next_due_on)
             AND DAY(s.registered_on) > DAY(s.next_due_on),
           LEAST(LAST_DAY(DATE_ADD(s.next_due_on, INTERVAL w.months * l.quantity MONTH)),
                 DATE_ADD(DATE_ADD(s.next_due_on, INTERVAL w.months * l.quantity MONTH),
                          INTERVAL DAY(s.registered_on) - DAY(s.next_due_on) DAY)),
           DATE_ADD(s.next_due_on, INTERVAL w.months * l.quantity MONTH)) AS period_to,
        CASE WHEN s.status NOT IN ('active', 'suspended')
               OR s.currency <> a.currency THEN 'gone'
             WHEN EXISTS (SELECT 1 FROM renewal r
                           WHERE r.service_id = s.id
                             AND r.period_from = s.next_due_on)
               OR EXISTS (SELECT 1 FROM invoice_line y
                            JOIN invoice v ON v.id = y.invoice_id
                           WHERE y.service_id = s.id
                             AND v.account_id = :account
                             AND v.status IN ('unpaid', 'payment-pending'))
             THEN 'invoiced'
             WHEN COALESCE(p.renewal_days, w.days) = 0
               OR s.next_due_on > DATE_ADD(CAST(:today AS DATE),
                    INTERVAL COALESCE(p.renewal_days, w.days) DAY)
               OR s.next_due_on IS NULL THEN 'early'
        END AS problem,
        s.product_id AS product, s.id AS service, NULL AS domain, NULL AS tld
   FROM cart c
   JOIN cart_line l ON l.cart_id = c.id
   JOIN account a ON a.id = c.account_id
   JOIN service s ON s.id = l.service_id AND s.account_id = c.account_id
   JOIN product p ON p.id = s.product_id
   JOIN renewal_window w ON w.cycle = s.cycle
  WHERE c.account_id = :account
    AND c.membership_id = :membership
    {narrowed}
    AND s.id IN (SELECT ms.service_id FROM membership_service ms
                  WHERE ms.membership_id = :membership)
    {end})
 UNION ALL
(SELECT l.id, l.kind, d.name, NULL, NULL, l.quantity, t.renew * l.quantity,
        CASE d.status WHEN 'grace' THEN t.grace_fee
                      WHEN 'redemption' THEN t.redemption_fee END,
        a.currency, d.expires_on,
        DATE_ADD(d.expires_on, INTERVAL l.quantity YEAR),
        CASE WHEN d.live = 0 OR t.renew IS NULL THEN 'gone'
             WHEN EXISTS (SELECT 1 FROM renewal r
                           WHERE r.domain_id = d.id
                             AND r.period_from = d.expires_on)
               OR EXISTS (SELECT 1 FROM invoice_line y
                            JOIN invoice v ON v.id = y.invoice_id
                           WHERE y.domain_id = d.id
                             AND v.account_id = :account
                             AND v.status IN ('unpaid', 'payment-pending'))
             THEN 'invoiced'
             WHEN d.expires_on IS NULL
               OR d.expires_on > DATE_ADD(CAST(:today AS DATE), INTERVAL 60 DAY)
             THEN 'early'
        END,
        NULL, NULL, d.id, d.tld_id
   FROM cart c
   JOIN cart_line l ON l.cart_id = c.id
   JOIN account a ON a.id = c.account_id
   JOIN domain d ON d.id = l.domain_id AND d.account_id = c.account_id
   LEFT JOIN tld_price t ON t.tld_id = d.tld_id AND t.currency = a.currency
  WHERE c.account_id = :account
    AND c.membership_id = :membership
    {narrowed}
    AND d.id IN (SELECT md.domain_id FROM membership_domain md
                  WHERE md.membership_id = :membership)
    {end})
 UNION ALL
(SELECT l.id, l.kind, p.name, l.name, l.cycle, l.quantity,
        r.amount * l.quantity, NULLIF(r.setup * l.quantity, 0), a.currency,
        NULL, NULL,
        CASE WHEN p.offered = 0 OR r.amount IS NULL THEN 'gone' END,
        p.id, NULL, NULL, NULL
   FROM cart c
   JOIN cart_line l ON l.cart_id = c.id AND l.kind = 'service'
   JOIN account a ON a.id = c.account_id
   JOIN product p ON p.id = l.product_id
   LEFT JOIN product_price r ON r.product_id = p.id AND r.cycle = l.cycle
                            AND r.currency = a.currency
  WHERE c.account_id = :account
    AND c.membership_id = :membership)
 UNION ALL
(SELECT l.id, l.kind, l.name, NULL, NULL, l.quantity,
        IF(l.kind = 'register', x.register * l.quantity, x.transfer), NULL,
        a.currency, NULL, NULL,
        CASE WHEN t.offered = 0 OR x.register IS NULL THEN 'gone'
             WHEN EXISTS (SELECT 1 FROM domain o
                           WHERE o.account_id = :account
                             AND o.name = l.name AND o.ours = 1
                             AND o.status NOT IN ('expired', 'cancelled',
                                                  'transferred-away'))
             THEN 'owned'
        END,
        NULL, NULL, NULL, t.id
   FROM cart c
   JOIN cart_line l ON l.cart_id = c.id AND l.kind IN ('register', 'transfer')
   JOIN account a ON a.id = c.account_id
   JOIN tld t ON t.id = l.tld_id
   LEFT JOIN tld_price x ON x.tld_id = t.id AND x.currency = a.currency
  WHERE c.account_id = :account
    AND c.membership_id = :membership)

-- :name    cart.renewals
-- :doc     Which of what is due is in the member's cart already
-- :section cart
-- :row     in-cart
-- :permission orders
-- :volatile
-- :columns kind id quantity
SELECT IF(l.service_id IS NULL, 'domain', 'service') AS kind,
       COALESCE(l.service_id, l.domain_id) AS id, l.quantity
  FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.kind IN ('renew-service', 'renew-domain')
 ORDER BY l.id

-- :name    cart.open
-- :doc     The member's cart, there from now on; locked
-- :args    account membership now
INSERT INTO cart (account_id, membership_id, updated_at)
SELECT m.account_id, m.id, :now
  FROM membership m
 WHERE m.id = :membership
   AND m.account_id = :account
ON DUPLICATE KEY UPDATE updated_at = :now

-- :name    cart.size
-- :doc     How many lines it has
-- :args    account membership
-- :columns n
SELECT COUNT(l.id) AS n
  FROM cart c
  LEFT JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership

-- :name    cart.service
-- :doc     May this service go into the member's cart, to be renewed?
-- :args    account membership scoped service
-- :columns id
SELECT s.id
  FROM service s
 WHERE s.id = :service
   AND s.account_id = :account
   AND (:scoped = 0
        OR s.id IN (SELECT ms.service_id FROM membership_service ms
                     WHERE ms.membership_id = :membership))

-- :name    cart.domain
-- :doc     May this domain go into the member's cart, to be renewed?
-- :args    account membership scoped domain
-- :columns id
SELECT d.id
  FROM domain d
 WHERE d.id = :domain
   AND d.account_id = :account
   AND d.ours = 1
   AND (:scoped = 0
        OR d.id IN (SELECT md.domain_id FROM membership_domain md
                     WHERE md.membership_id = :membership))

-- :name    cart.product
-- :doc     Is this product sold to the account at that cycle?
-- :args    account product cycle
-- :columns id
SELECT p.id
  FROM account a
  JOIN product_price r ON r.currency = a.currency
  JOIN product p ON p.id = r.product_id
 WHERE a.id = :account
   AND p.id = :product
   AND p.offered = 1
   AND r.cycle = :cycle

-- :name    cart.tld
-- :doc     Is this domain ending sold to the account?
-- :args    account tld_name
-- :columns id
SELECT t.id
  FROM account a
  JOIN tld_price x ON x.currency = a.currency
  JOIN tld t ON t.id = x.tld_id
 WHERE a.id = :account
   AND t.name = :tld_name
   AND t.offered = 1

-- :name    cart.drop-name
-- :doc     The same domain is in the cart once
-- :args    account membership name
DELETE l FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.kind IN ('register', 'transfer')
   AND l.name = :name

-- :name    cart.put
-- :doc     Put a line into the member's cart; what is renewed is in it once
-- :args    account membership kind service domain product cycle tld name auth_code quantity
INSERT INTO cart_line (cart_id, kind, service_id, domain_id, product_id,
                       cycle, tld_id, name, auth_code, quantity)
SELECT c.id, :kind, NULLIF(:service, 0), NULLIF(:domain, 0),
       NULLIF(:product, 0), :cycle, NULLIF(:tld, 0), :name, :auth_code,
       :quantity
  FROM cart c
 WHERE c.account_id = :account
   AND c.membership_id = :membership
ON DUPLICATE KEY UPDATE quantity = :quantity

-- :name    cart.change
-- :doc     Another quantity of a line
-- :args    account membership line quantity
UPDATE cart c
  JOIN cart_line l ON l.cart_id = c.id
   SET l.quantity = :quantity
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.id = :line

-- :name    cart.has
-- :doc     Is that line in the member's cart?
-- :args    account membership line
-- :columns id kind
SELECT l.id, l.kind
  FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.id = :line

-- :name    cart.remove
-- :doc     Take a line out of the member's cart
-- :args    account membership line
DELETE l FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
   AND l.id = :line

-- :name    cart.empty
-- :doc     It was ordered
-- :args    account membership
DELETE l FROM cart c
  JOIN cart_line l ON l.cart_id = c.id
 WHERE c.account_id = :account
   AND c.membership_id = :membership
