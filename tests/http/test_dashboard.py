# SPDX-License-Identifier: Apache-2.0
"""The main page: ten sections, each as the description of the dashboard
says it."""
import re

import pytest

from client import Client
from servers import Httpd
from statements import logged

SECTIONS = ["personal", "contacts", "shortcuts", "banner", "tiles",
            "services", "renewals", "domain-search", "tickets", "news"]

# The tiles, counted without the dashboard's own statements.
TILES = {
    "services": "SELECT COUNT(*) FROM service WHERE account_id = {a} "
                "AND status = 'active'",
    "domains": "SELECT COUNT(*) FROM domain WHERE account_id = {a} "
               "AND ours = 1 AND status IN ('active', 'grace', 'redemption')",
    "invoices": "SELECT COUNT(*) FROM invoice WHERE account_id = {a} "
                "AND status = 'unpaid'",
    "tickets": "SELECT COUNT(*) FROM ticket WHERE account_id = {a}",
}


def rows(page, section, row="*"):
    return page.sections()[section].findall(row)


def shown(page, section):
    """The part of the HTML that is that section, as text."""
    element, = page.html.xpath(f"//*[@data-section='{section}']")
    return " ".join("".join(element.itertext()).split())


def links(page, section):
    return page.html.xpath(f"//*[@data-section='{section}']//a/@href")


def tiles(client):
    return {t.get("name"): int(t.get("count"))
            for t in rows(client.xml("/"), "tiles")}


def test_it_has_ten_sections(demo):
    assert sorted(demo.get("/").data_sections()) == sorted(SECTIONS)


def test_the_document_has_the_same_ten_sections(demo):
    page = demo.xml("/")
    assert sorted(page.sections()) == sorted(SECTIONS)
    assert all(len(s) for s in page.sections().values())


@pytest.mark.parametrize("user, account", [("demo", 1001), ("other", 1002),
                                           ("empty", 1003)])
def test_each_tile_tells_what_there_is(user, account, known, db):
    assert tiles(known(user)) == {
        name: int(db.one(sql.format(a=account)))
        for name, sql in TILES.items()}


def test_the_tiles_lead_to_their_lists_and_show_their_numbers(demo):
    page = demo.get("/")
    assert [link.split("?")[0] for link in links(page, "tiles")] \
        == [f"/dashboard/{name}" for name in TILES]
    numbers = page.html.xpath("//*[@data-section='tiles']"
                              "//*[@class='tile-count']/text()")
    assert [int(n) for n in numbers] == list(tiles(demo).values())


def test_behind_a_tile_that_counts_a_choice_is_that_choice(demo):
    """Services and tickets lead to all."""
    counts = tiles(demo)
    chosen = [link for link in links(demo.get("/"), "tiles") if "?" in link]
    assert len(chosen) == 2
    for link in chosen:
        section, = demo.visit(link + "&format=xml").sections().values()
        assert any(section.xpath("filter/option[@selected]/@value"))
        shown = [e for e in section if e.tag not in ("filter", "sort")]
        assert len(shown) == counts[section.get("name")]


def test_external_domains_are_never_counted(demo, db):
    before = tiles(demo)["domains"]
    db.sql("INSERT INTO domain (id, account_id, name, ours, status) VALUES "
           "(9901, 1001, 'elsewhere.example', 0, 'active'), "
           "(9902, 1001, 'here.example', 1, 'active'), "
           "(9903, 1001, 'gone.example', 1, 'transferred-away')")
    try:
        assert tiles(demo)["domains"] == before + 1
    finally:
        db.sql("DELETE FROM domain WHERE id IN (9901, 9902, 9903)")


def test_personal_data_and_billing_details_are_shown(demo):
    text = shown(demo.get("/"), "personal")
    for word in ("Marta Lindqvist", "demo@example.com", "14 Quay Street",
                 "Galway", "Ireland", "Lindqvist Ceramics", "H91 K2V7"):
        assert word in text
    assert "/dashboard/personal" in " ".join(links(demo.get("/"), "personal"))


