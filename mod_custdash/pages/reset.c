/* SPDX-License-Identifier: Apache-2.0 */
/* A forgotten password, and the address that is confirmed: links by mail. A
 * GET of a link shows a form and changes nothing: mail programs follow links
 * by themselves. */
#include <apr_strings.h>
#include <string.h>

#include "../model/user_token.h"
#include "pages.h"

const cd_field_t cd_forgot_fields[] = {
    { "email", "email", CD_FIELD_REQUIRED, 0, 254, cd_check_email, NULL,
      "username" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_reset_fields[] = {
    { "password-new", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET,
      CD_PASSWORD_MIN, CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "password-again", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* Whether an address is known is nobody's business: the answer is the same,
 * and so is what it costs. */
apr_status_t cd_forgot(cd_ctx_t *ctx)
{
    const char *email = cd_form_get(ctx->form, "email");
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    cd_guard_t guard;
    cd_user_t user;
    int wait = 0;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_user_find(db, email, ctx->time, &user);
    if (result == CD_DB_OK) {
        guard = cd_guard_begin(ctx, "forgot", user.id, email);
        result = cd_guard_wait(db, &guard, ctx->time, &wait);
    }
    if (result == CD_DB_OK && !wait) {
        result = cd_reset_ask(db, ctx, &user, email, &guard);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (wait) {
        return cd_page_throttled(ctx, wait);
    }
    ctx->outcome.to = "/sign-in";
    ctx->outcome.notice = "reset-sent";
    return APR_SUCCESS;
}

static apr_status_t find(cd_ctx_t *ctx, const char *purpose,
                         cd_addressee_t *person)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result =
        cd_user_token_find(db, ctx->pool, apr_table_get(ctx->params, "token"),
                           purpose, ctx->time, person);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

/* The page has the address, or says that the link is over. */
static apr_status_t show(cd_ctx_t *ctx, const char *purpose)
{
    cd_addressee_t person;
    apr_status_t rv;
    xmlNodePtr section;

    if (!ctx->doc) {
        return APR_SUCCESS;
    }
    rv = find(ctx, purpose, &person);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    section = cd_doc_section(ctx->doc, "link");
    if (person.id) {
        cd_doc_set(ctx->doc, cd_doc_element(ctx->doc, section, "user"),
                   "email", person.email);
    }
    else {
        ctx->form = NULL;
    }
    return APR_SUCCESS;
}

apr_status_t cd_reset_prepare(cd_ctx_t *ctx)
{
    return show(ctx, "reset");
}

static int is_refused(cd_ctx_t *ctx, const char *email)
{
    const char *password = cd_form_get(ctx->form, "password-new");

    if (strcmp(password, cd_form_get(ctx->form, "password-again")) != 0) {
        cd_form_error(ctx->form, "password-again", "different");
    }
    if (cd_password_common(ctx->safety, password, email)) {
        cd_form_error(ctx->form, "password-new", "password-common");
    }
    return cd_form_errors(ctx->form) > 0;
}

apr_status_t cd_reset(cd_ctx_t *ctx)
{
    const char *hash = NULL;
    cd_addressee_t person;
    cd_db_result_t result;
    apr_status_t rv;
    cd_db_t *db;
    int used;

    rv = find(ctx, "reset", &person);
    if (rv != APR_SUCCESS || !person.id || is_refused(ctx, person.email)) {
        return rv; /* the page says what is wrong */
    }
    rv = cd_page_hash(ctx, cd_form_get(ctx->form, "password-new"), &hash);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_reset_use(db, ctx, apr_table_get(ctx->params, "token"),
                          &person, hash, &used);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (used) {
        ctx->outcome.session = ctx->viewer ? "" : NULL;
        ctx->outcome.to = "/sign-in";
        ctx->outcome.notice = "password-reset";
    }
    return APR_SUCCESS;
}

apr_status_t cd_verify_prepare(cd_ctx_t *ctx)
{
    return show(ctx, "verify");
}

apr_status_t cd_verify(cd_ctx_t *ctx)
{
    cd_addressee_t person;
    cd_db_result_t result;
    apr_status_t rv = find(ctx, "verify", &person);
    int used;

    if (rv != APR_SUCCESS || !person.id) {
        return rv; /* the page says that the link is over */
    }
    result = cd_verify_use(ctx->db, ctx, apr_table_get(ctx->params, "token"),
                           &person, &used);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (used) {
        ctx->outcome.to = ctx->viewer ? "/" : "/sign-in";
        ctx->outcome.notice = "email-verified";
    }
    return APR_SUCCESS;
}

apr_status_t cd_verify_resend(cd_ctx_t *ctx)
{
    cd_guard_t guard = cd_guard_of_user(ctx, "verify", ctx->viewer->user);
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int wait = 0;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_guard_wait(db, &guard, ctx->time, &wait);
    if (result == CD_DB_OK && !wait && ctx->viewer->unverified) {
        result = cd_verify_again(db, ctx, &guard);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/";
    ctx->outcome.notice = wait ? "verify-wait" : "verify-sent";
    return APR_SUCCESS;
}
