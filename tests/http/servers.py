# SPDX-License-Identifier: Apache-2.0
"""Private servers: a MariaDB on a unix socket, an httpd on loopback."""
import contextlib
import functools
import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PASSWORD = "demo-Passw0rd"
USERS = ("demo", "other", "member", "empty")
# Nothing waits for a disk: what is tested dies as a process, not as a machine.
QUICK = ("--debug-no-sync", "--innodb-flush-method=nosync",
         "--innodb-flush-log-at-trx-commit=2", "--innodb-log-file-size=8M")
SERIOUS = {"warn", "error", "crit", "alert", "emerg"}
# The event MPM of httpd 2.4 closes its workers' sockets when a child ends,
# while a worker may just have ended its own.
HTTPDS_OWN = re.compile(r"SEGV [^\n]*\n[^\n]*\n +#0 .* in apr_os_sock_get .*\n"
                        r" +#1 .*/mod_mpm_event\.so\+")
LOG_LINE = re.compile(r"\[[^]]+\] \[(?P<module>\w*):(?P<level>\w+)\] ")


def account():
    """Whom servers run as: oneself, or www-data for root."""
    return "www-data" if os.getuid() == 0 else pwd.getpwuid(os.getuid())[0]


def wait_until(condition, seconds, what):
    """Ask until it holds; what it gave."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def free_port():
    """A port that nobody listens on, out of the range from which the system
    takes those of clients."""
    while True:
        port = random.randrange(10240, 32768)
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


def folder(path, mode=0o755):
    """A folder that the servers' account owns."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    if os.getuid() == 0:
        shutil.chown(path, account())
    return path


