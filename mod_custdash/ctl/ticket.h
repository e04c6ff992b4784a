/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl ticket: what its files share. */
#ifndef CD_CTL_TICKET_H
#define CD_CTL_TICKET_H

#include "../model/ticket_staff.h"
#include "ctl.h"

/** What the command line says. */
typedef struct {
    const char *wish; /* "list", "show" … */
    const char *number, *config, *folder, *format;
    const char *status, *department, *assignee, *priority, *account;
    const char *author, *into, *recipient;
    const char *file, *output; /* a file's id, and where it is to go */
    const char *before;        /* purge: a day */
    const char *most;          /* list: so many at most */
    int dry_run;
    apr_array_header_t *attach; /* const char *: files */
    int close;
    int help;
    cd_connect_t how;
} cd_ticket_job_t;

/** Say what the database says. @return CD_EXIT_FAILED */
int cd_ticket_failed(cd_db_t *db);

/** Say what came of a wish; @a done: in what words it is done.
 *  @return an exit code */
int cd_ticket_told(const cd_ticket_job_t *job, cd_staff_result_t outcome,
                   const char *done);

/* ticket_write.c */

/** Add the text on standard input and the job's files to a ticket, by
 *  cd_staff_answer or cd_staff_note. @return an exit code */
int cd_ticket_write(cd_db_t *db, const cd_ticket_job_t *job, cd_staff_fn *how,
                    const char *done, apr_pool_t *pool);

/** Print a ticket and its conversation. @return an exit code */
int cd_ticket_show(cd_db_t *db, const char *number, const char *format,
                   apr_pool_t *pool);

/** Save the job's file. @return an exit code */
int cd_ticket_save(cd_db_t *db, const cd_ticket_job_t *job, apr_pool_t *pool);

/** Remove the files of tickets closed before the job's day.
 *  @return an exit code */
int cd_ticket_purge(cd_db_t *db, const cd_ticket_job_t *job, apr_pool_t *pool);

/**
 * Take a mail on standard input as an answer to a ticket.
 * @return of sysexits.h what Postfix makes of it: EX_OK; EX_TEMPFAIL (it
 *         comes again); EX_NOUSER, EX_NOPERM, EX_DATAERR (its sender gets it
 *         back)
 */
int cd_ticket_pipe(cd_ticket_job_t *job, apr_pool_t *pool);

/** What is wrong with a text of staff's or a mail's; NULL: nothing. @a text
 *  is brought into the form that is stored. */
const char *cd_ticket_text(apr_pool_t *pool, const char **text);

/* ticket_quote.c */

/** What of a mail's text its sender has written herself: without what is
 *  quoted at its end or beginning, and without the signature. */
const char *cd_mail_own_text(apr_pool_t *pool, const char *text);

/** Undo format=flowed (RFC 3676). @a delsp: the space at a line's end goes,
 *  too. */
const char *cd_mail_unflow(apr_pool_t *pool, const char *text, int delsp);

/* ticket_html.c */

/** The words of a mail in HTML; without @a whole, those of its sender alone:
 *  what mail programs mark as quoted is left out. */
const char *cd_mail_html_text(apr_pool_t *pool, const char *source, int whole);

/* ticket_mime.c */

/** A mail as far as a ticket needs it. */
typedef struct {
    const char *from;       /* address in lower case; NULL: none, or several */
    const char *message_id; /* without angle brackets; "" none */
    const char *text;       /* its sender's own words */
    const char *all;        /* the whole text, and the headers that may have
                               a token in them */
    const char *loop;       /* why it must not be taken: NULL, or a reason */
    apr_array_header_t *files; /* cd_file_t */
    apr_array_header_t *left;  /* const char *: names of those beyond */
    apr_file_t *spool;         /* that holds them, or NULL */
} cd_mail_in_t;

/** Read a mail. @return NULL, or what is wrong with it; @a temporary is set
 *  when that may pass */
const char *cd_mail_read(cd_mail_in_t *mail, int fd, int *temporary,
                         apr_pool_t *pool);

#endif
