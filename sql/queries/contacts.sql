-- SPDX-License-Identifier: Apache-2.0
-- Contacts: the other people on an account.

-- :name    contacts.list
-- :doc     All contacts of the account
-- :section contacts
-- :row     contact
-- :permission contacts
-- :columns id first_name last_name company email phone login invited until
-- :sort    name  c.last_name ASC, c.first_name ASC, c.id ASC
-- :page    25
SELECT c.id, c.first_name, c.last_name, c.company, c.email, c.phone,
       c.membership_id IS NOT NULL AS login, i.id IS NOT NULL AS invited,
       DATE(m.expires_at - INTERVAL 1 SECOND) AS until {keys}
  FROM contact c
  LEFT JOIN membership m ON m.id = c.membership_id
  LEFT JOIN invitation i ON i.contact_id = c.id
 WHERE c.account_id = :account {where}
 {order}

-- :name    contact.create
-- :doc     A new contact, without a login
-- :args    account first_name last_name company email phone now
INSERT INTO contact (account_id, first_name, last_name, company, email,
                     phone, created_at)
VALUES (:account, :first_name, :last_name, NULLIF(:company, ''), :email,
        NULLIF(:phone, ''), :now)

-- :name    contact.preference
-- :doc     The contact gets mail of this category
-- :args    contact account category
INSERT INTO contact_mail_preference (contact_id, category)
SELECT c.id, :category
  FROM contact c
 WHERE c.id = :contact
   AND c.account_id = :account
