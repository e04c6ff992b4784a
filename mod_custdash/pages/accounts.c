/* SPDX-License-Identifier: Apache-2.0 */
/* One user, several accounts: which one the session acts for. */
#include <apr_strings.h>

#include "../model/session.h"
#include "pages.h"

const cd_field_t cd_accounts_fields[] = {
    { "account", "hidden", CD_FIELD_REQUIRED, 0, 18, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* An account that one may not act for looks like one that there isn't. */
apr_status_t cd_accounts_switch(cd_ctx_t *ctx)
{
    const char *typed = cd_form_get(ctx->form, "account");
    cd_db_t *db = ctx->take_db(ctx);
    const char *fresh;
    cd_db_result_t result;
    char *end;
    apr_int64_t account = apr_strtoi64(typed, &end, 10);

    if (!db) {
        return APR_EGENERAL;
    }
    if (*end || account <= 0) {
        return APR_ENOENT;
    }
    result = cd_session_switch(db, ctx->session, ctx->viewer->user, account,
                               ctx->time, &fresh);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!fresh) {
        return APR_ENOENT;
    }
    ctx->outcome.session = fresh;
    ctx->outcome.to = "/";
    ctx->outcome.notice = "switched";
    return APR_SUCCESS;
}
