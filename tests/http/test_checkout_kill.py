# SPDX-License-Identifier: Apache-2.0
"""A checkout is killed at every step: what was acknowledged is there, once;
what wasn't can be pressed again, and then it is there once.

CUSTDASH_EVERY=1 kills at every command, the usual run at some of them."""
import http.client
import os
import signal
import threading

import pytest

import shop
from db_proxy import Proxy
from servers import Httpd, wait_until
from shop import ACCOUNT, empty, form, is_sound

EVERY = int(os.environ.get("CUSTDASH_EVERY", "7"))
LOST = (OSError, http.client.HTTPException)


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def proxy(db):
    made = Proxy(db.state / "proxy.sock", db.socket)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def httpd(db, proxy, setup):
    httpd = Httpd(setup, db.state / "httpd", [
        f'DBDParams "sock={proxy.path} user=custdash pass=custdash '
        'dbname=custdash group=custdash reconnect=0"',
        "ServerLimit 2", "StartServers 2", "MaxRequestWorkers 50",
        "CustDashDatabaseTimeout 20s"])
    yield httpd.start()
    httpd.stop()


@pytest.fixture(scope="module")
def client(httpd):
    return shop.shopper(httpd)


def with_patience(ask, what):
    """What a person does: press again until there is an answer."""
    def once():
        try:
            answer = ask()
        except LOST:
            return None
        return answer if answer.status not in (500, 503) else None
    return wait_until(once, 90, what)


def fill(client):
    with_patience(lambda: client.get("/cart"), "the cart")
    empty(client)
    with_patience(lambda: client.post("/order/6", {"cycle": "monthly"}),
                  "a product in the cart")
    return form(client)


def steps(client, proxy):
    """How many commands a checkout is."""
    fields, csrf = fill(client), client.csrf()
    proxy.arm()
    assert client.post("/checkout", fields, csrf=csrf).status == 303
    return proxy.count


class Press:
    """The button, pressed while others kill; what came of it."""

    def __init__(self, client, fields, csrf):
        self.answer = None
        self.thread = threading.Thread(target=self.run,
                                       args=(client, fields, csrf))
        self.thread.start()

    def run(self, client, fields, csrf):
        try:
            self.answer = client.post("/checkout", fields, csrf=csrf)
        except LOST:
            pass

    def acknowledged(self):
        self.thread.join(60)
        assert not self.thread.is_alive()
        return self.answer is not None and self.answer.status == 303


def kill_children(httpd, db):
    for child in httpd.children():
        os.kill(child, signal.SIGKILL)


def kill_database(httpd, db):
    db.kill()


def orders(db, fields):
    return int(db.one("SELECT COUNT(*) FROM customer_order WHERE account_id "
                      f"= {ACCOUNT} AND once_key = '{fields['once']}'"))


def die_at(step, answered, victim, client, proxy, httpd, db):
    fields, csrf = fill(client), client.csrf()
    proxy.arm(step, answered)
    press = Press(client, fields, csrf)
    assert proxy.reached(30), f"step {step} was not reached"
    victim(httpd, db)
    proxy.release()
    told = press.acknowledged()
    if db.process.poll() is not None:
        db.start()
    before = orders(db, fields)
    assert before == 1 if told else before in (0, 1)
    again = with_patience(lambda: client.post("/checkout", fields, csrf=csrf),
                          "an answer in the end")
    assert again.status == 303 and "/invoices/" in again.location
    assert orders(db, fields) == 1
    assert is_sound(db)
    assert db.one("SELECT COUNT(*) FROM information_schema.innodb_trx") == "0"
    return before


KILLED = pytest.mark.expect_log(
    r"exit signal Killed|custdash:error\] .* database: |\[dbd:|DBD",
    optional=True)


@KILLED
@pytest.mark.parametrize("answered", [False, True],
                         ids=["before it", "its answer lost"])
@pytest.mark.parametrize("victim", [kill_children, kill_database])
def test_killed_at_every_step_it_is_there_once(victim, answered, client,
                                               proxy, httpd, db):
    n = steps(client, proxy)
    assert n > 15
    at = sorted({*range(1, n + 1, EVERY), n - 1, n})
    done = {step: die_at(step, answered, victim, client, proxy, httpd, db)
            for step in at}
    print(f"{victim.__name__}, answered={answered}: {len(at)} of {n} steps, "
          f"{sum(done.values())} were there before the second press")
    assert not done[1]
    if answered:
        assert done[n] == 1          # COMMIT was done, its answer lost
