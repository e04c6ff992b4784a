/* SPDX-License-Identifier: Apache-2.0 */
/* The owner takes all away that is known of the account, or asks for its
 * end. Both want the password once more. */
#include <apr_strings.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "../model/erasure.h"
#include "../model/export.h"
#include "pages.h"

#define PAGE "/personal/data"
#define LINK_LASTS apr_time_from_sec(60 * 60)

static apr_status_t answer(cd_ctx_t *ctx, cd_db_result_t result)
{
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

static cd_db_result_t put_link(cd_ctx_t *ctx, cd_db_t *db, const char *token)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = {
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "account", cd_int_v(ctx->viewer->account) },
        { "user", cd_int_v(ctx->viewer->user) },
        { "now", cd_text_v(ctx->now) },
        { "expires",
          cd_text_v(cd_clock_utc(ctx->time + LINK_LASTS, ctx->pool)) },
    };
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "export-link.purge", args + 3, 1, NULL, NULL);
    return result == CD_DB_OK
        ? cd_db_exec(db, "export-link.put", args, 5, NULL, NULL)
        : result;
}

/* In one transaction with its line in the log. */
static cd_db_result_t make_ready(cd_db_t *db, void *baton)
{
    cd_ctx_t *ctx = ((void **) baton)[0];
    const char *token = ((void **) baton)[1];
    cd_audit_t audit = cd_audit_begin(ctx, "data-exported");
    cd_db_result_t result = put_link(ctx, db, token);

    return result == CD_DB_OK ? cd_audit_put(db, &audit, ctx->time) : result;
}

apr_status_t cd_own_data_export(cd_ctx_t *ctx)
{
    void *baton[] = { ctx, (void *) cd_token_create(ctx->pool) };
    cd_db_result_t result;
    cd_db_t *db;

    if (!cd_reauth(ctx, PAGE)) {
        return APR_SUCCESS;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_transaction(db, make_ready, baton);
    if (result == CD_DB_OK) {
        ctx->outcome.to =
            apr_pstrcat(ctx->pool, PAGE "/ready/", baton[1], NULL);
    }
    return answer(ctx, result);
}

static cd_db_result_t take_expiry(void *baton, const cd_row_t *row)
{
    cd_ctx_t *ctx = ((void **) baton)[0];

    ((void **) baton)[1] = apr_pstrdup(ctx->pool, cd_row_get(row, "expires"));
    return CD_DB_OK;
}

/* *@a expires: NULL when there is no such link any more. */
static cd_db_result_t find_link(cd_ctx_t *ctx, cd_db_t *db,
                                const char **expires)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = {
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "account", cd_int_v(ctx->viewer->account) },
        { "user", cd_int_v(ctx->viewer->user) },
        { "now", cd_text_v(ctx->now) },
    };
    void *baton[] = { ctx, NULL };
    cd_db_result_t result = CD_DB_OK;

    if (cd_token_hash(apr_table_get(ctx->params, "token"), hash)
        == APR_SUCCESS) {
        result =
            cd_db_query(db, "export-link.find", args, 4, take_expiry, baton);
    }
    *expires = baton[1];
    return result;
}

static int write_file(void *file, const char *data, int len)
{
    return apr_file_write_full(file, data, (apr_size_t) len, NULL)
            == APR_SUCCESS
        ? len
        : -1;
}

/* Into a file first: whoever reads slowly keeps no connection. */
static apr_status_t write_export(cd_ctx_t *ctx, cd_db_t *db,
                                 cd_download_t *download)
{
    apr_off_t zero = 0;
    cd_db_result_t result;
    int full;
    apr_status_t rv =
        cd_spool_create(&download->file, ctx->spool_folder, ctx->pool);

    if (rv != APR_SUCCESS) {
        return cd_page_no_room(ctx, rv);
    }
    result = cd_export_write(
        db, ctx->viewer->account, ctx->time,
        xmlOutputBufferCreateIO(write_file, NULL, download->file, NULL), &full,
        ctx->pool);
    if (full) {
        return cd_page_no_room(ctx, APR_ENOSPC);
    }
    download->size = 0;
    apr_file_seek(download->file, APR_END, &download->size);
    apr_file_seek(download->file, APR_SET, &zero);
    return answer(ctx, result);
}

apr_status_t cd_own_data_download(cd_ctx_t *ctx)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_download_t *download = apr_pcalloc(ctx->pool, sizeof(*download));
    cd_db_result_t result;
    const char *expires;
    apr_status_t rv;

    if (!db) {
        return APR_EGENERAL;
    }
    result = find_link(ctx, db, &expires);
    if (result != CD_DB_OK || !expires) {
        return result == CD_DB_OK ? APR_ENOENT : answer(ctx, result);
    }
    download->name =
        apr_psprintf(ctx->pool, "account-%" APR_INT64_T_FMT "-%s.xml",
                     ctx->viewer->account, ctx->today);
    download->type = "application/xml";
    download->tag = cd_token_create(ctx->pool); /* made anew each time */
    rv = write_export(ctx, db, download);
    ctx->download = rv == APR_SUCCESS ? download : NULL;
    return rv;
}

static apr_status_t ask(cd_ctx_t *ctx, int asks)
{
    cd_audit_t audit =
        cd_audit_begin(ctx, asks ? "deletion-asked" : "deletion-withdrawn");
    cd_db_t *db;
    cd_db_result_t result;

    if (asks && !cd_reauth(ctx, PAGE)) {
        return APR_SUCCESS;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_erasure_ask(db, &audit, asks, ctx->time);
    ctx->outcome.to = PAGE;
    ctx->outcome.notice = asks ? "deletion-asked" : "deletion-withdrawn";
    return answer(ctx, result);
}

apr_status_t cd_own_data_end(cd_ctx_t *ctx)
{
    return ask(ctx, 1);
}

apr_status_t cd_own_data_stay(cd_ctx_t *ctx)
{
    return ask(ctx, 0);
}
