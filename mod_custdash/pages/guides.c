/* SPDX-License-Identifier: Apache-2.0 */
/* Guides: found by words, and asked whether they helped. */
#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/search.h"
#include "../core/utf8.h"
#include "../model/vote.h"
#include "pages.h"

#define SNIPPET 240    /* characters */
#define MOST_TYPED 200 /* bytes that are looked at */

static const char *check_yes_or_no(apr_pool_t *pool, const char **value)
{
    (void) pool;
    return !strcmp(*value, "1") || !strcmp(*value, "0") ? NULL : "choice";
}

const cd_field_t cd_guide_fields[] = {
    { "helpful", "hidden", CD_FIELD_REQUIRED, 0, 1, check_yes_or_no, NULL,
      NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* The statement of the votes wants to know whose vote is hers. */
apr_status_t cd_guide_prepare(cd_ctx_t *ctx)
{
    cd_visitor_t visitor;
    cd_db_result_t result;
    cd_db_t *db;

    apr_table_unset(ctx->query, "visitor");
    if (!ctx->doc || ctx->viewer || !ctx->visitor) {
        return APR_SUCCESS;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_visitor_find(db, ctx, &visitor);
    if (visitor.known) {
        apr_table_setn(
            ctx->query, "visitor",
            apr_pescape_hex(ctx->pool, visitor.id, CD_VISITOR_BYTES, 0));
    }
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

/* Who votes, a new visitor if need be. */
static cd_db_result_t find_voter(cd_ctx_t *ctx, cd_db_t *db,
                                 cd_visitor_t *visitor)
{
    cd_db_result_t result = cd_visitor_find(db, ctx, visitor);

    if (result == CD_DB_OK && !ctx->viewer && !visitor->known) {
        result = cd_visitor_create(db, ctx, visitor, &ctx->outcome.visitor);
    }
    return result;
}

apr_status_t cd_guide_vote(cd_ctx_t *ctx)
{
    const char *slug = apr_table_get(ctx->params, "guide");
    cd_db_t *db = ctx->take_db(ctx);
    cd_visitor_t visitor;
    cd_db_result_t result;
    int wait = 0;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_vote_guide(db, ctx, &slug);
    if (result == CD_DB_OK && !slug) {
        return APR_ENOENT;
    }
    if (result == CD_DB_OK) {
        result = find_voter(ctx, db, &visitor);
    }
    if (result == CD_DB_OK) {
        result = cd_vote_put(db, ctx, slug,
                             *cd_form_get(ctx->form, "helpful") == '1',
                             &visitor, &wait);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (wait) {
        ctx->outcome.visitor = NULL;
        return cd_page_throttled(ctx, wait);
    }
    ctx->outcome.to =
        apr_pstrcat(ctx->pool, "/guides/",
                    apr_pescape_path_segment(ctx->pool, slug), NULL);
    ctx->outcome.notice = "voted";
    return APR_SUCCESS;
}

typedef struct {
    cd_ctx_t *ctx;
    cd_search_t search;
    xmlNodePtr section;
    int found;
} results_t;

static cd_db_result_t take_guide(void *baton, const cd_row_t *row)
{
    static const char *const names[] = { "slug", "title", "category",
                                         "language" };
    results_t *r = baton;
    cd_doc_t *doc = r->ctx->doc;
    xmlNodePtr guide = cd_doc_element(doc, r->section, "guide");
    const char *text = cd_row_get(row, "text");
    const char *summary = cd_row_get(row, "summary");
    apr_size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        cd_doc_set(doc, guide, names[i], cd_row_get(row, names[i]));
    }
    text = cd_search_plain(r->ctx->pool, text ? text : "",
                           text ? strlen(text) : 0);
    cd_search_snippet(&r->search, doc, guide,
                      apr_pstrcat(r->ctx->pool, summary ? summary : "",
                                  summary ? " " : "", text, NULL),
                      SNIPPET);
    r->found++;
    return CD_DB_OK;
}

/* At most MOST_TYPED bytes, never half a character. */
static const char *typed(cd_ctx_t *ctx)
{
    const char *q = apr_table_get(ctx->query, "q");
    apr_size_t n = MOST_TYPED;

    q = q ? cd_utf8_trim(ctx->pool, cd_utf8_clean(ctx->pool, q)) : "";
    if (strlen(q) <= n) {
        return q;
    }
    while (n && (q[n] & 0xc0) == 0x80) {
        n--;
    }
    return apr_pstrmemdup(ctx->pool, q, n);
}

static cd_db_result_t look(results_t *r, cd_db_t *db)
{
    const char *words = cd_search_boolean(r->ctx->pool, &r->search);
    cd_arg_t args[] = { { "words", cd_text_v(words) },
                        { "word", cd_text_v(r->search.word[0]) },
                        { "lang", cd_text_v(r->ctx->language) } };

    return cd_db_query(db, *words ? "guides.search" : "guides.search-short",
                       args, 3, take_guide, r);
}

apr_status_t cd_guides_search_prepare(cd_ctx_t *ctx)
{
    const char *q = typed(ctx);
    results_t r = { ctx, cd_search_parse(ctx->pool, q),
                    cd_doc_section(ctx->doc, "guide-search"), 0 };
    cd_db_result_t result;
    cd_db_t *db;

    if (*q) {
        cd_doc_set(ctx->doc, r.section, "query", q);
    }
    if (!r.search.n) {
        return APR_SUCCESS;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = look(&r, db);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    cd_doc_set_int(ctx->doc, r.section, "found", r.found);
    return APR_SUCCESS;
}
