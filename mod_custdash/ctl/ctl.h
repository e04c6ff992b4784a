/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl: a table of commands, and what they share. */
#ifndef CD_CTL_H
#define CD_CTL_H

#include <apr_getopt.h>
#include <apr_pools.h>

#include "../core/db.h"

/* Exit codes. */
#define CD_EXIT_OK 0
#define CD_EXIT_FAILED 1
#define CD_EXIT_USAGE 2

/** A command: @a argv[0] is its own name. Returns the exit code. */
typedef int cd_command_fn(int argc, char **argv, apr_pool_t *pool);

cd_command_fn cd_ctl_account;
cd_command_fn cd_ctl_assets;
cd_command_fn cd_ctl_audit;
cd_command_fn cd_ctl_check;
cd_command_fn cd_ctl_mail;
cd_command_fn cd_ctl_migrate;
cd_command_fn cd_ctl_publish; /* news, guide, banner, shortcut, status */
cd_command_fn cd_ctl_render;
cd_command_fn cd_ctl_ticket;
cd_command_fn cd_ctl_invoice;
cd_command_fn cd_ctl_order;
cd_command_fn cd_ctl_billing;
cd_command_fn cd_ctl_events;
cd_command_fn cd_ctl_user;

/** How to reach the database. */
typedef struct {
    const char *defaults_file, *host, *socket, *user, *database;
    unsigned int port;
} cd_connect_t;

/* Rows of an option table for apr_getopt_long(). */
#define CD_OPT_DEFAULTS 'd'
#define CD_OPT_HOST 'h'
#define CD_OPT_PORT 'P'
#define CD_OPT_SOCKET 'S'
#define CD_OPT_USER 'u'
#define CD_OPT_DATABASE 'D'
#define CD_OPT_HELP 1000
#define CD_CONNECT_OPTIONS                                                  \
    { "defaults-file", CD_OPT_DEFAULTS, 1, "MySQL option file" },           \
        { "host", CD_OPT_HOST, 1, "server" },                               \
        { "port", CD_OPT_PORT, 1, "TCP port" },                             \
        { "socket", CD_OPT_SOCKET, 1, "unix socket" },                      \
        { "user", CD_OPT_USER, 1, "database user" },                        \
        { "database", CD_OPT_DATABASE, 1, "database (default: custdash)" }, \
    {                                                                       \
        "help", CD_OPT_HELP, 0, "show this help"                            \
    }

/** Take one of the options above. @return 0 when it is none of them */
int cd_connect_option(cd_connect_t *how, int option, const char *value);

/** Connect; the connection ends with @a pool. NULL: it said why on standard
 *  error. */
MYSQL *cd_connect(const cd_connect_t *how, apr_pool_t *pool);

/** The same, set up for statements. */
cd_conn_t *cd_connect_conn(const cd_connect_t *how, apr_pool_t *pool);

/** Begin to run statements of @a cat on a connection of its own. */
cd_db_t *cd_connect_db(const cd_connect_t *how, const cd_sqlcat_t *cat,
                       apr_pool_t *pool);

/** Print usage and the options of a table. */
void cd_usage(const char *synopsis, const char *text,
              const apr_getopt_option_t *options);

/** "custdashctl: …" on standard error. */
void cd_complain(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
