/* SPDX-License-Identifier: Apache-2.0 */
/* The password is read, never an argument that others see in ps. */
#include "password.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "../core/crypto.h"
#include "../model/staff.h"

#define MAX_LINE 8192

/* A line; at a terminal it is asked for and not shown. */
static char *read_line(char line[MAX_LINE])
{
    int is_terminal = isatty(STDIN_FILENO);
    struct termios before, silent;
    char *read;

    if (is_terminal && tcgetattr(STDIN_FILENO, &before) == 0) {
        silent = before;
        silent.c_lflag &= ~(tcflag_t) ECHO;
        fputs("New password: ", stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    else {
        is_terminal = 0;
    }
    read = fgets(line, MAX_LINE, stdin);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    return read;
}

/* NULL: it said what is wrong. */
static const char *read_password(apr_pool_t *pool)
{
    const char *password, *error;
    char line[MAX_LINE];

    if (!read_line(line)) {
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

int cd_find_user(const cd_call_t *call, const char *email, cd_user_t *user)
{
    if (cd_user_find(call->db, email, call->now, user) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (!user->id) {
        cd_complain("there is no user %s", email);
        return CD_EXIT_FAILED;
    }
    return CD_EXIT_OK;
}

int cd_password_set(const cd_call_t *call, const char *email)
{
    const char *password, *hash;
    cd_user_t user = { 0 };

    if (cd_find_user(call, email, &user) != CD_EXIT_OK) {
        return CD_EXIT_FAILED;
    }
    password = read_password(call->pool);
    if (!password) {
        return CD_EXIT_USAGE;
    }
    hash = cd_password_hash(call->pool, password);
    if (!hash) {
        cd_complain("out of memory");
        return CD_EXIT_FAILED;
    }
    if (cd_staff_set_password(call->db, &user, hash, call->now) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("password of %s set, its sessions ended\n", email);
    return CD_EXIT_OK;
}
