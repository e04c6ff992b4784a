/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl ticket: what staff does with support tickets. */
#include "ticket.h"

#include <apr_strings.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

enum {
    OPT_STATUS = 1001,
    OPT_DEPARTMENT,
    OPT_TO,
    OPT_PRIORITY,
    OPT_ACCOUNT,
    OPT_AUTHOR,
    OPT_INTO,
    OPT_ATTACH,
    OPT_CLOSE,
    OPT_RECIPIENT,
    OPT_OUTPUT,
    OPT_LIMIT,
    OPT_BEFORE,
    OPT_DRY_RUN,
    OPT_STATEMENTS
};

static const apr_getopt_option_t options[] = {
    { "status", OPT_STATUS, 1,
      "list: these, with commas, or all; reply, assign: what it becomes" },
    { "department", OPT_DEPARTMENT, 1, "list, assign: by its name" },
    { "to", OPT_TO, 1, "list, assign: who of staff looks after it" },
    { "priority", OPT_PRIORITY, 1, "assign: low medium high" },
    { "account", OPT_ACCOUNT, 1, "list: of that account" },
    { "limit", OPT_LIMIT, 1, "list: so many at most (500)" },
    { "author", OPT_AUTHOR, 1,
      "reply, note: who says so (default: you, as the system knows you)" },
    { "attach", OPT_ATTACH, 1, "reply: a file (again for more)" },
    { "close", OPT_CLOSE, 0, "reply: and close the ticket" },
    { "into", OPT_INTO, 1, "merge: the ticket where all goes" },
    { "output", OPT_OUTPUT, 1, "file: where it goes; nothing is there yet" },
    { "before", OPT_BEFORE, 1, "purge: closed before that day (UTC)" },
    { "dry-run", OPT_DRY_RUN, 0, "purge: say what would go, change nothing" },
    { "recipient", OPT_RECIPIENT, 1, "pipe: the address that it came to" },
    CD_FORMAT_OPTION,
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

static const char *const statuses[] = {
    "open",   "answered", "customer-reply", "in-progress", "on-hold",
    "closed", NULL
};

static int usage(int code)
{
    cd_usage("ticket list [OPTION]…\n"
             "       custdashctl ticket show|reply|note|assign|close NUMBER "
             "[OPTION]…\n"
             "       custdashctl ticket file NUMBER ID --output FILE "
             "[OPTION]…\n"
             "       custdashctl ticket merge NUMBER --into NUMBER "
             "[OPTION]…\n"
             "       custdashctl ticket purge --before DAY [OPTION]…\n"
             "       custdashctl ticket pipe [OPTION]…",
             "reply and note read their text, in Markdown, from standard "
             "input; pipe reads a mail.\nThe customer is told by mail of "
             "answers and when a ticket is closed; notes are for staff "
             "alone.",
             options);
    return code;
}

static void take_option(cd_ticket_job_t *job, int option, const char *value)
{
    const struct {
        int option;
        const char **field;
    } texts[] = {
        { OPT_STATUS, &job->status },   { OPT_DEPARTMENT, &job->department },
        { OPT_TO, &job->assignee },     { OPT_PRIORITY, &job->priority },
        { OPT_ACCOUNT, &job->account }, { OPT_AUTHOR, &job->author },
        { OPT_INTO, &job->into },       { OPT_RECIPIENT, &job->recipient },
        { OPT_OUTPUT, &job->output },   { OPT_STATEMENTS, &job->folder },
        { OPT_LIMIT, &job->most },      { OPT_BEFORE, &job->before },
        { CD_OPT_FORMAT, &job->format }
    };
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i].option == option) {
            *texts[i].field = value;
            return;
        }
    }
    if (option == OPT_ATTACH) {
        APR_ARRAY_PUSH(job->attach, const char *) = value;
    }
    job->close |= option == OPT_CLOSE;
    job->dry_run |= option == OPT_DRY_RUN;
    job->help |= option == CD_OPT_HELP;
    cd_connect_option(&job->how, option, value);
}

