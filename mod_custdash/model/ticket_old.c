/* SPDX-License-Identifier: Apache-2.0 */
/* Files of tickets that are closed for long make room again. */
#include <apr_strings.h>

#include "ticket_staff.h"

static cd_db_result_t take_old(void *baton, const cd_row_t *row)
{
    apr_array_header_t *list = baton;
    cd_old_ticket_t *old = apr_array_push(list);

    old->id = apr_atoi64(cd_row_get(row, "id"));
    old->account = apr_atoi64(cd_row_get(row, "account"));
    old->number = apr_pstrdup(list->pool, cd_row_get(row, "number"));
    old->files = apr_atoi64(cd_row_get(row, "files"));
    old->bytes = apr_atoi64(cd_row_get(row, "size"));
    return CD_DB_OK;
}

cd_db_result_t cd_staff_old_files(cd_db_t *db, const char *before,
                                  apr_array_header_t *list)
{
    cd_arg_t arg = { "before", cd_text_v(before) };

    return cd_db_query(db, "ticket.old-files", &arg, 1, take_old, list);
}

typedef struct {
    const cd_old_ticket_t *old;
    const char *before;
    apr_time_t now;
    apr_int64_t removed;
} removal_t;

static cd_db_result_t remove_files(cd_db_t *db, void *baton)
{
    removal_t *r = baton;
    cd_arg_t args[] = { { "account", cd_int_v(r->old->account) },
                        { "id", cd_int_v(r->old->id) },
                        { "before", cd_text_v(r->before) } };
    cd_audit_t audit = { 0 };
    cd_db_result_t result =
        cd_db_exec(db, "ticket.remove-files", args, 3, &r->removed, NULL);

    if (result != CD_DB_OK || !r->removed) {
        return result;
    }
    audit.account = r->old->account;
    audit.action = "ticket-files-removed";
    audit.subject = r->old->number;
    audit.detail = "custdashctl";
    return cd_audit_put(db, &audit, r->now);
}

cd_db_result_t cd_staff_remove_files(cd_db_t *db, const cd_old_ticket_t *old,
                                     const char *before, apr_time_t now,
                                     apr_int64_t *removed)
{
    removal_t r = { old, before, now, 0 };
    cd_db_result_t result = cd_db_transaction(db, remove_files, &r);

    *removed = r.removed;
    return result;
}
