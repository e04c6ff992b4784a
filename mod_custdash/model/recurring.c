/* SPDX-License-Identifier: Apache-2.0 */
/* The run that makes recurring invoices. */
#include "recurring.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "billing.h"
#include "event.h"
#include "mail.h"

typedef struct {
    int invoice_days, merged, remind_days, overdue_days, suspend_days;
} policy_t;

typedef struct {
    apr_int64_t id, account, amount;
    const char *number, *due, *currency, *language, *email, *name, *stage;
} row_t;

typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *list; /* row_t, cd_charge_t or apr_int64_t */
} reader_t;

typedef struct {
    cd_recurring_t *run;
    apr_pool_t *pool;
    policy_t policy;
    apr_int64_t account;
    const char *until;
    int invoices, lines; /* of this account */
} job_t;

static int whole(const cd_row_t *row, const char *name, int none)
{
    const char *value = cd_row_get(row, name);

    return value ? (int) apr_atoi64(value) : none;
}

static cd_db_result_t take_policy(void *baton, const cd_row_t *row)
{
    policy_t *p = baton;

    p->invoice_days = whole(row, "invoice_days", 14);
    p->merged = whole(row, "merged", 1);
    p->remind_days = whole(row, "remind_days", 3);
    p->overdue_days = whole(row, "overdue_days", 3);
    p->suspend_days = whole(row, "suspend_days", 10);
    return CD_DB_OK;
}

/* A DATE so many days later. */
static const char *later(apr_pool_t *pool, const char *date, int days)
{
    apr_time_exp_t t = { 0 };
    apr_time_t when;
    char *end;

    t.tm_year = (int) apr_strtoi64(date, &end, 10) - 1900;
    t.tm_mon = (int) apr_strtoi64(end + 1, &end, 10) - 1;
    t.tm_mday = (int) apr_strtoi64(end + 1, NULL, 10);
    apr_time_exp_get(&when, &t);
    when += apr_time_from_sec((apr_int64_t) days * 24 * 60 * 60);
    return apr_pstrndup(pool, cd_clock_utc(when, pool), 10);
}

static cd_db_result_t take_account(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;

    APR_ARRAY_PUSH(r->list, apr_int64_t) =
        apr_atoi64(cd_row_get(row, "account"));
    return CD_DB_OK;
}

static cd_db_result_t take_due(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    cd_charge_t c = { 0 };
    const char *detail = cd_row_get(row, "detail");
    const char *extra = cd_row_get(row, "extra");
    const char *name = apr_pstrdup(r->pool, cd_row_get(row, "name"));
    int is_service = !strcmp(cd_row_get(row, "kind"), "service");
    apr_int64_t id = apr_atoi64(cd_row_get(row, "id"));

    c.text = detail
        ? apr_pstrcat(r->pool, name, " \xe2\x80\x93 ", detail, NULL)
        : name;
    c.quantity = 1;
    c.amount = apr_atoi64(cd_row_get(row, "amount"))
        + (extra ? apr_atoi64(extra) : 0);
    c.service = is_service ? id : 0;
    c.domain = is_service ? 0 : id;
    c.from = apr_pstrdup(r->pool, cd_row_get(row, "period_from"));
    c.to = apr_pstrdup(r->pool, cd_row_get(row, "period_to"));
    c.renews = 1;
    APR_ARRAY_PUSH(r->list, cd_charge_t) = c;
    return CD_DB_OK;
}

/* Told of by mail, once for each invoice and stage. */
static cd_db_result_t write_to(cd_db_t *db, const char *template,
                               const row_t *r, apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *fields[] = {
        "number",   r->number,
        "amount",   apr_psprintf(pool, "%" APR_INT64_T_FMT, r->amount),
        "currency", r->currency,
        "due",      r->due,
        "path",     apr_psprintf(pool, "/invoices/%" APR_INT64_T_FMT, r->id),
        NULL
    };
    cd_mail_t mail = { 0 };

    mail.template = template;
    mail.account = r->account;
    mail.to = r->email;
    mail.name = r->name;
    mail.language = r->language;
    mail.category = "invoice";
    mail.fields = fields;
    mail.once = apr_psprintf(pool, "%s/%" APR_INT64_T_FMT "/%s", template,
                             r->id, r->stage);
    return cd_mail_put(db, pool, &mail, now);
}

