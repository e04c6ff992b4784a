/* SPDX-License-Identifier: Apache-2.0 */
/* An invitation to an account, seen by who was invited. */
#ifndef CD_INVITATION_H
#define CD_INVITATION_H

#include "audit.h"

typedef struct {
    apr_int64_t id, account, contact;
    const char *email; /* in lower case */
    const char *first_name, *last_name;
    const char *account_name, *inviter;
    int known; /* there is a user of that address */
} cd_invitation_t;

/** The invitation that a link's token stands for.
 *  @param found 0: none, or it is over, withdrawn or used */
cd_db_result_t cd_invitation_find(cd_db_t *db, const char *token,
                                  apr_time_t now, cd_invitation_t *invitation,
                                  int *found);

/** Who accepts: a user that there is, or one that is made. */
typedef struct {
    apr_int64_t user; /* 0: make one of these */
    const char *first_name, *last_name, *password_hash, *language;
    cd_audit_t audit; /* its user is filled in */
    apr_time_t now;
} cd_acceptance_t;

/**
 * Accept, once: user, membership and scope in one transaction.
 * @param acceptance its user is set
 * @param done set to whether the link still held
 * @return CD_DB_DUPLICATE when there is such a user, or she acts for the
 *         account already; then nothing has happened
 */
cd_db_result_t cd_invitation_accept(cd_db_t *db, const char *token,
                                    const cd_invitation_t *invitation,
                                    cd_acceptance_t *acceptance, int *done);

#endif
