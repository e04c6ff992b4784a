# SPDX-License-Identifier: Apache-2.0
"""The owner takes all away that is known of the account, and the account
ends: nothing is forgotten, nothing of a person stays."""
import base64
import re

import pytest
from lxml import etree

from client import BASE, Client
from routes import source

ACCOUNT = 1001

# What the export leaves out, and why. Every other table that leads to an
# account must be read by a statement of it, and every other column of text
# be found in it, also those that don't exist yet: a new table is either
# exported (sql/queries/export.sql), or it stands here.
NOT_EXPORTED = {
    "account_revision": "counts changes",
    "export_link": "opens something", "user_token": "opens something",
    "sign_in_step": "opens something",
    "ticket_note": "the provider's own notes",
    "ticket_mail": "digests that stop loops",
}
LEFT_OUT = {
    "user.password_hash": "opens the login",
    "mail.template": "ours", "mail.fields": "is in the body",
    "mail.secrets": "opens something", "mail.once_key": "ours",
    "mail.owner": "ours", "mail.message_id": "ours", "mail.answer": "ours",
    "invoice.number_order": "the number again",
    "customer_order.once_key": "stops a second sending",
    "payment_attempt.once_key": "stops a second sending",
    "event.once_key": "stops a second sending",
    "ticket.assignee": "somebody of the provider's",
    "ticket_message.once_key": "stops a second sending",
}
# Rows that the sample company lacks: no column that is looked at may be
# empty, or nothing would be seen.
MORE = f"""
UPDATE user SET banners_dismissed = '901', shortcuts_chosen = '3,-902'
 WHERE id = 501;
INSERT INTO session (token_hash, user_id, account_id, created_at, seen_at,
                     expires_at, address, user_agent)
VALUES (REPEAT('s', 32), 501, {ACCOUNT}, UTC_TIMESTAMP(), UTC_TIMESTAMP(),
        UTC_TIMESTAMP() + INTERVAL 1 DAY, '192.0.2.61', 'zq-agent');
INSERT INTO contact (account_id, first_name, last_name, company, email, phone)
VALUES ({ACCOUNT}, 'zq-first', 'zq-last', 'zq-company', 'zq@example.com',
        '+353915550199');
INSERT INTO invitation (account_id, contact_id, invited_by, email,
                        permissions, token_hash, sent_at, expires_at)
VALUES ({ACCOUNT}, 801, 501, 'zq-invited@example.com', 'tickets,services',
        REPEAT('i', 32), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 7 DAY);
INSERT INTO email_change (user_id, account_id, old_email, new_email,
                          token_hash, sent_at, expires_at)
VALUES (501, {ACCOUNT}, 'demo@example.com', 'zq-new@example.com',
        REPEAT('e', 32), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 DAY);
INSERT INTO consent (account_id, given, wording, address, recorded_at)
VALUES ({ACCOUNT}, 1, 'zq-wording', '192.0.2.62', UTC_TIMESTAMP());
INSERT INTO cart (id, account_id, membership_id, updated_at)
SELECT 99000, {ACCOUNT}, MIN(id), UTC_TIMESTAMP() FROM membership
 WHERE account_id = {ACCOUNT};
INSERT INTO cart_line (cart_id, kind, tld_id, name)
SELECT 99000, 'register', MIN(id), 'zq-cart.example' FROM tld;
INSERT INTO customer_order (id, account_id, user_id, number, invoice_id,
                            once_key, terms, address, placed_at)
VALUES (99000, {ACCOUNT}, 501, 'zq-order', 4001, 'zq-once', 'zq-terms',
        '192.0.2.64', UTC_TIMESTAMP());
INSERT INTO invoice_party (invoice_id, name, company, street1, street2, city,
                           state, postcode, country, tax_id)
VALUES (4001, 'zq-name', 'zq-firm', 'zq-one', 'zq-two', 'zq-city',
        'zq-state', 'zq-post', 'IE', 'zq-tax');
INSERT INTO renewal (invoice_line_id, service_id, period_from, period_to)
SELECT MIN(id), 2002, '2030-01-01', '2031-01-01' FROM invoice_line
 WHERE invoice_id = 4001;
INSERT INTO account_credit VALUES ({ACCOUNT}, 'EUR', 5);
INSERT INTO credit_entry (account_id, invoice_id, reason, amount, currency,
                          made_at)
VALUES ({ACCOUNT}, 4001, 'adjusted', 5, 'EUR', UTC_TIMESTAMP());
INSERT INTO payment_attempt (account_id, invoice_id, gateway, amount,
                             currency, once_key, reference, begun_at)
VALUES ({ACCOUNT}, 4001, 'zq-gate', 5, 'EUR', 'zq-begun', 'zq-reference',
        UTC_TIMESTAMP());
INSERT INTO gateway_event (gateway, event, kind, account_id, outcome, body,
                           received_at)
VALUES ('zq-gate', 'zq-event', 'zq-happened', {ACCOUNT}, 'zq-outcome',
        'zq-told-body', UTC_TIMESTAMP());
INSERT INTO event (account_id, kind, subject_kind, subject_id, detail,
                   created_at)
VALUES ({ACCOUNT}, 'zq.kind', 'zq-table', 1, 'zq-event-detail',
        UTC_TIMESTAMP());
INSERT INTO audit (account_id, user_id, action, subject, detail, address,
                   agent, recorded_at)
VALUES ({ACCOUNT}, 501, 'login-changed', 'zq-subject', 'zq-detail',
        '192.0.2.63', 'zq-told', UTC_TIMESTAMP());
INSERT INTO user_identity VALUES ('zq-sub@idp', 501, UTC_TIMESTAMP());
INSERT INTO guide_vote (slug, user_id, helpful) VALUES ('zq-guide', 501, 1);
INSERT INTO attachment (id, account_id, message_id, name, type, size)
SELECT 99002, {ACCOUNT}, MAX(m.id), 'zq-file.png', 'image/zq', 8
  FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id
 WHERE t.account_id = {ACCOUNT};
INSERT INTO attachment_chunk (attachment_id, place, data)
VALUES (99002, 0, 'zq-bytes');
"""
# What invoices must keep: what was sold, and that there was consent.
KEPT = {"invoice_line.description", "consent.wording",
        *(f"invoice_party.{column}" for column in (
            "name", "company", "street1", "street2", "city", "state",
            "postcode", "country", "tax_id"))}

