/* SPDX-License-Identifier: Apache-2.0 */
/* Who tries too often waits (OWASP ASVS 5.0, 6.3.1). Attempts are counted by
 * what they are made for together with the address they come from, so that
 * nobody locks out anybody else, and by the address alone. An IPv6 address
 * counts by its first 64 bits. */
#ifndef CD_GUARD_H
#define CD_GUARD_H

#include "../core/page.h"

#define CD_GUARD_BYTES 16

/** An attempt, by what it is counted under. */
typedef struct {
    unsigned char name[CD_GUARD_BYTES];  /* whom it is for, and from where */
    unsigned char place[CD_GUARD_BYTES]; /* from where */
    const cd_safety_t *safety;
} cd_guard_t;

/**
 * What an attempt counts under.
 * @param purpose "sign-in" …: each counts by itself
 * @param user 0: unknown; then @a text (what was typed) says for whom
 */
cd_guard_t cd_guard_begin(const cd_ctx_t *ctx, const char *purpose,
                          apr_int64_t user, const char *text);

/** What a signed-in or half signed-in user's attempt counts under: her from
 *  this address, and her from anywhere. */
cd_guard_t cd_guard_of_user(const cd_ctx_t *ctx, const char *purpose,
                            apr_int64_t user);

/** *@a wait: seconds until the next attempt, 0: now. */
cd_db_result_t cd_guard_wait(cd_db_t *db, const cd_guard_t *guard,
                             apr_time_t now, int *wait);

/** The attempt failed. Inside the caller's transaction. */
cd_db_result_t cd_guard_failed(cd_db_t *db, const cd_guard_t *guard,
                               apr_time_t now);

/** It didn't: failures for the same name from there are forgotten, those of
 *  the place aren't. Inside the caller's transaction. */
cd_db_result_t cd_guard_passed(cd_db_t *db, const cd_guard_t *guard);

/** Throw away what is too old, some at a time. */
cd_db_result_t cd_guard_purge(cd_db_t *db, apr_time_t now);

#endif
