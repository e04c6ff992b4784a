/* SPDX-License-Identifier: Apache-2.0 */
/* What the provider's staff does, each in one transaction with its line in
 * the account's log. */
#ifndef CD_STAFF_H
#define CD_STAFF_H

#include "user.h"

/** Set a user's password; her sessions and half sign-ins end, and she is told
 *  by mail. */
cd_db_result_t cd_staff_set_password(cd_db_t *db, const cd_user_t *user,
                                     const char *hash, apr_time_t now);

/** End a user's sessions and half sign-ins. */
cd_db_result_t cd_staff_end_sessions(cd_db_t *db, const cd_user_t *user,
                                     apr_time_t now);

/** Lock a user, who can't sign in any more and whose sessions end, or open
 *  the login again. Nothing is done when it is so already. */
cd_db_result_t cd_staff_lock_user(cd_db_t *db, const cd_user_t *user, int lock,
                                  apr_time_t now);

/** Lock an account, or open it again. *@a status: what it was before
 * ("active", "suspended"), "closed" when nothing was done, NULL: there is
 * none. */
cd_db_result_t cd_staff_lock(cd_db_t *db, apr_int64_t account, int lock,
                             apr_time_t now, const char **status);

#endif
