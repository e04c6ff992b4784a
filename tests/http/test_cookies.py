# SPDX-License-Identifier: Apache-2.0
"""The attributes of cookies (OWASP ASVS 5.0, 3.3)."""
import pytest

SAFE = {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"}


@pytest.mark.parametrize("name", ["secure", "https"])
def test_cookies_are_host_bound_and_secure(host, name):
    client = host(name)
    page = client.get("/sign-in?lang=pl")
    answer = client.sign_in("demo")
    assert answer.status == 303
    jar = {**page.cookies(), **answer.cookies()}
    assert set(jar) == {"__Host-custdash", "__Host-custdash-guest",
                        "__Host-custdash-device", "__Host-custdash-lang"}
    for _, attributes in jar.values():
        assert SAFE <= attributes
        assert not [a for a in attributes if a.startswith("Domain")]


def test_the_session_cookie_goes_with_the_browser(host):
    _, attributes = host("secure").sign_in("demo").cookies()["__Host-custdash"]
    assert attributes == SAFE


def test_a_plain_name_is_no_session_on_a_secure_host(host):
    client = host("secure")
    client.sign_in("demo")
    assert client.get("/services").status == 200
    client.jar = {"custdash": client.jar["__Host-custdash"]}
    assert client.get("/services").status == 303


def test_plain_names_come_only_where_plain_http_is_allowed(guest):
    guest.get("/sign-in?lang=pl")
    cookies = guest.sign_in("demo").cookies()
    _, attributes = cookies["custdash"]
    assert attributes == SAFE - {"Secure"}
    assert not [n for n in guest.jar if n.startswith("__")]


def test_a_host_bound_name_is_no_session_on_a_plain_host(signed_in):
    client = signed_in("demo")
    client.jar = {"__Host-custdash": client.jar["custdash"]}
    assert client.get("/services").status == 303


def test_a_session_is_good_on_every_host_of_the_database(host, signed_in):
    client = host("root")
    client.jar["custdash"] = signed_in("demo").jar["custdash"]
    assert client.get("/services").status == 200


@pytest.mark.parametrize("kind", ["x" * 41, "<b>", "a=b", "A", "", "1"])
def test_a_planted_notice_is_a_word_or_nothing(guest, kind):
    guest.jar["custdash-notice"] = kind
    answer = guest.xml("/sign-in")
    assert answer.status == 200
    assert not list(answer.xml.iter("notice"))


@pytest.mark.expect_log(r"no text .notice\.you-have-won", optional=True)
def test_a_planted_notice_says_nothing_of_its_own(guest):
    guest.jar["custdash-notice"] = "you-have-won"
    page = guest.get("/sign-in")
    assert page.status == 200
    assert "you-have-won" not in "".join(page.html.itertext())


def test_guests_keep_the_language_they_chose(guest):
    assert guest.xml("/sign-in?lang=pl").xml.get("lang") == "pl"
    assert guest.xml("/sign-in").xml.get("lang") == "pl"
    assert guest.xml("/sign-in?lang=en").xml.get("lang") == "en"


@pytest.mark.parametrize("wish, language", [
    ("pl", "pl"), ("pl-PL,pl;q=0.9,en;q=0.5", "pl"), ("de, pl;q=0.1", "pl"),
    ("en, pl;q=0.9", "en"), ("de", "en"), ("", "en"), ("*;;=q\"", "en")])
def test_guests_get_the_language_their_browser_asks_for(guest, wish,
                                                        language):
    page = guest.get("/sign-in?format=xml",
                     headers={"Accept-Language": wish})
    assert page.xml.get("lang") == language


@pytest.mark.parametrize("planted", ["../../etc/passwd", "xx", "en/../pl",
                                     "PL"])
def test_a_language_is_one_of_the_themes_or_none(guest, planted):
    assert guest.xml(f"/sign-in?lang={planted}").xml.get("lang") == "en"
    guest.jar["custdash-lang"] = planted
    assert guest.xml("/sign-in").xml.get("lang") == "en"
