# SPDX-License-Identifier: Apache-2.0
"""custdashctl: migrate, check, user."""
import re
import shutil
import subprocess

import pytest

from servers import PASSWORD, TOP

FORM = ("SELECT table_name, column_name, ordinal_position, column_type, "
        "is_nullable, column_default, generation_expression "
        "FROM information_schema.columns WHERE table_schema = '{0}' "
        "UNION ALL SELECT table_name, index_name, seq_in_index, column_name, "
        "non_unique, '', '' FROM information_schema.statistics "
        "WHERE table_schema = '{0}' UNION ALL SELECT event_object_table, "
        "trigger_name, 0, action_statement, '', '', '' "
        "FROM information_schema.triggers WHERE trigger_schema = '{0}' "
        "ORDER BY 1, 2, 3, 4")
MIGRATIONS = len(list((TOP / "sql/schema").glob("*.sql")))


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture
def empty(db):
    """A database without tables, gone behind the test."""
    db.sql("CREATE DATABASE fresh CHARACTER SET utf8mb4", "mysql")
    yield db
    db.sql("DROP DATABASE fresh", "mysql")


def migrate(db, *arguments):
    return db.setup.run_ctl("migrate", *db.ctl_options("fresh"), *arguments)


def shape(db, name):
    return db.sql(FORM.format(name))


def versions(db):
    return db.sql("SELECT version, statements > 0, applied_at IS NOT NULL "
                  "FROM schema_migration ORDER BY version", "fresh")


def test_migrate_makes_the_schema_once(empty):
    first = migrate(empty)
    assert first.returncode == 0, first.stderr
    assert first.stdout.count("applying ") == MIGRATIONS
    assert shape(empty, "fresh") == shape(empty, "custdash") != []
    made = versions(empty)
    assert [row[1:] for row in made] == [["1", "1"]] * MIGRATIONS
    second = migrate(empty)
    assert second.returncode == 0
    assert second.stdout == "the schema is up to date\n"
    assert versions(empty) == made


def test_two_migrations_at_once_make_it_once(empty):
    command = [empty.setup.ctl, "migrate", *empty.ctl_options("fresh")]
    pair = [subprocess.Popen(command, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE,
                             env=empty.setup.environment())
            for _ in range(2)]
    said = [process.communicate(timeout=100) for process in pair]
    assert [p.returncode for p in pair] == [0, 0], said
    assert sorted(out.count("applying ") for out, _ in said) == [0, MIGRATIONS]
    assert shape(empty, "fresh") == shape(empty, "custdash")


@pytest.fixture
def sources(setup):
    """A copy of the shipped SQL to break."""
    copy = setup.state / "sql-copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(setup.share / "sql", copy)
    return copy


def break_off(empty, sources):
    """A migration that stops amid its second file, which is whole again
    afterwards."""
    path = next((sources / "schema").glob("0002*"))
    good = path.read_text()
    head, tail = good.split("CREATE TABLE service", 1)
    path.write_text(head + "CREATE TABLE broken (id NONSENSE);\n\n"
                    "CREATE TABLE service" + tail)
    line = head.count("\n") + 1
    broken = migrate(empty, "--sql", str(sources))
    assert broken.returncode == 1
    assert f"{path}:{line}: " in broken.stderr
    assert [row[2] for row in versions(empty)] == ["1", "0"]
    path.write_text(good)
    return path


def test_a_migration_that_broke_is_resumed_where_it_stopped(empty, sources):
    path = break_off(empty, sources)
    again = migrate(empty, "--sql", str(sources))
    assert again.returncode == 0, again.stderr
    assert f"resuming {path.name}" in again.stdout
    assert "applying 0001" not in again.stdout
    assert shape(empty, "fresh") == shape(empty, "custdash")


def test_a_migration_that_was_killed_is_resumed(empty, sources):
    """The server finishes a statement also when nobody waits for it: then
    the last one done isn't put down."""
    break_off(empty, sources)
    empty.sql("UPDATE schema_migration SET statements = statements - 1 "
              "WHERE version = 2", "fresh")
    again = migrate(empty, "--sql", str(sources))
    assert again.returncode == 0, again.stderr
    assert shape(empty, "fresh") == shape(empty, "custdash")


def test_status_tells_what_is_missing_and_changes_nothing(empty):
    told = migrate(empty, "--status")
    assert told.returncode == 0
    assert told.stdout.count("missing") == MIGRATIONS
    assert not [row for row in shape(empty, "fresh")
                if row[0] != "schema_migration"]
    migrate(empty)
    assert migrate(empty, "--status").stdout.count("applied ") == MIGRATIONS


def test_sample_data_go_into_empty_tables_only(db):
    done = db.setup.run_ctl("migrate", *db.ctl_options(), "--sample")
    assert done.returncode == 1
    assert "there are accounts already" in done.stderr


def test_sample_data_that_break_leave_nothing_behind(empty, sources):
    path = sorted((sources / "sample").glob("*.sql"))[-1]
    good = path.read_text()
    path.write_text(good + "\nINSERT INTO nothing VALUES (1);\n")
    done = migrate(empty, "--sql", str(sources), "--sample")
    assert done.returncode == 1
    assert f"{path}:" in done.stderr
    assert empty.sql("SELECT COUNT(*) FROM account", "fresh") == [["0"]]
    path.write_text(good)
    assert migrate(empty, "--sql", str(sources),
                   "--sample").returncode == 0


