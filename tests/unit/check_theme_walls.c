/* SPDX-License-Identifier: Apache-2.0 */
/* What a theme cannot do. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <apr_strings.h>

#include "theme_unit.h"

/* --- walls -------------------------------------------------------------- */

START_TEST(an_import_never_leaves_the_themes_folders)
{
    put("secret.xsl", TILES("secret"));
    import_refused("../../secret.xsl",
                   "/secret.xsl: leads out of the theme's folders");
    import_refused("../../../../../../etc/passwd", "");
    import_refused("/etc/passwd",
                   "/etc/passwd: leads out of the theme's folders");
    import_refused("file:///etc/passwd",
                   "file:///etc/passwd: leads out of the theme's folders");
    import_refused("http://localhost/x.xsl",
                   "http://localhost/x.xsl: leads out of the theme's");
    import_refused("//localhost/x.xsl",
                   "//localhost/x.xsl: leads out of the theme's folders");
    import_refused("parent:../secret.xsl",
                   "../secret.xsl: is not the name of a file in a theme");
    import_refused("parent:/etc/passwd", "/etc/passwd: is not the name");
    import_refused("%2e%2e/%2e%2e/secret.xsl", "");
    import_refused("..%2f..%2fsecret.xsl", "");
    import_refused("..\\..\\secret.xsl", "");
    import_refused(".hidden.xsl", "pages/.hidden.xsl: is not the name");
    import_refused("nothing.xsl", "pages/nothing.xsl: no theme of the chain");
    import_refused("parent:pages/home.xsl", "pages/home.xsl: no theme of");
}
END_TEST

START_TEST(a_link_in_the_file_system_does_not_lead_out_either)
{
    put("secret.xsl", TILES("secret"));
    put_base(WITH_TILES);
    ck_assert_int_eq(mkdir(in_folder("base/sections"), 0700), 0);
    ck_assert_int_eq(
        symlink("../../secret.xsl", in_folder("base/sections/tiles.xsl")), 0);
    refused("base", "base/pages/home.xsl:2: ");
    unlink(in_folder("base/sections/tiles.xsl"));
    put("base/sections/real.xsl", TILES("inside"));
    ck_assert_int_eq(symlink("real.xsl", in_folder("base/sections/tiles.xsl")),
                     0);
    shows(render(load("base")), "<b>inside</b>");
}
END_TEST

START_TEST(entities_are_refused_wherever_they_are)
{
    const char *const dtd = "<!DOCTYPE x [<!ENTITY e SYSTEM "
                            "'file:///etc/passwd'>]>\n";

    put_base(apr_pstrcat(pool, dtd, PAGE("&e;"), NULL));
    refused("base", "base/pages/home.xsl:1: a DOCTYPE is not allowed");
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl",
        apr_pstrcat(pool, "\n", dtd, TILES("&e;"), NULL));
    refused("base", "base/sections/tiles.xsl:2: a DOCTYPE is not allowed");
    put_base(PAGE("x"));
    put("base/theme.xml", apr_pstrcat(pool, dtd, "<theme>&e;</theme>", NULL));
    refused("base", "base/theme.xml:1: a DOCTYPE is not allowed");
    put_base(PAGE("x"));
    put("base/lang/en.xml",
        apr_pstrcat(pool, dtd, "<catalogue lang='en'/>", NULL));
    refused("base", "base/lang/en.xml:1: a DOCTYPE is not allowed");
}
END_TEST

START_TEST(document_reads_nothing)
{
    const char *own;

    fails("<xsl:template match='i'><xsl:copy-of "
          "select=\"document('/etc/passwd')\"/></xsl:template>",
          "base/pages/home.xsl:4: ");
    fails("<xsl:template match='i'><xsl:copy-of "
          "select=\"document('http://127.0.0.1:9/')\"/></xsl:template>",
          "base/pages/home.xsl:4: ");
    fails("<xsl:template match='i'><xsl:copy-of "
          "select=\"document('home.xsl')\"/></xsl:template>",
          "base/pages/home.xsl:4: ");
    fails("<xsl:template match='i'><xsl:copy-of "
          "select=\"document('')\"/></xsl:template>",
          "base/pages/home.xsl:4: ");
    own = in_folder("base/theme.xml");
    fails(apr_pstrcat(pool,
                      "<xsl:template match='i'><xsl:copy-of "
                      "select=\"document('file://",
                      own, "')\"/></xsl:template>", NULL),
          "base/pages/home.xsl:4: ");
}
END_TEST

