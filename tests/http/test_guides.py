# SPDX-License-Identifier: Apache-2.0
"""Guides: read by anybody, found by words, and asked whether they helped."""
import re

import pytest

from client import Client
from load import at_once
from pages import is_clean

GUIDE = "/guides/your-dashboard"
NOBODY = "0 Users Found This Useful (0 Votes)"


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]()


@pytest.fixture
def guest(httpd, db):
    """Makes browsers of people who are not signed in; nobody has voted."""
    db.sql("DELETE FROM guide_vote; DELETE FROM throttle")
    return lambda: Client(httpd.port)


@pytest.fixture
def user(httpd, db):
    def make(name="demo"):
        client = Client(httpd.port)
        assert client.sign_in(name).status == 303
        return client
    db.sql("DELETE FROM guide_vote; DELETE FROM throttle")
    return make


def counted(answer):
    return answer.html.xpath("string(//*[@class='helpful-count'])")


def votes(client, guide=GUIDE):
    node = client.xml(guide).sections()["helpful"][0]
    return int(node.get("helpful")), int(node.get("votes")), node.get("mine")


def vote(client, helpful, guide=GUIDE):
    answer = client.post(guide, {"helpful": helpful})
    assert answer.status == 303, answer
    assert answer.location == "/dashboard" + guide
    return answer


def found(client, query, lang=""):
    page = client.xml(f"/guides/search?q={query}{lang}")
    assert page.status == 200
    return page.sections()["guide-search"]


# ---- reading

@pytest.mark.parametrize("slug", ["your-dashboard", "register-a-domain",
                                  "transfer-a-domain"])
@pytest.mark.parametrize("lang", ["en", "pl"])
def test_the_three_guides_are_there_in_both_languages(guest, slug, lang,
                                                      contract):
    page = guest().xml(f"/guides/{slug}?lang={lang}")
    contract.assertValid(page.xml)
    guide = page.sections()["guide"][0]
    assert guide.get("language") is None        # it is the reader's
    assert len("".join(guide.itertext())) > 1500
    assert is_clean(guest().get(f"/guides/{slug}?lang={lang}"))


def test_the_guide_to_the_dashboard_goes_through_its_ten_sections(guest):
    heads = guest().get(GUIDE).html.xpath("//article//h2/text()")
    assert [h.split(".")[0] for h in heads[:10]] \
        == [str(n) for n in range(1, 11)]


def test_the_domain_search_leads_to_both_guides(user):
    links = user().get("/").html.xpath(
        "//*[@data-section='domain-search']//a/@href")
    assert {"/dashboard/guides/register-a-domain",
            "/dashboard/guides/transfer-a-domain"} <= set(links)


def test_what_is_not_there_in_ones_language_is_read_in_another(guest, db):
    db.sql("INSERT INTO guide (id, slug, language, category, title, body) "
           "VALUES (900, 'only-polish', 'pl', 'Inne', 'Po polsku', 'Tak')")
    page = guest().xml("/guides/only-polish?lang=en")
    assert page.sections()["guide"][0].get("language") == "pl"
    html = guest().get("/guides/only-polish?lang=en").html
    assert html.xpath("//article/@lang") == ["pl"]
    slugs = [g.get("slug") for g in
             guest().xml("/guides?lang=en").sections()["guides"]]
    assert slugs.count("only-polish") == 1
    assert slugs.count("register-a-domain") == 1
    db.sql("DELETE FROM guide WHERE id = 900")
    assert guest().get("/guides/only-polish").status == 404


def test_drafts_and_what_is_retired_are_nowhere(guest, db):
    for state in ("draft", "retired"):
        db.sql(f"UPDATE guide SET state = '{state}' "
               "WHERE slug = 'renew-in-time'")
        client = guest()
        assert client.get("/guides/renew-in-time").status == 404
        assert b"renew-in-time" not in client.get("/guides").body
        assert "renew-in-time" not in [
            g.get("slug") for g in found(client, "renewing+in+time")]
        assert client.post("/guides/renew-in-time",
                           {"helpful": 1}).status == 404
    db.sql("UPDATE guide SET state = 'published'")


def test_related_guides_stand_below(guest):
    related = [g.get("slug") for g in guest().xml(
        "/guides/register-a-domain").sections()["related"]]
    assert related[:2] == ["transfer-a-domain", "your-dashboard"]
    assert "register-a-domain" not in related


# ---- searching

