/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in memory: collected, and put in order. */
#ifndef CD_ROWS_H
#define CD_ROWS_H

#include <apr_pools.h>
#include <apr_tables.h>

#include "db.h"

/** The rows of one statement, all of them. Never changed once made. */
typedef struct {
    int columns, n;
    const char *const *name;  /* of the columns */
    const char *const *value; /* row by row; NUL-terminated, NULL for NULL */
    const apr_size_t *len;
} cd_rows_t;

/** Collects rows; @a pool holds them. Use cd_rows_take() as the callback of
 *  cd_db_select() with it as the baton. */
typedef struct {
    apr_pool_t *pool;
    cd_rows_t rows;
    apr_array_header_t *value, *len;
} cd_collector_t;

void cd_rows_begin(cd_collector_t *c, apr_pool_t *pool);
cd_db_result_t cd_rows_take(void *collector, const cd_row_t *row);
/** What was collected; owned by the collector. */
const cd_rows_t *cd_rows_end(cd_collector_t *c);

/** Row @a i in the form that callbacks get. */
cd_row_t cd_rows_get(const cd_rows_t *rows, int i);

/**
 * The same rows in another order, for statements of several SELECTs: a
 * UNION's own ORDER BY would need a temporary table.
 * @param order names of columns (const char *), the first decides first:
 *        numbers by value, all else by its bytes; NULL first
 * @param adds rows whose column `row` says so are left out: what they have
 *        goes to the row with the same `kind` and `id` where that has NULL,
 *        the first of them counts. NULL: there are none
 * @return in @a pool, with texts of @a rows
 */
const cd_rows_t *cd_rows_arrange(const cd_rows_t *rows,
                                 const apr_array_header_t *order,
                                 const char *adds, apr_pool_t *pool);

#endif
