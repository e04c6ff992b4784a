# SPDX-License-Identifier: Apache-2.0
"""Contacts with a login: invited by mail, permitted a part, out at once."""
import threading

import pytest

from client import Client
from forms import errors, link_of_last_mail, loaded, save
from pages import is_clean

ADDRESS = "grace@example.org"
NEW = {"first-name": "Grace", "last-name": "Hopper", "language": "en",
       "password": "seven-odd-Words", "password-again": "seven-odd-Words",
       "terms": "1"}


@pytest.fixture
def owner(db, signed_in):
    yield signed_in("demo")
    db.sql("UPDATE membership SET permissions = 'services,domains,tickets', "
           "scoped = 1, expires_at = NULL, status = 'active' WHERE id = 705;"
           "DELETE FROM invitation WHERE account_id = 1001;"
           "DELETE m FROM membership m JOIN user u ON u.id = m.user_id WHERE "
           f"u.email = '{ADDRESS}' OR m.account_id = 1001 AND m.user_id = "
           "502; DELETE FROM contact WHERE email LIKE '%@example.org' OR "
           "account_id = 1001 AND email = 'other@example.com';"
           "DELETE FROM mail WHERE template = 'invitation'; UPDATE audit SET "
           "user_id = NULL WHERE user_id IN (SELECT id FROM user WHERE email "
           f"= '{ADDRESS}'); DELETE FROM user WHERE email = '{ADDRESS}'")


def contact(client, db, email=ADDRESS):
    assert client.post("/contacts/new", {
        "first-name": "Grace", "last-name": "Hopper",
        "email": email}).status == 303
    return db.one("SELECT MAX(id) FROM contact WHERE account_id = 1001 AND "
                  f"email = '{email}'")


def invite(client, db, email=ADDRESS, **grant):
    """The contact's id and the link."""
    made = contact(client, db, email)
    answer = client.post(f"/contacts/{made}/login",
                         grant or {"perm-services": "1"})
    assert answer.status == 303, answer
    return made, link_of_last_mail(db, "invitation")


def member_of(db, email=ADDRESS):
    rows = db.sql("SELECT m.permissions, m.scoped, m.status, m.expires_at "
                  "FROM membership m JOIN user u ON u.id = m.user_id WHERE "
                  f"m.account_id = 1001 AND u.email = '{email}'")
    return rows[0] if rows else None


def joined(owner, db, server, **grant):
    made, link = invite(owner, db, **grant)
    client = Client(server.port)
    assert client.post(link, NEW).status == 303
    return made, client


def test_who_has_no_user_sets_name_and_password(owner, db, guest):
    made, link = invite(owner, db, **{
        "perm-services": "1", "perm-tickets": "1"})
    assert db.column("SELECT recipient FROM mail WHERE template = "
                     "'invitation'") == [ADDRESS]
    token = link.rsplit("/", 1)[1]
    assert token not in str(db.sql("SELECT HEX(token_hash), email FROM "
                                   "invitation"))
    assert "status-login-invited" in owner.get("/contacts").text
    assert is_clean(owner.get(f"/contacts/{made}/login"))
    page = guest.get(link)
    assert is_clean(page) and "Lindqvist" in page.text
    assert member_of(db) is None, "a look accepts nothing"
    assert errors(guest, link, {**NEW, "password-again": "x"})[0] \
        == {"password-again": "different"}
    assert errors(guest, link, {**NEW, "password": "password1",
                                "password-again": "password1"})[0] \
        == {"password": "password-common"}
    assert errors(guest, link, {})[0].keys() == NEW.keys()
    assert guest.post(link, NEW).status == 303
    assert member_of(db) == ["services,tickets", "0", "active", "NULL"]
    assert guest.get("/services").status == 200
    assert guest.get("/invoices").status == 403
    assert guest.get("/contacts").status == 403
    assert db.one("SELECT email_verified_at IS NOT NULL FROM user WHERE "
                  f"email = '{ADDRESS}'") == "1"
    assert db.one(f"SELECT membership_id IS NOT NULL FROM contact WHERE id = "
                  f"{made}") == "1"
    again = Client(guest.port)
    assert again.post(link, NEW).status == 422, "it works once"
    assert again.sign_in(ADDRESS, "seven-odd-Words").status == 303
    assert again.xml("/").xml.find("account").get("id") == "1001"


