/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a product: its cycles and prices, and into the cart. */
#include <apr_strings.h>
#include <string.h>

#include "cart.h"

/* A whole name, in the form that the DNS knows it by. */
static const char *check_host(apr_pool_t *pool, const char **value)
{
    cd_host_t host;

    if (cd_host_read(pool, *value, &host) || !strchr(host.ascii, '.')) {
        return "domain";
    }
    *value = host.ascii;
    return NULL;
}

const cd_field_t cd_product_fields[] = {
    { "cycle", "select", CD_FIELD_REQUIRED, 0, 20, NULL, NULL, NULL },
    { "domain", "text", 0, 0, 253, check_host, NULL, "off" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

typedef struct {
    cd_ctx_t *ctx;
    apr_array_header_t *options; /* cd_option_t */
} chooser_t;

static cd_db_result_t take_cycle(void *baton, const cd_row_t *row)
{
    chooser_t *c = baton;
    cd_option_t *option = apr_array_push(c->options);

    option->value = apr_pstrdup(c->ctx->pool, cd_row_get(row, "cycle"));
    option->label = NULL;
    return CD_DB_OK;
}

apr_status_t cd_product_prepare(cd_ctx_t *ctx)
{
    chooser_t c = { ctx, apr_array_make(ctx->pool, 8, sizeof(cd_option_t)) };
    cd_arg_t args[] = { { "account", cd_int_v(ctx->viewer->account) },
                        { "product",
                          cd_text_v(apr_table_get(ctx->params, "product")) } };
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_db_query(ctx->db, "product.cycles", args, 2, take_cycle, &c);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!c.options->nelts) {
        return APR_ENOENT;
    }
    if (!cd_form_is_filled(ctx->form)) {
        cd_form_set(ctx->form, "cycle",
                    APR_ARRAY_IDX(c.options, 0, cd_option_t).value);
    }
    APR_ARRAY_PUSH(c.options, cd_option_t) = (cd_option_t){ NULL, NULL };
    cd_form_options(ctx->form, "cycle", (const cd_option_t *) c.options->elts);
    return APR_SUCCESS;
}

apr_status_t cd_product_order(cd_ctx_t *ctx)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    cd_cart_item_t item = { 0 };
    cd_cart_end_t end;
    cd_db_result_t result;

    item.kind = "service";
    item.product = apr_atoi64(apr_table_get(ctx->params, "product"));
    item.cycle = cd_form_get(ctx->form, "cycle");
    item.name = cd_form_get_null(ctx->form, "domain");
    item.quantity = 1;
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_cart_add(ctx->db, &who, &item, 1, &end);
    return cd_cart_ended(ctx, result, end, "/cart", "cart-added");
}
