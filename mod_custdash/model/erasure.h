/* SPDX-License-Identifier: Apache-2.0 */
/* An account ends: what was of a person goes, what invoices must keep stays
 * (GDPR, article 17 with 3 b). */
#ifndef CD_ERASURE_H
#define CD_ERASURE_H

#include "audit.h"

/** What stands against it. */
typedef struct {
    const char *status;   /* of the account; NULL: there is none */
    int erased;           /* it was done already */
    apr_int64_t services; /* that run, or are suspended */
    apr_int64_t domains;  /* that are registered with the provider */
    apr_int64_t invoices; /* that wait for payment */
} cd_erasure_t;

/** Look at an account; texts are in @a pool. */
cd_db_result_t cd_erasure_look(cd_db_t *db, apr_int64_t account,
                               cd_erasure_t *found, apr_pool_t *pool);

/** Run every statement whose label begins with "erase.", in the catalogue's
 *  order, in one transaction, and put it down. */
cd_db_result_t cd_erasure_run(cd_db_t *db, apr_int64_t account,
                              apr_time_t now);

/** The audit's user asks for it, or (@a asks 0) takes that back; one
 *  transaction. */
cd_db_result_t cd_erasure_ask(cd_db_t *db, const cd_audit_t *audit, int asks,
                              apr_time_t now);

#endif
