/* SPDX-License-Identifier: Apache-2.0 */
/* Money: whole numbers of the currency's minor unit, never floats. What does
 * not fit in 64 bits is never passed over: it sets a flag that sticks. */
#ifndef CD_MONEY_H
#define CD_MONEY_H

#include <apr.h>

/** A sum, and whether it ever left the range. Begin with { 0, 0 }. */
typedef struct {
    apr_int64_t amount;
    int overflow;
} cd_sum_t;

/** Add @a amount. After an overflow the amount means nothing. */
void cd_sum_add(cd_sum_t *sum, apr_int64_t amount);

/**
 * @a amount * @a factor / @a divisor, rounded to the nearest, halves away
 * from zero: a credit of the same amount is the same, negative.
 * @param divisor greater than 0
 * @return non-zero and *result set, or 0 when it does not fit
 */
int cd_money_scale(apr_int64_t amount, apr_int64_t factor, apr_int64_t divisor,
                   apr_int64_t *result);

#endif
