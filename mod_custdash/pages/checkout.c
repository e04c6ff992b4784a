/* SPDX-License-Identifier: Apache-2.0 */
/* The checkout: what is ordered, for whom, on which terms; pressed once or
 * twice, it orders once. */
#include <apr_strings.h>
#include <string.h>

#include "../model/order.h"
#include "cart.h"

const cd_field_t cd_checkout_fields[] = {
    { "once", "hidden", 0, 0, 43, NULL, NULL, NULL },
    { "quote", "hidden", 0, 0, 64, NULL, NULL, NULL },
    { "version", "hidden", 0, 0, 20, NULL, NULL, NULL },
    { "accept", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

typedef struct {
    apr_pool_t *pool;
    const char *version;
} terms_t;

static cd_db_result_t take_terms(void *baton, const cd_row_t *row)
{
    terms_t *t = baton;

    t->version = apr_pstrdup(t->pool, cd_row_get(row, "version"));
    return CD_DB_OK;
}

/* The version that holds today, or NULL. */
static cd_db_result_t find_terms(cd_ctx_t *ctx, const char **version)
{
    terms_t t = { ctx->pool, NULL };
    cd_arg_t args[] = { { "today", cd_text_v(ctx->today) } };
    cd_db_result_t result =
        cd_db_query(ctx->db, "terms.current", args, 1, take_terms, &t);

    *version = t.version;
    return result;
}

/* What the page shows now is what its button orders. */
static void set_shown(cd_ctx_t *ctx, const cd_cart_t *cart,
                      const char *version)
{
    const char *once = cd_form_get(ctx->form, "once");
    unsigned char bytes[CD_TOKEN_BYTES];

    if (cd_token_bytes(once, bytes) != APR_SUCCESS) {
        cd_form_set(ctx->form, "once", cd_token_create(ctx->pool));
    }
    cd_form_set(ctx->form, "quote", cart->quote);
    cd_form_set(ctx->form, "version", version);
    cd_form_rule(ctx->form, "accept",
                 version ? CD_RULE_REQUIRED : CD_RULE_HIDDEN);
}

apr_status_t cd_checkout_prepare(cd_ctx_t *ctx)
{
    const char *version;
    cd_cart_t cart;
    cd_db_result_t result;
    apr_status_t rv;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = find_terms(ctx, &version);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!ctx->doc) { /* before the form is read */
        cd_form_rule(ctx->form, "accept",
                     version ? CD_RULE_REQUIRED : CD_RULE_HIDDEN);
        return APR_SUCCESS;
    }
    rv = cd_cart_show(ctx, &cart);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (!cart.lines->nelts || cart.problems) {
        ctx->outcome.to = "/cart";
        return APR_SUCCESS;
    }
    set_shown(ctx, &cart, version);
    return APR_SUCCESS;
}

/* COMMIT was sent and no answer came: another connection knows. */
static cd_db_result_t look_again(cd_ctx_t *ctx, const char *once,
                                 cd_placed_t *placed)
{
    ctx->give_db(ctx);
    if (!ctx->take_db(ctx)) {
        return CD_DB_UNKNOWN;
    }
    return cd_order_find(ctx->db, ctx->viewer->account, once, placed)
                == CD_DB_OK
            && placed->order
        ? CD_DB_OK
        : CD_DB_UNKNOWN;
}

static apr_status_t say(cd_ctx_t *ctx, const cd_placed_t *placed)
{
    static const char *const codes[] = {
        [CD_ORDER_CHANGED] = "order-changed",
        [CD_ORDER_PROBLEM] = "order-problem",
        [CD_ORDER_TAKEN] = "order-taken",
    };

    if (placed->end == CD_ORDER_EMPTY) {
        ctx->outcome.to = "/cart";
        return APR_SUCCESS;
    }
    if (placed->end != CD_ORDER_PLACED) {
        cd_form_error(ctx->form, NULL, codes[placed->end]);
        return APR_SUCCESS;
    }
    ctx->outcome.to = apr_psprintf(ctx->pool, "/invoices/%" APR_INT64_T_FMT,
                                   placed->invoice);
    ctx->outcome.notice = "order-placed";
    return APR_SUCCESS;
}

apr_status_t cd_checkout(cd_ctx_t *ctx)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    cd_cart_words_t words = cd_cart_words(ctx);
    cd_audit_t audit = cd_audit_begin(ctx, NULL);
    unsigned char bytes[CD_TOKEN_BYTES];
    cd_order_draft_t draft = { &who,
                               &words,
                               ctx->viewer->user,
                               cd_form_get(ctx->form, "once"),
                               cd_form_get(ctx->form, "quote"),
                               cd_form_get_null(ctx->form, "version"),
                               &audit };
    const char *version;
    cd_placed_t placed;
    cd_db_result_t result;

    if (cd_token_bytes(draft.once, bytes) != APR_SUCCESS) {
        cd_form_error(ctx->form, NULL, "order-changed");
        return APR_SUCCESS;
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = find_terms(ctx, &version);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (version && (!draft.terms || strcmp(version, draft.terms))) {
        cd_form_set(ctx->form, "accept", NULL);
        cd_form_error(ctx->form, "accept", "terms-changed");
        return APR_SUCCESS;
    }
    draft.terms = version;
    result = cd_order_place(ctx->db, &draft, &placed);
    if (result == CD_DB_UNKNOWN) {
        result = look_again(ctx, draft.once, &placed);
    }
    return result == CD_DB_OK ? say(ctx, &placed)
                              : cd_page_db_failed(ctx, result);
}
