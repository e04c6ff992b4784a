/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords on pages: hashed and verified at the gate, and changed. */
#include <apr_strings.h>
#include <string.h>

#include "../core/crypto.h"
#include "../model/entry.h"
#include "pages.h"

const cd_field_t cd_password_fields[] = {
    { "password-now", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "current-password" },
    { "password-new", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET,
      CD_PASSWORD_MIN, CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "password-again", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

apr_status_t cd_page_db_failed(cd_ctx_t *ctx, cd_db_result_t result)
{
    ctx->failure = result;
    return APR_EGENERAL;
}

apr_status_t cd_page_no_room(cd_ctx_t *ctx, apr_status_t why)
{
    char text[120];

    ctx->trouble =
        apr_pstrcat(ctx->pool, "a file to be sent can't be written to ",
                    ctx->spool_folder ? ctx->spool_folder
                                      : "the system's temporary folder",
                    ": ", apr_strerror(why, text, sizeof(text)), NULL);
    ctx->failure = CD_DB_TIMEOUT;
    return APR_EGENERAL;
}

apr_status_t cd_page_hash(cd_ctx_t *ctx, const char *password,
                          const char **hash)
{
    apr_status_t rv;

    ctx->give_db(ctx);
    rv = ctx->enter_hash(ctx);
    if (rv == APR_SUCCESS) {
        *hash = cd_password_hash(ctx->pool, password);
        ctx->leave_hash(ctx);
        rv = *hash ? APR_SUCCESS : APR_TIMEUP;
    }
    return rv;
}

apr_status_t cd_page_verify(cd_ctx_t *ctx, const cd_user_t *user,
                            const char *password, int *right, int *rehash)
{
    apr_status_t rv;

    ctx->give_db(ctx);
    rv = ctx->enter_hash(ctx);
    if (rv == APR_SUCCESS) {
        *right = cd_user_verify(user, password, rehash);
        ctx->leave_hash(ctx);
    }
    return rv;
}

/* The viewer, and may she try now? */
static apr_status_t look_up(cd_ctx_t *ctx, const cd_guard_t *guard,
                            cd_user_t *user, int *wait)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_user_find(db, ctx->viewer->email, ctx->time, user);
    if (result == CD_DB_OK) {
        result = cd_guard_wait(db, guard, ctx->time, wait);
    }
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

static apr_status_t refuse(cd_ctx_t *ctx, const cd_entry_t *entry)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_entry_refuse(db, entry);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

apr_status_t cd_page_verify_own(cd_ctx_t *ctx, const char *field, int *right)
{
    cd_entry_t entry = { 0 };
    int rehash, wait = 0;
    apr_status_t rv;
    cd_user_t user;

    *right = 0;
    entry.guard = cd_guard_begin(ctx, "own", ctx->viewer->user, NULL);
    entry.audit = cd_audit_begin(ctx, "password-failed");
    entry.now = ctx->time;
    rv = look_up(ctx, &entry.guard, &user, &wait);
    if (rv != APR_SUCCESS || wait) {
        return wait ? cd_page_throttled(ctx, wait) : rv;
    }
    rv = cd_page_verify(ctx, &user, cd_form_get(ctx->form, field), right,
                        &rehash);
    if (rv != APR_SUCCESS || *right) {
        return rv;
    }
    cd_form_error(ctx->form, field, "wrong-password");
    return refuse(ctx, &entry);
}

const char *cd_page_safe_target(const char *to)
{
    if (to[0] != '/' || to[1] == '/' || strpbrk(to, "\\\r\n\t ")) {
        return "/";
    }
    return to;
}

/* What is wrong with the new one, by itself. */
static int is_refused(cd_ctx_t *ctx)
{
    const char *password = cd_form_get(ctx->form, "password-new");

    if (strcmp(password, cd_form_get(ctx->form, "password-again")) != 0) {
        cd_form_error(ctx->form, "password-again", "different");
    }
    if (cd_password_common(ctx->safety, password, ctx->viewer->email)) {
        cd_form_error(ctx->form, "password-new", "password-common");
    }
    return cd_form_errors(ctx->form) > 0;
}

apr_status_t cd_password_change(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "password-changed");
    const char *fresh = cd_token_create(ctx->pool), *hash = NULL;
    cd_db_result_t result;
    apr_status_t rv;
    cd_db_t *db;
    int right;

    if (is_refused(ctx)) {
        return APR_SUCCESS;
    }
    rv = cd_page_verify_own(ctx, "password-now", &right);
    if (rv == APR_SUCCESS && right) {
        rv = cd_page_hash(ctx, cd_form_get(ctx->form, "password-new"), &hash);
    }
    if (rv != APR_SUCCESS || !right) {
        return rv;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_user_change_password(db, &audit, hash, ctx->session, fresh,
                                     ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.session = fresh;
    ctx->outcome.to = "/security";
    ctx->outcome.notice = "password-changed";
    return APR_SUCCESS;
}
