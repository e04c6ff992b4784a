# SPDX-License-Identifier: Apache-2.0
"""Paying: from credit, at a gateway, and what the gateway tells; the ledger
stays sound whatever comes."""
import json
import random
import threading
import time

import pytest
from lxml import etree

import shop
from client import Client
from pages import is_clean
from shop import ACCOUNT, add, due, empty, place
from stripe_stub import Stripe, signature, tell


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def stripe():
    stub = Stripe()
    yield stub
    stub.stop()


@pytest.fixture(scope="module")
def httpd(private, stripe):
    return private[1]("httpd", [
        f"CustDashGateway stripe {stripe.settings(private[0].state)}"])


@pytest.fixture(scope="module")
def owner(httpd):
    return shop.shopper(httpd)


@pytest.fixture
def client(owner, db, stripe):
    empty(owner)
    stripe.answer = stripe.wait = None
    yield owner
    is_balanced(db)


@pytest.fixture
def ctl(db):
    def run(*words):
        return db.setup.run_ctl(*words, *db.ctl_options())
    return run


def is_balanced(db):
    assert shop.is_sound(db)
    # what is paid in full adds up, and nothing has more than its total
    assert db.sql(
        "SELECT i.id, i.status, i.total, SUM(y.amount) FROM invoice i LEFT "
        "JOIN payment y ON y.invoice_id = i.id WHERE i.id > 12000 GROUP BY "
        "i.id, i.status, i.total HAVING (i.status IN ('paid', 'refunded') "
        "AND i.total <> COALESCE(SUM(y.amount), 0)) OR (i.total >= 0 AND "
        "COALESCE(SUM(y.amount), 0) > i.total)") == []
    assert db.sql(
        "SELECT c.account_id, c.amount, SUM(e.amount) FROM account_credit c "
        "LEFT JOIN credit_entry e ON e.account_id = c.account_id GROUP BY "
        "c.account_id, c.amount HAVING c.amount <> COALESCE(SUM(e.amount), 0)"
        " OR c.amount < 0") == []


def invoice(client, product=6, cycle="annually"):
    """A new invoice that waits for its money."""
    assert client.post(f"/order/{product}", {"cycle": cycle}).status == 303
    return place(client).location.rsplit("/", 1)[1]


def of(db, number, what):
    return db.one(f"SELECT {what} FROM invoice WHERE id = {number}")


def begin(client, number):
    return client.post(f"/invoices/{number}/pay", {"gateway": "stripe"})


def begun(client, stripe, number):
    answer = begin(client, number)
    assert answer.location.startswith(stripe.origin), answer.location
    return stripe.last()


def paid(client, stripe, number, **changes):
    """The event of a session that is paid."""
    session = {**begun(client, stripe, number), **changes}
    return stripe.event("checkout.session.completed", session)


def test_an_invoice_is_paid_at_the_gateway(client, stripe, db):
    kind, what = next(d for d in due(client) if d[0] == "service")
    before = db.one(f"SELECT next_due_on FROM service WHERE id = {what}")
    assert add(client, kind, what).status == 303
    number = place(client).location.rsplit("/", 1)[1]
    page = client.get(f"/invoices/{number}")
    assert is_clean(page) and "Pay by card" in page.text
    assert stripe.origin in page.headers["Content-Security-Policy"]
    session = begun(client, stripe, number)
    path, headers, body = stripe.asked[-1]
    assert path == "/v1/checkout/sessions"
    assert session["amount_total"] == int(of(db, number, "total"))
    assert session["currency"] == "eur"
    assert session["success_url"].endswith(f"/dashboard/invoices/{number}")
    assert of(db, number, "status") == "unpaid"
    event = stripe.event("checkout.session.completed", session)
    answer = tell(client, event)
    assert (answer.status, answer.text) == (200, "paid\n")
    assert of(db, number, "status") == "paid"
    assert db.one(f"SELECT next_due_on FROM service WHERE id = {what}") \
        > before
    assert db.one("SELECT status FROM customer_order WHERE invoice_id = "
                  f"{number}") == "active"
    assert db.sql("SELECT kind FROM event WHERE subject_id IN ("
                  f"{number}, {what}) ORDER BY id") \
        == [["invoice.paid"], ["service.renewed"]]
    assert (kind, what) not in due(client)
    page = client.get(f"/invoices/{number}")
    assert is_clean(page) and "Online (Stripe)" in page.text
    assert "Pay by card" not in page.text


def test_an_event_is_taken_once(client, stripe, db):
    number = invoice(client)
    event = paid(client, stripe, number)
    for told in ("paid\n", "known\n", "known\n"):
        assert tell(client, event).text == told
    again = stripe.event("checkout.session.async_payment_succeeded",
                         stripe.last())
    assert tell(client, again).text == "known\n"      # the same money
    assert db.one("SELECT COUNT(*) FROM payment WHERE invoice_id = "
                  f"{number}") == "1"
    assert db.one("SELECT COUNT(*) FROM event WHERE kind = 'invoice.paid' "
                  f"AND subject_id = {number}") == "1"


