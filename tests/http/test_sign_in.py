# SPDX-License-Identifier: Apache-2.0
"""Signing in and out."""
import hashlib
import re
import urllib.parse

import pytest

from client import BASE, Client
from servers import PASSWORD

ELSEWHERE = [
    "//evil.example", "///evil.example", "https://evil.example",
    "http:evil.example", "https:", "javascript:alert(1)",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/%09/evil.example", " //evil.example",
    "/ /evil.example", "evil.example", "@evil.example", "?to=//evil",
]

BCRYPT = "$2y$10$abcdefghijklmnopqrstuuwWDhVrYYWaWRJ66xQOwZtdn0IrBmPeG"


def fields_of(answer):
    return {f.get("name"): f for f in answer.xml.iter("field")}


def test_the_right_password_leads_to_the_dashboard(guest):
    answer = guest.sign_in("demo")
    assert (answer.status, answer.location) == (303, f"{BASE}/")
    assert guest.get("/").status == 200


def test_the_address_may_be_typed_in_capitals_and_with_spaces(guest):
    assert guest.sign_in(" Demo@Example.COM ").status == 303


def without_tokens(answer):
    return re.sub(rb'name="csrf" value="[^"]*"', b"", answer.body)


def test_wrong_passwords_and_unknown_users_get_the_same_answer(guest):
    answers = {}
    for email, password in [("demo@example.com", "wrong-Passw0rd"),
                            ("nobody@example.com", PASSWORD),
                            ("suspended@example.com", PASSWORD)]:
        answer = guest.sign_in(email, password)
        assert answer.status == 422
        answers[email] = without_tokens(answer).replace(email.encode(), b"")
    assert len(set(answers.values())) == 1
    assert "custdash" not in guest.jar


def test_unknown_users_cost_as_many_statements_as_known_ones(guest,
                                                             statements):
    with statements() as known:
        guest.sign_in("demo", "wrong-Passw0rd")
    with statements() as unknown:
        guest.sign_in("nobody@example.com", "wrong-Passw0rd")
    assert known.texts == unknown.texts != []


def test_a_failed_sign_in_keeps_the_address_and_not_the_password(guest):
    answer = guest.post("/sign-in?format=xml",
                        {"email": "demo@example.com", "password": "S3cr3t-x"})
    assert answer.status == 422
    assert answer.xml.find("form").get("error") == "sign-in"
    assert fields_of(answer)["email"].get("value") == "demo@example.com"
    assert b"S3cr3t-x" not in answer.body


def test_empty_fields_are_named(guest):
    answer = guest.post("/sign-in?format=xml", {})
    assert answer.status == 422
    fields = fields_of(answer)
    assert fields["email"].get("error") == "required"
    assert fields["password"].get("error") == "required"


def test_a_suspended_user_cannot_sign_in(guest, db):
    db.set_password("suspended@example.com")
    assert guest.sign_in("suspended").status == 422


def test_a_user_of_a_suspended_account_alone_cannot_sign_in(guest, db):
    email = db.one("SELECT u.email FROM user u JOIN account a ON a.id = u.id "
                   "WHERE a.status = 'suspended' AND u.status = 'active' "
                   "AND (SELECT COUNT(*) FROM membership m "
                   "WHERE m.user_id = u.id) = 1")
    db.set_password(email)
    assert guest.sign_in(email).status == 422


@pytest.mark.parametrize("path", [
    "/services", "/invoices?status=unpaid&sort=due", "/tickets/T-1%20x%3Fy",
    "/tickets/%C5%BC%25", "/domains/search?name=a%26b"])
def test_guests_come_back_to_where_they_wanted_to_go(guest, path):
    asked = guest.get(path)
    assert asked.status == 303
    page = guest.visit(asked.location)
    assert page.status == 200
    to, = page.html.xpath("//input[@name='to']/@value")
    answer = guest.sign_in("demo", to=to)
    assert answer.status == 303
    assert answer.location.lower() == (BASE + path).lower()


def test_a_way_back_too_long_to_keep_is_forgotten(guest):
    asked = guest.get("/services?x=" + "y" * 2000)
    assert asked.location == f"{BASE}/sign-in"


def test_the_main_page_needs_no_way_back(guest):
    assert guest.get("/").location == f"{BASE}/sign-in"


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(guest, to):
    answer = guest.sign_in("demo", to=to)
    assert answer.status == 303
    assert answer.location.startswith(f"{BASE}/")
    assert not answer.location.startswith(f"{BASE}//")


@pytest.mark.parametrize("to", ["/\t/evil.example", "/\x00", "/\x7f",
                                "/x\r\nSet-Cookie: a=b"])
def test_a_way_back_never_makes_a_header(guest, to):
    answer = guest.sign_in("demo", to=to)
    assert answer.status == 422 or answer.location == f"{BASE}/"
    assert "a" not in answer.cookies()


