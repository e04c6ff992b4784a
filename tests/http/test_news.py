# SPDX-License-Identifier: Apache-2.0
"""News: whom they are for, what was read, and the public feed."""
import re

import pytest
from lxml import etree

from client import Client
from pages import is_clean

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]()


@pytest.fixture
def come(httpd, db):
    """Makes browsers, signed in or not; nobody has read anything."""
    db.sql("DELETE FROM news_read")
    db.sql("UPDATE user SET created_at = '2020-01-01'")

    def make(name=None):
        client = Client(httpd.port)
        if name:
            assert client.sign_in(name).status == 303
        return client
    return make


def unread(client):
    return {i.get("id") for i in client.xml("/news").sections()["news"]
            .findall("item") if i.get("unread")}


def feed(client, language="en"):
    answer = client.get(f"/news/feed/{language}")
    assert answer.status == 200, answer
    assert answer.headers.get_content_type() == "application/atom+xml"
    return answer, etree.fromstring(answer.body)


# ---- unread

def test_what_one_opens_is_read(come):
    client = come("demo")
    before = unread(client)
    assert "1" in before
    assert "New" in client.get("/news").html.xpath(
        "//span[contains(@class, 'tag-unread')]/text()")
    assert client.get("/news/1").status == 200
    assert unread(client) == before - {"1"}
    assert client.get("/news/1").status == 200
    assert unread(client) == before - {"1"}


def test_what_one_reads_nobody_else_has_read(come):
    demo, member = come("demo"), come("member")
    before = unread(member)
    demo.get("/news/1")
    assert unread(member) == before and "1" in before


def test_all_are_read_by_one_button(come, db):
    client = come("demo")
    assert unread(client)
    assert client.get("/news").html.xpath("//form[@action='/dashboard/news/"
                                          "read']")
    answer = client.post("/news/read")
    assert (answer.status, answer.location) == (303, "/dashboard/news")
    assert not unread(client)
    assert not client.get("/news").html.xpath(
        "//form[@action='/dashboard/news/read']")
    assert client.post("/news/read").status == 303
    assert client.post("/news/read", csrf="x").status == 403


def test_old_news_are_not_unread_and_need_no_rows(come, db):
    client = come("demo")
    assert "10" in unread(client)                # 58 days
    assert "12" not in unread(client)            # 92 days
    client.get("/news/12")
    assert db.one("SELECT COUNT(*) FROM news_read") == "0"
    db.sql("INSERT INTO news_read SELECT id, 12 FROM user "
           "WHERE email = 'demo@example.com'")
    client.post("/news/read")
    assert db.one("SELECT COUNT(*) FROM news_read WHERE news_id = 12") == "0"


def test_news_from_before_one_came_are_not_unread(come, db):
    client = come("empty")
    db.sql("UPDATE user SET created_at = UTC_TIMESTAMP() - INTERVAL 3 DAY "
           "WHERE email = 'empty@example.com'")
    assert unread(client) == {"1"}


def test_a_page_that_is_kept_shows_what_was_read(come):
    client = come("other")
    for _ in range(3):
        assert "2" in unread(client)
    client.get("/news/2")
    for _ in range(3):
        assert "2" not in unread(client)


# ---- whom they are for

def test_guests_read_what_is_for_everybody(come, db):
    guest = come()
    ids = {i.get("id") for i in
           guest.xml("/news").sections()["news"].findall("item")}
    assert "1" in ids and not ids & {"3", "5", "9", "13"}
    assert not unread(guest)
    assert guest.get("/news/1").status == 200
    assert guest.get("/news/3").status == 404
    assert is_clean(guest.get("/news"))


def test_a_link_to_news_of_another_language_is_good(come, db):
    """The list has what one reads; a link from the feed leads somewhere."""
    db.sql("INSERT INTO news (id, title, body, published_on, language, state)"
           " VALUES (9101, 'Nowe serwery', 'Są *szybsze*.', '2026-01-05', "
           "'pl', 'published')")
    try:
        client = come("demo")
        assert "9101" not in client.get("/news").text
        page = client.get("/news/9101")
        assert page.status == 200 and is_clean(page)
        assert page.html.xpath("//article/@lang") == ["pl"]
        assert come().get("/news/9101").status == 200
        assert not client.get("/news/1").html.xpath("//article/@lang")
    finally:
        db.sql("DELETE FROM news WHERE id = 9101")


