# SPDX-License-Identifier: Apache-2.0
"""Whoever writes, the next read shows it: the dashboard, custdashctl, a person
at an SQL prompt, on every table that is on a page.

CUSTDASH_LONG=WRITES makes it as many, CUSTDASH_SEED=N repeats one."""
import os
import random
import re
import threading
import time
from collections import Counter
from itertools import islice

import pytest

from browsers import Browser
from cached import CODINGS, TELLING, on_hosts, open_session
from client import Client
from load import Crew
from prompt import Prompt
from stories import (A, B, M, STORIES, all_steps, check_step, hands,
                     steps_of)
from tenants import account_of, make, mark, row_id, user_of
from test_register import register

WRITES = int(os.environ.get("CUSTDASH_LONG") or 250)
READS = 25 if WRITES < 1000 else 250     # of each racing reader, times ten
PEOPLE = {A: 0, M: 1, B: 2}              # which of the viewers


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def ports():
    return {}


# What every request asks first, as it was when it began, and a while later.
SLOW = """
-- :name session.current
SELECT s.account_id, r.revision AS account_revision,
       si.revision AS site_revision, s.seen_at
  FROM session s
  JOIN account_revision r ON r.account_id = s.account_id
  JOIN site si ON si.id = 1
 WHERE s.token_hash = :token AND s.expires_at > :now AND s.seen_at > :idle
   AND SLEEP(0.03 + 0 * r.revision) = 0

-- :name session.current-many
SELECT s.token_hash, s.account_id, r.revision AS account_revision,
       si.revision AS site_revision, s.seen_at
  FROM session s
  JOIN account_revision r ON r.account_id = s.account_id
  JOIN site si ON si.id = 1
 WHERE s.token_hash IN (:token1, :token2, :token3, :token4, :token5, :token6,
                        :token7, :token8)
   AND s.expires_at > :now AND s.seen_at > :idle
   AND SLEEP(0.02 + 0 * r.revision) = 0
"""


@pytest.fixture(scope="module")
def httpd(private, ports):
    lines, made = on_hosts({"off": ["CustDashCache off"]})
    ports.update(made)
    return private[1]("httpd", [*TELLING, "KeepAlive On",
                                "MaxKeepAliveRequests 0",
                                "CustDashRevalidate On", *lines])


@pytest.fixture(scope="module")
def slow(private):
    """An httpd whose first statement takes its time."""
    path = private[0].state / "slow.sql"
    path.write_text(SLOW)
    return private[1]("slow", [
        *TELLING, "KeepAlive On", "StartServers 1", "ServerLimit 1",
        "MaxRequestWorkers 25", f"CustDashQueries {path}"])


@pytest.fixture(scope="module")
def viewers(db):
    """Three accounts; the first one's member is narrowed."""
    narrowed = frozenset({"services", "domains", "tickets"})
    return make(db, [(narrowed, True), (frozenset(), False),
                     (frozenset(), False)])


@pytest.fixture
def prompt(db):
    with Prompt(db) as made:
        yield made


@pytest.fixture
def chance():
    seed = int(os.environ.get("CUSTDASH_SEED") or random.randrange(10 ** 6))
    print("CUSTDASH_SEED =", seed)
    return random.Random(seed)


class Pair:
    """One session on the host that keeps pages and on one that doesn't."""

    def __init__(self, httpd, ports, token):
        self.kept = Browser(httpd.port, token)
        self.fresh = Browser(ports["off"], token)


@pytest.fixture
def pairs(httpd, ports, viewers):
    return {who: Pair(httpd, ports, viewers[i].token)
            for who, i in PEOPLE.items()}


@pytest.mark.parametrize("story", STORIES)
def test_each_write_of_a_story_is_seen(story, pairs, prompt, chance):
    seen = Counter()
    for n in range(2):
        for step in steps_of(story, 900000 + 10 * list(STORIES).index(story)
                             + n):
            check_step(step, pairs, prompt.run, chance, seen)


