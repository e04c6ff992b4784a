/* SPDX-License-Identifier: Apache-2.0 */
/* Guides that may answer a ticket before it is sent: those that have its
 * words in their titles and summaries. */
#include <apr_strings.h>

#include <string.h>
#include <unicode/ucasemap.h>

#include "../core/utf8.h"
#include "pages.h"

#define WORDS 40      /* of a ticket that count */
#define MOST 3        /* guides that are offered */
#define LONG 5        /* letters of a word that says something … */
#define CAPITALS 3    /* … or of an abbreviation */
#define IN_TITLE 2    /* what a word counts there … */
#define ENOUGH 2      /* … and what a guide needs in all */
#define MAX_TEXT 2000 /* bytes of the message that are looked at */

typedef struct {
    int score;
    const char *slug, *title, *summary;
} match_t;

typedef struct {
    apr_pool_t *pool;
    const char *words[WORDS]; /* in lower case, with a space before */
    int n;
    match_t best[MOST];
} matcher_t;

static const char *lower(apr_pool_t *pool, const char *text)
{
    UErrorCode error = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", 0, &error);
    int32_t room = (int32_t) strlen(text) * 3 + 1;
    char *out = apr_palloc(pool, (apr_size_t) room);

    if (U_FAILURE(error)) {
        return text;
    }
    ucasemap_utf8ToLower(map, out, room, text, -1, &error);
    ucasemap_close(map);
    return U_FAILURE(error) ? text : out;
}

/* All that is no letter or digit of ASCII, nor beyond it, is a space. */
static char *spaced(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrcat(pool, " ", text, " ", NULL), *c;

    for (c = copy; *c; c++) {
        int is_word = (*c & 0x80) || (*c >= '0' && *c <= '9')
            || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z');

        *c = is_word ? *c : ' ';
    }
    return copy;
}

static int is_abbreviation(const char *word)
{
    return strlen(word) >= CAPITALS
        && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        == strlen(word);
}

/* Endings change from case to case, in Polish more than in English: a word is
 * looked for without the last letters. */
static const char *stem(apr_pool_t *pool, const char *word)
{
    size_t letters = cd_utf8_length(word), keep, n = 0;
    const char *s = word;

    keep = letters > LONG + 2 ? letters - 3 : letters > LONG ? LONG : letters;
    while (*s && n < keep) {
        s++;
        while ((*s & 0xc0) == 0x80) {
            s++;
        }
        n++;
    }
    return apr_pstrcat(pool, " ", apr_pstrmemdup(pool, word, s - word), NULL);
}

static void add_words(matcher_t *m, const char *text)
{
    char *state, *word;

    for (word = apr_strtok(spaced(m->pool, text), " ", &state);
         word && m->n < WORDS; word = apr_strtok(NULL, " ", &state)) {
        if (is_abbreviation(word) || cd_utf8_length(word) >= LONG) {
            m->words[m->n++] = stem(m->pool, lower(m->pool, word));
        }
    }
}

static int score_of(const matcher_t *m, const char *title, const char *summary)
{
    const char *in_title = lower(m->pool, spaced(m->pool, title));
    const char *in_summary = lower(m->pool, spaced(m->pool, summary));
    int i, j, score = 0;

    for (i = 0; i < m->n; i++) {
        for (j = 0; j < i && strcmp(m->words[i], m->words[j]); j++) {
        }
        if (j < i) {
            continue; /* counted already */
        }
        score += strstr(in_title, m->words[i]) ? IN_TITLE
            : strstr(in_summary, m->words[i])  ? 1
                                               : 0;
    }
    return score;
}

static cd_db_result_t take_guide(void *baton, const cd_row_t *row)
{
    matcher_t *m = baton;
    const char *summary = cd_row_get(row, "summary");
    match_t made = { 0, cd_row_get(row, "slug"), cd_row_get(row, "title"),
                     summary ? summary : "" };
    int i, j;

    if (!made.slug || !made.title) {
        return CD_DB_OK;
    }
    made.score = score_of(m, made.title, made.summary);
    for (i = 0; i < MOST && m->best[i].score >= made.score; i++) {
    }
    if (i == MOST || made.score < ENOUGH) {
        return CD_DB_OK;
    }
    for (j = MOST - 1; j > i; j--) {
        m->best[j] = m->best[j - 1];
    }
    m->best[i] = made;
    m->best[i].slug = apr_pstrdup(m->pool, made.slug);
    m->best[i].title = apr_pstrdup(m->pool, made.title);
    m->best[i].summary = apr_pstrdup(m->pool, made.summary);
    return CD_DB_OK;
}

static const char *beginning(apr_pool_t *pool, const char *text)
{
    apr_size_t n = strlen(text);

    if (n <= MAX_TEXT) {
        return text;
    }
    for (n = MAX_TEXT; n && (text[n] & 0xc0) == 0x80; n--) {
    }
    return apr_pstrmemdup(pool, text, n);
}

static void show(cd_ctx_t *ctx, const matcher_t *m)
{
    xmlNodePtr section = cd_doc_section(ctx->doc, "matching");
    int i;

    for (i = 0; i < MOST && m->best[i].score; i++) {
        xmlNodePtr node = cd_doc_element(ctx->doc, section, "guide");

        cd_doc_set(ctx->doc, node, "slug", m->best[i].slug);
        cd_doc_set(ctx->doc, node, "title", m->best[i].title);
        cd_doc_set(ctx->doc, node, "summary",
                   *m->best[i].summary ? m->best[i].summary : NULL);
    }
}

cd_db_result_t cd_ticket_offer_guides(cd_ctx_t *ctx, const char *subject,
                                      const char *message, int *found)
{
    matcher_t m = { .pool = ctx->pool };
    cd_arg_t args[] = { { "lang", cd_text_v(ctx->language) } };
    cd_db_result_t result;

    add_words(&m, subject);
    add_words(&m, beginning(ctx->pool, message));
    result = cd_db_query(ctx->db, "guides.list", args, 1, take_guide, &m);
    *found = m.best[0].score > 0;
    if (ctx->doc) {
        show(ctx, &m);
    }
    return result;
}
