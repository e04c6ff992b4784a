/* SPDX-License-Identifier: Apache-2.0 */
/* Posts movements of money. */
#include "ledger.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "billing.h"
#include "fulfil.h"
#include "money.h"

typedef struct {
    apr_pool_t *pool;
    apr_int64_t id, total, tax, paid;
    const char *status, *currency, *number;
    int corrects; /* it is a credit note */
} invoice_t;

typedef struct {
    cd_ledger_fn *post;
    const cd_movement_t *movement;
    int flag;
    cd_posted_t *posted;
} job_t;

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static cd_db_result_t take_invoice(void *baton, const cd_row_t *row)
{
    invoice_t *i = baton;

    i->id = number(row, "id");
    i->total = number(row, "total");
    i->tax = number(row, "tax");
    i->paid = number(row, "paid");
    i->status = apr_pstrdup(i->pool, cd_row_get(row, "status"));
    i->currency = apr_pstrdup(i->pool, cd_row_get(row, "currency"));
    i->number = apr_pstrdup(i->pool, cd_row_get(row, "number"));
    i->corrects = cd_row_get(row, "corrects") != NULL;
    return CD_DB_OK;
}

static cd_db_result_t take_number(void *baton, const cd_row_t *row)
{
    *(apr_int64_t *) baton = row->value[0] ? apr_atoi64(row->value[0]) : 0;
    return CD_DB_OK;
}

static int is_one_of(const char *status, const char *statuses)
{
    apr_size_t n = strlen(status);
    const char *s = strstr(statuses, status);

    return s && (s == statuses || s[-1] == ' ') && (!s[n] || s[n] == ' ');
}

static int waits_for_money(const invoice_t *i)
{
    return is_one_of(i->status, "unpaid payment-pending collections");
}

/* Everything that a statement about a movement may name. */
#define ARGS 12

static void fill(cd_db_t *db, const cd_movement_t *m, cd_arg_t args[ARGS])
{
    const cd_arg_t all[ARGS] = {
        { "account", cd_int_v(m->account) },
        { "invoice", cd_int_v(m->invoice) },
        { "amount", cd_int_v(m->amount) },
        { "currency", cd_text_v(m->currency) },
        { "method", cd_text_v(m->method) },
        { "reference", cd_text_v(m->reference) },
        { "today", cd_text_v(m->today) },
        { "now", cd_text_v(cd_clock_utc(m->now, cd_db_pool(db))) },
        { "status", cd_text_v(NULL) },
        { "reason", cd_text_v(NULL) },
        { "net", cd_int_v(0) },
        { "tax", cd_int_v(0) }
    };

    memcpy(args, all, sizeof(all));
}

/* The invoice, and whether the movement may be about it at all. */
static cd_db_result_t begin(cd_db_t *db, const cd_movement_t *m,
                            invoice_t *invoice, cd_posted_t *posted)
{
    cd_arg_t args[ARGS];
    apr_int64_t known = 0;
    cd_db_result_t result;

    memset(invoice, 0, sizeof(*invoice));
    memset(posted, 0, sizeof(*posted));
    invoice->pool = cd_db_pool(db);
    fill(db, m, args);
    result =
        cd_db_query(db, "ledger.invoice", args, ARGS, take_invoice, invoice);
    if (result == CD_DB_OK && m->reference) {
        result =
            cd_db_query(db, "ledger.known", args, ARGS, take_number, &known);
    }
    posted->end = known ? CD_LEDGER_KNOWN
        : !invoice->id  ? CD_LEDGER_MISSING
        : m->currency && strcmp(m->currency, invoice->currency)
        ? CD_LEDGER_CURRENCY
        : m->amount < 0     ? CD_LEDGER_AMOUNT
        : invoice->corrects ? CD_LEDGER_STATUS
                            : CD_LEDGER_DONE;
    posted->status = invoice->status;
    posted->due = invoice->total - invoice->paid;
    return result;
}

