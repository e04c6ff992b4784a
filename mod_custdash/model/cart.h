/* SPDX-License-Identifier: Apache-2.0 */
/* Carts: what a member is about to order for an account. A cart keeps no
 * prices: they are looked up each time it is read. */
#ifndef CD_CART_H
#define CD_CART_H

#include <apr_tables.h>

#include "billing.h"

#define CD_CART_MOST 100    /* lines of a cart */
#define CD_CART_QUANTITY 10 /* cycles or years of a line */

/** Whose cart it is, and what of the account's she sees. */
typedef struct {
    apr_int64_t account, membership;
    int scoped;
    const char *permissions; /* comma list, for SQL */
    const char *currency;    /* the account's */
    const char *today;       /* DATE */
    apr_time_t now;
} cd_shopper_t;

/** A line as the statement cart.lines gives it. Strings live in the
 *  database's pool. */
typedef struct {
    apr_int64_t id, product, service, domain, tld;
    const char *kind; /* renew-service renew-domain service register
                         transfer */
    const char *name, *detail, *cycle, *currency;
    const char *from, *to; /* of the period that is renewed, or NULL */
    const char *problem;   /* why it can't be ordered, or NULL */
    int quantity;
    apr_int64_t amount, extra; /* minor units */
} cd_cart_line_t;

/** The words that lines of an invoice are made of, in the language of whoever
 *  orders. */
typedef struct {
    const char *setup, *fee, *registration, *transfer, *renewal;
} cd_cart_words_t;

typedef struct {
    cd_billing_t billing;
    apr_array_header_t *lines;   /* cd_cart_line_t */
    apr_array_header_t *charges; /* cd_charge_t: what an invoice has of it,
                                    in the order of the lines */
    cd_totals_t totals;
    int problems;      /* lines that can't be ordered */
    const char *quote; /* digest of what is in it at which price */
} cd_cart_t;

/** Read a cart with its prices and sums. CD_DB_ERROR: a sum does not fit. */
cd_db_result_t cd_cart_load(cd_db_t *db, const cd_shopper_t *who,
                            const cd_cart_words_t *words, cd_cart_t *cart);

/** What is to go into a cart. */
typedef struct {
    const char *kind;
    apr_int64_t service, domain; /* to be renewed */
    apr_int64_t product;         /* with cycle and, or NULL, a name */
    const char *cycle;
    const char *name;      /* domain to register or transfer, or of a new
                              service */
    const char *tld;       /* … its ending, "co.uk" */
    const char *auth_code; /* sealed, base64; or NULL */
    int quantity;          /* 1 to CD_CART_QUANTITY */
} cd_cart_item_t;

typedef enum {
    CD_CART_DONE,
    CD_CART_MISSING, /* there is none such that she may order */
    CD_CART_FULL
} cd_cart_end_t;

/** Put @a n items into the cart, all of them or none. What is to be renewed,
 *  or a domain that is in it already, gets the new quantity. */
cd_db_result_t cd_cart_add(cd_db_t *db, const cd_shopper_t *who,
                           const cd_cart_item_t *items, int n,
                           cd_cart_end_t *end);

/** Another quantity of a line (0: take it out). CD_CART_MISSING: it isn't in
 *  this cart. */
cd_db_result_t cd_cart_change(cd_db_t *db, const cd_shopper_t *who,
                              apr_int64_t line, int quantity,
                              cd_cart_end_t *end);

/** Everything that is due and on no invoice yet, each for one cycle or year,
 *  by the page's own statement. */
cd_db_result_t cd_cart_add_due(cd_db_t *db, const cd_shopper_t *who,
                               cd_cart_end_t *end);

#endif
