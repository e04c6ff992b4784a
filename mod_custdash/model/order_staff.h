/* SPDX-License-Identifier: Apache-2.0 */
/* What staff, or the provider's systems, do with orders. */
#ifndef CD_ORDER_STAFF_H
#define CD_ORDER_STAFF_H

#include "../core/db.h"

/** An order by its number. Strings are in the database's pool. */
typedef struct {
    apr_int64_t id, account, invoice, paid; /* id 0: there is none */
    const char *number, *status, *invoice_status;
} cd_order_t;

cd_db_result_t cd_order_staff_find(cd_db_t *db, const char *number,
                                   cd_order_t *order);

/** What it has ordered is set up: services and domains run from @a today.
 *  *@a done 0: it isn't pending any more. */
cd_db_result_t cd_order_accept(cd_db_t *db, const cd_order_t *order,
                               const char *today, apr_time_t now, int *done);

/** It comes to nothing: what was to be set up is cancelled, and so is the
 *  invoice when nothing was paid of it. *@a done 0: it isn't pending any more,
 *  or money has come for it. */
cd_db_result_t cd_order_cancel(cd_db_t *db, const cd_order_t *order,
                               apr_time_t now, int *done);

#endif
