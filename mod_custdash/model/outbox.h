/* SPDX-License-Identifier: Apache-2.0 */
/* The other end of the outbox: what whoever sends the mails does to them.
 * Any number of processes may do so at a time. */
#ifndef CD_OUTBOX_H
#define CD_OUTBOX_H

#include "../core/db.h"

/** A mail that is due. Strings are in the pool it was read into. */
typedef struct {
    apr_int64_t id;
    apr_int64_t account; /* 0: none */
    const char *template, *category, *to, *name, *language;
    const char *fields, *secrets; /* elements; secrets NULL: none */
    const char *message_id;       /* of an attempt before, or NULL */
    const char *mail_key;         /* of the site, or NULL */
    const char *created;          /* 2026-11-23T10:00:00Z */
    int attempts;                 /* before this one */
    int wanted;                   /* by the receiver's preferences, and by
                                     the consent where that is needed */
} cd_outgoing_t;

/** What became of an attempt. */
typedef enum {
    CD_MAIL_SENT,
    CD_MAIL_AGAIN,   /* not now */
    CD_MAIL_UNSURE,  /* handed over, but the answer was lost */
    CD_MAIL_REFUSED, /* never */
    CD_MAIL_SERVER   /* the mail server can't be used: no mail's fault */
} cd_mail_result_t;

/** An owner's name, in @a pool; its lock is held until the connection ends,
 *  and with it the mails that it is sending. */
cd_db_result_t cd_outbox_open(cd_db_t *db, apr_pool_t *pool,
                              const char **owner);

/** Mails that are due: at most ten cd_outgoing_t, the longest waiting
 *  first, in @a pool. */
cd_db_result_t cd_outbox_due(cd_db_t *db, apr_pool_t *pool, apr_time_t now,
                             apr_array_header_t **mails);

/** Take a mail right before it is sent. @a mine 0: somebody else has. */
cd_db_result_t cd_outbox_sending(cd_db_t *db, const char *owner,
                                 const cd_outgoing_t *mail,
                                 const char *message_id, int *mine);

/** It was sent: @a subject and @a body are what its receiver is shown on the
 *  page of emails. @a mine 0: somebody else took it meanwhile, and will send
 *  it once more. */
cd_db_result_t cd_outbox_sent(cd_db_t *db, const char *owner,
                              const cd_outgoing_t *mail, apr_time_t now,
                              const char *answer, const char *subject,
                              const char *body, int *mine);

/** It was handed over in vain: to be tried again after cd_outbox_delay(). */
cd_db_result_t cd_outbox_again(cd_db_t *db, const char *owner,
                               const cd_outgoing_t *mail, apr_time_t now,
                               cd_mail_result_t why, const char *answer);

/** It couldn't be made: the same, before it was taken. */
cd_db_result_t cd_outbox_later(cd_db_t *db, const cd_outgoing_t *mail,
                               apr_time_t now, const char *why);

/** It ends unsent: @a state is "failed", "given-up" or "unwanted". */
cd_db_result_t cd_outbox_end(cd_db_t *db, const char *owner,
                             const cd_outgoing_t *mail, const char *state,
                             const char *why);

/** Seconds to wait after so many attempts: a minute, growing to six hours. */
int cd_outbox_delay(int attempts);

/** Called for each mail that may have been sent, right before it is queued
 *  once more: so it is never sent twice without a word. */
typedef void cd_orphan_fn(void *baton, apr_int64_t id, const char *template,
                          const char *to);

/** Queue the mails of owners who are no more.
 *  @param adopted their number is added to it */
cd_db_result_t cd_outbox_adopt(cd_db_t *db, apr_pool_t *pool, apr_time_t now,
                               cd_orphan_fn *fn, void *baton, int *adopted);

#endif
