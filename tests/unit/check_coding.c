/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings: what a browser takes, and when a copy is one. */

#include <string.h>

#include <apr_strings.h>

#include "core/coding.h"
#include "unit.h"

#define BR CD_CODING_BIT(CD_CODING_BROTLI)
#define GZ CD_CODING_BIT(CD_CODING_GZIP)

/* --- what a browser takes ----------------------------------------------- */

START_TEST(the_smallest_of_the_best_loved_codings_is_chosen)
{
    static const struct {
        const char *accept;
        unsigned int have;
        cd_coding_t chosen;
    } rows[] = {
        { NULL, BR | GZ, CD_CODING_NONE },
        { "", BR | GZ, CD_CODING_NONE },
        { "gzip, deflate, br, zstd", BR | GZ, CD_CODING_BROTLI },
        { "gzip, deflate, br, zstd", GZ, CD_CODING_GZIP },
        { "gzip, deflate, br, zstd", 0, CD_CODING_NONE },
        { "GZIP", BR | GZ, CD_CODING_GZIP },
        { "x-gzip", BR | GZ, CD_CODING_GZIP },
        { "zstd", BR | GZ, CD_CODING_NONE },
        { "gzipped, bro", BR | GZ, CD_CODING_NONE },
        { "br;q=0.5, gzip;q=0.8", BR | GZ, CD_CODING_GZIP },
        { "br;q=0.5,gzip;q=0.5", BR | GZ, CD_CODING_BROTLI },
        { "br ; q=0.501 ,\tgzip; Q=0.502", BR | GZ, CD_CODING_GZIP },
        { "br;q=0, gzip", BR | GZ, CD_CODING_GZIP },
        { "br;q=0.000, gzip;q=0", BR | GZ, CD_CODING_NONE },
        { "br;q=0.001", BR | GZ, CD_CODING_BROTLI },
        { "gzip;q=0.5, identity", BR | GZ, CD_CODING_NONE },
        { "gzip, identity", BR | GZ, CD_CODING_GZIP },
        { "identity;q=0.5, gzip;q=0.4", BR | GZ, CD_CODING_NONE },
        { "identity;q=0.5, gzip;q=0.4, br", GZ, CD_CODING_NONE },
        { "*", BR | GZ, CD_CODING_BROTLI },
        { "*", GZ, CD_CODING_GZIP },
        { "br;q=0, *", BR | GZ, CD_CODING_GZIP },
        { "*;q=0.1, gzip;q=0.2", BR | GZ, CD_CODING_GZIP },
        { "identity, *;q=0", BR | GZ, CD_CODING_NONE },
        { "identity;q=0, gzip", BR | GZ, CD_CODING_GZIP },
        { "identity;q=0", BR | GZ, CD_CODINGS },
        { "identity;q=0, br", GZ, CD_CODINGS },
        { "*;q=0", BR | GZ, CD_CODINGS },
        { "gzip;q=1e9, br;q=nan", BR | GZ, CD_CODING_GZIP },
        { "br;q=9, gzip;q=0.1", BR | GZ, CD_CODING_GZIP },
        { "br;q=-1, ;;,q=,,gzip;q=", BR | GZ, CD_CODING_NONE },
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(cd_coding_choose(rows[i].accept, rows[i].have)
                          == rows[i].chosen,
                      "%s", rows[i].accept);
    }
}
END_TEST

START_TEST(an_endless_header_is_read_to_a_limit)
{
    char *header = apr_palloc(pool, 100001);

    memset(header, ',', 100000);
    memcpy(header + 99990, "gzip", 4);
    header[100000] = '\0';
    ck_assert_int_eq(cd_coding_choose(header, GZ), CD_CODING_GZIP);
    for (int i = 0; i < 99990; i += 2) {
        header[i] = 'x';
    }
    ck_assert_int_eq(cd_coding_choose(header, GZ), CD_CODING_NONE);
}
END_TEST

/* --- when a copy is one -------------------------------------------------- */

typedef struct {
    const char *data;
    apr_size_t len;
} bytes_t;

/* Text of @a len bytes that isn't the same all over. */
static bytes_t some_text(apr_size_t len)
{
    char *text = apr_palloc(pool, len + 1);
    unsigned int state = 7;
    apr_size_t i;

    for (i = 0; i < len; i++) {
        text[i] = "abcdefgh"[next_random(&state) % 8];
    }
    return (bytes_t){ text, len };
}

static bytes_t pack(cd_coding_t coding, bytes_t plain)
{
    ck_assert_int_eq(
        cd_coding_make(coding, CD_CODING_BEST, &plain.data, &plain.len, pool),
        APR_SUCCESS);
    return plain;
}

static int holds(cd_coding_t coding, bytes_t packed, bytes_t plain)
{
    return cd_coding_holds(coding, packed.data, packed.len, plain.data,
                           plain.len);
}

/* The same with one byte changed, and with one at its end. */
static bytes_t with_byte(bytes_t bytes, apr_size_t at, char xor)
{
    char *copy = apr_pstrmemdup(pool, bytes.data, bytes.len);

    copy[at] ^= xor;
    return (bytes_t){ copy, bytes.len };
}

