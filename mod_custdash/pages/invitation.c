/* SPDX-License-Identifier: Apache-2.0 */
/* An invitation, opened by who was invited: with a user of that address she
 * signs in and accepts, without one she sets name and password. */
#include <string.h>

#include "../model/invitation.h"
#include "../model/session.h"
#include "../model/user.h"
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
static const char take[] = "accept";   /* by a button */
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
    result = cd_invitation_find(db, apr_table_get(ctx->params, "token"),
                                ctx->time, invitation, &found);
    if (result != CD_DB_OK) {
        return cd_failed(ctx, result);
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

/* Argon2id at the gate; no connection is held meanwhile. */
static apr_status_t hash_password(cd_ctx_t *ctx, const char **hash)
{
    apr_status_t rv;

    ctx->give_db(ctx);
    rv = ctx->enter_hash(ctx);
    if (rv == APR_SUCCESS) {
        *hash =
            cd_password_hash(ctx->pool, cd_form_get(ctx->form, "password"));
        ctx->leave_hash(ctx);
        rv = *hash ? APR_SUCCESS : APR_TIMEUP;
    }
    return rv;
}

/* Who accepted acts for the account at once. */
static apr_status_t enter(cd_ctx_t *ctx, const cd_invitation_t *invitation,
                          apr_int64_t user)
{
    cd_db_result_t result = ctx->viewer
        ? cd_session_switch(ctx->db, ctx->session, user, invitation->account,
                            ctx->time, &ctx->outcome.session)
        : cd_session_create(ctx->db, user, invitation->account, ctx->time,
                            ctx->limits, ctx->address, ctx->agent,
                            &ctx->outcome.session);

    if (result != CD_DB_OK) {
        return cd_failed(ctx, result);
    }
    ctx->outcome.to = "/";
    ctx->outcome.notice = "joined";
    return APR_SUCCESS;
}

static apr_status_t join_account(cd_ctx_t *ctx,
                                 const cd_invitation_t *invitation)
{
    cd_acceptance_t acceptance = { 0 };
    cd_db_result_t result;
    cd_db_t *db;
    int done;
    apr_status_t rv = APR_SUCCESS;

    if (ctx->viewer) {
        acceptance.user = ctx->viewer->user;
    }
    else {
        rv = hash_password(ctx, &acceptance.password_hash);
    }
    acceptance.first_name = cd_form_get(ctx->form, "first-name");
    acceptance.last_name = cd_form_get(ctx->form, "last-name");
    acceptance.language = cd_form_get(ctx->form, "language");
    acceptance.now = ctx->time;
    db = rv == APR_SUCCESS ? ctx->take_db(ctx) : NULL;
    if (!db) {
        return rv == APR_SUCCESS ? APR_EGENERAL : rv;
    }
    result = cd_invitation_accept(db, apr_table_get(ctx->params, "token"),
                                  invitation, &acceptance, &done);
    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, NULL, "member-exists");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        return cd_failed(ctx, result);
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
    if (way == join && !cd_form_may_change(ctx->form, "password")) {
        return APR_SUCCESS; /* it wasn't asked for a moment ago */
    }
    if (way == join
        && strcmp(cd_form_get(ctx->form, "password"),
                  cd_form_get(ctx->form, "password-again"))) {
        cd_form_error(ctx->form, "password-again", "different");
        return APR_SUCCESS;
    }
    return join_account(ctx, &invitation);
}
