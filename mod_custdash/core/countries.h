/* SPDX-License-Identifier: Apache-2.0 */
/* The world's countries by name in a language. */
#ifndef CD_COUNTRIES_H
#define CD_COUNTRIES_H

#include "form.h"

/**
 * ISO 3166-1 codes with CLDR's names in @a language, in that language's
 * alphabetical order, an empty option first. In @a pool; NULL when ICU
 * fails.
 */
const cd_option_t *cd_countries(apr_pool_t *pool, const char *language);

#endif
