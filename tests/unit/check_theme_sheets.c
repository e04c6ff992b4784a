/* SPDX-License-Identifier: Apache-2.0 */
/* What the author of a sheet is given and told. */
#include <string.h>

#include <apr_strings.h>

#include "theme_unit.h"

/* --- messages ----------------------------------------------------------- */

START_TEST(a_mistake_in_xml_is_told_with_file_and_line)
{
    put_base(SHEET("<xsl:template match='/'>\n<p></q>\n</xsl:template>"));
    refused("base", "base/pages/home.xsl:3: Opening and ending tag mismatch");
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", "<xsl:stylesheet");
    refused("base", "base/sections/tiles.xsl:1: ");
    put("base/sections/tiles.xsl", "");
    refused("base", "base/sections/tiles.xsl:1: ");
}
END_TEST

START_TEST(a_mistake_in_xslt_is_told_with_file_and_line)
{
    put_base(SHEET("\n\n<xsl:template match='/'><xsl:value-of/>"
                   "</xsl:template>"));
    refused("base", "base/pages/home.xsl:4: ");
    put_base(SHEET("\n<xsl:template match='/'><xsl:value-of select='a['/>"
                   "</xsl:template>"));
    refused("base", "base/pages/home.xsl:3: ");
    put_base(SHEET("\n<xsl:template match='a['/>"));
    refused("base", "base/pages/home.xsl:3: ");
    put_base("<html/>");
    refused("base", "base/pages/home.xsl:1: ");
    put_base(PAGE("<xsl:valueof select='a'/>"));
    refused("base", "base/pages/home.xsl:3: ");
}
END_TEST

START_TEST(a_mistake_in_a_parents_file_is_told_with_the_parents_path)
{
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", SHEET("\n<xsl:template match='a['/>"));
    put_child();
    refused("child", "base/sections/tiles.xsl:3: ");
}
END_TEST

START_TEST(a_mistake_that_shows_when_running_is_told_with_file_and_line)
{
    fails("\n<xsl:template match='i'><xsl:value-of "
          "select='unknown()'/></xsl:template>",
          "base/pages/home.xsl:5: ");
    fails("\n<xsl:template match='i'><xsl:value-of select='cd:nothing()'/>"
          "</xsl:template>",
          "base/pages/home.xsl:5: ");
    fails("\n<xsl:template match='i'><xsl:value-of select='$unknown'/>"
          "</xsl:template>",
          "base/pages/home.xsl:5: ");
    fails("\n<xsl:template match='i'><xsl:value-of select='cd:money(1)'/>"
          "</xsl:template>",
          "base/pages/home.xsl:5: ");
    fails("\n<xsl:template match='i'><xsl:call-template name='none'/>"
          "</xsl:template>",
          "base/pages/home.xsl:5: ");
}
END_TEST

START_TEST(a_sheet_that_fails_on_an_empty_page_is_refused_when_loaded)
{
    put_base(PAGE("<xsl:value-of select='unknown()'/>"));
    refused("base", "base/pages/home.xsl:3: ");
    put_base(PAGE("<xsl:message terminate='yes'>not today</xsl:message>"));
    refused("base", "base/pages/home.xsl: not today");
    put_base(SHEET("<xsl:template match='/'/>"));
    refused("base", "base/pages/home.xsl: the sheet made no page");
}
END_TEST

START_TEST(a_sheet_that_imports_itself_is_refused)
{
    import_refused("home.xsl", "pages/home.xsl: imports itself");
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", SHEET("\n<xsl:include href='more.xsl'/>"));
    put("base/sections/more.xsl", SHEET("\n<xsl:include href='tiles.xsl'/>"));
    refused("base", "base/sections/tiles.xsl:3: sections/more.xsl: imports");
    put_child();
    put("base/sections/tiles.xsl", SHEET("<xsl:import href='more.xsl'/>"));
    put("base/sections/more.xsl", TILES("x"));
    put("child/sections/more.xsl",
        SHEET("<xsl:import href='parent:sections/tiles.xsl'/>"));
    refused("child", "child/sections/more.xsl:2: sections/tiles.xsl: imports");
}
END_TEST

START_TEST(imports_that_double_at_each_step_are_stopped)
{
    int i;

    put_base(HEAD "<xsl:import href='s0.xsl'/>" OUTPUT FOOT);
    for (i = 0; i < 30; i++) {
        put(apr_psprintf(pool, "base/pages/s%d.xsl", i),
            apr_psprintf(pool,
                         HEAD "<xsl:import href='s%d.xsl'/>"
                              "<xsl:import href='s%d.xsl'/>" FOOT,
                         i + 1, i + 1));
    }
    put("base/pages/s30.xsl", SHEET(""));
    refused("base", "base/pages/s");
}
END_TEST

START_TEST(another_encoding_than_utf8_is_refused)
{
    put_base(SHEET("<xsl:output method='html' encoding='ISO-8859-2'/>"
                   "<xsl:template match='/'><p/></xsl:template>"));
    refused("base", "base/pages/home.xsl:1: xsl:output encoding must be");
}
END_TEST

START_TEST(what_a_sheet_says_comes_along_with_its_page)
{
    const char *html = NULL, *error = NULL;

    put_base(PAGE("<xsl:message>look here</xsl:message>"
                  "<xsl:value-of select=\"cd:text('none')\"/>"));
    ck_assert_int_eq(try_render(load("base"), DOCUMENT, &html, &error),
                     APR_SUCCESS);
    ck_assert_str_eq(error,
                     "look here; no text \"none\" in "
                     "language en");
    shows(html, "<p>[none]</p>");
}
END_TEST

