# SPDX-License-Identifier: Apache-2.0
"""Messages in Markdown, as an HTML5 parser sees them: each section of the
CommonMark specification with examples of our own, and what people try."""
import re

import pytest
from lxml import html as lxml_html

from client import Client
from servers import TOP

# The specification's own examples, of npm's commonmark-spec (tests/run.sh
# installs it), of the version that libcmark 0.30 follows.
SPEC = TOP / "build/node/node_modules/commonmark-spec/spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.S | re.M)

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote",
           "h4", "br", "hr", "a", "div"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}, "div": {"class"}}

# (section of the specification, Markdown, what stands in the message).
# Headings begin below the message's own, which is an h3.
EXAMPLES = [
    ("2.2 tabs", "a\tb", "<p>a\tb</p>"),
    ("2.2 tabs", "\tcode", "<pre><code>code\n</code></pre>"),
    ("2.4 escapes", r"\*not\* \[x\] \<b\>", "<p>*not* [x] &lt;b&gt;</p>"),
    ("2.4 escapes", r"\a \ż \\", r"<p>\a \ż \</p>"),
    ("2.5 entities", "&amp; &copy; &#321; &#x142;", "<p>&amp; © Ł ł</p>"),
    ("2.5 entities", "&nosuch; &#0;", "<p>&amp;nosuch; �</p>"),
    ("2.5 entities", "&lt;script&gt;", "<p>&lt;script&gt;</p>"),
    ("2.5 entities", "&#42;a&#42;", "<p>*a*</p>"),
    ("3.1 precedence", "- `one\n- two`",
     "<ul><li>`one</li><li>two`</li></ul>"),
    ("4.1 breaks", "***\n\n- - -\n\n___", "<hr><hr><hr>"),
    ("4.1 breaks", "--", "<p>--</p>"),
    ("4.2 ATX headings", "# one\n### three #", "<h4>one</h4><h4>three</h4>"),
    ("4.2 ATX headings", "#none\n\n####### none",
     "<p>#none</p><p>####### none</p>"),
    ("4.3 setext headings", "one\n===\n\ntwo\n---",
     "<h4>one</h4><h4>two</h4>"),
    ("4.4 indented code", "    a <b>\n\n    *c*",
     "<pre><code>a &lt;b&gt;\n\n*c*\n</code></pre>"),
    ("4.5 fenced code", "```sh\nls -l | grep <x>\n```",
     "<pre><code>ls -l | grep &lt;x&gt;\n</code></pre>"),
    ("4.5 fenced code", "~~~\nnever ended",
     "<pre><code>never ended\n</code></pre>"),
    ("4.5 fenced code", "````\n```\n````", "<pre><code>```\n</code></pre>"),
    ("4.6 HTML blocks", "<VirtualHost *:80>\nServerName x\n</VirtualHost>",
     "<p>&lt;VirtualHost *:80&gt;\nServerName x\n&lt;/VirtualHost&gt;</p>"),
    ("4.6 HTML blocks", "<!-- a\n\nb -->\nc",
     "<p>&lt;!-- a\n\nb --&gt;</p><p>c</p>"),
    ("4.7 definitions", "[a]\n\n[a]: https://a.example/x 'title'",
     '<p><a href="https://a.example/x" rel="nofollow noopener">a</a></p>'),
    ("4.8 paragraphs", "one\ntwo\n\n\nthree", "<p>one\ntwo</p><p>three</p>"),
    ("5.1 quotes", "> one\n> two\n\nthree",
     "<blockquote><p>one\ntwo</p></blockquote><p>three</p>"),
    ("5.1 quotes", "> > deep", "<blockquote><blockquote><p>deep</p>"
     "</blockquote></blockquote>"),
    ("5.1 quotes", "> lazy\ngoes on",
     "<blockquote><p>lazy\ngoes on</p></blockquote>"),
    ("5.2 items", "- one\n\n  more\n- two",
     "<ul><li><p>one</p><p>more</p></li><li><p>two</p></li></ul>"),
    ("5.2 items", "1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
    ("5.2 items", "7) seven", '<ol start="7"><li>seven</li></ol>'),
    ("5.2 items", "-one", "<p>-one</p>"),
    ("5.3 lists", "- a\n- b\n\n* c",
     "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>"),
    ("5.3 lists", "- a\n  - b\n    1. c",
     "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>"),
    ("5.3 lists", "The year\n1996. was good", "<p>The year\n1996. was good"
     "</p>"),
    ("6.1 code spans", "`` a`b ``", "<p><code>a`b</code></p>"),
    ("6.1 code spans", "`<b>&amp;`", "<p><code>&lt;b&gt;&amp;amp;</code></p>"),
    ("6.1 code spans", "`open", "<p>`open</p>"),
    ("6.2 emphasis", "*a* _b_ **c** __d__", "<p><em>a</em> <em>b</em> "
     "<strong>c</strong> <strong>d</strong></p>"),
    ("6.2 emphasis", "***both***", "<p><em><strong>both</strong></em></p>"),
    ("6.2 emphasis", "snake_case_name a * b * c",
     "<p>snake_case_name a * b * c</p>"),
    ("6.2 emphasis", "*a **b* c**", "<p><em>a <em><em>b</em> c</em></em></p>"),
    ("6.3 links", "[x](https://a.example/?a=1&b=2)",
     '<p><a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener">x'
     "</a></p>"),
    ("6.3 links", "[*x* `y`](mailto:a@a.example)",
     '<p><a href="mailto:a@a.example" rel="nofollow noopener"><em>x</em> '
     "<code>y</code></a></p>"),
    ("6.3 links", "[x](<https://a.example/a b>)", "<p>x</p>"),
    ("6.3 links", "[x](https://a.example", "<p>[x](https://a.example</p>"),
    ("6.3 links", "[x] (y)", "<p>[x] (y)</p>"),
    ("6.4 images", "![the *picture*](https://a.example/a.png)",
     "<p>the <em>picture</em></p>"),
    ("6.5 autolinks", "<https://a.example/x>",
     '<p><a href="https://a.example/x" rel="nofollow noopener">'
     "https://a.example/x</a></p>"),
    ("6.5 autolinks", "<a@a.example>",
     '<p><a href="mailto:a@a.example" rel="nofollow noopener">a@a.example'
     "</a></p>"),
    ("6.6 raw HTML", "a <b onclick='x'>b</b> c",
     "<p>a &lt;b onclick='x'&gt;b&lt;/b&gt; c</p>"),
    ("6.7 hard breaks", "a  \nb\\\nc", "<p>a<br>b<br>c</p>"),
    ("6.8 soft breaks", "a \n b", "<p>a\nb</p>"),
    ("6.9 text", "zażółć $.;'there 灯", "<p>zażółć $.;'there 灯</p>"),
]

# What people try; no more than text may come of any of it.
PAYLOADS = [
    "<script>alert(1)</script>", "<ScRiPt src=//x.example></sCrIpT>",
    "<script\n>alert(1)</script\n>", "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src=javascript:alert(1)>", "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>", "<form action=javascript:alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<template><script>1</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "</div></article></main><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<!--><script>alert(1)</script>",
    "<?php <script>alert(1)</script> ?>", "<!DOCTYPE x><script>1</script>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))", "[x](javascript&colon;alert(1))",
    "[x](java\tscript:alert(1))", "[x](<java\nscript:alert(1)>)",
    "[x](&#1;javascript:alert(1))", "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+)",
    "[x](//x.example)", "[x](/\\x.example)", "[x](\\\\x.example)",
    "[x](file:///etc/passwd)", "[x](blob:https://x.example/1)",
    "<javascript:alert(1)>", "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]", "![x](javascript:alert(1))",
    "![x](https://x.example/beacon.gif)", "![x\" onerror=\"alert(1)](x)",
    "[x\" onclick=\"alert(1)](https://x.example)",
    "[x](https://x.example\"onmouseover=\"alert(1))",
    "[x](https://x.example 'a\" onclick=\"alert(1)')",
    "`<script>alert(1)</script>`", "```\n</code></pre><script>1</script>\n```",
    "```\"><script>alert(1)</script>\nx\n```",
    "# <script>alert(1)</script>", "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>", "1. <svg/onload=alert(1)>",
    "*<b onclick=alert(1)>*", "{{constructor.constructor('alert(1)')()}}",
    "<a href=\"https://x.example\" style=\"position:fixed;inset:0\">x</a>",
    "\u202e<script>alert(1)</script>", "\ufeff<script>alert(1)</script>",
    "<script>alert(1)</script>" * 50, ">" * 500 + "<script>1</script>",
    "[" * 2000 + "x" + "](javascript:alert(1))" * 20,
]


@pytest.fixture(scope="module")
def shown(private):
    """Each text as the HTML5 parser finds it in its message: an element."""
    yield from show(private, "T-MARKDOWN", [t for _, t, _ in EXAMPLES]
                    + PAYLOADS)


def show(private, number, texts):
    db, start = private

    def quoted(text):
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
    db.sql("INSERT INTO ticket (account_id, number, subject) VALUES "
           f"(1001, '{number}', 'Markdown'); SET @id = LAST_INSERT_ID();"
           + ";".join("INSERT INTO ticket_message (ticket_id, author, body) "
                      f"VALUES (@id, 'x', {quoted(t)})" for t in texts))
    client = Client(start(number).port)
    assert client.sign_in("demo").status == 303
    page = client.get(f"/tickets/{number}")
    assert page.status == 200
    found = page.html.xpath("//*[contains(@class, 'message')]"
                            "/div[@class='prose']")
    assert len(found) == len(texts)
    yield dict(zip(texts, found)), page


def inner(element):
    text = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return re.fullmatch(r'<div class="prose">(.*)</div>', text, re.S)[1]


@pytest.mark.parametrize("section, text, expected", EXAMPLES,
                         ids=[s + f"-{i}" for i, (s, _, _) in
                              enumerate(EXAMPLES)])
def test_markdown_means_what_the_specification_says(section, text, expected,
                                                    shown):
    got = inner(shown[0][text])
    assert re.sub(r"\s+(?=<)|(?<=>)\n+", "", got) \
        == re.sub(r"\s+(?=<)|(?<=>)\n+", "", expected), section


@pytest.mark.parametrize("text", PAYLOADS,
                         ids=[str(i) for i in range(len(PAYLOADS))])
def test_of_what_people_try_only_text_is_left(text, shown):
    only_safe(shown[0][text])


def only_safe(message):
    for element in message.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, ()), (name, value)
            if name == "href":
                assert re.match(r"(?i)(https?://|mailto:|/(?!/)|#)", value), \
                    value
                assert "nofollow" in element.get("rel", "") \
                    or value.startswith("#")


