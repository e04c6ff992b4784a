/* SPDX-License-Identifier: Apache-2.0 */
/* Personal settings: one form with one button, and the address that waits to
 * be confirmed. */
#include <apr_strings.h>
#include <string.h>

#include "../core/countries.h"
#include "../model/address.h"
#include "../model/email_change.h"
#include "../model/personal.h"
#include "pages.h"

#define MAY(rule) (1u << CD_RULE_##rule)
#define MAY_ANY (MAY(REQUIRED) | MAY(OPTIONAL) | MAY(LOCKED) | MAY(HIDDEN))
#define MAY_LOCK (MAY(REQUIRED) | MAY(LOCKED)) /* nothing goes without it */

/* What a provider may rule; `register` goes by the same. */
const cd_ruled_t cd_personal_ruled[] = {
    { "first-name", MAY_LOCK }, { "last-name", MAY_LOCK },
    { "company", MAY_ANY },     { "email", MAY_LOCK },
    { "phone", MAY_ANY },       { "language", MAY_LOCK },
    { "street1", MAY_ANY },     { "street2", MAY_ANY },
    { "city", MAY_ANY },        { "state", MAY_ANY },
    { "postcode", MAY_ANY },    { "country", MAY_ANY },
    { "tax-id", MAY_ANY },      { NULL, 0 }
};

