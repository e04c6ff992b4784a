# SPDX-License-Identifier: Apache-2.0
"""What httpd asks the database, by MariaDB's general log."""
import contextlib
import re

# What is bound to a statement: the log has it, or a "?", as the statement was
# prepared before or after the log was switched on.
BOUND = re.compile(r"(?:_binary ?|[xX])?'(?:[^'\\]|\\.|'')*'|\b\d+\b"
                   r"|\bNULL\b", re.S)


def plain(text):
    """Without what the client's batch mode escapes."""
    escapes = {"n": "\n", "t": "\t", "0": "\0"}
    return re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[1]), text)


class Statements:
    """The commands of httpd's connections: (thread, kind, text)."""

    def __init__(self):
        self.commands = []

    def of_kind(self, *kinds):
        return [text for _, kind, text in self.commands if kind in kinds]

    @property
    def texts(self):
        """All statements that were run, without a connection's setup, and
        without what was bound to them."""
        return [BOUND.sub("?", t) for t in self.of_kind("Execute", "Query")
                if not t.startswith("SET ")]


@contextlib.contextmanager
def logged(db):
    """Count what is run meanwhile; read it behind the block."""
    db.sql("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; "
           "SET GLOBAL general_log = 1")
    found = Statements()
    try:
        yield found
    finally:
        db.sql("SET GLOBAL general_log = 0")
    for thread, kind, text in db.sql(
            "SELECT thread_id, command_type, CONVERT(argument USING utf8mb4) "
            "FROM mysql.general_log WHERE user_host LIKE '%custdash%' "
            "ORDER BY event_time"):
        found.commands.append((int(thread), kind, plain(text)))
