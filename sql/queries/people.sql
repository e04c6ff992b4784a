-- SPDX-License-Identifier: Apache-2.0
-- Contacts with a login: invitations, memberships, and the accounts that a user may act for.

-- :name    contact.one
-- :doc     A contact, with what becomes of its login: none, invited, lapsed (the link is over), active, suspended, ended; owner: it is the account's owner
-- :section contact
-- :row     contact
-- :permission contacts
-- :columns id first_name last_name company email phone login member sent until link_until
SELECT c.id, c.first_name, c.last_name, c.company, c.email, c.phone,
       CASE WHEN m.role = 'owner' THEN 'owner'
            WHEN m.id IS NOT NULL AND m.status = 'suspended' THEN 'suspended'
            WHEN m.id IS NOT NULL AND m.expires_at <= :now THEN 'ended'
            WHEN m.id IS NOT NULL THEN 'active'
            WHEN i.id IS NOT NULL AND i.expires_at <= :now THEN 'lapsed'
            WHEN i.id IS NOT NULL THEN 'invited'
            ELSE 'none'
       END AS login,
       m.id IS NOT NULL AS member, i.sent_at AS sent,
       DATE(COALESCE(m.expires_at, i.member_until) - INTERVAL 1 SECOND) AS until,
       i.expires_at AS link_until
  FROM contact c
  LEFT JOIN membership m ON m.id = c.membership_id
                        AND m.account_id = c.account_id
  LEFT JOIN invitation i ON i.contact_id = c.id
 WHERE c.id = :contact
   AND c.account_id = :account

-- :name    contact.current
-- :doc     A contact for its forms
-- :args    account contact
-- :columns first_name last_name company email phone mail membership owner login permissions scoped until
SELECT c.first_name, c.last_name, c.company, c.email, c.phone,
       (SELECT GROUP_CONCAT(p.category)
          FROM contact_mail_preference p
         WHERE p.contact_id = c.id) AS mail,
       c.membership_id AS membership,
       EXISTS (SELECT 1 FROM membership o
                WHERE o.id = c.membership_id AND o.role = 'owner') AS owner,
       CASE WHEN m.id IS NOT NULL THEN 'member'
            WHEN i.id IS NOT NULL THEN 'invited'
            ELSE 'none'
       END AS login,
       COALESCE(m.permissions, i.permissions) AS permissions,
       COALESCE(m.scoped, i.scoped, 0) AS scoped,
       DATE(COALESCE(m.expires_at, i.member_until) - INTERVAL 1 SECOND) AS until
  FROM contact c
  LEFT JOIN membership m ON m.id = c.membership_id
                        AND m.account_id = c.account_id
                        AND m.role = 'member'
  LEFT JOIN invitation i ON i.contact_id = c.id
 WHERE c.id = :contact
   AND c.account_id = :account

-- :name    contact.lock
-- :doc     Who changes a contact's login has it to herself until she is done
-- :args    account contact
-- :columns id
SELECT c.id
  FROM contact c
 WHERE c.id = :contact
   AND c.account_id = :account
   FOR UPDATE

-- :name    contact.update
-- :doc     What is known of a contact
-- :args    account contact first_name last_name company email phone
UPDATE contact
   SET first_name = :first_name, last_name = :last_name,
       company = NULLIF(:company, ''), email = :email,
       phone = NULLIF(:phone, '')
 WHERE id = :contact
   AND account_id = :account

-- :name    contact.clear-preferences
-- :doc     The contact gets no mail, before it gets what was ticked
-- :args    account contact
DELETE x
  FROM contact c
  JOIN contact_mail_preference x ON x.contact_id = c.id
 WHERE c.id = :contact
   AND c.account_id = :account

-- :name    contact.delete
-- :doc     A contact is gone, its invitation too; one with a login only by the account's owner
-- :args    account contact owner
DELETE FROM contact
 WHERE id = :contact
   AND account_id = :account
   AND (:owner = 1 OR membership_id IS NULL)

-- :name    contact.set-membership
-- :doc     The contact has a login from now on
-- :args    account contact membership
UPDATE contact
   SET membership_id = :membership
 WHERE id = :contact
   AND account_id = :account

-- :name    scope.services
-- :doc     The account's services, and whether the contact's login is narrowed to them
-- :args    account contact
-- :columns id name domain chosen
SELECT s.id, s.name, s.domain,
       EXISTS (SELECT 1 FROM contact c
                 JOIN membership_service ms
                   ON ms.membership_id = c.membership_id
                WHERE c.id = :contact
                  AND c.account_id = :account
                  AND ms.service_id = s.id)
       OR EXISTS (SELECT 1 FROM invitation i
                    JOIN invitation_service v ON v.invitation_id = i.id
                   WHERE i.contact_id = :contact
                     AND i.account_id = :account
                     AND v.service_id = s.id) AS chosen
  FROM service s
 WHERE s.account_id = :account
   AND s.status IN ('pending', 'active', 'suspended')
 ORDER BY s.name, s.id
 LIMIT 400

