# SPDX-License-Identifier: Apache-2.0
"""The site map and the lists, read from the sources, so that whatever is
added there is tested here."""
import re
from dataclasses import dataclass, field

from servers import TOP

ROW = re.compile(r'\{\s*(GET_|FORM|CD_POST|PICTURE|CALL),\s*"(?P<path>[^"]+)",\s*'
                 r'(?P<access>[\w |]+),\s*(?P<write>[\w |]+),\s*'
                 r'"(?P<name>[^"]+)"')
PATTERN = re.compile(r'^    \{[^"]*"/', re.M)          # each row has one
PERMISSION = re.compile(r'\{\s*"([a-z.]+)",\s*(CD_\w+)\s*\}')


@dataclass(frozen=True)
class Route:
    methods: str
    path: str
    access: str                # as it stands there
    permissions: frozenset     # of which one is needed; none: see access
    name: str
    write: frozenset           # all of which a POST needs, too

    @property
    def parameters(self):
        return re.findall(r"\{#?(\w+)\}", self.path)

    @property
    def shows(self):
        """A page: what it answers is a document."""
        return self.methods in ("GET_", "FORM")

    @property
    def gets(self):
        return self.methods not in ("CD_POST", "CALL")

    @property
    def posts(self):
        return self.methods in ("CD_POST", "FORM")

    def url(self, **values):
        return re.sub(r"\{#?(\w+)\}", lambda m: values[m[1]], self.path)


def source(path):
    return (TOP / path).read_text()


def _routes():
    names = {bit: name for name, bit in
             PERMISSION.findall(source("mod_custdash/model/permission.c"))}

    def named(bits):
        return frozenset(names[b] for b in bits.split(" | ") if b in names)
    return [Route(m[1], m["path"], m["access"].strip(), named(m["access"]),
                  m["name"], named(m["write"]))
            for m in ROW.finditer(source("mod_custdash/pages/site_map.c"))]


# Pages that lead somewhere else while there is nothing to do on them: without
# a second factor, without a step of signing in, with an empty cart.
LEADING = {"second-factor-off", "recovery-codes", "code", "checkout"}

# Pages that only a host has where another module finds out who it is.
CLOSED = {"external"}

EVERY = _routes()                  # pictures, files and what programs call, too
OPEN = [r for r in EVERY if r.name not in CLOSED]
ROUTES = [r for r in OPEN if r.methods not in ("PICTURE", "CALL")]
SHOWN = [r for r in ROUTES if r.shows]
assert len(SHOWN) >= 20, "the site map could not be read"


# What is typed for a filter that is open, and what the statement gets.
TYPED = {"#": ("1", "1"), "*": ("a b", "'%a%b%'")}


@dataclass
class List:
    """A statement with :sort, and what an oracle needs to know of it."""
    name: str
    section: str
    table: str
    alias: str
    page: int
    sorts: dict = field(default_factory=dict)     # name → [(expr, "ASC")]
    filters: list = field(default_factory=list)   # (filter, value, SQL)
    typed: list = field(default_factory=list)     # filters without choices

    def order(self, sort, turned):
        turn = {"ASC": "DESC", "DESC": "ASC"} if turned else {}
        return ", ".join(f"{expr} {turn.get(way, way)}"
                         for expr, way in self.sorts[sort])


def _read_list(head, text):
    text = re.sub(r"\{(narrowed|whole|end)\}", "", text)
    table, alias = re.search(r"\bFROM (\w+) (\w)\b(?=[^()]*(?:JOIN|WHERE)"
                             r"[^{]*\{where\})", text, re.S).groups()
    made = List(head["name"][0], head["section"][0], table, alias,
                int(head.get("page", ["25"])[0]))
    for line in head["sort"]:
        name, keys = line.split(None, 1)
        made.sorts[name] = [tuple(key.strip().rsplit(" ", 1))
                            for key in keys.split(",")]
    for line in head.get("filter", []):
        name, values, predicate = line.split(None, 2)
        if values in TYPED:
            made.typed.append(name)
            typed, bound = TYPED[values]
            made.filters.append((name, typed,
                                 predicate.replace(":value", bound)))
            continue
        made.filters += [(name, value, predicate.replace(
            ":value", f"'{value}'")) for value in values.split("|")]
    return made


def _lists():
    found = []
    for path in sorted((TOP / "sql/queries").glob("*.sql")):
        for part in path.read_text().split("-- :name ")[1:]:
            head = {"name": [part.split("\n", 1)[0].strip()]}
            for key, value in re.findall(r"^-- :(\w+)\s+(.*)$", part, re.M):
                head.setdefault(key, []).append(value.strip())
            if "sort" in head:
                found.append(_read_list(head, part))
    return found


LISTS = {entry.name: entry for entry in _lists()}
