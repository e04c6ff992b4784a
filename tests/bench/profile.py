# SPDX-License-Identifier: Apache-2.0
"""What a request of a page consists of: instructions in httpd by function,
with all that it calls, as callgrind counts them."""
import argparse
import re
import subprocess
import sys

from counted import Asker, CountedPlace
from place import given

WARM_UP = 10
ROW = re.compile(r"^ *([\d,]+) \( *([\d.]+)%\)  \S*?:(\S+) \[\S*?([^/]+)\]$",
                 re.M)


def profile(place, name, lines, path, headers):
    httpd = place.counted(name, lines)
    asker = Asker(httpd, place.cookie)
    asker.several(WARM_UP + 1, path, headers)
    httpd.stop()
    return httpd, WARM_UP


def annotate(file, inclusive, lines):
    """Lines of callgrind_annotate. Functions that have all of it are httpd's
    way to the request; recursion counts one that calls itself twice."""
    done = subprocess.run(
        ["callgrind_annotate", f"--inclusive={inclusive}", "--auto=no",
         "--threshold=100", str(file)], text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = ROW.findall(done.stdout)
    rows = [f"{count:>12} {percent:>5} %  {name} [{library}]"
            for count, percent, name, library in found
            if float(percent) < 100 and not name.startswith("0x")]
    return "\n".join(rows[:lines])


def main():
    parser = argparse.ArgumentParser(prog="profile.sh", description=__doc__)
    parser.add_argument("which", nargs="*", default=["warm", "cold"],
                        help="warm, cold (both)")
    parser.add_argument("--path", default="/dashboard/")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--lines", type=int, default=50)
    options = parser.parse_args()
    headers = ("Accept-Encoding: gzip",) if options.gzip else ()
    with CountedPlace(*given()) as place:
        for which in options.which:
            lines = place.uncached() if which == "cold" else []
            httpd, number = profile(place, which, lines, options.path,
                                    headers)
            print(f"\n{options.path}, {which}: "
                  f"{httpd.instructions(number):,} instructions")
            print("\nwith what it calls\n" + annotate(
                httpd.dump(number), "yes", options.lines))
            print("\nby itself\n" + annotate(
                httpd.dump(number), "no", options.lines))


if __name__ == "__main__":
    sys.exit(main())
