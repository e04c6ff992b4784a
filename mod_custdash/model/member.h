/* SPDX-License-Identifier: Apache-2.0 */
/* The people on an account: contacts, invitations and memberships. Who may
 * call is the route's affair; that nobody reaches into another account, or
 * touches its owner's membership, is the statements'. Whoever changes
 * something gives an audit, which is put down in the same transaction. */
#ifndef CD_MEMBER_H
#define CD_MEMBER_H

#include "account.h"

#define CD_INVITATION_DAYS 7 /* a link holds */

/** A contact as it stands. Texts are never NULL. */
typedef struct {
    apr_int64_t account, contact;
    const char *first_name, *last_name, *company, *email, *phone;
    const char *mail;       /* comma list of categories */
    apr_int64_t membership; /* 0: none */
    int is_owner;           /* that membership is the owner's */
    const char *login;      /* "none", "invited", "member" */
    const char *permissions;
    int scoped;
    const char *until; /* the last day, "YYYY-MM-DD" or "" */
} cd_person_t;

/** @param found set to whether the account has such a contact */
cd_db_result_t cd_person_find(cd_db_t *db, apr_int64_t account,
                              apr_int64_t contact, cd_person_t *person,
                              int *found);

/** Change what is known of a contact and what mail it gets, in one
 *  transaction. */
cd_db_result_t cd_person_save(cd_db_t *db, const cd_person_t *person,
                              const cd_contact_t *contact,
                              const cd_audit_t *audit, apr_time_t now);

/** Remove a contact with its invitation; with its login, too, when it is the
 *  account's owner who asks. @param removed 0: there is none, or it has a
 *  login and @a by_owner is 0 */
cd_db_result_t cd_person_remove(cd_db_t *db, const cd_person_t *person,
                                int by_owner, const cd_audit_t *audit,
                                apr_time_t now, int *removed);

/** What a login may do. */
typedef struct {
    const char *permissions;                      /* comma list */
    int scoped;                                   /* only these: */
    const char *const *services, *const *domains; /* ids; NULL ends */
    const char *until; /* last day (UTC), or NULL: without an end */
} cd_grant_t;

/** Who invites. */
typedef struct {
    apr_int64_t user;
    const char *name, *account_name, *language;
    apr_time_t now;
} cd_inviter_t;

/** Invite a contact that has no login: row and mail in one transaction.
 *  @return CD_DB_DUPLICATE when a user of its address acts for the account
 *          already, or it is invited already */
cd_db_result_t cd_login_invite(cd_db_t *db, const cd_person_t *person,
                               const cd_grant_t *grant,
                               const cd_inviter_t *inviter,
                               const cd_audit_t *audit);

/** Change what the contact's login, or its invitation, may do. */
cd_db_result_t cd_login_change(cd_db_t *db, const cd_person_t *person,
                               const cd_grant_t *grant,
                               const cd_audit_t *audit, apr_time_t now);

/** Send a fresh link; the one before no longer works. Not twice within a
 *  minute, nor more than ten times. @param sent set to whether it was */
cd_db_result_t cd_login_resend(cd_db_t *db, const cd_person_t *person,
                               const cd_inviter_t *inviter, int *sent);

/** Withdraw the invitation, end the membership: whichever there is. */
cd_db_result_t cd_login_remove(cd_db_t *db, const cd_person_t *person,
                               const cd_audit_t *audit, apr_time_t now);

#endif
