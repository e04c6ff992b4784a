# SPDX-License-Identifier: Apache-2.0
"""The cart: renewals and new services, what they cost, and what can't be
ordered."""
import pytest

import shop
from client import Client
from pages import is_clean
from shop import ACCOUNT, add, due, empty, lines, total


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd")


@pytest.fixture(scope="module")
def owner(httpd):
    return shop.shopper(httpd)


@pytest.fixture
def client(owner):
    empty(owner)
    yield owner
    empty(owner)


def test_an_empty_cart_says_so_and_leads_on(client):
    page = client.get("/cart")
    assert "Your cart is empty" in page.text and is_clean(page)
    assert client.get("/checkout").location == "/dashboard/cart"


def test_what_is_due_goes_into_the_cart_for_one_term_or_several(client, db):
    kind, what = next(d for d in due(client) if d[0] == "service")
    answer = add(client, kind, what, 2)
    assert answer.location == "/dashboard/renewals"
    line, = lines(client)
    assert line.get("service") == what and line.get("quantity") == "2"
    assert line.get("amount") == db.one(
        f"SELECT 2 * amount FROM service WHERE id = {what}")
    mark = client.xml("/renewals").sections()["cart"].find("in-cart")
    assert (mark.get("id"), mark.get("quantity")) == (what, "2")
    assert "Checkout" in client.get("/renewals").text


def test_the_same_renewal_is_in_the_cart_once(client):
    kind, what = due(client)[0]
    for quantity in (1, 3):
        assert add(client, kind, what, quantity).status == 303
    line, = lines(client)
    assert line.get("quantity") == "3"


def test_everything_that_is_due_goes_in_at_once(client):
    wanted = due(client)
    assert len(wanted) > 1
    assert client.post("/cart", {"kind": "due"}).location == "/dashboard/cart"
    found = {("service", l.get("service")) if l.get("service")
             else ("domain", l.get("domain")) for l in lines(client)}
    assert found == set(wanted)
    assert client.post("/cart", {"kind": "due"}).status == 303
    assert len(lines(client)) == len(wanted)


def test_the_sum_is_that_of_the_lines_with_their_tax(client, db):
    assert client.post("/cart", {"kind": "due"}).status == 303
    rate = float(db.one("SELECT rate FROM tax_rule t JOIN account a ON "
                        f"a.country = t.country WHERE a.id = {ACCOUNT}"))
    net = tax = 0
    for line in lines(client):
        for price in line.get("amount"), line.get("extra"):
            if price:
                net += int(price)
                tax += int(int(price) * rate / 100 + 0.5)
    found = client.xml("/cart").sections()["cart-sum"].find("sum")
    assert int(found.get("net")) == net
    assert int(found.get("tax")) == tax
    assert int(found.get("total")) == net + tax


def test_a_line_is_changed_and_taken_out(client):
    kind, what = next(d for d in due(client) if d[0] == "domain")
    assert add(client, kind, what).status == 303
    line, = lines(client)
    before = total(client)
    path = f"/cart/{line.get('id')}"
    assert client.post(path + "/change", {"quantity": "3"}).status == 303
    assert total(client) > before
    assert client.post(path + "/remove").status == 303
    assert lines(client) == []
    assert client.post(path + "/remove").status == 404


@pytest.mark.parametrize("quantity", ["0", "-1", "11", "1.5", "999", "x",
                                      "99999999999999999999"])
def test_an_odd_quantity_is_refused(client, quantity):
    kind, what = due(client)[0]
    assert add(client, kind, what, quantity).status == 422
    assert add(client, kind, what).status == 303
    line, = lines(client)
    path = f"/cart/{line.get('id')}/change"
    assert client.post(path, {"quantity": quantity}).status == 422
    assert lines(client)[0].get("quantity") == "1"


def test_what_is_anothers_or_not_there_is_not_found(client, db):
    foreign = db.one("SELECT id FROM service WHERE account_id <> "
                     f"{ACCOUNT} AND status = 'active' LIMIT 1")
    domain = db.one("SELECT id FROM domain WHERE account_id <> "
                    f"{ACCOUNT} AND status = 'active' LIMIT 1")
    outside = db.one("SELECT id FROM domain WHERE account_id = "
                     f"{ACCOUNT} AND ours = 0 LIMIT 1")
    for kind, what in (("service", foreign), ("domain", domain),
                       ("domain", outside), ("service", "99999999"),
                       ("service", ""), ("service", "0")):
        assert add(client, kind, what).status == 404, (kind, what)
    assert lines(client) == []


def test_anothers_line_is_not_found(client, httpd, db):
    kind, what = due(client)[0]
    assert add(client, kind, what).status == 303
    line, = lines(client)
    other = shop.shopper(httpd, "empty")
    for path in ("remove", "change"):
        answer = other.post(f"/cart/{line.get('id')}/{path}",
                            {"quantity": "2"})
        assert answer.status == 404
    assert len(lines(client)) == 1


