/* SPDX-License-Identifier: Apache-2.0 */
/* Small sheets do the same whether a program or libxslt runs them; and some
 * are left to libxslt. */
#include "twin_unit.h"

START_TEST(variables_keep_what_they_are)
{
    same(P(SELECTED("variable", "v", "i") V("$v") V("count($v)") V("$v/@n")
               EACH("$v/@n | @a", V("."))));
    same(P(SELECTED("variable", "v", "i/@n") V("$v = 2") V("$v != 1")
               V("sum($v)") EACH("$v", V("."))));
    same(P(VARIABLE("v", "text") V("$v") V("$v = 'text'") V("string($v)")
               V("boolean($v)") V("not($v)") V("$v = 1") V("$v + 1")));
    same(P(VARIABLE("v", V("@none")) V("boolean($v)") V("$v = ''")
               V("string-length($v)") V("$v != 'x'")));
    same(P(VARIABLE("v", "") V("boolean($v)") V("$v = ''")));
    same(P(VARIABLE("v", "<b>1</b>2<i a='3'>" V("@a") "</i>") V("$v")
               V("$v = 12") V("number($v)") "<b t='{$v}'/>"));
    left(P(VARIABLE("v", "<b>1</b>2") V("$v = '12'")));
    left(P(VARIABLE("v", "<b>1</b>2") V("$v != '12'")));
    same(P(VARIABLE("v", "4") "<xsl:copy-of select='$v'/>"));
    left(P(VARIABLE("v", "<b>1</b>") "<xsl:copy-of select='$v'/>"));
    same(P(VARIABLE("v", SELECTED("variable", "w", "@a") V("$w"))
               SELECTED("variable", "w", "@b") V("$v") V("$w")));
    same(P("<b>" SELECTED("variable", "x", "1") V("$x") "</b><b>" SELECTED(
        "variable", "x", "2") V("$x") "</b>"));
    same(P(EACH("i",
                SELECTED("variable", "x", "@n") V("$x")
                    EACH("..", SELECTED("variable", "y", "$x + 1") V("$y"))
                        V("$x"))));
    same(P(SELECTED("variable", "b", "1 = 1") SELECTED("variable", "n", "-2")
               V("$b") V("$n") V("$b = $n") V("$b = 'x'") V("$n = '-2'")));
}
END_TEST

START_TEST(variables_on_top_of_the_sheet_are_known_everywhere)
{
    same(SELECTED("variable", "late", "$early + 1") SELECTED(
        "variable", "early", "/page/@a") P(V("$late") V("$early")));
    same(VARIABLE("tree", "<b>" V("/page/@b") "</b>" APPLY("/page/i"))
             T("i", V("@n")) P(V("$tree")));
    same(SELECTED(
        "param", "p",
        "position()") "<xsl:param name='q'>default</xsl:param>" P(V("$p")
                                                                      V("$q")));
    same(SELECTED("variable", "x", "1") P(
        SELECTED("variable", "x", "2") V("$x") APPLY("i[1]")) T("i", V("$x")));
    same(VARIABLE("unused", V("cd:text('nowhere')")) P("x"));
}
END_TEST

#define CALL(name, content) \
    "<xsl:call-template name=\"" name "\">" content "</xsl:call-template>"
#define NAMED(name, content) \
    "<xsl:template name=\"" name "\">" content "</xsl:template>\n"
#define WITH(name, content) \
    "<xsl:with-param name=\"" name "\">" content "</xsl:with-param>"

START_TEST(parameters_reach_templates)
{
    same(P(CALL("t", "")) NAMED(
        "t", "<xsl:param name='a'/>[" V("$a") "]" V("boolean($a)")));
    same(P(CALL("t", WITH("a", "x") WITH("c", "y")))
             NAMED("t",
                   "<xsl:param name='a'/><xsl:param name='b'>d" V(
                       "$a") "</xsl:param>" V("$a") V("$b") V("boolean($a)")));
    same(P(CALL("t", SELECTED("with-param", "b", "i")))
             NAMED("t",
                   SELECTED("param", "a", "@a") SELECTED("param", "b", "$a")
                       V("$a") V("count($b)")));
    same(P("<xsl:apply-templates select='i'>" WITH(
        "x", V("@a")) "</xsl:apply-templates>")
             T("i", "<xsl:param name='x' select='9'/>" V("$x") V("@n")));
    same(P("<xsl:apply-templates select='deep'>" WITH(
        "x", "through") "</xsl:apply-templates>")
             T("u", "<xsl:param name='x' select='9'/><u>" V("$x") "</u>"));
    same(P(CALL("t", SELECTED("with-param", "n", "5"))) NAMED(
        "t",
        "<xsl:param name='n'/><xsl:if test='$n &gt; 0'>" V("$n")
            CALL("t", SELECTED("with-param", "n", "$n - 1")) "</xsl:if>"));
}
END_TEST

