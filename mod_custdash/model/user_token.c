/* SPDX-License-Identifier: Apache-2.0 */
/* Makes, finds and takes the links that are mailed to users. */
#include "user_token.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"
#include "factor.h"
#include "mail.h"

#define RESET_HOLDS apr_time_from_sec(30 * 60) /* as the mail says */
#define VERIFY_HOLDS apr_time_from_sec(7 * 24 * 60 * 60)
#define HOUR apr_time_from_sec(60 * 60)

typedef struct {
    apr_pool_t *pool;
    cd_addressee_t *person;
} finder_t;

static cd_db_result_t take_person(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    const char *id = cd_row_get(row, "id");

    f->person->id = id ? apr_atoi64(id) : 0;
    f->person->email = apr_pstrdup(f->pool, cd_row_get(row, "email"));
    f->person->name = apr_pstrcat(f->pool, cd_row_get(row, "first_name"), " ",
                                  cd_row_get(row, "last_name"), NULL);
    f->person->language = apr_pstrdup(f->pool, cd_row_get(row, "language"));
    return CD_DB_OK;
}

cd_db_result_t cd_addressee_find(cd_db_t *db, apr_pool_t *pool,
                                 apr_int64_t user, cd_addressee_t *person)
{
    finder_t f = { pool, person };
    cd_arg_t args[] = { { "user", cd_int_v(user) } };

    memset(person, 0, sizeof(*person));
    return cd_db_query(db, "user.person", args, 1, take_person, &f);
}

cd_db_result_t cd_addressee_tell(cd_db_t *db, const cd_addressee_t *person,
                                 apr_int64_t account, const char *template,
                                 const char *const *fields, apr_time_t now)
{
    cd_mail_t mail = { 0 };

    mail.template = template;
    mail.account = account;
    mail.user = person->id;
    mail.to = person->email;
    mail.name = person->name;
    mail.language = person->language;
    mail.category = "security";
    mail.fields = fields;
    return cd_mail_put(db, cd_db_pool(db), &mail, now);
}

cd_db_result_t cd_addressee_warn(cd_db_t *db, apr_int64_t user,
                                 apr_int64_t account, const char *template,
                                 const char *address, apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *const fields[] = { "when", cd_clock_iso(now, pool), "address",
                                   address, NULL };
    cd_addressee_t person;
    cd_db_result_t result = cd_addressee_find(db, pool, user, &person);

    return result == CD_DB_OK && person.id
        ? cd_addressee_tell(db, &person, account, template, fields, now)
        : result;
}

cd_db_result_t cd_user_token_find(cd_db_t *db, apr_pool_t *pool,
                                  const char *token, const char *purpose,
                                  apr_time_t now, cd_addressee_t *person)
{
    finder_t f = { pool, person };
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "purpose", cd_text_v(purpose) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) } };

    memset(person, 0, sizeof(*person));
    if (!token || cd_token_hash(token, hash) != APR_SUCCESS) {
        return CD_DB_OK;
    }
    return cd_db_query(db, "token.find", args, 3, take_person, &f);
}

static cd_db_result_t put_token(cd_db_t *db, const char *token,
                                apr_int64_t user, const char *purpose,
                                apr_time_t now, apr_interval_time_t holds)
{
    apr_pool_t *pool = cd_db_pool(db);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "user", cd_int_v(user) },
                        { "purpose", cd_text_v(purpose) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) },
                        { "expires",
                          cd_text_v(cd_clock_utc(now + holds, pool)) } };
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "token.purge", args, 5, NULL, NULL);
    if (result == CD_DB_OK) { /* the last link is the one that holds */
        result = cd_db_exec(db, "token.drop", args, 5, NULL, NULL);
    }
    return result == CD_DB_OK
        ? cd_db_exec(db, "token.put", args, 5, NULL, NULL)
        : result;
}

/* *@a used: was it still there to be taken? */
static cd_db_result_t use_token(cd_db_t *db, const char *token,
                                const char *purpose, apr_time_t now, int *used)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    cd_arg_t args[] = { { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "purpose", cd_text_v(purpose) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };
    apr_int64_t affected = 0;
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "token.use", args, 3, &affected, NULL);
    *used = affected == 1;
    return result;
}

