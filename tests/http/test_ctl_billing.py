# SPDX-License-Identifier: Apache-2.0
"""custdashctl order, billing and events: what follows an order, and what comes
again each period."""
import os
import signal
import subprocess
import threading

import pytest
from lxml import etree

import shop
from servers import wait_until
from shop import ACCOUNT, is_sound, place


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd")


@pytest.fixture(scope="module")
def client(httpd):
    return shop.shopper(httpd)


@pytest.fixture
def ctl(db):
    def run(*words):
        return db.setup.run_ctl(*words, *db.ctl_options())
    return run


def order(client, db, product=6):
    assert client.post(f"/order/{product}", {"cycle": "annually"}).status \
        == 303
    invoice = place(client).location.rsplit("/", 1)[1]
    return db.sql("SELECT o.number, i.number, i.id FROM customer_order o JOIN "
                  f"invoice i ON i.id = o.invoice_id WHERE i.id = {invoice}")[0]


def test_an_order_is_accepted_once_it_is_paid(client, db, ctl):
    number, invoice, _ = order(client, db)
    done = ctl("order", "accept", "--order", number)
    assert done.returncode == 1 and "wait for the money" in done.stderr
    assert ctl("invoice", "mark-paid", "--invoice", invoice).returncode == 0
    done = ctl("order", "accept", "--order", number)
    assert done.returncode == 0 and "is active" in done.stdout
    assert db.sql("SELECT s.status, s.registered_on = UTC_DATE(), "
                  "s.next_due_on = UTC_DATE() + INTERVAL 1 YEAR, o.status "
                  "FROM service s JOIN customer_order o ON o.id = s.order_id "
                  f"WHERE o.number = '{number}'") \
        == [["active", "1", "1", "active"]]
    assert "already" in ctl("order", "accept", "--order", number).stdout
    assert ctl("order", "cancel", "--order", number).returncode == 1
    assert number in ctl("order", "list", "--account", str(ACCOUNT)).stdout
    assert "VPS S" in ctl("order", "show", "--order", number).stdout
    assert ctl("order", "show", "--order", "O-0").returncode == 1


def test_a_cancelled_order_leaves_nothing_to_pay(client, db, ctl):
    kind, what = next(d for d in shop.due(client) if d[0] == "service")
    assert shop.add(client, kind, what).status == 303
    number, invoice, row = order(client, db)
    assert (kind, what) not in shop.due(client)
    assert ctl("order", "cancel", "--order", number).returncode == 0
    assert db.one(f"SELECT status FROM invoice WHERE id = {row}") \
        == "cancelled"
    assert db.one("SELECT s.status FROM service s JOIN customer_order o ON "
                  f"o.id = s.order_id WHERE o.number = '{number}'") \
        == "cancelled"
    assert (kind, what) in shop.due(client)           # can be ordered again
    assert ctl("order", "cancel", "--order", number).returncode == 0
    assert is_sound(db)


def counted(done):
    """(invoices, lines, reminders, services overdue)."""
    assert done.returncode == 0, done.stderr
    words = done.stdout.splitlines()[-1].replace(",", "").split()
    return [int(w) for w in words if w.isdigit()]


def due_things(db, days=14):
    return int(db.one(
        "SELECT COUNT(*) FROM service s JOIN account a ON a.id = s.account_id "
        "AND a.currency = s.currency WHERE a.status <> 'closed' AND s.status "
        "IN ('active', 'suspended') AND s.amount > 0 AND s.next_due_on <= "
        f"UTC_DATE() + INTERVAL {days} DAY AND NOT EXISTS (SELECT 1 FROM "
        "renewal r WHERE r.service_id = s.id AND r.period_from = "
        "s.next_due_on) AND NOT EXISTS (SELECT 1 FROM invoice_line y JOIN "
        "invoice v ON v.id = y.invoice_id WHERE y.service_id = s.id AND "
        "v.status IN ('unpaid', 'payment-pending'))"))


