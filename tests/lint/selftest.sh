#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does the lint catch what it promises to catch? Makes a small project that
# breaks no rule, breaks one at a time, and demands that just that one is
# reported, at the right place.

set -u
LC_ALL=C.UTF-8
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd) || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
good=$tmp/good
bad=$tmp/bad
passed=0
failed=0
spdx='SPDX-License-Identifier: Apache-2.0'

# ---- the small project

write() {
    mkdir -p "$good/$(dirname "$1")"
    cat >"$good/$1"
}

c_file() {
    { echo "/* $spdx */"; cat; } | write "$1"
}

c_file mod_custdash/core/floor.h </dev/null
c_file mod_custdash/core/floor.c <<'END'
/* system("x"); goto nowhere; sprintf(a); "SELECT a FROM b" */
#include "floor.h"

#include <apr_pools.h>

static const char *said = "goto strcpy(a) \" malloc(1) // select";
static const char quote = '"';

int floor_of(struct floor *f)
{
    f->free(f); // free(f)
    return f->system.rand(said[0], quote) + my_malloc(3) + xmlFree(f);
}
END
c_file mod_custdash/core/db.c <<'END'
int run(void *m)
{
    return mysql_real_query(m, "SET NAMES utf8mb4", 17);
}
END
c_file mod_custdash/model/rule.h </dev/null
c_file mod_custdash/model/rule.c <<'END'
#include "rule.h"

#include "../core/floor.h"
END
c_file mod_custdash/pages/page.h </dev/null
c_file mod_custdash/pages/page.c <<'END'
#include "page.h"

#include "../core/floor.h"
#include "../model/rule.h"

static const char *labels[] = { "tickets.list", "ticket.one!",
                                "services.manage" };
END
c_file mod_custdash/ctl/tool.c <<'END'
#include "../core/floor.h"
#include "../model/rule.h"
END
c_file mod_custdash/ctl/migrate.c <<'END'
static const char *sql = "SELECT version FROM schema_version";
END
c_file mod_custdash/web/web.h <<'END'
#include <httpd.h>
END
c_file mod_custdash/web/config.c <<'END'
#include "web.h"

#include <http_config.h>

#include "../core/floor.h"

static const command_rec rows[] = {
    AP_INIT_TAKE1("CustDashTheme", set, NULL, RSRC_CONF, "CustDashX y"),
};
END
c_file mod_custdash/mod_custdash.c <<'END'
#include <http_config.h>

#include "pages/page.h"
#include "web/web.h"
END
c_file mod_custdash/core/form_checks.c </dev/null
c_file tests/unit/check_floor.c </dev/null
write mod_custdash/custdash.conf <<END
# $spdx
# CustDashTheme /usr/share/custdash
END
write mod_custdash/README.md <<'END'
The map.
END
{ echo "# $spdx"; cd "$good" && find . -name '*.c' | sed 's|^\./||'; } \
    >"$tmp/Makefile.am"
write Makefile.am <"$tmp/Makefile.am"
write sql/queries/tickets.sql <<END
-- $spdx
-- :name    tickets.list
SELECT 1

-- :name    ticket.one
SELECT 2
END
write xslt/default/layout.xsl <<END
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions">
  <!-- $spdx: a word in a comment, onclick, <script>, document() -->
  <xsl:template match="page">
    <p class="lead" title="{cd:text('a.b')} 1 {@name}">
      <xsl:attribute name="class">lead <xsl:value-of select="@x"/></xsl:attribute>
      <xsl:value-of select="cd:text(concat('a.', @c))"/> · 1
      <xsl:call-template name="icon">
        <xsl:with-param name="name">book</xsl:with-param>
      </xsl:call-template>
      <!--HERE-->
    </p>
  </xsl:template>
</xsl:stylesheet>
END
for lang in en pl; do
    write xslt/default/lang/$lang.xml <<END
<catalogue lang="$lang" name="x">
  <text key="a.b">Word</text>
  <!--HERE-->
