# SPDX-License-Identifier: Apache-2.0
"""The default theme: documents in, HTML out.

CUSTDASH_PREFIX is where the thing is installed; documents/ holds one or more
documents for every page, hostile and empty ones among them.
"""
import copy
import functools
import os
import pathlib
import re
import subprocess

import html5lib
import lxml.etree
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PREFIX = pathlib.Path(os.environ["CUSTDASH_PREFIX"])
DOCUMENTS = sorted((ROOT / "tests/xslt/documents").glob("*.xml"))
SHEETS = sorted(p.stem for p in (ROOT / "xslt/default/pages").glob("*.xsl"))
CONTRACT = lxml.etree.RelaxNG(lxml.etree.parse(str(ROOT / "xslt/page.rng")))
SECTIONS = ["personal", "contacts", "shortcuts", "banner", "tiles",
            "services", "renewals", "domain-search", "tickets", "news"]

# What the strict Content-Security-Policy, or good sense, has no place for.
FORBIDDEN = {"script", "style", "iframe", "object", "embed", "base", "link-"}


@functools.lru_cache(maxsize=None)
def render(document, language, theme="default"):
    done = subprocess.run(
        [PREFIX / "bin/custdashctl", "render",
         "--theme", PREFIX / "share/mod_custdash/xslt" / theme,
         "--document", document, "--lang", language],
        capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def parse(html):
    return html5lib.HTMLParser(namespaceHTMLElements=False,
                               strict=False).parse(html)


def name(path):
    return path.stem


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_document_follows_the_contract(document):
    CONTRACT.assertValid(lxml.etree.parse(str(document)))


def test_there_is_a_document_for_every_sheet():
    shown = {lxml.etree.parse(str(d)).getroot().get("name")
             for d in DOCUMENTS}
    assert shown == set(SHEETS)


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_page_is_clean_html(document, language):
    html = render(document, language)
    tree = parse(html)
    assert html.startswith("<!DOCTYPE html")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in FORBIDDEN, element.tag
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on"), attribute
            assert attribute != "style"
            if attribute in ("href", "src", "action", "formaction"):
                assert re.match(r"(/(?!/)|\?|#|https?://|mailto:|tel:|$)",
                                value), value
    # a missing text shows as its key in brackets
    text = " ".join(tree.itertext())
    assert not re.search(r"\[[a-z][a-z0-9-]*\.[a-z0-9.-]+\]", text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_ids_are_unique_and_labels_lead_somewhere(document):
    tree = parse(render(document, "en"))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for label in tree.iter("label"):
        if label.get("for"):
            assert label.get("for") in ids
    for element in tree.iter():
        for target in (element.get("aria-describedby") or "").split():
            assert target in ids


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_headings_start_with_one_h1_and_skip_no_level(document):
    tree = parse(render(document, "en"))
    levels = [int(e.tag[1]) for e in tree.iter()
              if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels.count(1) == 1
    for before, after in zip(levels, levels[1:]):
        assert after <= before + 1, levels


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_post_form_carries_the_token(document):
    token = lxml.etree.parse(str(document)).getroot().get("csrf")
    for form in parse(render(document, "en")).iter("form"):
        fields = {i.get("name"): i.get("value") for i in form.iter("input")}
        if form.get("method", "get").lower() == "post":
            assert fields.get("csrf") == token
        else:
            assert "csrf" not in fields


def test_the_ten_sections_are_marked():
    tree = parse(render(ROOT / "tests/xslt/documents/dashboard.xml", "en"))
    marks = [e.get("data-section") for e in tree.iter()
             if e.get("data-section")]
    assert sorted(marks) == sorted(SECTIONS)


def test_a_section_without_rows_leaves_no_hole():
    """No banner, no box; nothing due, no renewals."""
    source = ROOT / "tests/xslt/documents/dashboard-empty.xml"
    tree = parse(render(source, "en"))
    marks = {e.get("data-section") for e in tree.iter()}
    assert "banner" not in marks
    assert "renewals" not in marks
    assert {"personal", "services", "tickets", "domain-search"} <= marks


def test_links_to_pages_that_do_not_exist_are_absent(tmp_path):
    """A member without permissions gets no dead buttons."""
    source = lxml.etree.parse(
        str(ROOT / "tests/xslt/documents/dashboard.xml"))
    for permission in source.findall("//permission"):
        permission.getparent().remove(permission)
    document = tmp_path / "none.xml"
    source.write(str(document))
    tree = parse(render(document, "en"))
    links = {a.get("href") for a in tree.iter("a")}
    for path in ("services", "domains", "invoices", "tickets", "contacts",
                 "personal"):
        assert f"/dashboard/{path}" not in links
    assert "" not in links


def mutations():
    """Documents that are wrong in one place each."""
    good = lxml.etree.parse(str(ROOT / "tests/xslt/documents/dashboard.xml"))
    for xpath, change in [
            ("//service", lambda e: e.set("colour", "red")),
            ("//service", lambda e: e.attrib.pop("status")),
            ("//service", lambda e: e.set("status", "asleep")),
            ("//service", lambda e: e.set("amount", "12.90")),
            ("//ticket", lambda e: e.set("updated", "yesterday")),
            ("//tile", lambda e: e.set("count", "many")),
            ("//tile", lambda e: setattr(e, "tag", "tail")),
            ("/page", lambda e: e.attrib.pop("lang")),
            ("/page", lambda e: e.set("name", "no-such-page")),
            ("//section", lambda e: e.set("name", "weather"))]:
        wrong = copy.deepcopy(good)
        change(wrong.xpath(xpath)[0])
        yield wrong


@pytest.mark.parametrize("wrong", list(mutations()),
                         ids=lambda d: "")
def test_the_contract_refuses_a_wrong_document(wrong):
    assert not CONTRACT.validate(wrong)


def test_the_example_theme_stands_on_its_parent():
    html = render(ROOT / "tests/xslt/documents/dashboard.xml", "en",
                  "example")
    marks = {e.get("data-section") for e in parse(html).iter()}
    assert set(SECTIONS) <= marks
    assert html != render(ROOT / "tests/xslt/documents/dashboard.xml", "en")


@pytest.mark.parametrize("code", ["pl"])
def test_catalogues_have_the_same_keys(code):
    def keys(language):
        tree = lxml.etree.parse(
            str(ROOT / f"xslt/default/lang/{language}.xml"))
        return {t.get("key") for t in tree.findall("text")}
    assert keys(code) == keys("en")
