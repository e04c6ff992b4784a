# SPDX-License-Identifier: Apache-2.0
"""An account with far more rows than a page shows, and as many ties."""

ACCOUNT, USER = 9001, 9001
EMAIL = "crowd@example.com"
ROWS = 62

# Names that collations find equal, empty ones, and those that travel badly.
NAMES = ["a", "A", "á", "Zażółć", "zażółć", "ß", "ss", "中文", "שלום",
         "a.b", "a&b=c", "%41", "x' OR '1'='1", "🚤", "a ", "_", "%", "+",
         "ŻÓŁW" * 20]


def text(value):
    return "'" + value.replace("'", "''") + "'"


def name(i):
    """Half of them empty: more than fit on a page."""
    return text(NAMES[i // 2 % len(NAMES)] if i % 2 else "")


def day(i, every=9):
    """Many of the same day, some of none."""
    return ("NULL" if i % 11 == 0
            else f"UTC_DATE() + INTERVAL {i % every - 4} DAY")


def instant(i):
    return f"UTC_TIMESTAMP() - INTERVAL {i % 5} HOUR"


def _services():
    states = ["pending", "active", "suspended", "cancelled", "active"]
    return ("INSERT INTO service (id, account_id, product_id, name, status, "
            "cycle, amount, currency, next_due_on, created_at) VALUES "
            + ", ".join(
                f"({90000 + i * 7 % ROWS}, {ACCOUNT}, 1, {name(i)}, "
                f"'{states[i % 5]}', 'monthly', {i % 4 * 100}, 'EUR', "
                f"{day(i)}, {instant(i)})" for i in range(ROWS)))


def _domains():
    states = ["active", "grace", "pending", "expired", "active"]
    return ("INSERT INTO domain (id, account_id, tld_id, name, ours, status, "
            "expires_on) VALUES " + ", ".join(
                f"({90000 + i * 5 % ROWS}, {ACCOUNT}, 1, "
                f"{name(i)}, {i % 3 > 0}, "
                f"'{states[i % 5]}', {day(i)})" for i in range(ROWS)))


def _invoices():
    states = ["unpaid", "paid", "draft", "unpaid", "refunded", "paid"]
    return ("INSERT INTO invoice (id, account_id, number, status, issued_on, "
            "due_on, currency, net, tax, total) VALUES " + ", ".join(
                f"({90000 + i * 3 % ROWS}, {ACCOUNT}, "
                + ("NULL" if i % 6 == 2 else f"'Ż.{i % 7}/{i}'")
                + f", '{states[i % 6]}', UTC_DATE() - INTERVAL {i % 4} DAY, "
                f"UTC_DATE() + INTERVAL {i % 5 - 2} DAY, 'EUR', {i % 3}, 0, "
                f"{i % 3})" for i in range(ROWS)))


def _tickets():
    states = ["open", "closed", "answered", "open", "on-hold"]
    return ("INSERT INTO ticket (id, account_id, number, subject, status, "
            "created_at, updated_at) VALUES " + ", ".join(
                f"({90000 + i * 5 % ROWS}, {ACCOUNT}, 'C-{i}', {name(i)}, "
                f"'{states[i % 5]}', {instant(i)}, {instant(i // 2)})"
                for i in range(ROWS)))


def _contacts():
    return ("INSERT INTO contact (id, account_id, first_name, last_name, "
            "email) VALUES " + ", ".join(
                f"({90000 + i * 7 % ROWS}, {ACCOUNT}, {name(i * 3)}, "
                f"{name(i // 3)}, 'c{i}@example.com')" for i in range(ROWS)))


def _activity():
    return ("INSERT INTO audit (id, account_id, user_id, action, subject, "
            "address, agent, recorded_at) VALUES " + ", ".join(
                f"({90000 + i * 7 % ROWS}, {ACCOUNT}, "
                f"{'NULL' if i % 4 else USER}, "
                f"'{('sign-in', 'password', 'sign-out')[i % 3]}', {name(i)}, "
                f"'192.0.2.{i}', {name(i // 3)}, {instant(i)})"
                for i in range(ROWS)))


def _mails():
    return ("INSERT INTO mail (id, account_id, template, category, "
            "recipient, fields, subject, state, sent_at) VALUES "
            + ", ".join(
                f"({90000 + i * 7 % ROWS}, {ACCOUNT}, 'x', 'general', "
                f"'{EMAIL}', '', {name(i)}, 'sent', {instant(i)})"
                for i in range(ROWS)))


def fill(db):
    """Make account and rows; returns the address to sign in with."""
    db.sql(f"INSERT INTO account (id, first_name, last_name, email, currency)"
           f" VALUES ({ACCOUNT}, 'Full', 'House', '{EMAIL}', 'EUR');"
           "INSERT INTO user (id, email, password_hash, first_name, "
           f"last_name) SELECT {USER}, '{EMAIL}', password_hash, 'Full', "
           "'House' FROM user WHERE id = 501;"
           "INSERT INTO membership (user_id, account_id, role) VALUES "
           f"({USER}, {ACCOUNT}, 'owner')")
    db.sql(";\n".join([_services(), _domains(), _invoices(), _tickets(),
                       _contacts(), _activity(), _mails()]))
    return EMAIL
