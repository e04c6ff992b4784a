# SPDX-License-Identifier: Apache-2.0
"""The page cache: what is kept, under which conditions, in which codings, and
what never is."""
import re

import pytest

from cached import (CODINGS, STATUS, TELLING, Reader, cache, counters,
                    decoded, on_hosts, plain, reader, tag, warm)
from client import Client
from pages import is_clean
from routes import SHOWN
from servers import wait_until

HOSTS = {
    "default": [], "off": ["CustDashCache off"],
    "small": ["CustDashCacheObject 3000"],
    "brief": ["CustDashCacheTime 1"],
    "uncompressed": ["CustDashCompression Off"],
    "revalidate": ["CustDashRevalidate On"],
}
VOLATILE = {"domain-search", "renewals", "security", "activity",
            "own-data-ready"}
KEPT = [r for r in SHOWN if r.methods == "GET_" and r.name not in VOLATILE]
NOT_KEPT = {
    "a form": "/contacts/new", "the domain search": "/domains/search?name=a",
    "the domain search's form": "/domains/search", "a 404": "/no-such-page",
    "what any sign-in changes": "/activity", "one's devices": "/security",
    "a 404 of a row": "/services/999999", "a redirect": "/services/",
    "sign-in for who is signed in": "/sign-in",
    "a long address": "/services?x=" + "y" * 2100,
}
# Accept-Encoding → the coding of the answer (RFC 9110, 12.5.3).
ACCEPTED = {
    None: None, "": None, "identity": None, "gzip": "gzip", "br": "br",
    "br, gzip": "br", "gzip, br": "br", "gzip, deflate, br": "br",
    "GZIP": "gzip", "gzip;q=1.0": "gzip", "br;q=0, gzip": "gzip",
    "br;q=0.000,gzip": "gzip", "gzip;q=0": None, "gzip; q=0, br ;q=0": None,
    "*": "br", "*;q=0": None, "br;q=0, *": "gzip", "gzip, *;q=0": "gzip",
    "deflate": None, "brx": None, "xgzip, zbr": None, "gzip;q=0.001": "gzip",
    "br;Q=0": None, ",,gzip,,": "gzip", "gzip;q=0;q=0": None,
    "deflate, " * 60 + "gzip": "gzip", ";q=1": None, "gzip\t;\tq=0": None,
}


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def ports():
    return {}


@pytest.fixture(scope="module")
def httpd(private, ports):
    lines, made = on_hosts(HOSTS)
    ports.update(made)
    return private[1]("httpd", [
        *TELLING, *STATUS, "CustomLog notes.log \"%U %s cache="
        "%{custdash-cache}n statements=%{custdash-statements}n time="
        "%{custdash-statement-time}n transform=%{custdash-transform-time}n\"",
        *lines])


@pytest.fixture
def on(httpd, ports, db):
    """A freshly signed-in reader on one of the hosts."""
    return lambda host, who="demo": reader(db, ports[host], who)


@pytest.fixture
def demo(on):
    return on("default")


@pytest.fixture(scope="module")
def urls(db):
    """A page of demo's for each route that is kept."""
    number = db.one("SELECT number FROM ticket WHERE id = 5003")
    slug = db.one("SELECT MIN(slug) FROM guide")
    own = {"service": "2002", "domain": "3002", "invoice": "4001",
           "ticket": number, "guide": slug, "news": "1",
           "email": "6002"}
    return {route.name: route.url(**{p: own[p] for p in route.parameters})
            for route in KEPT}


def without_notes(answer):
    """Headers but those that may differ."""
    return {k: v for k, v in answer.headers.items()
            if k not in ("Date", "X-Cache", "X-Statements", "X-Transform")}


@pytest.mark.parametrize("query", ["", "?format=xml"])
@pytest.mark.parametrize("route", KEPT, ids=lambda r: r.name)
def test_a_page_read_again_is_the_page_that_was_made(route, query, urls,
                                                     demo):
    path = urls[route.name] + query
    first, second = demo.read(path), demo.read(path)
    assert (first.status, second.status) == (200, 200)
    assert (cache(first), cache(second)) == ("miss", "hit")
    assert second.body == first.body
    assert without_notes(second) == without_notes(first)
    assert second.headers["Content-Length"] == str(len(second.body))


@pytest.mark.parametrize("route", KEPT, ids=lambda r: r.name)
def test_a_warm_page_is_one_statement_a_cold_one_six_at_most(
        route, urls, demo):
    path = urls[route.name]
    first, second = demo.read(path), demo.read(path)
    assert 1 < int(first.headers["X-Statements"]) <= 6
    assert second.headers["X-Statements"] == "1"
    assert second.headers["X-Transform"] == "0"
    assert int(first.headers["X-Transform"]) > 0


