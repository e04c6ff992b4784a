# SPDX-License-Identifier: Apache-2.0
"""Lists read as much of the database for an account of ten thousand services
as for one of fifty, in every order and with every filter of few choices."""

import pytest

from place import COOKIE, Place, given, sign_in
from walk import Connection, request

import crowd                    # of tests/http, where place.py looks, too
from routes import LISTS, ROUTES

READS = ("SELECT SUM(variable_value) FROM information_schema.global_status "
         "WHERE variable_name LIKE 'Handler_read%'")
PATHS = {r.path.lstrip("/") for r in ROUTES}
OWN = [entry for name, entry in LISTS.items()
       if entry.section in PATHS and name != "news.list"]


@pytest.fixture(scope="module")
def place():
    prefix, state = given()
    with Place(prefix, state + "-lists", 200, 200, big=True) as made:
        crowd.fill(made.database)
        yield made


@pytest.fixture(scope="module")
def reads(place):
    """Rows that the database reads for a page: reads(account, path)."""
    database = place.database
    accounts = {
        "big": 100000, "fifty": crowd.ACCOUNT}
    owners = [(database.one(
        "SELECT user_id FROM membership WHERE role = 'owner' AND "
        f"account_id = {account}"), account) for account in accounts.values()]
    tokens = dict(zip(accounts, sign_in(database, owners, first=5000)))
    connection = Connection(place.cold.port)

    def count(account, path):
        asked = request(place.cold.port, path,
                        f"{COOKIE}={tokens[account]}")
        assert connection.ask(asked).status == 200      # prepared
        before = int(database.one(READS))
        connection.ask(asked)
        mine = int(database.one(READS))
        # what asking for the number itself reads
        return 2 * mine - before - int(database.one(READS))

    yield count
    connection.socket.close()


def questions():
    for entry in OWN:
        yield from ((entry, f"sort={sort}") for sort in entry.sorts)
        yield from ((entry, f"{name}={value}")
                    for name, value, _ in entry.filters
                    if name not in entry.typed)


@pytest.mark.parametrize("entry, question", [
    pytest.param(entry, question, id=f"{entry.name}?{question}")
    for entry, question in questions()])
def test_a_long_list_costs_at_most_twice_a_short_one(reads, entry, question):
    path = f"/dashboard/{entry.section}?{question}"
    assert reads("big", path) <= \
        2 * reads("fifty", path) + 4 * entry.page
