# SPDX-License-Identifier: Apache-2.0
"""Where it is measured: MariaDB and httpd configured as in production on a
small machine, accounts, and browsers that are signed in."""
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "http"))

from servers import Database, Httpd, Setup, folder         # noqa: E402
from fill import fill                                          # noqa: E402

COOKIE = "custdash"
MODULES = ("filter", "deflate", "reqtimeout")
# What a small machine has in production; later lines win over those of
# tests/httpd-conf.sh. No access log: it would cost all rows the same.
HTTPD = """\
{modules}
LoadModule nothing_module "{prefix}/modules/mod_nothing.so"
StartServers {children}
ServerLimit {children}
ThreadsPerChild 25
MinSpareThreads 25
MaxSpareThreads 75
MaxRequestWorkers {workers}
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 15
DBDMin 4
DBDKeep 10
DBDMax 10
DBDParams "sock={socket} user=custdash pass=custdash dbname=custdash group=custdash reconnect=0"
<Location /deflated>
    SetOutputFilter DEFLATE
</Location>
"""


class BenchDatabase(Database):
    """With a production server's durability and a stated buffer pool."""
    pool = "1G"
    patience = 120

    @property
    def options(self):
        return (f"--innodb-buffer-pool-size={self.pool}",
                "--innodb-log-file-size=512M", "--max-connections=200")

    def status(self, name):
        return int(self.sql(f"SHOW GLOBAL STATUS LIKE '{name}'")[0][1])

    def fill(self, accounts, big):
        """Then a fresh start: nothing is left to be written back."""
        self.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 2")
        fill(accounts, self.socket, big=big)
        self.stop()
        return self.start()


class BenchHttpd(Httpd):
    def __init__(self, setup, state, database, lines=(), children=2):
        super().__init__(setup, state)
        modules = subprocess.run(["apxs", "-q", "LIBEXECDIR"], text=True,
                                 check=True, capture_output=True
                                 ).stdout.strip()
        self.add(HTTPD.format(
            prefix=setup.prefix, socket=database.socket, children=children,
            workers=25 * children, modules="\n".join(
                f"LoadModule {m}_module {modules}/mod_{m}.so"
                for m in MODULES)))
        self.add("".join(f"{line}\n" for line in lines))

    def add(self, text):
        with open(self.conf, "a", encoding="utf-8") as conf:
            conf.write(text)

    def publish(self, name, body):
        """A static file."""
        path = folder(self.state / "htdocs" / name).joinpath("page.html")
        path.write_bytes(body)
        return f"/{name}/page.html"

    def memory(self):
        """MB of the largest child, less what it shares with the others: the
        cache's segment, which has its size from the beginning."""
        return max(private(pid) for pid in self.children())

    def processes(self):
        return [self.process.pid, *self.children()]


def private(pid):
    """MB of resident memory that is no shared memory."""
    text = Path(f"/proc/{pid}/status").read_text()
    sizes = dict(re.findall(r"^(Rss\w+):\s*(\d+) kB", text, re.M))
    return (int(sizes["RssAnon"]) + int(sizes["RssFile"])) / 1024


def knows(setup, directive):
    """Has the module that directive?"""
    return directive.encode() in (
        setup.prefix / "modules/mod_custdash.so").read_bytes()


def token(number):
    """What a browser's cookie holds, as core/crypto.h says."""
    bytes32 = hashlib.sha256(f"bench {number}".encode()).digest()
    return base64.urlsafe_b64encode(bytes32).decode().rstrip("=")


def sign_in(database, members, first=0):
    """A session for each of (user, account); their cookies' tokens."""
    tokens = [token(first + i) for i in range(len(members))]
    rows = ",".join(
        f"(UNHEX('{hashlib.sha256(t.encode()).hexdigest()}'), {user}, "
        f"{customer}, UTC_TIMESTAMP(), UTC_TIMESTAMP(), "
        "UTC_TIMESTAMP() + INTERVAL 12 HOUR, '127.0.0.1', 'bench')"
        for t, (user, customer) in zip(tokens, members))
    database.sql("INSERT INTO session (token_hash, user_id, account_id, "
                 "created_at, seen_at, expires_at, address, user_agent) "
                 f"VALUES {rows}")
    return tokens


def members(database, number):
    """(user, account) of so many memberships from everywhere in the table,
    one of twenty narrowed."""
    rows = database.sql(
        "SELECT m.user_id, m.account_id FROM membership m "
        "JOIN account a ON a.id = m.account_id "
        "WHERE m.account_id > 100000 AND a.status = 'active' "
        "AND m.status = 'active' ORDER BY m.account_id, m.id")
    return [rows[i * len(rows) // number] for i in range(number)]


def one_password(database, people):
    """The same for all of them, hashed once."""
    users = ",".join(user for user, _ in people)
    email = database.one(f"SELECT email FROM user WHERE id = {people[0][0]}")
    database.set_password(email)
    database.sql(
        "UPDATE user u JOIN (SELECT password_hash FROM user WHERE email = "
        f"'{email}') h SET u.password_hash = h.password_hash "
        f"WHERE u.id IN ({users})")


class Place:
    """Servers with accounts and sessions; use it as a context."""
    label = ""              # of its static files

    def __init__(self, prefix, state, accounts, sessions=1000, children=2,
                 pool="1G", big=False):
        state = Path(state)
        shutil.rmtree(state, ignore_errors=True)
        folder(state)
        state.chmod(0o755)
        self.setup = Setup(prefix, state, None)
        self.accounts = accounts
        self.sessions = sessions
        self.children = children
        self.state = state
        self.pool = pool
        self.big = big
        self.running = []

    def __enter__(self):
        # a run that is ended ends its servers
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        self._start_database()
        self.database.fill(self.accounts, self.big)
        self.members = members(self.database, self.sessions)
        one_password(self.database, self.members)
        self.tokens = sign_in(self.database, self.members)
        self.warm = self.httpd("warm")
        self.cold = self.httpd("cold", self.uncached())

    def _start_database(self):
        self.database = BenchDatabase(self.setup, self.state / "db")
        self.database.pool = self.pool
        self.running.append(self.database)
        self.database.start().load()

    def uncached(self):
        """Lines of an httpd that keeps no pages."""
        return (["CustDashCache off"]
                if knows(self.setup, "CustDashCache") else [])

    def httpd(self, name, lines=()):
        httpd = BenchHttpd(self.setup, self.state / name, self.database,
                           lines, self.children)
        self.running.append(httpd)
        return httpd.start()

    def use_sessions(self):
        """Used within the minute: no request has that to write down."""
        self.database.sql("UPDATE session SET seen_at = UTC_TIMESTAMP()")

    def forget_sign_ins(self):
        self.database.sql("DELETE FROM session WHERE user_agent <> 'bench'")

    def __exit__(self, *_):
        for server in reversed(self.running):
            if getattr(server, "process", None):
                server.stop()


def given():
    """What prepare.sh left in the environment."""
    return os.environ["CUSTDASH_PREFIX"], os.environ["CUSTDASH_STATE"]
