/* SPDX-License-Identifier: Apache-2.0 */
/* Sums and shares of money. */
#include "money.h"

void cd_sum_add(cd_sum_t *sum, apr_int64_t amount)
{
    if (__builtin_add_overflow(sum->amount, amount, &sum->amount)) {
        sum->overflow = 1;
    }
}

int cd_money_scale(apr_int64_t amount, apr_int64_t factor, apr_int64_t divisor,
                   apr_int64_t *result)
{
    /* the product of two numbers of 64 bits always fits in 128 */
    __extension__ __int128 product = (__int128) amount * factor;
    __extension__ __int128 whole = product / divisor;
    apr_int64_t rest = (apr_int64_t) (product % divisor);

    rest = rest < 0 ? -rest : rest;
    if (rest >= divisor - rest) {
        whole += product < 0 ? -1 : 1;
    }
    *result = (apr_int64_t) whole;
    return *result == whole;
}