def end(process, seconds=30):
    """End a server of ours by its pid, by force when it doesn't listen."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(seconds)
        raise AssertionError(f"{process.args[0]} did not end in {seconds} s")


class Setup:
    """What the environment says: the installed prefix, sanitizers, where
    files go."""

    def __init__(self, prefix, state, preload):
        self.prefix = Path(prefix)
        self.state = Path(state)
        self.preload = preload
        self.sanitizer = folder(self.state / "sanitizer", 0o777)
        (self.state / "my.cnf").write_text("[custdash]\nconnect-timeout=1\n")
        self.ctl = self.prefix / "bin/custdashctl"
        self.share = self.prefix / "share/mod_custdash"

    def environment(self, preload=False):
        env = dict(os.environ)
        log = self.sanitizer / "log"
        env["ASAN_OPTIONS"] = f"detect_leaks=0:handle_segv=2:log_path={log}"
        env["MARIADB_HOME"] = str(self.state)      # where my.cnf is
        env["UBSAN_OPTIONS"] = f"print_stacktrace=1:log_path={log}"
        if preload and self.preload:
            env["LD_PRELOAD"] = self.preload
        return env

    def sanitizer_reports(self):
        reports = {p: p.read_text(errors="replace")
                   for p in sorted(self.sanitizer.iterdir())}
        return {p: text for p, text in reports.items()
                if not HTTPDS_OWN.search(text)}

    def run_ctl(self, *arguments, **more):
        return subprocess.run(
            [self.ctl, *arguments], env=self.environment(), text=True,
            capture_output=True, timeout=120, **more)

    @functools.cached_property
    def httpd(self):
        def ask(name):
            return subprocess.run(["apxs", "-q", name], text=True, check=True,
                                  capture_output=True).stdout.strip()
        return f"{ask('SBINDIR')}/{ask('PROGNAME')}"

    def configuration(self, state, port):
        """What tests/httpd-conf.sh prints."""
        return subprocess.run(
            ["sh", TOP / "tests/httpd-conf.sh", self.prefix, state,
             str(port)], text=True, check=True, capture_output=True).stdout

    def configtest(self, conf):
        return subprocess.run([self.httpd, "-t", "-f", conf], text=True,
                              capture_output=True, timeout=60,
                              env=self.environment(preload=True))


class Server:
    """A process of ours, which a test may kill and pause."""
    process = None

    def stop(self):
        end(self.process)

    def kill(self):
        self.process.kill()
        self.process.wait(30)

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)


class Database(Server):
    """A MariaDB server with its files in a folder of its own."""
    options = ("--innodb-buffer-pool-size=64M", *QUICK)
    patience = 60                                       # seconds, to start

    def __init__(self, setup, state, template=None):
        self.setup = setup
        self.state = folder(Path(state))
        self.data = self.state / "data"
        self.socket = self.state / "db.sock"
        if template:
            subprocess.run(["cp", "-a", template, self.data], check=True)
        else:
            self._install()

    def _install(self):
        folder(self.data, 0o700)
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", f"--datadir={self.data}",
             f"--user={account()}", "--auth-root-authentication-method=normal",
             "--skip-test-db", "--force", *QUICK],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self.socket.unlink(missing_ok=True)
        # each server sweeps its folder of temporary files when it starts
        temporary = self.state / "tmp"
        temporary.mkdir(exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(temporary, account())
        self.process = subprocess.Popen(
            ["mariadbd", "--no-defaults", f"--user={account()}",
             f"--tmpdir={temporary}",
             f"--datadir={self.data}", f"--socket={self.socket}",
             f"--pid-file={self.state}/db.pid", "--skip-networking",
             "--character-set-server=utf8mb4", "--skip-log-bin",
             *self.options, f"--log-error={self.state}/mariadb.log"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.answers, self.patience,
                   f"MariaDB of {self.state}")
        return self

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"see {self.state}/mariadb.log")
        return self._client("SELECT 1", "mysql").returncode == 0

    def _client(self, text, database):
        return subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot",
             "--default-character-set=utf8mb4", "-N", "-B", database],
            input=text, text=True, capture_output=True, timeout=60)

    def sql(self, text, database="custdash"):
        """Run SQL as root; the rows as lists of texts."""
        done = self._client(text, database)
        assert done.returncode == 0, f"{done.stderr}\n{text}"
        return [line.split("\t")
                for line in done.stdout.removesuffix("\n").split("\n")
                if done.stdout]

    def one(self, text):
        """The first column of the first row, or None."""
        rows = self.sql(text)
        return rows[0][0] if rows else None

    def column(self, text):
        return [row[0] for row in self.sql(text)]

    @contextlib.contextmanager
    def held(self, statement):
        """Keep what a statement locked on a connection of its own."""
        process = subprocess.Popen(
            ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot",
             "-N", "-B", "--unbuffered", "custdash"], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.stdin.write(f"{statement};\nSELECT 'held';\n")
        process.stdin.flush()
        try:
            assert process.stdout.readline().strip() == "held"
            yield
        finally:
            process.communicate("\n", timeout=30)

    def kill_connections(self):
        """End the connections of httpd, wherever they wait."""
        ids = self.column("SELECT id FROM information_schema.processlist "
                          "WHERE user = 'custdash'")
        self.sql("".join(f"KILL {i};" for i in ids))
        return len(ids)

    def load(self):
        """Database, user, schema, sample data, passwords."""
        self.sql("CREATE DATABASE custdash CHARACTER SET utf8mb4;"
                 "CREATE USER custdash@localhost IDENTIFIED BY 'custdash';"
                 "GRANT SELECT, INSERT, UPDATE, DELETE ON custdash.* "
                 "TO custdash@localhost", "mysql")
        done = self.setup.run_ctl("migrate", *self.ctl_options(), "--sample")
        assert done.returncode == 0, done.stderr
        for user in USERS:
            self.set_password(f"{user}@example.com")
        return self

    def set_password(self, email, password=PASSWORD):
        done = self.setup.run_ctl("user", "set-password", "--email", email,
                                  *self.ctl_options(), input=f"{password}\n")
        assert done.returncode == 0, done.stderr
        self.sql("DELETE FROM mail WHERE state = 'queued' "
                 "AND template = 'password-changed'")  # nobody is to be told

    def ctl_options(self, database="custdash"):
        return ["--socket", str(self.socket), "--user", "root",
                "--database", database]


class Httpd(Server):
    """An httpd with the module, its files in a folder of its own."""
    every = []                # also those that ended: their logs are read

    def __init__(self, setup, state, lines=()):
        self.setup = setup
        self.state = folder(Path(state))
        self.port = free_port()
        self.conf = self.state / "httpd.conf"
        self.log = self.state / "error.log"
        self.output = self.state / "httpd.out"
        self.read_to = 0
        folder(self.state / "htdocs")
        lines = ["MinSpareThreads 5", *lines]   # else a busy start complains
        self.conf.write_text(setup.configuration(self.state, self.port)
                             + "".join(f"{line}\n" for line in lines))

    def start(self, ready=True):
        with open(self.output, "ab") as out:
            self.process = subprocess.Popen(
                [self.setup.httpd, "-f", self.conf, "-D", "FOREGROUND"],
                stdout=out, stderr=out,
                env=self.setup.environment(preload=True))
        Httpd.every.append(self)
        if ready:
            wait_until(self.listens, 30, f"httpd of {self.state}")
        return self

    def listens(self):
        if self.process.poll() is not None:
            raise AssertionError(self.output.read_text() + "".join(
                self.new_lines()))
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 5).close()
            return True
        return False

    def new_lines(self):
        """Lines of the error log that nobody has looked at yet."""
        if not self.log.exists():
            return []
        with open(self.log, errors="replace") as log:
            log.seek(self.read_to)
            lines = log.readlines()
            self.read_to = log.tell()
        return lines

    def new_complaints(self):
        return [line for line in self.new_lines() if is_complaint(line)]

    def children(self):
        pid = self.process.pid
        path = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(n) for n in path.read_text().split()]

    def restart_gracefully(self):
        self.process.send_signal(signal.SIGUSR1)


def is_complaint(line):
    """Warnings and worse, dead children, and what isn't httpd's at all; a
    sanitizer's report is judged itself, not by its announcement."""
    found = LOG_LINE.match(line)
    if not found:
        return line.strip() not in ("", "AddressSanitizer:DEADLYSIGNAL")
    return found["level"] in SERIOUS or "exit signal" in line