START_TEST(loops_and_choices_are_done_alike)
{
    same(P(EACH("i",
                V("position()") "/" V("last()") V("current()/@n")
                    EACH("../deep/u", V("position()") V("current()"))
                        V("position()"))));
    same(P(EACH("none", "x") EACH("@*", V("name()") "=" V(".") ";")));
    same(P(EACH("//u | i | @a", V("name()") V(".") ",")));
    same(P("<xsl:choose><xsl:when test='@none'>1</xsl:when>"
           "<xsl:when test='@a'>2</xsl:when><xsl:otherwise>3</xsl:otherwise>"
           "</xsl:choose><xsl:choose><xsl:when test='@none'>1</xsl:when>"
           "</xsl:choose>"));
    left(P(EACH("i", "<xsl:sort select='@n' order='descending'/>" V("@n"))));
    left(P("<xsl:apply-templates select='i'><xsl:sort select='@n'/>"
           "</xsl:apply-templates>"));
}
END_TEST

START_TEST(a_place_in_a_list_is_known_everywhere)
{
    same(P(EACH("i",
                "<b t='{position()}/{last()}'>" ATTRIBUTE(
                    "x", V("position()") ":" V("last()")) "</b>")));
    same(P(EACH("i",
                SELECTED("variable", "p", "position()")
                    EACH("../deep/u", V("$p") V("position()")))));
    same(P(EACH("i", VARIABLE("p", "[" V("position()") "]") V("$p"))));
    same(P(APPLY("i")) T("i",
                         SELECTED("param", "p", "position()") V("$p")
                             V("last()") CALL("t", ""))
             NAMED("t", V("position()") V("@n") V("current()/@n")));
    same(P(EACH("i",
                "<xsl:choose><xsl:when test='position() = 2'>two"
                "</xsl:when><xsl:when test='position() = last()'>last"
                "</xsl:when><xsl:otherwise>other</xsl:otherwise>"
                "</xsl:choose>")));
    same(P("<xsl:for-each select='i'><xsl:apply-templates select='.'>"
           "<xsl:with-param name='p' select='position()'/>"
           "</xsl:apply-templates></xsl:for-each>")
             T("i", "<xsl:param name='p'/>" V("$p") V("position()")));
    same(P(EACH("i[position() != 2]", V("@n") V("position()"))
               EACH("i[last()] | i[1]", V("position()")) V("i[@n = 2][2]/@n")
                   V("*[self::deep]/u[last()]/@n")));
}
END_TEST

/* A template that calls itself so often. */
static const char *times(const char *n, const char *param)
{
    return apr_pstrcat(
        pool, "<xsl:template match='/page'><p>",
        "<xsl:call-template name='t'><xsl:with-param name='n' select='", n,
        "'/><xsl:with-param name='x'>0123456789</xsl:with-param>",
        "</xsl:call-template></p></xsl:template><xsl:template name='t'>",
        "<xsl:param name='n'/><xsl:param name='x'/><xsl:choose>",
        "<xsl:when test='$n = 0'>", V("string-length($x)"), "</xsl:when>",
        "<xsl:otherwise><xsl:call-template name='t'>",
        "<xsl:with-param name='n' select='$n - 1'/>", param,
        "</xsl:call-template></xsl:otherwise></xsl:choose></xsl:template>",
        NULL);
}

START_TEST(what_goes_far_is_left_to_libxslt)
{
    same(times("20", ""));
    left(times("160", ""));
    same(times("14", SELECTED("with-param", "x", "concat($x, $x)")));
    left(times("18", SELECTED("with-param", "x", "concat($x, $x)")));
    left(times("18", WITH("x", V("$x") V("$x"))));
    left(P(VARIABLE("v", "0123456789abcdefghij") EACH(
        "//node()",
        EACH("//node()", EACH("//node()", EACH("//node()", "<b/>"))))));
}
END_TEST

