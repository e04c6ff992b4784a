# SPDX-License-Identifier: Apache-2.0
"""Any number of front ends are one dashboard.

CUSTDASH_LONG=WRITES makes it as many, CUSTDASH_SEED=N repeats one."""
import os
import random
import threading
import time
from collections import Counter
from itertools import islice

import pytest

from browsers import Browser
from cached import CODINGS, open_session
from client import Client
from farm import Roaming
from load import Crew, Load
from prompt import Prompt
from servers import wait_until
from stories import A, B, M, all_steps, check_step, hands
from tenants import account_of, row_id, user_of

WRITES = int(os.environ.get("CUSTDASH_LONG") or 300)
PEOPLE = {A: 0, M: 1, B: 2}
NAMES = ("a", "b", "c")

# Loads leave few threads idle; connections end that nobody has closed.
pytestmark = pytest.mark.expect_log(r"AH10159:", r"AH00484:", optional=True)
without_redis = pytest.mark.expect_log(r"\[socache_redis:(error|crit)\]",
                                       optional=True)


@pytest.fixture
def chance():
    seed = int(os.environ.get("CUSTDASH_SEED") or random.randrange(10 ** 6))
    print("CUSTDASH_SEED =", seed)
    return random.Random(seed)


@pytest.fixture
def prompt(db):
    with Prompt(db) as made:
        yield made


def everywhere(farm, token):
    return [Browser(port, token) for port in farm.ports()]


def token_of(db, n=0, i=1):
    return open_session(db, user_of(n, i), account_of(n))


def hot(browsers, path, coding=None):
    """Have the page in the cache, and in each browser."""
    for browser in browsers:
        assert browser.read(path, coding).status == 200
    for browser in browsers:
        assert browser.read(path, coding).cache == "not-modified"


def test_a_page_that_one_made_is_found_by_the_others(farm, db, viewers):
    for coding in CODINGS:
        browsers = everywhere(farm, token_of(db))
        pages = [b.read("/services", coding) for b in browsers]
        assert [p.cache for p in pages] == ["miss", "hit", "hit", "hit"]
        assert len({p.body for p in pages}) == 1
        assert len({p.tag for p in pages}) == 1
        hot(browsers, "/services", coding)


def test_haproxy_asks_all_of_them(farm):
    assert farm.serving() == set(NAMES)


@pytest.mark.parametrize("at", NAMES)
def test_signed_in_at_one_is_signed_in_at_all(at, farm):
    client = Client(farm.fronts[at].port)
    assert client.sign_in("demo").status == 303
    for browser in everywhere(farm, client.jar["custdash"]):
        assert browser.read("/services").status == 200


@pytest.mark.parametrize("at", NAMES)
def test_signed_out_at_one_is_signed_out_at_all(at, farm, db, viewers):
    token = token_of(db)
    browsers = everywhere(farm, token)
    hot(browsers, "/services", "br")
    hot(browsers, "/")
    client = Client(farm.fronts[at].port)
    client.jar = {"custdash": token}
    assert client.post("/sign-out").status == 303
    for browser in browsers:
        for ask in (True, False):
            assert browser.read("/services", "br", ask).status == 303
            assert browser.read("/", None, ask).status == 303


@pytest.mark.parametrize("what", [
    "DELETE FROM session WHERE user_id = {user}",
    "UPDATE session SET expires_at = UTC_TIMESTAMP() WHERE user_id = {user}",
    "UPDATE membership SET status = 'suspended' WHERE user_id = {user}",
    "UPDATE user SET status = 'suspended' WHERE id = {user}",
    "UPDATE account SET status = 'closed' WHERE id = {account}"])
def test_who_is_shut_out_in_sql_is_out_everywhere(what, farm, db, prompt,
                                                  viewers):
    user, account = user_of(2, 1), account_of(2)
    browsers = everywhere(farm, token_of(db, 2))
    hot(browsers, "/services", "gzip")
    prompt.run(what.format(user=user, account=account))
    try:
        for browser in browsers:
            for ask in (True, False):
                assert browser.read("/services", "gzip", ask).status == 303
    finally:
        prompt.run(f"UPDATE membership SET status = 'active' WHERE user_id = "
                   f"{user}; UPDATE user SET status = 'active' WHERE id = "
                   f"{user}; UPDATE account SET status = 'active' WHERE id = "
                   f"{account}")


class Pair:
    def __init__(self, farm, token, chance):
        self.kept = Roaming(farm, token, chance)
        self.fresh = Browser(farm.off, token)


