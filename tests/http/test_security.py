# SPDX-License-Identifier: Apache-2.0
"""What a user does for the safety of her own login: password, devices."""
import pytest

from client import BASE, Client
from servers import PASSWORD

NEW = "eleven blue Teapots"


@pytest.fixture(scope="module")
def somebody(db):
    """A user whom other modules leave alone: her address and id."""
    user, email = db.sql("SELECT u.id, u.email FROM user u JOIN account a "
                         "ON a.id = u.id WHERE a.email LIKE 'customer7@%'")[0]
    return email, user


@pytest.fixture
def browser(somebody, db, server):
    """Makes browsers of hers, with the password as it was at first."""
    email, _ = somebody
    db.set_password(email)

    def make(password=PASSWORD):
        client = Client(server.port)
        assert client.sign_in(email, password).status == 303
        return client
    return make


def change(client, now=PASSWORD, new=NEW, again=None):
    return client.post("/security/password?format=xml", {
        "password-now": now, "password-new": new,
        "password-again": new if again is None else again})


def errors(answer):
    return {f.get("name"): f.get("error") for f in answer.xml.iter("field")
            if f.get("error")}


def is_in(client):
    return client.get("/").status == 200


def devices(client):
    return list(client.xml("/security").sections()["devices"])


def test_the_password_is_changed_and_nothing_else_goes_on(browser, somebody,
                                                          db):
    first, second = browser(), browser()
    token = first.jar["custdash"]
    answer = change(first)
    assert (answer.status, answer.location) == (303, f"{BASE}/security")
    assert first.jar["custdash"] != token
    assert is_in(first) and not is_in(second)
    first.jar["custdash"] = token
    assert not is_in(first)
    guest = Client(first.port)
    assert guest.sign_in(somebody[0], PASSWORD).status == 422
    assert guest.sign_in(somebody[0], NEW).status == 303
    assert db.one("SELECT action FROM audit WHERE account_id = "
                  f"{somebody[1]} AND action LIKE 'password%' "
                  "ORDER BY id DESC LIMIT 1") == "password-changed"


def test_the_old_one_is_asked_for(browser, somebody, db):
    client, other = browser(), browser()
    answer = change(client, now=NEW)
    assert answer.status == 422
    assert errors(answer) == {"password-now": "wrong-password"}
    assert is_in(client) and is_in(other)
    assert Client(client.port).sign_in(somebody[0]).status == 303
    assert db.one("SELECT COUNT(*) FROM audit WHERE action = "
                  f"'password-failed' AND user_id = {somebody[1]}") == "1"


@pytest.mark.parametrize("new", ["password", "PassWord1", "iloveyou1",
                                 "12345678", "Hazelport Hosting"])
def test_common_passwords_are_refused(new, browser):
    answer = change(browser(), new=new)
    assert errors(answer) == {"password-new": "password-common"}


def test_ones_own_address_is_no_password(browser, somebody):
    client = browser()
    for new in (somebody[0], somebody[0].upper()):
        assert errors(change(client, new=new)) \
            == {"password-new": "password-common"}


@pytest.mark.parametrize("new, again, what", [
    ("short", None, {"password-new": "too-short"}),
    (NEW, "another one", {"password-again": "different"})])
def test_what_is_wrong_with_a_new_one_is_told(new, again, what, browser):
    assert errors(change(browser(), new=new, again=again)) == what


def test_nobody_opens_an_account_with_a_common_password(guest, db):
    answer = guest.post("/register?format=xml", {
        "first-name": "A", "last-name": "B", "email": "ab@example.org",
        "country": "PL", "language": "en", "password": "password1",
        "password-again": "password1", "terms": "1"})
    assert answer.status == 422
    assert errors(answer) == {"password": "password-common"}
    assert db.one("SELECT COUNT(*) FROM user WHERE email = 'ab@example.org'"
                  ) == "0"


def test_devices_are_listed_with_this_one_first(browser):
    other, client = browser(), browser()
    client.get("/", headers={"User-Agent": "x"})
    first, *others = devices(client)
    assert first.get("current") == "1"
    assert first.get("address") == "127.0.0.1"
    assert {d.get("current") for d in others} == {"0"}
    assert len(others) == 1
    assert devices(other)[0].get("id") == others[0].get("id")
    page = client.get("/security")
    assert len(page.html.xpath("//input[@name='device']")) == 1


def test_one_device_is_ended(browser):
    client, other, third = browser(), browser(), browser()
    device = devices(other)[0].get("id")
    answer = client.post("/security/devices/end", {"device": device})
    assert (answer.status, answer.location) == (303, f"{BASE}/security")
    assert not is_in(other) and is_in(client) and is_in(third)
    assert client.post("/security/devices/end",
                       {"device": device}).status == 404


def test_all_others_are_ended(browser, somebody, db):
    client, *others = [browser() for _ in range(4)]
    assert client.post("/security/devices/end-others").status == 303
    assert is_in(client) and not any(is_in(o) for o in others)
    assert db.one(f"SELECT COUNT(*) FROM session WHERE user_id = "
                  f"{somebody[1]}") == "1"
    assert len(devices(client)) == 1


def test_nobody_ends_the_device_of_somebody_else(browser, known, signed_in):
    mine, other = browser(), signed_in("other")
    device = devices(other)[0].get("id")
    assert mine.post("/security/devices/end",
                     {"device": device}).status == 404
    assert is_in(other)
    assert mine.post("/security/devices/end-others").status == 303
    assert is_in(other)


@pytest.mark.parametrize("device", ["", "0", "-1", "x", "99999999999999999",
                                    "1 OR 1=1", "1" * 30])
def test_what_is_no_device_ends_nothing(device, browser):
    client, other = browser(), browser()
    answer = client.post("/security/devices/end", {"device": device})
    assert answer.status in (404, 422)
    assert is_in(client) and is_in(other)


def test_a_session_that_is_idle_is_no_device(browser, somebody, db):
    client, other = browser(), browser()
    db.sql("UPDATE session SET seen_at = UTC_TIMESTAMP() - INTERVAL 2 HOUR "
           "WHERE id = " + devices(other)[0].get("id"))
    assert len(devices(client)) == 1


def test_the_password_once_more_leads_back(browser, somebody, db):
    client = browser()
    db.sql("UPDATE session SET proved_at = NULL WHERE user_id = "
           f"{somebody[1]}")
    answer = client.post("/confirm", {"password": NEW, "to": "/security"})
    assert answer.status == 422
    answer = client.post("/confirm", {"password": PASSWORD,
                                      "to": "/security"})
    assert (answer.status, answer.location) == (303, f"{BASE}/security")
    assert db.one("SELECT proved_at IS NOT NULL FROM session WHERE user_id ="
                  f" {somebody[1]} ORDER BY id DESC LIMIT 1") == "1"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example",
                                "/\\evil.example", "evil"])
def test_and_nowhere_else(to, browser):
    answer = browser().post("/confirm", {"password": PASSWORD, "to": to})
    assert answer.location == f"{BASE}/"