def test_the_first_five_contacts_are_shown_with_new_contact(demo):
    page = demo.xml("/")
    assert [c.get("last-name") for c in rows(page, "contacts", "contact")] \
        == ["Keane", "Ó Súilleabháin", "Tanaka"]
    html = demo.get("/")
    assert "Yuki Tanaka" in shown(html, "contacts")
    assert "/dashboard/contacts/new" in links(html, "contacts")


def test_active_services_have_name_domain_status_and_manage(demo, db):
    page = demo.xml("/")
    ids = [s.get("id") for s in rows(page, "services", "service")]
    assert ids == db.column(
        "SELECT id FROM service WHERE account_id = 1001 AND "
        "status = 'active' ORDER BY name, id")
    html = demo.get("/")
    assert [f"/dashboard/services/{i}" for i in ids] == [
        h for h in links(html, "services")
        if re.fullmatch(r"/dashboard/services/\d+", h)]
    text = shown(html, "services")
    assert "WordPress Studio" in text and "Active" in text
    assert "shop.lindqvist-ceramics.com" in text and "Manage" in text


def test_renewals_are_those_within_their_windows(demo, db):
    due = [(r.get("kind"), r.get("id"))
           for r in rows(demo.xml("/"), "renewals", "renewal")]
    services = db.column(
        "SELECT s.id FROM service s JOIN product p ON p.id = s.product_id "
        "JOIN renewal_window w ON w.cycle = s.cycle "
        "WHERE s.account_id = 1001 AND s.status IN ('active', 'suspended') "
        "AND COALESCE(p.renewal_days, w.days) > 0 AND "
        "DATEDIFF(s.next_due_on, UTC_DATE()) "
        "<= COALESCE(p.renewal_days, w.days)")
    domains = db.column(
        "SELECT id FROM domain WHERE account_id = 1001 AND ours = 1 AND "
        "status IN ('active', 'grace', 'redemption') AND "
        "DATEDIFF(expires_on, UTC_DATE()) <= 60")
    assert sorted(due) == sorted([("service", i) for i in services]
                                 + [("domain", i) for i in domains])
    assert services and domains
    page = demo.get("/")
    assert "/dashboard/renewals" in links(page, "renewals")
    assert "Renew Now" in shown(page, "renewals")


def test_a_renewal_on_an_unpaid_invoice_says_so(demo):
    renewal, = [r for r in rows(demo.xml("/"), "renewals", "renewal")
                if (r.get("kind"), r.get("id")) == ("service", "2002")]
    assert renewal.get("invoice") == "4001"
    assert "/dashboard/invoices/4001" in links(demo.get("/"), "renewals")


def test_nothing_due_shows_nothing(known):
    page = known("empty").get("/")
    assert "renewals" not in page.data_sections()
    assert rows(known("empty").xml("/"), "renewals") == []


def test_the_quick_search_registers_or_transfers_and_leads_to_a_guide(demo):
    page = demo.get("/")
    form, = page.html.xpath("//*[@data-section='domain-search']//form")
    assert form.get("action") == "/dashboard/domains/search"
    assert form.get("method", "get") == "get"
    assert set(form.xpath(".//*[@name='how']/@value")) == {"register",
                                                           "transfer"}
    guides = [h for h in links(page, "domain-search")
              if h.startswith("/dashboard/guides/")]
    assert guides and all(demo.visit(h).status == 200 for h in guides)


def test_recent_tickets_are_the_five_that_changed_last(demo, db):
    page = demo.xml("/")
    assert [t.get("number") for t in rows(page, "tickets", "ticket")] \
        == db.column("SELECT number FROM ticket WHERE account_id = 1001 "
                     "ORDER BY updated_at DESC, id DESC LIMIT 5")
    first = rows(page, "tickets", "ticket")[0]
    text = shown(demo.get("/"), "tickets")
    assert first.get("number") in text and first.get("subject") in text
    assert "Answered" in text


