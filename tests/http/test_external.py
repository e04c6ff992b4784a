# SPDX-License-Identifier: Apache-2.0
"""Single sign-on: another module of httpd finds out who it is, here
mod_auth_basic; its claims come from headers of these tests."""
import base64
import concurrent.futures
import itertools

import pytest

from client import BASE, Client

PAGE = "/sign-in/external"
PLACE = f"{BASE}{PAGE}"
COUNT = itertools.count(1)


class Known(Client):
    """A browser of who is known to the other module by a name."""
    def __init__(self, port, name, **claims):
        super().__init__(port)
        self.name, self.claims = name, claims

    def visit(self, path, method="GET", body=None, headers=(), cookies=None):
        more = dict(headers)
        if self.name:
            pair = base64.b64encode(f"{self.name}:x".encode()).decode()
            more.setdefault("Authorization", f"Basic {pair}")
        more.update((f"X-Test-{k.replace('_', '-')}", v)
                    for k, v in self.claims.items())
        return super().visit(path, method, body, more, cookies)

    def way(self, query=""):
        identity = self.xml(PAGE + query).xml.find("section/identity")
        return identity.get("way")

    def come_in(self, **fields):
        return self.post(PAGE, fields)


@pytest.fixture
def browser(server, ports):
    """Of somebody whom nobody has seen yet, with a confirmed address."""
    def make(host="external", name=None, **claims):
        i = next(COUNT)
        if "email" not in claims:
            claims["email"] = f"sso{i}@example.com"
        claims.setdefault("verified", "1")
        return Known(ports[host], name or f"sub{i}@idp", **claims)
    return make


ABOUT = {"first-name": "Ewa", "last-name": "Nowak", "country": "PL",
         "terms": "1"}


@pytest.fixture
def ewa(browser):
    """She has opened an account."""
    made = browser(first="Ewa", last="Nowak")
    assert made.come_in(**ABOUT).status == 303
    return made


def user_of(db, browser):
    return db.one("SELECT user_id FROM user_identity WHERE name = "
                  f"'{browser.name}'")


def is_in(browser):
    return browser.get("/").status == 200


def test_who_wants_in_is_sent_there(browser):
    client = browser()
    assert client.get("/").location == PLACE
    assert client.get("/invoices?sort=number").location == (
        f"{PLACE}?to=%2finvoices%3fsort%3dnumber")
    assert client.get("/sign-in").location == PLACE
    assert client.get("/sign-in?to=%2fservices").location == (
        f"{PLACE}?to=%2fservices")


def test_first_an_account_is_opened(browser, db, contract):
    client = browser(first="Ewa", last="Nowak")
    page = client.xml(f"{PAGE}?to=/services")
    contract.assertValid(page.xml)
    identity = page.xml.find("section/identity")
    assert identity.get("way") == "register"
    assert identity.get("name") == client.claims["email"]
    values = {f.get("name"): f.get("value")
              for f in page.xml.findall("form/field")}
    assert values["first-name"] == "Ewa" and values["last-name"] == "Nowak"
    answer = client.come_in(**ABOUT, to="/services")
    assert (answer.status, answer.location) == (303, f"{BASE}/services")
    assert client.get("/services").status == 200
    user = user_of(db, client)
    assert db.sql("SELECT email, email_verified_at IS NOT NULL, "
                  f"password_hash FROM user WHERE id = {user}") == [
        [client.claims["email"], "1", "!"]]
    assert db.one("SELECT COUNT(*) FROM mail WHERE template = 'verify-email' "
                  f"AND recipient = '{client.claims['email']}'") == "0"


def test_what_is_missing_is_asked_for(browser, db):
    client = browser()
    answer = client.come_in(**{k: v for k, v in ABOUT.items()
                               if k != "terms"})
    assert answer.status == 422
    assert user_of(db, client) is None
    assert not is_in(client)


