# SPDX-License-Identifier: Apache-2.0
"""The theme's files: named by content, compressed beforehand, never stale."""
import gzip
import os
import re
import shutil
import subprocess

import pytest

import routes
from client import BASE, Client
from servers import Httpd, folder, wait_until

FOR_EVER = "public, max-age=31536000, immutable"
CSS = "/* " + "a rule of ours " * 40 + "*/ .own{color:red}\n"
FONT = "@font-face{font-family:own;src:url(own.woff2)}" + CSS
SUFFIX = {"br": ".br", "gzip": ".gz"}


def decoded(answer):
    """An answer's bytes without their coding."""
    coding = answer.headers["Content-Encoding"]
    if coding == "br":
        return subprocess.run(["brotli", "-dc"], input=answer.body,
                              check=True, capture_output=True).stdout
    assert coding in (None, "gzip")
    return gzip.decompress(answer.body) if coding else answer.body


def fetch(client, link, accept=None, method="GET", **headers):
    headers = {name.replace("_", "-"): text for name, text in headers.items()}
    if accept is not None:
        headers["Accept-Encoding"] = accept
    return client.visit(link, method, headers=headers)


def coding(client, link, accept):
    answer = fetch(client, link, accept)
    assert answer.status == 200, answer
    return answer.headers["Content-Encoding"]


def links(client, path="/sign-in"):
    """The assets of a page."""
    page = client.get(path)
    return {link for link in page.html.xpath(
                "//link[not(@rel = 'alternate')]/@href | //img/@src")
            if not link.startswith("data:")}


def link(client, name, path="/sign-in"):
    return next(a for a in links(client, path) if a.endswith(f"/{name}"))


def knows_brotli(setup):
    return any(setup.share.glob("xslt/default/assets/*.br"))


# --- what every page names -------------------------------------------------

def test_what_any_page_names_is_kept_for_ever_and_compressed(demo, guest,
                                                             setup):
    best = "br" if knows_brotli(setup) else "gzip"
    found = set(links(guest))
    for route in routes.SHOWN:
        if (not route.parameters and "GUEST" not in route.access
                and route.name not in routes.LEADING | {"second-factor"}):
            found |= links(demo, route.path)
    assert len(found) > 8
    for path in sorted(found):
        plain = fetch(guest, path)
        assert plain.status == 200, path
        assert plain.headers["Content-Encoding"] is None
        for accept in ("gzip", "gzip, deflate, br, zstd"):
            answer = fetch(guest, path, accept)
            assert answer.headers["Content-Encoding"] \
                == (best if "br" in accept else "gzip"), path
            assert decoded(answer) == plain.body
            assert len(answer.body) < len(plain.body)
            for name in ("Cache-Control", "Content-Type", "Vary",
                         "X-Content-Type-Options", "Accept-Ranges"):
                assert answer.headers[name] == plain.headers[name], name
        assert plain.headers["Cache-Control"] == FOR_EVER
        assert plain.headers["Vary"] == "Accept-Encoding"
        assert plain.headers["Accept-Ranges"] == "bytes"


ACCEPTED = {
    "": None,
    "gzip": "gzip",
    "GZip;q=1.0": "gzip",
    "x-gzip": "gzip",
    "deflate": None,
    "br;q=0, gzip": "gzip",
    "br;q=0.1, gzip;q=0.2": "gzip",
    "gzip;q=0.5, identity;q=0.6": None,
    "gzip;q=0": None,
    "identity;q=0, gzip;q=0.1": "gzip",
    "br;q=0, *;q=0.1": "gzip",
    "identity, *;q=0": None,
}


@pytest.mark.parametrize("accept", ACCEPTED)
def test_the_browser_says_what_it_takes(accept, guest):
    path = link(guest, "bootstrap.min.css")
    assert coding(guest, path, accept) == ACCEPTED[accept]


@pytest.mark.parametrize("accept", ["br", "gzip, br", "*", "br;q=0.001"])
def test_brotli_is_preferred(accept, guest, setup):
    if not knows_brotli(setup):
        pytest.skip("built without brotli")
    path = link(guest, "bootstrap.min.css")
    assert coding(guest, path, accept) == "br"


def test_who_takes_no_coding_that_there_is_is_told_so(guest):
    path = link(guest, "theme.css")
    assert fetch(guest, path, "identity;q=0, zstd").status == 406
    assert fetch(guest, path, "*;q=0").status == 406