TEXTS = ("char", "varchar", "text", "mediumtext", "tinytext", "longtext")


@pytest.fixture(scope="module")
def db(private):
    private[0].sql(MORE)
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]()


def links(db):
    """table → [(column, other table, its column)] of foreign keys."""
    found = {}
    for table, column, other, key in db.sql(
            "SELECT table_name, column_name, referenced_table_name, "
            "referenced_column_name FROM information_schema.key_column_usage "
            "WHERE table_schema = 'custdash' "
            "AND referenced_table_name IS NOT NULL"):
        found.setdefault(table, []).append((column, other, key))
    return found


def owned(db):
    """table → SQL that is true for the rows of the account, for every table
    that leads to one: by foreign keys, or by a column of that name."""
    users = db.column("SELECT user_id FROM membership "
                      f"WHERE account_id = {ACCOUNT}")
    conditions = {"account": f"id = {ACCOUNT}",
                  "user": f"id IN ({', '.join(users)})"}
    every = links(db)
    for table, column in db.sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'custdash' "
            "AND column_name IN ('account_id', 'user_id')"):
        every.setdefault(table, []).append(
            (column, column.removesuffix("_id"), "id"))
    while True:
        more = {}
        for table, keys in every.items():
            if table in conditions:
                continue
            # the account itself before what only leads to it
            for column, other, key in sorted(
                    keys, key=lambda k: (k[1] != "account", k[1] == "user")):
                if other in conditions:
                    more[table] = (f"{column} IN (SELECT {key} FROM {other} "
                                   f"WHERE {conditions[other]})")
                    break
        if not more:
            return conditions
        conditions.update(more)


def text_columns(db, table=None):
    return db.sql(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'custdash' AND extra NOT LIKE '%GENERATED%' "
        f"AND data_type IN {TEXTS} "
        + (f"AND table_name = '{table}'" if table else ""))


def exported(text):
    return etree.fromstring(text if isinstance(text, bytes)
                            else text.encode())


def ctl(db, *words):
    return db.setup.run_ctl(*words, *db.ctl_options())


def values(root):
    return {value.strip() for node in root.iter()
            for value in node.attrib.values()}


def read_by_the_export():
    """Tables that a statement of it reads."""
    text = source("sql/queries/export.sql")
    return set(re.findall(r"\b(?:FROM|JOIN)\s+`?(\w+)", text))


