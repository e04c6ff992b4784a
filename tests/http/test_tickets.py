# SPDX-License-Identifier: Apache-2.0
"""Support tickets: opened, answered, closed, opened again, rated, found."""
import re
import threading

import pytest

from pages import is_clean
from uploads import png, send

NEW = {"department": "1", "about": "", "priority": "high",
       "subject": "The lamp of rack 7", "message": "It *blinks*.",
       "offered": "1"}


@pytest.fixture
def mine(db, signed_in):
    client = signed_in("demo")
    last = db.one("SELECT MAX(id) FROM ticket")
    yield client
    db.sql(f"DELETE FROM ticket WHERE id > {last}; UPDATE membership SET "
           "permissions = 'services,domains,tickets' WHERE id = 705")


@pytest.fixture
def made(mine, db):
    """The path of a ticket of demo's own."""
    answer = send(mine, "/tickets/new", NEW)
    assert answer.status == 303, answer
    return answer.location.removeprefix("/dashboard")


def number(path):
    return path.rsplit("/", 1)[1]


def of(db, path, what):
    return db.one(f"SELECT {what} FROM ticket WHERE number = "
                  f"'{number(path)}'")


def answer_of_staff(db, path, text="We look."):
    db.sql(f"INSERT INTO ticket_message (ticket_id, author, staff, body) "
           f"SELECT id, 'Aoife', 1, '{text}' FROM ticket WHERE number = "
           f"'{number(path)}'")


def hidden(page, name):
    return page.html.xpath(f"//main//input[@name='{name}']/@value")[0]


def test_guides_are_offered_before_it_is_sent_and_nothing_is_lost(mine, db):
    page = mine.get("/tickets/new")
    assert page.status == 200 and is_clean(page)
    typed = {**NEW, "subject": "Transfer a domain with its auth code",
             "offered": ""}
    step = send(mine, "/tickets/new", typed)
    assert step.status == 200 and is_clean(step)
    assert step.html.xpath("//*[@class='card matching']//a/@href")
    assert step.html.xpath("//form[@enctype='multipart/form-data']"
                           "//input[@type='file']/@accept")[0] \
        .startswith(".png,.jpg,")
    assert step.html.xpath("//input[@name='subject']/@value") \
        == [typed["subject"]]
    assert step.html.xpath("string(//textarea)") == "It *blinks*."
    assert step.html.xpath("//select[@name='priority']/option[@selected]"
                           "/@value") == ["high"]
    assert not db.one("SELECT id FROM ticket WHERE subject = "
                      f"'{typed['subject']}'")
    sent = send(mine, "/tickets/new",
                {**typed, "offered": hidden(step, "offered"),
                 "once": hidden(step, "once")})
    assert sent.status == 303
    page = mine.get(sent.location.removeprefix("/dashboard"))
    assert is_clean(page) and "<em>blinks</em>" in page.text


@pytest.mark.parametrize("subject, files", [
    ("The lamp of rack 7", ()),                   # no guide is about it
    ("Transfer a domain with its auth code", [("a.png", png())])])
def test_otherwise_it_is_sent_at_once(subject, files, mine, db):
    answer = send(mine, "/tickets/new",
                  {**NEW, "subject": subject, "offered": ""}, files)
    assert answer.status == 303, answer


def test_who_writes_too_much_waits_and_loses_nothing(mine, made, db):
    """An hour's messages are counted; what was written stays in the form."""
    lately = int(db.one("SELECT COUNT(*) FROM ticket_message WHERE user_id = "
                        "501 AND created_at > UTC_TIMESTAMP() - INTERVAL 1 "
                        "HOUR"))
    before = db.one("SELECT ticket_messages FROM site")
    db.sql(f"UPDATE site SET ticket_messages = {lately + 1}")
    try:
        assert send(mine, made, {"message": "the last"}).status == 303
        for path, form in ((made, {"message": "one more"}),
                           ("/tickets/new", {**NEW, "message": "one more"})):
            answer = send(mine, path, form)
            assert answer.status == 422 and is_clean(answer)
            assert "wait a little" in answer.text
            assert answer.html.xpath("string(//textarea)") == "one more"
        assert not db.one("SELECT id FROM ticket_message WHERE body = "
                          "'one more'")
        db.sql("UPDATE ticket_message SET created_at = created_at - INTERVAL "
               "61 MINUTE WHERE user_id = 501")
        assert send(mine, made, {"message": "one more"}).status == 303
    finally:
        db.sql(f"UPDATE site SET ticket_messages = {before}")