static int is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(*words, word)) {
        words++;
    }
    return *words != NULL;
}

int cd_ticket_failed(cd_db_t *db)
{
    cd_complain("%s", cd_db_error(db));
    return CD_EXIT_FAILED;
}

int cd_ticket_told(const cd_ticket_job_t *job, cd_staff_result_t outcome,
                   const char *done)
{
    static const char *const words[] = {
        [CD_STAFF_NO_TICKET] = "there is no such ticket, or it is the same",
        [CD_STAFF_MERGED] = "its messages are in another ticket now",
        [CD_STAFF_NO_DEPARTMENT] = "there is no such department",
        [CD_STAFF_OTHER_ACCOUNT] = "the two are of different customers",
        [CD_STAFF_OTHER_SUBJECT] =
            "it is about a service or domain that the other one is not about; "
            "members of the account may see the one and not the other"
    };

    if (outcome != CD_STAFF_DONE) {
        cd_complain("ticket %s: %s", job->number, words[outcome]);
        return CD_EXIT_FAILED;
    }
    printf("ticket %s %s\n", job->number, done);
    return CD_EXIT_OK;
}

static int reply(cd_db_t *db, const cd_ticket_job_t *job,
                 const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    return cd_ticket_write(db, job, cd_staff_answer,
                           job->close ? "answered and closed" : "answered",
                           pool);
}

static int note(cd_db_t *db, const cd_ticket_job_t *job,
                const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    return cd_ticket_write(db, job, cd_staff_note, "has a note", pool);
}

static int change(cd_db_t *db, const cd_ticket_job_t *job, cd_staff_fn *how,
                  const char *done)
{
    cd_staff_wish_t wish = { 0 };
    cd_staff_result_t outcome;

    wish.number = job->number;
    wish.status = job->status;
    wish.assignee = job->assignee;
    wish.department = job->department;
    wish.priority = job->priority;
    wish.into = job->into;
    wish.now = apr_time_now();
    return how(db, &wish, &outcome) == CD_DB_OK
        ? cd_ticket_told(job, outcome, done)
        : cd_ticket_failed(db);
}

static int assign(cd_db_t *db, const cd_ticket_job_t *job,
                  const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    (void) pool;
    if (!job->assignee && !job->department && !job->priority && !job->status) {
        cd_complain("assign needs --to, --department, --priority or "
                    "--status");
        return CD_EXIT_USAGE;
    }
    return change(db, job, cd_staff_assign, "changed");
}

static int close_it(cd_db_t *db, const cd_ticket_job_t *job,
                    const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    (void) pool;
    return change(db, job, cd_staff_close, "is closed");
}

static int merge(cd_db_t *db, const cd_ticket_job_t *job,
                 const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    (void) pool;
    if (!job->into) {
        cd_complain("merge needs --into");
        return CD_EXIT_USAGE;
    }
    return change(db, job, cd_staff_merge, "is merged");
}

static int show(cd_db_t *db, const cd_ticket_job_t *job,
                const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    return cd_ticket_show(db, job->number, job->format, pool);
}

static int list(cd_db_t *db, const cd_ticket_job_t *job,
                const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    const char *status =
        job->status ? job->status : "open,customer-reply,in-progress";
    cd_arg_t args[] = { { "status", cd_text_v(status) },
                        { "department", cd_text_v(job->department) },
                        { "assignee", cd_text_v(job->assignee) },
                        { "account", cd_text_v(job->account) },
                        { "most", cd_int_v(0) } };
    char *end = "";
    long most = job->most ? strtol(job->most, &end, 10) : 500;

    if (*end || most < 1 || most > 1000000) {
        cd_complain("--limit is a number from 1 to 1000000");
        return CD_EXIT_USAGE;
    }
    if (!strcmp(status, "all")) {
        args[0].value = cd_text_v("open,answered,customer-reply,in-progress,"
                                  "on-hold,closed");
    }
    return cd_rows_print_most(db, cat, "tickets.of-staff", args, 5, (int) most,
                              job->format, pool);
}

