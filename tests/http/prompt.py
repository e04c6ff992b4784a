# SPDX-License-Identifier: Apache-2.0
"""A person at an SQL prompt: one connection, statement after statement. What
returned is committed, unless she began a transaction."""
import subprocess


class Prompt:
    END = "-- done --"

    def __init__(self, db):
        self.process = subprocess.Popen(
            ["mariadb", "--no-defaults", f"--socket={db.socket}", "-uroot",
             "--default-character-set=utf8mb4", "-N", "-B", "--unbuffered",
             "custdash"], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, text):
        """The rows; what went wrong is raised, and ends the prompt."""
        self.process.stdin.write(f"{text};\nSELECT '{self.END}';\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == f"{self.END}\n":
                return [entry.rstrip("\n").split("\t") for entry in lines]
            lines.append(line)
        raise AssertionError(f"{''.join(lines)}\n{text}")

    def close(self):
        self.process.communicate(timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
