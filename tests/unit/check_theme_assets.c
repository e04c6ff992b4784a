/* SPDX-License-Identifier: Apache-2.0 */
/* Compressed copies of a theme's assets: made, taken, left out. */

#include <unistd.h>

#include "theme_unit.h"

/* Text that gains by being compressed; the same for the same letter. */
static const char *css(char letter)
{
    return apr_psprintf(pool, "/* %0100d */ .%c{color:red}", 0, letter);
}

static cd_packed_t pack(const char *name)
{
    cd_packed_t packed = { 0 };
    const char *error = cd_theme_pack(in_folder(name), &packed, pool);

    ck_assert_msg(!error, "%s", error);
    return packed;
}

static const cd_asset_t *asset(const cd_theme_t *theme, const char *name)
{
    const cd_asset_t *found = cd_theme_asset(theme, name);

    ck_assert_ptr_nonnull(found);
    return found;
}

static int exists(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

/* The theme has one warning, which has these words in it; NULL: none. */
static void warns(const cd_theme_t *theme, const char *const *words)
{
    const char *const *warnings = cd_theme_warnings(theme);

    if (!words) {
        ck_assert_msg(!warnings[0], "%s", warnings[0]);
        return;
    }
    ck_assert_ptr_nonnull(warnings[0]);
    ck_assert_msg(!warnings[1], "%s", warnings[1]);
    for (; *words; words++) {
        ck_assert_msg(strstr(warnings[0], *words) != NULL, "%s", warnings[0]);
    }
}

static void put_assets(void)
{
    put_base(PAGE(""));
    put("base/assets/a.css", css('a'));
}

START_TEST(copies_are_made_beside_the_files_and_taken)
{
    const cd_asset_t *a;
    cd_coding_t coding;

    put_assets();
    ck_assert_int_eq(pack("base").assets, 1);
    a = asset(load("base"), "a.css");
    ck_assert_uint_eq(a->codings, cd_coding_known());
    warns(load("base"), NULL);
    ck_assert_str_eq(a->copies[CD_CODING_GZIP].path,
                     in_folder("base/assets/a.css.gz"));
    ck_assert_str_eq(a->copies[CD_CODING_NONE].path, a->path);
    for (coding = 0; coding < CD_CODING_NONE; coding++) {
        if (a->codings & CD_CODING_BIT(coding)) {
            ck_assert_int_lt(a->copies[coding].size,
                             a->copies[CD_CODING_NONE].size);
        }
    }
}
END_TEST

START_TEST(a_tag_is_of_the_bytes_that_are_sent)
{
    const cd_asset_t *before, *after;

    put_assets();
    put("base/assets/b.css", css('a'));
    pack("base");
    before = asset(load("base"), "a.css");
    after = asset(load("base"), "b.css");
    ck_assert_str_eq(before->copies[CD_CODING_NONE].tag,
                     apr_psprintf(pool, "\"%s\"", before->hash));
    ck_assert_str_eq(before->copies[CD_CODING_NONE].tag,
                     after->copies[CD_CODING_NONE].tag);
    ck_assert_str_eq(before->copies[CD_CODING_GZIP].tag,
                     after->copies[CD_CODING_GZIP].tag);
    ck_assert_str_ne(before->copies[CD_CODING_GZIP].tag,
                     before->copies[CD_CODING_NONE].tag);
    ck_assert_ptr_nonnull(strstr(before->copies[CD_CODING_GZIP].tag, ".gz\""));
    put("base/assets/a.css", css('b'));
    pack("base");
    after = asset(load("base"), "a.css");
    ck_assert_str_ne(before->copies[CD_CODING_NONE].tag,
                     after->copies[CD_CODING_NONE].tag);
    ck_assert_str_ne(before->copies[CD_CODING_GZIP].tag,
                     after->copies[CD_CODING_GZIP].tag);
}
END_TEST

START_TEST(a_copy_of_the_file_before_it_was_edited_is_left_out)
{
    static const char *const words[] = { "base/assets/a.css.gz: isn't served",
                                         "custdashctl assets ", NULL };
    const cd_asset_t *a;
    cd_theme_t *theme;

    put_assets();
    pack("base");
    remove(in_folder("base/assets/a.css.br"));
    put("base/assets/a.css", css('b'));
    theme = load("base");
    a = asset(theme, "a.css");
    ck_assert_uint_eq(a->codings, 0);
    ck_assert_ptr_null(a->copies[CD_CODING_GZIP].path);
    warns(theme, words);
    pack("base");
    theme = load("base");
    ck_assert_uint_eq(asset(theme, "a.css")->codings, cd_coding_known());
    warns(theme, NULL);
}
END_TEST

START_TEST(a_parents_copy_is_not_taken_for_the_childs_file)
{
    const cd_asset_t *a;

    put_assets();
    pack("base");
    put_child();
    put("child/assets/a.css", css('c'));
    a = asset(load("child"), "a.css");
    ck_assert_uint_eq(a->codings, 0);
    warns(load("child"), NULL);
    pack("child");
    a = asset(load("child"), "a.css");
    ck_assert_uint_eq(a->codings, cd_coding_known());
    ck_assert_str_eq(a->copies[CD_CODING_GZIP].path,
                     in_folder("child/assets/a.css.gz"));
}
END_TEST

START_TEST(a_copy_that_cannot_be_read_is_left_out)
{
    static const char *const out[] = { "a.css.gz: leads out", NULL };
    static const char *const folder[] = { "a.css.gz: not a regular file",
                                          NULL };
    cd_theme_t *theme;

    put_assets();
    ck_assert_int_eq(symlink("/etc/passwd", in_folder("base/assets/a.css.gz")),
                     0);
    theme = load("base");
    ck_assert_uint_eq(asset(theme, "a.css")->codings, 0);
    warns(theme, out);
    remove(in_folder("base/assets/a.css.gz"));
    put("base/assets/a.css.gz/file", "");
    warns(load("base"), folder);
}
END_TEST

START_TEST(copies_change_no_page_and_so_no_generation)
{
    const char *before;

    put_assets();
    before = cd_theme_generation(load("base"));
    pack("base");
    ck_assert_str_eq(cd_theme_generation(load("base")), before);
}
END_TEST

START_TEST(what_gains_nothing_has_no_copy)
{
    cd_packed_t packed;

    put_base(PAGE(""));
    put("base/assets/short.css", "p{}");
    put("base/assets/short.css.gz", "stale");
    put("base/assets/picture.png", css('a'));
    put("base/assets/font.woff2", css('a'));
    packed = pack("base");
    ck_assert_int_eq(packed.assets, 1);
    ck_assert_int_eq(packed.bytes[CD_CODING_GZIP], 3);
    ck_assert_int_eq(packed.bytes[CD_CODING_NONE], 3);
    ck_assert(!exists("base/assets/short.css.gz"));
    ck_assert(!exists("base/assets/picture.png.gz"));
    ck_assert(!exists("base/assets/font.woff2.gz"));
}
END_TEST

START_TEST(a_good_copy_is_left_as_it_is)
{
    struct stat before, after;

    put_assets();
    pack("base");
    ck_assert_int_eq(stat(in_folder("base/assets/a.css.gz"), &before), 0);
    ck_assert_int_eq(before.st_mode & 0777, 0644);
    pack("base");
    ck_assert_int_eq(stat(in_folder("base/assets/a.css.gz"), &after), 0);
    ck_assert_uint_eq(before.st_ino, after.st_ino);
}
END_TEST

START_TEST(compressing_leads_out_of_no_folder)
{
    cd_packed_t packed = { 0 };
    const char *error;

    put_base(PAGE(""));
    put("base/assets/a.txt", "");
    remove(in_folder("base/assets/a.txt"));
    ck_assert_int_eq(symlink("/etc/passwd", in_folder("base/assets/a.txt")),
                     0);
    error = cd_theme_pack(in_folder("base"), &packed, pool);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "leads out of the theme's folder"));
    ck_assert(!exists("base/assets/a.txt.gz"));
    error = cd_theme_pack(in_folder("base/assets"), &packed, pool);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "there is no theme"));
}
END_TEST

