# SPDX-License-Identifier: Apache-2.0
"""What customers decide on their services and domains: whether they renew,
and when they end."""
import pytest

import shop
from client import BASE
from pages import is_clean

SERVICE = "2002"            # of demo's; the member reaches it
DOMAIN = "3002"


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd")


@pytest.fixture
def client(httpd, db):
    db.sql("UPDATE service SET auto_renew = 1, cancel_when = NULL, "
           f"cancel_asked_at = NULL, status = 'active' WHERE id = {SERVICE}; "
           f"UPDATE domain SET auto_renew = 1 WHERE id = {DOMAIN}; "
           "DELETE FROM event; DELETE FROM audit WHERE action LIKE "
           "'renewal-%' OR action LIKE 'cancel-%'")
    return shop.shopper(httpd)


def events(db):
    return db.sql("SELECT kind, subject_kind, subject_id, detail FROM event "
                  "ORDER BY id")


def row(db):
    return db.sql("SELECT auto_renew, cancel_when FROM service WHERE id = "
                  f"{SERVICE}")[0]


@pytest.mark.parametrize("what, number, kind", [
    ("services", SERVICE, "service"), ("domains", DOMAIN, "domain")])
def test_renewal_is_turned_off_and_on(what, number, kind, client, db):
    page = f"/{what}/{number}"
    for on in ("0", "1"):
        shown = client.get(page)
        assert is_clean(shown)
        assert shown.html.xpath(f"//form[@action='{BASE}{page}/renewal']"
                                "/input[@name='on']/@value") == [on]
        answer = client.post(f"{page}/renewal", {"on": on})
        assert answer.location == BASE + page
        assert db.one(f"SELECT auto_renew FROM {kind} WHERE id = "
                      f"{number}") == on
    assert events(db) == [[f"{kind}.auto-renew", kind, number, "0"],
                          [f"{kind}.auto-renew", kind, number, "1"]]
    assert db.column("SELECT action FROM audit WHERE action LIKE "
                     "'renewal-%' ORDER BY id") == ["renewal-off",
                                                    "renewal-on"]


def test_what_is_so_already_is_told_to_nobody(client, db):
    assert client.post(f"/services/{SERVICE}/renewal",
                       {"on": "1"}).status == 303
    assert events(db) == []


@pytest.mark.parametrize("when", ["now", "term-end"])
def test_an_end_is_asked_for_and_taken_back(when, client, db):
    page = f"/services/{SERVICE}"
    assert is_clean(client.get(f"{page}/cancel"))
    answer = client.post(f"{page}/cancel", {
        "when": when, "reason": "We move.\nAll of us: <b>"})
    assert answer.location == BASE + page
    assert row(db)[1] == when
    shown = client.get(page)
    assert is_clean(shown) and "This service is to end" in shown.text
    due = db.one(f"SELECT next_due_on FROM service WHERE id = {SERVICE}")
    told = when if when == "now" else f"{when} {due}"
    kind, _, _, detail = events(db)[0]
    assert kind == "service.cancel-requested"
    assert detail.startswith(f"{told}: We move.")
    client.post(f"{page}/cancel", {"when": when})    # asked for twice
    assert len(events(db)) == 1
    assert client.post(f"{page}/keep").location == BASE + page
    assert row(db)[1] == "NULL"
    assert events(db)[1][0] == "service.cancel-withdrawn"
    assert "This service is to end" not in client.get(page).text


@pytest.mark.parametrize("fields, field", [
    ({"when": ""}, "when"), ({"when": "never"}, "when"),
    ({"when": "now", "reason": "x" * 501}, "reason")])
def test_what_is_no_answer_changes_nothing(fields, field, client, db):
    answer = client.post(f"/services/{SERVICE}/cancel?format=xml", fields)
    assert answer.status == 422
    assert answer.xml.xpath(f"//field[@name='{field}']/@error")
    assert row(db) == ["1", "NULL"] and events(db) == []


@pytest.mark.parametrize("status", ["pending", "cancelled", "terminated",
                                    "fraud"])
def test_what_does_not_run_is_not_to_be_managed(status, client, db):
    db.sql(f"UPDATE service SET status = '{status}' WHERE id = {SERVICE}")
    page = client.get(f"/services/{SERVICE}")
    assert not page.html.xpath("//form[contains(@action, '/renewal')]")
    for path, fields in (("renewal", {"on": "0"}),
                         ("cancel", {"when": "now"}), ("keep", {})):
        assert client.post(f"/services/{SERVICE}/{path}",
                           fields).status == 404
    assert row(db) == ["1", "NULL"] and events(db) == []


def test_a_domain_elsewhere_is_not_ours_to_renew(client, db):
    other = db.one("SELECT id FROM domain WHERE account_id = 1001 AND "
                   "ours = 0 LIMIT 1")
    assert not client.get(f"/domains/{other}").html.xpath(
        "//form[contains(@action, '/renewal')]")
    assert client.post(f"/domains/{other}/renewal",
                       {"on": "0"}).status == 404


def test_nobody_decides_on_what_is_somebody_elses(client, httpd, db):
    other = shop.shopper(httpd, "other")
    for path, fields in ((f"/services/{SERVICE}/renewal", {"on": "0"}),
                         (f"/services/{SERVICE}/cancel", {"when": "now"}),
                         (f"/services/{SERVICE}/keep", {}),
                         (f"/domains/{DOMAIN}/renewal", {"on": "0"})):
        assert other.post(path, fields).status == 404
    assert row(db) == ["1", "NULL"] and events(db) == []


def test_a_member_needs_the_permission_and_the_thing(client, httpd, db):
    found = ("account_id = 1001 AND user_id = (SELECT id FROM user "
             "WHERE email = 'member@example.com')")
    member = shop.shopper(httpd, "member")
    assert member.post(f"/services/{SERVICE}/renewal",
                       {"on": "0"}).status == 403
    before = db.one(f"SELECT permissions FROM membership WHERE {found}")
    db.sql("UPDATE membership SET permissions = CONCAT(permissions, "
           f"',services.manage') WHERE {found}")
    try:
        assert member.post(f"/services/{SERVICE}/renewal",
                           {"on": "0"}).status == 303
        out = db.one("SELECT s.id FROM service s WHERE s.account_id = 1001 "
                     "AND s.status = 'active' AND s.id NOT IN (SELECT "
                     "service_id FROM membership_service) LIMIT 1")
        assert member.post(f"/services/{out}/renewal",
                           {"on": "0"}).status == 404
    finally:
        db.sql(f"UPDATE membership SET permissions = '{before}' "
               f"WHERE {found}")


@pytest.mark.parametrize("change", [
    "auto_renew = 0", "cancel_when = 'term-end', cancel_asked_at = "
    "UTC_TIMESTAMP()"])
def test_what_ends_is_not_invoiced_again(change, client, db):
    """Everything else of the account, and it, are; then it alone is not."""
    db.sql("DELETE FROM renewal; UPDATE invoice SET status = 'paid' WHERE "
           "account_id = 1001 AND status IN ('unpaid', 'payment-pending')")
    db.sql("UPDATE service SET next_due_on = CURDATE(), status = 'active' "
           f"WHERE id = {SERVICE}")

    def planned():
        done = db.setup.run_ctl("billing", "run", "--dry-run",
                                *db.ctl_options())
        assert done.returncode == 0, done.stderr
        return done.stdout
    before = planned()
    db.sql(f"UPDATE service SET {change} WHERE id = {SERVICE}")
    assert planned() != before
    db.sql("UPDATE service SET auto_renew = 1, cancel_when = NULL "
           f"WHERE id = {SERVICE}")
    assert planned() == before
