/* SPDX-License-Identifier: Apache-2.0 */
/* Reads files of labelled statements and keeps them by label. */
#include "sqlcat.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#include "kept.h"
#include "sqlcat_read.h"
#include "sqlcat_scan.h"

#define MAX_FILE (1024 * 1024)

struct cd_sqlcat_t {
    apr_pool_t *pool;
    apr_hash_t *by_name;
    apr_array_header_t *all; /* cd_stmt_t * */
    cd_kept_t *kept;
};

static const char *complain(const cd_sqlread_t *r, int line, const char *what)
{
    return apr_psprintf(r->pool, "%s:%d: %s", r->file, line, what);
}

cd_sqlcat_t *cd_sqlcat_create(apr_pool_t *pool)
{
    cd_sqlcat_t *cat = apr_pcalloc(pool, sizeof(*cat));

    cat->pool = pool;
    cat->by_name = apr_hash_make(pool);
    cat->all = apr_array_make(pool, 64, sizeof(cd_stmt_t *));
    cat->kept = cd_kept_create(pool);
    return cat;
}

cd_kept_t *cd_sqlcat_kept(const cd_sqlcat_t *cat)
{
    return cat->kept;
}

const cd_stmt_t *cd_sqlcat_get(const cd_sqlcat_t *cat, const char *name)
{
    return apr_hash_get(cat->by_name, name, APR_HASH_KEY_STRING);
}

const cd_stmt_t *cd_sqlcat_of_route(const cd_sqlcat_t *cat, const char *name,
                                    int *must)
{
    apr_size_t len = strcspn(name, "!");

    *must = name[len] == '!';
    return apr_hash_get(cat->by_name, name, (apr_ssize_t) len);
}

const apr_array_header_t *cd_sqlcat_all(const cd_sqlcat_t *cat)
{
    return cat->all;
}

/* The statement that was being read is complete. */
static const char *finish(cd_sqlread_t *r)
{
    cd_stmt_t *stmt = r->stmt;
    const char *error;
    int i;

    if (!stmt) {
        return NULL;
    }
    if (r->text->nelts || !r->like) {
        stmt->text = cd_sql_trim(apr_array_pstrcat(r->pool, r->text, '\n'));
    }
    i = (int) strlen(stmt->text);
    if (i && stmt->text[i - 1] == ';') {
        stmt->text = cd_sql_trim(apr_pstrmemdup(r->pool, stmt->text, i - 1));
    }
    if (!*stmt->text) {
        return complain(r, stmt->line,
                        apr_pstrcat(r->pool, "label ", stmt->name,
                                    " has no statement", NULL));
    }
    error = cd_sqlcat_check(stmt, r->pool);
    if (!error && r->account && !cd_sqlcat_has_param(stmt, "account")) {
        error = "the statement that it replaces is bound to :account; "
                "without it other customers' rows would show";
    }
    r->stmt = NULL;
    return error ? complain(r, stmt->line, error) : NULL;
}

static cd_stmt_t *new_stmt(cd_sqlcat_t *cat)
{
    cd_stmt_t *stmt = apr_pcalloc(cat->pool, sizeof(*stmt));

    stmt->id = cat->all->nelts;
    stmt->doc = "";
    stmt->page_size = 25;
    stmt->kinds = apr_array_make(cat->pool, 1, sizeof(cd_rowkind_t));
    stmt->columns = apr_array_make(cat->pool, 1, sizeof(char *));
    stmt->markdown = apr_array_make(cat->pool, 1, sizeof(char *));
    stmt->order = apr_array_make(cat->pool, 1, sizeof(char *));
    stmt->most = apr_array_make(cat->pool, 1, sizeof(cd_most_t));
    stmt->picks = apr_array_make(cat->pool, 1, sizeof(char *));
    stmt->sorts = apr_array_make(cat->pool, 1, sizeof(cd_sort_t));
    stmt->choices = apr_array_make(cat->pool, 1, sizeof(cd_choice_t));
    APR_ARRAY_PUSH(cat->all, cd_stmt_t *) = stmt;
    return stmt;
}

static const char *begin(cd_sqlread_t *r, const char *name)
{
    apr_pool_t *pool = r->pool;
    cd_stmt_t *old;

    if (!cd_sql_is_name(name)) {
        return ":name takes one name: letters, digits, '.', '-'";
    }
    old = apr_hash_get(r->cat->by_name, name, APR_HASH_KEY_STRING);
    if (r->override && !old) {
        return apr_pstrcat(pool, "unknown label ", name,
                           ": there is no such statement to replace", NULL);
    }
    if (old && (!r->override || !strcmp(old->file, r->file))) {
        return apr_psprintf(pool, "label %s is already there: %s:%d", name,
                            old->file, old->line);
    }
    r->account = old && cd_sqlcat_has_param(old, "account");
    r->stmt = old ? old : new_stmt(r->cat);
    r->stmt->name = apr_pstrdup(pool, name);
    r->stmt->file = r->file;
    r->stmt->line = r->line;
    r->text = apr_array_make(pool, 16, sizeof(char *));
    r->sorts_given = r->choices_given = r->most_given = r->like = 0;
    apr_hash_set(r->cat->by_name, r->stmt->name, APR_HASH_KEY_STRING, r->stmt);
    return NULL;
}

