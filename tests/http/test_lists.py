# SPDX-License-Identifier: Apache-2.0
"""Lists: with every filter, sort and order, page by page, exactly the
account's own rows in the right order."""
import base64
import itertools
import re
import urllib.parse

import pytest

import crowd
from routes import LISTS

# Members' scopes, as the contract with the database says them.
SCOPE = {
    "service": "s.id IN (SELECT service_id FROM membership_service "
               "WHERE membership_id = 705)",
    "domain": "d.id IN (SELECT domain_id FROM membership_domain "
              "WHERE membership_id = 705)",
    "ticket": "(t.service_id IS NULL OR t.service_id IN (SELECT service_id "
              "FROM membership_service WHERE membership_id = 705)) AND "
              "(t.domain_id IS NULL OR t.domain_id IN (SELECT domain_id "
              "FROM membership_domain WHERE membership_id = 705))",
}
HIDDEN = {"invoice": "i.status <> 'draft'", "mail": "m.state = 'sent'"}
OWN = {name: entry for name, entry in LISTS.items() if name != "news.list"}
assert len(OWN) >= 5


@pytest.fixture(scope="module")
def client_of(server, db, known):
    crowd.fill(db)

    def client(user):
        return known(crowd.EMAIL if user == "crowd" else user)
    return client


ACCOUNTS = {"crowd": crowd.ACCOUNT, "demo": 1001, "other": 1002,
            "member": 1001}


def wanted(db, entry, user, sort, turned, predicates):
    """The account's ids in order, by a statement of the test's own."""
    where = [f"{entry.alias}.account_id = {ACCOUNTS[user]}", *predicates]
    if entry.table in HIDDEN:
        where.append(HIDDEN[entry.table])
    if user == "member":
        where.append(SCOPE[entry.table])
    return db.column(
        f"SELECT {entry.alias}.id FROM {entry.table} {entry.alias} WHERE "
        + " AND ".join(f"({p})" for p in where)
        + f" ORDER BY {entry.order(sort, turned)}")


def ids(section):
    return [e.get("id") for e in section
            if e.tag not in ("filter", "sort")]


def walk(client, entry, query, link="next"):
    """Follow the links to the end: the ids page by page, and the last
    page's section."""
    pages = []
    for _ in range(100):
        answer = client.xml(f"/{entry.section}{query}")
        assert answer.status == 200, answer
        section = answer.sections()[entry.section]
        pages.append(ids(section))
        assert len(pages[-1]) <= entry.page
        query = section.get(link)
        if not query:
            return pages, section
    raise AssertionError(f"{link} never ends: {query}")


def combinations(entry):
    """Each sort both ways; each choice of each filter; pairs of filters
    that go together."""
    for sort, turned in itertools.product(entry.sorts, (False, True)):
        yield sort, turned, ()
    default = next(iter(entry.sorts))
    for choice in entry.filters:
        yield default, False, (choice,)
        yield list(entry.sorts)[-1], True, (choice,)
    for one, two in itertools.combinations(entry.filters, 2):
        if one[0] != two[0]:
            yield default, False, (one, two)


def query_of(entry, sort, turned, choices):
    way = entry.sorts[sort][0][1]
    order = {"ASC": "asc", "DESC": "desc"}[way]
    if turned:
        order = {"asc": "desc", "desc": "asc"}[order]
    pairs = [("sort", sort), ("order", order)]
    pairs += [(name, value) for name, value, _ in choices]
    return "?" + urllib.parse.urlencode(pairs)


def check(client, db, entry, user, combination):
    sort, turned, choices = combination
    today = client.xml(f"/{entry.section}").xml.get("today")
    expected = wanted(db, entry, user, sort, turned,
                      [p.replace(":today", f"'{today}'")
                       for _, _, p in choices])
    pages, last = walk(client, entry, query_of(entry, *combination))
    assert [i for page in pages for i in page] == expected, combination
    assert [len(p) for p in pages[:-1]] == [entry.page] * (len(pages) - 1)
    if last.get("previous"):
        back, _ = walk(client, entry, last.get("previous"), "previous")
        assert [i for page in reversed(back) for i in page] \
            == expected[:len(expected) - len(pages[-1])], combination
        assert ids(client.xml(f"/{entry.section}{last.get('first')}")
                   .sections()[entry.section]) == pages[0]


