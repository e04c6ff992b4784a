# SPDX-License-Identifier: Apache-2.0
"""Every page of the site map for every kind of user."""
import re
import urllib.parse

import pytest
from lxml import html as lxml_html

from client import BASE
from mail_server import leaving
from pages import is_clean
from routes import LEADING, SHOWN

USERS = ["guest", "demo", "other", "member", "empty"]
OWNERS = ["demo", "other", "empty"]
# By an answer, a mail's link, or where there are several accounts.
LED_TO = {"confirm", "second-factor-off", "recovery-codes", "confirm-email",
          "invitation", "accounts", "reset-password", "verify-email",
          "own-data-ready", "checkout"}
MEMBERS = {"member": {"services", "domains", "tickets"}}

# An own thing of a path's parameter, by user; none: somebody else's.
MINE = {
    "service": {"demo": "2002", "other": "2021", "member": "2002"},
    "domain": {"demo": "3002", "other": "3021", "member": "3002"},
    "invoice": {"demo": "4001", "other": "4021"},
    "news": {"demo": "1", "other": "2", "member": "1", "empty": "1",
             "guest": "1"},
    "contact": {"demo": "802", "other": "804"},
    "link": dict.fromkeys(USERS, "x" * 43),        # says that it is over
    "email": {"demo": "6002", "other": "6008"},
    "product": dict.fromkeys(USERS, "6"),
    "guide": {},
    "ticket": {},
    "token": {},
}


@pytest.fixture(scope="module")
def mine(db):
    tickets = {"demo": "5003", "other": "5022", "member": "5003"}
    db.sql("UPDATE session SET proved_at = UTC_TIMESTAMP()")
    mine = {name: dict(ids) for name, ids in MINE.items()}
    mine["ticket"] = {user: db.one(f"SELECT number FROM ticket WHERE id = {i}")
                      for user, i in tickets.items()}
    slug = db.one("SELECT MIN(slug) FROM guide")
    mine["guide"] = dict.fromkeys(USERS, slug)
    mine["token"] = dict.fromkeys(USERS, leaving(db, 1001))
    return mine


def values_of(route, user, mine):
    """Parameters of the path, and whether they are the user's own."""
    missing = [p for p in route.parameters if p not in mine]
    assert not missing, f"teach this test a value for {missing}"
    own = all(user in mine[p] for p in route.parameters)
    return own, {p: mine[p].get(user, mine[p]["demo"])
                 for p in route.parameters}


def may(route, user):
    if route.access == "CD_OWNER":
        return user in OWNERS
    return (not route.permissions or user in OWNERS
            or bool(route.permissions & MEMBERS[user]))


def expected(route, user, own):
    if route.access == "CD_GUEST":
        return 200 if user == "guest" and route.name not in LEADING else 303
    if user == "guest" and "CD_PUBLIC" not in route.access:
        return 303
    if not may(route, user):
        return 403
    if route.name in LEADING:
        return 303
    return 200 if own else 404


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("route", SHOWN, ids=lambda r: r.name)
def test_a_page_answers_as_the_site_map_says(route, user, known, mine,
                                             contract):
    own, values = values_of(route, user, mine)
    path = route.url(**values)
    document = known(user).xml(path)
    status = expected(route, user, own)
    assert document.status == status, document
    page = known(user).get(path)
    assert page.status == status
    if status == 303:
        assert document.body == b""
        return
    contract.assertValid(document.xml)
    assert document.xml.get("name") == (route.name if status == 200
                                        else "error")
    assert document.xml.get("path") == path
    assert int(document.xml.get("status")) == status
    assert is_clean(page)


@pytest.mark.parametrize("status, method, path", [
    (404, "GET", "/no-such-page"), (405, "PUT", "/"),
    (415, "POST", "/contacts/new"), (422, "POST", "/contacts/new")])
@pytest.mark.parametrize("user", ["demo", "other"])
def test_error_pages_keep_the_contract(status, method, path, user, known,
                                       contract):
    client = known(user)
    kind = ("application/x-www-form-urlencoded" if status == 422
            else "text/plain")
    for form in ("?format=xml", ""):
        answer = client.request(method, path + form, "a=%",
                                {"Content-Type": kind})
        assert answer.status == status
        if form:
            contract.assertValid(answer.xml)
        else:
            assert is_clean(answer)


