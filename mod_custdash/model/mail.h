/* SPDX-License-Identifier: Apache-2.0 */
/* The outbox: mails are written in the transaction of their cause and sent
 * later, by custdashctl mail. */
#ifndef CD_MAIL_H
#define CD_MAIL_H

#include "../core/db.h"

/** A mail to one person. Texts are UTF-8. */
typedef struct {
    const char *template; /* the theme's mail/NAME.xsl */
    apr_int64_t account;  /* whose page of emails it is on; 0: none */
    apr_int64_t user;     /* the login that it is about or goes to; 0: none.
                             A security mail is shown to nobody else */
    apr_int64_t contact;  /* goes to this contact, by its preferences, and
                             to nobody once that is removed; 0: none */
    const char *to;       /* address, checked by cd_check_email */
    const char *name;     /* of the receiver, "" or NULL when not known */
    const char *language; /* BCP 47; NULL: "en" */
    const char *category; /* "security", "general", "product", "domain",
                             "invoice", "support", "mailing-list" */
    /* What the template shows: names (of XML attributes) and values in
       turn, NULL ends; a NULL value leaves the attribute out. In either, a
       `path` below the dashboard ("/verify-email?token=…") becomes the
       attribute `link`, with the site's public address before it. */
    const char *const *fields;  /* or NULL */
    const char *const *secrets; /* the same for what opens something: gone
                                   from the table when the mail is sent, and
                                   not shown on the page of emails; or NULL */
    const char *once; /* a second mail of this key (at most 190 characters)
                         is not put: "new-device/42"; NULL: always put */
} cd_mail_t;

/** Names and values as the attributes of an element `<fields>`, as text in
 *  @a pool; NULL when there is no memory. */
const char *cd_mail_fields(apr_pool_t *pool, const char *const *pairs);

/**
 * Put a mail into the outbox. Call it in the transaction of its cause, so
 * that both happen or neither.
 * @param pool holds what is allocated meanwhile
 * @return CD_DB_OK also when a mail of the same once-key is there already
 */
cd_db_result_t cd_mail_put(cd_db_t *db, apr_pool_t *pool,
                           const cd_mail_t *mail, apr_time_t now);

#endif
