/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions: 32 random bytes in the browser, their SHA-256 in the table. */
#include "session.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "permission.h"

#define TOUCH_EVERY apr_time_from_sec(60)

cd_db_result_t cd_session_insert(cd_db_t *db, const cd_audit_t *audit,
                                 apr_time_t now,
                                 const cd_session_limits_t *limits,
                                 const char *token)
{
    apr_pool_t *pool = cd_db_pool(db);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = {
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "user", cd_int_v(audit->user) },
        { "account", cd_int_v(audit->account) },
        { "now", cd_text_v(cd_clock_utc(now, pool)) },
        { "expires", cd_text_v(cd_clock_utc(now + limits->lifetime, pool)) },
        { "address", cd_text_v(audit->address) },
        { "agent", cd_text_v(audit->agent) }
    };

    cd_token_hash(token, hash);
    return cd_db_exec(db, "session.create", args, 7, NULL, NULL);
}

cd_db_result_t cd_session_purge(cd_db_t *db, apr_time_t now)
{
    cd_arg_t args[] = { { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "session.purge", args, 1, NULL, NULL);
}

typedef struct {
    apr_pool_t *pool;
    cd_viewer_t *viewer;
} finder_t;

static const char *text_of(finder_t *f, const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(f->pool, value) : "";
}

static const char *text_or_null(finder_t *f, const cd_row_t *row,
                                const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(f->pool, value) : NULL;
}

static apr_int64_t number_of(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

/* "2026-11-23T10:00:00Z" */
static apr_time_t time_of(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);
    apr_time_exp_t t = { 0 };
    apr_time_t when = 0;

    if (!value || strlen(value) < 19) {
        return 0;
    }
    t.tm_year = atoi(value) - 1900;
    t.tm_mon = atoi(value + 5) - 1;
    t.tm_mday = atoi(value + 8);
    t.tm_hour = atoi(value + 11);
    t.tm_min = atoi(value + 14);
    t.tm_sec = atoi(value + 17);
    apr_time_exp_gmt_get(&when, &t);
    return when;
}

static cd_db_result_t take_viewer(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    cd_viewer_t *v = apr_pcalloc(f->pool, sizeof(*v));

    v->user = number_of(row, "user_id");
    v->account = number_of(row, "account_id");
    v->membership = number_of(row, "membership_id");
    v->email = text_of(f, row, "email");
    v->first_name = text_of(f, row, "first_name");
    v->last_name = text_of(f, row, "last_name");
    v->language = text_of(f, row, "language");
    v->account_name = text_of(f, row, "account_name");
    v->currency = text_of(f, row, "currency");
    v->role = text_of(f, row, "role");
    v->permissions = strcmp(v->role, "owner") == 0
        ? CD_ALL
        : cd_permission_bits(cd_permissions, text_of(f, row, "permissions"));
    v->permission_list =
        cd_permission_names(cd_permissions, v->permissions, f->pool);
    v->scoped = number_of(row, "scoped") != 0;
    v->accounts = (int) number_of(row, "accounts");
    v->session = number_of(row, "session_id");
    v->unverified = number_of(row, "unverified") != 0;
    v->second_factor = number_of(row, "second_factor") != 0;
    v->proved_at = time_of(row, "proved_at");
    v->seen_at = time_of(row, "seen_at");
    v->holds_until = time_of(row, "holds_until");
    v->account_revision = number_of(row, "account_revision");
    v->site_revision = number_of(row, "site_revision");
    v->country = text_or_null(f, row, "country");
    v->since = text_or_null(f, row, "account_since");
    v->dismissed = text_or_null(f, row, "banners_dismissed");
    v->arranged = text_or_null(f, row, "shortcuts_chosen");
    f->viewer = v;
    return CD_DB_OK;
}

cd_db_result_t cd_session_viewer(cd_db_t *db, apr_pool_t *pool,
                                 const char *token, apr_time_t now,
                                 const cd_session_limits_t *limits,
                                 const cd_viewer_t **viewer)
{
    finder_t f = { pool, NULL };
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_db_result_t result;
    cd_arg_t args[] = {
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "now", cd_text_v(cd_clock_utc(now, pool)) },
        { "idle", cd_text_v(cd_clock_utc(now - limits->idle, pool)) }
    };

    *viewer = NULL;
    if (cd_token_hash(token, hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    result = cd_db_query(db, "session.viewer", args, 3, take_viewer, &f);
    *viewer = f.viewer;
    return result;
}

/* The sessions that are asked for. */
typedef struct {
    cd_current_t *list;
    int n;
} sought_t;

static void fill_current(cd_current_t *current, const cd_row_t *row)
{
    current->account = number_of(row, "account_id");
    current->account_revision = number_of(row, "account_revision");
    current->site_revision = number_of(row, "site_revision");
    current->seen_at = time_of(row, "seen_at");
}

static cd_db_result_t take_only(void *baton, const cd_row_t *row)
{
    fill_current(baton, row);
    return CD_DB_OK;
}

/* The hash is the first column. */
static cd_db_result_t take_current(void *baton, const cd_row_t *row)
{
    const sought_t *sought = baton;
    int i;

    for (i = 0; i < sought->n && row->len[0] == CD_HASH_BYTES; i++) {
        if (!memcmp(sought->list[i].hash, row->value[0], CD_HASH_BYTES)) {
            fill_current(&sought->list[i], row);
        }
    }
    return CD_DB_OK;
}

cd_db_result_t cd_session_current(cd_db_t *db, apr_pool_t *pool,
                                  apr_time_t now,
                                  const cd_session_limits_t *limits,
                                  cd_current_t *current, int n)
{
    static const char *const names[CD_CURRENT_MOST] = { "token1", "token2",
                                                        "token3", "token4",
                                                        "token5", "token6",
                                                        "token7", "token8" };
    sought_t sought = { current, n };
    cd_arg_t args[CD_CURRENT_MOST + 2] = {
        { "now", cd_text_v(cd_clock_utc(now, pool)) },
        { "idle", cd_text_v(cd_clock_utc(now - limits->idle, pool)) }
    };
    int i;

    if (n == 1) {
        args[2].name = "token";
        args[2].value = cd_bytes_v(current->hash, CD_HASH_BYTES);
        return cd_db_query(db, "session.current", args, 3, take_only, current);
    }
    for (i = 0; i < CD_CURRENT_MOST; i++) {
        args[2 + i].name = names[i];
        args[2 + i].value =
            cd_bytes_v(current[i < n ? i : 0].hash, CD_HASH_BYTES);
    }
    return cd_db_query(db, "session.current-many", args, CD_CURRENT_MOST + 2,
                       take_current, &sought);
}

static cd_db_result_t exec_token(cd_db_t *db, const char *label,
                                 const char *token, apr_time_t now)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    if (cd_token_hash(token, hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    return cd_db_exec(db, label, args, 2, NULL, NULL);
}

int cd_session_touch_is_due(apr_time_t seen_at, apr_time_t now,
                            const cd_session_limits_t *limits)
{
    apr_interval_time_t every =
        limits->idle / 4 < TOUCH_EVERY ? limits->idle / 4 : TOUCH_EVERY;

    return now - seen_at >= every;
}

cd_db_result_t cd_session_touch(cd_db_t *db, const char *token, apr_time_t now)
{
    return exec_token(db, "session.touch", token, now);
}

cd_db_result_t cd_session_prove(cd_db_t *db, const char *token, apr_time_t now)
{
    return exec_token(db, "session.prove", token, now);
}

/* Sessions that end. */
typedef struct {
    const cd_audit_t *audit;
    const char *token;
    apr_time_t now;
} change_t;

static cd_db_result_t end(cd_db_t *db, void *baton)
{
    const change_t *b = baton;
    cd_db_result_t result = exec_token(db, "session.end", b->token, b->now);

    return result == CD_DB_OK ? cd_audit_put(db, b->audit, b->now) : result;
}

cd_db_result_t cd_session_end(cd_db_t *db, const char *token,
                              const cd_audit_t *audit, apr_time_t now)
{
    change_t b = { audit, token, now };

    return cd_db_transaction(db, end, &b);
}

cd_db_result_t cd_session_drop_others(cd_db_t *db, apr_int64_t user,
                                      const char *token)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "user", cd_int_v(user) },
                        { "token", cd_bytes_v(hash, sizeof(hash)) } };

    cd_token_hash(token, hash);
    return cd_db_exec(db, "session.end-others", args, 2, NULL, NULL);
}