def test_it_is_narrowed_to_what_was_chosen(owner, db, server):
    made, client = joined(owner, db, server, **{
        "perm-services": "1", "perm-domains": "1", "scoped": "1",
        "service": "2002", "domain": "3001"})
    listed = client.xml("/services").sections()["services"]
    assert [s.get("id") for s in listed.findall("service")] == ["2002"]
    assert client.get("/services/2001").status == 404
    listed = client.xml("/domains").sections()["domains"]
    assert [d.get("id") for d in listed.findall("domain")] == ["3001"]
    form = owner.xml(f"/contacts/{made}/login")
    chosen = form.xml.xpath("//section[@name='scope']/*[@chosen='1']/@id")
    assert sorted(chosen) == ["2002", "3001"]
    assert owner.post(f"/contacts/{made}/login", {
        "perm-services": "1"}).status == 303
    assert member_of(db)[:2] == ["services", "0"]
    assert client.get("/services/2001").status == 200
    assert client.get("/domains").status == 403


def test_nothing_of_another_account_can_be_granted(owner, db, server):
    body = "csrf=" + owner.csrf() + "&perm-services=1&scoped=1" + "".join(
        f"&service={i}" for i in ("2021", "2022", "2001", "2001", "x", "-1",
                                  "9" * 30)) + "&domain=3021"
    made = contact(owner, db)
    assert owner.post(f"/contacts/{made}/login", body=body).status == 303
    assert db.column("SELECT service_id FROM invitation_service") == ["2001"]
    assert not db.column("SELECT domain_id FROM invitation_domain")
    client = Client(server.port)
    assert client.post(link_of_last_mail(db, "invitation"),
                       NEW).status == 303
    assert [s.get("id") for s in client.xml("/services").sections()
            ["services"].findall("service")] == ["2001"]


def test_unknown_permissions_are_none(owner, db):
    made = contact(owner, db)
    found, _ = errors(owner, f"/contacts/{made}/login",
                      {"perm-root": "1", "role": "owner", "service": "2001"})
    assert found == {"": "no-permission"}
    assert not db.sql("SELECT 1 FROM invitation")


def test_what_was_ticked_comes_back_with_an_error(owner, db):
    made = contact(owner, db)
    found, answer = errors(owner, f"/contacts/{made}/login", {
        "perm-services": "1", "scoped": "1", "service": "2002",
        "until": "2020-01-01"})
    assert found == {"until": "past"}
    assert answer.xml.xpath("//section/service[@chosen]/@id") == ["2002"]
    assert errors(owner, f"/contacts/{made}/login", {
        "perm-services": "1", "until": "2026-02-30"})[0] == {"until": "date"}


def test_who_has_a_user_signs_in_and_accepts(owner, db, guest, signed_in):
    _, link = invite(owner, db, "other@example.com")
    page = guest.get(link)
    assert is_clean(page) and "field-password" not in page.text
    assert guest.post(link, NEW).status == 422
    assert member_of(db, "other@example.com") is None
    other = signed_in("other", to=link)
    old = dict(other.jar)
    assert other.post(link).status == 303
    assert member_of(db, "other@example.com")[0] == "services"
    assert other.xml("/").xml.find("account").get("id") == "1001"
    assert other.xml("/").xml.find("viewer").get("accounts") == "2"
    stale = Client(other.port)
    stale.jar = old
    assert stale.get("/services").location.startswith("/dashboard/sign-in")


