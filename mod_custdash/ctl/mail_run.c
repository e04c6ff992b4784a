/* SPDX-License-Identifier: Apache-2.0 */
/* The rounds of custdashctl mail: what is due is made, taken, handed over,
 * and put down. */
#include <apr_strings.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "mail.h"

#define LONGEST_PAUSE 300 /* seconds after failures in a row */

/* One connection to the database and what hangs on it. */
typedef struct {
    const cd_mail_job_t *job;
    cd_conn_t *conn;
    const char *owner;
    cd_mailer_t *mailer;
    cd_smtp_t *smtp;
    cd_mail_counts_t counts;
    sigset_t ends;
    int ended;   /* a signal said so */
    int stopped; /* the mail server can't be used now */
} run_t;

/* Was there a signal, or is there one within so many seconds? Signals wait
 * until they are asked for, so a mail is never left half sent. */
static int ends_within(run_t *run, int seconds)
{
    struct timespec limit = { seconds, 0 };

    while (!run->ended) {
        int got = sigtimedwait(&run->ends, NULL, &limit);

        if (got > 0) {
            run->ended = 1;
        }
        else if (errno != EINTR) {
            break;
        }
    }
    return run->ended;
}

static void tell(const run_t *run, const cd_outgoing_t *mail, const char *what,
                 const char *why)
{
    if (run->job->verbose) {
        printf("mail %" APR_INT64_T_FMT " %s: %s: %s\n", mail->id,
               mail->template, what, why);
        fflush(stdout);
    }
}

static void complain_of(const cd_outgoing_t *mail, const char *what,
                        const char *why)
{
    cd_complain("mail %" APR_INT64_T_FMT " %s: %s: %s", mail->id,
                mail->template, what, why);
}

static void tell_orphan(void *baton, apr_int64_t id, const char *template,
                        const char *to)
{
    (void) baton;
    (void) to;
    cd_complain("mail %" APR_INT64_T_FMT " %s: may have been sent: whoever "
                "sent it was ended; it is sent again",
                id, template);
}

static cd_db_result_t give_up(run_t *run, cd_db_t *db,
                              const cd_outgoing_t *mail, const char *why)
{
    run->counts.given_up++;
    complain_of(mail, "given up", why);
    return cd_outbox_end(db, run->owner, mail, "given-up", why);
}

/* Is this attempt the last? */
static int is_last(const run_t *run, const cd_outgoing_t *mail)
{
    return mail->attempts + 1 >= run->job->conf.attempts;
}

static cd_db_result_t not_made(run_t *run, cd_db_t *db,
                               const cd_outgoing_t *mail, const char *why)
{
    if (why == CD_MAIL_ADDRESS) {
        run->counts.failed++;
        complain_of(mail, "failed", why);
        return cd_outbox_end(db, run->owner, mail, "failed", why);
    }
    if (is_last(run, mail)) {
        return give_up(run, db, mail, why);
    }
    run->counts.again++;
    complain_of(mail, "could not be made", why);
    return cd_outbox_later(db, mail, apr_time_now(), why);
}

static cd_db_result_t put_down_sent(run_t *run, cd_db_t *db,
                                    const cd_outgoing_t *mail,
                                    const cd_made_mail_t *made,
                                    const char *answer)
{
    int mine = 0;
    cd_db_result_t result =
        cd_outbox_sent(db, run->owner, mail, apr_time_now(), answer,
                       made->subject, made->body, &mine);

    run->counts.sent++;
    tell(run, mail, "sent", answer);
    if (result != CD_DB_OK || !mine) {
        complain_of(mail, "sent, but that is not on record",
                    result == CD_DB_OK ? "somebody else took it meanwhile"
                                       : cd_db_error(db));
    }
    return result;
}

static cd_db_result_t put_down(run_t *run, cd_db_t *db,
                               const cd_outgoing_t *mail,
                               const cd_made_mail_t *made,
                               cd_mail_result_t became, const char *answer)
{
    run->stopped |= became == CD_MAIL_SERVER;
    if (became == CD_MAIL_SENT) {
        return put_down_sent(run, db, mail, made, answer);
    }
    if (became == CD_MAIL_REFUSED) {
        run->counts.failed++;
        complain_of(mail, "refused", answer);
        return cd_outbox_end(db, run->owner, mail, "failed", answer);
    }
    if (became == CD_MAIL_UNSURE) {
        run->counts.unsure++;
        complain_of(mail, "may have been sent", answer);
    }
    if (became != CD_MAIL_SERVER && is_last(run, mail)) {
        return give_up(run, db, mail, answer);
    }
    run->counts.again++;
    if (became == CD_MAIL_SERVER) {
        cd_complain("the mail server can't be used: %s", answer);
    }
    else {
        tell(run, mail, "to be tried again", answer);
    }
    return cd_outbox_again(db, run->owner, mail, apr_time_now(), became,
                           answer);
}

