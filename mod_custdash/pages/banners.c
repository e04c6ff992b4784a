/* SPDX-License-Identifier: Apache-2.0 */
/* Banners: not again for me, where one leads, its picture. */
#include <apr_strings.h>
#include <string.h>

#include "pages.h"

typedef struct {
    cd_ctx_t *ctx;
    const char *link;
} link_t;

static apr_int64_t banner_of(const cd_ctx_t *ctx)
{
    return apr_atoi64(apr_table_get(ctx->params, "banner"));
}

apr_status_t cd_banner_dismiss(cd_ctx_t *ctx)
{
    cd_arg_t args[] = { { "user", cd_int_v(ctx->viewer->user) },
                        { "banner", cd_int_v(banner_of(ctx)) } };
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_exec(db, "banner.dismiss", args, 2, NULL, NULL);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/";
    ctx->outcome.notice = "banner-dismissed";
    return APR_SUCCESS;
}

static cd_db_result_t take_link(void *baton, const cd_row_t *row)
{
    link_t *l = baton;

    l->link = row->value[0] ? apr_pstrdup(l->ctx->pool, row->value[0]) : NULL;
    return CD_DB_OK;
}

/* Only where the provider's banner leads, never where a request says. */
static apr_status_t lead(cd_ctx_t *ctx, const char *link)
{
    if (!strncmp(link, "page:", 5)) {
        ctx->outcome.to = cd_route_url(&cd_site, ctx->viewer, "", link + 5,
                                       NULL, 0, ctx->pool);
    }
    else if (!strncmp(link, "https://", 8) || !strncmp(link, "http://", 7)) {
        ctx->outcome.away = link;
    }
    return ctx->outcome.to || ctx->outcome.away ? APR_SUCCESS : APR_ENOENT;
}

apr_status_t cd_banner_go(cd_ctx_t *ctx)
{
    cd_arg_t args[] = { { "banner", cd_int_v(banner_of(ctx)) },
                        { "today", cd_text_v(ctx->today) } };
    cd_db_t *db = ctx->take_db(ctx);
    link_t l = { ctx, NULL };
    cd_db_result_t result;
    apr_status_t rv;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_query(db, "banner.link", args, 2, take_link, &l);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    rv = l.link ? lead(ctx, l.link) : APR_ENOENT;
    if (rv == APR_SUCCESS) {
        ctx->clicked = banner_of(ctx);
    }
    return rv;
}

static cd_db_result_t take_picture(void *baton, const cd_row_t *row)
{
    cd_ctx_t *ctx = baton;

    ctx->raw_type = apr_pstrdup(ctx->pool, row->value[0]);
    ctx->raw_len = row->len[1];
    ctx->raw = apr_pmemdup(ctx->pool, row->value[1], row->len[1]);
    return CD_DB_OK;
}

/* Another picture has another address. */
apr_status_t cd_banner_picture(cd_ctx_t *ctx)
{
    const char *hash = apr_table_get(ctx->params, "hash");
    cd_arg_t args[] = { { "hash", cd_text_v(hash) } };
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_query(db, "banner.picture", args, 1, take_picture, ctx);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->raw_age = CD_FOR_GOOD;
    return ctx->raw ? APR_SUCCESS : APR_ENOENT;
}
