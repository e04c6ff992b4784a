/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, amounts, numbers and names of countries and languages, as CLDR has
 * them for the viewer's language. */
#include "text_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <unicode/ucurr.h>

#define DAY_MS 86400000.0
#define RELATIVE_DAYS 30 /* further away, a date says more */
#define NUMBER_DIGITS 40

/* A DATE or DATETIME taken apart. */
typedef struct {
    int day; /* since 1970-01-01 */
    int has_time;
    UDate when; /* milliseconds since then */
} moment_t;

static const UChar utc[] = { 'U', 'T', 'C', 0 };

/* n digits as a number, or -1. */
static int digits(const char *text, int n)
{
    int value = 0;

    while (n-- > 0) {
        if (!apr_isdigit(*text)) {
            return -1;
        }
        value = 10 * value + (*text++ - '0');
    }
    return value;
}

static int month_length(int year, int month)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31 };
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return length[month - 1] + (month == 2 && leap);
}

/* Counted in years that begin in March, so that the leap day is the last
 * and a month's start needs no table. */
static int days_since_1970(int year, int month, int day)
{
    int y = month > 2 ? year : year - 1;
    int m = (month + 9) % 12;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
        - 719468;
}

int cd_parse_day(const char *iso, int *day)
{
    int y, m, d;

    y = digits(iso, 4);
    if (y < 1 || iso[4] != '-') {
        return 0;
    }
    m = digits(iso + 5, 2);
    if (m < 1 || m > 12 || iso[7] != '-') {
        return 0;
    }
    d = digits(iso + 8, 2);
    if (d < 1 || d > month_length(y, m)) {
        return 0;
    }
    *day = days_since_1970(y, m, d);
    return 1;
}

/* "10:00:00Z" as seconds, or -1. */
static int parse_time(const char *text)
{
    int h, m, s;

    h = digits(text, 2);
    if (h < 0 || h > 23 || text[2] != ':') {
        return -1;
    }
    m = digits(text + 3, 2);
    if (m < 0 || m > 59 || text[5] != ':') {
        return -1;
    }
    s = digits(text + 6, 2);
    if (s < 0 || s > 60 || strcmp(text + 8, "Z") != 0) {
        return -1;
    }
    return 3600 * h + 60 * m + s;
}

static int parse_moment(const char *iso, moment_t *moment)
{
    int seconds = 0;

    if (!cd_parse_day(iso, &moment->day)) {
        return 0;
    }
    moment->has_time = iso[10] == 'T';
    if (moment->has_time) {
        seconds = parse_time(iso + 11);
    }
    else if (iso[10] != '\0') {
        return 0;
    }
    if (seconds < 0) {
        return 0;
    }
    moment->when = DAY_MS * moment->day + 1000.0 * seconds;
    return 1;
}

/* The day a moment falls on where the viewer is. */
static int local_day(cd_speaker_t *s, const moment_t *moment, apr_pool_t *pool)
{
    UErrorCode status = U_ZERO_ERROR;
    double local;
    int day;

    if (!moment->has_time) {
        return moment->day;
    }
    if (!s->calendar) {
        s->calendar = ucal_open(cd_utf16(s->zone, pool), -1, s->locale,
                                UCAL_GREGORIAN, &status);
    }
    ucal_setMillis(s->calendar, moment->when, &status);
    local = moment->when + ucal_get(s->calendar, UCAL_ZONE_OFFSET, &status)
        + ucal_get(s->calendar, UCAL_DST_OFFSET, &status);
    if (U_FAILURE(status)) {
        return moment->day;
    }
    day = (int) (local / DAY_MS);
    return day * DAY_MS > local ? day - 1 : day;
}

static UDateFormat *date_format(cd_speaker_t *s, int style, int zoned,
                                apr_pool_t *pool)
{
    static const struct {
        UDateFormatStyle date, time;
    } styles[CD_DATE_STYLES] = {
        [CD_DAY_SHORT] = { UDAT_SHORT, UDAT_NONE },
        [CD_DAY_MEDIUM] = { UDAT_MEDIUM, UDAT_NONE },
        [CD_DAY_LONG] = { UDAT_LONG, UDAT_NONE },
        [CD_DAY_TIME] = { UDAT_MEDIUM, UDAT_SHORT },
        [CD_TIME] = { UDAT_NONE, UDAT_SHORT },
    };
    UDateFormat **format = zoned ? &s->moments[style] : &s->days[style];
    UErrorCode status = U_ZERO_ERROR;

    if (!*format) {
        *format = udat_open(styles[style].time, styles[style].date, s->locale,
                            zoned ? cd_utf16(s->zone, pool) : utc, -1, NULL, 0,
                            &status);
    }
    return *format;
}