def test_the_stories_write_all_tables_with_triggers(db):
    """Each of their triggers, too: insert, update and delete."""
    events = {(table, event) for table, event in db.sql(
        "SELECT event_object_table, event_manipulation FROM "
        "information_schema.triggers WHERE trigger_schema = 'custdash'")}
    told = set()
    for steps in STORIES.values():
        for sql, _ in steps:
            verb, table = re.match(r"(INSERT|UPDATE|DELETE|REPLACE)(?: INTO| "
                                   r"FROM)? (\w+)", sql).groups()
            told |= {(table, "INSERT"), (table, "DELETE")} \
                if verb == "REPLACE" else {(table, verb)}
    # no dashboard's life ends or begins with these
    rare = {(t, e) for t in ("account", "membership") for e in
            ("INSERT", "DELETE")} | {
        (t, e) for t in ("product_group", "site") for e in
        ("INSERT", "DELETE")} | {
        ("contact_mail_preference", "UPDATE"), ("consent", "UPDATE"),
        ("membership_domain", "UPDATE"), ("membership_domain", "DELETE"),
        ("user_totp", "DELETE"),        # see test_second_factor.py
        ("news_product", "DELETE"), ("tld_price", "DELETE")}
    assert events - told <= rare, sorted(events - told - rare)


def test_random_writes_by_any_hand_are_seen(pairs, prompt, chance):
    seen = Counter()
    begun = time.monotonic()
    run = hands(prompt, chance)
    for step in islice(all_steps(chance), WRITES):
        check_step(step, pairs, run, chance, seen)
    print(f"{WRITES} writes, {sum(seen.values())} pages behind them, "
          f"{time.monotonic() - begun:.0f} s: {dict(seen)}")
    assert seen["miss"] > WRITES / 2


def test_a_rollback_changes_nothing(pairs, prompt):
    pair = pairs[A]
    before = pair.kept.read("/services")
    prompt.run("START TRANSACTION; UPDATE service SET name = 'never' "
               f"WHERE account_id = {account_of(0)}")
    assert pair.kept.read("/services").cache in ("hit", "not-modified")
    prompt.run("ROLLBACK")
    after = pair.kept.read("/services")
    assert after.cache in ("hit", "not-modified")
    assert after.body == before.body


