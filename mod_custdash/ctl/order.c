/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl order: what staff, or the provider's systems, do with orders. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"
#include "../model/order_staff.h"
#include "group.h"

static int list(cd_call_t *call)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(cd_call_number(call, "account")) },
        { "status", cd_text_v(cd_call_text(call, "status")) },
        { "after", cd_int_v(cd_call_number(call, "after")) },
    };

    return cd_call_print(call, "order.staff-list", args, 3);
}

/* 0: it said why there is none. */
static int find(cd_call_t *call, cd_order_t *order)
{
    const char *number = cd_call_text(call, "order");

    if (cd_order_staff_find(call->db, number, order) != CD_DB_OK) {
        cd_call_failed(call);
        return 0;
    }
    if (!order->id) {
        cd_complain("there is no order %s", number);
    }
    return order->id != 0;
}

static int show(cd_call_t *call)
{
    cd_arg_t args[] = { { "number", cd_text_v(cd_call_text(call, "order")) } };
    cd_order_t order;

    return find(call, &order) ? cd_call_print(call, "order.staff-one", args, 1)
                              : CD_EXIT_FAILED;
}

typedef struct {
    apr_pool_t *pool;
    unsigned char key[CD_SEAL_KEY_BYTES];
    int closed; /* codes that the key doesn't open */
} opener_t;

static cd_db_result_t print_code(void *baton, const cd_row_t *row)
{
    opener_t *o = baton;
    const char *name = cd_row_get(row, "name");
    const char *code =
        cd_unseal_text(o->pool, cd_row_get(row, "auth_code"), name, o->key);

    if (code) {
        printf("%s %s\n", name, code);
    }
    o->closed += code == NULL;
    return CD_DB_OK;
}

/* For who carries the transfers out. */
static int auth_codes(cd_call_t *call)
{
    cd_arg_t args[] = { { "number", cd_text_v(cd_call_text(call, "order")) } };
    opener_t o = { call->pool };
    const char *error =
        cd_seal_key_file(call->pool, cd_call_text(call, "secret-key"), o.key);
    cd_order_t order;

    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    if (!find(call, &order)) {
        return CD_EXIT_FAILED;
    }
    if (cd_db_query(call->db, "order.staff-codes", args, 1, print_code, &o)
        != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (o.closed) {
        cd_complain("%d auth codes were sealed with another key than that of "
                    "%s: it must be the file of CustDashSecretKey",
                    o.closed, cd_call_text(call, "secret-key"));
        return CD_EXIT_FAILED;
    }
    return CD_EXIT_OK;
}

static int accept_it(cd_call_t *call)
{
    const char *today =
        apr_pstrndup(call->pool, cd_clock_utc(call->now, call->pool), 10);
    cd_order_t order;
    int done;

    if (!find(call, &order)) {
        return CD_EXIT_FAILED;
    }
    if (strcmp(order.invoice_status, "paid") && !cd_call_text(call, "force")) {
        cd_complain(
            "the invoice of order %s is %s: wait for the money, or say "
            "--force",
            order.number, order.invoice_status);
        return CD_EXIT_FAILED;
    }
    if (cd_order_accept(call->db, &order, today, call->now, &done)
        != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf(done ? "order %s is active\n" : "order %s is %s already\n",
           order.number, order.status);
    return CD_EXIT_OK;
}

static int cancel(cd_call_t *call)
{
    cd_order_t order;
    int done;

    if (!find(call, &order)) {
        return CD_EXIT_FAILED;
    }
    if (!strcmp(order.status, "cancelled")) {
        printf("order %s is cancelled already\n", order.number);
        return CD_EXIT_OK;
    }
    if (cd_order_cancel(call->db, &order, call->now, &done) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (!done) {
        cd_complain("order %s is %s and its invoice %s: refund what was paid "
                    "first",
                    order.number, order.status, order.invoice_status);
        return CD_EXIT_FAILED;
    }
    printf("order %s is cancelled\n", order.number);
    return CD_EXIT_OK;
}

static const cd_deed_t deeds[] = {
    { "list", NULL, "account status after", list,
      "orders, the last first, a hundred at a time" },
    { "show", "order", NULL, show, "what one has made" },
    { "auth-codes", "order secret-key", NULL, auth_codes,
      "those of the domains that one transfers" },
    { "accept", "order", "force", accept_it,
      "it is set up: its services and domains run from today" },
    { "cancel", "order", NULL, cancel,
      "it comes to nothing, and so does its invoice" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "order", CD_TAKE_TEXT, "the order's number" },
    { "secret-key", CD_TAKE_TEXT, "the file of CustDashSecretKey" },
    { "account", CD_TAKE_NUMBER, "those of that account" },
    { "status", CD_TAKE_TEXT, "pending, active, fraud or cancelled" },
    { "after", CD_TAKE_NUMBER, "go on behind this id" },
    { "force", CD_TAKE_FLAG, "although it is not paid" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "order", "Accepts orders and cancels them.",
                                  deeds, options };

int cd_ctl_order(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
