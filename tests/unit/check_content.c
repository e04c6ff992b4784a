/* SPDX-License-Identifier: Apache-2.0 */
/* Whom rows are for, words of a search, pictures by their bytes. */
#include <apr_hash.h>
#include <apr_strings.h>

#include "../../mod_custdash/core/needs.h"
#include "../../mod_custdash/core/picture.h"
#include "../../mod_custdash/core/search.h"
#include "unit.h"

#define COUNT(table) (sizeof(table) / sizeof(table[0]))

/* ---- needs */

static int hold(const char *needs)
{
    cd_viewer_t viewer = { 0 };
    cd_ctx_t ctx = { 0 };

    viewer.country = "PL";
    viewer.since = "2026-11-20T10:00:00Z";
    viewer.dismissed = "5,77,9";
    viewer.arranged = "3,-1,-22,4";
    ctx.pool = pool;
    ctx.viewer = &viewer;
    ctx.today = "2026-11-26";
    ctx.held = apr_hash_make(pool);
    apr_hash_set(ctx.held, "product/12", APR_HASH_KEY_STRING, "");
    return cd_needs_hold(&ctx, "product", needs);
}

static const struct {
    const char *needs;
    int holds;
} needs[] = {
    { "", 1 },
    { "12", 1 },
    { "1", 0 },
    { "2", 0 },
    { "product/12", 1 },
    { "product/1|product/12", 1 },
    { "product/1|product/2", 0 },
    { "!product/12", 0 },
    { "!product/1|product/12", 0 },
    { "!product/1|product/2", 1 },
    { "country/PL", 1 },
    { "country/P", 0 },
    { "country/PLX", 0 },
    { "country/DE|country/PL", 1 },
    { "new/6", 1 },
    { "new/5", 0 },
    { "!new/5", 1 },
    { "!dismissed/5", 0 },
    { "!dismissed/7", 1 },
    { "!dismissed/77", 0 },
    { "!dismissed/9", 0 },
    { "!hidden/1", 0 },
    { "!hidden/2", 1 },
    { "!hidden/22", 0 },
    { "!hidden/3", 1 },
    { "product/12 country/PL new/30 !dismissed/1", 1 },
    { "product/12 country/PL new/3", 0 },
    { "product/12  country/PL", 1 },
    { "product/", 0 },
    { "/12", 0 },
    { "|", 0 },
    { "!", 1 },
    { "nonsense/12", 0 },
};

START_TEST(a_row_is_for_whom_its_needs_say)
{
    size_t i;

    for (i = 0; i < COUNT(needs); i++) {
        ck_assert_msg(hold(needs[i].needs) == needs[i].holds, "\"%s\"",
                      needs[i].needs);
    }
}
END_TEST

START_TEST(what_is_too_long_nobody_has)
{
    char text[3000] = "product/";

    memset(text + 8, '1', sizeof(text) - 9);
    text[sizeof(text) - 1] = '\0';
    ck_assert(!hold(text));
}
END_TEST

START_TEST(guests_have_nothing)
{
    cd_ctx_t ctx = { 0 };

    ctx.pool = pool;
    ctx.today = "2026-11-26";
    ck_assert(!cd_needs_hold(&ctx, "product", "12"));
    ck_assert(!cd_needs_hold(&ctx, "product", "new/9999"));
    ck_assert(cd_needs_hold(&ctx, "product", "!dismissed/1"));
}
END_TEST

/* ---- words */

static const struct {
    const char *typed;
    const char *words; /* as they are looked for */
} searches[] = {
    { "", "" },
    { "Transferring a Domain", "transferrin* domai*" },
    { "+domain -transfer* \"x\"", "domai* transfe*" },
    { "PHP 8.3", "php*" },
    { "a b c", "" },
    { "za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87", "za\xc5\xbc\xc3\xb3\xc5\x82*" },
    { "@@@ ((( ))) ~<>", "" },
    { "one two three four five six seven eight nine",
      "one* two* thre* four* five* six* seve* eigh*" },
};

START_TEST(words_are_taken_out_of_what_is_typed)
{
    size_t i;

    for (i = 0; i < COUNT(searches); i++) {
        cd_search_t s = cd_search_parse(pool, searches[i].typed);

        ck_assert_str_eq(cd_search_boolean(pool, &s), searches[i].words);
    }
}
END_TEST

