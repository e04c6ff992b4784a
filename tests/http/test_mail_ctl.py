# SPDX-License-Identifier: Apache-2.0
"""custdashctl mail: its command line, its settings, what it tells."""
import re

import pytest

from mail_server import html_of, sent
from servers import TOP


def test_a_test_mail_goes_past_the_outbox(sender, smtp):
    done = sender.run("--test", "me@example.net", "--lang", "pl")
    assert done.returncode == 0, done.stderr
    assert "sent to me@example.net: 250 2.0.0 queued as 1" in done.stdout
    assert "testowa" in smtp.got[0]["Subject"]
    smtp.handler.rcpt_answers["me@example.net"] = ["550 5.7.1 no"]
    done = sender.run("--test", "me@example.net")
    assert done.returncode == 1
    assert "not sent: 550 5.7.1 no" in done.stderr


def test_the_outbox_is_listed(sender):
    sender.put(to="a@example.net")
    sender.put(to="\x1b[31mevil\x07@example.net", state="failed",
               answer="550 <no> & no")
    table = sender.run("--list")
    assert table.returncode == 0
    lines = table.stdout.splitlines()
    assert lines[0].split()[:3] == ["id", "created", "state"]
    assert len(lines) == 3
    assert "\x1b" not in table.stdout and "\x07" not in table.stdout
    xml = sender.run("--list", "--state", "failed", "--format=xml").stdout
    assert xml.count("<mail ") == 1
    assert 'answer="550 &lt;no&gt; &amp; no"' in xml


def test_what_ended_long_ago_is_thrown_away(sender):
    old = "UTC_TIMESTAMP() - INTERVAL 40 DAY"
    for state in ("sent", "failed", "queued"):
        mail = sender.put(state=state)
        sender.db.sql(f"UPDATE mail SET created_at = {old} WHERE id = {mail}")
    sender.put(state="failed")
    done = sender.run("--purge", "39")
    assert done.returncode == 0
    left = sender.db.column("SELECT state FROM mail WHERE id > 1000000 "
                            "ORDER BY id")
    assert left == ["queued", "failed"]


@pytest.mark.parametrize("arguments", [
    ("--frobnicate",), ("--format", "csv", "--list"), ("--state", "lost"),
    ("--purge", "x"), ("--purge", "-1"), ("--list", "--watch"), ("extra",)])
def test_a_wrong_command_line_is_refused(arguments, sender):
    done = sender.run(*arguments)
    assert done.returncode == 2
    assert "usage: custdashctl mail" in done.stdout


def test_the_settings_that_come_along_are_all_there_are(sender):
    """Each of the table stands in mail.conf, and the other way round."""
    told = set(re.findall(r"^#?([a-z-]+) = ",
                          (TOP / "mod_custdash/mail.conf").read_text(), re.M))
    known = set(re.findall(r'^    (?:TEXT|NUMBER)\("([a-z-]+)"',
                           (TOP / "mod_custdash/ctl/mail_conf.c").read_text(),
                           re.M))
    assert told == known and len(known) == 18


@pytest.mark.parametrize("fields", ["", "<fields", "<fields/><x/>",
                                    "<!DOCTYPE x []><fields/>"])
def test_fields_that_are_no_element_hold_up_nobody(fields, sender):
    broken, good = sender.put(fields=fields), sender.put()
    assert "could not be made" in sent(sender).stderr
    assert sender.row(broken, "state, attempts") == ["queued", "1"]
    assert sender.row(good) == ["sent"]


def test_fields_do_not_replace_what_every_mail_has(sender, smtp):
    sender.put(name="Zoë", fields='<fields site="Evil" to="x@y.example" '
               'receiver="Eve" unsubscribe="https://evil.example/" '
               'base="https://evil.example" path="//evil.example/"/>')
    sent(sender)
    page = html_of(smtp.got[0])
    assert "Evil" not in page and "Eve" not in page
    assert 'href="https://evil.example' not in page


@pytest.mark.parametrize("setting, said", [
    ({"tls": "maybe"}, "tls is one of"), ({"address": "example.com"},
                                          "address must be"),
    ({"from": "nobody"}, "from"), ({"port": "70000"}, "not a number"),
    ({"frob": "1"}, "conf:12: there is no such setting"),
    ({"time-zone": "Mars/Base"}, "time-zone"),
    ({"attempts": "0"}, "at least 1"), ({"password-file": "/nowhere"},
                                        "/nowhere")])
def test_settings_that_are_wrong_are_named(setting, said, sender):
    sender.write(**setting)
    done = sender.run()
    assert done.returncode == 1
    assert said in done.stderr, done.stderr
