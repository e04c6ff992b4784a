# SPDX-License-Identifier: Apache-2.0
"""Writes by any hand, table by table, each with the pages that it concerns.

A story is a list of steps on rows of its own. A step is a write, whose pages
must be new, and what is then to be read there: "+x" x stands there, "-x" it
doesn't, "*" something else than before stands there, "=" nothing has changed.
In texts {n} is a number that nobody else has, {a} and {b} are accounts,
{u} the owner of a, {m} the narrowed member of a, {w} a marker."""
import random
from dataclasses import dataclass

from cached import CODINGS
from tenants import account_of, row_id, user_of

A, B, M = "owner of a", "owner of b", "member of a"
ACTIVE = "'active', 'monthly', 100, 'EUR', UTC_DATE()"

# Steps: (write, {who: {path: expectation}})
STORIES = {
    "service": [
        ("INSERT INTO service (id, account_id, product_id, name, status, "
         "cycle, amount, currency, next_due_on) VALUES ({n}, {a}, 1, '{w}', "
         + ACTIVE + ")",
         {A: {"/services": "+{w}", "/": "+{w}", "/renewals": "+{w}",
              "/services/{n}": "+{w}"}, M: {"/services": "-{w}"},
          B: {"/services": "-{w}"}}),
        ("UPDATE service SET name = '{w}2', domain = '{w}.example' "
         "WHERE id = {n}", {A: {"/services/{n}": "+{w}2", "/": "+{w}2",
                                "/services?sort=due": "+{w}2"}}),
        ("INSERT INTO membership_service VALUES ({m}, {n})",
         {M: {"/services": "+{w}2", "/services/{n}": "+{w}2", "/": "*"}}),
        ("UPDATE service SET account_id = {b} WHERE id = {n}",
         {A: {"/services": "-{w}", "/": "-{w}", "/services/{n}": "-{w}"},
          M: {"/services": "-{w}", "/services/{n}": "-{w}"},
          B: {"/services": "+{w}2", "/": "+{w}2"}}),
        ("UPDATE service s JOIN account a ON a.id = s.account_id SET "
         "s.status = 'suspended' WHERE s.id = {n} AND a.status = 'active'",
         {B: {"/services?status=active": "-{w}", "/": "*",
              "/services?status=suspended": "+{w}"}}),
        ("DELETE FROM service WHERE id = {n}",
         {B: {"/services": "-{w}", "/": "*", "/services/{n}": "-{w}"}})],
    "domain": [
        ("INSERT INTO domain (id, account_id, tld_id, name, status, "
         "expires_on) VALUES ({n}, {a}, 1, '{w}.example', 'active', "
         "UTC_DATE())",
         {A: {"/domains": "+{w}", "/": "+{w}", "/domains/{n}": "+{w}",
              "/renewals": "+{w}"}, M: {"/domains": "-{w}"}}),
        ("INSERT INTO membership_domain VALUES ({m}, {n})",
         {M: {"/domains": "+{w}", "/domains/{n}": "+{w}"}}),
        ("UPDATE domain SET ours = 0, registrar = '{w}r' WHERE id = {n}",
         {A: {"/domains/{n}": "+{w}r", "/domains?ours=1": "-{w}",
              "/": "*"}}),
        ("UPDATE domain SET account_id = {b} WHERE id = {n}",
         {A: {"/domains": "-{w}"}, M: {"/domains": "-{w}"},
          B: {"/domains": "+{w}", "/domains/{n}": "+{w}"}}),
        ("DELETE FROM domain WHERE id = {n}",
         {B: {"/domains": "-{w}", "/domains/{n}": "-{w}"}})],
    "invoice": [
        ("INSERT INTO invoice (id, account_id, number, status, issued_on, "
         "due_on, currency, net, total) VALUES ({n}, {a}, NULL, 'draft', "
         "UTC_DATE(), UTC_DATE() + INTERVAL 1 DAY, 'EUR', 900, 900)",
         {A: {"/invoices": "=", "/": "="}}),
        ("UPDATE invoice SET status = 'unpaid', number = '{w}' "
         "WHERE id = {n}", {A: {"/invoices": "+{w}", "/": "*",
                                "/invoices?status=unpaid": "+{w}"}}),
        ("INSERT INTO invoice_line (id, invoice_id, description, amount) "
         "VALUES ({n}, {n}, '{w}l', 900)", {A: {"/invoices/{n}": "+{w}l"}}),
        ("UPDATE invoice_line SET description = '{w}k', service_id = {s} "
         "WHERE id = {n}", {A: {"/invoices/{n}": "+{w}k",
                                "/services/{s}": "+{w}", "/renewals": "="}}),
        ("INSERT INTO payment (id, invoice_id, amount, method) VALUES "
         "({n}, {n}, 300, 'card')", {A: {"/invoices/{n}": "*",
                                         "/invoices": "*"}}),
        ("UPDATE payment SET amount = 400 WHERE id = {n}",
         {A: {"/invoices/{n}": "*"}}),
        ("UPDATE payment SET invoice_id = {i} WHERE id = {n}",
         {A: {"/invoices/{n}": "*", "/invoices": "*"},
          B: {"/invoices": "*"}}),
        ("UPDATE invoice_line SET invoice_id = {i} WHERE id = {n}",
         {A: {"/invoices/{n}": "-{w}k"}, B: {"/invoices/{i}": "+{w}k"}}),
        ("DELETE FROM payment WHERE id = {n}", {B: {"/invoices": "*"}}),
        ("DELETE FROM invoice_line WHERE id = {n}",
         {B: {"/invoices/{i}": "-{w}k"}}),
        ("UPDATE invoice SET account_id = {b} WHERE id = {n}",
         {A: {"/invoices": "-{w}"}, B: {"/invoices": "+{w}",
                                        "/invoices/{n}": "+{w}"}}),
        ("INSERT INTO invoice_line (id, invoice_id, description, amount) "
         "VALUES ({n}, {n}, '{w}l', 900)", {B: {"/invoices/{n}": "+{w}l"}}),
        ("DELETE FROM invoice WHERE id = {n}",     # its line goes with it
         {B: {"/invoices": "-{w}", "/invoices/{n}": "-{w}"}})],
    "ticket": [
        ("INSERT INTO ticket (id, account_id, number, subject) VALUES "
         "({n}, {a}, '{w}n', '{w}')",
         {A: {"/tickets": "+{w}", "/": "+{w}", "/tickets/{w}n": "+{w}"},
          M: {"/tickets": "+{w}", "/": "+{w}"}}),
        ("INSERT INTO ticket_message (id, ticket_id, author, body) VALUES "
         "({n}, {n}, '{w}a', 'body of {w}')",
         {A: {"/tickets/{w}n": "+{w}a"}, M: {"/tickets/{w}n": "+{w}a"}}),
        ("UPDATE ticket SET service_id = {s} WHERE id = {n}",
         {A: {"/tickets/{w}n": "*"}, M: {"/tickets": "-{w}",
                                         "/tickets/{w}n": "-{w}a"}}),
        ("UPDATE ticket SET service_id = NULL, status = 'answered' "
         "WHERE id = {n}",
         {A: {"/tickets?status=answered": "+{w}",
              "/tickets?status=open": "-{w}"}, M: {"/tickets": "+{w}"}}),
        ("UPDATE ticket_message SET body = '{w}b' WHERE id = {n}",
         {A: {"/tickets/{w}n": "+{w}b"}}),
        ("UPDATE ticket_message SET ticket_id = {t} WHERE id = {n}",
         {A: {"/tickets/{w}n": "-{w}b"}, B: {"/tickets/{tn}": "+{w}b"}}),
        ("DELETE FROM ticket_message WHERE id = {n}",
         {B: {"/tickets/{tn}": "-{w}b"}}),
        ("UPDATE ticket SET account_id = {b} WHERE id = {n}",
         {A: {"/tickets": "-{w}", "/": "-{w}"},
          B: {"/tickets": "+{w}", "/": "+{w}"}}),
        ("DELETE FROM ticket WHERE id = {n}",
         {B: {"/tickets": "-{w}", "/tickets/{w}n": "-{w}a"}})],
    "ticket's files": [
        ("INSERT INTO attachment (id, account_id, name, type, size) VALUES "
         "({n}, {b}, '{w}.png', 'image/png', 1)",
         {B: {"/tickets/{tn}": "-{w}.png"}}),
        ("UPDATE attachment SET message_id = (SELECT MAX(m.id) FROM "
         "ticket_message m WHERE m.ticket_id = {t}) WHERE id = {n}",
         {B: {"/tickets/{tn}": "+{w}.png"}, A: {"/tickets": "-{w}"}}),
        ("INSERT INTO attachment_chunk VALUES ({n}, 0, 'x')",
         {B: {"/tickets/{tn}": "+{w}.png"}}),
        ("UPDATE attachment SET name = '{w}2.png' WHERE id = {n}",
         {B: {"/tickets/{tn}": "+{w}2.png"}}),
        ("DELETE FROM attachment WHERE id = {n}",
         {B: {"/tickets/{tn}": "-{w}2.png"}})],
    "tickets that were read": [
        ("INSERT INTO ticket (id, account_id, number, subject) VALUES "
         "({n}, {a}, '{w}n', '{w}')", {A: {"/tickets": "+{w}"}}),
        ("INSERT INTO ticket_message (id, ticket_id, author, staff, body) "
         "VALUES ({n}, {n}, 'x', 1, 'x')",
         {A: {"/tickets?sort=subject": "+unread"},
          M: {"/tickets": "+unread"}}),
        ("INSERT INTO ticket_read VALUES ({n}, {u}, {n})",
         {A: {"/tickets?sort=subject": "*"}, M: {"/tickets": "+unread"}}),
        ("UPDATE ticket_read SET message_id = 0 WHERE ticket_id = {n}",
         {A: {"/tickets?sort=subject": "+unread"}}),
        ("DELETE FROM ticket_read WHERE ticket_id = {n}",
         {A: {"/tickets?sort=subject": "+unread"}}),
        ("INSERT INTO ticket_note (id, ticket_id, author, body) VALUES "
         "({n}, {n}, '{w}x', '{w}x')", {A: {"/tickets": "-{w}x"}}),
        ("DELETE FROM ticket WHERE id = {n}", {A: {"/tickets": "-{w}"}})],
    "contact": [
        ("INSERT INTO contact (id, account_id, first_name, last_name, email)"
         " VALUES ({n}, {a}, '{w}', '!{w}', 'x@example.com')",
         {A: {"/contacts": "+{w}", "/": "+{w}"}, B: {"/contacts": "="}}),
        ("INSERT INTO contact_mail_preference VALUES ({n}, 'domain')",
         {A: {"/contacts": "="}}),
        ("UPDATE contact SET membership_id = {m} WHERE id = {n}",
         {A: {"/contacts?format=xml": "*"}}),
        ("UPDATE contact SET account_id = {b}, last_name = '!{w}2' "
         "WHERE id = {n}", {A: {"/contacts": "-{w}", "/": "-{w}"},
                            B: {"/contacts": "+{w}2", "/": "+{w}2"}}),
        ("DELETE FROM contact_mail_preference WHERE contact_id = {n}",
         {B: {"/contacts": "="}}),
        ("DELETE FROM contact WHERE id = {n}",
         {B: {"/contacts": "-{w}", "/": "-{w}"}})],
    "emails": [
        ("INSERT INTO mail (id, account_id, template, category, recipient, "
         "fields, subject, body, sent_at) VALUES ({n}, {a}, 'x', 'general', "
         "'x@example.com', '', '{w}', 'of {w}', UTC_TIMESTAMP())",
         {A: {"/emails": "=", "/emails/{n}": "-of {w}"}}),
        ("UPDATE mail SET state = 'sent' WHERE id = {n}",
         {A: {"/emails": "+{w}", "/emails/{n}": "+of {w}"},
          B: {"/emails": "-{w}"}}),
        ("UPDATE mail SET account_id = {b} WHERE id = {n}",
         {A: {"/emails": "-{w}"}, B: {"/emails": "+{w}"}}),
        ("UPDATE mail SET category = 'security' WHERE id = {n}",
         {B: {"/emails": "-{w}", "/emails/{n}": "-of {w}"}}),
        ("DELETE FROM mail WHERE id = {n}", {B: {"/emails": "="}})],
    "account": [
        ("UPDATE account SET company = '{w}', street1 = '{w}s' "
         "WHERE id = {a}", {A: {"/": "+{w}", "/personal": "+{w}s"},
                            M: {"/": "+{w}", "/services": "+{w}"},
                            B: {"/": "-{w}"}}),
        ("UPDATE account SET currency = 'PLN' WHERE id = {a}",
         {A: {"/order": "*", "/": "*"}}),
        ("UPDATE account SET currency = 'EUR' WHERE id = {a}",
         {A: {"/order": "*", "/": "*"}})],
    "user": [
        ("UPDATE user SET first_name = '{w}' WHERE id = {u}",
         {A: {"/": "+{w}"}, M: {"/": "-{w}"}}),
        ("UPDATE user SET language = IF(language = 'pl', 'en', 'pl') "
         "WHERE id = {m}", {M: {"/": "*", "/guides": "*", "/services": "*"},
                            A: {"/": "="}})],
    "membership": [
        ("UPDATE membership SET permissions = 'services' WHERE id = {m}",
         {M: {"/": "*", "/tickets": "-<table", "/domains": "-<table"}}),
        ("UPDATE membership SET scoped = 0 WHERE id = {m}",
         {M: {"/": "*", "/services": "*"}, A: {"/services": "="}}),
        ("UPDATE membership SET scoped = 1, permissions = "
         "'services,domains,tickets' WHERE id = {m}",
         {M: {"/": "*", "/tickets": "+<table"}}),
        ("INSERT INTO membership_service VALUES ({m}, {s})",
         {M: {"/services": "*", "/services/{s}": "*"}}),
        ("UPDATE membership_service SET service_id = {s} + 1 WHERE "
         "membership_id = {m} AND service_id = {s}",
         {M: {"/services": "*", "/services/{s}": "*"}}),
        ("DELETE FROM membership_service WHERE membership_id = {m} AND "
         "service_id = {s} + 1", {M: {"/services": "*"}}),
        ("UPDATE membership SET status = 'suspended' WHERE id = {m}",
         {M: {"/services": "-<html"}, A: {"/services": "="}}),
        ("UPDATE membership SET status = 'active' WHERE id = {m}",
         {M: {"/services": "+<html"}})],
    "mail": [
        ("UPDATE mail_preference SET enabled = 1 - enabled WHERE account_id "
         "= {a}", {A: {"/personal": "*"}, B: {"/personal": "="}}),
        ("DELETE FROM mail_preference WHERE account_id = {a} AND category = "
         "'invoice'", {A: {"/personal": "*"}}),
        ("INSERT INTO mail_preference (account_id, category) VALUES ({a}, "
         "'invoice') ON DUPLICATE KEY UPDATE enabled = 1",
         {A: {"/personal": "="}}),
        ("INSERT INTO consent (account_id, given, wording) SELECT {a}, 1 - "
         "given, 'x' FROM consent WHERE account_id = {a} ORDER BY id DESC "
         "LIMIT 1", {A: {"/personal": "*"}, B: {"/personal": "="}}),
        ("DELETE FROM consent WHERE account_id = {a} ORDER BY id DESC "
         "LIMIT 1", {A: {"/personal": "*"}})],
    "invitation": [
        ("INSERT INTO contact (id, account_id, first_name, last_name, email) "
         "VALUES ({n}, {a}, '{w}', 'x', '{w}@example.com')",
         {A: {"/contacts": "+{w}"}, B: {"/contacts": "-{w}"}}),
        ("INSERT INTO invitation (contact_id, account_id, invited_by, "
         "token_hash, email, sent_at, expires_at) VALUES ({n}, {a}, {u}, "
         "UNHEX(SHA2('{w}', 256)), '{w}@example.com', UTC_TIMESTAMP(), "
         "UTC_TIMESTAMP())", {A: {"/contacts": "*", "/contacts/{n}": "*"},
                              B: {"/contacts": "="}}),
        ("UPDATE invitation SET expires_at = expires_at + INTERVAL 1 DAY "
         "WHERE contact_id = {n}", {A: {"/contacts/{n}": "*"}}),
        ("DELETE FROM invitation WHERE contact_id = {n}",
         {A: {"/contacts": "*", "/contacts/{n}": "*"}}),
        ("DELETE FROM contact WHERE id = {n}", {A: {"/contacts": "-{w}"}})],
    "change of e-mail": [
        ("INSERT INTO email_change (account_id, user_id, token_hash, "
         "old_email, new_email, sent_at, expires_at) VALUES ({a}, {u}, "
         "UNHEX(SHA2('{w}', 256)), 'x', '{w}@example.com', UTC_TIMESTAMP(), "
         "UTC_TIMESTAMP() + INTERVAL 1 DAY)",
         {A: {"/personal": "+{w}@"}, B: {"/personal": "-{w}"}}),
        ("UPDATE email_change SET new_email = '{w}2@example.com' WHERE "
         "account_id = {a}", {A: {"/personal": "+{w}2@"}}),
        ("DELETE FROM email_change WHERE account_id = {a}",
         {A: {"/personal": "-{w}"}})],
    "products": [
        ("UPDATE product SET name = '{w}' WHERE id = 1",
         {A: {"/order": "+{w}", "/services": "+{w}"}, B: {"/order": "+{w}"}}),
        ("UPDATE product_group SET name = '{w}g' WHERE id = 1",
         {A: {"/order": "+{w}g"}}),
        ("UPDATE product_price SET amount = amount + 7 WHERE product_id = 1",
         {A: {"/order": "*"}, B: {"/order": "*"}}),
        ("UPDATE product SET offered = 0 WHERE id = 2", {A: {"/order": "*"}}),
        ("UPDATE product SET offered = 1, position = position + 1 WHERE "
         "id = 2", {A: {"/order": "*"}}),
        ("INSERT INTO product (id, group_id, name) VALUES ({n}, 1, '{w}p')",
         {A: {"/order": "="}}),
        ("INSERT INTO product_price (product_id, currency, cycle, amount) "
         "VALUES ({n}, 'EUR', 'monthly', 5)", {A: {"/order": "+{w}p"}}),
        ("DELETE FROM product_price WHERE product_id = {n}",
         {A: {"/order": "-{w}p"}}),
        ("DELETE FROM product WHERE id = {n}", {A: {"/order": "="}})],
    "renewal windows": [
        ("UPDATE renewal_window SET days = 0 WHERE cycle = 'monthly'",
         {A: {"/renewals": "*", "/": "*"}}),
        ("DELETE FROM renewal_window WHERE cycle = 'monthly'",
         {A: {"/renewals": "="}}),
        ("INSERT INTO renewal_window VALUES ('monthly', 14, 1)",
         {A: {"/renewals": "*", "/": "*"}})],
    "endings": [
        ("UPDATE tld_price SET register = register + 3 WHERE tld_id = 1",
         {A: {"/": "*"}}),
        ("UPDATE tld SET offered = 1 - offered WHERE id = 1",
         {A: {"/": "*"}, B: {"/": "*"}}),
        ("UPDATE tld SET offered = 1 - offered WHERE id = 1",
         {A: {"/": "*"}, B: {"/": "*"}}),
        ("INSERT INTO tld (id, name, position) VALUES ({n}, '{w}', -1)",
         {A: {"/": "="}}),
        ("INSERT INTO tld_price (tld_id, currency, register, transfer, renew)"
         " VALUES ({n}, 'EUR', 1, 2, 3)", {A: {"/": "+{w}"}}),
        ("DELETE FROM tld WHERE id = {n}", {A: {"/": "-{w}"}})],
    "departments": [
        ("INSERT INTO department (id, name) VALUES ({n}, '{w}')",
         {A: {"/tickets": "+{w}"}}),
        ("UPDATE ticket SET department_id = {n} WHERE id = {t}",
         {B: {"/tickets/{tn}": "+{w}"}}),
        ("UPDATE department SET name = '{w}2' WHERE id = {n}",
         {B: {"/tickets/{tn}": "+{w}2"}}),
        ("UPDATE ticket SET department_id = NULL WHERE id = {t}",
         {B: {"/tickets/{tn}": "-{w}"}}),
        ("DELETE FROM department WHERE id = {n}",
         {B: {"/tickets": "-{w}"}})],
    "news": [
        ("INSERT INTO news (id, published_on, title, body) VALUES ({n}, "
         "'2026-01-01' + INTERVAL 500 YEAR, '{w}', 'x')",
         {A: {"/news": "=", "/news/{n}": "-{w}"}}),
        ("UPDATE news SET published_on = UTC_DATE() - INTERVAL 2 DAY "
         "WHERE id = {n}", {A: {"/news": "+{w}", "/news/{n}": "+{w}"},
                            B: {"/news": "+{w}"}}),
        ("INSERT INTO news_product VALUES ({n}, 14)",
         {A: {"/news": "-{w}", "/news/{n}": "-{w}"}}),
        ("UPDATE news_product SET product_id = 1 WHERE news_id = {n}",
         {A: {"/news": "+{w}", "/news/{n}": "+{w}"}}),
        ("UPDATE news SET title = '{w}2', language = 'xx' WHERE id = {n}",
         {A: {"/news": "-{w}"}}),
        ("UPDATE news SET language = NULL WHERE id = {n}",
         {A: {"/news": "+{w}2"}}),
        ("DELETE FROM news WHERE id = {n}",        # its product goes with it
         {A: {"/news": "-{w}", "/news/{n}": "-{w}"}})],
    "banners": [
        ("INSERT INTO banner (id, starts_on, title, position) VALUES ({n}, "
         "'2020-01-01', '{w}', -9)", {A: {"/": "+{w}"}, B: {"/": "+{w}"}}),
        ("UPDATE banner SET ends_on = '2020-01-02' WHERE id = {n}",
         {A: {"/": "-{w}"}}),
        ("DELETE FROM banner WHERE id = {n}", {A: {"/": "="}})],
    "shortcuts": [
        ("INSERT INTO shortcut (id, name, link, permission) VALUES ({n}, "
         "'{w}', 'page:tickets', 'invoices')",
         {A: {"/": "+{w}"}, M: {"/": "-{w}"}}),
        ("UPDATE shortcut SET permission = NULL WHERE id = {n}",
         {A: {"/": "+{w}"}, M: {"/": "+{w}"}}),
        ("DELETE FROM shortcut WHERE id = {n}",
         {A: {"/": "-{w}"}, M: {"/": "-{w}"}})],
    "guides": [
        ("INSERT INTO guide (id, slug, language, category, title, body) "
         "VALUES ({n}, '{w}', 'en', 'x', '{w}t', 'of {w}')",
         {A: {"/guides": "+{w}t", "/guides/{w}": "+{w}t"}}),
        ("REPLACE INTO guide (id, slug, language, category, title, body) "
         "VALUES ({n}, '{w}', 'en', 'x', '{w}t', 'new {w}b')",
         {A: {"/guides/{w}": "+{w}b"}, B: {"/guides/{w}": "+{w}b"}}),
        ("UPDATE guide SET title = '{w}t2', position = -1 WHERE id = {n}",
         {A: {"/guides": "+{w}t2", "/guides/{w}": "+{w}t2"}}),
        ("DELETE FROM guide WHERE id = {n}",
         {A: {"/guides": "-{w}t", "/guides/{w}": "-{w}t"}})],
    "votes": [
        ("INSERT INTO guide_vote (slug, user_id, helpful) VALUES "
         "('register-a-domain', {n}, 1)",
         {A: {"/guides/register-a-domain": "*"}}),
        ("UPDATE guide_vote SET helpful = 0 WHERE user_id = {n}",
         {A: {"/guides/register-a-domain": "*"}}),
        ("DELETE FROM guide_vote WHERE user_id = {n}",
         {A: {"/guides/register-a-domain": "*"}})],
    "what was read": [
        ("INSERT INTO news (id, published_on, title, body) VALUES ({n}, "
         "UTC_DATE(), '{w}', 'x')", {A: {"/news": "+{w}"}}),
        ("INSERT INTO news_read VALUES ({u}, {n})",
         {A: {"/news": "*"}, B: {"/news": "="}}),
        ("DELETE FROM news_read WHERE news_id = {n}", {A: {"/news": "*"}}),
        ("DELETE FROM news WHERE id = {n}", {A: {"/news": "-{w}"}})],
    "incidents": [
        ("INSERT INTO incident (id, kind, progress, title, body, starts_at) "
         "VALUES ({n}, 'incident', 'identified', '{w}', 'x', "
         "UTC_TIMESTAMP())", {A: {"/status": "-{w}", "/": "-{w}"}}),
        ("UPDATE incident SET state = 'published' WHERE id = {n}",
         {A: {"/status": "+{w}", "/": "+{w}"}, B: {"/": "+{w}"}}),
        ("INSERT INTO incident_update (id, incident_id, progress, body) "
         "VALUES ({n}, {n}, 'monitoring', '{w}u')",
         {A: {"/status": "+{w}u"}}),
        ("UPDATE incident_update SET body = '{w}v' WHERE id = {n}",
         {A: {"/status": "+{w}v"}}),
        ("DELETE FROM incident_update WHERE id = {n}",
         {A: {"/status": "-{w}v"}}),
        ("INSERT INTO incident_product VALUES ({n}, 14)",
         {A: {"/status": "+Classic", "/": "-{w}"}}),
        ("UPDATE incident_product SET product_id = 1 WHERE "
         "incident_id = {n}", {A: {"/": "+{w}"}, B: {"/": "+{w}"}}),
        ("DELETE FROM incident_product WHERE incident_id = {n}",
         {A: {"/status": "+{w}"}}),
        ("DELETE FROM incident WHERE id = {n}",
         {A: {"/status": "-{w}", "/": "-{w}"}})],
    "the end of an account": [
        ("INSERT INTO erasure_request VALUES ({a}, {u}, UTC_TIMESTAMP())",
         {A: {"/personal/data": "+/personal/data/stay"},
          B: {"/personal/data": "-/personal/data/stay"}}),
        ("DELETE FROM erasure_request WHERE account_id = {a}",
         {A: {"/personal/data": "-/personal/data/stay"}})],
    "orders": [
        ("INSERT INTO customer_order (id, account_id, number, invoice_id, "
         "once_key, placed_at) SELECT {n}, {a}, '{w}', MIN(id), '{w}', "
         "UTC_TIMESTAMP() FROM invoice WHERE account_id = {a}",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}}),
        ("UPDATE customer_order SET status = 'active' WHERE id = {n}",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}}),
        ("DELETE FROM customer_order WHERE id = {n}",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}})],
    "credit": [
        ("INSERT INTO account_credit VALUES ({a}, 'EUR', 5)",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}}),
        ("UPDATE account_credit SET amount = 7 WHERE account_id = {a}",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}}),
        ("DELETE FROM account_credit WHERE account_id = {a}",
         {A: {"/invoices": "?"}, B: {"/invoices": "="}})],
    "ways to pay": [
        ("INSERT INTO payment_method (name, title) VALUES ('{w}', 'x')",
         {A: {"/guides": "?"}}),
        ("UPDATE payment_method SET title = 'y' WHERE name = '{w}'",
         {A: {"/guides": "?"}}),
        ("DELETE FROM payment_method WHERE name = '{w}'",
         {A: {"/guides": "?"}})],
    "terms": [
        ("INSERT INTO terms (id, version, published_on, link) VALUES ({n}, "
         "'{w}', UTC_DATE(), 'https://example.org/{w}')",
         {A: {"/guides": "?"}}),
        ("UPDATE terms SET link = 'https://example.org/x' WHERE id = {n}",
         {A: {"/guides": "?"}}),
        ("DELETE FROM terms WHERE id = {n}", {A: {"/guides": "?"}})],
    "the site": [
        ("UPDATE site SET language = 'pl'", {A: {"/guides": "?"},
                                             M: {"/guides": "?"}}),
        ("UPDATE site SET language = 'en'", {A: {"/guides": "?"},
                                             M: {"/guides": "?"}})],
}


