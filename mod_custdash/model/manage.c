/* SPDX-License-Identifier: Apache-2.0 */
/* Puts down what customers decide on their services and domains. */
#include "manage.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "event.h"

/* The service or domain as it is. */
typedef struct {
    const char *name, *due, *cancel_when;
    int renews;
} thing_t;

typedef struct {
    const cd_manager_t *who;
    apr_pool_t *pool;
    int domain, on;
    const char *when, *reason;
    thing_t thing;
    int found;
} deed_t;

static const char *copied(const deed_t *d, const cd_row_t *row,
                          const char *column)
{
    const char *value = cd_row_get(row, column);

    return value ? apr_pstrdup(d->pool, value) : NULL;
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    deed_t *d = baton;
    const char *renews = cd_row_get(row, "auto_renew");

    d->found = 1;
    d->thing.name = copied(d, row, "name");
    d->thing.due = copied(d, row, "due");
    d->thing.cancel_when = copied(d, row, "cancel_when");
    d->thing.renews = renews && strcmp(renews, "0") != 0;
    return CD_DB_OK;
}

static cd_db_result_t lock(cd_db_t *db, deed_t *d)
{
    const cd_manager_t *who = d->who;
    cd_arg_t args[] = { { "account", cd_int_v(who->account) },
                        { "membership", cd_int_v(who->membership) },
                        { "scoped", cd_int_v(who->scoped) },
                        { "id", cd_int_v(who->id) } };

    d->found = 0;
    return cd_db_query(db, d->domain ? "manage.domain" : "manage.service",
                       args, 4, take, d);
}

static cd_db_result_t tell(cd_db_t *db, const deed_t *d, const char *kind,
                           const char *detail, const char *action)
{
    const cd_manager_t *who = d->who;
    cd_event_t event = { who->account, kind, d->domain ? "domain" : "service",
                         who->id, detail };
    cd_audit_t audit = who->audit;
    cd_db_result_t result = cd_event_put(db, &event, who->now);

    audit.action = action;
    audit.subject = d->thing.name;
    return result == CD_DB_OK ? cd_audit_put(db, &audit, who->now) : result;
}

static cd_db_result_t set_renew(cd_db_t *db, void *baton)
{
    deed_t *d = baton;
    cd_arg_t args[] = { { "account", cd_int_v(d->who->account) },
                        { "membership", cd_int_v(d->who->membership) },
                        { "scoped", cd_int_v(d->who->scoped) },
                        { "id", cd_int_v(d->who->id) },
                        { "on", cd_int_v(d->on) } };
    cd_db_result_t result = lock(db, d);

    if (result != CD_DB_OK || !d->found || d->thing.renews == d->on) {
        return result;
    }
    result = cd_db_exec(
        db, d->domain ? "manage.domain-renew" : "manage.service-renew", args,
        5, NULL, NULL);
    return result == CD_DB_OK
        ? tell(db, d, d->domain ? "domain.auto-renew" : "service.auto-renew",
               d->on ? "1" : "0", d->on ? "renewal-on" : "renewal-off")
        : result;
}

cd_db_result_t cd_manage_renew(cd_db_t *db, const cd_manager_t *who,
                               int domain, int on, int *found)
{
    deed_t d = { who, cd_db_pool(db), domain, on };
    cd_db_result_t result = cd_db_transaction(db, set_renew, &d);

    *found = d.found;
    return result;
}

/* "term-end 2027-01-31: I have moved" */
static const char *detail_of(const deed_t *d)
{
    const char *due =
        !strcmp(d->when, "term-end") && d->thing.due ? d->thing.due : NULL;

    return apr_pstrcat(d->pool, d->when, due ? " " : "", due ? due : "",
                       d->reason ? ": " : "", d->reason ? d->reason : "",
                       NULL);
}

static cd_db_result_t set_cancel(cd_db_t *db, void *baton)
{
    deed_t *d = baton;
    cd_arg_t args[] = { { "account", cd_int_v(d->who->account) },
                        { "membership", cd_int_v(d->who->membership) },
                        { "scoped", cd_int_v(d->who->scoped) },
                        { "id", cd_int_v(d->who->id) },
                        { "cancel_when", cd_text_v(d->when) },
                        { "now",
                          cd_text_v(cd_clock_utc(d->who->now, d->pool)) } };
    cd_db_result_t result = lock(db, d);
    const char *was = d->thing.cancel_when ? d->thing.cancel_when : "";

    if (result != CD_DB_OK || !d->found || !strcmp(was, d->when)) {
        return result;
    }
    result = cd_db_exec(db, "manage.service-cancel", args, 6, NULL, NULL);
    if (result != CD_DB_OK) {
        return result;
    }
    return *d->when
        ? tell(db, d, "service.cancel-requested", detail_of(d),
               "cancel-requested")
        : tell(db, d, "service.cancel-withdrawn", NULL, "cancel-withdrawn");
}

cd_db_result_t cd_manage_cancel(cd_db_t *db, const cd_manager_t *who,
                                const char *when, const char *reason,
                                int *found)
{
    deed_t d = { who, cd_db_pool(db), 0, 0, when, reason };
    cd_db_result_t result = cd_db_transaction(db, set_cancel, &d);

    *found = d.found;
    return result;
}