def test_a_ticket_has_what_was_said(made, mine, db):
    assert db.sql("SELECT t.subject, t.status, t.priority, t.department_id, "
                  "m.author, m.staff, m.body, m.user_id FROM ticket t JOIN "
                  "ticket_message m ON m.ticket_id = t.id WHERE t.number = "
                  f"'{number(made)}'") \
        == [["The lamp of rack 7", "open", "high", "1", "Marta Lindqvist",
             "0", "It *blinks*.", "501"]]
    assert db.one("SELECT action FROM audit ORDER BY id DESC LIMIT 1") \
        == "ticket-opened"


def test_who_opens_one_is_told_that_we_have_it(made, mine, db):
    """And nobody else; her words go with the link, as secrets."""
    rows = db.sql("SELECT recipient, language, category, fields, secrets "
                  "FROM mail WHERE template = 'ticket-opened' AND "
                  f"fields LIKE '%{number(made)}%'")
    (recipient, _, category, fields, secrets), = rows
    assert (recipient, category) == ("demo@example.com", "support")
    assert "blinks" not in fields and "It *blinks*." in secrets
    assert f"/tickets/{number(made)}" in secrets
    assert re.search(rf'reply="{number(made)}\.[0-9a-f]{{20}}"', secrets)


def test_a_member_is_told_when_she_gets_such_mails(db, signed_in):
    db.sql("UPDATE membership SET permissions = "
           "'services,domains,tickets,tickets.write' WHERE id = 705; "
           "DELETE FROM mail WHERE template = 'ticket-opened'")
    wants = db.sql("SELECT c.id, c.email FROM contact c "
                   "WHERE c.membership_id = 705")

    def told():
        db.sql("DELETE FROM mail WHERE template = 'ticket-opened'")
        answer = send(signed_in("member"), "/tickets/new", NEW)
        assert answer.status == 303
        return db.column("SELECT recipient FROM mail WHERE template = "
                         "'ticket-opened'")
    (contact, email), = wants
    chosen = db.column("SELECT category FROM contact_mail_preference WHERE "
                       f"contact_id = {contact}")
    try:
        db.sql("DELETE FROM contact_mail_preference WHERE "
               f"contact_id = {contact}")
        assert told() == []
        db.sql("INSERT INTO contact_mail_preference VALUES "
               f"({contact}, 'support')")
        assert told() == [email]
    finally:
        db.sql("DELETE FROM contact_mail_preference WHERE "
               f"contact_id = {contact}; UPDATE membership SET permissions = "
               "'services,domains,tickets' WHERE id = 705; "
               "DELETE FROM ticket WHERE subject = 'The lamp of rack 7'")
        for category in chosen:
            db.sql("INSERT INTO contact_mail_preference VALUES "
                   f"({contact}, '{category}')")


def test_the_providers_systems_are_told_what_a_customer_does(made, mine, db):
    def events():
        return db.sql("SELECT kind, detail FROM event WHERE subject_kind = "
                      "'ticket' AND subject_id = (SELECT id FROM ticket "
                      f"WHERE number = '{number(made)}') ORDER BY id")
    assert events() == [["ticket.opened", number(made)]]
    send(mine, made, {"message": "Still."})
    send(mine, made, {"message": "Still."})      # sent twice, said once
    assert mine.post(f"{made}/close").status == 303
    assert mine.post(f"{made}/rate", {"rating": "4"}).status == 303
    assert mine.post(f"{made}/reopen").status == 303
    assert events()[1:] == [
        ["ticket.replied", number(made)], ["ticket.closed", number(made)],
        ["ticket.rated", "4"], ["ticket.reopened", number(made)]]


def test_numbers_say_nothing(mine, db):
    numbers = set()
    for _ in range(20):
        made = send(mine, "/tickets/new", NEW)
        numbers.add(number(made.location))
    assert len(numbers) == 20
    assert all(len(n) == 11 and n.startswith("T-") for n in numbers)
    assert len({n[2:5] for n in numbers}) > 15


@pytest.mark.parametrize("wrong, field, code", [
    ({"subject": " "}, "subject", "required"),
    ({"message": ""}, "message", "required"),
    ({"message": "x" * 10001}, "message", "too-long"),
    ({"department": "99"}, "department", "choice"),
    ({"priority": "urgent"}, "priority", "choice"),
    ({"about": "s2021"}, "about", "choice"),      # another account's
    ({"about": "d3021"}, "about", "choice"),
    ({"about": "s2002'"}, "about", "choice")])
def test_what_is_wrong_comes_back(wrong, field, code, mine, db, contract):
    count = db.one("SELECT COUNT(*) FROM ticket")
    answer = send(mine, "/tickets/new?format=xml", {**NEW, **wrong})
    assert answer.status == 422
    contract.assertValid(answer.xml)
    assert answer.xml.find(f"form/field[@name='{field}']").get("error") == code
    assert db.one("SELECT COUNT(*) FROM ticket") == count


