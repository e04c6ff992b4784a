# SPDX-License-Identifier: Apache-2.0
"""The log of what was done to an account."""
import pytest

from client import Client

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128"
LAST = ("SELECT action, user_id, subject, detail, address, agent FROM audit "
        "WHERE account_id = {} ORDER BY id DESC LIMIT 1")


def events(client, query=""):
    return [e for e in client.xml("/activity" + query).sections()["activity"]
            if e.tag == "event"]


def count(db):
    return int(db.one("SELECT COUNT(*) FROM audit"))


def test_coming_and_going_is_put_down(guest, db):
    guest.post("/sign-in", {"email": "demo@example.com",
                            "password": "demo-Passw0rd"},
               headers={"User-Agent": FIREFOX})
    assert db.sql(LAST.format(1001)) == [
        ["sign-in", "501", "NULL", "NULL", "127.0.0.1", FIREFOX]]
    guest.post("/sign-out")
    assert db.sql(LAST.format(1001))[0][:2] == ["sign-out", "501"]


def test_a_failed_sign_in_of_a_known_user_is_put_down(guest, db):
    before = count(db)
    assert guest.sign_in("demo", "wrong-Passw0rd").status == 422
    assert db.sql(LAST.format(1001))[0][:3] == [
        "sign-in-failed", "NULL", "demo@example.com"]
    assert count(db) == before + 1


def test_one_of_an_unknown_user_is_nobodys(guest, db):
    before = count(db)
    assert guest.sign_in("nobody@example.com", "wrong-Passw0rd").status == 422
    assert count(db) == before


def test_nothing_secret_is_put_down(guest, db):
    guest.sign_in("demo", "S3cret-of-mine")
    text = str(db.sql("SELECT * FROM audit"))
    assert "S3cret-of-mine" not in text


def test_the_owner_sees_it_with_a_browser_in_words(signed_in):
    client = signed_in("demo")
    client.post("/sign-in", {})
    other = Client(client.port)
    other.post("/sign-in", {"email": "demo@example.com",
                            "password": "demo-Passw0rd"},
               headers={"User-Agent": FIREFOX})
    event = events(client)[0]
    assert (event.get("action"), event.get("browser"), event.get("system"),
            event.get("address")) == ("sign-in", "firefox", "windows",
                                      "127.0.0.1")
    assert event.get("who")
    assert "Firefox on Windows" in client.get("/activity").text


def test_a_member_does_not(known):
    answer = known("member").get("/activity")
    assert answer.status == 403
    assert "/activity" not in known("member").get("/").text


def test_another_account_sees_nothing_of_it(known, db):
    """Whatever is asked for."""
    client = known("other")
    Client(client.port).sign_in("demo", "wrong-Passw0rd")
    mine = set(db.column("SELECT id FROM audit WHERE account_id = 1002"))
    for query in ("", "?kind=sign-in", "?kind=security", "?kind=x",
                  "?sort=recorded&order=asc"):
        seen = {e.get("id") for e in events(client, query)}
        assert seen <= mine


def test_it_is_never_out_of_date(known):
    """Though nothing that is put down makes an account's pages anew."""
    client = known("demo")
    before = events(client)[0].get("id")
    Client(client.port).sign_in("demo", "wrong-Passw0rd")
    assert events(client)[0].get("id") != before


def test_failing_to_sign_in_makes_no_page_anew(known, db):
    ask = "SELECT revision FROM account_revision WHERE account_id = 1001"
    before = db.one(ask)
    Client(known("demo").port).sign_in("demo", "wrong-Passw0rd")
    assert db.one(ask) == before


@pytest.mark.expect_log(r"audit")
def test_what_can_not_be_put_down_is_not_done(private):
    """Both or neither: a session without its line is not begun."""
    database, start = private
    client = Client(start().port)
    database.sql("RENAME TABLE audit TO audit_gone")
    try:
        assert client.sign_in("demo").status == 500
        assert database.one("SELECT COUNT(*) FROM session") == "0"
    finally:
        database.sql("RENAME TABLE audit_gone TO audit")
    assert client.sign_in("demo").status == 303


def test_the_dashboard_itself_can_only_add(db):
    """As the rights of the README are."""
    from servers import TOP
    grants = [line for line in (TOP / "sql/README.md").read_text().split("\n")
              if "custdash.audit" in line]
    assert grants == [
        "GRANT INSERT ON custdash.audit TO 'custdash'@'localhost';"]