</catalogue>
END
done
mkdir -p "$good/tests/lint"
cp "$here/lint.sh" "$here"/*.awk "$here"/*.py "$good/tests/lint" || exit 2

# ---- breaking it

# result NAME STATUS PATTERNS: one failed rule, and each of the patterns (one
# a line) in the output.
result() {
    missing=$(printf '%s\n' "$3" | while read -r pattern; do
        grep -qE -e "$pattern" "$tmp/out" || echo "$pattern"
    done)
    if [ "$2" -eq 1 ] && grep -q ', 1 failed$' "$tmp/out" &&
        [ -z "$missing" ]; then
        passed=$((passed + 1))
        echo "ok    caught: $1"
    else
        failed=$((failed + 1))
        echo "FAIL  not caught, or not alone: $1"
        printf '%s\n' "$missing" | sed 's/^/      missing: /'
        sed -n '/^FAIL/,/^ok/p; $p' "$tmp/out" | sed 's/^/      /'
    fi
}

# lint_bad NAME PATTERNS
lint_bad() {
    sh "$bad/tests/lint/lint.sh" "$bad" >"$tmp/out" 2>&1
    result "$1" $? "$2"
    rm -rf "$bad"
}

# appended NAME FILE PATTERNS TEXT: the text behind the file's last line.
appended() {
    cp -r "$good" "$bad"
    printf '%s\n' "$4" >>"$bad/$2"
    lint_bad "$1" "$3"
}

# inserted NAME FILE PATTERNS TEXT: the text at the file's mark.
inserted() {
    cp -r "$good" "$bad"
    awk -v text="$4" '{
        at = index($0, "<!--HERE-->")
        print at ? substr($0, 1, at - 1) text substr($0, at + 11) : $0
    }' "$good/$2" >"$bad/$2"
    lint_bad "$1" "$3"
}

# long_function N: a function of N lines.
long_function() {
    awk -v n="$1" 'BEGIN {
        print "int f(int a)\n{"
        for (i = 3; i < n; i++) {
            print "    a++;"
        }
        print "}"
    }'
}

if sh "$good/tests/lint/lint.sh" "$good" >"$tmp/out" 2>&1; then
    passed=$((passed + 1))
    echo 'ok    a project without offences passes'
else
    failed=$((failed + 1))
    echo 'FAIL  a project without offences passes'
    sed 's/^/      /' "$tmp/out"
fi

core=mod_custdash/core/floor.c
model=mod_custdash/model/rule.c
pages=mod_custdash/pages/page.c
ctl=mod_custdash/ctl/tool.c
web=mod_custdash/web/config.c

# ---- layers

appended 'core knows no httpd' $core \
    'floor.c:15: core includes httpd.h
core includes http_log.h
core includes ap_config.h
core includes mod_dbd.h
core includes util_filter.h' \
    '#include <httpd.h>
#include "http_log.h"
#include <ap_config.h>
 # include <mod_dbd.h>
#include <util_filter.h>'
appended 'core is the ground floor' $core \
    'floor.c:15: core includes ../model/rule.h
core includes rule.h of model
core includes ../web/web.h
core includes ../pages/page.h' \
    '#include "../model/rule.h"
#include "rule.h"
#include "../web/web.h"
#include "../pages/page.h"'
appended 'model knows no HTTP' $model \
    'rule.c:5: model includes ../pages/page.h
model includes web.h of web
model includes httpd.h' \
    '#include "../pages/page.h"
#include "web.h"
#include <httpd.h>'
appended 'pages stand on model and core' $pages \
    'page.c:9: pages includes web.h of web
pages includes http_log.h' \
    '#include "web.h"
#include <http_log.h>'
appended 'ctl stands beside web, on pages' $ctl \
    'tool.c:4: ctl includes httpd.h
ctl includes ../web/web.h' \
    '#include <httpd.h>
#include "../web/web.h"'
appended 'web knows neither model nor pages' $web \
    'config.c:11: web includes ../model/rule.h
web includes ../pages/page.h
web includes mod_custdash/pages/page.h' \
    '#include "../model/rule.h"
#include "../pages/page.h"
#include "mod_custdash/pages/page.h"'

# ---- calls and SQL

banned='sprintf vsprintf strcpy strcat gets strtok system popen rand mktemp
    mysql_query mysql_real_query xmlNewChild xmlCleanupParser ap_dbd_acquire
    ap_dbd_prepare malloc calloc realloc free strdup'
lines=
patterns=
number=15
for name in $banned; do
    lines="${lines}int x = $name (3);
"
    patterns="${patterns}floor.c:$number: $name\\(\\):
"
    number=$((number + 1))
done
appended 'every banned call' $core "${patterns%?}" "${lines%?}"
appended 'a banned call in a test' tests/unit/check_floor.c \
    'check_floor.c:2: strcpy' 'a = strcpy(b);'
appended 'goto' $core 'floor.c:15:.*goto' '    goto out;'
appended 'SQL in C' $pages \
    'page.c:9: SQL: SELECT
page.c:10: SQL: select
page.c:11: SQL: INSERT
page.c:12: SQL: update
page.c:13: SQL: DELETE' \
    'char *x = "SELECT a";
char *x = "select a " "from b";
char *x = "INSERT INTO a VALUES (1)";
char *x = "update a set b = 1";
char *x = "DELETE FROM a";'

# ---- shape

appended 'a long function' $core 'floor.c:15: f: 71 lines' \
    "$(long_function 71)"
appended 'a long file' $core 'floor.c:504: 504 lines' \
    "$(awk 'BEGIN { for (i = 0; i < 490; i++) print "/* */" }')"
