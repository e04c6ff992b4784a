# SPDX-License-Identifier: Apache-2.0
"""Tables and bars: what a run prints and what README.md shows."""
import re
import subprocess
from pathlib import Path

from servers import TOP


def machine(httpd):
    """The machine in one line."""
    text = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*: (.*)$", text, re.M)
    cores = len(re.findall(r"^processor\s*:", text, re.M))
    model = re.sub(r"\((R|TM)\)|CPU", "", model[1] if model else "CPU")
    return (f"{' '.join(model.split())}, {cores} cores, for load generator, "
            f"httpd and database together; {versions(httpd)}")


def said(pattern, *command):
    done = subprocess.run(command, text=True, capture_output=True)
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1] if found else "?"


def versions(httpd):
    return (f"httpd {said(r'Apache/([0-9.]+)', httpd, '-v')}, "
            f"MariaDB {said(r'Ver ([0-9.]+)', 'mariadbd', '--version')}, "
            f"wrk {said(r'wrk (?:debian/)?([0-9.]+)', 'wrk', '-v')}")


def number(value):
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def markdown(head, lines):
    """The first column is words, the others are numbers."""
    widths = [max(len(line[i]) for line in [head, *lines])
              for i in range(len(head))]

    def row(cells):
        first, *rest = (c.ljust(w) if i == 0 else c.rjust(w)
                        for i, (c, w) in enumerate(zip(cells, widths)))
        return "| " + " | ".join([first, *rest]) + " |"
    rule = ["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]
    return "\n".join([row(head), row(rule), *map(row, lines)])


def into_readme(name, text, path=TOP / "README.md"):
    """Between <!-- NAME --> and <!-- /NAME -->."""
    page = path.read_text()
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = page.partition(begin)
    if not found or end not in rest:
        raise SystemExit(f"{path} has no place for {name}")
    path.write_text(before + begin + "\n" + text + "\n\n"
                    + rest[rest.index(end):])


class Bars:
    """What must be reached."""

    def __init__(self):
        self.missed = 0
        self.lines = []

    def at_least(self, what, value, bar):
        self._add(what, value, f"≥ {bar:g}",
                  value is not None and value >= bar)

    def at_most(self, what, value, bar):
        self._add(what, value, f"≤ {bar:g}",
                  value is not None and value <= bar)

    def tell(self, what, value):
        """No bar for this one."""
        shown = "–" if value is None else f"{value:.2f}"
        self.lines.append(f"         {what}: {shown}")

    def _add(self, what, value, bar, met):
        self.missed += not met
        shown = "–" if value is None else f"{value:.2f}"
        self.lines.append(f"{'met    ' if met else 'NOT MET'}  {what}: "
                          f"{shown} ({bar})")

    def show(self):
        print("\n".join(self.lines))
        return 1 if self.missed else 0
