/* SPDX-License-Identifier: Apache-2.0 */
/* Accepts orders and cancels them. */
#include "order_staff.h"

#include <apr_strings.h>
#include <string.h>

#include "audit.h"
#include "billing.h"
#include "event.h"

typedef struct {
    const cd_order_t *order;
    const char *today;
    apr_time_t now;
    int done;
} job_t;

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    cd_order_t *o = ((void **) baton)[0];
    apr_pool_t *pool = ((void **) baton)[1];

    o->id = apr_atoi64(cd_row_get(row, "id"));
    o->account = apr_atoi64(cd_row_get(row, "account"));
    o->invoice = apr_atoi64(cd_row_get(row, "invoice"));
    o->paid = apr_atoi64(cd_row_get(row, "paid"));
    o->status = apr_pstrdup(pool, cd_row_get(row, "status"));
    o->invoice_status = apr_pstrdup(pool, cd_row_get(row, "invoice_status"));
    return CD_DB_OK;
}

cd_db_result_t cd_order_staff_find(cd_db_t *db, const char *number,
                                   cd_order_t *order)
{
    cd_arg_t args[] = { { "number", cd_text_v(number) } };
    void *baton[] = { order, cd_db_pool(db) };

    memset(order, 0, sizeof(*order));
    order->number = number;
    return cd_db_query(db, "order.staff-find", args, 1, take, baton);
}

/* The statements of a list, in turn. */
static cd_db_result_t run(cd_db_t *db, const job_t *job,
                          const char *const *labels, const char *status)
{
    const cd_order_t *o = job->order;
    cd_arg_t args[] = { { "account", cd_int_v(o->account) },
                        { "order", cd_int_v(o->id) },
                        { "invoice", cd_int_v(o->invoice) },
                        { "today", cd_text_v(job->today) },
                        { "scoped", cd_int_v(0) },
                        { "status", cd_text_v(status) } };
    cd_db_result_t result = CD_DB_OK;

    for (; *labels && result == CD_DB_OK; labels++) {
        result = cd_db_exec(db, *labels, args, 6, NULL, NULL);
    }
    return result;
}

static cd_db_result_t tell(cd_db_t *db, const job_t *job, const char *kind,
                           const char *action)
{
    const cd_order_t *o = job->order;
    cd_event_t event = { o->account, kind, "order", o->id, o->number };
    cd_audit_t audit = { 0 };
    cd_db_result_t result = cd_event_put(db, &event, job->now);

    audit.account = o->account;
    audit.action = action;
    audit.subject = o->number;
    return result == CD_DB_OK ? cd_audit_put(db, &audit, job->now) : result;
}

/* The account's lock, and the order as it is now. */
static cd_db_result_t begin(cd_db_t *db, job_t *job, cd_order_t *now)
{
    cd_db_result_t result = cd_billing_lock(db, job->order->account);

    if (result == CD_DB_OK) {
        result = cd_order_staff_find(db, job->order->number, now);
    }
    job->done =
        result == CD_DB_OK && now->id && !strcmp(now->status, "pending");
    return result;
}

static cd_db_result_t accept_it(cd_db_t *db, void *baton)
{
    static const char *const labels[] = { "order.accept-services",
                                          "order.accept-domains",
                                          "order.set-status", NULL };
    job_t *job = baton;
    cd_order_t order;
    cd_db_result_t result = begin(db, job, &order);

    if (result != CD_DB_OK || !job->done) {
        return result;
    }
    result = run(db, job, labels, "active");
    return result == CD_DB_OK
        ? tell(db, job, "order.accepted", "order-accepted")
        : result;
}

static cd_db_result_t cancel(cd_db_t *db, void *baton)
{
    static const char *const labels[] = {
        "order.cancel-services", "order.cancel-domains",
        "order.cancel-renewals", "order.cancel-invoice",
        "order.set-status",      NULL
    };
    job_t *job = baton;
    cd_order_t order;
    cd_db_result_t result = begin(db, job, &order);

    job->done = job->done && order.paid == 0
        && strcmp(order.invoice_status, "paid") != 0;
    if (result != CD_DB_OK || !job->done) {
        return result;
    }
    result = run(db, job, labels, "cancelled");
    return result == CD_DB_OK
        ? tell(db, job, "order.cancelled", "order-cancelled")
        : result;
}

cd_db_result_t cd_order_accept(cd_db_t *db, const cd_order_t *order,
                               const char *today, apr_time_t now, int *done)
{
    job_t job = { order, today, now, 0 };
    cd_db_result_t result = cd_db_transaction(db, accept_it, &job);

    *done = job.done;
    return result;
}

cd_db_result_t cd_order_cancel(cd_db_t *db, const cd_order_t *order,
                               apr_time_t now, int *done)
{
    job_t job = { order, NULL, now, 0 };
    cd_db_result_t result = cd_db_transaction(db, cancel, &job);

    *done = job.done;
    return result;
}