static cd_theme_t *load_bootstrapped(void)
{
    static const char *const pages[] = { "home", NULL };
    cd_theme_source_t source = { 0 };
    cd_theme_t *theme = NULL;

    source.directory = in_folder("base");
    source.bootstrap = in_folder("b");
    source.packed = in_folder("packed");
    source.pages = pages;
    ck_assert_ptr_null(cd_theme_load(&theme, pool, &source));
    return theme;
}

static void pack_bootstrap(void)
{
    cd_packed_t packed = { 0 };

    ck_assert_ptr_null(cd_theme_pack_bootstrap(
        in_folder("b"), in_folder("packed"), &packed, pool));
    ck_assert_int_eq(packed.assets, 1);
}

START_TEST(bootstraps_copies_are_ours_and_of_that_very_bootstrap)
{
    static const char *const words[] = { "b/bootstrap.min.css",
                                         "custdashctl assets --bootstrap ",
                                         NULL };
    cd_theme_t *theme;

    put_base(PAGE(""));
    put("b/bootstrap.min.css", css('a'));
    warns(load_bootstrapped(), words);
    pack_bootstrap();
    ck_assert(!exists("b/bootstrap.min.css.gz"));
    theme = load_bootstrapped();
    warns(theme, NULL);
    ck_assert_uint_eq(asset(theme, "bootstrap.min.css")->codings,
                      cd_coding_known());
    put("b/bootstrap.min.css", css('b'));
    theme = load_bootstrapped();
    warns(theme, words);
    ck_assert_uint_eq(asset(theme, "bootstrap.min.css")->codings, 0);
    pack_bootstrap();
    warns(load_bootstrapped(), NULL);
    put("b/bootstrap.min.css", css('a'));
    warns(load_bootstrapped(), NULL);
}
END_TEST