/* The parts of a snippet, marked ones in brackets. */
static const char *snippet(const char *typed, const char *text, int chars)
{
    cd_search_t s = cd_search_parse(pool, typed);
    cd_doc_t *doc = cd_doc_create(pool, "x");
    xmlNodePtr node = cd_doc_page(doc), part;
    const char *all = "";

    cd_search_snippet(&s, doc, node, text, chars);
    for (part = node->children; part; part = part->next) {
        xmlChar *t = xmlGetProp(part, BAD_CAST "text");
        xmlChar *m = xmlGetProp(part, BAD_CAST "mark");

        all = apr_pstrcat(pool, all, m ? "[" : "", t, m ? "]" : "", NULL);
        xmlFree(t);
        xmlFree(m);
    }
    return all;
}

START_TEST(what_was_searched_is_marked)
{
    ck_assert_str_eq(snippet("domain", "Domains and subdomain.", 100),
                     "[Domains] and subdomain.");
    ck_assert_str_eq(snippet("zolw", "\xc5\xbb\xc3\xb3\xc5\x82w idzie", 99),
                     "[\xc5\xbb\xc3\xb3\xc5\x82w] idzie");
    ck_assert_str_eq(snippet("a", "b c", 99), "b c");
    ck_assert_str_eq(snippet("x", "", 99), "");
}
END_TEST

START_TEST(a_snippet_is_short_and_whole_words)
{
    const char *text = "", *s;
    int i;

    for (i = 0; i < 600; i++) {
        text = apr_pstrcat(pool, text,
                           i < 300        ? "lorem "
                               : i == 300 ? "domain ipsum "
                                          : "ipsum ",
                           NULL);
    }
    s = snippet("domain", text, 200);
    ck_assert_ptr_nonnull(strstr(s, "[domain]"));
    ck_assert_int_lt(strlen(s), 230);
    ck_assert(!strncmp(s, "… lorem ", strlen("… lorem ")));
    ck_assert_str_eq(s + strlen(s) - strlen(" …"), " …");
}
END_TEST

START_TEST(broken_text_is_survived)
{
    snippet("\xc5\x82", "\xc5\x82\xff\xc5", 9);
    snippet("abc", "\xf0\x9f\x98", 9);
    snippet("\xcc\x81", "e\xcc\x81", 9);
}
END_TEST

START_TEST(markdown_becomes_its_words)
{
    const char *md = "# One\n\n* **two** [three](page:x)\n* `four`\n";

    ck_assert_str_eq(cd_search_plain(pool, md, strlen(md)),
                     "One two three four ");
    ck_assert_str_eq(cd_search_plain(pool, "", 0), "");
}
END_TEST

/* ---- pictures */

#define GIF "GIF89a\x02\0\x03\0\0\0\0"
#define FRAME "\x2c\0\0\0\0\x02\0\x03\0\0\x02\x02\x44\x01\0"

START_TEST(a_picture_says_what_it_is)
{
    static const char gif[] = GIF FRAME "\x3b";
    static const char jpeg[] = "\xff\xd8\xff\xc0\0\x0b\x08\0\x05\0\x07\x01\x01"
                               "\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\xaa"
                               "\xff\0\xff\xd0\xbb\xff\xd9";
    cd_picture_t p;

    ck_assert_ptr_null(
        cd_picture_read((const unsigned char *) gif, sizeof(gif) - 1, &p));
    ck_assert_str_eq(p.type, "image/gif");
    ck_assert(p.width == 2 && p.height == 3);
    ck_assert_ptr_null(
        cd_picture_read((const unsigned char *) jpeg, sizeof(jpeg) - 1, &p));
    ck_assert_str_eq(p.type, "image/jpeg");
    ck_assert(p.width == 7 && p.height == 5);
}
END_TEST

/* Every beginning of a picture, and every byte of it changed. */
START_TEST(half_and_broken_pictures_are_survived)
{
    static const char gif[] = GIF FRAME "\x3b";
    unsigned char copy[sizeof(gif)];
    cd_picture_t p;
    size_t n;
    int b;

    for (n = 0; n < sizeof(gif) - 1; n++) {
        unsigned char *part = malloc(n ? n : 1);

        memcpy(part, gif, n);
        ck_assert_ptr_nonnull(cd_picture_read(part, n, &p));
        free(part);
        for (b = 0; b < 256; b++) {
            memcpy(copy, gif, sizeof(gif));
            copy[n] = (unsigned char) b;
            cd_picture_read(copy, sizeof(gif) - 1, &p);
        }
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_row_is_for_whom_its_needs_say,
        what_is_too_long_nobody_has,
        guests_have_nothing,
        words_are_taken_out_of_what_is_typed,
        what_was_searched_is_marked,
        a_snippet_is_short_and_whole_words,
        broken_text_is_survived,
        markdown_becomes_its_words,
        a_picture_says_what_it_is,
        half_and_broken_pictures_are_survived,
        NULL,
    };

    return run_tests("content", tests);
}