static cd_db_result_t make_one(cd_db_t *db, job_t *job,
                               const cd_billing_t *billing,
                               apr_array_header_t *charges)
{
    row_t told = { 0 };
    cd_totals_t totals;
    cd_db_result_t result = cd_invoice_create(
        db, billing, charges, job->run->date, job->run->now, &told.id);

    if (result == CD_DB_OK) {
        result = cd_invoice_issue(db, job->account, told.id, &told.number);
    }
    if (result != CD_DB_OK || !cd_billing_sum(billing, charges, &totals)) {
        return result;
    }
    told.account = job->account;
    told.amount = totals.total;
    told.currency = billing->currency;
    told.due = later(job->pool, job->run->date, billing->due_days);
    told.language = billing->language;
    told.email = billing->email;
    told.name = billing->name;
    told.stage = "made";
    job->invoices++;
    job->lines += charges->nelts;
    if (job->run->made) {
        job->run->made(job->run->baton, job->account, told.number,
                       charges->nelts);
    }
    return write_to(db, "invoice-created", &told, job->run->now);
}

/* One invoice of all, or one of each. */
static cd_db_result_t make_all(cd_db_t *db, job_t *job,
                               const cd_billing_t *billing,
                               apr_array_header_t *charges)
{
    cd_db_result_t result = CD_DB_OK;
    int i;

    if (job->policy.merged) {
        return make_one(db, job, billing, charges);
    }
    for (i = 0; i < charges->nelts && result == CD_DB_OK; i++) {
        apr_array_header_t *one =
            apr_array_make(job->pool, 1, sizeof(cd_charge_t));

        APR_ARRAY_PUSH(one, cd_charge_t) =
            APR_ARRAY_IDX(charges, i, cd_charge_t);
        result = make_one(db, job, billing, one);
    }
    return result;
}

static cd_db_result_t bill(cd_db_t *db, void *baton)
{
    job_t *job = baton;
    reader_t due = { job->pool,
                     apr_array_make(job->pool, 8, sizeof(cd_charge_t)) };
    cd_arg_t args[] = { { "account", cd_int_v(job->account) },
                        { "until", cd_text_v(job->until) },
                        { "scoped", cd_int_v(0) } };
    cd_billing_t billing;
    cd_db_result_t result = cd_billing_lock(db, job->account);

    job->invoices = job->lines = 0;
    if (result == CD_DB_OK) {
        result = cd_billing_load(db, job->account, &billing);
    }
    if (result == CD_DB_OK) {
        result = cd_db_query(db, "billing.due", args, 3, take_due, &due);
    }
    if (result != CD_DB_OK || !due.list->nelts) {
        return result;
    }
    if (!job->run->dry) {
        return make_all(db, job, &billing, due.list);
    }
    job->invoices = job->policy.merged ? 1 : due.list->nelts;
    job->lines = due.list->nelts;
    return CD_DB_OK;
}

static cd_db_result_t bill_all(cd_db_t *db, job_t *job)
{
    reader_t r = { cd_db_pool(db),
                   apr_array_make(cd_db_pool(db), 64, sizeof(apr_int64_t)) };
    cd_arg_t args[] = { { "until", cd_text_v(job->until) } };
    cd_db_result_t result =
        cd_db_query(db, "billing.accounts", args, 1, take_account, &r);
    int i;

    for (i = 0; i < r.list->nelts && result == CD_DB_OK; i++) {
        job->account = APR_ARRAY_IDX(r.list, i, apr_int64_t);
        if (cd_db_transaction(db, bill, job) == CD_DB_OK) {
            job->run->invoices += job->invoices;
            job->run->lines += job->lines;
        }
        else {
            job->run->failed++;
            result = cd_db_broken(db) ? CD_DB_GONE : CD_DB_OK;
        }
    }
    return result;
}

