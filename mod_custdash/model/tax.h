/* SPDX-License-Identifier: Apache-2.0 */
/* Tax on the lines of an invoice: rounded per line and level, half up
 * (halves away from zero, so that a credit note mirrors its invoice). */
#ifndef CD_TAX_H
#define CD_TAX_H

#include <apr.h>

/** What an account pays. Rates are hundredths of a percent: 2300 is 23 %;
 *  -1: there is no such tax. */
typedef struct {
    int rate, rate2;          /* of the first and the second level */
    const char *name, *name2; /* "VAT"; NULL without rate */
    int compound;  /* the second is charged on the price with the first */
    int inclusive; /* prices contain the tax */
    int reverse;   /* the buyer owes it (Directive 2006/112/EC, article
                      196): nothing is charged */
} cd_tax_t;

typedef struct {
    apr_int64_t net, tax, tax2; /* tax: of both levels; tax2: of the second */
} cd_taxed_t;

/**
 * The net and the tax of a line with the price @a amount (minor units).
 * Exclusive: net = amount, tax = net * rate. Inclusive: amount = net + tax,
 * tax = amount * rate / (100 + rate); with reverse charge a price that
 * contains the tax loses it.
 * @return 0 when something does not fit in 64 bits
 */
int cd_tax_line(const cd_tax_t *tax, apr_int64_t amount, cd_taxed_t *taxed);

#endif
