# SPDX-License-Identifier: Apache-2.0
"""What httpd asks the database, by MariaDB's general log."""
import contextlib



class Statements:
    """The commands of httpd's connections: (thread, kind, text)."""

    def __init__(self):
        self.commands = []

    def of_kind(self, *kinds):
        return [text for _, kind, text in self.commands if kind in kinds]

    @property
    def texts(self):
        """All statements that were run, without a connection's setup."""
        return [t for t in self.of_kind("Execute", "Query")
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
        found.commands.append((int(thread), kind, text))