static cd_db_result_t end_others(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_db_result_t result =
        cd_session_drop_others(db, c->audit->user, c->token);

    return result == CD_DB_OK ? cd_audit_put(db, c->audit, c->now) : result;
}

cd_db_result_t cd_session_end_others(cd_db_t *db, const char *token,
                                     const cd_audit_t *audit, apr_time_t now)
{
    change_t c = { audit, token, now };

    return cd_db_transaction(db, end_others, &c);
}

typedef struct {
    const cd_audit_t *audit;
    apr_int64_t session, ended;
    apr_time_t now;
} ending_t;

static cd_db_result_t end_one(cd_db_t *db, void *baton)
{
    ending_t *e = baton;
    cd_arg_t args[] = { { "user", cd_int_v(e->audit->user) },
                        { "session", cd_int_v(e->session) } };
    cd_db_result_t result =
        cd_db_exec(db, "session.end-one", args, 2, &e->ended, NULL);

    return result == CD_DB_OK && e->ended ? cd_audit_put(db, e->audit, e->now)
                                          : result;
}

cd_db_result_t cd_session_end_one(cd_db_t *db, apr_int64_t session,
                                  const cd_audit_t *audit, apr_time_t now,
                                  int *ended)
{
    ending_t e = { audit, session, 0, now };
    cd_db_result_t result = cd_db_transaction(db, end_one, &e);

    *ended = e.ended > 0;
    return result;
}

cd_db_result_t cd_session_rotate(cd_db_t *db, const char *token,
                                 const char *fresh, apr_time_t now)
{
    unsigned char old[CD_HASH_BYTES] = { 0 }, new[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(old, sizeof(old)) },
                        { "fresh", cd_bytes_v(new, sizeof(new)) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    cd_token_hash(token, old);
    cd_token_hash(fresh, new);
    return cd_db_exec(db, "session.rotate", args, 3, NULL, NULL);
}

cd_db_result_t cd_session_switch(cd_db_t *db, const char *token,
                                 apr_int64_t user, apr_int64_t account,
                                 apr_time_t now, const char **fresh)
{
    apr_pool_t *pool = cd_db_pool(db);
    unsigned char old_hash[CD_HASH_BYTES] = { 0 };
    unsigned char new_hash[CD_HASH_BYTES] = { 0 };
    const char *made = cd_token_create(pool);
    apr_int64_t affected = 0;
    cd_db_result_t result;
    cd_arg_t args[] = { { "token", cd_bytes_v(old_hash, sizeof(old_hash)) },
                        { "fresh", cd_bytes_v(new_hash, sizeof(new_hash)) },
                        { "user", cd_int_v(user) },
                        { "account", cd_int_v(account) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) } };

    *fresh = NULL;
    if (cd_token_hash(token, old_hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    cd_token_hash(made, new_hash);
    result = cd_db_exec(db, "session.switch", args, 5, &affected, NULL);
    if (result == CD_DB_OK && affected == 1) {
        *fresh = made;
    }
    return result;
}