def test_a_migration_without_a_number_is_refused(empty, sources):
    (sources / "schema/later.sql").write_text("SELECT 1;\n")
    done = migrate(empty, "--sql", str(sources))
    assert done.returncode == 1
    assert "later.sql" in done.stderr


def check(db, *arguments):
    return db.setup.run_ctl("check", *db.ctl_options(), *arguments)


def test_check_finds_the_shipped_statements_right(db):
    done = check(db)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(r"\d+ texts of \d+ statements: 0 wrong\n",
                        done.stdout)


def test_check_tells_each_statement_when_asked(db):
    done = check(db, "--verbose")
    assert "ok session.viewer\n" in done.stdout
    assert done.stdout.count("ok ") > 30


OVERRIDES = {
    "a column that isn't there": (
        "SELECT g.slug, g.title, g.summary, g.category, g.nothing AS updated,"
        " g.body FROM guide g WHERE g.slug = :guide", "Unknown column"),
    "a table that isn't there": (
        "SELECT slug, title, summary, category, updated, body "
        "FROM nowhere WHERE slug = :guide", "nowhere"),
    "a column that the contract lacks": (
        "SELECT g.slug, g.title, g.summary, g.category, "
        "g.updated_at AS updated, g.body, g.position FROM guide g "
        "WHERE g.slug = :guide", "the contract has no column position"),
    "a missing column": (
        "SELECT g.slug, g.title, g.summary, g.category, g.language, "
        "g.updated_at AS updated FROM guide g WHERE g.slug = :guide",
        "the column body is missing"),
    "broken syntax": ("SELEKT :guide", "syntax"),
}


@pytest.mark.parametrize("what", OVERRIDES)
def test_check_names_a_statement_with(what, db):
    sql, said = OVERRIDES[what]
    path = db.state / "override.sql"
    path.write_text(f"\n-- :name guide.one\n{sql}\n")
    done = check(db, "--queries", str(path))
    assert done.returncode == 1
    assert f"{path}:2: guide.one: " in done.stdout
    assert said in done.stdout
    assert "statements: 1 wrong" in done.stdout


def test_check_refuses_what_configtest_refuses(db):
    path = db.state / "override.sql"
    path.write_text("-- :name nobody.knows\nSELECT 1\n")
    done = check(db, "--queries", str(path))
    assert done.returncode == 1
    assert f"{path}:1: unknown label nobody.knows" in done.stderr


def test_check_explains(db):
    done = check(db, "--explain", "--set", "account=1001",
                 "--set", "today=2026-01-01", "--set",
                 "now=2026-01-01 00:00:00", "--set", "permissions=services")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r": 0 wrong, \d+ read a table as a whole\n$",
                     done.stdout)
    for line in done.stdout.splitlines()[:-1]:
        assert re.fullmatch(r"scan [\w.-]+ \w+ (ALL|index) rows=\d+", line)


def test_check_finds_a_statement_that_scans(db):
    path = db.state / "override.sql"
    path.write_text("-- :name guide.one\nSELECT g.slug, g.title, g.summary, "
                    "g.category, g.updated_at AS updated, g.body FROM guide "
                    "g WHERE CONCAT(g.slug, 'x') = :guide\n")
    done = check(db, "--explain", "--queries", str(path))
    assert "scan guide.one g ALL rows=" in done.stdout


def set_password(db, email, password):
    return db.setup.run_ctl("user", "set-password", "--email", email,
                            *db.ctl_options(), input=password)


def test_a_password_is_set_for_users_that_there_are(db):
    done = set_password(db, "demo@example.com", f"{PASSWORD}\n")
    assert done.returncode == 0 and "password of demo" in done.stdout
    done = set_password(db, "nobody@example.com", f"{PASSWORD}\n")
    assert done.returncode == 1 and "there is no user" in done.stderr


@pytest.mark.parametrize("password", ["", "\n", "short\n"])
def test_a_short_password_is_refused(password, db):
    before = db.one("SELECT password_hash FROM user WHERE id = 501")
    done = set_password(db, "demo@example.com", password)
    assert done.returncode != 0 and done.stderr
    assert db.one("SELECT password_hash FROM user WHERE id = 501") == before


@pytest.mark.parametrize("arguments", [
    [], ["nonsense"], ["migrate", "--nonsense"], ["check", "x"],
    ["user"], ["user", "set-password"], ["user", "nonsense", "--email", "x"],
    ["check", "--set", "x"], ["migrate", "--sql"]])
def test_a_wrong_command_line_is_told(arguments, setup):
    done = setup.run_ctl(*arguments)
    assert done.returncode == 2


@pytest.mark.parametrize("arguments", [
    ["--help"], ["--version"], ["migrate", "--help"], ["check", "--help"],
    ["user", "--help"], ["render", "--help"]])
def test_help_is_there(arguments, setup):
    done = setup.run_ctl(*arguments)
    assert done.returncode == 0 and done.stdout and not done.stderr


def test_a_database_that_isnt_there_is_told(setup):
    done = setup.run_ctl("migrate", "--socket", "/nowhere.sock")
    assert done.returncode == 1
    assert "can't connect to the database" in done.stderr
    assert "/nowhere.sock" in done.stderr
