# SPDX-License-Identifier: Apache-2.0
"""Does a child grow? Its memory after ten thousand and after a million
requests of all kinds."""
import argparse
import random
import sys
import time

from meter import cpu, wrk, write_requests
from place import COOKIE, Place, given
from servers import wait_until
from rows import GZIP, LISTS, NotModified, Row, SignIn
from table import Bars
from walk import request

BAR = 1.05
BASE = "/dashboard/"


def kinds(place):
    """Requests as a day brings them, by kind."""
    port = place.warm.port
    cookies = [f"{COOKIE}={token}" for token in place.tokens]
    return {
        "main": Row("", "", BASE).requests(place, port),
        "gzip": Row("", "", BASE, headers=GZIP).requests(place, port),
        "304": NotModified("", "", BASE).requests(place, port) or [],
        "lists": [r for name in LISTS
                  for r in Row("", "", BASE + name).requests(place, port)],
        # each its own arguments, so each is a page nobody has asked for
        "fresh": [request(port, f"{BASE}?fresh={i}", cookie, GZIP)
                  for i, cookie in enumerate(cookies)],
        "form": [request(port, BASE + "sign-in")] * 500,
        "sign-in": SignIn("", "", BASE + "sign-in").requests(place,
                                                             port)[:20],
        "missing": [request(port, BASE + "nowhere", cookies[0])] * 20,
    }


def mixture(place, only):
    """In an order that is always the same."""
    every = [r for kind, requests in kinds(place).items()
             if not only or kind in only for r in requests]
    random.Random(1).shuffle(every)
    return every


class Soak:
    def __init__(self, place, seconds, only):
        self.place = place
        self.seconds = seconds
        self.file = place.state / "mixture.requests"
        write_requests(self.file, mixture(place, only))
        self.done = 0
        self.broken = 0
        self.child = place.warm.children()
        self.turn = 0

    def some(self, seconds):
        """Ask for a while; a part of the accounts changes before, so that
        kept pages are made anew."""
        self.turn += 1
        self.place.use_sessions()
        self.place.forget_sign_ins()
        self.place.database.sql(
            "UPDATE account_revision SET revision = revision + 1 "
            f"WHERE account_id % 10 = {self.turn % 10}")
        out = wrk(self.place.warm.port, self.file, seconds)
        self.done += out["requests"]
        self.broken += out["broken"]

    def is_idle(self):
        """A hash that is still being computed has its 19 MiB."""
        pids = self.place.warm.processes()
        before = cpu(pids)
        time.sleep(0.2)
        return cpu(pids) == before

    def until(self, number):
        """MB of the child after so many requests."""
        memory = 0
        while self.done < number:
            self.some(self.seconds if self.done > 10000 else 1)
            wait_until(self.is_idle, 60, "httpd comes to rest")
            memory = self.place.warm.memory()
            print(f"    {self.done:>9,} requests: {memory:.1f} MB",
                  flush=True)
        return memory


def arguments():
    parser = argparse.ArgumentParser(prog="soak.sh", description=__doc__)
    parser.add_argument("--first", type=int, default=10000)
    parser.add_argument("--last", type=int, default=1000000)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=20,
                        help="between two looks at the memory")
    parser.add_argument("--only", default="",
                        help="kinds of requests: main,gzip,304,lists,fresh,"
                        "form,sign-in,missing")
    return parser.parse_args()


def main():
    options = arguments()
    begun = time.monotonic()
    with Place(*given(), options.accounts, options.accounts,
               children=1) as place:
        place.cold.stop()
        soak = Soak(place, options.seconds,
                    options.only.split(",") if options.only else None)
        first = soak.until(options.first)
        after = soak.done
        last = soak.until(options.last)
        if soak.child != place.warm.children():
            raise SystemExit(f"the child has died; see {place.warm.log}")
        if soak.broken:
            raise SystemExit(f"{soak.broken} connections broke")
        print(f"{soak.done:,} requests in {time.monotonic() - begun:.0f} s: "
              f"{last:.1f} MB, after {after:,}: {first:.1f} MB")
    bars = Bars()
    bars.at_most("memory of a child at the end / at the beginning",
                 last / first, BAR)
    return bars.show()


if __name__ == "__main__":
    sys.exit(main())
