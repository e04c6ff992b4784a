/* SPDX-License-Identifier: Apache-2.0 */
/* Events: what the provider's systems are to carry out. They are handed out
 * by `custdashctl events`. Their kinds, what each is about and its detail:
 *
 *   order.placed     order: its number
 *   order.paid       order: its number; what is new in it is to be set up
 *   invoice.paid     invoice: nothing
 *   service.renewed  service: DATE that it is paid until
 *   domain.renewed   domain: DATE that it is paid until
 *   order.accepted   order: its number
 *   order.cancelled  order: its number
 *   ticket.opened    ticket: its number; here as below a customer did it
 *   ticket.replied   ticket: its number
 *   ticket.closed    ticket: its number
 *   ticket.reopened  ticket: its number
 *   ticket.rated     ticket: 1 to 5
 *   service.auto-renew  service: 1 or 0; here as below a customer decided it
 *   domain.auto-renew   domain: 1 or 0
 *   service.cancel-requested  service: "now", or "term-end" and the DATE; then
 *                    ": " and why, when that was said
 *   service.cancel-withdrawn  service: nothing
 *   service.overdue  service: DATE since when it is not paid; to be suspended
 */
#ifndef CD_EVENT_H
#define CD_EVENT_H

#include "../core/db.h"

typedef struct {
    apr_int64_t account;
    const char *kind;         /* "order.paid", 60 octets at most */
    const char *subject_kind; /* the table it is about: "order"; or NULL */
    apr_int64_t subject;      /* … and the row's id; 0: none */
    const char *detail;       /* what the receiver needs besides, at most
                                 1,000 characters; or NULL */
} cd_event_t;

/** Put it down when there is none of that key (at most 100 octets) yet. */
cd_db_result_t cd_event_put_once(cd_db_t *db, const cd_event_t *event,
                                 const char *once, apr_time_t now);

/** Put it down. Call it inside the transaction of its cause: it is handed
 *  out when, and only when, that is committed. */
cd_db_result_t cd_event_put(cd_db_t *db, const cd_event_t *event,
                            apr_time_t now);

#endif
