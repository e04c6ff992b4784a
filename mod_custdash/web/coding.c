/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings, by zlib and brotli. */
#include "coding.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <zlib.h>
#ifdef HAVE_BROTLI
#include <brotli/encode.h>
#endif

/* A page is compressed once and read often, but its first reader waits. */
#define GZIP_LEVEL 6
#define GZIP_WINDOW (15 + 16) /* zlib: 16 asks for the gzip format */
#define GZIP_MEMORY 8
#define BROTLI_LEVEL 5

static const char *const names[CD_CODINGS] = { "br", "gzip", NULL };

const char *cd_coding_name(cd_coding_t coding)
{
    return names[coding];
}

/* The weight of "gzip;q=0.5" in thousandths, -1 when it is another coding. */
static int weight_of(const char *item, apr_size_t len, const char *name)
{
    apr_size_t n = strcspn(item, "; \t,");
    const char *q;
    int weight = 1000;

    if (n > len || n != strlen(name) || strncasecmp(item, name, n)) {
        return -1;
    }
    for (q = item + n; q + 2 < item + len; q++) {
        if ((*q == 'q' || *q == 'Q') && q[1] == '=') {
            weight = (int) (strtod(q + 2, NULL) * 1000);
        }
    }
    return weight;
}

/* -1: the header doesn't name it. */
static int find_weight(const char *header, const char *name)
{
    const char *item = header;

    while (*item) {
        apr_size_t len;
        int weight;

        item += strspn(item, ", \t");
        len = strcspn(item, ",");
        weight = weight_of(item, len, name);
        if (weight >= 0) {
            return weight;
        }
        item += len;
    }
    return -1;
}

static int accepted(const char *header, const char *name)
{
    int weight = find_weight(header, name);

    return weight < 0 ? find_weight(header, "*") : weight;
}

cd_coding_t cd_coding_choose(const request_rec *r)
{
    const char *header = apr_table_get(r->headers_in, "Accept-Encoding");
    cd_coding_t best = CD_CODING_NONE, coding;
    int heaviest = 0;

    if (!header || apr_table_get(r->subprocess_env, "no-gzip")) {
        return CD_CODING_NONE;
    }
    for (coding = CD_CODING_BROTLI; coding < CD_CODING_NONE; coding++) {
        int weight = accepted(header, names[coding]);

#ifndef HAVE_BROTLI
        weight = coding == CD_CODING_BROTLI ? 0 : weight;
#endif
        if (weight > heaviest) {
            best = coding;
            heaviest = weight;
        }
    }
    return best;
}

static apr_status_t gzip(const char **data, apr_size_t *len, apr_pool_t *pool)
{
    z_stream z = { 0 };
    uLong room;
    Bytef *out;
    int rc;

    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
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
static apr_status_t brotli(const char **data, apr_size_t *len,
                           apr_pool_t *pool)
{
    size_t n = BrotliEncoderMaxCompressedSize(*len);
    uint8_t *out = apr_palloc(pool, n);

    if (!BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_DEFAULT_WINDOW,
                               BROTLI_MODE_TEXT, *len, (const uint8_t *) *data,
                               &n, out)) {
        return APR_ENOMEM;
    }
    *data = (const char *) out;
    *len = n;
    return APR_SUCCESS;
}
#endif

apr_status_t cd_coding_make(cd_coding_t coding, const char **data,
                            apr_size_t *len, apr_pool_t *pool)
{
    switch (coding) {
    case CD_CODING_GZIP:
        return gzip(data, len, pool);
#ifdef HAVE_BROTLI
    case CD_CODING_BROTLI:
        return brotli(data, len, pool);
#endif
    case CD_CODING_NONE:
        return APR_SUCCESS;
    default:
        return APR_ENOTIMPL;
    }
}
