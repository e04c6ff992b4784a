/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a search, and the part of a text that shows them. */
#include "search.h"

#include <apr_strings.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "markdown.h"

#define CUT_FROM 5    /* characters: a word's last one is left off */
#define LEAD 80       /* characters before the first find */
#define MOST_PARTS 40 /* of a snippet */

typedef struct {
    const cd_search_t *search;
    cd_doc_t *doc;
    xmlNodePtr parent;
    const char *text;
    int32_t len;
    int parts;
} finder_t;

static int is_wordly(UChar32 c)
{
    return c > 0 && (u_isalnum(c) || u_getCombiningClass(c) > 0);
}

/* The letter below case and accents. Stroked letters have no decomposition,
 * and count as their plain ones like in the database. */
static UChar32 base_of(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd;
    UChar parts[8];
    UChar32 first;
    int32_t n;

    c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    if (c < 0x80) {
        return c;
    }
    if (c == 0x142 || c == 0x111 || c == 0xf8) {
        return c == 0x142 ? 'l' : c == 0x111 ? 'd' : 'o';
    }
    nfd = unorm2_getNFDInstance(&status);
    n = unorm2_getRawDecomposition(nfd, c, parts, 8, &status);
    if (U_FAILURE(status) || n < 1) {
        return c;
    }
    U16_GET(parts, 0, 0, n, first);
    return base_of(first);
}

/* One word from @a s on, in lower case; *i is behind it. */
static const char *take_word(apr_pool_t *pool, const char *s, int32_t len,
                             int32_t *i)
{
    char word[(CD_SEARCH_CHARS + 1) * U8_MAX_LENGTH + 1];
    int32_t n = 0, last = 0, next = *i;
    int chars = 0;
    UChar32 c;

    while (next < len) {
        U8_NEXT(s, next, len, c);
        if (!is_wordly(c)) {
            break;
        }
        *i = next;
        if (chars < CD_SEARCH_CHARS) {
            last = n;
            c = u_tolower(c);
            U8_APPEND_UNSAFE(word, n, c);
            chars++;
        }
    }
    return apr_pstrmemdup(pool, word,
                          (apr_size_t) (chars >= CUT_FROM ? last : n));
}

cd_search_t cd_search_parse(apr_pool_t *pool, const char *text)
{
    cd_search_t search = { 0 };
    int32_t len = (int32_t) strlen(text), i = 0, at;
    UChar32 c;

    while (i < len && search.n < CD_SEARCH_WORDS) {
        at = i;
        U8_NEXT(text, i, len, c);
        if (is_wordly(c)) {
            i = at;
            search.word[search.n++] = take_word(pool, text, len, &i);
        }
    }
    return search;
}

static int chars_of(const char *s)
{
    int n = 0;

    for (; *s; s++) {
        n += U8_IS_SINGLE(*s) || U8_IS_LEAD(*s);
    }
    return n;
}

const char *cd_search_boolean(apr_pool_t *pool, const cd_search_t *search)
{
    const char *text = "";
    int i;

    for (i = 0; i < search->n; i++) {
        if (chars_of(search->word[i]) >= CD_SEARCH_INDEXED) {
            text = apr_pstrcat(pool, text, *text ? " " : "", search->word[i],
                               "*", NULL);
        }
    }
    return text;
}

/* Does the word that begins at @a i begin with @a word? */
static int begins(const finder_t *f, int32_t i, const char *word)
{
    int32_t n = (int32_t) strlen(word), w = 0;
    UChar32 a, b;

    while (w < n) {
        U8_NEXT(word, w, n, a);
        do {
            if (i >= f->len) {
                return 0;
            }
            U8_NEXT(f->text, i, f->len, b);
        } while (b > 0 && u_getCombiningClass(b) > 0);
        if (base_of(a) != base_of(b)) {
            return 0;
        }
    }
    return 1;
}

/* The next word from *at on that was searched, its end into *end; *at stays
 * at its beginning. 0: there is none before @a limit. */
