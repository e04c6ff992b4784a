/* SPDX-License-Identifier: Apache-2.0 */
/* What staff does to logins and accounts. */
#include "staff.h"

#include <apr_strings.h>
#include <string.h>

#include "factor.h"
#include "user_token.h"

typedef struct {
    const cd_user_t *user;
    const char *hash; /* NULL: the password stays */
    apr_int64_t account;
    const char *to, *status;
    apr_time_t now;
} change_t;

static cd_db_result_t put(cd_db_t *db, apr_int64_t account, const char *action,
                          apr_time_t now)
{
    cd_audit_t audit = { 0 };

    audit.account = account;
    audit.action = action;
    audit.detail = "custdashctl";
    return cd_audit_put(db, &audit, now);
}

static cd_db_result_t end_all(cd_db_t *db, apr_int64_t user)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) } };
    cd_db_result_t result =
        cd_db_exec(db, "session.end-user", args, 1, NULL, NULL);

    return result == CD_DB_OK ? cd_step_end_user(db, user) : result;
}

static cd_db_result_t change_user(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_db_result_t result = c->hash
        ? cd_user_set_password(db, c->user->id, c->hash, c->now)
        : CD_DB_OK;

    if (result == CD_DB_OK) {
        result = end_all(db, c->user->id);
    }
    if (result == CD_DB_OK && c->hash) {
        result = cd_addressee_warn(db, c->user->id, c->user->account,
                                   "password-changed", NULL, c->now);
    }
    return result == CD_DB_OK
        ? put(db, c->user->account,
              c->hash ? "password-by-staff" : "devices-by-staff", c->now)
        : result;
}

cd_db_result_t cd_staff_set_password(cd_db_t *db, const cd_user_t *user,
                                     const char *hash, apr_time_t now)
{
    change_t c = { user, hash, 0, NULL, NULL, now };

    return cd_db_transaction(db, change_user, &c);
}

cd_db_result_t cd_staff_end_sessions(cd_db_t *db, const cd_user_t *user,
                                     apr_time_t now)
{
    change_t c = { user, NULL, 0, NULL, NULL, now };

    return cd_db_transaction(db, change_user, &c);
}

static cd_db_result_t take_status(void *baton, const cd_row_t *row)
{
    const char *status = cd_row_get(row, "status");

    *(const char **) baton = status && !strcmp(status, "active") ? "active"
        : status && !strcmp(status, "suspended")                 ? "suspended"
                                                                 : "closed";
    return CD_DB_OK;
}

static cd_db_result_t set_user_status(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_arg_t args[] = { { "user", cd_int_v(c->user->id) },
                        { "status", cd_text_v(c->to) } };
    cd_db_result_t result;

    result = cd_db_query(db, "user.status", args, 1, take_status, &c->status);
    if (result != CD_DB_OK || !c->status || !strcmp(c->status, c->to)) {
        return result;
    }
    result = cd_db_exec(db, "user.set-status", args, 2, NULL, NULL);
    if (result == CD_DB_OK) {
        result = end_all(db, c->user->id);
    }
    return result == CD_DB_OK
        ? put(db, c->user->account,
              strcmp(c->to, "active") ? "user-locked" : "user-unlocked",
              c->now)
        : result;
}

cd_db_result_t cd_staff_lock_user(cd_db_t *db, const cd_user_t *user, int lock,
                                  apr_time_t now)
{
    change_t c = { user, NULL, 0, lock ? "suspended" : "active", NULL, now };

    return cd_db_transaction(db, set_user_status, &c);
}

static cd_db_result_t set_status(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_arg_t args[] = { { "account", cd_int_v(c->account) },
                        { "status", cd_text_v(c->to) } };
    cd_db_result_t result;

    c->status = NULL;
    result =
        cd_db_query(db, "account.status", args, 1, take_status, &c->status);
    if (result != CD_DB_OK || !c->status || !strcmp(c->status, "closed")
        || !strcmp(c->status, c->to)) {
        return result;
    }
    result = cd_db_exec(db, "account.set-status", args, 2, NULL, NULL);
    return result == CD_DB_OK
        ? put(db, c->account,
              strcmp(c->to, "active") ? "account-locked" : "account-unlocked",
              c->now)
        : result;
}

cd_db_result_t cd_staff_lock(cd_db_t *db, apr_int64_t account, int lock,
                             apr_time_t now, const char **status)
{
    change_t c = { NULL, NULL, account, lock ? "suspended" : "active",
                   NULL, now };
    cd_db_result_t result = cd_db_transaction(db, set_status, &c);

    *status = c.status;
    return result;
}
