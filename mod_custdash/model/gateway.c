/* SPDX-License-Identifier: Apache-2.0 */
/* Begins payments and posts what gateways tell. */
#include "gateway.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "billing.h"
#include "ledger.h"

typedef struct {
    apr_pool_t *pool;
    apr_int64_t account, invoice, amount;
    const char *currency, *number;
} begun_t;

typedef struct {
    const char *gateway, *body, *today;
    const custdash_heard_t *heard;
    apr_time_t now;
    const char *outcome;
} job_t;

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static cd_db_result_t take_attempt(void *baton, const cd_row_t *row)
{
    cd_attempt_t *a = ((void **) baton)[0];
    apr_pool_t *pool = ((void **) baton)[1];

    a->number = apr_pstrdup(pool, cd_row_get(row, "number"));
    a->status = apr_pstrdup(pool, cd_row_get(row, "status"));
    a->currency = apr_pstrdup(pool, cd_row_get(row, "currency"));
    a->due = number(row, "total") - number(row, "paid");
    return CD_DB_OK;
}

cd_db_result_t cd_gateway_look(cd_db_t *db, apr_int64_t account,
                               apr_int64_t invoice, cd_attempt_t *attempt)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "invoice", cd_int_v(invoice) } };
    void *baton[] = { attempt, cd_db_pool(db) };

    memset(attempt, 0, sizeof(*attempt));
    attempt->account = account;
    attempt->invoice = invoice;
    return cd_db_query(db, "ledger.invoice", args, 2, take_attempt, baton);
}

