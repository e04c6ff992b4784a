# SPDX-License-Identifier: Apache-2.0
"""Banners, shortcuts and the state of the network: whom they are for, what
each makes of them, what is counted."""
import hashlib
import struct
import zlib

import pytest

from client import Client
from pages import is_clean
from servers import wait_until
from statements import logged


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(width=8, height=4):
    rows = b"".join(b"\0" + b"\x33\x50\xd8" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0,
                                         0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]()


@pytest.fixture
def come(httpd, db):
    """Makes browsers that are signed in; there are no banners."""
    db.sql("DELETE FROM banner")
    db.sql("DELETE FROM incident")
    db.sql("UPDATE user SET banners_dismissed = NULL, shortcuts_chosen = NULL")

    def make(name="demo"):
        client = Client(httpd.port)
        if name:
            assert client.sign_in(name).status == 303
        return client
    return make


def banner(db, n, **columns):
    columns = {"id": str(n), "starts_on": "'2020-01-01'",
               "title": f"'B{n}'", **columns}
    db.sql(f"INSERT INTO banner ({', '.join(columns)}) VALUES "
           f"({', '.join(columns.values())})")


def shown(client, section="banner"):
    found = client.xml("/").sections().get(section)
    return [b.get("title") for b in found] if found is not None else []


# ---- banners

@pytest.mark.parametrize("columns, demo, other", [
    ({"has_products": "'2'"}, 1, 0), ({"has_products": "'3,2'"}, 1, 1),
    ({"has_products": "'8'"}, 0, 0), ({"lacks_products": "'2'"}, 0, 1),
    ({"lacks_products": "'2,3'"}, 0, 0), ({"lacks_products": "'8'"}, 1, 1),
    ({"has_products": "'10'", "lacks_products": "'3'"}, 1, 0),
    ({"countries": "'PL'"}, 0, 1), ({"countries": "'DE,PL'"}, 0, 1),
    ({"language": "'pl'"}, 0, 1), ({"language": "'en'"}, 1, 0),
    ({"starts_on": "UTC_DATE() + INTERVAL 2 DAY"}, 0, 0),
    ({"ends_on": "'2020-02-02'"}, 0, 0), ({"state": "'draft'"}, 0, 0),
    ({"state": "'retired'"}, 0, 0), ({"new_days": "30"}, 0, 0),
    ({"new_days": "2000"}, 1, 1), ({}, 1, 1)])
def test_a_banner_is_for_its_audience(come, db, columns, demo, other):
    banner(db, 1, **columns)
    for name, sees in (("demo", demo), ("other", other)):
        client = come(name)
        db.sql("DELETE FROM banner")
        banner(db, 1, **columns)
        assert shown(client) == ["B1"] * sees, name


def test_a_new_customer_is_new_for_so_many_days(come, db):
    client = come("empty")                       # for three days now
    for days, sees in ((2, 0), (3, 1), (30, 1)):
        db.sql("DELETE FROM banner")
        banner(db, 1, new_days=str(days))
        assert shown(client) == ["B1"] * sees


def test_a_service_more_or_less_changes_the_audience(come, db):
    client = come("empty")
    banner(db, 1, has_products="'8'")
    assert shown(client) == []
    db.sql("INSERT INTO service (id, account_id, product_id, name, status, "
           "cycle, amount, currency, next_due_on) VALUES (9900, 1003, 8, 'x',"
           " 'active', 'monthly', 1, 'EUR', '2030-01-01')")
    assert shown(client) == ["B1"]
    db.sql("DELETE FROM service WHERE id = 9900")
    assert shown(client) == []


def test_a_narrowed_member_has_only_what_she_sees(come, db):
    demo, member = come(), come("member")
    hers = db.column("SELECT DISTINCT s.product_id FROM service s JOIN "
                     "membership_service m ON m.service_id = s.id "
                     "WHERE m.membership_id = 705")
    hidden = next(p for p in ("13", "12", "11") if p not in hers)
    banner(db, 1, has_products=f"'{hidden}'")
    assert (shown(demo), shown(member)) == (["B1"], [])
    db.sql(f"UPDATE banner SET has_products = '{hers[0]}'")
    assert (shown(demo), shown(member)) == (["B1"], ["B1"])


def test_one_banner_is_shown_and_stays_all_day(come, db):
    client = come()
    for n in range(1, 6):
        banner(db, n)
    first = shown(client)
    assert len(first) == 1
    assert all(shown(client) == first for _ in range(3))


