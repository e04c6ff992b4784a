# SPDX-License-Identifier: Apache-2.0
"""custdashctl account and user: what staff does, and who notices."""
import pytest

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


def test_a_password_that_staff_sets_is_put_down(db):
    db.set_password("other@example.com")
    assert db.one(LAST) == "password-by-staff"


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
