/* SPDX-License-Identifier: Apache-2.0 */
/* Runs named statements on one connection. */
#include "db.h"

#include <apr_strings.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <string.h>

#include "db_private.h"

/* Numbers that only one of the two servers' headers knows. */
#define MARIADB_STATEMENT_TIMEOUT 1969
#define MARIADB_CONNECTION_KILLED 1927
#define MYSQL_QUERY_TIMEOUT 3024
#define MYSQL_CLIENT_INTERACTION_TIMEOUT 4031
#define CLIENT_SERVER_LOST_EXTENDED 2055

cd_value_t cd_text_v(const char *text)
{
    cd_value_t v = { CD_VALUE_NULL, NULL, 0, 0 };

    if (text) {
        v.kind = CD_VALUE_TEXT;
        v.data = text;
        v.len = strlen(text);
    }
    return v;
}

cd_value_t cd_int_v(apr_int64_t number)
{
    cd_value_t v = { CD_VALUE_INT, NULL, 0, 0 };

    v.number = number;
    return v;
}

cd_value_t cd_bytes_v(const void *data, apr_size_t len)
{
    cd_value_t v = { CD_VALUE_BYTES, NULL, 0, 0 };

    v.data = data;
    v.len = len;
    return v;
}

const char *cd_row_get(const cd_row_t *row, const char *name)
{
    int i;

    for (i = 0; i < row->n; i++) {
        if (!strcmp(row->name[i], name)) {
            return row->value[i];
        }
    }
    return NULL;
}

cd_db_result_t cd_db_class(unsigned int number)
{
    static const struct {
        unsigned int number;
        cd_db_result_t result;
    } classes[] = { { 0, CD_DB_OK },
                    { ER_DUP_ENTRY, CD_DB_DUPLICATE },
                    { ER_DUP_ENTRY_WITH_KEY_NAME, CD_DB_DUPLICATE },
                    { ER_LOCK_DEADLOCK, CD_DB_CONFLICT },
                    { ER_LOCK_WAIT_TIMEOUT, CD_DB_CONFLICT },
                    { CR_SERVER_GONE_ERROR, CD_DB_GONE },
                    { CR_SERVER_LOST, CD_DB_GONE },
                    { CR_CONNECTION_ERROR, CD_DB_GONE },
                    { CR_CONN_HOST_ERROR, CD_DB_GONE },
                    { CLIENT_SERVER_LOST_EXTENDED, CD_DB_GONE },
                    { CR_COMMANDS_OUT_OF_SYNC, CD_DB_GONE },
                    { CR_SSL_CONNECTION_ERROR, CD_DB_GONE },
                    { CR_MALFORMED_PACKET, CD_DB_GONE },
                    { MYSQL_CLIENT_INTERACTION_TIMEOUT, CD_DB_GONE },
                    { MARIADB_CONNECTION_KILLED, CD_DB_GONE },
                    { ER_SERVER_SHUTDOWN, CD_DB_GONE },
                    { ER_OPTION_PREVENTS_STATEMENT, CD_DB_READONLY },
                    { ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION,
                      CD_DB_READONLY },
                    { ER_READ_ONLY_MODE, CD_DB_READONLY },
                    { MARIADB_STATEMENT_TIMEOUT, CD_DB_TIMEOUT },
                    { MYSQL_QUERY_TIMEOUT, CD_DB_TIMEOUT },
                    { ER_QUERY_INTERRUPTED, CD_DB_TIMEOUT } };
    apr_size_t i;

    for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (classes[i].number == number) {
            return classes[i].result;
        }
    }
    return CD_DB_ERROR;
}

static apr_status_t conn_cleanup(void *data)
{
    cd_prepared_drop_all(data);
    return APR_SUCCESS;
}

static int is_mariadb(MYSQL *mysql)
{
    const char *version = mysql_get_server_info(mysql);

    return version && strstr(version, "MariaDB") != NULL;
}

/* What must hold for every connection, whatever the server's defaults; the
 * client library escapes nothing, so the server alone must know that it is
 * sent UTF-8. */
static const char *settings(MYSQL *mysql, apr_interval_time_t limit,
                            apr_pool_t *pool)
{
    const char *common =
        "SET NAMES utf8mb4, SESSION time_zone = '+00:00', sql_mode = "
        "'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
        "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
        "autocommit = 1, innodb_lock_wait_timeout = 5";
    apr_int64_t ms = apr_time_as_msec(limit);

    if (is_mariadb(mysql)) {
        return apr_psprintf(pool, "%s, max_statement_time = %d.%03d", common,
                            (int) (ms / 1000), (int) (ms % 1000));
    }
    return apr_psprintf(pool, "%s, max_execution_time = %d", common, (int) ms);
}

