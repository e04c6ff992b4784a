/* SPDX-License-Identifier: Apache-2.0 */
/* Mails about tickets, and the tokens by which they are answered. */
#ifndef CD_TICKET_MAIL_H
#define CD_TICKET_MAIL_H

#include "ticket.h"

/** The token of a ticket, "T-ABCD-EFGH.0123456789abcdef0123": whoever has it
 *  may answer by mail if she is one of those who may write. Its case doesn't
 *  matter. NULL: the key is malformed. */
const char *cd_ticket_token(apr_pool_t *pool, const char *mail_key,
                            const char *number);

/**
 * Find what may be a token in a text.
 * @param from where to look; set behind what was found
 * @param number set to the ticket's number, in capitals
 * @return the token, in @a pool; NULL: there is no more
 */
const char *cd_ticket_token_in(apr_pool_t *pool, const char **from,
                               const char **number);

/** Is that the token of that ticket? */
int cd_ticket_token_is(apr_pool_t *pool, const char *mail_key,
                       const char *number, const char *token);

/**
 * Tell those who follow the ticket: the account's owner, and each contact
 * that gets such mails and may see the ticket. Call it in the transaction.
 * @param template "ticket-answer" or "ticket-closed"
 * @param author,body what was said; NULL: nothing
 */
cd_db_result_t cd_ticket_tell(cd_db_t *db, const cd_ticket_t *ticket,
                              const char *template, const char *author,
                              const char *body, apr_time_t now);

/** Tell who has opened the ticket that we have it, with her words (@a body)
 *  and the token by which more can be said. Call it in the transaction. */
cd_db_result_t cd_ticket_confirm(cd_db_t *db, const cd_ticket_t *ticket,
                                 const cd_writer_t *writer, const char *body);

#endif