def test_every_table_of_an_account_is_exported(db):
    tables = set(owned(db))
    assert len(tables) > 30
    assert tables - read_by_the_export() == set(NOT_EXPORTED)


def is_there(text, found):
    """Also where a list of words or a long text was taken apart."""
    return text.strip() in found or " ".join(text.split()) in found \
        or all(word in found for word in text.split(","))


def test_no_column_is_left_out(db):
    done = ctl(db, "account", "export", "--account", str(ACCOUNT))
    assert done.returncode == 0, done.stderr
    found = values(exported(done.stdout))
    found |= {" ".join(text.split()) for text in found}
    missing, empty = set(), set()
    for table, condition in owned(db).items():
        for _, column in text_columns(db, table):
            name = f"{table}.{column}"
            if table in NOT_EXPORTED or name in LEFT_OUT:
                continue
            texts = [base64.b64decode(row[0].replace("\\n", "")).decode()
                     for row in db.sql(
                         f"SELECT DISTINCT TO_BASE64(`{column}`) FROM {table} "
                         f"WHERE {condition} AND `{column}` <> ''")]
            if not texts:
                empty.add(name)
            if not all(is_there(text, found) for text in texts):
                missing.add(name)
    assert not missing
    assert not empty, "MORE must have rows for these"


def test_the_bytes_of_files_are_there(db):
    text = ctl(db, "account", "export", "--account", str(ACCOUNT)).stdout
    part, = exported(text).xpath("//part[@file='99002']")
    assert base64.b64decode(part.get("base64")) == b"zq-bytes"


def test_what_opens_something_is_in_no_export(db):
    text = ctl(db, "account", "export", "--account", str(ACCOUNT)).stdout
    (stored,), = db.sql("SELECT password_hash FROM user WHERE id = 501")
    assert stored not in text and "$argon2" not in text


def test_another_accounts_rows_are_not_there(db):
    text = ctl(db, "account", "export", "--account", str(ACCOUNT)).stdout
    for (email,) in db.sql("SELECT email FROM account WHERE id <> "
                           f"{ACCOUNT} AND email NOT IN (SELECT email "
                           "FROM contact)"):
        assert f'"{email}"' not in text


@pytest.fixture
def owner(httpd):
    client = Client(httpd.port)
    assert client.sign_in("demo").status == 303
    return client


def make_ready(client):
    return client.post("/personal/data/export")


def test_the_owner_downloads_it(owner, db):
    answer = make_ready(owner)
    assert answer.status == 303
    page = owner.visit(answer.location)
    assert page.status == 200
    link, = page.html.xpath("//a[contains(@href, '/download')]/@href")
    got = owner.visit(link)
    assert got.status == 200
    assert got.headers["Content-Type"].startswith("application/xml")
    assert "attachment" in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in got.headers["Cache-Control"]
    assert exported(got.body).get("account") == str(ACCOUNT)
    assert db.one("SELECT action FROM audit WHERE account_id = 1001 "
                  "ORDER BY id DESC") == "data-exported"


def test_the_password_is_asked_for_first(owner, db):
    db.sql("UPDATE session SET proved_at = NULL WHERE user_id = 501")
    before = db.one("SELECT COUNT(*) FROM export_link")
    answer = make_ready(owner)
    assert answer.status == 303 and "/confirm" in answer.location
    assert db.one("SELECT COUNT(*) FROM export_link") == before
    answer = owner.post("/personal/data/end")
    assert answer.status == 303 and "/confirm" in answer.location
    assert db.one("SELECT COUNT(*) FROM erasure_request") == "0"


def test_a_link_ends_and_is_nobody_elses(owner, httpd, db):
    link = make_ready(owner).location.removeprefix(BASE)
    other = Client(httpd.port)
    assert other.sign_in("other").status == 303
    member = Client(httpd.port)
    assert member.sign_in("member").status == 303
    assert offers(owner.get(link))
    assert owner.get(link + "/download").status == 200
    assert not offers(other.get(link))
    assert other.get(link + "/download").status == 404
    for path in (link, link + "/download"):
        assert member.get(path).status == 403
        assert Client(httpd.port).get(path).status == 303
    db.sql("UPDATE export_link SET expires_at = UTC_TIMESTAMP()")
    assert not offers(owner.get(link))
    for path in (link, "/personal/data/ready/x"):
        assert owner.get(path + "/download").status == 404


