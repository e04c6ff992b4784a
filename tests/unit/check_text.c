/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the language layer: texts, dates, amounts, names. */
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <apr_strings.h>
#include <apr_thread_proc.h>

#include "core/text.h"
#include "unit.h"

#define TODAY "2026-11-23"
#define NBSP "\302\240"

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *walk)
{
    (void) info;
    (void) type;
    (void) walk;
    return remove(path);
}

static apr_status_t remove_folder(void *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return APR_SUCCESS;
}

/* A folder that is there as long as the test. */
static const char *folder(void)
{
    void *path = NULL;

    apr_pool_userdata_get(&path, "folder", pool);
    if (!path) {
        path = mkdtemp(apr_pstrdup(pool, "/tmp/custdash-text-XXXXXX"));
        ck_assert_ptr_nonnull(path);
        apr_pool_userdata_set(path, "folder", remove_folder, pool);
    }
    return path;
}

/* Write texts as a catalogue that begins in line 1; its texts in line 2. */
static const char *write_file(const char *code, const char *texts)
{
    const char *path = apr_pstrcat(pool, folder(), "/", code, ".xml", NULL);
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fprintf(file,
            "<catalogue lang=\"%s\" name=\"Name of %s\">\n%s\n"
            "</catalogue>\n",
            code, code, texts);
    fclose(file);
    return path;
}

static cd_catalogue_t *load(const char *code, const char *texts)
{
    const char *files[] = { write_file(code, texts), NULL };
    cd_catalogue_t *catalogue;
    const char *error = cd_catalogue_load(&catalogue, pool, code, files);

    ck_assert_msg(!error, "%s", error);
    return catalogue;
}

static cd_speaker_t *speaker(const char *code, const char *texts,
                             const char *zone)
{
    cd_speaker_t *s = cd_speaker_acquire(load(code, texts), zone, TODAY);

    ck_assert_ptr_nonnull(s);
    return s;
}

/* The catalogue with these texts is refused with this message, but for the
 * folder before it. */
static void refused(const char *texts, const char *expected)
{
    const char *files[] = { write_file("en", texts), NULL };
    cd_catalogue_t *catalogue;
    const char *error = cd_catalogue_load(&catalogue, pool, "en", files);
    size_t len = strlen(folder());

    ck_assert_ptr_nonnull(error);
    ck_assert_mem_eq(error, folder(), len);
    error += len + 1;
    ck_assert_msg(strncmp(error, expected, strlen(expected)) == 0, "%s",
                  error);
}

#define says(s, expected, key, ...)                                   \
    do {                                                              \
        const char *args_[] = { __VA_ARGS__, NULL };                  \
        int n_ = (int) (sizeof(args_) / sizeof(args_[0])) - 1;        \
        ck_assert_str_eq(cd_text(s, pool, key, args_, n_), expected); \
    } while (0)

START_TEST(a_text_without_arguments_comes_as_it_stands)
{
    cd_speaker_t *s =
        speaker("en", "<text key='a'>Hello, # world}</text>", NULL);

    ck_assert_str_eq(cd_text(s, pool, "a", NULL, 0), "Hello, # world}");
    cd_speaker_release(s);
}
END_TEST

START_TEST(line_breaks_and_indentation_are_not_part_of_a_text)
{
    cd_speaker_t *s = speaker(
        "en", "<text key='a'>\n   one\n      two " NBSP "\n</text>", NULL);

    ck_assert_str_eq(cd_text(s, pool, "a", NULL, 0), "one two " NBSP);
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_key_that_is_not_there_gives_null)
{
    cd_speaker_t *s = speaker("en", "<text key='a'>x</text>", NULL);

    ck_assert_ptr_null(cd_text(s, pool, "b", NULL, 0));
    cd_speaker_release(s);
}
END_TEST

START_TEST(english_has_one_and_other)
{
    cd_speaker_t *s = speaker(
        "en", "<text key='d'>{0,plural,one{# day}other{# days}}</text>", NULL);

    says(s, "1 day", "d", "1");
    says(s, "0 days", "d", "0");
    says(s, "1,234 days", "d", "1234");
    says(s, "1.5 days", "d", "1.5");
    cd_speaker_release(s);
}
END_TEST

