# SPDX-License-Identifier: Apache-2.0
"""custdashctl account and user: what staff does, and who notices."""
import pytest
from lxml import etree

from client import Client

LAST = "SELECT action FROM audit WHERE account_id = 1002 ORDER BY id DESC"


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]()


@pytest.fixture
def ctl(db):
    return lambda *words: db.setup.run_ctl(*words, *db.ctl_options())


@pytest.fixture
def client(httpd):
    client = Client(httpd.port)
    assert client.sign_in("other").status == 303
    for _ in range(2):
        assert client.get("/services").status == 200
    return client


def test_a_locked_account_is_seen_by_nobody(client, ctl, db):
    done = ctl("account", "lock", "--account", "1002")
    assert (done.returncode, done.stdout) == (0, "account 1002 is locked\n")
    try:
        assert client.get("/services").status == 303
        assert Client(client.port).sign_in("other").status == 422
        assert db.one(LAST) == "account-locked"
        before = db.one("SELECT COUNT(*) FROM audit")
        assert ctl("account", "lock", "--account", "1002").returncode == 0
        assert db.one("SELECT COUNT(*) FROM audit") == before
    finally:
        done = ctl("account", "unlock", "--account", "1002")
    assert (done.returncode, done.stdout) == (0, "account 1002 is open\n")
    assert db.one(LAST) == "account-unlocked"
    assert Client(client.port).sign_in("other").status == 303


def test_a_closed_account_stays_closed(ctl, db):
    db.sql("UPDATE account SET status = 'closed' WHERE id = 1150")
    done = ctl("account", "unlock", "--account", "1150")
    assert done.returncode == 1 and "closed" in done.stderr
    assert db.one("SELECT status FROM account WHERE id = 1150") == "closed"


def test_sessions_are_ended(client, ctl, db):
    done = ctl("user", "end-sessions", "--email", "other@example.com")
    assert done.returncode == 0, done.stderr
    assert client.get("/services").status == 303
    assert db.one(LAST) == "devices-by-staff"
    assert Client(client.port).sign_in("other").status == 303


def test_a_password_that_staff_sets_is_put_down_and_told(ctl, db):
    db.set_password("other@example.com")
    assert db.one(LAST) == "password-by-staff"
    db.setup.run_ctl("user", "set-password", "--email", "other@example.com",
                     *db.ctl_options(), input="other-Passw0rd\n")
    assert db.sql("SELECT template, recipient, fields LIKE '%address%' "
                  "FROM mail ORDER BY id DESC LIMIT 1") == [
        ["password-changed", "other@example.com", "0"]]
    db.set_password("other@example.com")


def rows(done):
    """The lines of a table as words, without its head."""
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()[1:]]


def test_accounts_are_listed(ctl, db):
    found = rows(ctl("account", "list"))
    wanted = db.sql("SELECT id FROM account ORDER BY id LIMIT 100")
    assert [row[0] for row in found] == [row[0] for row in wanted]
    last = found[-1][0]
    more = rows(ctl("account", "list", "--after", last))
    assert more and all(int(row[0]) > int(last) for row in more)
    one = rows(ctl("account", "list", "--email", "demo@"))
    assert [row[0] for row in one] == ["1001"]
    assert rows(ctl("account", "list", "--email", "d%m")) == []
    assert rows(ctl("account", "list", "--email", "demo_ex")) == []


def test_rows_are_xml_where_that_is_asked_for(ctl):
    done = ctl("account", "list", "--email", "demo@", "--format", "xml")
    root = etree.fromstring(done.stdout.encode())
    assert root.tag == "accounts"
    assert [row.get("id") for row in root] == ["1001"]
    shown = etree.fromstring(ctl("account", "show", "--account", "1001",
                                 "--format=xml").stdout.encode())
    assert shown[0].get("owner") == "demo@example.com"
    users = etree.fromstring(ctl("user", "list", "--account", "1001",
                                 "--format=xml").stdout.encode())
    assert {u.get("email") for u in users} == {"demo@example.com",
                                               "member@example.com"}


def test_one_account_is_shown_with_what_it_has(ctl, db):
    done = ctl("account", "show", "--account", "1001")
    shown = dict(line.split(None, 1) for line in done.stdout.splitlines())
    assert shown["owner"] == "demo@example.com"
    assert shown["services"] == db.one(
        "SELECT COUNT(*) FROM service WHERE account_id = 1001 "
        "AND status = 'active'")
    done = ctl("account", "show", "--account", "99999999")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no account 99999999" in done.stderr