def test_statements_are_those_that_the_database_sees(demo, statements):
    for path in ("/", "/services"):
        demo.read("/guides")               # a connection is set up
        with statements() as log:
            cold = demo.read(path)
        assert len(log.texts) == int(cold.headers["X-Statements"])
        with statements() as log:
            demo.read(path)
        assert len(log.texts) == 1


@pytest.mark.parametrize("route", KEPT, ids=lambda r: r.name)
def test_a_kept_page_is_the_page_of_a_server_that_keeps_none(
        route, urls, demo, ports):
    other = Reader(ports["off"], demo.jar["custdash"])
    for query in ("", "?format=xml"):
        path = urls[route.name] + query
        fresh, kept = other.read(path), warm(demo, path)
        assert cache(fresh) == "off"
        assert kept.body == fresh.body
        assert kept.headers["Content-Type"] == fresh.headers["Content-Type"]


@pytest.mark.parametrize("what", NOT_KEPT)
def test_what_is_not_kept(what, demo, httpd):
    path = NOT_KEPT[what]
    for coding in CODINGS:
        before = counters(httpd)["Stores"]
        answers = [demo.read(path, coding) for _ in range(2)]
        for answer in answers:
            assert cache(answer) == "skip" or answer.status == 404
            assert cache(answer) not in ("hit", "not-modified")
            assert tag(answer) is None
            assert "Content-Encoding" not in answer.headers
            assert answer.headers["Cache-Control"] == "no-store"
        assert counters(httpd)["Stores"] == before


def test_a_forbidden_page_is_not_kept(on, httpd):
    member = on("default", "member")
    before = counters(httpd)["Stores"]
    for _ in range(2):
        answer = member.read("/invoices")
        assert answer.status == 403 and cache(answer) != "hit"
        assert tag(answer) is None
    assert counters(httpd)["Stores"] == before


def test_pages_of_guests_are_not_kept(httpd, ports):
    guest = Client(ports["default"])
    before = counters(httpd)
    for path in ("/guides", "/sign-in", "/register", "/services", "/nothing"):
        for _ in range(2):
            answer = guest.get(path, headers={"Accept-Encoding": "br, gzip"})
            assert cache(answer) == "skip" and tag(answer) is None
            assert "Content-Encoding" not in answer.headers
    assert counters(httpd) == before


def test_a_token_that_is_no_session_finds_nothing(ports, demo):
    tag_of_demo = tag(warm(demo, "/guides"))
    stranger = Reader(ports["default"], "A" * 43)
    answer = stranger.read("/guides", tag=tag_of_demo)
    assert answer.status == 200 and tag(answer) is None
    assert cache(answer) not in ("hit", "not-modified")
    assert stranger.read("/services").status == 303


@pytest.mark.parametrize("path", ["/", "/services", "/tickets?format=xml"])
def test_each_coding_is_the_plain_page(path, demo):
    page = warm(demo, path).body
    tags = set()
    for coding in CODINGS:
        for _ in range(2):
            answer = demo.read(path, coding)
            assert answer.headers["Content-Encoding"] == coding
            assert decoded(coding, answer.body) == page
            assert re.fullmatch('"[0-9a-f-]+"', tag(answer)), "not strong"
            vary = {v.strip() for v in answer.headers["Vary"].split(",")}
            assert vary == {"Accept-Encoding", "Cookie"}
            assert answer.headers["Cache-Control"] == "no-store"
        tags.add(tag(answer))
    assert len(tags) == len(CODINGS)


@pytest.mark.parametrize("accept", ACCEPTED, ids=lambda a: str(a)[:30])
def test_a_browser_gets_what_it_takes(accept, demo):
    headers = {} if accept is None else {"Accept-Encoding": accept}
    for _ in range(2):
        answer = demo.get("/guides", headers=headers)
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == ACCEPTED[accept]
        assert b"</html>" in plain(answer)


def test_compressed_pages_are_small(demo):
    page = demo.read("/").body
    assert len(demo.read("/", "gzip").body) < len(page) / 3
    assert len(demo.read("/", "br").body) < len(page) / 3


def test_where_compression_is_off_there_is_none(on):
    client = on("uncompressed")
    for _ in range(2):
        answer = client.read("/", "br")
        assert "Content-Encoding" not in answer.headers
        assert b"</html>" in answer.body


def test_where_the_cache_is_off_nothing_is_kept(on, httpd):
    client = on("off")
    before = counters(httpd)
    for path in ("/", "/services", "/contacts/new"):
        for _ in range(2):
            answer = client.read(path, "br")
            assert cache(answer) == "off" and tag(answer) is None
            assert b"</html>" in plain(answer)
    assert counters(httpd) == before