def news(client):
    return {i.get("id") for path in ("/", "/news")
            for i in rows(client.xml(path), "news", "item")}


@pytest.fixture
def news_of(db):
    """Put a piece of news there, for products; gone behind the test."""
    def put(products, language="NULL", days=0):
        db.sql("INSERT INTO news (id, language, published_on, title, body) "
               f"VALUES (9900, {language}, UTC_DATE() + INTERVAL {days} DAY, "
               "'For some', 'Text')")
        for product in products:
            db.sql(f"INSERT INTO news_product VALUES (9900, {product})")
    yield put
    db.sql("DELETE FROM news WHERE id = 9900")


def test_news_for_all_reach_everybody(known, news_of):
    news_of([])
    assert all("9900" in news(known(u)) for u in ("demo", "other", "empty"))
    assert known("empty").get("/news/9900").status == 200


def test_news_for_a_product_reach_who_has_it(known, news_of):
    news_of([3])                       # Web Business: only other has it
    assert "9900" in news(known("other"))
    assert known("other").get("/news/9900").status == 200
    for user in ("demo", "empty", "member"):
        assert "9900" not in news(known(user))
        assert known(user).get("/news/9900").status == 404


def test_news_for_a_product_outside_the_scope_stay_away(known, news_of):
    news_of([2])                       # Web Plus: demo's, not member's
    assert "9900" in news(known("demo"))
    assert "9900" not in news(known("member"))


def test_news_for_a_product_once_had_stay_away(known, news_of):
    news_of([1, 3])
    assert "9900" in news(known("demo"))      # one Web Start runs
    assert "9900" not in news(known("empty"))


def test_news_of_tomorrow_and_of_another_language_stay_away(known, news_of,
                                                            db):
    news_of([], days=3)
    assert "9900" not in news(known("demo"))
    assert known("demo").get("/news/9900").status == 404
    db.sql("UPDATE news SET published_on = UTC_DATE(), language = 'pl' "
           "WHERE id = 9900")
    assert "9900" in news(known("other"))
    assert "9900" not in news(known("demo"))


def test_no_banner_no_box(demo, db):
    assert "banner" in demo.get("/").data_sections()
    db.sql("UPDATE banner SET starts_on = starts_on + INTERVAL 1000 DAY, "
           "ends_on = ends_on + INTERVAL 1000 DAY")
    try:
        assert "banner" not in demo.get("/").data_sections()
        assert rows(demo.xml("/"), "banner") == []
    finally:
        db.sql("UPDATE banner SET starts_on = starts_on - INTERVAL 1000 DAY,"
               " ends_on = ends_on - INTERVAL 1000 DAY")


def test_the_banner_is_one_of_today_in_the_viewers_language(known):
    for user, title in [("demo", "A second copy of everything"),
                        ("other", "Druga kopia wszystkiego")]:
        banner, = rows(known(user).xml("/"), "banner")
        assert banner.get("title") == title


def shortcut_names(client):
    return [s.get("name") for s in rows(client.xml("/"), "shortcuts")]


def test_shortcuts_come_in_order_and_in_the_viewers_language(known):
    assert shortcut_names(known("demo")) == [
        "Order a new service", "Register a new domain", "Renew services",
        "Read the guides"]
    assert shortcut_names(known("other"))[1] == "Zarejestruj nową domenę"


def test_shortcuts_want_their_permission(known):
    assert "Order a new service" not in shortcut_names(known("member"))
    assert "Renew services" in shortcut_names(known("member"))


def test_a_polish_user_gets_a_polish_page(known):
    page = known("other").get("/")
    assert page.html.get("lang") == "pl"
    text = "".join(page.html.itertext())
    assert "Usługi" in text and "Wyloguj" in text
    assert "Sign out" not in text and "Recent" not in text


