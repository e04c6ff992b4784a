/* SPDX-License-Identifier: Apache-2.0 */
/* For tests that have a page made twice: by a program and by libxslt. */
#ifndef CD_TWIN_UNIT_H
#define CD_TWIN_UNIT_H

#include "core/theme_internal.h"
#include "theme_unit.h"

#define TWIN_START                                                         \
    "<page name='home' a='1' b='two' quoted='&lt;b&gt; &amp; \"q\" &#39;a" \
    "&#39;' double='a \"b\"' tab='a&#9;b&#10;c&#13;d' link=' https://x/"   \
    "\xc3\xa4?a=b&amp;c= d\"&#39;' entity='&amp;{x} &amp;{y' "             \
    "include='&lt;!-- \" --&gt;' script='script' control='a\x7f'>"         \
    "<i n='1'/><i n='2'/><i n='2'/>"

/* What the pages are made of. */
static const char *twin_document =
    TWIN_START "<!-- comment -->text <deep>one<u>two<u>three</u></u><?pi x?>"
               "<!-- c --><u n='4'/>four</deep></page>";

typedef enum {
    IS_PROGRAM, /* both make it, and alike */
    IS_ALIKE,   /* the same, or it is left to libxslt */
    IS_LEFT,    /* it is left to libxslt, there or while it runs */
    IS_FAULT    /* neither makes a page of it */
} twin_t;

static inline apr_status_t twin(cd_maker_t maker, const cd_theme_t *theme,
                                xmlDocPtr doc, const char **html)
{
    cd_render_t how = { "en", "Europe/Warsaw", "2026-11-23", "/dashboard", url,
                        NULL };
    const char *error = NULL;
    apr_size_t len = 0;

    return cd_theme_render_by(maker, theme, "home", doc, &how, pool, html,
                              &len, &error);
}

/* Where two texts part, and a bit before. */
static inline size_t parted(const char *a, const char *b)
{
    size_t i = 0;

    while (a[i] && a[i] == b[i]) {
        i++;
    }
    return i > 150 ? i - 150 : 0;
}

/* A whole sheet. Returns whether it was a program that ran. */
static inline int twins(const char *sheet, twin_t expected)
{
    const char *program = "", *other = "", *any = "";
    xmlDocPtr doc = xmlReadMemory(twin_document, (int) strlen(twin_document),
                                  "x.xml", NULL, XML_PARSE_NONET);
    apr_status_t first, second;
    cd_theme_t *theme = NULL;
    const char *error;

    ck_assert_ptr_nonnull(doc);
    put_base(sheet);
    error = try_load(&theme, "base");
    if (error && expected == IS_FAULT) {
        xmlFreeDoc(doc);
        return 0;
    }
    ck_assert_msg(!error, "%s", error);
    first = twin(CD_BY_PROGRAM, theme, doc, &program);
    second = twin(CD_BY_SHEET, theme, doc, &other);
    ck_assert_int_eq(twin(CD_BY_ANY, theme, doc, &any), second);
    if (expected == IS_PROGRAM
        || (expected == IS_ALIKE && first == APR_SUCCESS)) {
        const cd_sheet_t *made =
            apr_hash_get(theme->sheets, "home", APR_HASH_KEY_STRING);

        ck_assert_msg(first == APR_SUCCESS, "%s\n%.2000s", made->why, sheet);
        ck_assert_msg(strcmp(program, other) == 0,
                      "%.2500s\nprogram: %.250s\nlibxslt: %.250s", sheet,
                      program + parted(program, other),
                      other + parted(program, other));
    }
    else if (expected != IS_ALIKE) {
        ck_assert_msg(first == APR_ENOTIMPL, "%s\n%s", sheet, program);
    }
    ck_assert(strcmp(any, other) == 0);
    ck_assert((second == APR_SUCCESS) == (expected != IS_FAULT)
              || expected == IS_LEFT);
    xmlFreeDoc(doc);
    return first == APR_SUCCESS;
}

static inline const char *home(const char *content)
{
    const char *imports = content;

    /* imports come first */
    while (strncmp(imports, "<xsl:import", 11) == 0) {
        imports = strchr(imports, '>') + 1;
    }
    return apr_psprintf(pool, HEAD "%.*s" OUTPUT "%s" FOOT,
                        (int) (imports - content), content, imports);
}

static inline void same(const char *content)
{
    twins(home(content), IS_PROGRAM);
}

static inline int alike(const char *content)
{
    return twins(home(content), IS_ALIKE);
}

static inline void left(const char *content)
{
    twins(home(content), IS_LEFT);
}

static inline void neither(const char *content)
{
    twins(home(content), IS_FAULT);
}

/* Pieces of sheets. */
#define T(match, content) \
    "<xsl:template match=\"" match "\">" content "</xsl:template>\n"
#define M(match, mode, content)                                    \
    "<xsl:template match=\"" match "\" mode=\"" mode "\">" content \
    "</xsl:template>\n"
#define P(content) T("/page", "<p>" content "</p>")
/* the empty page that a sheet is tried with has no @a */
#define LATER(content) P("<xsl:if test='@a'>" content "</xsl:if>")
#define V(select) "<xsl:value-of select=\"" select "\"/>"
#define ATTRIBUTE(name, content) \
    "<xsl:attribute name=\"" name "\">" content "</xsl:attribute>"
#define VARIABLE(name, content) \
    "<xsl:variable name=\"" name "\">" content "</xsl:variable>"
#define SELECTED(kind, name, select) \
    "<xsl:" kind " name=\"" name "\" select=\"" select "\"/>"
#define APPLY(select) "<xsl:apply-templates select=\"" select "\"/>"
#define EACH(select, content) \
    "<xsl:for-each select=\"" select "\">" content "</xsl:for-each>"

#endif
