/* SPDX-License-Identifier: Apache-2.0 */
/* A file of a ticket, for whoever may see the ticket. It is read whole before
 * the first byte goes out, so that a slow reader holds no connection. */
#include <apr_strings.h>

#include <string.h>

#include "../model/attachment.h"
#include "pages.h"

typedef struct {
    apr_pool_t *pool;
    cd_download_t *download; /* NULL: there is none */
} finder_t;

static cd_db_result_t take_file(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    cd_download_t *d = apr_pcalloc(f->pool, sizeof(*d));

    d->name = apr_pstrdup(f->pool, cd_row_get(row, "name"));
    d->type = apr_pstrdup(f->pool, cd_row_get(row, "type"));
    d->size = (apr_off_t) apr_atoi64(cd_row_get(row, "size"));
    d->tag = apr_pstrcat(f->pool, "file-", cd_row_get(row, "id"), NULL);
    f->download = d;
    return CD_DB_OK;
}

static cd_db_result_t find(cd_ctx_t *ctx, apr_int64_t id, finder_t *f)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_arg_t args[] = { { "account", cd_int_v(v->account) },
                        { "membership", cd_int_v(v->membership) },
                        { "scoped", cd_int_v(v->scoped) },
                        { "ticket",
                          cd_text_v(apr_table_get(ctx->params, "ticket")) },
                        { "id", cd_int_v(id) } };

    return cd_db_query(ctx->db, "attachment.find", args, 5, take_file, f);
}

apr_status_t cd_ticket_file(cd_ctx_t *ctx)
{
    apr_int64_t id = apr_atoi64(apr_table_get(ctx->params, "attachment"));
    finder_t f = { ctx->pool, NULL };
    cd_db_result_t result;
    apr_status_t rv = APR_SUCCESS;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = find(ctx, id, &f);
    if (result == CD_DB_OK && !f.download) {
        return APR_ENOENT;
    }
    if (result == CD_DB_OK && !ctx->head) {
        rv = cd_spool_create(&f.download->file, ctx->spool_folder, ctx->pool);
        result = rv == APR_SUCCESS
            ? cd_attachment_read(ctx->db, ctx->viewer->account, id,
                                 f.download->size, f.download->file, &rv)
            : CD_DB_OK;
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (rv != APR_SUCCESS) {
        return cd_page_no_room(ctx, rv);
    }
    ctx->download = f.download;
    return APR_SUCCESS;
}
