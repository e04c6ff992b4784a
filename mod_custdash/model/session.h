/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of signed-in users (OWASP ASVS 5.0, 7.2 to 7.5). */
#ifndef CD_SESSION_H
#define CD_SESSION_H

#include "audit.h"

/** Begin a session of the audit's user acting for its account, with its
 *  address and agent. Inside the caller's transaction.
 *  @param token from cd_token_create(); only its hash is stored */
cd_db_result_t cd_session_insert(cd_db_t *db, const cd_audit_t *audit,
                                 apr_time_t now,
                                 const cd_session_limits_t *limits,
                                 const char *token);

/** Throw away sessions that are over, some at a time. */
cd_db_result_t cd_session_purge(cd_db_t *db, apr_time_t now);

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

/** End another session of the viewer by its id, put that down;
 *  *@a ended: was there one? */
cd_db_result_t cd_session_end_one(cd_db_t *db, apr_int64_t session,
                                  const cd_audit_t *audit, apr_time_t now,
                                  int *ended);

/** End all sessions of the audit's user but that of @a token, put that
 *  down. */
cd_db_result_t cd_session_end_others(cd_db_t *db, const char *token,
                                     const cd_audit_t *audit, apr_time_t now);

/** Give the session another token (ASVS 5.0, 7.2.4): its user has just given
 *  the password. Inside the caller's transaction.
 *  @param fresh from cd_token_create() */
cd_db_result_t cd_session_rotate(cd_db_t *db, const char *token,
                                 const char *fresh, apr_time_t now);

/** Put down that the session's user has just given the password. */
cd_db_result_t cd_session_prove(cd_db_t *db, const char *token,
                                apr_time_t now);

/** The statement of cd_session_end_others() alone, for a transaction of the
 *  caller's. */
cd_db_result_t cd_session_drop_others(cd_db_t *db, apr_int64_t user,
                                      const char *token);

/** End a session and put that down, in one transaction. */
cd_db_result_t cd_session_end(cd_db_t *db, const char *token,
                              const cd_audit_t *audit, apr_time_t now);

/**
 * The session of @a token acts for another account of its user from now on.
 * It stays the same session, with its limits; its token is a new one.
 * @param fresh set to that; NULL: the user has no active membership there
 */
cd_db_result_t cd_session_switch(cd_db_t *db, const char *token,
                                 apr_int64_t user, apr_int64_t account,
                                 apr_time_t now, const char **fresh);

#endif
