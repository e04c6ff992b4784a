/* SPDX-License-Identifier: Apache-2.0 */
/* A changed e-mail address: send its link again, take the wish back, follow
 * the link. */
#include <apr_strings.h>

#include "../model/email_change.h"
#include "pages.h"

const cd_field_t cd_confirm_email_fields[] = { { NULL, NULL, 0, 0, 0, NULL,
                                                 NULL, NULL } };

apr_status_t cd_email_again(cd_ctx_t *ctx)
{
    cd_email_change_t change = { 0 };
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int sent;

    if (!db) {
        return APR_EGENERAL;
    }
    change.account = ctx->viewer->account;
    change.user = ctx->viewer->user;
    change.name = apr_pstrcat(ctx->pool, ctx->viewer->first_name, " ",
                              ctx->viewer->last_name, NULL);
    change.language = ctx->language;
    change.now = ctx->time;
    result = cd_email_change_again(db, &change, &sent);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/personal";
    ctx->outcome.notice = sent ? "email-change-sent" : "wait";
    return APR_SUCCESS;
}

apr_status_t cd_email_cancel(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "email-change-cancelled");
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_email_change_cancel(db, &audit, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/personal";
    ctx->outcome.notice = "email-change-cancelled";
    return APR_SUCCESS;
}

static apr_status_t find(cd_ctx_t *ctx, cd_email_change_t *change)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int found;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_email_change_find(db, apr_table_get(ctx->params, "link"),
                                  ctx->time, change, &found);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    return found ? APR_SUCCESS : APR_ENOENT;
}

/* A GET shows what is to be confirmed and changes nothing: mail programs
 * follow links by themselves. */
apr_status_t cd_confirm_email_prepare(cd_ctx_t *ctx)
{
    cd_email_change_t change = { 0 };
    apr_status_t rv = find(ctx, &change);
    xmlNodePtr node;

    if (!ctx->doc || rv == APR_EGENERAL) {
        return rv == APR_EGENERAL ? rv : APR_SUCCESS;
    }
    node = cd_doc_section(ctx->doc, "email-change");
    if (rv == APR_SUCCESS) {
        cd_doc_set(ctx->doc, cd_doc_element(ctx->doc, node, "change"), "email",
                   change.new_email);
    }
    return APR_SUCCESS;
}

apr_status_t cd_confirm_email(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "email-changed");
    cd_email_change_t change = { 0 };
    cd_db_result_t result;
    apr_status_t rv = find(ctx, &change);
    int used = 0;

    if (rv != APR_SUCCESS) {
        return rv == APR_ENOENT ? APR_SUCCESS : rv; /* the page says so */
    }
    change.address = ctx->address;
    audit.account = change.account;
    audit.user = change.user;
    audit.subject = change.new_email;
    result = cd_email_change_use(ctx->db, apr_table_get(ctx->params, "link"),
                                 &change, &audit, &used);
    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, NULL, "email-taken");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (used) {
        ctx->outcome.to = ctx->viewer ? "/" : "/sign-in";
        ctx->outcome.notice = "email-changed";
    }
    return APR_SUCCESS;
}
