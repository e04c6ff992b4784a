-- SPDX-License-Identifier: Apache-2.0
-- Migration 4: the revision triggers. Whoever writes, the pages that show it are made anew.

-- An account's rows raise its revision in account_revision; what every
-- customer sees raises site.revision. A row that moves from one account to
-- another raises both. Cascaded deletes fire no triggers, so each cascade
-- starts from a row whose own trigger raises the same revision.
-- `session` has none: its rows are on no page.
-- The forms are chosen so that each finds its rows by primary key, and a
-- write locks the revision of its own account and no other: IN (SELECT …) in
-- an UPDATE was seen to lock every account's.

-- The account itself.

CREATE TRIGGER account_after_insert AFTER INSERT ON account FOR EACH ROW
    INSERT INTO account_revision (account_id) VALUES (NEW.id);

CREATE TRIGGER account_after_update AFTER UPDATE ON account FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.id;

-- A user is seen on every account it is a member of. (A new one is a member
-- of none, and one that has memberships can't be deleted.)

CREATE TRIGGER user_after_update AFTER UPDATE ON user FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = NEW.id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1;

-- Rows that name their account.

CREATE TRIGGER membership_after_insert AFTER INSERT ON membership FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER membership_after_update AFTER UPDATE ON membership FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER membership_after_delete AFTER DELETE ON membership FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER contact_after_insert AFTER INSERT ON contact FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER contact_after_update AFTER UPDATE ON contact FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER contact_after_delete AFTER DELETE ON contact FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER mail_preference_after_insert AFTER INSERT ON mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER mail_preference_after_update AFTER UPDATE ON mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER mail_preference_after_delete AFTER DELETE ON mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER consent_after_insert AFTER INSERT ON consent FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER consent_after_update AFTER UPDATE ON consent FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER consent_after_delete AFTER DELETE ON consent FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER service_after_insert AFTER INSERT ON service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER service_after_update AFTER UPDATE ON service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER service_after_delete AFTER DELETE ON service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER domain_after_insert AFTER INSERT ON domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER domain_after_update AFTER UPDATE ON domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER domain_after_delete AFTER DELETE ON domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER invoice_after_insert AFTER INSERT ON invoice FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER invoice_after_update AFTER UPDATE ON invoice FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER invoice_after_delete AFTER DELETE ON invoice FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

CREATE TRIGGER ticket_after_insert AFTER INSERT ON ticket FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = NEW.account_id;

CREATE TRIGGER ticket_after_update AFTER UPDATE ON ticket FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id IN (OLD.account_id, NEW.account_id);

CREATE TRIGGER ticket_after_delete AFTER DELETE ON ticket FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = OLD.account_id;

-- Rows that belong to an account through their parent.

CREATE TRIGGER contact_mail_preference_after_insert AFTER INSERT ON contact_mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM contact p
                          WHERE p.id = NEW.contact_id);

CREATE TRIGGER contact_mail_preference_after_update AFTER UPDATE ON contact_mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM contact p
                          WHERE p.id = NEW.contact_id);

CREATE TRIGGER contact_mail_preference_after_move AFTER UPDATE ON contact_mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM contact p
                          WHERE p.id = OLD.contact_id
                            AND OLD.contact_id <> NEW.contact_id);

CREATE TRIGGER contact_mail_preference_after_delete AFTER DELETE ON contact_mail_preference FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM contact p
                          WHERE p.id = OLD.contact_id);

CREATE TRIGGER membership_service_after_insert AFTER INSERT ON membership_service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = NEW.membership_id);

CREATE TRIGGER membership_service_after_update AFTER UPDATE ON membership_service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = NEW.membership_id);

CREATE TRIGGER membership_service_after_move AFTER UPDATE ON membership_service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = OLD.membership_id
                            AND OLD.membership_id <> NEW.membership_id);

CREATE TRIGGER membership_service_after_delete AFTER DELETE ON membership_service FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = OLD.membership_id);

CREATE TRIGGER membership_domain_after_insert AFTER INSERT ON membership_domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = NEW.membership_id);

CREATE TRIGGER membership_domain_after_update AFTER UPDATE ON membership_domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = NEW.membership_id);

