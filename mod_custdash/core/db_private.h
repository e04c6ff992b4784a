/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the database layer share. */
#ifndef CD_DB_PRIVATE_H
#define CD_DB_PRIVATE_H

#include <apr_hash.h>
#include <apr_ring.h>

#include "db.h"

/* libmysqlclient 8 has bool where libmariadb has my_bool */
#ifdef MARIADB_BASE_VERSION
typedef my_bool cd_bool_t;
#else
#include <stdbool.h>
typedef bool cd_bool_t;
#endif

/** A statement prepared on a connection, with room for one row. */
typedef struct cd_prepared_t cd_prepared_t;
struct cd_prepared_t {
    APR_RING_ENTRY(cd_prepared_t) link; /* least recently used first */
    apr_uint64_t key;
    apr_pool_t *pool; /* its own */
    MYSQL_STMT *handle;
    const cd_sql_t *sql;
    MYSQL_BIND *param;
    int columns;
    const char **name;
    MYSQL_BIND *bind;
    unsigned long *length;
    cd_bool_t *null;
    const char **value;
    apr_size_t *size; /* lengths as handed to callers */
    char *instant;    /* 1: the column is a DATETIME */
    int keys;         /* hidden columns at the end */
};

struct cd_conn_t {
    MYSQL *mysql;
    apr_pool_t *pool;
    apr_hash_t *prepared; /* by key */
    APR_RING_HEAD(cd_prepared_ring_t, cd_prepared_t) ring;
    int count;              /* of prepared statements */
    unsigned int failed;    /* why the last prepare failed: number … */
    const char *why;        /* … and words, in the pool that was given */
    const cd_sqlcat_t *cat; /* whose ids the keys are made of */
    const char *where;      /* which database, once somebody asked */
};

struct cd_db_t {
    cd_conn_t *conn;
    const cd_sqlcat_t *cat;
    apr_pool_t *pool;
    cd_arg_t *defaults;
    int ndefaults;
    const char *error;
    unsigned int number; /* of that error */
    int count;
    apr_time_t started; /* the statement at hand */
    apr_interval_time_t spent;
    int broken;
    void (*before)(void *baton);
    void *baton;
};

/** The prepared statement of that variant, prepared now if it isn't yet.
 *  NULL: it failed; conn->failed and conn->why (in @a pool) say why. */
cd_prepared_t *cd_prepared_get(cd_conn_t *conn, const cd_stmt_t *stmt,
                               const cd_variant_t *variant, apr_pool_t *pool);

/** Close one, or all of a connection. */
void cd_prepared_drop(cd_conn_t *conn, cd_prepared_t *prepared);
void cd_prepared_drop_all(cd_conn_t *conn);

/** Fetch the next row into the room. @return 0, MYSQL_NO_DATA, or 1 */
int cd_prepared_fetch(cd_prepared_t *prepared);

/** A statement begins: the clock is looked at, and whoever watches it told. */
void cd_db_starts(cd_db_t *db);

/** … and its answer was read. */
void cd_db_ends(cd_db_t *db);

/** Put down why a call failed; what that means to the caller. */
cd_db_result_t cd_db_failed(cd_db_t *db, const char *what, unsigned int number,
                            const char *why);

/** The class of a client or server error number. */
cd_db_result_t cd_db_class(unsigned int number);

#endif
