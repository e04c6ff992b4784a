# SPDX-License-Identifier: Apache-2.0
"""The second factor: set up, asked for, never passed by."""
import re
import threading

import pytest
from lxml import etree

from authenticator import Authenticator
from client import BASE, Client
from factors import (SET_UP, db, fresh, give, half, httpd, is_in,  # noqa: F401
                     secured, set_up, strict)
from routes import SHOWN
from servers import PASSWORD


# ---- setting it up

def test_the_page_shows_a_key_and_a_picture_of_it(fresh):
    client = fresh()
    page = client.get(SET_UP)
    assert page.status == 200
    src, = page.html.xpath("//img[@class='qr']/@src")
    picture = client.visit(src)
    assert picture.status == 200
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert etree.fromstring(picture.body).tag.endswith("svg")


def test_the_picture_is_what_the_app_reads(fresh, tmp_path):
    """Read back module by module from the SVG, compared with Debian's
    qrencode where it is installed."""
    client = fresh()
    secret = client.xml(SET_UP).xml.find("section").get("secret")
    picture = client.get(SET_UP + "/picture").text
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", picture)
    size = int(re.search(r'viewBox="0 0 (\d+)', picture)[1])
    dark = {(int(x) + i, int(y)) for x, y, n in runs for i in range(int(n))}
    # the finder pattern in three corners, nothing in the quiet zone
    for x, y in ((4, 4), (size - 11, 4), (4, size - 11)):
        assert all((x + i, y) in dark for i in range(7))
        assert all((x + 2 + i, y + 3) in dark for i in range(3))
        assert (x + 1, y + 1) not in dark
    assert all(4 <= x < size - 4 and 4 <= y < size - 4 for x, y in dark)
    assert secret.replace(" ", "") not in picture


def test_the_picture_is_for_its_owner_only(fresh):
    client = fresh()
    assert Client(client.port).get(SET_UP + "/picture").status == 303
    mine = client.get(SET_UP + "/picture").body
    assert fresh().get(SET_UP + "/picture").body != mine
    set_up(client)
    assert client.get(SET_UP + "/picture").status == 404


def test_nothing_is_on_before_a_code_confirms_it(fresh, db):
    client = fresh()
    app = Authenticator(client.xml(SET_UP).xml.find("section").get("secret"))
    answer = client.post(SET_UP + "?format=xml", {"code": app.wrong()})
    assert answer.status == 422
    field, = answer.xml.iter("field")
    assert field.get("error") == "wrong-code"
    assert db.one("SELECT COUNT(*) FROM user_totp") == "0"
    assert is_in(fresh())


def test_it_wants_a_fresh_password(fresh, db):
    client = fresh()
    app = Authenticator(client.xml(SET_UP).xml.find("section").get("secret"))
    db.sql("UPDATE session SET proved_at = proved_at - INTERVAL 11 MINUTE")
    to = f"{BASE}/confirm?to=%2fsecurity%2fsecond-factor"
    assert client.get(SET_UP).location == to
    assert client.get(SET_UP + "/picture").status == 404
    assert client.post(SET_UP, {"code": app.code()}).location == to
    assert db.one("SELECT COUNT(*) FROM user_totp") == "0"
    assert client.post("/confirm", {"password": PASSWORD, "to": SET_UP}
                       ).location == BASE + SET_UP
    assert client.get(SET_UP).status == 200


def test_turning_it_on_ends_what_went_on_without(fresh, db):
    other, client = fresh(), fresh()
    token = client.jar["custdash"]
    _, codes = set_up(client)
    assert is_in(client) and not is_in(other)
    assert client.jar["custdash"] != token
    client.jar["custdash"] = token
    assert not is_in(client)
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([A-Z2-7]{6}-){3}[A-Z2-7]{6}", c)
               for c in codes)


