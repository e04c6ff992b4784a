# SPDX-License-Identifier: Apache-2.0
"""Customer A never sees what is B's. (What lists show is in test_lists.)"""
import re

import pytest

from routes import SHOWN

# Ids of the things a path names: those of an account, and everybody's.
IDS = {
    "service": "SELECT id FROM service WHERE account_id {}",
    "domain": "SELECT id FROM domain WHERE account_id {}",
    "invoice": "SELECT id FROM invoice WHERE status <> 'draft' "
               "AND account_id {}",
    "ticket": "SELECT number FROM ticket WHERE account_id {}",
    "contact": "SELECT id FROM contact WHERE account_id {}",
    "email": "SELECT id FROM mail WHERE state = 'sent' AND account_id {}",
}
FOR_ALL = {"guide", "news", "product",     # by language and product, not by account
           "token", "link"}        # whoever has it
OF_ACCOUNTS = [r for r in SHOWN if r.parameters
               and not FOR_ALL & set(r.parameters)]
ACCOUNT = {"demo": 1001, "other": 1002, "member": 1001, "empty": 1003}


def ids(db, route, which, limit=12):
    name, = route.parameters
    assert name in IDS, f"teach this test whose a {name} is"
    return db.column(IDS[name].format(which) + f" ORDER BY 1 LIMIT {limit}")


def without_token(answer):
    return re.sub(rb'(csrf|path|action|name="csrf" value)="[^"]*"', b"",
                  answer.body)


@pytest.mark.parametrize("user", ["demo", "other", "empty"])
@pytest.mark.parametrize("route", OF_ACCOUNTS, ids=lambda r: r.name)
def test_what_belongs_to_others_is_not_there(route, user, known, db):
    client, name = known(user), route.parameters[0]
    foreign = ids(db, route, f"IN (1001, 1002, 1004) AND account_id <> "
                             f"{ACCOUNT[user]}", 40)
    foreign += ids(db, route, "> 1004")
    assert len(foreign) >= 14
    missing = client.get(route.url(**{name: "999999999"}))
    assert missing.status == 404
    for value in foreign:
        answer = client.get(route.url(**{name: value}))
        assert answer.status == 404, answer
        assert without_token(answer) == without_token(missing)
        assert client.xml(route.url(**{name: value})).status == 404


@pytest.mark.parametrize("user", ["demo", "other"])
@pytest.mark.parametrize("route", OF_ACCOUNTS, ids=lambda r: r.name)
def test_what_is_ones_own_is_there(route, user, known, db):
    name = route.parameters[0]
    own = ids(db, route, f"= {ACCOUNT[user]}", 40)
    assert len(own) >= 2
    for value in own:
        answer = known(user).xml(route.url(**{name: value}))
        assert answer.status == 200, answer
        row, = answer.sections()[name]
        assert value in (row.get("id"), row.get("number"))


@pytest.mark.parametrize("route", OF_ACCOUNTS, ids=lambda r: r.name)
def test_a_narrowed_member_gets_the_chosen_ones_only(route, known, db):
    client, name = known("member"), route.parameters[0]
    if not route.permissions & {"services", "domains", "tickets"}:
        for value in ids(db, route, "= 1001"):
            assert client.get(route.url(**{name: value})).status == 403
        return
    own = ids(db, route, "= 1001", 40)
    found = {v for v in own
             if client.get(route.url(**{name: v})).status == 200}
    chosen = {
        "service": "SELECT service_id FROM membership_service",
        "domain": "SELECT domain_id FROM membership_domain",
        "ticket": "SELECT number FROM ticket WHERE account_id = 1001 AND "
                  "(service_id IS NULL OR service_id IN (SELECT service_id "
                  "FROM membership_service)) AND (domain_id IS NULL OR "
                  "domain_id IN (SELECT domain_id FROM membership_domain))",
    }[name]
    assert found == set(db.column(chosen))
    assert found < set(own)


def test_a_draft_is_shown_to_nobody(known, db):
    assert db.one("SELECT status FROM invoice WHERE id = 4007") == "draft"
    assert known("demo").get("/invoices/4007").status == 404
    page = known("demo").xml("/services/2009")
    assert "4007" not in [i.get("id") for i in
                          page.sections()["service-invoices"]]


def test_the_invoices_of_a_service_want_their_permission(known):
    assert "service-invoices" in known("demo").xml("/services/2002").sections()
    assert "service-invoices" not in known("member") \
        .xml("/services/2002").sections()


def test_secrets_of_an_ended_service_are_gone(known):
    """Where a service ran is nobody's business once it doesn't."""
    for service, told in [("2002", True), ("2011", False), ("2012", False)]:
        row, = known("demo").xml(f"/services/{service}").sections()["service"]
        assert (row.get("server") is not None) == told


@pytest.mark.parametrize("user, other", [("demo", 1002), ("empty", 1001),
                                         ("other", 1001), ("member", 1002)])
def test_no_page_tells_anything_of_another_account(user, other, known, db):
    secrets = set(db.column(
        f"SELECT domain FROM service WHERE account_id = {other} UNION "
        f"SELECT name FROM domain WHERE account_id = {other} UNION "
        f"SELECT subject FROM ticket WHERE account_id = {other} UNION "
        f"SELECT number FROM ticket WHERE account_id = {other} UNION "
        f"SELECT number FROM invoice WHERE account_id = {other} UNION "
        f"SELECT email FROM contact WHERE account_id = {other} UNION "
        f"SELECT email FROM account WHERE id = {other}")) - {"NULL"}
    assert len(secrets) > 15
    for route in SHOWN:
        if route.parameters:
            continue
        text = known(user).get(route.path).text
        text += known(user).xml(route.path).text
        told = [s for s in secrets if re.search(rf"(?<!\w){re.escape(s)}\b",
                                                text)]
        assert not told, (route.name, told)


def test_a_contact_goes_to_ones_own_account_only(signed_in, db):
    client = signed_in("other")
    answer = client.post("/contacts/new", {
        "first-name": "Ada", "last-name": "L", "email": "ada@example.org",
        "account": "1001", "account_id": "1001", "membership": "701",
        "mail-invoice": "1"})
    assert answer.status == 303
    try:
        assert db.sql("SELECT c.account_id, c.membership_id, p.category "
                      "FROM contact c JOIN contact_mail_preference p "
                      "ON p.contact_id = c.id "
                      "WHERE c.email = 'ada@example.org'") \
            == [["1002", "NULL", "invoice"]]
    finally:
        db.sql("DELETE FROM contact WHERE email = 'ada@example.org'")


def test_a_member_without_the_permission_adds_no_contact(known):
    assert known("member").post("/contacts/new", {
        "first-name": "A", "last-name": "B",
        "email": "c@example.org"}).status == 403


def test_a_user_of_two_accounts_acts_for_her_own(signed_in, db):
    """And sees nothing of the other one that she is a member of."""
    user, own = db.sql(
        "SELECT u.email, o.account_id FROM user u "
        "JOIN membership o ON o.user_id = u.id AND o.role = 'owner' "
        "JOIN membership m ON m.user_id = u.id AND m.role = 'member' "
        "JOIN account a ON a.id = o.account_id AND a.status = 'active' "
        "WHERE u.status = 'active' AND m.status = 'active' LIMIT 1")[0]
    db.set_password(user)
    page = signed_in(user).xml("/")
    assert page.xml.find("account").get("id") == own
    assert page.xml.find("viewer").get("role") == "owner"