def test_one_form_sends_once_however_often_it_is_sent(mine, db):
    once = hidden(mine.get("/tickets/new"), "once")
    csrf, places = mine.csrf(), []

    def press():
        places.append(send(mine, "/tickets/new", {**NEW, "once": once},
                           csrf=csrf).location)
    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 8 and len(set(places)) == 1 and places[0]
    assert db.one("SELECT COUNT(*) FROM ticket_message WHERE once_key = "
                  f"'{once}'") == "1"


def test_an_answer_turns_the_ticket_and_an_answer_twice_is_one(made, mine, db):
    answer_of_staff(db, made)
    for _ in range(2):
        assert send(mine, made, {"message": "Still."}).status == 303
    assert of(db, made, "status") == "customer-reply"
    page = mine.xml(made)
    assert [(m.get("author"), m.get("staff"))
            for m in page.sections()["messages"]] \
        == [("Marta Lindqvist", "0"), ("Aoife", "1"), ("Marta Lindqvist", "0")]


def test_the_same_words_are_sent_once_unless_files_differ(made, mine, db):
    count = ("SELECT COUNT(*) FROM ticket_message m JOIN ticket t ON t.id = "
             f"m.ticket_id WHERE t.number = '{number(made)}'")
    picture = [("a.png", png())]
    for files, messages in [((), 2), ((), 2), (picture, 3), (picture, 3),
                            ([("b.png", png())], 4), ((), 5)]:
        assert send(mine, made, {"message": "Here"}, files).status == 303
        assert db.one(count) == str(messages)
    answer_of_staff(db, made)
    assert send(mine, made, {"message": "Here"}).status == 303
    assert db.one(count) == "7"
    csrf = mine.csrf()
    threads = [threading.Thread(target=send, args=(
        mine, made, {"message": "All at once"}, (), csrf)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.one(count) == "8"


def test_an_empty_answer_comes_back(made, mine, contract):
    answer = send(mine, made + "?format=xml", {"message": "  "})
    assert answer.status == 422
    contract.assertValid(answer.xml)
    assert is_clean(send(mine, made, {"message": ""}))


def test_a_ticket_is_closed_rated_and_opened_again(made, mine, db):
    assert mine.post(made + "/rate", {"rating": "5"}).status == 404
    assert mine.post(made + "/close").status == 303
    assert mine.post(made + "/close").status == 303      # twice is once
    page = mine.get(made)
    assert is_clean(page) and made + "/rate" in page.text
    assert not page.html.xpath("//main//textarea")
    for wrong in ("0", "6", "", "5x", "-1"):
        assert mine.post(made + "/rate", {"rating": wrong}).status == 422
    assert of(db, made, "rating") == "NULL"
    assert mine.post(made + "/rate", {"rating": "4"}).status == 303
    assert of(db, made, "CONCAT(status, rating)") == "closed4"
    assert mine.post(made + "/reopen").status == 303
    assert of(db, made, "status") == "open"
    assert db.column("SELECT action FROM audit ORDER BY id DESC LIMIT 2") \
        == ["ticket-reopened", "ticket-closed"]


def test_what_is_written_while_staff_closes_is_not_lost(made, mine, db):
    form = {"message": "One more thing"}
    mine.get(made)
    db.sql("UPDATE ticket SET status = 'closed' WHERE number = "
           f"'{number(made)}'")
    assert send(mine, made, form).status == 303
    assert of(db, made, "status") == "customer-reply"
    assert "One more thing" in mine.get(made).text


def unread_at_first_sight(client):
    """What the main page marks."""
    return {t.get("number") for t in client.xml("/").sections()["tickets"]
            if t.get("unread")}


def unread(client):
    return {t.get("number") for t in
            client.xml("/tickets").sections()["tickets"].findall("ticket")
            if t.get("unread") == "1"}


def test_an_answer_is_unread_until_its_reader_has_opened_it(made, mine, db,
                                                            signed_in):
    member = signed_in("member")
    assert number(made) not in unread(mine)
    answer_of_staff(db, made)
    assert number(made) in unread(mine) and number(made) in unread(member)
    assert number(made) in unread_at_first_sight(mine)
    assert "New answer" in mine.get("/").text
    assert "New answer" in mine.get("/tickets").text
    assert mine.get(made).status == 200
    assert number(made) not in unread(mine)
    assert number(made) not in unread_at_first_sight(mine)
    assert number(made) in unread(member)
    writes = db.one("SELECT revision FROM account_revision WHERE "
                    "account_id = 1001")
    assert mine.get(made).status == 200
    assert writes == db.one("SELECT revision FROM account_revision WHERE "
                            "account_id = 1001")


def found(client, query):
    return {t.get("subject") for t in client.xml("/tickets?" + query)
            .sections()["tickets"].findall("ticket")}


def test_words_are_found_in_subjects_and_messages(made, mine, db):
    subject = {"The lamp of rack 7"}
    assert found(mine, "q=lamp+rack") == subject
    assert found(mine, "q=LAMP") == subject
    assert found(mine, "q=blinks") == subject
    assert found(mine, "q=" + number(made)) == subject
    assert found(mine, "q=lamp&status=closed") == set()
    assert found(mine, "q=lamp&department=1") == subject
    assert found(mine, "q=lamp&department=2") == set()
    assert is_clean(mine.get("/tickets?q=lamp"))
    assert is_clean(mine.get("/tickets?q=nothing-of-that-kind"))
    # what LIKE, SQL and HTML make of it is nothing
    for odd in ("%25", "_", "%5C", "%27+OR+1%3D1", "%22%3E%3Cscript%3E",
                "%00", "%C3%28"):
        assert mine.get("/tickets?q=" + odd).status == 200
    assert found(mine, "q=%25lamp") == set()
    assert found(mine, "q=l_mp") == set()
    db.sql("INSERT INTO ticket_note (ticket_id, author, body) SELECT id, "
           f"'A', 'xyzzy' FROM ticket WHERE number = '{number(made)}'")
    assert found(mine, "q=xyzzy") == set()
    assert "xyzzy" not in mine.get(made).text


def test_the_words_of_others_are_not_found(made, mine, signed_in):
    assert found(signed_in("other"), "q=lamp") == set()
    assert found(signed_in("other"), "q=blinks") == set()


@pytest.mark.parametrize("path", ["", "/close", "/reopen", "/rate"])
def test_nobody_else_writes(path, made, known, signed_in, db):
    form = {"message": "x", "rating": "5"}
    db.sql("UPDATE ticket SET status = 'closed' WHERE number = "
           f"'{number(made)}'")
    for user in ("other", "empty"):
        assert signed_in(user).post(made + path, form).status == 404
    assert signed_in("member").post(made + path, form).status == 403
    assert known("guest").post(made + path, form).status == 303
    assert of(db, made, "CONCAT(status, COALESCE(rating, ''))") == "closed"


def test_who_may_only_read_gets_no_form(made, signed_in):
    member = signed_in("member")
    page = member.get(made)
    assert page.status == 200 and is_clean(page)
    assert not page.html.xpath("//main//form")
    assert member.get("/tickets/new").status == 403
    assert made.rsplit("/", 1)[0] + "/new" not in member.get("/tickets").text


def test_a_narrowed_member_writes_about_her_own_things(mine, db, signed_in):
    db.sql("UPDATE membership SET permissions = "
           "'services,domains,tickets,tickets.write' WHERE id = 705")
    theirs = send(mine, "/tickets/new", {**NEW, "about": "s2001"}).location
    member = signed_in("member")
    offered = member.xml("/tickets/new").xml.xpath(
        "//field[@name='about']/option/@value")
    assert set(offered) == {""} \
        | {"s" + i for i in db.column("SELECT service_id FROM "
                                      "membership_service WHERE "
                                      "membership_id = 705")} \
        | {"d" + i for i in db.column("SELECT domain_id FROM "
                                      "membership_domain WHERE "
                                      "membership_id = 705")}
    assert "s2001" not in offered
    assert send(member, "/tickets/new", {**NEW, "about": "s2001"}) \
        .status == 422
    assert send(member, "/tickets/new", {**NEW, "about": offered[1]}) \
        .status == 303
    theirs = theirs.removeprefix("/dashboard")
    assert member.get(theirs).status == 404
    for path in ("", "/close", "/reopen", "/rate"):
        assert member.post(theirs + path, {"message": "x", "rating": "1"}) \
            .status == 404


def test_every_change_needs_the_token(made, mine, db):
    for path in ("", "/close", "/reopen", "/rate"):
        assert mine.post(made + path, {"message": "x", "rating": "1"},
                         csrf="x").status == 403
    assert send(mine, "/tickets/new", NEW, csrf="x").status == 403
    assert of(db, made, "status") == "open"


def test_a_ticket_that_was_merged_leads_to_where_it_went_on(made, mine, db):
    other = send(mine, "/tickets/new", NEW).location
    db.sql("UPDATE ticket SET status = 'closed', merged_into = (SELECT x.id "
           "FROM (SELECT id FROM ticket WHERE number = "
           f"'{number(other)}') x) WHERE number = '{number(made)}'")
    page = mine.get(made)
    assert is_clean(page) and f'href="{other}"' in page.text
    assert not page.html.xpath("//main//form")
    assert send(mine, made, {"message": "x"}).status == 404
