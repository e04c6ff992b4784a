# SPDX-License-Identifier: Apache-2.0
"""A small browser: cookies, forms, XML and HTML."""
import functools
import http.client
import urllib.parse

import html5lib
from lxml import etree

from servers import PASSWORD

BASE = "/dashboard"
FORM = "application/x-www-form-urlencoded"


class Answer:
    def __init__(self, method, path, response):
        self.method, self.path = method, path
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def __repr__(self):
        return (f"<{self.method} {self.path}: {self.status} "
                f"{self.location or ''}>")

    @property
    def text(self):
        return self.body.decode()

    @property
    def location(self):
        return self.headers["Location"]

    @functools.cached_property
    def xml(self):
        assert self.headers.get_content_type() == "application/xml", self
        return etree.fromstring(self.body)

    @functools.cached_property
    def html(self):
        """The tree that an HTML5 parser makes of it, without namespaces."""
        assert self.headers.get_content_type() == "text/html", self
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"),
                                     namespaceHTMLElements=False)
        tree = parser.parse(self.body, transport_encoding="utf-8")
        self.parse_errors = parser.errors
        return tree.getroot()

    def sections(self):
        """The sections of the XML document by name."""
        return {s.get("name"): s for s in self.xml.findall("section")}

    def data_sections(self):
        """The sections that the HTML shows."""
        return self.html.xpath("//@data-section")

    def cookies(self):
        """What Set-Cookie headers say: name → (value, attributes)."""
        jar = {}
        for header in self.headers.get_all("Set-Cookie", []):
            pair, *attributes = header.split("; ")
            name, value = pair.split("=", 1)
            jar[name] = value, set(attributes)
        return jar


class Client:
    """One browser: what it was told to keep it sends again."""

    def __init__(self, port, base=BASE):
        self.port, self.base = port, base
        self.jar = {}
        self.timeout = 60
        self.source = None       # address to come from: "127.0.0.2"

    def request(self, method, path, body=None, headers=(), cookies=None):
        """Send it to @path below the base; nothing is followed."""
        return self.visit(self.base + path, method, body, headers, cookies)

    def visit(self, path, method="GET", body=None, headers=(), cookies=None):
        """Like request(), with the whole path, as links have it."""
        send = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"}
        jar = self.jar if cookies is None else cookies
        if jar:
            send["Cookie"] = "; ".join(f"{k}={v}" for k, v in jar.items())
        send.update(headers)
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=self.timeout,
                                                source_address=self.source
                                                and (self.source, 0))
        try:
            connection.request(method, path, body, send)
            answer = Answer(method, path, connection.getresponse())
        finally:
            connection.close()
        self._keep(answer)
        return answer

    def _keep(self, answer):
        for name, (value, attributes) in answer.cookies().items():
            if "Max-Age=0" in attributes:
                self.jar.pop(name, None)
            else:
                self.jar[name] = value

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def xml(self, path):
        """The document of a page; @path may have a query."""
        return self.get(path + ("&" if "?" in path else "?") + "format=xml")

    def csrf(self):
        return self.xml("/guides").xml.get("csrf")

    def post(self, path, fields=None, headers=(), csrf=None, body=None):
        """Send a form, with the token that our own page has."""
        if body is None:
            fields = dict(fields or {})
            fields["csrf"] = self.csrf() if csrf is None else csrf
            body = urllib.parse.urlencode(fields)
        return self.request("POST", path, body,
                            {"Content-Type": FORM, **dict(headers)})

    def sign_in(self, user, password=PASSWORD, **fields):
        """@user: a whole address, or the name of one of the sample's."""
        email = user if "@" in user else f"{user}@example.com"
        return self.post("/sign-in", {"email": email, "password": password,
                                      **fields})
