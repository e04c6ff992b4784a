# SPDX-License-Identifier: Apache-2.0
"""Personal settings: one form, one button, one transaction; and two people
who save at the same time."""
import threading

import pytest

from forms import errors, loaded, save
from pages import is_clean

ROW = ("first_name, last_name, company, email, phone, language, currency, "
       "street1, street2, city, state, postcode, country, tax_id, status")


@pytest.fixture
def mine(db, signed_in):
    """demo, whose settings are put back."""
    account = db.sql(f"SELECT {ROW} FROM account WHERE id = 1001")
    user = db.sql("SELECT first_name, last_name, language FROM user "
                  "WHERE id = 501")[0]
    preferences = db.sql("SELECT category, enabled FROM mail_preference "
                         "WHERE account_id = 1001")
    last = db.one("SELECT MAX(id) FROM consent")
    yield signed_in("demo")
    columns = ROW.split(", ")
    db.sql("UPDATE account SET " + ", ".join(
        f"{c} = {'NULL' if v == 'NULL' else repr(v)}"
        for c, v in zip(columns, account[0])) + " WHERE id = 1001;"
        f"UPDATE user SET first_name = '{user[0]}', last_name = '{user[1]}',"
        f" language = '{user[2]}' WHERE id = 501;"
        "DELETE FROM email_change WHERE account_id = 1001;"
        f"DELETE FROM consent WHERE id > {last};" + "".join(
            f"UPDATE mail_preference SET enabled = {e} WHERE account_id = "
            f"1001 AND category = '{c}';" for c, e in preferences))


def account(db, column):
    return db.one(f"SELECT {column} FROM account WHERE id = 1001")


def test_the_form_has_four_parts_and_one_button(mine):
    page = mine.get("/personal")
    assert is_clean(page)
    headings = [h.text for h in page.html.xpath("//main//h2")]
    assert headings == ["Personal Information", "Billing Address",
                        "Email Preferences", "Mailing List", "Your data"]
    assert page.html.xpath("//main//button/text()")[0].strip() \
        == "Save Changes"
    assert len(page.html.xpath("//main//form")) == 1


def test_what_is_typed_is_saved(mine, db):
    form = loaded(mine, "/personal")
    answer = save(mine, "/personal", form, phone="+353 91 555 01 99",
                  city="Limerick", postcode="v94 x2k7", street2="",
                  tax_id="ie 3412345 ah", mail_general=None,
                  mail_product="1")
    assert answer.status == 303 and answer.location.endswith("/personal")
    assert db.sql("SELECT phone, city, postcode, street2, tax_id FROM account "
                  "WHERE id = 1001") == [["+353915550199", "Limerick",
                                          "V94 X2K7", "NULL", "IE3412345AH"]]
    assert dict(db.sql("SELECT category, enabled FROM mail_preference WHERE "
                       "account_id = 1001")) \
        == {"general": "0", "product": "1", "domain": "1", "invoice": "1",
            "support": "1"}
    assert "Your changes are saved." in mine.get("/personal").text
    assert loaded(mine, "/personal")["city"] == "Limerick"


def test_mail_that_nobody_decided_on_is_sent_and_shown_so(mine, db):
    db.sql("DELETE FROM mail_preference WHERE account_id = 1001 AND category "
           "= 'product'")
    try:
        form = loaded(mine, "/personal")
        assert form["mail-product"] == "1"
        assert save(mine, "/personal", form, mail_product=None).status == 303
        assert db.one("SELECT enabled FROM mail_preference WHERE account_id "
                      "= 1001 AND category = 'product'") == "0"
    finally:
        db.sql("INSERT IGNORE INTO mail_preference (account_id, category) "
               "VALUES (1001, 'product')")


def test_nothing_changed_writes_nothing(mine, db):
    form = loaded(mine, "/personal")
    before = db.sql("SELECT COUNT(*) FROM consent UNION ALL SELECT COUNT(*) "
                    "FROM mail UNION ALL SELECT COUNT(*) FROM audit")
    assert save(mine, "/personal", form).status == 303
    assert before == db.sql("SELECT COUNT(*) FROM consent UNION ALL SELECT "
                            "COUNT(*) FROM mail UNION ALL SELECT COUNT(*) "
                            "FROM audit")


def test_the_language_is_spoken_at_once(mine, db):
    form = loaded(mine, "/personal")
    assert save(mine, "/personal", form, language="pl").status == 303
    assert mine.xml("/personal").xml.get("lang") == "pl"
    assert 'lang="pl"' in mine.get("/services").text
    assert db.one("SELECT language FROM user WHERE id = 501") == "pl"
    assert account(db, "language") == "pl"
    assert errors(mine, "/personal", form, language="xx")[0] \
        == {"language": "choice"}


