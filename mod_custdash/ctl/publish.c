/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl news|guide|banner|shortcut|status: what staff publishes. */
#include "publish.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"
#include "rows.h"

#define OPT_STATEMENTS 1001
#define OPT_FILE 1002
#define OPT_PICTURE 1003
#define OPT_PUBLISH 1004
#define HASH_BYTES 16

static const apr_getopt_option_t options[] = {
    { "file", OPT_FILE, 1, "read the form there (-: standard input)" },
    { "picture", OPT_PICTURE, 1, "of a banner: PNG, JPEG or GIF" },
    { "publish", OPT_PUBLISH, 0, "with add: publish it at once" },
    CD_FORMAT_OPTION,
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

static int failed(const cd_p_job_t *job)
{
    cd_complain("%s", cd_db_error(job->db));
    return CD_EXIT_FAILED;
}

static int missing(const cd_p_job_t *job)
{
    cd_complain("there is no %s %" APR_INT64_T_FMT, job->kind->name, job->id);
    return CD_EXIT_FAILED;
}

/* ---- the form */

static int take_picture(cd_p_job_t *job)
{
    unsigned char digest[HASH_BYTES];
    const char *error;
    char *hex;
    int i;

    if (!job->picture) {
        return 1;
    }
    job->picture_data =
        cd_editor_read(job->pool, job->picture, &job->picture_len);
    if (!job->picture_data) {
        return 0;
    }
    error = cd_picture_read((const unsigned char *) job->picture_data,
                            job->picture_len, &job->frame);
    if (error) {
        cd_complain("%s: this picture can't be used: %s", job->picture, error);
        return 0;
    }
    cd_digest(digest, HASH_BYTES, job->picture_data, job->picture_len);
    hex = apr_palloc(job->pool, 2 * HASH_BYTES + 1);
    for (i = 0; i < HASH_BYTES; i++) {
        apr_snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
    job->picture_hash = hex;
    return 1;
}

/* What the form says, checked; NULL: it is said what is wrong. */
static apr_table_t *read_form(cd_p_job_t *job, const cd_p_kind_t *kind,
                              const char *name, const char *text)
{
    cd_p_reader_t r = { kind, job->db, job->pool, job->now, 0 };
    apr_table_t *values = cd_p_read(&r, name, text);

    if (job->picture_hash) {
        apr_table_setn(values, "picture", job->picture_hash);
    }
    if (!r.errors && !strcmp(kind->name, "banner")
        && !apr_table_get(values, "title") && !apr_table_get(values, "text")
        && !apr_table_get(values, "picture")) {
        cd_complain("%s: a banner has a Title, a text or a picture", name);
        r.errors++;
    }
    return r.errors ? NULL : values;
}

/* From the file or the editor. *path: the editor's, to be removed. */
static const char *get_text(cd_p_job_t *job, const cd_p_kind_t *kind,
                            const apr_table_t *values, const char **path)
{
    cd_p_reader_t r = { kind, job->db, job->pool, job->now, 0 };
    const char *form, *text;
    apr_size_t len;

    *path = NULL;
    if (job->file) {
        return cd_editor_read(job->pool, job->file, &len);
    }
    form = cd_p_write(&r, values, 1);
    text = cd_editor_run(job->pool, form, path);
    if (text && !strcmp(text, form)) {
        cd_complain("nothing was changed");
        cd_editor_done(job->pool, *path);
        return NULL;
    }
    return text;
}

static int keep_text(const char *path)
{
    if (path) {
        cd_complain("the text is kept: mend %s and give it with --file", path);
    }
    return CD_EXIT_FAILED;
}

static int say_result(cd_p_job_t *job, cd_db_result_t result, const char *path,
                      const char *done)
{
    if (result == CD_DB_DUPLICATE) {
        cd_complain("there is one of that name and language already");
        return keep_text(path);
    }
    if (result != CD_DB_OK) {
        failed(job);
        return keep_text(path);
    }
    if (job->gone) {
        cd_complain("somebody has changed or removed it meanwhile");
        return keep_text(path);
    }
    cd_editor_done(job->pool, path);
    printf("%s %" APR_INT64_T_FMT " %s\n", job->kind->name, job->id, done);
    return CD_EXIT_OK;
}

/* Add a new one, or edit what job->before is. */
static int write_one(cd_p_job_t *job, const char *done)
{
    const char *path, *text;

    if (!take_picture(job)) {
        return CD_EXIT_FAILED;
    }
    if (job->picture_hash && job->before) {
        apr_table_setn(job->before, "picture", job->picture_hash);
    }
    text = get_text(job, job->kind, job->before, &path);
    if (!text) {
        return CD_EXIT_FAILED;
    }
    job->values =
        read_form(job, job->kind, job->file ? job->file : path, text);
    if (!job->values) {
        return keep_text(path);
    }
    return say_result(job, cd_db_transaction(job->db, cd_p_save, job), path,
                      done);
}

/* ---- the wishes */

static int add(cd_p_job_t *job)
{
    return write_one(job, job->publish ? "published" : "is a draft");
}

static int edit(cd_p_job_t *job)
{
    if (cd_p_get(job, &job->before) != CD_DB_OK) {
        return failed(job);
    }
    if (!job->before) {
        return missing(job);
    }
    if (job->file || job->picture) {
        apr_table_t *read = job->before;

        /* a file says all; a new picture alone leaves the rest */
        if (job->file) {
            job->before = NULL;
            return write_one(job, "changed");
        }
        job->values = read;
        if (!take_picture(job)) {
            return CD_EXIT_FAILED;
        }
        job->before = NULL;
        apr_table_setn(job->values, "picture", job->picture_hash);
        return say_result(job, cd_db_transaction(job->db, cd_p_save, job),
                          NULL, "changed");
    }
    return write_one(job, "changed");
}

static int list(cd_p_job_t *job)
{
    return cd_rows_print(job->db, job->cat, job->kind->list, NULL, 0,
                         job->format, job->pool);
}

static int show(cd_p_job_t *job)
{
    cd_arg_t args[] = { { "id", cd_int_v(job->id) } };
    cd_p_reader_t r = { job->kind, job->db, job->pool, job->now, 0 };
    apr_table_t *values;

    if (cd_p_get(job, &values) != CD_DB_OK) {
        return failed(job);
    }
    if (!values) {
        return missing(job);
    }
    if (!strcmp(job->format, "xml")) {
        return cd_rows_print(job->db, job->cat, job->kind->get, args, 1, "xml",
                             job->pool);
    }
    printf("# %s %" APR_INT64_T_FMT ": %s\n%s", job->kind->name, job->id,
           apr_table_get(values, "state"), cd_p_write(&r, values, 0));
    return CD_EXIT_OK;
}

static int set_state(cd_p_job_t *job, const char *state)
{
    cd_arg_t args[] = { { "id", cd_int_v(job->id) },
                        { "state", cd_text_v(state) } };
    apr_table_t *values;

    if (cd_p_get(job, &values) != CD_DB_OK) {
        return failed(job);
    }
    if (!values) {
        return missing(job);
    }
    if (cd_db_exec(job->db, job->kind->state, args, 2, NULL, NULL)
        != CD_DB_OK) {
        return failed(job);
    }
    printf("%s %" APR_INT64_T_FMT " %s\n", job->kind->name, job->id, state);
    return CD_EXIT_OK;
}

static int publish(cd_p_job_t *job)
{
    return set_state(job, "published");
}

static int retire(cd_p_job_t *job)
{
    return set_state(job, "retired");
}

static int remove_one(cd_p_job_t *job)
{
    if (cd_db_transaction(job->db, cd_p_drop, job) != CD_DB_OK) {
        return failed(job);
    }
    if (job->gone) {
        return missing(job);
    }
    printf("%s %" APR_INT64_T_FMT " removed\n", job->kind->name, job->id);
    return CD_EXIT_OK;
}

static int update(cd_p_job_t *job)
{
    const char *path, *text;
    apr_table_t *values;

    if (cd_p_get(job, &values) != CD_DB_OK) {
        return failed(job);
    }
    if (!values) {
        return missing(job);
    }
    apr_table_unset(values, "body");
    text = get_text(job, &cd_p_update, values, &path);
    if (!text) {
        return CD_EXIT_FAILED;
    }
    job->values =
        read_form(job, &cd_p_update, job->file ? job->file : path, text);
    if (!job->values) {
        return keep_text(path);
    }
    return say_result(job, cd_db_transaction(job->db, cd_p_say, job), path,
                      "updated");
}

static const struct {
    const char *name;
    int (*run)(cd_p_job_t *job);
    int takes_id;
    const char *only; /* of this kind */
} wishes[] = {
    { "add", add, 0, NULL },           { "edit", edit, 1, NULL },
    { "list", list, 0, NULL },         { "show", show, 1, NULL },
    { "publish", publish, 1, NULL },   { "retire", retire, 1, NULL },
    { "remove", remove_one, 1, NULL }, { "update", update, 1, "status" }
};

#define WISHES (sizeof(wishes) / sizeof(wishes[0]))

/* ---- the command line */

static int usage(const cd_p_job_t *job, int code)
{
    int is_status = !strcmp(job->kind->name, "status");

    cd_usage(apr_pstrcat(job->pool, job->kind->name,
                         " add|list|edit ID|show ID|publish ID|retire ID|"
                         "remove ID",
                         is_status ? "|update ID" : "", " [OPTION]…", NULL),
             apr_pstrcat(job->pool, "Looks after ", job->kind->summary,
                         ". add and edit open a form in $VISUAL, $EDITOR or "
                         "vi: headers, an empty line",
                         job->kind->body ? ", the text in Markdown." : ".",
                         NULL),
             options);
    return code;
}

static void take_option(cd_p_job_t *job, int option, const char *value)
{
    switch (option) {
    case OPT_FILE:
        job->file = value;
        break;
    case OPT_PICTURE:
        job->picture = value;
        break;
    case CD_OPT_FORMAT:
        job->format = value;
        break;
    case OPT_STATEMENTS:
        job->folder = value;
        break;
    default:
        job->publish |= option == OPT_PUBLISH;
        job->help |= option == CD_OPT_HELP;
        cd_connect_option(&job->how, option, value);
    }
}

/* 0: the command line is wrong. */
static int take_wish(cd_p_job_t *job, const char *const *args, int n,
                     size_t *wish)
{
    size_t i = 0;

    while (n && i < WISHES && strcmp(wishes[i].name, args[0])) {
        i++;
    }
    if (!n || i == WISHES
        || (wishes[i].only && strcmp(wishes[i].only, job->kind->name))
        || n != 1 + wishes[i].takes_id || !cd_rows_format(job->format)
        || (job->picture && strcmp(job->kind->name, "banner"))) {
        return 0;
    }
    if (wishes[i].takes_id) {
        job->id =
            args[1][strspn(args[1], "0123456789")] || strlen(args[1]) > 18
            ? 0
            : apr_atoi64(args[1]);
    }
    *wish = i;
    return !wishes[i].takes_id || job->id > 0;
}

static int start(cd_p_job_t *job, size_t wish)
{
    const char *error;

    job->now = cd_clock_utc(apr_time_now(), job->pool);
    job->cat = cd_sqlcat_create(job->pool);
    error = cd_sqlcat_read_folder(job->cat, job->folder);
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    job->db = cd_connect_db(&job->how, job->cat, job->pool);
    return job->db ? wishes[wish].run(job) : CD_EXIT_FAILED;
}

int cd_ctl_publish(int argc, char **argv, apr_pool_t *pool)
{
    cd_p_job_t *job = apr_pcalloc(pool, sizeof(*job));
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;
    size_t wish;

    job->pool = pool;
    job->folder = CD_DATA_DIR "/sql/queries";
    job->format = "table";
    for (job->kind = cd_p_kinds; strcmp(job->kind->name, argv[0]);
         job->kind++) {
    }
    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    state->interleave = 1;
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        take_option(job, option, value);
    }
    if (job->help) {
        return usage(job, CD_EXIT_OK);
    }
    if (rv != APR_EOF
        || !take_wish(job, state->argv + state->ind, argc - state->ind,
                      &wish)) {
        return usage(job, CD_EXIT_USAGE);
    }
    return start(job, wish);
}
