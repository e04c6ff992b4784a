/* SPDX-License-Identifier: Apache-2.0 */
/* Reads and changes carts. */
#include "cart.h"

#include <apr_strings.h>
#include <sodium.h>
#include <string.h>

#include "../core/clock.h"
#include "money.h"

typedef struct {
    apr_pool_t *pool;
    cd_cart_t *cart;
} reader_t;

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static const char *text(apr_pool_t *pool, const cd_row_t *row,
                        const char *name)
{
    return apr_pstrdup(pool, cd_row_get(row, name));
}

static cd_db_result_t take_line(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    cd_cart_line_t *l = apr_array_push(r->cart->lines);

    l->id = number(row, "id");
    l->product = number(row, "product");
    l->service = number(row, "service");
    l->domain = number(row, "domain");
    l->tld = number(row, "tld");
    l->kind = text(r->pool, row, "kind");
    l->name = text(r->pool, row, "name");
    l->detail = text(r->pool, row, "detail");
    l->cycle = text(r->pool, row, "cycle");
    l->currency = text(r->pool, row, "currency");
    l->from = text(r->pool, row, "period_from");
    l->to = text(r->pool, row, "period_to");
    l->problem = text(r->pool, row, "problem");
    l->quantity = (int) number(row, "quantity");
    l->amount = number(row, "amount");
    l->extra = number(row, "extra");
    r->cart->problems += l->problem != NULL;
    return CD_DB_OK;
}

/* Statements with {narrowed} are asked for in the right one of their two
 * texts. */
static cd_db_result_t ask(cd_db_t *db, const char *label,
                          const cd_shopper_t *who, cd_row_fn *fn, void *baton)
{
    const cd_stmt_t *stmt = cd_sqlcat_get(cd_db_catalogue(db), label);
    cd_variant_t variant = { 0 };
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) },
                        { "scoped", cd_int_v(who->scoped) },
                        { "permissions", cd_text_v(who->permissions) },
                        { "currency", cd_text_v(who->currency) },
                        { "today", cd_text_v(who->today) } };

    variant.whole = !who->scoped;
    return cd_db_select(db, stmt, stmt->narrows ? &variant : NULL, args, 6, fn,
                        baton);
}

