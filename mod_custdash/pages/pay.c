/* SPDX-License-Identifier: Apache-2.0 */
/* Paying an invoice: from credit, or at a gateway; and what gateways tell. */
#include <apr_strings.h>
#include <string.h>

#include "../model/gateway.h"
#include "../model/ledger.h"
#include "../model/permission.h"
#include "pages.h"

const cd_field_t cd_pay_fields[] = {
    { "gateway", "hidden", CD_FIELD_REQUIRED, 0, 32, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static apr_int64_t invoice_of(const cd_ctx_t *ctx)
{
    return apr_atoi64(apr_table_get(ctx->params, "invoice"));
}

static const char *path_of(const cd_ctx_t *ctx)
{
    return apr_psprintf(ctx->pool, "/invoices/%" APR_INT64_T_FMT,
                        invoice_of(ctx));
}

/* The gateways of the server, beside what the provider's table has. */
apr_status_t cd_invoice_prepare(cd_ctx_t *ctx)
{
    xmlNodePtr section;
    int i;

    if (!ctx->doc || !ctx->gateways->nelts
        || !(ctx->viewer->permissions & CD_INVOICES_PAY)) {
        return APR_SUCCESS;
    }
    section = cd_doc_section(ctx->doc, "gateways");
    for (i = 0; i < ctx->gateways->nelts; i++) {
        cd_doc_set(ctx->doc, cd_doc_element(ctx->doc, section, "gateway"),
                   "name",
                   APR_ARRAY_IDX(ctx->gateways, i, cd_gateway_set_t).name);
    }
    return APR_SUCCESS;
}

apr_status_t cd_pay_credit(cd_ctx_t *ctx)
{
    cd_movement_t m = { 0 };
    cd_posted_t posted;
    cd_audit_t audit = cd_audit_begin(ctx, "invoice-paid");
    cd_db_result_t result;

    m.account = ctx->viewer->account;
    m.invoice = invoice_of(ctx);
    m.now = ctx->time;
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_ledger_apply(ctx->db, &m, &posted);
    if (result == CD_DB_OK && posted.end == CD_LEDGER_DONE) {
        audit.subject = apr_table_get(ctx->params, "invoice");
        audit.detail = "credit";
        result = cd_audit_put(ctx->db, &audit, ctx->time);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (posted.end == CD_LEDGER_MISSING) {
        return APR_ENOENT;
    }
    ctx->outcome.to = path_of(ctx);
    ctx->outcome.notice = posted.end != CD_LEDGER_DONE ? "payment-none"
        : posted.due                                   ? "payment-part"
                                                       : "payment-done";
    return APR_SUCCESS;
}

static const cd_gateway_set_t *gateway_named(const cd_ctx_t *ctx,
                                             const char *name)
{
    int i;

    for (i = 0; i < ctx->gateways->nelts; i++) {
        const cd_gateway_set_t *set =
            &APR_ARRAY_IDX(ctx->gateways, i, cd_gateway_set_t);

        if (!strcmp(set->name, name)) {
            return set;
        }
    }
    return NULL;
}

/* What is due is asked for at the gateway, while no connection is held. */
static apr_status_t begin(cd_ctx_t *ctx, const cd_gateway_set_t *set,
                          cd_attempt_t *attempt, custdash_begun_t *begun)
{
    custdash_payment_t payment = {
        attempt->due,
        apr_pstrdup(ctx->pool, attempt->currency),
        apr_pstrdup(ctx->pool, attempt->number),
        ctx->viewer->email,
        apr_pstrdup(ctx->pool, attempt->once),
        apr_pstrcat(ctx->pool, ctx->origin, ctx->base, path_of(ctx), NULL)
    };
    cd_db_result_t result;

    ctx->give_db(ctx);
    set->gateway->begin(set->state, &payment, ctx->pool, begun);
    if (begun->error) {
        return APR_SUCCESS;
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_gateway_named(ctx->db, attempt, begun->reference);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

apr_status_t cd_pay_begin(cd_ctx_t *ctx)
{
    const cd_gateway_set_t *set =
        gateway_named(ctx, cd_form_get(ctx->form, "gateway"));
    cd_attempt_t attempt;
    custdash_begun_t begun;
    cd_db_result_t result;
    apr_status_t rv;

    if (!set) {
        return APR_ENOENT;
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_gateway_look(ctx->db, ctx->viewer->account, invoice_of(ctx),
                             &attempt);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!attempt.number) {
        return APR_ENOENT;
    }
    ctx->outcome.to = path_of(ctx);
    ctx->outcome.notice = "payment-none";
    if (attempt.due <= 0
        || (strcmp(attempt.status, "unpaid")
            && strcmp(attempt.status, "collections"))) {
        return APR_SUCCESS;
    }
    result =
        cd_gateway_begin(ctx->db, set->name, ctx->today, ctx->time, &attempt);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    rv = begin(ctx, set, &attempt, &begun);
    ctx->outcome.notice = begun.error ? "payment-unavailable" : NULL;
    ctx->outcome.away = begun.error ? NULL : begun.url;
    ctx->trouble = begun.error;
    return rv;
}

/* A gateway calls: what is genuine is kept, and answered 200 once it is. */
apr_status_t cd_gateway_call(cd_ctx_t *ctx)
{
    const char *name = apr_table_get(ctx->params, "gateway"), *outcome;
    const cd_gateway_set_t *set = gateway_named(ctx, name);
    custdash_heard_t heard;
    cd_db_result_t result;

    if (!set) {
        return APR_ENOENT;
    }
    set->gateway->hear(set->state, ctx->body, ctx->body_len, ctx->header, ctx,
                       ctx->time, ctx->pool, &heard);
    if (heard.kind == CUSTDASH_HEARD_FORGED) {
        ctx->trouble = apr_pstrcat(ctx->pool, name, ": ", heard.error, NULL);
        return APR_EINVAL;
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_gateway_heard(ctx->db, name, &heard, ctx->body, ctx->today,
                              ctx->time, &outcome);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->raw = apr_pstrcat(ctx->pool, outcome, "\n", NULL);
    ctx->raw_type = "text/plain; charset=utf-8";
    if (!strcmp(outcome, "mismatch") || !strcmp(outcome, "unknown")
        || !strcmp(outcome, "refused")) {
        ctx->trouble = apr_psprintf(ctx->pool, "%s: event %s (%s): %s", name,
                                    heard.event, heard.name, outcome);
    }
    return APR_SUCCESS;
}
