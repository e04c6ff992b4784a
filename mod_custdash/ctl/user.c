/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl user: what staff sees of logins and does to them. */
#include <stdio.h>

#include "../model/staff.h"
#include "password.h"

static int list(cd_call_t *call)
{
    apr_int64_t account = cd_call_number(call, "account");
    cd_arg_t args[] = {
        { "after", cd_int_v(cd_call_number(call, "after")) },
        { "email", cd_text_v(cd_call_text(call, "email")) },
        { "account", account ? cd_int_v(account) : cd_text_v(NULL) },
        { "status", cd_text_v(cd_call_text(call, "status")) },
    };

    return cd_call_print(call, "user.staff-list", args, 4);
}

static int show(cd_call_t *call)
{
    const char *email = cd_call_text(call, "email");
    cd_arg_t args[] = { { "email", cd_text_v(email) } };

    return cd_call_print_one(call, "user.staff-one", args, 1, "user", email);
}

static int set_password(cd_call_t *call)
{
    return cd_password_set(call, cd_call_text(call, "email"));
}

static int set_lock(cd_call_t *call, int lock)
{
    const char *email = cd_call_text(call, "email");
    cd_user_t user = { 0 };

    if (cd_find_user(call, email, &user) != CD_EXIT_OK) {
        return CD_EXIT_FAILED;
    }
    if (cd_staff_lock_user(call->db, &user, lock, call->now) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("user %s is %s\n", email, lock ? "locked" : "open");
    return CD_EXIT_OK;
}

static int lock(cd_call_t *call)
{
    return set_lock(call, 1);
}

static int unlock(cd_call_t *call)
{
    return set_lock(call, 0);
}

static int end_sessions(cd_call_t *call)
{
    const char *email = cd_call_text(call, "email");
    cd_user_t user = { 0 };

    if (cd_find_user(call, email, &user) != CD_EXIT_OK) {
        return CD_EXIT_FAILED;
    }
    if (cd_staff_end_sessions(call->db, &user, call->now) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("sessions of %s ended\n", email);
    return CD_EXIT_OK;
}

static const cd_deed_t deeds[] = {
    { "list", NULL, "email account status after", list,
      "logins by number, a hundred at a time" },
    { "show", "email", NULL, show, "one, and the accounts it may act for" },
    { "lock", "email", NULL, lock,
      "it can't sign in any more, and its sessions end" },
    { "unlock", "email", NULL, unlock, "open it again" },
    { "set-password", "email", NULL, set_password,
      "read the new password from standard input, set it and end the user's "
      "sessions" },
    { "end-sessions", "email", NULL, end_sessions, "sign it out everywhere" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "email", CD_TAKE_TEXT, "the user; for list, those that begin so" },
    { "account", CD_TAKE_NUMBER, "those that may act for it" },
    { "status", CD_TAKE_TEXT, "active or suspended" },
    { "after", CD_TAKE_NUMBER, "go on behind this number" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = {
    "user", "Looks at logins, locks them, sets their passwords.", deeds,
    options
};

int cd_ctl_user(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