static const char *date_in(cd_speaker_t *s, apr_pool_t *pool,
                           const moment_t *moment, int style)
{
    UDateFormat *format = date_format(s, style, moment->has_time, pool);
    cd_buffer_t buffer;

    if (!format) {
        return NULL;
    }
    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len = udat_format(format, moment->when, buffer.text,
                                 buffer.size, NULL, &buffer.status);
    }
    return cd_buffer_utf8(&buffer, pool);
}

static const char *days_away(cd_speaker_t *s, apr_pool_t *pool, int days)
{
    UErrorCode status = U_ZERO_ERROR;
    cd_buffer_t buffer;

    if (!s->relative) {
        s->relative = ureldatefmt_open(s->locale, NULL, UDAT_STYLE_LONG,
                                       UDISPCTX_CAPITALIZATION_NONE, &status);
    }
    if (!s->relative) {
        return NULL;
    }
    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len =
            ureldatefmt_format(s->relative, days, UDAT_REL_UNIT_DAY,
                               buffer.text, buffer.size, &buffer.status);
    }
    return cd_buffer_utf8(&buffer, pool);
}

static const char *relative(cd_speaker_t *s, apr_pool_t *pool,
                            const moment_t *moment)
{
    int days = local_day(s, moment, pool) - s->today;

    if (abs(days) > RELATIVE_DAYS) {
        return date_in(s, pool, moment, CD_DAY_MEDIUM);
    }
    if (days == 0 && moment->has_time) {
        return date_in(s, pool, moment, CD_TIME);
    }
    return days_away(s, pool, days);
}

static int date_style(const char *name, const moment_t *moment)
{
    if (name && strcmp(name, "short") == 0) {
        return CD_DAY_SHORT;
    }
    if (name && strcmp(name, "long") == 0) {
        return CD_DAY_LONG;
    }
    if (name && strcmp(name, "datetime") == 0 && moment->has_time) {
        return CD_DAY_TIME;
    }
    return CD_DAY_MEDIUM;
}

const char *cd_date(cd_speaker_t *s, apr_pool_t *pool, const char *iso,
                    const char *style)
{
    moment_t moment;
    cd_asked_t asked;
    const char *text;

    cd_ask(&asked, 'd');
    cd_ask_more(&asked, iso);
    cd_ask_more(&asked, style ? style : "");
    text = cd_said(s, &asked, pool);
    if (text) {
        return text;
    }
    if (!parse_moment(iso, &moment)) {
        return iso;
    }
    if (style && strcmp(style, "relative") == 0) {
        text = relative(s, pool, &moment);
    }
    else {
        text = date_in(s, pool, &moment, date_style(style, &moment));
    }
    if (!text) {
        return iso;
    }
    cd_say(s, &asked, text);
    return text;
}

static const char *decimal(const UNumberFormat *format, const char *number,
                           apr_pool_t *pool)
{
    cd_buffer_t buffer;

    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len = unum_formatDecimal(format, number, -1, buffer.text,
                                        buffer.size, NULL, &buffer.status);
    }
    return cd_buffer_utf8(&buffer, pool);
}

/* Skips a sign and digits; false when there are none. */
static int skip_integer(const char **text)
{
    const char *p = *text;

    if (*p == '-') {
        p++;
    }
    if (!apr_isdigit(*p)) {
        return 0;
    }
    while (apr_isdigit(*p)) {
        p++;
    }
    *text = p;
    return 1;
}

static int is_decimal(const char *text)
{
    const char *p = text;

    if (!skip_integer(&p)) {
        return 0;
    }
    if (p[0] == '.' && apr_isdigit(p[1])) {
        for (p++; apr_isdigit(*p);) {
            p++;
        }
    }
    return *p == '\0' && p - text <= NUMBER_DIGITS;
}

static UNumberFormat *number_format(cd_speaker_t *s, UNumberFormatStyle style)
{
    UErrorCode status = U_ZERO_ERROR;

    return unum_open(style, NULL, 0, s->locale, NULL, &status);
}

const char *cd_number(cd_speaker_t *s, apr_pool_t *pool, const char *n)
{
    const char *text;

    if (!is_decimal(n)) {
        return n;
    }
    if (!s->number) {
        s->number = number_format(s, UNUM_DECIMAL);
    }
    if (!s->number) {
        return n;
    }
    text = decimal(s->number, n, pool);
    return text ? text : n;
}

