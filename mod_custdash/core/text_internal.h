/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the language layer share among themselves. */
#ifndef CD_TEXT_INTERNAL_H
#define CD_TEXT_INTERNAL_H

#include <apr_hash.h>
#include <apr_thread_mutex.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/umsg.h>
#include <unicode/unum.h>
#include <unicode/ureldatefmt.h>

#include "text.h"

#define CD_TEXT_ARGS 4   /* arguments a text may have */
#define CD_MONEY_KINDS 8 /* currencies a speaker keeps a format of */
#define CD_ASKED_ROOM 62 /* bytes of a question whose answer is kept */

/** One text of a catalogue. */
typedef struct {
    const char *locale;   /* the language of the file it came from */
    const char *plain;    /* the text itself when it has no arguments */
    const UChar *pattern; /* else its pattern, */
    int index;            /* its place among a speaker's formats */
    unsigned numeric;     /* a bit for each argument that is a number */
} cd_entry_t;

/** Speakers not in use. */
typedef struct {
    apr_thread_mutex_t *lock;
    cd_speaker_t *first;
    int n;
} cd_stock_t;

struct cd_catalogue_t {
    const char *language;
    const char *name;
    apr_hash_t *entries; /* key → cd_entry_t */
    int patterns;        /* number of indexes given to patterns */
    cd_stock_t *stock;
};

enum {
    CD_DAY_SHORT,
    CD_DAY_MEDIUM,
    CD_DAY_LONG,
    CD_DAY_TIME,
    CD_TIME,
    CD_DATE_STYLES
};

typedef struct {
    char currency[4];
    UNumberFormat *format;
} cd_money_format_t;

/** What a speaker was asked and what it said. */
typedef struct cd_said_t cd_said_t;

/** Formats are opened when first needed. */
struct cd_speaker_t {
    cd_speaker_t *next;
    const cd_catalogue_t *catalogue;
    const char *locale;
    char zone[64];
    int today; /* days since 1970-01-01 */
    UMessageFormat **messages;
    UDateFormat *days[CD_DATE_STYLES];    /* for a DATE */
    UDateFormat *moments[CD_DATE_STYLES]; /* for a DATETIME, in the zone */
    UCalendar *calendar;                  /* in the zone */
    URelativeDateTimeFormatter *relative;
    UNumberFormat *number;
    cd_money_format_t money[CD_MONEY_KINDS];
    int next_money;
    ULocaleDisplayNames *names;
    cd_said_t *said; /* for this zone and this day */
};

/** A question to a speaker: its kind, then all that the answer depends on
 *  but the speaker's language, zone and day. */
typedef struct {
    unsigned int len; /* 0: too long to be kept */
    char bytes[CD_ASKED_ROOM];
} cd_asked_t;

/** Begin a question: 'd'ate, 'm'oney, 't'ext … */
void cd_ask(cd_asked_t *asked, char kind);
void cd_ask_more(cd_asked_t *asked, const char *text);

/** What was said to that before, in @a pool; NULL: not known any more. */
const char *cd_said(const cd_speaker_t *s, const cd_asked_t *asked,
                    apr_pool_t *pool);

/** Keep an answer, in the place of another one. */
void cd_say(cd_speaker_t *s, const cd_asked_t *asked, const char *text);

/** The zone or the day is another one. */
void cd_said_forget(cd_speaker_t *s);

/** A text on its way out of ICU, which says how long it is only when the
 *  room was too small: see cd_buffer_more(). */
typedef struct {
    UChar room[256];
    UChar *text;
    int32_t size;
    int32_t len;
    UErrorCode status;
    int turn;
} cd_buffer_t;

/**
 * Loop over an ICU call that fills text/size, sets len and status:
 * `while (cd_buffer_more(&b, pool)) b.len = call(b.text, b.size,
 * &b.status);` with b.turn = 0 before.
 */
int cd_buffer_more(cd_buffer_t *buffer, apr_pool_t *pool);

/** The result in UTF-8, or NULL when the call failed. */
const char *cd_buffer_utf8(const cd_buffer_t *buffer, apr_pool_t *pool);

/** UTF-8 to UTF-16 with a NUL after it; what isn't UTF-8 becomes U+FFFD. */
UChar *cd_utf16(const char *text, apr_pool_t *pool);

/** The same back. */
const char *cd_utf8(const UChar *text, int32_t len, apr_pool_t *pool);

/** The days from 1970-01-01 to a "YYYY-MM-DD…"; false when there is no such
 *  day. */
int cd_parse_day(const char *iso, int *day);

/** An empty stock; its speakers end with the pool. */
apr_status_t cd_stock_create(cd_stock_t **stock, apr_pool_t *pool);

/**
 * Which arguments of a pattern that ICU has found well-formed are numbers.
 * @return NULL, or what the pattern mustn't have
 */
const char *cd_pattern_numbers(unsigned *numeric, const UChar *pattern);

#endif
