/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the theme engine share: small themes in a folder. */
#ifndef CD_THEME_UNIT_H
#define CD_THEME_UNIT_H

#include <libxml/parser.h>

#include "core/theme.h"
#include "folder.h"

#define HEAD                                                     \
    "<xsl:stylesheet version='1.0' exclude-result-prefixes='cd'" \
    " xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"          \
    " xmlns:cd='urn:custdash:functions'>\n"
#define OUTPUT "<xsl:output method='html' version='5' indent='no'/>\n"
#define FOOT "</xsl:stylesheet>\n"

/* A sheet whose page is <p> with this content; the content is in line 3. */
#define PAGE(content)                                     \
    HEAD OUTPUT "<xsl:template match='/page'><p>" content \
                "</p></xsl:template>\n" FOOT

#define SHEET(content) HEAD content "\n" FOOT

/* The smallest theme there is, "base", with a page "home". */
static inline void put_base(const char *home)
{
    put("base/theme.xml", "<theme name='base'/>");
    put("base/lang/en.xml",
        "<catalogue lang='en' name='English'>\n"
        "<text key='hello'>Hello, {0}!</text>\n"
        "<text key='days'>{0,plural,one{# day}other{# days}}</text>\n"
        "</catalogue>");
    put("base/pages/home.xsl", home);
}

/* A theme "child" of it. */
static inline void put_child(void)
{
    put("child/theme.xml", "<theme name='child' parent='base'/>");
}

static inline const char *try_load(cd_theme_t **theme, const char *name)
{
    static const char *const pages[] = { "home", NULL };
    cd_theme_source_t source = { 0 };

    source.directory = in_folder(name);
    source.pages = pages;
    return cd_theme_load(theme, pool, &source);
}

static inline cd_theme_t *load(const char *name)
{
    cd_theme_t *theme = NULL;
    const char *error = try_load(&theme, name);

    ck_assert_msg(!error, "%s", error);
    return theme;
}

/* The theme is refused with a message that begins so, after the folder. */
static inline void refused(const char *name, const char *expected)
{
    cd_theme_t *theme = NULL;
    const char *error = try_load(&theme, name);
    size_t len = strlen(folder());

    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(theme);
    if (strncmp(error, folder(), len) == 0) {
        error += len + 1;
    }
    ck_assert_msg(strncmp(error, expected, strlen(expected)) == 0, "%s",
                  error);
}

static inline const char *url(const cd_render_t *render, const char *name,
                              const char *const *args, int n,
                              apr_pool_t *where)
{
    if (strcmp(name, "ticket") == 0 && n == 1) {
        return apr_pstrcat(where, render->base, "/tickets/", args[0], NULL);
    }
    if (strcmp(name, "news") == 0 && n == 0) {
        return apr_pstrcat(where, render->base, "/news", NULL);
    }
    return NULL;
}

static inline apr_status_t try_render(const cd_theme_t *theme,
                                      const char *document, const char **html,
                                      const char **error)
{
    cd_render_t render = { "en",         "Europe/Warsaw",
                           "2026-11-23", "/dashboard",
                           url,          NULL };
    xmlDocPtr doc = xmlReadMemory(document, (int) strlen(document), "x.xml",
                                  NULL, XML_PARSE_NONET);
    apr_size_t len = 0;
    apr_status_t rv;

    rv = cd_theme_render(theme, "home", doc, &render, pool, html, &len, error);
    if (rv == APR_SUCCESS) {
        ck_assert_uint_eq(len, strlen(*html));
    }
    xmlFreeDoc(doc);
    return rv;
}

#define DOCUMENT "<page name='home' a='1'><i n='1'/><i n='2'/></page>"

static inline const char *render(const cd_theme_t *theme)
{
    const char *html = NULL, *error = NULL;

    ck_assert_int_eq(try_render(theme, DOCUMENT, &html, &error), APR_SUCCESS);
    ck_assert_msg(!error, "%s", error);
    return html;
}

static inline void shows(const char *html, const char *expected)
{
    ck_assert_msg(strstr(html, expected) != NULL, "%s", html);
}

/* The page that a sheet makes with this content. */
static inline void gives(const char *content, const char *expected)
{
    put_base(apr_pstrcat(pool, HEAD OUTPUT "<xsl:template match='/page'><p>",
                         content, "</p></xsl:template>\n" FOOT, NULL));
    shows(render(load("base")),
          apr_pstrcat(pool, "<p>", expected, "</p>", NULL));
}

/* The sheet loads, and fails on a document that has an <i>. */
static inline void fails(const char *templates, const char *expected)
{
    const char *html = NULL, *error = NULL;

    put_base(apr_pstrcat(pool,
                         HEAD OUTPUT "<xsl:template match='/page'><p>"
                                     "<xsl:apply-templates select='i[1]'/></p>"
                                     "</xsl:template>\n",
                         templates, FOOT, NULL));
    ck_assert_int_eq(try_render(load("base"), DOCUMENT, &html, &error),
                     APR_EGENERAL);
    ck_assert_ptr_null(html);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(error, expected) != NULL, "%s", error);
}

#define TILES(text) \
    SHEET("<xsl:template match='i'><b>" text "</b></xsl:template>")
#define WITH_TILES                                                   \
    HEAD "<xsl:import href='../sections/tiles.xsl'/>" OUTPUT         \
         "<xsl:template match='/page'><p><xsl:apply-templates/></p>" \
         "</xsl:template>" FOOT

#define VALUE(select) "<xsl:value-of select=\"" select "\"/>"

/* The same import and include of this are refused, because … */
static inline void import_refused(const char *href, const char *why)
{
    static const char *const ways[] = { "import", "include", NULL };
    int i;

    for (i = 0; ways[i]; i++) {
        put_base(apr_psprintf(pool, HEAD "\n<xsl:%s href='%s'/>\n" FOOT,
                              ways[i], href));
        refused("base",
                apr_pstrcat(pool, "base/pages/home.xsl:3: ", why, NULL));
    }
}

#endif
