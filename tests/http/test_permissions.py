# SPDX-License-Identifier: Apache-2.0
"""Route by permission: who gets in is what the site map says, for every row
and method. Nothing here names a route; a new one is tested by being there.

A POST is sent with a type that no form has: who may do it gets 415, after the
permission was looked at and before anything is done."""
import http.client

import pytest

from client import BASE, Client
from conftest import PATIENT
from routes import EVERY, OPEN, PATTERN, PERMISSION, source

ALL = frozenset(name for name, _ in
                PERMISSION.findall(source("mod_custdash/model/permission.c")))
MEMBER = "SELECT id FROM user WHERE email = 'member@example.com'"
ROW = f"account_id = 1001 AND user_id = ({MEMBER})"
SIGN_IN = f"{BASE}/sign-in"
NOT_IN = {           # what puts a member out, though her session is alive
    "the user is suspended":
        f"UPDATE user SET status = 'suspended' WHERE id IN "
        f"(SELECT * FROM ({MEMBER}) AS m)",
    "the membership is suspended":
        f"UPDATE membership SET status = 'suspended' WHERE {ROW}",
    "the membership is over":
        "UPDATE membership SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 "
        f"SECOND WHERE {ROW}",
    "she was removed":
        "UPDATE membership SET user_id = (SELECT id FROM user WHERE email = "
        f"'empty@example.com') WHERE {ROW}",
    "the account is closed":
        "UPDATE account SET status = 'closed' WHERE id = 1001",
}


class Kept(Client):
    """A browser that keeps its connection."""
    line = None

    def visit(self, path, method="GET", body=None, headers=(), cookies=None):
        if cookies is not None or body is None and method == "POST":
            return super().visit(path, method, body, headers, cookies)
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port,
                                                   timeout=30)
        send = {"Host": f"127.0.0.1:{self.port}", **dict(headers)}
        if self.jar:
            send["Cookie"] = "; ".join(f"{k}={v}" for k, v in
                                       self.jar.items())
        self.line.request(method, path, body, send)
        response = self.line.getresponse()
        location = response.headers["Location"]
        response.read()
        return response.status, location


def path_of(route):
    """Whatever stands for a parameter: a permission comes before a thing."""
    number = {p for p in route.parameters if "{#" + p in route.path}
    return BASE + route.url(**{p: "1" if p in number else "x"
                               for p in route.parameters})


def may(route, method, rights, owner):
    """@rights: the permissions of who is signed in; None: nobody."""
    flags = set(route.access.split(" | "))
    if flags & {"CD_PUBLIC", "CD_GUEST"}:
        return True
    if rights is None:
        return False
    if "CD_OWNER" in flags:
        return owner
    needs = route.write if method == "POST" else frozenset()
    return ((not route.permissions or bool(route.permissions & rights))
            and needs <= rights)


def is_right(route, method, answer, rights, owner):
    status, location = answer
    flags = set(route.access.split(" | "))
    if method == "POST" and not route.posts \
            or method == "GET" and not route.gets:
        return status == 405
    if "CD_GUEST" in flags and rights is not None:
        return (status, location) == (303, f"{BASE}/")
    if not may(route, method, rights, owner):
        if rights is None:
            return status == 303 and location.startswith(SIGN_IN)
        return status == 403
    if method == "POST" and "CD_BY_LINK" not in flags:
        return status == 415
    return status in (200, 404) or status == 303 and (
        "CD_GUEST" in flags or not location.startswith(SIGN_IN))


def ask(client, route, method):
    if method == "GET":
        return client.visit(path_of(route))
    return client.visit(path_of(route), "POST", "x",
                        {"Content-Type": "text/plain"})


def wrong(client, rights, owner=False):
    """What does not answer as the site map says."""
    answers = [(route, method, ask(client, route, method))
               for route in OPEN if route.methods != "CALL"
               for method in ("GET", "POST")]
    return [(route.name, method, answer) for route, method, answer in answers
            if not is_right(route, method, answer, rights, owner)]


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1](lines=PATIENT)


def signed_in(httpd, user):
    client = Client(httpd.port)
    assert client.sign_in(user).status == 303
    kept = Kept(httpd.port)
    kept.jar = client.jar
    return kept


@pytest.fixture(scope="module")
def member(httpd):
    return signed_in(httpd, "member")


@pytest.fixture
def row(db):
    """Set the member's row; it is as it was afterwards."""
    before = db.sql("SELECT user_id, permissions, scoped, status FROM "
                    f"membership WHERE {ROW}")[0]
    ident = db.one(f"SELECT id FROM membership WHERE {ROW}")

    def put(permissions, scoped=0):
        db.sql(f"UPDATE membership SET permissions = "
               f"'{','.join(permissions)}', scoped = {scoped} "
               f"WHERE id = {ident}")
    yield put
    db.sql(f"UPDATE membership SET user_id = {before[0]}, permissions = "
           f"'{before[1]}', scoped = {before[2]}, status = '{before[3]}', "
           f"expires_at = NULL WHERE id = {ident};"
           "UPDATE user SET status = 'active' "
           "WHERE email = 'member@example.com';"
           "UPDATE account SET status = 'active' WHERE id = 1001")


def test_every_row_of_the_site_map_is_read():
    rows = len(PATTERN.findall(source("mod_custdash/pages/site_map.c")))
    assert len(EVERY) == rows > 60
    assert len(ALL) >= 12


@pytest.mark.parametrize("permission", sorted(ALL))
def test_one_permission_opens_what_it_is_for_and_nothing_else(
        permission, member, row):
    row({permission})
    assert wrong(member, {permission}) == []


@pytest.mark.parametrize("permission", sorted(ALL))
def test_all_permissions_but_one_do_not_open_what_it_is_for(
        permission, member, row):
    row(ALL - {permission})
    assert wrong(member, ALL - {permission}) == []


def test_without_permissions_only_what_is_everybodys_is_open(member, row):
    row(())
    assert wrong(member, frozenset()) == []


@pytest.mark.parametrize("scoped", [0, 1])
def test_all_permissions_do_not_make_an_owner(scoped, member, row):
    row(ALL, scoped)
    assert wrong(member, ALL) == []


def test_the_owner_gets_everywhere(httpd):
    assert wrong(signed_in(httpd, "demo"), ALL, owner=True) == []


def test_who_is_signed_out_is_asked_to_sign_in(httpd):
    assert wrong(Kept(httpd.port), None) == []


@pytest.mark.parametrize("why", NOT_IN)
def test_a_live_session_opens_nothing_when(why, httpd, row, db):
    client = signed_in(httpd, "member")
    row(ALL)
    assert client.visit(f"{BASE}/services")[0] == 200
    db.sql(NOT_IN[why])
    assert wrong(client, None) == []


def test_where_a_second_factor_is_required_nothing_comes_before_it(private):
    httpd = private[1]("required", [*PATIENT, "CustDashSecondFactor required"])
    client = signed_in(httpd, "demo")
    for route in OPEN:
        free = "CD_ALWAYS" in route.access or "CD_PUBLIC" in route.access
        if free or "CD_GUEST" in route.access:
            continue
        for method in ["GET"] * route.gets + ["POST"] * route.posts:
            assert ask(client, route, method) == (
                303, f"{BASE}/security/second-factor"), (route.name, method)
