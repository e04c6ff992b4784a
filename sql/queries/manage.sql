-- SPDX-License-Identifier: Apache-2.0
-- What customers decide on their services and domains.

-- :name    manage.service
-- :doc     A service that the member reaches and that runs, locked
-- :args    account membership scoped id
-- :columns name due auto_renew cancel_when
SELECT s.name, s.next_due_on AS due, s.auto_renew, s.cancel_when
  FROM service s
 WHERE s.id = :id
   AND s.account_id = :account
   AND s.status IN ('active', 'suspended')
   AND (:scoped = 0
        OR s.id IN (SELECT ms.service_id FROM membership_service ms
                     WHERE ms.membership_id = :membership))
   FOR UPDATE

-- :name    manage.service-renew
-- :doc     Whether it is invoiced again when its period is over
-- :args    account membership scoped id on
UPDATE service s SET s.auto_renew = :on
 WHERE s.id = :id
   AND s.account_id = :account
   AND (:scoped = 0
        OR s.id IN (SELECT ms.service_id FROM membership_service ms
                     WHERE ms.membership_id = :membership))

-- :name    manage.service-cancel
-- :doc     It is to end, or (NULL) not after all
-- :args    account membership scoped id cancel_when now
UPDATE service s
   SET s.cancel_when = NULLIF(:cancel_when, ''),
       s.cancel_asked_at = IF(:cancel_when = '', NULL, :now)
 WHERE s.id = :id
   AND s.account_id = :account
   AND (:scoped = 0
        OR s.id IN (SELECT ms.service_id FROM membership_service ms
                     WHERE ms.membership_id = :membership))

-- :name    manage.domain
-- :doc     A domain of ours that the member reaches, locked
-- :args    account membership scoped id
-- :columns name due auto_renew cancel_when
SELECT d.name, d.expires_on AS due, d.auto_renew, NULL AS cancel_when
  FROM domain d
 WHERE d.id = :id
   AND d.account_id = :account
   AND d.live = 1
   AND (:scoped = 0
        OR d.id IN (SELECT md.domain_id FROM membership_domain md
                     WHERE md.membership_id = :membership))
   FOR UPDATE

-- :name    manage.domain-renew
-- :doc     Whether it is invoiced again before it expires
-- :args    account membership scoped id on
UPDATE domain d SET d.auto_renew = :on
 WHERE d.id = :id
   AND d.account_id = :account
   AND (:scoped = 0
        OR d.id IN (SELECT md.domain_id FROM membership_domain md
                     WHERE md.membership_id = :membership))