appended 'a wide line' $core 'floor.c:15: wider' \
    "/* $(yes a | head -n 75 | tr -d '\n') */"
appended 'a tab' $core 'floor.c:15: a tab' "$(printf '\tint x;')"
appended 'white space at the end' xslt/default/lang/en.xml \
    'en.xml:5: white' '<!-- a --> '
appended 'a script without a licence' tests/new.sh 'new.sh:1: no SPDX' '# a'
appended 'statements without a licence' sql/queries/new.sql \
    'new.sql:1: no SPDX' '-- a'

# ---- what must agree

appended 'a directive that nothing documents' $web \
    'config.c:11: CustDashNew is neither' 'f("CustDashNew");'
appended 'a directive that is gone' mod_custdash/custdash.conf \
    'conf:3: there is no directive CustDashOld' '#CustDashOld on'
appended 'a source that is not built' mod_custdash/core/new.c \
    'new.c:1: Makefile.am' "/* $spdx */"
appended 'a test that is not run' tests/unit/check_new.c \
    'check_new.c:1: Makefile.am' "/* $spdx */"
appended 'a label that no file has' $pages \
    'page.c:9: no statement tickets.lost
page.c:9: no statement ticket.none' \
    'f("tickets.lost", "ticket.none!");'
appended 'a label that is there twice' sql/queries/tickets.sql \
    'ticket.one is there twice' '-- :name ticket.one'

# ---- themes

sheet=xslt/default/layout.xsl
inserted 'what is unsafe in a theme' $sheet \
    'layout.xsl:12: xsl:sort
layout.xsl:13: disable-output-escaping
layout.xsl:14: document
layout.xsl:14: a URL that runs code
an event handler: onclick
an event handler: onload
an inline style
the element <script>
the element <style>
the element <iframe>' \
    '<xsl:sort select="@a"/><b onclick="{@x}"/><b style="color: red"/>
<xsl:value-of select="." disable-output-escaping="yes"/>
<xsl:copy-of select="document(@a)"/><a href="javascript:x()"/>
<a><xsl:attribute name="onload"/></a><script src="{@x}"/>
<xsl:element name="style"/><iframe src="{@x}"/>'
inserted 'an inline style by xsl:attribute' $sheet 'an inline style' \
    '<b><xsl:attribute name="style"/></b>'
inserted 'text outside the catalogues' $sheet \
    'layout.xsl:12: text: Hello
text: ł
text: More of it' \
    '<b>Hello</b><xsl:text>ł</xsl:text>
<xsl:variable name="x">More of it</xsl:variable>'
for name in title alt placeholder aria-label; do
    inserted "text in $name" $sheet \
        "layout.xsl:12: text: $name=
text: Word" \
        "<b $name=\"{@a} Words\"/>
<b><xsl:attribute name=\"$name\">Word</xsl:attribute></b>"
done
inserted 'a key that no catalogue has' $sheet \
    'layout.xsl:12: no catalogue has a.c
no catalogue has z
no catalogue has q\.' \
    "<xsl:value-of select=\"cd:text('a.c')\"/><b title=\"{cd:text('z')}\"/>
<b title=\"{cd:text(concat('q.', @x))}\"/>"
inserted 'a key that only English has' xslt/default/lang/en.xml \
    'en.xml:3: a.c is not in .*pl.xml' '<text key="a.c">x</text>'
inserted 'a key that only Polish has' xslt/default/lang/pl.xml \
    'pl.xml:3: a.c is not in .*en.xml' '<text key="a.c">x</text>'
inserted 'a key that is there twice' xslt/default/lang/pl.xml \
    'pl.xml:3: a.b is there twice' '<text key="a.b">x</text>'
appended 'a code of the form engine without words' \
    mod_custdash/core/form_checks.c \
    'form_checks.c:2: no text error.iban' 'return "iban";'

appended 'codes of pages without words' $pages \
    'page.c:10: no text error.iban
page.c:11: no text notice.paid' \
    'cd_form_error(form, NULL,
              "iban");
ctx->outcome.notice = "paid";'

# ---- tools

if clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
    cp -r "$good" "$bad"
    cp "$here/../../.clang-format" "$bad"
    find "$bad" -name '*.[ch]' -exec clang-format -i {} +
    printf 'int   x;\n' >>"$bad/$core"
    lint_bad 'C that is not formatted' 'floor.c:[0-9]+: clang-format'
fi
if command -v shellcheck >/dev/null; then
    appended 'a mistake in a shell script' tests/try.sh 'try.sh:3:.*SC2164' \
        '#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
cd "$1"'
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
