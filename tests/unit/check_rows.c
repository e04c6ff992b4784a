/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in memory: their order, and rows that add to others. */
#include <apr_strings.h>
#include <string.h>

#include "core/rows.h"
#include "unit.h"

#define COLUMNS 5

static const char *const names[COLUMNS] = { "row", "kind", "id", "due",
                                            "invoice" };

static const cd_rows_t *rows_of(const char *const (*values)[COLUMNS], int n)
{
    apr_size_t length[COLUMNS];
    cd_collector_t *collector = apr_palloc(pool, sizeof(*collector));
    cd_row_t row = { COLUMNS, names, NULL, length, 0 };
    int i, k;

    cd_rows_begin(collector, pool);
    for (i = 0; i < n; i++) {
        row.value = values[i];
        for (k = 0; k < COLUMNS; k++) {
            length[k] = values[i][k] ? strlen(values[i][k]) : 0;
        }
        ck_assert_int_eq(cd_rows_take(collector, &row), CD_DB_OK);
    }
    return cd_rows_end(collector);
}

static const apr_array_header_t *by(const char *first, const char *second)
{
    apr_array_header_t *order = apr_array_make(pool, 2, sizeof(char *));

    APR_ARRAY_PUSH(order, const char *) = first;
    if (second) {
        APR_ARRAY_PUSH(order, const char *) = second;
    }
    return order;
}

/* The ids in their order, and behind each its invoice. */
static const char *told(const cd_rows_t *rows)
{
    const char *text = "";
    int i;

    for (i = 0; i < rows->n; i++) {
        cd_row_t row = cd_rows_get(rows, i);
        const char *invoice = cd_row_get(&row, "invoice");

        text = apr_pstrcat(pool, text, i ? " " : "", cd_row_get(&row, "id"),
                           invoice ? ":" : "", invoice, NULL);
    }
    return text;
}

START_TEST(numbers_go_by_value_and_dates_by_day)
{
    static const char *const values[][COLUMNS] = {
        { "r", "s", "10", "2026-12-01", NULL },
        { "r", "s", "9", "2026-12-01", NULL },
        { "r", "d", "100", "2026-11-30", NULL },
        { "r", "d", "7", NULL, NULL },
    };
    const cd_rows_t *rows = rows_of(values, 4);

    ck_assert_str_eq(told(cd_rows_arrange(rows, by("due", "id"), NULL, pool)),
                     "7 100 9 10");
    ck_assert_str_eq(told(cd_rows_arrange(rows, by("kind", "id"), NULL, pool)),
                     "7 100 9 10");
    ck_assert_str_eq(told(cd_rows_arrange(rows, by("id", NULL), NULL, pool)),
                     "7 9 10 100");
}
END_TEST

START_TEST(equal_rows_stay_as_they_came)
{
    static const char *const values[][COLUMNS] = {
        { "r", "s", "3", "x", NULL },
        { "r", "s", "1", "x", NULL },
        { "r", "s", "2", "x", NULL },
        { "r", "s", "0", "a", NULL },
    };

    ck_assert_str_eq(
        told(cd_rows_arrange(rows_of(values, 4), by("due", NULL), NULL, pool)),
        "0 3 1 2");
    ck_assert_str_eq(told(cd_rows_arrange(rows_of(values, 4),
                                          by("nothing", NULL), NULL, pool)),
                     "3 1 2 0");
}
END_TEST

START_TEST(rows_add_to_those_of_the_same_thing)
{
    static const char *const values[][COLUMNS] = {
        { "more", "service", "1", "2000-01-01", "A" },
        { "r", "service", "1", "2026-12-02", NULL },
        { "r", "domain", "1", "2026-12-01", NULL },
        { "more", "service", "1", NULL, "B" },
        { "more", "service", "5", NULL, "C" },
        { "r", "service", "2", "2026-12-03", "Z" },
        { "more", "service", "2", NULL, "D" },
    };
    const cd_rows_t *rows =
        cd_rows_arrange(rows_of(values, 7), by("due", NULL), "more", pool);
    cd_row_t row;

    ck_assert_str_eq(told(rows), "1 1:A 2:Z");
    row = cd_rows_get(rows, 1);
    ck_assert_str_eq(cd_row_get(&row, "due"), "2026-12-02");
    ck_assert_int_eq((int) row.len[4], 1);
}
END_TEST

START_TEST(no_rows_are_no_rows)
{
    ck_assert_int_eq(
        cd_rows_arrange(rows_of(NULL, 0), by("due", NULL), "more", pool)->n,
        0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        numbers_go_by_value_and_dates_by_day,
        equal_rows_stay_as_they_came,
        rows_add_to_those_of_the_same_thing,
        no_rows_are_no_rows,
        NULL,
    };

    return run_tests("rows", tests);
}