@pytest.mark.parametrize("to", ELSEWHERE)
def test_the_form_leads_nowhere_else(guest, to):
    page = guest.get("/sign-in?" + urllib.parse.urlencode({"to": to}))
    assert page.status == 200
    for link in page.html.xpath("//@href | //@action"):
        assert "evil" not in link


def test_signed_in_users_have_no_sign_in_page(demo):
    for path in ("/sign-in", "/register"):
        answer = demo.get(path)
        assert (answer.status, answer.location) == (303, f"{BASE}/")


def test_signing_out_ends_the_session(signed_in, db):
    client = signed_in("demo")
    token = client.jar["custdash"]
    sessions = int(db.one("SELECT COUNT(*) FROM session"))
    answer = client.post("/sign-out")
    assert (answer.status, answer.location) == (303, f"{BASE}/sign-in")
    assert "custdash" not in client.jar
    assert int(db.one("SELECT COUNT(*) FROM session")) == sessions - 1
    client.jar["custdash"] = token
    assert client.get("/").status == 303


def test_signing_out_is_told_once(signed_in):
    client = signed_in("demo")
    client.post("/sign-out")
    assert [n.get("kind") for n in client.xml("/sign-in").xml.iter("notice")] \
        == ["signed-out"]
    assert not list(client.xml("/sign-in").xml.iter("notice"))


def test_signing_out_leaves_other_sessions_alone(signed_in):
    first, second = signed_in("demo"), signed_in("demo")
    first.post("/sign-out")
    assert second.get("/").status == 200


def test_each_sign_in_makes_a_new_token(signed_in):
    assert (signed_in("demo").jar["custdash"]
            != signed_in("demo").jar["custdash"])


def test_a_session_cookie_from_before_is_never_adopted(server, db):
    planted = "A" * 43
    client = Client(server.port)
    client.jar["custdash"] = planted
    assert client.sign_in("demo").status == 303
    assert client.jar["custdash"] != planted
    stranger = Client(server.port)
    stranger.jar["custdash"] = planted
    assert stranger.get("/").status == 303
    digest = hashlib.sha256(planted.encode()).hexdigest()
    assert db.one("SELECT COUNT(*) FROM session WHERE token_hash = "
                  f"UNHEX('{digest}')") == "0"


def test_the_guest_cookie_goes_when_the_session_comes(guest):
    guest.get("/sign-in")
    before = guest.jar["custdash-guest"]
    guest.sign_in("demo")
    assert "custdash-guest" not in guest.jar
    assert guest.jar["custdash"] != before


def test_only_the_hash_of_a_token_is_stored(signed_in, db):
    token = signed_in("demo").jar["custdash"]
    digest = hashlib.sha256(token.encode()).hexdigest()
    assert db.one("SELECT user_id FROM session WHERE token_hash = "
                  f"UNHEX('{digest}')") == "501"
    rows = db.sql("SELECT HEX(token_hash), address, user_agent FROM session")
    assert not any(token in cell for row in rows for cell in row)
    assert len(token) == 43


def test_a_session_knows_its_address_and_browser(guest, db):
    agent = "Żółw/1.0 " + "ż" * 300
    body = urllib.parse.urlencode({"email": "demo@example.com",
                                   "password": PASSWORD,
                                   "csrf": guest.csrf()})
    answer = guest.post("/sign-in", body=body,
                        headers={"User-Agent": agent.encode()})
    assert answer.status == 303
    address, kept = db.sql("SELECT address, user_agent FROM session "
                           "ORDER BY id DESC LIMIT 1")[0]
    assert address == "127.0.0.1"
    assert kept.startswith("Żółw/1.0 żżż") and len(kept) <= 255


@pytest.mark.parametrize("agent", [b"\xff\xfe", b"\xc5", b"x" * 4000])
def test_a_strange_user_agent_is_no_obstacle(guest, agent):
    fields = {"email": "demo@example.com", "password": PASSWORD}
    assert guest.post("/sign-in", fields,
                      headers={"User-Agent": agent}).status == 303
    assert guest.get("/", headers={"User-Agent": agent}).status == 200


def test_an_imported_bcrypt_hash_is_replaced_at_sign_in(guest, db):
    user = "(SELECT id FROM account WHERE email LIKE 'customer5@%')"
    db.sql(f"UPDATE user SET password_hash = '{BCRYPT}' WHERE id = {user}")
    email = db.one(f"SELECT email FROM user WHERE id = {user}")
    assert guest.sign_in(email, "wrong-Passw0rd").status == 422
    assert guest.sign_in(email, "imported-Passw0rd").status == 303
    stored = db.one(f"SELECT password_hash FROM user WHERE id = {user}")
    assert stored.startswith("$argon2id$")
    assert Client(guest.port).sign_in(email, "imported-Passw0rd").status == 303


def test_guests_cost_no_statement(guest, statements):
    with statements() as log:
        guest.get("/sign-in")
        guest.get("/register")
        guest.get("/services")
        guest.get("/no-such-page")
    assert log.texts == []