def test_an_event_that_comes_twenty_times_at_once_pays_once(client, stripe,
                                                            db, httpd):
    number = invoice(client)
    event, answers = paid(client, stripe, number), []

    def bring():
        answers.append(tell(Client(httpd.port), event))
    threads = [threading.Thread(target=bring) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {a.status for a in answers} <= {200, 503}
    assert sorted(a.text for a in answers if a.status == 200).count(
        "paid\n") == 1
    assert of(db, number, "status") == "paid"


@pytest.mark.expect_log(r"stripe: it.*", optional=True)
@pytest.mark.parametrize("how", [
    "no signature", "empty", "other secret", "other body", "old", "early",
    "cut", "upper", "only v0", "no time", "garbage", "not json"])
def test_a_forged_event_changes_nothing(client, stripe, db, how):
    number = invoice(client)
    event, now = paid(client, stripe, number), int(time.time())
    good = signature(event)
    header = {"no signature": "", "empty": " ",
              "other secret": signature(event, secret="whsec_x"),
              "other body": signature(event.replace("eur", "usd")),
              "old": signature(event, now - 301),
              "early": signature(event, now + 360),
              "cut": good[:-20], "upper": good.upper(),
              "only v0": good.replace("v1=", "v0="),
              "no time": good.split(",", 1)[1], "garbage": "t=,v1=",
              "not json": None}[how]
    if how == "not json":
        event = "{" + event
        header = signature(event)
    before = db.one("SELECT COUNT(*) FROM gateway_event")
    assert tell(client, event, header).status == 400
    assert of(db, number, "status") == "unpaid"
    assert db.one("SELECT COUNT(*) FROM gateway_event") == before


def test_an_event_of_five_minutes_ago_is_taken(client, stripe, db):
    number = invoice(client)
    event = paid(client, stripe, number)
    header = signature(event, int(time.time()) - 290)
    assert tell(client, event, header).text == "paid\n"
    # one of several signatures is enough: the secret is being rolled
    number = invoice(client)
    event = paid(client, stripe, number)
    header = signature(event).replace("v1=", f"v1={'0' * 64},v1=")
    assert tell(client, event, header).text == "paid\n"


@pytest.mark.expect_log(r"stripe: event .*: (mismatch|unknown)")
@pytest.mark.parametrize("changes", [
    {"amount_total": 1}, {"amount_total": 0}, {"amount_total": -5},
    {"currency": "usd"}, {"currency": None},
    {"metadata": {"invoice": "HP-100001"}}, {"id": "cs_test_nobody"}])
def test_what_differs_from_what_was_begun_changes_nothing(client, stripe, db,
                                                          changes):
    number = invoice(client)
    event = paid(client, stripe, number, **changes)
    answer = tell(client, event)
    assert answer.text in ("mismatch\n", "unknown\n")
    assert of(db, number, "status") == "unpaid"
    assert db.one("SELECT COUNT(*) FROM payment WHERE invoice_id = "
                  f"{number}") == "0"
    name = json.loads(event)["id"]
    assert db.one("SELECT body FROM gateway_event WHERE event = "
                  f"'{name}'") == event                 # kept as it came


def test_money_that_takes_its_time(client, stripe, db):
    number = invoice(client)
    event = paid(client, stripe, number, payment_status="unpaid")
    assert tell(client, event).text == "pending\n"
    assert of(db, number, "status") == "payment-pending"
    failed = stripe.event("checkout.session.async_payment_failed",
                          stripe.last())
    assert tell(client, failed).text == "failed\n"
    assert of(db, number, "status") == "unpaid"
    event = stripe.event("checkout.session.async_payment_succeeded",
                         stripe.last())
    assert tell(client, event).text == "paid\n"
    assert of(db, number, "status") == "paid"


def test_a_refund_is_a_credit_note(client, stripe, db):
    number = invoice(client)
    tell(client, paid(client, stripe, number))
    total = int(of(db, number, "total"))
    charge = {"id": "ch_1", "payment_intent": stripe.last()["payment_intent"],
              "currency": "eur", "amount": total}
    first = stripe.event("charge.refunded", {**charge,
                                             "amount_refunded": 100})
    assert tell(client, first).text == "refunded\n"
    assert of(db, number, "status") == "paid"
    again = stripe.event("charge.refunded", {**charge,
                                             "amount_refunded": 100})
    assert tell(client, again).text == "known\n"
    rest = stripe.event("charge.refunded", {**charge,
                                            "amount_refunded": total})
    assert tell(client, rest).text == "refunded\n"
    assert of(db, number, "status") == "refunded"
    notes = db.sql("SELECT id, total, status, number FROM invoice WHERE "
                   f"corrects_id = {number} ORDER BY id")
    assert [int(n[1]) for n in notes] == [-100, 100 - total]
    page = client.get(f"/invoices/{notes[0][0]}")
    assert is_clean(page) and notes[0][3] in page.text
    assert of(db, number, "number") in page.text
    too_much = stripe.event("charge.refunded", {
        **charge, "amount_refunded": total + 1})
    assert tell(client, too_much).text in ("mismatch\n", "refused\n")


test_a_refund_is_a_credit_note = pytest.mark.expect_log(
    r"stripe: event .*: (mismatch|refused)")(test_a_refund_is_a_credit_note)


def test_a_dispute_makes_an_invoice_due_again(client, stripe, db):
    number = invoice(client)
    tell(client, paid(client, stripe, number))
    dispute = {"id": "dp_1", "currency": "eur",
               "payment_intent": stripe.last()["payment_intent"],
               "amount": int(of(db, number, "total"))}
    event = stripe.event("charge.dispute.funds_withdrawn", dispute)
    assert tell(client, event).text == "disputed\n"
    assert of(db, number, "status") == "collections"
    event = stripe.event("charge.dispute.funds_reinstated", dispute)
    assert tell(client, event).text == "reinstated\n"
    assert of(db, number, "status") == "paid"
    assert db.one("SELECT COUNT(*) FROM event WHERE kind = 'invoice.paid' "
                  f"AND subject_id = {number}") == "1"


def test_other_events_are_kept_and_no_more(client, stripe, db):
    event = stripe.event("customer.created", {"id": "cus_1"})
    assert tell(client, event).text == "ignored\n"


def test_paid_twice_is_credit_that_pays_the_next(client, stripe, db, ctl):
    number = invoice(client)
    total = int(of(db, number, "total"))
    done = ctl("invoice", "mark-paid", "--invoice", of(db, number, "number"),
               "--amount", str(total + 500), "--reference", f"T-{number}")
    assert done.returncode == 0, done.stderr
    assert of(db, number, "status") == "paid"
    assert db.one("SELECT amount FROM account_credit WHERE account_id = "
                  f"{ACCOUNT}") == "500"
    # the same transfer entered twice
    again = ctl("invoice", "mark-paid", "--invoice", of(db, number, "number"),
                "--amount", str(total + 500), "--reference", f"T-{number}")
    assert again.returncode == 0 and "already" in again.stdout
    # late: the invoice is paid
    late = ctl("invoice", "mark-paid", "--invoice", of(db, number, "number"),
               "--amount", "70", "--reference", f"T-{number}-late")
    assert late.returncode == 0, late.stderr
    assert db.one("SELECT amount FROM account_credit WHERE account_id = "
                  f"{ACCOUNT}") == "570"
    more = invoice(client)
    page = client.get(f"/invoices/{more}")
    assert "You have a credit of €5.70" in page.text
    answer = client.post(f"/invoices/{more}/credit")
    assert answer.location == f"/dashboard/invoices/{more}"
    assert db.one("SELECT amount FROM account_credit WHERE account_id = "
                  f"{ACCOUNT}") == "0"
    assert of(db, more, "status") == "unpaid"
    session = begun(client, stripe, more)
    assert session["amount_total"] == int(of(db, more, "total")) - 570
    tell(client, stripe.event("checkout.session.completed", session))
    assert of(db, more, "status") == "paid"
    # nothing is left to use
    third = invoice(client)
    client.post(f"/invoices/{third}/credit")
    assert of(db, third, "status") == "unpaid"


def test_underpaid_stays_due(client, db, ctl):
    number = invoice(client)
    done = ctl("invoice", "mark-paid", "--invoice", of(db, number, "number"),
               "--amount", "100", "--reference", f"U-{number}")
    assert done.returncode == 0 and of(db, number, "status") == "unpaid"
    balance = client.xml(f"/invoices/{number}").sections()["invoice"][0]
    assert int(balance.get("balance")) == int(of(db, number, "total")) - 100


def test_staff_refunds_to_credit(client, db, ctl):
    number = invoice(client)
    name, total = of(db, number, "number"), of(db, number, "total")
    assert ctl("invoice", "refund", "--invoice", name, "--amount", "1",
               "--to-credit").returncode == 1               # nothing paid yet
    assert ctl("invoice", "mark-paid", "--invoice", name).returncode == 0
    assert of(db, number, "status") == "paid"
    before = int(db.one("SELECT COALESCE(SUM(amount), 0) FROM account_credit "
                        f"WHERE account_id = {ACCOUNT}"))
    done = ctl("invoice", "refund", "--invoice", name, "--to-credit")
    assert done.returncode == 0 and "CN-" in done.stdout
    assert of(db, number, "status") == "refunded"
    assert db.one("SELECT amount FROM account_credit WHERE account_id = "
                  f"{ACCOUNT}") == str(before + int(total))
    assert ctl("invoice", "refund", "--invoice", name,
               "--to-credit").returncode == 1
    shown = ctl("invoice", "show", "--invoice", name, "--format=xml")
    assert etree.fromstring(shown.stdout.encode()) is not None
    listed = ctl("invoice", "list", "--account", str(ACCOUNT))
    assert name in listed.stdout
    assert ctl("invoice", "show", "--invoice", "HP-0").returncode == 1


def test_begun_twice_it_is_the_same_session(client, stripe, db):
    number = invoice(client)
    assert begun(client, stripe, number)["id"] \
        == begun(client, stripe, number)["id"]
    assert db.one("SELECT COUNT(*) FROM payment_attempt WHERE invoice_id = "
                  f"{number}") == "1"


@pytest.mark.expect_log(r"127\.0\.0\.1|no session")
@pytest.mark.parametrize("answer", [
    (500, {"error": {"message": "oops"}}), (200, {}), (200, []),
    (402, {"error": "text"}),
    (200, {"id": "cs_1", "url": "https://evil.example/c/pay"}),
    (302, {"id": "cs_1"})])
def test_a_gateway_that_fails_is_told_of(client, stripe, db, answer):
    number = invoice(client)
    stripe.answer = answer
    back = begin(client, number)
    assert back.location == f"/dashboard/invoices/{number}"
    assert "Nothing was paid" in client.get(f"/invoices/{number}").text
    assert of(db, number, "status") == "unpaid"


def test_no_connection_is_held_while_the_gateway_thinks(client, stripe, db):
    number, stripe.wait = invoice(client), threading.Event()
    thread = threading.Thread(target=begin, args=(client, number))
    thread.start()
    while not stripe.asked or number not in stripe.asked[-1][2]:
        if not thread.is_alive():
            break
        time.sleep(0.01)
    busy = db.sql("SELECT trx_id FROM information_schema.innodb_trx")
    sleeping = [r for r in db.sql("SHOW PROCESSLIST") if r[4] == "Query"
                and "PROCESSLIST" not in (r[7] or "")]
    stripe.wait.set()
    thread.join(30)
    assert busy == [] and sleeping == []


def test_what_is_anothers_is_not_paid(client, stripe, db, httpd):
    number = invoice(client)
    other = shop.shopper(httpd, "other")
    assert begin(other, number).status == 404
    assert other.post(f"/invoices/{number}/credit").status == 404
    assert client.post(f"/invoices/{number}/pay",
                       {"gateway": "nothing"}).status == 404
    assert tell(client, "{}").status in (400,)
    assert client.request("POST", "/gateways/nothing", "{}", {},
                          {}).status == 404
    assert client.get("/gateways/stripe").status in (404, 405)


test_what_is_anothers_is_not_paid = pytest.mark.expect_log(
    r"stripe: it")(test_what_is_anothers_is_not_paid)


def test_a_body_that_is_too_long_is_refused(client):
    assert tell(client, "x" * 70000).status == 413


def test_chance_moves_money_and_everything_adds_up(client, stripe, db, ctl):
    """Movements of all kinds in random order, on a few invoices."""
    chance = random.Random(20261127)
    numbers = [invoice(client) for _ in range(4)]
    sessions = {}
    for step in range(40):
        number = chance.choice(numbers)
        name = of(db, number, "number")
        what = chance.randrange(6)
        amount = str(chance.choice((1, 99, 2500, 20000)))
        if what == 0:
            ctl("invoice", "mark-paid", "--invoice", name, "--amount", amount,
                "--reference", f"C-{step}")
        elif what == 1:
            client.post(f"/invoices/{number}/credit")
        elif what == 2:
            ctl("invoice", "refund", "--invoice", name, "--amount", amount,
                "--to-credit")
        elif what == 3:
            ctl("invoice", "refund", "--invoice", name, "--amount", amount)
        elif begin(client, number).location.startswith(stripe.origin):
            sessions[number] = stripe.last()
            event = stripe.event("checkout.session.completed",
                                 sessions[number])
            if chance.random() < 0.5:
                tell(client, event)
        elif number in sessions:
            tell(client, stripe.event("charge.dispute.funds_withdrawn", {
                "id": f"dp_{step}", "currency": "eur", "amount": chance.choice(
                    (1, sessions[number]["amount_total"])),
                "payment_intent": sessions[number]["payment_intent"]}))
        is_balanced(db)


test_chance_moves_money_and_everything_adds_up = pytest.mark.expect_log(
    r"stripe: event", optional=True)(
        test_chance_moves_money_and_everything_adds_up)
