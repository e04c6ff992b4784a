# SPDX-License-Identifier: Apache-2.0
"""Contacts: changed and removed, by whom, and nobody else's."""
import pytest

from forms import errors, loaded, save
from pages import is_clean

PERSON = {"first-name": "Ada", "last-name": "Lovelace",
          "email": "ada@example.org", "mail-invoice": "1"}


@pytest.fixture
def mine(db, signed_in):
    client = signed_in("demo")
    yield client
    db.sql("DELETE FROM contact WHERE email LIKE '%@example.org'")


@pytest.fixture
def ada(mine, db):
    assert mine.post("/contacts/new", PERSON).status == 303
    return db.one("SELECT id FROM contact WHERE email = 'ada@example.org'")


def test_a_contact_is_changed(mine, ada, db):
    path = f"/contacts/{ada}"
    assert is_clean(mine.get(path))
    form = loaded(mine, path)
    assert form["mail-invoice"] == "1" and "mail-support" not in form
    assert save(mine, path, form, last_name="Byron", mail_invoice=None,
                mail_support="1", phone="+44 20 7946 0000").status == 303
    assert db.sql("SELECT last_name, phone FROM contact WHERE id = "
                  + ada) == [["Byron", "+442079460000"]]
    assert db.column("SELECT category FROM contact_mail_preference WHERE "
                     f"contact_id = {ada}") == ["support"]
    assert "Byron" in mine.get("/contacts").text
    assert errors(mine, path, form, email="nonsense")[0] == {"email": "email"}


def test_a_contact_is_removed_after_a_question(mine, ada, db):
    path = f"/contacts/{ada}/remove"
    page = mine.get(path)
    assert is_clean(page) and page.status == 200
    assert db.one(f"SELECT 1 FROM contact WHERE id = {ada}") == "1"
    assert mine.post(path).status == 303
    assert db.one(f"SELECT 1 FROM contact WHERE id = {ada}") is None
    assert mine.post(path).status == 404
    assert mine.get(f"/contacts/{ada}").status == 404


@pytest.mark.parametrize("user", ["other", "empty"])
@pytest.mark.parametrize("path", ["", "/remove", "/login", "/login/again",
                                  "/login/end"])
def test_a_foreign_contact_cannot_be_touched(ada, path, user, signed_in, db):
    before = db.sql("SELECT * FROM contact WHERE account_id = 1001 ORDER BY id")
    client = signed_in(user)
    for contact in (ada, "802"):
        answer = client.post(f"/contacts/{contact}{path}",
                             {**PERSON, "perm-services": "1"})
        assert answer.status == 404, answer
    assert before == db.sql("SELECT * FROM contact WHERE account_id = 1001 "
                            "ORDER BY id")
    assert db.one("SELECT status FROM membership WHERE id = 705") == "active"
    assert not db.sql("SELECT 1 FROM invitation WHERE contact_id IN "
                      f"({ada}, 802)")


def test_a_member_without_the_permission_sees_none(ada, known):
    for path in ("", "/remove", "/login", "/login/end"):
        assert known("member").get(f"/contacts/{ada}{path}").status == 403
        assert known("member").post(f"/contacts/{ada}{path}").status == 403


def test_a_member_with_it_neither_removes_logins_nor_invites(ada, signed_in,
                                                             db):
    db.sql("UPDATE membership SET permissions = 'contacts' WHERE id = 705")
    try:
        member = signed_in("member")
        page = member.get("/contacts/802")
        assert page.status == 200 and "/802/login" not in page.text
        assert is_clean(member.get("/contacts/802/remove"))
        assert member.post("/contacts/802/remove").status == 404
        assert db.one("SELECT COUNT(*) FROM membership WHERE id = 705") == "1"
        assert member.get("/contacts/802/login").status == 403
        grant = {"perm-" + p: "1" for p in ("invoices", "profile")}
        assert member.post("/contacts/802/login", grant).status == 403
        assert member.post(f"/contacts/{ada}/login", grant).status == 403
        assert member.post("/contacts/802/login/end").status == 403
        assert db.one("SELECT permissions FROM membership WHERE id = 705") \
            == "contacts"
        assert member.post(f"/contacts/{ada}/remove").status == 303
    finally:
        db.sql("UPDATE membership SET permissions = "
               "'services,domains,tickets' WHERE id = 705")


def test_it_is_put_down(mine, ada, db):
    save(mine, f"/contacts/{ada}", loaded(mine, f"/contacts/{ada}"))
    mine.post(f"/contacts/{ada}/remove")
    assert db.sql("SELECT action, subject FROM audit WHERE account_id = 1001 "
                  "ORDER BY id DESC LIMIT 3") \
        == [["contact-removed", "ada@example.org"],
            ["contact-changed", "ada@example.org"],
            ["contact-created", "ada@example.org"]]
