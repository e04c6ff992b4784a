/* SPDX-License-Identifier: Apache-2.0 */
/* The password once more, before delicate changes (OWASP ASVS 5.0, 7.5). */
#include "../model/session.h"
#include "pages.h"

#define FRESH apr_time_from_sec(10 * 60)

const cd_field_t cd_confirm_fields[] = {
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "current-password" },
    { "to", "hidden", 0, 0, 1000, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

int cd_proof_holds(const cd_ctx_t *ctx, apr_time_t when)
{
    return !when || ctx->time - when <= FRESH;
}

int cd_reauth(cd_ctx_t *ctx, const char *back)
{
    apr_time_t proved = ctx->viewer ? ctx->viewer->proved_at : 0;

    if (proved && cd_proof_holds(ctx, proved)) {
        return 1;
    }
    ctx->outcome.to = cd_page_with_target(
        ctx, ctx->identity ? "/sign-in/external" : "/confirm", back);
    return 0;
}

apr_status_t cd_confirm(cd_ctx_t *ctx)
{
    cd_db_result_t result;
    apr_status_t rv;
    cd_db_t *db;
    int right;

    rv = cd_page_verify_own(ctx, "password", &right);
    if (rv != APR_SUCCESS || !right) {
        return rv;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_session_prove(db, ctx->session, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = cd_page_safe_target(cd_form_get(ctx->form, "to"));
    return APR_SUCCESS;
}