-- :name    scope.domains
-- :doc     The same of its domains
-- :args    account contact
-- :columns id name chosen
SELECT d.id, d.name,
       EXISTS (SELECT 1 FROM contact c
                 JOIN membership_domain md
                   ON md.membership_id = c.membership_id
                WHERE c.id = :contact
                  AND c.account_id = :account
                  AND md.domain_id = d.id)
       OR EXISTS (SELECT 1 FROM invitation i
                    JOIN invitation_domain v ON v.invitation_id = i.id
                   WHERE i.contact_id = :contact
                     AND i.account_id = :account
                     AND v.domain_id = d.id) AS chosen
  FROM domain d
 WHERE d.account_id = :account
 ORDER BY d.name, d.id
 LIMIT 400

-- :name    invitation.put
-- :doc     Invite a contact that has no login yet; an earlier invitation's link no longer works
-- :args    account contact user token email permissions scoped until now expires
INSERT INTO invitation (account_id, contact_id, invited_by, token_hash, email,
                        permissions, scoped, member_until, sent_at, expires_at)
SELECT c.account_id, c.id, :user, :token, LOWER(:email), :permissions,
       :scoped, CAST(:until AS DATE) + INTERVAL 1 DAY, :now, :expires
  FROM contact c
 WHERE c.id = :contact
   AND c.account_id = :account
   AND c.membership_id IS NULL

-- :name    invitation.change
-- :doc     What an invited contact may do once she accepts
-- :args    account contact permissions scoped until
UPDATE invitation
   SET permissions = :permissions, scoped = :scoped,
       member_until = CAST(:until AS DATE) + INTERVAL 1 DAY
 WHERE contact_id = :contact
   AND account_id = :account

-- :name    invitation.again
-- :doc     A fresh link to the contact's address of now; the earlier one no longer works. Not more often than the caller allows
-- :args    account contact email token now expires before most
UPDATE invitation
   SET token_hash = :token, email = LOWER(:email), sends = sends + 1,
       sent_at = :now, expires_at = :expires
 WHERE contact_id = :contact
   AND account_id = :account
   AND sent_at <= :before
   AND sends < :most

-- :name    invitation.withdraw
-- :doc     The contact is not invited any more
-- :args    account contact
DELETE FROM invitation
 WHERE contact_id = :contact
   AND account_id = :account

-- :name    invitation.by-token
-- :doc     What a link stands for, while it holds and its account is open; known: there is a user of that address
-- :args    token now
-- :columns id account contact email first_name last_name account_name inviter known
SELECT i.id, i.account_id AS account, i.contact_id AS contact, i.email,
       c.first_name, c.last_name,
       COALESCE(NULLIF(a.company, ''),
                CONCAT(a.first_name, ' ', a.last_name)) AS account_name,
       CONCAT(u.first_name, ' ', u.last_name) AS inviter,
       EXISTS (SELECT 1 FROM user k WHERE k.email = i.email) AS known
  FROM invitation i
  JOIN account a ON a.id = i.account_id AND a.status = 'active'
  JOIN contact c ON c.id = i.contact_id AND c.membership_id IS NULL
  JOIN user u ON u.id = i.invited_by
 WHERE i.token_hash = :token
   AND i.expires_at > :now

-- :name    invitation.lock
-- :doc     Who accepts has the invitation to herself, if it is still there
-- :args    account invitation token now
-- :columns id
SELECT i.id
  FROM invitation i
 WHERE i.id = :invitation
   AND i.account_id = :account
   AND i.token_hash = :token
   AND i.expires_at > :now
   FOR UPDATE

-- :name    invitation.use
-- :doc     A link works once
-- :args    account invitation
DELETE FROM invitation
 WHERE id = :invitation
   AND account_id = :account

-- :name    invitation.clear-services
-- :doc     Before the ticked ones are put
-- :args    account contact
DELETE x
  FROM invitation i
  JOIN invitation_service x ON x.invitation_id = i.id
 WHERE i.contact_id = :contact
   AND i.account_id = :account

-- :name    invitation.clear-domains
-- :doc     Before the ticked ones are put
-- :args    account contact
DELETE x
  FROM invitation i
  JOIN invitation_domain x ON x.invitation_id = i.id
 WHERE i.contact_id = :contact
   AND i.account_id = :account

-- :name    invitation.service
-- :doc     The invitation reaches this service of the account
-- :args    account contact id
INSERT INTO invitation_service (invitation_id, service_id)
SELECT i.id, s.id
  FROM invitation i
  JOIN service s ON s.account_id = i.account_id
 WHERE i.contact_id = :contact
   AND i.account_id = :account
   AND s.id = :id

-- :name    invitation.domain
-- :doc     The invitation reaches this domain of the account
-- :args    account contact id
INSERT INTO invitation_domain (invitation_id, domain_id)
SELECT i.id, d.id
  FROM invitation i
  JOIN domain d ON d.account_id = i.account_id
 WHERE i.contact_id = :contact
   AND i.account_id = :account
   AND d.id = :id

