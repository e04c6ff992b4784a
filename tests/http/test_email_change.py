# SPDX-License-Identifier: Apache-2.0
"""A new e-mail address: password, link, and who is told."""
import pytest

from forms import errors, link_of_last_mail, loaded, save
from pages import is_clean
from servers import PASSWORD

NEW = "marta.new@example.org"


@pytest.fixture
def mine(db, signed_in):
    yield signed_in("demo")
    db.sql("UPDATE account SET email = 'demo@example.com' WHERE id = 1001;"
           "UPDATE user SET email = 'demo@example.com', email_verified_at = "
           "UTC_TIMESTAMP() WHERE id = 501; DELETE FROM email_change;"
           "DELETE FROM throttle;"
           "DELETE FROM mail WHERE template LIKE 'email-change%'")


def addresses(db):
    return db.sql("SELECT a.email, u.email FROM account a, user u "
                  "WHERE a.id = 1001 AND u.id = 501")[0]


def ask(client, address=NEW, password=PASSWORD):
    return save(client, "/personal", loaded(client, "/personal"),
                email=address, current_password=password)


def mails(db, template):
    return db.column("SELECT recipient FROM mail WHERE template = "
                     f"'{template}' ORDER BY id")


def test_it_wants_the_password(mine, db):
    form = loaded(mine, "/personal")
    assert errors(mine, "/personal", form, email=NEW)[0] \
        == {"current-password": "password-needed"}
    found, answer = errors(mine, "/personal", form, email=NEW, city="Cork",
                           current_password="not it at all")
    assert found == {"current-password": "wrong-password"}
    assert "not it at all" not in answer.text
    assert db.one("SELECT city FROM account WHERE id = 1001") != "Cork"
    assert not db.sql("SELECT 1 FROM email_change")


def test_the_old_one_holds_until_the_link_is_followed(mine, db, guest):
    answer = ask(mine)
    assert answer.status == 303
    assert addresses(db) == ["demo@example.com", "demo@example.com"]
    page = mine.get("/personal")
    assert is_clean(page) and NEW in page.text
    assert mails(db, "email-change") == [NEW]
    assert not mails(db, "email-changed")
    link = link_of_last_mail(db, "email-change")
    token = link.rsplit("/", 1)[1]
    assert token not in str(db.sql("SELECT HEX(token_hash) FROM email_change"))
    assert token not in db.one("SELECT fields FROM mail ORDER BY id DESC")
    shown = guest.get(link)                  # mail programs look at links
    assert shown.status == 200 and is_clean(shown) and NEW in shown.text
    assert addresses(db)[0] == "demo@example.com"
    assert guest.post(link).status == 303
    assert addresses(db) == [NEW, NEW]
    assert db.one("SELECT email_verified_at >= UTC_TIMESTAMP() - INTERVAL 1 "
                  "MINUTE FROM user WHERE id = 501") == "1"
    assert mails(db, "email-changed") == ["demo@example.com"]
    assert NEW in db.one("SELECT fields FROM mail WHERE template = "
                         "'email-changed'")
    assert guest.post(link).status == 422, "it works once"
    assert guest.sign_in("demo").status == 422
    assert guest.sign_in(NEW).status == 303
    assert mine.get("/services").status == 200


def test_a_link_expires(mine, db, guest):
    ask(mine)
    link = link_of_last_mail(db, "email-change")
    db.sql("UPDATE email_change SET expires_at = UTC_TIMESTAMP()")
    assert NEW not in guest.get(link).text
    assert guest.post(link).status == 422
    assert NEW not in mine.get("/personal").text
    assert addresses(db)[0] == "demo@example.com"


def test_it_can_be_taken_back(mine, db, guest):
    ask(mine)
    link = link_of_last_mail(db, "email-change")
    assert mine.post("/personal/email/cancel").status == 303
    assert guest.post(link).status == 422
    assert addresses(db)[0] == "demo@example.com"
    assert NEW not in mine.get("/personal").text


def test_a_link_sent_again_replaces_the_first(mine, db, guest):
    ask(mine)
    first = link_of_last_mail(db, "email-change")
    assert mine.post("/personal/email/again").status == 303
    assert len(mails(db, "email-change")) == 1, "not within a minute"
    db.sql("UPDATE email_change SET sent_at = sent_at - INTERVAL 2 MINUTE")
    assert mine.post("/personal/email/again").status == 303
    assert mails(db, "email-change") == [NEW, NEW]
    second = link_of_last_mail(db, "email-change")
    assert first != second
    assert guest.post(first).status == 422
    assert guest.post(second).status == 303
    assert addresses(db) == [NEW, NEW]


def test_nobody_is_mailed_without_end(mine, db):
    ask(mine)
    for _ in range(12):
        db.sql("UPDATE email_change SET sent_at = sent_at - INTERVAL 1 HOUR")
        mine.post("/personal/email/again")
    assert len(mails(db, "email-change")) == 10


def test_whose_address_it_is_is_told_to_its_owner_alone(mine, db, guest):
    """Asking gives the same for an address that another user has."""
    answer = ask(mine, "other@example.com")
    free = ask(mine, NEW)
    assert (answer.status, answer.location) == (free.status, free.location)
    ask(mine, "other@example.com")
    link = link_of_last_mail(db, "email-change")
    taken = guest.post(link + "?format=xml")
    assert taken.status == 422
    assert taken.xml.find("form").get("error") == "email-taken"
    assert addresses(db) == ["demo@example.com", "demo@example.com"]
    assert db.one("SELECT id FROM user WHERE email = 'other@example.com'") \
        == "502"


def test_a_login_of_another_address_stays(mine, db, guest):
    db.sql("UPDATE account SET email = 'office@example.org' WHERE id = 1001")
    ask(mine)
    assert guest.post(link_of_last_mail(db, "email-change")).status == 303
    assert addresses(db) == [NEW, "demo@example.com"]


def test_who_lost_the_account_meanwhile_changes_nothing(mine, db, guest):
    ask(mine)
    link = link_of_last_mail(db, "email-change")
    db.sql("UPDATE user SET status = 'suspended' WHERE id = 501")
    try:
        assert guest.post(link).status == 422
        assert addresses(db)[0] == "demo@example.com"
    finally:
        db.sql("UPDATE user SET status = 'active' WHERE id = 501")


@pytest.mark.parametrize("link", ["/confirm-email/x", "/confirm-email/"
                                  + "A" * 43, "/confirm-email/%00",
                                  "/confirm-email/" + "é" * 30])
def test_what_is_no_link_says_nothing(link, guest, known):
    link = link.replace("é", "%C3%A9")
    for client in (guest, known("demo")):
        answer = client.get(link)
        assert answer.status in (200, 400, 404), answer
        if answer.status == 200:
            assert is_clean(answer)
            assert client.post(link).status == 422
