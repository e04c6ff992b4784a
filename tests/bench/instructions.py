# SPDX-License-Identifier: Apache-2.0
"""Instructions of a main page's request in httpd, compared with those that
instructions.txt keeps."""
import argparse
import statistics
import sys

from counted import Asker, CountedPlace, here
from place import given

WARM_UP, TIMES = 10, 20
GROWN = 1.05
PAGE = "/dashboard/"
FILE = here("instructions.txt")
HEAD = """\
# Instructions of one request of the demo account's main page, in httpd and
# its libraries, by callgrind; written by instructions.sh --update.
"""


def count(place, name, lines, kinds):
    """Medians by name; @kinds: name → headers of a request and status."""
    httpd = place.counted(name, lines)
    asker = Asker(httpd, place.cookie)
    numbers = {}
    for kind, (headers, status) in kinds(asker).items():
        asker.several(WARM_UP, PAGE, headers, status)
        numbers[kind] = asker.several(TIMES, PAGE, headers, status)
    asker.ask(PAGE)             # so that the last one is written down
    httpd.stop()
    return {kind: int(statistics.median(map(httpd.instructions, which)))
            for kind, which in numbers.items()}


def warm(asker):
    kinds = {"warm": ((), 200), "warm-gzip": (("Accept-Encoding: gzip",), 200)}
    tag = asker.ask(PAGE).headers.get("etag")
    if tag:
        kinds["304"] = ((f"If-None-Match: {tag}",), 304)
    return kinds


def cold(_):
    return {"cold": ((), 200)}


def counts():
    with CountedPlace(*given()) as place:
        return {**count(place, "warm", [], warm),
                **count(place, "cold", place.uncached(), cold)}


def kept():
    lines = FILE.read_text().splitlines() if FILE.exists() else []
    return {name: int(value) for name, value in
            (line.split() for line in lines if line and line[0] != "#")}


def compare(now, before):
    """Print how it stands; the numbers of those that pass and fail."""
    bad = 0
    for name in sorted({*now, *before}):
        new, old = now.get(name), before.get(name)
        if not new or not old:
            what = "FAIL: only " + ("counted" if new else "in the file")
        elif new > old * GROWN:
            what = f"FAIL: {new / old - 1:+.1%}, more than before"
        elif new * GROWN < old:
            what = f"{new / old - 1:+.1%}, less than before: --update"
        else:
            what = f"{new / old - 1:+.1%}"
        bad += what.startswith("FAIL")
        print(f"{name:10} {new or 0:>12,} {what}")
    total = len({*now, *before})
    print(f"{total - bad} passed, {bad} failed")
    return bad


def main():
    parser = argparse.ArgumentParser(prog="instructions.sh",
                                     description=__doc__)
    parser.add_argument("--update", action="store_true",
                        help="keep what is counted now")
    options = parser.parse_args()
    now = counts()
    if options.update:
        FILE.write_text(HEAD + "".join(f"{name} {value}\n"
                                       for name, value in now.items()))
    return 1 if compare(now, kept()) else 0


if __name__ == "__main__":
    sys.exit(main())
