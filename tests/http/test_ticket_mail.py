# SPDX-License-Identifier: Apache-2.0
"""Tickets by mail: answers go out with a token, `custdashctl ticket pipe`
takes what comes back, and refuses loops and strangers."""
import os
import re
import subprocess

import pytest

from client import Client
from mail_server import sent, text_of
from pages import is_clean
from servers import TOP
from uploads import png

MAILS = TOP / "tests/http/mails"
OK, DATAERR, NOUSER, NOPERM, TEMPFAIL = 0, 65, 67, 77, 75

# What of each mail becomes the message.
TAKEN = {
    "plain": "It blinks *again*.",
    "signature": "Thanks, it works now.",
    "below": "Rack seven.",
    "between": "> Which rack?\nSeven.\n> And which lamp?\nThe red one.",
    "outlook": "It is the röd one.",
    "outlook-polish": "Ta czerwona.",
    "headers-shown": "I got this mail:\n\nFrom: lamp@rack7.example\nTo: "
                     "me@example.com\nSubject: Buy a lamp\n\n"
                     "Is it from you?",
    "mail-in-mail": "Here is what I got.",
    "outlook-html": "It is the left lamp.\n\nThank you",
    "apple-html": "The third one from above.",
    "thunderbird-html": "The one with a crack.\n\nAnd the door does not "
                        "close.",
    "dashes": "Two lists:\n--\n" + "\n".join(
        f"- lamp {i}" for i in range(1, 11)),
    "told": "Hello,\n\nOn Monday the installer wrote:\nthe lamp is too "
            "old.\n\nIs that so?",
    "original-message": "Off and on again.",
    "html-only": "It blinks & hums.\n\nEvery day.",
    "alternative": "The plain one.",
    "nested": "Three files: błąd.\n\n`virus.exe` ✗",
    "rfc2231": "Names of files.",
    "flowed": "This is one paragraph that was broken by the mail program "
              "and goes on.\n\n\\>not a quote but stuffed",
    "delsp": "これはひとつの文です。",
    "iso-8859-2": "Zażółć gęślą jaźń.",
    "windows-1250": "„Proszę” – działa.",
    "koi8-r": "Не работает лампа.",
    "iso-2022-jp": "動きません。",
    "gb18030": "灯在闪。",
    "utf-16": "Blinks – still.",
    "charset-unknown": "Schön hell.",
    "charset-wrong": "Schön hell.",
    "charset-none": "Schön hell.",
    "headers-8bit": "Raw headers.",
    "headers-folded": "Folded.",
    "token-in-subject": "By the subject.",
    "token-in-quote": "By the quote.",
    "token-in-capitals": "By a loud mail server.",
    "crlf": "Lines end\nwith both.",
    "hostile": "<script>alert(1)</script> [x](javascript:alert(1)) "
               "![y](data:text/html,x)\n\ufffd\ufffd[31m& \"quoted\"",
}
REFUSED = {
    "auto-replied": NOPERM, "auto-generated": NOPERM,
    "precedence-bulk": NOPERM, "precedence-list": NOPERM, "list-id": NOPERM,
    "list-unsubscribe": NOPERM, "x-autoreply": NOPERM, "x-loop": NOPERM,
    "null-sender": NOPERM, "bounce": NOPERM, "stranger": NOPERM,
    "other-customer": NOPERM, "member-who-may-not-write": NOPERM,
    "two-senders": NOPERM, "no-sender": NOPERM, "sender-in-name": NOPERM,
    "no-token": NOUSER, "wrong-token": NOUSER, "token-of-another": NOPERM,
    "quote-only": DATAERR, "too-long": DATAERR,
    "empty": DATAERR, "no-mail": DATAERR,
}


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture
def ticket(db):
    """A ticket of demo's that nobody has written to yet."""
    db.sql("DELETE FROM ticket WHERE number LIKE 'T-TEST-%'; DELETE FROM "
           "attachment; DELETE FROM mail WHERE template LIKE 'ticket%'; "
           "UPDATE membership SET permissions = 'services,domains,tickets', "
           "scoped = 1, status = 'active' WHERE id = 705")
    db.sql("INSERT INTO ticket (account_id, number, subject, status) VALUES "
           "(1001, 'T-TEST-0001', 'The lamp of rack 7', 'answered'), "
           "(1002, 'T-TEST-0002', 'Lampa', 'answered')")
    return "T-TEST-0001"


