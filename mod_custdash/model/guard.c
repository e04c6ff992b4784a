/* SPDX-License-Identifier: Apache-2.0 */
/* Counts failed attempts in the database, which front ends share. */
#include "guard.h"

#include <apr_strings.h>
#include <arpa/inet.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"

#define MOST (15 * 60)          /* longest delay, in seconds */
#define NAME_FORGIVEN (15 * 60) /* one attempt in so many seconds */
#define PLACE_FORGIVEN 60
#define V6_PREFIX 8 /* bytes: what one customer gets */

/* The part of an address that others don't share. */
static const char *place_of(apr_pool_t *pool, const char *address)
{
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];

    if (!address || !strchr(address, ':')
        || inet_pton(AF_INET6, address, bytes) != 1) {
        return address ? address : "";
    }
    memset(bytes + V6_PREFIX, 0, sizeof(bytes) - V6_PREFIX);
    return apr_pstrdup(pool, inet_ntop(AF_INET6, bytes, text, sizeof(text)));
}

cd_guard_t cd_guard_begin(const cd_ctx_t *ctx, const char *purpose,
                          apr_int64_t user, const char *text)
{
    const char *place = place_of(ctx->pool, ctx->address);
    const char *name = user
        ? apr_psprintf(ctx->pool, "%s\n%s\nuser %" APR_INT64_T_FMT, purpose,
                       place, user)
        : apr_pstrcat(ctx->pool, purpose, "\n", place, "\ntext ", text, NULL);
    cd_guard_t guard;

    cd_digest(guard.name, CD_GUARD_BYTES, name, strlen(name));
    place = apr_pstrcat(ctx->pool, purpose, "\n", place, NULL);
    cd_digest(guard.place, CD_GUARD_BYTES, place, strlen(place));
    guard.safety = ctx->safety;
    return guard;
}

cd_guard_t cd_guard_of_user(const cd_ctx_t *ctx, const char *purpose,
                            apr_int64_t user)
{
    cd_guard_t guard = cd_guard_begin(ctx, purpose, user, NULL);
    const char *everywhere =
        apr_psprintf(ctx->pool, "%s\nuser %" APR_INT64_T_FMT, purpose, user);

    cd_digest(guard.place, CD_GUARD_BYTES, everywhere, strlen(everywhere));
    return guard;
}

static cd_db_result_t take_wait(void *baton, const cd_row_t *row)
{
    const char *wait = cd_row_get(row, "wait");

    /* the second that has begun counts */
    *(int *) baton = wait ? (int) apr_atoi64(wait) + 1 : 0;
    return CD_DB_OK;
}

cd_db_result_t cd_guard_wait(cd_db_t *db, const cd_guard_t *guard,
                             apr_time_t now, int *wait)
{
    cd_arg_t args[] = { { "name", cd_bytes_v(guard->name, CD_GUARD_BYTES) },
                        { "place", cd_bytes_v(guard->place, CD_GUARD_BYTES) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    *wait = 0;
    return cd_db_query(db, "throttle.wait", args, 3, take_wait, wait);
}

static cd_db_result_t count(cd_db_t *db, const unsigned char *id, int allowed,
                            int forgive, apr_time_t now)
{
    cd_arg_t args[] = { { "id", cd_bytes_v(id, CD_GUARD_BYTES) },
                        { "free", cd_int_v(allowed) },
                        { "most", cd_int_v(MOST) },
                        { "forgive", cd_int_v(forgive) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "throttle.count", args, 5, NULL, NULL);
}

cd_db_result_t cd_guard_failed(cd_db_t *db, const cd_guard_t *guard,
                               apr_time_t now)
{
    cd_db_result_t result =
        count(db, guard->name, guard->safety->tries - 1, NAME_FORGIVEN, now);

    return result == CD_DB_OK
        ? count(db, guard->place, guard->safety->address_tries - 1,
                PLACE_FORGIVEN, now)
        : result;
}

cd_db_result_t cd_guard_passed(cd_db_t *db, const cd_guard_t *guard)
{
    cd_arg_t args[] = { { "id", cd_bytes_v(guard->name, CD_GUARD_BYTES) } };

    return cd_db_exec(db, "throttle.clear", args, 1, NULL, NULL);
}

cd_db_result_t cd_guard_purge(cd_db_t *db, apr_time_t now)
{
    cd_arg_t args[] = { { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "throttle.purge", args, 1, NULL, NULL);
}