START_TEST(polish_has_one_few_many_and_other)
{
    cd_speaker_t *s = speaker("pl",
                              "<text key='d'>{0,plural,one{# usługa}"
                              "few{# usługi}many{# usług}other{# usługi}}"
                              "</text>",
                              NULL);

    says(s, "1 usługa", "d", "1");
    says(s, "2 usługi", "d", "2");
    says(s, "5 usług", "d", "5");
    says(s, "12 usług", "d", "12");
    says(s, "22 usługi", "d", "22");
    says(s, "1,5 usługi", "d", "1.5");
    cd_speaker_release(s);
}
END_TEST

START_TEST(texts_and_numbers_mix_in_any_order_and_with_gaps)
{
    cd_speaker_t *s = speaker(
        "en",
        "<text key='a'>{0} {1,number} {2} {3,plural,other{#}}</text>"
        "<text key='b'>{3} {1}</text>"
        "<text key='c'>{3,number}{0,selectordinal,one{#st}other{#th}}</text>"
        "<text key='d'>{1,select,yes{Y}other{N}} it''s '{0}' {2}</text>"
        "<text key='e'>{0,number}{1,number}{2,number}{3,number}</text>"
        "<text key='f'>{0,choice,0#none|1#one|1&lt;many {1}}</text>"
        "<text key='g'>{2,plural,=0{no {0}}one{# {0}}other{# {0}s}}</text>"
        "<text key='h'>{0,spellout} {1,number,percent}</text>",
        NULL);

    says(s, "a 2 c 4", "a", "a", "2", "c", "4");
    says(s, "d b", "b", "a", "b", "c", "d");
    says(s, "41st", "c", "1", "", "", "4");
    says(s, "Y it's {0} c", "d", "a", "yes", "c");
    says(s, "1234", "e", "1", "2", "3", "4");
    says(s, "many x", "f", "7", "x");
    says(s, "no mail", "g", "mail", "", "0");
    says(s, "3 mails", "g", "mail", "", "3");
    says(s, "twelve 50%", "h", "12", "0.5");
    cd_speaker_release(s);
}
END_TEST

START_TEST(arguments_that_are_missing_are_empty_or_zero)
{
    cd_speaker_t *s =
        speaker("en", "<text key='a'>[{0}|{1,number}|{3}]</text>", NULL);

    ck_assert_str_eq(cd_text(s, pool, "a", NULL, 0), "[|NaN|]");
    says(s, "[a|NaN|]", "a", "a", "no number");
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_long_argument_is_not_cut)
{
    cd_speaker_t *s = speaker("en", "<text key='a'>{0}!</text>", NULL);
    char *longish = apr_palloc(pool, 20001);

    memset(longish, 'x', 20000);
    longish[20000] = '\0';
    says(s, apr_pstrcat(pool, longish, "!", NULL), "a", longish);
    cd_speaker_release(s);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_do_no_harm)
{
    cd_speaker_t *s = speaker("en", "<text key='a'>{0}!</text>", NULL);

    says(s, "\357\277\275A!", "a", "\377A");
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_childs_text_replaces_its_parents)
{
    cd_catalogue_t *catalogue;
    const char *files[3] = { NULL };
    cd_speaker_t *s;

    files[0] = write_file("en",
                          "<text key='a'>parent a</text>"
                          "<text key='b'>parent b</text>");
    rename(files[0], apr_pstrcat(pool, folder(), "/ja.xml", NULL));
    ck_assert_int_eq(mkdir(apr_pstrcat(pool, folder(), "/up", NULL), 0700), 0);
    rename(apr_pstrcat(pool, folder(), "/ja.xml", NULL),
           apr_pstrcat(pool, folder(), "/up/en.xml", NULL));
    files[0] = apr_pstrcat(pool, folder(), "/up/en.xml", NULL);
    files[1] = write_file("en", "<text key='b'>child b</text>");
    ck_assert_ptr_null(cd_catalogue_load(&catalogue, pool, "en", files));
    s = cd_speaker_acquire(catalogue, NULL, TODAY);
    ck_assert_str_eq(cd_text(s, pool, "a", NULL, 0), "parent a");
    ck_assert_str_eq(cd_text(s, pool, "b", NULL, 0), "child b");
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_text_of_the_fallback_keeps_its_own_languages_plurals)
{
    cd_catalogue_t *catalogue;
    const char *files[3] = { NULL };
    cd_speaker_t *s;

    files[0] = write_file("en",
                          "<text key='d'>{0,plural,one{# day}"
                          "other{# days}}</text>"
                          "<text key='e'>English</text>");
    files[1] = write_file("pl", "<text key='e'>Polski</text>");
    ck_assert_ptr_null(cd_catalogue_load(&catalogue, pool, "pl", files));
    s = cd_speaker_acquire(catalogue, NULL, TODAY);
    says(s, "1,234 days", "d", "1234");
    ck_assert_str_eq(cd_text(s, pool, "e", NULL, 0), "Polski");
    ck_assert_str_eq(cd_catalogue_name(catalogue), "Name of pl");
    ck_assert(cd_catalogue_has(catalogue, "d"));
    ck_assert(!cd_catalogue_has(catalogue, "x"));
    cd_speaker_release(s);
}
END_TEST

