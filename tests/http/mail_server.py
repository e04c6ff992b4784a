# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server on loopback, which a test may make refuse, fall silent
or end its client; and custdashctl mail with settings for it."""
import base64
import contextlib
import email
import email.policy
import hashlib
import ssl
import subprocess
from collections import Counter
from email.header import decode_header, make_header

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from servers import free_port

USER, PASSWORD = "dashboard", "smtp-Passw0rd"
ADDRESS = "https://my.example.com/dashboard"


def leaving(db, account):
    """The token of the link by which an account leaves the mailing list."""
    def decode(text):
        return base64.urlsafe_b64decode(text + "=")

    key = decode(db.one("SELECT mail_key FROM site"))
    digest = hashlib.blake2b(b"unsubscribe %d" % account, key=key,
                             digest_size=32).digest()
    return f"{account}." + base64.urlsafe_b64encode(digest).decode() \
        .rstrip("=")


class Handler:
    """Keeps what comes in. `answers`: what is said to RCPT or DATA for an
    address, once each, then 250; "drop" ends the connection instead."""

    def __init__(self):
        self.got = []
        self.answers = {}
        self.rcpt_answers = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = self.rcpt_answers.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answers = self.answers.get(envelope.rcpt_tos[0])
        answer = answers.pop(0) if answers else "250 2.0.0 queued as 1"
        if answer[0] == "2" or answer == "drop":
            message = email.message_from_bytes(envelope.content,
                                               policy=email.policy.default)
            message.envelope = envelope
            message.session = session
            self.got.append(message)
        if answer == "drop":
            server.transport.abort()
        return answer


class MailServer:
    def __init__(self, tls=None, certificate=None, auth=False):
        self.port = free_port()
        self.handler = Handler()
        self.logins = []
        context = None
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate)
        options = {}
        if tls == "starttls":
            options.update(tls_context=context, require_starttls=True)
        if auth:
            options.update(authenticator=self._log_in, auth_required=True,
                           auth_require_tls=tls == "starttls")
        self.controller = Controller(
            self.handler, hostname="127.0.0.1", port=self.port,
            ssl_context=context if tls == "implicit" else None,
            enable_SMTPUTF8=False, **options)
        self.controller.start()

    def _log_in(self, server, session, envelope, mechanism, data):
        right = (isinstance(data, LoginPassword)
                 and data.login == USER.encode()
                 and data.password == PASSWORD.encode())
        self.logins.append((mechanism, right))
        return AuthResult(success=right)

    def stop(self):
        with contextlib.suppress(AssertionError):
            self.controller.stop()

    @property
    def got(self):
        return self.handler.got

    def to(self, address):
        """What came for an address."""
        return [m for m in self.got
                if m.envelope.rcpt_tos == [address]]

    def copies(self):
        return Counter(m["Message-ID"] for m in self.got)


def text_of(message):
    content = message.get_body(("plain",)).get_content()
    return content.replace("\r\n", "\n")


def header_of(message, name):
    """A header's text. (The parser of addresses keeps blanks between encoded
    words, which RFC 2047, 6.2 takes away.)"""
    raw = dict(message.raw_items())[name]
    return str(make_header(decode_header(raw.replace("\n", ""))))


def html_of(message):
    return message.get_body(("html",)).get_content()


class Sender:
    """custdashctl mail on one database and one mail server."""

    def __init__(self, db, server, folder, **settings):
        self.db, self.setup = db, db.setup
        self.conf = folder / f"mail-{server.port}.conf"
        share = self.setup.share
        self.settings = {
            "address": ADDRESS, "site-name": "Hazelport Hosting",
            "from": "no-reply@hazelport.example", "host": "127.0.0.1",
            "port": server.port, "tls": "none",
            "theme": share / "xslt/default", "theme-parents": share / "xslt",
            "interval": 1, "timeout": 20, **settings}
        self.write()

    def write(self, **settings):
        self.settings.update(settings)
        self.conf.write_text("# settings of a test\n" + "".join(
            f"{k} = {v}\n" for k, v in self.settings.items()
            if v is not None))

    def command(self, *arguments):
        return [self.setup.ctl, "mail", "--config", self.conf,
                *self.db.ctl_options(), *arguments]

    def run(self, *arguments, env=None):
        return subprocess.run(
            self.command(*arguments), text=True, capture_output=True,
            timeout=120, env=env or self.setup.environment())

    def start(self, *arguments):
        return subprocess.Popen(
            self.command(*arguments), text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=self.setup.environment())

    def clear(self):
        self.db.sql("DELETE FROM mail WHERE state <> 'sent' OR id > 1000000")
        self.db.sql("ALTER TABLE mail AUTO_INCREMENT = 2000000")

    def put(self, to="zoe@example.net", template="test", category="security",
            fields="<fields/>", **columns):
        """A row in the outbox; its id."""
        values = {"template": template, "category": category,
                  "recipient": to, "fields": fields, **columns}
        names = ", ".join(values)
        quoted = ", ".join(
            "NULL" if v is None else "'" + str(v).replace(
                "\\", "\\\\").replace("'", "''") + "'"
            for v in values.values())
        return self.db.one(f"INSERT INTO mail ({names}) VALUES ({quoted}); "
                           "SELECT LAST_INSERT_ID()")

    def row(self, mail, columns="state"):
        return self.db.sql(f"SELECT {columns} FROM mail WHERE id = {mail}")[0]

    def due_now(self):
        self.db.sql("UPDATE mail SET next_attempt_at = UTC_TIMESTAMP() "
                    "WHERE state = 'queued'")


def sent(sender, count=1):
    """A run that sends so many mails, and has nothing to say against it."""
    done = sender.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{count} sent"), done.stdout
    return done
