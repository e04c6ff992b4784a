# SPDX-License-Identifier: Apache-2.0
"""A private redis, and just enough of its protocol to look into it."""
import contextlib
import socket
import subprocess

from servers import Server, folder, free_port, wait_until


class Redis(Server):
    def __init__(self, state):
        self.state = folder(state)
        self.port = free_port()

    def start(self):
        with open(self.state / "redis.log", "ab") as log:
            self.process = subprocess.Popen(
                ["redis-server", "--port", str(self.port), "--bind",
                 "127.0.0.1", "--save", "", "--appendonly", "no", "--dir",
                 self.state], stdout=log, stderr=log)
        wait_until(self.answers, 20, f"redis of {self.state}")
        return self

    def answers(self):
        assert self.process.poll() is None, f"see {self.state}/redis.log"
        with contextlib.suppress(OSError):
            return self.ask("PING") == b"PONG"

    def ask(self, *words):
        """Send a command, read its answer."""
        with socket.create_connection(("127.0.0.1", self.port), 10) as s, \
                s.makefile("rb") as answer:
            s.sendall(b"*%d\r\n" % len(words))
            for word in words:
                word = word.encode() if isinstance(word, str) else word
                s.sendall(b"$%d\r\n%s\r\n" % (len(word), word))
            return read_value(answer)

    def keys(self):
        return self.ask("KEYS", "*")

    def everything(self):
        return {key: self.ask("GET", key) for key in self.keys()}


def read_value(answer):
    """One value of the protocol: text, number, bytes, list or None."""
    kind, rest = answer.read(1), answer.readline().strip()
    if kind == b"-":
        raise AssertionError(rest.decode())
    if kind == b"$":
        return answer.read(int(rest) + 2)[:-2] if int(rest) >= 0 else None
    if kind == b"*":
        return [read_value(answer) for _ in range(int(rest))]
    return int(rest) if kind == b":" else rest