/* Somebody asks, or a link is taken. */
typedef struct {
    const cd_ctx_t *ctx;
    const cd_user_t *user;
    const char *email;
    const cd_guard_t *guard;
    const char *token;
    const cd_addressee_t *person;
    const char *hash;
    int used;
} change_t;

/* To an address that is nobody's one mail in an hour. */
static const char *once_an_hour(const change_t *c)
{
    unsigned char digest[16];

    cd_digest(digest, sizeof(digest), c->email, strlen(c->email));
    return apr_psprintf(
        c->ctx->pool, "reset-unknown/%s/%" APR_INT64_T_FMT,
        apr_pescape_hex(c->ctx->pool, digest, sizeof(digest), 0),
        (apr_int64_t) (c->ctx->time / HOUR));
}

/* Known or not, it is a mail. */
static cd_db_result_t mail_reset(cd_db_t *db, const change_t *c,
                                 const cd_addressee_t *person)
{
    const cd_ctx_t *ctx = c->ctx;
    int known = person->id && c->user->active;
    const char *path = known
        ? apr_pstrcat(ctx->pool, "/reset-password/", c->token, NULL)
        : "/";
    const char *const fields[] = { "address", ctx->address, NULL };
    const char *const secrets[] = { "path", path, NULL };
    cd_mail_t mail = { 0 };

    mail.template = known ? "reset-password" : "reset-unknown";
    mail.account = c->user->account;
    mail.user = c->user->id;
    mail.to = known ? person->email : c->email;
    mail.name = known ? person->name : "";
    mail.language = known ? person->language : ctx->language;
    mail.category = "security";
    mail.fields = fields;
    mail.secrets = secrets;
    mail.once = known ? NULL : once_an_hour(c);
    return cd_mail_put(db, ctx->pool, &mail, ctx->time);
}

static cd_db_result_t ask(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    const cd_ctx_t *ctx = c->ctx;
    cd_audit_t audit = cd_audit_begin(ctx, "reset-asked");
    cd_addressee_t person;
    cd_db_result_t result = cd_guard_failed(db, c->guard, ctx->time);

    audit.account = c->user->account;
    audit.user = 0;
    audit.subject = c->email;
    if (result == CD_DB_OK) {
        result = cd_addressee_find(db, ctx->pool, c->user->id, &person);
    }
    if (result == CD_DB_OK) {
        result = put_token(db, c->token, c->user->id, "reset", ctx->time,
                           RESET_HOLDS);
    }
    if (result == CD_DB_OK) {
        result = mail_reset(db, c, &person);
    }
    return result == CD_DB_OK ? cd_audit_put(db, &audit, ctx->time) : result;
}

cd_db_result_t cd_reset_ask(cd_db_t *db, const cd_ctx_t *ctx,
                            const cd_user_t *user, const char *email,
                            const cd_guard_t *guard)
{
    change_t c = { ctx,  user, email, guard, cd_token_create(ctx->pool),
                   NULL, NULL, 0 };

    return cd_db_transaction(db, ask, &c);
}

static cd_db_result_t exec_user(cd_db_t *db, const char *label,
                                apr_int64_t user)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) },
                        { "purpose", cd_text_v("reset") } };

    return cd_db_exec(db, label, args, 2, NULL, NULL);
}

static cd_db_result_t verify(cd_db_t *db, const change_t *c)
{
    cd_arg_t args[] = { { "user", cd_int_v(c->person->id) },
                        { "email", cd_text_v(c->person->email) },
                        { "now", cd_text_v(c->ctx->now) } };

    return cd_db_exec(db, "user.verify", args, 3, NULL, NULL);
}