static void writes_nothing(const char *element)
{
    const char *target = in_folder("written");
    const char *html = NULL, *error = NULL;

    put_base(apr_psprintf(
        pool,
        "<xsl:stylesheet version='1.1' extension-element-prefixes='e s t w'"
        " xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
        " xmlns:t='http://www.jclark.com/xt'"
        " xmlns:w='org.apache.xalan.xslt.extensions.Redirect'"
        " xmlns:s='http://icl.com/saxon' xmlns:e='http://exslt.org/common'>"
        "<xsl:template match='/page'><p><xsl:apply-templates/></p>"
        "</xsl:template><xsl:template match='i'><%s href='%s' file='%s'>x"
        "</%s></xsl:template></xsl:stylesheet>",
        element, target, target, element));
    ck_assert_int_eq(try_render(load("base"), DOCUMENT, &html, &error),
                     APR_EGENERAL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_ne(access(target, F_OK), 0);
}

START_TEST(nothing_can_be_written)
{
    writes_nothing("e:document");
    writes_nothing("s:output");
    writes_nothing("t:document");
    writes_nothing("w:write");
    writes_nothing("xsl:document");
}
END_TEST

START_TEST(an_endless_recursion_is_stopped)
{
    fails("<xsl:template match='i'><xsl:apply-templates select='.'/>"
          "</xsl:template>",
          "base/pages/home.xsl:4: ");
    fails("<xsl:template match='i'><xsl:call-template name='r'/>"
          "</xsl:template><xsl:template name='r'>"
          "<xsl:call-template name='r'/></xsl:template>",
          "recursion");
    fails("<xsl:template match='i'><xsl:variable name='x'>"
          "<xsl:apply-templates select='.'/></xsl:variable>"
          "<xsl:value-of select='$x'/></xsl:template>",
          "base/pages/home.xsl:4: ");
}
END_TEST

/* Each level runs the next one ten times. */
static const char *loops(const char *innermost)
{
    const char *text = innermost;
    int i;

    for (i = 0; i < 9; i++) {
        text = apr_pstrcat(pool, "<xsl:for-each select='$ten/i'>", text,
                           "</xsl:for-each>", NULL);
    }
    return text;
}

START_TEST(a_page_that_grows_without_end_is_stopped)
{
    fails(apr_pstrcat(pool,
                      "<xsl:template match='i'><xsl:variable name='ten' "
                      "select='..'/>",
                      loops(loops("<xsl:copy-of select='/'/>")),
                      "</xsl:template>", NULL),
          "base/pages/home.xsl:4: ");
}
END_TEST

START_TEST(a_huge_loop_is_stopped_soon)
{
    clock_t start = clock();
    const char *five = "<xsl:template match='i'><xsl:variable name='ten' "
                       "select='..'/>";

    fails(apr_pstrcat(pool, five,
                      loops(loops(loops("<xsl:value-of select='1'/>"))),
                      "</xsl:template>", NULL),
          "base/pages/home.xsl:4: ");
    fails(apr_pstrcat(pool, five, "<xsl:value-of select='count(//node()[",
                      "count(//node()[count(//node()[count(//node()[count("
                      "//node()[count(//node()[count(//node()[count(//node()"
                      "[count(//node()[count(//node()[count(//node()[count("
                      "//node())>0])>0])>0])>0])>0])>0])>0])>0])>0])>0])>0])",
                      "'/></xsl:template>", NULL),
          "peration limit exceeded");
    fails(apr_pstrcat(pool, five,
                      loops(loops(loops("<xsl:message>again and again"
                                        "</xsl:message>"))),
                      "</xsl:template>", NULL),
          "base/pages/home.xsl:4: ");
    ck_assert_int_lt((clock() - start) / CLOCKS_PER_SEC, 30);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        an_import_never_leaves_the_themes_folders,
        a_link_in_the_file_system_does_not_lead_out_either,
        entities_are_refused_wherever_they_are,
        document_reads_nothing,
        nothing_can_be_written,
        an_endless_recursion_is_stopped,
        a_page_that_grows_without_end_is_stopped,
        a_huge_loop_is_stopped_soon,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_walls", tests);
}