/* A line "-- :key value". */
static const char *header(cd_sqlread_t *r, char *line)
{
    const char *value;
    char *key = cd_sql_first_word(r->pool, line, &value);
    const char *error = NULL;

    if (!strcmp(key, "name")) {
        error = finish(r);
        if (error) {
            return error;
        }
        error = begin(r, value);
        return error ? complain(r, r->line, error) : NULL;
    }
    if (!r->stmt || r->text->nelts) {
        return complain(r, r->line,
                        r->stmt ? "headers stand before the statement's text"
                                : "the first header of a statement is :name");
    }
    error = cd_sqlcat_header(r, key, value);
    return error ? complain(r, r->line, error) : NULL;
}

static const char *read_line(cd_sqlread_t *r, char *line)
{
    char *text = cd_sql_trim(line);

    if (!strncmp(text, "--", 2)) {
        text += 2 + strspn(text + 2, " \t");
        return *text == ':' ? header(r, text + 1) : NULL;
    }
    if (!r->stmt) {
        return *text ? complain(r, r->line, "text before the first :name")
                     : NULL;
    }
    if (*text || r->text->nelts) {
        APR_ARRAY_PUSH(r->text, const char *) = line;
    }
    return NULL;
}

static const char *slurp(apr_pool_t *pool, const char *file, char **text)
{
    apr_file_t *f;
    apr_finfo_t info;
    apr_size_t n = 0;
    char why[120];
    apr_status_t rv;

    rv = apr_file_open(&f, file, APR_FOPEN_READ, 0, pool);
    if (rv == APR_SUCCESS) {
        rv = apr_file_info_get(&info, APR_FINFO_SIZE | APR_FINFO_TYPE, f);
    }
    if (rv == APR_SUCCESS
        && (info.filetype != APR_REG || info.size > MAX_FILE)) {
        return apr_pstrcat(pool, file, ":1: not a file of at most 1 MiB",
                           NULL);
    }
    if (rv == APR_SUCCESS) {
        *text = apr_pcalloc(pool, (apr_size_t) info.size + 1);
        rv = apr_file_read_full(f, *text, (apr_size_t) info.size, &n);
        rv = APR_STATUS_IS_EOF(rv) ? APR_SUCCESS : rv;
        apr_file_close(f);
    }
    if (rv != APR_SUCCESS) {
        return apr_pstrcat(pool, file, ":1: can't read the file: ",
                           apr_strerror(rv, why, sizeof(why)), NULL);
    }
    return NULL;
}

const char *cd_sqlcat_read(cd_sqlcat_t *cat, const char *file, int override)
{
    cd_sqlread_t reader = { 0 };
    char *text = NULL, *line, *end;
    const char *error;

    reader.cat = cat;
    reader.pool = cat->pool;
    reader.file = apr_pstrdup(cat->pool, file);
    reader.override = override;
    error = slurp(cat->pool, reader.file, &text);
    if (error) {
        return error;
    }
    for (line = text; line; line = end ? end + 1 : NULL) {
        end = strchr(line, '\n');
        if (end) {
            *end = '\0';
        }
        reader.line++;
        error = read_line(&reader, line);
        if (error) {
            return error;
        }
    }
    return finish(&reader);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

const char *cd_sqlcat_read_folder(cd_sqlcat_t *cat, const char *folder)
{
    apr_array_header_t *files = apr_array_make(cat->pool, 16, sizeof(char *));
    apr_dir_t *dir;
    apr_finfo_t info;
    const char *error = NULL;
    int i;

    if (apr_dir_open(&dir, folder, cat->pool) != APR_SUCCESS) {
        return apr_pstrcat(cat->pool, folder,
                           ":1: can't open the folder of statements", NULL);
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        apr_size_t n = strlen(info.name);

        if (n > 4 && !strcmp(info.name + n - 4, ".sql")) {
            APR_ARRAY_PUSH(files, const char *) =
                apr_pstrcat(cat->pool, folder, "/", info.name, NULL);
        }
    }
    apr_dir_close(dir);
    qsort(files->elts, files->nelts, sizeof(char *), by_text);
    for (i = 0; i < files->nelts && !error; i++) {
        error = cd_sqlcat_read(cat, APR_ARRAY_IDX(files, i, const char *), 0);
    }
    return error ? error
        : files->nelts
        ? NULL
        : apr_pstrcat(cat->pool, folder, ":1: no *.sql files here", NULL);
}

static int among(const char *const *names, const char *name)
{
    for (; names && *names; names++) {
        if (!strcmp(*names, name)) {
            return 1;
        }
    }
    return 0;
}

const char *cd_stmt_unknown_param(const cd_stmt_t *stmt,
                                  const char *const *names,
                                  const char *const *more)
{
    int i;

    for (i = 0; i < stmt->params->nelts; i++) {
        const char *name = APR_ARRAY_IDX(stmt->params, i, const char *);

        if (!among(names, name) && !among(more, name)) {
            return name;
        }
    }
    return NULL;
}
