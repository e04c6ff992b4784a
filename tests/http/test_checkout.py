# SPDX-License-Identifier: Apache-2.0
"""The checkout: of a cart one order and one invoice, at the prices that were
shown, whatever is pressed, changed or tampered with."""
import secrets
import threading

import pytest

import shop
from pages import is_clean
from shop import ACCOUNT, add, due, empty, form, is_sound, lines, place


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
def client(owner, db):
    empty(owner)
    yield owner
    assert is_sound(db)


def count(db, table="customer_order", where="1"):
    return int(db.one(f"SELECT COUNT(*) FROM {table} WHERE {where}"))


def something(client):
    """A line in the cart."""
    assert client.post("/order/6", {"cycle": "annually"}).status == 303


def test_an_order_makes_an_invoice_and_empties_the_cart(client, db):
    kind, what = next(d for d in due(client) if d[0] == "service")
    assert add(client, kind, what, 2).status == 303
    assert client.post("/order/8", {"cycle": "monthly",
                                    "domain": "a.example"}).status == 303
    shown = client.xml("/cart").sections()["cart-sum"].find("sum")
    page = client.get("/checkout")
    assert is_clean(page) and db.one(f"SELECT last_name FROM account "
                                       f"WHERE id = {ACCOUNT}") in page.text
    answer = place(client)
    assert answer.status == 303
    invoice = answer.location.rsplit("/", 1)[1]
    assert lines(client) == []
    row, = db.sql("SELECT status, net, tax, total, currency, due_on = "
                  "issued_on + INTERVAL 14 DAY, number FROM invoice WHERE "
                  f"id = {invoice}")
    assert row[:4] == ["unpaid", shown.get("net"), shown.get("tax"),
                       shown.get("total")]
    assert row[4:6] == ["EUR", "1"]
    rows = db.sql("SELECT service_id, quantity, period_from IS NULL FROM "
                  f"invoice_line WHERE invoice_id = {invoice} ORDER BY id")
    assert rows[0] == [what, "2", "0"]
    service = rows[1][0]
    assert [r[2] for r in rows] == ["0", "1", "1"]      # VPS L, its set-up
    assert db.sql("SELECT status, name, domain, account_id FROM service "
                  f"WHERE id = {service}") \
        == [["pending", "VPS L", "a.example", str(ACCOUNT)]]
    order, = db.sql("SELECT id, status, account_id FROM customer_order WHERE "
                    f"invoice_id = {invoice}")
    assert order[1:] == ["pending", str(ACCOUNT)]
    assert db.one("SELECT order_id FROM service WHERE id = "
                  f"{service}") == order[0]
    assert db.one("SELECT company FROM invoice_party WHERE invoice_id = "
                  f"{invoice}") == db.one(
        f"SELECT company FROM account WHERE id = {ACCOUNT}")
    assert count(db, "event", f"kind = 'order.placed' AND subject_id = "
                              f"{order[0]}") == 1
    assert count(db, "audit", "action = 'order-placed'") >= 1
    page = client.get(f"/invoices/{invoice}")
    assert page.status == 200 and row[6] in page.text
    renewal = next(r for r in client.xml("/renewals").sections()["renewals"]
                   if r.get("id") == what and r.get("kind") == kind)
    assert renewal.get("invoice") == invoice


def test_pressed_twice_it_orders_once(client, db):
    something(client)
    fields = form(client)
    before = count(db)
    first, second = place(client, fields), place(client, fields)
    assert first.location == second.location
    assert count(db) == before + 1


def test_pressed_by_twenty_at_once_it_orders_once(client, db, httpd):
    something(client)
    fields, before = form(client), count(db)
    csrf, answers = client.csrf(), []

    def press():
        answers.append(client.post("/checkout", fields, csrf=csrf))
    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {a.status for a in answers} == {303}
    assert len({a.location for a in answers}) == 1
    assert count(db) == before + 1


