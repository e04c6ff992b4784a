/* SPDX-License-Identifier: Apache-2.0 */
/* Votes on guides, and who votes. */
#include "vote.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "../core/seal.h"
#include "guard.h"

/* A vote is changed now and then, and behind one address are many people. */
#define CHANGES 40
#define VOTES_OF_PLACE 1000

typedef struct {
    apr_pool_t *pool;
    const char *text;
} text_t;

static cd_db_result_t take_text(void *baton, const cd_row_t *row)
{
    text_t *t = baton;

    t->text = row->value[0] ? apr_pstrdup(t->pool, row->value[0]) : NULL;
    return CD_DB_OK;
}

static void identify(cd_visitor_t *visitor, const char *token)
{
    cd_digest(visitor->id, CD_VISITOR_BYTES, token, strlen(token));
    visitor->known = 1;
}

static const char *sign(apr_pool_t *pool, const char *key, const char *token)
{
    const char *mark =
        cd_token_derive(pool, key, apr_pstrcat(pool, "visitor ", token, NULL));

    return mark ? apr_pstrcat(pool, token, ".", mark, NULL) : NULL;
}

cd_db_result_t cd_visitor_find(cd_db_t *db, const cd_ctx_t *ctx,
                               cd_visitor_t *visitor)
{
    text_t key = { ctx->pool, NULL };
    const char *cookie = ctx->visitor, *token;
    cd_db_result_t result;

    memset(visitor, 0, sizeof(*visitor));
    if (!cookie || strcspn(cookie, ".") != CD_TOKEN_CHARS) {
        return CD_DB_OK;
    }
    result = cd_db_query(db, "mailing-list.key", NULL, 0, take_text, &key);
    token = apr_pstrmemdup(ctx->pool, cookie, CD_TOKEN_CHARS);
    if (result == CD_DB_OK && key.text
        && cd_token_equal(sign(ctx->pool, key.text, token), cookie)) {
        identify(visitor, token);
    }
    return result;
}

cd_db_result_t cd_visitor_create(cd_db_t *db, const cd_ctx_t *ctx,
                                 cd_visitor_t *visitor, const char **cookie)
{
    const char *token = cd_token_create(ctx->pool);
    text_t key = { ctx->pool, NULL };
    cd_db_result_t result =
        cd_db_query(db, "mailing-list.key", NULL, 0, take_text, &key);

    *cookie = key.text ? sign(ctx->pool, key.text, token) : NULL;
    identify(visitor, token);
    return result;
}

cd_db_result_t cd_vote_guide(cd_db_t *db, const cd_ctx_t *ctx,
                             const char **slug)
{
    cd_arg_t args[] = { { "slug", cd_text_v(*slug) } };
    text_t found = { ctx->pool, NULL };
    cd_db_result_t result =
        cd_db_query(db, "guide.exists", args, 1, take_text, &found);

    *slug = found.text;
    return result;
}

typedef struct {
    const cd_ctx_t *ctx;
    const char *slug;
    int helpful;
    const cd_visitor_t *visitor;
    cd_guard_t guard;
} vote_t;

static cd_db_result_t put(cd_db_t *db, void *baton)
{
    static const unsigned char nobody[CD_VISITOR_BYTES];
    const vote_t *v = baton;
    const cd_viewer_t *viewer = v->ctx->viewer;
    cd_arg_t args[] = { { "slug", cd_text_v(v->slug) },
                        { "user", cd_int_v(viewer ? viewer->user : 0) },
                        { "visitor",
                          cd_bytes_v(viewer ? nobody : v->visitor->id,
                                     CD_VISITOR_BYTES) },
                        { "helpful", cd_int_v(v->helpful) },
                        { "now", cd_text_v(v->ctx->now) } };
    cd_arg_t before[] = { { "slug", cd_text_v(v->slug) },
                          { "visitor",
                            cd_bytes_v(v->visitor->id, CD_VISITOR_BYTES) } };
    cd_db_result_t result = cd_guard_failed(db, &v->guard, v->ctx->time);

    if (result == CD_DB_OK && viewer && v->visitor->known) {
        result = cd_db_exec(db, "guide.unvote", before, 2, NULL, NULL);
    }
    return result == CD_DB_OK
        ? cd_db_exec(db, "guide.vote", args, 5, NULL, NULL)
        : result;
}

cd_db_result_t cd_vote_put(cd_db_t *db, const cd_ctx_t *ctx, const char *slug,
                           int helpful, const cd_visitor_t *visitor, int *wait)
{
    static const cd_safety_t limits = { .tries = CHANGES,
                                        .address_tries = VOTES_OF_PLACE };
    vote_t vote = { ctx, slug, helpful, visitor, { { 0 }, { 0 }, NULL } };
    cd_db_result_t result;

    vote.guard = cd_guard_begin(
        ctx, "vote", ctx->viewer ? ctx->viewer->user : 0,
        apr_pescape_hex(ctx->pool, visitor->id, CD_VISITOR_BYTES, 0));
    vote.guard.safety = &limits;
    result = cd_guard_wait(db, &vote.guard, ctx->time, wait);
    if (result != CD_DB_OK || *wait) {
        return result;
    }
    return cd_db_transaction(db, put, &vote);
}
