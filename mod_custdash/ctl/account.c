/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl account: what staff sees of accounts and does to them. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../model/staff.h"
#include "group.h"
#include "password.h"

static int list(cd_call_t *call)
{
    cd_arg_t args[] = {
        { "after", cd_int_v(cd_call_number(call, "after")) },
        { "email", cd_text_v(cd_call_text(call, "email")) },
        { "status", cd_text_v(cd_call_text(call, "status")) },
        { "asked", cd_int_v(cd_call_text(call, "deletion-asked") != NULL) },
    };

    return cd_call_print(call, "account.staff-list", args, 4);
}

static int show(cd_call_t *call)
{
    cd_arg_t args[] = { { "account",
                          cd_int_v(cd_call_number(call, "account")) } };

    return cd_call_print_one(call, "account.staff-one", args, 1, "account",
                             cd_call_text(call, "account"));
}

static int set_lock(cd_call_t *call, int lock)
{
    const char *number = cd_call_text(call, "account"), *status;

    if (cd_staff_lock(call->db, cd_call_number(call, "account"), lock,
                      call->now, &status)
        != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (!status || !strcmp(status, "closed")) {
        cd_complain(status ? "account %s is closed" : "there is no account %s",
                    number);
        return CD_EXIT_FAILED;
    }
    printf("account %s is %s\n", number, lock ? "locked" : "open");
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

static cd_db_result_t take_email(void *baton, const cd_row_t *row)
{
    cd_call_t *call = ((void **) baton)[0];

    ((void **) baton)[1] = apr_pstrdup(call->pool, cd_row_get(row, "email"));
    return CD_DB_OK;
}

static int set_password(cd_call_t *call)
{
    cd_arg_t args[] = { { "account",
                          cd_int_v(cd_call_number(call, "account")) } };
    void *found[] = { call, NULL };

    if (cd_db_query(call->db, "account.owner", args, 1, take_email, found)
        != CD_DB_OK) {
        return cd_call_failed(call);
    }
    if (!found[1]) {
        cd_complain("there is no account %s with an owner",
                    cd_call_text(call, "account"));
        return CD_EXIT_FAILED;
    }
    return cd_password_set(call, found[1]);
}

static const cd_deed_t deeds[] = {
    { "list", NULL, "email status deletion-asked after", list,
      "accounts by number, a hundred at a time" },
    { "show", "account", NULL, show, "all about one" },
    { "lock", "account", NULL, lock,
      "nobody sees it from her next request on" },
    { "unlock", "account", NULL, unlock, "open it again" },
    { "set-password", "account", NULL, set_password,
      "read the owner's new password from standard input, set it and end her "
      "sessions" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "account", CD_TAKE_NUMBER, "the account's number" },
    { "email", CD_TAKE_TEXT, "those whose address begins so" },
    { "status", CD_TAKE_TEXT, "active, suspended or closed" },
    { "deletion-asked", CD_TAKE_FLAG, "those whose owner wants it deleted" },
    { "after", CD_TAKE_NUMBER, "go on behind this number" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "account",
                                  "Looks at accounts, locks them, ends them.",
                                  deeds, options };

int cd_ctl_account(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
