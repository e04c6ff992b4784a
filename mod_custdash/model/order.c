/* SPDX-License-Identifier: Apache-2.0 */
/* Places orders. */
#include "order.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "event.h"
#include "fulfil.h"

typedef struct {
    const cd_order_draft_t *draft;
    cd_placed_t *placed;
    cd_cart_t cart;
    apr_pool_t *pool;
} job_t;

static cd_db_result_t take_found(void *baton, const cd_row_t *row)
{
    const job_t *job = baton;

    job->placed->order = apr_atoi64(cd_row_get(row, "id"));
    job->placed->invoice = apr_atoi64(cd_row_get(row, "invoice"));
    job->placed->number = apr_pstrdup(job->pool, cd_row_get(row, "number"));
    return CD_DB_OK;
}

cd_db_result_t cd_order_find(cd_db_t *db, apr_int64_t account,
                             const char *once, cd_placed_t *placed)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "once", cd_text_v(once) } };
    job_t job = { NULL, placed, { { 0 } }, cd_db_pool(db) };

    memset(placed, 0, sizeof(*placed));
    return cd_db_query(db, "order.by-once", args, 2, take_found, &job);
}

/* Of a new service or domain its row, so that the invoice can name it. */
static cd_db_result_t make_thing(cd_db_t *db, const job_t *job,
                                 cd_cart_line_t *l)
{
    const cd_shopper_t *who = job->draft->who;
    int is_service = !strcmp(l->kind, "service");
    cd_arg_t args[] = {
        { "account", cd_int_v(who->account) },
        { "product", cd_int_v(l->product) },
        { "name", cd_text_v(l->name) },
        { "detail", cd_text_v(l->detail) },
        { "cycle", cd_text_v(l->cycle) },
        { "amount", cd_int_v(l->amount / l->quantity) },
        { "currency", cd_text_v(l->currency) },
        { "tld", cd_int_v(l->tld) },
        { "status",
          cd_text_v(!strcmp(l->kind, "transfer") ? "pending-transfer"
                                                 : "pending-registration") },
        { "years", cd_int_v(l->quantity) },
        { "line", cd_int_v(l->id) },
        { "membership", cd_int_v(who->membership) },
        { "now", cd_text_v(cd_clock_utc(who->now, job->pool)) }
    };

    return cd_db_exec(db, is_service ? "order.service" : "order.domain", args,
                      13, NULL, is_service ? &l->service : &l->domain);
}

static int is_new(const cd_cart_line_t *l)
{
    return strncmp(l->kind, "renew-", 6) != 0;
}

/* Lines and charges stand in the same order, a charge or two of each line. */
static cd_db_result_t make_things(cd_db_t *db, job_t *job)
{
    cd_charge_t *charge = (cd_charge_t *) job->cart.charges->elts;
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < job->cart.lines->nelts && result == CD_DB_OK; i++) {
        cd_cart_line_t *l = &APR_ARRAY_IDX(job->cart.lines, i, cd_cart_line_t);
        int n = l->extra ? 2 : 1;

        if (is_new(l)) {
            result = make_thing(db, job, l);
            charge[0].service = charge[n - 1].service = l->service;
            charge[0].domain = charge[n - 1].domain = l->domain;
        }
        charge += n;
    }
    return result;
}

static cd_db_result_t take_things(cd_db_t *db, const job_t *job)
{
    cd_arg_t args[] = { { "account", cd_int_v(job->draft->who->account) },
                        { "order", cd_int_v(job->placed->order) },
                        { "service", cd_int_v(0) },
                        { "domain", cd_int_v(0) } };
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < job->cart.lines->nelts && result == CD_DB_OK; i++) {
        const cd_cart_line_t *l =
            &APR_ARRAY_IDX(job->cart.lines, i, cd_cart_line_t);

        if (is_new(l)) {
            args[2].value = cd_int_v(l->service);
            args[3].value = cd_int_v(l->domain);
            result = cd_db_exec(
                db, l->service ? "order.take-service" : "order.take-domain",
                args, 4, NULL, NULL);
        }
    }
    return result;
}