def test_a_write_of_the_dashboard_is_seen_at_once(httpd, viewers, chance):
    client = Client(httpd.port)
    client.jar = {"custdash": viewers[0].token}
    browser = Browser(httpd.port, viewers[0].token)
    for n in range(999, 999 - max(5, WRITES // 100), -1):
        name = f"!{n}!{chance.randrange(10 ** 9)}"   # first in the list
        pages = [(path, coding) for path in ("/contacts", "/")
                 for coding in CODINGS]
        for page in pages:
            browser.read(*page)
        assert client.post("/contacts/new", {
            "first-name": "!", "last-name": name,
            "email": f"n{chance.randrange(10 ** 9)}@example.org"}
            ).status == 303
        for page in pages:
            assert name in browser.read(*page).text


def test_who_registers_sees_her_own_account(httpd):
    client, email = Client(httpd.port), f"r{random.randrange(10 ** 9)}@x.org"
    assert register(client, first_name="Regina", email=email).status == 303
    assert client.sign_in(email).status == 303
    client.jar.pop("custdash-notice", None)
    for _ in range(2):
        assert "Regina" in client.get("/").text


def test_a_password_set_by_custdashctl_ends_sessions_at_once(db, httpd,
                                                             prompt):
    n, email = user_of(2, 1), f"{mark(2, 'u', 1)}@example.com"
    for _ in range(max(2, WRITES // 1000)):
        browser = Browser(httpd.port, open_session(db, n, account_of(2)))
        other = Browser(httpd.port, open_session(db, n, account_of(2)))
        for one in (browser, other):
            assert one.read("/services").status == 200
            assert one.read("/services").cache == "not-modified"
        db.set_password(email)
        for one in (browser, other):
            assert one.read("/services").status == 303
            assert one.read("/services", ask=False).status == 303


RACED = ("/services", "/", f"/services/{row_id(2, 1)}",
         "/services?format=xml", "/services?sort=due")


class Race(Crew):
    """Readers that never see less than what was committed before they
    asked."""

    def __init__(self, port, tokens, chance, paths, codings=tuple(CODINGS),
                 pause=0.0):
        self.committed, self.faults, self.pause = 0, [], pause
        self.paths, self.codings = paths, codings
        self.seen = Counter()
        super().__init__([threading.Thread(target=self._read, args=(
            Browser(port, token), chance.randrange(10 ** 6)))
            for token in tokens])

    def _read(self, browser, seed):
        chance = random.Random(seed)
        try:
            while not self.stopping.is_set():
                path = chance.choice(self.paths)
                least = self.committed
                seen = browser.read(path, chance.choice(self.codings),
                                    chance.random() < 0.5)
                found = [int(n) for n in re.findall(r"race-(\d+)-",
                                                    seen.text)]
                if seen.status != 200 or not found or min(found) < least:
                    self.faults.append((path, seen.status, seen.cache, found,
                                        least))
                self.seen[seen.cache] += 1
                self.stopping.wait(chance.random() * self.pause)
        except Exception as error:
            self.faults.append(repr(error))


@pytest.mark.parametrize("server, writes, waits, how", [
    ("httpd", 10 * READS, (0, 0, 0.002, 0.02), (RACED,)),
    ("slow", 2 * READS, (0.05, 0.1), (RACED[:1], (None,), 0.03))])
def test_reads_race_with_writes_and_are_never_behind(
        server, writes, waits, how, db, request, viewers, prompt, chance):
    """One session in several browsers, and several sessions; short
    transactions and such as stay open for a while. Where requests that come
    at the same time share what they ask, that is asked after all of them
    have come."""
    user, account = user_of(2, 1), account_of(2)
    port = request.getfixturevalue(server).port
    tokens = [open_session(db, user, account) for _ in range(3)]
    tokens += tokens[:1] * 3
    name = ("UPDATE service SET name = 'race-{}-' "
            f"WHERE id = {row_id(2, 1)}")
    prompt.run(name.format(0))
    with Race(port, tokens, chance, *how) as race:
        begun = time.monotonic()
        for n in range(1, writes):
            if chance.random() < 0.3:
                prompt.run(f"START TRANSACTION; {name.format(n)}")
                race.stopping.wait(chance.random() * 0.01)
                prompt.run("COMMIT")
            else:
                prompt.run(name.format(n))
            race.committed = n
            race.stopping.wait(chance.choice(waits))
            if race.faults:
                break
        print(f"{race.committed} writes in {time.monotonic() - begun:.1f} s,"
              f" reads: {dict(race.seen)}")
    assert not race.faults, race.faults[:5]
    assert sum(race.seen.values()) > READS


def test_a_session_that_ends_among_many_is_over(db, httpd, slow, viewers,
                                                prompt, chance):
    """Others of the same account ask at the same time, and go on."""
    user, account = user_of(1, 1), account_of(1)
    prompt.run(f"UPDATE service SET name = 'race-0-' WHERE account_id = "
               f"{account}")
    for port in (httpd.port, slow.port):
        tokens = [open_session(db, user, account) for _ in range(6)]
        with Race(port, tokens, chance,
                  ("/services", "/services?sort=due")) as race:
            for _ in range(READS // 2):
                token = open_session(db, user, account)
                browser = Browser(port, token)
                for coding in (None, "br"):
                    assert browser.read("/services", coding).status == 200
                prompt.run("DELETE FROM session WHERE token_hash = "
                           f"UNHEX(SHA2('{token}', 256))")
                for ask in (True, False):
                    assert browser.read("/services", "br", ask).status == 303
                browser.close()
        assert not race.faults, race.faults[:5]
