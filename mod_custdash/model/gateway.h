/* SPDX-License-Identifier: Apache-2.0 */
/* Payments by gateways: begun, and posted by what the gateway tells. */
#ifndef CD_GATEWAY_H
#define CD_GATEWAY_H

#include "../core/custdash.h"
#include "../core/db.h"

/** What is to be paid of an invoice. Strings are in the database's pool. */
typedef struct {
    apr_int64_t account, invoice, attempt;
    apr_int64_t due;
    const char *currency, *number, *status;
    const char *once; /* the same as long as invoice, amount and day are */
} cd_attempt_t;

/** What is due of an invoice of the account; attempt->number NULL: there is
 *  none such. */
cd_db_result_t cd_gateway_look(cd_db_t *db, apr_int64_t account,
                               apr_int64_t invoice, cd_attempt_t *attempt);

/** Put down that a payment of all that is due is begun at @a gateway. */
cd_db_result_t cd_gateway_begin(cd_db_t *db, const char *gateway,
                                const char *today, apr_time_t now,
                                cd_attempt_t *attempt);

/** … and what the gateway calls it. */
cd_db_result_t cd_gateway_named(cd_db_t *db, const cd_attempt_t *attempt,
                                const char *reference);

/**
 * Post what a gateway has told, once, and keep it as it came, all in one
 * transaction. Amount, currency and invoice are compared with what was
 * begun.
 * @param outcome for the log: "paid", "known", "mismatch", "unknown" …
 */
cd_db_result_t cd_gateway_heard(cd_db_t *db, const char *gateway,
                                const custdash_heard_t *heard,
                                const char *body, const char *today,
                                apr_time_t now, const char **outcome);

#endif
