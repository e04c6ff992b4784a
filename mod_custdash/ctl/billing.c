/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl billing: the run that makes recurring invoices. */
#include <apr_strings.h>
#include <stdio.h>

#include "../core/clock.h"
#include "../model/recurring.h"
#include "group.h"

static void made(void *baton, apr_int64_t account, const char *number,
                 int lines)
{
    (void) baton;
    printf("account %" APR_INT64_T_FMT ": invoice %s, %d %s\n", account,
           number, lines, lines == 1 ? "line" : "lines");
}

static int run(cd_call_t *call)
{
    const char *date = cd_call_text(call, "date");
    cd_recurring_t r = { 0 };

    r.date = date
        ? date
        : apr_pstrndup(call->pool, cd_clock_utc(call->now, call->pool), 10);
    r.now = call->now;
    r.dry = cd_call_text(call, "dry-run") != NULL;
    r.made = made;
    if (cd_recurring_run(call->db, &r) != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("%s: %d invoices of %d lines%s, %d reminders, %d services overdue",
           r.date, r.invoices, r.lines, r.dry ? " would be made" : "",
           r.reminders, r.overdue);
    printf(r.failed ? ", %d accounts failed\n" : "\n", r.failed);
    return r.failed ? CD_EXIT_FAILED : CD_EXIT_OK;
}

static const cd_deed_t deeds[] = {
    { "run", NULL, "date dry-run", run,
      "make the invoices of what falls due, remind of those that are to be "
      "paid, and tell by events which services run on unpaid; started again "
      "it does what is left" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "date", CD_TAKE_DATE, "as if it were this day (default: today, UTC)" },
    { "dry-run", CD_TAKE_FLAG, "only count" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = { "billing", "Makes recurring invoices.",
                                  deeds, options };

int cd_ctl_billing(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
