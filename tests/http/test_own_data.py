# SPDX-License-Identifier: Apache-2.0
"""The owner takes all away that is known of the account, and the account
ends: nothing is forgotten, nothing of a person stays."""
import base64

import pytest
from lxml import etree

from client import BASE, Client

ACCOUNT = 1001

# What the export leaves out, and why: everything else that is text must be
# there, also of tables that don't exist yet.
LEFT_OUT = {
    "user.password_hash": "opens the login",
    "mail.template": "ours", "mail.fields": "is in the body",
    "mail.secrets": "opens something", "mail.once_key": "ours",
    "mail.owner": "ours", "mail.message_id": "ours", "mail.answer": "ours",
    "invoice.number_order": "the number again",
}
# Tables with nothing of an account that its owner would not find elsewhere.
NOT_OWNED = {"account_revision", "export_link", "erasure_request",
             "sign_in_step", "user_token", "user_device", "user_totp",
             "user_recovery_code"}
# What invoices must keep: what was sold, and that there was consent.
KEPT = {"invoice_line.description", "consent.wording"}

TEXTS = ("char", "varchar", "text", "mediumtext", "tinytext", "longtext")


@pytest.fixture(scope="module")
def db(private):
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
    that leads to one by foreign keys."""
    conditions = {"account": f"id = {ACCOUNT}",
                  "user": "id IN (SELECT user_id FROM membership "
                          f"WHERE account_id = {ACCOUNT})"}
    every = links(db)
    shared = {"product", "tld", "department", "product_group", "guide",
              "news", "site"}
    while True:
        more = {}
        for table, keys in every.items():
            if table in conditions or table in shared:
                continue
            # the account itself before what only leads to it
            for column, other, key in sorted(
                    keys, key=lambda k: (k[1] != "account", k[1] == "user")):
                if other in conditions and other not in shared:
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


def test_no_table_and_no_column_is_left_out(db):
    done = ctl(db, "account", "export", "--account", str(ACCOUNT))
    assert done.returncode == 0, done.stderr
    found = values(exported(done.stdout))
    missing, seen = set(), 0
    for table, condition in owned(db).items():
        if table in NOT_OWNED:
            continue
        for _, column in text_columns(db, table):
            if f"{table}.{column}" in LEFT_OUT:
                continue
            for (text,) in db.sql(
                    f"SELECT DISTINCT TO_BASE64(`{column}`) FROM {table} "
                    f"WHERE {condition} AND `{column}` <> ''"):
                text = base64.b64decode(text.replace("\\n", "")).decode()
                seen += 1
                if text.strip() not in found \
                        and " ".join(text.split()) not in {
                            " ".join(v.split()) for v in found}:
                    missing.add(f"{table}.{column}")
    assert not missing
    assert seen > 200


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
    for path in (link, link + "/download"):
        assert owner.get(path).status == 200
        assert other.get(path).status == 404
        assert member.get(path).status == 403
        assert Client(httpd.port).get(path).status == 303
    db.sql("UPDATE export_link SET expires_at = UTC_TIMESTAMP()")
    for path in (link, link + "/download", "/personal/data/x/download"):
        assert owner.get(path).status == 404


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
            ("domain", "name"), ("ticket", "subject")):
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
    assert session.get("/services").status == 303
    assert Client(httpd.port).sign_in("demo").status == 422
    assert db.one("SELECT email FROM user WHERE id = 501") \
        == "erased-501@erased.invalid"
    again = ctl(db, "account", "erase", "--account", str(ACCOUNT), "--force")
    assert again.returncode == 0 and "already" in again.stdout
