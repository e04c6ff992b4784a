/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the comparison of three versions of a setting. */
#include <apr_strings.h>

#include "model/personal.h"
#include "unit.h"

static cd_settings_t settings_of(const char *first, const char *others)
{
    cd_settings_t settings = { 0 };
    int i;

    for (i = 0; i < CD_SETTINGS; i++) {
        settings.value[i] = i ? others : first;
    }
    return settings;
}

START_TEST(what_was_loaded_is_remembered_by_setting)
{
    cd_settings_t a = settings_of("Ada", "x"), b = settings_of("Eve", "x");
    const char *seen = cd_settings_seen(pool, &a);
    const char *other = cd_settings_seen(pool, &b);

    ck_assert_uint_eq(strlen(seen), CD_SEEN_CHARS);
    ck_assert_uint_eq(strspn(seen, "0123456789abcdef"), CD_SEEN_CHARS);
    ck_assert_int_ne(strncmp(seen, other, 8), 0);
    ck_assert_str_eq(seen + 8, other + 8);
}
END_TEST

START_TEST(who_changed_it_is_told)
{
    static const struct {
        const char *seen, *mine, *now;
        cd_change_t change;
    } table[] = { { "a", "a", "a", CD_CHANGE_NONE },
                  { "a", "b", "a", CD_CHANGE_MINE },
                  { "a", "", "a", CD_CHANGE_MINE },
                  { "", "b", "", CD_CHANGE_MINE },
                  { "a", "a", "b", CD_CHANGE_THEIRS },
                  { "a", "a", "", CD_CHANGE_THEIRS },
                  { "a", "b", "b", CD_CHANGE_THEIRS },
                  { "a", "b", "c", CD_CHANGE_BOTH },
                  { "a", "", "c", CD_CHANGE_BOTH },
                  { "a", NULL, "a", CD_CHANGE_NONE },
                  { "a", NULL, "b", CD_CHANGE_THEIRS } };
    size_t i;
    int setting;

    for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
        for (setting = 0; setting < CD_SETTINGS; setting++) {
            cd_settings_t s = settings_of(table[i].seen, table[i].seen);

            ck_assert_int_eq(
                cd_setting_change(pool, cd_settings_seen(pool, &s), setting,
                                  table[i].mine, table[i].now),
                table[i].change);
        }
    }
}
END_TEST

START_TEST(without_a_memory_each_difference_is_a_conflict)
{
    cd_settings_t s = settings_of("a", "a");
    const char *seen = cd_settings_seen(pool, &s);
    const char *bad[] = { "", "x", seen + 1,
                          apr_pstrcat(pool, seen, "0", NULL), NULL };
    int i;

    for (i = 0; i < 5; i++) {
        ck_assert_int_eq(cd_setting_change(pool, bad[i], 3, "b", "a"),
                         CD_CHANGE_BOTH);
        ck_assert_int_ne(cd_setting_change(pool, bad[i], 3, "a", "a"),
                         CD_CHANGE_BOTH);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        what_was_loaded_is_remembered_by_setting, who_changed_it_is_told,
        without_a_memory_each_difference_is_a_conflict, NULL
    };

    return run_tests("personal", tests);
}