cd_db_result_t cd_gateway_begin(cd_db_t *db, const char *gateway,
                                const char *today, apr_time_t now,
                                cd_attempt_t *a)
{
    cd_arg_t args[] = { { "account", cd_int_v(a->account) },
                        { "invoice", cd_int_v(a->invoice) },
                        { "gateway", cd_text_v(gateway) },
                        { "amount", cd_int_v(a->due) },
                        { "currency", cd_text_v(a->currency) },
                        { "once", cd_text_v(NULL) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    a->once = apr_psprintf(cd_db_pool(db),
                           "%s-%" APR_INT64_T_FMT "-%" APR_INT64_T_FMT "-%s",
                           gateway, a->invoice, a->due, today);
    args[5].value = cd_text_v(a->once);
    return cd_db_exec(db, "paying.begin", args, 7, NULL, &a->attempt);
}

cd_db_result_t cd_gateway_named(cd_db_t *db, const cd_attempt_t *attempt,
                                const char *reference)
{
    cd_arg_t args[] = { { "account", cd_int_v(attempt->account) },
                        { "attempt", cd_int_v(attempt->attempt) },
                        { "reference", cd_text_v(reference) } };

    return cd_db_exec(db, "paying.named", args, 3, NULL, NULL);
}

static cd_db_result_t take_begun(void *baton, const cd_row_t *row)
{
    begun_t *b = baton;

    b->account = number(row, "account");
    b->invoice = number(row, "invoice");
    b->amount = number(row, "amount");
    b->currency = apr_pstrdup(b->pool, cd_row_get(row, "currency"));
    b->number = apr_pstrdup(b->pool, cd_row_get(row, "number"));
    return CD_DB_OK;
}

static int is_about_session(const custdash_heard_t *h)
{
    return h->kind == CUSTDASH_HEARD_PENDING || h->kind == CUSTDASH_HEARD_PAID
        || h->kind == CUSTDASH_HEARD_FAILED;
}

/* What the event is about, by our own records. */
static cd_db_result_t find(cd_db_t *db, const job_t *job, begun_t *begun)
{
    const custdash_heard_t *h = job->heard;
    int session = is_about_session(h);
    cd_arg_t args[] = { { "gateway", cd_text_v(job->gateway) },
                        { "method", cd_text_v(job->gateway) },
                        { "reference",
                          cd_text_v(session ? h->reference : h->payment) } };

    memset(begun, 0, sizeof(*begun));
    begun->pool = cd_db_pool(db);
    return h->kind == CUSTDASH_HEARD_OTHER
        ? CD_DB_OK
        : cd_db_query(db,
                      session ? "paying.of-reference" : "paying.of-payment",
                      args, 3, take_begun, begun);
}

/* Amount, currency and invoice are those that were begun. */
static int fits(const custdash_heard_t *h, const begun_t *begun)
{
    if (!h->currency || strcmp(h->currency, begun->currency)
        || h->amount <= 0) {
        return 0;
    }
    return is_about_session(h) ? h->amount == begun->amount
            && (!h->invoice || !strcmp(h->invoice, begun->number))
                               : h->amount <= begun->amount;
}

static const char *told(const cd_posted_t *posted, const char *done)
{
    switch (posted->end) {
    case CD_LEDGER_DONE:
        return done;
    case CD_LEDGER_KNOWN:
        return "known";
    default:
        return "refused";
    }
}

static cd_db_result_t take_number(void *baton, const cd_row_t *row)
{
    *(apr_int64_t *) baton = row->value[0] ? apr_atoi64(row->value[0]) : 0;
    return CD_DB_OK;
}

/* The event says how much was given back in all. */
static cd_db_result_t refund(cd_db_t *db, cd_movement_t *m,
                             const custdash_heard_t *h, cd_posted_t *posted)
{
    cd_arg_t args[] = { { "account", cd_int_v(m->account) },
                        { "invoice", cd_int_v(m->invoice) } };
    apr_int64_t before = 0;
    cd_db_result_t result =
        cd_db_query(db, "ledger.given-back", args, 2, take_number, &before);

    m->amount -= before;
    m->reference = apr_psprintf(cd_db_pool(db), "%s/%" APR_INT64_T_FMT,
                                h->payment, h->amount);
    posted->end = CD_LEDGER_KNOWN;
    return result == CD_DB_OK && m->amount > 0
        ? cd_ledger_post_refund(db, m, 0, posted)
        : result;
}

static cd_db_result_t post(cd_db_t *db, job_t *job, const begun_t *begun)
{
    const custdash_heard_t *h = job->heard;
    cd_movement_t m = { begun->account, begun->invoice, h->amount,
                        h->currency,    job->gateway,   h->part,
                        job->today,     job->now };
    cd_posted_t posted;
    cd_db_result_t result;

    switch (h->kind) {
    case CUSTDASH_HEARD_PAID:
        m.reference = h->payment ? h->payment : h->reference;
        result = cd_ledger_post_receive(db, &m, 0, &posted);
        job->outcome = told(&posted, posted.credited ? "credited" : "paid");
        return result;
    case CUSTDASH_HEARD_REFUNDED:
        result = refund(db, &m, h, &posted);
        job->outcome = told(&posted, "refunded");
        return result;
    case CUSTDASH_HEARD_DISPUTED:
        result = cd_ledger_post_dispute(db, &m, 0, &posted);
        job->outcome = told(&posted, "disputed");
        return result;
    case CUSTDASH_HEARD_WON:
        m.reference =
            apr_pstrcat(cd_db_pool(db), h->part, "/reinstated", NULL);
        result = cd_ledger_post_receive(db, &m, 0, &posted);
        job->outcome = told(&posted, "reinstated");
        return result;
    default:
        m.reference = NULL;
        result = cd_ledger_post_pending(
            db, &m, h->kind == CUSTDASH_HEARD_PENDING, &posted);
        job->outcome = told(
            &posted, h->kind == CUSTDASH_HEARD_PENDING ? "pending" : "failed");
        return result;
    }
}

static cd_db_result_t keep(cd_db_t *db, const job_t *job, apr_int64_t account)
{
    cd_arg_t args[] = {
        { "gateway", cd_text_v(job->gateway) },
        { "event", cd_text_v(job->heard->event) },
        { "kind", cd_text_v(job->heard->name) },
        { "account", cd_int_v(account) },
        { "outcome", cd_text_v(job->outcome) },
        { "body", cd_text_v(job->body) },
        { "now", cd_text_v(cd_clock_utc(job->now, cd_db_pool(db))) }
    };

    return cd_db_exec(db, "gateway.heard", args, 7, NULL, NULL);
}

static cd_db_result_t hear(cd_db_t *db, void *baton)
{
    job_t *job = baton;
    begun_t begun;
    cd_db_result_t result = find(db, job, &begun);

    job->outcome = job->heard->kind == CUSTDASH_HEARD_OTHER ? "ignored"
        : !begun.account                                    ? "unknown"
                                                            : "mismatch";
    if (result == CD_DB_OK && begun.account) {
        result = cd_billing_lock(db, begun.account);
    }
    if (result == CD_DB_OK && begun.account && fits(job->heard, &begun)) {
        result = post(db, job, &begun);
    }
    return result == CD_DB_OK ? keep(db, job, begun.account) : result;
}

cd_db_result_t cd_gateway_heard(cd_db_t *db, const char *gateway,
                                const custdash_heard_t *heard,
                                const char *body, const char *today,
                                apr_time_t now, const char **outcome)
{
    job_t job = { gateway, body, today, heard, now, NULL };
    cd_db_result_t result = cd_db_transaction(db, hear, &job);

    *outcome = result == CD_DB_DUPLICATE ? "known" : job.outcome;
    return result == CD_DB_DUPLICATE ? CD_DB_OK : result;
}
