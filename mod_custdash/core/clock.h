/* SPDX-License-Identifier: Apache-2.0 */
/* What day it is in the site's time zone. */
#ifndef CD_CLOCK_H
#define CD_CLOCK_H

#include <apr_pools.h>
#include <apr_time.h>

typedef struct cd_clock_t cd_clock_t;

/** A clock for an IANA zone, NULL for UTC; shared by threads.
 *  @return NULL when there is no such zone */
cd_clock_t *cd_clock_create(apr_pool_t *pool, const char *zone);

/** The DATE of @a when in the clock's zone: "2026-11-23", in @a pool. */
const char *cd_clock_date(cd_clock_t *clock, apr_time_t when,
                          apr_pool_t *pool);

/** @a when as a UTC DATETIME: "2026-11-23 10:00:00", in @a pool. */
const char *cd_clock_utc(apr_time_t when, apr_pool_t *pool);

/** The same as ISO 8601 has it: "2026-11-23T10:00:00Z". */
const char *cd_clock_iso(apr_time_t when, apr_pool_t *pool);

#endif
