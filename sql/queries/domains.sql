-- SPDX-License-Identifier: Apache-2.0
-- Domains of the account, and the search for new ones.

-- :name    domains.list
-- :doc     All domains of the account, also those kept at another registrar
-- :section domains
-- :row     domain
-- :permission domains
-- :columns id name ours status registered expires auto_renew registrar
-- :sort    expires  d.expires_order ASC, d.id ASC
-- :sort    name     d.name ASC, d.id ASC
-- :filter  status pending|pending-registration|pending-transfer|active|grace|redemption|expired|transferred-away|cancelled|fraud  d.status = :value
-- :filter  ours 1|0  d.ours = :value
-- :filter  ours live  d.live = 1
-- :page    25
SELECT d.id, d.name, d.ours, d.status, d.registered_on AS registered,
       d.expires_on AS expires, d.auto_renew, d.registrar {keys}
  FROM domain d
 WHERE d.account_id = :account
   {narrowed}
   AND d.id IN (SELECT md.domain_id
                  FROM membership_domain md
                 WHERE md.membership_id = :membership)
   {end} {where}
 {order}

-- :name    domain.one
-- :doc     One domain
-- :section domain
-- :row     domain
-- :permission domains
-- :columns id name ours status registered expires auto_renew registrar
SELECT d.id, d.name, d.ours, d.status, d.registered_on AS registered,
       d.expires_on AS expires, d.auto_renew, d.registrar
  FROM domain d
 WHERE d.id = :domain
   AND d.account_id = :account
   {narrowed}
   AND d.id IN (SELECT md.domain_id
                  FROM membership_domain md
                 WHERE md.membership_id = :membership)
   {end}

-- :name    tlds.offered
-- :doc     Prices of the domain endings on offer, in the account's currency
-- :section domain-search
-- :row     tld
-- :columns name register transfer renew currency
SELECT t.name, p.register, p.transfer, p.renew, p.currency
  FROM account a
  JOIN tld_price p ON p.currency = a.currency
  JOIN tld t ON t.id = p.tld_id
 WHERE a.id = :account
   AND t.offered = 1
 ORDER BY t.position, t.id

-- :name    domain.taken
-- :doc     Names with the typed label that are known here as registered, whoever has them: the names alone, and for signed-in viewers only
-- :volatile
-- :section domain-taken
-- :row     taken
-- :columns name
SELECT DISTINCT d.name
  FROM domain d
 WHERE d.name LIKE CONCAT(REPLACE(REPLACE(REPLACE(
           SUBSTRING_INDEX(:name, '.', 1),
           '|', '||'), '%', '|%'), '_', '|_'), '.%') ESCAPE '|'
   AND d.status IN ('pending-registration', 'pending-transfer', 'active',
                    'grace', 'redemption')
   AND :account IS NOT NULL
 ORDER BY d.name
 LIMIT 20