def test_a_login_is_shown_with_its_accounts(ctl):
    done = ctl("user", "show", "--email", "DEMO@example.com")
    assert "account_name" in done.stdout and "1001" in done.stdout
    assert "hash" not in done.stdout and "$argon2" not in done.stdout


def test_a_locked_login_is_out_and_stays_out(client, ctl, db):
    done = ctl("user", "lock", "--email", "other@example.com")
    assert (done.returncode, done.stdout) == (
        0, "user other@example.com is locked\n")
    try:
        assert db.one(LAST) == "user-locked"
        assert client.get("/services").status == 303
        assert Client(client.port).sign_in("other").status == 422
    finally:
        assert ctl("user", "unlock", "--email",
                   "other@example.com").returncode == 0
    assert db.one(LAST) == "user-unlocked"
    assert Client(client.port).sign_in("other").status == 303


def test_an_owners_password_is_set_by_the_accounts_number(db):
    done = db.setup.run_ctl("account", "set-password", "--account", "1002",
                            *db.ctl_options(), input="a-new-Passw0rd\n")
    assert done.returncode == 0, done.stderr
    assert "other@example.com" in done.stdout
    assert "a-new-Passw0rd" not in done.stdout + done.stderr
    db.set_password("other@example.com")
    assert db.one(LAST) == "password-by-staff"


def test_events_are_listed_the_last_first(ctl, db):
    assert ctl("account", "lock", "--account", "1003").returncode == 0
    assert ctl("account", "unlock", "--account", "1003").returncode == 0
    done = ctl("audit", "list", "--account", "1003", "--format=xml")
    events = list(etree.fromstring(done.stdout.encode()))
    assert [e.get("action") for e in events[:2]] == [
        "account-unlocked", "account-locked"]
    older = ctl("audit", "list", "--account", "1003", "--format=xml",
                "--before", events[0].get("id"))
    assert etree.fromstring(older.stdout.encode())[0].get("id") \
        == events[1].get("id")
    assert ctl("audit", "--account", "1003", "--format=xml"
               ).stdout == done.stdout
    kind = ctl("audit", "list", "--kind", "account-locked", "--format=xml")
    assert {e.get("action") for e in etree.fromstring(kind.stdout.encode())} \
        == {"account-locked"}
    none = ctl("audit", "list", "--account", "1003", "--since", "2999-01-01",
               "--format=xml")
    assert len(etree.fromstring(none.stdout.encode())) == 0


@pytest.mark.parametrize("words, told", [
    (["account", "lock"], "--account is missing"),
    (["account", "lock", "--account", "x"], "--account wants a number"),
    (["account", "list", "--account", "1"], "--account does not belong here"),
    (["account", "burn"], "account can't burn"),
    (["account"], "account what?"),
    (["account", "list", "of", "all"], "too many words"),
    (["account", "list", "--format", "csv"], "--format is table or xml"),
    (["audit", "list", "--since", "monday"], "--since wants a date"),
    (["user", "show", "--email", ""], "--email wants a value")])
def test_a_wrong_command_line_says_what_is_wrong(words, told, ctl):
    done = ctl(*words)
    assert done.returncode == 2 and told in done.stderr
    assert f"custdashctl {words[0]} --help tells how" in done.stderr


def test_help_tells_of_every_deed(ctl):
    told = ctl("user", "--help").stdout
    for deed in ("list", "show", "lock", "unlock", "set-password",
                 "end-sessions"):
        assert f"\n  {deed} " in told


@pytest.mark.parametrize("words, code", [
    (["account", "--help"], 0), (["user", "--help"], 0),
    (["account"], 2), (["account", "lock"], 2),
    (["account", "burn", "--account", "1"], 2),
    (["account", "lock", "--account", "x"], 2),
    (["account", "lock", "--account", "99999999"], 1),
    (["user", "end-sessions"], 2), (["user", "burn", "--email", "a@b.c"], 2),
    (["user", "end-sessions", "--email", "nobody@example.com"], 1)])
def test_exit_codes(words, code, ctl):
    done = ctl(*words)
    assert done.returncode == code, done.stderr + done.stdout
    assert bool(done.stderr) == (code != 0) or code == 2
