/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the themes that come along are the same, byte for byte,
 * whether a program or libxslt makes them: from all documents there are, and
 * from what chance makes of those. */
#include <libxml/parser.h>

#include "core/theme_internal.h"
#include "folder.h"

#define VARIANTS 40

static const char *const hostile[] = {
    "",
    "0",
    "1",
    "-1",
    "12.5",
    "<b>bold</b> & \"quoted\" 'too'",
    "a \"double\" one",
    "an 'apostrophe'",
    "&{entity};",
    "<!-- not a \"comment\" -->",
    "<!-- open",
    "]]>",
    "\x01\x02\x1f\x7f\t\n\r!",
    "Zażółć gęślą jaźń",
    "\u05e9\u05dc\u05d5\u05dd \u202e abc",
    "\U0001f600 \U00010348",
    "javascript:alert(1)",
    "https://example.com/\u00e4?a=b&c=d e#f'\"<>",
    " \t /leading blank",
    "page:order",
    "page:nowhere",
    "mailto:anna@example.com",
    "active",
    "home",
    "domains",
    "EUR",
    "2026-02-28",
    "2026-11-23T08:42:00Z",
    "2026-02-30",
    "field[@name]",
};

#define HOSTILE (sizeof(hostile) / sizeof(*hostile))

static const char *source(const char *name)
{
    const char *folder_of_sources = getenv("srcdir");

    return apr_pstrcat(pool, folder_of_sources ? folder_of_sources : ".", "/",
                       name, NULL);
}

/* Every page there is a sheet for. */
static const char *const *page_names(void)
{
    apr_array_header_t *names = apr_array_make(pool, 32, sizeof(char *));
    apr_finfo_t info;
    apr_dir_t *dir;

    ck_assert_int_eq(apr_dir_open(&dir, source("xslt/default/pages"), pool),
                     APR_SUCCESS);
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        apr_size_t len = strcspn(info.name, ".");

        if (len > 0) {
            APR_ARRAY_PUSH(names, const char *) =
                apr_pstrmemdup(pool, info.name, len);
        }
    }
    apr_dir_close(dir);
    ck_assert_int_gt(names->nelts, 20);
    APR_ARRAY_PUSH(names, const char *) = NULL;
    return (const char *const *) names->elts;
}

static cd_theme_t *load(const char *name)
{
    cd_theme_source_t from = { 0 };
    cd_theme_t *theme = NULL;
    const char *error;

    from.directory = source(name);
    from.pages = page_names();
    error = cd_theme_load(&theme, pool, &from);
    ck_assert_msg(!error, "%s", error);
    return theme;
}

/* Some viewers may not go everywhere: the baton is a bit for each. */
static const char *url(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *where)
{
    const unsigned *allowed = render->baton;
    const char *path = apr_pstrcat(where, render->base, "/", name, NULL);
    int i;

    if (!(*allowed & (1u << (strlen(name) % 8)))
        || strcmp(name, "nowhere") == 0) {
        return NULL;
    }
    for (i = 0; i < n; i++) {
        path = apr_pstrcat(where, path, "/", args[i], NULL);
    }
    return path;
}

/* What one of the two makes. */
typedef struct {
    apr_status_t rv;
    const char *html, *error;
    apr_size_t len;
} made_t;

static made_t make(cd_maker_t maker, const cd_theme_t *theme, xmlDocPtr doc,
                   const char *language, unsigned allowed, apr_pool_t *where)
{
    cd_render_t how = { language, "Europe/Warsaw", "2026-11-23", "/dashboard",
                        url,      &allowed };
    const char *page =
        cd_xml_attribute(xmlDocGetRootElement(doc), "name", where);
    made_t made = { APR_SUCCESS, "", "", 0 };

    made.rv = cd_theme_render_by(maker, theme, page, doc, &how, where,
                                 &made.html, &made.len, &made.error);
    return made;
}

/* Where two texts part. */
static const char *parting(const made_t *a, const made_t *b, apr_pool_t *where)
{
    apr_size_t i = 0, from;

    while (i < a->len && i < b->len && a->html[i] == b->html[i]) {
        i++;
    }
    from = i > 60 ? i - 60 : 0;
    return apr_psprintf(where, "program: %.120s\nlibxslt: %.120s",
                        a->html + from, b->html + from);
}

/* Returns 0 when the program leaves this one to libxslt. */
static int is_same(const cd_theme_t *theme, xmlDocPtr doc, const char *name,
                   const char *language, unsigned allowed)
{
    apr_pool_t *where;
    made_t program, sheet;

    apr_pool_create(&where, pool);
    program = make(CD_BY_PROGRAM, theme, doc, language, allowed, where);
    if (program.rv == APR_ENOTIMPL) {
        apr_pool_destroy(where);
        return 0;
    }
    sheet = make(CD_BY_SHEET, theme, doc, language, allowed, where);
    ck_assert_int_eq(program.rv, APR_SUCCESS);
    ck_assert_int_eq(sheet.rv, APR_SUCCESS);
    ck_assert_msg(program.len == sheet.len
                      && memcmp(program.html, sheet.html, sheet.len) == 0,
                  "%s in %s:\n%s", name, language,
                  parting(&program, &sheet, where));
    ck_assert_str_eq(program.error, sheet.error);
    apr_pool_destroy(where);
    return 1;
}

/* --- what chance makes of a document */

