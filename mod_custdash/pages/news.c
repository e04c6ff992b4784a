/* SPDX-License-Identifier: Apache-2.0 */
/* News: what was read, and the public feed. */
#include <apr_strings.h>
#include <string.h>

#include "../model/feed.h"
#include "pages.h"

/* Who opens an article has read it. That is no change that anybody acts
 * for, so it is no POST; and when it can't be put down the page is there all
 * the same. */
apr_status_t cd_news_prepare(cd_ctx_t *ctx)
{
    const char *news = apr_table_get(ctx->params, "news");
    cd_db_t *db = ctx->viewer ? ctx->take_db(ctx) : NULL;

    if (db) {
        cd_arg_t args[] = { { "user", cd_int_v(ctx->viewer->user) },
                            { "news", cd_int_v(apr_atoi64(news)) },
                            { "today", cd_text_v(ctx->today) } };

        cd_db_exec(db, "news.mark-read", args, 3, NULL, NULL);
    }
    return ctx->viewer && !db ? APR_EGENERAL : APR_SUCCESS;
}

static cd_db_result_t read_all(cd_db_t *db, void *baton)
{
    const cd_ctx_t *ctx = baton;
    cd_arg_t args[] = { { "user", cd_int_v(ctx->viewer->user) },
                        { "today", cd_text_v(ctx->today) } };
    cd_db_result_t result =
        cd_db_exec(db, "news.forget-read", args, 2, NULL, NULL);

    return result == CD_DB_OK
        ? cd_db_exec(db, "news.mark-all-read", args, 2, NULL, NULL)
        : result;
}

apr_status_t cd_news_read(cd_ctx_t *ctx)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_transaction(db, read_all, ctx);
    if (result != CD_DB_OK && result != CD_DB_DUPLICATE) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/news";
    ctx->outcome.notice = "news-read";
    return APR_SUCCESS;
}

static int is_spoken(const cd_ctx_t *ctx, const char *code)
{
    const cd_option_t *l;

    for (l = ctx->languages; l && l->value; l++) {
        if (!strcmp(l->value, code)) {
            return 1;
        }
    }
    return 0;
}

apr_status_t cd_news_feed(cd_ctx_t *ctx)
{
    const char *language = apr_table_get(ctx->params, "language");
    cd_db_result_t result;
    cd_db_t *db;

    if (!is_spoken(ctx, language)) {
        return APR_ENOENT;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    ctx->language = language;
    result = cd_feed_make(db, ctx, &ctx->raw, &ctx->raw_len);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->raw_type = "application/atom+xml; charset=utf-8";
    ctx->raw_age = 300;
    return APR_SUCCESS;
}
