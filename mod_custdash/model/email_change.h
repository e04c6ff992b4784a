/* SPDX-License-Identifier: Apache-2.0 */
/* A new e-mail address: it is the account's, and the login's, only when the
 * link that was sent to it has been followed. */
#ifndef CD_EMAIL_CHANGE_H
#define CD_EMAIL_CHANGE_H

#include "audit.h"

#define CD_EMAIL_CHANGE_HOURS 24 /* a link holds */

/** Who wants which address. */
typedef struct {
    apr_int64_t account, user; /* the owner */
    const char *old_email, *new_email;
    const char *name, *language; /* of the receiver */
    const char *address;         /* of the client */
    apr_time_t now;
} cd_email_change_t;

/** Put the wish down and the mail with its link into the outbox, in the
 *  caller's transaction. An earlier wish is forgotten. */
cd_db_result_t cd_email_change_ask(cd_db_t *db,
                                   const cd_email_change_t *change);

/** Send a fresh link for the address that is waiting, in one transaction;
 *  not twice within a minute, nor more than ten times.
 *  @param sent set to whether it was; @a change needs no addresses */
cd_db_result_t cd_email_change_again(cd_db_t *db, cd_email_change_t *change,
                                     int *sent);

/** Forget the wish of the audit's user, and put that down. */
cd_db_result_t cd_email_change_cancel(cd_db_t *db, const cd_audit_t *audit,
                                      apr_time_t now);

/** Whose link this is: fills in @a change, in the pool of @a db.
 *  @param found 0: nobody's, or it is over */
cd_db_result_t cd_email_change_find(cd_db_t *db, const char *token,
                                    apr_time_t now, cd_email_change_t *change,
                                    int *found);

/**
 * Follow the link, once, and tell the old address, in one transaction. The
 * login's address changes too where it was the account's.
 * @param used set to whether the link still held
 * @return CD_DB_DUPLICATE when another login has the address: then the link
 *         still holds
 */
cd_db_result_t cd_email_change_use(cd_db_t *db, const char *token,
                                   const cd_email_change_t *change,
                                   const cd_audit_t *audit, int *used);

#endif
