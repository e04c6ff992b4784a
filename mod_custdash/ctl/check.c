/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl check: prepares every statement on the real database, holds
 * its columns against the contract, and on request tells full scans. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../pages/pages.h"
#include "ctl.h"

#define OPT_STATEMENTS 1001
#define OPT_QUERIES 1002
#define OPT_EXPLAIN 1003
#define OPT_SET 1004
#define OPT_VERBOSE 1005
#define MAX_SETS 40

static const apr_getopt_option_t options[] = {
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    { "queries", OPT_QUERIES, 1,
      "a file that replaces some (again for more)" },
    { "explain", OPT_EXPLAIN, 0, "tell tables that are read as a whole" },
    { "set", OPT_SET, 1, "NAME=VALUE of a parameter, for --explain" },
    { "verbose", OPT_VERBOSE, 0, "tell also what is right" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

typedef struct {
    apr_pool_t *pool;
    cd_sqlcat_t *cat;
    cd_connect_t how;
    MYSQL *mysql;
    cd_db_t *db;
    int explain, verbose;
    cd_arg_t sets[MAX_SETS];
    int nsets;
    int checked, failed, scans;
    const cd_stmt_t *stmt; /* the one being explained */
} job_t;

static void wrong(job_t *job, const cd_stmt_t *stmt, const char *what)
{
    job->failed++;
    printf("%s:%d: %s: %s\n", stmt->file, stmt->line, stmt->name, what);
}

static int listed(const apr_array_header_t *list, const char *name)
{
    int i;

    for (i = 0; i < list->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(list, i, const char *), name)) {
            return 1;
        }
    }
    return 0;
}

/* NULL, or how the columns differ from the contract. */
static const char *compare_columns(const cd_stmt_t *stmt, MYSQL_RES *meta,
                                   apr_pool_t *pool)
{
    unsigned int n = meta ? mysql_num_fields(meta) : 0, i;
    const MYSQL_FIELD *field = meta ? mysql_fetch_fields(meta) : NULL;
    apr_array_header_t *names = apr_array_make(pool, 16, sizeof(char *));
    int j;

    for (i = 0; i < n; i++) {
        APR_ARRAY_PUSH(names, const char *) = field[i].name;
        if (strncmp(field[i].name, "key", 3)
            && !listed(stmt->columns, field[i].name)) {
            return apr_pstrcat(pool, "the contract has no column ",
                               field[i].name, NULL);
        }
    }
    for (j = 0; j < stmt->columns->nelts; j++) {
        const char *name = APR_ARRAY_IDX(stmt->columns, j, const char *);

        if (!listed(names, name)) {
            return apr_pstrcat(pool, "the column ", name, " is missing", NULL);
        }
    }
    return NULL;
}

static void prepare(job_t *job, const cd_stmt_t *stmt,
                    const cd_variant_t *variant)
{
    const cd_sql_t *sql = cd_stmt_compose(stmt, variant, job->pool);
    MYSQL_STMT *handle = mysql_stmt_init(job->mysql);
    MYSQL_RES *meta;
    const char *error;

    job->checked++;
    if (mysql_stmt_prepare(handle, sql->text,
                           (unsigned long) strlen(sql->text))) {
        wrong(job, stmt, mysql_stmt_error(handle));
        mysql_stmt_close(handle);
        return;
    }
    meta = mysql_stmt_result_metadata(handle);
    error = compare_columns(stmt, meta, job->pool);
    if (error) {
        wrong(job, stmt, error);
    }
    if (meta) {
        mysql_free_result(meta);
    }
    mysql_stmt_close(handle);
}

static cd_db_result_t take_plan(void *baton, const cd_row_t *row)
{
    job_t *job = baton;
    const char *table = cd_row_get(row, "table");
    const char *type = cd_row_get(row, "type");
    const char *what = cd_row_get(row, "select_type");

    if (table && type && table[0] != '<' && strcmp(what ? what : "", "INSERT")
        && (!strcmp(type, "ALL") || !strcmp(type, "index"))) {
        job->scans++;
        printf("scan %s %s %s rows=%s\n", job->stmt->name, table, type,
               cd_row_get(row, "rows"));
    }
    return CD_DB_OK;
}

/* The same statement behind EXPLAIN, with a number of its own so that both
 * can be prepared. */
static void explain(job_t *job, const cd_stmt_t *stmt,
                    const cd_variant_t *variant)
{
    cd_stmt_t plan = *stmt;

    plan.id += 1 + cd_sqlcat_all(job->cat)->nelts;
    plan.text = apr_pstrcat(job->pool, "EXPLAIN ", stmt->text, NULL);
    job->stmt = stmt;
    if (cd_db_select(job->db, &plan, variant, job->sets, job->nsets, take_plan,
                     job)
        != CD_DB_OK) {
        wrong(job, stmt, cd_db_error(job->db));
    }
}