def test_then_a_button_is_enough(ewa, browser):
    again = browser(name=ewa.name, email="another@example.com")
    assert again.way() == "known"
    assert not is_in(again)                      # looking is not coming in
    assert again.come_in().status == 303
    assert is_in(again)


def test_names_are_compared_to_the_letter(ewa, browser):
    assert browser(name=ewa.name.upper()).way() == "register"
    assert browser(name=ewa.name + " ").way() == "register"


@pytest.mark.parametrize("claims", [
    {"verified": "0"}, {"verified": ""}, {"verified": "yes"}, {"email": ""},
    {"email": "no address"}])
def test_an_address_that_nobody_confirmed_opens_nothing(claims, browser, db):
    before = db.one("SELECT COUNT(*) FROM user")
    client = browser(**claims)
    assert client.way() == "refused"
    assert client.come_in(**ABOUT).status == 422
    assert not is_in(client)
    assert db.one("SELECT COUNT(*) FROM user") == before


def test_who_has_that_address_here_it_is(browser, db):
    db.sql("UPDATE user SET email_verified_at = UTC_TIMESTAMP() "
           "WHERE id = 503")
    client = browser("external-match", email="Empty@Example.com")
    assert client.way() == "match"
    assert client.come_in().status == 303
    assert is_in(client)
    assert user_of(db, client) == "503"
    assert db.one("SELECT subject FROM audit WHERE action = 'identity-linked' "
                  "AND user_id = 503") == client.name
    other = browser("external-match")
    assert other.way() == "refused"              # an account isn't opened
    assert other.come_in(**ABOUT).status == 422


def test_an_account_made_in_advance_catches_nobody(browser, db):
    """Somebody opens one with another's address, which she never confirms,
    and waits for the other to come."""
    client = browser()
    mail = client.claims["email"]
    db.sql("INSERT INTO user (email, password_hash, first_name, last_name, "
           f"language, created_at) VALUES ('{mail}', '!', 'x', 'y', 'en', "
           "UTC_TIMESTAMP())")
    assert client.way() == "register"
    assert client.come_in(**ABOUT).status == 422
    assert user_of(db, client) is None and not is_in(client)


def test_where_nobody_is_taken_in_staff_links(browser, db):
    client = browser("external-refuse", email="empty@example.com")
    assert client.way() == "refused"
    assert client.come_in().status == 422
    db.sql("INSERT INTO user_identity VALUES "
           f"('{client.name}', 503, UTC_TIMESTAMP())")
    assert client.way() == "known"
    assert client.come_in().status == 303 and is_in(client)


def test_without_the_other_module_there_is_no_way(browser, db):
    client = browser()
    client.name = None
    forged = {"REMOTE_USER": "x", "Remote-User": "x",
              "OIDC_CLAIM_email": "demo@example.com"}
    for headers in ({}, forged):
        assert client.get(PAGE, headers=headers).status == 401
        assert client.request("POST", PAGE, "to=/", headers).status == 401
    assert not is_in(client)


@pytest.mark.expect_log("protect the path /sign-in/external")
def test_a_place_that_nothing_protects_opens_nothing(browser):
    client = browser("external-bare")
    assert client.get(PAGE).status == 500
    assert client.get("/news").status == 200


def test_passwords_open_nothing(browser):
    client = browser()
    answer = client.post("/sign-in", {"email": "demo@example.com",
                                      "password": "demo", "to": "/services"})
    assert answer.location == f"{PLACE}?to=%2fservices"
    assert not is_in(client)
    for path in ("/register", "/forgot-password", "/sign-in/code"):
        assert client.get(path).status == 404
        assert client.post(path, {"email": "demo@example.com"}).status == 404