static bytes_t longer(bytes_t bytes, const char *end)
{
    char *copy = apr_palloc(pool, bytes.len + strlen(end));

    memcpy(copy, bytes.data, bytes.len);
    memcpy(copy + bytes.len, end, strlen(end));
    return (bytes_t){ copy, bytes.len + strlen(end) };
}

#define EACH_CODING(coding)                                            \
    for (coding = CD_CODING_BROTLI; coding < CD_CODING_NONE; coding++) \
        if (cd_coding_known() & CD_CODING_BIT(coding))

START_TEST(a_copy_holds_what_was_compressed)
{
    static const apr_size_t lengths[] = { 0, 1, 16383, 16384, 16385, 300000 };
    cd_coding_t coding;
    size_t i;

    EACH_CODING(coding)
    {
        for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
            bytes_t plain = some_text(lengths[i]);
            bytes_t packed = pack(coding, plain);

            ck_assert(holds(coding, packed, plain));
            ck_assert(lengths[i] < 1000 || packed.len < plain.len / 2);
        }
    }
}
END_TEST

START_TEST(a_copy_of_other_bytes_is_none)
{
    cd_coding_t coding;

    EACH_CODING(coding)
    {
        bytes_t plain = some_text(50000), shorter = some_text(49999);
        bytes_t packed = pack(coding, plain);

        ck_assert(!holds(coding, packed, with_byte(plain, 0, 1)));
        ck_assert(!holds(coding, packed, with_byte(plain, 49999, 1)));
        ck_assert(!holds(coding, packed, shorter));
        ck_assert(!holds(coding, packed, longer(plain, "a")));
        ck_assert(!holds(coding, packed, some_text(0)));
    }
}
END_TEST

START_TEST(a_copy_that_is_cut_or_has_something_behind_it_is_none)
{
    cd_coding_t coding;

    EACH_CODING(coding)
    {
        bytes_t plain = some_text(50000), packed = pack(coding, plain);
        bytes_t cut = packed;

        ck_assert(!holds(coding, longer(packed, "x"), plain));
        for (cut.len = 0; cut.len < packed.len; cut.len += 97) {
            ck_assert(!holds(coding, cut, plain));
        }
        cut.len = packed.len - 1;
        ck_assert(!holds(coding, cut, plain));
        ck_assert(!holds(coding, plain, plain));
    }
}
END_TEST

START_TEST(two_copies_in_one_file_are_none)
{
    bytes_t half = some_text(5000), packed = pack(CD_CODING_GZIP, half);
    char *twice = apr_palloc(pool, 2 * packed.len);
    char *plain = apr_palloc(pool, 2 * half.len);

    memcpy(twice, packed.data, packed.len);
    memcpy(twice + packed.len, packed.data, packed.len);
    memcpy(plain, half.data, half.len);
    memcpy(plain + half.len, half.data, half.len);
    ck_assert(!cd_coding_holds(CD_CODING_GZIP, twice, 2 * packed.len, plain,
                               2 * half.len));
}
END_TEST

START_TEST(whatever_byte_of_a_copy_is_wrong_nothing_breaks)
{
    cd_coding_t coding;
    apr_size_t at;

    EACH_CODING(coding)
    {
        bytes_t plain = some_text(3000), packed = pack(coding, plain);
        int taken = 0;

        for (at = 0; at < packed.len; at++) {
            taken += holds(coding, with_byte(packed, at, 0x10), plain);
        }
        /* a few bits mean nothing: of gzip's head, and to fill a byte */
        ck_assert_int_le(taken, 10);
    }
}
END_TEST

START_TEST(a_bomb_is_put_out_at_its_first_byte_too_many)
{
    cd_coding_t coding;
    bytes_t zeros = { apr_pcalloc(pool, 4000000), 4000000 };
    /* not of the pool, so that the sanitizer sees who reads behind it */
    char *few = calloc(100, 1);
    bytes_t plain = { few, 100 };

    EACH_CODING(coding)
    {
        ck_assert(!holds(coding, pack(coding, zeros), plain));
    }
    free(few);
}
END_TEST

START_TEST(the_same_bytes_come_out_of_every_run)
{
    static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
    bytes_t plain = some_text(1000), packed = pack(CD_CODING_GZIP, plain);

    /* no name and no time in gzip's head (RFC 1952, 2.3) */
    ck_assert_mem_eq(packed.data, head, sizeof(head));
}
END_TEST

START_TEST(no_coding_holds_nothing)
{
    bytes_t plain = some_text(10);

    ck_assert(!holds(CD_CODING_NONE, plain, plain));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_smallest_of_the_best_loved_codings_is_chosen,
        an_endless_header_is_read_to_a_limit,
        a_copy_holds_what_was_compressed,
        a_copy_of_other_bytes_is_none,
        a_copy_that_is_cut_or_has_something_behind_it_is_none,
        two_copies_in_one_file_are_none,
        whatever_byte_of_a_copy_is_wrong_nothing_breaks,
        a_bomb_is_put_out_at_its_first_byte_too_many,
        the_same_bytes_come_out_of_every_run,
        no_coding_holds_nothing,
        NULL,
    };

    return run_tests("coding", tests);
}