static int one_in(unsigned *state, unsigned n)
{
    return next_random(state) % n == 0;
}

static void change_attributes(xmlNodePtr node, unsigned *state)
{
    xmlAttrPtr attribute = node->properties, next;

    for (; attribute; attribute = next) {
        const char *value = hostile[next_random(state) % HOSTILE];

        next = attribute->next;
        if (!node->parent->parent
            && xmlStrEqual(attribute->name, (const xmlChar *) "name")) {
            continue;
        }
        if (one_in(state, 10)) {
            xmlRemoveProp(attribute);
        }
        else if (one_in(state, 8)) {
            xmlSetProp(node, attribute->name, (const xmlChar *) value);
        }
    }
    if (one_in(state, 20)) {
        xmlSetProp(node, (const xmlChar *) "error",
                   (const xmlChar *) hostile[next_random(state) % HOSTILE]);
    }
}

static void change(xmlNodePtr node, unsigned *state)
{
    xmlNodePtr child = node->children, next;

    for (; child; child = next) {
        next = child->next;
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (one_in(state, 15)) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
            continue;
        }
        if (one_in(state, 10)) {
            xmlAddNextSibling(child, xmlCopyNode(child, 1));
        }
        if (one_in(state, 40)) {
            xmlAddNextSibling(
                child,
                xmlNewText(
                    (const xmlChar *) hostile[next_random(state) % HOSTILE]));
        }
        change(child, state);
    }
    change_attributes(node, state);
}

typedef void each_t(const cd_theme_t *theme, const char *name, xmlDocPtr doc);

static void for_each_document(const char *theme_name, each_t *each)
{
    cd_theme_t *theme = load(theme_name);
    const char *folder_name = source("tests/xslt/documents");
    apr_finfo_t info;
    apr_dir_t *dir;
    int n = 0;

    ck_assert_int_eq(apr_dir_open(&dir, folder_name, pool), APR_SUCCESS);
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        const char *path =
            apr_pstrcat(pool, folder_name, "/", info.name, NULL);
        xmlDocPtr doc;

        if (*info.name == '.') {
            continue;
        }
        doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
        ck_assert_ptr_nonnull(doc);
        each(theme, info.name, doc);
        xmlFreeDoc(doc);
        n++;
    }
    apr_dir_close(dir);
    ck_assert_int_gt(n, 40);
}

static void as_it_is(const cd_theme_t *theme, const char *name, xmlDocPtr doc)
{
    const char *const *language = cd_theme_languages(theme);

    for (; *language; language++) {
        ck_assert_msg(is_same(theme, doc, name, *language, ~0u),
                      "%s is left to libxslt", name);
    }
}

static void by_chance(const cd_theme_t *theme, const char *name, xmlDocPtr doc)
{
    const char *const *languages = cd_theme_languages(theme);
    unsigned state = 2463534242u;
    int i, left = 0;

    for (i = 0; i < VARIANTS; i++) {
        xmlDocPtr variant = xmlCopyDoc(doc, 1);

        state += (unsigned) i + (unsigned) strlen(name) * 7919u;
        change(xmlDocGetRootElement(variant), &state);
        left += !is_same(theme, variant, name, languages[i & 1],
                         next_random(&state));
        xmlFreeDoc(variant);
    }
    ck_assert_int_lt(left, VARIANTS);
}

static int count(const xmlNode *node)
{
    int n = 0;

    for (; node; node = node->next) {
        n += 1 + count(node->children);
    }
    return n;
}

/* --- tests */

START_TEST(every_page_of_the_default_theme_is_a_program)
{
    const char *const *page = page_names();
    cd_theme_t *theme = load("xslt/default");

    for (; *page; page++) {
        const cd_sheet_t *sheet =
            apr_hash_get(theme->sheets, *page, APR_HASH_KEY_STRING);

        ck_assert_msg(sheet->program != NULL, "%s", sheet->why);
    }
}
END_TEST

START_TEST(the_default_themes_pages_are_the_same)
{
    for_each_document("xslt/default", as_it_is);
}
END_TEST

START_TEST(the_example_themes_pages_are_the_same)
{
    for_each_document("xslt/example", as_it_is);
}
END_TEST

START_TEST(whatever_stands_in_the_document_they_are_the_same)
{
    for_each_document("xslt/default", by_chance);
}
END_TEST

START_TEST(a_viewer_who_may_go_nowhere_sees_the_same)
{
    cd_theme_t *theme = load("xslt/default");
    xmlDocPtr doc = xmlReadFile(source("tests/xslt/documents/dashboard.xml"),
                                NULL, XML_PARSE_NONET);
    unsigned bit;

    ck_assert_int_gt(count(doc->children), 50);
    ck_assert(is_same(theme, doc, "dashboard", "en", 0));
    for (bit = 0; bit < 8; bit++) {
        ck_assert(is_same(theme, doc, "dashboard", "pl", 1u << bit));
        ck_assert(is_same(theme, doc, "dashboard", "pl", ~(1u << bit)));
    }
    xmlFreeDoc(doc);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        every_page_of_the_default_theme_is_a_program,
        the_default_themes_pages_are_the_same,
        the_example_themes_pages_are_the_same,
        whatever_stands_in_the_document_they_are_the_same,
        a_viewer_who_may_go_nowhere_sees_the_same,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_pages", tests);
}
