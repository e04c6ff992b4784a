/* SPDX-License-Identifier: Apache-2.0 */
/* The second factor: set up, recovery codes, turned off. */
#include <apr_strings.h>
#include <string.h>

#include "../core/crypto.h"
#include "../core/qr.h"
#include "../model/factor.h"
#include "pages.h"

#define SET_UP "/security/second-factor"

const cd_field_t cd_factor_fields[] = {
    { "code", "text", CD_FIELD_REQUIRED, 0, 40, NULL, NULL, "one-time-code" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_factor_off_fields[] = {
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "current-password" },
    { "code", "text", CD_FIELD_REQUIRED, 0, 40, NULL, NULL, "one-time-code" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_recovery_fields[] = {
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "current-password" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* The codes that an action has just made: shown in its answer, never
 * again. */
static void show_codes(cd_ctx_t *ctx)
{
    const char *const *codes = ctx->state;
    xmlNodePtr section = cd_doc_section(ctx->doc, "recovery-codes");
    int i;

    for (i = 0; i < CD_RECOVERY_CODES; i++) {
        cd_doc_set(ctx->doc, cd_doc_element(ctx->doc, section, "code"),
                   "value", codes[i]);
    }
}

static const char *issuer(const cd_ctx_t *ctx)
{
    return ctx->safety->site ? ctx->safety->site : "Customer Dashboard";
}

/* The secret as one types it: in groups of four. */
static void show_secret(cd_ctx_t *ctx)
{
    xmlNodePtr section = cd_doc_section(ctx->doc, "second-factor");
    unsigned char secret[CD_TOTP_SECRET_BYTES];
    const char *text, *shown = "";

    cd_factor_pending(ctx, secret);
    text = cd_base32(ctx->pool, secret, sizeof(secret));
    for (; *text; text += strlen(text) < 4 ? strlen(text) : 4) {
        shown = apr_psprintf(ctx->pool, "%s%s%.4s", shown, *shown ? " " : "",
                             text);
    }
    cd_doc_set(ctx->doc, section, "secret", shown);
    cd_doc_set(ctx->doc, section, "issuer", issuer(ctx));
}

/* Who has one, or has not just given the password, is led elsewhere. */
static int may_set_up(cd_ctx_t *ctx)
{
    if (ctx->viewer->second_factor) {
        ctx->outcome.to = "/security";
        return 0;
    }
    return cd_reauth(ctx, SET_UP);
}

apr_status_t cd_factor_prepare(cd_ctx_t *ctx)
{
    if (ctx->state) {
        show_codes(ctx);
    }
    else if (may_set_up(ctx) && ctx->doc) {
        show_secret(ctx);
    }
    return APR_SUCCESS;
}

apr_status_t cd_factor_picture(cd_ctx_t *ctx)
{
    unsigned char secret[CD_TOTP_SECRET_BYTES];

    if (!may_set_up(ctx)) {
        return APR_ENOENT;
    }
    cd_factor_pending(ctx, secret);
    ctx->raw = cd_qr_svg(
        ctx->pool,
        cd_totp_uri(ctx->pool, secret, issuer(ctx), ctx->viewer->email));
    ctx->raw_type = "image/svg+xml";
    return ctx->raw ? APR_SUCCESS : APR_ENOMEM;
}

/* Wrong codes are counted with those of signing in. */
static cd_entry_t entry_of(const cd_ctx_t *ctx)
{
    cd_entry_t entry = { 0 };

    entry.guard = cd_guard_of_user(ctx, "code", ctx->viewer->user);
    entry.audit = cd_audit_begin(ctx, "code-failed");
    entry.now = ctx->time;
    entry.limits = ctx->limits;
    return entry;
}

static apr_status_t refuse(cd_ctx_t *ctx, cd_db_t *db, const cd_entry_t *entry)
{
    cd_db_result_t result = cd_entry_refuse(db, entry);

    cd_form_error(ctx->form, "code", "wrong-code");
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

/* Its answer shows the codes: there is no second time. */
static apr_status_t show_now(cd_ctx_t *ctx, const char *const *codes,
                             const char *fresh)
{
    ctx->state = codes;
    ctx->outcome.session = fresh;
    ctx->outcome.shown = 1;
    return APR_SUCCESS;
}

/* Is there a connection, and may a code be tried now? With APR_SUCCESS and
 * *db NULL the form says why not. */
static apr_status_t begin(cd_ctx_t *ctx, const cd_entry_t *entry, cd_db_t **db)
{
    cd_db_result_t result;
    int wait;

    *db = ctx->take_db(ctx);
    if (!*db) {
        return APR_EGENERAL;
    }
    result = cd_guard_wait(*db, &entry->guard, ctx->time, &wait);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (wait) {
        *db = NULL;
        return cd_page_throttled(ctx, wait);
    }
    return APR_SUCCESS;
}

apr_status_t cd_factor_on(cd_ctx_t *ctx)
{
    const char *fresh = cd_token_create(ctx->pool);
    const char *const *codes = cd_factor_codes(ctx);
    unsigned char secret[CD_TOTP_SECRET_BYTES];
    cd_entry_t entry = entry_of(ctx);
    cd_db_result_t result;
    apr_int64_t step;
    apr_status_t rv;
    cd_db_t *db;

    rv = begin(ctx, &entry, &db);
    if (rv != APR_SUCCESS || !db) {
        return rv;
    }
    cd_factor_pending(ctx, secret);
    step = cd_totp_step(secret, cd_form_get(ctx->form, "code"), ctx->time);
    if (!step) {
        return refuse(ctx, db, &entry);
    }
    result = cd_factor_set(db, ctx, secret, step, codes, fresh);
    if (result == CD_DB_DUPLICATE) {
        ctx->outcome.to = "/security";
        return APR_SUCCESS;
    }
    return result == CD_DB_OK ? show_now(ctx, codes, fresh)
                              : cd_page_db_failed(ctx, result);
}

apr_status_t cd_recovery_prepare(cd_ctx_t *ctx)
{
    if (ctx->state) {
        show_codes(ctx);
    }
    else if (!ctx->viewer->second_factor) {
        ctx->outcome.to = "/security";
    }
    return APR_SUCCESS;
}

apr_status_t cd_recovery_renew(cd_ctx_t *ctx)
{
    const char *const *codes = cd_factor_codes(ctx);
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
    result = cd_factor_renew(db, ctx, codes);
    return result == CD_DB_OK ? show_now(ctx, codes, NULL)
                              : cd_page_db_failed(ctx, result);
}

apr_status_t cd_factor_off_prepare(cd_ctx_t *ctx)
{
    if (!ctx->viewer->second_factor) {
        ctx->outcome.to = "/security";
    }
    return APR_SUCCESS;
}

/* The password was right: and the code? */
static apr_status_t turn_off(cd_ctx_t *ctx)
{
    const char *fresh = cd_token_create(ctx->pool);
    cd_entry_t entry = entry_of(ctx);
    cd_factor_t factor;
    cd_db_result_t result;
    cd_code_t code;
    apr_status_t rv;
    cd_db_t *db;
    int right = 0;

    rv = begin(ctx, &entry, &db);
    if (rv != APR_SUCCESS || !db) {
        return rv;
    }
    result = cd_factor_find(db, ctx->pool, ctx->viewer->user, &factor);
    if (result == CD_DB_OK) {
        code = cd_factor_read(ctx, &factor, ctx->viewer->user,
                              cd_form_get(ctx->form, "code"));
        result = cd_factor_drop(db, ctx, &code, fresh, &right);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!right) {
        return refuse(ctx, db, &entry);
    }
    ctx->outcome.session = fresh;
    ctx->outcome.to = "/security";
    ctx->outcome.notice = "second-factor-off";
    return APR_SUCCESS;
}

apr_status_t cd_factor_off(cd_ctx_t *ctx)
{
    int right;
    apr_status_t rv = cd_page_verify_own(ctx, "password", &right);

    return rv == APR_SUCCESS && right ? turn_off(ctx) : rv;
}