static cd_db_result_t pay(cd_db_t *db, const cd_movement_t *m,
                          apr_int64_t amount, const char *method,
                          const char *reference)
{
    cd_arg_t args[ARGS];

    fill(db, m, args);
    args[2].value = cd_int_v(amount);
    args[4].value = cd_text_v(method);
    args[5].value = cd_text_v(reference);
    return cd_db_exec(db, "ledger.pay", args, ARGS, NULL, NULL);
}

static cd_db_result_t set_status(cd_db_t *db, const cd_movement_t *m,
                                 const char *status, cd_posted_t *posted)
{
    cd_arg_t args[ARGS];

    fill(db, m, args);
    args[8].value = cd_text_v(status);
    posted->status = status;
    return cd_db_exec(db, "ledger.status", args, ARGS, NULL, NULL);
}

/* The account's credit grows or shrinks by @a amount. */
static cd_db_result_t credit(cd_db_t *db, const cd_movement_t *m,
                             const char *currency, apr_int64_t amount,
                             const char *reason)
{
    cd_arg_t args[ARGS];
    cd_db_result_t result;

    fill(db, m, args);
    args[2].value = cd_int_v(amount);
    args[3].value = cd_text_v(currency);
    args[9].value = cd_text_v(reason);
    result = cd_db_exec(db, "ledger.credit-open", args, ARGS, NULL, NULL);
    if (result == CD_DB_OK) {
        result = cd_db_exec(db, "ledger.credit-add", args, ARGS, NULL, NULL);
    }
    return result == CD_DB_OK
        ? cd_db_exec(db, "ledger.credit-put", args, ARGS, NULL, NULL)
        : result;
}

/* An invoice whose money has all come. What follows was done before when it
 * only comes back from a dispute. */
static cd_db_result_t settle(cd_db_t *db, const cd_movement_t *m,
                             const invoice_t *invoice, cd_posted_t *posted)
{
    int before = !strcmp(invoice->status, "collections");
    cd_db_result_t result = set_status(db, m, "paid", posted);

    posted->due = 0;
    return result == CD_DB_OK && !before
        ? cd_invoice_paid(db, m->account, m->invoice, m->now)
        : result;
}

/* What is too much moves on to the account's credit. */
static cd_db_result_t pass_on(cd_db_t *db, const cd_movement_t *m,
                              const invoice_t *invoice, apr_int64_t amount,
                              cd_posted_t *posted)
{
    cd_db_result_t result = pay(db, m, -amount, "credit", NULL);

    posted->credited = amount;
    return result == CD_DB_OK
        ? credit(db, m, invoice->currency, amount,
                 waits_for_money(invoice) ? "overpaid" : "late")
        : result;
}

cd_db_result_t cd_ledger_post_receive(cd_db_t *db, const cd_movement_t *m,
                                      int flag, cd_posted_t *posted)
{
    invoice_t invoice;
    apr_int64_t due, over;
    cd_db_result_t result = begin(db, m, &invoice, posted);

    (void) flag;
    if (result != CD_DB_OK || posted->end != CD_LEDGER_DONE) {
        return result;
    }
    if (m->amount == 0) {
        posted->end = CD_LEDGER_AMOUNT;
        return CD_DB_OK;
    }
    due = waits_for_money(&invoice) ? posted->due : 0;
    over = m->amount > due ? m->amount - due : 0;
    result = pay(db, m, m->amount, m->method, m->reference);
    if (result == CD_DB_OK && over) {
        result = pass_on(db, m, &invoice, over, posted);
    }
    if (result != CD_DB_OK || !due) {
        return result;
    }
    posted->due = due - (m->amount - over);
    if (posted->due == 0) {
        return settle(db, m, &invoice, posted);
    }
    return strcmp(invoice.status, "payment-pending")
        ? CD_DB_OK
        : set_status(db, m, "unpaid", posted);
}

