/* SPDX-License-Identifier: Apache-2.0 */
/* What follows when an invoice is paid. */
#ifndef CD_FULFIL_H
#define CD_FULFIL_H

#include "../core/db.h"

/**
 * An invoice is paid in full: due dates move, events say what the provider's
 * systems are to do, an order with nothing left to set up becomes active.
 * Call it in the transaction that makes it so, which holds the account's
 * lock (cd_billing_lock), and once; a renewal takes effect once in any case.
 */
cd_db_result_t cd_invoice_paid(cd_db_t *db, apr_int64_t account,
                               apr_int64_t invoice, apr_time_t now);

/** Mark an invoice of nothing as paid, and let follow what follows. */
cd_db_result_t cd_invoice_paid_free(cd_db_t *db, apr_int64_t account,
                                    apr_int64_t invoice, apr_time_t now);

#endif
