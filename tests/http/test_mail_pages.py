# SPDX-License-Identifier: Apache-2.0
"""The page of e-mails, and the link that leaves the mailing list."""
import pytest

from client import FORM, Client
from mail_server import leaving
from pages import is_clean

ONE_CLICK = "List-Unsubscribe=One-Click"
MULTIPART = ("--x\r\nContent-Disposition: form-data; "
             "name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n")


def given(db, account):
    """All rows of consent, the last one first."""
    return db.sql("SELECT given, wording, COALESCE(address, '') FROM consent "
                  f"WHERE account_id = {account} ORDER BY id DESC")


@pytest.fixture
def joined(db):
    """demo is on the mailing list; what happens to it is taken back."""
    before = db.one("SELECT MAX(id) FROM consent")
    assert given(db, 1001)[0][0] == "1"
    yield f"/unsubscribe/{leaving(db, 1001)}"
    db.sql(f"DELETE FROM consent WHERE id > {before}")


# ---- leaving the mailing list

def test_the_link_asks_and_changes_nothing(joined, guest, db):
    rows = given(db, 1001)
    page = guest.get(joined)
    assert page.status == 200 and is_clean(page)
    assert guest.request("HEAD", joined).status == 200
    assert given(db, 1001) == rows
    text = " ".join(page.html.itertext())
    assert "demo@example.com" not in text and "Lindqvist" not in text


@pytest.mark.parametrize("kind, body", [
    (FORM, ONE_CLICK), ("multipart/form-data; boundary=x", MULTIPART)])
def test_one_click_leaves_without_cookie_and_without_redirect(
        kind, body, joined, server, db):
    answer = Client(server.port).request("POST", joined, body,
                                         {"Content-Type": kind})
    assert answer.status == 200                       # RFC 8058, 3.1
    assert is_clean(answer)
    last, *others = given(db, 1001)
    assert last[0] == "0"
    assert "by the link" in last[1]
    assert last[2] == "127.0.0.1"
    assert others[0][0] == "1"


def test_leaving_again_is_said_to_be_done_and_adds_no_row(joined, guest, db):
    for _ in range(3):
        answer = guest.request("POST", joined, ONE_CLICK,
                               {"Content-Type": FORM})
        assert answer.status == 200
    assert [row[0] for row in given(db, 1001)][:2] == ["0", "1"]


def test_the_button_of_the_page_leaves_also_from_elsewhere(joined, guest, db):
    form, = guest.get(joined).html.xpath("//main//form")
    assert form.get("method") == "post"
    fields = {i.get("name"): i.get("value") for i in form.iter("input")}
    answer = guest.visit(form.get("action"), "POST",
                         "&".join(f"{k}={v}" for k, v in fields.items()),
                         {"Content-Type": FORM,
                          "Sec-Fetch-Site": "cross-site"})
    assert answer.status == 200
    assert given(db, 1001)[0][0] == "0"
    assert not answer.html.xpath("//main//form")


def test_the_personal_page_shows_it_at_once(joined, signed_in):
    browser = signed_in("demo")

    def on():
        page = browser.xml("/personal").xml
        return page.xpath("//field[@name='mailing-list']/@checked")
    assert on() == ["1"]
    browser.request("POST", joined, ONE_CLICK, {"Content-Type": FORM})
    assert on() == []


def bent(token):
    account, _, digest = token.partition(".")
    yield f"1002.{digest}"
    yield f"0{token}"
    yield f"+{token}"
    yield token[:-1]
    yield f"{account}.{'A' * 43}"
    yield f"{account}."
    yield account
    yield f".{digest}"
    yield f"{account}.{digest[::-1]}"
    yield f"{'9' * 25}.{digest}"
    yield "x"


def test_a_link_that_is_none_of_ours_does_nothing(guest, db, joined):
    rows = {a: given(db, a) for a in (1001, 1002)}
    for token in bent(leaving(db, 1001)):
        path = f"/unsubscribe/{token}"
        assert guest.get(path).status == 404, token
        assert guest.request("POST", path, ONE_CLICK,
                             {"Content-Type": FORM}).status == 404, token
    assert rows == {a: given(db, a) for a in (1001, 1002)}


def test_a_body_that_is_too_large_is_refused(joined, guest, db):
    answer = guest.request("POST", joined, "x" * 70000,
                           {"Content-Type": "application/octet-stream"})
    assert answer.status == 413
    assert given(db, 1001)[0][0] == "1"


# ---- the page of e-mails

def emails(client, path="/emails"):
    return client.xml(path).sections()["emails"].findall("email")


def test_the_mails_of_an_account_are_listed_the_latest_first(demo):
    rows = emails(demo)
    assert [r.get("id") for r in rows] \
        == ["6001", "6002", "6003", "6004", "6005", "6006"]
    assert is_clean(demo.get("/emails"))
    page = demo.get("/emails/6006")
    assert "is not shown here" in page.html.xpath("string(//pre)")


@pytest.fixture
def hidden(db):
    """Rows that the page has no business to show."""
    states = ["queued", "sending", "failed", "given-up", "unwanted"]
    rows = [f"(70{i}, 1001, NULL, 'x', 'general', 'a@b.example', '', '{s}', "
            f"UTC_TIMESTAMP(), 'Hidden')" for i, s in enumerate(states)]
    rows += ["(710, 1001, 502, 'x', 'security', 'a@b.example', '', 'sent', "
             "UTC_TIMESTAMP(), 'Hidden')",
             "(711, 1001, NULL, 'x', 'security', 'a@b.example', '', 'sent', "
             "UTC_TIMESTAMP(), 'Hidden')",
             "(712, NULL, 501, 'x', 'security', 'a@b.example', '', 'sent', "
             "UTC_TIMESTAMP(), 'Hidden')"]
    db.sql("INSERT INTO mail (id, account_id, user_id, template, category, "
           "recipient, fields, state, sent_at, subject) VALUES "
           + ", ".join(rows))
    yield [row[1:4] for row in rows]
    db.sql("DELETE FROM mail WHERE id < 1000")


def test_what_was_not_sent_or_is_somebody_elses_is_not_shown(hidden, demo):
    assert "Hidden" not in demo.get("/emails").text
    for mail in hidden:
        assert demo.get(f"/emails/{mail}").status == 404, mail


@pytest.fixture
def reader(db, signed_in):
    """The member, with the permission to read e-mails."""
    db.sql("UPDATE membership SET permissions = "
           "CONCAT(permissions, ',emails') WHERE id = 705")
    yield signed_in("member")
    db.sql("UPDATE membership SET permissions = "
           "'services,domains,tickets' WHERE id = 705")


def test_a_member_sees_no_mail_about_the_owners_security(reader):
    assert [r.get("id") for r in emails(reader)] \
        == ["6002", "6003", "6004", "6005"]
    assert reader.get("/emails/6001").status == 404
    assert reader.get("/emails/6002").status == 200


def test_the_navigation_has_it_for_those_who_may(demo, known):
    link = "//nav//a[@href='/dashboard/emails']"
    assert demo.get("/").html.xpath(link)
    assert not known("member").get("/").html.xpath(link)
    assert known("member").get("/emails").status == 403