static cd_db_result_t take_row(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    row_t *one = apr_array_push(r->list);
    const char *total = cd_row_get(row, "total");

    memset(one, 0, sizeof(*one));
    one->id = apr_atoi64(cd_row_get(row, "id"));
    one->account = apr_atoi64(cd_row_get(row, "account"));
    one->due = apr_pstrdup(r->pool, cd_row_get(row, "due"));
    if (total) {
        one->amount = apr_atoi64(total);
        one->number = apr_pstrdup(r->pool, cd_row_get(row, "number"));
        one->currency = apr_pstrdup(r->pool, cd_row_get(row, "currency"));
        one->language = apr_pstrdup(r->pool, cd_row_get(row, "language"));
        one->email = apr_pstrdup(r->pool, cd_row_get(row, "email"));
        one->name = apr_pstrdup(r->pool, cd_row_get(row, "name"));
        one->stage = apr_pstrdup(r->pool, cd_row_get(row, "stage"));
    }
    return CD_DB_OK;
}

static cd_db_result_t remind(cd_db_t *db, job_t *job)
{
    const policy_t *p = &job->policy;
    const char *today = job->run->date;
    reader_t r = { job->pool, apr_array_make(job->pool, 16, sizeof(row_t)) };
    cd_arg_t args[] = {
        { "today", cd_text_v(today) },
        { "soon",
          cd_text_v(p->remind_days ? later(job->pool, today, p->remind_days)
                                   : "0001-01-01") },
        { "late",
          cd_text_v(p->overdue_days ? later(job->pool, today, -p->overdue_days)
                                    : "0001-01-01") }
    };
    cd_db_result_t result =
        cd_db_query(db, "billing.reminders", args, 3, take_row, &r);
    int i;

    job->run->reminders = r.list->nelts;
    for (i = 0; i < r.list->nelts && result == CD_DB_OK && !job->run->dry;
         i++) {
        result = write_to(db, "invoice-reminder",
                          &APR_ARRAY_IDX(r.list, i, row_t), job->run->now);
    }
    return result;
}

/* The provider's systems suspend; here it is only said, once a period. */
static cd_db_result_t tell_overdue(cd_db_t *db, job_t *job)
{
    reader_t r = { job->pool, apr_array_make(job->pool, 16, sizeof(row_t)) };
    cd_arg_t args[] = { { "since",
                          cd_text_v(later(job->pool, job->run->date,
                                          -job->policy.suspend_days)) } };
    cd_db_result_t result = CD_DB_OK;
    int i;

    if (job->policy.suspend_days) {
        result = cd_db_query(db, "billing.overdue", args, 1, take_row, &r);
    }
    job->run->overdue = r.list->nelts;
    for (i = 0; i < r.list->nelts && result == CD_DB_OK && !job->run->dry;
         i++) {
        const row_t *one = &APR_ARRAY_IDX(r.list, i, row_t);
        cd_event_t event = { one->account, "service.overdue", "service",
                             one->id, one->due };

        result = cd_event_put_once(
            db, &event,
            apr_psprintf(job->pool, "overdue/%" APR_INT64_T_FMT "/%s", one->id,
                         one->due),
            job->run->now);
    }
    return result;
}

cd_db_result_t cd_recurring_run(cd_db_t *db, cd_recurring_t *run)
{
    job_t job = { run, cd_db_pool(db), { 0, 0, 0, 0, 0 }, 0, NULL, 0, 0 };
    cd_db_result_t result =
        cd_db_query(db, "billing.policy", NULL, 0, take_policy, &job.policy);

    job.until = later(job.pool, run->date, job.policy.invoice_days);
    if (result == CD_DB_OK) {
        result = bill_all(db, &job);
    }
    if (result == CD_DB_OK) {
        result = remind(db, &job);
    }
    return result == CD_DB_OK ? tell_overdue(db, &job) : result;
}