def test_the_best_guide_is_found_first(guest):
    first = [g.get("slug") for g in found(guest(), "transfer+a+domain")]
    assert first[0] == "transfer-a-domain"
    assert "register-a-domain" in first
    first = [g.get("slug")
             for g in found(guest(), "Rejestracja+domen", "&lang=pl")]
    assert first[0] == "register-a-domain"


@pytest.mark.parametrize("query", ["domains", "DOMAIN", "d%C3%B6main"])
def test_form_case_and_accents_make_no_difference(guest, query):
    assert {"register-a-domain", "transfer-a-domain"} <= {
        g.get("slug") for g in found(guest(), query)}


def test_the_words_are_marked_where_they_stand(guest):
    for guide in found(guest(), "auth+code"):
        if guide.get("slug") == "transfer-a-domain":
            parts = guide.findall("part")
            marked = {p.get("text").lower() for p in parts if p.get("mark")}
            assert marked <= {"auth", "code", "codes", "authorised"}
            assert marked
            assert sum(len(p.get("text")) for p in parts) < 400
            break
    else:
        raise AssertionError("not found")
    html = guest().get("/guides/search?q=auth+code").html
    assert "code" in [m.lower() for m in html.xpath("//mark/text()")]


def test_short_words_are_found_too(guest, db):
    db.sql("INSERT INTO guide (id, slug, language, category, title, body) "
           "VALUES (901, 'ip', 'en', 'Net', 'Addresses', 'Each has an IP.')")
    assert "ip" in [g.get("slug") for g in found(guest(), "ip")]
    db.sql("DELETE FROM guide WHERE id = 901")
    assert len(found(guest(), ".eu"))


@pytest.mark.parametrize("query", [
    "", "%20", "%2B", "%2Bdomain+-transfer*+%22%40%3E%3C()~", "%22", "*",
    "%25", "_", "'%20OR%201=1--", "a" * 500, "%F0%9F%98%80",
    "<script>alert(1)</script>", "domain%0atransfer", "+".join("abcdefghij"),
    "the", "com", "%5C", "%5C%5C%25", "%C5%82" * 80])
def test_odd_input_is_answered(guest, query, contract):
    client = guest()
    page = client.xml(f"/guides/search?q={query}")
    assert page.status == 200
    contract.assertValid(page.xml)
    assert is_clean(client.get(f"/guides/search?q={query}"))


@pytest.mark.parametrize("query", ["%", "%00", "%ff", "%zz"])
def test_what_is_no_text_asks_for_nothing(guest, query):
    page = guest().get(f"/guides/search?q={query}")
    assert page.status == 200 and is_clean(page)
    assert not page.html.xpath("//*[@data-section='guide-search']")


def test_a_wild_card_finds_nothing_by_itself(guest):
    for query in ("%25", "_", "*"):
        assert found(guest(), query).get("found") is None
    assert found(guest(), "zzzzqqq").get("found") == "0"


def test_text_in_guides_is_no_markup_in_what_is_found(guest, db):
    db.sql("INSERT INTO guide (id, slug, language, category, title, body) "
           "VALUES (902, 'hostile', 'en', '<b>x', '<script>zebra</script>', "
           "'<img src=x onerror=alert(1)> zebra &lt;script&gt; "
           "`<script>alert(1)</script>`')")
    page = guest().get("/guides/search?q=zebra")
    assert is_clean(page)
    assert not page.html.xpath("//main//img | //main//script | //main//b")
    assert page.html.xpath("//main//mark/text()")
    db.sql("DELETE FROM guide WHERE id = 902")


# ---- votes

def test_nobody_has_voted_yet_as_the_page_says(guest):
    client = guest()
    page = client.get(GUIDE)
    assert counted(page) == NOBODY
    assert "Was this answer helpful?" in page.html.xpath("//h2/text()")
    assert "custdash-visitor" not in client.jar     # not before one votes


def test_a_guest_votes_and_changes_her_mind(guest):
    client = guest()
    vote(client, 1)
    assert counted(client.get(GUIDE)) \
        == "1 User Found This Useful (1 Vote)"
    assert votes(client) == (1, 1, "1")
    assert votes(guest()) == (1, 1, None)
    cookie = client.jar["custdash-visitor"]
    vote(client, 0)
    assert votes(client) == (0, 1, "0")
    vote(client, 0)
    vote(client, 1)
    assert votes(client) == (1, 1, "1")
    assert client.jar["custdash-visitor"] == cookie


def test_the_cookie_is_for_a_year_and_for_nobody_else(guest):
    answer = vote(guest(), 1)
    value, attributes = answer.cookies()["custdash-visitor"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/",
            "Max-Age=31536000"} <= attributes
    assert re.fullmatch(r"[\w-]{43}\.[\w-]{43}", value)


