/* SPDX-License-Identifier: Apache-2.0 */
/* Tells a user of a browser that she hasn't signed in with before. */
#include "device.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "user_token.h"

#define FORGOTTEN apr_time_from_sec((apr_int64_t) 400 * 86400)

/* In order: Chrome says that it is Safari, the others say both. */
static const char *const browsers[][2] = {
    { "Edg/", "Edge" },        { "OPR/", "Opera" },
    { "Firefox/", "Firefox" }, { "Chrome/", "Chrome" },
    { "Safari/", "Safari" },   { NULL, NULL }
};
static const char *const systems[][2] = { { "iPhone", "iPhone" },
                                          { "iPad", "iPad" },
                                          { "Android", "Android" },
                                          { "Windows", "Windows" },
                                          { "Mac OS X", "macOS" },
                                          { "Linux", "Linux" },
                                          { NULL, NULL } };

static const char *word_of(const char *const words[][2], const char *agent)
{
    int i;

    for (i = 0; words[i][0]; i++) {
        if (strstr(agent, words[i][0])) {
            return words[i][1];
        }
    }
    return "";
}

const char *cd_device_name(apr_pool_t *pool, const char *agent)
{
    const char *browser = word_of(browsers, agent ? agent : "");
    const char *system = word_of(systems, agent ? agent : "");

    return apr_pstrcat(pool, browser, *browser && *system ? ", " : "", system,
                       NULL);
}

typedef struct {
    apr_int64_t devices, known;
} counts_t;

static cd_db_result_t take_counts(void *baton, const cd_row_t *row)
{
    counts_t *counts = baton;
    const char *devices = cd_row_get(row, "devices");
    const char *known = cd_row_get(row, "known");

    counts->devices = devices ? apr_atoi64(devices) : 0;
    counts->known = known ? apr_atoi64(known) : 0;
    return CD_DB_OK;
}

static cd_db_result_t tell(cd_db_t *db, const cd_audit_t *audit,
                           apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    const char *name = cd_device_name(pool, audit->agent);
    const char *const fields[] = { "when",    cd_clock_iso(now, pool),
                                   "agent",   *name ? name : NULL,
                                   "address", audit->address,
                                   NULL };
    cd_addressee_t person;
    cd_db_result_t result = cd_addressee_find(db, pool, audit->user, &person);

    return result == CD_DB_OK ? cd_addressee_tell(db, &person, audit->account,
                                                  "new-device", fields, now)
                              : result;
}

cd_db_result_t cd_device_seen(cd_db_t *db, const cd_audit_t *audit,
                              const char *device, apr_time_t now)
{
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    counts_t counts = { 0, 0 };
    cd_arg_t args[] = { { "user", cd_int_v(audit->user) },
                        { "device", cd_bytes_v(hash, sizeof(hash)) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };
    cd_db_result_t result;

    cd_token_hash(device, hash);
    result = cd_db_query(db, "device.known", args, 2, take_counts, &counts);
    if (result == CD_DB_OK) {
        result = cd_db_exec(db, "device.put", args, 3, NULL, NULL);
    }
    return result == CD_DB_OK && counts.devices > 0 && !counts.known
        ? tell(db, audit, now)
        : result;
}

cd_db_result_t cd_device_purge(cd_db_t *db, apr_time_t now)
{
    cd_arg_t args[] = {
        { "before", cd_text_v(cd_clock_utc(now - FORGOTTEN, cd_db_pool(db))) }
    };

    return cd_db_exec(db, "device.purge", args, 1, NULL, NULL);
}
