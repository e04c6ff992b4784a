/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of dates, amounts and names. */
#include <string.h>

#include "text_unit.h"

START_TEST(money_is_written_as_its_language_does)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    cd_speaker_t *pl = speaker("pl", "", NULL);

    ck_assert_str_eq(cd_money(en, pool, "123456", "EUR"), "€1,234.56");
    ck_assert_str_eq(cd_money(pl, pool, "1234567", "PLN"),
                     "12" NBSP "345,67" NBSP "zł");
    ck_assert_str_eq(cd_money(en, pool, "1234", "JPY"), "¥1,234");
    ck_assert_str_eq(cd_money(en, pool, "5", "EUR"), "€0.05");
    ck_assert_str_eq(cd_money(en, pool, "0", "EUR"), "€0.00");
    ck_assert_str_eq(cd_money(en, pool, "1234", "KWD"), "KWD" NBSP "1.234");
    cd_speaker_release(en);
    cd_speaker_release(pl);
}
END_TEST

START_TEST(money_below_zero_keeps_its_sign)
{
    cd_speaker_t *en = speaker("en", "", NULL);

    ck_assert_str_eq(cd_money(en, pool, "-5", "EUR"), "-€0.05");
    ck_assert_str_eq(cd_money(en, pool, "-123456", "USD"), "-$1,234.56");
    ck_assert_str_eq(cd_money(en, pool, "-7", "JPY"), "-¥7");
    cd_speaker_release(en);
}
END_TEST

START_TEST(money_of_64_bits_loses_no_cent)
{
    cd_speaker_t *en = speaker("en", "", NULL);

    ck_assert_str_eq(cd_money(en, pool, "9223372036854775807", "EUR"),
                     "€92,233,720,368,547,758.07");
    ck_assert_str_eq(cd_money(en, pool, "-9223372036854775808", "EUR"),
                     "-€92,233,720,368,547,758.08");
    cd_speaker_release(en);
}
END_TEST

START_TEST(what_is_no_amount_comes_as_it_was)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    const char *const amounts[] = { "",    "-",  "1.5", "12a", " 1",
                                    "1e3", "+1", "NaN", "--1", NULL };
    int i;

    for (i = 0; amounts[i]; i++) {
        ck_assert_str_eq(cd_money(en, pool, amounts[i], "EUR"), amounts[i]);
    }
    ck_assert_str_eq(cd_money(en, pool, "100", ""), "100");
    ck_assert_str_eq(cd_money(en, pool, "100", "eur"), "100");
    ck_assert_str_eq(cd_money(en, pool, "100", "EURO"), "100");
    cd_speaker_release(en);
}
END_TEST

START_TEST(more_currencies_than_a_speaker_keeps_are_all_right)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    const char *const codes[] = { "EUR", "USD", "GBP", "JPY", "CHF", "PLN",
                                  "CZK", "SEK", "NOK", "DKK", "HUF", "RON" };
    int turn, i;

    for (turn = 0; turn < 3; turn++) {
        for (i = 0; i < 12; i++) {
            const char *text = cd_money(en, pool, "100000", codes[i]);

            ck_assert_ptr_nonnull(
                strstr(text, i == 3 ? "100,000" : "1,000.00"));
        }
    }
    cd_speaker_release(en);
}
END_TEST

START_TEST(numbers_are_grouped_and_never_pass_through_a_double)
{
    cd_speaker_t *pl = speaker("pl", "", NULL);

    ck_assert_str_eq(cd_number(pl, pool, "1234567.5"),
                     "1" NBSP "234" NBSP "567,5");
    ck_assert_str_eq(cd_number(pl, pool, "9007199254740993"),
                     "9" NBSP "007" NBSP "199" NBSP "254" NBSP "740" NBSP
                     "993");
    ck_assert_str_eq(cd_number(pl, pool, "-12"), "-12");
    ck_assert_str_eq(cd_number(pl, pool, "1."), "1.");
    ck_assert_str_eq(cd_number(pl, pool, "many"), "many");
    cd_speaker_release(pl);
}
END_TEST

START_TEST(a_date_has_three_lengths)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    cd_speaker_t *pl = speaker("pl", "", NULL);

    ck_assert_str_eq(cd_date(en, pool, TODAY, "short"), "11/23/26");
    ck_assert_str_eq(cd_date(en, pool, TODAY, NULL), "Nov 23, 2026");
    ck_assert_str_eq(cd_date(en, pool, TODAY, "medium"), "Nov 23, 2026");
    ck_assert_str_eq(cd_date(en, pool, TODAY, "no style"), "Nov 23, 2026");
    ck_assert_str_eq(cd_date(en, pool, TODAY, "long"), "November 23, 2026");
    ck_assert_str_eq(cd_date(pl, pool, TODAY, "long"), "23 listopada 2026");
    ck_assert_str_eq(cd_date(pl, pool, "2024-02-29", NULL), "29 lut 2024");
    cd_speaker_release(en);
    cd_speaker_release(pl);
}
END_TEST

