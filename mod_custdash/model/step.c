/* SPDX-License-Identifier: Apache-2.0 */
/* Who gave the password and owes the code. */
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "factor.h"

#define TRIES 5 /* then the password is asked for again */

typedef struct {
    apr_pool_t *pool;
    cd_step_t *step;
} finder_t;

static cd_db_result_t take_step(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    const char *user = cd_row_get(row, "user_id");
    const char *account = cd_row_get(row, "account_id");

    f->step->user = user ? apr_atoi64(user) : 0;
    f->step->account = account ? apr_atoi64(account) : 0;
    f->step->email = apr_pstrdup(f->pool, cd_row_get(row, "email"));
    return CD_DB_OK;
}

cd_db_result_t cd_step_find(cd_db_t *db, apr_pool_t *pool, const char *token,
                            apr_time_t now, cd_step_t *step)
{
    finder_t f = { pool, step };
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "most", cd_int_v(TRIES) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) } };

    memset(step, 0, sizeof(*step));
    if (!token || cd_token_hash(token, hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    return cd_db_query(db, "step.find", args, 3, take_step, &f);
}

static cd_db_result_t exec_token(cd_db_t *db, const char *label,
                                 const char *token, apr_int64_t *affected)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) } };

    cd_token_hash(token, hash);
    return cd_db_exec(db, label, args, 1, affected, NULL);
}

cd_db_result_t cd_step_end_user(cd_db_t *db, apr_int64_t user)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) } };

    return cd_db_exec(db, "step.end-user", args, 1, NULL, NULL);
}

typedef struct {
    const cd_entry_t *entry;
    const char *token, *session;
    const cd_code_t *code;
    int right, wait;
} admission_t;

static cd_db_result_t refuse(cd_db_t *db, void *baton)
{
    const admission_t *a = baton;
    const cd_entry_t *e = a->entry;
    cd_db_result_t result = cd_guard_failed(db, &e->guard, e->now);

    if (result == CD_DB_OK) {
        result = exec_token(db, "step.failed", a->token, NULL);
    }
    return result == CD_DB_OK ? cd_audit_put(db, &e->audit, e->now) : result;
}

cd_db_result_t cd_step_refuse(cd_db_t *db, const cd_entry_t *entry,
                              const char *token)
{
    admission_t a = { entry, token, NULL, NULL, 0, 0 };

    return cd_db_transaction(db, refuse, &a);
}

/* What two that come at the same time can do once only. */
static cd_db_result_t use(cd_db_t *db, admission_t *a)
{
    apr_int64_t ended = 0;
    cd_db_result_t result =
        cd_factor_use(db, a->entry->audit.user, a->code, &a->right);

    if (result == CD_DB_OK && a->right) {
        result = exec_token(db, "step.end", a->token, &ended);
        a->right = ended == 1;
    }
    return result;
}

/* What was used up by an attempt that came too late stays used up. */
static cd_db_result_t admit(cd_db_t *db, void *baton)
{
    admission_t *a = baton;
    const cd_entry_t *e = a->entry;
    cd_db_result_t result = cd_guard_wait(db, &e->guard, e->now, &a->wait);

    a->right = 0;
    if (result != CD_DB_OK || a->wait) {
        return result;
    }
    result = use(db, a);
    if (result != CD_DB_OK || !a->right) {
        return result;
    }
    result = cd_guard_passed(db, &e->guard);
    return result == CD_DB_OK ? cd_entry_begin(db, e, a->session) : result;
}

cd_db_result_t cd_step_admit(cd_db_t *db, const cd_entry_t *entry,
                             const char *token, const cd_code_t *code,
                             const char **session, int *right, int *wait)
{
    admission_t a = {
        entry, token, cd_token_create(cd_db_pool(db)), code, 0, 0
    };
    cd_db_result_t result = cd_db_transaction(db, admit, &a);

    *right = a.right;
    *wait = a.wait;
    if (result == CD_DB_OK && a.right) {
        *session = a.session;
    }
    return result;
}
