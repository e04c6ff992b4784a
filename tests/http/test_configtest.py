# SPDX-License-Identifier: Apache-2.0
"""`apachectl configtest` finds what is wrong, and says where."""
import re
import shutil
import subprocess

import pytest

from servers import folder

PAGE = """<?xml version="1.0"?>
<xsl:stylesheet version="1.0" xmlns:cd="urn:custdash:functions"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/">
    {}
  </xsl:template>
</xsl:stylesheet>
"""
NEWS_LIST = """-- :name news.list
SELECT n.id, n.title, n.summary, n.published_on AS published,
       NULL AS product {keys}
  FROM news n WHERE n.published_on <= :%s AND :account > 0 {where} {order}
"""


@pytest.fixture(scope="module")
def base(setup):
    """The configuration that all begin with, and a folder for files."""
    state = folder(setup.state / "configtest")
    folder(state / "htdocs")
    return state, setup.configuration(state, 8080)


@pytest.fixture
def configtest(setup, base):
    """Run it with further lines; exit status, what it said, the file."""
    state, text = base

    def run(*lines, change=lambda text: text):
        conf = state / "httpd.conf"
        conf.write_text(change(text) + "".join(f"{line}\n"
                                               for line in lines))
        done = setup.configtest(conf)
        return done.returncode, done.stdout + done.stderr, conf
    return run


@pytest.fixture
def statements(setup, base):
    """A copy of the shipped statements, one file of them changed."""
    state, _ = base

    def copy(name, change):
        to = state / "queries"
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(setup.share / "sql/queries", to)
        path = to / name
        path.write_text(change(path.read_text()))
        return to, path
    return copy


@pytest.fixture
def theme(setup, base):
    """A child of the default theme with some files of its own."""
    state, _ = base

    def make(files, parent="default"):
        to = state / "child"
        shutil.rmtree(to, ignore_errors=True)
        files = {"theme.xml": f'<theme name="Child" parent="{parent}"/>',
                 **files}
        for name, text in files.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_text(text)
        return [f"CustDashTheme {to}",
                f"CustDashThemeParents {setup.share}/xslt"]
    return make


def refused(result, *said):
    status, output, _ = result
    assert status != 0, output
    for pattern in said:
        assert re.search(pattern, output), f"{pattern}\nnot in\n{output}"
    return True


def accepted(result):
    status, output, _ = result
    assert status == 0 and "Syntax OK" in output, output
    return True


def test_the_configuration_of_these_tests_is_fine(configtest):
    assert accepted(configtest())


def after(marker, line):
    """Put a line behind the first that holds the marker."""
    def change(text):
        head, tail = text.split(marker, 1)
        rest, tail = tail.split("\n", 1)
        return f"{head}{marker}{rest}\n{line}\n{tail}"
    return change


def line_of(path, text):
    lines = path.read_text().split("\n")
    return next(i for i, line in enumerate(lines, 1) if text in line)


