/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of money and tax: rounded by line, half up, and nothing is ever
 * too much in silence. */
#include <stdint.h>

#include "model/money.h"
#include "model/tax.h"
#include "unit.h"

static uint64_t state = 88172645463325252U;

/* Marsaglia's xorshift64: the same numbers each time. */
static uint64_t chance(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static cd_tax_t taxes(int rate, int rate2, int compound, int inclusive)
{
    cd_tax_t tax = { rate, rate2, "VAT", NULL, compound, inclusive, 0 };

    return tax;
}

START_TEST(halves_go_away_from_zero)
{
    static const struct {
        apr_int64_t amount, factor, divisor, result;
    } shares[] = {
        { 1, 1, 2, 1 },
        { -1, 1, 2, -1 },
        { 1, 1, 3, 0 },
        { 2, 1, 3, 1 },
        { 5, 1, 10, 1 },
        { -5, 1, 10, -1 },
        { 4, 1, 10, 0 },
        { 15, 1, 10, 2 },
        { -15, 1, 10, -2 },
        { 0, 2300, 10000, 0 },
        { 150, 2300, 10000, 35 },
        { 1, 5000, 10000, 1 },
        { 7, 1, 5, 1 },
        { 8, 1, 5, 2 },
        { INT64_MAX, 1, 1, INT64_MAX },
        { INT64_MIN, 1, 1, INT64_MIN },
        { INT64_MAX, 10000, 10000, INT64_MAX },
    };
    apr_int64_t result;
    size_t i;

    for (i = 0; i < sizeof(shares) / sizeof(*shares); i++) {
        ck_assert(cd_money_scale(shares[i].amount, shares[i].factor,
                                 shares[i].divisor, &result));
        ck_assert_msg(result == shares[i].result, "share %d", (int) i);
    }
}
END_TEST

START_TEST(what_does_not_fit_is_said)
{
    cd_sum_t sum = { INT64_MAX, 0 };
    cd_tax_t tax = taxes(2300, -1, 0, 0);
    cd_taxed_t taxed;
    apr_int64_t result;

    ck_assert(!cd_money_scale(INT64_MAX, 2, 1, &result));
    ck_assert(!cd_money_scale(INT64_MIN, -1, 1, &result));
    ck_assert(!cd_money_scale(INT64_MIN, INT64_MIN, INT64_MAX, &result));
    cd_sum_add(&sum, 1);
    ck_assert(sum.overflow);
    cd_sum_add(&sum, -5);
    ck_assert_msg(sum.overflow, "it sticks");
    tax.rate2 = 10000;
    tax.compound = 1;
    ck_assert(!cd_tax_line(&tax, INT64_MAX - 5, &taxed));
    ck_assert(cd_tax_line(&tax, INT64_MAX / 4, &taxed));
}
END_TEST

START_TEST(tax_is_what_the_law_has)
{
    static const struct {
        int rate, rate2, compound, inclusive;
        apr_int64_t amount, net, tax, tax2;
    } lines[] = {
        { 2300, -1, 0, 0, 1000, 1000, 230, 0 },
        { 2300, -1, 0, 0, 150, 150, 35, 0 },    /* 34.5 */
        { 2300, -1, 0, 0, -150, -150, -35, 0 }, /* a credit of it */
        { 2300, -1, 0, 1, 1230, 1000, 230, 0 },
        { 2300, -1, 0, 1, 999, 812, 187, 0 }, /* 186.80 */
        { 2550, -1, 0, 0, 100, 100, 26, 0 },  /* 25.5 */
        { 500, 998, 0, 0, 10000, 10000, 1498, 998 },
        { 500, 950, 1, 0, 10000, 10000, 1498, 998 }, /* 9.5 % of 105 */
        { 500, 998, 0, 1, 11498, 10000, 1498, 998 },
        { -1, -1, 0, 0, 777, 777, 0, 0 },
        { -1, -1, 0, 1, 777, 777, 0, 0 },
        { 0, -1, 0, 1, 777, 777, 0, 0 },
    };
    cd_taxed_t taxed;
    size_t i;

    for (i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        cd_tax_t tax = taxes(lines[i].rate, lines[i].rate2, lines[i].compound,
                             lines[i].inclusive);

        ck_assert(cd_tax_line(&tax, lines[i].amount, &taxed));
        ck_assert_msg(taxed.net == lines[i].net && taxed.tax == lines[i].tax
                          && taxed.tax2 == lines[i].tax2,
                      "line %d: %d %d %d", (int) i, (int) taxed.net,
                      (int) taxed.tax, (int) taxed.tax2);
    }
}
END_TEST

START_TEST(with_reverse_charge_only_the_net_is_owed)
{
    cd_tax_t tax = taxes(2300, -1, 0, 0);
    cd_taxed_t taxed;

    tax.reverse = 1;
    ck_assert(cd_tax_line(&tax, 1000, &taxed));
    ck_assert(taxed.net == 1000 && taxed.tax == 0);
    tax.inclusive = 1;
    ck_assert(cd_tax_line(&tax, 1230, &taxed));
    ck_assert(taxed.net == 1000 && taxed.tax == 0);
}
END_TEST

__extension__ typedef __int128 wide_t;

/* Rounded rightly: no whole number is nearer to the true value. */
static int is_nearest(wide_t dividend, apr_int64_t divisor,
                      apr_int64_t rounded)
{
    wide_t off = (wide_t) rounded * divisor - dividend;

    return 2 * (off < 0 ? -off : off) <= divisor;
}

static int is_right(const cd_tax_t *tax, apr_int64_t amount,
                    const cd_taxed_t *taxed)
{
    wide_t product = (wide_t) amount * (tax->rate < 0 ? 0 : tax->rate);

    if (tax->inclusive ? taxed->net + taxed->tax != amount
                       : taxed->net != amount) {
        return 0;
    }
    if (tax->rate2 >= 0) {
        return 1;
    }
    return taxed->tax2 == 0
        && is_nearest(product, tax->inclusive ? 10000 + tax->rate : 10000,
                      taxed->tax);
}

/* A line by the rule, and the line that takes it back. */
static int is_line_right(const cd_tax_t *tax, apr_int64_t amount,
                         cd_taxed_t *taxed)
{
    cd_taxed_t back;

    return cd_tax_line(tax, amount, taxed) && is_right(tax, amount, taxed)
        && cd_tax_line(tax, -amount, &back) && back.net == -taxed->net
        && back.tax == -taxed->tax && back.tax2 == -taxed->tax2;
}

static apr_int64_t price(int n)
{
    return (apr_int64_t) (chance() % (n % 3 ? 100000 : 1000000000000U));
}

/* A million invoices: each line by the rule, the sum that of the lines. */
START_TEST(the_sum_of_the_rounded_is_the_rounded_rules)
{
    int i, n, wrong = 0;

    for (i = 0; i < 1000000; i++) {
        cd_tax_t tax = taxes((int) (chance() % 3001),
                             chance() % 4 ? -1 : (int) (chance() % 2001),
                             (int) (chance() % 2), (int) (chance() % 2));
        cd_sum_t all = { 0, 0 };
        apr_int64_t expected = 0;

        for (n = 1 + (int) (chance() % 12); n > 0; n--) {
            cd_taxed_t taxed;

            wrong += !is_line_right(&tax, price(n), &taxed);
            cd_sum_add(&all, taxed.net);
            cd_sum_add(&all, taxed.tax);
            expected += taxed.net + taxed.tax;
        }
        wrong += all.overflow || all.amount != expected;
    }
    ck_assert_int_eq(wrong, 0);
}
END_TEST

/* Numbers of all sizes: what comes back is right, or it is refused. */
START_TEST(no_overflow_is_silent)
{
    int i, refused = 0, wrong = 0;

    for (i = 0; i < 1000000; i++) {
        apr_int64_t amount = (apr_int64_t) (chance() >> (1 + chance() % 63));
        cd_tax_t tax = taxes((int) (chance() % 10001),
                             chance() % 2 ? -1 : (int) (chance() % 10001),
                             (int) (chance() % 2), (int) (chance() % 2));
        cd_taxed_t taxed;

        amount = chance() % 2 ? amount : -amount;
        if (!cd_tax_line(&tax, amount, &taxed)) {
            refused++;
            continue;
        }
        wrong += !is_right(&tax, amount, &taxed)
            || (amount < 0 ? -taxed.tax : taxed.tax) < 0;
    }
    ck_assert_int_eq(wrong, 0);
    ck_assert_msg(refused > 0 && refused < i / 4, "%d of %d", refused, i);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        halves_go_away_from_zero,
        what_does_not_fit_is_said,
        tax_is_what_the_law_has,
        with_reverse_charge_only_the_net_is_owed,
        the_sum_of_the_rounded_is_the_rounded_rules,
        no_overflow_is_silent,
        NULL,
    };

    return run_tests("tax", tests);
}
