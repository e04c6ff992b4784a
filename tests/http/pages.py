# SPDX-License-Identifier: Apache-2.0
"""What holds for every page, whatever it shows."""
import re

from lxml import etree

FORBIDDEN = {"script", "style", "iframe", "object", "embed", "base",
             "frame", "frameset", "applet"}
BRACKETS = re.compile(r"\[[a-z][\w-]*(\.[\w-]+)+\]")
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
    assert not page.parse_errors, page.parse_errors[:3]
    return True
