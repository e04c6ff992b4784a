# SPDX-License-Identifier: Apache-2.0
"""Domains from the search into the cart: registered, or transferred with
their auth code."""
import urllib.parse

import pytest

import shop
from pages import is_clean
from shop import empty, lines, place

CODE = "Zq7!auth-Code"


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


@pytest.fixture(scope="module")
def tld(db):
    """An ending that is sold."""
    return db.one("SELECT t.name FROM tld t JOIN tld_price p ON p.tld_id = "
                  "t.id WHERE p.currency = 'EUR' AND t.offered = 1 "
                  "ORDER BY t.id LIMIT 1")


def search(client, name, how="register"):
    return client.get("/domains/search?" + urllib.parse.urlencode(
        {"name": name, "how": how}))


def buttons(page):
    """The names that the search puts into the cart."""
    return page.html.xpath("//form[input[@name='kind']]"
                           "/input[@name='name']/@value")


def test_a_free_name_goes_into_the_cart(client, tld, db):
    page = search(client, "Zq Free Name")
    assert is_clean(page)
    assert f"zqfreename.{tld}" in buttons(page)
    answer = client.post("/cart", {"kind": "register",
                                   "name": f"zqfreename.{tld}"})
    assert answer.location == "/dashboard/cart"
    line, = lines(client)
    assert (line.get("kind"), line.get("name")) == ("register",
                                                    f"zqfreename.{tld}")
    assert line.get("amount") == db.one(
        "SELECT p.register FROM tld_price p JOIN tld t ON t.id = p.tld_id "
        f"WHERE t.name = '{tld}' AND p.currency = 'EUR'")


def test_the_same_name_is_in_it_once(client, tld):
    for _ in range(2):
        client.post("/cart", {"kind": "register", "name": f"zqonce.{tld}"})
    client.post("/cart", {"kind": "register", "name": f"ZQOnce.{tld}"})
    assert len(lines(client)) == 1


def test_a_name_of_other_letters_is_found_by_both_its_forms(client, tld):
    page = search(client, f"Bücher-zq.{tld}")
    assert f"bücher-zq.{tld}" in page.text
    assert f"xn--bcher-zq-65a.{tld}" in buttons(page)
    client.post("/cart", {"kind": "register", "name": f"bücher-zq.{tld}"})
    line, = lines(client)
    assert line.get("name") == f"xn--bcher-zq-65a.{tld}"


def test_what_somebody_has_is_only_transferred(client, db):
    taken = db.one("SELECT d.name FROM domain d JOIN tld t ON t.id = d.tld_id "
                   "JOIN tld_price p ON p.tld_id = t.id AND p.currency = 'EUR'"
                   " WHERE d.status = 'active' AND t.offered = 1 LIMIT 1")
    assert taken not in buttons(search(client, taken))
    page = search(client, taken, "transfer")
    assert buttons(page) == []
    links = page.html.xpath("//a[contains(@href, '/domains/transfer')]/@href")
    assert any(link.endswith(f"?name={taken}") for link in links)


@pytest.mark.parametrize("name", ["", "zq", "-zq.com", "zq.no-such-ending",
                                  "a b.com", "zq.com/x"])
def test_what_is_not_sold_is_no_button(name, client):
    answer = client.post("/cart", {"kind": "register", "name": name})
    assert answer.status in (404, 422)
    assert lines(client) == []


def test_a_transfer_keeps_its_code_encrypted(client, tld, db):
    name = f"zq-move.{tld}"
    page = client.get(f"/domains/transfer?name={name}")
    assert is_clean(page)
    assert page.html.xpath("//input[@name='domain']/@value") == [name]
    answer = client.post("/domains/transfer", {"domain": f"www.{name}",
                                               "auth-code": CODE})
    assert answer.location == "/dashboard/cart"
    line, = lines(client)
    assert (line.get("kind"), line.get("name")) == ("transfer", name)
    kept = db.one("SELECT auth_code FROM cart_line WHERE name = "
                  f"'{name}'")
    assert kept and CODE not in kept


@pytest.mark.parametrize("fields, field, error", [
    ({"domain": "", "auth-code": CODE}, "domain", "required"),
    ({"domain": "zq", "auth-code": CODE}, "domain", "tld-not-sold"),
    ({"domain": "zq.nowhere", "auth-code": CODE}, "domain", "tld-not-sold"),
    ({"domain": "-zq.com", "auth-code": CODE}, "domain", "domain-hyphen"),
    ({"domain": "zq.com", "auth-code": ""}, "auth-code", "required"),
    ({"domain": "zq.com", "auth-code": "a b c d"}, "auth-code", "auth-code"),
    ({"domain": "zq.com", "auth-code": "abc"}, "auth-code", "auth-code")])
def test_what_is_wrong_with_a_transfer_is_told(fields, field, error, client):
    answer = client.post("/domains/transfer?format=xml", fields)
    assert answer.status == 422
    found = answer.xml.xpath(f"//field[@name = '{field}']/@error")
    assert found == [error]
    assert lines(client) == []
    assert CODE not in answer.text               # a secret isn't shown again


def test_staff_opens_the_code_with_the_key_of_the_server(client, tld, db,
                                                         httpd, tmp_path):
    name = f"zq-ordered.{tld}"
    client.post("/domains/transfer", {"domain": name, "auth-code": CODE})
    assert place(client).status == 303
    order = db.one("SELECT o.number FROM customer_order o JOIN domain d ON "
                   f"d.order_id = o.id WHERE d.name = '{name}'")
    status = f"SELECT status FROM domain WHERE name = '{name}'"
    assert db.one(status) == "pending-transfer"

    def codes(key):
        return db.setup.run_ctl("order", "auth-codes", "--order", order,
                                "--secret-key", str(key), *db.ctl_options())
    done = codes(httpd.state / "secret.key")
    assert (done.returncode, done.stdout) == (0, f"{name} {CODE}\n")
    other = tmp_path / "key"
    other.write_bytes(b"x" * 32)
    done = codes(other)
    assert done.returncode == 1 and CODE not in done.stdout
    assert "sealed with another key" in done.stderr
    assert "no such file" in codes(tmp_path / "none").stderr.lower()
    done = db.setup.run_ctl("order", "accept", "--order", order, "--force",
                            *db.ctl_options())
    assert done.returncode == 0, done.stderr
    assert db.one(status) == "active"
    assert db.one("SELECT auth_code FROM domain WHERE name = "
                  f"'{name}'") == "NULL"


def test_without_a_key_no_code_is_asked_for(private, tld, db):
    text = private[1]("keyless", ready=False)
    text.stop()
    text.conf.write_text("".join(
        line for line in text.conf.read_text().splitlines(True)
        if "CustDashSecretKey" not in line))
    httpd = text.start()
    client = shop.shopper(httpd, "empty")
    page = client.get("/domains/transfer")
    assert not page.html.xpath("//input[@name='auth-code']")
    answer = client.post("/domains/transfer", {"domain": f"zq-less.{tld}"})
    assert answer.location == "/dashboard/cart"


def test_a_member_without_orders_has_no_buttons(httpd, tld):
    member = shop.shopper(httpd, "member")
    page = search(member, "zqmember")
    assert page.status == 200 and buttons(page) == []
    assert not page.html.xpath("//a[contains(@href, '/domains/transfer')]")
    answer = member.post("/cart", {"kind": "register",
                                   "name": f"zqmember.{tld}"})
    assert answer.status == 403
