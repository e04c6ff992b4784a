# SPDX-License-Identifier: Apache-2.0
"""Limits that a provider sets, and statements that a provider writes."""
import unicodedata

import pytest

from client import Client
from servers import folder

SLOW = """-- :name tickets.recent
SELECT t.id, t.number, t.subject, t.status, t.priority,
       t.updated_at AS updated, NULL AS department
  FROM ticket t
 WHERE t.account_id = :account AND SLEEP({}) = 0
"""


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def slow(setup, private):
    """An httpd whose tickets take SECONDS each, signed in."""
    state = folder(setup.state / "slow-statements")

    def start(name, seconds, *lines):
        path = state / f"{name}.sql"
        path.write_text(SLOW.format(seconds))
        httpd = private[1](name, [f"CustDashQueries {path}", *lines])
        client = Client(httpd.port)
        assert client.sign_in("demo").status == 303
        return client
    return start


@pytest.mark.expect_log(r"statement tickets\.recent .*(1969|1317|2013)")
def test_a_statement_over_its_limit_is_503_with_the_reason_in_the_log(slow):
    """Also while its rows are being read."""
    answer = slow("over", 0.4, "CustDashDatabaseTimeout 1").get("/")
    assert answer.status == 503
    assert answer.headers["Retry-After"]


def test_the_limit_is_of_a_statement_not_of_a_page(slow):
    """Each of these is within its limit, all together are not."""
    client = slow("within", 0.11, "CustDashDatabaseTimeout 1")
    for path in ("/", "/?format=xml"):
        assert client.get(path).status == 200


def test_who_is_active_stays_signed_in_however_short_the_limit(private):
    httpd = private[1]("idle", ["CustDashSessionIdle 8"])
    client = Client(httpd.port)
    assert client.sign_in("demo").status == 303
    for _ in range(4):
        private[0].sql("UPDATE session SET seen_at = seen_at - INTERVAL 3 "
                       "SECOND")
        assert client.get("/").status == 200


def test_a_member_with_domains_alone_sees_them_due(db, private):
    httpd = private[1]("domains")
    db.sql("UPDATE membership SET permissions = 'domains', scoped = 0 "
           "WHERE user_id = (SELECT id FROM user "
           "WHERE email = 'member@example.com')")
    client = Client(httpd.port)
    assert client.sign_in("member").status == 303
    for path in ("/", "/renewals"):
        kinds = {r.get("kind") for r in client.xml(path)
                 .sections()["renewals"]}
        assert kinds == {"domain"}


def test_a_slash_too_many_leads_to_the_page(private):
    client = Client(private[1]("slash").port)
    assert client.sign_in("demo").status == 303
    answer = client.get("/services/")
    assert (answer.status, answer.location) == (303, "/dashboard/services")
    assert client.get("/guides/a%3Fb%20c/").location \
        == "/dashboard/guides/a%3fb%20c"
    assert client.get("/nothing/").status == 404


def test_a_password_set_by_staff_is_the_one_typed(db, private):
    """However either keyboard composes its letters (Unicode NFC)."""
    word = "Café-Žluťoučký-7"
    db.set_password("demo@example.com", unicodedata.normalize("NFD", word))
    client = Client(private[1]("composed").port)
    for form in ("NFC", "NFD"):
        answer = client.sign_in("demo", unicodedata.normalize(form, word))
        assert answer.status == 303
        client.post("/sign-out")


@pytest.mark.parametrize("text, error", [
    ("SELECT 'a FROM ticket WHERE account_id = :account",
     "a quote is not closed"),
    ("SELECT 1 FROM ticket WHERE account_id = :account; DELETE FROM session",
     "more than one statement"),
    ("SELECT 1 /* FROM ticket WHERE account_id = :account",
     "a comment is not closed"),
    ("SELECT t.id FROM ticket t", "bound to :account"),
])
def test_a_statement_that_cannot_be_right_is_refused(setup, text, error):
    state = folder(setup.state / "wrong-statements")
    path = state / "wrong.sql"
    path.write_text(f"-- :name tickets.recent\n{text}\n")
    done = setup.run_ctl("check", "--statements",
                         str(setup.share / "sql/queries"),
                         "--queries", str(path))
    assert done.returncode == 1
    assert f"{path}:1:" in done.stderr and error in done.stderr
