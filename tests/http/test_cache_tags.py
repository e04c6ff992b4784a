# SPDX-License-Identifier: Apache-2.0
"""ETags, and browsers that ask whether what they have still holds
(RFC 9110, 8.8.3 and 13.1.2)."""
import pytest

from cached import (CODINGS, STATUS, TELLING, Reader, cache, counters,
                    finish, on_hosts, plain, reader, tag, warm)

HOSTS = {"default": [], "revalidate": ["CustDashRevalidate On"]}

# If-None-Match with {tag} in it → is it the page that the browser has?
SAME = {
    '{tag}': True, 'W/{tag}': True, '"a", {tag}': True, '{tag}, "a"': True,
    '"a" ,W/"b",W/{tag} , "c"': True, '  {tag}': True, '"", {tag}': True,
    '"a,b", {tag}': True, '*': True, '{bare}': False, '"x{bare}"': False,
    '"{bare}x"': False, '"a"': False, 'W/"a"': False, '': False, '""': False,
    '"W/{bare}"': False, '"{upper}"': False, '"{bare}': False,
    'x{tag}y': False, '"a {bare} b"': False,
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
    return private[1]("httpd", [*TELLING, *STATUS, *lines])


@pytest.fixture
def on(httpd, ports, db):
    return lambda host, who="demo": reader(db, ports[host], who)


@pytest.fixture
def demo(on):
    return on("default")


def is_bare_304(answer, held):
    assert answer.status == 304 and answer.body == b""
    assert cache(answer) == "not-modified"
    assert answer.headers["X-Statements"] == "1"
    assert tag(answer) == held
    assert answer.headers["Vary"].replace(" ", "") == "Accept-Encoding,Cookie"
    assert answer.headers["Cache-Control"] in ("no-store",
                                               "private, no-cache")
    for name in ("Content-Length", "Content-Type", "Transfer-Encoding",
                 "Set-Cookie", "Last-Modified"):
        assert name not in answer.headers, name
    return True


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", ["/", "/services/2002", "/news?format=xml"])
def test_who_has_the_page_is_told_so(path, coding, demo, httpd):
    held = tag(warm(demo, path, coding))
    before = counters(httpd)
    assert is_bare_304(demo.read(path, coding, held), held)
    after = counters(httpd)
    assert after == before | {"NotModified": before["NotModified"] + 1}


def compared(value):
    marks = [pytest.mark.xfail(strict=True, reason="a star is not looked at")]
    return pytest.param(value, id=value or "nothing",
                        marks=marks if value == "*" else [])


@pytest.mark.parametrize("value", map(compared, SAME))
def test_tags_are_compared_as_the_rfc_says(value, demo):
    held = tag(warm(demo, "/services"))
    bare = held.strip('"')
    send = value.format(tag=held, bare=bare, upper=bare.upper())
    answer = demo.get("/services", headers={"If-None-Match": send})
    if SAME[value]:
        assert is_bare_304(answer, held)
    else:
        assert answer.status == 200
        assert b"</html>" in plain(answer)


def test_a_star_is_no_304_where_there_is_no_page(demo):
    for path, status in [("/services/999999", 404), ("/no-such-page", 404)]:
        assert demo.read(path, tag="*").status == status


def test_head_is_told_too(demo):
    held = tag(warm(demo, "/services", "br"))
    assert is_bare_304(demo.read("/services", "br", held, "HEAD"), held)


def test_the_tag_of_another_coding_is_another_page(demo):
    tags = {coding: tag(warm(demo, "/tickets", coding)) for coding in CODINGS}
    assert len(set(tags.values())) == len(CODINGS)
    for have, held in tags.items():
        for want in CODINGS:
            answer = demo.read("/tickets", want, held)
            assert answer.status == (304 if have == want else 200)
    every = ", ".join(tags.values())
    for want in CODINGS:
        assert is_bare_304(demo.read("/tickets", want, every), tags[want])


def test_a_tag_outlives_no_write(demo, db):
    held = {coding: tag(warm(demo, "/services", coding))
            for coding in CODINGS}
    name = db.one("SELECT name FROM service WHERE id = 2002")
    db.sql("UPDATE service SET name = 'Renamed by SQL' WHERE id = 2002")
    try:
        fresh = {}
        for coding in CODINGS:
            answer = demo.read("/services", coding,
                               ", ".join(held.values()))
            assert answer.status == 200
            assert b"Renamed by SQL" in plain(answer)
            fresh[coding] = tag(answer)
        assert not set(fresh.values()) & set(held.values())
    finally:
        db.sql(f"UPDATE service SET name = '{name}' WHERE id = 2002")
    for coding in CODINGS:
        answer = demo.read("/services", coding, f"{held[coding]}, "
                           f"{fresh[coding]}")
        assert answer.status == 200, "the name is back, the tag is not"


def test_a_tag_holds_where_nothing_is_in_the_cache(private, db):
    """Whoever has the page is told so also when the cache has lost it."""
    httpd = private[1]("again", TELLING)
    client = reader(db, httpd.port, "demo")
    held = tag(warm(client, "/services"))
    finish(httpd)
    httpd.start()
    assert is_bare_304(client.read("/services", tag=held), held)
    assert cache(client.read("/services")) == "miss"
    finish(httpd)


def test_the_tag_of_another_session_says_nothing(on):
    one, two, member = on("default"), on("default"), on("default", "member")
    held = tag(warm(one, "/services"))
    for client in (two, member):
        for _ in range(2):
            answer = client.read("/services", tag=held)
            assert answer.status == 200 and tag(answer) != held


def test_the_tag_of_another_page_says_nothing(demo):
    held = tag(warm(demo, "/services"))
    for path in ("/", "/services?status=active", "/services?format=xml",
                 "/services/2002"):
        assert demo.read(path, tag=held).status == 200


def test_a_date_alone_is_no_tag(demo):
    """Pages have no Last-Modified; a second is too coarse for them."""
    answer = warm(demo, "/services")
    assert "Last-Modified" not in answer.headers
    later = {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"}
    assert demo.get("/services", headers=later).status == 200
    assert demo.get("/services", headers=later
                    | {"If-None-Match": '"a"'}).status == 200


def test_several_header_lines_are_one_list(demo):
    held = tag(warm(demo, "/services"))
    answer = demo.get("/services", headers={"If-None-Match": '"a"',
                                            "if-none-match": held})
    assert is_bare_304(answer, held)


@pytest.mark.parametrize("value", [
    '"' * 4000, "{tag}" * 100, ", ".join(['"a"'] * 1000), "\x00{tag}",
    '"{bare}-"', '"{bare}-zz"', '"{bare}-0"', '"{bare}-ffffffffffffffffff"',
    '"{bare}--1"', "é{tag}"], ids=range(10))
def test_a_hostile_list_does_no_harm(value, demo):
    held = tag(warm(demo, "/guides"))
    send = value.format(tag=held, bare=held.strip('"')).encode("latin-1")
    answer = demo.get("/guides", headers={"If-None-Match": send})
    assert answer.status in (200, 304, 400)
    assert demo.read("/guides").status == 200


@pytest.mark.parametrize("coding", CODINGS)
def test_a_part_is_a_part_of_that_page(coding, demo):
    """httpd cuts ranges out of what goes out (RFC 9110, 14.2)."""
    whole = warm(demo, "/services", coding)
    part = demo.read("/services", coding, Range="bytes=100-199")
    assert part.status in (200, 206)
    if part.status == 206:
        assert part.body == whole.body[100:200]
        assert part.headers["Content-Encoding"] == coding
    stale = demo.read("/services", coding, **{
        "Range": "bytes=100-199", "If-Range": '"another"'})
    assert stale.status == 200 and stale.body == whole.body


def test_the_membership_that_ends_by_itself_is_in_the_tag(on, db):
    """A browser that asks again after that is sent away, not told that
    what it has still holds."""
    member = on("revalidate", "member")
    db.sql("UPDATE membership SET expires_at = UTC_TIMESTAMP() + "
           "INTERVAL 1 HOUR WHERE id = 705")
    try:
        held = tag(warm(member, "/services"))
        assert is_bare_304(member.read("/services", tag=held), held)
        db.sql("UPDATE membership SET expires_at = NULL WHERE id = 705")
        assert member.read("/services", tag=held).status == 200
    finally:
        db.sql("UPDATE membership SET expires_at = NULL WHERE id = 705")


def test_the_answer_to_a_tag_is_one_that_a_cache_may_merge(on):
    """RFC 9110, 15.4.5: what the 200 has of these, the 304 has too."""
    client = on("revalidate")
    whole = warm(client, "/services", "br")
    held = client.read("/services", "br", tag(whole))
    for name in ("Cache-Control", "ETag", "Vary", "Content-Location",
                 "Expires"):
        assert held.headers.get_all(name) == whole.headers.get_all(name)


def test_signed_out_is_signed_out_for_who_has_the_page(on):
    client = on("revalidate")
    held = {path: tag(warm(client, path)) for path in ("/", "/services")}
    stale = Reader(client.port, client.jar["custdash"])
    assert client.post("/sign-out").status == 303
    for path, page in held.items():
        answer = stale.read(path, tag=page)
        assert answer.status == 303 and answer.body == b""
        stale = Reader(client.port, stale.jar.get("custdash", "A" * 43))
