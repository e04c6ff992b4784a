/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the parser of forms with files, and of what stands on it. */
#include <string.h>

#include <apr_strings.h>

#include "core/filetype.h"
#include "core/multipart.h"
#include "core/upload.h"
#include "unit.h"

#define TYPE "multipart/form-data; boundary=b"
#define PART(name, value)                                                    \
    "--b\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value \
    "\r\n"
#define FILE_(name, value)                                                \
    "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" name \
    "\"\r\nContent-Type: x/y\r\n\r\n" value "\r\n"
#define END "--b--\r\n"

static cd_upload_limits_t limits = { NULL, 100, 200 };

static cd_upload_t *upload;

/* Read a body of @a len bytes in pieces. */
static cd_upload_status_t fed(const char *body, size_t len, size_t piece)
{
    cd_upload_status_t status = CD_UPLOAD_OK;
    size_t at, n;

    upload = cd_upload_create(pool, TYPE, &limits);
    for (at = 0; at < len && status == CD_UPLOAD_OK; at += n) {
        n = len - at < piece ? len - at : piece;
        status = cd_upload_feed(upload, body + at, n);
    }
    return cd_upload_end(upload);
}

static cd_upload_status_t whole(const char *body)
{
    return fed(body, strlen(body), 8192);
}

static const char *field(const char *name)
{
    return apr_table_get(cd_upload_fields(upload), name);
}

static const cd_file_t *file(int i)
{
    return &APR_ARRAY_IDX(cd_upload_files(upload), i, cd_file_t);
}

static const char *bytes_of(const cd_file_t *f)
{
    apr_off_t offset = f->offset;
    char *text = apr_pcalloc(pool, (apr_size_t) f->size + 1);

    apr_file_seek(cd_upload_spool(upload), APR_SET, &offset);
    apr_file_read_full(cd_upload_spool(upload), text, (apr_size_t) f->size,
                       NULL);
    return text;
}

START_TEST(fields_and_files_come_out_whatever_the_pieces_are)
{
    static const char body[] = PART("a", "1\r\n--\r\n-b")
        FILE_("x.txt", "\r\n--\r\r\n--a\n") FILE_("y.txt", "second") END;
    size_t piece;

    for (piece = 1; piece < sizeof(body); piece++) {
        ck_assert_int_eq(fed(body, sizeof(body) - 1, piece), CD_UPLOAD_OK);
        ck_assert_str_eq(field("a"), "1\r\n--\r\n-b");
        ck_assert_int_eq(cd_upload_files(upload)->nelts, 2);
        ck_assert_str_eq(file(0)->name, "x.txt");
        ck_assert_str_eq(bytes_of(file(0)), "\r\n--\r\r\n--a\n");
        ck_assert_str_eq(bytes_of(file(1)), "second");
    }
}
END_TEST

START_TEST(what_stands_before_and_behind_is_passed_over)
{
    ck_assert_int_eq(whole("hello\r\n" PART("a", "1") END "bye\r\n--b\r\n"),
                     CD_UPLOAD_OK);
    ck_assert_str_eq(field("a"), "1");
    ck_assert_int_eq(whole("--b \t\r\n"
                           "CONTENT-disposition:Form-Data; NAME=a\r\n\r\n"
                           "1\r\n--b--"),
                     CD_UPLOAD_OK);
    ck_assert_str_eq(field("a"), "1");
}
END_TEST

START_TEST(a_field_left_empty_is_no_file_but_an_empty_file_is_one)
{
    ck_assert_int_eq(whole(FILE_("", "") END), CD_UPLOAD_OK);
    ck_assert_int_eq(cd_upload_files(upload)->nelts, 0);
    ck_assert_ptr_null(cd_upload_spool(upload));
    ck_assert_int_eq(whole(FILE_("a.txt", "") END), CD_UPLOAD_OK);
    ck_assert_int_eq(cd_upload_files(upload)->nelts, 1);
    ck_assert_int_eq(file(0)->size, 0);
}
END_TEST

