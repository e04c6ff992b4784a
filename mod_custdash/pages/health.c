/* SPDX-License-Identifier: Apache-2.0 */
/* For load balancers: can this server answer, database included? */
#include "pages.h"

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    *(int *) baton = row->n > 0;
    return CD_DB_OK;
}

apr_status_t cd_health(cd_ctx_t *ctx)
{
    int answered = 0;
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_db_query(ctx->db, "health.ask", NULL, 0, take, &answered);
    if (result != CD_DB_OK || !answered) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->raw = "ok\n";
    ctx->raw_type = "text/plain; charset=utf-8";
    return APR_SUCCESS;
}
