# SPDX-License-Identifier: Apache-2.0
"""The servers of the tests, and the rule that nobody complains in a log."""
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from lxml import etree

sys.dont_write_bytecode = True

from client import Client                                    # noqa: E402
from mail_server import MailServer, Sender                   # noqa: E402
from servers import TOP, Database, Httpd, Setup, free_port   # noqa: E402
from statements import logged                                # noqa: E402
import secondary                                             # noqa: E402


# Tests fail to sign in often, all from one address.
PATIENT = ["CustDashTries 1000", "CustDashAddressTries 100000"]


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "expect_log(*patterns, optional=False): lines that "
        "this test's doings put into httpd's error log, as regular "
        "expressions; each must come, unless optional")


def _prefix():
    given = os.environ.get("CUSTDASH_PREFIX")
    if given:
        return given
    for name in ("test", "demo"):
        remembered = TOP / "build" / name / "state"
        if remembered.exists():
            return f"{remembered.read_text().strip()}/inst"
    pytest.exit("CUSTDASH_PREFIX names no installed prefix, and there is "
                "none under build/", 2)


@pytest.fixture(scope="session")
def setup(request):
    given = os.environ.get("CUSTDASH_STATE")
    state = Path(given or tempfile.mkdtemp(prefix="custdash-http-"))
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o755)
    made = Setup(_prefix(), state, os.environ.get("CUSTDASH_PRELOAD"))
    yield made
    if request.session.testsfailed:
        print(f"\nthe servers' files: {state}")
    elif not given:
        shutil.rmtree(state)


@pytest.fixture(scope="session")
def template(setup):
    """The data folder of a database with the sample company."""
    database = Database(setup, setup.state / "template").start()
    try:
        database.load()
    finally:
        database.stop()
    return database.data


@pytest.fixture(scope="session")
def db(setup, template):
    database = Database(setup, setup.state / "main", template).start()
    yield database
    database.stop()


@pytest.fixture(scope="session")
def ports():
    """Ports of the main server's further hosts by name."""
    return {name: free_port() for name in secondary.HOSTS}


@pytest.fixture(scope="session")
def server(setup, db, ports):
    lines = [*PATIENT, *secondary.configuration(setup, db.state, ports)]
    httpd = Httpd(setup, db.state, lines).start()
    yield httpd
    httpd.stop()


@pytest.fixture
def guest(server):
    """A browser that nobody has used yet."""
    return Client(server.port)


@pytest.fixture
def host(server, ports):
    """A new browser on one of the further hosts."""
    return lambda name: Client(ports[name], secondary.HOSTS[name].base)


@pytest.fixture(scope="session")
def known(server):
    """Signed-in browsers by user, shared: for looking only."""
    clients = {}

    def client(user):
        if user not in clients:
            clients[user] = Client(server.port)
            if user != "guest":
                assert clients[user].sign_in(user).status == 303
        return clients[user]
    return client


@pytest.fixture
def demo(known):
    return known("demo")


@pytest.fixture
def signed_in(server):
    """Sign a fresh browser in."""
    def client(user, **fields):
        fresh = Client(server.port)
        answer = fresh.sign_in(user, **fields)
        assert answer.status == 303, answer
        return fresh
    return client


@pytest.fixture(scope="session")
def contract():
    """What every document keeps: valid by the theme designers' schema."""
    return etree.RelaxNG(etree.parse(TOP / "xslt/page.rng"))


@pytest.fixture
def statements(db):
    """`with statements() as log:` what httpd asks the database meanwhile."""
    return lambda: logged(db)


@pytest.fixture(scope="module")
def private(setup, template, request):
    """Servers that one module may ill-treat: a database with the sample
    company and a function that starts an httpd on it."""
    state = setup.state / request.module.__name__
    database = Database(setup, state, template).start()
    made = []

    def start(name="httpd", lines=(), ready=True):
        httpd = Httpd(setup, state / name, [
            f'DBDParams "sock={database.socket} user=custdash pass=custdash '
            'dbname=custdash group=custdash reconnect=0"', *lines])
        made.append(httpd)
        return httpd.start(ready)
    yield database, start
    for httpd in made:
        httpd.stop()
    database.stop()


@pytest.fixture
def smtp():
    """A mail server."""
    mail_server = MailServer()
    yield mail_server
    mail_server.stop()


@pytest.fixture
def sender(private, smtp):
    """custdashctl mail for the module's own database and that mail server,
    with nothing to send yet."""
    made = Sender(private[0], smtp, private[0].state)
    made.clear()
    yield made
    made.clear()


def _expected(request):
    marks = list(request.node.iter_markers("expect_log"))
    every = [p for mark in marks for p in mark.args]
    needed = [p for mark in marks if not mark.kwargs.get("optional")
              for p in mark.args]
    return every, needed


@pytest.fixture(autouse=True)
def nobody_complains(request, setup):
    """An unexpected line in an error log, or a sanitizer's report, fails
    the test that caused it."""
    reports = setup.sanitizer_reports()
    yield
    lines = [line for httpd in Httpd.every
             for line in httpd.new_complaints()]
    every, needed = _expected(request)
    unexpected = [line for line in lines
                  if not any(re.search(p, line) for p in every)]
    assert not unexpected, "in the error log:\n" + "".join(unexpected[:20])
    for pattern in needed:
        assert any(re.search(pattern, line) for line in lines), \
            f"not in the error log: {pattern}"
    fresh = [text for path, text in setup.sanitizer_reports().items()
             if path not in reports]
    assert not fresh, fresh[0][:8000]


@pytest.fixture(scope="session", autouse=True)
def nobody_complains_at_the_end(setup):
    """Servers that end have their say, too."""
    before = setup.sanitizer_reports()
    yield
    lines = [line for httpd in Httpd.every
             for line in httpd.new_complaints()]
    assert not lines, "in the error log:\n" + "".join(lines[:20])
    reports = setup.sanitizer_reports()
    assert reports.keys() == before.keys(), list(reports.values())[-1][:8000]
