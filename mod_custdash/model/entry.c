/* SPDX-License-Identifier: Apache-2.0 */
/* Refuses and admits. */
#include "entry.h"

#include "../core/crypto.h"

static cd_db_result_t refuse(cd_db_t *db, void *baton)
{
    const cd_entry_t *e = baton;
    cd_db_result_t result = cd_guard_failed(db, &e->guard, e->now);

    return result == CD_DB_OK ? cd_audit_put(db, &e->audit, e->now) : result;
}

cd_db_result_t cd_entry_refuse(cd_db_t *db, const cd_entry_t *entry)
{
    cd_entry_t e = *entry;

    return cd_db_transaction(db, refuse, &e);
}

typedef struct {
    const cd_entry_t *entry;
    const char *token;
    int wait;
} admission_t;

static cd_db_result_t admit(cd_db_t *db, void *baton)
{
    admission_t *a = baton;
    const cd_entry_t *e = a->entry;
    cd_db_result_t result = cd_guard_wait(db, &e->guard, e->now, &a->wait);

    if (result != CD_DB_OK || a->wait) {
        return result;
    }
    result = cd_guard_passed(db, &e->guard);
    if (result == CD_DB_OK) {
        result = cd_session_insert(db, &e->audit, e->now, e->limits, a->token);
    }
    return result == CD_DB_OK ? cd_audit_put(db, &e->audit, e->now) : result;
}

cd_db_result_t cd_entry_admit(cd_db_t *db, const cd_entry_t *entry,
                              const char **token, int *wait)
{
    admission_t a = { entry, cd_token_create(cd_db_pool(db)), 0 };
    cd_db_result_t result = cd_db_transaction(db, admit, &a);

    *wait = a.wait;
    if (result == CD_DB_OK && !a.wait) {
        *token = a.token;
        /* somebody has to: who signs in clears away a few that are over */
        cd_session_purge(db, entry->now);
        cd_guard_purge(db, entry->now);
    }
    return result;
}