def test_a_cookie_that_we_did_not_sign_is_nobodys(guest):
    client = guest()
    vote(client, 1)
    token, mark = client.jar["custdash-visitor"].split(".")
    for forged in (f"{token}.{'A' * 43}", token, f"{token}.", "x" * 87,
                   f"{'A' * 43}.{mark}", f"{token}.{mark}x"):
        other = guest_with(client, forged)
        assert votes(other)[2] is None, forged


def guest_with(client, cookie):
    other = Client(client.port)
    other.jar = {"custdash-visitor": cookie}
    return other


def test_a_user_has_one_vote_wherever_she_is(user):
    one, two = user(), user()
    vote(one, 1)
    vote(two, 0)
    assert votes(one) == (0, 1, "0")
    assert "custdash-visitor" not in one.jar


def test_who_signs_in_behind_her_vote_has_still_one(guest, httpd, db):
    client = guest()
    vote(client, 1)
    assert client.sign_in("demo").status == 303
    vote(client, 0)
    assert votes(client) == (0, 1, "0")
    assert db.one("SELECT COUNT(*) FROM guide_vote") == "1"


def test_votes_count_for_the_guide_in_all_languages(guest):
    vote(guest(), 1)
    client = guest()
    client.get("/guides?lang=pl")
    assert counted(client.get(GUIDE)) \
        == "1 użytkownik uznał to za przydatne (1 głos)"


def test_a_hundred_voters_who_change_their_minds_are_counted_exactly(
        guest, user, db):
    """Each votes, then votes the other way, all at once; every third is a
    browser that stays with its first vote."""
    voters = [guest() for _ in range(100)]
    tokens = [v.csrf() for v in voters]

    def ballot(i, helpful):
        return lambda: voters[i].post(GUIDE, {"helpful": helpful},
                                      csrf=tokens[i])
    first = at_once([ballot(i, i % 2) for i in range(100)])
    assert [r.status for r in first] == [303] * 100
    assert votes(guest())[:2] == (50, 100)
    second = at_once([ballot(i, 1 - i % 2) for i in range(100) if i % 3])
    assert {r.status for r in second} == {303}
    expected = sum((1 - i % 2) if i % 3 else i % 2 for i in range(100))
    assert votes(guest())[:2] == (expected, 100)
    assert db.sql("SELECT SUM(helpful), COUNT(*) FROM guide_vote") \
        == [[str(expected), "100"]]


def test_one_voter_pressing_at_once_has_one_vote(guest):
    client = guest()
    vote(client, 0)
    token = client.csrf()
    results = at_once([lambda: client.post(GUIDE, {"helpful": 1}, csrf=token)
                       for _ in range(12)])
    assert {r.status for r in results} == {303}
    assert votes(client) == (1, 1, "1")


def test_who_writes_with_sql_is_counted_too(guest, db):
    db.sql("INSERT INTO guide_vote (slug, user_id, helpful) VALUES "
           "('your-dashboard', 77, 1), ('your-dashboard', 78, 1)")
    db.sql("UPDATE guide_vote SET helpful = 0 WHERE user_id = 77")
    assert votes(guest()) == (1, 2, None)
    db.sql("DELETE FROM guide_vote WHERE user_id = 78")
    assert votes(guest()) == (0, 1, None)


@pytest.mark.parametrize("helpful", ["", "2", "yes", "-1", "1 ", "01"])
def test_a_vote_is_yes_or_no(guest, helpful):
    client = guest()
    answer = client.post(GUIDE, {"helpful": helpful})
    if helpful == "1 ":
        assert answer.status == 303              # values are trimmed
        return
    assert answer.status == 422
    assert votes(client) == (0, 0, None)


def test_a_vote_needs_the_token_and_a_guide(guest):
    client = guest()
    assert client.post(GUIDE, {"helpful": 1}, csrf="x").status == 403
    assert client.post("/guides/nothing-here", {"helpful": 1}).status == 404
    assert votes(client) == (0, 0, None)


def test_who_votes_all_the_time_waits(guest, db):
    client = guest()
    vote(client, 1)
    token = client.csrf()
    answers = [client.post(GUIDE, {"helpful": i % 2}, csrf=token)
               for i in range(50)]
    assert {a.status for a in answers} == {303, 429}
    last = answers[-1]
    assert last.status == 429
    assert int(last.headers["Retry-After"]) >= 1
    assert last.html.xpath("//*[@class='helpful']//*[@role='alert']")
    assert votes(client)[1] == 1
    vote(guest(), 1)                             # others don't
