# SPDX-License-Identifier: Apache-2.0
"""The headers of every answer (OWASP ASVS 5.0, 3.4)."""
import re

import pytest

from client import BASE

CSP = ("default-src 'none'; style-src 'self'; img-src 'self'; "
       "font-src 'self'; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'")
EVERY = {"Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff",
         "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
         "Cross-Origin-Opener-Policy": "same-origin",
         "Cross-Origin-Resource-Policy": "same-origin"}
ANSWERS = {
    "a page": ("GET", "/", 200), "a document": ("GET", "/?format=xml", 200),
    "a redirect": ("GET", "/sign-in", 303),
    "404": ("GET", "/no-such-page", 404), "405": ("GET", "/sign-out", 405),
    "415": ("POST", "/contacts/new", 415), "HEAD": ("HEAD", "/", 200),
    "HEAD of what isn't there": ("HEAD", "/no-such-page", 404),
    "an unknown asset": ("GET", "/-/0000000000000000/nothing.css", 404),
}
TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml",
         "png": "image/png", "woff2": "font/woff2", "ico": "image/x-icon"}


def has_every(answer):
    for name, value in EVERY.items():
        assert answer.headers.get_all(name) == [value], name
    assert "Strict-Transport-Security" not in answer.headers
    return True


@pytest.mark.parametrize("what", ANSWERS)
def test_every_answer_has_them(what, demo):
    method, path, status = ANSWERS[what]
    answer = demo.request(method, path, headers={"Content-Type": "x/y"})
    assert answer.status == status
    assert has_every(answer)


def test_forbidden_and_invalid_answers_have_them(demo, known):
    assert has_every(demo.post("/contacts/new", csrf=""))
    assert has_every(demo.post("/contacts/new", {}))
    assert has_every(demo.post("/contacts/new", body="%"))
    assert has_every(demo.post("/contacts/new", body="a=" + "x" * 70000))
    assert has_every(known("member").get("/invoices"))


def test_answers_to_forms_have_them(guest):
    assert has_every(guest.sign_in("demo", "wrong-Passw0rd"))
    assert has_every(guest.sign_in("demo"))
    assert has_every(guest.post("/sign-out"))


def test_over_tls_the_browser_is_told_to_stay_there(host):
    answer = host("https").get("/sign-in")
    assert answer.headers["Strict-Transport-Security"] \
        == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/services", "/?format=xml",
                                  "/no-such-page", "/invoices?status=paid"])
def test_head_is_get_without_a_body(path, demo):
    get, head = demo.get(path), demo.request("HEAD", path)
    assert head.body == b"" and get.body
    assert head.status == get.status
    skip = {"Date", "Set-Cookie"}
    assert ({k: v for k, v in head.headers.items() if k not in skip}
            == {k: v for k, v in get.headers.items() if k not in skip})


def test_pages_and_documents_say_what_they_are(demo):
    assert demo.get("/").headers["Content-Type"] \
        == "text/html; charset=utf-8"
    assert demo.xml("/").headers["Content-Type"] \
        == "application/xml; charset=utf-8"


def test_redirects_have_no_body(guest):
    answer = guest.get("/services")
    assert (answer.status, answer.body) == (303, b"")


def assets(client):
    """Every asset of a page."""
    page = client.get("/guides")
    return sorted(set(page.html.xpath("//link/@href | //img/@src")))


def is_asset(client, link, cache):
    answer = client.visit(link)
    assert answer.status == 200, link
    assert answer.headers["Cache-Control"] == cache
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    kind = TYPES[link.rsplit(".", 1)[1]]
    assert answer.headers["Content-Type"] == kind
    assert client.visit(link, "HEAD").headers["Content-Length"] \
        == str(len(answer.body))
    return True


def test_assets_are_kept_for_ever_and_have_their_types(demo):
    found = assets(demo)
    assert any(a.endswith("/bootstrap.min.css") for a in found)
    for link in found:
        assert re.match(BASE + r"/-/[0-9a-f]{16}/[\w./-]+$", link)
        assert is_asset(demo, link, "public, max-age=31536000, immutable")


def test_what_style_sheets_name_is_kept_for_an_hour(demo):
    """They know names, not hashes: a file is found under any."""
    link = next(a for a in assets(demo) if a.endswith("/theme.css"))
    folder, name = link.rsplit("/", 1)
    other = re.sub("[0-9a-f]{16}", "0" * 16, folder)
    for place in (other, folder + "0", folder[:-1]):
        assert is_asset(demo, f"{place}/{name}", "public, max-age=3600")
    for sheet in (a for a in assets(demo) if a.endswith(".css")):
        for url in re.findall(r"url\([\"']?([^\"')]+)",
                              demo.visit(sheet).text):
            if not url.startswith(("data:", "#")):
                assert demo.visit(sheet.rsplit("/", 1)[0] + "/" + url
                                  ).status == 200


def test_assets_come_to_guests_without_a_statement(guest, statements):
    link = assets(guest)[0]
    with statements() as log:
        assert guest.visit(link).status == 200
    assert log.texts == []


def test_nothing_but_assets_is_served(guest):
    link = next(a for a in assets(guest) if a.endswith("/theme.css"))
    *_, digest, name = link.split("/")
    for path in (f"/-/{name}", f"/-/{digest}/../{name}/",
                 f"/-/{digest}/../../theme.xml",
                 f"/-/{digest}/..%2ftheme.xml", f"/-/{digest}/theme.xml",
                 f"/-/{digest}/../pages/error.xsl",
                 f"/-/{digest}/", f"/-/{digest}/{name}%00"):
        assert guest.get(path).status in (400, 404), path


def test_no_answer_tells_versions(demo):
    for path in ("/", "/no-such-page"):
        assert demo.get(path).headers["Server"] == "Apache"