def test_other_arguments_are_other_pages(demo, db):
    """Filters, sorts, orders; also what looks alike when it is put together
    carelessly."""
    paths = ["/services", "/services?status=active",
             "/services?status=pending", "/services?sort=due",
             "/services?sort=due&order=desc", "/services?order=desc",
             "/services?status=active&sort=due", "/services?format=xml",
             "/services?status=active&format=xml", "/services?x",
             "/invoices?status=paid", "/invoices?status=unpaid",
             "/services?status=active%00", "/guides", "/guides?services"]
    fresh = {path: demo.read(path) for path in paths}
    tags = [tag(a) for a in fresh.values() if tag(a)]
    assert len(tags) == len(set(tags)) >= len(paths) - 1
    for path, answer in fresh.items():
        again = demo.read(path)
        assert (again.status, again.body) == (answer.status, answer.body)
    active = db.column("SELECT name FROM service WHERE account_id = 1001 AND "
                       "status = 'active'")
    pending = db.column("SELECT name FROM service WHERE account_id = 1001 "
                        "AND status = 'pending'")
    page = demo.read("/services?status=active").html
    names = "".join(page.xpath("//main")[0].itertext())
    assert all(name in names for name in active)
    assert active and pending and not set(pending) & set(active)


def test_a_document_is_kept_beside_the_page(demo):
    page, document = warm(demo, "/"), warm(demo, "/?format=xml")
    assert page.headers.get_content_type() == "text/html"
    assert document.headers["Content-Type"] \
        == "application/xml; charset=utf-8"
    assert document.xml.get("name") == "dashboard"
    assert warm(demo, "/?format=xml", "br").headers["Content-Type"] \
        == "application/xml; charset=utf-8"
    assert is_clean(page)


def test_sessions_of_one_user_share_nothing(on):
    """Each has a CSRF token of its own."""
    one, two = on("default"), on("default")
    mine = warm(one, "/?format=xml")
    assert cache(two.read("/?format=xml")) == "miss"
    theirs = warm(two, "/?format=xml")
    assert tag(mine) != tag(theirs)
    assert mine.xml.get("csrf") != theirs.xml.get("csrf")
    assert two.read("/?format=xml", tag=tag(mine)).status == 200


def test_head_is_get_without_a_body_warm_and_cold(demo):
    cold = demo.read("/services", "br", method="HEAD")
    get = demo.read("/services", "br")
    warm_head = demo.read("/services", "br", method="HEAD")
    assert cache(warm_head) == "hit"
    for head in (cold, warm_head):
        assert head.status == 200 and head.body == b""
        assert without_notes(head) == without_notes(get)


def contact(client, last_name):
    return client.post("/contacts/new", {
        "first-name": "Nota", "last-name": last_name,
        "email": f"{last_name.lower()}@example.org"})


def test_a_page_with_a_notice_is_made_for_once(on, httpd, db):
    client = on("default", "empty")
    held = tag(warm(client, "/contacts"))
    assert contact(client, "Once").status == 303
    assert client.jar["custdash-notice"] == "contact-created"
    notice, before = client.jar["custdash-notice"], counters(httpd)
    for coding in CODINGS:
        client.jar["custdash-notice"] = notice
        answer = client.read("/contacts", coding, tag=held)
        assert answer.status == 200 and cache(answer) == "skip"
        assert tag(answer) is None
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.html.xpath("//*[@role='status' or @role='alert']")
        assert "custdash-notice" not in client.jar
    assert counters(httpd) == before
    after = client.read("/contacts")
    assert cache(after) == "miss" and "Once" in after.text
    assert warm(client, "/contacts").body == after.body
    assert client.xml("/contacts").xml.find("notice") is None
    db.sql("DELETE FROM contact WHERE last_name = 'Once'")


def test_no_304_while_a_notice_is_pending(on):
    client = on("default", "empty")
    held = tag(warm(client, "/guides"))
    assert client.read("/guides", tag=held).status == 304
    client.jar["custdash-notice"] = "contact-created"
    answer = client.read("/guides", tag=held)
    assert answer.status == 200
    assert answer.html.xpath("//*[@role='status' or @role='alert']")
    assert client.read("/guides", tag=held).status == 304


def test_an_invalid_form_is_not_kept(demo, httpd):
    csrf = demo.csrf()
    before = counters(httpd)["Stores"]
    for _ in range(2):
        answer = demo.post("/contacts/new", {"email": "x"}, csrf=csrf)
        assert answer.status == 422 and tag(answer) is None
    assert counters(httpd)["Stores"] == before


