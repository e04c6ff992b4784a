# SPDX-License-Identifier: Apache-2.0
"""The benchmark: all rows in turn, several rounds, one table."""
import argparse
import statistics
import sys

from place import Place, given
from meter import measure
from rows import Prepared, RowFailed, rows
from table import Bars, into_readme, machine, markdown, number

HEAD = ["", "requests/s", "to static", "p50 ms", "p99 ms", "statements",
        "httpd µs", "database µs"]


class Bench:
    def __init__(self, place, wanted, seconds, connections=8):
        self.place = place
        self.seconds = seconds
        self.connections = connections
        self.wanted = wanted
        self.rows = []
        self.results = {row.name: [] for row in wanted}
        self.failed = []
        for row in wanted:
            self.try_to(lambda: self.rows.append(Prepared(row, place)))

    def try_to(self, work):
        """A row that fails is left out, and makes the run fail at its end."""
        try:
            work()
        except RowFailed as error:
            print(f"    FAILED: {error}", flush=True)
            self.failed.append(str(error))
            return False
        return True

    def round(self):
        self.rows = [prepared for prepared in self.rows
                     if not prepared.requests
                     or self.try_to(lambda: self.measure(prepared))]

    def round_of(self, name):
        """The same of one row."""
        self.rows = [prepared for prepared in self.rows
                     if prepared.row.name != name
                     or not prepared.requests
                     or self.try_to(lambda: self.measure(prepared))]

    def measure(self, prepared):
        self.place.use_sessions()
        prepared.warm_up()
        figures = measure(prepared.httpd, self.place.database,
                          prepared.file, self.seconds, self.connections)
        prepared.check_figures(figures)
        self.place.forget_sign_ins()
        self.results[prepared.row.name].append(figures)

    def median(self, name, what):
        found = self.results.get(name)
        return statistics.median(getattr(f, what) for f in found) \
            if found else None

    def ratio(self, name, other, what="rate"):
        """The median of the rounds' ratios: what else the machine does
        meanwhile slows both."""
        mine, theirs = self.results.get(name), self.results.get(other)
        if not mine or not theirs:
            return None
        return statistics.median(getattr(a, what) / getattr(b, what)
                                 for a, b in zip(mine, theirs))

    def others(self):
        return statistics.mean(f.busy for found in self.results.values()
                               for f in found)

    def line(self, row):
        name = row.name
        ratio = self.ratio(name, "static")
        return [row.title, number(self.median(name, "rate")),
                "–" if ratio is None else f"{ratio:.3f}",
                number(self.median(name, "p50")),
                number(self.median(name, "p99")),
                number(self.median(name, "statements")),
                number(self.median(name, "httpd")),
                number(self.median(name, "database"))]

    def table(self):
        return markdown(HEAD, [self.line(row) for row in self.wanted])

    def bars(self):
        bars = Bars()
        bars.at_least("warm / static", self.ratio("warm", "static"), 0.60)
        bars.at_least("warm gzip / static with mod_deflate",
                      self.ratio("warm gzip", "deflated"), 2.5)
        bars.at_least("304 / a handler that only answers",
                      self.ratio("304", "nothing"), 0.45)
        bars.at_least("cold / static", self.ratio("cold", "static"), 0.10)
        bars.at_most("p99 of warm / of static",
                     self.ratio("warm", "static", "p99"), 2.0)
        bars.at_most("statements of a warm page",
                     self.median("warm", "statements"), 1.01)
        bars.at_most("statements of a cold page",
                     self.median("cold", "statements"), 6.01)
        return bars


def arguments(given_ones=None):
    parser = argparse.ArgumentParser(prog="bench.sh", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2,
                        help="of one measurement")
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rows", help="only these, e.g. static,warm,cold")
    parser.add_argument("--quick", action="store_true",
                        help="one round with few accounts: does it run?")
    parser.add_argument("--check", action="store_true",
                        help="say which bars are met; fail if one isn't")
    parser.add_argument("--no-readme", action="store_true",
                        help="leave README.md as it is")
    options = parser.parse_args(given_ones)
    if options.quick:
        options.rounds, options.seconds = 1, 0.2
        options.accounts = options.sessions = 40
    return options


def wanted_rows(names):
    chosen = names and names.split(",")
    return [row for row in rows() if not chosen or row.name in chosen]


def text_of(bench, options, before, after):
    where = machine(bench.place.setup.httpd)
    return (f"{bench.table()}\n\n{where}. {options.accounts:,} accounts, "
            f"{options.sessions:,} browsers signed in, "
            f"{options.connections} connections kept alive; medians of "
            f"{options.rounds} rounds of {options.seconds} s.\n"
            f"Memory of a child: {before:.1f} MB after the first round, "
            f"{after:.1f} MB at the end.")


def run(options):
    """The run's Bench and its text."""
    with Place(*given(), options.accounts, options.sessions) as place:
        bench = Bench(place, wanted_rows(options.rows), options.seconds,
                      options.connections)
        before = None
        for n in range(options.rounds):
            bench.round()
            before = before or place.warm.memory()
            print(f"    round {n + 1} of {options.rounds}", flush=True)
        text = text_of(bench, options, before, place.warm.memory())
    return bench, text


def main():
    options = arguments()
    bench, text = run(options)
    print(f"\n{text}\nOther programs had {bench.others():.0%} of the machine "
          "meanwhile.")
    if not (options.quick or options.no_readme or options.rows
            or bench.failed):
        into_readme("bench", text)
    missed = bench.bars().show() if options.check else 0
    return 1 if missed or bench.failed else 0


if __name__ == "__main__":
    sys.exit(main())