cd_conn_t *cd_conn_setup(MYSQL *mysql, apr_pool_t *pool,
                         apr_interval_time_t statement_limit,
                         const char **error)
{
    cd_conn_t *conn = apr_pcalloc(pool, sizeof(*conn));
    const char *sql = settings(mysql, statement_limit, pool);

    conn->mysql = mysql;
    conn->pool = pool;
    conn->prepared = apr_hash_make(pool);
    APR_RING_INIT(&conn->ring, cd_prepared_t, link);
    if (mysql_real_query(mysql, sql, (unsigned long) strlen(sql))) {
        *error = apr_psprintf(pool, "setting up a connection: %u %s",
                              mysql_errno(mysql), mysql_error(mysql));
        return NULL;
    }
    /* before the pools of the statements are destroyed as children of it */
    apr_pool_pre_cleanup_register(pool, conn, conn_cleanup);
    return conn;
}

cd_db_t *cd_db_begin(cd_conn_t *conn, const cd_sqlcat_t *cat, apr_pool_t *pool)
{
    cd_db_t *db = apr_pcalloc(pool, sizeof(*db));

    /* a pool of connections may be shared by hosts with other statements */
    if (conn->cat != cat) {
        cd_prepared_drop_all(conn);
        conn->cat = cat;
    }
    db->conn = conn;
    db->cat = cat;
    db->pool = pool;
    db->error = "";
    return db;
}

void cd_db_defaults(cd_db_t *db, const cd_arg_t *args, int n)
{
    db->defaults = apr_pmemdup(db->pool, args, n * sizeof(*args));
    db->ndefaults = n;
}

void cd_db_before(cd_db_t *db, void (*fn)(void *baton), void *baton)
{
    db->before = fn;
    db->baton = baton;
}

const char *cd_db_error(const cd_db_t *db)
{
    return db->error;
}

int cd_db_count(const cd_db_t *db)
{
    return db->count;
}

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

const char *cd_db_where(const cd_db_t *db)
{
    cd_conn_t *conn = db->conn;
    const MYSQL *my = conn->mysql;

    if (!conn->where) {
        conn->where = apr_psprintf(
            conn->pool, "%s %s %u %s", or_nothing(my->host),
            or_nothing(my->unix_socket), my->port, or_nothing(my->db));
    }
    return conn->where;
}

apr_interval_time_t cd_db_spent(const cd_db_t *db)
{
    return db->spent;
}

const cd_sqlcat_t *cd_db_catalogue(const cd_db_t *db)
{
    return db->cat;
}

apr_pool_t *cd_db_pool(const cd_db_t *db)
{
    return db->pool;
}

int cd_db_broken(const cd_db_t *db)
{
    return db->broken;
}

cd_db_result_t cd_db_failed(cd_db_t *db, const char *what, unsigned int number,
                            const char *why)
{
    cd_db_result_t result = number ? cd_db_class(number) : CD_DB_ERROR;

    db->error = apr_psprintf(db->pool, "%s: %u %s", what, number, why);
    db->number = number;
    if (result == CD_DB_GONE) {
        db->broken = 1;
    }
    return result;
}

static cd_db_result_t failed_stmt(cd_db_t *db, const cd_stmt_t *stmt,
                                  unsigned int number, const char *why)
{
    return cd_db_failed(db,
                        apr_psprintf(db->pool, "statement %s (%s:%d)",
                                     stmt->name, stmt->file, stmt->line),
                        number, why);
}

static const cd_arg_t *find_arg(const cd_arg_t *args, int n, const char *name)
{
    int i;

    for (i = 0; i < n; i++) {
        if (!strcmp(args[i].name, name)) {
            return &args[i];
        }
    }
    return NULL;
}

static void bind_value(MYSQL_BIND *bind, const cd_value_t *value)
{
    memset(bind, 0, sizeof(*bind));
    switch (value->kind) {
    case CD_VALUE_NULL:
        bind->buffer_type = MYSQL_TYPE_NULL;
        break;
    case CD_VALUE_INT:
        bind->buffer_type = MYSQL_TYPE_LONGLONG;
        bind->buffer = (void *) &value->number;
        break;
    case CD_VALUE_TEXT:
    case CD_VALUE_BYTES:
        bind->buffer_type =
            value->kind == CD_VALUE_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
        bind->buffer = (void *) value->data;
        bind->buffer_length = value->len;
        break;
    }
}

/* NULL, or the name of a parameter that nobody supplies. */
static const char *bind_all(cd_db_t *db, cd_prepared_t *p,
                            const cd_arg_t *args, int n)
{
    int i;

    for (i = 0; i < p->sql->n; i++) {
        const char *name = p->sql->names[i];
        const cd_arg_t *arg = find_arg(args, n, name);

        if (!arg) {
            arg = find_arg(db->defaults, db->ndefaults, name);
        }
        if (!arg) {
            return name;
        }
        bind_value(&p->param[i], &arg->value);
    }
    return NULL;
}

void cd_db_starts(cd_db_t *db)
{
    db->started = apr_time_now();
    if (db->before) {
        db->before(db->baton);
    }
}

void cd_db_ends(cd_db_t *db)
{
    db->spent += apr_time_now() - db->started;
}

