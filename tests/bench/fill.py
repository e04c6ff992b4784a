# SPDX-License-Identifier: Apache-2.0
"""Accounts for the benchmark, straight in SQL: fill.py N SOCKET [DATABASE]"""
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHUNK = 20000              # accounts of one transaction
TABLES = ("account account_revision user membership membership_service "
          "membership_domain contact mail_preference consent service domain "
          "invoice invoice_line payment ticket ticket_message").split()
# A fill writes what it knows to be right, once, into its own range of ids.
QUIETLY = ("SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci;\n"
           "SET foreign_key_checks = 0, unique_checks = 0, "
           "autocommit = 0, time_zone = '+00:00';\n"
           "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;\n")
DEADLOCK = "ERROR 1213 "
TRIES = 5


class Server:
    def __init__(self, socket, database):
        self.command = ["mariadb", "--no-defaults", f"--socket={socket}",
                        "-uroot", "--default-character-set=utf8mb4", "-N",
                        "-B", database]

    def sql(self, text, tries=1):
        """Rows as lists of texts; a text of one transaction may be tried
        again when it was in another one's way."""
        done = subprocess.run(self.command, input=text, text=True,
                              capture_output=True)
        if done.returncode and DEADLOCK in done.stderr and tries > 1:
            return self.sql(text, tries - 1)
        if done.returncode:
            raise SystemExit(f"fill: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]


def plain(text):
    """What the client's batch output escaped."""
    out, escaped = [], False
    for c in text:
        if escaped:
            out.append({"n": "\n", "t": "\t", "0": "\0"}.get(c, c))
        elif c != "\\":
            out.append(c)
        escaped = c == "\\" and not escaped
    return "".join(out)


def triggers(server):
    """Name and CREATE TRIGGER of each, in the order in which they act."""
    rows = server.sql(
        "SELECT trigger_name, action_timing, event_manipulation, "
        "event_object_table, action_statement FROM "
        "information_schema.triggers WHERE trigger_schema = DATABASE() "
        "ORDER BY event_object_table, event_manipulation, action_timing, "
        "action_order")
    return [(name, f"CREATE TRIGGER `{name}` {timing} {event} ON `{table}` "
             f"FOR EACH ROW {plain(body)}")
            for name, timing, event, table, body in rows]


def without_triggers(server, socket, work):
    """Do the work while no trigger acts. What brings them back is kept in a
    file meanwhile, so that a fill that dies loses none."""
    saved = triggers(server)
    text = "DELIMITER $$\n" + "".join(f"{create}$$\n" for _, create in saved)
    kept = Path(f"{socket}.triggers.sql")
    kept.write_text(text)
    server.sql("".join(f"DROP TRIGGER `{name}`;\n" for name, _ in saved))
    try:
        work()
    finally:
        server.sql(text)
        kept.unlink()
    if triggers(server) != saved:
        raise SystemExit("fill: the triggers are not what they were")


def fill(accounts, socket, database="custdash", big=True, say=print):
    server = Server(socket, database)
    begun = time.monotonic()
    if server.sql("SELECT 1 FROM account WHERE id >= 100000 LIMIT 1"):
        raise SystemExit("fill: this database has been filled already")
    server.sql(f"SET @accounts = {accounts}, "
               f"@big = {int(big)}, @top = GREATEST({accounts}, 50000);\n"
               + (HERE / "fill-plan.sql").read_text())
    rows = (HERE / "fill-rows.sql").read_text()

    def chunk(first):
        last = min(first + CHUNK - 1, accounts)
        server.sql(f"{QUIETLY}SET @first = {first}, @last = {last};\n{rows}"
                   "COMMIT;", TRIES)
        say(f"    accounts {first} to {last}: "
            f"{time.monotonic() - begun:.0f} s")

    def work():
        chunk(0)               # with the big one; the others beside another
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(chunk, range(CHUNK, accounts + 1, CHUNK)))

    without_triggers(server, socket, work)
    server.sql("UPDATE site SET revision = revision + 1;"
               "DROP TABLE bench_number, bench_step, bench_plan;")
    server.sql("".join(f"ANALYZE TABLE {table};" for table in TABLES))
    say(f"    {accounts} accounts in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    fill(int(sys.argv[1]), *sys.argv[2:4])