static int save_file(cd_db_t *db, const cd_ticket_job_t *job,
                     const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    return cd_ticket_save(db, job, pool);
}

static int purge(cd_db_t *db, const cd_ticket_job_t *job,
                 const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    (void) cat;
    return cd_ticket_purge(db, job, pool);
}

static const struct {
    const char *name;
    int (*run)(cd_db_t *db, const cd_ticket_job_t *job, const cd_sqlcat_t *cat,
               apr_pool_t *pool);
    int numbers; /* that stand on the command line */
} wishes[] = { { "list", list, 0 },     { "show", show, 1 },
               { "reply", reply, 1 },   { "note", note, 1 },
               { "assign", assign, 1 }, { "close", close_it, 1 },
               { "merge", merge, 1 },   { "file", save_file, 2 },
               { "purge", purge, 0 } };

#define WISHES (sizeof(wishes) / sizeof(wishes[0]))

static size_t find_wish(const char *name)
{
    size_t i;

    for (i = 0; i < WISHES && strcmp(wishes[i].name, name) != 0; i++) {
    }
    return i;
}

/* "#T-30012" is T-30012. */
static const char *without_sign(const char *number)
{
    return number && *number == '#' ? number + 1 : number;
}

/* A list may name several, or all. It says what is wrong. */
static int right_status(const cd_ticket_job_t *job, apr_pool_t *pool)
{
    char *words = job->status ? apr_pstrdup(pool, job->status) : NULL;
    char *next, *word;
    int many = !strcmp(job->wish, "list");

    if (!words || (many && !strcmp(words, "all"))) {
        return 1;
    }
    for (word = many ? apr_strtok(words, ",", &next) : words; word;
         word = many ? apr_strtok(NULL, ",", &next) : NULL) {
        if (!is_one_of(word, statuses)) {
            cd_complain("%s is none of open, answered, customer-reply, "
                        "in-progress, on-hold, closed",
                        word);
            return 0;
        }
    }
    return 1;
}

/* False when the command line is wrong. */
static int take_options(cd_ticket_job_t *job, int argc, char **argv,
                        apr_pool_t *pool)
{
    static const char *const priorities[] = { "low", "medium", "high", NULL };
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option, left;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    state->interleave = 1;
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        take_option(job, option, value);
    }
    left = argc - state->ind;
    job->wish = left > 0 ? state->argv[state->ind] : "";
    job->number = left > 1 ? without_sign(state->argv[state->ind + 1]) : NULL;
    job->file = left > 2 ? without_sign(state->argv[state->ind + 2]) : NULL;
    job->into = without_sign(job->into);
    if (rv != APR_EOF || !cd_rows_format(job->format)
        || (job->priority && !is_one_of(job->priority, priorities))
        || !right_status(job, pool)) {
        return 0;
    }
    if (!strcmp(job->wish, "pipe")) {
        return left == 1;
    }
    return find_wish(job->wish) < WISHES
        && left == 1 + wishes[find_wish(job->wish)].numbers;
}

int cd_ctl_ticket(int argc, char **argv, apr_pool_t *pool)
{
    cd_ticket_job_t job = { .folder = CD_DATA_DIR "/sql/queries",
                            .format = "table" };
    cd_sqlcat_t *cat = cd_sqlcat_create(pool);
    const char *error;
    cd_db_t *db;
    int right;

    job.attach = apr_array_make(pool, 2, sizeof(char *));
    right = take_options(&job, argc, argv, pool);
    if (!right || job.help) {
        return usage(job.help ? CD_EXIT_OK : CD_EXIT_USAGE);
    }
    if (!strcmp(job.wish, "pipe")) {
        return cd_ticket_pipe(&job, pool);
    }
    error = cd_sqlcat_read_folder(cat, job.folder);
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    db = cd_connect_db(&job.how, cat, pool);
    return db ? wishes[find_wish(job.wish)].run(db, &job, cat, pool)
              : CD_EXIT_FAILED;
}