START_TEST(a_pattern_that_is_wrong_is_told_with_file_and_line)
{
    refused("<text key='a'>x</text>\n<text key='b'>{0</text>",
            "en.xml:3: bad pattern");
    refused("\n\n<text key='b'>{0,plural,one{x}}</text>",
            "en.xml:4: bad pattern");
    refused("<text key='b'>{0,plural,one{x}other{y}</text>",
            "en.xml:2: bad pattern");
}
END_TEST

START_TEST(what_a_pattern_must_not_have_is_told_with_the_reason)
{
    refused("<text key='b'>{4}</text>", "en.xml:2: arguments are {0} to {3}");
    refused("<text key='b'>{name}</text>",
            "en.xml:2: arguments are {0} to {3}");
    refused("<text key='b'>{0,number,integer}</text>",
            "en.xml:2: {0,number,integer} is not supported, because");
    refused("<text key='b'>{0, NUMBER , Integer }</text>",
            "en.xml:2: {0,number,integer} is not supported, because");
    refused("<text key='b'>{0,date}</text>", "en.xml:2: dates and times");
    refused("<text key='b'>{0,time,short}</text>",
            "en.xml:2: dates and times");
    refused("<text key='b'>{0} {0,plural,other{#}}</text>",
            "en.xml:2: an argument is both a text and a number");
    refused("<text key='b'>{0,select,other{{0,plural,other{{9}}}}}</text>",
            "en.xml:2: ");
}
END_TEST

START_TEST(a_key_that_stands_twice_is_told_with_file_and_line)
{
    refused("<text key='a'>x</text>\n<text key='a'>y</text>",
            "en.xml:3: key \"a\" is here twice");
}
END_TEST

START_TEST(a_catalogue_that_is_not_one_is_refused)
{
    refused("<text>x</text>", "en.xml:2: a text needs a key");
    refused("<text key='a'>x<b/></text>", "en.xml:2: a text has no elements");
    refused("<string/>", "en.xml:2: only <text> may stand here");
    refused("<text key='a'>&unknown;</text>", "en.xml:2: Entity 'unknown'");
    refused("<text key='a'>", "en.xml:3: Opening and ending tag mismatch");
}
END_TEST

START_TEST(a_catalogue_is_named_after_its_language)
{
    const char *path = write_file("en", ""), *error;
    const char *other = apr_pstrcat(pool, folder(), "/pl.xml", NULL);
    const char *files[] = { other, NULL };
    cd_catalogue_t *catalogue;

    rename(path, other);
    error = cd_catalogue_load(&catalogue, pool, "pl", files);
    ck_assert_ptr_nonnull(strstr(error, "pl.xml:1: lang must be"));
}
END_TEST

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

