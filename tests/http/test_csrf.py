# SPDX-License-Identifier: Apache-2.0
"""Only our own pages may send forms (OWASP ASVS 5.0, 3.5)."""
import pytest

from client import FORM
from routes import ROUTES

CONTACT = {"first-name": "Ada", "last-name": "Lovelace",
           "email": "ada@example.org"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": ""},
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
]


@pytest.fixture
def browser(signed_in):
    return signed_in("demo")


def contacts(db):
    return db.one("SELECT COUNT(*) FROM contact WHERE account_id = 1001 "
                  "AND email = 'ada@example.org'")


def test_our_own_form_is_taken(browser, db):
    try:
        assert browser.post("/contacts/new", CONTACT).status == 303
        assert contacts(db) == "1"
    finally:
        db.sql("DELETE FROM contact WHERE email = 'ada@example.org'")


@pytest.mark.parametrize("token", ["", "x", "A" * 43, None])
def test_without_the_right_token_nothing_happens(token, browser, db):
    fields = dict(CONTACT) if token is None else {**CONTACT, "csrf": token}
    body = "&".join(f"{k}={v}" for k, v in fields.items())
    answer = browser.post("/contacts/new", body=body)
    assert answer.status == 403
    assert contacts(db) == "0"


def test_another_sessions_token_does_not_do(browser, signed_in, db):
    token = signed_in("demo").csrf()
    assert token != browser.csrf()
    assert browser.post("/contacts/new", CONTACT, csrf=token).status == 403
    assert contacts(db) == "0"


def test_a_token_sent_twice_does_not_do(browser, db):
    body = ("csrf=x&first-name=A&last-name=B&email=ada%40example.org&csrf="
            + browser.csrf())
    assert browser.post("/contacts/new", body=body).status == 403


def test_a_guests_token_is_none_after_signing_in(guest):
    token = guest.csrf()
    guest.sign_in("demo")
    assert guest.csrf() != token
    assert guest.post("/sign-out", csrf=token).status == 403
    assert guest.get("/").status == 200


def test_signing_in_takes_a_token_too(guest, server):
    fields = {"email": "demo@example.com", "password": "demo-Passw0rd"}
    assert guest.post("/sign-in", fields, csrf="").status == 403
    token = guest.csrf()
    guest.jar.clear()
    assert guest.post("/sign-in", fields, csrf=token).status == 403
    assert "custdash" not in guest.jar


@pytest.mark.parametrize("headers", FOREIGN)
def test_forms_from_elsewhere_are_refused(headers, browser, db):
    answer = browser.post("/contacts/new", CONTACT, headers)
    assert answer.status == 403
    assert contacts(db) == "0"


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://{host}"}, {}])
def test_forms_from_here_are_taken(headers, guest):
    host = f"127.0.0.1:{guest.port}"
    headers = {k: v.format(host=host) for k, v in headers.items()}
    assert guest.post("/sign-in", {"email": "x"}, headers).status == 422


# What to put into a path.
PLACES = {"contact": "802", "service": "2002", "domain": "3002",
          "link": "x" * 43, "token": "x" * 43,
          "guide": "your-dashboard", "banner": "1", "ticket": "T-30724",
          "attachment": "1", "product": "6", "line": "1",
          "invoice": "4001"}


@pytest.mark.parametrize("route", [
    r for r in ROUTES if r.posts and "CD_BY_LINK" not in r.access],
    ids=lambda r: r.name)
def test_every_post_wants_its_token(route, known):
    """Whichever form there is, and will be."""
    client = known("guest" if route.access == "CD_GUEST" else "demo")
    path = route.url(**PLACES)
    answer = client.post(path, csrf="")
    assert answer.status == 403
    answer = client.post(path, headers=FOREIGN[0])
    assert answer.status == 403


@pytest.mark.parametrize("route", [r for r in ROUTES if not r.shows],
                         ids=lambda r: r.name)
def test_actions_are_not_reached_by_get(route, known):
    for method in ("GET", "HEAD"):
        answer = known("demo").request(method, route.url(**PLACES))
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_the_token_of_a_page_is_the_one_its_forms_have(demo):
    page = demo.get("/contacts/new")
    tokens = set(page.html.xpath("//form[@method='post']"
                                 "//input[@name='csrf']/@value"))
    assert tokens == {demo.csrf()}
    forms = page.html.xpath("//form[@method='post']")
    assert all(f.xpath(".//input[@name='csrf']") for f in forms)


def test_a_token_is_neither_the_session_nor_guessable_from_it(demo):
    assert demo.csrf() not in demo.jar["custdash"]
    assert demo.jar["custdash"].encode() not in demo.get("/").body


def test_guests_are_asked_to_sign_in_before_anything_else(guest):
    answer = guest.request("POST", "/contacts/new", "a=b",
                           {"Content-Type": FORM})
    assert answer.status == 303
    assert answer.location.endswith("/sign-in")
