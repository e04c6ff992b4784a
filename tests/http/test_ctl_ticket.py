# SPDX-License-Identifier: Apache-2.0
"""custdashctl ticket: what staff sees and does."""
import pytest
from lxml import etree

from client import Client
from uploads import padded, png

NUMBER = "T-STAFF-0001"


@pytest.fixture
def ticket(db):
    db.sql("INSERT INTO ticket (account_id, number, subject, status, "
           f"department_id) VALUES (1001, '{NUMBER}', 'Help \x07me', 'open', "
           "1), (1001, 'T-STAFF-0002', 'Help again', 'open', 1), (1002, "
           "'T-STAFF-0003', 'Pomocy', 'open', 1)")
    db.sql("INSERT INTO ticket_message (ticket_id, user_id, author, body) "
           "SELECT id, 501, 'Marta Lindqvist', 'A [31mlamp' FROM ticket "
           "WHERE number LIKE 'T-STAFF-%'")
    yield NUMBER
    db.sql("DELETE FROM ticket WHERE number LIKE 'T-STAFF-%'; DELETE FROM "
           "mail WHERE template LIKE 'ticket-%'; DELETE FROM attachment")


@pytest.fixture
def ctl(db):
    def run(*arguments, **more):
        return db.setup.run_ctl("ticket", *arguments, *db.ctl_options(),
                                **more)
    return run


def of(db, number, what):
    return db.one(f"SELECT {what} FROM ticket WHERE number = '{number}'")


def listed(done):
    assert done.returncode == 0, done.stderr
    return [t.get("number") for t in etree.fromstring(done.stdout.encode())]


@pytest.mark.parametrize("words", [
    ["list", "--status", "opne"], ["list", "--status", "open,closd"],
    ["assign", NUMBER, "--status", "all"], ["list", "--priority", "urgent"]])
def test_a_word_that_is_none_is_refused(words, ctl, ticket):
    done = ctl(*words)
    assert done.returncode == 2 and "number" not in done.stdout
    if "--status" in words:
        assert "none of open, answered" in done.stderr


def test_a_file_of_a_customer_is_saved(ctl, ticket, db, tmp_path):
    data = bytes(range(256)) * 1000
    message = db.one("SELECT MIN(m.id) FROM ticket_message m JOIN ticket t "
                     f"ON t.id = m.ticket_id WHERE t.number = '{ticket}'")
    db.sql("INSERT INTO attachment (id, account_id, message_id, name, type, "
           f"size, created_at) SELECT 990001, t.account_id, {message}, "
           f"'../lamp.bin', 'application/octet-stream', {len(data)}, "
           f"UTC_TIMESTAMP() FROM ticket t WHERE t.number = '{ticket}'")
    for i, at in enumerate(range(0, len(data), 65536)):
        db.sql("INSERT INTO attachment_chunk (attachment_id, place, data) "
               f"VALUES (990001, {i}, x'{data[at:at + 65536].hex()}')")
    try:
        assert "#990001 ../lamp.bin" in ctl("show", ticket).stdout
        to = tmp_path / "saved"
        done = ctl("file", ticket, "#990001", "--output", str(to))
        assert done.returncode == 0, done.stderr
        assert to.read_bytes() == data and to.stat().st_mode & 0o777 == 0o600
        done = ctl("file", ticket, "990001", "--output", str(to))
        assert done.returncode == 1 and "exists" in done.stderr
        other = tmp_path / "other"
        for words in (("file", "T-STAFF-0003", "990001"),
                      ("file", ticket, "1"), ("file", ticket, "x")):
            done = ctl(*words, "--output", str(other))
            assert done.returncode == 1 and "has no file" in done.stderr
        assert ctl("file", ticket, "990001").returncode == 2
        assert not other.exists()
    finally:
        db.sql("DELETE FROM attachment WHERE id = 990001")


def test_tickets_are_listed(ctl, ticket, db):
    assert NUMBER in listed(ctl("list", "--format=xml"))
    assert listed(ctl("list", "--format=xml", "--account", "1002",
                      "--status", "open"))[0] == "T-STAFF-0003"
    assert NUMBER not in listed(ctl("list", "--format=xml", "--status",
                                    "closed"))
    first, second = db.column("SELECT name FROM department ORDER BY id "
                              "LIMIT 2")
    db.sql("UPDATE ticket SET department_id = (SELECT id FROM department "
           f"WHERE name = '{first}') WHERE number = '{NUMBER}'")
    for name in (first, second):
        found = listed(ctl("list", "--format=xml", "--status", "all",
                           "--department", name))
        assert (NUMBER in found) == (name == first)
    table = ctl("list").stdout
    assert table.splitlines()[0].split()[0] == "number"
    assert "\x07" not in table


