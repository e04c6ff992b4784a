/* SPDX-License-Identifier: Apache-2.0 */
/* One-time passwords and their pictures. */
#include <string.h>

#include "core/qr.h"
#include "core/totp.h"
#include "unit.h"

static const unsigned char secret[] = "12345678901234567890";

/* RFC 6238, appendix B, the last six digits. */
static const struct {
    apr_int64_t seconds;
    const char *code;
} known[] = { { 59, "287082" },         { 1111111109, "081804" },
              { 1111111111, "050471" }, { 1234567890, "005924" },
              { 2000000000, "279037" }, { 20000000000, "353130" } };

START_TEST(codes_are_those_of_the_rfc)
{
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        apr_time_t now = apr_time_from_sec(known[i].seconds);

        ck_assert_int_eq(cd_totp_step(secret, known[i].code, now),
                         known[i].seconds / 30);
        ck_assert_int_eq(
            cd_totp_step(secret, known[i].code, now + apr_time_from_sec(30)),
            known[i].seconds / 30);
        ck_assert_int_eq(
            cd_totp_step(secret, known[i].code, now - apr_time_from_sec(30)),
            known[i].seconds / 30);
        ck_assert_int_eq(
            cd_totp_step(secret, known[i].code, now + apr_time_from_sec(60)),
            0);
    }
}
END_TEST

START_TEST(other_texts_are_no_codes)
{
    static const char *const texts[] = { "",  "28708",   "2870820", "287083",
                                         "a", "28708\n", "+287082", NULL };
    const char *const *text;

    for (text = texts; *text; text++) {
        ck_assert_int_eq(cd_totp_step(secret, *text, apr_time_from_sec(59)),
                         0);
    }
}
END_TEST

START_TEST(base32_is_that_of_the_rfc)
{
    /* RFC 4648, 10 */
    static const char *const pairs[][2] = { { "", "" },
                                            { "f", "MY" },
                                            { "fo", "MZXQ" },
                                            { "foo", "MZXW6" },
                                            { "foob", "MZXW6YQ" },
                                            { "fooba", "MZXW6YTB" },
                                            { "foobar", "MZXW6YTBOI" } };
    size_t i;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        ck_assert_str_eq(cd_base32(pool, (const unsigned char *) pairs[i][0],
                                   strlen(pairs[i][0])),
                         pairs[i][1]);
    }
}
END_TEST

START_TEST(an_app_gets_an_uri_whatever_the_names_are)
{
    ck_assert_str_eq(
        cd_totp_uri(pool, secret, "A&B Hosting", "a+b:c@example.com"),
        "otpauth://totp/A%26B%20Hosting:a%2Bb%3Ac%40example.com"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=A%26B%20Hosting");
}
END_TEST

START_TEST(a_picture_is_made_of_what_fits)
{
    char *text = apr_pcalloc(pool, 5001);
    const char *svg = cd_qr_svg(pool, "otpauth://totp/x");

    ck_assert_ptr_nonnull(svg);
    ck_assert_int_eq(strncmp(svg, "<svg ", 5), 0);
    memset(text, 'x', 5000);
    ck_assert_ptr_null(cd_qr_svg(pool, text));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = { codes_are_those_of_the_rfc,
                                   other_texts_are_no_codes,
                                   base32_is_that_of_the_rfc,
                                   an_app_gets_an_uri_whatever_the_names_are,
                                   a_picture_is_made_of_what_fits,
                                   NULL };

    return run_tests("totp", tests);
}
