/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl audit: what was done, to whom and by whom. */
#include "group.h"

static int list(cd_call_t *call)
{
    apr_int64_t account = cd_call_number(call, "account");
    apr_int64_t before = cd_call_number(call, "before");
    cd_arg_t args[] = {
        { "before", before ? cd_int_v(before) : cd_text_v(NULL) },
        { "account", account ? cd_int_v(account) : cd_text_v(NULL) },
        { "email", cd_text_v(cd_call_text(call, "email")) },
        { "since", cd_text_v(cd_call_text(call, "since")) },
        { "kind", cd_text_v(cd_call_text(call, "kind")) },
    };

    return cd_call_print(call, "audit.staff-list", args, 5);
}

static const cd_deed_t deeds[] = {
    { "list", NULL, "account email since kind before", list,
      "the last two hundred events, the last first" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "account", CD_TAKE_NUMBER, "what was done to this account" },
    { "email", CD_TAKE_TEXT, "what this user did" },
    { "since", CD_TAKE_DATE, "not before this day (UTC)" },
    { "kind", CD_TAKE_TEXT, "one kind of event, such as sign-in" },
    { "before", CD_TAKE_NUMBER, "go on behind the event of this number" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "audit", "Reads the log of events.", deeds,
                                  options };

int cd_ctl_audit(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