static int by_id(const void *a, const void *b)
{
    const cd_cart_line_t *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static const char *what(apr_pool_t *pool, const cd_cart_words_t *words,
                        const cd_cart_line_t *l)
{
    if (!strcmp(l->kind, "register")) {
        return apr_pstrcat(pool, words->registration, ": ", l->name, NULL);
    }
    if (!strcmp(l->kind, "transfer")) {
        return apr_pstrcat(pool, words->transfer, ": ", l->name, NULL);
    }
    if (!strcmp(l->kind, "renew-domain")) {
        return apr_pstrcat(pool, words->renewal, ": ", l->name, NULL);
    }
    return l->detail
        ? apr_pstrcat(pool, l->name, " \xe2\x80\x93 ", l->detail, NULL)
        : l->name;
}

/* The line itself, and what comes on top of it. */
static void charge(apr_pool_t *pool, const cd_cart_words_t *words,
                   const cd_cart_line_t *l, cd_cart_t *cart)
{
    cd_charge_t c = { 0 };

    c.text = what(pool, words, l);
    c.quantity = l->quantity;
    c.amount = l->amount;
    c.service = l->service;
    c.domain = l->domain;
    c.from = l->from;
    c.to = l->to;
    c.renews = l->from != NULL;
    APR_ARRAY_PUSH(cart->charges, cd_charge_t) = c;
    if (l->extra) {
        c.text = apr_pstrcat(pool, l->domain ? words->fee : words->setup, ": ",
                             c.text, NULL);
        c.amount = l->extra;
        c.quantity = 1;
        c.from = c.to = NULL;
        c.renews = 0;
        APR_ARRAY_PUSH(cart->charges, cd_charge_t) = c;
    }
}

/* What was shown and what is ordered are the same when this is. */
static const char *quote(apr_pool_t *pool, const cd_cart_t *cart)
{
    crypto_hash_sha256_state state;
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = apr_palloc(pool, 2 * sizeof(hash) + 1);
    const char *line;
    int i;

    crypto_hash_sha256_init(&state);
    for (i = 0; i < cart->lines->nelts; i++) {
        const cd_cart_line_t *l =
            &APR_ARRAY_IDX(cart->lines, i, cd_cart_line_t);

        line = apr_psprintf(
            pool,
            "%s %" APR_INT64_T_FMT " %" APR_INT64_T_FMT " %d %" APR_INT64_T_FMT
            " %" APR_INT64_T_FMT " %s %s %s %s\n",
            l->kind, l->id, l->product, l->quantity, l->amount, l->extra,
            l->cycle ? l->cycle : "", l->from ? l->from : "",
            l->to ? l->to : "", l->name);
        crypto_hash_sha256_update(&state, (const unsigned char *) line,
                                  strlen(line));
    }
    line = apr_psprintf(pool, "%s %" APR_INT64_T_FMT " %" APR_INT64_T_FMT,
                        cart->billing.currency, cart->totals.net,
                        cart->totals.tax);
    crypto_hash_sha256_update(&state, (const unsigned char *) line,
                              strlen(line));
    crypto_hash_sha256_final(&state, hash);
    return sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

cd_db_result_t cd_cart_load(cd_db_t *db, const cd_shopper_t *who,
                            const cd_cart_words_t *words, cd_cart_t *cart)
{
    apr_pool_t *pool = cd_db_pool(db);
    reader_t r = { pool, cart };
    cd_db_result_t result;
    int i;

    memset(cart, 0, sizeof(*cart));
    cart->lines = apr_array_make(pool, 8, sizeof(cd_cart_line_t));
    cart->charges = apr_array_make(pool, 8, sizeof(cd_charge_t));
    result = cd_billing_load(db, who->account, &cart->billing);
    if (result == CD_DB_OK) {
        result = ask(db, "cart.lines", who, take_line, &r);
    }
    if (result != CD_DB_OK) {
        return result;
    }
    qsort(cart->lines->elts, (size_t) cart->lines->nelts,
          sizeof(cd_cart_line_t), by_id);
    for (i = 0; i < cart->lines->nelts; i++) {
        charge(pool, words, &APR_ARRAY_IDX(cart->lines, i, cd_cart_line_t),
               cart);
    }
    if (!cd_billing_sum(&cart->billing, cart->charges, &cart->totals)) {
        return CD_DB_ERROR;
    }
    cart->quote = quote(pool, cart);
    return CD_DB_OK;
}

typedef struct {
    const cd_shopper_t *who;
    const cd_cart_item_t *items;
    int n, quantity;
    apr_int64_t line;
    cd_cart_end_t end;
} change_t;

static cd_db_result_t take_number(void *baton, const cd_row_t *row)
{
    apr_int64_t *found = baton;

    *found = apr_atoi64(row->value[0]);
    return CD_DB_OK;
}

/* May the item be ordered? *found: the id of it, for a domain to register
 * that of its ending; 0: no. */
static cd_db_result_t look(cd_db_t *db, const cd_shopper_t *who,
                           const cd_cart_item_t *item, apr_int64_t *found)
{
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) },
                        { "scoped", cd_int_v(who->scoped) },
                        { "service", cd_int_v(item->service) },
                        { "domain", cd_int_v(item->domain) },
                        { "product", cd_int_v(item->product) },
                        { "cycle", cd_text_v(item->cycle) },
                        { "tld_name", cd_text_v(item->tld) } };
    const char *label = item->service ? "cart.service"
        : item->domain                ? "cart.domain"
        : item->product               ? "cart.product"
                                      : "cart.tld";

    *found = 0;
    return cd_db_query(db, label, args, 8, take_number, found);
}

static cd_db_result_t put(cd_db_t *db, const cd_shopper_t *who,
                          const cd_cart_item_t *item, apr_int64_t found)
{
    int is_name = !item->service && !item->domain && !item->product;
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) },
                        { "kind", cd_text_v(item->kind) },
                        { "service", cd_int_v(item->service) },
                        { "domain", cd_int_v(item->domain) },
                        { "product", cd_int_v(item->product) },
                        { "cycle", cd_text_v(item->cycle) },
                        { "tld", cd_int_v(is_name ? found : 0) },
                        { "name", cd_text_v(item->name) },
                        { "auth_code", cd_text_v(item->auth_code) },
                        { "quantity", cd_int_v(item->quantity) } };
    cd_db_result_t result = CD_DB_OK;

    if (is_name) {
        result = cd_db_exec(db, "cart.drop-name", args, 11, NULL, NULL);
    }
    return result == CD_DB_OK
        ? cd_db_exec(db, "cart.put", args, 11, NULL, NULL)
        : result;
}

