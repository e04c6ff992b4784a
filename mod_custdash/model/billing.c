/* SPDX-License-Identifier: Apache-2.0 */
/* Reads whom the provider bills, and makes invoices. */
#include "billing.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "address.h"
#include "money.h"

typedef struct {
    apr_pool_t *pool;
    cd_billing_t *billing;
} reader_t;

static int flag(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value && *value == '1';
}

/* A business of another country of the union, whose tax id has its form. */
static int is_reversed(apr_pool_t *pool, const cd_row_t *row)
{
    const char *tax_id = cd_row_get(row, "tax_id");
    const char *company = cd_row_get(row, "company");

    return flag(row, "reverse") && company && *company && tax_id && *tax_id
        && !cd_tax_id_check(pool, cd_row_get(row, "country"), &tax_id);
}

static cd_db_result_t take_billing(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    cd_billing_t *b = r->billing;

    b->currency = apr_pstrdup(r->pool, cd_row_get(row, "currency"));
    b->language = apr_pstrdup(r->pool, cd_row_get(row, "language"));
    b->email = apr_pstrdup(r->pool, cd_row_get(row, "email"));
    b->name = apr_pstrdup(r->pool, cd_row_get(row, "name"));
    b->due_days = (int) apr_atoi64(cd_row_get(row, "due_days"));
    b->tax.inclusive = flag(row, "inclusive");
    b->tax.reverse = is_reversed(r->pool, row);
    return CD_DB_OK;
}

/* The first of each level is the best. */
static cd_db_result_t take_tax(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    cd_tax_t *tax = &r->billing->tax;
    int rate = (int) apr_atoi64(cd_row_get(row, "rate"));
    const char *name = apr_pstrdup(r->pool, cd_row_get(row, "name"));

    if (!strcmp(cd_row_get(row, "level"), "1")) {
        if (tax->rate < 0) {
            tax->rate = rate;
            tax->name = name;
        }
    }
    else if (tax->rate2 < 0) {
        tax->rate2 = rate;
        tax->name2 = name;
        tax->compound = flag(row, "compound");
    }
    return CD_DB_OK;
}

cd_db_result_t cd_billing_load(cd_db_t *db, apr_int64_t account,
                               cd_billing_t *billing)
{
    reader_t r = { cd_db_pool(db), billing };
    cd_arg_t args[] = { { "account", cd_int_v(account) } };
    cd_db_result_t result;

    memset(billing, 0, sizeof(*billing));
    billing->account = account;
    billing->tax.rate = billing->tax.rate2 = -1;
    result = cd_db_query(db, "billing.one", args, 1, take_billing, &r);
    return result == CD_DB_OK
        ? cd_db_query(db, "billing.taxes", args, 1, take_tax, &r)
        : result;
}

cd_db_result_t cd_billing_lock(cd_db_t *db, apr_int64_t account)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) } };

    return cd_db_exec(db, "billing.lock", args, 1, NULL, NULL);
}

int cd_billing_sum(const cd_billing_t *billing,
                   const apr_array_header_t *charges, cd_totals_t *totals)
{
    cd_sum_t net = { 0, 0 }, tax = { 0, 0 }, tax2 = { 0, 0 };
    int i;

    for (i = 0; i < charges->nelts; i++) {
        cd_taxed_t line;

        if (!cd_tax_line(&billing->tax,
                         APR_ARRAY_IDX(charges, i, cd_charge_t).amount,
                         &line)) {
            return 0;
        }
        cd_sum_add(&net, line.net);
        cd_sum_add(&tax, line.tax);
        cd_sum_add(&tax2, line.tax2);
    }
    totals->net = net.amount;
    totals->tax = tax.amount;
    totals->tax2 = tax2.amount;
    cd_sum_add(&net, tax.amount);
    totals->total = net.amount;
    return !net.overflow && !tax.overflow && !tax2.overflow;
}

/* A rate as the line keeps it: none where nothing is charged. */
static cd_value_t rate_v(const cd_tax_t *tax, int rate)
{
    return rate < 0 || tax->reverse ? cd_text_v(NULL) : cd_int_v(rate);
}

static cd_db_result_t put_renewal(cd_db_t *db, const cd_charge_t *c)
{
    cd_arg_t args[] = { { "line", cd_int_v(c->line) },
                        { "service", cd_int_v(c->service) },
                        { "domain", cd_int_v(c->domain) },
                        { "period_from", cd_text_v(c->from) },
                        { "period_to", cd_text_v(c->to) } };

    return cd_db_exec(db, "renewal.put", args, 5, NULL, NULL);
}

