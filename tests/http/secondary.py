# SPDX-License-Identifier: Apache-2.0
"""Further hosts of the main server, each with a setting of its own."""
from dataclasses import dataclass

from cached import load

BROKEN_QUERIES = """
-- :name services.list
SELECT s.id, s.no_such_column AS name, NULL AS product, NULL AS domain,
       s.status, NULL AS next_due, s.cycle, s.amount, s.currency {keys}
  FROM service s
 WHERE s.account_id = :account {where}
 {order}
"""

# Fails for viewers only: the theme's own trial at start finds nothing.
BROKEN_PAGE = """<?xml version="1.0"?>
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/">
    <html>
      <xsl:if test="/page/viewer">
        <xsl:message terminate="yes">this page gives up</xsl:message>
      </xsl:if>
    </html>
  </xsl:template>
</xsl:stylesheet>
"""

# mod_auth_basic takes any name and password, and claims are headers.
CLAIMS = {"email": "email", "email-verified": "verified",
          "first-name": "first", "last-name": "last",
          "auth-time": "auth-time"}
TOLD = tuple(line for claim, header in CLAIMS.items() for line in (
    f'SetEnvIf X-Test-{header} "(.+)" TEST_{header}=$1',
    f"CustDashClaim {claim} TEST_{header}"))
ASKED = ("<Location /dashboard/sign-in/external>", "AuthType Basic",
         "AuthName test", "AuthBasicProvider anon", 'Anonymous "*"',
         "Anonymous_MustGiveEmail off", "Require valid-user", "</Location>")

CHILD_THEME = '<theme name="{}" parent="default"/>\n'


@dataclass(frozen=True)
class Host:
    base: str = "/dashboard"
    lines: tuple = ()
    name: str = "127.0.0.1"


HOSTS = {
    "secure": Host(lines=("CustDashPlainHTTP Off",)),
    "https": Host(lines=("CustDashPlainHTTP On",),
                  name="https://127.0.0.1"),
    "root": Host("", ("CustDash /",)),
    "closed": Host(lines=("CustDashRegistration Off",)),
    "off": Host(lines=("CustDash off",)),
    "small": Host(lines=("CustDashFormLimit 300",)),
    "external": Host(lines=("CustDashAuth external register", *TOLD, *ASKED)),
    "external-match": Host(lines=("CustDashAuth external", *TOLD, *ASKED)),
    "external-refuse": Host(lines=("CustDashAuth external refuse",
                                   *TOLD, *ASKED)),
    "external-bare": Host(lines=("CustDashAuth external", *TOLD)),
    "broken-query": Host(lines=("CustDashQueries {state}/broken.sql",)),
    "broken-page": Host(lines=("CustDashTheme {state}/broken-page",
                               "CustDashThemeParents {themes}")),
    "broken-theme": Host(lines=("CustDashTheme {state}/broken-theme",
                                "CustDashThemeParents {themes}")),
}


def _theme(state, name, pages):
    folder = state / name / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    (state / name / "theme.xml").write_text(CHILD_THEME.format(name))
    for page in pages:
        (folder / f"{page}.xsl").write_text(BROKEN_PAGE)


def configuration(setup, state, ports):
    """Lines for httpd.conf, and the files that they name."""
    (state / "broken.sql").write_text(BROKEN_QUERIES)
    _theme(state, "broken-page", ["services"])
    _theme(state, "broken-theme", ["services", "error"])
    lines = load("setenvif", "auth_basic", "authn_core", "authn_anon",
                 "authz_user")
    for name, host in HOSTS.items():
        lines += [f"Listen 127.0.0.1:{ports[name]}",
                  f"<VirtualHost 127.0.0.1:{ports[name]}>",
                  f"ServerName {host.name}:{ports[name]}",
                  *(line.format(state=state, themes=setup.share / "xslt")
                    for line in host.lines),
                  "</VirtualHost>"]
    return lines
