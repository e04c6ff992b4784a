/* SPDX-License-Identifier: Apache-2.0 */
/* Asks for the end of an account, and does it. */
#include "erasure.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"

#define LABELS "erase."

typedef struct {
    cd_erasure_t *found;
    apr_pool_t *pool;
} look_t;

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *text = cd_row_get(row, name);

    return text ? apr_atoi64(text) : 0;
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    const look_t *look = baton;
    cd_erasure_t *found = look->found;

    found->status = apr_pstrdup(look->pool, cd_row_get(row, "status"));
    found->erased = (int) number(row, "erased");
    found->services = number(row, "services");
    found->domains = number(row, "domains");
    found->invoices = number(row, "invoices");
    return CD_DB_OK;
}

cd_db_result_t cd_erasure_look(cd_db_t *db, apr_int64_t account,
                               cd_erasure_t *found, apr_pool_t *pool)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) } };
    look_t look = { found, pool };

    memset(found, 0, sizeof(*found));
    return cd_db_query(db, "erasure.look", args, 1, take, &look);
}

typedef struct {
    apr_int64_t account;
    apr_time_t now;
    const cd_audit_t *audit; /* of who asks … */
    int asks;                /* … or takes it back */
} change_t;

static cd_db_result_t erase(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    const apr_array_header_t *all = cd_sqlcat_all(cd_db_catalogue(db));
    cd_audit_t audit = { 0 };
    cd_arg_t args[] = { { "account", cd_int_v(c->account) },
                        { "now",
                          cd_text_v(cd_clock_utc(c->now, cd_db_pool(db))) } };
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < all->nelts && result == CD_DB_OK; i++) {
        const cd_stmt_t *stmt = APR_ARRAY_IDX(all, i, const cd_stmt_t *);

        if (!strncmp(stmt->name, LABELS, strlen(LABELS))) {
            result = cd_db_exec(db, stmt->name, args, 2, NULL, NULL);
        }
    }
    audit.account = c->account;
    audit.action = "account-erased";
    return result == CD_DB_OK ? cd_audit_put(db, &audit, c->now) : result;
}

cd_db_result_t cd_erasure_run(cd_db_t *db, apr_int64_t account, apr_time_t now)
{
    change_t c = { account, now, NULL, 0 };

    return cd_db_transaction(db, erase, &c);
}

static cd_db_result_t ask(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_arg_t args[] = { { "account", cd_int_v(c->audit->account) },
                        { "user", cd_int_v(c->audit->user) },
                        { "now",
                          cd_text_v(cd_clock_utc(c->now, cd_db_pool(db))) } };
    apr_int64_t changed = 0;
    cd_db_result_t result =
        cd_db_exec(db, c->asks ? "erasure.ask" : "erasure.withdraw", args, 3,
                   &changed, NULL);

    return result == CD_DB_OK && changed > 0
        ? cd_audit_put(db, c->audit, c->now)
        : result;
}

cd_db_result_t cd_erasure_ask(cd_db_t *db, const cd_audit_t *audit, int asks,
                              apr_time_t now)
{
    change_t c = { audit->account, now, audit, asks };

    return cd_db_transaction(db, ask, &c);
}