def test_the_page_with_the_codes_has_a_token_that_holds(fresh):
    client = fresh()
    app = Authenticator(client.xml(SET_UP).xml.find("section").get("secret"))
    page = client.post(SET_UP, {"code": app.code()})
    token = page.html.xpath("//input[@name='csrf']/@value")[0]
    assert client.post("/sign-out", csrf=token).status == 303


def test_the_codes_are_shown_once(secured):
    client, _, codes = secured
    for path in ("/security", SET_UP, "/security/recovery-codes"):
        assert codes[0] not in client.get(path).text


def test_what_is_stored_opens_nothing(secured, db):
    _, app, codes = secured
    rows = str(db.sql("SELECT HEX(secret) FROM user_totp")
               + db.sql("SELECT HEX(code_hash) FROM user_recovery_code"))
    assert app.secret.hex().upper() not in rows
    for code in codes:
        assert code.encode().hex().upper() not in rows
        assert code.replace("-", "").encode().hex().upper() not in rows


def test_the_secret_of_one_user_is_worth_nothing_to_another(secured, db):
    """It is sealed together with whose it is."""
    client, app, _ = secured
    db.sql("INSERT INTO user_totp SELECT 502, secret, 0, confirmed_at "
           "FROM user_totp WHERE user_id = 501")
    other = Client(client.port)
    other.sign_in("other")
    assert give(other, app.code()).status == 422
    db.sql("DELETE FROM user_totp WHERE user_id = 502")


# ---- signing in

def test_the_password_alone_opens_nothing(secured, db):
    client, _, _ = secured
    sessions = db.one("SELECT COUNT(*) FROM session")
    browser = half(client)
    assert db.one("SELECT COUNT(*) FROM session") == sessions
    assert "custdash" not in browser.jar
    for route in SHOWN:
        if route.parameters or route.access in ("CD_GUEST", "CD_PUBLIC"):
            continue
        assert browser.get(route.path).status == 303, route.path
    assert browser.get("/-/none").status == 404


def test_the_step_is_no_session(secured):
    """Whatever cookie it is sent as."""
    browser = half(secured[0])
    thief = Client(browser.port)
    thief.jar["custdash"] = browser.jar["custdash-step"]
    assert not is_in(thief)


def test_with_the_code_one_is_in(secured):
    client, app, _ = secured
    browser = half(client, to="/services?sort=name")
    answer = give(browser, app.code(), to="/services?sort=name")
    assert (answer.status, answer.location) \
        == (303, f"{BASE}/services?sort=name")
    assert is_in(browser)
    assert "custdash-step" not in browser.jar


def test_the_way_back_goes_by_the_code(secured):
    browser = Client(secured[0].port)
    answer = browser.sign_in("demo", to="/services?sort=name")
    page = browser.visit(answer.location)
    assert page.html.xpath("//input[@name='to']/@value") \
        == ["/services?sort=name"]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example",
                                "/\\evil.example"])
def test_and_never_elsewhere(to, secured):
    browser = half(secured[0])
    assert give(browser, secured[1].code(), to=to).location == f"{BASE}/"


def test_spaces_in_the_code_are_no_obstacle(secured):
    code = secured[1].code()
    browser = half(secured[0])
    assert give(browser, f"{code[:3]} {code[3:]} ").status == 303


def test_no_code_works_twice(secured):
    client, app, _ = secured
    code = app.code()
    assert give(half(client), code).status == 303
    assert give(half(client), code).status == 422
    assert give(half(client), app.code(-1)).status == 422     # an older one
    assert give(half(client), app.code(1)).status == 303


def test_nor_does_the_one_that_confirmed_the_set_up(secured):
    client, app, _ = secured
    assert give(half(client), app.code(-1)).status == 422


