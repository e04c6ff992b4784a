# SPDX-License-Identifier: Apache-2.0
"""custdashctl mail: what is in the outbox arrives, once, as it should."""
import re
import subprocess
import email.utils

import pytest

from mail_server import (ADDRESS, PASSWORD, USER, MailServer, Sender,
                         header_of, html_of, sent, text_of)
from servers import wait_until

DEMO = 1001


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def certificate(setup):
    """A certificate for 127.0.0.1, and its key, in one file."""
    path = setup.state / "smtp.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days",
         "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out",
         f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text()
                    + (path.parent / f"{path.name}.crt").read_text())
    return path


def test_a_mail_arrives_in_both_parts_and_is_put_down(sender, smtp):
    mail = sender.put(name="Zoë Müller-Žižek", language="pl",
                      fields='<fields when="2026-11-23T10:00:00Z"/>')
    sent(sender)
    message, = smtp.to("zoe@example.net")
    assert message.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in message.iter_parts()] \
        == ["text/plain", "text/html"]
    assert not message.defects
    assert str(message["To"]) == "Zoë Müller-Žižek <zoe@example.net>"
    assert str(message["From"]) == "Hazelport Hosting " \
        "<no-reply@hazelport.example>"
    assert message["Subject"] == "Wiadomość testowa Hazelport Hosting"
    assert message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[\w-]{43}@hazelport\.example>",
                        message["Message-ID"])
    assert abs(email.utils.parsedate_to_datetime(message["Date"]).timestamp()
               - float(sender.db.one("SELECT UNIX_TIMESTAMP()"))) < 60
    for part in (text_of(message), html_of(message)):
        assert "Dzień dobry, Zoë Müller-Žižek" in part
        assert "23 lis 2026" in part
    assert "<html lang=\"pl\"" in html_of(message)
    assert sender.row(mail, "state, attempts, unsure, message_id, answer, "
                            "sent_at IS NOT NULL, owner, subject") == [
        "sent", "1", "0", message["Message-ID"], "250 2.0.0 queued as 1",
        "1", "NULL", "Wiadomość testowa Hazelport Hosting"]
    sent(sender, 0)
    assert len(smtp.got) == 1


@pytest.mark.parametrize("sheet, fields", [
    ("verify-email", {}), ("reset-password", {"address": "192.0.2.7"}),
    ("password-changed", {"when": "2026-11-23T10:00:00Z"}),
    ("second-factor-on", {"address": "192.0.2.7"}),
    ("second-factor-off", {"address": "192.0.2.7"}),
    ("recovery-codes", {"address": "192.0.2.7"}),
    ("new-device", {"agent": "Firefox on Linux"}), ("email-change", {}),
    ("email-changed", {"email": "new@example.net"}),
    ("invitation", {"inviter": "Ann Lee", "account": "Lee & Sons",
                    "until": "2026-12-01T00:00:00Z"}),
    ("mailing-list-welcome", {}), ("test", {})])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_mail_of_the_theme_can_be_sent(sheet, fields, language,
                                             sender, smtp):
    attributes = "".join(f' {k}="{v.replace("&", "&amp;")}"'
                         for k, v in fields.items())
    leads = sheet in ("verify-email", "reset-password", "email-change",
                      "invitation")
    sender.put(template=sheet, language=language, name="Zoë",
               fields=f"<fields{attributes}/>",
               secrets='<fields path="/do?token=t0ken"/>' if leads else None)
    done = sent(sender)
    assert done.stderr == ""
    message, = smtp.got
    for part in (message["Subject"], text_of(message), html_of(message)):
        assert not re.search(r"\[mail\.", part)
    for value in fields.values():
        if value[0].isalpha():
            assert value in text_of(message)
    if leads:
        link = f"{ADDRESS}/do?token=t0ken"
        assert f'href="{link}"' in html_of(message)
        assert f"\n{link}\n" in text_of(message)


def test_secrets_leave_the_outbox_and_are_in_no_text_that_stays(sender, smtp):
    mail = sender.put(template="reset-password", secrets='<fields '
                      'path="/reset?token=Secr3tToken" name="x"/>')
    sent(sender)
    assert "Secr3tToken" in text_of(smtp.got[0])
    secrets, body, everything = sender.row(
        mail, "secrets, body, CONCAT_WS('', fields, subject, body, answer)")
    assert secrets == "NULL"
    assert "Choose a new password" in body
    assert "is not shown here" in body
    assert "Secr3tToken" not in everything