def test_with_other_keys_the_same_cart_is_ordered_once(client, db):
    something(client)
    first, second = form(client), form(client)
    assert first["once"] != second["once"]
    before = count(db)
    assert "/invoices/" in place(client, first).location
    assert place(client, second).location == "/dashboard/cart"
    assert count(db) == before + 1


def test_a_renewal_that_two_members_order_is_ordered_once(client, db, httpd):
    kind, what = next(d for d in due(client) if d[0] == "domain")
    db.sql("INSERT INTO membership (user_id, account_id, permissions) SELECT "
           "u.id, 1001, 'orders,services,domains,invoices' FROM user u WHERE "
           "u.email = 'empty@example.com'")
    other = shop.shopper(httpd, "empty")
    assert other.post("/accounts", {"account": str(ACCOUNT)}).status == 303
    for browser in (client, other):
        assert add(browser, kind, what).status == 303
    forms = [form(client), form(other)]
    before = count(db)
    assert "/invoices/" in place(client, forms[0]).location
    answer = place(other, forms[1])
    assert count(db) == before + 1
    assert answer.status in (303, 422)
    assert lines(other)[0].get("problem") == "invoiced"


def test_a_price_that_changed_is_shown_again_before_it_is_ordered(client, db):
    something(client)
    fields, before = form(client), count(db)
    db.sql("UPDATE product_price SET amount = amount + 100 WHERE "
           "product_id = 6")
    answer = place(client, fields)
    assert answer.status == 422 and "Something has changed" in answer.text
    assert is_clean(answer) and count(db) == before
    again = form(client)
    assert again["quote"] != fields["quote"]
    assert "/invoices/" in place(client, again).location
    assert count(db) == before + 1


def test_a_product_that_is_withdrawn_meanwhile_is_not_ordered(client, db):
    something(client)
    fields, before = form(client), count(db)
    db.sql("UPDATE product SET offered = 0 WHERE id = 6")
    answer = place(client, fields)
    db.sql("UPDATE product SET offered = 1 WHERE id = 6")
    assert answer.status in (303, 422) and count(db) == before
    assert "/invoices/" not in (answer.location or "")


def test_new_terms_must_be_accepted(client, db):
    something(client)
    fields, before = form(client), count(db)
    db.sql("INSERT INTO terms (version, published_on, link) VALUES "
           "('zz-1', UTC_DATE(), 'https://terms.example/1')")
    try:
        answer = place(client, fields)
        assert answer.status == 422 and count(db) == before
        assert "https://terms.example/1" in client.get("/checkout").text
        fields = form(client)
        unticked = {k: v for k, v in fields.items() if k != "accept"}
        assert place(client, unticked).status == 422
        assert count(db) == before
        assert "/invoices/" in place(client, fields).location
        assert db.one("SELECT terms FROM customer_order ORDER BY id DESC "
                      "LIMIT 1") == "zz-1"
    finally:
        db.sql("DELETE FROM terms WHERE version = 'zz-1'")


@pytest.mark.parametrize("tampered", [
    {"quote": "0" * 64}, {"quote": ""}, {"once": ""}, {"once": "x"},
    {"once": "'; DROP TABLE invoice; -- ------------------"}])
def test_a_tampered_checkout_orders_nothing(client, db, tampered):
    something(client)
    before = count(db)
    answer = place(client, {**form(client), **tampered})
    assert answer.status == 422 and is_clean(answer)
    assert count(db) == before and len(lines(client)) == 1


def test_further_fields_change_nothing(client, db):
    something(client)
    before = db.one("SELECT total FROM invoice WHERE id = 4001")
    more = {"total": "1", "amount": "1", "price": "0", "account": "1002",
            "account_id": "1002", "status": "paid", "currency": "JPY",
            "invoice": "4001", "discount": "100", "user": "1"}
    shown = shop.total(client)
    answer = place(client, {**form(client), **more})
    invoice = answer.location.rsplit("/", 1)[1]
    assert db.sql("SELECT account_id, total, status, currency FROM invoice "
                  f"WHERE id = {invoice}") \
        == [[str(ACCOUNT), str(shown), "unpaid", "EUR"]]
    assert db.one("SELECT total FROM invoice WHERE id = 4001") == before


