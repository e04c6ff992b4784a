/* SPDX-License-Identifier: Apache-2.0 */
/* What staff does with tickets; each in one transaction, and its customer is
 * told by mail. */
#ifndef CD_TICKET_STAFF_H
#define CD_TICKET_STAFF_H

#include "ticket_mail.h"

typedef enum {
    CD_STAFF_DONE,
    CD_STAFF_NO_TICKET,
    CD_STAFF_MERGED, /* its messages are elsewhere */
    CD_STAFF_NO_DEPARTMENT,
    CD_STAFF_OTHER_ACCOUNT, /* two tickets of different customers … */
    CD_STAFF_OTHER_SUBJECT  /* … or about a service or domain that not all
                               who see the other one may see */
} cd_staff_result_t;

/** What staff says or does. */
typedef struct {
    const char *number;
    const char *author;            /* who of staff */
    const char *body;              /* of an answer or a note */
    const cd_attachments_t *files; /* of an answer, or NULL */
    const char *status;            /* of an answer; NULL: answered */
    const char *assignee, *department, *priority; /* NULL: as they are */
    const char *into;                             /* merge into that one */
    apr_time_t now;
} cd_staff_wish_t;

typedef cd_db_result_t cd_staff_fn(cd_db_t *db, const cd_staff_wish_t *wish,
                                   cd_staff_result_t *outcome);

cd_staff_fn cd_staff_answer; /* say something to the customer */
cd_staff_fn cd_staff_close;  /* close it, if it is open */
cd_staff_fn cd_staff_assign; /* assignee, department, priority, status */
cd_staff_fn cd_staff_note;   /* for staff alone */
cd_staff_fn cd_staff_merge;  /* all messages go to another, older or not */

/** The account of a ticket; 0: there is none such. */
cd_db_result_t cd_staff_account(cd_db_t *db, const char *number,
                                apr_int64_t *account);

/** A closed ticket that still has files. */
typedef struct {
    apr_int64_t id, account;
    const char *number;
    apr_int64_t files, bytes;
} cd_old_ticket_t;

/** The closed tickets that nobody has written to since @a before and that
 *  have files. @param list cd_old_ticket_t */
cd_db_result_t cd_staff_old_files(cd_db_t *db, const char *before,
                                  apr_array_header_t *list);

/** Remove the files of one; its customer sees so in the account's activity.
 *  @param removed how many; 0: it was opened again meanwhile */
cd_db_result_t cd_staff_remove_files(cd_db_t *db, const cd_old_ticket_t *old,
                                     const char *before, apr_time_t now,
                                     apr_int64_t *removed);

#endif