/* Prepare, bind and execute. */
static cd_db_result_t run(cd_db_t *db, const cd_stmt_t *stmt,
                          const cd_variant_t *variant, const cd_arg_t *args,
                          int n, cd_prepared_t **prepared)
{
    cd_prepared_t *p;
    const char *missing;

    db->error = "";
    cd_db_starts(db);
    p = cd_prepared_get(db->conn, stmt, variant, db->pool);
    if (!p) {
        return failed_stmt(db, stmt, db->conn->failed, db->conn->why);
    }
    missing = bind_all(db, p, args, n);
    if (missing) {
        return failed_stmt(db, stmt, 0,
                           apr_pstrcat(db->pool,
                                       "no value for the parameter :", missing,
                                       NULL));
    }
    db->count++;
    if ((p->sql->n && mysql_stmt_bind_param(p->handle, p->param))
        || mysql_stmt_execute(p->handle)
        || (p->columns && mysql_stmt_bind_result(p->handle, p->bind))) {
        cd_db_result_t result =
            failed_stmt(db, stmt, mysql_stmt_errno(p->handle),
                        mysql_stmt_error(p->handle));

        if (result == CD_DB_ERROR) {
            cd_prepared_drop(db->conn, p); /* it may be out of date */
        }
        return result;
    }
    *prepared = p;
    return CD_DB_OK;
}

/* A table that was altered, or statements that the server forgot, make one
 * execution fail; preparing again heals it. Nothing was executed then. */
static cd_db_result_t run_again(cd_db_t *db, const cd_stmt_t *stmt,
                                const cd_variant_t *variant,
                                const cd_arg_t *args, int n,
                                cd_prepared_t **prepared)
{
    cd_db_result_t result = run(db, stmt, variant, args, n, prepared);

    if (result == CD_DB_ERROR
        && (db->number == ER_UNKNOWN_STMT_HANDLER
            || db->number == ER_NEED_REPREPARE)) {
        result = run(db, stmt, variant, args, n, prepared);
    }
    if (result != CD_DB_OK) {
        cd_db_ends(db);
    }
    return result;
}

/* While rows are read the client library puts some errors only into the
 * connection. */
static unsigned int fetch_error(const cd_db_t *db, const cd_prepared_t *p)
{
    unsigned int number = mysql_stmt_errno(p->handle);

    return number ? number : mysql_errno(db->conn->mysql);
}

cd_db_result_t cd_db_select(cd_db_t *db, const cd_stmt_t *stmt,
                            const cd_variant_t *variant, const cd_arg_t *args,
                            int n, cd_row_fn *fn, void *baton)
{
    cd_prepared_t *p;
    cd_db_result_t result = run_again(db, stmt, variant, args, n, &p);
    cd_row_t row;
    int rc;

    if (result != CD_DB_OK) {
        return result;
    }
    row.n = p->columns;
    row.name = p->name;
    row.value = p->value;
    row.len = p->size;
    row.keys = p->keys;
    while ((rc = p->columns ? cd_prepared_fetch(p) : MYSQL_NO_DATA) == 0) {
        result = fn ? fn(baton, &row) : CD_DB_OK;
        if (result != CD_DB_OK) {
            break;
        }
    }
    if (result != CD_DB_OK && !*db->error) {
        failed_stmt(db, stmt, 0,
                    "a row that its headers don't declare, or no memory");
    }
    if (rc == 1) {
        unsigned int number = fetch_error(db, p);

        result = failed_stmt(db, stmt, number,
                             number ? mysql_error(db->conn->mysql)
                                    : "a value is longer than 4 MiB");
    }
    mysql_stmt_free_result(p->handle); /* reads what is left */
    cd_db_ends(db);
    return result;
}

cd_db_result_t cd_db_query(cd_db_t *db, const char *label,
                           const cd_arg_t *args, int n, cd_row_fn *fn,
                           void *baton)
{
    const cd_stmt_t *stmt = cd_sqlcat_get(db->cat, label);

    return stmt ? cd_db_select(db, stmt, NULL, args, n, fn, baton)
                : cd_db_failed(db, label, 0, "no such statement");
}

cd_db_result_t cd_db_exec(cd_db_t *db, const char *label, const cd_arg_t *args,
                          int n, apr_int64_t *affected, apr_int64_t *insert_id)
{
    const cd_stmt_t *stmt = cd_sqlcat_get(db->cat, label);
    cd_prepared_t *p;
    cd_db_result_t result;

    if (!stmt) {
        return cd_db_failed(db, label, 0, "no such statement");
    }
    result = run_again(db, stmt, NULL, args, n, &p);
    if (result != CD_DB_OK) {
        return result;
    }
    if (affected) {
        *affected = (apr_int64_t) mysql_stmt_affected_rows(p->handle);
    }
    if (insert_id) {
        *insert_id = (apr_int64_t) mysql_stmt_insert_id(p->handle);
    }
    mysql_stmt_free_result(p->handle);
    cd_db_ends(db);
    return CD_DB_OK;
}