def ctl(db, *arguments, **more):
    more.setdefault("text", True)
    return subprocess.run(
        [db.setup.ctl, "ticket", *arguments, *db.ctl_options()],
        capture_output=True, timeout=60, **{
            "env": {k: v for k, v in db.setup.environment().items()
                    if k not in ("RECIPIENT", "EXTENSION")}, **more})


def reply(db, number, text="Have you tried to switch it off?", *more):
    done = ctl(db, "reply", number, "--author", "Aoife Brennan", *more,
               input=text)
    assert done.returncode == 0, done.stderr
    return done


def token(db, number):
    """As the mail of an answer has it."""
    reply(db, number)
    secrets = db.one("SELECT secrets FROM mail WHERE template = "
                     "'ticket-answer' ORDER BY id DESC LIMIT 1")
    return re.search(r'reply="([^"]+)"', secrets)[1]


def pipe(db, name, number, of_ticket, other="", **more):
    data = (MAILS / f"{name}.eml").read_bytes()
    for key, value in {"token": of_ticket, "TOKEN": of_ticket.upper(),
                       "number": number, "name": name,
                       "other": other}.items():
        data = data.replace(b"{%s}" % key.encode(), value.encode())
    return ctl(db, "pipe", input=data, text=False, **more)


def said(db, number):
    """Messages of customers."""
    return db.sql("SELECT m.author, COALESCE(m.user_id, 0), "
                  "REPLACE(m.body, '\\n', '\\\\n') FROM ticket_message m JOIN "
                  "ticket t ON t.id = m.ticket_id WHERE t.number = "
                  f"'{number}' AND m.staff = 0 ORDER BY m.id")


def test_the_corpus_is_known():
    names = {p.stem for p in MAILS.glob("*.eml")}
    assert names == set(TAKEN) | {"refused-" + n for n in REFUSED}


@pytest.mark.parametrize("name", TAKEN)
def test_an_answer_by_mail_is_a_message(name, db, ticket):
    done = pipe(db, name, ticket, token(db, ticket))
    assert done.returncode == OK, done.stderr
    written = said(db, ticket)
    assert len(written) == 1
    assert written[0][:2] == ["Marta Lindqvist", "501"]
    assert written[0][2].replace("\\\\n", "\n").replace("\\n", "\n") \
        .replace("\\\\", "\\") == TAKEN[name]
    assert db.one("SELECT status FROM ticket WHERE number = "
                  f"'{ticket}'") == "customer-reply"


@pytest.mark.parametrize("name", REFUSED)
def test_what_must_not_be_taken_goes_back(name, db, ticket):
    other = token(db, "T-TEST-0002") if name == "token-of-another" else ""
    before = db.one("SELECT COUNT(*) FROM ticket_message WHERE staff = 0")
    done = pipe(db, "refused-" + name, ticket, token(db, ticket), other)
    assert done.returncode == REFUSED[name], done.stderr
    assert done.stderr.startswith(b"custdashctl: this mail can't be taken: ")
    assert done.stderr.count(b"\n") == 1 and not done.stdout
    assert db.one("SELECT COUNT(*) FROM ticket_message WHERE staff = 0") \
        == before
    assert db.one("SELECT COUNT(*) FROM attachment") == "0"


def test_files_of_a_mail_are_kept_under_the_same_rules(db, ticket):
    assert pipe(db, "nested", ticket, token(db, ticket)).returncode == OK
    assert db.column("SELECT name FROM attachment WHERE message_id IS NOT "
                     "NULL ORDER BY id") == ["inline.png", "up.png"]
    assert db.one("SELECT HEX(c.data) FROM attachment f JOIN attachment_chunk "
                  "c ON c.attachment_id = f.id WHERE f.name = 'up.png'") \
        == png().hex().upper()
    assert pipe(db, "rfc2231", ticket, token(db, ticket)).returncode == OK
    assert db.column("SELECT name FROM attachment ORDER BY id DESC LIMIT 2") \
        == ["żółw.png", "błąd na ekranie.png"]


def test_a_mail_in_a_mail_is_a_file(db, ticket):
    assert pipe(db, "mail-in-mail", ticket, token(db, ticket)) \
        .returncode == OK
    assert db.sql("SELECT name, type FROM attachment") \
        == [["Buy a lamp.eml", "message/rfc822"]]
    assert "Words of the inner mail." in db.one(
        "SELECT CONVERT(data USING utf8mb4) FROM attachment_chunk")


