# SPDX-License-Identifier: Apache-2.0
"""Opening an account."""
import re

import pytest

from client import BASE, Client
from servers import PASSWORD

VALID = {"first-name": "Zofia", "last-name": "Żak", "company": "",
         "email": "zofia@example.net", "phone": "", "country": "PL",
         "language": "pl", "password": PASSWORD, "password-again": PASSWORD,
         "terms": "1"}


def fields_of(answer):
    return {f.get("name"): f for f in answer.xml.iter("field")}


def errors_of(answer):
    assert answer.status == 422, answer
    return {name: f.get("error") for name, f in fields_of(answer).items()
            if f.get("error")}


def register(client, **changes):
    fields = {**VALID, **{k.replace("_", "-"): v for k, v in changes.items()}}
    return client.post("/register?format=xml", fields)


def counts(db):
    return db.sql("SELECT (SELECT COUNT(*) FROM user), "
                  "(SELECT COUNT(*) FROM account), "
                  "(SELECT COUNT(*) FROM membership)")[0]


def test_who_registers_can_sign_in_and_sees_an_empty_dashboard(guest):
    answer = register(guest, email="new-one@example.net", company="Żak & Co")
    assert (answer.status, answer.location) == (303, f"{BASE}/sign-in")
    page = guest.xml("/sign-in")
    assert [n.get("kind") for n in page.xml.iter("notice")] == ["registered"]
    assert guest.sign_in("new-one@example.net").status == 303
    page = guest.xml("/")
    assert page.status == 200
    assert page.xml.get("lang") == "pl"
    assert page.xml.find("account").get("name") == "Żak & Co"
    assert page.xml.find("viewer").get("role") == "owner"
    assert guest.get("/").status == 200


def test_a_new_account_has_what_was_typed(guest, db):
    register(guest, email="Typed@Example.NET", phone="+48 22 555 01 42",
             first_name="  Zofia Maria ", country="DE")
    row = db.sql("SELECT a.first_name, a.last_name, a.company IS NULL, "
                 "a.phone, a.country, a.language, a.currency, u.email, "
                 "m.role FROM account a JOIN membership m ON "
                 "m.account_id = a.id JOIN user u ON u.id = m.user_id "
                 "WHERE u.email = 'typed@example.net'")[0]
    assert row == ["Zofia Maria", "Żak", "1", "+48225550142", "DE", "pl",
                   "EUR", "typed@example.net", "owner"]


def test_a_password_is_stored_as_argon2id(guest, db):
    register(guest, email="hashed@example.net")
    stored = db.one("SELECT password_hash FROM user "
                    "WHERE email = 'hashed@example.net'")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def seen(answer):
    """What a browser could tell answers apart by."""
    headers = sorted((k, v) for k, v in answer.headers.items()
                     if k != "Date")
    return answer.status, headers, answer.body


def test_a_taken_address_is_answered_like_a_new_one(server, db):
    new = register(Client(server.port), email="not-yet@example.net")
    before = counts(db)
    taken = register(Client(server.port), email="Demo@example.com")
    csrf = re.compile(r"custdash-guest=[^;]*")
    assert (csrf.sub("", str(seen(new))) == csrf.sub("", str(seen(taken))))
    assert new.status == 303
    assert counts(db) == before


def test_a_taken_address_keeps_its_password(guest, server):
    other = "another-Passw0rd"
    register(guest, email="demo@example.com", password=other,
             password_again=other)
    assert Client(server.port).sign_in("demo", other).status == 422
    assert Client(server.port).sign_in("demo").status == 303


@pytest.mark.parametrize("field, value, error", [
    ("first-name", "", "required"), ("first-name", "   ", "required"),
    ("first-name", "x" * 101, "too-long"), ("email", "", "required"),
    ("email", "no-at-sign", "email"), ("email", "a@b@c.example", "email"),
    ("country", "", "required"), ("country", "XX", None),
    ("language", "xx", "choice"), ("phone", "abc", "phone"),
    ("password", "short", "too-short"), ("terms", None, "required"),
    ("password-again", "something-else", "different"),
    ("password", "x" * 201, "too-long")])
def test_each_field_is_checked(field, value, error, guest, db):
    before = counts(db)
    fields = {**VALID, field: value}
    if value is None:
        del fields[field]
    if field == "password":
        fields["password-again"] = value
    errors = errors_of(guest.post("/register?format=xml", fields))
    assert field in errors
    assert error in (None, errors[field])
    assert counts(db) == before


def test_what_was_typed_is_kept_but_not_passwords(guest):
    answer = register(guest, country="", company="Żak & <Söhne>")
    fields = fields_of(answer)
    assert fields["company"].get("value") == "Żak & <Söhne>"
    assert fields["language"].xpath("option[@selected]/@value") == ["pl"]
    assert PASSWORD.encode() not in answer.body


def test_a_field_sent_twice_is_refused(guest):
    body = "csrf=" + guest.csrf() + "&email=a%40b.example&email=c%40d.example"
    answer = guest.post("/register?format=xml", body=body)
    assert errors_of(answer)["email"] == "repeated"


def test_fields_that_nobody_asked_for_change_nothing(guest, db):
    fields = {**VALID, "email": "extra@example.net", "role": "member",
              "currency": "USD", "account": "1001", "status": "closed"}
    assert guest.post("/register", fields).status == 303
    assert db.sql("SELECT a.currency, a.status, m.role FROM user u "
                  "JOIN membership m ON m.user_id = u.id "
                  "JOIN account a ON a.id = m.account_id "
                  "WHERE u.email = 'extra@example.net'") \
        == [["EUR", "active", "owner"]]


def test_a_long_passphrase_works(guest):
    phrase = "żółta łódź 🚤 " * 10
    answer = register(guest, email="phrase@example.net", password=phrase,
                      password_again=phrase)
    assert answer.status == 303
    assert guest.sign_in("phrase@example.net", phrase).status == 303


def test_registration_can_be_closed(host):
    client = host("closed")
    assert client.get("/register").status == 404
    assert client.post("/register", VALID).status == 404
    page = client.get("/sign-in")
    assert not [h for h in page.html.xpath("//@href") if "register" in h]
