/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of e-mail addresses that wait for their link to be followed. */
#include "email_change.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "mail.h"

#define HOLDS apr_time_from_sec(CD_EMAIL_CHANGE_HOURS * 3600)
#define AGAIN_AFTER apr_time_from_sec(60)
#define MOST_SENDS 10

static cd_db_result_t put_link(cd_db_t *db, const cd_email_change_t *c,
                               const char *token)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *secrets[] = {
        "path", apr_pstrcat(pool, "/confirm-email/", token, NULL), NULL
    };
    cd_mail_t mail = { 0 };

    mail.template = "email-change";
    mail.account = c->account;
    mail.user = c->user;
    mail.to = c->new_email;
    mail.name = c->name;
    mail.language = c->language;
    mail.category = "security";
    mail.secrets = secrets;
    return cd_mail_put(db, pool, &mail, c->now);
}

cd_db_result_t cd_email_change_ask(cd_db_t *db, const cd_email_change_t *c)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *token = cd_token_create(pool);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "account", cd_int_v(c->account) },
                        { "user", cd_int_v(c->user) },
                        { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "old", cd_text_v(c->old_email) },
                        { "new", cd_text_v(c->new_email) },
                        { "now", cd_text_v(cd_clock_utc(c->now, pool)) },
                        { "expires",
                          cd_text_v(cd_clock_utc(c->now + HOLDS, pool)) } };
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "email-change.ask", args, 7, NULL, NULL);
    return result == CD_DB_OK ? put_link(db, c, token) : result;
}

/* What the steps of a transaction share. */
typedef struct {
    apr_pool_t *pool;
    cd_email_change_t *change;
    const char *token;
    const cd_audit_t *audit;
    int done;
} step_t;

static const char *text_of(const step_t *s, const cd_row_t *row,
                           const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(s->pool, value) : "";
}

static cd_db_result_t take_new(void *baton, const cd_row_t *row)
{
    step_t *s = baton;

    s->change->new_email = text_of(s, row, "new_email");
    return CD_DB_OK;
}

static cd_db_result_t send_again(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    const cd_email_change_t *c = s->change;
    const char *token = cd_token_create(s->pool);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    apr_int64_t affected = 0;
    cd_arg_t args[] = {
        { "account", cd_int_v(c->account) },
        { "user", cd_int_v(c->user) },
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "now", cd_text_v(cd_clock_utc(c->now, s->pool)) },
        { "expires", cd_text_v(cd_clock_utc(c->now + HOLDS, s->pool)) },
        { "before", cd_text_v(cd_clock_utc(c->now - AGAIN_AFTER, s->pool)) },
        { "most", cd_int_v(MOST_SENDS) }
    };
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "email-change.again", args, 7, &affected, NULL);
    s->done = result == CD_DB_OK && affected == 1;
    if (s->done) {
        result =
            cd_db_query(db, "email-change.of-account", args, 2, take_new, s);
    }
    return result == CD_DB_OK && s->done ? put_link(db, c, token) : result;
}

cd_db_result_t cd_email_change_again(cd_db_t *db, cd_email_change_t *change,
                                     int *sent)
{
    step_t s = { .pool = cd_db_pool(db), .change = change };
    cd_db_result_t result = cd_db_transaction(db, send_again, &s);

    *sent = s.done;
    return result;
}

static cd_db_result_t cancel(cd_db_t *db, void *baton)
{
    const step_t *s = baton;
    cd_arg_t args[] = { { "account", cd_int_v(s->audit->account) },
                        { "user", cd_int_v(s->audit->user) } };
    apr_int64_t affected = 0;
    cd_db_result_t result =
        cd_db_exec(db, "email-change.cancel", args, 2, &affected, NULL);

    return result == CD_DB_OK && affected
        ? cd_audit_put(db, s->audit, s->change->now)
        : result;
}

cd_db_result_t cd_email_change_cancel(cd_db_t *db, const cd_audit_t *audit,
                                      apr_time_t now)
{
    cd_email_change_t change = { .now = now };
    step_t s = { .change = &change, .audit = audit };

    return cd_db_transaction(db, cancel, &s);
}

static cd_db_result_t take_change(void *baton, const cd_row_t *row)
{
    step_t *s = baton;
    cd_email_change_t *c = s->change;

    c->account = apr_atoi64(text_of(s, row, "account"));
    c->user = apr_atoi64(text_of(s, row, "user"));
    c->old_email = text_of(s, row, "old");
    c->new_email = text_of(s, row, "new");
    c->language = text_of(s, row, "language");
    c->name = text_of(s, row, "name");
    s->done = 1;
    return CD_DB_OK;
}

cd_db_result_t cd_email_change_find(cd_db_t *db, const char *token,
                                    apr_time_t now, cd_email_change_t *change,
                                    int *found)
{
    step_t s = { .pool = cd_db_pool(db), .change = change };
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "now", cd_text_v(cd_clock_utc(now, s.pool)) } };
    cd_db_result_t result;

    *found = 0;
    change->now = now;
    if (cd_token_hash(token, hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    result =
        cd_db_query(db, "email-change.by-token", args, 2, take_change, &s);
    *found = s.done;
    return result;
}

/* "2026-11-23 10:00:00" as themes read it. */
static const char *instant(apr_pool_t *pool, apr_time_t when)
{
    char *text = apr_pstrcat(pool, cd_clock_utc(when, pool), "Z", NULL);

    text[strcspn(text, " ")] = 'T';
    return text;
}

static cd_db_result_t tell_old(cd_db_t *db, const cd_email_change_t *c)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *fields[] = { "email",   c->new_email,
                             "when",    instant(pool, c->now),
                             "address", c->address,
                             NULL };
    cd_mail_t mail = { 0 };

    mail.template = "email-changed";
    mail.account = c->account;
    mail.user = c->user;
    mail.to = c->old_email;
    mail.name = c->name;
    mail.language = c->language;
    mail.category = "security";
    mail.fields = fields;
    return cd_mail_put(db, pool, &mail, c->now);
}

static cd_db_result_t use(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    const cd_email_change_t *c = s->change;
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    apr_int64_t affected = 0;
    cd_arg_t args[] = { { "account", cd_int_v(c->account) },
                        { "user", cd_int_v(c->user) },
                        { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "old", cd_text_v(c->old_email) },
                        { "new", cd_text_v(c->new_email) },
                        { "now", cd_text_v(cd_clock_utc(c->now, s->pool)) } };
    cd_db_result_t result;

    cd_token_hash(s->token, hash);
    result = cd_db_exec(db, "email-change.use", args, 6, &affected, NULL);
    s->done = result == CD_DB_OK && affected == 1;
    if (!s->done) {
        return result;
    }
    result = cd_db_exec(db, "email-change.account", args, 6, NULL, NULL);
    if (result == CD_DB_OK) {
        result = cd_db_exec(db, "email-change.user", args, 6, NULL, NULL);
    }
    if (result == CD_DB_OK) {
        result = tell_old(db, c);
    }
    return result == CD_DB_OK ? cd_audit_put(db, s->audit, c->now) : result;
}

cd_db_result_t cd_email_change_use(cd_db_t *db, const char *token,
                                   const cd_email_change_t *change,
                                   const cd_audit_t *audit, int *used)
{
    cd_email_change_t copy = *change;
    step_t s = {
        .pool = cd_db_pool(db), .change = &copy, .token = token, .audit = audit
    };
    cd_db_result_t result = cd_db_transaction(db, use, &s);

    *used = s.done;
    return result;
}