START_TEST(a_speaker_given_back_is_taken_again)
{
    cd_catalogue_t *en = load("en", "<text key='a'>{0}</text>");
    cd_speaker_t *first = cd_speaker_acquire(en, NULL, TODAY), *second;

    says(first, "x", "a", "x");
    cd_speaker_release(first);
    second = cd_speaker_acquire(en, "Europe/Warsaw", "2026-11-24");
    ck_assert_ptr_eq(first, second);
    ck_assert_str_eq(cd_date(second, pool, TODAY, "relative"), "yesterday");
    cd_speaker_release(second);
}
END_TEST

START_TEST(a_hundred_speakers_at_once_are_no_more_to_keep_than_the_stock)
{
    cd_catalogue_t *en = load("en", "");
    cd_speaker_t *speakers[100];
    int i;

    for (i = 0; i < 100; i++) {
        speakers[i] = cd_speaker_acquire(en, NULL, TODAY);
        ck_assert_ptr_nonnull(speakers[i]);
    }
    for (i = 0; i < 100; i++) {
        cd_speaker_release(speakers[i]);
    }
}
END_TEST

#define THREADS 8
#define FORMATS 2000

static void *APR_THREAD_FUNC talk(apr_thread_t *thread, void *baton)
{
    const cd_catalogue_t *catalogue = baton;
    const char *args[] = { "22", "x" };
    apr_pool_t *own;
    int i, wrong = 0;

    apr_pool_create(&own, NULL);
    for (i = 0; i < FORMATS; i++) {
        cd_speaker_t *s = cd_speaker_acquire(
            catalogue, i % 3 ? "Europe/Warsaw" : NULL, TODAY);

        wrong += strcmp(cd_text(s, own, "d", args, 2), "22 usługi x") != 0;
        wrong += strcmp(cd_money(s, own, "5", "PLN"), "0,05" NBSP "zł") != 0;
        wrong +=
            strcmp(cd_date(s, own, "2026-11-28", "relative"), "za 5 dni") != 0;
        wrong += strcmp(cd_date(s, own, "2026-11-23T23:30:00Z", "medium"),
                        i % 3 ? "24 lis 2026" : "23 lis 2026")
            != 0;
        cd_speaker_release(s);
        apr_pool_clear(own);
    }
    apr_pool_destroy(own);
    apr_thread_exit(thread, wrong ? APR_EGENERAL : APR_SUCCESS);
    return NULL;
}

START_TEST(eight_threads_speak_at_once)
{
    cd_catalogue_t *pl = load("pl",
                              "<text key='d'>{0,plural,one{# usługa}"
                              "few{# usługi}other{# usług}} {1}</text>");
    apr_thread_t *threads[THREADS];
    apr_status_t result;
    int i;

    for (i = 0; i < THREADS; i++) {
        ck_assert_int_eq(apr_thread_create(&threads[i], NULL, talk, pl, pool),
                         APR_SUCCESS);
    }
    for (i = 0; i < THREADS; i++) {
        apr_thread_join(&result, threads[i]);
        ck_assert_int_eq(result, APR_SUCCESS);
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_text_without_arguments_comes_as_it_stands,
        line_breaks_and_indentation_are_not_part_of_a_text,
        a_key_that_is_not_there_gives_null,
        english_has_one_and_other,
        polish_has_one_few_many_and_other,
        texts_and_numbers_mix_in_any_order_and_with_gaps,
        arguments_that_are_missing_are_empty_or_zero,
        a_long_argument_is_not_cut,
        bytes_that_are_not_utf8_do_no_harm,
        a_childs_text_replaces_its_parents,
        a_text_of_the_fallback_keeps_its_own_languages_plurals,
        a_pattern_that_is_wrong_is_told_with_file_and_line,
        what_a_pattern_must_not_have_is_told_with_the_reason,
        a_key_that_stands_twice_is_told_with_file_and_line,
        a_catalogue_that_is_not_one_is_refused,
        a_catalogue_is_named_after_its_language,
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
        countries_and_languages_have_names,
        arabic_and_hebrew_run_from_right_to_left,
        a_speaker_given_back_is_taken_again,
        a_hundred_speakers_at_once_are_no_more_to_keep_than_the_stock,
        eight_threads_speak_at_once,
        NULL,
    };

    return run_tests("text", tests);
}
