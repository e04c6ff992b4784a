/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of telephone numbers. */
#include "core/phone.h"
#include "unit.h"

START_TEST(a_number_is_shown_in_groups)
{
    static const struct {
        const char *number, *shown;
    } numbers[] = {
        { "+353915550142", "+353 915 550 142" },
        { "+48601200300", "+48 601 200 300" },
        { "+12025550143", "+1 202 555 01 43" },
        { "+442079460123", "+44 207 946 01 23" },
        { "+4930123456", "+49 301 234 56" },
        { "+35314960", "+353 149 60" },
        { "+77012345678", "+7 701 234 56 78" },
        { "+123456789012345", "+1 234 567 890 123 45" },
    };
    size_t i;

    for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        ck_assert_str_eq(cd_phone(pool, numbers[i].number), numbers[i].shown);
    }
}
END_TEST

START_TEST(what_is_no_number_comes_as_it_was)
{
    const char *const others[] = { "",
                                   "+",
                                   "+48",
                                   "601200300",
                                   "+48 601 200",
                                   "+0123456789",
                                   "+1234567890123456",
                                   "+4860120030x",
                                   "ring the bell",
                                   NULL };
    int i;

    for (i = 0; others[i]; i++) {
        ck_assert_str_eq(cd_phone(pool, others[i]), others[i]);
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_number_is_shown_in_groups,
        what_is_no_number_comes_as_it_was,
        NULL,
    };

    return run_tests("phone", tests);
}