@pytest.mark.parametrize("name", OWN)
def test_a_full_account_sees_all_of_its_rows_once_and_in_order(name,
                                                               client_of,
                                                               db):
    entry = OWN[name]
    assert len(wanted(db, entry, "crowd", next(iter(entry.sorts)), False,
                      [])) > 2 * entry.page
    for combination in combinations(entry):
        check(client_of("crowd"), db, entry, "crowd", combination)


@pytest.mark.parametrize("user", ["demo", "other", "member"])
@pytest.mark.parametrize("name", OWN)
def test_an_account_sees_its_own_rows_and_no_others(name, user, client_of,
                                                    db):
    entry = OWN[name]
    if user == "member" and entry.table not in SCOPE:
        assert client_of(user).get(f"/{entry.section}").status == 403
        return
    for combination in combinations(entry):
        check(client_of(user), db, entry, user, combination)


@pytest.mark.parametrize("name", OWN)
def test_the_links_of_a_list_offer_what_there_is(name, client_of):
    entry = OWN[name]
    section = client_of("crowd").xml(f"/{entry.section}") \
        .sections()[entry.section]
    assert section.get("list") == "1"
    assert [s.get("name") for s in section.findall("sort")] \
        == list(entry.sorts)
    offered = [(f.get("name"), o.get("value"))
               for f in section.findall("filter") for o in f if o.get("value")]
    assert offered == [(n, v) for n, v, _ in entry.filters
                       if n not in entry.typed]
    assert [f.get("name") for f in section.findall("filter[@typed]")] \
        == entry.typed
    for node in section.iterfind(".//*[@href]"):
        answer = client_of("crowd").xml(f"/{entry.section}{node.get('href')}")
        chosen = answer.sections()[entry.section]
        if node.tag == "sort":
            assert chosen.get("sort") == node.get("name")
        else:
            selected = chosen.find(f"filter[@name='"
                                   f"{node.getparent().get('name')}']"
                                   "/option[@selected]")
            assert selected.get("value") == node.get("value")


def test_the_sort_in_force_leads_to_its_reverse(client_of):
    href = "?sort=due"
    for order in ("asc", "desc", "asc"):
        section = client_of("crowd").xml("/services" + href) \
            .sections()["services"]
        assert (section.get("sort"), section.get("order")) == ("due", order)
        href = section.find("sort[@selected]").get("href")


def test_the_html_pages_through_by_links(client_of):
    client, link, seen = client_of("crowd"), "/dashboard/services", []
    while link:
        page = client.visit(link).html
        seen.append(len(page.xpath("//tbody/tr")))
        found = page.xpath("//a[contains(@class, 'pager-next')]/@href")
        link = found and urllib.parse.urljoin("/dashboard/services",
                                              found[0])
    assert seen == [25, 25, crowd.ROWS - 50]


def test_rows_that_come_between_pages_shift_nothing(client_of, db):
    client, entry = client_of("crowd"), OWN["services.list"]
    first = client.xml("/services?sort=name&order=asc").sections()["services"]
    db.sql("INSERT INTO service (id, account_id, product_id, name, cycle, "
           f"amount, currency) VALUES (80000, {crowd.ACCOUNT}, 1, '', "
           "'monthly', 1, 'EUR')")
    try:
        pages, _ = walk(client, entry, first.get("next"))
        expected = wanted(db, entry, "crowd", "name", False, [])
        expected.remove("80000")
        assert ids(first) + [i for p in pages for i in p] == expected
    finally:
        db.sql("DELETE FROM service WHERE id = 80000")


def test_a_page_deep_in_a_list_costs_as_many_statements_as_the_first(
        client_of, statements):
    client = client_of("crowd")
    with statements() as first:
        section = client.xml("/services?first").sections()["services"]
    with statements() as second:
        client.xml("/services" + section.get("next"))
    assert len(first.texts) == len(second.texts) == 3
    assert "OFFSET" not in "".join(second.texts).upper()


def encoded(*values):
    return ".".join(base64.urlsafe_b64encode(v).decode().rstrip("=")
                    for v in values)


