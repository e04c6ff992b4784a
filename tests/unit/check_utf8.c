/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the UTF-8 helpers. */
#include <string.h>

#include "unit.h"
#include "core/utf8.h"

#define FFFD "\xEF\xBF\xBD"

START_TEST(only_well_formed_utf8_is_valid)
{
    ck_assert(cd_utf8_valid("", 0));
    ck_assert(cd_utf8_valid("a\0b", 3));
    ck_assert(cd_utf8_valid("\xF4\x8F\xBF\xBF", 4));
    ck_assert(!cd_utf8_valid("\xF4\x90\x80\x80", 4));
    ck_assert(!cd_utf8_valid("\xED\xA0\x80", 3));
    ck_assert(!cd_utf8_valid("\xC0\x80", 2));
    ck_assert(!cd_utf8_valid("\xE4\xB8\xAD", 2));
}
END_TEST

START_TEST(length_counts_code_points)
{
    ck_assert_uint_eq(cd_utf8_length(""), 0);
    ck_assert_uint_eq(cd_utf8_length("ał中😀"), 4);
    ck_assert_uint_eq(cd_utf8_length("a\xFF\xFF"), 3);
}
END_TEST

START_TEST(clean_text_is_returned_itself)
{
    const char *text = "a\t\r\n ł中😀\xC2\x85\x7F";

    ck_assert_ptr_eq(cd_utf8_clean(pool, text), text);
    ck_assert_ptr_eq(cd_utf8_nfc(pool, text), text);
    ck_assert_ptr_eq(cd_utf8_trim(pool, text), text);
}
END_TEST

START_TEST(what_xml_cannot_hold_is_replaced)
{
    ck_assert_str_eq(cd_utf8_clean(pool, "\x01"), FFFD);
    ck_assert_str_eq(cd_utf8_clean(pool,
                                   "a\x1F"
                                   "b\x0B"),
                     "a" FFFD "b" FFFD);
    ck_assert_str_eq(cd_utf8_clean(pool,
                                   "ł\xFF"
                                   "ł"),
                     "ł" FFFD "ł");
    ck_assert_str_eq(cd_utf8_clean(pool, "\xEF\xBF\xBE"), FFFD);
    ck_assert_str_eq(cd_utf8_clean(pool, "\xC5"), FFFD);
    ck_assert_str_eq(cd_utf8_clean(pool, FFFD), FFFD);
}
END_TEST

START_TEST(the_borders_of_what_xml_can_hold)
{
    static const char *const inside[] = {
        " ",  "\xED\x9F\xBF",     "\xEE\x80\x80",
        FFFD, "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"
    };
    size_t i;

    for (i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
        ck_assert_ptr_eq(cd_utf8_clean(pool, inside[i]), inside[i]);
        ck_assert(!cd_utf8_control(inside[i], strlen(inside[i]), 0));
    }
}
END_TEST

START_TEST(nfc_takes_valid_text_of_at_most_16_mebibytes)
{
    size_t n = 16 * 1024 * 1024 + 2;
    char *text = apr_palloc(pool, n + 1);
    size_t i;

    for (i = 0; i < n; i += 2) {
        memcpy(text + i, "ł", 3);
    }
    ck_assert_ptr_null(cd_utf8_nfc(pool, text));
    ck_assert_ptr_null(cd_utf8_nfc(pool, "\xFF"));
    ck_assert_str_eq(cd_utf8_nfc(pool, "a\xCC\x8A"), "å");
}
END_TEST

START_TEST(random_bytes_become_text_that_xml_takes)
{
    unsigned int state = 4711;
    int run;

    for (run = 0; run < 5000; run++) {
        char text[24];
        size_t i, len = next_random(&state) % (sizeof(text) - 1);
        const char *clean;

        for (i = 0; i < len; i++) {
            text[i] = (char) (next_random(&state) >> 9);
        }
        text[len] = '\0';
        clean = cd_utf8_clean(pool, text);
        ck_assert(cd_utf8_valid(clean, strlen(clean)));
        ck_assert_ptr_eq(cd_utf8_clean(pool, clean), clean);
        ck_assert_ptr_nonnull(cd_utf8_nfc(pool, clean));
        ck_assert_ptr_nonnull(cd_utf8_trim(pool, clean));
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        only_well_formed_utf8_is_valid,
        length_counts_code_points,
        clean_text_is_returned_itself,
        what_xml_cannot_hold_is_replaced,
        the_borders_of_what_xml_can_hold,
        nfc_takes_valid_text_of_at_most_16_mebibytes,
        random_bytes_become_text_that_xml_takes,
        NULL,
    };

    return run_tests("utf8", tests);
}
