# SPDX-License-Identifier: Apache-2.0
"""Many customers press at once: the same renewal, by the same key and by
others, from the same cart and another, over two children: one order, one
period, and everything adds up.

CUSTDASH_ROUNDS=1000 is the long run."""
import os
import random
import threading

import pytest

import shop
from client import Client
from shop import ACCOUNT, add, empty, form, is_sound

ROUNDS = int(os.environ.get("CUSTDASH_ROUNDS", "8"))
CLIENTS = 50


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd", ["ServerLimit 2", "StartServers 2",
                                "MaxRequestWorkers 50",
                                "CustDashDatabaseWait 60s",
                                "CustDashDatabaseTimeout 60s"])


@pytest.fixture(scope="module")
def browsers(httpd, db):
    """Half of them the owner's, half of another who may order."""
    db.sql("INSERT INTO membership (user_id, account_id, permissions) SELECT "
           f"u.id, {ACCOUNT}, 'orders,services,domains,invoices' FROM user u "
           "WHERE u.email = 'empty@example.com'")
    owner = shop.shopper(httpd)
    other = shop.shopper(httpd, "empty")
    assert other.post("/accounts", {"account": str(ACCOUNT)}).status == 303
    made = []
    for i in range(CLIENTS):
        browser = Client(httpd.port)
        browser.jar.update((owner if i % 2 else other).jar)
        browser.timeout = 120
        made.append(browser)
    return made


class Round:
    """Everybody presses at the same moment."""

    def __init__(self, browsers, forms, csrf):
        self.barrier = threading.Barrier(len(browsers))
        self.answers = []
        threads = [threading.Thread(target=self.press, args=arguments)
                   for arguments in zip(browsers, forms, csrf)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(180)

    def press(self, browser, fields, csrf):
        self.barrier.wait(60)
        self.answers.append(browser.post("/checkout", fields, csrf=csrf))


def make_due(db, chance, number):
    """A few things are due, each at a date that it never was."""
    due = f"DATE_SUB(UTC_DATE(), INTERVAL {number + 1} DAY)"
    services = chance.sample(db.column(
        "SELECT s.id FROM service s JOIN product p ON p.id = s.product_id "
        f"WHERE s.account_id = {ACCOUNT} AND s.status = 'active' AND "
        "COALESCE(p.renewal_days, 1) > 0"), 2)
    domain = db.one(f"SELECT id FROM domain WHERE account_id = {ACCOUNT} AND "
                    "status = 'active' AND ours = 1 LIMIT 1")
    db.sql("INSERT INTO payment (invoice_id, amount, method) SELECT i.id, "
           "i.total - COALESCE((SELECT SUM(y.amount) FROM payment y WHERE "
           "y.invoice_id = i.id), 0), 'test' FROM invoice i WHERE "
           f"i.account_id = {ACCOUNT} AND i.status IN ('unpaid', "
           "'payment-pending') AND i.total <> 0;"
           f"UPDATE invoice SET status = 'paid' WHERE account_id = {ACCOUNT} "
           "AND status IN ('unpaid', 'payment-pending');"
           f"UPDATE service SET next_due_on = {due} WHERE id IN "
           f"({', '.join(services)});"
           f"UPDATE domain SET expires_on = {due} WHERE id = {domain}")
    return [("service", s) for s in services] + [("domain", domain)]


@pytest.mark.expect_log("MaxRequestWorkers setting", optional=True)
def test_whoever_presses_however_often_it_is_ordered_once(browsers, db):
    chance = random.Random(20261127)
    seen = {}
    csrf = [b.csrf() for b in browsers[:2]]
    for number in range(ROUNDS):
        things = make_due(db, chance, number)
        for browser in browsers[:2]:
            empty(browser)
            for kind, what in things:
                assert add(browser, kind, what).status == 303
        # keys: some the same, some their own
        keys = [[form(b) for _ in range(chance.choice((1, 2, 5)))]
                for b in browsers[:2]]
        forms = [dict(chance.choice(keys[i % 2])) for i in range(CLIENTS)]
        before = int(db.one("SELECT COUNT(*) FROM customer_order"))
        answers = Round(browsers, forms, [csrf[i % 2] for i in
                                          range(CLIENTS)]).answers
        assert len(answers) == CLIENTS
        placed = {a.location for a in answers
                  if a.status == 303 and "/invoices/" in a.location}
        assert len(placed) == 1
        assert int(db.one("SELECT COUNT(*) FROM customer_order")) \
            == before + 1
        for kind, what in things:
            assert db.one(f"SELECT COUNT(*) FROM renewal r JOIN {kind} x ON "
                          f"x.id = r.{kind}_id WHERE x.id = {what} AND "
                          "r.period_from = "
                          + ("x.next_due_on" if kind == "service"
                             else "x.expires_on")) == "1"
        for answer in answers:
            seen[answer.status] = seen.get(answer.status, 0) + 1
        if number % 50 == 0:
            assert is_sound(db)
    print(f"{ROUNDS} rounds of {CLIENTS}: {seen}")
    assert is_sound(db)
    assert set(seen) <= {303, 422}
    assert db.sql("SELECT service_id, domain_id, period_from FROM renewal "
                  "GROUP BY 1, 2, 3 HAVING COUNT(*) > 1") == []
