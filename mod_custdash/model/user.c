/* SPDX-License-Identifier: Apache-2.0 */
/* Looks users up and checks their passwords. */
#include "user.h"

#include <apr_cstr.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "../core/utf8.h"
#include "factor.h"
#include "user_token.h"

const char *cd_password_accept(apr_pool_t *pool, const char **password)
{
    apr_size_t bytes = strlen(*password), n;
    const char *composed;

    if (!cd_utf8_valid(*password, bytes)) {
        return "utf8";
    }
    if (cd_utf8_control(*password, bytes, 0)) {
        return "control";
    }
    composed = cd_utf8_nfc(pool, *password);
    if (!composed) {
        return "utf8";
    }
    *password = composed;
    n = cd_utf8_length(composed);
    return n < CD_PASSWORD_MIN ? "too-short"
        : n > CD_PASSWORD_MAX  ? "too-long"
                               : NULL;
}

int cd_password_common(const cd_safety_t *safety, const char *password,
                       const char *email)
{
    apr_size_t local = strcspn(email, "@");

    return cd_words_have(safety->common, password)
        || !apr_cstr_casecmp(password, email)
        || (strlen(password) == local
            && !apr_cstr_casecmpn(password, email, local))
        || (safety->site && !apr_cstr_casecmp(password, safety->site));
}

typedef struct {
    apr_pool_t *pool;
    cd_user_t *user;
} finder_t;

static cd_db_result_t take_user(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    const char *id = cd_row_get(row, "id");
    const char *status = cd_row_get(row, "status");
    const char *factor = cd_row_get(row, "second_factor");

    f->user->id = id ? apr_atoi64(id) : 0;
    f->user->hash = apr_pstrdup(f->pool, cd_row_get(row, "password_hash"));
    f->user->second_factor = factor && strcmp(factor, "0") != 0;
    f->user->active = status && strcmp(status, "active") == 0;
    return CD_DB_OK;
}

static cd_db_result_t take_account(void *baton, const cd_row_t *row)
{
    cd_user_t *user = baton;
    const char *account = cd_row_get(row, "account");

    user->account = account ? apr_atoi64(account) : 0;
    return CD_DB_OK;
}

cd_db_result_t cd_user_find(cd_db_t *db, const char *email, apr_time_t now,
                            cd_user_t *user)
{
    cd_arg_t by_email = { "email", cd_text_v(email) };

    return cd_user_find_by(db, "user.by-email", &by_email, now, user);
}

cd_db_result_t cd_user_find_by(cd_db_t *db, const char *statement,
                               const cd_arg_t *arg, apr_time_t now,
                               cd_user_t *user)
{
    apr_pool_t *pool = cd_db_pool(db);
    finder_t f = { pool, user };
    cd_arg_t by_user[] = { { "user", cd_int_v(0) },
                           { "now", cd_text_v(cd_clock_utc(now, pool)) } };
    cd_db_result_t result;

    memset(user, 0, sizeof(*user));
    result = cd_db_query(db, statement, arg, 1, take_user, &f);
    if (result != CD_DB_OK) {
        return result;
    }
    /* asked for unknown users too: the same number of statements for all */
    by_user[0].value = cd_int_v(user->id);
    return cd_db_query(db, "user.default-account", by_user, 2, take_account,
                       user);
}

int cd_user_verify(const cd_user_t *user, const char *password, int *rehash)
{
    cd_password_check_t check = cd_password_verify(user->hash, password);

    *rehash = check == CD_PASSWORD_REHASH;
    return check != CD_PASSWORD_WRONG && user->id && user->active
        && user->account;
}

cd_db_result_t cd_user_set_password(cd_db_t *db, apr_int64_t user,
                                    const char *hash, apr_time_t now)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) },
                        { "password", cd_text_v(hash) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "user.set-password", args, 3, NULL, NULL);
}

typedef struct {
    const cd_audit_t *audit;
    const char *hash, *token, *fresh;
    apr_time_t now;
} change_t;

static cd_db_result_t change(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_db_result_t result =
        cd_user_set_password(db, c->audit->user, c->hash, c->now);

    if (result == CD_DB_OK) {
        result = cd_session_drop_others(db, c->audit->user, c->token);
    }
    if (result == CD_DB_OK) {
        result = cd_step_end_user(db, c->audit->user);
    }
    if (result == CD_DB_OK) {
        result = cd_session_rotate(db, c->token, c->fresh, c->now);
    }
    if (result == CD_DB_OK) {
        result = cd_audit_put(db, c->audit, c->now);
    }
    return result == CD_DB_OK
        ? cd_addressee_warn(db, c->audit->user, c->audit->account,
                            "password-changed", c->audit->address, c->now)
        : result;
}

cd_db_result_t cd_user_change_password(cd_db_t *db, const cd_audit_t *audit,
                                       const char *hash, const char *token,
                                       const char *fresh, apr_time_t now)
{
    change_t c = { audit, hash, token, fresh, now };

    return cd_db_transaction(db, change, &c);
}
