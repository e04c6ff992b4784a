/* SPDX-License-Identifier: Apache-2.0 */
/* Single sign-on: the server has found out who it is (CustDashAuth external);
 * who is known gets in by a button, who comes for the first time as the
 * provider's rule says. Who is signed in already proves by it that she is
 * still there. */
#include <apr_strings.h>
#include <string.h>

#include "../core/countries.h"
#include "../core/crypto.h"
#include "../model/account.h"
#include "../model/identity.h"
#include "pages.h"

const cd_field_t cd_external_fields[] = {
    { "first-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "given-name" },
    { "last-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "family-name" },
    { "company", "text", 0, 0, 150, NULL, NULL, "organization" },
    { "country", "select", CD_FIELD_REQUIRED, 0, 2, cd_check_country, NULL,
      "country" },
    { "terms", "checkbox", CD_FIELD_REQUIRED, 0, 1, NULL, NULL, NULL },
    { "to", "hidden", 0, 0, 1000, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* What she can do here, in the words of the document. */
static const char known[] = "known";      /* get in */
static const char match[] = "match";      /* … for the first time */
static const char opening[] = "register"; /* open an account */
static const char refused[] = "refused";  /* nobody here has that name */
static const char locked[] = "locked";    /* somebody has, who may not */
static const char too_old[] = "too-old";  /* must prove herself again */

typedef struct {
    const cd_identity_t *identity;
    cd_user_t user; /* of known and match */
    const char *way;
} visitor_t;

static const char *way_of_first_sight(const visitor_t *v)
{
    const cd_identity_t *i = v->identity;

    if (v->user.id) {
        return v->user.active && v->user.account ? match : locked;
    }
    return i->email && i->rule == CD_AUTH_REGISTER ? opening : refused;
}

static const char *way_of_known(const cd_ctx_t *ctx, const visitor_t *v)
{
    if (!v->user.active || !v->user.account) {
        return locked;
    }
    return ctx->viewer && !cd_proof_holds(ctx, v->identity->since) ? too_old
                                                                   : known;
}

/* Nothing is believed but what the server itself has found out. */
static apr_status_t find(cd_ctx_t *ctx, visitor_t *v)
{
    cd_db_result_t result;
    cd_db_t *db;

    memset(v, 0, sizeof(*v));
    v->identity = ctx->identity;
    if (!v->identity->name) {
        ctx->failure = CD_DB_ERROR; /* the provider's mistake, not hers */
        ctx->trouble = "CustDashAuth external, but no module has "
                       "authenticated the request: protect the path "
                       "/sign-in/external of the dashboard with AuthType and "
                       "Require valid-user";
        return APR_EGENERAL;
    }
    db = ctx->take_db(ctx);
    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_identity_find(db, v->identity->name, ctx->time, &v->user);
    if (result == CD_DB_OK && v->user.id) {
        v->way = way_of_known(ctx, v);
        return APR_SUCCESS;
    }
    if (result == CD_DB_OK && v->identity->email
        && v->identity->rule != CD_AUTH_REFUSE) {
        result =
            cd_identity_match(db, v->identity->email, ctx->time, &v->user);
    }
    v->way = way_of_first_sight(v);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

static void show(cd_ctx_t *ctx, const visitor_t *v)
{
    const cd_identity_t *i = v->identity;
    xmlNodePtr node = cd_doc_element(
        ctx->doc, cd_doc_section(ctx->doc, "identity"), "identity");

    cd_doc_set(ctx->doc, node, "way", v->way);
    cd_doc_set(ctx->doc, node, "name", i->email ? i->email : i->name);
}

static void fill_in(cd_ctx_t *ctx, const cd_identity_t *i)
{
    if (i->first_name) {
        cd_form_set(ctx->form, "first-name", i->first_name);
    }
    if (i->last_name) {
        cd_form_set(ctx->form, "last-name", i->last_name);
    }
}

apr_status_t cd_external_prepare(cd_ctx_t *ctx)
{
    const cd_field_t *field;
    visitor_t v;
    apr_status_t rv = find(ctx, &v);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    for (field = cd_external_fields; field->name; field++) {
        if (v.way != opening && strcmp(field->name, "to")) {
            cd_form_rule(ctx->form, field->name, CD_RULE_HIDDEN);
        }
    }
    cd_form_options(ctx->form, "country",
                    cd_countries(ctx->pool, ctx->language));
    if (!cd_form_is_filled(ctx->form)) {
        fill_in(ctx, v.identity);
    }
    if (ctx->doc) {
        show(ctx, &v);
    }
    return APR_SUCCESS;
}

/* The same person has just been there again: her session goes on. */
static cd_db_result_t go_on(cd_ctx_t *ctx)
{
    cd_db_result_t result = cd_session_prove(ctx->db, ctx->session, ctx->time);

    if (result == CD_DB_OK) {
        ctx->outcome.to = cd_page_safe_target(cd_form_get(ctx->form, "to"));
    }
    return result;
}

static cd_db_result_t enter(cd_ctx_t *ctx, const visitor_t *v)
{
    cd_entry_t entry = cd_page_entry(ctx, &v->user);
    cd_db_result_t result = CD_DB_OK;
    const char *token;

    if (ctx->viewer && ctx->viewer->user == v->user.id) {
        return go_on(ctx);
    }
    if (ctx->viewer) {
        cd_audit_t audit = cd_audit_begin(ctx, "sign-out");

        result = cd_session_end(ctx->db, ctx->session, &audit, ctx->time);
    }
    if (result == CD_DB_OK) {
        result = cd_identity_enter(ctx->db, &entry, v->identity->name,
                                   v->way != known, &token);
    }
    if (result == CD_DB_OK) {
        ctx->outcome.session = token;
        ctx->outcome.device = entry.device;
        ctx->outcome.to = cd_page_safe_target(cd_form_get(ctx->form, "to"));
    }
    return result;
}

static cd_db_result_t open_account(cd_ctx_t *ctx, const cd_identity_t *i)
{
    cd_registration_t r = { 0 };

    r.email = i->email;
    r.identity = i->name;
    r.password_hash = CD_NO_PASSWORD;
    r.first_name = cd_form_get(ctx->form, "first-name");
    r.last_name = cd_form_get(ctx->form, "last-name");
    r.company = cd_form_get_null(ctx->form, "company");
    r.country = cd_form_get_null(ctx->form, "country");
    r.language = ctx->language;
    r.currency = ctx->currency;
    return cd_account_register(ctx->db, &r, ctx->time);
}

/* Two buttons pressed at once: the second finds what the first has done. */
static cd_db_result_t take_in(cd_ctx_t *ctx, visitor_t *v)
{
    cd_db_result_t result = CD_DB_OK;

    if (v->way == opening) {
        if (!cd_form_may_change(ctx->form, "terms")) {
            return CD_DB_OK; /* it wasn't asked for a moment ago */
        }
        result = open_account(ctx, v->identity);
        if (result == CD_DB_OK || result == CD_DB_DUPLICATE) {
            result = cd_identity_find(ctx->db, v->identity->name, ctx->time,
                                      &v->user);
            v->way = v->user.id ? known : refused;
        }
    }
    if (result != CD_DB_OK || (v->way != known && v->way != match)) {
        return result;
    }
    result = enter(ctx, v);
    if (result == CD_DB_DUPLICATE) {
        v->way = known;
        result = enter(ctx, v);
    }
    return result;
}

apr_status_t cd_external(cd_ctx_t *ctx)
{
    cd_db_result_t result;
    visitor_t v;
    apr_status_t rv = find(ctx, &v);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    result = take_in(ctx, &v);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!ctx->outcome.to && !cd_form_errors(ctx->form)) {
        cd_form_error(ctx->form, NULL, "not-admitted");
    }
    return APR_SUCCESS;
}
