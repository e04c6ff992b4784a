/* SPDX-License-Identifier: Apache-2.0 */
/* Links that are mailed to a user (OWASP ASVS 5.0, 6.4): 32 random bytes, the
 * hash stored, for one use, for a while, for the address they went to. */
#ifndef CD_USER_TOKEN_H
#define CD_USER_TOKEN_H

#include "guard.h"
#include "user.h"

/** Whom a mail goes to. Strings are in the pool of whoever asked. */
typedef struct {
    apr_int64_t id; /* 0: nobody */
    const char *email, *name, *language;
} cd_addressee_t;

/** A user as mails know her. */
cd_db_result_t cd_addressee_find(cd_db_t *db, apr_pool_t *pool,
                                 apr_int64_t user, cd_addressee_t *person);

/** A security mail to a user about the account. Inside the caller's
 *  transaction. @param fields as of cd_mail_t, or NULL */
cd_db_result_t cd_addressee_tell(cd_db_t *db, const cd_addressee_t *person,
                                 apr_int64_t account, const char *template,
                                 const char *const *fields, apr_time_t now);

/** Tell a user when and from where (NULL: our own staff's) something was done
 *  to her login. Inside the caller's transaction.
 *  @param template takes `when` and `address` */
cd_db_result_t cd_addressee_warn(cd_db_t *db, apr_int64_t user,
                                 apr_int64_t account, const char *template,
                                 const char *address, apr_time_t now);

/** Whose link is it? person->id 0: nobody's, or it is over.
 *  @param purpose "reset" or "verify" */
cd_db_result_t cd_user_token_find(cd_db_t *db, apr_pool_t *pool,
                                  const char *token, const char *purpose,
                                  apr_time_t now, cd_addressee_t *person);

/**
 * Somebody asks for a new password for @a user, or for @a email that is
 * nobody's (user->id 0): the one gets a link, the other is told so. Each costs
 * the same statements. The request is counted, and put down for the account;
 * one transaction.
 */
cd_db_result_t cd_reset_ask(cd_db_t *db, const cd_ctx_t *ctx,
                            const cd_user_t *user, const char *email,
                            const cd_guard_t *guard);

/**
 * A new password by a link: all sessions of the user end, all her links are
 * over, it is put down, she is told; one transaction.
 * @param used 0: the link was over by then, and nothing was done
 */
cd_db_result_t cd_reset_use(cd_db_t *db, const cd_ctx_t *ctx,
                            const char *token, const cd_addressee_t *person,
                            const char *hash, int *used);

/** Send the user a link to confirm her address. Inside the caller's
 *  transaction. */
cd_db_result_t cd_verify_ask(cd_db_t *db, const cd_addressee_t *person,
                             apr_int64_t account, apr_time_t now);

/** The viewer asks for another one; counted; one transaction. */
cd_db_result_t cd_verify_again(cd_db_t *db, const cd_ctx_t *ctx,
                               const cd_guard_t *guard);

/** The address is confirmed by a link; one transaction. @param used as of
 *  cd_reset_use() */
cd_db_result_t cd_verify_use(cd_db_t *db, const cd_ctx_t *ctx,
                             const char *token, const cd_addressee_t *person,
                             int *used);

#endif