def test_drafts_and_what_is_retired_are_nowhere(come, db):
    client = come("demo")
    for state in ("draft", "retired"):
        db.sql(f"UPDATE news SET state = '{state}' WHERE id = 1")
        assert client.get("/news/1").status == 404
        assert b"Maintenance of the Cork" not in client.get("/news").body
        assert b"Maintenance of the Cork" not in client.get("/").body
        assert b"Maintenance of the Cork" not in feed(come())[0].body
    db.sql("UPDATE news SET state = 'published'")
    assert b"Maintenance of the Cork" in client.get("/").body


# ---- the feed (RFC 4287)

@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_feed_has_what_the_standard_wants(come, language):
    _, root = feed(come(), language)
    assert root.tag == ATOM + "feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for name in ("id", "title", "updated"):
        assert len(root.findall(ATOM + name)) == 1, name
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    entries = root.findall(ATOM + "entry")
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "published", "content"):
            assert len(entry.findall(ATOM + name)) == 1, name
        assert INSTANT.fullmatch(entry.findtext(ATOM + "updated"))
        assert entry.findtext(ATOM + "published") \
            <= entry.findtext(ATOM + "updated") \
            <= root.findtext(ATOM + "updated")
        content = entry.find(ATOM + "content")
        assert content.get("type") == "xhtml"
        assert [c.tag for c in content] \
            == ["{http://www.w3.org/1999/xhtml}div"]
        assert all(e.tag.startswith("{http://www.w3.org/1999/xhtml}")
                   for e in content.iterdescendants())
    names = [e.findtext(ATOM + "id") for e in entries]
    assert len(set(names)) == len(names)
    assert all(n.startswith("urn:uuid:") for n in names)


def test_the_feed_leads_to_itself_and_to_pages_that_are_there(come):
    client = come()
    _, root = feed(client)
    base = f"http://127.0.0.1:{client.port}"
    links = {(li.get("rel"), li.get("href"))
             for li in root.findall(ATOM + "link")}
    assert ("self", base + "/dashboard/news/feed/en") in links
    for link in root.iterfind(f"{ATOM}entry/{ATOM}link"):
        href = link.get("href")
        assert href.startswith(base)
        assert client.visit(href[len(base):]).status == 200
    assert client.get("/news").html.xpath(
        "//link[@type='application/atom+xml']/@href") \
        == ["/dashboard/news/feed/en"]


def test_the_feed_has_nothing_of_products_nor_of_tomorrow(come, db):
    titles = {e.text for e in
              feed(come())[1].iterfind(f"{ATOM}entry/{ATOM}title")}
    public = set(db.column(
        "SELECT title FROM news n WHERE published_on <= UTC_DATE() AND "
        "(language IS NULL OR language = 'en') AND NOT EXISTS (SELECT 1 FROM "
        "news_product p WHERE p.news_id = n.id)"))
    assert titles == public


def test_the_feed_is_kept_and_asked_for_again(come, db):
    client = come()
    answer, _ = feed(client)
    tag = answer.headers["ETag"]
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert feed(client)[0].body == answer.body
    same = client.get("/news/feed/en", headers={"If-None-Match": tag})
    assert (same.status, same.body) == (304, b"")
    assert same.headers["ETag"] == tag
    db.sql("UPDATE news SET title = 'Other words' WHERE id = 1")
    fresh = client.get("/news/feed/en", headers={"If-None-Match": tag})
    assert fresh.status == 200 and b"Other words" in fresh.body
    assert fresh.headers["ETag"] != tag


def test_hostile_news_stay_text(come, db):
    db.sql("INSERT INTO news (id, published_on, title, summary, body) VALUES "
           "(9001, UTC_DATE(), '<script>x</script>]]>', '&amp; <b>', "
           "'<script>alert(1)</script> [x](javascript:alert(1)) "
           "[y](page:order) [z](/z) <b>b</b>')")
    _, root = feed(come())
    entry = root.find(ATOM + "entry")
    assert entry.findtext(ATOM + "title") == "<script>x</script>]]>"
    tags = {etree.QName(e).localname
            for e in entry.find(ATOM + "content").iterdescendants()}
    assert tags <= {"div", "p", "a"}
    hrefs = [e.get("href") for e in entry.iter() if e.get("href")]
    assert not [h for h in hrefs if "javascript" in h or "page:" in h]
    db.sql("DELETE FROM news WHERE id = 9001")


def test_a_language_that_nobody_speaks_has_no_feed(come):
    for language in ("xx", "EN", "..%2f", "en%00"):
        assert come().get(f"/news/feed/{language}").status == 404


def test_a_site_without_news_has_a_feed_all_the_same(come, db):
    db.sql("UPDATE news SET state = 'draft'")
    _, root = feed(come())
    assert INSTANT.fullmatch(root.findtext(ATOM + "updated"))
    assert not root.findall(ATOM + "entry")
    db.sql("UPDATE news SET state = 'published'")