def test_weight_decides_how_often_one_comes_up(come, db):
    """One of two banners in ten sevenths of all accounts."""
    client = come()
    banner(db, 1, weight="900")
    banner(db, 2, weight="1")
    seen = []
    for n in range(12):
        db.sql(f"UPDATE banner SET id = {100 + n} WHERE title = 'B1'")
        db.sql(f"UPDATE banner SET id = {200 + n} WHERE title = 'B2'")
        seen += shown(client)
    assert seen.count("B1") >= 10


def test_the_first_position_comes_before_weight(come, db):
    client = come()
    banner(db, 1, weight="1000", position="5")
    banner(db, 2, weight="1", position="1")
    banner(db, 3, weight="1000", position="0", has_products="'8'")
    assert shown(client) == ["B2"]


def test_the_top_has_a_banner_of_its_own(come, db):
    client = come()
    banner(db, 1)
    assert client.xml("/").sections().get("banner-top") is None
    banner(db, 2, placement="'top'")
    assert (shown(client), shown(client, "banner-top")) == (["B1"], ["B2"])
    assert is_clean(client.get("/"))


def test_dismissed_is_dismissed_for_me_alone(come, db):
    client, other = come(), come("other")
    banner(db, 1)
    assert shown(client) == shown(other) == ["B1"]
    action, = client.get("/").html.xpath(
        "//*[@data-section='banner']//form/@action")
    assert action == "/dashboard/banners/1/dismiss"
    answer = client.post("/banners/1/dismiss")
    assert (answer.status, answer.location) == (303, "/dashboard/")
    assert shown(client) == []
    assert shown(other) == ["B1"]
    banner(db, 2)
    assert shown(client) == ["B2"]


def test_dismissing_takes_the_token_and_a_post(come, db):
    client = come()
    banner(db, 1)
    assert client.post("/banners/1/dismiss", csrf="x").status == 403
    assert client.get("/banners/1/dismiss").status == 405
    assert client.post("/banners/77/dismiss").status == 303
    assert db.one("SELECT banners_dismissed IS NULL FROM user WHERE "
                  "email = 'demo@example.com'") == "1"
    for n in range(100, 130):
        banner(db, n)
        client.post(f"/banners/{n}/dismiss")
    client.post("/banners/129/dismiss")
    kept = db.one("SELECT banners_dismissed FROM user WHERE "
                  "email = 'demo@example.com'").split(",")
    assert kept == [str(n) for n in range(129, 109, -1)]


def count(db, n):
    row = db.sql("SELECT SUM(views), SUM(clicks) FROM banner_count "
                 f"WHERE banner_id = {n}")[0]
    return tuple(int(x) if x not in (None, "NULL") else 0 for x in row)


def test_views_and_clicks_are_counted_without_a_write_each(come, db):
    client = come()
    banner(db, 501, link="'page:order'")
    for _ in range(7):
        assert client.get("/").status == 200
    for _ in range(2):
        answer = client.get("/banners/501/go")
        assert (answer.status, answer.location) == (303, "/dashboard/order")
    wait_until(lambda: count(db, 501) == (7, 2), 25, "the count")


def test_what_was_counted_is_written_when_the_server_ends(come, db, private):
    httpd = private[1]("ending")
    client = Client(httpd.port)
    client.jar = come().jar
    banner(db, 601)
    assert client.get("/").status == 200
    httpd.stop()
    assert count(db, 601) == (1, 0)


@pytest.mark.parametrize("link, to", [
    ("page:order", "/dashboard/order"), ("https://x.example/a?b=c",) * 2,
    ("javascript:alert(1)", None), ("//x.example/", None), (None, None),
    ("page:nothing", None), ("data:text/html,x", None)])
def test_a_banner_leads_where_the_provider_says(come, db, link, to):
    client = come()
    banner(db, 1, link=f"'{link}'" if link else "NULL")
    answer = client.get("/banners/1/go?to=https://evil.example/")
    assert (answer.status, answer.location) == (303 if to else 404, to)
    assert client.get("/banners/2/go").status == 404