def test_one_is_shown_with_all_that_was_said(ctl, ticket, db):
    ctl("note", ticket, "--author", "Aoife", input="Looks like the fuse")
    ctl("reply", ticket, "--author", "Aoife", input="We come.")
    text = ctl("show", "#" + ticket).stdout
    assert "Marta Lindqvist" in text and "We come." in text
    assert "note, Aoife" in text and "\x1b" not in text and "\x07" not in text
    tree = etree.fromstring(ctl("show", ticket, "--format=xml")
                            .stdout.encode())
    assert tree.get("number") == ticket and tree.get("email")
    assert {e.get("kind") for e in tree} == {"message", "answer", "note"}
    assert ctl("show", "T-NONE").returncode == 1


def test_an_answer_is_seen_and_told(ctl, ticket, db, server):
    assert ctl("reply", ticket, "--author", "Aoife",
               input="**Done**\n").returncode == 0
    assert of(db, ticket, "status") == "answered"
    client = Client(server.port)
    client.sign_in("demo")
    listed_row = [t for t in client.xml("/tickets").sections()["tickets"]
                  .findall("ticket") if t.get("number") == ticket][0]
    assert listed_row.get("unread") == "1"
    page = client.get(f"/tickets/{ticket}")
    assert "<strong>Done</strong>" in page.text and "Aoife" in page.text
    assert db.column("SELECT DISTINCT category FROM mail WHERE template = "
                     "'ticket-answer'") == ["support"]


def test_an_answer_has_files_and_may_close(ctl, ticket, db, tmp_path):
    good, large = tmp_path / "plan.png", tmp_path / "large.png"
    good.write_bytes(png())
    large.write_bytes(padded(11 * 1024 * 1024))
    bad = tmp_path / "x.exe"
    bad.write_bytes(b"MZ")
    for wrong in (large, bad, tmp_path / "none.png"):
        done = ctl("reply", ticket, "--attach", str(wrong), input="x")
        assert done.returncode == 1, wrong
    assert not db.one("SELECT id FROM attachment")
    done = ctl("reply", ticket, "--attach", str(good), "--close", input="x")
    assert done.returncode == 0, done.stderr
    assert of(db, ticket, "status") == "closed"
    assert db.one("SELECT name FROM attachment") == "plan.png"


def test_it_is_assigned(ctl, ticket, db):
    name = db.one("SELECT name FROM department WHERE id = 2")
    assert ctl("assign", ticket, "--to", "Aoife", "--department", name,
               "--priority", "high", "--status", "in-progress") \
        .returncode == 0
    assert of(db, ticket, "CONCAT_WS(' ', assignee, department_id, priority, "
              "status)") == "Aoife 2 high in-progress"
    assert ctl("assign", ticket, "--department", "Nowhere").returncode == 1
    assert ctl("assign", ticket).returncode == 2
    assert NUMBER in listed(ctl("list", "--to", "Aoife", "--format=xml"))


def test_it_is_closed_once(ctl, ticket, db):
    for _ in range(2):
        assert ctl("close", ticket).returncode == 0
    assert of(db, ticket, "status") == "closed"
    assert db.one("SELECT COUNT(*) FROM mail WHERE template = "
                  "'ticket-closed' AND recipient = 'demo@example.com'") == "1"
    assert db.one("SELECT action FROM audit ORDER BY id DESC LIMIT 1") \
        == "ticket-closed"


@pytest.mark.parametrize("words, mails", [
    (["assign", NUMBER, "--status", "closed"], ["ticket-closed"]),
    (["reply", NUMBER, "--close"], ["ticket-answer"])])
def test_however_it_is_closed_its_customer_sees_so(words, mails, ctl, ticket,
                                                   db):
    """By one mail, and in the account's activity."""
    last = db.one("SELECT MAX(id) FROM audit")
    for _ in range(2):
        assert ctl(*words, input="Done.").returncode == 0
    assert of(db, ticket, "status") == "closed"
    assert db.column("SELECT DISTINCT template FROM mail WHERE template LIKE "
                     "'ticket-%'") == mails
    assert ctl("assign", ticket, "--status", "open").returncode == 0
    assert db.column(f"SELECT action FROM audit WHERE id > {last} AND "
                     "account_id = 1001 ORDER BY id") \
        == ["ticket-closed", "ticket-reopened"]


def test_a_list_says_when_there_are_more(ctl, ticket):
    done = ctl("list", "--status", "all", "--limit", "2", "--format=xml")
    assert len(listed(done)) == 2 and "there are more" in done.stderr
    whole = ctl("list", "--status", "all", "--account", "1001",
                "--format=xml")
    assert len(listed(whole)) > 2 and not whole.stderr
    for wrong in ("0", "x", "-1", "5x", ""):
        assert ctl("list", "--limit", wrong).returncode == 2, wrong