def test_pages_of_passwords_are_gone(ewa):
    for path in ("/security/password", "/confirm", "/security/second-factor",
                 "/security/recovery-codes"):
        assert ewa.get(path).status == 404
    page = ewa.get("/security")
    assert not page.html.xpath("//h2[@id='heading-password']")
    assert ewa.get("/").html.xpath("//main")
    mail = [f for f in ewa.xml("/personal").xml.findall("form/field")
            if f.get("name") == "email"]
    assert mail[0].get("locked") == "1"


@pytest.mark.parametrize("change, back", [
    ("UPDATE user SET status = 'suspended' WHERE id = {}",
     "UPDATE user SET status = 'active' WHERE id = {}"),
    ("UPDATE account a JOIN membership m ON m.account_id = a.id "
     "SET a.status = 'closed' WHERE m.user_id = {}",
     "UPDATE account a JOIN membership m ON m.account_id = a.id "
     "SET a.status = 'active' WHERE m.user_id = {}")])
def test_who_is_locked_out_here_stays_out(change, back, ewa, db):
    db.sql(change.format(user_of(db, ewa)))
    assert not is_in(ewa)
    assert ewa.way() == "locked"
    assert ewa.come_in().status == 422 and not is_in(ewa)
    db.sql(back.format(user_of(db, ewa)))
    assert ewa.come_in().status == 303 and is_in(ewa)


def test_a_delicate_change_wants_it_once_more(ewa, db):
    user = user_of(db, ewa)
    old = ("UPDATE session SET proved_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR "
           f"WHERE user_id = {user}")
    sessions = f"SELECT COUNT(*) FROM session WHERE user_id = {user}"
    db.sql(old)
    answer = ewa.post("/personal/data/export")
    assert answer.location == f"{PLACE}?to=%2fpersonal%2fdata"
    ewa.claims["auth-time"] = db.one("SELECT UNIX_TIMESTAMP() - 3600")
    assert ewa.way() == "too-old"
    assert ewa.come_in().status == 422
    ewa.claims["auth-time"] = db.one("SELECT UNIX_TIMESTAMP() - 60")
    answer = ewa.come_in(to="/personal/data")
    assert answer.location == f"{BASE}/personal/data"
    assert db.one(sessions) == "1"               # it is still the same
    assert PAGE not in ewa.post("/personal/data/export").location


def test_somebody_elses_session_ends(ewa, browser, db):
    other = browser()
    assert other.come_in(**ABOUT).status == 303
    before = dict(ewa.jar)
    first = user_of(db, ewa)
    ewa.name, ewa.claims = other.name, other.claims
    assert ewa.come_in().status == 303
    assert ewa.jar != before
    assert db.one(f"SELECT COUNT(*) FROM session WHERE user_id = {first}"
                  ) == "0"


def test_another_site_signs_nobody_in(ewa, browser):
    again = browser(name=ewa.name)
    assert again.post(PAGE, csrf="").status == 403
    assert not is_in(again)


def test_the_way_leads_to_no_other_site(browser):
    client = browser()
    answer = client.come_in(**ABOUT, to="//evil.example/")
    assert answer.location == f"{BASE}/"


def test_many_buttons_at_once_open_one_account(browser, db):
    name = f"sub{next(COUNT)}@idp"
    mail = f"many{next(COUNT)}@example.com"
    clients = [browser(name=name, email=mail) for _ in range(8)]
    tokens = [client.csrf() for client in clients]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(
            lambda pair: pair[0].post(PAGE, ABOUT, csrf=pair[1]),
            zip(clients, tokens)))
    assert [a.status for a in answers] == [303] * 8
    assert db.one(f"SELECT COUNT(*) FROM user WHERE email = '{mail}'") == "1"
    assert db.one("SELECT COUNT(*) FROM account WHERE email = "
                  f"'{mail}'") == "1"
    assert all(is_in(client) for client in clients)


def test_where_passwords_open_the_door_there_is_no_such_page(server, db):
    client = Known(server.port, "x")
    assert client.get(PAGE).status == 404
    assert client.post(PAGE).status == 404
