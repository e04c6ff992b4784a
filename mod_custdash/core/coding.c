/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings, by zlib and brotli. */
#include "coding.h"

#include <string.h>
#include <strings.h>

#include <zlib.h>
#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#include <brotli/encode.h>
#endif

#include "quality.h"

#define GZIP_WINDOW (15 + 16) /* zlib: 16 asks for the gzip format */
#define GZIP_MEMORY 8
#define PIECE 16384
#define ITEMS 64 /* of a header that are looked at */

static const struct {
    const char *name, *suffix;
    int levels[2]; /* by effort */
} codings[CD_CODINGS] = {
    [CD_CODING_BROTLI] = { "br", ".br", { 5, 11 } },
    [CD_CODING_GZIP] = { "gzip", ".gz", { 6, 9 } },
    [CD_CODING_NONE] = { NULL, "", { 0, 0 } },
};

/* What headers call them; the last name is for all that aren't named. */
static const struct {
    const char *name;
    cd_coding_t coding;
} names[] = {
    { "br", CD_CODING_BROTLI },     { "gzip", CD_CODING_GZIP },
    { "x-gzip", CD_CODING_GZIP }, /* RFC 9110, 8.4.1.3 */
    { "identity", CD_CODING_NONE }, { "*", CD_CODINGS },
};

const char *cd_coding_name(cd_coding_t coding)
{
    return codings[coding].name;
}

const char *cd_coding_suffix(cd_coding_t coding)
{
    return codings[coding].suffix;
}

unsigned int cd_coding_known(void)
{
#ifdef HAVE_BROTLI
    return CD_CODING_BIT(CD_CODING_BROTLI) | CD_CODING_BIT(CD_CODING_GZIP);
#else
    return CD_CODING_BIT(CD_CODING_GZIP);
#endif
}

/* --- what a browser takes ----------------------------------------------- */

/* Weights in thousandths, by coding and then of "*"; -1: not named. */
static void read_weights(const char *header, int *weights)
{
    size_t i;
    int n;

    for (n = 0; *header && n < ITEMS; n++) {
        apr_size_t len;

        header += strspn(header, ", \t");
        len = strcspn(header, ",; \t");
        for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
            if (len == strlen(names[i].name)
                && !strncasecmp(header, names[i].name, len)) {
                weights[names[i].coding] = cd_quality(header + len);
            }
        }
        header += strcspn(header, ",");
    }
}

cd_coding_t cd_coding_choose(const char *accept, unsigned int have)
{
    int weights[CD_CODINGS + 1] = { -1, -1, -1, -1 };
    cd_coding_t best = CD_CODINGS, coding;
    int heaviest = 0;

    have |= CD_CODING_BIT(CD_CODING_NONE);
    read_weights(accept ? accept : "", weights);
    for (coding = 0; coding < CD_CODINGS; coding++) {
        int weight =
            weights[coding] < 0 ? weights[CD_CODINGS] : weights[coding];

        /* nobody has to name what is no coding, but it comes last */
        if (weight < 0) {
            weight = coding == CD_CODING_NONE && best == CD_CODINGS;
        }
        if (have & CD_CODING_BIT(coding) && weight > heaviest) {
            best = coding;
            heaviest = weight;
        }
    }
    return best;
}

/* --- compressing -------------------------------------------------------- */

static apr_status_t gzip(int level, const char **data, apr_size_t *len,
                         apr_pool_t *pool)
{
    z_stream z = { 0 };
    uLong room;
    Bytef *out;
    int rc;

    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY)
        != Z_OK) {
        return APR_ENOMEM;
    }
    room = deflateBound(&z, (uLong) *len);
    out = apr_palloc(pool, room);
    z.next_in = (Bytef *) *data;
    z.avail_in = (uInt) *len;
    z.next_out = out;
    z.avail_out = (uInt) room;
    rc = deflate(&z, Z_FINISH);
    *len = z.total_out;
    deflateEnd(&z);
    *data = (const char *) out;
    return rc == Z_STREAM_END ? APR_SUCCESS : APR_ENOMEM;
}

#ifdef HAVE_BROTLI
static apr_status_t brotli(int level, const char **data, apr_size_t *len,
                           apr_pool_t *pool)
{
    size_t n = BrotliEncoderMaxCompressedSize(*len);
    uint8_t *out = apr_palloc(pool, n);

    if (!BrotliEncoderCompress(level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                               *len, (const uint8_t *) *data, &n, out)) {
        return APR_ENOMEM;
    }
    *data = (const char *) out;
    *len = n;
    return APR_SUCCESS;
}
#endif

apr_status_t cd_coding_make(cd_coding_t coding, cd_effort_t effort,
                            const char **data, apr_size_t *len,
                            apr_pool_t *pool)
{
    int level = codings[coding].levels[effort];

    switch (coding) {
    case CD_CODING_GZIP:
        return gzip(level, data, len, pool);
#ifdef HAVE_BROTLI
    case CD_CODING_BROTLI:
        return brotli(level, data, len, pool);
#endif
    case CD_CODING_NONE:
        return APR_SUCCESS;
    default:
        return APR_ENOTIMPL;
    }
}

/* --- comparing, piece by piece ------------------------------------------ */

/* What should come out yet. */
typedef struct {
    const char *data;
    apr_size_t len;
} expected_t;

/* Takes the @a n bytes that came; false when other ones were due. */
static int came(expected_t *expected, const unsigned char *bytes, size_t n)
{
    if (n > expected->len || memcmp(expected->data, bytes, n) != 0) {
        return 0;
    }
    expected->data += n;
    expected->len -= n;
    return 1;
}

static int gunzips_to(const char *packed, apr_size_t packed_len,
                      expected_t expected)
{
    z_stream z = { 0 };
    Bytef piece[PIECE];
    int rc = Z_OK, same = 1;

    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK) {
        return 0;
    }
    z.next_in = (Bytef *) packed;
    z.avail_in = (uInt) packed_len;
    while (same && rc == Z_OK) {
        z.next_out = piece;
        z.avail_out = PIECE;
        rc = inflate(&z, Z_NO_FLUSH);
        same = came(&expected, piece, PIECE - z.avail_out);
    }
    same = same && rc == Z_STREAM_END && z.avail_in == 0;
    inflateEnd(&z);
    return same && expected.len == 0;
}

#ifdef HAVE_BROTLI
static int unbrotlies_to(const char *packed, apr_size_t packed_len,
                         expected_t expected)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    const uint8_t *in = (const uint8_t *) packed;
    uint8_t piece[PIECE];
    int same = state != NULL;

    while (same && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *out = piece;
        size_t room = PIECE;

        rc = BrotliDecoderDecompressStream(state, &packed_len, &in, &room,
                                           &out, NULL);
        same = came(&expected, piece, PIECE - room);
    }
    same = same && rc == BROTLI_DECODER_RESULT_SUCCESS && packed_len == 0;
    if (state) {
        BrotliDecoderDestroyInstance(state);
    }
    return same && expected.len == 0;
}
#endif

int cd_coding_holds(cd_coding_t coding, const char *packed,
                    apr_size_t packed_len, const char *data, apr_size_t len)
{
    expected_t expected = { data, len };

    switch (coding) {
    case CD_CODING_GZIP:
        return gunzips_to(packed, packed_len, expected);
#ifdef HAVE_BROTLI
    case CD_CODING_BROTLI:
        return unbrotlies_to(packed, packed_len, expected);
#endif
    default:
        return 0;
    }
}
