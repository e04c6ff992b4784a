# SPDX-License-Identifier: Apache-2.0
"""Whatever customers, staff and visitors write is text, judged by an HTML5
parser: on servers of this module's own, all of whose texts are hostile."""
import re
import urllib.parse

import pytest
from lxml import etree

from client import Client
from pages import is_clean
from routes import LEADING, SHOWN

LONG = ("\"'><xss-x onxss=1 xss=1 style=xss></title></textarea></option>"
        "<xss-x>&lt;xss-x&gt;&#60;xss-x]]><![CDATA[-->{{1}}${1}")
SHORT = "\"'><xss-x onxss=1>&"
MARKDOWN = (
    "<xss-x onxss=1>\n\n[a](javascript:xss) [b](JaVaScRiPt:xss) "
    "[c](data:text/html,xss) [d](//xss.example) [e]( javascript:xss) "
    "[f](java&#10;script:xss) <javascript:xss> ![g](/xss.png) "
    "[h](https://example.org/\"onxss=1) [i](vbscript:xss)\n\n"
    "<script>xss</script>\n\n    <xss-x>\n\n`<xss-x>`\n\n```xss onxss=1\n"
    "<xss-x>\n```\n\n# <xss-x onxss=1>\n\n&lt;xss-x&gt;")
LINKS = ["javascript:xss", " javascript:xss", "JAVASCRIPT:xss",
         "//xss.example", "data:text/html,xss", "/\\xss.example",
         "page:xss", "\\\\xss.example",
         "https://example.org/\"onxss=\"1", "java\tscript:xss", "page:"]
CONTROL = "a\x01\x08\x0b\x1b\u200f\u202e\ufffe\uffffb"
LINES = "c\r\n\td"

# Not text that anybody writes, or what finds the rows at all.
KEPT = {"session", "schema_migration", "account_revision", "site",
        "number_sequence"}
KEPT_COLUMNS = {"password_hash", "currency", "country"}
LANGUAGES = {"news", "banner", "shortcut", "guide", "account"}
UNIQUE = {("user", "email"), ("ticket", "number"), ("ticket_message", "once_key"), ("invoice", "number"),
          ("guide", "slug"), ("tld", "name"), ("payment", "reference"),
          ("mail", "once_key"), ("customer_order", "number"),
          ("customer_order", "once_key"),
          ("payment_attempt", "once_key"), ("payment_attempt", "reference"),
          ("gateway_event", "event"), ("terms", "version")}


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def columns(db):
    """Every column of text: (table, column, characters)."""
    for table, column, size in db.sql(
            "SELECT table_name, column_name, character_maximum_length FROM "
            "information_schema.columns WHERE table_schema = 'custdash' AND "
            "data_type IN ('char', 'varchar', 'text', 'mediumtext') AND "
            "is_generated = 'NEVER' AND table_name NOT IN "
            "(SELECT table_name FROM information_schema.views)"):
        if (table not in KEPT and column not in KEPT_COLUMNS
                and (table not in LANGUAGES or column != "language")):
            yield table, column, int(size)


def value_for(table, column, size, payload):
    if column == "link":
        options = ", ".join(quoted(link) for link in LINKS)
        return f"ELT(1 + id % {len(LINKS)}, {options})"
    if column == "body" and payload == LONG:
        return quoted(MARKDOWN)
    if (table, column) in UNIQUE or size < len(payload):
        short = payload if payload != LONG else SHORT
        text = quoted(short.replace("/", "")[:size])
        if (table, column) in UNIQUE:
            return f"CONCAT(LOWER(LEFT({text}, {size - 12})), id)"
        return text
    return quoted(payload)


def poison(db, payload):
    """Write it into every column of text. Returns how many there were."""
    changes = [f"UPDATE `{t}` SET `{c}` = {value_for(t, c, s, payload)}"
               for t, c, s in columns(db)]
    db.sql("SET SESSION foreign_key_checks = 0, sql_mode = '';"
           + ";\n".join(changes))
    return len(changes)


@pytest.fixture(scope="module")
def hostile(private):
    """A signed-in browser where all texts are hostile, and its database."""
    db, start = private
    db.sql("UPDATE banner SET image = NULL")
    client = Client(start().port)
    assert client.sign_in("demo").status == 303
    assert poison(db, LONG) > 50
    return client, db


def paths(db):
    """Each page; those with parameters for several things."""
    some = {
        "service": "SELECT id FROM service WHERE account_id = 1001 LIMIT 3",
        "domain": "SELECT id FROM domain WHERE account_id = 1001 LIMIT 3",
        "invoice": "SELECT id FROM invoice WHERE account_id = 1001 "
                   "AND status <> 'draft' LIMIT 3",
        "ticket": "SELECT number FROM ticket WHERE account_id = 1001 LIMIT 3",
        "guide": "SELECT slug FROM guide WHERE language = 'en' LIMIT 3",
        "news": "SELECT id FROM news WHERE language = 'en' LIMIT 3",
        "email": "SELECT id FROM mail WHERE account_id = 1001 LIMIT 3",
        "token": "SELECT '1001.x'",
        "contact": "SELECT id FROM contact WHERE account_id = 1001 LIMIT 3",
        "link": "SELECT REPEAT('x', 43)",
        "product": "SELECT id FROM product WHERE offered = 1 LIMIT 3",
    }
    for route in SHOWN:
        if route.access == "CD_GUEST" or route.name in LEADING:
            continue
        if not route.parameters:
            yield route.path
            continue
        name, = route.parameters
        for value in db.column(some[name]):
            yield route.url(**{name: urllib.parse.quote(value, safe="")})