def test_of_two_that_come_together_one_gets_in(secured):
    client, app, _ = secured
    code, statuses = app.code(), []
    browsers = [half(client) for _ in range(8)]
    tokens = [b.csrf() for b in browsers]

    def send(browser, token):
        statuses.append(browser.post("/sign-in/code", {"code": code},
                                     csrf=token).status)
    threads = [threading.Thread(target=send, args=pair)
               for pair in zip(browsers, tokens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303] + [422] * 7


@pytest.mark.parametrize("code", ["000000 OR 1", "", "12345", "1234567",
                                  "abcdef", "-12345", "１２３４５６",
                                  "A" * 24, "' OR ''='"])
def test_what_is_no_code_gets_nowhere(code, secured):
    browser = half(secured[0])
    assert give(browser, code).status == 422
    assert not is_in(browser)


def test_a_code_too_old_or_too_new_is_none(secured):
    client, app, _ = secured
    for steps in (-3, 3, 20):
        assert give(half(client), app.code(steps)).status == 422


def test_five_wrong_codes_and_it_begins_anew(secured, db):
    client, app, _ = secured
    browser = half(client)
    for _ in range(5):
        assert give(browser, app.wrong()).status == 422
    answer = give(browser, app.code())
    assert (answer.status, answer.location) == (303, f"{BASE}/sign-in")
    assert not is_in(browser)
    assert db.column("SELECT action FROM audit ORDER BY id DESC LIMIT 5") \
        == ["code-failed"] * 5


def test_whoever_tries_codes_waits_from_any_address(secured, strict, db):
    """Also who knows the password."""
    client, app, _ = secured
    statuses = []
    for n in range(12):
        browser = Client(strict.port)
        browser.source = f"127.0.2.{n}"
        assert browser.sign_in("demo").status == 303
        for _ in range(4):
            statuses.append(give(browser, app.wrong()).status)
    assert 429 in statuses
    assert statuses.count(422) <= 31
    browser = Client(strict.port)
    browser.source = "127.0.3.1"
    browser.sign_in("demo")
    answer = give(browser, app.code())
    assert answer.status == 429 and answer.headers["Retry-After"]


def test_a_step_ends_after_ten_minutes(secured, db):
    client, app, _ = secured
    browser = half(client)
    db.sql("UPDATE sign_in_step SET expires_at = expires_at - INTERVAL 11 "
           "MINUTE")
    assert give(browser, app.code()).location == f"{BASE}/sign-in"
    assert not is_in(browser)


def test_a_user_suspended_between_the_steps_stays_out(secured, db):
    client, app, _ = secured
    browser = half(client)
    db.sql("UPDATE user SET status = 'suspended' WHERE id = 501")
    try:
        assert give(browser, app.code()).location == f"{BASE}/sign-in"
    finally:
        db.sql("UPDATE user SET status = 'active' WHERE id = 501")
    assert not is_in(browser)


def test_a_password_changed_between_the_steps_ends_them(secured, db):
    client, app, _ = secured
    browser = half(client)
    assert client.post("/security/password", {
        "password-now": PASSWORD, "password-new": "eleven blue Teapots",
        "password-again": "eleven blue Teapots"}).status == 303
    assert give(browser, app.code()).location == f"{BASE}/sign-in"


def test_a_password_set_by_staff_ends_them_too(secured, db):
    client, app, _ = secured
    browser = half(client)
    db.set_password("demo@example.com")
    assert give(browser, app.code()).location == f"{BASE}/sign-in"


def test_nobody_without_a_step_gets_to_the_code(secured):
    guest = Client(secured[0].port)
    assert guest.get("/sign-in/code").location == f"{BASE}/sign-in"
    answer = give(guest, secured[1].code())
    assert answer.location == f"{BASE}/sign-in"
    guest.jar["custdash-step"] = "A" * 43
    assert give(guest, secured[1].code()).location == f"{BASE}/sign-in"


def test_a_code_of_one_user_does_not_open_the_step_of_another(secured, db):
    client, app, _ = secured
    other = Client(client.port)
    assert other.sign_in("other").status == 303
    demos_app = app
    set_up(other)
    browser = Client(client.port)
    browser.sign_in("other")
    assert give(browser, demos_app.code()).status == 422
    db.sql("DELETE FROM user_totp WHERE user_id <> 501")