def test_the_mailing_list_is_joined_and_left_on_record(mine, db):
    def history():
        return db.sql("SELECT given, wording, address FROM consent WHERE "
                      "account_id = 1001 ORDER BY id")
    form = loaded(mine, "/personal")
    assert form["mailing-list"] == "1"
    before = history()
    save(mine, "/personal", form, city="Ennis")
    assert history() == before
    form = loaded(mine, "/personal")
    save(mine, "/personal", form, mailing_list=None)
    given, wording, address = history()[-1]
    assert (given, address) == ("0", "127.0.0.1")
    assert "unsubscribe at any time" in wording
    assert len(history()) == len(before) + 1
    assert "mailing-list" not in loaded(mine, "/personal")


@pytest.mark.parametrize("country, code, stored", [
    ("PL", "00950", "00-950"), ("PL", "PL-00-950", "00-950"),
    ("GB", "sw1a1aa", "SW1A 1AA"), ("NL", "1012ab", "1012 AB"),
    ("SE", "11455", "114 55"), ("US", "90210-1234", "90210-1234"),
    ("CA", "K1A0B1", "K1A 0B1"), ("LV", "1050", "LV-1050"),
    ("AE", "anything 1", "anything 1")])
def test_a_postcode_is_written_as_its_country_does(mine, db, country, code,
                                                   stored):
    form = loaded(mine, "/personal")
    assert save(mine, "/personal", form, country=country, postcode=code,
                tax_id="").status == 303
    assert account(db, "postcode") == stored


@pytest.mark.parametrize("country, field, value", [
    ("PL", "postcode", "0095"), ("DE", "postcode", "1234"),
    ("GB", "postcode", "12345"), ("IE", "postcode", "Dublin 4"),
    ("PL", "tax-id", "PL123"), ("DE", "tax-id", "DE12345678X"),
    ("FR", "tax-id", "FR1234567890")])
def test_a_code_of_another_country_is_refused(mine, country, field, value):
    form = loaded(mine, "/personal")
    form.update({"postcode": "", "tax-id": "", field: value})
    found, answer = errors(mine, "/personal", form, country=country)
    assert found == {field: field}
    kept = answer.xml.find(f"form/field[@name='{field}']")
    assert kept.get("value") == value


def test_a_code_that_was_there_before_hinders_nobody(mine, db):
    db.sql("UPDATE account SET postcode = 'old' WHERE id = 1001")
    form = loaded(mine, "/personal")
    assert save(mine, "/personal", form, city="Cork").status == 303
    assert errors(mine, "/personal", loaded(mine, "/personal"),
                  postcode="older")[0] == {"postcode": "postcode"}


def test_the_currency_is_fixed_once_something_was_billed(mine, db, signed_in):
    field = mine.xml("/personal").xml.find("form/field[@name='currency']")
    assert field.get("locked") == "1"
    form = loaded(mine, "/personal")
    assert "currency" not in form
    assert save(mine, "/personal", form, currency="PLN",
                city="Sligo").status == 303
    assert db.sql("SELECT currency, city FROM account WHERE id = 1001") \
        == [["EUR", "Sligo"]]
    empty = signed_in("empty")
    form = loaded(empty, "/personal")
    assert errors(empty, "/personal", form, currency="XXX")[0] \
        == {"currency": "choice"}
    try:
        assert save(empty, "/personal", form, currency="PLN").status == 303
        assert db.one("SELECT currency FROM account WHERE id = 1003") == "PLN"
    finally:
        db.sql("UPDATE account SET currency = 'EUR' WHERE id = 1003")


def test_the_second_sees_what_the_first_changed_and_loses_nothing(
        mine, db, signed_in):
    other = signed_in("demo")
    form = loaded(other, "/personal")
    assert save(mine, "/personal", loaded(mine, "/personal"), city="Cork",
                phone="+353915550001", street2="").status == 303
    found, answer = errors(other, "/personal", form, city="Dublin",
                           first_name="Martha")
    assert found == {"city": "conflict"}
    assert account(db, "first_name") == "Marta"         # all or nothing
    fields = {f.get("name"): f for f in answer.xml.findall("form/field")}
    assert fields["city"].get("value") == "Dublin"
    assert fields["city"].get("theirs") == "Cork"
    assert fields["first-name"].get("value") == "Martha"
    assert fields["phone"].get("value") == "+353915550001"
    assert fields["phone"].get("theirs") == "+353915550001"
    assert fields["street2"].get("theirs") == ""
    assert fields["last-name"].get("theirs") is None
    html = save(other, "/personal", form, city="Dublin")
    assert is_clean(html) and "Cork" in html.text
    from forms import values
    assert save(other, "/personal", values(answer.xml)).status == 303
    assert db.sql("SELECT city, phone, street2, first_name FROM account WHERE "
                  "id = 1001") == [["Dublin", "+353915550001", "NULL",
                                    "Martha"]]