START_TEST(the_reason_is_told)
{
    cd_theme_t *theme;

    put_base(home(P("x") "\n" T("i", EACH("i", "<xsl:sort/>"))));
    theme = load("base");
    ck_assert_str_eq(cd_theme_slow(theme, "home"), "pages/home.xsl:5: sort");
    ck_assert_ptr_null(cd_theme_slow(theme, "nowhere"));
    put_base(home("<xsl:import href='../sections/a.xsl'/>" P("x")));
    put("base/sections/a.xsl", SHEET("\n\n" T("i[2]", "x")));
    ck_assert_str_eq(cd_theme_slow(load("base"), "home"),
                     "sections/a.xsl:4: i[2]");
    put_base(home(P("x")));
    ck_assert_ptr_null(cd_theme_slow(load("base"), "home"));
}
END_TEST

#define WHEN(test, content) \
    "<xsl:when test=\"" test "\">" content "</xsl:when>"
#define WORDS                                                             \
    NAMED(                                                                \
        "t",                                                              \
        "<xsl:param name='x'/><xsl:choose>" WHEN("$x = '1'", "one") WHEN( \
            "$x = '2'", "two") WHEN("$x = '1'", "again") WHEN("$x = ''",  \
                                                              "empty")    \
            WHEN("$x = 'true'",                                           \
                 "true") "<xsl:otherwise>other</xsl:otherwise></xsl:choose>")

START_TEST(a_choice_between_words_is_done_alike)
{
    same(P(CALL("t", WITH("x", "1"))) WORDS);
    same(P(CALL("t", WITH("x", "none"))) WORDS);
    same(P(CALL("t", "")) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "2"))) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "1 = 1"))) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "1 = 2"))) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "i/@n"))) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "i[2]/@n"))) WORDS);
    same(P(CALL("t", SELECTED("with-param", "x", "none"))) WORDS);
}
END_TEST

#define PRIORITY(match, n, content)                                 \
    "<xsl:template match=\"" match "\" priority=\"" n "\">" content \
    "</xsl:template>\n"

START_TEST(the_same_template_is_found)
{
    same(P(APPLY("i")) T("i", "1") T("i", "2"));
    same(P(APPLY("i")) T("i[@n = 2]", "two") T("i", "any") T("*", "star"));
    same(P(APPLY("i")) T("page/i", "inner") T("i", "any"));
    same(P(APPLY("i")) PRIORITY("i", "2", "high") T("page/i[@n]", "exact"));
    same(P(APPLY("i")) PRIORITY("*", "0", "star") T("i", "name"));
    same(P(APPLY("i")) T("i", "name") PRIORITY("*", "0", "star"));
    same(P(APPLY("i")) PRIORITY("i", "-1", "low") T("node()", "node"));
    same(P(APPLY("i | deep")) T("i | deep", "[" V("name()") "]"));
    same(P(APPLY("@*")) T("@*", "*") T("@a", "a") T("page/@b", "b")
             T("@quoted[. = 1]", "no") T("@link[contains(., ':')]", "link"));
    same(P(APPLY("//u")) T("deep//u", "deep") T("page//u/u", "uu"));
    same(P(APPLY("//u")) T("//u", "any") T("/page/deep/u", "path"));
    same(P(APPLY("deep/node()")) T("text()", "[text]") T("u", "[u]") T(
        "comment()", "[comment]") T("processing-instruction()", "[pi]"));
    same(P(APPLY("deep")) T("node()", "<xsl:apply-templates/>")
             T("text()", "t"));
    same(P(APPLY("i")) T("i[not(@n = 1)][@n]", "both") T("i", "one"));
    same(P("<xsl:apply-templates/>")
             T("u", "<u>" V("position()") "/" V("last()") "</u>")
                 T("deep", "<xsl:apply-templates/>"));
    left(P(APPLY("i")) T("i[2]", "second") T("i", "other"));
    left(P(APPLY("i")) T("i[position() = last()]", "last"));
    left(P(APPLY("i")) T("id('x')", "id"));
    left(P(APPLY("//u")) T("*//u", "any"));
}
END_TEST

START_TEST(modes_are_kept_apart)
{
    same(P("<xsl:apply-templates select='i' mode='m'/>" APPLY("i"))
             M("i", "m", "mode") T("i", "none"));
    same(P("<xsl:apply-templates mode='m'/>") M("u", "m", "[u]"));
    same(P("<xsl:apply-templates select='.' mode='m'/>")
             M("page", "m", "<xsl:apply-templates select='i' mode='n'/>")
                 M("*", "n", V("@n")));
}
END_TEST