static cd_db_result_t send_one(run_t *run, cd_db_t *db,
                               const cd_outgoing_t *mail, apr_pool_t *pool)
{
    cd_made_mail_t made;
    const char *error, *answer;
    cd_db_result_t result;
    cd_mail_result_t became;
    int mine = 0;

    if (!mail->wanted) {
        run->counts.unwanted++;
        tell(run, mail, "unwanted", mail->category);
        return cd_outbox_end(db, run->owner, mail, "unwanted",
                             "the receiver doesn't want this category");
    }
    error = cd_mailer_make(run->mailer, mail, apr_time_now(), &made, pool);
    if (error) {
        return not_made(run, db, mail, error);
    }
    result = cd_outbox_sending(db, run->owner, mail, made.message_id, &mine);
    if (result != CD_DB_OK || !mine) {
        return result;
    }
    became = cd_smtp_send(run->smtp, &made, &answer, pool);
    return put_down(run, db, mail, &made, became, answer);
}

/* At most ten mails. @a found 0: nothing is due. */
static cd_db_result_t send_some(run_t *run, int *found, apr_pool_t *pool)
{
    cd_db_t *db = cd_db_begin(run->conn, run->job->cat, pool);
    apr_array_header_t *mails;
    cd_db_result_t result = cd_outbox_due(db, pool, apr_time_now(), &mails);
    int i;

    *found = mails->nelts;
    for (i = 0; i < mails->nelts && result == CD_DB_OK && !run->stopped
         && !ends_within(run, 0);
         i++) {
        result =
            send_one(run, db, &APR_ARRAY_IDX(mails, i, cd_outgoing_t), pool);
    }
    if (result != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
    }
    return result;
}

/* Everything that is due. */
static cd_db_result_t round_of(run_t *run, apr_pool_t *pool)
{
    cd_db_t *db = cd_db_begin(run->conn, run->job->cat, pool);
    cd_db_result_t result = cd_outbox_adopt(
        db, pool, apr_time_now(), tell_orphan, run, &run->counts.unsure);
    apr_pool_t *some;
    int found = 1;

    if (result != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
    }
    apr_pool_create(&some, pool);
    run->stopped = 0;
    while (found && result == CD_DB_OK && !run->stopped && !run->ended) {
        apr_pool_clear(some);
        result = send_some(run, &found, some);
    }
    return result;
}

static int open_run(run_t *run, apr_pool_t *pool)
{
    cd_db_t *db;

    run->conn = cd_connect_conn(&run->job->how, pool);
    if (!run->conn) {
        return 0;
    }
    db = cd_db_begin(run->conn, run->job->cat, pool);
    if (cd_outbox_open(db, pool, &run->owner) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return 0;
    }
    return 1;
}

static void summarise(const cd_mail_counts_t *c)
{
    printf("%d sent, %d to be tried again, %d failed, %d given up, "
           "%d unwanted; %d may have been sent twice\n",
           c->sent, c->again, c->failed, c->given_up, c->unwanted, c->unsure);
    fflush(stdout);
}

static int worked(const cd_mail_counts_t *c)
{
    return c->sent || c->again || c->failed || c->given_up || c->unwanted
        || c->unsure;
}

/* Rounds on one connection; returns when that is of no more use. @a pause is
 * what to wait, longer after each failure. */
static void watch(run_t *run, int *pause, apr_pool_t *pool)
{
    int interval = run->job->conf.interval;
    cd_db_result_t result = CD_DB_OK;
    apr_pool_t *own;

    apr_pool_create(&own, pool);
    while (result == CD_DB_OK && !run->ended) {
        apr_pool_clear(own);
        memset(&run->counts, 0, sizeof(run->counts));
        result = round_of(run, own);
        if (worked(&run->counts)) {
            summarise(&run->counts);
        }
        *pause = run->stopped || result != CD_DB_OK ? 2 * *pause : interval;
        *pause = *pause > LONGEST_PAUSE ? LONGEST_PAUSE : *pause;
        ends_within(run, *pause);
    }
}

static int watch_for_ever(run_t *run, apr_pool_t *pool)
{
    int pause = run->job->conf.interval;
    apr_pool_t *own;

    apr_pool_create(&own, pool);
    while (!run->ended) {
        apr_pool_clear(own);
        if (open_run(run, own)) {
            watch(run, &pause, own);
        }
        else {
            pause = 2 * pause > LONGEST_PAUSE ? LONGEST_PAUSE : 2 * pause;
            ends_within(run, pause);
        }
    }
    return CD_EXIT_OK;
}

static int once(run_t *run, apr_pool_t *pool)
{
    cd_db_result_t result;

    if (!open_run(run, pool)) {
        return CD_EXIT_FAILED;
    }
    result = round_of(run, pool);
    summarise(&run->counts);
    return result != CD_DB_OK || run->stopped ? CD_EXIT_FAILED : CD_EXIT_OK;
}

int cd_mail_run(const cd_mail_job_t *job, int watching, apr_pool_t *pool)
{
    run_t run = { .job = job };

    sigemptyset(&run.ends);
    sigaddset(&run.ends, SIGTERM);
    sigaddset(&run.ends, SIGINT);
    sigprocmask(SIG_BLOCK, &run.ends, NULL);
    run.mailer = cd_mailer_create(&job->conf, pool);
    run.smtp = cd_smtp_create(&job->conf, pool);
    if (!run.smtp) {
        cd_complain("libcurl can't be used");
        return CD_EXIT_FAILED;
    }
    return watching ? watch_for_ever(&run, pool) : once(&run, pool);
}
