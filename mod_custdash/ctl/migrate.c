/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl migrate: applies what is missing of the schema, in order,
 * once, also when two run at a time or one was killed. */
#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/sqlcat_scan.h"
#include "ctl.h"

#define LOCK "custdash-migrate"
#define LOCK_WAIT 60 /* seconds */
#define MAX_FILE (64 * 1024 * 1024)

#define OPT_SQL 1001
#define OPT_SAMPLE 1002
#define OPT_STATUS 1003

static const apr_getopt_option_t options[] = {
    { "sql", OPT_SQL, 1, "folder with schema/ and sample/" },
    { "sample", OPT_SAMPLE, 0, "load the sample data into empty tables" },
    { "status", OPT_STATUS, 0, "only tell what is applied and what isn't" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

typedef struct {
    apr_pool_t *pool;
    MYSQL *mysql;
    const char *sql;
    int sample, status;
} job_t;

/* One statement; 0 when it failed, with the reason told. */
static int command(const job_t *job, const char *sql)
{
    if (mysql_real_query(job->mysql, sql, (unsigned long) strlen(sql))) {
        return 0;
    }
    mysql_free_result(mysql_store_result(job->mysql));
    return 1;
}

static int must(const job_t *job, const char *sql)
{
    if (command(job, sql)) {
        return 1;
    }
    cd_complain("%s\nwhile running: %.200s", mysql_error(job->mysql), sql);
    return 0;
}

/* The number in the first column of the first row, or @a none. */
static long number(const job_t *job, const char *sql, long none)
{
    MYSQL_RES *result;
    MYSQL_ROW row;
    long n = none;

    if (mysql_real_query(job->mysql, sql, (unsigned long) strlen(sql))
        || !(result = mysql_store_result(job->mysql))) {
        return none;
    }
    row = mysql_fetch_row(result);
    n = row && row[0] ? atol(row[0]) : none;
    mysql_free_result(result);
    return n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* The *.sql files of a folder by name, NULL when it can't be read. */
static apr_array_header_t *files_of(const job_t *job, const char *folder)
{
    apr_array_header_t *files = apr_array_make(job->pool, 16, sizeof(char *));
    apr_dir_t *dir;
    apr_finfo_t info;

    if (apr_dir_open(&dir, folder, job->pool) != APR_SUCCESS) {
        cd_complain("there is no folder %s (see --sql)", folder);
        return NULL;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        apr_size_t n = strlen(info.name);

        if (n > 4 && !strcmp(info.name + n - 4, ".sql")) {
            APR_ARRAY_PUSH(files, const char *) =
                apr_pstrdup(job->pool, info.name);
        }
    }
    apr_dir_close(dir);
    qsort(files->elts, files->nelts, sizeof(char *), by_text);
    return files;
}

static char *slurp(const job_t *job, const char *path)
{
    apr_file_t *file;
    apr_finfo_t info;
    char *text = NULL;
    apr_status_t rv;

    rv = apr_file_open(&file, path, APR_FOPEN_READ, 0, job->pool);
    if (rv == APR_SUCCESS) {
        rv = apr_file_info_get(&info, APR_FINFO_SIZE, file);
    }
    if (rv == APR_SUCCESS && info.size <= MAX_FILE) {
        text = apr_pcalloc(job->pool, (apr_size_t) info.size + 1);
        rv = apr_file_read_full(file, text, (apr_size_t) info.size, NULL);
        apr_file_close(file);
    }
    if (!text || rv != APR_SUCCESS) {
        cd_complain("can't read %s", path);
        return NULL;
    }
    return text;
}

/* The end of the statement that begins at @a s: its semicolon, or the end
 * of the text. */
static char *statement_end(char *s)
{
    while (*s && *s != ';') {
        const char *next = cd_sql_skip_quoted(s);

        s = next > s ? (char *) next : s + 1;
    }
    return s;
}

/* Past white space and comments. */
static char *statement_start(char *s)
{
    for (;;) {
        s += strspn(s, " \t\r\n");
        if (s[0] == '-' && s[1] == '-') {
            s += strcspn(s, "\n");
        }
        else {
            return s;
        }
    }
}

static int line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

/* Put down how far a migration is. */
static int note(const job_t *job, long version, long done)
{
    return must(job,
                apr_psprintf(job->pool,
                             "UPDATE schema_migration SET "
                             "statements = %ld WHERE version = %ld",
                             done, version));
}

/* A migration that was killed may have run one statement more than it put
 * down. That one, and no other, may find its work done. */
static int was_done(const job_t *job)
{
    static const unsigned int numbers[] = {
        ER_TABLE_EXISTS_ERROR,    ER_DUP_FIELDNAME,
        ER_DUP_KEYNAME,           ER_DUP_ENTRY,
        ER_TRG_ALREADY_EXISTS,    ER_BAD_TABLE_ERROR,
        ER_CANT_DROP_FIELD_OR_KEY
    };
    unsigned int number = mysql_errno(job->mysql), i;

    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (numbers[i] == number) {
            return 1;
        }
    }
    return 0;
}

/* Run the statements of a file behind the first @a done ones. With a
 * @a version each one is put down. */
static int run_file(const job_t *job, const char *path, long done,
                    long version, int resumed)
{
    char *text = slurp(job, path), *s, *end;
    long n = 0;

    if (!text) {
        return 0;
    }
    for (s = statement_start(text); *s; s = statement_start(s)) {
        char stop;

        end = statement_end(s);
        stop = *end;
        *end = '\0';
        if (n++ >= done) {
            if (!command(job, s)
                && !(resumed && n == done + 1 && was_done(job))) {
                cd_complain("%s:%d: %s", path, line_of(text, s),
                            mysql_error(job->mysql));
                return 0;
            }
            if (version && !note(job, version, n)) {
                return 0;
            }
        }
        *end = stop;
        s = stop ? end + 1 : end;
    }
    return 1;
}

static int apply(const job_t *job, const char *file, long version)
{
    apr_pool_t *pool = job->pool;
    const char *path = apr_pstrcat(pool, job->sql, "/schema/", file, NULL);
    long done = number(job,
                       apr_psprintf(pool,
                                    "SELECT statements FROM "
                                    "schema_migration WHERE version = "
                                    "%ld",
                                    version),
                       -1);

    printf("%s %s\n", done > 0 ? "resuming" : "applying", file);
    if (done < 0
        && !must(job,
                 apr_psprintf(pool,
                              "INSERT INTO "
                              "schema_migration (version, name, statements) "
                              "VALUES (%ld, '%s', 0)",
                              version, file))) {
        return 0;
    }
    return run_file(job, path, done < 0 ? 0 : done, version, done >= 0)
        && must(job,
                apr_psprintf(pool,
                             "UPDATE schema_migration SET "
                             "applied_at = UTC_TIMESTAMP() WHERE "
                             "version = %ld",
                             version));
}

static int is_applied(const job_t *job, long version)
{
    return number(job,
                  apr_psprintf(job->pool,
                               "SELECT COUNT(*) FROM "
                               "schema_migration WHERE version = %ld "
                               "AND applied_at IS NOT NULL",
                               version),
                  0)
        > 0;
}

static int apply_missing(const job_t *job)
{
    apr_array_header_t *files =
        files_of(job, apr_pstrcat(job->pool, job->sql, "/schema", NULL));
    int i, applied = 0;

    for (i = 0; files && i < files->nelts; i++) {
        const char *file = APR_ARRAY_IDX(files, i, const char *);
        long version = atol(file);

        if (version <= 0) {
            cd_complain("%s: the name of a migration begins with its number",
                        file);
            return 0;
        }
        if (job->status) {
            printf("%-9s %s\n",
                   is_applied(job, version) ? "applied" : "missing", file);
        }
        else if (!is_applied(job, version)) {
            applied++;
            if (!apply(job, file, version)) {
                return 0;
            }
        }
    }
    if (files && !job->status && !applied) {
        printf("the schema is up to date\n");
    }
    return files != NULL;
}

static int run_sample(const job_t *job, const char *file)
{
    return run_file(job,
                    apr_pstrcat(job->pool, job->sql, "/sample/", file, NULL),
                    0, 0, 0);
}

/* The numbered files, in one transaction. */
static int load_files(const job_t *job, const apr_array_header_t *files)
{
    int i;

    if (!must(job, "START TRANSACTION")) {
        return 0;
    }
    for (i = 0; i < files->nelts; i++) {
        const char *file = APR_ARRAY_IDX(files, i, const char *);

        if (atol(file) <= 0) {
            continue;
        }
        printf("loading sample/%s\n", file);
        if (!run_sample(job, file)) {
            command(job, "ROLLBACK");
            return 0;
        }
    }
    return must(job, "COMMIT");
}

/* All of it or nothing. Helper tables are made and dropped around the
 * transaction: either would end it. */
static int load_sample(const job_t *job)
{
    apr_array_header_t *files;
    int ok;

    if (number(job, "SELECT COUNT(*) FROM account", -1) > 0) {
        cd_complain("there are accounts already; sample data goes into "
                    "empty tables only");
        return 0;
    }
    files = files_of(job, apr_pstrcat(job->pool, job->sql, "/sample", NULL));
    if (!files || !run_sample(job, "after.sql")
        || !run_sample(job, "before.sql")) {
        return 0;
    }
    ok = load_files(job, files);
    return run_sample(job, "after.sql") && ok;
}

static int migrate(const job_t *job)
{
    int ok;

    if (job->status) {
        return apply_missing(job) ? CD_EXIT_OK : CD_EXIT_FAILED;
    }
    if (number(job,
               apr_psprintf(job->pool, "SELECT GET_LOCK('%s', %d)", LOCK,
                            LOCK_WAIT),
               0)
        != 1) {
        cd_complain("another migration is running for over %d seconds",
                    LOCK_WAIT);
        return CD_EXIT_FAILED;
    }
    ok = must(job,
              "CREATE TABLE IF NOT EXISTS schema_migration ("
              "version INT NOT NULL PRIMARY KEY, "
              "name VARCHAR(100) NOT NULL, "
              "statements INT NOT NULL DEFAULT 0, "
              "applied_at DATETIME NULL) ENGINE=InnoDB "
              "DEFAULT CHARSET=utf8mb4")
        && apply_missing(job);
    if (ok && job->sample) {
        ok = load_sample(job);
    }
    command(job, "DO RELEASE_LOCK('" LOCK "')");
    return ok ? CD_EXIT_OK : CD_EXIT_FAILED;
}

int cd_ctl_migrate(int argc, char **argv, apr_pool_t *pool)
{
    job_t job = { pool, NULL, CD_DATA_DIR "/sql", 0, 0 };
    cd_connect_t how = { 0 };
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        if (option == CD_OPT_HELP) {
            cd_usage("migrate [OPTION]…",
                     "Creates the tables, or brings "
                     "them up to this version.",
                     options);
            return CD_EXIT_OK;
        }
        job.sql = option == OPT_SQL ? value : job.sql;
        job.sample |= option == OPT_SAMPLE;
        job.status |= option == OPT_STATUS;
        cd_connect_option(&how, option, value);
    }
    if (rv != APR_EOF || state->ind < argc) {
        cd_complain("custdashctl migrate --help tells the options");
        return CD_EXIT_USAGE;
    }
    job.mysql = cd_connect(&how, pool);
    if (!job.mysql
        || !must(&job,
                 "SET SESSION time_zone = '+00:00', "
                 "sql_mode = 'STRICT_ALL_TABLES,"
                 "NO_ENGINE_SUBSTITUTION'")) {
        return CD_EXIT_FAILED;
    }
    return migrate(&job);
}
