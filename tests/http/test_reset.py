# SPDX-License-Identifier: Apache-2.0
"""A forgotten password, and the address that is confirmed: links by mail."""
import re
import threading

import pytest

from client import BASE, Client
from servers import PASSWORD
from statements import logged
from test_register import register

NEW = "eleven blue Teapots"


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd", [
        "LogLevel custdash:debug",
        'CustomLog access.log "%r %U %q %{Referer}i %f"'])


@pytest.fixture
def fresh(httpd, db):
    """Makes browsers; nobody asked for anything before."""
    db.sql("DELETE FROM throttle; DELETE FROM mail; DELETE FROM user_token; "
           "DELETE FROM user_totp")
    db.set_password("demo@example.com")
    return lambda: Client(httpd.port)


def last_link(db, template):
    """The path of the last mail's link."""
    secrets = db.one(f"SELECT secrets FROM mail WHERE template = '{template}'"
                     " ORDER BY id DESC LIMIT 1")
    return re.search(r'path="([^"]+)"', secrets)[1]


def forget(client, email="demo@example.com"):
    answer = client.post("/forgot-password", {"email": email})
    assert (answer.status, answer.location) == (303, f"{BASE}/sign-in")
    return answer


@pytest.fixture
def link(fresh, db):
    forget(fresh())
    return last_link(db, "reset-password")


def choose(client, link, new=NEW, again=None):
    return client.post(link, {"password-new": new,
                              "password-again": again or new})


def is_over(page):
    return page.status == 200 and not page.html.xpath(
        "//input[@type='password']") and "over" in page.text


# ---- a forgotten password

def test_a_link_comes_by_mail_and_sets_a_password(fresh, link, db):
    browser = fresh()
    page = browser.get(link)
    assert page.status == 200 and "demo@example.com" in page.text
    answer = choose(browser, link)
    assert (answer.status, answer.location) == (303, f"{BASE}/sign-in")
    assert fresh().sign_in("demo").status == 422
    assert fresh().sign_in("demo", NEW).status == 303
    assert db.one("SELECT template FROM mail ORDER BY id DESC LIMIT 1") \
        == "password-changed"
    assert db.column("SELECT action FROM audit WHERE account_id = 1001 AND "
                     "action LIKE '%reset%' ORDER BY id DESC LIMIT 2") \
        == ["password-reset", "reset-asked"]


def test_all_sessions_end_and_none_begins(fresh, db):
    before = fresh()
    before.sign_in("demo")
    forget(fresh())
    browser = fresh()
    choose(browser, last_link(db, "reset-password"))
    assert before.get("/").status == 303
    assert browser.get("/").status == 303
    assert "custdash" not in browser.jar


def test_it_works_once(fresh, link):
    assert choose(fresh(), link).status == 303
    assert is_over(fresh().get(link))
    assert choose(fresh(), link, "another one of mine").status == 422
    assert fresh().sign_in("demo", NEW).status == 303


def test_of_two_that_come_together_one_is_taken(fresh, link):
    browsers = [fresh() for _ in range(4)]
    for browser in browsers:
        browser.get("/sign-in")
    statuses = []

    def send(n, browser):
        statuses.append(choose(browser, link, f"{NEW} {n}").status)
    threads = [threading.Thread(target=send, args=pair)
               for pair in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 422, 422, 422]


def test_looking_at_it_changes_nothing(fresh, link):
    """Mail programs do."""
    for _ in range(3):
        assert fresh().get(link).status == 200
        assert fresh().request("HEAD", link).status == 200
    assert choose(fresh(), link).status == 303


def test_it_ends_after_half_an_hour(fresh, link, db):
    db.sql("UPDATE user_token SET expires_at = expires_at - INTERVAL 31 "
           "MINUTE")
    assert is_over(fresh().get(link))
    assert choose(fresh(), link).status == 422
    assert fresh().sign_in("demo").status == 303


def test_a_later_one_ends_it(fresh, link, db):
    forget(fresh())
    assert is_over(fresh().get(link))
    assert choose(fresh(), last_link(db, "reset-password")).status == 303


def test_a_changed_address_ends_it(fresh, link, db):
    db.sql("UPDATE user SET email = 'demo2@example.com' WHERE id = 501")
    try:
        assert is_over(fresh().get(link))
        assert choose(fresh(), link).status == 422
    finally:
        db.sql("UPDATE user SET email = 'demo@example.com' WHERE id = 501")


def test_a_suspended_user_gets_none_and_uses_none(fresh, link, db):
    db.sql("UPDATE user SET status = 'suspended' WHERE id = 501")
    try:
        assert is_over(fresh().get(link))
        assert choose(fresh(), link).status == 422
        forget(fresh())
        assert db.one("SELECT template FROM mail ORDER BY id DESC LIMIT 1") \
            == "reset-unknown"
    finally:
        db.sql("UPDATE user SET status = 'active' WHERE id = 501")


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 44, "%00",
                                   "' OR ''='", "A" * 199])
def test_what_is_no_link_is_over(token, fresh, link):
    for kind in ("reset-password", "verify-email"):
        page = fresh().get(f"/{kind}/{token}".replace(" ", "%20"))
        assert page.status == 404 or is_over(page)


def test_a_link_of_one_kind_is_none_of_the_other(fresh, link):
    other = link.replace("reset-password", "verify-email")
    assert is_over(fresh().get(other))
    assert fresh().post(other).status == 422
    assert fresh().get(link).html.xpath("//input[@type='password']")