/* What nobody set is 1: an id, a yes, a text. */
static void set_defaults(job_t *job, const cd_stmt_t *stmt)
{
    static const char *const more[] = { "after1", "after2", "after3",
                                        "after4" };
    cd_arg_t *args = apr_pcalloc(job->pool, 64 * sizeof(*args));
    int n = 0, i;

    for (i = 0; i < stmt->params->nelts && n < 56; i++) {
        args[n].name = APR_ARRAY_IDX(stmt->params, i, const char *);
        args[n++].value = cd_text_v("1");
    }
    for (i = 0; i < 4; i++) {
        args[n].name = more[i];
        args[n++].value = cd_text_v("2");
    }
    for (i = 0; i < stmt->choices->nelts && n < 63; i++) {
        args[n].name = APR_ARRAY_IDX(stmt->choices, i, cd_choice_t).filter;
        args[n++].value =
            cd_text_v(APR_ARRAY_IDX(stmt->choices, i, cd_choice_t).value);
    }
    cd_db_defaults(job->db, args, n);
}

/* What differs for narrowed viewers is two texts. */
static void check_variant(job_t *job, const cd_stmt_t *stmt, cd_variant_t v)
{
    for (v.whole = 0; v.whole <= stmt->narrows; v.whole++) {
        prepare(job, stmt, &v);
        if (job->explain) {
            set_defaults(job, stmt);
            explain(job, stmt, &v);
        }
    }
}

static void check_list(job_t *job, const cd_stmt_t *stmt)
{
    cd_variant_t v = { 0 };
    int i;

    for (v.sort = 0; v.sort < stmt->sorts->nelts; v.sort++) {
        for (i = 0; i < 6; i++) {
            v.reversed = i & 1;
            v.after = i / 2 > 0;
            v.before = i / 2 > 1;
            check_variant(job, stmt, v);
        }
    }
    memset(&v, 0, sizeof(v));
    for (i = 0; i < stmt->choices->nelts; i++) {
        v.chosen[0] = i + 1;
        check_variant(job, stmt, v);
    }
}

static int check_all(job_t *job)
{
    const apr_array_header_t *all = cd_sqlcat_all(job->cat);
    int i, failed;

    for (i = 0; i < all->nelts; i++) {
        const cd_stmt_t *stmt = APR_ARRAY_IDX(all, i, const cd_stmt_t *);

        failed = job->failed;
        if (stmt->sorts->nelts > 0) {
            check_list(job, stmt);
        }
        else {
            check_variant(job, stmt, (cd_variant_t){ 0 });
        }
        if (job->verbose && failed == job->failed) {
            printf("ok %s\n", stmt->name);
        }
    }
    printf("%d texts of %d statements: %d wrong", job->checked, all->nelts,
           job->failed);
    printf(job->explain ? ", %d read a table as a whole\n" : "\n", job->scans);
    return job->failed ? CD_EXIT_FAILED : CD_EXIT_OK;
}

static const char *load(job_t *job, const char *folder,
                        const apr_array_header_t *queries)
{
    const char *error;
    int i;

    job->cat = cd_sqlcat_create(job->pool);
    error = cd_sqlcat_read_folder(job->cat, folder);
    for (i = 0; i < queries->nelts && !error; i++) {
        error = cd_sqlcat_read(job->cat,
                               APR_ARRAY_IDX(queries, i, const char *), 1);
    }
    return error ? error : cd_site_check(&cd_site, job->cat, job->pool);
}

static int add_set(job_t *job, const char *pair)
{
    const char *equals = strchr(pair, '=');

    if (!equals || job->nsets == MAX_SETS) {
        cd_complain("--set takes NAME=VALUE, at most %d times", MAX_SETS);
        return 0;
    }
    job->sets[job->nsets].name =
        apr_pstrmemdup(job->pool, pair, equals - pair);
    job->sets[job->nsets++].value = cd_text_v(equals + 1);
    return 1;
}

static int run(job_t *job, const char *folder,
               const apr_array_header_t *queries)
{
    const char *error = load(job, folder, queries);

    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    job->mysql = cd_connect(&job->how, job->pool);
    job->db =
        job->mysql ? cd_connect_db(&job->how, job->cat, job->pool) : NULL;
    return job->db ? check_all(job) : CD_EXIT_FAILED;
}

int cd_ctl_check(int argc, char **argv, apr_pool_t *pool)
{
    job_t *job = apr_pcalloc(pool, sizeof(*job));
    const char *folder = CD_DATA_DIR "/sql/queries", *value;
    apr_array_header_t *queries = apr_array_make(pool, 4, sizeof(char *));
    apr_getopt_t *state;
    apr_status_t rv;
    int option;

    job->pool = pool;
    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        if (option == CD_OPT_HELP) {
            cd_usage("check [OPTION]…",
                     "Prepares every statement on the "
                     "database and names those that fail.",
                     options);
            return CD_EXIT_OK;
        }
        if (option == OPT_QUERIES) {
            APR_ARRAY_PUSH(queries, const char *) = value;
        }
        if (option == OPT_SET && !add_set(job, value)) {
            return CD_EXIT_USAGE;
        }
        folder = option == OPT_STATEMENTS ? value : folder;
        job->explain |= option == OPT_EXPLAIN;
        job->verbose |= option == OPT_VERBOSE;
        cd_connect_option(&job->how, option, value);
    }
    if (rv != APR_EOF || state->ind < argc) {
        cd_complain("custdashctl check --help tells the options");
        return CD_EXIT_USAGE;
    }
    return run(job, folder, queries);
}