def test_what_is_on_an_invoice_or_early_can_not_be_ordered(client, db):
    invoiced = next(r.get("id") for r in client.xml("/renewals")
                    .sections()["renewals"] if r.get("invoice")
                    and r.get("kind") == "service")
    early = db.one("SELECT id FROM service WHERE account_id = "
                   f"{ACCOUNT} AND status = 'active' AND next_due_on > "
                   "UTC_DATE() + INTERVAL 100 DAY LIMIT 1")
    for what, problem in ((invoiced, "invoiced"), (early, "early")):
        assert add(client, "service", what).status == 303
        line, = lines(client)
        assert line.get("problem") == problem
        page = client.get("/cart")
        assert "Please take it out" in page.text and is_clean(page)
        assert "/dashboard/checkout" not in page.html.xpath("//a/@href")
        assert client.get("/checkout").location == "/dashboard/cart"
        empty(client)


def test_a_product_goes_into_the_cart_at_the_chosen_cycle(client, db):
    page = client.get("/order")
    assert "/dashboard/order/6" in page.html.xpath("//a/@href")
    shown = client.get("/order/6")
    assert is_clean(shown) and "Virtual servers" in client.xml(
        "/order/6").text
    answer = client.post("/order/6", {"cycle": "annually",
                                      "domain": "shop.example.com"})
    assert answer.location == "/dashboard/cart"
    line, = lines(client)
    assert line.get("amount") == db.one(
        "SELECT amount FROM product_price WHERE product_id = 6 AND cycle = "
        "'annually' AND currency = 'EUR'")
    assert line.get("detail") == "shop.example.com"


@pytest.mark.parametrize("fields", [
    {"cycle": "biennially"}, {"cycle": ""}, {"cycle": "annually; DROP"},
    {"cycle": "annually", "domain": "no domain"},
    {"cycle": "annually", "domain": "-x.example"},
    {"cycle": "annually", "domain": "a" * 64 + ".example"}])
def test_an_odd_order_of_a_product_comes_back(client, fields):
    answer = client.post("/order/6", fields)
    assert answer.status == 422 and is_clean(answer)
    assert lines(client) == []


def test_a_product_that_is_not_sold_is_not_found(client):
    for path in ("/order/14", "/order/999999"):
        assert client.get(path).status == 404
        assert client.post(path, {"cycle": "annually"}).status == 404


def test_a_hundred_lines_are_enough(client):
    for _ in range(100):
        assert client.post("/order/6", {"cycle": "monthly"}).status == 303
    answer = client.post("/order/6", {"cycle": "monthly"})
    assert answer.status == 422 and "Your cart is full" in answer.text
    assert len(lines(client)) == 100
    # also by way of what is due
    answer = client.post("/cart", {"kind": "due"})
    assert answer.status == 422 and "Your cart is full" in answer.text


def test_who_may_not_order_has_no_cart(httpd, db):
    reader = shop.shopper(httpd, "member")
    for path in ("/cart", "/checkout", "/order", "/order/6"):
        assert reader.get(path).status == 403, path
    page = reader.get("/renewals")
    if page.status == 200:
        assert "Add to Cart" not in page.text
    assert Client(httpd.port).get("/cart").status == 303


def test_a_narrowed_member_orders_renewals_of_her_scope_only(httpd, db):
    db.sql("UPDATE membership m JOIN user u ON u.id = m.user_id SET "
           "m.permissions = CONCAT(m.permissions, ',orders') WHERE u.email = "
           "'member@example.com'")
    membership = db.one("SELECT m.id FROM membership m JOIN user u ON u.id = "
                        "m.user_id WHERE u.email = 'member@example.com'")
    account = db.one("SELECT account_id FROM membership WHERE id = "
                     f"{membership}")
    scoped = db.one(f"SELECT scoped FROM membership WHERE id = {membership}")
    assert scoped == "1"
    hers = db.one("SELECT service_id FROM membership_service WHERE "
                  f"membership_id = {membership} LIMIT 1")
    other = db.one(f"SELECT id FROM service WHERE account_id = {account} AND "
                   "id NOT IN (SELECT service_id FROM membership_service "
                   f"WHERE membership_id = {membership}) LIMIT 1")
    member = shop.shopper(httpd, "member")
    assert add(member, "service", other).status == 404
    assert add(member, "service", hers).status == 303
    assert [l.get("service") for l in lines(member)] == [hers]
    db.sql("DELETE FROM membership_service WHERE membership_id = "
           f"{membership} AND service_id = {hers}")
    assert lines(member) == []