START_TEST(what_is_broken_is_refused)
{
    static const char *const bodies[] = {
        "",
        "--",
        "--b",
        "--b\r\n",
        "nonsense",
        "--b--x" + 6,
        PART("a", "1"),
        PART("", "1") END,
        PART("a", "1") "--bx\r\n",
        "--b\n" PART("a", "1") + 5,
        "--b\r\n\r\n1\r\n" END,
        "--b\r\nX: y\r\n\r\n1\r\n" END,
        "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n" END,
        "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END,
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END,
        "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n"
        "1\r\n" END,
        "--b\r\nContent-Disposition: form-data; name=a\r\n"
        "Content-Disposition: form-data; name=b\r\n\r\n1\r\n" END,
        PART("a", "\xff"),
        PART("a", "\xff") END,
        PART("\xff", "1") END,
        PART("a", "\x01") END
    };
    size_t i;

    for (i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        ck_assert_msg(whole(bodies[i]) == CD_UPLOAD_MALFORMED, "%zu: %s", i,
                      bodies[i]);
    }
    ck_assert_int_eq(
        fed(PART("a", "x\0y") END, sizeof(PART("a", "x\0y") END) - 1, 3),
        CD_UPLOAD_MALFORMED);
}
END_TEST

static const char *repeated(const char *what, int n)
{
    char *text = apr_pcalloc(pool, strlen(what) * (size_t) n + 1);
    int i;

    for (i = 0; i < n; i++) {
        memcpy(text + strlen(what) * (size_t) i, what, strlen(what));
    }
    return text;
}

START_TEST(limits_hold_to_the_byte)
{
    const char *part = apr_pstrcat(
        pool, "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
        repeated("x", 99), "\r\n" END, NULL);
    const char *file_part =
        apr_pstrcat(pool,
                    "--b\r\nContent-Disposition: form-data; name=\"f\"; "
                    "filename=\"a\"\r\n\r\n",
                    repeated("x", 200), NULL);

    ck_assert_int_eq(whole(part), CD_UPLOAD_OK);
    ck_assert_int_eq(whole(apr_pstrcat(pool, PART("b", ""), part, NULL)),
                     CD_UPLOAD_TOO_LARGE);
    ck_assert_int_eq(whole(apr_pstrcat(pool, file_part, "\r\n" END, NULL)),
                     CD_UPLOAD_OK);
    ck_assert_int_eq(file(0)->size, 200);
    ck_assert_int_eq(whole(apr_pstrcat(pool, file_part, "y\r\n" END, NULL)),
                     CD_UPLOAD_TOO_LARGE);
    limits.fields = 1000;
    ck_assert_int_eq(
        whole(apr_pstrcat(pool, repeated(FILE_("", ""), CD_UPLOAD_PARTS), END,
                          NULL)),
        CD_UPLOAD_OK);
    ck_assert_int_eq(
        whole(apr_pstrcat(pool, repeated(FILE_("", ""), CD_UPLOAD_PARTS + 1),
                          END, NULL)),
        CD_UPLOAD_TOO_LARGE);
    ck_assert_int_eq(
        whole(apr_pstrcat(
            pool, "--b\r\nX: ", repeated("y", CD_MULTIPART_HEADER), NULL)),
        CD_UPLOAD_MALFORMED);
    limits.fields = 100;
}
END_TEST

START_TEST(a_spool_that_cannot_be_written_keeps_the_fields)
{
    static const cd_upload_limits_t nowhere = { "/nowhere", 100, 200 };
    static const char body[] = FILE_("a.txt", "bytes") PART("a", "typed") END;

    upload = cd_upload_create(pool, TYPE, &nowhere);
    ck_assert_int_eq(cd_upload_feed(upload, body, sizeof(body) - 1),
                     CD_UPLOAD_OK);
    ck_assert_int_eq(cd_upload_end(upload), CD_UPLOAD_OK);
    ck_assert_int_ne(cd_upload_failure(upload), APR_SUCCESS);
    ck_assert_str_eq(field("a"), "typed");
    ck_assert_int_eq(file(0)->size, 5);
}
END_TEST

