/* SPDX-License-Identifier: Apache-2.0 */
/* Countries out of ICU's CLDR data. */
#include "countries.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_ROOM 120
#define KEY_ROOM 512

typedef struct {
    cd_option_t option;
    const uint8_t *key; /* ICU sort key, NUL-terminated */
} country_t;

static int by_key(const void *a, const void *b)
{
    return strcmp((const char *) ((const country_t *) a)->key,
                  (const char *) ((const country_t *) b)->key);
}

static void describe(country_t *country, const char *code,
                     const ULocaleDisplayNames *names, const UCollator *order,
                     apr_pool_t *pool)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[NAME_ROOM];
    char text[3 * NAME_ROOM + 1];
    uint8_t key[KEY_ROOM];
    int32_t n = uldn_regionDisplayName(names, code, name, NAME_ROOM, &status);

    u_strToUTF8(text, sizeof(text), NULL, name, n, &status);
    country->option.value = code;
    country->option.label = U_SUCCESS(status) ? apr_pstrdup(pool, text) : code;
    n = order ? ucol_getSortKey(order, name, n, key, KEY_ROOM) : 0;
    country->key = n > 0 && n <= KEY_ROOM ? apr_pmemdup(pool, key, n)
                                          : (const uint8_t *) code;
}

static cd_option_t *options(const country_t *country, int n, apr_pool_t *pool)
{
    cd_option_t *list = apr_pcalloc(pool, (n + 2) * sizeof(*list));
    int i;

    list[0].value = "";
    for (i = 0; i < n; i++) {
        list[i + 1] = country[i].option;
    }
    return list;
}

const cd_option_t *cd_countries(apr_pool_t *pool, const char *language)
{
    const char *const *codes = uloc_getISOCountries();
    UErrorCode status = U_ZERO_ERROR, order_status = U_ZERO_ERROR;
    ULocaleDisplayNames *names;
    UCollator *order;
    country_t *country;
    int n = 0, i;

    names = uldn_open(language, ULDN_STANDARD_NAMES, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    order = ucol_open(language, &order_status);
    while (codes[n]) {
        n++;
    }
    country = apr_pcalloc(pool, n * sizeof(*country));
    for (i = 0; i < n; i++) {
        describe(&country[i], codes[i], names,
                 U_SUCCESS(order_status) ? order : NULL, pool);
    }
    ucol_close(order);
    uldn_close(names);
    qsort(country, n, sizeof(*country), by_key);
    return options(country, n, pool);
}