def attach(db, ticket, size, staff=0):
    db.sql("INSERT INTO ticket_message (ticket_id, author, staff, body) "
           f"SELECT id, 'x', {staff}, 'with a file' FROM ticket WHERE number "
           f"= '{ticket}'")
    db.sql("INSERT INTO attachment (account_id, message_id, name, type, "
           "size, created_at) SELECT t.account_id, MAX(m.id), 'a.txt', "
           f"'text/plain', {size}, UTC_TIMESTAMP() FROM ticket t JOIN "
           "ticket_message m ON m.ticket_id = t.id WHERE t.number = "
           f"'{ticket}' GROUP BY t.id")


def test_old_files_make_room(ctl, ticket, db):
    files = "SELECT COUNT(*) FROM attachment WHERE name = 'a.txt'"
    for number in (NUMBER, "T-STAFF-0002", "T-STAFF-0003"):
        attach(db, number, 1024 * 1024)
    db.sql("UPDATE ticket SET status = 'closed', updated_at = '2020-01-02' "
           f"WHERE number IN ('{NUMBER}', 'T-STAFF-0003'); UPDATE ticket SET "
           "updated_at = '2020-01-02' WHERE number = 'T-STAFF-0002'; UPDATE "
           "ticket SET updated_at = '2020-01-09' WHERE number = "
           "'T-STAFF-0003'")
    done = ctl("purge", "--before", "2020-01-05", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{NUMBER}: 1 files, 1.0 MiB\n1.0 MiB would be " \
                          "freed\n"
    assert db.one(files) == "3"
    assert "freed" in ctl("purge", "--before", "2020-01-05").stdout
    assert db.one(files) == "2", "those that are open or younger stay"
    assert db.one("SELECT CONCAT(action, ' ', subject) FROM audit ORDER BY "
                  "id DESC LIMIT 1") == f"ticket-files-removed {NUMBER}"
    assert ctl("purge", "--before", "2020-01-05").stdout \
        == "0.0 MiB freed\n"
    for wrong in ([], ["--before", "soon"], ["--before", "2020-02-30"]):
        done = ctl("purge", *wrong)
        assert done.returncode == 2 and "YYYY-MM-DD" in done.stderr


def test_two_become_one(ctl, ticket, db):
    ctl("note", ticket, input="a note")
    done = ctl("merge", ticket, "--into", "T-STAFF-0002")
    assert done.returncode == 0, done.stderr
    assert of(db, ticket, "status") == "closed"
    assert db.one("SELECT COUNT(*) FROM ticket_message m JOIN ticket t ON "
                  "t.id = m.ticket_id WHERE t.number = 'T-STAFF-0002'") == "2"
    assert ctl("reply", ticket, input="x").returncode == 1
    assert ctl("merge", "T-STAFF-0002", "--into", ticket).returncode == 1


@pytest.mark.parametrize("into, change", [
    ("T-STAFF-0003", ""),                       # another customer's
    (NUMBER, ""),                               # itself
    ("T-NONE", ""),
    # about a service that who sees the other one might not see
    ("T-STAFF-0002", "UPDATE ticket SET service_id = 2001 WHERE number = "
                     f"'{NUMBER}'")])
def test_what_does_not_go_together_stays_apart(into, change, ctl, ticket, db):
    if change:
        db.sql(change)
    assert ctl("merge", ticket, "--into", into).returncode == 1
    assert of(db, ticket, "COALESCE(merged_into, 0)") == "0"
    assert of(db, ticket, "status") == "open"


@pytest.mark.parametrize("arguments", [
    (), ("list", "x"), ("show",), ("reply",), ("frobnicate", NUMBER),
    ("show", NUMBER, "x"), ("merge", NUMBER), ("list", "--format", "csv"),
    ("assign", NUMBER, "--priority", "urgent"),
    ("assign", NUMBER, "--status", "lost")])
def test_a_wrong_command_line_is_refused(arguments, ctl, ticket):
    done = ctl(*arguments)
    assert done.returncode == 2, done


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "x" * 10001,
                                  "\x1b[31m"])
def test_a_text_that_cannot_be_is_refused(text, ctl, ticket, db):
    assert ctl("reply", ticket, input=text).returncode == 1
    assert ctl("note", ticket, input=text).returncode == 1
    assert of(db, ticket, "status") == "open"


def test_help_names_all_options(ctl):
    done = ctl("--help")
    assert done.returncode == 0
    for word in ("list", "show", "reply", "note", "assign", "close", "merge",
                 "pipe", "--into", "--attach", "--format"):
        assert word in done.stdout