@dataclass
class Step:
    story: str
    sql: str
    pages: list               # (who, path, expectation)


def steps_of(name, n, a=0, b=1):
    """A story about accounts number @a and @b, its rows named by @n."""
    values = {"n": 5_000_000 + n, "w": f"w{n}w", "a": account_of(a),
              "b": account_of(b), "u": user_of(a, 1), "m": user_of(a, 2),
              "s": row_id(a, 2), "i": row_id(b, 2), "t": row_id(b, 4),
              "tn": f"zq{b:03d}t4q"}
    return [Step(name, sql.format_map(values),
                 [(who, path.format_map(values), hope.format_map(values))
                  for who, paths in pages.items()
                  for path, hope in paths.items()])
            for sql, pages in STORIES[name]]


def all_steps(chance: random.Random):
    """Endless: each story once in random order, then again."""
    n = 0
    while True:
        names = list(STORIES)
        chance.shuffle(names)
        for name in names:
            n += 1
            yield from steps_of(name, n)


def is_as_hoped(hope, before, after, text):
    if hope == "*":
        return before != after
    if hope == "=":
        return before == after
    if hope == "?":
        return True
    return (hope[1:] in text) == (hope[0] == "+")


def check_step(step, pairs, run, chance, seen):
    """Warm the pages, write, read them again: as hoped, and as they are where
    nothing is kept. @pairs: by who reads, .kept and .fresh browsers."""
    warmed = []
    for who, path, hope in step.pages:
        coding = chance.choice(list(CODINGS))
        before = pairs[who].kept.read(path, coding, chance.random() < 0.5)
        if before.status == 200 and chance.random() < 0.3:
            again = pairs[who].kept.read(path, coding)
            assert again.cache in ("hit", "not-modified") \
                or before.cache == "skip", again.cache      # a form
        warmed.append((who, path, hope, coding, before))
    run(step.sql)
    for who, path, hope, coding, before in warmed:
        ask = chance.random() < 0.5
        after = pairs[who].kept.read(path, coding, ask)
        truth = pairs[who].fresh.read(path)
        told = f"{step.story}: {step.sql}\n{who} reads {path} " \
            f"({after.cache}, {coding})"
        assert after.status == truth.status, told
        assert after.body == truth.body, told
        assert is_as_hoped(hope, before.body, after.body, after.text), \
            f"{told}: {hope}"
        seen[after.cache] += 1


def hands(prompt, chance):
    """The same statement by other hands: alone, in a transaction, among
    others, after one that was taken back."""
    def alone(sql):
        prompt.run(sql)

    def committed(sql):
        prompt.run(f"START TRANSACTION; {sql}; COMMIT")

    def after_a_rollback(sql):
        prompt.run(f"START TRANSACTION; {sql}; ROLLBACK")
        prompt.run(sql)

    def among_others(sql):
        prompt.run("START TRANSACTION; UPDATE account SET phone = "
                   f"CONCAT(phone) WHERE id = {account_of(2)}; {sql}; "
                   f"UPDATE account SET phone = {chance.randrange(10 ** 6)} "
                   f"WHERE id = {account_of(2)}; COMMIT")
    ways = (alone, alone, committed, after_a_rollback, among_others)
    return lambda sql: chance.choice(ways)(sql)