def test_a_write_is_seen_at_every_front_end(farm, prompt, viewers, chance):
    """Written in SQL, read wherever haproxy or chance leads."""
    pairs = {who: Pair(farm, viewers[i].token, chance)
             for who, i in PEOPLE.items()}
    seen, begun = Counter(), time.monotonic()
    run = hands(prompt, chance)
    for step in islice(all_steps(chance), WRITES):
        check_step(step, pairs, run, chance, seen)
    print(f"{WRITES} writes, {sum(seen.values())} pages behind them, "
          f"{time.monotonic() - begun:.0f} s: {dict(seen)}")


def test_what_is_sent_to_one_is_seen_at_the_others(farm, db, viewers, chance):
    token = token_of(db, 1)
    browsers = everywhere(farm, token)
    for n in range(999, 999 - max(10, WRITES // 30), -1):
        name = f"!{n % 1000:03d}!{chance.randrange(10 ** 9)}"
        coding = chance.choice(list(CODINGS))
        for browser in browsers:
            browser.read("/contacts", coding)
        client = Client(chance.choice(farm.ports()))
        client.jar = {"custdash": token}
        assert client.post("/contacts/new", {
            "first-name": "!", "last-name": name,
            "email": f"n{chance.randrange(10 ** 9)}@example.org"}
            ).status == 303
        for browser in chance.sample(browsers, len(browsers)):
            assert name in browser.read("/contacts", coding).text
        db.sql("DELETE FROM contact WHERE last_name < '!9' AND account_id = "
               f"{account_of(1)}") if n % 20 == 0 else None


class Versions(Crew):
    """A name that counts, and readers everywhere that must not be behind."""

    def __init__(self, farm, token, chance):
        self.committed, self.faults, self.refused = 0, [], 0
        super().__init__([threading.Thread(target=self._read, args=(
            farm, token, chance.randrange(10 ** 6))) for _ in range(6)])

    def _read(self, farm, token, seed):
        chance = random.Random(seed)
        browser = Browser(farm.haproxy.port, token)
        while not self.stopping.is_set():
            least = self.committed
            try:
                seen = browser.read("/services/%d" % row_id(2, 1),
                                    chance.choice(list(CODINGS)))
            except Exception:        # what a killed server leaves
                self.refused += 1
                browser.close()
                continue
            if seen.status in (502, 503):
                self.refused += 1
            elif seen.status != 200:
                self.faults.append(seen.status)
            else:
                said = int(seen.text.split("count-")[1].split("-")[0])
                if said < least:
                    self.faults.append((said, least, seen.cache))

    def write(self, prompt, times=20):
        for _ in range(times):
            n = self.committed + 1
            prompt.run(f"UPDATE service SET name = 'count-{n}-' "
                       f"WHERE id = {row_id(2, 1)}")
            self.committed = n
            self.stopping.wait(0.005)


@pytest.mark.expect_log(r"AH00098:", optional=True)
def test_a_front_end_is_lost_and_comes_back(farm, db, prompt, viewers,
                                            chance):
    prompt.run(f"UPDATE service SET name = 'count-0-' WHERE id = "
               f"{row_id(2, 1)}")
    with Versions(farm, token_of(db, 2), chance) as versions:
        versions.write(prompt)
        farm.kill("b")
        versions.write(prompt)
        wait_until(lambda: farm.serving() == {"a", "c"}, 20, "two to serve")
        lost = versions.refused
        versions.write(prompt)
        assert versions.refused == lost, "without b all is well"
        farm.fronts["b"].start()
        wait_until(lambda: "b" in farm.serving(), 30, "b to be back")
        versions.write(prompt)
    assert not versions.faults, versions.faults[:5]
    assert versions.refused <= 2 * len(versions.threads)


@without_redis
def test_redis_is_lost_and_comes_back(farm, db, prompt, viewers, chance):
    prompt.run(f"UPDATE service SET name = 'count-0-' WHERE id = "
               f"{row_id(2, 1)}")
    token = token_of(db, 2)
    with Versions(farm, token, chance) as versions:
        versions.write(prompt)
        for _ in range(2):
            farm.redis.kill()
            versions.write(prompt)
            farm.redis.start()
            versions.write(prompt)
        again = Browser(farm.fronts["c"].port, token)

        def used():
            again.read("/guides", None, False)
            return again.read("/guides", None, False).cache == "hit"
        wait_until(used, 30, "redis to be used again")
        versions.write(prompt)
    assert not versions.faults, versions.faults[:5]
    assert versions.refused == 0


# Children keep connections to a redis that the tests before have ended.
@without_redis
def test_all_of_them_under_load_are_one(farm, db, viewers):
    token = token_of(db, 1)
    with Load(farm.haproxy.port, {"custdash": token}, threads=8) as load:
        load.wait_for(200, 100, 60)
    assert load.statuses() == {200}
    assert {r.answer.headers["X-Front"] for r in load.results} == set(NAMES)
    pages = {}
    for result in load.results:
        pages.setdefault(result.answer.path, set()).add(result.answer.body)
    assert {len(bodies) for bodies in pages.values()} == {1}