START_TEST(rules_that_are_built_in_are_done_alike)
{
    same(T("/", "<p><xsl:apply-templates/></p>"));
    same(P("<xsl:apply-templates/>") T("u",
                                       "("
                                       "<xsl:apply-templates/>"
                                       ")"));
    same(P(APPLY("@a | @quoted")));
    same(P("<xsl:apply-templates select='deep'/>") T("deep/text()", "t"));
    same(P(APPLY("deep")) T("u", V("position()") "/" V("last()")));
}
END_TEST

START_TEST(what_is_noted_is_noted_once)
{
    const char *html = NULL, *error = NULL;

    put_base(home(P(V("cd:text('nowhere')") "<xsl:message>m</xsl:message>")));
    ck_assert_int_eq(
        try_render(load("base"), "<page name='home'/>", &html, &error),
        APR_SUCCESS);
    ck_assert_str_eq(error, "no text \"nowhere\" in language en; m");
    put_base(home(P(V("cd:text('nowhere')"))));
    ck_assert_int_eq(
        try_render(load("base"), "<page name='home'/>", &html, &error),
        APR_SUCCESS);
    ck_assert_str_eq(error, "no text \"nowhere\" in language en");
}
END_TEST

START_TEST(an_import_counts_for_less)
{
    put_base("");
    put("base/sections/a.xsl",
        SHEET(T("i", "imported") NAMED("t", "imported")
                  SELECTED("variable", "v", "'imported'")
                      PRIORITY("u", "9", "imported") T("@a", "imported a")));
    put("base/sections/b.xsl",
        SHEET("<xsl:import href='a.xsl'/>" T("i", "between")
                  T("@b", "between b")));
    put("base/sections/c.xsl", SHEET(T("i[@n = 2]", "included")));
    same("<xsl:import href='../sections/a.xsl'/>" P(
        APPLY("i | //u | @a") CALL("t", "") V("$v")) T("*", "own"));
    same("<xsl:import href='../sections/a.xsl'/>" P(APPLY("i | //u")
                                                        CALL("t", "") V("$v"))
             NAMED("t", "own") SELECTED("variable", "v", "'own'"));
    same("<xsl:import href='../sections/a.xsl'/>"
         "<xsl:import href='../sections/b.xsl'/>" P(
             APPLY("i | //u | @a | @b")));
    same("<xsl:import href='../sections/b.xsl'/>"
         "<xsl:include href='../sections/c.xsl'/>" P(APPLY("i")));
    same("<xsl:include href='../sections/c.xsl'/>" T("i", "own") P(APPLY("i"))
             T("i[@n]", "last"));
    left("<xsl:import href='../sections/a.xsl'/>" P(APPLY("i"))
             T("i", "<xsl:apply-imports/>"));
}
END_TEST

START_TEST(what_is_rare_is_left_to_libxslt)
{
    left(P("<xsl:number value='3' format='i'/>"));
    left(P("<xsl:comment>x</xsl:comment>"));
    left(P("<xsl:processing-instruction name='x'/>"));
    left("<xsl:key name='k' match='i' use='@n'/>" P(V("key('k', 2)/@n")));
    left("<xsl:strip-space elements='*'/>" P("x"));
    left("<xsl:attribute-set name='s'/>" P("x"));
    left(P(V("format-number(@a, '0.00')")));
    left(P(V("string-length(generate-id())")));
    left(P(V("substring(@quoted, 1.5)") V("i[last()]/following::u")));
    left(P(SELECTED("variable", "v", "i") V("$v[2]/@n")));
    left(P("<b xmlns:x='urn:x'/>"));
    left(P("<b xmlns='http://www.w3.org/2000/svg'/>"));
    left(P("<xsl:message>x</xsl:message>"));
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        variables_keep_what_they_are,
        variables_on_top_of_the_sheet_are_known_everywhere,
        parameters_reach_templates,
        loops_and_choices_are_done_alike,
        a_place_in_a_list_is_known_everywhere,
        what_goes_far_is_left_to_libxslt,
        the_reason_is_told,
        a_choice_between_words_is_done_alike,
        the_same_template_is_found,
        modes_are_kept_apart,
        rules_that_are_built_in_are_done_alike,
        what_is_noted_is_noted_once,
        an_import_counts_for_less,
        what_is_rare_is_left_to_libxslt,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_program", tests);
}
