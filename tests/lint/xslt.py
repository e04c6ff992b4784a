#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Rules for themes: xslt.py unsafe|text|keys FOLDER

Prints "file:line: what" for each offence in the folder's themes."""

import glob
import os
import re
import sys

try:
    from lxml import etree
except ImportError:
    sys.exit(print("python3-lxml is not installed"))

XSL = "{http://www.w3.org/1999/XSL/Transform}"
LETTER = re.compile(r"[^\W\d_]")
WORD = r"[a-z0-9.:/#_?=&-]+"
ADDRESS = re.compile(rf"[?/#]{WORD}")
KEYWORDS = re.compile(rf"{WORD}(\s+{WORD})*")

# Attributes that people read or hear.
HUMAN = {"title", "alt", "placeholder", "label", "summary", "aria-label",
         "aria-description", "aria-placeholder", "aria-roledescription",
         "aria-valuetext"}

# Text inside these is no text of the page.
SILENT = {XSL + "comment", XSL + "message", XSL + "processing-instruction"}
PASSED = {XSL + "with-param", XSL + "param", XSL + "variable"}

TEXT_CALL = re.compile(r"cd:text\(\s*'([^']*)'")
TEXT_PREFIX = re.compile(r"cd:text\(\s*concat\(\s*'([^']*)'")


def sheets(folder):
    for name in sorted(glob.glob(folder + "/**/*.xsl", recursive=True)):
        try:
            yield name, etree.parse(name)
        except etree.XMLSyntaxError as error:
            print(f"{name}:{error.lineno}: {error.msg}")


def elements(tree):
    return tree.iter(etree.Element)


def tell(name, node, what):
    print(f"{name}:{node.sourceline}: {what}")


def made_name(node):
    """The name of what an xsl:element or xsl:attribute makes, or ''."""
    return node.get("name", "") if node.tag in (
        XSL + "element", XSL + "attribute") else ""


def check_attribute(name, node, attribute):
    attribute = attribute.lower()
    if attribute.startswith("on"):
        tell(name, node, f"an event handler: {attribute}")
    elif attribute == "style" and "/mail/" not in name:
        tell(name, node, "an inline style: the CSP forbids it")
    elif attribute in ("srcdoc", "formaction"):
        tell(name, node, f"the attribute {attribute}")


def check_element(name, node, tag):
    if tag.lower() in ("script", "style", "iframe", "object", "embed", "base"):
        tell(name, node, f"the element <{tag}>")


def check_value(name, node, value):
    if re.search(r"\bdocument\s*\(", value):
        tell(name, node, "document() reads files")
    if re.search(r"\b(?:java|vb)script:|\bdata:text", value, re.I):
        tell(name, node, "a URL that runs code")


def unsafe_element(name, node):
    if node.tag == XSL + "sort":
        tell(name, node, "xsl:sort is not thread-safe: sort in SQL")
    if node.tag == XSL + "attribute":
        check_attribute(name, node, made_name(node))
    if node.tag == XSL + "element":
        check_element(name, node, made_name(node))
    if not node.tag.startswith(XSL):
        check_element(name, node, etree.QName(node).localname)
        for attribute in node.attrib:
            check_attribute(name, node, etree.QName(attribute).localname)
    for attribute, value in node.attrib.items():
        if attribute.endswith("disable-output-escaping"):
            tell(name, node, "disable-output-escaping")
        check_value(name, node, value)
    check_value(name, node, node.text or "")


def unsafe(folder):
    for name, tree in sheets(folder):
        for node in elements(tree):
            unsafe_element(name, node)


def texts(node):
    """The text nodes that are children of node."""
    yield node.text or ""
    for child in node:
        yield child.tail or ""


def inside(node, tags):
    while node is not None:
        if node.tag in tags:
            return node
        node = node.getparent()
    return None


def is_page_text(node, text):
    """Does this text of a sheet reach a reader?"""
    attribute = inside(node, {XSL + "attribute"})
    if not LETTER.search(text) or inside(node, SILENT) is not None:
        return False
    if ADDRESS.fullmatch(text.strip()):
        return False
    if attribute is not None:
        return attribute.get("name") in HUMAN
    return not (inside(node, PASSED) is not None
                and KEYWORDS.fullmatch(text.strip()))


def literal_parts(template):
    """An attribute value template without its expressions."""
    return re.sub(r"\{[^{}]*\}", "", template)


def text(folder):
    for name, tree in sheets(folder):
        for node in elements(tree):
            for piece in texts(node):
                if is_page_text(node, piece):
                    tell(name, node, "text: " + " ".join(piece.split())[:50])
            if node.tag.startswith(XSL):
                continue
            for attribute, value in node.attrib.items():
                if attribute in HUMAN and LETTER.search(literal_parts(value)):
                    tell(name, node, f'text: {attribute}="{value[:40]}"')


def catalogue(name):
    """Keys of a catalogue and their lines."""
    found = {}
    for node in etree.parse(name).iter("text"):
        key = node.get("key")
        if key in found:
            tell(name, node, f"{key} is there twice")
        if not (node.text or "").strip():
            tell(name, node, f"{key} has no text")
        found[key] = node.sourceline
    return found


def compare(one, other, keys):
    for key, line in keys[one].items():
        if key not in keys[other]:
            print(f"{one}:{line}: {key} is not in {other}")


def used_keys(folder, known):
    for name, tree in sheets(folder):
        for node in elements(tree):
            for value in node.attrib.values():
                for key in TEXT_CALL.findall(value):
                    if key not in known:
                        tell(name, node, f"no catalogue has {key}")
                for start in TEXT_PREFIX.findall(value):
                    if not any(key.startswith(start) for key in known):
                        tell(name, node, f"no catalogue has {start}…")


# What C hands to themes: a pattern in the code, and the prefix of its text.
CODES = [
    ("core/form*.c", "error.",
     r'(?:return|error =|\? |: )\s*"([a-z][a-z0-9-]+)"'),
    ("pages/*.c", "error.", r'cd_form_error\([^;"]*"([a-z0-9-]+)"\)'),
    ("pages/*.c", "notice.", r'outcome\.notice = "([a-z0-9-]+)"'),
]


def codes(folder, known):
    for files, prefix, pattern in CODES:
        for name in sorted(glob.glob(folder + "/../mod_custdash/" + files)):
            with open(name, encoding="utf-8") as file:
                code = file.read()
            for found in re.finditer(pattern, code):
                if prefix + found.group(1) not in known:
                    line = code.count("\n", 0, found.start(1)) + 1
                    print(f"{os.path.normpath(name)}:{line}: "
                          f"no text {prefix}{found.group(1)}")


def keys(folder):
    known = {}
    for lang in sorted(glob.glob(folder + "/*/lang")):
        names = sorted(glob.glob(lang + "/*.xml"))
        found = {name: catalogue(name) for name in names}
        for one in names:
            for other in names:
                compare(one, other, found)
            known.update(found[one])
    if not known:
        print(f"{folder}:1: no catalogue")
    used_keys(folder, known)
    codes(folder, known)


if __name__ == "__main__":
    {"unsafe": unsafe, "text": text, "keys": keys}[sys.argv[1]](sys.argv[2])
