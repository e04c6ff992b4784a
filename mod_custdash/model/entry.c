/* SPDX-License-Identifier: Apache-2.0 */
/* Refuses and admits. */
#include "entry.h"

#include "../core/clock.h"
#include "../core/crypto.h"
#include "device.h"

#define STEP_TIME apr_time_from_sec(10 * 60) /* to type a code in */

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
    int second_factor;
    int wait;
} admission_t;

static cd_db_result_t begin_step(cd_db_t *db, const admission_t *a)
{
    const cd_entry_t *e = a->entry;
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = {
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "user", cd_int_v(e->audit.user) },
        { "account", cd_int_v(e->audit.account) },
        { "expires",
          cd_text_v(cd_clock_utc(e->now + STEP_TIME, cd_db_pool(db))) }
    };

    cd_token_hash(a->token, hash);
    return cd_db_exec(db, "step.create", args, 4, NULL, NULL);
}

cd_db_result_t cd_entry_begin(cd_db_t *db, const cd_entry_t *entry,
                              const char *token)
{
    cd_db_result_t result =
        cd_session_insert(db, &entry->audit, entry->now, entry->limits, token);

    if (result == CD_DB_OK) {
        result = cd_audit_put(db, &entry->audit, entry->now);
    }
    return result == CD_DB_OK
        ? cd_device_seen(db, &entry->audit, entry->device, entry->now)
        : result;
}

static cd_db_result_t admit(cd_db_t *db, void *baton)
{
    admission_t *a = baton;
    const cd_entry_t *e = a->entry;
    cd_db_result_t result = cd_guard_wait(db, &e->guard, e->now, &a->wait);

    if (result != CD_DB_OK || a->wait) {
        return result;
    }
    result = cd_guard_passed(db, &e->guard);
    if (result != CD_DB_OK) {
        return result;
    }
    return a->second_factor ? begin_step(db, a)
                            : cd_entry_begin(db, a->entry, a->token);
}

void cd_entry_purge(cd_db_t *db, apr_time_t now)
{
    cd_arg_t args[] = { { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    cd_session_purge(db, now);
    cd_guard_purge(db, now);
    cd_device_purge(db, now);
    cd_db_exec(db, "step.purge", args, 1, NULL, NULL);
}

cd_db_result_t cd_entry_admit(cd_db_t *db, const cd_entry_t *entry,
                              int second_factor, const char **token, int *wait)
{
    admission_t a = { entry, cd_token_create(cd_db_pool(db)), second_factor,
                      0 };
    cd_db_result_t result = cd_db_transaction(db, admit, &a);

    *wait = a.wait;
    if (result == CD_DB_OK && !a.wait) {
        *token = a.token;
        cd_entry_purge(db, entry->now);
    }
    return result;
}
