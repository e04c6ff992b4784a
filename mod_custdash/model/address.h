/* SPDX-License-Identifier: Apache-2.0 */
/* Postcodes and VAT identification numbers: what they look like, country by
 * country. Whether one exists is not asked. */
#ifndef CD_ADDRESS_H
#define CD_ADDRESS_H

#include <apr_pools.h>

/**
 * Check a postcode by the country's pattern and write it as the country does:
 * "00950" of PL becomes "00-950". Case, spaces, hyphens and the country's
 * code before it don't matter. A country without a pattern takes anything.
 * @param country ISO 3166-1 alpha-2; "" or NULL: not known
 * @param value replaced by the canonical form, in @a pool
 * @return NULL, or the code of a message: "postcode"
 */
const char *cd_postcode_check(apr_pool_t *pool, const char *country,
                              const char **value);

/**
 * The same for a VAT identification number of the European Union, the United
 * Kingdom, Switzerland, Liechtenstein and Norway; the country's prefix is
 * put before it where it was left out: "725-123-45-67" of PL becomes
 * "PL7251234567". In other countries any text is taken.
 * @return NULL, or "tax-id"
 */
const char *cd_tax_id_check(apr_pool_t *pool, const char *country,
                            const char **value);

#endif