def test_somebody_else_cannot_accept_it(owner, db, signed_in):
    _, link = invite(owner, db, "other@example.com")
    empty = signed_in("empty")
    page = empty.get(link)
    assert is_clean(page) and "empty@example.com" in page.text
    assert empty.post(link, NEW).status == 422
    assert db.one("SELECT COUNT(*) FROM membership WHERE user_id = 503") == "1"
    assert owner.post(link, NEW).status == 422
    assert db.one("SELECT role FROM membership WHERE id = 701") == "owner"


def test_a_link_ends(owner, db, guest):
    made, link = invite(owner, db)
    db.sql("UPDATE invitation SET expires_at = UTC_TIMESTAMP()")
    assert "Lindqvist" not in guest.get(link).text
    assert guest.post(link, NEW).status == 422
    assert is_clean(owner.get(f"/contacts/{made}/login"))
    assert "expired" in owner.get(f"/contacts/{made}/login").text
    assert owner.post(f"/contacts/{made}/login/again").status == 303
    assert link_of_last_mail(db, "invitation") == link, "within a minute"
    db.sql("UPDATE invitation SET sent_at = sent_at - INTERVAL 5 MINUTE")
    assert owner.post(f"/contacts/{made}/login/again").status == 303
    fresh = link_of_last_mail(db, "invitation")
    assert fresh != link and guest.post(link, NEW).status == 422
    assert db.one("SELECT DATEDIFF(expires_at, UTC_TIMESTAMP()) FROM "
                  "invitation") == "7"
    assert owner.post(f"/contacts/{made}/login/end").status == 303
    assert guest.post(fresh, NEW).status == 422
    assert member_of(db) is None


def test_a_removed_contact_cannot_accept(owner, db, guest):
    made, link = invite(owner, db)
    assert owner.post(f"/contacts/{made}/remove").status == 303
    assert guest.post(link, NEW).status == 422
    assert not db.sql(f"SELECT 1 FROM user WHERE email = '{ADDRESS}'")


def test_nobody_is_invited_twice(owner, db, server):
    made, _ = joined(owner, db, server)
    twin = contact(owner, db)
    assert errors(owner, f"/contacts/{twin}/login",
                  {"perm-services": "1"})[0] == {"": "member-exists"}


@pytest.mark.parametrize("how", ["login/end", "remove"])
def test_who_is_removed_is_out_at_the_next_request(how, owner, db, server):
    made, client = joined(owner, db, server)
    for _ in range(2):                         # the second one from the cache
        assert client.get("/services").status == 200
    assert is_clean(owner.get(f"/contacts/{made}/{how}"))
    assert owner.post(f"/contacts/{made}/{how}").status == 303
    assert client.get("/services").location.startswith("/dashboard/sign-in")
    assert client.sign_in(ADDRESS, "seven-odd-Words").status == 422


def test_whose_time_is_over_is_out_at_the_next_request(owner, db, server):
    made, client = joined(owner, db, server, **{
        "perm-services": "1", "until": "2999-12-31"})
    assert member_of(db)[3] == "3000-01-01 00:00:00"
    assert client.get("/services").status == 200
    db.sql("UPDATE membership SET expires_at = UTC_TIMESTAMP() WHERE "
           "account_id = 1001 AND expires_at IS NOT NULL")
    assert client.get("/services").location.startswith("/dashboard/sign-in")
    assert "status-login-ended" in owner.get(f"/contacts/{made}").text
    assert owner.post(f"/contacts/{made}/login",
                      {"perm-services": "1"}).status == 303
    assert client.sign_in(ADDRESS, "seven-odd-Words").status == 303


@pytest.mark.parametrize("permissions", [
    {"perm-contacts": "1"}, {f"perm-{p}": "1" for p in (
        "profile", "contacts", "services", "services-manage", "domains",
        "domains-manage", "invoices", "invoices-pay", "orders", "tickets",
        "tickets-write", "emails")}])