def test_head_says_what_get_says(guest):
    path = link(guest, "theme.css")
    for accept in (None, "gzip", "br"):
        get, head = fetch(guest, path, accept), fetch(guest, path, accept,
                                                      "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["Content-Length"] == str(len(get.body))
        for name in ("ETag", "Content-Encoding", "Vary", "Cache-Control"):
            assert head.headers[name] == get.headers[name]


def test_an_asset_is_only_read(guest):
    path = link(guest, "theme.css")
    for method in ("POST", "PUT", "DELETE"):
        answer = fetch(guest, path, method=method)
        assert answer.status == 405
        assert "GET" in answer.headers["Allow"]
        assert "immutable" not in answer.headers.get("Cache-Control", "")
    answer = fetch(guest, path, method="OPTIONS")
    assert answer.status == 200
    assert "GET" in answer.headers["Allow"]


# --- tags and ranges --------------------------------------------------------

def tag(client, path, accept=None):
    return fetch(client, path, accept).headers["ETag"]


def test_each_coding_has_a_strong_tag_of_its_own(guest, setup):
    path = link(guest, "theme.css")
    digest = path.split("/")[-2]
    assert tag(guest, path) == f'"{digest}"'
    assert re.fullmatch(r'"[0-9a-f]{16}\.gz"', tag(guest, path, "gzip"))
    if knows_brotli(setup):
        assert re.fullmatch(r'"[0-9a-f]{16}\.br"', tag(guest, path, "br"))
    assert "Last-Modified" not in fetch(guest, path).headers


@pytest.mark.parametrize("accept", [None, "gzip", "br"])
def test_who_has_it_is_told_so(accept, guest):
    path = link(guest, "theme.css")
    get = fetch(guest, path, accept)
    for tags in (get.headers["ETag"], "W/" + get.headers["ETag"],
                 f'"other", {get.headers["ETag"]}', "*"):
        answer = fetch(guest, path, accept, If_None_Match=tags)
        assert (answer.status, answer.body) == (304, b""), tags
        for name in ("ETag", "Vary", "Cache-Control"):
            assert answer.headers[name] == get.headers[name]
        assert fetch(guest, path, accept, "HEAD",
                     If_None_Match=tags).status == 304
    assert fetch(guest, path, accept, If_Match='"other"').status == 412


def test_the_tag_of_another_coding_is_another_one(guest):
    path = link(guest, "theme.css")
    for one, other in (("gzip", None), (None, "gzip")):
        answer = fetch(guest, path, one,
                       If_None_Match=tag(guest, path, other))
        assert answer.status == 200


@pytest.mark.parametrize("accept", [None, "gzip", "br"])
def test_a_range_is_one_of_the_bytes_as_they_are_sent(accept, guest):
    path = link(guest, "bootstrap.min.css")
    whole = fetch(guest, path, accept)
    part = fetch(guest, path, accept, Range="bytes=1000-1999")
    assert (part.status, part.body) == (206, whole.body[1000:2000])
    assert part.headers["Content-Encoding"] \
        == whole.headers["Content-Encoding"]
    assert part.headers["Content-Range"] \
        == f"bytes 1000-1999/{len(whole.body)}"
    rest = fetch(guest, path, accept, Range="bytes=1000-",
                 If_Range=whole.headers["ETag"])
    assert (rest.status, rest.body) == (206, whole.body[1000:])
    other = fetch(guest, path, accept, Range="bytes=1000-",
                  If_Range='"0000000000000000"')
    assert (other.status, other.body) == (200, whole.body)
    assert fetch(guest, path, accept,
                 Range=f"bytes={len(whole.body)}-").status == 416


# --- beside other modules, on another machine -------------------------------

@pytest.fixture(scope="module")
def start(setup, db):
    """Start further servers on the main database."""
    made = []

    def new(name, *lines):
        state = setup.state / "test_assets" / name
        made.append(Httpd(setup, state, [
            f'DBDParams "sock={db.socket} user=custdash pass=custdash '
            'dbname=custdash group=custdash reconnect=0"', *lines]))
        return made[-1].start()
    yield new
    for httpd in made:
        httpd.stop()


@pytest.fixture(scope="module")
def compressing(start, setup):
    """A server with another copy of the theme whose administrator has all
    style sheets compressed."""
    theme = folder(setup.state / "test_assets") / "copy"
    shutil.copytree(setup.share / "xslt/default", theme)
    for path in theme.rglob("*"):
        os.utime(path, (1e9, 1e9))
    modules = subprocess.run(["apxs", "-q", "LIBEXECDIR"], text=True,
                             check=True, capture_output=True).stdout.strip()
    return Client(start(
        "compressing",
        *(f"LoadModule {name}_module {modules}/mod_{name}.so"
          for name in ("filter", "deflate", "brotli", "setenvif")),
        f"CustDashTheme {theme}", "EnableSendfile On",
        "AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/css",
        "AddOutputFilterByType DEFLATE image/svg+xml",
        "BrowserMatch Old no-gzip").port)


@pytest.mark.parametrize("accept", [
    None, "gzip", "br", "gzip, br", "gzip;q=0.5, br;q=0.5, identity"])
def test_front_ends_agree_and_filters_compress_nothing_twice(
        accept, compressing, guest):
    for name in ("theme.css", "bootstrap.min.css"):
        here, there = (fetch(client, link(client, name), accept)
                       for client in (guest, compressing))
        assert there.body == here.body
        for header in ("ETag", "Content-Encoding", "Content-Length",
                       "Content-Type", "Vary", "Cache-Control"):
            assert there.headers[header] == here.headers[header], header


def test_an_administrator_may_forbid_compression(compressing):
    path = link(compressing, "theme.css")
    answer = fetch(compressing, path, "gzip, br", User_Agent="Old")
    assert answer.headers["Content-Encoding"] is None
    assert answer.headers["Vary"].startswith("Accept-Encoding")


# --- a theme that is worked at ----------------------------------------------

class Theme:
    """A child of the default theme, and a server that serves it."""

    def __init__(self, setup, start, name):
        self.setup = setup
        self.folder = folder(setup.state / "test_assets") / name
        self.write("theme.xml", f'<theme name="{name}" parent="default"/>')
        self.write("assets/brand.css", CSS)
        self.write("assets/own.css", FONT)
        self.write("assets/own.woff2", "wOF2" + CSS)
        self.pack()
        self.httpd = start(f"httpd-{name}", f"CustDashTheme {self.folder}",
                           f"CustDashThemeParents {setup.share}/xslt",
                           "EnableMMAP Off")
        self.client = Client(self.httpd.port)
        assert self.client.get("/sign-in").status == 200    # takes signals

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def pack(self):
        done = self.setup.run_ctl("assets", str(self.folder))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def restart(self):
        """Take what changed into use."""
        before = self.httpd.children()
        self.httpd.restart_gracefully()
        wait_until(lambda: self.httpd.children() and not
                   set(before) & set(self.httpd.children()), 60,
                   "new children")

    @property
    def brand(self):
        return link(self.client, "brand.css")


@pytest.fixture
def theme(setup, start, request):
    name = f"theme{len(Httpd.every)}"
    return Theme(setup, start, name)


def test_a_name_changes_with_the_content(theme):
    before = theme.brand
    theme.write("assets/brand.css", CSS + ".more{}")
    theme.pack()
    theme.restart()
    after = theme.brand
    assert after != before
    answer = fetch(theme.client, after, "gzip")
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Content-Encoding"] == "gzip"
    assert decoded(answer).decode() == CSS + ".more{}"
    old = fetch(theme.client, before, "gzip")
    assert (old.status, old.headers["Cache-Control"]) \
        == (200, "public, max-age=3600")


def test_what_is_edited_is_sent_at_once_and_not_kept(theme):
    path = theme.brand
    theme.write("assets/brand.css", CSS + ".more{}")
    for accept in (None, "gzip", "br"):
        answer = fetch(theme.client, path, accept)
        assert answer.text == CSS + ".more{}"
        assert answer.headers["Content-Encoding"] is None
        assert answer.headers["Cache-Control"] == "no-cache"
        assert path.split("/")[-2] not in answer.headers["ETag"]


@pytest.mark.expect_log(
    r"custdash:warn.*/assets/brand\.css\.gz: isn't served.*custdashctl "
    r"assets /", r"custdash:warn.*/assets/brand\.css\.br: isn't served",
    optional=True)
def test_a_forgotten_copy_is_told_of_and_never_sent(theme, setup):
    theme.write("assets/brand.css", CSS + ".more{}")
    theme.restart()
    told = [line for line in theme.httpd.log.read_text().splitlines()
            if "isn't served" in line]
    assert len(told) == (2 if knows_brotli(setup) else 1)
    path = theme.brand
    for accept in (None, "gzip", "br"):
        answer = fetch(theme.client, path, accept)
        assert answer.text == CSS + ".more{}"
        assert answer.headers["Content-Encoding"] is None
        assert answer.headers["Cache-Control"] == FOR_EVER
    said = setup.configtest(theme.httpd.conf)
    assert said.returncode == 0
    command = re.search(r"brand.css.gz: isn't served.*: custdashctl (.*)",
                        said.stdout + said.stderr).group(1)
    assert setup.run_ctl(*command.split()).returncode == 0
    theme.restart()
    assert coding(theme.client, path, "gzip") == "gzip"
    assert "served" not in setup.configtest(theme.httpd.conf).stderr


def test_a_copy_that_changes_or_goes_is_done_without(theme, setup):
    path = theme.brand
    gz = theme.folder / "assets/brand.css.gz"
    kept = gz.read_bytes()
    gz.write_bytes(gzip.compress(b"old"))
    assert coding(theme.client, path, "gzip") is None
    assert fetch(theme.client, path, "gzip").text == CSS
    assert fetch(theme.client, path, "gzip, identity;q=0").status == 406
    if knows_brotli(setup):
        assert coding(theme.client, path, "gzip, br") == "br"
        (theme.folder / "assets/brand.css.br").unlink()
    gz.unlink()
    assert fetch(theme.client, path, "gzip, br").text == CSS
    gz.write_bytes(kept)
    theme.restart()
    assert coding(theme.client, path, "gzip") == "gzip"


def test_a_file_that_goes_is_not_found(theme):
    path = theme.brand
    for file in theme.folder.glob("assets/brand.css*"):
        file.unlink()
    for accept in (None, "gzip"):
        assert fetch(theme.client, path, accept).status == 404
    theme.write("assets/brand.css", CSS)


def test_a_style_sheet_finds_the_font_beside_it(theme):
    digest = fetch(theme.client, f"{BASE}/-/0/own.css").headers["ETag"][1:-1]
    sheet = f"{BASE}/-/{digest}/own.css"
    css = fetch(theme.client, sheet, "gzip")
    assert css.headers["Cache-Control"] == FOR_EVER
    name = re.search(r"url\((.*?)\)", decoded(css).decode()).group(1)
    font = fetch(theme.client, f"{sheet.rsplit('/', 1)[0]}/{name}", "gzip")
    assert font.status == 200
    assert font.body.startswith(b"wOF2")
    assert font.headers["Content-Type"] == "font/woff2"
    assert font.headers["Cache-Control"] == "public, max-age=3600"
    for name in ("Content-Encoding", "Vary"):
        assert name not in font.headers
    for name in ("other.css", "own.css.gz", "own.css.br", "own.css/"):
        answer = fetch(theme.client, f"{BASE}/-/{digest}/{name}", "gzip")
        assert answer.status == 404, name


# --- custdashctl assets -----------------------------------------------------

def test_the_command_says_what_it_did(setup, tmp_path):
    theme = tmp_path / "theme"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.xml").write_text('<theme name="theme"/>')
    (theme / "assets/a.css").write_text(CSS)
    (theme / "assets/b.png").write_text(CSS)
    done = setup.run_ctl("assets", str(theme))
    assert done.returncode == 0, done.stderr
    assert re.match(rf"{theme}: 1 assets, {len(CSS)} bytes, .*\d+ as gzip$",
                    done.stdout)
    made = sorted(p.name for p in (theme / "assets").iterdir())
    assert made == ["a.css", *(["a.css.br"] if knows_brotli(setup) else []),
                    "a.css.gz", "b.png"]
    copy = theme / "assets/a.css.gz"
    assert gzip.decompress(copy.read_bytes()).decode() == CSS


def test_bootstraps_copies_go_where_httpd_looks(setup, tmp_path):
    installed = sorted(p.name for p in (setup.share / "packed").iterdir())
    assert any(re.fullmatch(r"[0-9a-f]{16}-bootstrap\.min\.css\.gz", name)
               for name in installed)
    (tmp_path / "bootstrap.min.css").write_text(CSS)
    done = setup.run_ctl("assets", "--bootstrap", str(tmp_path), "--packed",
                         str(tmp_path / "packed"))
    assert done.returncode == 0, done.stderr
    made = sorted(p.name for p in (tmp_path / "packed").iterdir())
    assert len(made) == len(installed)
    assert made != installed


@pytest.mark.parametrize("arguments, said, status", [
    ([], "usage: custdashctl assets", 2),
    (["--nonsense"], "usage: custdashctl assets", 2),
    (["--help"], "usage: custdashctl assets", 0),
    (["/nowhere"], "/nowhere/theme.xml: missing", 1),
    (["--bootstrap", "/nowhere"], "/nowhere/bootstrap.min.css: missing", 1),
])
def test_the_command_refuses(arguments, said, status, setup):
    done = setup.run_ctl("assets", *arguments)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