def test_files_beyond_all_reason_are_named(db, ticket):
    """None is kept without a word, however many there are."""
    part = ("--m\r\nContent-Type: text/plain\r\nContent-Disposition: "
            "attachment; filename=\"f{}.txt\"\r\n\r\nwords\r\n")
    data = ("From: demo@example.com\r\nTo: support+{}@hazelport.example\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
            "boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\n"
            "Many.\r\n{}--m--\r\n").format(
                token(db, ticket), "".join(map(part.format, range(60))))
    assert ctl(db, "pipe", input=data).returncode == OK
    kept = db.column("SELECT name FROM attachment")
    (_, _, body), = said(db, ticket)
    assert len(kept) == 5
    for i in range(60):
        assert (f"f{i}.txt" in kept) != (f"`f{i}.txt` ✗" in body), i


def test_a_mail_that_comes_twice_is_taken_once(db, ticket):
    of_ticket = token(db, ticket)
    for _ in range(3):
        assert pipe(db, "plain", ticket, of_ticket).returncode == OK
    assert len(said(db, ticket)) == 1


def test_a_flood_is_stopped(db, ticket):
    of_ticket = token(db, ticket)
    db.sql("INSERT INTO ticket_mail (ticket_id, digest, received_at) SELECT "
           "t.id, UNHEX(SHA2(x.id, 256)), UTC_TIMESTAMP() FROM ticket t JOIN "
           f"account x WHERE t.number = '{ticket}' LIMIT 20")
    done = pipe(db, "plain", ticket, of_ticket)
    assert done.returncode == NOPERM and b"too many" in done.stderr
    db.sql("UPDATE ticket_mail SET received_at = UTC_TIMESTAMP() - INTERVAL "
           "2 HOUR")
    assert pipe(db, "plain", ticket, of_ticket).returncode == OK


def test_a_mail_of_ours_that_comes_back_is_refused(db, ticket):
    of_ticket = token(db, ticket)
    db.sql("UPDATE mail SET message_id = '<plain@mail.example.com>' WHERE "
           "template = 'ticket-answer'")
    assert pipe(db, "plain", ticket, of_ticket).returncode == NOPERM


def test_without_a_database_it_comes_again(db, ticket, tmp_path):
    of_ticket = token(db, ticket)
    data = (MAILS / "plain.eml").read_bytes().replace(
        b"{token}", of_ticket.encode())
    done = subprocess.run(
        [db.setup.ctl, "ticket", "pipe", "--socket", tmp_path / "none"],
        input=data, capture_output=True, timeout=60,
        env=db.setup.environment())
    assert done.returncode == TEMPFAIL
    done = ctl(db, "pipe", input=data, text=False, env={
        **db.setup.environment(), "TMPDIR": str(tmp_path / "none")})
    assert done.returncode in (OK, TEMPFAIL)   # APR looks elsewhere, too


def test_the_address_that_it_came_to_has_the_token(db, ticket):
    of_ticket = token(db, ticket)
    data = (MAILS / "refused-no-token.eml").read_bytes()
    assert ctl(db, "pipe", "--recipient", f"support+{of_ticket}@x.example",
               input=data, text=False).returncode == OK
    env = {**db.setup.environment(), "EXTENSION": of_ticket}
    assert ctl(db, "pipe", input=data.replace(b"{name}", b"other"),
               text=False, env=env).returncode == OK
    assert len(said(db, ticket)) == 2


def test_a_member_writes_where_she_may(db, ticket):
    of_ticket = token(db, ticket)
    name = "refused-member-who-may-not-write"
    db.sql("UPDATE membership SET permissions = 'tickets,tickets.write' "
           "WHERE id = 705")
    assert pipe(db, name, ticket, of_ticket).returncode == OK
    for wrong in ("UPDATE ticket SET service_id = 2001 WHERE number = "
                  f"'{ticket}'",
                  "UPDATE ticket SET service_id = NULL WHERE number = "
                  f"'{ticket}'; UPDATE membership SET status = 'suspended' "
                  "WHERE id = 705",
                  "UPDATE membership SET status = 'active', expires_at = "
                  "UTC_TIMESTAMP() WHERE id = 705",
                  "UPDATE membership SET expires_at = NULL WHERE id = 705; "
                  "UPDATE account SET status = 'suspended' WHERE id = 1001"):
        db.sql(wrong + "; DELETE FROM ticket_mail")
        assert pipe(db, name, ticket, of_ticket).returncode == NOPERM
    db.sql("UPDATE account SET status = 'active' WHERE id = 1001")


