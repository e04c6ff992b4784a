# SPDX-License-Identifier: Apache-2.0
"""What is measured: the rows of the table, and the requests of each."""
import urllib.parse
from dataclasses import dataclass

from client import FORM, Client
from meter import write_requests
from place import COOKIE
from servers import PASSWORD
from walk import request, walk

GZIP = ("Accept-Encoding: gzip",)
LISTS = ("services", "domains", "invoices", "tickets", "contacts", "news",
         "guides", "renewals")
PAGES = {"warm": "/", **{f"{name} warm": f"/{name}" for name in LISTS}}


class RowFailed(Exception):
    """A page does not come as it should."""


@dataclass
class Row:
    name: str               # as bars call it
    title: str
    path: str = ""
    cold: bool = False      # of the httpd without the cache
    headers: tuple = ()
    status: int = 200
    every: bool = True      # all are asked for before each round

    def requests(self, place, port):
        return [request(port, self.path, f"{COOKIE}={token}", self.headers)
                for token in place.tokens]


class NotModified(Row):
    """Each browser shows the tag of what it has; None: pages have no tag."""

    def requests(self, place, port):
        first = walk(port, super().requests(place, port))
        tags = [answer.headers.get("etag") for answer in first]
        if not all(tags):
            return None
        return [request(port, self.path, f"{COOKIE}={token}",
                        (f"If-None-Match: {tag}",))
                for token, tag in zip(place.tokens, tags)]


class SignIn(Row):
    """A form through CSRF check and hash gate, by users with the same
    password."""

    def requests(self, place, port):
        users = ",".join(user for user, _ in place.members)
        emails = place.database.column(
            f"SELECT DISTINCT email FROM user WHERE id IN ({users})")
        guest = Client(port)
        csrf = guest.csrf()
        cookie = "; ".join(f"{k}={v}" for k, v in guest.jar.items())
        return [request(port, self.path, cookie, (f"Content-Type: {FORM}",),
                        "POST", urllib.parse.urlencode({
                            "email": email, "password": PASSWORD,
                            "csrf": csrf}).encode())
                for email in emails]


class Static(Row):
    """The file is the page whose size is nearest to the mean, so that it
    weighs what a page weighs."""

    def requests(self, place, port):
        pages = walk(port, Row("", "", "/dashboard/").requests(place, port))
        mean = sum(len(page.body) for page in pages) / len(pages)
        body = min((page.body for page in pages),
                   key=lambda body: abs(len(body) - mean))
        self.path = place.warm.publish(self.name + place.label, body)
        return super().requests(place, port)


def rows():
    page = "/dashboard/"
    table = [
        Static("static", "static file of a main page's size"),
        Static("deflated", "the same, mod_deflate", headers=GZIP),
        Row("nothing", "a handler that only answers", "/nothing"),
        Row("warm", "main page, warm", page),
        Row("warm gzip", "main page, warm, gzip", page, headers=GZIP),
        NotModified("304", "main page, 304", page, status=304),
        Row("cold", "main page, cold", page, cold=True, every=False),
    ]
    for name in LISTS:
        table += [
            Row(f"{name} warm", f"{name}, warm", page + name),
            Row(f"{name} cold", f"{name}, cold", page + name, cold=True,
                every=False)]
    table.append(SignIn("sign-in", "sign-in (POST)", page + "sign-in",
                        status=303, every=False))
    return table


class Prepared:
    """A row with its requests written down for wrk."""

    def __init__(self, row, place):
        self.row = row
        self.httpd = place.cold if row.cold else place.warm
        self.requests = row.requests(place, self.httpd.port)
        if self.requests:
            self.file = place.state / f"{row.name.replace(' ', '-')}.requests"
            write_requests(self.file, self.requests)
            self.size = self.check(self.requests[:100] if row.name == "sign-in"
                                   else self.requests)

    def check(self, requests):
        """Ask for all: each must come as it should. Their mean size."""
        try:
            answers = walk(self.httpd.port, requests)
        except OSError as error:
            raise RowFailed(f"{self.row.title}: {error}") from error
        for answer in answers:
            if answer.status != self.row.status:
                raise RowFailed(
                    f"{self.row.title}: {answer.status} instead of "
                    f"{self.row.status}, {answer.headers}")
        return sum(answer.size for answer in answers) / len(answers)

    def warm_up(self):
        self.check(self.requests if self.row.every else self.requests[:20])

    def check_figures(self, figures):
        if figures.failed or figures.broken:
            raise RowFailed(f"{self.row.title}: {figures.failed} answers of "
                            f"4xx or 5xx, {figures.broken} broken")
        # a short measurement sees some of the pages only
        many = figures.requests > 2 * len(self.requests)
        if not (0.9 if many else 0.3) < figures.size / self.size \
                < (1.1 if many else 3):
            raise RowFailed(f"{self.row.title}: {figures.size:.0f} bytes an "
                            f"answer, not {self.size:.0f}")
