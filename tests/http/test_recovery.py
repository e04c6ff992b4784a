# SPDX-License-Identifier: Apache-2.0
"""The second factor: recovery codes, turned off, required."""
import pytest

from client import BASE, Client
from factors import (SET_UP, db, fresh, give, half, httpd, is_in,  # noqa: F401
                     secured, set_up)
from routes import SHOWN
from servers import PASSWORD


# ---- recovery codes

def test_a_recovery_code_opens_once(secured, db):
    client, _, codes = secured
    assert give(half(client), codes[3]).status == 303
    assert give(half(client), codes[3]).status == 422
    assert give(half(client), codes[4].lower().replace("-", " ")
                ).status == 303
    assert client.xml("/security").sections()["login"][0].get(
        "recovery-codes") == "8"


def test_new_ones_replace_the_old(secured):
    client, _, codes = secured
    wrong = client.post("/security/recovery-codes", {"password": "wrong-one"})
    assert wrong.status == 422
    answer = client.post("/security/recovery-codes?format=xml",
                         {"password": PASSWORD})
    assert answer.status == 200
    fresh = [c.get("value") for c in answer.sections()["recovery-codes"]]
    assert not set(fresh) & set(codes)
    assert give(half(client), codes[0]).status == 422
    assert give(half(client), fresh[0]).status == 303


def test_recovery_codes_are_the_users_own(secured, db):
    client, _, codes = secured
    other = Client(client.port)
    other.sign_in("other")
    set_up(other)
    browser = Client(client.port)
    browser.sign_in("other")
    assert give(browser, codes[0]).status == 422
    db.sql("DELETE FROM user_totp WHERE user_id <> 501")


# ---- turning it off

def test_off_asks_for_password_and_code(secured, db):
    client, app, codes = secured
    off = SET_UP + "/off"
    for password, code in ((PASSWORD, app.wrong()), ("wrong", app.code()),
                           (PASSWORD, ""), ("", app.code())):
        assert client.post(off, {"password": password,
                                 "code": code}).status == 422
    assert db.one("SELECT COUNT(*) FROM user_totp") == "1"
    other = half(client)
    assert give(other, codes[0]).status == 303
    answer = client.post(off, {"password": PASSWORD, "code": app.code()})
    assert answer.location == f"{BASE}/security"
    assert is_in(client) and not is_in(other)
    assert Client(client.port).sign_in("demo").location == f"{BASE}/"
    assert db.one("SELECT COUNT(*) FROM user_recovery_code") == "0"


def test_another_set_up_has_another_secret(secured):
    client, app, _ = secured
    client.post(SET_UP + "/off", {"password": PASSWORD, "code": app.code()})
    again, _ = set_up(client)
    assert again.secret != app.secret


def test_it_is_put_down(secured, db):
    client, app, codes = secured
    assert give(half(client), codes[0]).status == 303
    client.post(SET_UP + "/off", {"password": PASSWORD, "code": app.code()})
    told = db.column("SELECT action FROM audit WHERE account_id = 1001 "
                     "ORDER BY id DESC LIMIT 3")
    assert told == ["second-factor-off", "sign-in", "second-factor-on"]
    assert client.get("/activity").status == 200


def test_each_change_is_told_by_mail(secured, db):
    client, app, _ = secured
    assert client.post("/security/recovery-codes",
                       {"password": PASSWORD}).status == 200
    assert client.post(SET_UP + "/off", {"password": PASSWORD,
                                         "code": app.code()}).status == 303
    told = db.sql("SELECT template, recipient, category, "
                  "fields LIKE '% address=\"127.0.0.1\"%' FROM mail "
                  "WHERE user_id = 501 AND state = 'queued' "
                  "ORDER BY id DESC LIMIT 3")
    assert told == [[name, "demo@example.com", "security", "1"] for name in (
        "second-factor-off", "recovery-codes", "second-factor-on")]


# ---- where it is required, or not to be had

@pytest.fixture(scope="module")
def required(private):
    return private[1]("required", ["CustDashSecondFactor required",
                                   "CustDashTries 1000"])


def test_where_it_is_required_there_is_nothing_before(fresh, required, db):
    client = fresh(required.port)
    for route in SHOWN:
        if route.parameters or route.access in ("CD_GUEST", "CD_PUBLIC"):
            continue
        answer = client.get(route.path)
        if route.name in ("second-factor", "confirm"):
            assert answer.status == 200
        else:
            assert answer.location == BASE + SET_UP, route.path
    answer = client.post("/contacts/new", {"first-name": "A"})
    assert answer.location == BASE + SET_UP
    set_up(client)
    assert is_in(client)


def test_a_page_that_was_kept_is_no_way_round(fresh, required, db):
    client = fresh(required.port)
    set_up(client)
    for _ in range(2):
        assert client.get("/services").status == 200
    db.sql("DELETE FROM user_totp")
    assert client.get("/services").location == BASE + SET_UP


def test_without_a_key_there_is_none(fresh, private, db):
    httpd = private[1]("without", ["CustDashSecondFactor off"])
    client = fresh(httpd.port)
    for path in (SET_UP, SET_UP + "/picture", SET_UP + "/off"):
        assert client.get(path).status == 404
    assert "second-factor" not in client.get("/security").text


def test_who_has_one_is_asked_also_where_it_is_off(secured, private):
    """Turning it off for the site lets nobody in by the password alone."""
    _, app, codes = secured
    httpd = private[1]("off", ["CustDashSecondFactor off"])
    browser = Client(httpd.port)
    assert browser.sign_in("demo").location == f"{BASE}/sign-in/code"
    assert give(browser, app.code()).status == 422
    assert give(browser, codes[0]).status == 303