def test_a_closed_ticket_is_open_again(db, ticket):
    of_ticket = token(db, ticket)
    assert ctl(db, "close", ticket).returncode == 0
    assert pipe(db, "plain", ticket, of_ticket).returncode == OK
    assert db.one(f"SELECT status FROM ticket WHERE number = '{ticket}'") \
        == "customer-reply"


def test_a_mail_to_a_merged_ticket_goes_where_it_went_on(db, ticket):
    of_ticket = token(db, ticket)
    db.sql("INSERT INTO ticket (account_id, number, subject) VALUES (1001, "
           "'T-TEST-0003', 'Goes on')")
    done = ctl(db, "merge", ticket, "--into", "T-TEST-0003")
    assert done.returncode == 0, done.stderr
    assert pipe(db, "plain", ticket, of_ticket).returncode == OK
    assert said(db, "T-TEST-0003")[-1][2] == "It blinks *again*."


def test_an_answer_goes_out_and_its_answer_comes_back(db, ticket, sender,
                                                      smtp, private):
    """The whole way: CLI, outbox, mail server, mail program, pipe, page."""
    sender.write(**{"ticket-address": "support@hazelport.example"})
    reply(db, ticket, "Try **this**:\n\n- off\n- on\n\n<b>no HTML</b>")
    receivers = db.column("SELECT recipient FROM mail WHERE template = "
                          "'ticket-answer' ORDER BY recipient")
    assert "demo@example.com" in receivers
    sender.run()
    mail, = smtp.to("demo@example.com")
    assert re.fullmatch(r"support\+T-TEST-0001\.[0-9a-f]{20}"
                        r"@hazelport\.example", mail["Reply-To"])
    assert mail["Subject"] == "[#T-TEST-0001] The lamp of rack 7"
    text = text_of(mail)
    assert "Aoife Brennan" in text and "- off" in text
    assert mail["Reply-To"].split("+")[1].split("@")[0] in text
    quoted = "".join(f"> {line}\n" for line in text.splitlines())
    answer = (f"From: demo@example.com\nTo: {mail['Reply-To']}\nSubject: Re: "
              f"{mail['Subject']}\nMessage-ID: <way@example.com>\n"
              f"In-Reply-To: {mail['Message-ID']}\n\nThat was it.\n\n"
              f"On Thursday, Hazelport Hosting wrote:\n{quoted}")
    assert ctl(db, "pipe", input=answer).returncode == OK
    assert said(db, ticket)[-1][2] == "That was it."
    # nothing that opens anything is kept, nor shown to who may not see it
    assert not db.one("SELECT secrets FROM mail WHERE state = 'sent' AND "
                      "secrets IS NOT NULL AND template = 'ticket-answer'")
    body = db.one("SELECT CONCAT(subject, body) FROM mail WHERE template = "
                  "'ticket-answer' AND state = 'sent' ORDER BY id LIMIT 1")
    assert "Try" not in body and "lamp" not in body and "T-TEST" in body
    httpd = private[1]("mail")
    client = Client(httpd.port)
    assert client.sign_in("demo").status == 303
    assert "That was it." in client.get(f"/tickets/{ticket}").text


def test_without_an_address_for_answers_nobody_is_asked_to(db, ticket, sender,
                                                           smtp):
    reply(db, ticket)
    sender.run()
    mail, = smtp.to("demo@example.com")
    assert mail["Reply-To"] is None
    assert not re.search(r"[0-9a-f]{20}", text_of(mail))


def test_only_who_may_see_the_ticket_is_told(db, ticket, sender):
    contact = db.one("INSERT INTO contact (account_id, membership_id, "
                     "first_name, last_name, email) VALUES (1001, 705, 'M', "
                     "'M', 'narrow@example.org'); SELECT LAST_INSERT_ID()")
    db.sql(f"INSERT INTO contact_mail_preference VALUES ({contact}, "
           "'support')")

    def told():
        db.sql("DELETE FROM mail WHERE template = 'ticket-answer'")
        reply(db, ticket)
        return "narrow@example.org" in db.column(
            "SELECT recipient FROM mail WHERE template = 'ticket-answer'")
    try:
        assert told()
        db.sql("UPDATE ticket SET service_id = 2001 WHERE number = "
               f"'{ticket}'")
        assert not told()
        db.sql("UPDATE membership SET scoped = 0 WHERE id = 705")
        assert told()
        db.sql("UPDATE membership SET permissions = 'services' WHERE "
               "id = 705")
        assert not told()
    finally:
        db.sql(f"DELETE FROM contact WHERE id = {contact}")


