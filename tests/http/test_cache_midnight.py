# SPDX-License-Identifier: Apache-2.0
"""What day it is, is part of every page."""
import copy
import datetime
import subprocess
import time
from pathlib import Path

import pytest

from cached import TELLING, cache, finish, plain, reader, warmed
from servers import Httpd


@pytest.fixture(scope="module")
def db(private):
    return private[0]


class Clock:
    """The time of day that an httpd believes."""

    def __init__(self, state):
        self.path, self.library = state / "clock", state / "clock.so"
        source = Path(__file__).with_name("clock.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra",
                        "-Werror", "-o", self.library, source], check=True)

    def set(self, moment):
        ahead = round(moment.timestamp() - time.time())
        fresh = self.path.with_suffix(".new")
        fresh.write_text(f"{ahead}\n")
        fresh.rename(self.path)


@pytest.fixture
def clock(setup, monkeypatch):
    made = Clock(setup.state)
    monkeypatch.setenv("CUSTDASH_CLOCK", str(made.path))
    return made


def start_by(clock, setup, db, lines):
    believing = copy.copy(setup)
    believing.preload = ":".join(filter(None, [setup.preload,
                                               str(clock.library)]))
    return Httpd(believing, db.state / "midnight", [
        f'DBDParams "sock={db.socket} user=custdash pass=custdash '
        'dbname=custdash group=custdash reconnect=0"',
        "CustDashTimeZone UTC", *lines]).start()


def test_at_midnight_all_pages_are_new(clock, setup, db):
    tonight = datetime.datetime.now(datetime.timezone.utc).replace(
        hour=23, minute=59, second=30, microsecond=0)
    tomorrow = tonight + datetime.timedelta(minutes=2)
    clock.set(tonight)
    httpd = start_by(clock, setup, db, TELLING)
    db.sql("INSERT INTO news (id, published_on, title, body) VALUES (9100, "
           f"'{tomorrow:%F}', 'News of tomorrow', 'x')")
    try:
        client = reader(db, httpd.port, "demo")
        db.sql(f"UPDATE session SET seen_at = '{tonight:%F %T}', expires_at ="
               f" '{tonight:%F %T}' + INTERVAL 6 HOUR ORDER BY id DESC "
               "LIMIT 1")
        held = warmed(client, ("/", "/news", "/?format=xml"))
        for key, old in held.items():
            answer = client.read(*key)
            assert cache(answer) == "hit"
            assert b"News of tomorrow" not in plain(answer)
            assert client.read(*key, old).status == 304
        assert client.xml("/").xml.get("today") == f"{tonight:%F}"
        clock.set(tomorrow)
        for key, old in held.items():
            answer = client.read(*key, old)
            assert answer.status == 200 and cache(answer) == "miss"
            assert b"News of tomorrow" in plain(answer)
        assert client.xml("/").xml.get("today") == f"{tomorrow:%F}"
    finally:
        finish(httpd)
        db.sql("DELETE FROM news WHERE id = 9100")
