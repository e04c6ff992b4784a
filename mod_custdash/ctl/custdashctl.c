/* SPDX-License-Identifier: Apache-2.0 */
/* The provider's command line. */
#include <apr_general.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/crypto.h"
#include "ctl.h"

static const struct {
    const char *name;
    cd_command_fn *run;
    const char *summary;
} commands[] = {
    { "migrate", cd_ctl_migrate, "create or update the database's tables" },
    { "check", cd_ctl_check, "try every statement on the database" },
    { "account", cd_ctl_account, "look at accounts, lock, end them" },
    { "user", cd_ctl_user, "look at logins, lock them, set passwords" },
    { "audit", cd_ctl_audit, "read the log of events" },
    { "ticket", cd_ctl_ticket,
      "answer support tickets, take answers by mail" },
    { "invoice", cd_ctl_invoice, "look at invoices, post payments" },
    { "order", cd_ctl_order, "accept orders and cancel them" },
    { "billing", cd_ctl_billing, "make the invoices that fall due" },
    { "events", cd_ctl_events, "hand out what other systems carry out" },
    { "mail", cd_ctl_mail, "send the e-mails of the outbox" },
    { "news", cd_ctl_publish, "write and publish news" },
    { "guide", cd_ctl_publish, "write and publish guides" },
    { "banner", cd_ctl_publish,
      "publish banners, tell how often each is seen" },
    { "shortcut", cd_ctl_publish, "publish shortcuts" },
    { "status", cd_ctl_publish, "tell of planned work and incidents" },
    { "render", cd_ctl_render, "turn a page's document into HTML" },
    { "assets", cd_ctl_assets, "compress the style sheets of a theme" }
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static int usage(FILE *out, int code)
{
    size_t i;

    fprintf(out, "usage: custdashctl COMMAND [OPTION]…\n\n");
    for (i = 0; i < COMMANDS; i++) {
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].summary);
    }
    fprintf(out, "\ncustdashctl COMMAND --help tells its options.\n");
    return code;
}

static int run(int argc, char **argv, apr_pool_t *pool)
{
    size_t i;

    if (argc < 2) {
        return usage(stderr, CD_EXIT_USAGE);
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
        return usage(stdout, CD_EXIT_OK);
    }
    if (!strcmp(argv[1], "--version")) {
        printf("custdashctl (mod_custdash) %s\n", CD_VERSION);
        return CD_EXIT_OK;
    }
    for (i = 0; i < COMMANDS; i++) {
        if (!strcmp(commands[i].name, argv[1])) {
            return commands[i].run(argc - 1, argv + 1, pool);
        }
    }
    cd_complain("there is no command %s", argv[1]);
    return usage(stderr, CD_EXIT_USAGE);
}

int main(int argc, char **argv)
{
    apr_pool_t *pool;
    int code;

    if (apr_initialize() != APR_SUCCESS
        || apr_pool_create(&pool, NULL) != APR_SUCCESS
        || cd_crypto_init() != APR_SUCCESS) {
        cd_complain("can't start");
        return CD_EXIT_FAILED;
    }
    code = run(argc, argv, pool);
    apr_pool_destroy(pool);
    mysql_library_end();
    apr_terminate();
    if (fflush(stdout) || ferror(stdout)) {
        cd_complain("can't write to standard output");
        return CD_EXIT_FAILED;
    }
    return code;
}
