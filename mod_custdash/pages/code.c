/* SPDX-License-Identifier: Apache-2.0 */
/* The second step of signing in: the code. */
#include <apr_strings.h>

#include "../model/factor.h"
#include "pages.h"

const cd_field_t cd_code_fields[] = {
    { "code", "text", CD_FIELD_REQUIRED, 0, 40, NULL, NULL, "one-time-code" },
    { "to", "hidden", 0, 0, 1000, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

apr_status_t cd_code_prepare(cd_ctx_t *ctx)
{
    if (!ctx->step) {
        ctx->outcome.to = "/sign-in";
    }
    return APR_SUCCESS;
}

/* Too late, or tried too often: from the beginning. */
static apr_status_t begin_anew(cd_ctx_t *ctx)
{
    ctx->outcome.step = "";
    ctx->outcome.to = "/sign-in";
    ctx->outcome.notice = "sign-in-again";
    return APR_SUCCESS;
}

static cd_entry_t entry_of(const cd_ctx_t *ctx, const cd_step_t *step)
{
    cd_entry_t entry;

    entry.guard = cd_guard_of_user(ctx, "code", step->user);
    entry.audit = cd_audit_begin(ctx, "sign-in");
    entry.audit.account = step->account;
    entry.audit.user = step->user;
    entry.now = ctx->time;
    entry.limits = ctx->limits;
    entry.device = ctx->device ? ctx->device : cd_token_create(ctx->pool);
    return entry;
}

static apr_status_t refuse(cd_ctx_t *ctx, cd_db_t *db, cd_entry_t *entry)
{
    cd_db_result_t result;

    entry->audit.action = "code-failed";
    result = cd_step_refuse(db, entry, ctx->step);
    cd_form_error(ctx->form, "code", "wrong-code");
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

static apr_status_t try_code(cd_ctx_t *ctx, cd_db_t *db, cd_entry_t *entry)
{
    apr_int64_t user = entry->audit.user;
    int right = 0, wait = 0;
    cd_factor_t factor;
    cd_code_t code;
    cd_db_result_t result = cd_factor_find(db, ctx->pool, user, &factor);

    if (result == CD_DB_OK) {
        code =
            cd_factor_read(ctx, &factor, user, cd_form_get(ctx->form, "code"));
        entry->audit.detail = code.step ? NULL : "recovery code";
        result = cd_step_admit(db, entry, ctx->step, &code,
                               &ctx->outcome.session, &right, &wait);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (wait) {
        return cd_page_throttled(ctx, wait);
    }
    if (!right) {
        entry->audit.detail = NULL;
        return refuse(ctx, db, entry);
    }
    ctx->outcome.step = "";
    ctx->outcome.device = entry->device;
    ctx->outcome.to = cd_page_safe_target(cd_form_get(ctx->form, "to"));
    return APR_SUCCESS;
}

apr_status_t cd_code(cd_ctx_t *ctx)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_entry_t entry;
    cd_step_t step;
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_step_find(db, ctx->pool, ctx->step, ctx->time, &step);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!step.user) {
        return begin_anew(ctx);
    }
    entry = entry_of(ctx, &step);
    return try_code(ctx, db, &entry);
}