def test_no_secret_is_kept_in_any_field_nor_the_way_out_of_the_list(
        sender, smtp):
    invitation = sender.put(template="invitation", secrets='<fields '
                            'path="/i/Secr3tToken" account="Secr3tToken"/>')
    news = sender.put(template="mailing-list-welcome", account_id=DEMO,
                      category="mailing-list")
    sent(sender, 2)
    for mail in (invitation, news):
        subject, body = sender.row(mail, "subject, body")
        assert body != "NULL"
        assert "Secr3tToken" not in subject + body
        assert "unsubscribe" not in body
    assert "Secr3tToken" in smtp.got[0]["Subject"]


HOSTILE = [
    "A\r\nBcc: evil@example.org", "A\nSubject: other", "\r\n\r\nbody",
    '"; x="', "=?UTF-8?B?QQ==?=", "a,b <c@d.example>", "\t", "'\"\\",
    "Łódź " * 30, "x" * 200, "\U0001f600" * 60]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_name_brings_in_no_header(name, sender, smtp):
    sender.put(name=name[:210])
    sent(sender)
    message, = smtp.got
    assert set(message.keys()) == {
        "Content-Type", "Mime-Version", "From", "To", "Subject", "Date",
        "Message-ID", "Auto-Submitted"}
    assert message["Bcc"] is None
    address, = message["To"].addresses
    assert (address.username, address.domain) == ("zoe", "example.net")
    want = " ".join(re.sub(r"[\x00-\x1f]", " ", name).split())
    if want:
        shown = header_of(message, "To").removesuffix(" <zoe@example.net>")
        assert " ".join(email.utils.unquote(shown).split()) == want
    for line in bytes(message).split(b"\n"):
        assert len(line) < 998


@pytest.mark.parametrize("address", [
    "a@b.example\r\nRCPT TO:<c@d.example>", "a b@c.example", "nobody", "@x",
    "a@", "<a@b.example>", "a@b@c.example", "zoë@example.net", ""])
def test_an_address_that_is_none_is_not_tried(address, sender, smtp):
    mail = sender.put(to=address)
    done = sent(sender, 0)
    assert "1 failed" in done.stdout
    assert sender.row(mail, "state, answer") == [
        "failed", "this address can't be written to"]
    assert not smtp.got


def test_the_subject_of_an_account_is_encoded(sender, smtp):
    account = "Żółć & Söhne \U0001f600 " + "ż" * 60
    sender.put(template="invitation", fields='<fields account="'
               + account.replace("&", "&amp;") + '"/>')
    sent(sender)
    assert account in smtp.got[0]["Subject"]


def test_a_language_that_the_theme_lacks_becomes_english(sender, smtp):
    sender.put(language="xx")
    sent(sender)
    assert smtp.got[0]["Subject"] == "Test e-mail of Hazelport Hosting"


# ---- the mail server

@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mails_go_by_tls_with_a_password(tls, db, certificate):
    server = MailServer(tls, certificate, auth=True)
    password = db.state / "password"
    password.write_text(PASSWORD + "\n")
    sender = Sender(db, server, db.state, tls=tls, user=USER,
                    **{"password-file": password, "ca-file": certificate})
    try:
        sender.clear()
        sender.put()
        sent(sender)
        assert server.got[0].session.ssl or tls == "implicit"
        assert server.logins[-1][1] is True
        assert PASSWORD not in " ".join(map(str, sender.command()))
    finally:
        server.stop()


def test_a_certificate_that_is_not_trusted_stops_it(db, certificate):
    server = MailServer("starttls", certificate)
    sender = Sender(db, server, db.state, tls="starttls")
    try:
        sender.clear()
        mail = sender.put()
        done = sender.run()
        assert done.returncode == 1
        assert "the mail server can't be used" in done.stderr
        assert not server.got
        assert sender.row(mail, "state, attempts, unsure") == ["queued", "0",
                                                               "0"]
    finally:
        server.stop()


def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(db, smtp):
    sender = Sender(db, smtp, db.state, tls="starttls")
    sender.clear()
    sender.put()
    assert sender.run().returncode == 1
    assert not smtp.got