START_TEST(a_date_is_the_same_day_in_every_zone)
{
    const char *const zones[] = { "Pacific/Kiritimati", "Pacific/Niue", "UTC",
                                  "No/Where", NULL };
    cd_catalogue_t *en = load("en", "");
    int i;

    for (i = 0; zones[i]; i++) {
        cd_speaker_t *s = cd_speaker_acquire(en, zones[i], TODAY);

        ck_assert_str_eq(cd_date(s, pool, TODAY, "medium"), "Nov 23, 2026");
        ck_assert_str_eq(cd_date(s, pool, TODAY, "datetime"), "Nov 23, 2026");
        cd_speaker_release(s);
    }
}
END_TEST

START_TEST(a_datetime_is_shown_in_the_viewers_zone)
{
    cd_catalogue_t *pl = load("pl", "");
    cd_speaker_t *s = cd_speaker_acquire(pl, "Europe/Warsaw", TODAY);

    ck_assert_str_eq(cd_date(s, pool, "2026-11-23T23:30:00Z", "datetime"),
                     "24 lis 2026, 00:30");
    ck_assert_str_eq(cd_date(s, pool, "2026-07-01T10:00:00Z", "datetime"),
                     "1 lip 2026, 12:00");
    ck_assert_str_eq(cd_date(s, pool, "2026-11-23T23:30:00Z", "medium"),
                     "24 lis 2026");
    cd_speaker_release(s);
    s = cd_speaker_acquire(pl, NULL, TODAY);
    ck_assert_str_eq(cd_date(s, pool, "2026-11-23T23:30:00Z", "datetime"),
                     "23 lis 2026, 23:30");
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_near_date_is_told_in_days)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    cd_speaker_t *pl = speaker("pl", "", NULL);

    ck_assert_str_eq(cd_date(en, pool, TODAY, "relative"), "today");
    ck_assert_str_eq(cd_date(en, pool, "2026-11-24", "relative"), "tomorrow");
    ck_assert_str_eq(cd_date(en, pool, "2026-11-22", "relative"), "yesterday");
    ck_assert_str_eq(cd_date(en, pool, "2026-11-28", "relative"), "in 5 days");
    ck_assert_str_eq(cd_date(en, pool, "2026-10-24", "relative"),
                     "30 days ago");
    ck_assert_str_eq(cd_date(en, pool, "2026-12-24", "relative"),
                     "Dec 24, 2026");
    ck_assert_str_eq(cd_date(pl, pool, "2026-11-28", "relative"), "za 5 dni");
    ck_assert_str_eq(cd_date(pl, pool, "2026-11-22", "relative"), "wczoraj");
    cd_speaker_release(en);
    cd_speaker_release(pl);
}
END_TEST

START_TEST(a_datetime_of_today_is_told_by_its_time)
{
    cd_speaker_t *s = speaker("pl", "", "Europe/Warsaw");

    ck_assert_str_eq(cd_date(s, pool, "2026-11-23T09:05:00Z", "relative"),
                     "10:05");
    ck_assert_str_eq(cd_date(s, pool, "2026-11-22T23:05:00Z", "relative"),
                     "00:05");
    ck_assert_str_eq(cd_date(s, pool, "2026-11-22T22:05:00Z", "relative"),
                     "wczoraj");
    ck_assert_str_eq(cd_date(s, pool, "2026-11-23T23:05:00Z", "relative"),
                     "jutro");
    cd_speaker_release(s);
}
END_TEST

START_TEST(what_is_no_date_comes_as_it_was)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    const char *const dates[] = { "",
                                  "2026",
                                  "2026-13-01",
                                  "2026-02-29",
                                  "2026-00-10",
                                  "0000-00-00",
                                  "2026-11-23 10:00:00",
                                  "2026-11-23T10:00:00",
                                  "2026-11-23T24:00:00Z",
                                  "2026-11-23T10:00:00Zx",
                                  "2026-1-1",
                                  "tomorrow",
                                  "-026-11-23",
                                  NULL };
    int i;

    for (i = 0; dates[i]; i++) {
        ck_assert_str_eq(cd_date(en, pool, dates[i], "medium"), dates[i]);
        ck_assert_str_eq(cd_date(en, pool, dates[i], "relative"), dates[i]);
    }
    cd_speaker_release(en);
}
END_TEST