def is_text_only(answer):
    """Nothing of a payload became an element or an attribute."""
    is_clean(answer)
    for element in answer.html.iter(etree.Element):
        assert not element.tag.lower().startswith("xss"), answer
        for name, value in element.attrib.items():
            assert "xss" not in name.lower(), answer
            if name in ("href", "src", "action"):
                assert not re.match(r"(?i)\s*(javascript|data|vbscript):",
                                    value), value
                assert "//xss" not in value, value
    return True


def test_hostile_texts_stay_texts_on_every_page(hostile, contract):
    client, db = hostile
    told = 0
    for path in paths(db):
        answer = client.get(path)
        assert answer.status in (200, 404), answer
        assert is_text_only(answer)
        document = client.xml(path)
        assert document.status == answer.status
        contract.assertValid(document.xml)
        told += LONG in "".join(answer.html.itertext())
    assert told >= 10                   # verbatim, not dropped


def test_hostile_texts_are_shown_as_they_were_written(hostile):
    client, _ = hostile
    page = client.get("/personal")
    assert LONG in "".join(page.html.itertext())
    section = client.xml("/personal").sections()["personal"]
    assert section[0].get("company") == LONG


def test_hostile_links_lead_nowhere(hostile):
    client, db = hostile
    for path in ("/", "/guides", "/news"):
        for href in client.get(path).html.xpath("//main//a/@href"):
            assert re.match(r"/dashboard(/|$)|https://example\.org/|\?|#|"
                            r"mailto:", href), href
    page = client.get("/")
    outside = page.html.xpath("//main//a[starts-with(@href, 'https:')]")
    assert all(a.attrib.keys() <= {"href", "class", "rel", "aria-label"}
               for a in outside)


def test_hostile_markdown_keeps_its_safe_links_only(hostile):
    client, db = hostile
    number = db.one("SELECT number FROM ticket WHERE id = 5001")
    page = client.get("/tickets/" + urllib.parse.quote(number, safe=""))
    assert page.status == 200
    links = page.html.xpath("//*[contains(@class, 'prose')]//a/@href")
    assert links and all(h.startswith("https://example.org/") for h in links)
    assert not page.html.xpath("//main//*[contains(@class, 'prose')]//img")
    text = "".join(page.html.xpath("//main//code//text()"))
    assert "<xss-x>" in text


def test_control_characters_break_no_page(hostile, contract):
    client, db = hostile
    poison(db, CONTROL + LINES)
    try:
        for path in paths(db):
            document = client.xml(path)
            assert document.status in (200, 404)
            contract.assertValid(document.xml)
            answer = client.get(path)
            assert is_clean(answer)
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe"
                                 "\uffff]", answer.text)
    finally:
        poison(db, LONG)


@pytest.mark.parametrize("route", [r for r in SHOWN if not r.parameters
                                   and r.name not in LEADING],
                         ids=lambda r: r.name)
def test_nothing_in_a_query_becomes_markup(route, known):
    names = ["name", "how", "sort", "order", "status", "ours", "after",
             "before", "to", "lang", "email", "first-name", "x"]
    client = known("guest" if route.access == "CD_GUEST" else "demo")
    for payload in (LONG, "javascript:xss", "xss\u202e'\"><xss-x>"):
        query = urllib.parse.urlencode([(n, payload) for n in names])
        answer = client.get(f"{route.path}?{query}&{query}")
        assert answer.status == 200
        assert is_text_only(answer)
        raw = urllib.parse.quote(payload, safe="<>\"';:=/()&#")
        answer = client.get(f"{route.path}?{raw}".replace("#", ""))
        assert is_text_only(answer)


@pytest.mark.parametrize("path", ["/{}", "/tickets/{}", "/guides/{}",
                                  "/services/{}", "/-/{}/{}", "/news/{}"])
def test_nothing_in_a_path_becomes_markup(path, known):
    payload = urllib.parse.quote(SHORT, safe="\"'<>=&")
    payload = payload.replace(" ", "%20")
    for user in ("demo", "guest"):
        answer = known(user).get(path.format(payload, payload))
        if answer.status != 303:
            assert answer.status == 404
            assert is_text_only(answer)


@pytest.mark.parametrize("path, user", [("/sign-in", "guest"),
                                        ("/register", "guest"),
                                        ("/contacts/new", "demo")])
def test_nothing_typed_into_a_form_becomes_markup(path, user, known,
                                                  contract):
    client = known(user)
    names = [f.get("name") for f in client.xml(path).xml.iter("field")]
    for payload in (LONG, SHORT, "javascript:xss", "</textarea><xss-x>"):
        fields = dict.fromkeys(names, payload)
        answer = client.post(path, fields)
        assert answer.status == 422
        assert is_text_only(answer)
        document = client.post(path + "?format=xml", fields)
        contract.assertValid(document.xml)
        email = document.xml.find(".//field[@name='email']").get("value")
        assert email == payload


def test_a_hostile_host_is_no_link(known):
    answer = known("guest").get("/sign-in", headers={"Host": "xss.example"})
    assert b"xss.example" not in answer.body
    answer = known("guest").get("/", headers={"Host": "xss.example"})
    assert answer.location == "/dashboard/sign-in"
