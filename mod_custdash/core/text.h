/* SPDX-License-Identifier: Apache-2.0 */
/* Words, dates and amounts in the viewer's language: message catalogues and
 * ICU formats. */
#ifndef CD_TEXT_H
#define CD_TEXT_H

#include <apr_pools.h>

typedef struct cd_catalogue_t cd_catalogue_t; /* one language, read only */
typedef struct cd_speaker_t cd_speaker_t;     /* formats for one thread */

/**
 * Read `lang/CODE.xml` files, parent theme first so that a child's texts
 * replace single ones. Patterns are ICU MessageFormat with positional
 * arguments; each is compiled while loading.
 * @return NULL, or "file:line: what is wrong"
 */
const char *cd_catalogue_load(cd_catalogue_t **catalogue, apr_pool_t *pool,
                              const char *language, const char *const *files);

/** The language's own name, from the catalogue's `name`. */
const char *cd_catalogue_name(const cd_catalogue_t *catalogue);

/** True when there is a text for @a key. */
int cd_catalogue_has(const cd_catalogue_t *catalogue, const char *key);

/**
 * Take a speaker of that language out of the catalogue's stock (or make
 * one): it holds ICU formatters, which are costly to open and not safe to
 * share. Give it back with cd_speaker_release().
 * @param time_zone IANA name, NULL for UTC; @param today "YYYY-MM-DD"
 */
cd_speaker_t *cd_speaker_acquire(const cd_catalogue_t *catalogue,
                                 const char *time_zone, const char *today);
void cd_speaker_release(cd_speaker_t *speaker);

/* Each returns UTF-8 in @a pool. Arguments are UTF-8 texts; numbers for
 * plurals are decimal digits. */

/** The text for @a key with @a n arguments (at most 4); NULL when there is
 *  none. */
const char *cd_text(cd_speaker_t *s, apr_pool_t *pool, const char *key,
                    const char *const *args, int n);

/** A DATE "2026-11-23" or UTC DATETIME "2026-11-23T10:00:00Z" in @a style:
 *  short, medium, long, datetime, relative. Anything else: as it came. */
const char *cd_date(cd_speaker_t *s, apr_pool_t *pool, const char *iso,
                    const char *style);

/** An amount in the currency's minor unit (ISO 4217): "123456", "PLN". */
const char *cd_money(cd_speaker_t *s, apr_pool_t *pool, const char *minor,
                     const char *currency);

const char *cd_number(cd_speaker_t *s, apr_pool_t *pool, const char *n);
const char *cd_country(cd_speaker_t *s, apr_pool_t *pool, const char *code);
const char *cd_language(cd_speaker_t *s, apr_pool_t *pool, const char *code);

/** True for languages written from right to left. */
int cd_text_rtl(const char *language);

#endif
