/* SPDX-License-Identifier: Apache-2.0 */
/* The cart: filled, changed, shown with its sums. */
#include "cart.h"

#include <apr_strings.h>
#include <string.h>

static const cd_option_t kinds[] = { { "renew-service", NULL },
                                     { "renew-domain", NULL },
                                     { "due", NULL },
                                     { "register", NULL },
                                     { NULL, NULL } };

static const char *check_quantity(apr_pool_t *pool, const char **value)
{
    apr_int64_t n = apr_atoi64(*value);

    (void) pool;
    return strspn(*value, "0123456789") == strlen(*value) && n >= 1
            && n <= CD_CART_QUANTITY
        ? NULL
        : "quantity";
}

static const char *check_id(apr_pool_t *pool, const char **value)
{
    (void) pool;
    return strspn(*value, "0123456789") == strlen(*value) ? NULL : "choice";
}

const cd_field_t cd_cart_fields[] = {
    { "kind", "select", CD_FIELD_REQUIRED, 0, 20, NULL, kinds, NULL },
    { "id", "hidden", 0, 0, 18, check_id, NULL, NULL },
    { "quantity", "hidden", 0, 0, 3, check_quantity, NULL, NULL },
    { "name", "hidden", 0, 0, 253, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_cart_line_fields[] = {
    { "quantity", "hidden", CD_FIELD_REQUIRED, 0, 3, check_quantity, NULL,
      NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

cd_shopper_t cd_cart_shopper(cd_ctx_t *ctx)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_shopper_t who = { v->account,         v->membership, v->scoped,
                         v->permission_list, v->currency,   ctx->today,
                         ctx->time };

    return who;
}

static const char *word(cd_ctx_t *ctx, const char *key)
{
    const char *text = ctx->say(ctx, key);

    return text ? text : key;
}

cd_cart_words_t cd_cart_words(cd_ctx_t *ctx)
{
    cd_cart_words_t words = { word(ctx, "order-setup"), word(ctx, "order-fee"),
                              word(ctx, "order-registration"),
                              word(ctx, "order-transfer"),
                              word(ctx, "order-renewal") };

    return words;
}

static void set_tax(cd_ctx_t *ctx, xmlNodePtr sum, const cd_cart_t *cart)
{
    const cd_tax_t *tax = &cart->billing.tax;

    if (tax->reverse) {
        cd_doc_set(ctx->doc, sum, "reverse-charge", "1");
        return;
    }
    if (tax->rate >= 0) {
        cd_doc_set(ctx->doc, sum, "tax-name", tax->name);
        cd_doc_set(ctx->doc, sum, "tax-rate",
                   apr_psprintf(ctx->pool, "%d.%02d", tax->rate / 100,
                                tax->rate % 100));
    }
    if (tax->rate2 >= 0) {
        cd_doc_set_int(ctx->doc, sum, "tax2", cart->totals.tax2);
        cd_doc_set(ctx->doc, sum, "tax2-name", tax->name2);
        cd_doc_set(ctx->doc, sum, "tax2-rate",
                   apr_psprintf(ctx->pool, "%d.%02d", tax->rate2 / 100,
                                tax->rate2 % 100));
    }
}

static void show_sum(cd_ctx_t *ctx, const cd_cart_t *cart)
{
    xmlNodePtr section = cd_doc_section(ctx->doc, "cart-sum");
    xmlNodePtr sum;

    if (!cart->lines->nelts) {
        return;
    }
    sum = cd_doc_element(ctx->doc, section, "sum");
    cd_doc_set_int(ctx->doc, sum, "net", cart->totals.net);
    cd_doc_set_int(ctx->doc, sum, "tax", cart->totals.tax);
    cd_doc_set_int(ctx->doc, sum, "total", cart->totals.total);
    cd_doc_set(ctx->doc, sum, "currency", cart->billing.currency);
    if (cart->problems) {
        cd_doc_set_int(ctx->doc, sum, "problems", cart->problems);
    }
    set_tax(ctx, sum, cart);
}

apr_status_t cd_cart_show(cd_ctx_t *ctx, cd_cart_t *cart)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    cd_cart_words_t words = cd_cart_words(ctx);
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_cart_load(ctx->db, &who, &words, cart);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (ctx->doc) {
        show_sum(ctx, cart);
    }
    return APR_SUCCESS;
}

apr_status_t cd_cart_prepare(cd_ctx_t *ctx)
{
    cd_cart_t cart;

    if (!ctx->doc) {
        return APR_SUCCESS;
    }
    if (!cd_form_is_filled(ctx->form)) {
        ctx->form = NULL; /* other pages have the buttons */
    }
    return cd_cart_show(ctx, &cart);
}

apr_status_t cd_cart_ended(cd_ctx_t *ctx, cd_db_result_t result,
                           cd_cart_end_t end, const char *to,
                           const char *notice)
{
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (end == CD_CART_MISSING) {
        return APR_ENOENT;
    }
    if (end == CD_CART_FULL) {
        cd_form_error(ctx->form, NULL, "cart-full");
        return APR_SUCCESS;
    }
    ctx->outcome.to = to;
    ctx->outcome.notice = notice;
    return APR_SUCCESS;
}

static int quantity_of(const cd_ctx_t *ctx)
{
    const char *value = cd_form_get_null(ctx->form, "quantity");

    return value ? (int) apr_atoi64(value) : 1;
}

/* The search for it has the button. */
static apr_status_t fill_with_name(cd_ctx_t *ctx)
{
    cd_cart_end_t end;
    cd_host_t host;
    apr_status_t rv;

    if (cd_host_read(ctx->pool, cd_form_get(ctx->form, "name"), &host)) {
        return APR_ENOENT;
    }
    rv = cd_cart_add_domain(ctx, "register", &host, NULL, &end);
    return rv == APR_SUCCESS
        ? cd_cart_ended(ctx, CD_DB_OK, end, "/cart", "cart-added")
        : rv;
}

/* Renewals are put into the cart on their page, where more may follow. */
apr_status_t cd_cart_fill(cd_ctx_t *ctx)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    cd_cart_item_t item = { 0 };
    cd_cart_end_t end;
    cd_db_result_t result;
    apr_int64_t id = apr_atoi64(cd_form_get(ctx->form, "id"));

    item.kind = cd_form_get(ctx->form, "kind");
    if (!strcmp(item.kind, "register")) {
        return fill_with_name(ctx);
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    if (!strcmp(item.kind, "due")) {
        result = cd_cart_add_due(ctx->db, &who, &end);
        return cd_cart_ended(ctx, result, end, "/cart", "cart-filled");
    }
    if (!id) {
        return APR_ENOENT;
    }
    item.service = strcmp(item.kind, "renew-service") ? 0 : id;
    item.domain = item.service ? 0 : id;
    item.quantity = quantity_of(ctx);
    result = cd_cart_add(ctx->db, &who, &item, 1, &end);
    return cd_cart_ended(ctx, result, end, "/renewals", "cart-added");
}

static apr_status_t change(cd_ctx_t *ctx, int quantity, const char *notice)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    apr_int64_t line = apr_atoi64(apr_table_get(ctx->params, "line"));
    cd_cart_end_t end;
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_cart_change(ctx->db, &who, line, quantity, &end);
    return cd_cart_ended(ctx, result, end, "/cart", notice);
}

apr_status_t cd_cart_alter(cd_ctx_t *ctx)
{
    return change(ctx, quantity_of(ctx), "cart-changed");
}

apr_status_t cd_cart_take_out(cd_ctx_t *ctx)
{
    return change(ctx, 0, "cart-removed");
}
