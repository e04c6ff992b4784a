# SPDX-License-Identifier: Apache-2.0
"""Rules by the provider for fields of personal data: CustDashField."""
import pytest

from client import Client
from forms import errors, loaded, save
from servers import free_port

NEW = {"first-name": "Ada", "last-name": "Byron", "country": "IE",
       "email": "ada.byron@example.org", "language": "en", "terms": "1",
       "password": "seven-odd-Words", "password-again": "seven-odd-Words"}


@pytest.fixture(scope="module")
def strict(private):
    """A host whose provider rules."""
    db, start = private
    httpd = start("strict", ["CustDashField phone required",
                             "CustDashField company hidden",
                             "CustDashField first-name locked",
                             "CustDashField country optional",
                             "CustDashField street1 required",
                             "CustDashField postcode required",
                             "CustDashField tax-id locked"])
    return db, lambda: Client(httpd.port)


def named(document):
    return {f.get("name"): f for f in document.findall("form/field")}


def test_what_is_hidden_or_locked_cannot_be_sent(strict):
    db, client = strict
    demo = client()
    assert demo.sign_in("demo").status == 303
    form = loaded(demo, "/personal")
    fields = named(demo.xml("/personal").xml)
    assert "company" not in fields
    assert fields["first-name"].get("locked") == "1"
    assert "Marta" in demo.get("/personal").text
    before = db.sql("SELECT first_name, company, tax_id FROM account WHERE "
                    "id = 1001")
    assert save(demo, "/personal", form, first_name="Forged",
                company="Forged", tax_id="IE1234567A",
                city="Kerry").status == 303
    assert db.sql("SELECT first_name, company, tax_id FROM account WHERE "
                  "id = 1001") == before
    assert db.one("SELECT city FROM account WHERE id = 1001") == "Kerry"


def test_what_is_required_must_be_filled_in(strict):
    _, client = strict
    demo = client()
    demo.sign_in("demo")
    form = loaded(demo, "/personal")
    assert errors(demo, "/personal", form, phone="", street1="")[0] \
        == {"phone": "required", "street1": "required"}
    assert save(demo, "/personal", form, country="", postcode="x",
                ).status == 303


def test_registration_goes_by_the_same_rules(strict):
    db, client = strict
    guest = client()
    fields = named(guest.xml("/register").xml)
    assert "company" not in fields and "street2" not in fields
    assert {"street1", "postcode"} <= set(fields)
    assert fields["first-name"].get("locked") is None
    assert fields["country"].get("required") is None
    assert errors(guest, "/register", NEW)[0] \
        == {"phone": "required", "street1": "required",
            "postcode": "required"}
    assert errors(guest, "/register", NEW, phone="+353915550111",
                  street1="1 Quay", postcode="12")[0] \
        == {"postcode": "postcode"}
    assert save(guest, "/register", NEW, phone="+353915550111",
                street1="1 Quay", postcode="h91k2v7", company="Forged",
                street2="Forged").status == 303
    assert db.sql("SELECT first_name, company, street1, street2, postcode "
                  "FROM account WHERE email = 'ada.byron@example.org'") \
        == [["Ada", "NULL", "1 Quay", "NULL", "H91 K2V7"]]


def test_without_rules_registration_asks_for_no_address(known):
    assert not {"street1", "postcode", "tax-id"} \
        & set(named(known("guest").xml("/register").xml))


@pytest.mark.parametrize("line, told", [
    ("CustDashField phone sometimes", "sometimes is none of required"),
    ("CustDashField shoe-size required", "there is no field shoe-size"),
    ("CustDashField email hidden", "email is needed and can't be hidden"),
    ("CustDashField last-name optional", "last-name is needed"),
    ("CustDashField phone", "takes two arguments")])
def test_configtest_names_file_and_line(setup, line, told, request):
    state = setup.state / "fields"
    state.mkdir(exist_ok=True)
    (state / "htdocs").mkdir(exist_ok=True)
    conf = state / "httpd.conf"
    text = setup.configuration(state, free_port())
    conf.write_text(f"{text}{line}\n")
    done = setup.configtest(conf)
    assert done.returncode != 0
    number = text.count("\n") + 1
    assert f"line {number} of {conf}" in done.stderr, done.stderr
    assert told in done.stderr
