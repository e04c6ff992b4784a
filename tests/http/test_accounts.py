# SPDX-License-Identifier: Apache-2.0
"""One user who acts for several accounts."""
import pytest

from client import Client
from pages import is_clean


@pytest.fixture
def both(db, signed_in):
    """empty, who is a member of demo's account, too."""
    db.sql("INSERT INTO membership (user_id, account_id, role, permissions) "
           "VALUES (503, 1001, 'member', 'services,tickets')")
    yield signed_in("empty")
    db.sql("DELETE FROM membership WHERE user_id = 503 AND account_id = 1001")


def acts_for(client):
    page = client.xml("/guides")
    return page.xml.find("account").get("id")


def switch(client, account, **more):
    return client.post("/accounts", {"account": account}, **more)


def test_the_header_leads_there_when_there_is_another(both, known):
    assert "/dashboard/accounts" in both.get("/").text
    assert "/dashboard/accounts" not in known("demo").get("/").text
    page = both.get("/accounts")
    assert is_clean(page) and "Lindqvist Ceramics" in page.text
    assert is_clean(known("demo").get("/accounts"))


def test_a_switch_changes_account_permissions_and_token(both):
    old = Client(both.port)
    old.jar = dict(both.jar)
    assert acts_for(both) == "1003"
    assert both.get("/services/2001").status == 404
    assert switch(both, "1001").status == 303
    assert acts_for(both) == "1001"
    assert both.get("/services/2001").status == 200
    assert both.get("/invoices").status == 403
    assert both.xml("/").xml.find("viewer").get("role") == "member"
    assert both.jar != old.jar
    assert old.get("/services").location.startswith("/dashboard/sign-in")
    assert switch(both, "1003").status == 303
    assert acts_for(both) == "1003"
    assert both.get("/services/2001").status == 404


def test_a_switch_keeps_the_limits_of_the_session(both, db):
    query = ("SELECT id, created_at, expires_at FROM session WHERE user_id = "
             "503 ORDER BY id DESC LIMIT 1")
    before = db.sql(query)
    switch(both, "1001")
    assert db.sql(query) == before


@pytest.mark.parametrize("account", [
    "1002", "1004", "0", "-1", "999999999", "1001x", "", "1e3",
    "9" * 18])
def test_only_to_accounts_with_an_active_membership(both, account):
    assert switch(both, account).status in (404, 422)
    assert acts_for(both) == "1003"


@pytest.mark.parametrize("column, value", [
    ("status", "'suspended'"), ("status", "'invited'"),
    ("expires_at", "UTC_TIMESTAMP()")])
def test_what_has_ended_is_no_way_in(both, db, column, value):
    db.sql(f"UPDATE membership SET {column} = {value} WHERE user_id = 503 "
           "AND account_id = 1001")
    assert switch(both, "1001").status == 404
    assert "Lindqvist" not in both.get("/accounts").text


def test_a_closed_account_is_no_way_in(both, db):
    db.sql("UPDATE account SET status = 'suspended' WHERE id = 1001")
    try:
        assert switch(both, "1001").status == 404
    finally:
        db.sql("UPDATE account SET status = 'active' WHERE id = 1001")


def test_a_member_elsewhere_sees_it_at_once(db, signed_in):
    """Also on pages that were kept: they are another account's."""
    client = signed_in("empty")
    for _ in range(2):
        assert "/dashboard/accounts" not in client.get("/services").text
    db.sql("INSERT INTO membership (user_id, account_id, role, permissions) "
           "VALUES (503, 1001, 'member', 'services')")
    try:
        assert "/dashboard/accounts" in client.get("/services").text
    finally:
        db.sql("DELETE FROM membership WHERE user_id = 503 AND account_id = "
               "1001")
    assert "/dashboard/accounts" not in client.get("/services").text


def test_it_is_a_post_with_a_token(both):
    assert both.get("/accounts?account=1001").status == 200
    assert switch(both, "1001", csrf="x" * 43).status == 403
    assert acts_for(both) == "1003"