@pytest.mark.parametrize("new, again", [
    ("short", None), ("password1", None), (NEW, "another"),
    ("demo@example.com", None)])
def test_a_bad_password_leaves_the_link(new, again, fresh, link):
    assert choose(fresh(), link, new, again).status == 422
    assert choose(fresh(), link).status == 303


def test_the_second_factor_is_still_asked_for(fresh, db, link):
    db.sql("INSERT INTO user_totp VALUES (501, 'x', 0, UTC_TIMESTAMP())")
    choose(fresh(), link)
    browser = fresh()
    assert browser.sign_in("demo", NEW).location == f"{BASE}/sign-in/code"
    assert browser.get("/").status == 303
    assert db.one("SELECT COUNT(*) FROM user_totp") == "1"


def test_known_and_unknown_are_answered_alike(fresh, db):
    """By status, headers, page and by what it costs; a mail goes either
    way."""
    seen = []
    for email in ("demo@example.com", "nobody@example.com",
                  "suspended@example.com"):
        browser = fresh()
        token = browser.csrf()
        mails = int(db.one("SELECT COUNT(*) FROM mail"))
        with logged(db) as log:
            answer = browser.post("/forgot-password", {"email": email},
                                  csrf=token)
        seen.append((answer.status, answer.location, answer.body,
                     sorted(answer.cookies()), log.texts))
        assert int(db.one("SELECT COUNT(*) FROM mail")) == mails + 1
    assert seen[0] == seen[1] == seen[2]
    texts = seen[0][4]
    assert any("INSERT INTO mail" in t for t in texts)


def test_strangers_get_one_mail_an_hour(fresh, db):
    for _ in range(4):
        forget(fresh(), "nobody@example.com")
    assert int(db.one("SELECT COUNT(*) FROM mail")) in (1, 2)


def test_who_asks_too_often_waits(fresh, db):
    statuses = [fresh().post("/forgot-password",
                             {"email": "demo@example.com"}).status
                for _ in range(8)]
    assert statuses == [303] * 5 + [429] * 3
    assert int(db.one("SELECT COUNT(*) FROM mail")) == 5
    statuses = [fresh().post("/forgot-password",
                             {"email": "nobody@example.com"}).status
                for _ in range(8)]
    assert statuses == [303] * 5 + [429] * 3


def test_only_the_hash_is_stored_and_no_log_has_it(fresh, link, db, httpd):
    token = link.rsplit("/", 1)[1]
    browser = fresh()
    page = browser.get(link, headers={"Referer": "x"})
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for more in ("/more", "/", "?x=1", "//"):
        browser.get(link + more)
    choose(browser, link)
    assert token not in str(db.sql("SELECT HEX(token_hash) FROM user_token"))
    assert token not in str(db.sql("SELECT subject, detail FROM audit"))
    log = (httpd.state / "access.log").read_text()
    assert "/reset-password/{token}" in log
    assert token not in log
    assert token not in httpd.log.read_text()


# ---- the address

def test_a_new_customer_is_asked_to_confirm_her_address(fresh, db):
    browser = fresh()
    assert register(browser, email="v1@example.net", language="en").status == 303
    link = last_link(db, "verify-email")
    assert browser.sign_in("v1@example.net").status == 303
    browser.get("/")
    assert browser.get("/").html.xpath("//*[contains(@class, "
                                       "'notice-verify')]")
    assert browser.get(link).status == 200
    assert browser.get("/").html.xpath("//*[contains(@class, "
                                       "'notice-verify')]")
    answer = browser.post(link)
    assert (answer.status, answer.location) == (303, f"{BASE}/")
    browser.get("/")
    assert not browser.get("/").html.xpath("//*[contains(@class, "
                                           "'notice-verify')]")
    assert db.one("SELECT email_verified_at IS NOT NULL FROM user WHERE "
                  "email = 'v1@example.net'") == "1"
    assert is_over(browser.get(link))
    assert browser.post(link).status == 422


def test_it_works_signed_out_too_and_signs_nobody_in(fresh, db):
    register(fresh(), email="v2@example.net", language="en")
    stranger = fresh()
    answer = stranger.post(last_link(db, "verify-email"))
    assert answer.location == f"{BASE}/sign-in"
    assert stranger.get("/").status == 303


def test_another_link_can_be_had_not_too_often(fresh, db):
    browser = fresh()
    register(browser, email="v3@example.net", language="en")
    first = last_link(db, "verify-email")
    browser.sign_in("v3@example.net")
    for _ in range(8):
        assert browser.post("/security/verify-email").status == 303
    assert int(db.one("SELECT COUNT(*) FROM mail")) == 6
    assert is_over(browser.get(first))
    assert browser.post(last_link(db, "verify-email")).status == 303


def test_who_is_confirmed_gets_no_other_link(fresh, db):
    browser = fresh()
    browser.sign_in("demo")
    assert browser.post("/security/verify-email").status == 303
    assert db.one("SELECT COUNT(*) FROM mail WHERE template = "
                  "'verify-email'") == "0"


def test_a_link_to_an_old_address_confirms_nothing(fresh, db):
    browser = fresh()
    register(browser, email="v4@example.net", language="en")
    db.sql("UPDATE user SET email = 'v4b@example.net' WHERE email = "
           "'v4@example.net'")
    assert browser.post(last_link(db, "verify-email")).status == 422
    assert db.one("SELECT email_verified_at IS NULL FROM user WHERE email = "
                  "'v4b@example.net'") == "1"
