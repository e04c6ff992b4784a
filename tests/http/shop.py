# SPDX-License-Identifier: Apache-2.0
"""Shopping as a browser does it: what is due into the cart, and ordered."""
from client import Client
from forms import loaded

ACCOUNT = 1001


def lines(client):
    """The cart's lines by what they are about."""
    return client.xml("/cart").sections()["cart"].findall("cart-line")


def total(client):
    found = client.xml("/cart").sections()["cart-sum"].find("sum")
    return None if found is None else int(found.get("total"))


def due(client):
    """What can be renewed: (kind, id)."""
    return [(r.get("kind"), r.get("id"))
            for r in client.xml("/renewals").sections()["renewals"]
            if not r.get("invoice")]


def add(client, kind, what, quantity=1):
    return client.post("/cart", {"kind": f"renew-{kind}", "id": what,
                                 "quantity": str(quantity)})


def empty(client):
    for line in lines(client):
        assert client.post(f"/cart/{line.get('id')}/remove").status == 303


def form(client):
    """The checkout as it is shown now, its terms accepted."""
    fields = loaded(client, "/checkout")
    if "accept" in fields or client.xml("/checkout").xml.xpath(
            "//field[@name = 'accept']"):
        fields["accept"] = "1"
    return fields


def place(client, fields=None):
    return client.post("/checkout", fields or form(client))


def shopper(httpd, user="demo"):
    client = Client(httpd.port)
    assert client.sign_in(user).status == 303
    return client


def is_sound(db):
    """What must hold of the money of everybody, whatever happened."""
    assert db.sql("SELECT i.id FROM invoice i LEFT JOIN invoice_line l ON "
                  "l.invoice_id = i.id GROUP BY i.id HAVING MAX(i.net) + MAX(i.tax) "
                  "<> MAX(i.total) OR COALESCE(SUM(l.amount), 0) <> MAX(i.net) "
                  "OR COALESCE(SUM(l.tax), 0) <> MAX(i.tax)") == []
    numbers = [int(n) for n, in db.sql(
        "SELECT SUBSTRING(number, 4) FROM invoice WHERE number LIKE 'HP-%' "
        "ORDER BY 0 + SUBSTRING(number, 4)")]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert db.one("SELECT next_value FROM number_sequence WHERE name = "
                  "'invoice'") == str(numbers[-1] + 1)
    orders = [int(n) for n, in db.sql(
        "SELECT SUBSTRING(number, 3) FROM customer_order ORDER BY "
        "0 + SUBSTRING(number, 3)")]
    assert orders == list(range(1, len(orders) + 1))
    assert db.one("SELECT COUNT(*) FROM invoice WHERE status = 'draft' AND "
                  "id IN (SELECT invoice_id FROM customer_order)") == "0"
    return True