CREATE TRIGGER membership_domain_after_move AFTER UPDATE ON membership_domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = OLD.membership_id
                            AND OLD.membership_id <> NEW.membership_id);

CREATE TRIGGER membership_domain_after_delete AFTER DELETE ON membership_domain FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM membership p
                          WHERE p.id = OLD.membership_id);

CREATE TRIGGER invoice_line_after_insert AFTER INSERT ON invoice_line FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = NEW.invoice_id);

CREATE TRIGGER invoice_line_after_update AFTER UPDATE ON invoice_line FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = NEW.invoice_id);

CREATE TRIGGER invoice_line_after_move AFTER UPDATE ON invoice_line FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = OLD.invoice_id
                            AND OLD.invoice_id <> NEW.invoice_id);

CREATE TRIGGER invoice_line_after_delete AFTER DELETE ON invoice_line FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = OLD.invoice_id);

CREATE TRIGGER payment_after_insert AFTER INSERT ON payment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = NEW.invoice_id);

CREATE TRIGGER payment_after_update AFTER UPDATE ON payment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = NEW.invoice_id);

CREATE TRIGGER payment_after_move AFTER UPDATE ON payment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = OLD.invoice_id
                            AND OLD.invoice_id <> NEW.invoice_id);

CREATE TRIGGER payment_after_delete AFTER DELETE ON payment FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM invoice p
                          WHERE p.id = OLD.invoice_id);

CREATE TRIGGER ticket_message_after_insert AFTER INSERT ON ticket_message FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = NEW.ticket_id);

CREATE TRIGGER ticket_message_after_update AFTER UPDATE ON ticket_message FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = NEW.ticket_id);

CREATE TRIGGER ticket_message_after_move AFTER UPDATE ON ticket_message FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = OLD.ticket_id
                            AND OLD.ticket_id <> NEW.ticket_id);

CREATE TRIGGER ticket_message_after_delete AFTER DELETE ON ticket_message FOR EACH ROW
    UPDATE account_revision SET revision = revision + 1
     WHERE account_id = (SELECT p.account_id FROM ticket p
                          WHERE p.id = OLD.ticket_id);

-- What every customer sees.

CREATE TRIGGER site_before_update BEFORE UPDATE ON site FOR EACH ROW
    SET NEW.revision = OLD.revision + 1;

CREATE TRIGGER product_group_after_insert AFTER INSERT ON product_group FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_group_after_update AFTER UPDATE ON product_group FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_group_after_delete AFTER DELETE ON product_group FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_after_insert AFTER INSERT ON product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_after_update AFTER UPDATE ON product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_after_delete AFTER DELETE ON product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_price_after_insert AFTER INSERT ON product_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_price_after_update AFTER UPDATE ON product_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER product_price_after_delete AFTER DELETE ON product_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER renewal_window_after_insert AFTER INSERT ON renewal_window FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER renewal_window_after_update AFTER UPDATE ON renewal_window FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER renewal_window_after_delete AFTER DELETE ON renewal_window FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_after_insert AFTER INSERT ON tld FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_after_update AFTER UPDATE ON tld FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_after_delete AFTER DELETE ON tld FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_price_after_insert AFTER INSERT ON tld_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_price_after_update AFTER UPDATE ON tld_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER tld_price_after_delete AFTER DELETE ON tld_price FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER department_after_insert AFTER INSERT ON department FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER department_after_update AFTER UPDATE ON department FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER department_after_delete AFTER DELETE ON department FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_after_insert AFTER INSERT ON news FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_after_update AFTER UPDATE ON news FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_after_delete AFTER DELETE ON news FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_product_after_insert AFTER INSERT ON news_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_product_after_update AFTER UPDATE ON news_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER news_product_after_delete AFTER DELETE ON news_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER banner_after_insert AFTER INSERT ON banner FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER banner_after_update AFTER UPDATE ON banner FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER banner_after_delete AFTER DELETE ON banner FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER shortcut_after_insert AFTER INSERT ON shortcut FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER shortcut_after_update AFTER UPDATE ON shortcut FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER shortcut_after_delete AFTER DELETE ON shortcut FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER guide_after_insert AFTER INSERT ON guide FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER guide_after_update AFTER UPDATE ON guide FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER guide_after_delete AFTER DELETE ON guide FOR EACH ROW
    UPDATE site SET revision = revision + 1;
