# SPDX-License-Identifier: Apache-2.0
"""Many accounts whose every text says whose it is: zq007s2q stands in the
second service of account 7, and nowhere else."""
import itertools
import re
from dataclasses import dataclass, field

from cached import SESSION, new_token
from routes import source

MARKER = re.compile(r"zq(\d{3})([a-z])(\d)q")
PERMISSIONS = re.findall(r'\{\s*"([a-z.]+)",\s*CD_\w+\s*\}',
                         source("mod_custdash/model/permission.c"))
LANGUAGES = ("en", "pl")
ROWS = {"s": 4, "d": 3, "i": 3, "t": 4, "c": 2}

# What a narrowed member is narrowed to, by kind: a ticket is about service 1,
# 2, domain 1 and nothing.
SCOPE = {"s": {1}, "d": {1}, "t": {1, 3, 4}, "m": {1, 3, 4}}


def mark(n, kind, i):
    return f"zq{n:03d}{kind}{i}q"


def account_of(n):
    return 20000 + n


def row_id(n, i):
    """Of services, domains, invoices, tickets and contacts alike."""
    return 2_000_000 + n * 10 + i


def user_of(n, i):
    """The owner is 1, the member 2."""
    return 30000 + n * 10 + i


def values(rows):
    return ", ".join("(" + ", ".join(
        "NULL" if v is None else v if v.startswith("UTC_") else f"'{v}'"
        for v in map(lambda x: None if x is None else str(x), row)) + ")"
        for row in rows)


def insert(table, columns, rows):
    return f"INSERT INTO {table} ({columns}) VALUES {values(rows)}"


def people(n, permissions, scoped):
    m, a = (lambda kind, i: mark(n, kind, i)), account_of(n)
    users = [user_of(n, 1), user_of(n, 2)]
    p = m("p", 1)
    return [
        insert("account", "id, first_name, last_name, company, email, phone,"
               " currency, street1, street2, city, state, postcode, country,"
               " tax_id", [(a, p, p, m("a", 1), f"{p}@example.com", p,
                            "EUR", p, p, p, p, p, "IE", p)]),
        insert("user", "id, email, password_hash, first_name, last_name, "
               "language", [(u, f"{m('u', i)}@example.com", "!", m("u", i),
                             m("u", i), LANGUAGES[(n + i) % 2])
                            for i, u in enumerate(users, 1)]),
        insert("membership", "id, user_id, account_id, role, permissions, "
               "scoped", [
                   (users[0], users[0], a, "owner", "", 0),
                   (users[1], users[1], a, "member", ",".join(permissions),
                    int(scoped))]),
        insert("mail_preference", "account_id, category",
               [(a, "general"), (a, "invoice")]),
        insert("consent", "account_id, given, wording",
               [(a, 1, m("x", 1))])]


def trade(n):
    m, a = (lambda kind, i: mark(n, kind, i)), account_of(n)

    def every(kind):
        return range(1, ROWS[kind] + 1)
    return [
        insert("service", "id, account_id, product_id, name, domain, status, "
               "cycle, amount, currency, next_due_on, server, username",
               [(row_id(n, i), a, i, m("s", i), f"{m('s', i)}.example",
                 "active", "monthly", 100 + n, "EUR", "UTC_DATE()",
                 m("s", i), m("s", i)) for i in every("s")]),
        insert("domain", "id, account_id, tld_id, name, ours, status, "
               "expires_on, registrar",
               [(row_id(n, i), a, 1, f"{m('d', i)}.example", int(i > 1),
                 "active", "UTC_DATE()", m("d", i)) for i in every("d")]),
        insert("invoice", "id, account_id, number, status, issued_on, due_on,"
               " currency, net, total",
               [(row_id(n, i), a, m("i", i), "unpaid", "UTC_DATE()",
                 "UTC_DATE()", "EUR", 50 + n, 50 + n) for i in every("i")]),
        insert("invoice_line", "id, invoice_id, service_id, description, "
               "amount", [(row_id(n, i), row_id(n, i), row_id(n, i),
                           m("l", i), 50 + n) for i in every("i")]),
        insert("payment", "id, invoice_id, amount, method, reference",
               [(row_id(n, 1), row_id(n, 1), 7, "card", m("x", 2))]),
        insert("ticket", "id, account_id, number, subject, service_id, "
               "domain_id", [
                   (row_id(n, i), a, m("t", i), m("t", i),
                    row_id(n, i) if i < 3 else None,
                    row_id(n, 1) if i == 3 else None) for i in every("t")]),
        insert("ticket_message", "id, ticket_id, author, body",
               [(row_id(n, i), row_id(n, i), m("m", i), m("m", i))
                for i in every("t")]),
        insert("contact", "id, account_id, first_name, last_name, company, "
               "email", [(row_id(n, i), a, m("c", i), m("c", i), m("c", i),
                          f"{m('c', i)}@example.com") for i in every("c")]),
        insert("contact_mail_preference", "contact_id, category",
               [(row_id(n, 1), "invoice")]),
        insert("membership_service", "membership_id, service_id",
               [(user_of(n, 2), row_id(n, 1))]),
        insert("membership_domain", "membership_id, domain_id",
               [(user_of(n, 2), row_id(n, 1))])]


@dataclass
class Viewer:
    """Who asks, and what she may see."""
    n: int                     # her account
    i: int                     # 1: its owner, 2: its member
    permissions: frozenset
    scoped: bool
    token: str = field(default_factory=new_token)

    @property
    def session(self):
        return SESSION.format(token=self.token, user=user_of(self.n, self.i),
                              account=account_of(self.n))

    def may_see(self, kind, i):
        """A row of her own account, by its kind and number."""
        return not (self.scoped and kind in SCOPE and i not in SCOPE[kind])


def permission_sets():
    """None, all, each alone, each two, and narrowed ones: 100 sets."""
    every = frozenset(PERMISSIONS)
    sets = [frozenset(), every]
    sets += [frozenset(s) for s in itertools.combinations(PERMISSIONS, 1)]
    sets += [frozenset(s) for s in itertools.combinations(PERMISSIONS, 2)]
    plain = [(s, False) for s in sets]
    seen = [s for s in sets if s & {"services", "domains", "tickets"}]
    narrowed = [(every, True)] + [(s, True) for s in seen[1:]]
    return plain + narrowed[:100 - len(plain)]


def make(db, sets):
    """An account with an owner and a member for each set; the viewers."""
    viewers, sql = [], ["START TRANSACTION"]
    for n, (permissions, scoped) in enumerate(sets):
        sql += people(n, permissions, scoped) + trade(n)
        viewers += [Viewer(n, 1, frozenset(PERMISSIONS), False),
                    Viewer(n, 2, permissions, scoped)]
    sql += [v.session for v in viewers] + ["COMMIT"]
    db.sql(";\n".join(sql))
    return viewers