START_TEST(what_was_said_before_is_said_again)
{
    cd_speaker_t *en = speaker("en", "", NULL);
    const char *amounts[2000], *dates[2000];
    int i;

    for (i = 0; i < 4000; i++) {
        int k = i % 2000;
        const char *amount = apr_itoa(pool, k);
        const char *date = apr_psprintf(pool, "20%02d-%02d-%02d", k / 336,
                                        k % 336 / 28 + 1, k % 28 + 1);
        const char *said = cd_money(en, pool, amount, "EUR");

        if (i < 2000) {
            amounts[k] = said;
            dates[k] = cd_date(en, pool, date, "long");
            continue;
        }
        ck_assert_str_eq(said, amounts[k]);
        ck_assert_str_eq(cd_money(en, pool, amount, "EUR"), said);
        ck_assert_str_ne(cd_money(en, pool, amount, "USD"), said);
        if (i < 2336) {
            ck_assert_str_eq(cd_date(en, pool, date, "long"), dates[i - 2000]);
            ck_assert_str_ne(cd_date(en, pool, date, "short"),
                             dates[i - 2000]);
        }
    }
    cd_speaker_release(en);
}
END_TEST

/* One speaker, as the next request gets the one that was given back. */
START_TEST(what_was_said_elsewhere_or_on_another_day_is_not_said_again)
{
    static const struct {
        const char *day, *zone, *date, *time;
    } said[] = {
        { "2026-11-23", "Europe/Warsaw", "tomorrow", "10:05" },
        { "2026-11-24", "Europe/Warsaw", "today", "yesterday" },
        { "2026-11-23", "UTC", "tomorrow", "9:05" },
        { "2026-11-23", "Europe/Warsaw", "tomorrow", "10:05" },
    };
    cd_catalogue_t *en = load("en", "");
    int i, again;

    for (i = 0; i < 4; i++) {
        cd_speaker_t *s = cd_speaker_acquire(en, said[i].zone, said[i].day);

        for (again = 0; again < 2; again++) {
            ck_assert_str_eq(cd_date(s, pool, "2026-11-24", "relative"),
                             said[i].date);
            ck_assert_ptr_nonnull(
                strstr(cd_date(s, pool, "2026-11-23T09:05:00Z", "relative"),
                       said[i].time));
        }
        cd_speaker_release(s);
    }
}
END_TEST

START_TEST(countries_and_languages_have_names)
{
    cd_speaker_t *pl = speaker("pl", "", NULL);

    ck_assert_str_eq(cd_country(pl, pool, "DE"), "Niemcy");
    ck_assert_str_eq(cd_country(pl, pool, "GERMANY"), "GERMANY");
    ck_assert_str_eq(cd_country(pl, pool, "de"), "de");
    ck_assert_str_eq(cd_country(pl, pool, ""), "");
    ck_assert_str_eq(cd_language(pl, pool, "en"), "angielski");
    ck_assert_str_eq(cd_language(pl, pool, ""), "");
    ck_assert_str_eq(cd_language(pl, pool, "en\nfr"), "en\nfr");
    cd_speaker_release(pl);
}
END_TEST

START_TEST(arabic_and_hebrew_run_from_right_to_left)
{
    ck_assert(cd_text_rtl("ar"));
    ck_assert(cd_text_rtl("he"));
    ck_assert(!cd_text_rtl("en"));
    ck_assert(!cd_text_rtl("pl"));
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        money_is_written_as_its_language_does,
        money_below_zero_keeps_its_sign,
        money_of_64_bits_loses_no_cent,
        what_is_no_amount_comes_as_it_was,
        more_currencies_than_a_speaker_keeps_are_all_right,
        numbers_are_grouped_and_never_pass_through_a_double,
        a_date_has_three_lengths,
        a_date_is_the_same_day_in_every_zone,
        a_datetime_is_shown_in_the_viewers_zone,
        a_near_date_is_told_in_days,
        a_datetime_of_today_is_told_by_its_time,
        what_is_no_date_comes_as_it_was,
        what_was_said_before_is_said_again,
        what_was_said_elsewhere_or_on_another_day_is_not_said_again,
        countries_and_languages_have_names,
        arabic_and_hebrew_run_from_right_to_left,
        NULL,
    };

    return run_tests("text_format", tests);
}
