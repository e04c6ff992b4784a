# SPDX-License-Identifier: Apache-2.0
"""An httpd of one thread under callgrind, which counts the instructions of
each request apart."""
import re
import subprocess
from pathlib import Path

from place import COOKIE, BenchHttpd, Place, sign_in
from servers import folder, wait_until
from walk import Connection, request

# httpd's own function for one request that has been read; exported, so that
# it has its name in a stripped httpd, too.
FUNCTION = "ap_process_async_request"
USER = 501                      # demo@example.com of the sample data
ONE_THREAD = """\
StartServers 1
ServerLimit 1
ThreadsPerChild 1
MinSpareThreads 1
MaxSpareThreads 1
MaxRequestWorkers 1
DBDMin 1
DBDKeep 1
DBDMax 1
CustDashDatabaseGate 1
"""


class CountedHttpd(BenchHttpd):
    def __init__(self, setup, state, database, lines=()):
        super().__init__(setup, state, database, [ONE_THREAD, *lines])
        self.counts = folder(self.state / "callgrind", 0o777)

    def start(self, ready=True):
        with open(self.output, "ab") as out:
            self.process = subprocess.Popen(
                ["valgrind", "--tool=callgrind", "--collect-atstart=no",
                 f"--callgrind-out-file={self.counts}/out",
                 f"--toggle-collect={FUNCTION}", f"--dump-before={FUNCTION}",
                 self.setup.httpd, "-X", "-f", self.conf],
                stdout=out, stderr=out, env=self.setup.environment())
        wait_until(self.listens, 60, f"httpd of {self.state}")
        return self

    def dump(self, number):
        """What the request of that number (from 1) left behind; it's there
        when the next one has begun."""
        return self.counts / f"out.{number + 1}"

    def instructions(self, number):
        text = self.dump(number).read_text(errors="replace")
        return int(re.search(r"^(?:totals|summary): (\d+)", text, re.M)[1])


class CountedPlace(Place):
    """The sample data, its demo account signed in."""

    def __init__(self, prefix, state):
        super().__init__(prefix, state, accounts=0)

    def _start(self):
        self._start_database()
        account = self.database.one(
            f"SELECT account_id FROM membership WHERE user_id = {USER} "
            "AND role = 'owner'")
        self.cookie = COOKIE + "=" + sign_in(self.database,
                                             [(USER, account)])[0]

    def counted(self, name, lines=()):
        httpd = CountedHttpd(self.setup, self.state / name, self.database,
                             lines)
        self.running.append(httpd)
        return httpd.start()


class Asker:
    """Asks for pages, and knows the numbers of the requests."""

    def __init__(self, httpd, cookie):
        self.httpd, self.cookie = httpd, cookie
        self.connection = Connection(httpd.port)
        self.number = 0

    def ask(self, path, headers=(), status=200):
        self.number += 1
        answer = self.connection.ask(
            request(self.httpd.port, path, self.cookie, headers))
        if answer.status != status:
            raise SystemExit(f"{path}: {answer.status} instead of {status}")
        return answer

    def several(self, times, path, headers=(), status=200):
        """The numbers of so many requests."""
        first = self.number + 1
        for _ in range(times):
            self.ask(path, headers, status)
        return range(first, first + times)


def here(name):
    return Path(__file__).resolve().parent / name
