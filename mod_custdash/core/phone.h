/* SPDX-License-Identifier: Apache-2.0 */
/* Telephone numbers as people read them. */
#ifndef CD_PHONE_H
#define CD_PHONE_H

#include <apr_pools.h>

/**
 * An E.164 number with spaces, as ITU-T E.123 asks: "+353915550142" becomes
 * "+353 915 550 142". The country code stands alone (ITU-T E.164, list of
 * assigned codes); what follows is in threes, never with one digit left over,
 * for each country has groups of its own, which change.
 * @return in @a pool; anything but + and 7 to 15 digits: as it came
 */
const char *cd_phone(apr_pool_t *pool, const char *number);

#endif