def test_a_wrong_password_is_the_servers_matter_not_the_mails(db,
                                                              certificate):
    server = MailServer("starttls", certificate, auth=True)
    password = db.state / "password"
    password.write_text("wrong")
    sender = Sender(db, server, db.state, tls="starttls", user=USER,
                    **{"password-file": password, "ca-file": certificate})
    try:
        sender.clear()
        mails = [sender.put() for _ in range(3)]
        done = sender.run()
        assert done.returncode == 1
        assert done.stderr.count("can't be used") == 1
        assert "wrong" not in done.stdout + done.stderr
        assert {tuple(sender.row(m, "state, attempts")) for m in mails} \
            == {("queued", "0")}
    finally:
        server.stop()


def test_no_password_goes_without_tls_to_another_machine(db, smtp):
    sender = Sender(db, smtp, db.state, host="192.0.2.1", user=USER)
    done = sender.run()
    assert done.returncode == 1
    assert "not sent without tls" in done.stderr


def test_a_server_that_is_not_there_costs_no_attempt(db, smtp):
    smtp.stop()
    sender = Sender(db, smtp, db.state)
    sender.clear()
    mail = sender.put()
    assert sender.run().returncode == 1
    assert sender.row(mail, "state, attempts, unsure, owner, "
                            "next_attempt_at > UTC_TIMESTAMP()") \
        == ["queued", "0", "0", "NULL", "1"]


# ---- now, later, never

@pytest.mark.parametrize("where", ["rcpt_answers", "answers"])
def test_a_4xx_is_tried_again_later_and_later(where, sender, smtp):
    mail = sender.put()
    getattr(smtp.handler, where)["zoe@example.net"] = [
        "451 4.3.0 greylisted", "451 4.3.0 greylisted"]
    waits = []
    for attempt in (1, 2):
        assert "1 to be tried again" in sent(sender, 0).stdout
        state, attempts, unsure, answer, wait = sender.row(
            mail, "state, attempts, unsure, answer, TIMESTAMPDIFF(SECOND, "
                  "UTC_TIMESTAMP(), next_attempt_at)")
        assert (state, attempts, unsure) == ("queued", str(attempt), "0")
        assert answer == "451 4.3.0 greylisted"
        waits.append(int(wait))
        sent(sender, 0)                              # not due yet
        sender.due_now()
    assert 50 <= waits[0] <= 60 and 290 <= waits[1] <= 300
    sent(sender)
    assert sender.row(mail, "state, attempts") == ["sent", "3"]
    assert len(smtp.got) == 1


def test_after_so_many_attempts_it_is_given_up_with_the_reason(sender, smtp):
    sender.write(attempts=3)
    mail = sender.put(secrets='<fields path="/x"/>')
    smtp.handler.answers["zoe@example.net"] = ["452 4.2.2 full"] * 9
    for _ in range(3):
        done = sent(sender, 0)
        sender.due_now()
    assert "given up: 452 4.2.2 full" in done.stderr
    assert sender.row(mail, "state, attempts, answer, secrets") == [
        "given-up", "3", "452 4.2.2 full", "NULL"]
    sent(sender, 0)
    assert len(smtp.handler.answers["zoe@example.net"]) == 6


@pytest.mark.parametrize("where", ["rcpt_answers", "answers"])
def test_a_5xx_fails_and_the_others_go_on(where, sender, smtp):
    first = sender.put()
    second = sender.put(to="ann@example.net")
    getattr(smtp.handler, where)["zoe@example.net"] = ["550 5.1.1 no such"]
    done = sent(sender, 1)
    assert "refused: 550 5.1.1 no such" in done.stderr
    assert sender.row(first, "state, answer") == ["failed",
                                                  "550 5.1.1 no such"]
    assert sender.row(second) == ["sent"]


def test_a_lost_answer_is_said_and_the_mail_sent_again(sender, smtp):
    mail = sender.put()
    smtp.handler.answers["zoe@example.net"] = ["drop"]
    done = sent(sender, 0)
    assert "may have been sent" in done.stderr
    assert "1 may have been sent twice" in done.stdout
    sender.due_now()
    sent(sender)
    assert sender.row(mail, "state, attempts, unsure") == ["sent", "2", "1"]
    assert list(smtp.copies().values()) == [2]       # one Message-ID


