# SPDX-License-Identifier: Apache-2.0
"""How long a session lives, and what ends it."""
import pytest

from client import BASE, Client

MEMBER = "UPDATE membership SET {} WHERE id = 705"

# What ends the member's sessions, and what undoes it.
ENDS = {
    "the user is suspended": (
        "UPDATE user SET status = 'suspended' WHERE id = 505",
        "UPDATE user SET status = 'active' WHERE id = 505"),
    "the account is suspended": (
        "UPDATE account SET status = 'suspended' WHERE id = 1001",
        "UPDATE account SET status = 'active' WHERE id = 1001"),
    "the account is closed": (
        "UPDATE account SET status = 'closed' WHERE id = 1001",
        "UPDATE account SET status = 'active' WHERE id = 1001"),
    "the membership is suspended": (
        MEMBER.format("status = 'suspended'"),
        MEMBER.format("status = 'active'")),
    "the membership is only an invitation": (
        MEMBER.format("status = 'invited'"),
        MEMBER.format("status = 'active'")),
    "the membership has expired": (
        MEMBER.format("expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND"),
        MEMBER.format("expires_at = NULL")),
    "the membership is another account's": (
        MEMBER.format("account_id = 1003"),
        MEMBER.format("account_id = 1001")),
}

# What happened to the session's row, and whether it still holds: the
# defaults are 30 minutes without use, 12 hours at all.
AGES = {
    "used 29 minutes ago": (
        "seen_at = UTC_TIMESTAMP() - INTERVAL 29 MINUTE", True),
    "used 31 minutes ago": (
        "seen_at = UTC_TIMESTAMP() - INTERVAL 31 MINUTE", False),
    "past its limit": (
        "expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND", False),
}


@pytest.mark.parametrize("what", ENDS)
def test_a_session_is_dead_when(what, signed_in, db):
    member = signed_in("member")
    assert member.get("/services").status == 200
    change, undo = ENDS[what]
    db.sql(change)
    try:
        assert member.get("/services").status == 303
    finally:
        db.sql(undo)


def latest(db):
    return db.one("SELECT MAX(id) FROM session")


@pytest.mark.parametrize("age", AGES)
def test_a_session_has_limits(age, signed_in, db):
    client = signed_in("demo")
    change, holds = AGES[age]
    db.sql(f"UPDATE session SET {change} WHERE id = {latest(db)}")
    assert (client.get("/").status == 200) == holds


def test_a_session_lives_twelve_hours_at_most(signed_in, db):
    signed_in("demo")
    assert db.one("SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) "
                  f"FROM session WHERE id = {latest(db)}") == "43200"


def test_use_is_put_down_once_a_minute(signed_in, db, statements):
    client = signed_in("demo")
    with statements() as log:
        client.get("/")
    assert not [t for t in log.texts if t.startswith("UPDATE")]
    db.sql("UPDATE session SET seen_at = UTC_TIMESTAMP() - INTERVAL 2 MINUTE "
           f"WHERE id = {latest(db)}")
    with statements() as log:
        client.get("/")
        client.get("/")
    assert len([t for t in log.texts if t.startswith("UPDATE")]) == 1
    assert int(db.one("SELECT TIMESTAMPDIFF(SECOND, seen_at, UTC_TIMESTAMP())"
                      f" FROM session WHERE id = {latest(db)}")) < 60


def test_a_dead_session_takes_its_cookie_along(signed_in, db):
    client = signed_in("demo")
    db.sql(f"DELETE FROM session WHERE id = {latest(db)}")
    answer = client.get("/services")
    assert answer.location == f"{BASE}/sign-in?to=%2fservices"
    assert "custdash" not in client.jar


def test_a_dead_session_may_read_what_is_public(signed_in, db):
    client = signed_in("demo")
    db.sql(f"DELETE FROM session WHERE id = {latest(db)}")
    answer = client.xml("/guides")
    assert answer.status == 200
    assert answer.xml.find("viewer") is None


@pytest.mark.parametrize("token", [
    "", "x", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "é", "'" * 43,
    "A" * 8000])
def test_a_malformed_token_is_nobody(server, token):
    client = Client(server.port)
    answer = client.get("/services", cookies={"custdash": token},
                        headers={"Cookie": f"custdash={token}".encode()})
    assert answer.status == 303


def test_two_session_cookies_are_none(signed_in):
    token = signed_in("demo").jar["custdash"]
    client = signed_in("other")
    both = f"custdash={token}; custdash={client.jar['custdash']}"
    assert client.get("/services", headers={"Cookie": both}).status == 303


def test_a_changed_permission_holds_at_once(signed_in, db):
    member = signed_in("member")
    assert member.get("/tickets").status == 200
    db.sql(MEMBER.format("permissions = 'services,domains'"))
    try:
        assert member.get("/tickets").status == 403
    finally:
        db.sql(MEMBER.format("permissions = 'services,domains,tickets'"))


def test_a_new_password_set_by_staff_ends_the_sessions(signed_in, db):
    client = signed_in("empty")
    db.set_password("empty@example.com")
    assert client.get("/").status == 303
