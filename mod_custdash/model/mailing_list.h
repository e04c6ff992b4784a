/* SPDX-License-Identifier: Apache-2.0 */
/* The mailing list: leaving it by a link that needs no sign-in. */
#ifndef CD_MAILING_LIST_H
#define CD_MAILING_LIST_H

#include "../core/db.h"

/** The path below the dashboard that takes an account off the list:
 *  "/unsubscribe/1001.HASH", the hash keyed with the site's @a mail_key.
 *  NULL when there is no such key. */
const char *cd_unsubscribe_path(apr_pool_t *pool, const char *mail_key,
                                apr_int64_t account);

/** The account that a link's token ("1001.HASH") stands for.
 *  @param account set to its id, 0 when the token is none of ours */
cd_db_result_t cd_unsubscribe_account(cd_db_t *db, apr_pool_t *pool,
                                      const char *token, apr_int64_t *account);

/** Put down that the account leaves the list; when it isn't on it, nothing.
 *  @param address of the client, NULL: not known */
cd_db_result_t cd_unsubscribe(cd_db_t *db, apr_int64_t account,
                              const char *address, apr_time_t now);

#endif