def text_of(html):
    """What one reads, an image by the words that stand for it."""
    for image in html.iter("img"):
        image.text = image.get("alt")
    return "".join("".join(html.itertext()).split())


def test_the_specifications_examples_are_harmless_and_read_the_same(private):
    """Raw HTML aside, which is shown as text."""
    if not SPEC.exists():
        pytest.skip("sh tests/run.sh installs the package commonmark-spec")
    text = SPEC.read_text().split("<!-- END TESTS -->")[0]
    examples = [(md.replace("\u2192", "\t"), html.replace("\u2192", "\t"))
                for md, html in EXAMPLE.findall(text) if md.strip()]
    assert len(examples) > 600
    (found, _), = show(private, "T-SPECIFIED", [md for md, _ in examples])
    alike = 0
    for markdown, html in examples:
        only_safe(found[markdown])
        if "<" not in markdown:
            expected = lxml_html.fromstring(f"<div>{html}</div>")
            assert text_of(found[markdown]) == text_of(expected), markdown
            alike += 1
    assert alike > 500


def test_the_page_as_a_whole_has_nothing_that_runs(shown):
    _, page = shown
    for element in page.html.iter():
        if isinstance(element.tag, str):
            assert element.tag not in ("script", "style", "iframe", "object",
                                       "embed", "base", "template")
            assert not [a for a in element.attrib if a.startswith("on")
                        or a == "style"]
            assert not (element.get("href") or "").lower().startswith(
                ("javascript:", "data:", "vbscript:"))
