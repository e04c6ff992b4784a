/* SPDX-License-Identifier: Apache-2.0 */
/* Tax of a line, in whole numbers. */
#include "tax.h"

#include "money.h"

#define WHOLE 10000 /* 100 %, in hundredths of a percent */

static int rate_or_0(int rate)
{
    return rate > 0 ? rate : 0;
}

/* tax = amount * rate; the second level on the net, or on both. */
static int add(const cd_tax_t *tax, apr_int64_t net, cd_taxed_t *taxed)
{
    apr_int64_t first, second, base = net;

    taxed->net = net;
    if (!cd_money_scale(net, rate_or_0(tax->rate), WHOLE, &first)
        || (tax->compound && __builtin_add_overflow(net, first, &base))
        || !cd_money_scale(base, rate_or_0(tax->rate2), WHOLE, &second)) {
        return 0;
    }
    taxed->tax2 = second;
    return !__builtin_add_overflow(first, second, &taxed->tax);
}

/* amount = net * (1 + both rates): the second level's part of the tax is
 * what the first, rounded, leaves of it. */
static int take_out(const cd_tax_t *tax, apr_int64_t amount, cd_taxed_t *taxed)
{
    apr_int64_t r1 = rate_or_0(tax->rate), r2 = rate_or_0(tax->rate2), first;
    apr_int64_t whole = tax->compound ? (WHOLE + r1) * (WHOLE + r2)
                                      : (WHOLE + r1 + r2) * WHOLE;

    if (!cd_money_scale(amount, whole - (apr_int64_t) WHOLE * WHOLE, whole,
                        &taxed->tax)
        || !cd_money_scale(amount, r1 * WHOLE, whole, &first)) {
        return 0;
    }
    taxed->tax2 = r2 ? taxed->tax - first : 0;
    taxed->net = amount - taxed->tax;
    return 1;
}

int cd_tax_line(const cd_tax_t *tax, apr_int64_t amount, cd_taxed_t *taxed)
{
    int fits = tax->inclusive ? take_out(tax, amount, taxed)
                              : add(tax, amount, taxed);

    if (fits && tax->reverse) {
        taxed->tax = taxed->tax2 = 0;
    }
    return fits;
}