def test_a_page_too_large_is_not_kept(on, httpd):
    client = on("small")
    for path, coding in (("/", None), ("/services", None), ("/", "br")):
        size = len(client.read(path, coding).body)
        before = counters(httpd)["Stores"]
        answers = {cache(client.read(path, coding)) for _ in range(2)}
        kept = size <= 3000
        assert answers == {"hit"} if kept else answers <= {"miss", "skip"}
        assert counters(httpd)["Stores"] == before
    assert len(client.read("/").body) > 3000


def test_a_page_is_kept_up_to_the_limit(on, db):
    """As large as the limit is kept, a byte more isn't."""
    client = on("small", "empty")
    sizes = {}
    for n in range(0, 4000, 50):
        db.sql("REPLACE INTO news (id, published_on, title, body)"
               f" VALUES (9000, '2020-01-01', 'x', '{'y' * n}')")
        answer = client.read("/news/9000?format=xml")
        again = client.read("/news/9000?format=xml")
        sizes[len(answer.body)] = cache(again)
        if len(answer.body) > 3100:
            break
    db.sql("DELETE FROM news WHERE id = 9000")
    assert {c for n, c in sizes.items() if n <= 3000} == {"hit"}
    assert {c for n, c in sizes.items() if n > 3000} <= {"miss", "skip"}
    assert min(sizes) <= 3000 < max(sizes)


def test_a_page_is_kept_no_longer_than_told(on):
    client = on("brief")
    warm(client, "/guides")
    wait_until(lambda: cache(client.read("/guides")) == "miss", 10,
               "the end of a page")


def test_mod_status_counts(httpd, demo):
    before = counters(httpd)
    held = tag(warm(demo, "/news"))
    for _ in range(3):
        demo.read("/news")
    demo.read("/news", tag=held)
    demo.read("/domains/search")
    after = counters(httpd)
    gained = {name: after[name] - before[name] for name in after}
    assert {name: gained[name] for name in ("Hits", "Misses", "Stores",
                                            "NotModified")} \
        == {"Hits": 4, "Misses": 1, "Stores": 1, "NotModified": 1}


def test_mod_status_shows_the_cache_to_people(httpd):
    now = counters(httpd)
    page = Client(httpd.port, "").get("/server-status").text
    part = page[page.index("Page cache"):]
    for name in ("Hits", "Misses", "Stores", "NotModified"):
        assert f": {now[name]}<" in part


NOTES = re.compile(r"(?P<path>\S+) (?P<status>\d+) cache=(?P<cache>\S+) "
                   r"statements=(?P<statements>\d+) time=(?P<time>\d+) "
                   r"transform=(?P<transform>\d+)")


def test_a_log_may_have_the_notes(httpd, demo):
    """A line is written behind its answer, so they come in any order."""
    log = httpd.state / "notes.log"
    before = len(log.read_text().splitlines())
    demo.read("/order")
    demo.read("/order", tag=tag(demo.read("/order")))
    demo.read("/contacts/new")

    def lines():
        found = map(NOTES.match, log.read_text().splitlines()[before:])
        return {m["cache"]: m for m in found
                if m["path"].endswith(("/order", "/contacts/new"))}
    wait_until(lambda: len(lines()) == 4, 10, "four lines in the log")
    seen = lines()
    assert {name: (m["status"], m["statements"] == "1",
                   m["transform"] != "0") for name, m in seen.items()} == {
        "miss": ("200", False, True), "hit": ("200", True, False),
        "not-modified": ("304", True, False), "skip": ("200", True, True)}
    assert all(int(m["time"]) > 0 for m in seen.values())


def test_revalidation_is_for_who_asks_for_it(on):
    client = on("revalidate")
    answer = warm(client, "/services", "br")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    held = client.read("/services", "br", tag=tag(answer))
    assert held.status == 304
    assert held.headers["Cache-Control"] == "private, no-cache"
    for path in ("/contacts/new", "/no-such-page", "/domains/search"):
        assert client.read(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("value, said", [
    ("nosuch", "nosuch"), ("nosuch:args", "nosuch"), ("", "CustDashCache"),
    ("shmcb:custdash(abc)", "shmcb"), ("shmcb:custdash(99)", "shmcb"),
    ("redis", "redis"), ("one two", "CustDashCache")])
def test_a_wrong_cache_stops_configtest(value, said, setup, httpd):
    text = httpd.conf.read_text() + f'\nCustDashCache "{value}"\n'
    if " " in value:
        text = text.replace(f'"{value}"', value)
    conf = httpd.state / "wrong.conf"
    conf.write_text(text)
    done = setup.configtest(conf)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.parametrize("value", ["off", "OFF", "shmcb", "shmcb:c(600000)"])
def test_a_right_cache_passes_configtest(value, setup, httpd):
    conf = httpd.state / "right.conf"
    conf.write_text(httpd.conf.read_text() + f'\nCustDashCache "{value}"\n')
    done = setup.configtest(conf)
    assert done.returncode == 0, done.stderr