static int find(const finder_t *f, int32_t *at, int32_t *end, int32_t limit)
{
    int32_t i = *at, start;
    int inside = 0, k;
    UChar32 c;

    while (i < limit) {
        start = i;
        U8_NEXT(f->text, i, f->len, c);
        if (!is_wordly(c)) {
            inside = 0;
            continue;
        }
        for (k = 0; !inside && k < f->search->n; k++) {
            if (begins(f, start, f->search->word[k])) {
                *at = start;
                do {
                    *end = i;
                    if (i >= f->len) {
                        break;
                    }
                    U8_NEXT(f->text, i, f->len, c);
                } while (is_wordly(c));
                return 1;
            }
        }
        inside = 1;
    }
    return 0;
}

static void add(finder_t *f, int32_t from, int32_t to, int mark,
                const char *before, const char *behind)
{
    apr_pool_t *pool = cd_doc_pool(f->doc);
    xmlNodePtr part;

    if (to <= from || f->parts++ == MOST_PARTS) {
        return;
    }
    part = cd_doc_element(f->doc, f->parent, "part");
    cd_doc_set(f->doc, part, "text",
               apr_pstrcat(pool, before,
                           apr_pstrmemdup(pool, f->text + from,
                                          (apr_size_t) (to - from)),
                           behind, NULL));
    cd_doc_set(f->doc, part, "mark", mark ? "1" : NULL);
}

/* At most @a chars characters back or on from @a i, to a blank where there
 * is one. */
static int32_t away(const finder_t *f, int32_t i, int chars, int back)
{
    int32_t at = i;

    while (chars-- > 0 && (back ? at > 0 : at < f->len)) {
        if (back) {
            U8_BACK_1((const uint8_t *) f->text, 0, at);
        }
        else {
            U8_FWD_1((const uint8_t *) f->text, at, f->len);
        }
    }
    while (back && at > 0 && at < i && f->text[at - 1] != ' ') {
        at++;
    }
    while (!back && at < f->len && at > i && f->text[at] != ' ') {
        at--;
    }
    return at;
}

void cd_search_snippet(const cd_search_t *search, cd_doc_t *doc,
                       xmlNodePtr parent, const char *text, int chars)
{
    finder_t f = { search, doc, parent, text, (int32_t) strlen(text), 0 };
    int32_t at = 0, end = 0, from, to, done;
    int found = find(&f, &at, &end, f.len);

    from = found ? away(&f, at, LEAD, 1) : 0;
    to = away(&f, from, chars, 0);
    to = to < end ? end : to;
    for (done = from; found && at < to; found = find(&f, &at, &end, to)) {
        add(&f, done, at, 0, done == from && from ? "… " : "", "");
        add(&f, at, end, 1, "", "");
        at = done = end;
    }
    add(&f, done, to, 0, done == from && from ? "… " : "",
        to < f.len ? " …" : "");
}

static void say(apr_array_header_t *texts, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE) {
            APR_ARRAY_PUSH(texts, const char *) = (const char *) node->content;
        }
        say(texts, node->children);
        if (node->type == XML_ELEMENT_NODE
            && !strstr(" a em strong code ", (const char *) node->name)) {
            APR_ARRAY_PUSH(texts, const char *) = " ";
        }
    }
}

const char *cd_search_plain(apr_pool_t *pool, const char *markdown,
                            apr_size_t len)
{
    xmlNodePtr node = xmlNewNode(NULL, BAD_CAST "body");
    apr_array_header_t *texts = apr_array_make(pool, 64, sizeof(char *));
    char *text = "", *s, *to;

    if (node && cd_markdown_append(node, markdown, len) == 0) {
        say(texts, node->children);
        text = apr_array_pstrcat(pool, texts, '\0');
    }
    xmlFreeNode(node);
    for (s = to = text; *s; s++) {
        if (!strchr(" \t\r\n", *s)) {
            *to++ = *s;
        }
        else if (to > text && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    if (*text) {
        *to = '\0';
    }
    return text;
}
