/* SPDX-License-Identifier: Apache-2.0 */
/* Sets, takes and drops second factors. */
#include "factor.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <sodium.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"
#include "user_token.h"

#define CODE_BYTES 15 /* 120 bits: ASVS 5.0, 6.6.2 wants 112 */
#define CODE_CHARS 24 /* the same in base32 */
#define GROUP 6

void cd_factor_pending(const cd_ctx_t *ctx,
                       unsigned char secret[CD_TOTP_SECRET_BYTES])
{
    const char *text = apr_pstrcat(ctx->pool, "totp\n", ctx->session, NULL);

    crypto_generichash(secret, CD_TOTP_SECRET_BYTES,
                       (const unsigned char *) text, strlen(text),
                       ctx->safety->key, CD_SEAL_KEY_BYTES);
}

/* A sealed secret opens for its own user only. */
static const char *seal_id(const cd_ctx_t *ctx, apr_int64_t user)
{
    return apr_psprintf(ctx->pool, "totp %" APR_INT64_T_FMT, user);
}

typedef struct {
    apr_pool_t *pool;
    cd_factor_t *factor;
} finder_t;

/* The columns are secret and last_step. */
static cd_db_result_t take_factor(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    const char *step = cd_row_get(row, "last_step");

    f->factor->on = 1;
    f->factor->sealed_len = row->len[0];
    f->factor->sealed = apr_pmemdup(f->pool, row->value[0], row->len[0]);
    f->factor->last_step = step ? apr_atoi64(step) : 0;
    return CD_DB_OK;
}

cd_db_result_t cd_factor_find(cd_db_t *db, apr_pool_t *pool, apr_int64_t user,
                              cd_factor_t *factor)
{
    finder_t f = { pool, factor };
    cd_arg_t args[] = { { "user", cd_int_v(user) } };

    memset(factor, 0, sizeof(*factor));
    return cd_db_query(db, "factor.of-user", args, 1, take_factor, &f);
}

/* The letters and digits of what was typed, in upper case. */
static const char *squeeze(apr_pool_t *pool, const char *typed)
{
    char *text = apr_pstrdup(pool, typed), *to = text;

    for (; *typed; typed++) {
        if (!apr_isspace(*typed) && *typed != '-') {
            *to++ = (char) apr_toupper(*typed);
        }
    }
    *to = '\0';
    return text;
}

static void hash_code(unsigned char hash[CD_HASH_BYTES], const char *code)
{
    crypto_hash_sha256(hash, (const unsigned char *) code, strlen(code));
}

static apr_int64_t step_of(const cd_ctx_t *ctx, const cd_factor_t *factor,
                           apr_int64_t user, const char *code)
{
    const char *id = seal_id(ctx, user);
    apr_size_t len = factor->sealed_len;
    unsigned char *sealed, *secret;
    apr_int64_t step;

    if (!factor->on || !ctx->safety->key
        || len != CD_TOTP_SECRET_BYTES + CD_SEAL_MORE) {
        return 0;
    }
    sealed = apr_pmemdup(ctx->pool, factor->sealed, len);
    secret = cd_unseal(sealed, &len, id, strlen(id), ctx->safety->key);
    if (!secret || len != CD_TOTP_SECRET_BYTES) {
        return 0;
    }
    step = cd_totp_step(secret, code, ctx->time);
    sodium_memzero(secret, len);
    return step > factor->last_step ? step : 0;
}

cd_code_t cd_factor_read(const cd_ctx_t *ctx, const cd_factor_t *factor,
                         apr_int64_t user, const char *typed)
{
    const char *code = squeeze(ctx->pool, typed);
    cd_code_t read = { 0 };

    read.step = step_of(ctx, factor, user, code);
    read.may_be_recovery = strlen(code) == CODE_CHARS;
    hash_code(read.recovery, code);
    return read;
}

cd_db_result_t cd_factor_use(cd_db_t *db, apr_int64_t user,
                             const cd_code_t *code, int *right)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) },
                        { "step", cd_int_v(code->step) },
                        { "code",
                          cd_bytes_v(code->recovery, CD_HASH_BYTES) } };
    apr_int64_t affected = 0;
    cd_db_result_t result = CD_DB_OK;

    if (code->step) {
        result = cd_db_exec(db, "factor.use", args, 3, &affected, NULL);
    }
    else if (code->may_be_recovery) {
        result = cd_db_exec(db, "recovery.use", args, 3, &affected, NULL);
    }
    *right = affected == 1;
    return result;
}

/* "ABCDEF-GHIJKL-MNOPQR-STUVWX" */
const char *const *cd_factor_codes(const cd_ctx_t *ctx)
{
    const char **codes =
        apr_palloc(ctx->pool, CD_RECOVERY_CODES * sizeof(*codes));
    unsigned char bytes[CODE_BYTES];
    int i;

    for (i = 0; i < CD_RECOVERY_CODES; i++) {
        const char *text;

        randombytes_buf(bytes, sizeof(bytes));
        text = cd_base32(ctx->pool, bytes, sizeof(bytes));
        codes[i] = apr_psprintf(ctx->pool, "%.*s-%.*s-%.*s-%s", GROUP, text,
                                GROUP, text + GROUP, GROUP, text + 2 * GROUP,
                                text + 3 * GROUP);
    }
    return codes;
}

