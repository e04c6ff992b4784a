/* SPDX-License-Identifier: Apache-2.0 */
/* The second factor (OWASP ASVS 5.0, 6.5): codes of an authenticator app,
 * and recovery codes for when that is lost. */
#ifndef CD_FACTOR_H
#define CD_FACTOR_H

#include "../core/totp.h"
#include "entry.h"

#define CD_RECOVERY_CODES 10

/** A user's second factor as it is stored. */
typedef struct {
    int on;
    const unsigned char *sealed; /* its secret */
    apr_size_t sealed_len;
    apr_int64_t last_step;
} cd_factor_t;

/** A code that was typed, and what it is worth so far. */
typedef struct {
    apr_int64_t step;                      /* of an app's code, 0: it isn't */
    unsigned char recovery[CD_HASH_BYTES]; /* else this may be stored */
    int may_be_recovery;
} cd_code_t;

/** The secret of a set-up that isn't confirmed yet: it follows from the
 *  session, so nothing is stored before. */
void cd_factor_pending(const cd_ctx_t *ctx,
                       unsigned char secret[CD_TOTP_SECRET_BYTES]);

cd_db_result_t cd_factor_find(cd_db_t *db, apr_pool_t *pool, apr_int64_t user,
                              cd_factor_t *factor);

/** Read what was typed: an app's code, or a recovery code with or without
 *  its hyphens. Costs no statement. */
cd_code_t cd_factor_read(const cd_ctx_t *ctx, const cd_factor_t *factor,
                         apr_int64_t user, const char *typed);

/** Take the code, once. Inside the caller's transaction. *@a right: was it
 *  worth anything? */
cd_db_result_t cd_factor_use(cd_db_t *db, apr_int64_t user,
                             const cd_code_t *code, int *right);

/** Fresh recovery codes in ctx->pool, as they are shown: "ABCD-…"; the
 *  number is CD_RECOVERY_CODES. */
const char *const *cd_factor_codes(const cd_ctx_t *ctx);

/**
 * The viewer has a second factor from now on: her other sessions end, this
 * one gets the token @a fresh, old recovery codes go, @a codes come, it is
 * put down; one transaction.
 * @param step of the code that confirmed it
 */
cd_db_result_t cd_factor_set(cd_db_t *db, const cd_ctx_t *ctx,
                             const unsigned char secret[CD_TOTP_SECRET_BYTES],
                             apr_int64_t step, const char *const *codes,
                             const char *fresh);

/** Other recovery codes than before; one transaction. */
cd_db_result_t cd_factor_renew(cd_db_t *db, const cd_ctx_t *ctx,
                               const char *const *codes);

/** The viewer has none any more, by this code: her other sessions end, this
 *  one gets the token @a fresh; one transaction. *@a right: was it worth
 *  anything? Else nothing is done. */
cd_db_result_t cd_factor_drop(cd_db_t *db, const cd_ctx_t *ctx,
                              const cd_code_t *code, const char *fresh,
                              int *right);

/* Between the two steps of signing in. */

/** Who owes a code. */
typedef struct {
    apr_int64_t user, account; /* 0: nobody, or it is too late */
    const char *email;
} cd_step_t;

cd_db_result_t cd_step_find(cd_db_t *db, apr_pool_t *pool, const char *token,
                            apr_time_t now, cd_step_t *step);

/** Whoever owes a code of this user begins anew. Inside the caller's
 *  transaction. */
cd_db_result_t cd_step_end_user(cd_db_t *db, apr_int64_t user);

/** The code was wrong: counted, put down; one transaction. */
cd_db_result_t cd_step_refuse(cd_db_t *db, const cd_entry_t *entry,
                              const char *token);

/**
 * The code may be right: a session begins, the step ends; one transaction.
 * @param right 0: the code had been used before, or the step; nothing is
 *        done then
 */
cd_db_result_t cd_step_admit(cd_db_t *db, const cd_entry_t *entry,
                             const char *token, const cd_code_t *code,
                             const char **session, int *right, int *wait);

#endif