def offers(page):
    """Whether there is something to be downloaded."""
    assert page.status == 200
    return bool(page.html.xpath("//a[contains(@href, '/download')]"))


def test_a_member_is_offered_nothing(httpd):
    member = Client(httpd.port)
    assert member.sign_in("member").status == 303
    assert member.get("/personal/data").status == 403


def test_deletion_is_asked_for_and_taken_back(owner, db):
    answer = owner.post("/personal/data/end")
    assert answer.status == 303
    page = owner.get("/personal/data")
    assert page.html.xpath("//form[contains(@action, '/personal/data/stay')]")
    listed = ctl(db, "account", "list", "--deletion-asked", "--format=xml")
    assert [a.get("id") for a in exported(listed.stdout)] == ["1001"]
    assert owner.post("/personal/data/stay").status == 303
    assert db.one("SELECT COUNT(*) FROM erasure_request") == "0"
    assert [row[0] for row in db.sql(
        "SELECT action FROM audit WHERE account_id = 1001 "
        "ORDER BY id DESC LIMIT 2")] == ["deletion-withdrawn",
                                         "deletion-asked"]


def test_what_runs_or_is_owed_stands_against_it(db):
    done = ctl(db, "account", "erase", "--account", str(ACCOUNT))
    assert done.returncode == 1 and "--force" in done.stderr
    done = ctl(db, "account", "erase", "--account", str(ACCOUNT), "--force",
               "--dry-run")
    assert done.returncode == 0
    assert db.one("SELECT erased_at IS NULL FROM account "
                  f"WHERE id = {ACCOUNT}") == "1"
    done = ctl(db, "account", "erase", "--account", "99999999")
    assert done.returncode == 1 and "no account" in done.stderr


def personal(db):
    """What would lead to a person of the account."""
    found = set()
    for table, columns in (
            ("account", "first_name last_name company email phone street1 "
                        "street2 city postcode tax_id"),
            ("contact", "first_name last_name email phone"),
            ("user", "first_name last_name email"),
            ("domain", "name"), ("ticket", "subject"),
            ("attachment", "name"), ("guide_vote", "slug"),
            ("audit", "subject detail address agent"), ("event", "detail"),
            ("gateway_event", "body"),
            ("session", "address user_agent"), ("invitation", "email"),
            ("email_change", "new_email"), ("mail", "recipient name")):
        for column in columns.split():
            found |= {row[0] for row in db.sql(
                f"SELECT DISTINCT `{column}` FROM {table} WHERE "
                f"{owned(db)[table]} AND CHAR_LENGTH(`{column}`) > 4")}
    return found


def test_nothing_of_a_person_stays(db, httpd):
    """The last test of the file: the account is gone behind it."""
    session = Client(httpd.port)
    assert session.sign_in("demo").status == 303
    marks = personal(db)
    assert len(marks) > 20
    invoices = db.sql("SELECT number, total, tax FROM invoice WHERE "
                      f"account_id = {ACCOUNT} ORDER BY id")
    conditions = owned(db)
    done = ctl(db, "account", "erase", "--account", str(ACCOUNT), "--force")
    assert done.returncode == 0, done.stderr
    left = set()
    for table, column in text_columns(db):
        if f"{table}.{column}" in KEPT or table not in conditions:
            continue
        texts = {row[0] for row in db.sql(
            f"SELECT DISTINCT `{column}` FROM {table} "
            f"WHERE {conditions[table]}")}
        left |= {f"{table}.{column}: {mark}" for mark in marks
                 for text in texts if mark in text}
    assert not left
    assert db.sql("SELECT number, total, tax FROM invoice WHERE "
                  f"account_id = {ACCOUNT} ORDER BY id") == invoices
    for table in ("attachment", "guide_vote", "news_read", "user_totp",
                  "user_recovery_code", "user_device", "contact", "mail"):
        assert db.one(f"SELECT COUNT(*) FROM {table} "
                      f"WHERE {conditions[table]}") == "0", table
    assert session.get("/services").status == 303
    assert Client(httpd.port).sign_in("demo").status == 422
    assert db.one("SELECT email FROM user WHERE id = 501") \
        == "erased-501@erased.invalid"
    again = ctl(db, "account", "erase", "--account", str(ACCOUNT), "--force")
    assert again.returncode == 0 and "already" in again.stdout