/* A change of the viewer's. */
typedef struct {
    const cd_ctx_t *ctx;
    const char *const *codes;
    const unsigned char *secret;
    apr_int64_t step;
    const cd_code_t *code;
    const char *fresh;
    int right;
} change_t;

static cd_db_result_t exec_user(cd_db_t *db, const char *label,
                                apr_int64_t user)
{
    cd_arg_t args[] = { { "user", cd_int_v(user) } };

    return cd_db_exec(db, label, args, 1, NULL, NULL);
}

/* Put down, and told by mail: the action is the mail's name, too. */
static cd_db_result_t put(cd_db_t *db, const change_t *c, const char *action)
{
    cd_audit_t audit = cd_audit_begin(c->ctx, action);
    cd_db_result_t result = cd_audit_put(db, &audit, c->ctx->time);

    return result == CD_DB_OK
        ? cd_addressee_warn(db, audit.user, audit.account, action,
                            audit.address, c->ctx->time)
        : result;
}

static cd_db_result_t store_codes(cd_db_t *db, const change_t *c)
{
    apr_int64_t user = c->ctx->viewer->user;
    unsigned char hash[CD_HASH_BYTES];
    cd_arg_t args[] = { { "user", cd_int_v(user) },
                        { "code", cd_bytes_v(hash, sizeof(hash)) } };
    cd_db_result_t result = exec_user(db, "recovery.drop", user);
    int i;

    for (i = 0; i < CD_RECOVERY_CODES && result == CD_DB_OK; i++) {
        hash_code(hash, squeeze(c->ctx->pool, c->codes[i]));
        result = cd_db_exec(db, "recovery.add", args, 2, NULL, NULL);
    }
    return result;
}

/* Nothing that was begun without it, or with it, goes on. */
static cd_db_result_t alone(cd_db_t *db, const change_t *c)
{
    const cd_ctx_t *ctx = c->ctx;
    cd_db_result_t result = cd_step_end_user(db, ctx->viewer->user);

    if (result == CD_DB_OK) {
        result = cd_session_drop_others(db, ctx->viewer->user, ctx->session);
    }
    return result == CD_DB_OK
        ? cd_session_rotate(db, ctx->session, c->fresh, ctx->time)
        : result;
}

static cd_db_result_t store_secret(cd_db_t *db, const change_t *c)
{
    const cd_ctx_t *ctx = c->ctx;
    const char *id = seal_id(ctx, ctx->viewer->user);
    unsigned char sealed[CD_TOTP_SECRET_BYTES + CD_SEAL_MORE];
    cd_arg_t args[] = { { "user", cd_int_v(ctx->viewer->user) },
                        { "secret", cd_bytes_v(sealed, sizeof(sealed)) },
                        { "step", cd_int_v(c->step) },
                        { "now",
                          cd_text_v(cd_clock_utc(ctx->time, ctx->pool)) } };

    cd_seal(sealed, c->secret, CD_TOTP_SECRET_BYTES, id, strlen(id),
            ctx->safety->key);
    return cd_db_exec(db, "factor.set", args, 4, NULL, NULL);
}

static cd_db_result_t set(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_db_result_t result = store_secret(db, c);

    if (result == CD_DB_OK) {
        result = store_codes(db, c);
    }
    if (result == CD_DB_OK) {
        result = alone(db, c);
    }
    return result == CD_DB_OK ? put(db, c, "second-factor-on") : result;
}

cd_db_result_t cd_factor_set(cd_db_t *db, const cd_ctx_t *ctx,
                             const unsigned char secret[CD_TOTP_SECRET_BYTES],
                             apr_int64_t step, const char *const *codes,
                             const char *fresh)
{
    change_t c = { ctx, codes, secret, step, NULL, fresh, 0 };

    return cd_db_transaction(db, set, &c);
}

static cd_db_result_t renew(cd_db_t *db, void *baton)
{
    const change_t *c = baton;
    cd_db_result_t result = store_codes(db, c);

    return result == CD_DB_OK ? put(db, c, "recovery-codes") : result;
}

cd_db_result_t cd_factor_renew(cd_db_t *db, const cd_ctx_t *ctx,
                               const char *const *codes)
{
    change_t c = { ctx, codes, NULL, 0, NULL, NULL, 0 };

    return cd_db_transaction(db, renew, &c);
}

static cd_db_result_t drop(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    apr_int64_t user = c->ctx->viewer->user;
    cd_db_result_t result = cd_factor_use(db, user, c->code, &c->right);

    if (result != CD_DB_OK || !c->right) {
        return result;
    }
    result = exec_user(db, "factor.drop", user);
    if (result == CD_DB_OK) {
        result = exec_user(db, "recovery.drop", user);
    }
    if (result == CD_DB_OK) {
        result = alone(db, c);
    }
    return result == CD_DB_OK ? put(db, c, "second-factor-off") : result;
}

cd_db_result_t cd_factor_drop(cd_db_t *db, const cd_ctx_t *ctx,
                              const cd_code_t *code, const char *fresh,
                              int *right)
{
    change_t c = { ctx, NULL, NULL, 0, code, fresh, 0 };
    cd_db_result_t result = cd_db_transaction(db, drop, &c);

    *right = c.right;
    return result;
}
