/* SPDX-License-Identifier: Apache-2.0 */
/* Users: who they are and that they are who they say. */
#ifndef CD_USER_H
#define CD_USER_H

#include "audit.h"

/** Shortest and longest password, in characters (OWASP ASVS 5.0, 6.2.1 and
 *  6.2.9). */
#define CD_PASSWORD_MIN 8
#define CD_PASSWORD_MAX 200

/** Bring a password into the form that is hashed (Unicode NFC).
 *  @return NULL, or what is wrong: "utf8", "control", "too-short",
 *          "too-long" */
const char *cd_password_accept(apr_pool_t *pool, const char **password);

/** Is a password one that others try first: on the list, or the address
 *  itself or what stands before its @, or the site's name? */
int cd_password_common(const cd_safety_t *safety, const char *password,
                       const char *email);

/** The hash of who has no password: nothing is it. */
#define CD_NO_PASSWORD "!"

/** What is known of a user who wants to sign in. */
typedef struct {
    apr_int64_t id;   /* 0: unknown */
    const char *hash; /* of the password, or NULL */
    int active;
    int second_factor;   /* a code is asked for, too */
    apr_int64_t account; /* the account to act for; 0: none */
} cd_user_t;

/** Look a user up by e-mail; an unknown one gives id 0. */
cd_db_result_t cd_user_find(cd_db_t *db, const char *email, apr_time_t now,
                            cd_user_t *user);

/** The same by another statement, with the columns of `user.by-email`. */
cd_db_result_t cd_user_find_by(cd_db_t *db, const char *statement,
                               const cd_arg_t *arg, apr_time_t now,
                               cd_user_t *user);

/**
 * Is it the user's password? Costs the same for unknown users.
 * @param rehash set when the hash should be made anew
 */
int cd_user_verify(const cd_user_t *user, const char *password, int *rehash);

/** Store a password's hash (cd_password_hash()). */
cd_db_result_t cd_user_set_password(cd_db_t *db, apr_int64_t user,
                                    const char *hash, apr_time_t now);

/**
 * The audit's user changes her password: every other session of hers ends,
 * this one gets the token @a fresh, and it is put down; one transaction.
 */
cd_db_result_t cd_user_change_password(cd_db_t *db, const cd_audit_t *audit,
                                       const char *hash, const char *token,
                                       const char *fresh, apr_time_t now);

#endif
