/* SPDX-License-Identifier: Apache-2.0 */
/* Single sign-on: logins by what they are called where they are known. */
#ifndef CD_IDENTITY_H
#define CD_IDENTITY_H

#include "entry.h"
#include "user.h"

/** The login that @a name belongs to; an unknown one gives id 0. */
cd_db_result_t cd_identity_find(cd_db_t *db, const char *name, apr_time_t now,
                                cd_user_t *user);

/** The login of an address, where somebody followed a link that was sent
 *  there; otherwise id 0: an address that anybody may have typed in proves
 *  nothing. */
cd_db_result_t cd_identity_match(cd_db_t *db, const char *email,
                                 apr_time_t now, cd_user_t *user);

/** The name belongs to this login from now on. Inside the caller's
 *  transaction. CD_DB_DUPLICATE: it belongs to one already. */
cd_db_result_t cd_identity_link(cd_db_t *db, const char *name,
                                apr_int64_t user, apr_time_t now);

/**
 * A session of the entry's user begins, which is put down; in one
 * transaction, with cd_identity_link() when @a link.
 * @param token for the browser; only its hash is stored
 */
cd_db_result_t cd_identity_enter(cd_db_t *db, const cd_entry_t *entry,
                                 const char *name, int link,
                                 const char **token);

#endif