START_TEST(a_file_that_changed_is_told_from_the_one_that_was_loaded)
{
    const cd_asset_t *a;
    apr_finfo_t info;

    put_assets();
    a = asset(load("base"), "a.css");
    apr_stat(&info, a->path, APR_FINFO_MIN, pool);
    ck_assert(cd_copy_is(&a->copies[CD_CODING_NONE], &info));
    apr_file_mtime_set(a->path, info.mtime + 1, pool);
    apr_stat(&info, a->path, APR_FINFO_MIN, pool);
    ck_assert(!cd_copy_is(&a->copies[CD_CODING_NONE], &info));
    apr_file_mtime_set(a->path, info.mtime - 1, pool);
    apr_stat(&info, a->path, APR_FINFO_MIN, pool);
    ck_assert(cd_copy_is(&a->copies[CD_CODING_NONE], &info));
    info.size++;
    ck_assert(!cd_copy_is(&a->copies[CD_CODING_NONE], &info));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        copies_are_made_beside_the_files_and_taken,
        a_tag_is_of_the_bytes_that_are_sent,
        a_copy_of_the_file_before_it_was_edited_is_left_out,
        a_parents_copy_is_not_taken_for_the_childs_file,
        a_copy_that_cannot_be_read_is_left_out,
        copies_change_no_page_and_so_no_generation,
        what_gains_nothing_has_no_copy,
        a_good_copy_is_left_as_it_is,
        compressing_leads_out_of_no_folder,
        bootstraps_copies_are_ours_and_of_that_very_bootstrap,
        a_file_that_changed_is_told_from_the_one_that_was_loaded,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme assets", tests);
}
