/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of postcodes and VAT numbers by country. */
#include "model/address.h"
#include "unit.h"

typedef const char *check_fn(apr_pool_t *, const char *, const char **);

typedef struct {
    const char *country, *typed;
    const char *canonical; /* NULL: refused */
} cd_example_t;

static void try_all(check_fn *check, const char *code, const cd_example_t *e)
{
    for (; e->typed; e++) {
        const char *value = e->typed;
        const char *result = check(pool, e->country, &value);

        if (e->canonical) {
            ck_assert_msg(!result, "refused: %s %s", e->country, e->typed);
            ck_assert_str_eq(value, e->canonical);
        }
        else {
            ck_assert_msg(result != NULL, "accepted: %s %s", e->country,
                          e->typed);
            ck_assert_str_eq(result, code);
            ck_assert_ptr_eq(value, e->typed);
        }
    }
}

START_TEST(a_postcode_is_written_as_its_country_does)
{
    static const cd_example_t examples[] = {
        { "PL", "00-950", "00-950" },
        { "PL", "00 950", "00-950" },
        { "PL", "pl-00950", "00-950" },
        { "PL", "0095", NULL },
        { "PL", "0095O", NULL },
        { "PL", "009500", NULL },
        { "PL", "-", NULL },
        { "GB", "SW1A 1AA", "SW1A 1AA" },
        { "GB", "m11ae", "M1 1AE" },
        { "GB", "gb ec1a1bb", "EC1A 1BB" },
        { "GB", "W1A 0AX", "W1A 0AX" },
        { "GB", "GIR 0AA", "GIR 0AA" },
        { "GB", "1AA SW1", NULL },
        { "IE", "h91k2v7", "H91 K2V7" },
        { "IE", "D6W XY00", "D6W XY00" },
        { "LT", "01100", "LT-01100" },
        { "LT", "LT-01100", "LT-01100" },
        { "LV", "lv1050", "LV-1050" },
        { "AD", "500", "AD500" },
        { "AX", "22100", "22100" },
        { "AX", "00100", NULL },
        { "CH", "8001", "8001" },
        { "CH", "CH-8001", "8001" },
        { "BR", "01310100", "01310-100" },
        { "TW", "100", "100" },
        { "TW", "100-12", "10012" },
        { "TW", "1001", NULL },
        { "DE", "D\xc3\xbcsseldorf", NULL },
        { "HK", "anything", "anything" },
        { "", "any-1", "any-1" },
        { NULL, "any-1", "any-1" },
        { NULL, NULL, NULL }
    };

    try_all(cd_postcode_check, "postcode", examples);
}
END_TEST

START_TEST(a_vat_number_has_its_country_s_form)
{
    static const cd_example_t examples[] = {
        { "PL", "725-123-45-67", "PL7251234567" },
        { "PL", "PL 725 123 45 67", "PL7251234567" },
        { "PL", "725123456", NULL },
        { "AT", "ATU12345678", "ATU12345678" },
        { "AT", "12345678", NULL },
        { "BE", "BE0123456789", "BE0123456789" },
        { "BE", "BE2123456789", NULL },
        { "CY", "CY12345678X", "CY12345678X" },
        { "ES", "ESX1234567X", "ESX1234567X" },
        { "ES", "ES12345678X", "ES12345678X" },
        { "ES", "ES123456789", NULL },
        { "FR", "frab123456789", "FRAB123456789" },
        { "GR", "EL123456789", "EL123456789" },
        { "GR", "123456789", "EL123456789" },
        { "GR", "GR123456789", NULL },
        { "IE", "IE3412345AH", "IE3412345AH" },
        { "IE", "3412345A", "IE3412345A" },
        { "IE", "IE3+12345A", "IE3+12345A" },
        { "NL", "NL123456789B01", "NL123456789B01" },
        { "NL", "NL123456789X01", NULL },
        { "RO", "RO12", "RO12" },
        { "RO", "RO1", NULL },
        { "SE", "SE123456789001", "SE123456789001" },
        { "GB", "GB 123 4567 89", "GB123456789" },
        { "GB", "GBGD123", "GBGD123" },
        { "CH", "CHE-123.456.789 MWST", "CHE123456789MWST" },
        { "NO", "123456789 mva", "NO123456789MVA" },
        { "US", "12-3456789", "12-3456789" },
        { "", "12-3456789", "12-3456789" },
        { NULL, NULL, NULL }
    };

    try_all(cd_tax_id_check, "tax-id", examples);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = { a_postcode_is_written_as_its_country_does,
                                   a_vat_number_has_its_country_s_form, NULL };

    return run_tests("address", tests);
}
