/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl ticket reply and note: a text on standard input, and files. */
#include <apr_strings.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../core/utf8.h"
#include "ticket.h"

#define MAX_TEXT (256 * 1024)

const char *cd_ticket_text(apr_pool_t *pool, const char **text)
{
    const char *composed;

    if (!cd_utf8_valid(*text, strlen(*text))
        || cd_utf8_control(*text, strlen(*text), 1)) {
        return "the text is no UTF-8, or has control characters";
    }
    composed = cd_utf8_nfc(pool, *text);
    *text = cd_utf8_trim(pool, composed ? composed : *text);
    if (!**text) {
        return "there is no text";
    }
    return cd_utf8_length(*text) > CD_TICKET_MESSAGE
        ? "the text is longer than 10000 characters"
        : NULL;
}

/* NULL: it said what is wrong. */
static const char *read_text(apr_pool_t *pool)
{
    char *buffer = apr_palloc(pool, MAX_TEXT + 1);
    size_t n = fread(buffer, 1, MAX_TEXT + 1, stdin);
    const char *text = buffer, *error;

    if (n > MAX_TEXT || ferror(stdin) || memchr(buffer, '\0', n)) {
        cd_complain("the text on standard input can't be read");
        return NULL;
    }
    buffer[n] = '\0';
    error = cd_ticket_text(pool, &text);
    if (error) {
        cd_complain("%s", error);
    }
    return error ? NULL : text;
}

static const char *own_name(apr_pool_t *pool)
{
    const struct passwd *user = getpwuid(geteuid());
    const char *name = user ? user->pw_gecos : NULL;

    if (name && *name && *name != ',') {
        return apr_pstrmemdup(pool, name, strcspn(name, ","));
    }
    return user ? apr_pstrdup(pool, user->pw_name) : "Support";
}

/* Copy a file into the spool. */
static int spool_file(apr_file_t *spool, const char *path, apr_off_t *end,
                      apr_array_header_t *files, apr_pool_t *pool)
{
    const char *slash = strrchr(path, '/');
    cd_file_t *file = apr_array_push(files);
    char buffer[8192];
    size_t n;
    FILE *in = fopen(path, "rb");

    file->field = "files";
    file->name = slash ? slash + 1 : path;
    file->offset = *end;
    while (in && (n = fread(buffer, 1, sizeof(buffer), in)) > 0) {
        if (apr_file_write_full(spool, buffer, n, NULL) != APR_SUCCESS) {
            break;
        }
        file->size += (apr_off_t) n;
        *end += (apr_off_t) n;
    }
    n = !in || !feof(in) || ferror(in);
    if (in) {
        fclose(in);
    }
    if (n) {
        cd_complain("%s can't be read", path);
    }
    (void) pool;
    return !n;
}

static int take_files(cd_db_t *db, const cd_ticket_job_t *job,
                      cd_attachments_t *made, apr_pool_t *pool)
{
    apr_array_header_t *files = apr_array_make(pool, 4, sizeof(cd_file_t));
    cd_attachment_rules_t rules;
    apr_int64_t account;
    apr_file_t *spool;
    const char *error;
    apr_off_t end = 0;
    int i;

    memset(made, 0, sizeof(*made));
    if (!job->attach->nelts) {
        return 1;
    }
    if (cd_spool_create(&spool, NULL, pool) != APR_SUCCESS) {
        cd_complain("no temporary file can be made");
        return 0;
    }
    for (i = 0; i < job->attach->nelts; i++) {
        if (!spool_file(spool, APR_ARRAY_IDX(job->attach, i, const char *),
                        &end, files, pool)) {
            return 0;
        }
    }
    if (cd_staff_account(db, job->number, &account) != CD_DB_OK
        || cd_attachment_rules(db, account, job->number, &rules) != CD_DB_OK) {
        cd_ticket_failed(db);
        return 0;
    }
    error = cd_attachments_check(pool, files, spool, &rules, made);
    if (error) {
        cd_complain("these files can't be attached: %s", error);
    }
    return !error;
}

int cd_ticket_write(cd_db_t *db, const cd_ticket_job_t *job, cd_staff_fn *how,
                    const char *done, apr_pool_t *pool)
{
    cd_staff_wish_t wish = { 0 };
    cd_attachments_t files = { 0 };
    cd_staff_result_t outcome;

    wish.number = job->number;
    wish.author = job->author ? job->author : own_name(pool);
    wish.now = apr_time_now();
    wish.status = job->close ? "closed" : job->status;
    wish.files = &files;
    if (!cd_utf8_valid(wish.author, strlen(wish.author))
        || cd_utf8_control(wish.author, strlen(wish.author), 0)
        || !*wish.author || cd_utf8_length(wish.author) > 100) {
        cd_complain("--author is no name");
        return CD_EXIT_USAGE;
    }
    wish.body = read_text(pool);
    if (!wish.body || !take_files(db, job, &files, pool)) {
        return CD_EXIT_FAILED;
    }
    return how(db, &wish, &outcome) == CD_DB_OK
        ? cd_ticket_told(job, outcome, done)
        : cd_ticket_failed(db);
}