/* The settings in the order of the model, then what goes with them. */
const cd_field_t cd_personal_fields[] = {
    { "first-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "given-name" },
    { "last-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "family-name" },
    { "company", "text", 0, 0, 150, NULL, NULL, "organization" },
    { "email", "email", CD_FIELD_REQUIRED, 0, 254, cd_check_email, NULL,
      "email" },
    { "phone", "tel", 0, 0, 30, cd_check_phone, NULL, "tel" },
    { "language", "select", CD_FIELD_REQUIRED, 0, 35, NULL, NULL, "language" },
    { "currency", "select", CD_FIELD_REQUIRED, 0, 3, NULL, NULL, NULL },
    { "street1", "text", 0, 0, 200, NULL, NULL, "address-line1" },
    { "street2", "text", 0, 0, 200, NULL, NULL, "address-line2" },
    { "city", "text", 0, 0, 100, NULL, NULL, "address-level2" },
    { "state", "text", 0, 0, 100, NULL, NULL, "address-level1" },
    { "postcode", "text", 0, 0, 20, NULL, NULL, "postal-code" },
    { "country", "select", 0, 0, 2, cd_check_country, NULL, "country" },
    { "tax-id", "text", 0, 0, 40, NULL, NULL, "off" },
    { "mail-general", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-product", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-domain", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-invoice", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-support", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mailing-list", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "current-password", "password", CD_FIELD_SECRET, 0, CD_PASSWORD_MAX,
      NULL, NULL, "current-password" },
    { "seen", "hidden", 0, 0, CD_SEEN_CHARS, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static int is_owner(const cd_ctx_t *ctx)
{
    return !strcmp(ctx->viewer->role, "owner");
}

typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *list;
} options_t;

static cd_db_result_t take_currency(void *baton, const cd_row_t *row)
{
    options_t *o = baton;
    cd_option_t *option = apr_array_push(o->list);

    option->value = option->label = apr_pstrdup(o->pool, row->value[0]);
    return CD_DB_OK;
}

/* The account's own first: it may be one that nothing is priced in. */
static cd_db_result_t offer_currencies(cd_ctx_t *ctx, const char *own)
{
    options_t o = { ctx->pool,
                    apr_array_make(ctx->pool, 8, sizeof(cd_option_t)) };
    cd_option_t *first = apr_array_push(o.list);
    cd_db_result_t result = CD_DB_OK;
    int i;

    first->value = first->label = own;
    if (cd_form_may_change(ctx->form, "currency")) {
        result = cd_db_query(ctx->db, "currencies.offered", NULL, 0,
                             take_currency, &o);
    }
    for (i = 1; i < o.list->nelts; i++) {
        cd_option_t *option = &APR_ARRAY_IDX(o.list, i, cd_option_t);

        if (!strcmp(option->value, own)) {
            *option = *(cd_option_t *) apr_array_pop(o.list);
            break;
        }
    }
    *(cd_option_t *) apr_array_push(o.list) = (cd_option_t){ NULL, NULL };
    cd_form_options(ctx->form, "currency", (const cd_option_t *) o.list->elts);
    return result;
}

static void set_rules(cd_ctx_t *ctx, const cd_settings_t *settings)
{
    const cd_field_rule_t *rule;

    for (rule = ctx->rules; rule && rule->field; rule++) {
        cd_form_rule(ctx->form, rule->field, rule->rule);
    }
    if (!settings->can_set_currency) {
        cd_form_rule(ctx->form, "currency", CD_RULE_LOCKED);
    }
    /* it is the owner's login, too: nobody else may carry it off; with single
       sign-on it is what her identity says */
    if (!is_owner(ctx) || ctx->identity) {
        cd_form_rule(ctx->form, "email", CD_RULE_LOCKED);
    }
    if (!cd_form_may_change(ctx->form, "email")) {
        cd_form_rule(ctx->form, "current-password", CD_RULE_HIDDEN);
    }
}

apr_status_t cd_personal_prepare(cd_ctx_t *ctx)
{
    cd_settings_t settings;
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int i;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_settings_load(db, ctx->pool, ctx->viewer->account, &settings);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    set_rules(ctx, &settings);
    cd_form_options(ctx->form, "language", ctx->languages);
    cd_form_options(ctx->form, "country",
                    cd_countries(ctx->pool, ctx->language));
    for (i = 0; i < CD_SETTINGS; i++) {
        if (!cd_form_is_filled(ctx->form)
            || !cd_form_may_change(ctx->form, cd_setting_names[i])) {
            cd_form_set(ctx->form, cd_setting_names[i], settings.value[i]);
        }
    }
    if (!cd_form_is_filled(ctx->form)) {
        cd_form_set(ctx->form, "seen", cd_settings_seen(ctx->pool, &settings));
    }
    result = offer_currencies(ctx, settings.value[CD_CURRENCY]);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

/* A code that was there before is not asked again whenever the phone number
 * changes. */
static int is_touched(const cd_ctx_t *ctx, const cd_settings_t *now,
                      int setting)
{
    return strcmp(cd_form_get(ctx->form, cd_setting_names[setting]),
                  now->value[setting])
        || strcmp(cd_form_get(ctx->form, "country"), now->value[CD_COUNTRY]);
}

static void check_by_country(cd_ctx_t *ctx, const cd_settings_t *now,
                             int setting,
                             const char *(*check)(apr_pool_t *, const char *,
                                                  const char **) )
{
    const char *name = cd_setting_names[setting], *error;
    const char *value = cd_form_get(ctx->form, name);

    if (!*value || !cd_form_may_change(ctx->form, name)
        || !is_touched(ctx, now, setting)) {
        return;
    }
    error = check(ctx->pool, cd_form_get(ctx->form, "country"), &value);
    if (error) {
        cd_form_error(ctx->form, name, error);
    }
    else {
        cd_form_set(ctx->form, name, value);
    }
}

/* A new address wants the password. */
static apr_status_t check_password(cd_ctx_t *ctx, const cd_settings_t *now)
{
    cd_change_t change = cd_setting_change(
        ctx->pool, cd_form_get(ctx->form, "seen"), CD_EMAIL,
        cd_form_get(ctx->form, "email"), now->value[CD_EMAIL]);
    int right;

    if (!cd_form_may_change(ctx->form, "email")
        || (change != CD_CHANGE_MINE && change != CD_CHANGE_BOTH)) {
        return APR_SUCCESS;
    }
    if (!*cd_form_get(ctx->form, "current-password")) {
        cd_form_error(ctx->form, "current-password", "password-needed");
        return APR_SUCCESS;
    }
    return cd_page_verify_own(ctx, "current-password", &right);
}

static cd_db_result_t new_email(cd_db_t *db, const char *old, const char *now,
                                void *baton)
{
    cd_ctx_t *ctx = baton;
    cd_email_change_t change = { ctx->viewer->account,
                                 ctx->viewer->user,
                                 old,
                                 now,
                                 apr_pstrcat(ctx->pool,
                                             ctx->viewer->first_name, " ",
                                             ctx->viewer->last_name, NULL),
                                 ctx->language,
                                 ctx->address,
                                 ctx->time };

    return cd_email_change_ask(db, &change);
}

static const char *wording(cd_ctx_t *ctx)
{
    const char *lead = ctx->say(ctx, "personal.mailing-list.lead");
    const char *tick =
        ctx->say(ctx,
                 apr_pstrcat(ctx->pool, "field.",
                             cd_setting_names[CD_MAILING_LIST], NULL));

    return apr_pstrcat(ctx->pool, lead ? lead : "", lead ? " " : "",
                       tick ? tick : "", NULL);
}

/* What the other person did, field by field; what I typed stays. */
static void show_theirs(cd_ctx_t *ctx, const cd_saving_t *saving)
{
    int i;

    for (i = 0; i < CD_SETTINGS; i++) {
        const char *name = cd_setting_names[i];
        const char *theirs = saving->current.value[i];

        if (!cd_form_may_change(ctx->form, name)) {
            continue;
        }
        if (saving->change[i] == CD_CHANGE_BOTH) {
            cd_form_error(ctx->form, name, "conflict");
            cd_form_theirs(ctx->form, name, theirs);
        }
        else if (saving->change[i] == CD_CHANGE_THEIRS) {
            cd_form_set(ctx->form, name, theirs);
            cd_form_theirs(ctx->form, name, theirs);
        }
    }
    cd_form_set(ctx->form, "seen",
                cd_settings_seen(ctx->pool, &saving->current));
}

static void begin_saving(cd_ctx_t *ctx, cd_saving_t *saving)
{
    int i;

    memset(saving, 0, sizeof(*saving));
    saving->account = ctx->viewer->account;
    saving->user = ctx->viewer->user;
    saving->is_owner = is_owner(ctx);
    for (i = 0; i < CD_SETTINGS; i++) {
        saving->mine[i] = cd_form_may_change(ctx->form, cd_setting_names[i])
            ? cd_form_get(ctx->form, cd_setting_names[i])
            : NULL;
    }
    saving->seen = cd_form_get(ctx->form, "seen");
    saving->wording = wording(ctx);
    saving->address = ctx->address;
    saving->now = ctx->time;
    saving->new_email = new_email;
    saving->baton = ctx;
    saving->audit = cd_audit_begin(ctx, "settings-changed");
}

static apr_status_t save(cd_ctx_t *ctx)
{
    cd_saving_t saving;
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    begin_saving(ctx, &saving);
    result = cd_settings_save(db, &saving);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (saving.conflicts) {
        show_theirs(ctx, &saving);
        return APR_SUCCESS;
    }
    ctx->outcome.to = "/personal";
    ctx->outcome.notice = saving.change[CD_EMAIL] == CD_CHANGE_MINE
        ? "email-change-sent"
        : "saved";
    return APR_SUCCESS;
}

apr_status_t cd_personal_save(cd_ctx_t *ctx)
{
    cd_settings_t now;
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    apr_status_t rv;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_settings_load(db, ctx->pool, ctx->viewer->account, &now);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    check_by_country(ctx, &now, CD_POSTCODE, cd_postcode_check);
    check_by_country(ctx, &now, CD_TAX_ID, cd_tax_id_check);
    if (cd_form_errors(ctx->form)) {
        return APR_SUCCESS;
    }
    rv = check_password(ctx, &now);
    if (rv != APR_SUCCESS || cd_form_errors(ctx->form)) {
        return rv;
    }
    return save(ctx);
}