def test_a_picture_is_served_for_good_under_its_hash(come, db):
    client, data = come(), png()
    name = hashlib.sha256(data).hexdigest()[:32]
    db.sql(f"INSERT IGNORE INTO banner_picture (hash, type, width, height, "
           f"content) VALUES ('{name}', 'image/png', 8, 4, 0x{data.hex()})")
    banner(db, 1, picture=f"'{name}'", picture_text="'A harbour'")
    src, = client.get("/").html.xpath("//img[@class='banner-image']/@src")
    assert src == f"/dashboard/banners/picture/{name}"
    answer = Client(client.port).visit(src)      # for anybody
    assert (answer.status, answer.body) == (200, data)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] \
        == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in Client(client.port).visit(
        src + "?lang=pl").headers
    again = client.visit(src, headers={"If-None-Match":
                                       answer.headers["ETag"]})
    assert again.status == 304
    missing = client.get(f"/banners/picture/{'0' * 32}")
    assert missing.status == 404
    assert missing.headers["Cache-Control"] == "no-store"


# ---- shortcuts

def names(client, path="/"):
    return [s.get("name") for s in client.xml(path).sections()["shortcuts"]]


def ids(client):
    return {s.get("name"): s.get("id")
            for s in client.xml("/shortcuts").sections()["shortcuts"]}


def move(client, name, how):
    answer = client.post("/shortcuts", {"shortcut": ids(client)[name],
                                        "move": how})
    assert (answer.status, answer.location) == (303, "/dashboard/shortcuts")


def test_shortcuts_stand_in_ones_own_order(come):
    client = come()
    first = names(client)
    assert len(first) == 4
    move(client, first[3], "up")
    assert names(client) == [first[i] for i in (0, 1, 3, 2)]
    move(client, first[0], "down")
    assert names(client) == [first[i] for i in (1, 0, 3, 2)]
    move(client, first[1], "up")                 # it is the first already
    assert names(client) == names(client, "/shortcuts") \
        == [first[i] for i in (1, 0, 3, 2)]
    assert names(come("other"))[0] != first[1]
    move(client, first[1], "reset")
    assert names(client) == first


def test_what_is_hidden_is_shown_on_its_own_page_alone(come):
    client = come()
    first = names(client)
    move(client, first[1], "hide")
    assert names(client) == [first[0], *first[2:]]
    page = client.xml("/shortcuts").sections()["shortcuts"]
    assert [s.get("hidden") for s in page] == [None, "1", None, None]
    move(client, first[1], "show")
    assert names(client) == first


def test_new_shortcuts_stand_behind_and_gone_ones_do_no_harm(come, db):
    client = come()
    first = names(client)
    move(client, first[3], "up")
    db.sql("INSERT INTO shortcut (id, name, link, position) VALUES "
           "(900, 'Brand new', 'page:news', 0)")
    assert names(client) == [first[i] for i in (0, 1, 3, 2)] + ["Brand new"]
    move(client, "Brand new", "up")
    db.sql("DELETE FROM shortcut WHERE id = 900")
    assert names(client) == [first[i] for i in (0, 1, 3, 2)]


def test_a_member_arranges_what_she_may_have(come):
    client = come("member")
    first = names(client)
    demo = ids(come())
    foreign, = set(demo) - set(first)            # needs `orders`
    assert client.post("/shortcuts", {"shortcut": demo[foreign],
                                      "move": "up"}).status == 404


@pytest.mark.parametrize("fields, status", [
    ({"shortcut": "1", "move": "sideways"}, 422), ({"move": ""}, 422),
    ({"shortcut": "999", "move": "up"}, 404), ({"move": "up"}, 404),
    ({"shortcut": "1,2", "move": "hide"}, 404),
    ({"shortcut": "-1", "move": "hide"}, 404)])
def test_nonsense_moves_nothing(come, fields, status):
    client = come()
    before = names(client)
    assert client.post("/shortcuts", fields).status == status
    assert client.post("/shortcuts", fields, csrf="x").status == 403
    assert names(client) == before


def test_the_page_of_shortcuts_keeps_the_contract(come, contract):
    for name in ("demo", "member", "other"):
        client = come(name)
        contract.assertValid(client.xml("/shortcuts").xml)
        assert is_clean(client.get("/shortcuts"))


# ---- the network

def incident(db, n, progress="identified", kind="incident",
             starts="UTC_TIMESTAMP()", ends="NULL", products=()):
    db.sql("INSERT INTO incident (id, kind, progress, state, title, body, "
           f"starts_at, ends_at) VALUES ({n}, '{kind}', '{progress}', "
           f"'published', 'I{n}', 'of **{n}**', {starts}, {ends})")
    for product in products:
        db.sql(f"INSERT INTO incident_product VALUES ({n}, {product})")