def test_what_falls_due_is_invoiced_once(db, ctl):
    before = due_things(db)
    assert before > 5
    invoices, last = (int(n) for n in db.sql(
        "SELECT COUNT(*), MAX(id) FROM invoice")[0])
    dry = counted(ctl("billing", "run", "--dry-run"))
    assert int(db.one("SELECT COUNT(*) FROM invoice")) == invoices
    assert due_things(db) == before
    made = counted(ctl("billing", "run"))
    assert made[0] == dry[0] and made[1] == dry[1] >= before
    assert due_things(db) == 0
    assert int(db.one("SELECT COUNT(*) FROM invoice")) == invoices + made[0]
    assert int(db.one("SELECT COUNT(*) FROM mail WHERE template = "
                      "'invoice-created'")) == made[0]
    assert db.one("SELECT COUNT(*) FROM event WHERE kind = "
                  "'service.overdue'") == str(made[3])
    # one for each account
    assert db.one("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM invoice WHERE"
                  f" id > {last} GROUP BY account_id) x") == "1"
    again = counted(ctl("billing", "run"))
    assert again[:2] == [0, 0]
    for template in ("invoice-created", "invoice-reminder"):
        assert db.sql("SELECT once_key FROM mail WHERE template = "
                      f"'{template}' GROUP BY once_key HAVING COUNT(*) > 1") \
            == []
    assert is_sound(db)


def test_a_year_of_runs_bills_each_period_once(db, ctl):
    """Paid each month, a service is invoiced each month."""
    service = db.one(f"SELECT id FROM service WHERE account_id = {ACCOUNT} "
                     "AND status = 'active' AND cycle = 'monthly' AND EXISTS "
                     "(SELECT 1 FROM renewal r WHERE r.service_id = "
                     "service.id) LIMIT 1")
    for month in range(1, 7):
        for number in db.column(
                "SELECT DISTINCT i.number FROM invoice i JOIN invoice_line l "
                f"ON l.invoice_id = i.id WHERE l.service_id = {service} AND "
                "i.status = 'unpaid'"):
            assert ctl("invoice", "mark-paid", "--invoice",
                       number).returncode == 0
        day = db.one(f"SELECT UTC_DATE() + INTERVAL {month} MONTH")
        assert ctl("billing", "run", "--date", day).returncode == 0
        assert counted(ctl("billing", "run", "--date", day))[0] == 0
    periods = db.sql("SELECT period_from, period_to FROM renewal WHERE "
                     f"service_id = {service} ORDER BY period_from")
    assert len(periods) >= 5
    assert all(a[1] == b[0] for a, b in zip(periods, periods[1:]))
    assert is_sound(db)


def test_a_killed_run_is_finished_by_the_next(db, ctl):
    db.sql("UPDATE service SET next_due_on = UTC_DATE() - INTERVAL 900 DAY + "
           "INTERVAL id % 20 DAY WHERE status = 'active' AND account_id > "
           "1004")
    db.sql("UPDATE invoice SET status = 'cancelled' WHERE status = 'unpaid'")
    wanted = due_things(db)
    for wait in (0.05, 0.1, 0.2):
        process = subprocess.Popen(
            [db.setup.ctl, "billing", "run", *db.ctl_options()],
            env=db.setup.environment(), stdout=subprocess.DEVNULL)
        timer = threading.Timer(wait, process.kill)
        timer.start()
        process.wait(60)
        timer.cancel()
        wait_until(lambda: db.one(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE user "
            "= 'root' AND id <> CONNECTION_ID()") == "0", 30, "its end")
        assert is_sound(db)
    assert ctl("billing", "run").returncode == 0
    assert wanted > 20 and due_things(db) == 0
    assert is_sound(db)


# ------------------------------------------------------------------ events

TAKE = ('printf "%s %s %s\\n" "$CUSTDASH_EVENT_ID" "$CUSTDASH_EVENT_ACCOUNT" '
        '"$CUSTDASH_EVENT_KIND" >> {0}; cat >> {0}.xml')


@pytest.fixture
def events(db):
    db.sql("DELETE FROM event; INSERT INTO event (account_id, kind, "
           "subject_kind, subject_id, detail, created_at) VALUES "
           + ", ".join(f"({account}, 'test.k{n}', 'order', {n}, 'a <b> & c', "
                       "UTC_TIMESTAMP())"
                       for n in range(4) for account in (1001, 1002)))
    return db