START_TEST(boundaries_are_read_as_they_may_be_written)
{
    static const struct {
        const char *type, *boundary;
    } types[] = { { "multipart/form-data; boundary=abc", "abc" },
                  { "Multipart/Form-Data;boundary=\"a b'c\"", "a b'c" },
                  { "multipart/form-data; charset=utf-8; BOUNDARY=x; y=z",
                    "x" },
                  { "multipart/form-data; boundary=", NULL },
                  { "multipart/form-data; boundary=\"\"", NULL },
                  { "multipart/form-data; boundary=\"a", NULL },
                  { "multipart/form-data; boundary=\"a \"", NULL },
                  { "multipart/form-data; boundary=a; boundary=b", NULL },
                  { "multipart/form-data; boundary=a\xc3\xb6", NULL },
                  { "multipart/form-data; boundary=a\"b", NULL },
                  { "multipart/form-data", NULL },
                  { "multipart/form-datax; boundary=a", NULL },
                  { "multipart/mixed; boundary=a", NULL },
                  { "application/x-www-form-urlencoded", NULL },
                  { "", NULL } };
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        const char *got = cd_multipart_boundary(pool, types[i].type);

        ck_assert_msg((got == NULL) == (types[i].boundary == NULL), "%s",
                      types[i].type);
        if (got) {
            ck_assert_str_eq(got, types[i].boundary);
        }
    }
    ck_assert_ptr_null(cd_multipart_boundary(pool, NULL));
}
END_TEST

START_TEST(names_are_what_browsers_mean)
{
    ck_assert_int_eq(whole(FILE_("a%22b%0D%0Ac%41.txt", "1") END),
                     CD_UPLOAD_OK);
    ck_assert_str_eq(file(0)->name, "a\"b\r\nc%41.txt");
}
END_TEST

START_TEST(file_names_are_made_harmless)
{
    static const struct {
        const char *from, *to;
    } names[] = { { "a.png", "a.png" },
                  { "../../etc/passwd", "passwd" },
                  { "C:\\x\\y.png", "y.png" },
                  { "a\"<>|*?:b.png", "ab.png" },
                  { "\xe2\x80\xaegnp.exe", "gnp.exe" },
                  { "\xef\xbb\xbf"
                    "a.txt",
                    "a.txt" },
                  { "a\x01\x7f.txt", "a\xef\xbf\xbd.txt" },
                  { "e\xcc\x81.txt", "\xc3\xa9.txt" },
                  { "  x.txt  ", "x.txt" },
                  { "", "file" },
                  { "/", "file" },
                  { "...", "..." } };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ck_assert_str_eq(cd_file_name(pool, names[i].from), names[i].to);
    }
    ck_assert_uint_eq(
        strlen(cd_file_name(
            pool, apr_pstrcat(pool, repeated("x", 500), ".png", NULL))),
        CD_FILE_NAME);
}
END_TEST

static const char *checked(const char *name, const char *bytes, size_t len)
{
    const char *type;
    apr_file_t *spool;

    ck_assert_int_eq(cd_spool_create(&spool, NULL, pool), APR_SUCCESS);
    apr_file_write_full(spool, "before", 6, NULL);
    apr_file_write_full(spool, bytes, len, NULL);
    return cd_file_check(pool, name, spool, 6, (apr_off_t) len, &type);
}

START_TEST(files_are_taken_by_name_and_content)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2"
                              "\10\2\0\0\0";

    ck_assert_ptr_null(checked("a.png", png, sizeof(png)));
    ck_assert_ptr_null(checked("A.PNG", png, sizeof(png)));
    ck_assert_ptr_null(checked("a.txt", "hello\n", 6));
    ck_assert_str_eq(checked("a.jpg", png, sizeof(png)), "file-content");
    ck_assert_str_eq(checked("a.txt", png, sizeof(png)), "file-content");
    ck_assert_str_eq(checked("a.png", "hello\n", 6), "file-content");
    ck_assert_str_eq(checked("a.txt", "", 0), "file-empty");
    ck_assert_str_eq(checked("a.php", "hello\n", 6), "file-type");
    ck_assert_str_eq(checked("a.svg", "<svg/>", 6), "file-type");
    ck_assert_str_eq(checked(".png", png, sizeof(png)), "file-type");
    ck_assert_str_eq(checked("png", png, sizeof(png)), "file-type");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        fields_and_files_come_out_whatever_the_pieces_are,
        what_stands_before_and_behind_is_passed_over,
        a_field_left_empty_is_no_file_but_an_empty_file_is_one,
        what_is_broken_is_refused,
        limits_hold_to_the_byte,
        a_spool_that_cannot_be_written_keeps_the_fields,
        boundaries_are_read_as_they_may_be_written,
        names_are_what_browsers_mean,
        file_names_are_made_harmless,
        files_are_taken_by_name_and_content,
        NULL
    };

    return run_tests("multipart", tests);
}
