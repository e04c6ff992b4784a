/* SPDX-License-Identifier: Apache-2.0 */
/* An invitation, opened by who was invited: with a user of that address she
 * signs in and accepts, without one she sets name and password. */
#include <string.h>

#include "../model/invitation.h"
#include "../model/session.h"
#include "pages.h"

const cd_field_t cd_invitation_fields[] = {
    { "first-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "given-name" },
    { "last-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL,
      "family-name" },
    { "language", "select", CD_FIELD_REQUIRED, 0, 35, NULL, NULL, "language" },
    { "password", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET,
      CD_PASSWORD_MIN, CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "password-again", "password", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0,
      CD_PASSWORD_MAX, NULL, NULL, "new-password" },
    { "terms", "checkbox", CD_FIELD_REQUIRED, 0, 1, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* What can be done with an invitation, in the words of the document. */
static const char over[] = "over";       /* no longer valid */
static const char sign_in[] = "sign-in"; /* first */
static const char other[] = "other";     /* signed in as somebody else */
static const char take[] = "accept";     /* by a button */
static const char join[] = "join";       /* with name and password */

static const char *way_of(const cd_ctx_t *ctx, const cd_invitation_t *i,
                          int found)
{
    if (!found) {
        return over;
    }
    if (ctx->viewer) {
        return strcmp(ctx->viewer->email, i->email) ? other : take;
    }
    return i->known ? sign_in : join;
}

static apr_status_t find(cd_ctx_t *ctx, cd_invitation_t *invitation,
                         const char **way)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int found;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_invitation_find(db, apr_table_get(ctx->params, "link"),
                                ctx->time, invitation, &found);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    *way = way_of(ctx, invitation, found);
    return APR_SUCCESS;
}

static void show(cd_ctx_t *ctx, const cd_invitation_t *i, const char *way)
{
    xmlNodePtr node = cd_doc_element(
        ctx->doc, cd_doc_section(ctx->doc, "invitation"), "invitation");

    cd_doc_set(ctx->doc, node, "way", way);
    if (way != over) {
        cd_doc_set(ctx->doc, node, "email", i->email);
        cd_doc_set(ctx->doc, node, "account", i->account_name);
        cd_doc_set(ctx->doc, node, "inviter", i->inviter);
    }
}

apr_status_t cd_invitation_prepare(cd_ctx_t *ctx)
{
    cd_invitation_t invitation;
    const cd_field_t *field;
    const char *way;
    apr_status_t rv = find(ctx, &invitation, &way);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    for (field = cd_invitation_fields; field->name; field++) {
        cd_form_rule(ctx->form, field->name,
                     way == join ? CD_RULE_NONE : CD_RULE_HIDDEN);
    }
    if (ctx->identity) { /* she will never be asked for one */
        cd_form_rule(ctx->form, "password", CD_RULE_HIDDEN);
        cd_form_rule(ctx->form, "password-again", CD_RULE_HIDDEN);
    }
    cd_form_options(ctx->form, "language", ctx->languages);
    if (!cd_form_is_filled(ctx->form)) {
        cd_form_set(ctx->form, "first-name", invitation.first_name);
        cd_form_set(ctx->form, "last-name", invitation.last_name);
        cd_form_set(ctx->form, "language", ctx->language);
    }
    if (ctx->doc) {
        show(ctx, &invitation, way);
    }
    return APR_SUCCESS;
}

/* A session of the user that was just made, or of hers for the account. */
static cd_db_result_t begin_session(cd_ctx_t *ctx,
                                    const cd_invitation_t *invitation,
                                    apr_int64_t user)
{
    cd_audit_t audit = cd_audit_begin(ctx, "sign-in");
    const char *token = cd_token_create(ctx->pool);
    cd_db_result_t result;

    if (ctx->viewer) {
        return cd_session_switch(ctx->db, ctx->session, user,
                                 invitation->account, ctx->time,
                                 &ctx->outcome.session);
    }
    audit.user = user;
    audit.account = invitation->account;
    result = cd_session_insert(ctx->db, &audit, ctx->time, ctx->limits, token);
    if (result == CD_DB_OK) {
        ctx->outcome.session = token;
    }
    return result;
}

/* Who accepted acts for the account at once. */
static apr_status_t enter(cd_ctx_t *ctx, const cd_invitation_t *invitation,
                          apr_int64_t user)
{
    cd_db_result_t result = begin_session(ctx, invitation, user);

    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/";
    ctx->outcome.notice = "joined";
    return APR_SUCCESS;
}

static apr_status_t join_account(cd_ctx_t *ctx,
                                 const cd_invitation_t *invitation)
{
    cd_acceptance_t acceptance = { .password_hash = CD_NO_PASSWORD };
    cd_db_result_t result;
    cd_db_t *db;
    int done;
    apr_status_t rv = APR_SUCCESS;

    if (ctx->viewer) {
        acceptance.user = ctx->viewer->user;
    }
    else if (!ctx->identity) {
        rv = cd_page_hash(ctx, cd_form_get(ctx->form, "password"),
                          &acceptance.password_hash);
    }
    acceptance.first_name = cd_form_get(ctx->form, "first-name");
    acceptance.last_name = cd_form_get(ctx->form, "last-name");
    acceptance.language = cd_form_get(ctx->form, "language");
    acceptance.audit = cd_audit_begin(ctx, "login-accepted");
    acceptance.audit.account = invitation->account;
    acceptance.audit.subject = invitation->email;
    acceptance.now = ctx->time;
    db = rv == APR_SUCCESS ? ctx->take_db(ctx) : NULL;
    if (!db) {
        return rv == APR_SUCCESS ? APR_EGENERAL : rv;
    }
    result = cd_invitation_accept(db, apr_table_get(ctx->params, "link"),
                                  invitation, &acceptance, &done);
    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, NULL, "member-exists");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    return done ? enter(ctx, invitation, acceptance.user) : APR_SUCCESS;
}

apr_status_t cd_invitation_accept_it(cd_ctx_t *ctx)
{
    cd_invitation_t invitation;
    const char *way;
    apr_status_t rv = find(ctx, &invitation, &way);

    if (rv != APR_SUCCESS || (way != take && way != join)) {
        return rv; /* the page says what is to be done */
    }
    if (way == join && !cd_form_may_change(ctx->form, "terms")) {
        return APR_SUCCESS; /* it wasn't asked for a moment ago */
    }
    way = ctx->identity ? take : way; /* no password is set */
    if (way == join
        && strcmp(cd_form_get(ctx->form, "password"),
                  cd_form_get(ctx->form, "password-again"))) {
        cd_form_error(ctx->form, "password-again", "different");
        return APR_SUCCESS;
    }
    if (way == join
        && cd_password_common(ctx->safety, cd_form_get(ctx->form, "password"),
                              invitation.email)) {
        cd_form_error(ctx->form, "password", "password-common");
        return APR_SUCCESS;
    }
    return join_account(ctx, &invitation);
}
