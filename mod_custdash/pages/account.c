/* SPDX-License-Identifier: Apache-2.0 */
/* Sign in, sign out, register. */
#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/countries.h"
#include "../core/crypto.h"
#include "../model/account.h"
#include "../model/address.h"
#include "../model/entry.h"
#include "../model/user.h"
#include "pages.h"

const cd_field_t cd_sign_in_fields[] = {
    { "email", "email", CD_FIELD_REQUIRED, 0, 254, NULL, NULL, "username" },
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "current-password" },
    { "to", "hidden", 0, 0, 1000, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_register_fields[] = {
    { "first-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "given-name" },
    { "last-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "family-name" },
    { "company", "text", 0, 0, 150, NULL, NULL, "organization" },
    { "email", "email", CD_FIELD_REQUIRED, 0, 254, cd_check_email, NULL,
      "email" },
    { "phone", "tel", 0, 0, 30, cd_check_phone, NULL, "tel" },
    { "country", "select", CD_FIELD_REQUIRED, 0, 2, cd_check_country, NULL,
      "country" },
    { "street1", "text", CD_FIELD_EXTRA, 0, 200, NULL, NULL, "address-line1" },
    { "street2", "text", CD_FIELD_EXTRA, 0, 200, NULL, NULL, "address-line2" },
    { "city", "text", CD_FIELD_EXTRA, 0, 100, NULL, NULL, "address-level2" },
    { "state", "text", CD_FIELD_EXTRA, 0, 100, NULL, NULL, "address-level1" },
    { "postcode", "text", CD_FIELD_EXTRA, 0, 20, NULL, NULL, "postal-code" },
    { "tax-id", "text", CD_FIELD_EXTRA, 0, 40, NULL, NULL, "off" },
    { "language", "select", CD_FIELD_REQUIRED, 0, 35, NULL, NULL, "language" },
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET,
      CD_PASSWORD_MIN, CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "password-again", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "terms", "checkbox", CD_FIELD_REQUIRED, 0, 1, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* What a guest does to the account of the user that she says she is. */
static cd_entry_t entry_of(const cd_ctx_t *ctx, const cd_user_t *user,
                           const char *email)
{
    cd_entry_t entry;

    entry.guard = cd_guard_begin(ctx, "sign-in", user->id, email);
    entry.audit = cd_audit_begin(ctx, "sign-in");
    entry.audit.account = user->account;
    entry.audit.user = user->id;
    entry.now = ctx->time;
    entry.limits = ctx->limits;
    entry.device = ctx->device ? ctx->device : cd_token_create(ctx->pool);
    return entry;
}

apr_status_t cd_page_throttled(cd_ctx_t *ctx, int wait)
{
    cd_form_error(ctx->form, NULL, "throttled");
    ctx->outcome.retry_after = wait;
    return APR_SUCCESS;
}

const char *cd_page_with_target(const cd_ctx_t *ctx, const char *path,
                                const char *to)
{
    return to && *to
        ? apr_pstrcat(ctx->pool, path,
                      "?to=", apr_pescape_urlencoded(ctx->pool, to), NULL)
        : path;
}

cd_entry_t cd_page_entry(cd_ctx_t *ctx, const cd_user_t *user)
{
    return entry_of(ctx, user, "");
}

/* Where somebody else finds out who it is, her page is the door. */
apr_status_t cd_sign_in_prepare(cd_ctx_t *ctx)
{
    const char *to =
        apr_table_get(ctx->posted ? ctx->posted : ctx->query, "to");

    if (ctx->identity) {
        ctx->outcome.to = cd_page_with_target(ctx, "/sign-in/external", to);
    }
    return APR_SUCCESS;
}

/* Where she wanted to go, by the page that asks for the code. */
static const char *to_code(const cd_ctx_t *ctx)
{
    return cd_page_with_target(ctx, "/sign-in/code",
                               cd_form_get(ctx->form, "to"));
}

static apr_status_t admit(cd_ctx_t *ctx, const cd_entry_t *entry,
                          int second_factor)
{
    cd_db_t *db = ctx->take_db(ctx);
    const char *token = NULL;
    cd_db_result_t result;
    int wait;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_entry_admit(db, entry, second_factor, &token, &wait);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (wait) {
        return cd_page_throttled(ctx, wait);
    }
    if (second_factor) {
        ctx->outcome.step = token;
        ctx->outcome.to = to_code(ctx);
        return APR_SUCCESS;
    }
    ctx->outcome.session = token;
    ctx->outcome.device = entry->device;
    ctx->outcome.to = cd_page_safe_target(cd_form_get(ctx->form, "to"));
    return APR_SUCCESS;
}

/* Asked of unknown users too: it costs the same. */
static apr_status_t refuse(cd_ctx_t *ctx, cd_entry_t *entry)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    entry->audit.action = "sign-in-failed";
    entry->audit.user = 0;
    entry->audit.subject = cd_form_get(ctx->form, "email");
    result = cd_entry_refuse(db, entry);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    cd_form_error(ctx->form, NULL, "sign-in");
    return APR_SUCCESS;
}

/* An imported or weaker hash is replaced while the password is at hand. A
 * failure here is no reason to keep the user out. */
static void store_rehash(cd_ctx_t *ctx, const cd_user_t *user)
{
    const char *hash;
    cd_db_t *db;

    if (cd_page_hash(ctx, cd_form_get(ctx->form, "password"), &hash)
            == APR_SUCCESS
        && (db = ctx->take_db(ctx)) != NULL) {
        cd_user_set_password(db, user->id, hash, ctx->time);
    }
}

/* Who is it, and may she try now? */
static apr_status_t look_up(cd_ctx_t *ctx, cd_user_t *user, cd_entry_t *entry,
                            int *wait)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result =
        cd_user_find(db, cd_form_get(ctx->form, "email"), ctx->time, user);
    if (result == CD_DB_OK) {
        *entry = entry_of(ctx, user, cd_form_get(ctx->form, "email"));
        result = cd_guard_wait(db, &entry->guard, ctx->time, wait);
    }
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

apr_status_t cd_sign_in(cd_ctx_t *ctx)
{
    int right = 0, rehash = 0, wait = 0;
    cd_entry_t entry;
    cd_user_t user;
    apr_status_t rv = look_up(ctx, &user, &entry, &wait);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (wait) {
        return cd_page_throttled(ctx, wait);
    }
    rv = cd_page_verify(ctx, &user, cd_form_get(ctx->form, "password"), &right,
                        &rehash);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (!right) {
        return refuse(ctx, &entry);
    }
    if (rehash) {
        store_rehash(ctx, &user);
    }
    return admit(ctx, &entry, user.second_factor);
}

apr_status_t cd_sign_out(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "sign-out");
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_session_end(db, ctx->session, &audit, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.session = "";
    ctx->outcome.to = "/sign-in";
    ctx->outcome.notice = "signed-out";
    return APR_SUCCESS;
}

/* What is locked later is given once, here. */
static void set_rules(cd_ctx_t *ctx)
{
    const cd_field_rule_t *rule;

    for (rule = ctx->rules; rule && rule->field; rule++) {
        cd_form_rule(ctx->form, rule->field,
                     rule->rule == CD_RULE_LOCKED ? CD_RULE_NONE : rule->rule);
    }
}

apr_status_t cd_register_prepare(cd_ctx_t *ctx)
{
    set_rules(ctx);
    cd_form_options(ctx->form, "language", ctx->languages);
    cd_form_options(ctx->form, "country",
                    cd_countries(ctx->pool, ctx->language));
    if (!*cd_form_get(ctx->form, "language")) {
        cd_form_set(ctx->form, "language", ctx->language);
    }
    return APR_SUCCESS;
}

static void read_registration(const cd_form_t *form, cd_registration_t *r)
{
    r->email = cd_form_get(form, "email");
    r->first_name = cd_form_get(form, "first-name");
    r->last_name = cd_form_get(form, "last-name");
    r->company = cd_form_get_null(form, "company");
    r->phone = cd_form_get_null(form, "phone");
    r->country = cd_form_get_null(form, "country");
    r->language = cd_form_get(form, "language");
    r->street1 = cd_form_get_null(form, "street1");
    r->street2 = cd_form_get_null(form, "street2");
    r->city = cd_form_get_null(form, "city");
    r->state = cd_form_get_null(form, "state");
    r->postcode = cd_form_get_null(form, "postcode");
    r->tax_id = cd_form_get_null(form, "tax-id");
}

/* The codes whose form depends on the country. */
static int check_by_country(cd_ctx_t *ctx, cd_registration_t *r)
{
    const char *country = r->country;

    if (r->postcode && cd_postcode_check(ctx->pool, country, &r->postcode)) {
        cd_form_error(ctx->form, "postcode", "postcode");
    }
    if (r->tax_id && cd_tax_id_check(ctx->pool, country, &r->tax_id)) {
        cd_form_error(ctx->form, "tax-id", "tax-id");
    }
    return cd_form_errors(ctx->form) == 0;
}

/* Whether an address has an account already is nobody's business: the
 * answer, and what it costs, is the same (ASVS 5.0, 6.3.8). */
apr_status_t cd_register(cd_ctx_t *ctx)
{
    cd_registration_t r = { 0 };
    cd_db_result_t result;
    apr_status_t rv;
    cd_db_t *db;

    if (strcmp(cd_form_get(ctx->form, "password"),
               cd_form_get(ctx->form, "password-again"))) {
        cd_form_error(ctx->form, "password-again", "different");
        return APR_SUCCESS;
    }
    read_registration(ctx->form, &r);
    if (cd_password_common(ctx->safety, cd_form_get(ctx->form, "password"),
                           r.email)) {
        cd_form_error(ctx->form, "password", "password-common");
        return APR_SUCCESS;
    }
    r.currency = ctx->currency;
    if (!check_by_country(ctx, &r)) {
        return APR_SUCCESS;
    }
    rv = cd_page_hash(ctx, cd_form_get(ctx->form, "password"),
                      &r.password_hash);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_account_register(db, &r, ctx->time);
    if (result != CD_DB_OK && result != CD_DB_DUPLICATE) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/sign-in";
    ctx->outcome.notice = "registered";
    return APR_SUCCESS;
}