def notices(client):
    found = client.xml("/").sections().get("status")
    return [i.get("title") for i in found] if found is not None else []


def test_an_incident_is_told_to_those_who_have_the_product(come, db):
    clients = come(), come("other"), come("empty")
    incident(db, 1, products=[3])
    incident(db, 2, products=[2, 10])
    incident(db, 3)
    assert [sorted(notices(c)) for c in clients] \
        == [["I2", "I3"], ["I1", "I2", "I3"], ["I3"]]
    assert is_clean(clients[0].get("/"))


@pytest.mark.parametrize("progress, kind, starts, ends, told", [
    ("planned", "maintenance", "UTC_DATE() + INTERVAL 3 DAY",
     "UTC_DATE() + INTERVAL 4 DAY", 1),
    ("planned", "maintenance", "UTC_DATE() + INTERVAL 12 DAY", "NULL", 0),
    ("planned", "maintenance", "UTC_DATE() - INTERVAL 9 DAY",
     "UTC_DATE() - INTERVAL 8 DAY", 0),
    ("resolved", "incident", "UTC_DATE()", "NULL", 0),
    ("cancelled", "maintenance", "UTC_DATE()", "NULL", 0),
    ("investigating", "incident", "UTC_DATE() - INTERVAL 9 DAY", "NULL", 1)])
def test_it_is_told_as_long_as_it_matters(come, db, progress, kind, starts,
                                          ends, told):
    client = come()
    incident(db, 1, progress, kind, starts, ends)
    assert notices(client) == ["I1"] * told


def test_the_status_page_is_for_everybody(come, db, contract):
    incident_free = come(None)
    page = incident_free.get("/status")
    assert page.status == 200
    assert "Everything is running" in page.text
    incident(db, 1, products=[10])
    incident(db, 2, "planned", "maintenance", "UTC_DATE() + INTERVAL 40 DAY")
    incident(db, 3, "resolved", starts="UTC_DATE() - INTERVAL 5 DAY",
             ends="UTC_DATE() - INTERVAL 4 DAY")
    incident(db, 4, "resolved", starts="UTC_DATE() - INTERVAL 50 DAY",
             ends="UTC_DATE() - INTERVAL 49 DAY")
    db.sql("INSERT INTO incident_update (incident_id, progress, body) VALUES "
           "(1, 'investigating', 'We look'), (1, 'identified', 'Found it')")
    document = incident_free.xml("/status")
    contract.assertValid(document.xml)
    sections = document.sections()
    assert [[i.get("title") for i in sections[s]] for s in
            ("status", "status-planned", "status-past")] \
        == [["I1"], ["I2"], ["I3"]]
    assert sections["status"][0].get("products") == "Mailbox Team"
    html = incident_free.get("/status")
    assert is_clean(html)
    assert html.html.xpath("//ol[@class='updates']/li//p[not(@class)]"
                           "/text()") == ["Found it", "We look"]
    assert "Everything is running" not in html.text


def test_planned_work_is_over_when_its_time_is(come, db):
    """Also when nobody says so."""
    incident(db, 1, "planned", "maintenance", "UTC_DATE() - INTERVAL 5 DAY",
             ends="UTC_DATE() - INTERVAL 4 DAY")
    incident(db, 2, "planned", "maintenance", "UTC_DATE() - INTERVAL 60 DAY",
             ends="UTC_DATE() - INTERVAL 59 DAY")
    incident(db, 3, "planned", "maintenance", "UTC_DATE() - INTERVAL 5 DAY")
    incident(db, 4, "in-progress", starts="UTC_DATE() - INTERVAL 5 DAY",
             ends="UTC_DATE() - INTERVAL 4 DAY")
    sections = come(None).xml("/status").sections()
    assert [[i.get("title") for i in sections[s]] for s in
            ("status", "status-planned", "status-past")] \
        == [["I4"], ["I3"], ["I1"]]


def test_the_main_page_costs_no_statement_more(come, db):
    client = come()
    incident(db, 1, products=[10])
    banner(db, 1, has_products="'10'")
    banner(db, 2, placement="'top'")
    client.get("/")
    db.sql("UPDATE account_revision SET revision = revision + 1")
    with logged(db) as log:
        assert client.get("/").status == 200
    assert len(log.texts) <= 6, log.texts        # as without them
