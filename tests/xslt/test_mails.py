# SPDX-License-Identifier: Apache-2.0
"""The default theme's e-mails: documents in mails/, HTML out."""
import re

import lxml.etree
import pytest

from test_theme import ROOT, name, parse, render

MAILS = sorted((ROOT / "tests/xslt/mails").glob("*.xml"))
SHEETS = {p.stem for p in (ROOT / "xslt/default/mail").glob("*.xsl")} \
    - {"layout"}
CONTRACT = lxml.etree.RelaxNG(lxml.etree.parse(str(ROOT / "xslt/mail.rng")))
FORBIDDEN = {"script", "style", "iframe", "object", "embed", "base", "link",
             "form", "input", "svg"}
PROPERTIES = re.compile(r"([a-z-]+:[\w\s#.,%'-]+;)*")


@pytest.mark.parametrize("document", MAILS, ids=name)
def test_mail_follows_the_contract(document):
    CONTRACT.assertValid(lxml.etree.parse(str(document)))


def test_there_is_a_mail_for_every_sheet():
    shown = {lxml.etree.parse(str(d)).getroot().get("name") for d in MAILS}
    assert shown == SHEETS


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("document", MAILS, ids=name)
def test_mail_is_clean_html(document, language):
    html = render(document, language)
    assert len(html) < 20000            # mail programs cut long ones
    tree = parse(html)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in FORBIDDEN, element.tag
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on"), attribute
            if attribute == "href":
                assert value.startswith("https://my.example.com/dashboard/")
            if attribute == "style":
                assert PROPERTIES.fullmatch(value), value
                assert "url(" not in value
    text = " ".join(tree.itertext())
    assert not re.search(r"\[[a-z][a-z0-9-]*\.[a-z0-9.-]+\]", text)
    assert "".join(tree.find("head/title").itertext()).strip()
    assert len(list(tree.iter("h1"))) == 1


@pytest.mark.parametrize("document", MAILS, ids=name)
def test_a_link_that_opens_something_is_there_or_said_to_be_hidden(document):
    source = lxml.etree.parse(str(document)).getroot()
    html = render(document, "en")
    if source.get("link"):
        assert f'href="{source.get("link")}"' in html
    if source.get("link-hidden"):
        assert "<a " not in html
        assert "is not shown here" in html
