/* SPDX-License-Identifier: Apache-2.0 */
/* Accepting an invitation. */
#include "invitation.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"

typedef struct {
    apr_pool_t *pool;
    cd_invitation_t *invitation;
    int found;
} finder_t;

static const char *text_of(const finder_t *f, const cd_row_t *row,
                           const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(f->pool, value) : "";
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    cd_invitation_t *i = f->invitation;

    i->id = apr_atoi64(text_of(f, row, "id"));
    i->account = apr_atoi64(text_of(f, row, "account"));
    i->contact = apr_atoi64(text_of(f, row, "contact"));
    i->email = text_of(f, row, "email");
    i->first_name = text_of(f, row, "first_name");
    i->last_name = text_of(f, row, "last_name");
    i->account_name = text_of(f, row, "account_name");
    i->inviter = text_of(f, row, "inviter");
    i->known = *text_of(f, row, "known") == '1';
    f->found = 1;
    return CD_DB_OK;
}

cd_db_result_t cd_invitation_find(cd_db_t *db, const char *token,
                                  apr_time_t now, cd_invitation_t *invitation,
                                  int *found)
{
    finder_t f = { cd_db_pool(db), invitation, 0 };
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "now", cd_text_v(cd_clock_utc(now, f.pool)) } };
    cd_db_result_t result = CD_DB_OK;

    memset(invitation, 0, sizeof(*invitation));
    if (cd_token_hash(token, hash) == APR_SUCCESS) {
        result = cd_db_query(db, "invitation.by-token", args, 2, take, &f);
    }
    *found = f.found;
    return result;
}

typedef struct {
    const char *token;
    const cd_invitation_t *invitation;
    const cd_acceptance_t *acceptance;
    apr_int64_t user;
    int done;
} step_t;

static cd_db_result_t take_lock(void *baton, const cd_row_t *row)
{
    step_t *s = baton;

    (void) row;
    s->done = 1;
    return CD_DB_OK;
}

static cd_db_result_t create_user(cd_db_t *db, const step_t *s,
                                  apr_int64_t *user)
{
    const cd_acceptance_t *a = s->acceptance;
    cd_arg_t args[] = { { "email", cd_text_v(s->invitation->email) },
                        { "password", cd_text_v(a->password_hash) },
                        { "first_name", cd_text_v(a->first_name) },
                        { "last_name", cd_text_v(a->last_name) },
                        { "language", cd_text_v(a->language) },
                        { "now",
                          cd_text_v(cd_clock_utc(a->now, cd_db_pool(db))) } };

    return cd_db_exec(db, "user.create-verified", args, 6, NULL, user);
}

/* The membership with all that belongs to it, then the end of the link. */
static cd_db_result_t create_member(cd_db_t *db, const step_t *s,
                                    apr_int64_t user)
{
    static const char *const labels[] = { "member.take-services",
                                          "member.take-domains",
                                          "contact.set-membership",
                                          "invitation.use" };
    const cd_invitation_t *i = s->invitation;
    apr_int64_t membership = 0;
    cd_arg_t args[] = {
        { "account", cd_int_v(i->account) },
        { "invitation", cd_int_v(i->id) },
        { "contact", cd_int_v(i->contact) },
        { "user", cd_int_v(user) },
        { "membership", cd_int_v(0) },
        { "now", cd_text_v(cd_clock_utc(s->acceptance->now, cd_db_pool(db))) }
    };
    cd_db_result_t result =
        cd_db_exec(db, "member.create", args, 6, NULL, &membership);
    int n;

    args[4].value = cd_int_v(membership);
    for (n = 0; n < 4 && result == CD_DB_OK; n++) {
        result = cd_db_exec(db, labels[n], args, 6, NULL, NULL);
    }
    return result;
}

static cd_db_result_t accept_all(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    cd_audit_t audit = s->acceptance->audit;
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = {
        { "account", cd_int_v(s->invitation->account) },
        { "invitation", cd_int_v(s->invitation->id) },
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "now", cd_text_v(cd_clock_utc(s->acceptance->now, cd_db_pool(db))) }
    };
    cd_db_result_t result;

    s->done = 0;
    s->user = s->acceptance->user;
    cd_token_hash(s->token, hash);
    result = cd_db_query(db, "invitation.lock", args, 4, take_lock, s);
    if (result != CD_DB_OK || !s->done) {
        return result;
    }
    if (!s->user) {
        result = create_user(db, s, &s->user);
    }
    if (result == CD_DB_OK) {
        result = create_member(db, s, s->user);
    }
    audit.user = s->user;
    return result == CD_DB_OK ? cd_audit_put(db, &audit, s->acceptance->now)
                              : result;
}

cd_db_result_t cd_invitation_accept(cd_db_t *db, const char *token,
                                    const cd_invitation_t *invitation,
                                    cd_acceptance_t *acceptance, int *done)
{
    step_t s = { token, invitation, acceptance, 0, 0 };
    cd_db_result_t result = cd_db_transaction(db, accept_all, &s);

    if (result == CD_DB_OK && s.done) {
        acceptance->user = s.user;
    }
    *done = s.done;
    return result;
}