def test_a_broken_sheet_costs_no_other_mail(sender, smtp):
    broken = sender.put(template="no-such-mail")
    sender.put(template="../pages/error")
    good = sender.put()
    done = sent(sender)
    assert "no-such-mail.xsl: missing" in done.stderr
    state, attempts, answer = sender.row(broken, "state, attempts, answer")
    assert (state, attempts) == ("queued", "1")
    assert "missing" in answer
    assert sender.row(good) == ["sent"]


# ---- who wants what

WANTED = [
    # account's category, is it sent?
    ("general", True), ("product", False), ("domain", True),
    ("invoice", True), ("support", True), ("security", True)]


@pytest.mark.parametrize("category, wanted", WANTED)
def test_the_owner_gets_what_she_ticked(category, wanted, sender, smtp):
    mail = sender.put(account_id=DEMO, category=category)
    sent(sender, int(wanted))
    assert sender.row(mail) == ["sent" if wanted else "unwanted"]
    assert len(smtp.got) == wanted


@pytest.mark.parametrize("contact, account, category, wanted", [
    (801, DEMO, "invoice", True), (801, DEMO, "general", False),
    (801, DEMO, "security", True), (801, 1002, "invoice", False),
    (809999, DEMO, "security", False)])
def test_a_contact_gets_what_is_ticked_for_it(contact, account, category,
                                              wanted, sender, smtp):
    mail = sender.put(account_id=account, contact_id=contact,
                      category=category)
    sent(sender, int(wanted))
    assert sender.row(mail) == ["sent" if wanted else "unwanted"]


def test_the_mailing_list_needs_consent_that_still_holds(sender, smtp):
    def put(account):
        return sender.put(template="mailing-list-welcome",
                          category="mailing-list", account_id=account)
    sender.db.sql("INSERT INTO consent (account_id, given, wording) VALUES "
                  "(1004, 1, 'yes'), (1004, 0, 'no more')")
    mails = [put(a) for a in (DEMO, 1002, 1003, 1004, None)]
    sent(sender, 1)
    assert [sender.row(m)[0] for m in mails] == ["sent"] + 4 * ["unwanted"]


def test_only_the_mailing_list_has_a_way_out_in_its_header(sender, smtp):
    sender.put(template="mailing-list-welcome", category="mailing-list",
               account_id=DEMO)
    sender.put(account_id=DEMO, category="general", to="ann@example.net")
    sent(sender, 2)
    message, = smtp.to("zoe@example.net")
    link = message["List-Unsubscribe"]
    assert re.fullmatch(rf"<{ADDRESS}/unsubscribe/1001\.[\w-]{{43}}>", link)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.strip("<>") in text_of(message)
    other, = smtp.to("ann@example.net")
    assert other["List-Unsubscribe"] is None


# ---- many at a time, and on and on

def test_two_processes_send_each_mail_once(sender, smtp):
    for i in range(40):
        sender.put(to=f"n{i}@example.net")
    pair = [sender.start() for _ in range(2)]
    said = [p.communicate(timeout=100) for p in pair]
    assert [p.returncode for p in pair] == [0, 0], said
    assert len(smtp.got) == len(smtp.copies()) == 40
    counts = [int(out.split()[0]) for out, _ in said]
    assert sum(counts) == 40


def test_it_watches_until_it_is_told_to_end(sender, smtp):
    process = sender.start("--watch")
    try:
        for i in range(2):
            sender.put(to=f"w{i}@example.net")
            wait_until(lambda: smtp.to(f"w{i}@example.net"), 20, "a mail")
    finally:
        process.terminate()
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert err == ""
    assert "1 sent" in out


@pytest.mark.usefixtures("smtp")
def test_it_watches_also_when_the_database_goes_and_comes(sender, smtp):
    process = sender.start("--watch")
    try:
        sender.put(to="first@example.net")
        wait_until(lambda: smtp.to("first@example.net"), 20, "a mail")
        ids = sender.db.column(
            "SELECT id FROM information_schema.processlist WHERE user = "
            "'root' AND id <> CONNECTION_ID()")
        sender.db.sql("".join(f"KILL {i};" for i in ids))
        sender.put(to="second@example.net")
        wait_until(lambda: smtp.to("second@example.net"), 30, "a mail")
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0
