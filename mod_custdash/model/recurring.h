/* SPDX-License-Identifier: Apache-2.0 */
/* Recurring invoices: what falls due is invoiced, once, however often the
 * run is started and wherever it is killed. */
#ifndef CD_RECURRING_H
#define CD_RECURRING_H

#include "../core/db.h"

/** A run. */
typedef struct {
    const char *date; /* the DATE that it is for */
    apr_time_t now;
    int dry;                                         /* only count */
    int invoices, lines, reminders, overdue, failed; /* what it did */
    /* Told of each invoice that is made (or would be), or NULL. */
    void (*made)(void *baton, apr_int64_t account, const char *number,
                 int lines);
    void *baton;
} cd_recurring_t;

/** Invoices, each account's in one transaction; then reminders, and events
 *  about services that run on unpaid. An account that fails is counted and
 *  the others go on. */
cd_db_result_t cd_recurring_run(cd_db_t *db, cd_recurring_t *run);

#endif