START_TEST(after_a_failure_the_next_theme_loads)
{
    put_base(PAGE("<xsl:value-of select='a['/>"));
    refused("base", "base/pages/home.xsl:3: ");
    put_base(PAGE("well"));
    shows(render(load("base")), "well");
}
END_TEST

/* --- functions ---------------------------------------------------------- */

START_TEST(texts_dates_amounts_and_names_are_functions)
{
    gives(VALUE("cd:text('hello', 'Ola')"), "Hello, Ola!");
    gives(VALUE("cd:text('days', count(i))"), "2 days");
    gives(VALUE("cd:text('days', @a)"), "1 day");
    gives(VALUE("cd:has-text('hello')") VALUE("cd:has-text('x')"),
          "truefalse");
    gives(VALUE("cd:date('2026-11-28')"), "Nov 28, 2026");
    gives(VALUE("cd:date('2026-11-28', 'relative')"), "in 5 days");
    gives(VALUE("cd:date('2026-11-23T23:30:00Z', 'medium')"), "Nov 24, 2026");
    gives(VALUE("cd:money(123456, 'EUR')"),
          "\342\202\254"
          "1,234.56");
    gives(VALUE("cd:money(@none, @none)"), "");
    gives(VALUE("cd:number(1234567)"), "1,234,567");
    gives(VALUE("cd:phone('+48601200300')"), "+48 601 200 300");
    gives(VALUE("cd:country('PL')"), "Poland");
    gives(VALUE("cd:language('pl')"), "Polish");
}
END_TEST

START_TEST(a_large_sum_is_an_amount_still)
{
    gives(VALUE("cd:money(20000000000 + 5, 'EUR')"),
          "\342\202\254"
          "200,000,000.05");
}
END_TEST

START_TEST(a_url_is_the_routes_or_nothing)
{
    gives(VALUE("cd:url('news')"), "/dashboard/news");
    gives(VALUE("cd:url('ticket', '100-1')"), "/dashboard/tickets/100-1");
    gives(VALUE("cd:url('ticket', @none)"), "");
    gives(VALUE("cd:url('nowhere')"), "");
}
END_TEST

static void href(const char *link, const char *expected)
{
    const char *html = NULL, *error = NULL;
    xmlDocPtr doc = xmlNewDoc((const xmlChar *) "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, (const xmlChar *) "page", NULL);
    xmlChar *text;
    int len;

    xmlDocSetRootElement(doc, root);
    xmlNewProp(root, (const xmlChar *) "link", (const xmlChar *) link);
    xmlDocDumpMemory(doc, &text, &len);
    put_base(PAGE(VALUE("cd:href(@link)")));
    ck_assert_int_eq(
        try_render(load("base"), (const char *) text, &html, &error),
        APR_SUCCESS);
    ck_assert_msg(
        strstr(html, apr_pstrcat(pool, "<p>", expected, "</p>", NULL)) != NULL,
        "%s gives %s", link, html);
    xmlFree(text);
    xmlFreeDoc(doc);
}

START_TEST(a_link_that_is_safe_passes)
{
    const char *const safe[] = { "https://example.org/a?b=c#d",
                                 "HTTP://example.org",
                                 "mailto:help@example.org",
                                 "tel:+48123456789",
                                 "/pricing",
                                 "/",
                                 NULL };
    int i;

    for (i = 0; safe[i]; i++) {
        href(safe[i], safe[i]);
    }
    href("page:news", "/dashboard/news");
    href("page:nowhere", "");
}
END_TEST

START_TEST(a_link_that_is_not_safe_is_nothing)
{
    const char *const bad[] = { "javascript:alert(1)",
                                "JaVaScRiPt:alert(1)",
                                "java\tscript:alert(1)",
                                "java\nscript:alert(1)",
                                " javascript:alert(1)",
                                "vbscript:x",
                                "data:text/html,x",
                                "file:///etc/passwd",
                                "//evil.example",
                                "/\\evil.example",
                                "/\t/evil.example",
                                "\\\\evil.example",
                                "https:evil.example",
                                "https:///evil.example",
                                "https://",
                                "https://a b",
                                "https://example.org\\@evil.example",
                                "mailto:",
                                "evil.example",
                                "?next=//evil.example",
                                "",
                                NULL };
    int i;

    for (i = 0; bad[i]; i++) {
        href(bad[i], "");
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_mistake_in_xml_is_told_with_file_and_line,
        a_mistake_in_xslt_is_told_with_file_and_line,
        a_mistake_in_a_parents_file_is_told_with_the_parents_path,
        a_mistake_that_shows_when_running_is_told_with_file_and_line,
        a_sheet_that_fails_on_an_empty_page_is_refused_when_loaded,
        a_sheet_that_imports_itself_is_refused,
        imports_that_double_at_each_step_are_stopped,
        another_encoding_than_utf8_is_refused,
        what_a_sheet_says_comes_along_with_its_page,
        after_a_failure_the_next_theme_loads,
        texts_dates_amounts_and_names_are_functions,
        a_large_sum_is_an_amount_still,
        a_url_is_the_routes_or_nothing,
        a_link_that_is_safe_passes,
        a_link_that_is_not_safe_is_nothing,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_sheets", tests);
}