STATEMENTS = {
    "an unknown header": (after(":name    tickets.list", "-- :nonsense x"),
                          ":nonsense", "unknown header :nonsense"),
    "a sort without direction": (
        after(":name    tickets.list", "-- :sort bad t.id"), ":sort bad",
        "ASC or DESC"),
    "a filter without predicate": (
        after(":name    tickets.list", "-- :filter status"), "-- :filter "
        "status\n", ":filter takes"),
    "a page of no rows": (after(":name    tickets.list", "-- :page 0"),
                          ":page 0", "1 to 500"),
    "text before the first label": (lambda t: "SELECT 1\n" + t, "SELECT 1",
                                    "text before the first :name"),
    "a label twice": (lambda t: t + "\n-- :name tickets.list\nSELECT 1\n",
                      None, "already there"),
    "a label without statement": (lambda t: t + "\n-- :name x.y\n",
                                  ":name x.y", "x.y has no statement"),
    "an unknown permission": (
        lambda t: t + "\n-- :name x.y\n-- :permission bribes\nSELECT 1\n",
        ":name x.y", "there is no permission bribes"),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_statement_file_is_refused_with(what, configtest, statements):
    change, marker, said = STATEMENTS[what]
    to, path = statements("tickets.sql", change)
    place = re.escape(str(path)) + ":"
    if marker:
        place += str(line_of(path, marker.rstrip("\n")))
    assert refused(configtest(f"CustDashStatements {to}"), place, said)


def test_a_page_without_its_statement_is_named(configtest, statements):
    to, _ = statements("tickets.sql", lambda t: t.replace(
        ":name    tickets.recent", ":name    tickets.old"))
    assert refused(configtest(f"CustDashStatements {to}"),
                   r"page dashboard \(/\) has no statement tickets.recent")


def test_a_statement_that_the_code_calls_must_be_there(configtest,
                                                       statements):
    to, _ = statements("session.sql", lambda t: t.replace(
        ":name    session.touch", ":name    session.stroke"))
    assert refused(configtest(f"CustDashStatements {to}"), "session.touch")


def queries(base, text):
    path = base[0] / "own.sql"
    path.write_text(text)
    return path


def test_an_overriding_statement_is_taken(configtest, base):
    path = queries(base, NEWS_LIST % "today")
    assert accepted(configtest(f"CustDashQueries {path}"))


def test_an_unknown_label_is_refused(configtest, base):
    path = queries(base, "\n-- :name news.lost\nSELECT 1\n")
    assert refused(configtest(f"CustDashQueries {path}"),
                   re.escape(f"{path}:2: "), "unknown label news.lost")


def test_an_unknown_parameter_is_refused(configtest, base):
    path = queries(base, NEWS_LIST % "yesterday")
    assert refused(configtest(f"CustDashQueries {path}"),
                   re.escape(f"{path}:1: "), "page news does not supply the "
                   "parameter :yesterday")


def test_an_overriding_statement_that_forgets_the_account_is_refused(
        configtest, base):
    path = queries(base, (NEWS_LIST % "today").replace(":account", "1"))
    assert refused(configtest(f"CustDashQueries {path}"),
                   re.escape(f"{path}:1: "), ":account")


def test_a_parameter_of_another_page_is_refused(configtest, base):
    path = queries(base, NEWS_LIST % "ticket")
    assert refused(configtest(f"CustDashQueries {path}"), ":ticket")


PAGES = {
    "is not well-formed": ("<xsl:if test='1'>", r"news\.xsl:6: "),
    "has a broken expression": ("<xsl:value-of select='1 +'/>",
                                r"news\.xsl:5: "),
    "calls a function that isn't there": (
        "<xsl:value-of select='cd:nonsense()'/>", r"news\.xsl.*nonsense"),
    "uses a variable that isn't there": (
        "<xsl:value-of select='$nothing'/>", r"news\.xsl.*nothing"),
    "calls a template that isn't there": (
        "<xsl:call-template name='nothing'/>", r"news\.xsl.*nothing"),
    "reads a file": ("<xsl:copy-of select=\"document('/etc/passwd')\"/>",
                     r"news\.xsl"),
}


@pytest.mark.parametrize("what", PAGES)
def test_a_stylesheet_is_refused_that(what, configtest, theme):
    content, said = PAGES[what]
    lines = theme({"pages/news.xsl": PAGE.format(content)})
    result = configtest(*lines)
    assert refused(result, said)
    assert "root:" not in result[1]


@pytest.mark.parametrize("href", ["../../../../../etc/passwd", "/etc/passwd",
                                  "file:///etc/passwd", "nothing.xsl",
                                  "http://127.0.0.1:1/x.xsl"])
def test_a_stylesheet_imports_from_its_theme_only(href, configtest, theme):
    text = PAGE.format("").replace(
        "<xsl:template", f'<xsl:import href="{href}"/><xsl:template')
    assert refused(configtest(*theme({"pages/news.xsl": text})),
                   r"news\.xsl")


def test_a_page_that_never_ends_is_refused(configtest, theme):
    text = PAGE.format('<xsl:apply-templates select="/"/>')
    assert refused(configtest(*theme({"pages/news.xsl": text})),
                   r"news\.xsl|page news")


CATALOGUES = {
    "is not well-formed": "<catalogue lang='pl' name='x'><text>",
    "has a broken pattern": "<catalogue lang='pl' name='Polski'>\n"
                            "<text key='nav.news'>{0,plural,</text>"
                            "</catalogue>",
    "has a text without key": "<catalogue lang='pl' name='Polski'>\n"
                              "<text>x</text></catalogue>",
}


@pytest.mark.parametrize("what", CATALOGUES)
def test_a_catalogue_is_refused_that(what, configtest, theme):
    assert refused(configtest(*theme({"lang/pl.xml": CATALOGUES[what]})),
                   r"lang/pl\.xml:[12]: ")


def test_a_child_theme_is_taken(configtest, theme):
    assert accepted(configtest(*theme({"pages/news.xsl": PAGE.format(
        "<html><p><xsl:value-of select=\"cd:text('nav.news')\"/></p>"
        "</html>")})))


def test_a_parent_that_isnt_there_is_refused(configtest, theme):
    assert refused(configtest(*theme({}, parent="nobody")), "nobody")


def test_a_theme_outside_its_folder_is_refused(configtest, theme):
    assert refused(configtest(*theme({}, parent="../../../etc")),
                   r"theme\.xml:1: ")


def test_a_theme_without_its_pages_is_refused(configtest, base):
    empty = folder(base[0] / "empty")
    assert refused(configtest(f"CustDashTheme {empty}"), str(empty))


@pytest.mark.parametrize("directive", [
    "CustDashTheme", "CustDashThemeParents", "CustDashBootstrap",
    "CustDashStatements", "CustDashQueries"])
def test_what_isnt_there_is_refused(directive, configtest):
    result = configtest(f"{directive} /no/such/place")
    assert refused(result, f"{directive}.*there is no (folder|file)",
                   f"on line {last_line(result)} of {result[2]}")


def last_line(result):
    return result[2].read_text().count("\n")


VALUES = [
    ("CustDash", "dashboard"), ("CustDash", "/x/"), ("CustDash", "/a?b"),
    ("CustDash", "//x"), ("CustDash", ""), ("CustDashTimeZone", "Mars/Base"),
    ("CustDashCurrency", "EURO"), ("CustDashCurrency", "XQZ"),
    ("CustDashCurrency", "eur"), ("CustDashRegistration", "maybe"),
    ("CustDashPlainHTTP", "yes"), ("CustDashSessionIdle", "soon"),
    ("CustDashSessionIdle", "0"), ("CustDashSessionIdle", "-5"),
    ("CustDashSessionLifetime", "9999d"), ("CustDashFormLimit", "0"),
    ("CustDashFormLimit", "64K"), ("CustDashFormLimit", "99999999999999"),
    ("CustDashDatabaseGate", "-1"), ("CustDashDatabaseWait", "x"),
    ("CustDashDatabaseTimeout", ""), ("CustDashHashGate", "many"),
    ("CustDashHashWait", "5lightyears"), ("CustDashNonsense", "1"),
]


@pytest.mark.parametrize("directive, value", VALUES)
def test_a_bad_value_is_refused(directive, value, configtest):
    result = configtest(f'{directive} "{value}"')
    assert refused(result, f"on line {last_line(result)} of {result[2]}",
                   directive)


@pytest.mark.parametrize("line", [
    "CustDash /", "CustDash off", "CustDash /a/b", "CustDashCurrency PLN",
    "CustDashTimeZone Europe/Warsaw", "CustDashSessionIdle 5min",
    "CustDashDatabaseWait 500ms", "CustDashFormLimit 1000",
    "CustDashRegistration Off"])
def test_a_good_value_is_taken(line, configtest):
    assert accepted(configtest(line))


@pytest.mark.parametrize("params", [
    "user=x pass=y dbname=z", "user=x reconnect=1", "user=x,reconnect=01",
    "reconnect=0x", "xreconnect=0"])
def test_a_pool_that_reconnects_behind_our_back_is_refused(params,
                                                           configtest):
    result = configtest(f'DBDParams "{params}"')
    assert refused(result, f"{result[2]}:{last_line(result)}: ",
                   "reconnect=0")


def test_a_pool_in_a_virtual_host_is_looked_at_too(configtest):
    result = configtest("<VirtualHost 127.0.0.1:1>", 'DBDParams "user=x"',
                        "</VirtualHost>")
    assert refused(result, f"{result[2]}:{last_line(result) - 1}: ",
                   "reconnect=0")


def test_mod_dbd_must_be_there(configtest):
    def without(text):
        return re.sub(r"(?m)^(LoadModule dbd_module|DBD).*\n", "", text)
    assert refused(configtest(change=without), "mod_dbd is not loaded")


def test_a_broken_host_among_good_ones_is_found(configtest, base):
    path = queries(base, "-- :name news.lost\nSELECT 1\n")
    assert refused(configtest("<VirtualHost 127.0.0.1:1>",
                              f"CustDashQueries {path}", "</VirtualHost>"),
                   re.escape(f"{path}:1: "))


def test_httpd_does_not_start_with_what_configtest_refuses(setup, base):
    state, text = base
    conf = state / "httpd.conf"
    conf.write_text(text + f"CustDashTheme {folder(state / 'empty')}\n")

    done = subprocess.run([setup.httpd, "-f", conf, "-D", "FOREGROUND"],
                          timeout=30, capture_output=True, text=True,
                          env=setup.environment(preload=True))
    assert done.returncode != 0


@pytest.mark.parametrize("line, said", [
    ("CustDashAuth", "takes 1-2 arguments"),
    ("CustDashAuth openid", "takes internal, or external and"),
    ("CustDashAuth external maybe", "refuse, match or register"),
    ("CustDashAuth internal match", "takes internal, or external and"),
    ("CustDashClaim mail X", "mail is none of email, email-verified")])
def test_a_word_on_single_sign_on_is_refused(line, said, configtest):
    result = configtest(line)
    assert refused(result, f"line {line_of(result[2], line)} of .*", said)


def test_single_sign_on_leaves_codes_to_who_authenticates(configtest):
    assert refused(configtest("CustDashAuth external",
                              "CustDashSecondFactor required"),
                   "let who authenticates ask for it")
    assert accepted(configtest("CustDashAuth external"))