static cd_db_result_t post_apply(cd_db_t *db, const cd_movement_t *m, int flag,
                                 cd_posted_t *posted)
{
    cd_arg_t args[ARGS];
    invoice_t invoice;
    apr_int64_t there = 0, amount;
    cd_db_result_t result = begin(db, m, &invoice, posted);

    (void) flag;
    fill(db, m, args);
    if (result == CD_DB_OK && posted->end == CD_LEDGER_DONE) {
        result =
            cd_db_query(db, "ledger.credit", args, ARGS, take_number, &there);
        posted->end =
            waits_for_money(&invoice) ? CD_LEDGER_DONE : CD_LEDGER_STATUS;
    }
    if (result != CD_DB_OK || posted->end != CD_LEDGER_DONE) {
        return result;
    }
    amount = there < posted->due ? there : posted->due;
    amount = m->amount && m->amount < amount ? m->amount : amount;
    if (amount <= 0) {
        posted->end = CD_LEDGER_AMOUNT;
        return CD_DB_OK;
    }
    result = pay(db, m, amount, "credit", NULL);
    if (result == CD_DB_OK) {
        result = credit(db, m, invoice.currency, -amount, "applied");
    }
    posted->due -= amount;
    return result == CD_DB_OK && posted->due == 0
        ? settle(db, m, &invoice, posted)
        : result;
}

/* Net and tax that are taken back are the invoice's own share; the last part
 * takes what is left. */
static cd_db_result_t make_note(cd_db_t *db, const cd_movement_t *m,
                                const invoice_t *invoice, apr_int64_t *note,
                                cd_posted_t *posted)
{
    apr_int64_t tax;
    cd_arg_t args[ARGS + 3];
    cd_db_result_t result;

    if (!cd_money_scale(m->amount, invoice->tax, invoice->total, &tax)) {
        return CD_DB_ERROR;
    }
    fill(db, m, args);
    args[10].value = cd_int_v(tax - m->amount);
    args[11].value = cd_int_v(-tax);
    result = cd_db_exec(db, "ledger.credit-note", args, ARGS, NULL, note);
    args[ARGS] = (cd_arg_t){ "note", cd_int_v(*note) };
    args[ARGS + 1] = (cd_arg_t){ "description", cd_text_v(invoice->number) };
    if (result == CD_DB_OK) {
        result =
            cd_db_exec(db, "ledger.note-line", args, ARGS + 2, NULL, NULL);
    }
    if (result == CD_DB_OK) {
        result =
            cd_db_exec(db, "ledger.note-party", args, ARGS + 2, NULL, NULL);
    }
    if (result == CD_DB_OK) {
        result = cd_number_take(db, "credit-note", &posted->note);
    }
    args[ARGS + 2] = (cd_arg_t){ "number", cd_text_v(posted->note) };
    return result == CD_DB_OK
        ? cd_db_exec(db, "ledger.note-issue", args, ARGS + 3, NULL, NULL)
        : result;
}

/* The money leaves by the note: of both total = paid + due still holds. */
static cd_db_result_t give_back(cd_db_t *db, const cd_movement_t *m,
                                const invoice_t *invoice, int to_credit,
                                cd_posted_t *posted)
{
    cd_movement_t back = *m;
    cd_db_result_t result = make_note(db, m, invoice, &back.invoice, posted);

    if (result == CD_DB_OK) {
        result = pay(db, &back, -m->amount, to_credit ? "credit" : m->method,
                     m->reference);
    }
    if (result == CD_DB_OK && to_credit) {
        result = credit(db, m, invoice->currency, m->amount, "refunded");
    }
    return result;
}

cd_db_result_t cd_ledger_post_refund(cd_db_t *db, const cd_movement_t *m,
                                     int to_credit, cd_posted_t *posted)
{
    cd_arg_t args[ARGS];
    invoice_t invoice;
    apr_int64_t before = 0;
    cd_db_result_t result = begin(db, m, &invoice, posted);

    fill(db, m, args);
    if (result == CD_DB_OK && posted->end == CD_LEDGER_DONE) {
        result = cd_db_query(db, "ledger.given-back", args, ARGS, take_number,
                             &before);
        posted->end = strcmp(invoice.status, "paid") ? CD_LEDGER_STATUS
            : m->amount == 0 || m->amount > invoice.total - before
            ? CD_LEDGER_AMOUNT
            : CD_LEDGER_DONE;
    }
    if (result != CD_DB_OK || posted->end != CD_LEDGER_DONE) {
        return result;
    }
    result = give_back(db, m, &invoice, to_credit, posted);
    return result == CD_DB_OK && before + m->amount == invoice.total
        ? set_status(db, m, "refunded", posted)
        : result;
}

