/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words. */
#include <apr_strings.h>
#include <stdio.h>

#include "core/words.h"
#include "unit.h"

static const char *file_of(const char *text)
{
    const char *path =
        apr_psprintf(pool, "/tmp/custdash-words-%d", (int) getpid());
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static cd_words_t *words_of(const char *text)
{
    const char *path = file_of(text);
    cd_words_t *words = NULL;

    ck_assert_ptr_null(cd_words_read(&words, pool, path, 8));
    remove(path);
    return words;
}

START_TEST(words_of_a_file_are_found)
{
    cd_words_t *words = words_of("#!comment: said by password9\n"
                                 "zebra-zebra\r\nPassWord1\n\nshort\n"
                                 "12345678\n#!comm #not one\nlast-word");

    ck_assert_int_eq(cd_words_count(words), 5);
    ck_assert(cd_words_have(words, "password1"));
    ck_assert(cd_words_have(words, "PASSWORD1"));
    ck_assert(cd_words_have(words, "zebra-zebra"));
    ck_assert(cd_words_have(words, "12345678"));
    ck_assert(cd_words_have(words, "last-word"));
}
END_TEST

START_TEST(others_are_not)
{
    cd_words_t *words = words_of("password1\n12345678\nshort\n");

    ck_assert(!cd_words_have(words, "password"));
    ck_assert(!cd_words_have(words, "password12"));
    ck_assert(!cd_words_have(words, "short"));
    ck_assert(!cd_words_have(words, ""));
    ck_assert(!cd_words_have(NULL, "password1"));
    ck_assert(!cd_words_have(words_of(""), "password1"));
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named)
{
    cd_words_t *words = NULL;
    const char *error = cd_words_read(&words, pool, "/nowhere/at-all", 8);

    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "/nowhere/at-all"));
    ck_assert_ptr_null(words);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = { words_of_a_file_are_found, others_are_not,
                                   a_file_that_is_not_there_is_named, NULL };

    return run_tests("words", tests);
}
