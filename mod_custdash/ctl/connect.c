/* SPDX-License-Identifier: Apache-2.0 */
/* Reaches the database as the mysql client does: option file, then options. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "ctl.h"

#define STATEMENT_LIMIT apr_time_from_sec(3600)

void cd_complain(const char *format, ...)
{
    va_list args;

    fputs("custdashctl: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void cd_usage(const char *synopsis, const char *text,
              const apr_getopt_option_t *options)
{
    printf("usage: custdashctl %s\n%s\n", synopsis, text);
    for (; options->name; options++) {
        printf("  --%-16s %s\n", options->name, options->description);
    }
}

int cd_connect_option(cd_connect_t *how, int option, const char *value)
{
    switch (option) {
    case CD_OPT_DEFAULTS:
        how->defaults_file = value;
        return 1;
    case CD_OPT_HOST:
        how->host = value;
        return 1;
    case CD_OPT_PORT:
        how->port = (unsigned int) atoi(value);
        return 1;
    case CD_OPT_SOCKET:
        how->socket = value;
        return 1;
    case CD_OPT_USER:
        how->user = value;
        return 1;
    case CD_OPT_DATABASE:
        how->database = value;
        return 1;
    }
    return 0;
}

static apr_status_t close_connection(void *data)
{
    mysql_close(data);
    return APR_SUCCESS;
}

MYSQL *cd_connect(const cd_connect_t *how, apr_pool_t *pool)
{
    MYSQL *mysql = mysql_init(NULL);

    if (!mysql) {
        cd_complain("out of memory");
        return NULL;
    }
    apr_pool_cleanup_register(pool, mysql, close_connection,
                              apr_pool_cleanup_null);
    if (how->defaults_file) {
        mysql_options(mysql, MYSQL_READ_DEFAULT_FILE, how->defaults_file);
    }
    mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, "custdashctl");
    mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(mysql, how->host, how->user, NULL,
                            how->database ? how->database : "custdash",
                            how->port, how->socket, 0)) {
        cd_complain("can't connect to the database: %s\n(see --socket, "
                    "--host, --user and --defaults-file)",
                    mysql_error(mysql));
        return NULL;
    }
    return mysql;
}

cd_conn_t *cd_connect_conn(const cd_connect_t *how, apr_pool_t *pool)
{
    MYSQL *mysql = cd_connect(how, pool);
    const char *error = NULL;
    apr_pool_t *inner;
    cd_conn_t *conn;

    if (!mysql) {
        return NULL;
    }
    /* statements end before the connection does */
    apr_pool_create(&inner, pool);
    conn = cd_conn_setup(mysql, inner, STATEMENT_LIMIT, &error);
    if (!conn) {
        cd_complain("%s", error);
    }
    return conn;
}

cd_db_t *cd_connect_db(const cd_connect_t *how, const cd_sqlcat_t *cat,
                       apr_pool_t *pool)
{
    cd_conn_t *conn = cd_connect_conn(how, pool);

    return conn ? cd_db_begin(conn, cat, pool) : NULL;
}
