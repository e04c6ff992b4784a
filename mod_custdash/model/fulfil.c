/* SPDX-License-Identifier: Apache-2.0 */
/* What follows when an invoice is paid. */
#include "fulfil.h"

#include <apr_strings.h>
#include <apr_tables.h>

#include "../core/clock.h"
#include "event.h"

typedef struct {
    apr_int64_t id, service, domain;
    const char *from, *to;
} renewal_t;

typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *renewals; /* renewal_t */
    apr_int64_t order;
    const char *number;
    int is_new;
} paid_t;

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static cd_db_result_t take_renewal(void *baton, const cd_row_t *row)
{
    const paid_t *p = baton;
    renewal_t *r = apr_array_push(p->renewals);

    r->id = number(row, "id");
    r->service = number(row, "service");
    r->domain = number(row, "domain");
    r->from = apr_pstrdup(p->pool, cd_row_get(row, "period_from"));
    r->to = apr_pstrdup(p->pool, cd_row_get(row, "period_to"));
    return CD_DB_OK;
}

static cd_db_result_t take_order(void *baton, const cd_row_t *row)
{
    paid_t *p = baton;

    p->order = number(row, "id");
    p->number = apr_pstrdup(p->pool, cd_row_get(row, "number"));
    p->is_new = number(row, "new") != 0;
    return CD_DB_OK;
}

/* The due date moves by the period that was paid for, when it is still where
 * that period begins. */
static cd_db_result_t renew(cd_db_t *db, apr_int64_t account,
                            const renewal_t *r, apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "id", cd_int_v(r->id) },
                        { "service", cd_int_v(r->service) },
                        { "domain", cd_int_v(r->domain) },
                        { "period_from", cd_text_v(r->from) },
                        { "period_to", cd_text_v(r->to) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };
    cd_event_t event = { account,
                         r->service ? "service.renewed" : "domain.renewed",
                         r->service ? "service" : "domain",
                         r->service ? r->service : r->domain, r->to };
    apr_int64_t settled = 0;
    cd_db_result_t result =
        cd_db_exec(db, "paid.settle", args, 7, &settled, NULL);

    if (result != CD_DB_OK || !settled) {
        return result;
    }
    result = cd_db_exec(db, r->service ? "paid.service" : "paid.domain", args,
                        7, NULL, NULL);
    return result == CD_DB_OK ? cd_event_put(db, &event, now) : result;
}

static cd_db_result_t renew_all(cd_db_t *db, apr_int64_t account,
                                const paid_t *p, apr_time_t now)
{
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < p->renewals->nelts && result == CD_DB_OK; i++) {
        result =
            renew(db, account, &APR_ARRAY_IDX(p->renewals, i, renewal_t), now);
    }
    return result;
}

/* With something to set up the provider's systems have the next word. */
static cd_db_result_t advance(cd_db_t *db, apr_int64_t account,
                              const paid_t *p, apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "order", cd_int_v(p->order) } };
    cd_event_t event = { account, "order.paid", "order", p->order, p->number };
    cd_db_result_t result = cd_event_put(db, &event, now);

    return result == CD_DB_OK && !p->is_new
        ? cd_db_exec(db, "paid.order-active", args, 2, NULL, NULL)
        : result;
}

cd_db_result_t cd_invoice_paid(cd_db_t *db, apr_int64_t account,
                               apr_int64_t invoice, apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    paid_t p = { pool, apr_array_make(pool, 4, sizeof(renewal_t)), 0, NULL,
                 0 };
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "invoice", cd_int_v(invoice) } };
    cd_event_t event = { account, "invoice.paid", "invoice", invoice, NULL };
    cd_db_result_t result =
        cd_db_query(db, "paid.renewals", args, 2, take_renewal, &p);

    if (result == CD_DB_OK) {
        result = cd_db_query(db, "paid.order", args, 2, take_order, &p);
    }
    if (result == CD_DB_OK) {
        result = cd_event_put(db, &event, now);
    }
    if (result == CD_DB_OK) {
        result = renew_all(db, account, &p, now);
    }
    return result == CD_DB_OK && p.order ? advance(db, account, &p, now)
                                         : result;
}

cd_db_result_t cd_invoice_paid_free(cd_db_t *db, apr_int64_t account,
                                    apr_int64_t invoice, apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "invoice", cd_int_v(invoice) } };
    cd_db_result_t result = cd_db_exec(db, "paid.free", args, 2, NULL, NULL);

    return result == CD_DB_OK ? cd_invoice_paid(db, account, invoice, now)
                              : result;
}
