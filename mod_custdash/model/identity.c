/* SPDX-License-Identifier: Apache-2.0 */
/* Finds, links and admits who is known elsewhere. */
#include "identity.h"

#include "../core/clock.h"
#include "../core/crypto.h"

cd_db_result_t cd_identity_find(cd_db_t *db, const char *name, apr_time_t now,
                                cd_user_t *user)
{
    cd_arg_t arg = { "name", cd_text_v(name) };

    return cd_user_find_by(db, "identity.user", &arg, now, user);
}

cd_db_result_t cd_identity_match(cd_db_t *db, const char *email,
                                 apr_time_t now, cd_user_t *user)
{
    cd_arg_t arg = { "email", cd_text_v(email) };

    return cd_user_find_by(db, "identity.match", &arg, now, user);
}

cd_db_result_t cd_identity_link(cd_db_t *db, const char *name,
                                apr_int64_t user, apr_time_t now)
{
    cd_arg_t args[] = { { "name", cd_text_v(name) },
                        { "user", cd_int_v(user) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "identity.link", args, 3, NULL, NULL);
}

typedef struct {
    const cd_entry_t *entry;
    const char *name, *token;
    int link;
} entering_t;

static cd_db_result_t enter(cd_db_t *db, void *baton)
{
    const entering_t *e = baton;
    cd_db_result_t result = CD_DB_OK;

    if (e->link) {
        cd_audit_t audit = e->entry->audit;

        audit.action = "identity-linked";
        audit.subject = e->name;
        result = cd_identity_link(db, e->name, audit.user, e->entry->now);
        if (result == CD_DB_OK) {
            result = cd_audit_put(db, &audit, e->entry->now);
        }
    }
    return result == CD_DB_OK ? cd_entry_begin(db, e->entry, e->token)
                              : result;
}

cd_db_result_t cd_identity_enter(cd_db_t *db, const cd_entry_t *entry,
                                 const char *name, int link,
                                 const char **token)
{
    entering_t e = { entry, name, cd_token_create(cd_db_pool(db)), link };
    cd_db_result_t result = cd_db_transaction(db, enter, &e);

    if (result == CD_DB_OK) {
        *token = e.token;
        cd_entry_purge(db, entry->now);
    }
    return result;
}
