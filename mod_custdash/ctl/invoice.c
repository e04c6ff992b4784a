/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl invoice: what staff sees of invoices, and money that came in or
 * goes back by other ways than a gateway. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../core/clock.h"
#include "../model/ledger.h"
#include "group.h"

typedef struct {
    apr_pool_t *pool;
    apr_int64_t id, account, due, total;
    const char *status, *currency;
} found_t;

static int list(cd_call_t *call)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(cd_call_number(call, "account")) },
        { "status", cd_text_v(cd_call_text(call, "status")) },
        { "after", cd_int_v(cd_call_number(call, "after")) },
    };

    return cd_call_print(call, "invoice.staff-list", args, 3);
}

static int show(cd_call_t *call)
{
    const char *number = cd_call_text(call, "invoice");
    cd_arg_t args[] = { { "number", cd_text_v(number) } };

    return cd_call_print_one(call, "invoice.staff-one", args, 1, "invoice",
                             number);
}

static int lines(cd_call_t *call)
{
    cd_arg_t args[] = { { "number",
                          cd_text_v(cd_call_text(call, "invoice")) } };

    return cd_call_print(call, "invoice.staff-lines", args, 1);
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    found_t *f = baton;

    f->id = apr_atoi64(cd_row_get(row, "id"));
    f->account = apr_atoi64(cd_row_get(row, "account"));
    f->due = apr_atoi64(cd_row_get(row, "due"));
    f->total = apr_atoi64(cd_row_get(row, "total"));
    f->status = apr_pstrdup(f->pool, cd_row_get(row, "status"));
    f->currency = apr_pstrdup(f->pool, cd_row_get(row, "currency"));
    return CD_DB_OK;
}

/* 0: it said why there is none. */
static int find(cd_call_t *call, found_t *found)
{
    const char *number = cd_call_text(call, "invoice");
    cd_arg_t args[] = { { "number", cd_text_v(number) } };

    memset(found, 0, sizeof(*found));
    found->pool = call->pool;
    if (cd_db_query(call->db, "invoice.staff-find", args, 1, take, found)
        != CD_DB_OK) {
        cd_call_failed(call);
        return 0;
    }
    if (!found->id) {
        cd_complain("there is no invoice %s", number);
    }
    return found->id != 0;
}

static void fill(const cd_call_t *call, const found_t *found,
                 apr_int64_t amount, cd_movement_t *m)
{
    const char *method = cd_call_text(call, "method");

    memset(m, 0, sizeof(*m));
    m->account = found->account;
    m->invoice = found->id;
    m->amount =
        cd_call_text(call, "amount") ? cd_call_number(call, "amount") : amount;
    m->method = method ? method : "bank-transfer";
    m->reference = cd_call_text(call, "reference");
    m->today =
        apr_pstrndup(call->pool, cd_clock_utc(call->now, call->pool), 10);
    m->now = call->now;
}

static int refused(const cd_call_t *call, cd_ledger_end_t end,
                   const found_t *found)
{
    const char *number = cd_call_text(call, "invoice");

    if (end == CD_LEDGER_AMOUNT) {
        cd_complain("invoice %s: that is more than there is, or nothing; "
                    "amounts are in the minor unit of %s",
                    number, found->currency);
    }
    else {
        cd_complain("invoice %s is %s", number, found->status);
    }
    return CD_EXIT_FAILED;
}

static int mark_paid(cd_call_t *call)
{
    const char *number = cd_call_text(call, "invoice");
    cd_posted_t posted;
    cd_movement_t m;
    found_t found;

    if (!find(call, &found)) {
        return CD_EXIT_FAILED;
    }
    fill(call, &found, found.due, &m);
    if (cd_ledger_receive(call->db, &m, &posted) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (posted.end == CD_LEDGER_KNOWN) {
        printf("payment %s is on record already\n", m.reference);
        return CD_EXIT_OK;
    }
    if (posted.end != CD_LEDGER_DONE) {
        return refused(call, posted.end, &found);
    }
    printf("invoice %s is %s, %" APR_INT64_T_FMT " is due", number,
           posted.status, posted.due);
    if (posted.credited) {
        printf("; %" APR_INT64_T_FMT " went to the account's credit",
               posted.credited);
    }
    printf("\n");
    return CD_EXIT_OK;
}

static int refund(cd_call_t *call)
{
    int to_credit = cd_call_text(call, "to-credit") != NULL;
    cd_posted_t posted;
    cd_movement_t m;
    found_t found;

    if (!find(call, &found)) {
        return CD_EXIT_FAILED;
    }
    fill(call, &found, found.total, &m);
    if (cd_ledger_refund(call->db, &m, to_credit, &posted) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (posted.end == CD_LEDGER_KNOWN) {
        printf("refund %s is on record already\n", m.reference);
        return CD_EXIT_OK;
    }
    if (posted.end != CD_LEDGER_DONE) {
        return refused(call, posted.end, &found);
    }
    printf("invoice %s is %s; credit note %s\n", cd_call_text(call, "invoice"),
           posted.status, posted.note);
    return CD_EXIT_OK;
}

static const cd_deed_t deeds[] = {
    { "list", NULL, "account status after", list,
      "invoices, the last first, a hundred at a time" },
    { "show", "invoice", NULL, show, "all about one" },
    { "lines", "invoice", NULL, lines, "what one charges for" },
    { "mark-paid", "invoice", "amount method reference", mark_paid,
      "money came in: all that is due, or --amount; what is too much goes to "
      "the account's credit" },
    { "refund", "invoice", "amount method reference to-credit", refund,
      "give back all of it, or --amount, by a credit note" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "invoice", CD_TAKE_TEXT, "the invoice's number" },
    { "account", CD_TAKE_NUMBER, "those of that account" },
    { "status", CD_TAKE_TEXT, "unpaid, overdue, payment-pending, paid …" },
    { "after", CD_TAKE_NUMBER, "go on behind this id" },
    { "amount", CD_TAKE_NUMBER, "in the currency's minor unit (cents)" },
    { "method", CD_TAKE_TEXT, "how it came (default: bank-transfer)" },
    { "reference", CD_TAKE_TEXT,
      "what the bank calls it: entered twice it counts once" },
    { "to-credit", CD_TAKE_FLAG, "to the account's credit, not the bank" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "invoice",
                                  "Looks at invoices and posts payments.",
                                  deeds, options };

int cd_ctl_invoice(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