CURSORS = [
    "", ".", "..", "x", "!!", "A" * 3000, "%c5%bc", "a.b.c.d.e",
    encoded(b"2026-01-01"), encoded(b"2026-01-01", b"1", b"1"),
    encoded(b"", b""), encoded(b"\xff\xfe", b"1"), encoded(b"\x00", b"1"),
    encoded(b"a\x00b", b"1"), encoded(b"2026-99-99", b"1"),
    encoded(b"0000-00-00", b"1"), encoded(b"not a date", b"not a number"),
    encoded(b"2026-11-23T10:00:00Z", b"1"), encoded(b"1" * 400, b"1" * 400),
    encoded(b"1", b"-1"), encoded(b"1", b"1e309"), encoded(b"1", b"0x10"),
    encoded(b"2026-01-01", b"1 OR 1=1"), encoded(b"' OR ''='", b"1"),
    encoded(b"x", b"18446744073709551616"), encoded("🚤".encode(), b"1"),
]


@pytest.mark.parametrize("name", OWN)
def test_tampered_cursors_show_own_rows_or_none(name, client_of, db):
    entry, client = OWN[name], client_of("demo")
    own = set(wanted(db, entry, "demo", next(iter(entry.sorts)), False, []))
    for cursor, way in itertools.product(CURSORS, ("after", "before")):
        for sort in entry.sorts:
            path = f"/{entry.section}?sort={sort}&{way}={cursor}"
            answer = client.xml(path)
            assert answer.status == 200, path
            assert set(ids(answer.sections()[entry.section])) <= own


INJECTIONS = [
    "sort=id", "sort=name%20DESC", "sort=(SELECT%201)", "sort=name,password",
    "sort=name;DROP%20TABLE%20user", "order=desc,1", "order=;", "sort[]=name",
    "status=%27%20OR%201=1--%20", "status=active%27", "status[]=active",
    "status=draft", "status=%25", "ours=2", "ours=1%20OR%201",
    "account=1002", "account_id=1002", "user=502", "scoped=0",
    "membership=702", "permissions=invoices", "value=1", "after1=1",
    "limit=9999", "page=2", "page=-1", "sort=name&sort=due",
    "sort=" + "x" * 2000, "SORT=name", "today=1970-01-01", "lang=pl",
]


@pytest.mark.parametrize("name", OWN)
def test_what_no_list_knows_changes_nothing(name, client_of):
    entry, client = OWN[name], client_of("demo")
    plain = ids(client.xml(f"/{entry.section}").sections()[entry.section])
    for query in INJECTIONS:
        answer = client.xml(f"/{entry.section}?{query}")
        assert answer.status == 200, query
        got = ids(answer.sections()[entry.section])
        assert sorted(got) == sorted(plain), query


def test_both_directions_at_once_are_one(client_of):
    client = client_of("crowd")
    section = client.xml("/services").sections()["services"]
    after = section.get("next").split("after=")[1]
    answer = client.xml(f"/services?after={after}&before={after}")
    assert ids(answer.sections()["services"]) == ids(
        client.xml(f"/services?after={after}").sections()["services"])


def test_a_cursor_of_one_sort_harms_no_other(client_of):
    client = client_of("crowd")
    section = client.xml("/services?sort=name&order=asc") \
        .sections()["services"]
    after = re.search("after=([^&]+)", section.get("next"))[1]
    for sort in OWN["services.list"].sorts:
        assert client.xml(f"/services?sort={sort}&after={after}").status == 200


def test_all_news_come_page_by_page(known, db):
    db.sql("INSERT INTO news (id, published_on, title, body) VALUES "
           + ", ".join(f"({9500 + i}, UTC_DATE() - INTERVAL {i % 3} DAY, "
                       "'N', 'B')" for i in range(25)))
    try:
        pages, last = walk(known("empty"), LISTS["news.list"], "")
        expected = db.column(
            "SELECT id FROM news n WHERE published_on <= UTC_DATE() AND "
            "(language IS NULL OR language = 'en') AND NOT EXISTS (SELECT 1 "
            "FROM news_product p WHERE p.news_id = n.id) "
            "ORDER BY published_on DESC, id DESC")
        assert [i for page in pages for i in page] == expected
        back, _ = walk(known("empty"), LISTS["news.list"],
                       last.get("previous"), "previous")
        assert [i for p in reversed(back) for i in p] \
            == expected[:len(expected) - len(pages[-1])]
    finally:
        db.sql("DELETE FROM news WHERE id >= 9500")
