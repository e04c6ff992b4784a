/* SPDX-License-Identifier: Apache-2.0 */
/* The devices that a user is signed in on. */
#include <apr_strings.h>

#include "../model/session.h"
#include "pages.h"

const cd_field_t cd_device_fields[] = {
    { "device", "hidden", CD_FIELD_REQUIRED, 1, 18, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

apr_status_t cd_device_end(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "device-ended");
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int ended;

    if (!db) {
        return APR_EGENERAL;
    }
    result =
        cd_session_end_one(db, apr_atoi64(cd_form_get(ctx->form, "device")),
                           &audit, ctx->time, &ended);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!ended) {
        return APR_ENOENT;
    }
    ctx->outcome.to = "/security";
    ctx->outcome.notice = "device-ended";
    return APR_SUCCESS;
}

apr_status_t cd_devices_end(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "devices-ended");
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_session_end_others(db, ctx->session, &audit, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/security";
    ctx->outcome.notice = "devices-ended";
    return APR_SUCCESS;
}
