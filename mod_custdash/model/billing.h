/* SPDX-License-Identifier: Apache-2.0 */
/* Whom the provider bills, by which rules, and the invoices that come of
 * it. */
#ifndef CD_BILLING_H
#define CD_BILLING_H

#include <apr_tables.h>

#include "../core/db.h"
#include "tax.h"

/** An account as an invoice sees it. Strings are in the database's pool. */
typedef struct {
    apr_int64_t account;
    const char *currency; /* NULL: there is no such account */
    const char *language, *email, *name;
    int due_days; /* from the date of an invoice until it is due */
    cd_tax_t tax;
} cd_billing_t;

/** Read it: two statements. */
cd_db_result_t cd_billing_load(cd_db_t *db, apr_int64_t account,
                               cd_billing_t *billing);

/** One line of an invoice to be. */
typedef struct {
    const char *text;            /* what it is for, 500 characters at most */
    int quantity;                /* as shown; amount is for all of it */
    apr_int64_t amount;          /* by the price list: with tax, where prices
                                    contain it */
    apr_int64_t service, domain; /* that it is about; 0: none */
    const char *from, *to;       /* DATEs of the period that it pays for, or
                                    NULL */
    int renews;                  /* that period exists once */
    apr_int64_t line;            /* its id, once it is made */
} cd_charge_t;

typedef struct {
    apr_int64_t net, tax, tax2, total;
} cd_totals_t;

/** The sum of @a charges (cd_charge_t); 0 when it does not fit. */
int cd_billing_sum(const cd_billing_t *billing,
                   const apr_array_header_t *charges, cd_totals_t *totals);

/**
 * Make an invoice, still a draft: lines, tax, whom it goes to. Call it in a
 * transaction that holds the account's lock (cd_billing_lock).
 * @param today the DATE of issue
 * @return CD_DB_DUPLICATE when a period is on another invoice already;
 *         CD_DB_ERROR when a sum does not fit
 */
cd_db_result_t cd_invoice_create(cd_db_t *db, const cd_billing_t *billing,
                                 apr_array_header_t *charges,
                                 const char *today, apr_time_t now,
                                 apr_int64_t *invoice);

/** Give it its number, last of all: until the transaction ends nobody else
 *  gets one, so numbers have no gaps. @a number is in the database's pool. */
cd_db_result_t cd_invoice_issue(cd_db_t *db, apr_int64_t account,
                                apr_int64_t invoice, const char **number);

/** The next number of a sequence ("invoice", "order"), as it is written. */
cd_db_result_t cd_number_take(cd_db_t *db, const char *kind,
                              const char **number);

/** Have an account's money to oneself until the transaction ends: whoever
 *  moves any begins with this. */
cd_db_result_t cd_billing_lock(cd_db_t *db, apr_int64_t account);

#endif
