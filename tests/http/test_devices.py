# SPDX-License-Identifier: Apache-2.0
"""A sign-in from a browser that wasn't used before is told of by mail."""
import pytest

from client import Client
from factors import (db, fresh, give, half, httpd, is_in,  # noqa: F401
                     secured)
from servers import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/1"
CHROME = ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like "
          "Gecko) Chrome/126.0 Safari/537.36")


@pytest.fixture
def nothing(fresh, db):
    db.sql("DELETE FROM user_device; DELETE FROM mail")


def sign_in(client, agent=FIREFOX):
    answer = client.post("/sign-in", {"email": "demo@example.com",
                                      "password": PASSWORD},
                         headers={"User-Agent": agent})
    assert answer.status == 303
    return client


def mails(db):
    return db.sql("SELECT recipient, fields, user_id FROM mail WHERE "
                  "template = 'new-device' ORDER BY id")


def test_the_first_one_ever_is_no_news(nothing, httpd, db):
    sign_in(Client(httpd.port))
    assert not mails(db)
    assert db.one("SELECT COUNT(*) FROM user_device") == "1"


def test_another_one_is_told_of(nothing, httpd, db):
    sign_in(Client(httpd.port))
    sign_in(Client(httpd.port), CHROME)
    (recipient, fields, user), = mails(db)
    assert (recipient, user) == ("demo@example.com", "501")
    assert 'agent="Chrome, Windows"' in fields
    assert 'address="127.0.0.1"' in fields
    assert 'when="20' in fields and 'Z"' in fields


def test_one_that_was_here_before_is_not(nothing, httpd, db):
    client = sign_in(Client(httpd.port))
    device = client.jar["custdash-device"]
    client.post("/sign-out")
    assert client.jar["custdash-device"] == device
    sign_in(client, CHROME)
    assert not mails(db)
    assert client.jar["custdash-device"] == device


def test_a_text_of_ones_own_making_is_not_known(nothing, httpd, db):
    sign_in(Client(httpd.port))
    forger = Client(httpd.port)
    forger.jar["custdash-device"] = "A" * 43
    sign_in(forger)
    assert len(mails(db)) == 1


def test_the_browser_of_another_user_is_new_to_her(nothing, httpd, db):
    client = sign_in(Client(httpd.port))
    sign_in(Client(httpd.port))
    db.sql("DELETE FROM mail")
    other = Client(httpd.port)
    other.sign_in("other")
    other.post("/sign-out")
    sign_in(other)
    assert len(mails(db)) == 1
    assert is_in(client)


def test_a_wrong_password_or_half_a_sign_in_tells_nothing(secured, db):
    client, app, _ = secured
    db.sql("DELETE FROM mail")
    half(client)
    Client(client.port).sign_in("demo", "wrong-Passw0rd")
    assert not mails(db)
    assert give(half(client), app.code()).status == 303
    assert len(mails(db)) == 1


def test_only_its_hash_is_stored(nothing, httpd, db):
    client = sign_in(Client(httpd.port))
    device = client.jar["custdash-device"]
    assert db.one("SELECT COUNT(*) FROM user_device WHERE device_hash = "
                  f"UNHEX(SHA2('{device}', 256))") == "1"


def test_the_cookie_opens_nothing(nothing, httpd):
    client = sign_in(Client(httpd.port))
    thief = Client(httpd.port)
    thief.jar["custdash-device"] = client.jar["custdash-device"]
    assert not is_in(thief)
    thief.jar["custdash"] = client.jar["custdash-device"]
    assert not is_in(thief)


def test_a_changed_password_is_told_by_mail(nothing, httpd, db):
    client = sign_in(Client(httpd.port))
    assert client.post("/security/password", {
        "password-now": PASSWORD, "password-new": "eleven blue Teapots",
        "password-again": "eleven blue Teapots"}).status == 303
    assert db.sql("SELECT template, recipient FROM mail") \
        == [["password-changed", "demo@example.com"]]
