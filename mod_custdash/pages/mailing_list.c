/* SPDX-License-Identifier: Apache-2.0 */
/* Leaving the mailing list by the link of a mail, signed in or not: a GET
 * asks, a POST does it. Mail programs post by themselves (RFC 8058), so the
 * answer is the page and no redirect. */
#include <string.h>

#include "../model/mailing_list.h"
#include "pages.h"

#define LEFT "left" /* among the path's parameters: it is done */

/* The account of the link, 0: none. */
static apr_status_t find_account(cd_ctx_t *ctx, apr_int64_t *account)
{
    cd_db_t *db = ctx->take_db(ctx);

    if (!db) {
        return APR_EGENERAL;
    }
    ctx->failure = cd_unsubscribe_account(
        db, ctx->pool, apr_table_get(ctx->params, "token"), account);
    return ctx->failure != CD_DB_OK ? APR_EGENERAL
        : *account                  ? APR_SUCCESS
                                    : APR_ENOENT;
}

apr_status_t cd_unsubscribe_prepare(cd_ctx_t *ctx)
{
    apr_int64_t account;
    apr_status_t rv = find_account(ctx, &account);

    if (rv == APR_SUCCESS) {
        cd_doc_set(ctx->doc, cd_doc_section(ctx->doc, "mailing-list"), LEFT,
                   apr_table_get(ctx->params, LEFT) ? "1" : "0");
    }
    return rv;
}

apr_status_t cd_unsubscribe_action(cd_ctx_t *ctx)
{
    apr_int64_t account;
    apr_status_t rv = find_account(ctx, &account);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    ctx->failure =
        cd_unsubscribe(ctx->take_db(ctx), account, ctx->address, ctx->time);
    if (ctx->failure != CD_DB_OK) {
        return APR_EGENERAL;
    }
    apr_table_setn(ctx->params, LEFT, "1");
    ctx->outcome.shown = 1;
    return APR_SUCCESS;
}
