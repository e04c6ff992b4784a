/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the decoder of form bodies. */
#include <string.h>

#include <apr_strings.h>

#include "core/form.h"
#include "unit.h"

static const char *error;

static apr_table_t *decode(const char *body)
{
    error = NULL;
    return cd_form_decode(pool, body, strlen(body), &error);
}

static void refused(const char *body, const char *code)
{
    ck_assert_msg(decode(body) == NULL, "accepted: %s", body);
    ck_assert_str_eq(error, code);
}

static const char *decoded(const char *body, const char *name)
{
    apr_table_t *params = decode(body);

    ck_assert_msg(params != NULL, "refused: %s", body);
    return apr_table_get(params, name);
}

START_TEST(percent_and_plus_are_decoded)
{
    ck_assert_str_eq(decoded("a=1+2%2B3%3d%26%25", "a"), "1 2+3=&%");
    ck_assert_str_eq(decoded("n%61me=x", "name"), "x");
    ck_assert_str_eq(decoded("a=%C5%82%e4%b8%AD", "a"), "ł中");
}
END_TEST

START_TEST(a_pair_may_lack_its_equals_sign_or_hold_several)
{
    ck_assert_str_eq(decoded("a&b=2", "a"), "");
    ck_assert_str_eq(decoded("a=b=c", "a"), "b=c");
    ck_assert_str_eq(decoded("&&a=1&&", "a"), "1");
    ck_assert_str_eq(decoded("a=", "a"), "");
    ck_assert_int_eq(apr_table_elts(decode(""))->nelts, 0);
    ck_assert_int_eq(apr_table_elts(decode("&&&"))->nelts, 0);
}
END_TEST

START_TEST(a_percent_sign_needs_two_hexadecimal_digits)
{
    static const char *const bad[] = { "a=%",    "a=%4",    "a=%4g", "a=%g4",
                                       "a=%%41", "a=% 41",  "a=1%",  "%=1",
                                       "a=%+1",  "a=%4&b=1" };
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        refused(bad[i], "malformed");
    }
    error = NULL;
    ck_assert_ptr_null(cd_form_decode(pool, "a=%41", 4, &error));
    ck_assert_str_eq(error, "malformed");
}
END_TEST

START_TEST(ill_formed_utf8_is_refused)
{
    static const char *const bad[] = {
        "a=%80",          "a=%C0%80",       "a=%C1%BF",
        "a=%E0%80%80",    "a=%ED%A0%80",    "a=%ED%BF%BF",
        "a=%F0%80%80%80", "a=%F4%90%80%80", "a=%F8%88%80%80%80",
        "a=%C5",          "a=%E4%B8",       "a=%FF",
        "%C0%AF=1",       "a=\xC0\xAF",     "a=%C5+",
    };
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        refused(bad[i], "utf8");
    }
}
END_TEST

START_TEST(nul_and_control_characters_are_refused)
{
    static const char *const bad[] = { "a=%00",      "a=x%00y",  "%00=1",
                                       "a=%01",      "a=%08",    "a=%0B",
                                       "a=%1B[0m",   "a=%7F",    "a=%C2%80",
                                       "a=%C2%85",   "a=%C2%9F", "a=%EF%BF%BE",
                                       "a=%EF%BF%BF" };
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        refused(bad[i], "control");
    }
    error = NULL;
    ck_assert_ptr_null(cd_form_decode(pool, "a=\0b", 4, &error));
    ck_assert_str_eq(error, "control");
}
END_TEST

START_TEST(tab_and_line_breaks_pass_the_decoder)
{
    ck_assert_str_eq(decoded("a=%09b%0D%0Ac", "a"), "\tb\r\nc");
}
END_TEST

START_TEST(two_hundred_pairs_pass_and_one_more_is_refused)
{
    char body[(CD_FORM_PAIRS + 1) * 4 + 1] = "";
    int i;

    for (i = 0; i < CD_FORM_PAIRS; i++) {
        memcpy(body + 4 * i, "a=1&", 5);
    }
    ck_assert_int_eq(apr_table_elts(decode(body))->nelts, CD_FORM_PAIRS);
    memcpy(body + 4 * i, "a=1", 4);
    refused(body, "too-many");
}
END_TEST

START_TEST(random_bytes_are_decoded_cleanly_or_refused)
{
    static const char likely[] = "%&=+%%00%C5%82%ED%A0a1\r\n";
    unsigned int state = 20261123;
    int run;

    for (run = 0; run < 20000; run++) {
        char body[48];
        apr_size_t i, len = next_random(&state) % sizeof(body);

        for (i = 0; i < len; i++) {
            unsigned int r = next_random(&state);

            body[i] = r & 1 ? likely[(r >> 8) % (sizeof(likely) - 1)]
                            : (char) (r >> 8);
        }
        error = NULL;
        if (cd_form_decode(pool, apr_pmemdup(pool, body, len), len, &error)) {
            ck_assert_ptr_null(error);
        }
        else {
            ck_assert_ptr_nonnull(error);
        }
        if (run % 100 == 0) {
            apr_pool_clear(pool);
        }
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        percent_and_plus_are_decoded,
        a_pair_may_lack_its_equals_sign_or_hold_several,
        a_percent_sign_needs_two_hexadecimal_digits,
        ill_formed_utf8_is_refused,
        nul_and_control_characters_are_refused,
        tab_and_line_breaks_pass_the_decoder,
        two_hundred_pairs_pass_and_one_more_is_refused,
        random_bytes_are_decoded_cleanly_or_refused,
        NULL,
    };

    return run_tests("form_decode", tests);
}
