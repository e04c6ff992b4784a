# SPDX-License-Identifier: Apache-2.0
"""What tests of the page cache share: an httpd whose answers tell what the
cache had to say, sessions straight in SQL, bodies decoded, counters read."""
import base64
import functools
import secrets
import signal
import subprocess
import zlib
from pathlib import Path

import brotli

from client import Client
from servers import free_port

SESSION = ("INSERT INTO session (token_hash, user_id, account_id, created_at,"
           " seen_at, expires_at) VALUES (UNHEX(SHA2('{token}', 256)), {user},"
           " {account}, UTC_TIMESTAMP(), UTC_TIMESTAMP(), "
           "UTC_TIMESTAMP() + INTERVAL 6 HOUR)")
PEOPLE = {"demo": (501, 1001), "other": (502, 1002), "empty": (503, 1003),
          "member": (505, 1001)}
CODINGS = {None: "", "gzip": "gzip", "br": "gzip, br"}


@functools.cache
def modules():
    """Where httpd's own modules are."""
    return Path(subprocess.run(["apxs", "-q", "LIBEXECDIR"], text=True,
                               check=True, capture_output=True)
                .stdout.strip())


def load(*names):
    """Lines that load modules which aren't yet."""
    lines = []
    for name in names:
        lines += [f"<IfModule !{name}_module>",
                  f"LoadModule {name}_module {modules()}/mod_{name}.so",
                  "</IfModule>"]
    return lines


def note(header, name):
    return f'Header always set {header} "expr=%{{note:custdash-{name}}}"'


# Each answer tells what a log would: the request's notes.
TELLING = [*load("headers", "socache_shmcb"), note("X-Cache", "cache"),
           note("X-Statements", "statements"),
           note("X-Transform", "transform-time")]
STATUS = [*load("status"), "<Location /server-status>",
          "SetHandler server-status", "</Location>"]


def on_hosts(hosts):
    """{name: lines} → the lines of virtual hosts, and their ports."""
    ports = {name: free_port() for name in hosts}
    lines = []
    for name, inside in hosts.items():
        lines += [f"Listen 127.0.0.1:{ports[name]}",
                  f"<VirtualHost 127.0.0.1:{ports[name]}>",
                  f"ServerName 127.0.0.1:{ports[name]}", *inside,
                  "</VirtualHost>"]
    return lines, ports


def new_token():
    raw = secrets.token_bytes(32)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def open_session(db, user, account):
    """A session without the price of a password; its token."""
    token = new_token()
    db.sql(SESSION.format(token=token, user=user, account=account))
    return token


class Reader(Client):
    """A signed-in browser that says which coding it takes."""

    def __init__(self, port, token):
        super().__init__(port)
        self.jar = {"custdash": token}

    def read(self, path, coding=None, tag=None, method="GET", **headers):
        if coding:
            headers["Accept-Encoding"] = CODINGS[coding]
        if tag:
            headers["If-None-Match"] = tag
        return self.request(method, path, headers=headers)


def reader(db, port, who):
    """Sign one of the sample's people in."""
    return Reader(port, open_session(db, *PEOPLE[who]))


def cache(answer):
    return answer.headers["X-Cache"]


def tag(answer):
    return answer.headers["ETag"]


def decoded(coding, body):
    if coding == "br":
        return brotli.decompress(body)
    if coding == "gzip":
        return zlib.decompress(body, wbits=31)
    assert coding is None, coding
    return body


def plain(answer):
    """The page itself, whatever its coding."""
    return decoded(answer.headers["Content-Encoding"], answer.body)


def warm(client, path, coding=None):
    """Read a page until it comes out of the cache; the answer."""
    client.read(path, coding)
    answer = client.read(path, coding)
    assert cache(answer) == "hit", answer
    return answer


def warmed(client, paths):
    """Have pages in the cache, and their tags, in each coding."""
    held = {}
    for path in paths:
        for coding in CODINGS:
            client.read(path, coding)
            held[path, coding] = tag(client.read(path, coding))
    return held


def finish(httpd):
    """End an httpd when it has nothing to do any more. (One that is told to
    end at once looks at the sockets of connections that are just ending.)"""
    httpd.process.send_signal(signal.SIGWINCH)
    httpd.process.wait(30)


def counters(httpd):
    """What mod_status's ?auto says of the cache: {"Hits": 3, …}."""
    text = Client(httpd.port, "").get("/server-status?auto").text
    pairs = [line.split(": ") for line in text.splitlines()
             if line.startswith("CustDashCache")]
    return {name.removeprefix("CustDashCache"): int(value)
            for name, value in pairs}