cd_db_result_t cd_ledger_post_dispute(cd_db_t *db, const cd_movement_t *m,
                                      int flag, cd_posted_t *posted)
{
    invoice_t invoice;
    cd_db_result_t result = begin(db, m, &invoice, posted);

    (void) flag;
    if (result == CD_DB_OK && posted->end == CD_LEDGER_DONE) {
        posted->end = strcmp(invoice.status, "paid")     ? CD_LEDGER_STATUS
            : m->amount == 0 || m->amount > invoice.paid ? CD_LEDGER_AMOUNT
                                                         : CD_LEDGER_DONE;
    }
    if (result != CD_DB_OK || posted->end != CD_LEDGER_DONE) {
        return result;
    }
    posted->due = m->amount;
    result = pay(db, m, -m->amount, m->method, m->reference);
    return result == CD_DB_OK ? set_status(db, m, "collections", posted)
                              : result;
}

cd_db_result_t cd_ledger_post_pending(cd_db_t *db, const cd_movement_t *m,
                                      int pending, cd_posted_t *posted)
{
    invoice_t invoice;
    cd_db_result_t result = begin(db, m, &invoice, posted);

    if (result != CD_DB_OK || posted->end != CD_LEDGER_DONE) {
        return result;
    }
    if (strcmp(invoice.status, pending ? "unpaid" : "payment-pending")) {
        posted->end = CD_LEDGER_STATUS;
        return CD_DB_OK;
    }
    return set_status(db, m, pending ? "payment-pending" : "unpaid", posted);
}

static cd_db_result_t run(cd_db_t *db, void *baton)
{
    const job_t *job = baton;
    cd_db_result_t result = cd_billing_lock(db, job->movement->account);

    return result == CD_DB_OK
        ? job->post(db, job->movement, job->flag, job->posted)
        : result;
}

/* Two that bring the same at a time: the second finds it known. */
static cd_db_result_t post(cd_db_t *db, cd_ledger_fn *fn,
                           const cd_movement_t *m, int flag,
                           cd_posted_t *posted)
{
    job_t job = { fn, m, flag, posted };
    cd_db_result_t result = cd_db_transaction(db, run, &job);

    return result == CD_DB_DUPLICATE ? cd_db_transaction(db, run, &job)
                                     : result;
}

cd_db_result_t cd_ledger_receive(cd_db_t *db, const cd_movement_t *movement,
                                 cd_posted_t *posted)
{
    return post(db, cd_ledger_post_receive, movement, 0, posted);
}

cd_db_result_t cd_ledger_apply(cd_db_t *db, const cd_movement_t *movement,
                               cd_posted_t *posted)
{
    return post(db, post_apply, movement, 0, posted);
}

cd_db_result_t cd_ledger_refund(cd_db_t *db, const cd_movement_t *movement,
                                int to_credit, cd_posted_t *posted)
{
    return post(db, cd_ledger_post_refund, movement, to_credit, posted);
}

cd_db_result_t cd_ledger_dispute(cd_db_t *db, const cd_movement_t *movement,
                                 cd_posted_t *posted)
{
    return post(db, cd_ledger_post_dispute, movement, 0, posted);
}

cd_db_result_t cd_ledger_pending(cd_db_t *db, const cd_movement_t *movement,
                                 int pending, cd_posted_t *posted)
{
    return post(db, cd_ledger_post_pending, movement, pending, posted);
}

cd_db_result_t cd_ledger_account(cd_db_t *db, apr_int64_t invoice,
                                 apr_int64_t *account)
{
    cd_arg_t args[] = { { "invoice", cd_int_v(invoice) } };

    *account = 0;
    return cd_db_query(db, "ledger.account", args, 1, take_number, account);
}
