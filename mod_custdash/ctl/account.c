/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl account: what staff sees of accounts and does to them. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../model/erasure.h"
#include "../model/export.h"
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

static int is_there(cd_call_t *call, cd_erasure_t *found)
{
    if (cd_erasure_look(call->db, cd_call_number(call, "account"), found,
                        call->pool)
        != CD_DB_OK) {
        cd_call_failed(call);
        return 0;
    }
    if (!found->status) {
        cd_complain("there is no account %s", cd_call_text(call, "account"));
    }
    return found->status != NULL;
}

static int export(cd_call_t *call)
{
    cd_erasure_t found;
    int full;

    if (!is_there(call, &found)) {
        return CD_EXIT_FAILED;
    }
    if (cd_export_write(call->db, cd_call_number(call, "account"), call->now,
                        xmlOutputBufferCreateFile(stdout, NULL), &full,
                        call->pool)
        == CD_DB_OK) {
        return CD_EXIT_OK;
    }
    if (!full) {
        return cd_call_failed(call);
    }
    cd_complain("can't write to standard output");
    return CD_EXIT_FAILED;
}

/* Does something stand against it? It says what. */
static int is_in_use(const cd_call_t *call, const cd_erasure_t *found)
{
    if (found->services + found->domains + found->invoices == 0) {
        return 0;
    }
    cd_complain("account %s has %" APR_INT64_T_FMT
                " services that are not ended, %" APR_INT64_T_FMT
                " domains with us and %" APR_INT64_T_FMT
                " invoices to be paid: end them first, or say --force",
                cd_call_text(call, "account"), found->services, found->domains,
                found->invoices);
    return 1;
}

static int erase(cd_call_t *call)
{
    const char *number = cd_call_text(call, "account");
    cd_erasure_t found;

    if (!is_there(call, &found)) {
        return CD_EXIT_FAILED;
    }
    if (found.erased) {
        printf("account %s is erased already\n", number);
        return CD_EXIT_OK;
    }
    if (!cd_call_text(call, "force") && is_in_use(call, &found)) {
        return CD_EXIT_FAILED;
    }
    if (cd_call_text(call, "dry-run")) {
        printf("account %s would be erased\n", number);
        return CD_EXIT_OK;
    }
    if (cd_erasure_run(call->db, cd_call_number(call, "account"), call->now)
        != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("account %s is erased; its invoices stay\n", number);
    return CD_EXIT_OK;
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
    { "export", "account", NULL, export,
      "all that is known of one, as XML on standard output" },
    { "erase", "account", "dry-run force", erase,
      "take away for ever what is of a person; what invoices must keep stays" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "account", CD_TAKE_NUMBER, "the account's number" },
    { "email", CD_TAKE_TEXT, "those whose address begins so" },
    { "status", CD_TAKE_TEXT, "active, suspended or closed" },
    { "deletion-asked", CD_TAKE_FLAG, "those whose owner wants it deleted" },
    { "after", CD_TAKE_NUMBER, "go on behind this number" },
    { "dry-run", CD_TAKE_FLAG, "only say whether it can be done" },
    { "force", CD_TAKE_FLAG, "although something runs or is owed" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "account",
                                  "Looks at accounts, locks them, ends them.",
                                  deeds, options };

int cd_ctl_account(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
