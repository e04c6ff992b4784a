/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of what staff publishes: read, written, thrown away. */
#include <apr_strings.h>
#include <string.h>

#include "publish.h"

#define MAX_ARGS 24

typedef struct {
    apr_pool_t *pool;
    apr_table_t *values;
} getter_t;

/* DATETIME as a person types it. */
static cd_db_result_t take_row(void *baton, const cd_row_t *row)
{
    getter_t *g = baton;
    int i;

    g->values = apr_table_make(g->pool, row->n);
    for (i = 0; i < row->n; i++) {
        char *value =
            row->value[i] ? apr_pstrdup(g->pool, row->value[i]) : NULL;

        if (value && row->len[i] == 20 && value[10] == 'T'
            && value[19] == 'Z') {
            value[10] = ' ';
            value[19] = '\0';
        }
        if (value) {
            apr_table_setn(g->values, apr_pstrdup(g->pool, row->name[i]),
                           value);
        }
    }
    return CD_DB_OK;
}

/* NULL with CD_DB_OK: there is none. */
cd_db_result_t cd_p_get(cd_p_job_t *job, apr_table_t **values)
{
    cd_arg_t args[] = { { "id", cd_int_v(job->id) } };
    getter_t g = { job->pool, NULL };
    cd_db_result_t result =
        cd_db_query(job->db, job->kind->get, args, 1, take_row, &g);

    *values = g.values;
    return result;
}

/* Every column that the kind has, and id, state, now. */
static int row_args(cd_p_job_t *job, cd_arg_t args[MAX_ARGS])
{
    const cd_p_field_t *field;
    int n = 0;

    for (field = job->kind->fields; field->header; field++) {
        args[n++] =
            (cd_arg_t){ field->column,
                        cd_text_v(apr_table_get(job->values, field->column)) };
    }
    if (job->kind->body) {
        args[n++] = (cd_arg_t){ job->kind->body,
                                cd_text_v(apr_table_get(job->values,
                                                        job->kind->body)) };
    }
    args[n++] = (cd_arg_t){ "id", cd_int_v(job->id) };
    args[n++] = (cd_arg_t){ "now", cd_text_v(job->now) };
    args[n++] =
        (cd_arg_t){ "state", cd_text_v(job->publish ? "published" : "draft") };
    return n;
}

static cd_db_result_t put_products(cd_p_job_t *job)
{
    const char *list = apr_table_get(job->values, "products");
    cd_arg_t args[] = { { "id", cd_int_v(job->id) },
                        { "product", cd_text_v(NULL) } };
    cd_db_result_t result;
    char *copy, *state, *one;

    if (!job->kind->product) {
        return CD_DB_OK;
    }
    result =
        cd_db_exec(job->db, job->kind->products_clear, args, 1, NULL, NULL);
    copy = apr_pstrdup(job->pool, list ? list : "");
    for (one = apr_strtok(copy, ",", &state); one && result == CD_DB_OK;
         one = apr_strtok(NULL, ",", &state)) {
        args[1].value = cd_int_v(apr_atoi64(one));
        result = cd_db_exec(job->db, job->kind->product, args, 2, NULL, NULL);
        result = result == CD_DB_DUPLICATE ? CD_DB_OK : result;
    }
    return result;
}

static cd_db_result_t put_picture(cd_p_job_t *job)
{
    cd_arg_t args[] = { { "hash", cd_text_v(job->picture_hash) },
                        { "type", cd_text_v(job->frame.type) },
                        { "width", cd_int_v(job->frame.width) },
                        { "height", cd_int_v(job->frame.height) },
                        { "content",
                          cd_bytes_v(job->picture_data, job->picture_len) } };

    return job->picture_data
        ? cd_db_exec(job->db, "staff.picture-put", args, 5, NULL, NULL)
        : CD_DB_OK;
}

/* Has nobody changed it while the editor was open? */
static cd_db_result_t check_unchanged(cd_p_job_t *job)
{
    cd_p_reader_t r = { job->kind, job->db, job->pool, job->now, 0 };
    apr_table_t *values;
    cd_db_result_t result = cd_p_get(job, &values);

    if (result == CD_DB_OK) {
        job->gone = !values
            || (job->before
                && strcmp(cd_p_write(&r, values, 0),
                          cd_p_write(&r, job->before, 0)));
    }
    return result;
}

cd_db_result_t cd_p_save(cd_db_t *db, void *baton)
{
    cd_p_job_t *job = baton;
    const char *const *label = job->kind->afterwards;
    cd_arg_t args[MAX_ARGS];
    cd_db_result_t result = CD_DB_OK;
    int n;

    if (job->id) {
        result = check_unchanged(job);
        if (result != CD_DB_OK || job->gone) {
            return result;
        }
    }
    result = put_picture(job);
    n = row_args(job, args);
    if (result == CD_DB_OK) {
        result = job->id
            ? cd_db_exec(db, job->kind->edit, args, n, NULL, NULL)
            : cd_db_exec(db, job->kind->add, args, n, NULL, &job->id);
    }
    if (result == CD_DB_OK) {
        result = put_products(job);
    }
    for (; result == CD_DB_OK && label && *label; label++) {
        result = cd_db_exec(db, *label, NULL, 0, NULL, NULL);
    }
    return result;
}

cd_db_result_t cd_p_drop(cd_db_t *db, void *baton)
{
    cd_p_job_t *job = baton;
    cd_arg_t args[] = { { "id", cd_int_v(job->id) } };
    const char *const *label = job->kind->afterwards;
    apr_int64_t gone = 0;
    cd_db_result_t result =
        cd_db_exec(db, job->kind->remove, args, 1, &gone, NULL);

    job->gone = !gone;
    for (; result == CD_DB_OK && label && *label; label++) {
        result = cd_db_exec(db, *label, NULL, 0, NULL, NULL);
    }
    return result;
}

cd_db_result_t cd_p_say(cd_db_t *db, void *baton)
{
    cd_p_job_t *job = baton;
    cd_arg_t args[] = {
        { "id", cd_int_v(job->id) },
        { "now", cd_text_v(job->now) },
        { "progress", cd_text_v(apr_table_get(job->values, "progress")) },
        { "body", cd_text_v(apr_table_get(job->values, "body")) }
    };
    cd_db_result_t result =
        cd_db_exec(db, "staff.status-say", args, 4, NULL, NULL);

    return result == CD_DB_OK
        ? cd_db_exec(db, "staff.status-progress", args, 3, NULL, NULL)
        : result;
}
