/* SPDX-License-Identifier: Apache-2.0 */
/* Dates in a time zone, by ICU. */
#include "clock.h"

#include <apr_strings.h>
#include <apr_thread_mutex.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* No zone changes its offset within a quarter of an hour (IANA tz: all
 * changes of this century are at multiples of it). */
#define SLICE apr_time_from_sec(900)

struct cd_clock_t {
    apr_thread_mutex_t *mutex; /* guards all below */
    UCalendar *calendar;
    apr_time_t slice; /* the quarter that offset is of */
    apr_interval_time_t offset;
};

static apr_status_t clock_cleanup(void *data)
{
    ucal_close(data);
    return APR_SUCCESS;
}

static int is_zone(const char *zone, UChar *name, int room)
{
    UChar canonical[128];
    UBool system = 0;
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8(name, room, NULL, zone, -1, &status);
    ucal_getCanonicalTimeZoneID(name, -1, canonical, 128, &system, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING
        && system;
}

cd_clock_t *cd_clock_create(apr_pool_t *pool, const char *zone)
{
    cd_clock_t *clock = apr_pcalloc(pool, sizeof(*clock));
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];

    if (apr_thread_mutex_create(&clock->mutex, APR_THREAD_MUTEX_DEFAULT, pool)
        != APR_SUCCESS) {
        return NULL;
    }
    if (!zone || !strcmp(zone, "UTC")) {
        return clock;
    }
    if (!is_zone(zone, name, 128)) {
        return NULL;
    }
    clock->slice = -1;
    clock->calendar = ucal_open(name, -1, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, clock->calendar, clock_cleanup,
                              apr_pool_cleanup_null);
    return clock;
}

static apr_interval_time_t offset_at(cd_clock_t *clock, apr_time_t when)
{
    UErrorCode status = U_ZERO_ERROR;
    apr_interval_time_t offset;

    if (!clock->calendar) {
        return 0;
    }
    apr_thread_mutex_lock(clock->mutex);
    if (clock->slice != when / SLICE) {
        ucal_setMillis(clock->calendar, (UDate) apr_time_as_msec(when),
                       &status);
        clock->offset = 1000
            * ((apr_int64_t) ucal_get(clock->calendar, UCAL_ZONE_OFFSET,
                                      &status)
               + ucal_get(clock->calendar, UCAL_DST_OFFSET, &status));
        clock->slice = when / SLICE;
    }
    offset = clock->offset;
    apr_thread_mutex_unlock(clock->mutex);
    return offset;
}

const char *cd_clock_date(cd_clock_t *clock, apr_time_t when, apr_pool_t *pool)
{
    apr_time_exp_t t;

    apr_time_exp_gmt(&t, when + offset_at(clock, when));
    return apr_psprintf(pool, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1,
                        t.tm_mday);
}

const char *cd_clock_utc(apr_time_t when, apr_pool_t *pool)
{
    apr_time_exp_t t;

    apr_time_exp_gmt(&t, when);
    return apr_psprintf(pool, "%04d-%02d-%02d %02d:%02d:%02d",
                        t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                        t.tm_min, t.tm_sec);
}

const char *cd_clock_iso(apr_time_t when, apr_pool_t *pool)
{
    char *text = apr_pstrcat(pool, cd_clock_utc(when, pool), "Z", NULL);

    text[10] = 'T';
    return text;
}
