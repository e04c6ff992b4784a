/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of signed-in users (OWASP ASVS 5.0, 7.2 to 7.5). */
#ifndef CD_SESSION_H
#define CD_SESSION_H

#include "../core/page.h"

/**
 * Begin a session of @a user acting for @a account.
 * @param token set to the token for the browser; only its hash is stored
 */
cd_db_result_t cd_session_create(cd_db_t *db, apr_int64_t user,
                                 apr_int64_t account, apr_time_t now,
                                 const cd_session_limits_t *limits,
                                 const char *address, const char *agent,
                                 const char **token);

/** The viewer whose session this is; *viewer NULL: there is none any more.
 *  Status of user, membership and account is looked at each time. */
cd_db_result_t cd_session_viewer(cd_db_t *db, apr_pool_t *pool,
                                 const char *token, apr_time_t now,
                                 const cd_session_limits_t *limits,
                                 const cd_viewer_t **viewer);

/**
 * Account and revisions of sessions, and nothing else: enough to find a page
 * that was made for one.
 * @param current @a n of them (1 to CD_CURRENT_MOST) with their hashes; what
 *        is found is filled in, of the others account stays 0
 */
cd_db_result_t cd_session_current(cd_db_t *db, apr_pool_t *pool,
                                  apr_time_t now,
                                  const cd_session_limits_t *limits,
                                  cd_current_t *current, int n);

/** Is it time to put the session's use down? Once a minute, and four times
 *  within the time that it may be idle. */
int cd_session_touch_is_due(apr_time_t seen_at, apr_time_t now,
                            const cd_session_limits_t *limits);

/** Put down that the session was used. */
cd_db_result_t cd_session_touch(cd_db_t *db, const char *token,
                                apr_time_t now);

cd_db_result_t cd_session_end(cd_db_t *db, const char *token);

/**
 * The session of @a token acts for another account of its user from now on.
 * It stays the same session, with its limits; its token is a new one.
 * @param fresh set to that; NULL: the user has no active membership there
 */
cd_db_result_t cd_session_switch(cd_db_t *db, const char *token,
                                 apr_int64_t user, apr_int64_t account,
                                 apr_time_t now, const char **fresh);

#endif
