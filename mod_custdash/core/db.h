/* SPDX-License-Identifier: Apache-2.0 */
/* Statements on one MySQL connection: prepared when first used and kept with
 * the connection, parameters by name, rows one at a time. */
#ifndef CD_DB_H
#define CD_DB_H

#include <apr_pools.h>
#include <apr_time.h>
#include <mysql.h>

#include "sqlcat.h"

/** What a failed statement means to its caller. */
typedef enum {
    CD_DB_OK = 0,
    CD_DB_DUPLICATE, /* a unique key is taken */
    CD_DB_CONFLICT,  /* deadlock or lock wait: the transaction may be
                        tried again */
    CD_DB_GONE,      /* the connection is lost */
    CD_DB_READONLY,  /* the server takes no writes now */
    CD_DB_TIMEOUT,   /* the statement ran into its time limit */
    CD_DB_UNKNOWN,   /* COMMIT was sent and no answer came */
    CD_DB_ERROR      /* anything else: a mistake in statement or schema */
} cd_db_result_t;

/** A value to bind. Make it with cd_text_v(), cd_int_v(), cd_bytes_v(). */
typedef struct {
    enum { CD_VALUE_NULL, CD_VALUE_TEXT, CD_VALUE_INT, CD_VALUE_BYTES } kind;
    const char *data;
    apr_size_t len;
    apr_int64_t number;
} cd_value_t;

typedef struct {
    const char *name;
    cd_value_t value;
} cd_arg_t;

cd_value_t cd_text_v(const char *text); /* NULL → NULL */
cd_value_t cd_int_v(apr_int64_t number);
cd_value_t cd_bytes_v(const void *data, apr_size_t len);

/** A row, valid during the callback. */
typedef struct {
    int n;
    const char *const *name;  /* column aliases */
    const char *const *value; /* NUL-terminated; NULL for NULL. DATETIME as
                                 2026-11-23T10:00:00Z */
    const apr_size_t *len;
    int keys; /* of the n, the last ones: hidden sort keys */
} cd_row_t;

/** Returns anything but CD_DB_OK to stop reading. */
typedef cd_db_result_t cd_row_fn(void *baton, const cd_row_t *row);

/** The value of a column by name, or NULL. */
const char *cd_row_get(const cd_row_t *row, const char *name);

/** A connection with what is kept on it. */
typedef struct cd_conn_t cd_conn_t;

/** The use of a connection by one request (or one command). */
typedef struct cd_db_t cd_db_t;

/**
 * Prepare a fresh connection for use: utf8mb4, UTC, strict SQL mode, the time
 * limit of statements. Keeps its statements in @a pool, which must end
 * before the connection is closed.
 * @return NULL when a setting was refused; @a error says which
 */
cd_conn_t *cd_conn_setup(MYSQL *mysql, apr_pool_t *pool,
                         apr_interval_time_t statement_limit,
                         const char **error);

/** Use @a conn for a while; @a pool holds what is allocated meanwhile. */
cd_db_t *cd_db_begin(cd_conn_t *conn, const cd_sqlcat_t *cat,
                     apr_pool_t *pool);

/** The arguments every statement of this use may name; copied. */
void cd_db_defaults(cd_db_t *db, const cd_arg_t *args, int n);

/**
 * Run a statement and hand each row to @a fn. Everything is read, also when
 * @a fn stops early. @a args come before the defaults.
 */
cd_db_result_t cd_db_select(cd_db_t *db, const cd_stmt_t *stmt,
                            const cd_variant_t *variant, const cd_arg_t *args,
                            int n, cd_row_fn *fn, void *baton);

/** Run a statement by label; @a affected and @a insert_id may be NULL. */
cd_db_result_t cd_db_exec(cd_db_t *db, const char *label, const cd_arg_t *args,
                          int n, apr_int64_t *affected,
                          apr_int64_t *insert_id);

/** Select by label; @a fn gets at most what the statement gives. */
cd_db_result_t cd_db_query(cd_db_t *db, const char *label,
                           const cd_arg_t *args, int n, cd_row_fn *fn,
                           void *baton);

/**
 * Run @a fn inside a transaction: COMMIT when it returns CD_DB_OK, ROLLBACK
 * otherwise. A deadlock is tried again, at most three times in all.
 */
cd_db_result_t cd_db_transaction(cd_db_t *db,
                                 cd_db_result_t (*fn)(cd_db_t *, void *),
                                 void *baton);

/** Call @a fn before each statement: whoever watches the clock begins anew. */
void cd_db_before(cd_db_t *db, void (*fn)(void *baton), void *baton);

/** Why the last call failed: label, file and line, errno and the server's
 *  words; "" when it didn't. */
const char *cd_db_error(const cd_db_t *db);

/** Number of statements sent in this use. */
int cd_db_count(const cd_db_t *db);

/** Which database this is: host, socket, port and name in one text. */
const char *cd_db_where(const cd_db_t *db);

/** Time that they took, from sending to the last row read. */
apr_interval_time_t cd_db_spent(const cd_db_t *db);

/** The pool of this use. */
apr_pool_t *cd_db_pool(const cd_db_t *db);

/** Its statements. */
const cd_sqlcat_t *cd_db_catalogue(const cd_db_t *db);

/** Non-zero when the connection must not be used again. */
int cd_db_broken(const cd_db_t *db);

#endif
