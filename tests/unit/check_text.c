/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the message catalogues and of the speakers. */
#include <string.h>

#include <apr_strings.h>
#include <apr_thread_proc.h>

#include "text_unit.h"

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

    ck_assert_str_eq(cd_text(s, pool, "a", NULL, 0), "[|0|]");
    says(s, "[a|0|]", "a", "a", "no number");
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

    files[0] = put("up/en.xml",
                   "<catalogue lang='en'>"
                   "<text key='a'>parent a</text>"
                   "<text key='b'>parent b</text></catalogue>");
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
    refused("<text key='b'>{0,select,other{{1,plural,other{{9}}}}}</text>",
            "en.xml:2: arguments are {0} to {3}");
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

typedef struct {
    const cd_catalogue_t *catalogue;
    int wrong;
} work_t;

static void *APR_THREAD_FUNC talk(apr_thread_t *thread, void *baton)
{
    work_t *work = baton;
    const char *args[] = { "22", "x" };
    apr_pool_t *own;
    int i;

    (void) thread;
    apr_pool_create(&own, NULL);
    for (i = 0; i < FORMATS; i++) {
        cd_speaker_t *s = cd_speaker_acquire(
            work->catalogue, i % 3 ? "Europe/Warsaw" : NULL, TODAY);

        work->wrong +=
            strcmp(cd_text(s, own, "d", args, 2), "22 usługi x") != 0;
        work->wrong +=
            strcmp(cd_money(s, own, "5", "PLN"), "0,05" NBSP "zł") != 0;
        work->wrong +=
            strcmp(cd_date(s, own, "2026-11-28", "relative"), "za 5 dni") != 0;
        work->wrong +=
            strcmp(cd_date(s, own, "2026-11-23T23:30:00Z", "medium"),
                   i % 3 ? "24 lis 2026" : "23 lis 2026")
            != 0;
        cd_speaker_release(s);
        apr_pool_clear(own);
    }
    apr_pool_destroy(own);
    return NULL;
}

START_TEST(eight_threads_speak_at_once)
{
    cd_catalogue_t *pl = load("pl",
                              "<text key='d'>{0,plural,one{# usługa}"
                              "few{# usługi}other{# usług}} {1}</text>");
    apr_thread_t *threads[THREADS];
    work_t works[THREADS];
    apr_status_t result;
    int i;

    for (i = 0; i < THREADS; i++) {
        works[i] = (work_t){ pl, 0 };
        ck_assert_int_eq(
            apr_thread_create(&threads[i], NULL, talk, &works[i], pool),
            APR_SUCCESS);
    }
    for (i = 0; i < THREADS; i++) {
        apr_thread_join(&result, threads[i]);
        ck_assert_int_eq(works[i].wrong, 0);
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
        a_speaker_given_back_is_taken_again,
        a_hundred_speakers_at_once_are_no_more_to_keep_than_the_stock,
        eight_threads_speak_at_once,
        NULL,
    };

    return run_tests("text", tests);
}
