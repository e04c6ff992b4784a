/* SPDX-License-Identifier: Apache-2.0 */
/* Support tickets: opened, answered, closed, opened again, rated; each in one
 * transaction. */
#ifndef CD_TICKET_H
#define CD_TICKET_H

#include "attachment.h"
#include "audit.h"

#define CD_TICKET_MESSAGE 10000 /* characters of a message */

/** Who writes to a ticket of which account, and what of it she sees. */
typedef struct {
    apr_int64_t account;
    apr_int64_t user;       /* 0: staff, or a contact without a login */
    apr_int64_t membership; /* with scoped: what she is narrowed to */
    int scoped;
    int staff;
    const char *name;        /* shown with the message */
    const cd_audit_t *audit; /* from where; its action is set here */
    apr_time_t now;
    const char **refused; /* set to a form's error when nothing was written
                             because she writes too much; NULL: not asked */
} cd_writer_t;

/** A ticket that somebody is about to change. */
typedef struct {
    apr_int64_t id;     /* 0: there is none that she may see */
    apr_int64_t merged; /* into that one; 0: not */
    apr_int64_t account, service, domain;
    const char *number, *subject, *status;
    const char *mail_key; /* of tokens; known to staff and mails only */
} cd_ticket_t;

typedef struct {
    const char *subject, *priority, *body;
    apr_int64_t department, service, domain; /* 0: none */
    const char *once; /* what the form carried, or NULL */
    const cd_attachments_t *files;
} cd_ticket_draft_t;

/** What somebody says. */
typedef struct {
    const char *body;
    const char *once; /* of a new ticket; or NULL */
    const cd_attachments_t *files;
    const char *status; /* what the ticket becomes; NULL: answered by staff,
                           customer-reply by others */
} cd_ticket_message_t;

/** Open a ticket. @param number set to its number, also when the same form
 *  was sent before */
cd_db_result_t cd_ticket_open(cd_db_t *db, const cd_writer_t *writer,
                              const cd_ticket_draft_t *draft,
                              const char **number);

/** A customer answers; a closed ticket is open again. What is the very same
 *  as the last message, with the same files, was sent twice and is said once.
 *  @param found set to 0 when there is no ticket of that number for her */
cd_db_result_t cd_ticket_reply(cd_db_t *db, const cd_writer_t *writer,
                               const char *number,
                               const cd_ticket_message_t *message, int *found);

/** A customer closes a ticket, or opens it again. */
cd_db_result_t cd_ticket_close(cd_db_t *db, const cd_writer_t *writer,
                               const char *number, int close, int *found);

/** A customer says what she thinks of a closed ticket, 1 to 5.
 *  @param found also 0 when it isn't closed */
cd_db_result_t cd_ticket_rate(cd_db_t *db, const cd_writer_t *writer,
                              const char *number, int rating, int *found);

/** The user has seen the ticket as it is now. */
cd_db_result_t cd_ticket_seen(cd_db_t *db, const cd_writer_t *writer,
                              const char *number);

/** Put a message into a ticket that is locked, with its files, and turn the
 *  ticket; inside a transaction. */
cd_db_result_t cd_ticket_say(cd_db_t *db, const cd_writer_t *writer,
                             const cd_ticket_t *ticket,
                             const cd_ticket_message_t *message);

/** Read a row of ticket.lock, ticket.by-number or ticket.by-id; strings are
 *  copied to the pool of the database's use. */
cd_db_result_t cd_ticket_take(void *baton, const cd_row_t *row);

/** Where cd_ticket_take() puts it. */
typedef struct {
    apr_pool_t *pool;
    cd_ticket_t ticket;
} cd_ticket_taker_t;

#endif
