# SPDX-License-Identifier: Apache-2.0
"""The benchmark itself: does it run, and is what it measures what it says?"""
import pytest

import bench
import instructions
from fill import TABLES, Server, plain
from place import Place, given
from rows import rows
from table import Bars, into_readme


@pytest.fixture(scope="module")
def quick():
    """A short run of all rows: its Bench and its text."""
    return bench.run(bench.arguments(["--quick"]))


@pytest.fixture(scope="module")
def filled():
    prefix, state = given()
    with Place(prefix, state + "-filled", 500, 500, big=True) as place:
        yield place


def test_every_row_is_measured(quick):
    run, text = quick
    assert run.failed == []
    for row in rows():
        figures, = run.results[row.name]
        assert figures.requests > 0 and figures.rate > 0, row.title
        assert row.title in text


def test_no_request_fails(quick):
    run, _ = quick
    for name, results in run.results.items():
        for figures in results:
            assert (figures.failed, figures.broken) == (0, 0), name


def test_a_warm_page_asks_one_statement_at_most_a_cold_one_more(quick):
    run, _ = quick
    assert 0 < run.median("warm", "statements") <= 1.1
    assert run.median("cold", "statements") > 1.5


def test_a_row_that_fails_is_told(quick):
    run, _ = quick
    assert not run.try_to(lambda: run.rows[0].check_figures(
        Broken()))
    assert "3 broken" in run.failed.pop()


class Broken:
    failed, broken, size, requests = 0, 3, 1, 1


def test_the_triggers_are_back(filled):
    """The fill itself compares them; here one must act."""
    database = filled.database
    ask = "SELECT revision FROM account_revision WHERE account_id = 100001"
    before = int(database.one(ask))
    database.sql("UPDATE service SET name = name WHERE account_id = 100001 "
                 "LIMIT 1")
    assert int(database.one(ask)) == before + 1


def test_every_account_has_what_belongs_to_it(filled):
    database = filled.database
    assert database.one("SELECT COUNT(*) FROM account "
                        "WHERE id >= 100000") == "501"
    for table in ("account_revision", "membership"):
        assert database.one(
            "SELECT COUNT(*) FROM account a WHERE NOT EXISTS (SELECT 1 FROM "
            f"{table} x WHERE x.account_id = a.id)") == "0", table


def test_the_big_account_is_as_big_as_it_says(filled):
    for table, number in {"service": 10000, "invoice": 50000,
                          "domain": 2000, "ticket": 5000}.items():
        assert filled.database.one(
            f"SELECT COUNT(*) FROM {table} WHERE account_id = 100000"
        ) == str(number)


def test_invoices_are_the_sum_of_their_lines(filled):
    assert filled.database.one(
        "SELECT COUNT(*) FROM invoice i WHERE i.id > 100000 AND i.total <> "
        "(SELECT COALESCE(SUM(l.amount + l.tax), -1) FROM invoice_line l "
        "WHERE l.invoice_id = i.id)") == "0"


@pytest.mark.parametrize("table, column, parent", [
    ("ticket", "service_id", "service"), ("ticket", "domain_id", "domain")])
def test_rows_name_rows_of_their_own_account(filled, table, column, parent):
    assert filled.database.one(
        f"SELECT COUNT(*) FROM {table} x LEFT JOIN {parent} p ON "
        f"p.id = x.{column} AND p.account_id = x.account_id "
        f"WHERE x.{column} IS NOT NULL AND p.id IS NULL") == "0"


def test_a_filled_database_passes_the_foreign_keys(filled):
    """They were off during the fill."""
    keys = filled.database.sql(
        "SELECT table_name, column_name, referenced_table_name, "
        "referenced_column_name FROM information_schema.key_column_usage "
        "WHERE table_schema = 'custdash' AND referenced_table_name "
        "IS NOT NULL")
    assert len(keys) > 20
    for table, column, parent, key in keys:
        assert filled.database.one(
            f"SELECT COUNT(*) FROM {table} x LEFT JOIN {parent} p ON "
            f"p.{key} = x.{column} WHERE x.{column} IS NOT NULL AND "
            f"p.{key} IS NULL") == "0", (table, column)


def test_few_accounts_have_most_of_the_services(filled):
    counts = [int(n) for n in filled.database.column(
        "SELECT COUNT(*) FROM service WHERE account_id > 100000 "
        "GROUP BY account_id ORDER BY 1 DESC")]
    few = sum(n <= 3 for n in counts) / len(counts)
    assert few > 0.8 and counts[0] > 10 * counts[len(counts) // 2]


def test_a_fill_is_done_once(filled):
    database = filled.database
    with pytest.raises(SystemExit, match="already"):
        database.fill(10, False)
    server = Server(database.socket, "custdash")
    assert set(TABLES) <= {t for t, in server.sql("SHOW TABLES")}
    assert not server.sql("SHOW TABLES LIKE 'bench%'")


@pytest.mark.parametrize("now, before, bad", [
    ({"warm": 100}, {"warm": 100}, 0),
    ({"warm": 105}, {"warm": 100}, 0),
    ({"warm": 106}, {"warm": 100}, 1),
    ({"warm": 50}, {"warm": 100}, 0),
    ({"warm": 100, "cold": 5}, {"warm": 100}, 1),
    ({}, {"warm": 100}, 1),
])
def test_more_instructions_are_a_failure(now, before, bad):
    assert instructions.compare(now, before) == bad


def test_bars(capsys):
    bars = Bars()
    bars.at_least("a", 2, 1)
    assert bars.show() == 0
    bars.at_most("b", 2, 1)
    bars.at_least("c", None, 1)
    assert bars.show() == 1 and bars.missed == 2
    assert capsys.readouterr().out.count("NOT MET") == 2


def test_the_table_has_its_place_in_the_readme(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n")
    into_readme("bench", "new", page)
    assert page.read_text() == \
        "a\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\nb\n"
    with pytest.raises(SystemExit):
        into_readme("scale", "new", page)


def test_texts_of_the_batch_client():
    assert plain(r"a\nb\tc\\n") == "a\nb\tc\\n"
