/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl mail: its settings, how mails are made, how they are handed to
 * the mail server. */
#ifndef CD_CTL_MAIL_H
#define CD_CTL_MAIL_H

#include "../model/outbox.h"
#include "ctl.h"

/* mail_conf.c */

/** The settings, from a file of "name = value". */
typedef struct {
    const char *address;   /* of the dashboard: "https://my.example.com/x" */
    const char *site_name; /* the provider's, as customers see it */
    const char *from, *from_name, *reply_to;
    const char *ticket_address; /* where answers to tickets go; or NULL */
    const char *host;
    int port;        /* 0: by the kind of TLS */
    const char *tls; /* "starttls", "implicit", "none" */
    const char *user, *password_file, *password, *ca_file;
    const char *theme, *theme_parents, *time_zone;
    int attempts; /* how often a mail is tried */
    int timeout;  /* seconds that handing one over may take */
    int interval; /* seconds between two looks into the outbox */
} cd_mail_conf_t;

/** Read @a file and check it.
 *  @return NULL, or "file:line: what is wrong" */
const char *cd_mail_conf_read(cd_mail_conf_t *conf, const char *file,
                              apr_pool_t *pool);

/* mail_make.c */

/** Makes mails with a theme, whose sheets it keeps. */
typedef struct cd_mailer_t cd_mailer_t;

/** A mail as it is sent; strings are UTF-8 without line breaks of theirs,
 *  but for the two bodies. */
typedef struct {
    const char *from, *to;       /* addresses */
    apr_array_header_t *headers; /* const char *: "Subject: …" */
    const char *message_id;      /* "<…>" */
    const char *html, *text;     /* its two parts */
    const char *subject, *body;  /* what its receiver may see again */
} cd_made_mail_t;

cd_mailer_t *cd_mailer_create(const cd_mail_conf_t *conf, apr_pool_t *pool);

/**
 * Make a mail.
 * @return NULL; CD_MAIL_ADDRESS when it can't be addressed; else a message
 *         that names the sheet and says what is wrong with it
 */
const char *cd_mailer_make(cd_mailer_t *mailer, const cd_outgoing_t *mail,
                           apr_time_t now, cd_made_mail_t *made,
                           apr_pool_t *pool);

extern const char CD_MAIL_ADDRESS[];

/* mail_smtp.c */

/** A connection to the mail server, made when it is needed and kept. */
typedef struct cd_smtp_t cd_smtp_t;

/** NULL: out of memory. */
cd_smtp_t *cd_smtp_create(const cd_mail_conf_t *conf, apr_pool_t *pool);

/** Hand a mail over. @a answer is set to the server's last line, or to what
 *  went wrong, in @a pool. */
cd_mail_result_t cd_smtp_send(cd_smtp_t *smtp, const cd_made_mail_t *mail,
                              const char **answer, apr_pool_t *pool);

/* mail_run.c */

/** What a run did. */
typedef struct {
    int sent, again, unsure, failed, given_up, unwanted;
} cd_mail_counts_t;

typedef struct {
    cd_mail_conf_t conf;
    cd_connect_t how;
    const cd_sqlcat_t *cat;
    int verbose;
} cd_mail_job_t;

/** Send what is due; with @a watch, go on doing so until SIGTERM or SIGINT.
 *  @return an exit code */
int cd_mail_run(const cd_mail_job_t *job, int watch, apr_pool_t *pool);

#endif
