# SPDX-License-Identifier: Apache-2.0
"""Ask for each of many pages once, over one connection, and look at what
comes: the warm-up before a measurement, and its check."""
import socket
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes
    size: int               # header and body


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def more(self):
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("httpd closed the connection")
        self.buffer += data

    def until(self, mark):
        while mark not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(mark, 1)
        return head

    def exactly(self, length):
        while len(self.buffer) < length:
            self.more()
        head, self.buffer = self.buffer[:length], self.buffer[length:]
        return head

    def chunks(self):
        body, raw = b"", 0
        while True:
            line = self.until(b"\r\n")
            length = int(line, 16)
            body += self.exactly(length)
            self.exactly(2)
            raw += len(line) + length + 4
            if not length:
                return body, raw

    def ask(self, request):
        self.socket.sendall(request)
        head = self.until(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in
                   (line.split(": ", 1) for line in lines)}
        status = int(first.split()[1])
        if status in (204, 304):
            body, raw = b"", 0
        elif headers.get("transfer-encoding") == "chunked":
            body, raw = self.chunks()
        else:
            body = self.exactly(int(headers.get("content-length", 0)))
            raw = len(body)
        return Answer(status, headers, body, len(head) + 4 + raw)


def walk(port, requests):
    connection = Connection(port)
    try:
        return [connection.ask(request) for request in requests]
    finally:
        connection.socket.close()


def request(port, path, cookie=None, headers=(), method="GET", body=b""):
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}",
             *headers]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