static cd_db_result_t put_line(cd_db_t *db, const cd_billing_t *b,
                               apr_int64_t invoice, cd_charge_t *c)
{
    cd_taxed_t t;
    cd_arg_t args[] = { { "account", cd_int_v(b->account) },
                        { "invoice", cd_int_v(invoice) },
                        { "service", cd_int_v(c->service) },
                        { "domain", cd_int_v(c->domain) },
                        { "description", cd_text_v(c->text) },
                        { "quantity", cd_int_v(c->quantity) },
                        { "tax_rate", rate_v(&b->tax, b->tax.rate) },
                        { "tax2_rate", rate_v(&b->tax, b->tax.rate2) },
                        { "period_from", cd_text_v(c->from) },
                        { "period_to", cd_text_v(c->to) },
                        { "amount", cd_int_v(0) },
                        { "tax", cd_int_v(0) },
                        { "tax2", cd_int_v(0) } };
    cd_db_result_t result;

    if (!cd_tax_line(&b->tax, c->amount, &t)) {
        return CD_DB_ERROR;
    }
    args[10].value = cd_int_v(t.net);
    args[11].value = cd_int_v(t.tax);
    args[12].value = cd_int_v(t.tax2);
    result = cd_db_exec(db, "invoice.add-line", args, 13, NULL, &c->line);
    return result == CD_DB_OK && c->renews ? put_renewal(db, c) : result;
}

static const char *due_on(cd_db_t *db, const cd_billing_t *b,
                          const char *today)
{
    apr_time_exp_t t = { 0 };
    apr_time_t when;
    char *end;

    t.tm_year = (int) apr_strtoi64(today, &end, 10) - 1900;
    t.tm_mon = (int) apr_strtoi64(end + 1, &end, 10) - 1;
    t.tm_mday = (int) apr_strtoi64(end + 1, NULL, 10);
    apr_time_exp_get(&when, &t);
    when += apr_time_from_sec((apr_int64_t) b->due_days * 24 * 60 * 60);
    return apr_pstrndup(cd_db_pool(db), cd_clock_utc(when, cd_db_pool(db)),
                        10);
}

static cd_db_result_t create(cd_db_t *db, const cd_billing_t *b,
                             const cd_totals_t *totals, const char *today,
                             apr_time_t now, apr_int64_t *invoice)
{
    cd_arg_t args[] = { { "account", cd_int_v(b->account) },
                        { "issued", cd_text_v(today) },
                        { "due", cd_text_v(due_on(db, b, today)) },
                        { "currency", cd_text_v(b->currency) },
                        { "net", cd_int_v(totals->net) },
                        { "tax", cd_int_v(totals->tax) },
                        { "reverse_charge", cd_int_v(b->tax.reverse) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };
    cd_arg_t party[] = { { "account", cd_int_v(b->account) },
                         { "invoice", cd_int_v(0) } };
    cd_db_result_t result =
        cd_db_exec(db, "invoice.create", args, 8, NULL, invoice);

    party[1].value = cd_int_v(*invoice);
    return result == CD_DB_OK
        ? cd_db_exec(db, "invoice.party", party, 2, NULL, NULL)
        : result;
}

cd_db_result_t cd_invoice_create(cd_db_t *db, const cd_billing_t *billing,
                                 apr_array_header_t *charges,
                                 const char *today, apr_time_t now,
                                 apr_int64_t *invoice)
{
    cd_totals_t totals;
    cd_db_result_t result;
    int i;

    if (!cd_billing_sum(billing, charges, &totals)) {
        return CD_DB_ERROR;
    }
    result = create(db, billing, &totals, today, now, invoice);
    for (i = 0; i < charges->nelts && result == CD_DB_OK; i++) {
        result = put_line(db, billing, *invoice,
                          &APR_ARRAY_IDX(charges, i, cd_charge_t));
    }
    return result;
}

typedef struct {
    apr_pool_t *pool;
    const char *text;
} text_t;

static cd_db_result_t take_number(void *baton, const cd_row_t *row)
{
    text_t *t = baton;

    t->text = apr_pstrdup(t->pool, cd_row_get(row, "number"));
    return CD_DB_OK;
}

cd_db_result_t cd_number_take(cd_db_t *db, const char *kind,
                              const char **number)
{
    cd_arg_t args[] = { { "kind", cd_text_v(kind) } };
    text_t t = { cd_db_pool(db), NULL };
    cd_db_result_t result = cd_db_exec(db, "number.lock", args, 1, NULL, NULL);

    if (result == CD_DB_OK) {
        result = cd_db_query(db, "number.taken", args, 1, take_number, &t);
    }
    *number = t.text;
    return result == CD_DB_OK && !t.text ? CD_DB_ERROR : result;
}

cd_db_result_t cd_invoice_issue(cd_db_t *db, apr_int64_t account,
                                apr_int64_t invoice, const char **number)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "invoice", cd_int_v(invoice) },
                        { "number", cd_text_v(NULL) } };
    cd_db_result_t result = cd_number_take(db, "invoice", number);

    args[2].value = cd_text_v(*number);
    return result == CD_DB_OK
        ? cd_db_exec(db, "invoice.issue", args, 3, NULL, NULL)
        : result;
}
