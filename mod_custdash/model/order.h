/* SPDX-License-Identifier: Apache-2.0 */
/* Placing an order: of a cart an invoice and an order, in one transaction,
 * once, whatever is pressed twice. */
#ifndef CD_ORDER_H
#define CD_ORDER_H

#include "audit.h"
#include "cart.h"

/** What whoever orders has agreed to. */
typedef struct {
    const cd_shopper_t *who;
    const cd_cart_words_t *words;
    apr_int64_t user;
    const char *once;  /* 43 characters, drawn when the page was shown */
    const char *quote; /* cd_cart_t's, of what the page has shown */
    const char *terms; /* the version that was accepted, or NULL */
    const cd_audit_t *audit;
} cd_order_draft_t;

typedef enum {
    CD_ORDER_PLACED,  /* now, or before with the same key */
    CD_ORDER_CHANGED, /* what is in the cart, or its price, is not what was
                         shown */
    CD_ORDER_EMPTY,
    CD_ORDER_PROBLEM, /* a line can't be ordered */
    CD_ORDER_TAKEN    /* a renewal was ordered by somebody else meanwhile */
} cd_order_end_t;

typedef struct {
    cd_order_end_t end;
    apr_int64_t order, invoice; /* when it is placed */
    const char *number, *invoice_number;
} cd_placed_t;

/**
 * Place an order: lines, tax, numbers, what is still to be set up, event and
 * audit. Nothing has happened unless CD_DB_OK and CD_ORDER_PLACED come back.
 * @return CD_DB_UNKNOWN: whether it was placed isn't known; cd_order_find()
 *         with another connection says so
 */
cd_db_result_t cd_order_place(cd_db_t *db, const cd_order_draft_t *draft,
                              cd_placed_t *placed);

/** The order that was placed with a key; placed->order 0: none. */
cd_db_result_t cd_order_find(cd_db_t *db, apr_int64_t account,
                             const char *once, cd_placed_t *placed);

#endif