def test_what_only_one_has_changed_is_merged_without_a_question(
        mine, db, signed_in):
    other = signed_in("demo")
    form = loaded(other, "/personal")
    save(mine, "/personal", loaded(mine, "/personal"), city="Cork",
         mail_support=None, mailing_list=None)
    assert save(other, "/personal", form, phone="+353915550002",
                mail_product="1").status == 303
    assert db.sql("SELECT city, phone FROM account WHERE id = 1001") \
        == [["Cork", "+353915550002"]]
    now = loaded(mine, "/personal")
    assert "mail-support" not in now and "mailing-list" not in now
    assert now["mail-product"] == "1"


def test_both_to_the_same_is_no_conflict(mine, db, signed_in):
    other = signed_in("demo")
    form = loaded(other, "/personal")
    save(mine, "/personal", loaded(mine, "/personal"), city="Cork")
    assert save(other, "/personal", form, city="Cork").status == 303


def test_other_reasons_for_a_new_revision_are_no_conflict(mine, db):
    form = loaded(mine, "/personal")
    db.sql("UPDATE account_revision SET revision = revision + 5 WHERE "
           "account_id = 1001; UPDATE ticket SET subject = subject WHERE "
           "account_id = 1001")
    assert save(mine, "/personal", form, city="Cork").status == 303
    assert account(db, "city") == "Cork"


@pytest.mark.parametrize("seen", ["", "0" * 160, "zz", None])
def test_a_form_without_its_memory_overwrites_nothing(mine, db, seen):
    form = loaded(mine, "/personal")
    before = account(db, "city")
    found, _ = errors(mine, "/personal", form, city="Nowhere", seen=seen)
    assert found.get("city") == "conflict"
    assert account(db, "city") == before


def test_saved_at_the_same_moment_neither_is_lost(mine, db, signed_in):
    """Ten at once, each another field or the same: whoever is told that it
    was saved, finds it, and no change of a field that nobody else touched
    disappears."""
    clients = [signed_in("demo") for _ in range(10)]
    forms = [loaded(c, "/personal") for c in clients]
    changes = ["city", "street1", "state", "company", "city",
               "city", "last-name", "street2", "city", "phone"]
    told = {}

    def run(i):
        value = f"+3539155500{i:02}" if changes[i] == "phone" else f"new{i}"
        answer = save(clients[i], "/personal", forms[i],
                      **{changes[i].replace("-", "_"): value})
        told[i] = answer.status, value
    threads = [threading.Thread(target=run, args=(i,)) for i in range(10)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    cities = [v for i, (s, v) in told.items()
              if changes[i] == "city" and s == 303]
    assert len(cities) == 1 and account(db, "city") == cities[0]
    for i, (status, value) in told.items():
        if changes[i] != "city":
            assert status == 303
            assert account(db, changes[i].replace("-", "_")) == value


def test_a_member_changes_the_account_but_no_login(db, signed_in, mine):
    db.sql("UPDATE membership SET permissions = 'profile', scoped = 0 "
           "WHERE id = 705")
    try:
        member = signed_in("member")
        form = loaded(member, "/personal")
        assert "email" not in form and "current-password" not in form
        assert save(member, "/personal", form, first_name="Mara",
                    email="thief@example.org", language="pl",
                    current_password="demo-Passw0rd").status == 303
        assert db.sql("SELECT first_name, email FROM account WHERE id = "
                      "1001") == [["Mara", "demo@example.com"]]
        assert db.sql("SELECT first_name, email, language FROM user WHERE "
                      "id = 501") == [["Marta", "demo@example.com", "en"]]
        assert db.sql("SELECT first_name, language FROM user WHERE id = "
                      "505") == [["Ciarán", "en"]]
        assert not db.sql("SELECT 1 FROM email_change")
    finally:
        db.sql("UPDATE membership SET permissions = "
               "'services,domains,tickets', scoped = 1 WHERE id = 705")


def test_it_is_put_down(mine, db):
    save(mine, "/personal", loaded(mine, "/personal"), city="Kinsale",
         mail_general=None)
    assert db.sql("SELECT account_id, user_id, detail FROM audit WHERE action "
                  "= 'settings-changed' ORDER BY id DESC LIMIT 1") \
        == [["1001", "501", "city, mail-general"]]