-- :name    member.of-email
-- :doc     Does a user of that address act for the account already?
-- :args    account email
-- :columns id
SELECT m.id
  FROM user u
  JOIN membership m ON m.user_id = u.id
 WHERE u.email = LOWER(:email)
   AND m.account_id = :account

-- :name    member.create
-- :doc     A membership as the invitation says; a duplicate when there is one
-- :args    account invitation user now
INSERT INTO membership (user_id, account_id, role, permissions, scoped,
                        status, expires_at, created_at)
SELECT :user, i.account_id, 'member', i.permissions, i.scoped, 'active',
       i.member_until, :now
  FROM invitation i
 WHERE i.id = :invitation
   AND i.account_id = :account

-- :name    member.take-services
-- :doc     … narrowed as the invitation is
-- :args    account invitation membership
INSERT INTO membership_service (membership_id, service_id)
SELECT :membership, v.service_id
  FROM invitation i
  JOIN invitation_service v ON v.invitation_id = i.id
 WHERE i.id = :invitation
   AND i.account_id = :account

-- :name    member.take-domains
-- :doc     … narrowed as the invitation is
-- :args    account invitation membership
INSERT INTO membership_domain (membership_id, domain_id)
SELECT :membership, v.domain_id
  FROM invitation i
  JOIN invitation_domain v ON v.invitation_id = i.id
 WHERE i.id = :invitation
   AND i.account_id = :account

-- :name    member.change
-- :doc     What a member may do; never the owner's
-- :args    account membership permissions scoped until
UPDATE membership
   SET permissions = :permissions, scoped = :scoped,
       expires_at = CAST(:until AS DATE) + INTERVAL 1 DAY
 WHERE id = :membership
   AND account_id = :account
   AND role = 'member'

-- :name    member.delete
-- :doc     A member may do nothing any more; never the owner
-- :args    account membership
DELETE FROM membership
 WHERE id = :membership
   AND account_id = :account
   AND role = 'member'

-- :name    member.clear-services
-- :doc     Before the ticked ones are put
-- :args    account membership
DELETE x
  FROM membership m
  JOIN membership_service x ON x.membership_id = m.id
 WHERE m.id = :membership
   AND m.account_id = :account

-- :name    member.clear-domains
-- :doc     Before the ticked ones are put
-- :args    account membership
DELETE x
  FROM membership m
  JOIN membership_domain x ON x.membership_id = m.id
 WHERE m.id = :membership
   AND m.account_id = :account

-- :name    member.service
-- :doc     The membership reaches this service of the account
-- :args    account membership id
INSERT INTO membership_service (membership_id, service_id)
SELECT m.id, s.id
  FROM membership m
  JOIN service s ON s.account_id = m.account_id
 WHERE m.id = :membership
   AND m.account_id = :account
   AND s.id = :id

-- :name    member.domain
-- :doc     The membership reaches this domain of the account
-- :args    account membership id
INSERT INTO membership_domain (membership_id, domain_id)
SELECT m.id, d.id
  FROM membership m
  JOIN domain d ON d.account_id = m.account_id
 WHERE m.id = :membership
   AND m.account_id = :account
   AND d.id = :id

-- :name    user.create-verified
-- :doc     A login of somebody who followed a link that was sent to the address
-- :args    email password first_name last_name language now
INSERT INTO user (email, email_verified_at, password_hash, password_set_at,
                  first_name, last_name, language, created_at)
VALUES (LOWER(:email), :now, :password, :now, :first_name, :last_name,
        :language, :now)

-- :name    accounts.mine
-- :doc     The accounts that the user may act for
-- :section accounts
-- :row     account
-- :columns id name role current until
SELECT a.id,
       COALESCE(NULLIF(a.company, ''),
                CONCAT(a.first_name, ' ', a.last_name)) AS name,
       m.role, a.id = :account AS current,
       DATE(m.expires_at - INTERVAL 1 SECOND) AS until
  FROM membership m
  JOIN account a ON a.id = m.account_id
 WHERE m.user_id = :user
   AND m.status = 'active'
   AND (m.expires_at IS NULL OR m.expires_at > :now)
   AND a.status = 'active'
 ORDER BY name, a.id

-- :name    session.switch
-- :doc     The session acts for another account from now on, by a new token; only where its user has an active membership
-- :args    token fresh user account now
UPDATE session
   SET token_hash = :fresh, account_id = :account, seen_at = :now
 WHERE token_hash = :token
   AND user_id = :user
   AND EXISTS (SELECT 1
                 FROM membership m
                 JOIN account a ON a.id = m.account_id
                WHERE m.user_id = :user
                  AND m.account_id = :account
                  AND m.status = 'active'
                  AND (m.expires_at IS NULL OR m.expires_at > :now)
                  AND a.status = 'active')
