/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl account: lock one, open it again. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../model/staff.h"
#include "ctl.h"

#define OPT_ACCOUNT 1001
#define OPT_STATEMENTS 1002

static const apr_getopt_option_t options[] = {
    { "account", OPT_ACCOUNT, 1, "the account's number" },
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

static int usage(int code)
{
    cd_usage("account lock|unlock --account NUMBER [OPTION]…",
             "Locks an account: nobody sees it from her next request on; or "
             "opens it again.",
             options);
    return code;
}

static int set_lock(cd_db_t *db, const char *number, int lock)
{
    const char *status;

    if (cd_staff_lock(db, apr_atoi64(number), lock, apr_time_now(), &status)
        != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    if (!status || !strcmp(status, "closed")) {
        cd_complain(status ? "account %s is closed" : "there is no account %s",
                    number);
        return CD_EXIT_FAILED;
    }
    printf("account %s is %s\n", number, lock ? "locked" : "open");
    return CD_EXIT_OK;
}

/* "lock" is 1, "unlock" 0, anything else -1. */
static int wish(const char *word)
{
    return !strcmp(word, "lock") ? 1 : !strcmp(word, "unlock") ? 0 : -1;
}

int cd_ctl_account(int argc, char **argv, apr_pool_t *pool)
{
    const char *folder = CD_DATA_DIR "/sql/queries", *number = NULL, *value;
    cd_sqlcat_t *cat = cd_sqlcat_create(pool);
    cd_connect_t how = { 0 };
    apr_getopt_t *state;
    const char *error;
    apr_status_t rv;
    cd_db_t *db;
    int option;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    state->interleave = 1;
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        if (option == CD_OPT_HELP) {
            return usage(CD_EXIT_OK);
        }
        number = option == OPT_ACCOUNT ? value : number;
        folder = option == OPT_STATEMENTS ? value : folder;
        cd_connect_option(&how, option, value);
    }
    if (rv != APR_EOF || !number || !*number
        || strspn(number, "0123456789") != strlen(number)
        || strlen(number) > 18 || state->ind != argc - 1
        || wish(state->argv[state->ind]) < 0) {
        return usage(CD_EXIT_USAGE);
    }
    error = cd_sqlcat_read_folder(cat, folder);
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    db = cd_connect_db(&how, cat, pool);
    return db ? set_lock(db, number, wish(state->argv[state->ind]))
              : CD_EXIT_FAILED;
}
