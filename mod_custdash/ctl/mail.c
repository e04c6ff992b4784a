/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl mail: sends what is in the outbox, tells what is in it, and
 * tries the mail server. */
#include <apr_strings.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/theme.h"
#include "mail.h"
#include "rows.h"

#define OPT_CONFIG 1001
#define OPT_WATCH 1002
#define OPT_LIST 1003
#define OPT_STATE 1004
#define OPT_TEST 1005
#define OPT_LANG 1006
#define OPT_PURGE 1007
#define OPT_VERBOSE 1008
#define OPT_STATEMENTS 1009
#define OPT_QUERIES 1010

static const apr_getopt_option_t options[] = {
    { "config", OPT_CONFIG, 1,
      "settings (default: " CD_CONF_DIR "/mail.conf)" },
    { "watch", OPT_WATCH, 0, "go on until SIGTERM" },
    { "list", OPT_LIST, 0, "tell the mails that were not sent" },
    { "state", OPT_STATE, 1,
      "… those of a state: queued sending sent failed given-up unwanted" },
    CD_FORMAT_OPTION,
    { "test", OPT_TEST, 1, "ADDRESS: send a test there, past the outbox" },
    { "lang", OPT_LANG, 1, "language of the test (default: en)" },
    { "purge", OPT_PURGE, 1, "DAYS: throw away what ended before" },
    { "verbose", OPT_VERBOSE, 0, "tell of each mail" },
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    { "queries", OPT_QUERIES, 1,
      "a file that replaces some (again for more)" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

#define UNSENT 5
#define STATES 6

/* The last is the one that is no news. */
static const char *const states[STATES] = { "queued",   "sending",  "failed",
                                            "given-up", "unwanted", "sent" };

typedef struct {
    cd_mail_job_t run;
    const char *config, *folder, *state, *format, *test, *lang, *purge;
    apr_array_header_t *queries;
    int watch, list, help;
} job_t;

static int usage(int code)
{
    cd_usage("mail [OPTION]…",
             "Sends the e-mails that are due, in their receivers' languages.",
             options);
    return code;
}

static void take_flag(job_t *job, int option)
{
    job->watch |= option == OPT_WATCH;
    job->list |= option == OPT_LIST;
    job->run.verbose |= option == OPT_VERBOSE;
    job->help |= option == CD_OPT_HELP;
}

static void take_option(job_t *job, int option, const char *value)
{
    switch (option) {
    case OPT_CONFIG:
        job->config = value;
        break;
    case OPT_STATE:
        job->state = value;
        break;
    case CD_OPT_FORMAT:
        job->format = value;
        break;
    case OPT_TEST:
        job->test = value;
        break;
    case OPT_LANG:
        job->lang = value;
        break;
    case OPT_PURGE:
        job->purge = value;
        break;
    case OPT_STATEMENTS:
        job->folder = value;
        break;
    case OPT_QUERIES:
        APR_ARRAY_PUSH(job->queries, const char *) = value;
        break;
    default:
        if (!cd_connect_option(&job->run.how, option, value)) {
            take_flag(job, option);
        }
    }
}

static int is_state(const char *state)
{
    int i = 0;

    while (i < STATES && strcmp(states[i], state)) {
        i++;
    }
    return !*state || i < STATES;
}

static int is_days(const char *days)
{
    return *days && strlen(days) <= 5
        && strspn(days, "0123456789") == strlen(days);
}

/* False when the command line is wrong. */
static int take_options(job_t *job, int argc, char **argv, apr_pool_t *pool)
{
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        take_option(job, option, value);
    }
    return job->help
        || (rv == APR_EOF && state->ind == argc && is_state(job->state)
            && cd_rows_format(job->format)
            && (!job->purge || is_days(job->purge))
            && job->watch + job->list + !!job->test + !!job->purge < 2);
}

static const char *load(job_t *job, apr_pool_t *pool)
{
    cd_sqlcat_t *cat = cd_sqlcat_create(pool);
    const char *error = cd_sqlcat_read_folder(cat, job->folder);
    int i;

    for (i = 0; i < job->queries->nelts && !error; i++) {
        error = cd_sqlcat_read(
            cat, APR_ARRAY_IDX(job->queries, i, const char *), 1);
    }
    job->run.cat = cat;
    return error;
}

static int list(job_t *job, apr_pool_t *pool)
{
    cd_arg_t args[UNSENT];
    cd_db_t *db = cd_connect_db(&job->run.how, job->run.cat, pool);
    int i;

    for (i = 0; i < UNSENT; i++) {
        args[i].name = apr_psprintf(pool, "state%d", i + 1);
        args[i].value = cd_text_v(*job->state ? job->state : states[i]);
    }
    return db ? cd_rows_print(db, job->run.cat, "mail.outbox", args, UNSENT,
                              job->format, pool)
              : CD_EXIT_FAILED;
}

static int purge(job_t *job, apr_pool_t *pool)
{
    apr_time_t before =
        apr_time_now() - apr_time_from_sec(86400 * apr_atoi64(job->purge));
    cd_arg_t args[] = { { "before", cd_text_v(cd_clock_utc(before, pool)) } };
    cd_db_t *db = cd_connect_db(&job->run.how, job->run.cat, pool);
    apr_int64_t gone = 1, all = 0;

    while (db && gone > 0) {
        if (cd_db_exec(db, "mail.purge", args, 1, &gone, NULL) != CD_DB_OK) {
            cd_complain("%s", cd_db_error(db));
            return CD_EXIT_FAILED;
        }
        all += gone;
    }
    if (db) {
        printf("%" APR_INT64_T_FMT " mails thrown away\n", all);
    }
    return db ? CD_EXIT_OK : CD_EXIT_FAILED;
}

/* Without the database: is the mail server's answer the one that is hoped
 * for? */
static int test(job_t *job, apr_pool_t *pool)
{
    const char *now = cd_clock_utc(apr_time_now(), pool);
    cd_outgoing_t mail = {
        .template = "test",
        .category = "security",
        .to = job->test,
        .language = job->lang,
        .fields =
            apr_pstrcat(pool, "<fields when=\"", apr_pstrndup(pool, now, 10),
                        "T", now + 11, "Z\"/>", NULL),
    };
    cd_mailer_t *mailer = cd_mailer_create(&job->run.conf, pool);
    cd_smtp_t *smtp = cd_smtp_create(&job->run.conf, pool);
    const char *answer = "libcurl can't be used";
    cd_mail_result_t became = CD_MAIL_SERVER;
    cd_made_mail_t made;
    const char *error =
        cd_mailer_make(mailer, &mail, apr_time_now(), &made, pool);

    if (!error && smtp) {
        became = cd_smtp_send(smtp, &made, &answer, pool);
    }
    if (became == CD_MAIL_SENT) {
        printf("sent to %s: %s\n", job->test, answer);
        return CD_EXIT_OK;
    }
    cd_complain("not sent: %s", error ? error : answer);
    return CD_EXIT_FAILED;
}

static int run(job_t *job, apr_pool_t *pool)
{
    const char *error = load(job, pool);

    if (!error && !job->list && !job->purge) {
        error = cd_mail_conf_read(&job->run.conf, job->config, pool);
    }
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    if (job->list) {
        return list(job, pool);
    }
    if (job->purge) {
        return purge(job, pool);
    }
    cd_theme_init();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    signal(SIGPIPE, SIG_IGN); /* a server that hangs up is an error only */
    return job->test ? test(job, pool)
                     : cd_mail_run(&job->run, job->watch, pool);
}

int cd_ctl_mail(int argc, char **argv, apr_pool_t *pool)
{
    job_t job = { .config = CD_CONF_DIR "/mail.conf",
                  .folder = CD_DATA_DIR "/sql/queries",
                  .state = "",
                  .format = "table",
                  .lang = "en" };
    int right;

    job.queries = apr_array_make(pool, 2, sizeof(char *));
    right = take_options(&job, argc, argv, pool);
    return !right || job.help ? usage(right ? CD_EXIT_OK : CD_EXIT_USAGE)
                              : run(&job, pool);
}
