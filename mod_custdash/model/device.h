/* SPDX-License-Identifier: Apache-2.0 */
/* Browsers that a user has signed in with. */
#ifndef CD_DEVICE_H
#define CD_DEVICE_H

#include "audit.h"

/**
 * The audit's user signs in with this browser: it is remembered, and, unless
 * it was before or is her first, she is told by mail. Inside the caller's
 * transaction.
 * @param device the text that the browser keeps, from cd_token_create()
 */
cd_db_result_t cd_device_seen(cd_db_t *db, const cd_audit_t *audit,
                              const char *device, apr_time_t now);

/** Forget browsers that weren't used for more than a year, some at a
 *  time. */
cd_db_result_t cd_device_purge(cd_db_t *db, apr_time_t now);

/** Browser and system of a User-Agent, "Firefox, Windows", in @a pool; ""
 *  when neither is known. */
const char *cd_device_name(apr_pool_t *pool, const char *agent);

#endif