static cd_db_result_t make_order(cd_db_t *db, job_t *job)
{
    const cd_order_draft_t *d = job->draft;
    cd_db_result_t result = cd_number_take(db, "order", &job->placed->number);
    cd_arg_t args[] = { { "account", cd_int_v(d->who->account) },
                        { "user", cd_int_v(d->user) },
                        { "number", cd_text_v(job->placed->number) },
                        { "invoice", cd_int_v(job->placed->invoice) },
                        { "once", cd_text_v(d->once) },
                        { "terms", cd_text_v(d->terms) },
                        { "address", cd_text_v(d->audit->address) },
                        { "now",
                          cd_text_v(cd_clock_utc(d->who->now, job->pool)) } };

    return result == CD_DB_OK
        ? cd_db_exec(db, "order.create", args, 8, NULL, &job->placed->order)
        : result;
}

static cd_db_result_t tell(cd_db_t *db, const job_t *job)
{
    const cd_shopper_t *who = job->draft->who;
    cd_audit_t audit = *job->draft->audit;
    cd_event_t event = { who->account, "order.placed", "order",
                         job->placed->order, job->placed->number };
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) } };
    cd_db_result_t result = cd_event_put(db, &event, who->now);

    audit.action = "order-placed";
    audit.subject = job->placed->number;
    if (result == CD_DB_OK) {
        result = cd_audit_put(db, &audit, who->now);
    }
    return result == CD_DB_OK
        ? cd_db_exec(db, "cart.empty", args, 2, NULL, NULL)
        : result;
}

/* The number last: everybody else waits for it. What costs nothing is paid. */
static cd_db_result_t finish(cd_db_t *db, job_t *job)
{
    const cd_shopper_t *who = job->draft->who;
    cd_placed_t *p = job->placed;
    cd_db_result_t result =
        cd_invoice_issue(db, who->account, p->invoice, &p->invoice_number);

    return result == CD_DB_OK && job->cart.totals.total == 0
        ? cd_invoice_paid_free(db, who->account, p->invoice, who->now)
        : result;
}

static cd_db_result_t make(cd_db_t *db, job_t *job)
{
    const cd_shopper_t *who = job->draft->who;
    cd_db_result_t result = make_things(db, job);

    if (result == CD_DB_OK) {
        result =
            cd_invoice_create(db, &job->cart.billing, job->cart.charges,
                              who->today, who->now, &job->placed->invoice);
        if (result == CD_DB_DUPLICATE) {
            job->placed->end = CD_ORDER_TAKEN;
        }
    }
    if (result == CD_DB_OK) {
        result = make_order(db, job);
    }
    if (result == CD_DB_OK) {
        result = take_things(db, job);
    }
    if (result == CD_DB_OK) {
        result = tell(db, job);
    }
    return result == CD_DB_OK ? finish(db, job) : result;
}

static cd_order_end_t fitness(const job_t *job)
{
    if (!job->cart.lines->nelts) {
        return CD_ORDER_EMPTY;
    }
    if (job->cart.problems) {
        return CD_ORDER_PROBLEM;
    }
    return strcmp(job->cart.quote, job->draft->quote) ? CD_ORDER_CHANGED
                                                      : CD_ORDER_PLACED;
}

/* The account's lock comes first: who waited for it sees what was done. */
static cd_db_result_t place(cd_db_t *db, void *baton)
{
    job_t *job = baton;
    const cd_order_draft_t *d = job->draft;
    cd_db_result_t result = cd_billing_lock(db, d->who->account);

    memset(job->placed, 0, sizeof(*job->placed)); /* after a deadlock */
    if (result == CD_DB_OK) {
        result = cd_order_find(db, d->who->account, d->once, job->placed);
    }
    if (result != CD_DB_OK || job->placed->order) {
        return result;
    }
    result = cd_cart_load(db, d->who, d->words, &job->cart);
    if (result != CD_DB_OK) {
        return result;
    }
    job->placed->end = fitness(job);
    return job->placed->end == CD_ORDER_PLACED ? make(db, job) : CD_DB_OK;
}

cd_db_result_t cd_order_place(cd_db_t *db, const cd_order_draft_t *draft,
                              cd_placed_t *placed)
{
    job_t job = { draft, placed, { { 0 } }, cd_db_pool(db) };
    cd_db_result_t result;

    memset(placed, 0, sizeof(*placed));
    result = cd_db_transaction(db, place, &job);
    return result == CD_DB_DUPLICATE && placed->end == CD_ORDER_TAKEN
        ? CD_DB_OK
        : result;
}
