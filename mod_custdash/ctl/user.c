/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl user: what staff does to a login. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../core/crypto.h"
#include "../model/staff.h"
#include "ctl.h"

#define OPT_EMAIL 1001
#define OPT_STATEMENTS 1002
#define MAX_LINE 8192

static const apr_getopt_option_t options[] = {
    { "email", OPT_EMAIL, 1, "the user" },
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    CD_CONNECT_OPTIONS,
    { NULL, 0, 0, NULL }
};

/* The password is read, never an argument that others see in ps. NULL: it
 * said what is wrong. */
static const char *read_password(apr_pool_t *pool)
{
    char line[MAX_LINE];
    const char *password, *error;

    if (!fgets(line, MAX_LINE, stdin)) {
        cd_complain("no password on standard input");
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    password = apr_pstrdup(pool, line);
    error = cd_password_accept(pool, &password);
    if (error) {
        cd_complain("that password can't be used (%s): %d to %d characters "
                    "of UTF-8 without control characters",
                    error, CD_PASSWORD_MIN, CD_PASSWORD_MAX);
        return NULL;
    }
    return password;
}

static int set_password(cd_db_t *db, const cd_user_t *user, const char *email,
                        apr_pool_t *pool)
{
    const char *password = read_password(pool), *hash;

    if (!password) {
        return CD_EXIT_USAGE;
    }
    hash = cd_password_hash(pool, password);
    if (!hash
        || cd_staff_set_password(db, user, hash, apr_time_now()) != CD_DB_OK) {
        cd_complain("%s", hash ? cd_db_error(db) : "out of memory");
        return CD_EXIT_FAILED;
    }
    printf("password of %s set, its sessions ended\n", email);
    return CD_EXIT_OK;
}

static int end_sessions(cd_db_t *db, const cd_user_t *user, const char *email,
                        apr_pool_t *pool)
{
    (void) pool;
    if (cd_staff_end_sessions(db, user, apr_time_now()) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    printf("sessions of %s ended\n", email);
    return CD_EXIT_OK;
}

static const struct {
    const char *name;
    int (*run)(cd_db_t *db, const cd_user_t *user, const char *email,
               apr_pool_t *pool);
} wishes[] = { { "set-password", set_password },
               { "end-sessions", end_sessions } };

#define WISHES (sizeof(wishes) / sizeof(wishes[0]))

/* WISHES: there is no such thing. */
static apr_size_t find_wish(const char *name)
{
    apr_size_t i;

    for (i = 0; i < WISHES && strcmp(wishes[i].name, name) != 0; i++) {
    }
    return i;
}

static int run(cd_db_t *db, apr_size_t wish, const char *email,
               apr_pool_t *pool)
{
    cd_user_t user;

    if (cd_user_find(db, email, apr_time_now(), &user) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    if (!user.id) {
        cd_complain("there is no user %s", email);
        return CD_EXIT_FAILED;
    }
    return wishes[wish].run(db, &user, email, pool);
}

static int usage(int code)
{
    cd_usage("user set-password|end-sessions --email ADDRESS [OPTION]…",
             "set-password reads the new password from standard input, sets "
             "it and ends the user's sessions; end-sessions only ends them.",
             options);
    return code;
}

int cd_ctl_user(int argc, char **argv, apr_pool_t *pool)
{
    const char *folder = CD_DATA_DIR "/sql/queries", *email = NULL, *value;
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
        email = option == OPT_EMAIL ? value : email;
        folder = option == OPT_STATEMENTS ? value : folder;
        cd_connect_option(&how, option, value);
    }
    if (rv != APR_EOF || !email || state->ind != argc - 1
        || find_wish(state->argv[state->ind]) == WISHES) {
        return usage(CD_EXIT_USAGE);
    }
    error = cd_sqlcat_read_folder(cat, folder);
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    db = cd_connect_db(&how, cat, pool);
    return db ? run(db, find_wish(state->argv[state->ind]), email, pool)
              : CD_EXIT_FAILED;
}