def test_nobody_grants_herself_anything(permissions, owner, db, server):
    made, client = joined(owner, db, server, **permissions)
    before = member_of(db)
    everything = {f"perm-{p}": "1" for p in ("profile", "invoices")}
    for method, path in [(client.get, f"/contacts/{made}/login"),
                         (client.post, f"/contacts/{made}/login"),
                         (client.post, f"/contacts/{made}/login/again"),
                         (client.post, f"/contacts/{made}/login/end"),
                         (client.post, "/contacts/802/login"),
                         (client.post, "/contacts/801/login")]:
        more = (everything,) if method == client.post else ()
        assert method(path, *more).status == 403, path
    form = loaded(client, f"/contacts/{made}")
    assert save(client, f"/contacts/{made}", form, permissions="invoices",
                scoped="0", membership="701", role="owner",
                membership_id="701").status == 303
    assert member_of(db) == before
    assert not db.sql("SELECT 1 FROM invitation")


def test_the_owner_herself_is_no_contact_to_be_permitted(owner, db):
    db.sql("INSERT INTO contact (account_id, membership_id, first_name, "
           "last_name, email) VALUES (1001, 701, 'M', 'L', 'm@example.org')")
    made = db.one("SELECT id FROM contact WHERE email = 'm@example.org'")
    assert is_clean(owner.get(f"/contacts/{made}"))
    assert owner.get(f"/contacts/{made}/login").status == 404
    assert owner.post(f"/contacts/{made}/login/end").status == 404
    assert owner.post(f"/contacts/{made}/remove").status == 303
    assert db.one("SELECT role FROM membership WHERE id = 701") == "owner"


def test_accepted_ten_times_at_once_it_is_accepted_once(owner, db, server):
    _, link = invite(owner, db)
    clients = [Client(server.port) for _ in range(10)]
    tokens = [c.csrf() for c in clients]
    statuses = []
    threads = [threading.Thread(target=lambda c=c, t=t: statuses.append(
        c.post(link, NEW, csrf=t).status))
        for c, t in zip(clients, tokens)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(statuses) == [303] + [422] * 9
    assert db.one("SELECT COUNT(*) FROM membership m JOIN user u ON u.id = "
                  f"m.user_id WHERE u.email = '{ADDRESS}'") == "1"


def test_withdrawn_while_it_is_accepted_leaves_nobody_in(owner, db, server):
    """Whoever comes first: afterwards there is no membership."""
    for _ in range(6):
        made, link = invite(owner, db)
        client, token, mine = Client(server.port), None, owner.csrf()
        token = client.csrf()
        threads = [
            threading.Thread(target=client.post, args=(link, NEW),
                             kwargs={"csrf": token}),
            threading.Thread(target=owner.post,
                             args=(f"/contacts/{made}/login/end",),
                             kwargs={"csrf": mine})]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        left = member_of(db)
        listed = db.one("SELECT membership_id IS NOT NULL FROM contact WHERE "
                        f"id = {made}")
        # accepted after the end of nothing is refused; before it is ended
        assert left is None and listed == "0"
        db.sql(f"DELETE FROM contact WHERE id = {made}; UPDATE audit SET "
               "user_id = NULL WHERE user_id IN (SELECT id FROM user WHERE "
               f"email = '{ADDRESS}'); DELETE FROM user WHERE email = "
               f"'{ADDRESS}'")


def test_it_is_put_down(owner, db, server):
    made, _ = joined(owner, db, server)
    owner.post(f"/contacts/{made}/login", {"perm-tickets": "1"})
    owner.post(f"/contacts/{made}/login/end")
    rows = db.sql("SELECT action, subject, detail FROM audit WHERE account_id "
                  "= 1001 AND action LIKE 'login-%' ORDER BY id DESC LIMIT 4")
    assert rows == [["login-ended", ADDRESS, "NULL"],
                    ["login-changed", ADDRESS, "tickets"],
                    ["login-accepted", ADDRESS, "NULL"],
                    ["login-invited", ADDRESS, "services"]]
