/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from an attempt to get in: each in one transaction. */
#ifndef CD_ENTRY_H
#define CD_ENTRY_H

#include "guard.h"
#include "session.h"

/** An attempt of a user to sign in. */
typedef struct {
    cd_guard_t guard;
    cd_audit_t audit;   /* its user and account are those that are tried */
    const char *device; /* the text that the browser keeps, or will */
    apr_time_t now;
    const cd_session_limits_t *limits;
} cd_entry_t;

/** It failed: it is counted, and put down for the account, if any. */
cd_db_result_t cd_entry_refuse(cd_db_t *db, const cd_entry_t *entry);

/** A session begins, is put down, its browser remembered. Inside the caller's
 *  transaction. @param token from cd_token_create() */
cd_db_result_t cd_entry_begin(cd_db_t *db, const cd_entry_t *entry,
                              const char *token);

/**
 * The password was right: a session begins, which is put down, or, for a user
 * with a second factor, a step that owes the code.
 * @param wait seconds; not 0 when attempts made meanwhile have used up what
 *        is allowed: then nothing begins, as if it had come after them
 * @param token of session or step, for the browser; only its hash is stored
 */
cd_db_result_t cd_entry_admit(cd_db_t *db, const cd_entry_t *entry,
                              int second_factor, const char **token,
                              int *wait);

/** Somebody has to: who signs in clears away a few things that are over. */
void cd_entry_purge(cd_db_t *db, apr_time_t now);

#endif
