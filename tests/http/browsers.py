# SPDX-License-Identifier: Apache-2.0
"""Fast browsers for crowds: connections are kept open, pages and their tags
are kept by address and coding, bodies are decoded."""
import http.client

from cached import CODINGS, decoded
from client import BASE


class Seen:
    """What a browser shows then."""

    def __init__(self, status, body, cache, tag=None):
        self.status, self.body, self.cache = status, body, cache
        self.tag = tag

    @property
    def text(self):
        return self.body.decode()


class Browser:
    def __init__(self, port, token, timeout=60):
        self.port, self.timeout = port, timeout
        self.cookie = f"custdash={token}"
        self.kept = {}
        self.connection = None

    def send(self, path, headers):
        """Once more when the server has closed what was kept open."""
        for last in (False, True):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=self.timeout)
            try:
                self.connection.request("GET", BASE + path, headers=headers)
                response = self.connection.getresponse()
                return response, response.read()
            except (http.client.HTTPException, OSError):
                self.close()
                if last or fresh:
                    raise

    def read(self, path, coding=None, ask=True):
        """@ask: whether what is kept still holds."""
        kept = self.kept.get((path, coding)) if ask else None
        headers = {"Cookie": self.cookie,
                   "Host": f"127.0.0.1:{self.port}"}
        if coding:
            headers["Accept-Encoding"] = CODINGS[coding]
        if kept:
            headers["If-None-Match"] = kept.tag
        response, body = self.send(path, headers)
        cache = response.headers["X-Cache"]
        if response.headers["Connection"] == "close":
            self.close()
        if response.status == 304:
            assert kept, "a 304 for who has nothing"
            return Seen(200, kept.body, cache, kept.tag)
        seen = Seen(response.status, decoded(
            response.headers["Content-Encoding"], body), cache,
            response.headers["ETag"])
        if seen.tag:
            self.kept[path, coding] = seen
        return seen

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None
