# SPDX-License-Identifier: Apache-2.0
"""The same pages at 1,000 and at 1,000,000 accounts, and those of an account
with 10,000 services and 50,000 invoices."""
import argparse
import contextlib
import statistics
import sys
from pathlib import Path

from bench import Bench
from place import Place, given, sign_in
from rows import Row, Static
from table import Bars, into_readme, machine, markdown, number

BIG = "100000"
LISTS = ("services", "domains", "invoices", "tickets", "contacts", "renewals")
POOL = "4G"


def pages():
    """The main page and the lists, warm and cold."""
    base = "/dashboard/"
    table = [Row("warm", "main page, warm", base),
             Row("cold", "main page, cold", base, cold=True, every=False)]
    for name in LISTS:
        table += [Row(f"{name} warm", f"{name}, warm", base + name),
                  Row(f"{name} cold", f"{name}, cold", base + name,
                      cold=True, every=False)]
    return table


class BigAccount:
    """The place, as browsers of the big account see it."""
    label = "-big"

    def __init__(self, place):
        self.place = place
        self.state = place.state / "big"
        self.state.mkdir()
        self.tokens = sign_in(place.database, [(BIG, BIG)] * 20,
                              first=place.sessions)

    def __getattr__(self, name):
        return getattr(self.place, name)


class Column:
    def __init__(self, title, place, seconds):
        self.title = title
        self.bench = Bench(place, [
            Static("static", "static file of a main page's size"), *pages()],
            seconds)


def columns(stack, options):
    prefix, state = given()
    found = []
    for accounts in options.accounts:
        place = stack.enter_context(Place(
            prefix, Path(state) / str(accounts), accounts, options.sessions,
            pool=POOL, big=True))
        found.append(Column(f"{accounts:,} accounts", place,
                            options.seconds))
    found.append(Column("the big account", BigAccount(place),
                        options.seconds))
    return found


def table(found):
    """Requests/s, and what a page costs in CPU, httpd and database."""
    head = ["requests/s (CPU µs)", *(column.title for column in found)]
    lines = []
    for row in found[0].bench.wanted:
        lines.append([row.title, *(cell(column.bench, row.name)
                                   for column in found)])
    return markdown(head, lines)


def cell(bench, name):
    rate = bench.median(name, "rate")
    if rate is None:
        return "fails"
    cost = bench.median(name, "httpd") + bench.median(name, "database")
    return f"{number(rate)} ({number(cost)})"


def against(last, first, name):
    """The rate there, to that of here: the median of the rounds' ratios, in
    which a row is measured at all sizes, one right after the other."""
    mine = last.bench.results.get(name)
    theirs = first.bench.results.get(name)
    return statistics.median(a.rate / b.rate for a, b in zip(mine, theirs)) \
        if mine and theirs else None


def bars(found, accounts):
    result = Bars()
    first, last, big = found[0], found[-2], found[-1]
    sizes = f"at {accounts[-1]:,} accounts / at {accounts[0]:,}"
    result.at_least(f"warm {sizes}", against(last, first, "warm"), 0.95)
    result.at_least(f"cold {sizes}", against(last, first, "cold"), 0.85)
    for name in LISTS:
        result.tell(f"{name}, cold {sizes}",
                    against(last, first, name + " cold"))
        result.tell(f"{name}, cold, of the big account / of others",
                    against(big, last, name + " cold"))
    return result


def arguments():
    parser = argparse.ArgumentParser(prog="scale.sh", description=__doc__)
    parser.add_argument("--accounts", default="1000,100000,1000000",
                        help="numbers of accounts")
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--check", action="store_true",
                        help="fail if a bar is not met")
    parser.add_argument("--no-readme", action="store_true",
                        help="leave README.md as it is")
    options = parser.parse_args()
    options.accounts = [int(n) for n in options.accounts.split(",")]
    return options


def main():
    options = arguments()
    with contextlib.ExitStack() as stack:
        found = columns(stack, options)
        for n in range(options.rounds):
            for row in found[0].bench.wanted:
                for column in found:
                    column.bench.round_of(row.name)
            print(f"    round {n + 1} of {options.rounds}", flush=True)
    httpd = found[0].bench.place.setup.httpd
    text = (f"{table(found)}\n\n{machine(httpd)}. {options.sessions:,} "
            f"browsers signed in, 8 connections; a buffer pool of {POOL} "
            f"each; medians of {options.rounds} rounds of "
            f"{options.seconds} s. The big account has 10,000 services, "
            "2,000 domains, 50,000 invoices and 5,000 tickets, in the "
            "largest of the databases.")
    print(f"\n{text}\n")
    if not options.no_readme:
        into_readme("scale", text)
    result = bars(found, options.accounts)
    missed = result.show()
    failed = [what for column in found for what in column.bench.failed]
    return 1 if failed or missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