@pytest.mark.parametrize("data", [
    b"\0" * 1000, b"\xff\xfe" * 5000, b"From: " + b"a" * 100000,
    b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 20000,
    b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
             % (i, i) for i in range(500)),
    b"Content-Type: text/html\nFrom: demo@example.com\n\n" + b"<div>" * 50000],
    ids=["nul", "bytes", "long", "parts", "deep", "html"])
def test_whatever_comes_has_an_answer(data, db, ticket):
    done = ctl(db, "pipe", input=data, text=False)
    assert done.returncode in (DATAERR, NOUSER, NOPERM), done


def test_memory_is_bounded(db, ticket):
    of_ticket = token(db, ticket).encode()
    huge = (b"From: demo@example.com\nTo: s+" + of_ticket + b"@x.example\n"
            b"Message-ID: <huge@x>\nContent-Type: multipart/mixed; "
            b"boundary=m\n\n--m\n\nhello\n--m\nContent-Disposition: "
            b"attachment; filename=a.txt\n\n" + b"x" * 70 + b"\n")
    huge += (b"y" * 70 + b"\n") * (40 * 1024 * 1024 // 71) + b"\n--m--\n"
    if db.setup.preload:
        pytest.skip("a sanitizer has other needs")
    done = subprocess.run(
        ["prlimit", "--as=400000000", db.setup.ctl, "ticket", "pipe",
         *db.ctl_options()], input=huge, capture_output=True, timeout=60,
        env=db.setup.environment())
    assert done.returncode == OK, done.stderr
    assert said(db, ticket)[-1][2].startswith("hello")
    assert db.one("SELECT COUNT(*) FROM attachment") == "0"   # too large
    too_much = huge + huge
    assert ctl(db, "pipe", input=too_much, text=False).returncode == DATAERR


@pytest.mark.parametrize("kind, line", [
    ("html", b"<div><p>a&amp;b</p><blockquote>"), ("plain", b"")],
    ids=["html", "plain"])
def test_a_flood_of_words_costs_little(kind, line, db, ticket):
    of_ticket = token(db, ticket).encode()
    part = (b"\n--m\nContent-Type: text/" + kind.encode() + b"\n\n"
            + (line + b"\n") * (900 * 1024 // (len(line) + 1)))
    flood = (b"From: demo@example.com\nTo: s+" + of_ticket + b"@x.example\n"
             b"Message-ID: <flood@x>\nContent-Type: multipart/mixed; "
             b"boundary=m\n" + part * 40 + b"\n--m--\n")
    limit = [] if db.setup.preload else ["prlimit", "--as=400000000",
                                         "--cpu=10"]
    done = subprocess.run(
        [*limit, db.setup.ctl, "ticket", "pipe", *db.ctl_options()],
        input=flood, capture_output=True, timeout=60,
        env=db.setup.environment())
    assert done.returncode in (OK, DATAERR), done.stderr


def test_the_documented_rights_are_enough(db, ticket):
    """Of a user of its own, who may do nothing else."""
    grants = re.findall(r"^    (GRANT [^;]*'custdash-ticket'@'localhost';)",
                        (TOP / "sql/README.md").read_text(), re.M)
    assert len(grants) >= 7
    of_ticket = token(db, ticket)
    db.sql("CREATE USER 'custdash-ticket'@localhost")
    db.sql("\n".join(grants))
    before = said(db, ticket)
    options = ["--socket", str(db.socket), "--user", "custdash-ticket",
               "--database", "custdash"]
    for name in ("plain", "nested"):
        data = (MAILS / f"{name}.eml").read_bytes()
        for key, value in {"token": of_ticket, "number": ticket,
                           "name": f"own-{name}"}.items():
            data = data.replace(b"{%s}" % key.encode(), value.encode())
        done = subprocess.run([db.setup.ctl, "ticket", "pipe", *options],
                              input=data, capture_output=True, timeout=60,
                              env=db.setup.environment())
        assert done.returncode == OK, done.stderr
    assert len(said(db, ticket)) == len(before) + 2


def test_pages_show_what_came_by_mail_as_text(db, ticket, private):
    assert pipe(db, "hostile", ticket, token(db, ticket)).returncode == OK
    httpd = private[1]("hostile")
    client = Client(httpd.port)
    client.sign_in("demo")
    page = client.get(f"/tickets/{ticket}")
    assert page.status == 200 and is_clean(page)
    assert not page.html.xpath("//main//script | //main//img")
    assert os.path.exists(db.setup.ctl)
