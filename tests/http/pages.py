# SPDX-License-Identifier: Apache-2.0
"""What holds for every page, whatever it shows."""
import re

from lxml import etree

FORBIDDEN = {"script", "style", "iframe", "object", "embed", "base",
             "frame", "frameset", "applet"}
BRACKETS = re.compile(r"\[[a-z][\w-]*(\.[\w-]+)+\]")
# libxml2 closes an element that it doesn't know to be empty; every parser
# passes over that.
HARMLESS = [("unexpected-end-tag", {"name": "wbr"})]
SCHEME = re.compile(r"(https?://|mailto:|tel:|/(?!/)|#|\?)")


def is_clean(page):
    """Nothing that runs or dresses itself up, no key without its text."""
    for element in page.html.iter(etree.Element):
        assert element.tag not in FORBIDDEN, element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name != "style"
            if name in ("href", "src", "action", "formaction"):
                assert SCHEME.match(value), value
    text = " ".join(page.html.itertext())
    assert not BRACKETS.search(text), BRACKETS.search(text)
    assert page.html.xpath("string(/html/head/title)").strip()
    ids = page.html.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id is there twice"
    errors = [e[1:] for e in page.parse_errors if e[1:] not in HARMLESS]
    assert not errors, errors[:3]
    return True