def test_an_empty_account_has_sensible_empty_states(known):
    page = known("empty").get("/")
    assert page.status == 200
    assert {"personal", "contacts", "tiles", "services", "tickets",
            "shortcuts", "domain-search"} <= set(page.data_sections())
    assert set(tiles(known("empty")).values()) == {0}
    for section in ("services", "tickets", "contacts"):
        assert page.html.xpath(f"//*[@data-section='{section}']"
                               "//*[contains(@class, 'empty')]")


def test_an_empty_account_has_sensible_lists(known):
    for path in ("/services", "/domains", "/invoices", "/tickets",
                 "/contacts", "/renewals"):
        page = known("empty").get(path)
        assert page.status == 200
        assert page.html.xpath("//main//*[contains(@class, 'empty')]")
        assert not page.html.xpath("//main//tbody/tr")


def test_a_member_sees_only_what_she_may(known):
    page = known("member").xml("/")
    seen = {name for name, s in page.sections().items() if len(s)}
    assert seen == set(SECTIONS) - {"personal", "contacts"}
    assert set(tiles(known("member"))) == {"services", "domains", "tickets"}
    html = known("member").get("/")
    assert not {"personal", "contacts"} & set(html.data_sections())
    assert not [h for h in html.html.xpath("//@href")
                if re.search("/(invoices|personal|contacts|order)", h)]


def test_a_narrowed_member_sees_only_chosen_services_and_domains(known, db):
    page = known("member").xml("/")
    chosen = set(db.column("SELECT service_id FROM membership_service "
                           "WHERE membership_id = 705"))
    assert {s.get("id") for s in rows(page, "services")} == chosen
    due = {(r.get("kind"), r.get("id")) for r in rows(page, "renewals")}
    assert due and all(i in chosen for kind, i in due if kind == "service")
    assert not [i for kind, i in due if kind == "domain" and i != "3002"]
    assert tiles(known("member"))["domains"] == 1
    subjects = {t.get("subject") for t in rows(page, "tickets")}
    assert "A second IPv4 address for the VPS" in subjects
    assert "Auth code for glaze-lab.io is refused" not in subjects
    assert "Move the old mail archive into Mailbox Team" not in subjects


@pytest.fixture
def single(setup, db):
    """An httpd of one child and one connection."""
    httpd = Httpd(setup, db.state / "single", [
        "StartServers 1", "ServerLimit 1", "MaxRequestWorkers 25",
        "DBDMax 1", "DBDKeep 1", "CustDashDatabaseGate 1",
        f'DBDParams "sock={db.socket} user=custdash pass=custdash '
        'dbname=custdash reconnect=0"']).start()
    yield Client(httpd.port)
    httpd.stop()


def test_a_cold_main_page_costs_at_most_six_prepared_statements(
        single, signed_in, db):
    """On a connection that nobody has used yet. What sets the connection up
    (SET …) and what puts down the session's use, now and then, are not
    counted; a page that is kept costs one."""
    single.jar = signed_in("demo").jar
    db.sql("UPDATE session SET seen_at = seen_at - INTERVAL 2 MINUTE")
    with logged(db) as log:
        assert single.get("/").status == 200
    assert len({thread for thread, _, _ in log.commands}) == 1
    touched = [t for t in log.texts if t.startswith("UPDATE")]
    assert len(touched) == 1
    assert 2 <= len(log.texts) - 1 <= 6, log.texts
    queries = log.of_kind("Query")
    assert queries and all(t.startswith("SET ") for t in queries)
    assert len(log.of_kind("Prepare")) == len(log.of_kind("Execute"))
    with logged(db) as second:
        assert single.get("/?again").status == 200
    # the rows that are the same for everybody are kept by now
    assert len(second.texts) == len(log.texts) - 2
    assert not any("FROM shortcut" in text for text in second.texts)
    with logged(db) as warm:
        assert single.get("/?again").status == 200
    assert len(warm.texts) == 1, warm.texts
    assert not second.of_kind("Prepare", "Query")