static int is_code(const char *code, apr_size_t len)
{
    apr_size_t i;

    for (i = 0; i < len; i++) {
        if (code[i] < 'A' || code[i] > 'Z') {
            return 0;
        }
    }
    return code[len] == '\0';
}

static UNumberFormat *money_open(cd_speaker_t *s, const UChar *currency)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = number_format(s, UNUM_CURRENCY);

    if (format) {
        unum_setTextAttribute(format, UNUM_CURRENCY_CODE, currency, 3,
                              &status);
    }
    if (U_SUCCESS(status)) {
        return format;
    }
    unum_close(format);
    return NULL;
}

static UNumberFormat *money_format(cd_speaker_t *s, const char *code,
                                   const UChar *currency)
{
    cd_money_format_t *slot = s->money;
    int i;

    for (i = 0; i < CD_MONEY_KINDS; i++) {
        if (strcmp(slot[i].currency, code) == 0) {
            return slot[i].format;
        }
    }
    slot += s->next_money;
    s->next_money = (s->next_money + 1) % CD_MONEY_KINDS;
    unum_close(slot->format);
    slot->currency[0] = '\0';
    slot->format = money_open(s, currency);
    if (slot->format) {
        apr_cpystrn(slot->currency, code, sizeof(slot->currency));
    }
    return slot->format;
}

/* "-5" with two digits → "-0.05" */
static const char *shift_point(const char *minor, int places, apr_pool_t *pool)
{
    const char *sign = *minor == '-' ? "-" : "";
    const char *number = minor + strlen(sign);
    int len = (int) strlen(number);
    int zeros = len > places ? 0 : places + 1 - len;

    number = apr_psprintf(pool, "%.*s%s", zeros, "0000000000", number);
    len += zeros;
    return apr_psprintf(pool, "%s%.*s.%s", sign, len - places, number,
                        number + len - places);
}

static const char *money(cd_speaker_t *s, apr_pool_t *pool, const char *minor,
                         const char *currency)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *end = minor;
    UNumberFormat *format;
    UChar *code;
    int places;

    if (!skip_integer(&end) || *end || end - minor > NUMBER_DIGITS
        || !is_code(currency, 3)) {
        return NULL;
    }
    code = cd_utf16(currency, pool);
    places = ucurr_getDefaultFractionDigits(code, &status);
    format = money_format(s, currency, code);
    if (!format || U_FAILURE(status) || places < 0 || places > 9) {
        return NULL;
    }
    return decimal(format, shift_point(minor, places, pool), pool);
}

const char *cd_money(cd_speaker_t *s, apr_pool_t *pool, const char *minor,
                     const char *currency)
{
    cd_asked_t asked;
    const char *text;

    cd_ask(&asked, 'm');
    cd_ask_more(&asked, minor);
    cd_ask_more(&asked, currency);
    text = cd_said(s, &asked, pool);
    if (text) {
        return text;
    }
    text = money(s, pool, minor, currency);
    if (!text) {
        return minor;
    }
    cd_say(s, &asked, text);
    return text;
}

static ULocaleDisplayNames *names(cd_speaker_t *s)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!s->names) {
        s->names = uldn_open(s->locale, ULDN_STANDARD_NAMES, &status);
    }
    return s->names;
}

const char *cd_country(cd_speaker_t *s, apr_pool_t *pool, const char *code)
{
    cd_buffer_t buffer;
    const char *text;

    if (!is_code(code, 2) || !names(s)) {
        return code;
    }
    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len = uldn_regionDisplayName(s->names, code, buffer.text,
                                            buffer.size, &buffer.status);
    }
    text = cd_buffer_utf8(&buffer, pool);
    return text ? text : code;
}

/* Letters, digits and hyphens, as long as a tag may be (RFC 5646, 4.4.1). */
static int is_language(const char *code)
{
    apr_size_t len = strspn(code,
                            "abcdefghijklmnopqrstuvwxyz"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    return len >= 2 && len <= 35 && code[len] == '\0';
}

const char *cd_language(cd_speaker_t *s, apr_pool_t *pool, const char *code)
{
    cd_buffer_t buffer;
    const char *text;

    if (!is_language(code) || !names(s)) {
        return code;
    }
    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len = uldn_localeDisplayName(s->names, code, buffer.text,
                                            buffer.size, &buffer.status);
    }
    text = cd_buffer_utf8(&buffer, pool);
    return text ? text : code;
}
