# SPDX-License-Identifier: Apache-2.0
"""A unix socket between httpd and MariaDB that stops a conversation at the
n-th command, before the server has it or before its answer is through: what
a debugger's breakpoint would do, without one in the module."""
import os
import socket
import threading

EXECUTE, QUERY = 0x17, 0x03
STEPS = {b"START TRANSACTION", b"COMMIT"}
COMMANDS = {EXECUTE, QUERY}    # whether one is prepared first depends
                               # on the connection


def packets(buffer):
    """Whole packets at its front, and what is left."""
    found = []
    while len(buffer) >= 4:
        size = int.from_bytes(buffer[:3], "little") + 4
        if len(buffer) < size:
            break
        found.append(buffer[:size])
        buffer = buffer[size:]
    return found, buffer


class Proxy:
    def __init__(self, path, target):
        self.path, self.target = path, target
        self.lock = threading.Lock()
        self.sign = threading.Condition(self.lock)
        self.count = 0               # commands since arm()
        self.stop_at = None          # the one to stop at …
        self.answered = False        # … when its answer is there
        self.waiting = False
        path.unlink(missing_ok=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        os.chmod(path, 0o777)
        self.server.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        self.release()
        self.server.close()

    def arm(self, stop_at=None, answered=False):
        with self.sign:
            self.count, self.stop_at, self.answered = 0, stop_at, answered
            self.waiting = False

    def reached(self, seconds):
        """Did the conversation get to where it is to stop?"""
        with self.sign:
            self.sign.wait_for(lambda: self.waiting, seconds)
            return self.waiting

    def release(self):
        with self.sign:
            self.stop_at = None
            self.sign.notify_all()

    def _accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,),
                             daemon=True).start()

    def _serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(str(self.target))
        except OSError:
            client.close()
            return
        state = {"hold": False}
        threading.Thread(target=self._up, args=(client, server, state),
                         daemon=True).start()
        self._down(client, server, state)

    def _hold(self):
        with self.sign:
            self.waiting = True
            self.sign.notify_all()
            self.sign.wait_for(lambda: self.stop_at is None, 60)

    def _seen(self, packet):
        """Is it the command to stop at?"""
        if packet[3] != 0 or len(packet) < 5 or packet[4] not in COMMANDS:
            return False
        if packet[4] == QUERY and packet[5:] not in STEPS:
            return False             # what a new connection is set up with
        with self.sign:
            self.count += 1
            return self.count == self.stop_at

    def _up(self, client, server, state):
        buffer = b""
        try:
            while data := client.recv(65536):
                found, buffer = packets(buffer + data)
                for packet in found:
                    if self._seen(packet):
                        if self.answered:
                            state["hold"] = True
                        else:
                            self._hold()
                    server.sendall(packet)
        except OSError:
            pass
        self._close(client, server)

    def _down(self, client, server, state):
        try:
            while data := server.recv(65536):
                if state["hold"]:
                    state["hold"] = False
                    self._hold()
                client.sendall(data)
        except OSError:
            pass
        self._close(client, server)

    @staticmethod
    def _close(*sockets):
        for one in sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()