def test_events_are_handed_out_of_each_account_in_order(events, ctl,
                                                        tmp_path):
    tmp_path.chmod(0o777)
    path = tmp_path / "taken"
    done = ctl("events", "--exec", TAKE.format(path))
    assert done.returncode == 0 and "8 events" in done.stdout, done.stderr
    taken = [line.split() for line in path.read_text().splitlines()]
    for account in "1001", "1002":
        assert [kind for _, a, kind in taken if a == account] \
            == [f"test.k{n}" for n in range(4)]
    text = (tmp_path / "taken.xml").read_text()
    first = etree.fromstring(text.split("\n", 1)[1].split("<?xml")[0])
    assert first.get("detail") == "a <b> & c"
    assert ctl("events", "--exec", "false").returncode == 0  # nothing is left
    assert "test.k3" in ctl("events", "list", "--all").stdout
    assert ctl("events").returncode == 2


def test_what_is_refused_comes_again_and_holds_up_its_account_only(
        events, ctl, tmp_path):
    tmp_path.chmod(0o777)
    path = tmp_path / "taken"
    command = ('[ "$CUSTDASH_EVENT_ACCOUNT-$CUSTDASH_EVENT_KIND" != '
               '1001-test.k1 ] || exit 1; ' + TAKE.format(path))
    done = ctl("events", "hand-out", "--exec", command)
    assert done.returncode == 1 and "again at" in done.stderr
    taken = [line.split()[1:] for line in path.read_text().splitlines()]
    assert [k for a, k in taken if a == "1001"] == ["test.k0"]
    assert len([k for a, k in taken if a == "1002"]) == 4
    events.sql("UPDATE event SET next_try_at = UTC_TIMESTAMP()")
    assert ctl("events", "--exec", TAKE.format(path)).returncode == 0
    taken = [line.split()[1:] for line in path.read_text().splitlines()]
    assert [k for a, k in taken if a == "1001"] \
        == [f"test.k{n}" for n in range(4)]


def test_killed_between_handing_out_and_recording_it_comes_twice(
        events, ctl, tmp_path):
    tmp_path.chmod(0o777)
    path = tmp_path / "taken"
    process = subprocess.Popen(
        [events.setup.ctl, "events", "--follow", "--exec",
         TAKE.format(path) + f"; [ -e {path}.go ] || kill -9 $PPID",
         *events.ctl_options()], env=events.setup.environment(),
        stdout=subprocess.DEVNULL)
    assert process.wait(60) == -signal.SIGKILL
    (tmp_path / "taken.go").touch()
    wait_until(lambda: events.one(
        "SELECT IS_USED_LOCK('custdash-events') IS NULL") == "1", 30,
        "the lock's end")
    assert ctl("events", "--exec", TAKE.format(path)).returncode == 0
    ids = [line.split()[0] for line in path.read_text().splitlines()]
    assert len(ids) == 9 and len(set(ids)) == 8      # the first came twice
    assert ids[0] == ids[1]


def test_following_takes_what_comes_later_and_ends_in_order(events, tmp_path):
    tmp_path.chmod(0o777)
    path = tmp_path / "taken"
    process = subprocess.Popen(
        [events.setup.ctl, "events", "--follow", "--exec", TAKE.format(path),
         *events.ctl_options()], env=events.setup.environment(), text=True,
        stdout=subprocess.PIPE)

    def taken():
        return path.exists() and path.read_text().count("\n")
    wait_until(lambda: taken() == 8, 30, "all events")
    second = events.setup.run_ctl("events", "--exec", "true",
                                  *events.ctl_options())
    assert second.returncode == 1 and "another" in second.stderr
    events.sql("INSERT INTO event (account_id, kind, created_at) VALUES "
               "(1001, 'test.later', UTC_TIMESTAMP())")
    wait_until(lambda: taken() == 9, 30, "the later one")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "9 events" in process.stdout.read()
    process.stdout.close()
    assert os.path.exists(path)