static cd_db_result_t open_cart(cd_db_t *db, const cd_shopper_t *who)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(who->account) },
        { "membership", cd_int_v(who->membership) },
        { "now", cd_text_v(cd_clock_utc(who->now, cd_db_pool(db))) }
    };

    return cd_db_exec(db, "cart.open", args, 3, NULL, NULL);
}

static cd_db_result_t size(cd_db_t *db, const cd_shopper_t *who,
                           apr_int64_t *n)
{
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) } };

    return cd_db_query(db, "cart.size", args, 2, take_number, n);
}

/* Anything but CD_CART_DONE takes all back. */
static cd_db_result_t add(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_db_result_t result = open_cart(db, c->who);
    apr_int64_t found = 0;
    int i;

    c->end = CD_CART_DONE;
    for (i = 0; i < c->n && result == CD_DB_OK; i++) {
        result = look(db, c->who, &c->items[i], &found);
        if (result == CD_DB_OK && !found) {
            c->end = CD_CART_MISSING;
            return CD_DB_ERROR;
        }
        if (result == CD_DB_OK) {
            result = put(db, c->who, &c->items[i], found);
        }
    }
    if (result == CD_DB_OK) {
        result = size(db, c->who, &found);
    }
    if (result == CD_DB_OK && found > CD_CART_MOST) {
        c->end = CD_CART_FULL;
        return CD_DB_ERROR;
    }
    return result;
}

static cd_db_result_t ended(const change_t *c, cd_db_result_t result,
                            cd_cart_end_t *end)
{
    *end = c->end;
    return c->end == CD_CART_DONE ? result : CD_DB_OK;
}

cd_db_result_t cd_cart_add(cd_db_t *db, const cd_shopper_t *who,
                           const cd_cart_item_t *items, int n,
                           cd_cart_end_t *end)
{
    change_t c = { who, items, n, 0, 0, CD_CART_DONE };

    return ended(&c, cd_db_transaction(db, add, &c), end);
}

static cd_db_result_t change(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_arg_t args[] = { { "account", cd_int_v(c->who->account) },
                        { "membership", cd_int_v(c->who->membership) },
                        { "line", cd_int_v(c->line) },
                        { "quantity", cd_int_v(c->quantity) } };
    apr_int64_t found = 0;
    cd_db_result_t result =
        cd_db_query(db, "cart.has", args, 3, take_number, &found);

    c->end = found ? CD_CART_DONE : CD_CART_MISSING;
    if (result != CD_DB_OK || !found) {
        return result;
    }
    return cd_db_exec(db, c->quantity ? "cart.change" : "cart.remove", args, 4,
                      NULL, NULL);
}

cd_db_result_t cd_cart_change(cd_db_t *db, const cd_shopper_t *who,
                              apr_int64_t line, int quantity,
                              cd_cart_end_t *end)
{
    change_t c = { who, NULL, 0, quantity, line, CD_CART_DONE };

    return ended(&c, cd_db_transaction(db, change, &c), end);
}

/* A renewal that is on an invoice is told of by a row of its own, behind. */
typedef struct {
    apr_array_header_t *items;
} due_t;

static cd_db_result_t take_due(void *baton, const cd_row_t *row)
{
    const due_t *d = baton;
    int is_service = !strcmp(cd_row_get(row, "kind"), "service");
    apr_int64_t id = number(row, "id");
    cd_cart_item_t *items = (cd_cart_item_t *) d->items->elts, *item;
    int i;

    if (!strcmp(cd_row_get(row, "row"), "renewal")) {
        if (d->items->nelts < CD_CART_MOST) {
            item = apr_array_push(d->items);
            item->kind = is_service ? "renew-service" : "renew-domain";
            item->service = is_service ? id : 0;
            item->domain = is_service ? 0 : id;
            item->quantity = 1;
        }
        return CD_DB_OK;
    }
    for (i = 0; i < d->items->nelts; i++) {
        if ((is_service ? items[i].service : items[i].domain) == id) {
            items[i] = items[--d->items->nelts];
        }
    }
    return CD_DB_OK;
}

cd_db_result_t cd_cart_add_due(cd_db_t *db, const cd_shopper_t *who,
                               cd_cart_end_t *end)
{
    due_t due = { apr_array_make(cd_db_pool(db), 16, sizeof(cd_cart_item_t)) };
    cd_db_result_t result = ask(db, "renewals.all", who, take_due, &due);

    *end = CD_CART_DONE;
    if (result != CD_DB_OK) {
        return result;
    }
    return cd_cart_add(db, who, (const cd_cart_item_t *) due.items->elts,
                       due.items->nelts, end);
}