def test_anothers_key_tells_nothing(client, db, httpd):
    something(client)
    fields = form(client)
    assert place(client, fields).status == 303
    other = shop.shopper(httpd, "other")
    assert other.post("/order/6", {"cycle": "annually"}).status == 303
    mine = form(other)
    answer = place(other, {**mine, "once": fields["once"]})
    assert answer.status == 303
    invoice = answer.location.rsplit("/", 1)[1]
    assert db.one(f"SELECT account_id FROM invoice WHERE id = {invoice}") \
        != str(ACCOUNT)


def test_a_business_abroad_with_a_tax_id_owes_the_tax_itself(client, db):
    kept = db.sql("SELECT country, tax_id, company FROM account WHERE id = "
                  f"{ACCOUNT}")[0]
    db.sql("UPDATE account SET country = 'PL', tax_id = 'PL7251801126', "
           f"company = 'Firma' WHERE id = {ACCOUNT}")
    something(client)
    found = client.xml("/cart").sections()["cart-sum"].find("sum")
    assert found.get("reverse-charge") == "1" and found.get("tax") == "0"
    assert "Reverse charge" in client.get("/checkout").text
    invoice = place(client).location.rsplit("/", 1)[1]
    assert db.sql("SELECT reverse_charge, tax FROM invoice WHERE id = "
                  f"{invoice}") == [["1", "0"]]
    for change, rate in (("tax_id = NULL", "23.00"),
                         ("tax_id = 'PL123'", "23.00"),
                         ("tax_id = 'PL7251801126', company = NULL",
                          "23.00"),
                         ("company = 'Firma', country = 'IE', tax_id = "
                          "'IE6388047V'", "23.00"),
                         ("country = 'DE', tax_id = NULL", "19.00")):
        db.sql(f"UPDATE account SET {change} WHERE id = {ACCOUNT}")
        something(client)
        found = client.xml("/cart").sections()["cart-sum"].find("sum")
        assert found.get("reverse-charge") is None, change
        assert found.get("tax-rate") == rate, change
    empty(client)
    db.sql("UPDATE account SET country = '{}', tax_id = {}, company = {} "
           "WHERE id = {}".format(kept[0], *(
               "NULL" if k in ("NULL", None) else f"'{k}'"
               for k in kept[1:]), ACCOUNT))


def test_what_costs_nothing_is_paid_at_once(client, db):
    db.sql("UPDATE product_price SET amount = 0 WHERE product_id = 9 AND "
           "cycle = 'monthly'")
    assert client.post("/order/9", {"cycle": "monthly"}).status == 303
    invoice = place(client).location.rsplit("/", 1)[1]
    assert db.sql("SELECT status, total FROM invoice WHERE id = "
                  f"{invoice}") == [["paid", "0"]]
    assert count(db, "event", "kind = 'order.paid'") == 1


def test_a_sum_that_is_too_big_is_refused(client, db):
    db.sql("UPDATE product_price SET amount = 9223372036854775000 WHERE "
           "product_id = 9 AND cycle = 'annually'")
    assert client.post("/order/9", {"cycle": "annually"}).status == 303
    assert client.post("/order/9", {"cycle": "annually"}).status == 303
    before = count(db)
    page = client.get("/cart")
    db.sql("UPDATE product_price SET amount = 1990 WHERE product_id = 9 AND "
           "cycle = 'annually'")
    assert page.status == 500
    assert count(db) == before
    empty(client)


def test_keys_are_of_the_page_and_never_the_same(client):
    something(client)
    keys = {form(client)["once"] for _ in range(5)}
    assert len(keys) == 5 and all(len(k) == 43 for k in keys)
    assert secrets.token_urlsafe(32) not in keys