/* Put down, and told by mail where there is a template for it. */
static cd_db_result_t tell(cd_db_t *db, const change_t *c, const char *action,
                           const char *template)
{
    const cd_ctx_t *ctx = c->ctx;
    const char *const fields[] = { "when", cd_clock_iso(ctx->time, ctx->pool),
                                   "address", ctx->address, NULL };
    cd_audit_t audit = cd_audit_begin(ctx, action);
    cd_user_t user;
    cd_db_result_t result =
        cd_user_find(db, c->person->email, ctx->time, &user);

    audit.user = c->person->id;
    audit.account = user.account;
    if (result == CD_DB_OK) {
        result = cd_audit_put(db, &audit, ctx->time);
    }
    return result == CD_DB_OK && template ? cd_addressee_tell(
               db, c->person, user.account, template, fields, ctx->time)
                                          : result;
}

/* A link that came back shows, too, that the address is hers. */
static cd_db_result_t reset(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    apr_int64_t user = c->person->id;
    cd_db_result_t result =
        use_token(db, c->token, "reset", c->ctx->time, &c->used);

    if (result != CD_DB_OK || !c->used) {
        return result;
    }
    result = cd_user_set_password(db, user, c->hash, c->ctx->time);
    if (result == CD_DB_OK) {
        result = exec_user(db, "session.end-user", user);
    }
    if (result == CD_DB_OK) {
        result = exec_user(db, "token.drop", user);
    }
    if (result == CD_DB_OK) {
        result = cd_step_end_user(db, user);
    }
    if (result == CD_DB_OK) {
        result = verify(db, c);
    }
    return result == CD_DB_OK
        ? tell(db, c, "password-reset", "password-changed")
        : result;
}

cd_db_result_t cd_reset_use(cd_db_t *db, const cd_ctx_t *ctx,
                            const char *token, const cd_addressee_t *person,
                            const char *hash, int *used)
{
    change_t c = { ctx, NULL, NULL, NULL, token, person, hash, 0 };
    cd_db_result_t result = cd_db_transaction(db, reset, &c);

    *used = c.used;
    return result;
}

cd_db_result_t cd_verify_ask(cd_db_t *db, const cd_addressee_t *person,
                             apr_int64_t account, apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *token = cd_token_create(pool);
    const char *const secrets[] = {
        "path", apr_pstrcat(pool, "/verify-email/", token, NULL), NULL
    };
    cd_mail_t mail = { 0 };
    cd_db_result_t result =
        put_token(db, token, person->id, "verify", now, VERIFY_HOLDS);

    mail.template = "verify-email";
    mail.account = account;
    mail.user = person->id;
    mail.to = person->email;
    mail.name = person->name;
    mail.language = person->language;
    mail.category = "security";
    mail.secrets = secrets;
    return result == CD_DB_OK ? cd_mail_put(db, pool, &mail, now) : result;
}

static cd_db_result_t again(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    const cd_ctx_t *ctx = c->ctx;
    cd_addressee_t person;
    cd_db_result_t result = cd_guard_failed(db, c->guard, ctx->time);

    if (result == CD_DB_OK) {
        result = cd_addressee_find(db, ctx->pool, ctx->viewer->user, &person);
    }
    return result == CD_DB_OK
        ? cd_verify_ask(db, &person, ctx->viewer->account, ctx->time)
        : result;
}

cd_db_result_t cd_verify_again(cd_db_t *db, const cd_ctx_t *ctx,
                               const cd_guard_t *guard)
{
    change_t c = { ctx, NULL, NULL, guard, NULL, NULL, NULL, 0 };

    return cd_db_transaction(db, again, &c);
}

static cd_db_result_t use_verify(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_db_result_t result =
        use_token(db, c->token, "verify", c->ctx->time, &c->used);

    if (result != CD_DB_OK || !c->used) {
        return result;
    }
    result = verify(db, c);
    return result == CD_DB_OK ? tell(db, c, "email-verified", NULL) : result;
}

cd_db_result_t cd_verify_use(cd_db_t *db, const cd_ctx_t *ctx,
                             const char *token, const cd_addressee_t *person,
                             int *used)
{
    change_t c = { ctx, NULL, NULL, NULL, token, person, NULL, 0 };
    cd_db_result_t result = cd_db_transaction(db, use_verify, &c);

    *used = c.used;
    return result;
}
