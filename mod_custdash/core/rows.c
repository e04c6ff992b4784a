/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in memory: collected, and put in order. */
#include "rows.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

void cd_rows_begin(cd_collector_t *c, apr_pool_t *pool)
{
    memset(c, 0, sizeof(*c));
    c->pool = pool;
    c->value = apr_array_make(pool, 64, sizeof(char *));
    c->len = apr_array_make(pool, 64, sizeof(apr_size_t));
}

cd_db_result_t cd_rows_take(void *collector, const cd_row_t *row)
{
    cd_collector_t *c = collector;
    int i;

    if (!c->rows.name) {
        const char **name = apr_palloc(c->pool, row->n * sizeof(*name));

        for (i = 0; i < row->n; i++) {
            name[i] = apr_pstrdup(c->pool, row->name[i]);
        }
        c->rows.name = name;
        c->rows.columns = row->n;
    }
    for (i = 0; i < row->n; i++) {
        APR_ARRAY_PUSH(c->value, const char *) = row->value[i]
            ? apr_pstrmemdup(c->pool, row->value[i], row->len[i])
            : NULL;
        APR_ARRAY_PUSH(c->len, apr_size_t) = row->len[i];
    }
    c->rows.n++;
    return CD_DB_OK;
}

const cd_rows_t *cd_rows_end(cd_collector_t *c)
{
    c->rows.value = (const char *const *) c->value->elts;
    c->rows.len = (const apr_size_t *) c->len->elts;
    return &c->rows;
}

cd_row_t cd_rows_get(const cd_rows_t *rows, int i)
{
    cd_row_t row = { 0 };

    row.n = rows->columns;
    row.name = rows->name;
    row.value = rows->value + (apr_size_t) i * rows->columns;
    row.len = rows->len + (apr_size_t) i * rows->columns;
    return row;
}

/* A row on its way to its place. */
typedef struct {
    cd_row_t row;
    int at;        /* where it was */
    const int *by; /* columns that decide, -1 ends */
} placed_t;

/* Numbers by value, all else by its bytes (dates are ISO 8601); NULL first. */
static int compare_values(const char *a, const char *b)
{
    size_t n, m;

    if (!a || !b) {
        return (a != NULL) - (b != NULL);
    }
    n = strspn(a, "0123456789");
    m = strspn(b, "0123456789");
    return n != m && !a[n] && !b[m] ? (n > m) - (n < m) : strcmp(a, b);
}

static int by_place(const void *one, const void *other)
{
    const placed_t *a = one, *b = other;
    const int *by;
    int d;

    for (by = a->by; *by >= 0; by++) {
        d = compare_values(a->row.value[*by], b->row.value[*by]);
        if (d) {
            return d;
        }
    }
    return (a->at > b->at) - (a->at < b->at);
}

static const int *order_columns(const cd_rows_t *rows,
                                const apr_array_header_t *order,
                                apr_pool_t *pool)
{
    int *by = apr_palloc(pool, (order->nelts + 1) * sizeof(*by));
    int i, k, n = 0;

    for (i = 0; i < order->nelts; i++) {
        const char *name = APR_ARRAY_IDX(order, i, const char *);

        for (k = 0; k < rows->columns && strcmp(rows->name[k], name); k++) {
        }
        if (k < rows->columns) {
            by[n++] = k;
        }
    }
    by[n] = -1;
    return by;
}

static int is_addition(const cd_row_t *row, const char *adds)
{
    const char *name = adds ? cd_row_get(row, "row") : NULL;

    return name && !strcmp(name, adds);
}

/* The thing that a row is about: "service/12". */
static const char *thing(const cd_row_t *row, apr_pool_t *pool)
{
    const char *kind = cd_row_get(row, "kind"), *id = cd_row_get(row, "id");

    return apr_pstrcat(pool, kind ? kind : "", "/", id ? id : "", NULL);
}

/* The rows that add to others, by what they are about; the first counts. */
static apr_hash_t *additions(const cd_rows_t *rows, const char *adds,
                             apr_pool_t *pool)
{
    apr_hash_t *found = apr_hash_make(pool);
    int i;

    for (i = 0; i < rows->n; i++) {
        cd_row_t row = cd_rows_get(rows, i);
        const char *key;

        if (!is_addition(&row, adds)) {
            continue;
        }
        key = thing(&row, pool);
        if (!apr_hash_get(found, key, APR_HASH_KEY_STRING)) {
            apr_hash_set(found, key, APR_HASH_KEY_STRING,
                         apr_pmemdup(pool, &row, sizeof(row)));
        }
    }
    return found;
}

static void fill_up(const char **value, apr_size_t *len, const cd_row_t *more)
{
    int i;

    for (i = 0; i < more->n; i++) {
        if (!value[i]) {
            value[i] = more->value[i];
            len[i] = more->len[i];
        }
    }
}

/* The rows as they lie now, one after the other. */
static const cd_rows_t *line_up(const cd_rows_t *rows, const placed_t *placed,
                                int n, apr_hash_t *added, apr_pool_t *pool)
{
    apr_size_t columns = (apr_size_t) rows->columns;
    const char **value = apr_palloc(pool, (n * columns + 1) * sizeof(*value));
    apr_size_t *len = apr_palloc(pool, (n * columns + 1) * sizeof(*len));
    cd_rows_t *lined = apr_pmemdup(pool, rows, sizeof(*rows));
    int i;

    for (i = 0; i < n; i++) {
        const cd_row_t *row = &placed[i].row, *more = NULL;

        memcpy(value + i * columns, row->value, columns * sizeof(*value));
        memcpy(len + i * columns, row->len, columns * sizeof(*len));
        if (apr_hash_count(added)) {
            more = apr_hash_get(added, thing(row, pool), APR_HASH_KEY_STRING);
        }
        if (more) {
            fill_up(value + i * columns, len + i * columns, more);
        }
    }
    lined->n = n;
    lined->value = value;
    lined->len = len;
    return lined;
}

const cd_rows_t *cd_rows_arrange(const cd_rows_t *rows,
                                 const apr_array_header_t *order,
                                 const char *adds, apr_pool_t *pool)
{
    placed_t *placed = apr_palloc(pool, (rows->n + 1) * sizeof(*placed));
    const int *by = order_columns(rows, order, pool);
    int i, n = 0;

    for (i = 0; i < rows->n; i++) {
        cd_row_t row = cd_rows_get(rows, i);

        if (!is_addition(&row, adds)) {
            placed[n++] = (placed_t){ row, i, by };
        }
    }
    qsort(placed, n, sizeof(*placed), by_place);
    return line_up(rows, placed, n, additions(rows, adds, pool), pool);
}