def test_forms_with_errors_keep_the_contract(known, contract):
    answer = known("demo").post("/contacts/new?format=xml", {"email": "x"})
    assert answer.status == 422
    contract.assertValid(answer.xml)
    assert is_clean(known("demo").post("/contacts/new", {"email": "x"}))
    assert is_clean(known("other").post("/contacts/new", {"email": "x"}))
    guest = known("guest")
    for path in ("/register", "/sign-in"):
        answer = guest.post(path + "?format=xml", {"email": "x"})
        assert answer.status == 422
        contract.assertValid(answer.xml)
        assert is_clean(guest.post(path, {"email": "x"}))


@pytest.mark.parametrize("query", [
    "name=lindqvist-ceramics", "name=https%3A%2F%2Fwww.Example.com%2Fx",
    "name=%20", "name=-a", "name=b--", "name=xn--a", "name=" + "a" * 64,
    "name=za%C5%BC%C3%B3%C5%82%C4%87.pl", "name=.", "name=a.b.c&how=transfer",
    "how=steal", "name=%25", "name=_", "name=a%27%20OR%201=1"])
def test_the_domain_search_takes_anything(query, demo, contract):
    document = demo.xml("/domains/search?" + query)
    assert document.status == 200
    contract.assertValid(document.xml)
    assert is_clean(demo.get("/domains/search?" + query))


def test_the_domain_search_tells_what_is_taken(demo):
    page = demo.xml("/domains/search?name=Lindqvist-Ceramics.com")
    taken = [t.get("name") for t in page.sections()["domain-taken"]]
    assert taken == ["lindqvist-ceramics.com"]
    for wild in ("%25", "_indqvist-ceramics", "lindqvist%25"):
        page = demo.xml(f"/domains/search?name={wild}")
        assert not len(page.sections().get("domain-taken", ()))


def local_links(page):
    """Where a page leads on this site, without its fragments."""
    tree = lxml_html.fromstring(page.body)
    for href in tree.xpath("//@href | //@src | //form[@method='get']/@action"):
        link = urllib.parse.urljoin(page.path, href).split("#")[0]
        if link.startswith(BASE):
            yield link


def too_many(link, seen):
    """Combinations of filters and sorts are the lists' own tests: here one
    query of each path and set of names will do."""
    path, _, query = link.partition("?")
    names = tuple(sorted(n for n, _ in urllib.parse.parse_qsl(query)))
    if path.endswith("/search"):
        return (path, query) in seen or seen.add((path, query))
    return (path, names) in seen or seen.add((path, names))


@pytest.mark.parametrize("user", ["demo", "other", "member", "empty",
                                  "guest"])
def test_no_link_is_dead(user, known):
    client, seen, waiting, visited = known(user), set(), [BASE + "/"], 0
    if user == "guest":
        waiting = [BASE + "/sign-in", BASE + "/register"]
    while waiting:
        link = waiting.pop()
        if too_many(link, seen):
            continue
        answer = client.visit(link)
        visited += 1
        if re.search(r"/banners/\d+/go$", link):
            assert answer.status == 303     # on to where the banner leads
            waiting.append(answer.location)
            continue
        if user == "guest" and link == BASE + "/":
            assert answer.location == BASE + "/sign-in"
            continue
        assert answer.status == 200, answer
        if answer.headers.get_content_type() == "text/html":
            waiting += [found for found in local_links(answer)]
    assert visited > (8 if user == "guest" else 20)
    assert visited < 500


def test_every_page_is_reached_by_links(known):
    """Buttons of what is built are there."""
    client = known("demo")
    linked = set()
    for path in ("/", "/services", "/services/2002", "/domains", "/invoices",
                 "/tickets", "/contacts", "/guides", "/news", "/personal",
                 "/security", "/emails", "/contacts/802",
                 "/contacts/802/login", "/guides/your-dashboard", "/order",
                 "/domains/search?name=zq&how=transfer"):
        linked |= {re.sub(r"\d+$", "#", link[len(BASE):].split("?")[0])
                   for link in local_links(client.get(path))}
    for route in SHOWN:
        pattern = re.sub(r"\{#?\w+\}", "[^/]+", route.path)
        assert (route.access == "CD_GUEST" or route.name in LED_TO
                or "CD_BY_LINK" in route.access
                or any(re.fullmatch(pattern, path or "/")
                       for path in linked)), route.name


def test_no_page_links_to_what_its_viewer_may_not_see(known):
    for path in ("/", "/services", "/services/2002", "/domains", "/tickets"):
        for link in local_links(known("member").get(path)):
            assert known("member").visit(link).status == 200, link
