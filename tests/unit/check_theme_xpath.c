/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions and patterns that chance makes give the same here and in
 * libxml2 and libxslt. */
#include <stdarg.h>

#include "core/theme_internal.h"
#include "theme_unit.h"
#include "twin_unit.h"

#define SHEETS 200
#define EXPRESSIONS 5

static unsigned state;

static unsigned chance(unsigned n)
{
    return next_random(&state) % n;
}

static const char *pick(const char *const *of)
{
    unsigned n = 0;

    while (of[n]) {
        n++;
    }
    return of[chance(n)];
}

static const char *made(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static const char *made(const char *format, ...)
{
    va_list args;
    const char *text;

    va_start(args, format);
    text = apr_pvsprintf(pool, format, args);
    va_end(args);
    return text;
}

static const char *nodes(int depth);
static const char *number(int depth);
static const char *string(int depth);
static const char *truth(int depth);

/* --- expressions */

static const char *test_of_a_node(void)
{
    static const char *const tests[] = {
        "i",
        "u",
        "deep",
        "page",
        "*",
        "i",
        "u",
        "node()",
        "text()",
        "none",
        "comment()",
        "@a",
        "@n",
        "@*",
        "@none",
        "@quoted",
        "processing-instruction()",
        NULL,
    };

    return pick(tests);
}

static const char *axis_and_test(void)
{
    static const char *const axes[] = {
        "child",
        "descendant",
        "descendant-or-self",
        "self",
        "parent",
        "ancestor",
        "ancestor-or-self",
        "following-sibling",
        "preceding-sibling",
        NULL,
    };
    static const char *const tests[] = {
        "i", "u", "deep", "*", "node()", "text()", "page", NULL,
    };

    return made("%s::%s", pick(axes), pick(tests));
}

static const char *predicate(int depth)
{
    switch (chance(6)) {
    case 0:
        return made("[%u]", 1 + chance(3));
    case 1:
        return made("[%s]", number(depth - 1));
    case 2:
        return "[position() = last()]";
    default:
        return made("[%s]", truth(depth - 1));
    }
}

/* What may come behind "//". */
static const char *below(int depth)
{
    const char *base = test_of_a_node();

    return depth > 0 && chance(3) == 0 ? made("%s%s", base, predicate(depth))
                                       : base;
}

static const char *step(int depth)
{
    const char *base;

    switch (chance(8)) {
    case 0:
        return "..";
    case 1:
        return ".";
    case 2:
    case 3:
        base = axis_and_test();
        break;
    default:
        base = test_of_a_node();
    }
    return depth > 0 && chance(3) == 0 ? made("%s%s", base, predicate(depth))
                                       : base;
}

static const char *nodes(int depth)
{
    switch (depth > 0 ? chance(10) : chance(4)) {
    case 0:
    case 1:
    case 2:
        return step(depth);
    case 3:
        return pick((const char *const[]){ "$list", "current()", ".",
                                           "$list/..", "/", NULL });
    case 4:
        return made("%s | %s", nodes(depth - 1), nodes(depth - 1));
    case 5:
        return made("//%s", below(depth));
    case 6:
        return made("/page/%s", step(depth));
    case 7:
        return made("$list/%s", step(depth));
    case 8:
        return made("%s//%s", step(depth), below(depth));
    default:
        return made("%s/%s", step(depth), step(depth));
    }
}

static const char *number(int depth)
{
    static const char *const simple[] = {
        "0",      "1",       "2",  "1.5",          "10", "position()",
        "last()", "$number", "-1", "999999999999", NULL,
    };
    static const char *const operators[] = {
        "+", "-", "*", "div", "mod", NULL
    };
    static const char *const rounders[] = { "floor", "ceiling", "round",
                                            NULL };

    switch (depth > 0 ? chance(8) : 0) {
    case 0:
        return pick(simple);
    case 1:
        return made("count(%s)", nodes(depth - 1));
    case 2:
        return made("sum(%s)", nodes(depth - 1));
    case 3:
        return made("string-length(%s)", string(depth - 1));
    case 4:
        return made("%s(%s)", pick(rounders), number(depth - 1));
    case 5:
        return made("number(%s)", string(depth - 1));
    case 6:
        return made("-(%s)", number(depth - 1));
    default:
        return made("(%s %s %s)", number(depth - 1), pick(operators),
                    number(depth - 1));
    }
}

static const char *string(int depth)
{
    static const char *const simple[] = {
        "''",
        "'a'",
        "'2'",
        "' x  y '",
        "'\xc5\xbc\xc3\xb3\xc5\x82'",
        "$text",
        "$tree",
        "string()",
        "name()",
        "local-name()",
        "normalize-space()",
        "string(1 div 0)",
        "string(0 div 0)",
        NULL,
    };
    static const char *const parts[] = { "substring-before", "substring-after",
                                         NULL };

    switch (depth > 0 ? chance(9) : 0) {
    case 0:
        return pick(simple);
    case 1:
        return made("concat(%s, %s)", string(depth - 1), string(depth - 1));
    case 2:
        return made("string(%s)", nodes(depth - 1));
    case 3:
        return made("%s(%s, %s)", pick(parts), string(depth - 1),
                    string(depth - 1));
    case 4:
        return made("translate(%s, %s, %s)", string(depth - 1),
                    string(depth - 1), string(depth - 1));
    case 5:
        return made("normalize-space(%s)", string(depth - 1));
    case 6:
        return made("substring(%s, %u, %u)", string(depth - 1), 1 + chance(4),
                    1 + chance(4));
    case 7:
        return made("cd:text('hello', %s)",
                    chance(2) ? string(depth - 1) : number(depth - 1));
    default:
        return made("name(%s)", nodes(depth - 1));
    }
}

static const char *any(int depth)
{
    switch (chance(4)) {
    case 0:
        return nodes(depth);
    case 1:
        return number(depth);
    case 2:
        return string(depth);
    default:
        return truth(depth);
    }
}

static const char *truth(int depth)
{
    static const char *const relations[] = {
        "=", "!=", "&lt;", "&lt;=", "&gt;", "&gt;=", "=", "=", "!=", NULL,
    };

    switch (depth > 0 ? chance(9) : chance(2)) {
    case 0:
        return pick((const char *const[]){ "true()", "false()", "@a", "@n = 2",
                                           "$list = 2", "i", NULL });
    case 1:
        return made("%s = '2'", step(0));
    case 2:
        return made("(%s and %s)", truth(depth - 1), truth(depth - 1));
    case 3:
        return made("(%s or %s)", truth(depth - 1), truth(depth - 1));
    case 4:
        return made("not(%s)", any(depth - 1));
    case 5:
        return made("boolean(%s)", any(depth - 1));
    case 6:
        return made("%s(%s, %s)", chance(2) ? "contains" : "starts-with",
                    string(depth - 1), string(depth - 1));
    case 7:
        return made("cd:has-text(%s)", string(depth - 1));
    default:
        return made("((%s) %s (%s))", any(depth - 1), pick(relations),
                    any(depth - 1));
    }
}

#define VARIABLES                                                            \
    "<xsl:variable name=\"list\" select=\"//i/@n | //u\"/><xsl:variable "    \
    "name=\"number\" select=\"3\"/><xsl:variable name=\"text\" select=\"'1 " \
    "a'\"/><xsl:variable name=\"tree\"><b>2</b></xsl:variable>"

START_TEST(expressions_give_the_same)
{
    unsigned sheet;
    int i, n = 0;

    twin_document = TWIN_START "text <deep>one<u>two<u>three</u></u> x <u "
                               "n='4'/>four</deep><u>a<i n='a'/>b<i>2</i></u>"
                               "</page>";
    for (sheet = 0; sheet < SHEETS; sheet++) {
        const char *all = "";

        state = 88172645u + sheet;
        for (i = 0; i < EXPRESSIONS; i++) {
            const char *e = any(3);

            all = made("%s{%s: <xsl:value-of select=\"%s\"/>}\n", all, e, e);
        }
        n += alike(made("<xsl:template match=\"/page\"><p>" VARIABLES
                        "<xsl:for-each select=\"/page | //u | //i | "
                        "/page/@a\">%s</xsl:for-each><xsl:for-each "
                        "select=\"/page/deep/text()\">%s</xsl:for-each></p>"
                        "</xsl:template>\n",
                        all, all));
    }
    ck_assert_int_gt(n, SHEETS / 2);
}
END_TEST

/* --- patterns */

static const char *pattern_step(int depth)
{
    static const char *const tests[] = {
        "i", "u", "deep", "page", "*", "*", "u", NULL,
    };
    const char *test = pick(tests);
    int n = (int) chance(3);

    while (depth > 0 && n-- > 0) {
        test = made("%s[%s]", test,
                    pick((const char *const[]){
                        "@n", "@n = 2", "not(@n)", "u", "*[1]", "text()",
                        "starts-with(name(), 'u')", "../@a", NULL }));
    }
    return test;
}

static const char *pattern(int depth)
{
    static const char *const last[] = {
        "@n", "@*", "@a", "text()", "comment()", NULL,
    };

    switch (chance(7)) {
    case 0:
        return made("%s | %s", pattern_step(depth), pattern_step(depth));
    case 1:
        return made("%s/%s", pattern_step(depth), pattern_step(depth));
    case 2:
        return made("%s//%s",
                    pick((const char *const[]){ "page", "deep", "u", NULL }),
                    pattern_step(depth));
    case 3:
        return made("/page/%s", pattern_step(depth));
    case 4:
        return pick(last);
    case 5:
        return made("%s/%s", pattern_step(depth), pick(last));
    default:
        return pattern_step(depth);
    }
}

START_TEST(patterns_match_the_same)
{
    unsigned sheet;
    int i;

    for (sheet = 0; sheet < SHEETS; sheet++) {
        const char *all = "<xsl:template match=\"/\"><p>"
                          "<xsl:apply-templates/></p></xsl:template>\n";

        state = 314159265u + sheet;
        for (i = 0; i < 12; i++) {
            const char *priority =
                chance(3) ? "" : made(" priority=\"%d\"", (int) chance(3) - 1);

            all =
                made("%s<xsl:template match=\"%s\"%s>(%d<xsl:apply-templates "
                     "select=\"@*|node()\"/>)</xsl:template>\n",
                     all, pattern(1), priority, i);
        }
        same(all);
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        expressions_give_the_same,
        patterns_match_the_same,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_xpath", tests);
}
