/* SPDX-License-Identifier: Apache-2.0 */
/* Walks through the parts of a picture without unpacking it. */
#include "picture.h"

#include <string.h>

static const char broken[] = "it is broken off, or something stands behind it";

static unsigned int big16(const unsigned char *s)
{
    return (unsigned int) s[0] << 8 | s[1];
}

static unsigned int big32(const unsigned char *s)
{
    return big16(s) << 16 | big16(s + 2);
}

/* Length, type, data, checksum; IHDR is the first, IEND the last. */
static const char *read_png(const unsigned char *data, apr_size_t len,
                            cd_picture_t *p)
{
    apr_size_t at = 8;
    unsigned int n;
    int first = 1, last = 0;

    while (!last) {
        if (len - at < 12 || (n = big32(data + at)) > len - at - 12) {
            return broken;
        }
        if (first) {
            if (memcmp(data + at + 4, "IHDR", 4) || n != 13) {
                return "it has no IHDR";
            }
            p->width = (int) (big32(data + at + 8) & 0x7fffffff);
            p->height = (int) (big32(data + at + 12) & 0x7fffffff);
        }
        last = !memcmp(data + at + 4, "IEND", 4);
        first = 0;
        at += 12 + (apr_size_t) n;
    }
    p->type = "image/png";
    return at == len ? NULL : broken;
}

static int is_frame(unsigned int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8
        && marker != 0xcc;
}

/* Past the entropy-coded bytes of a scan: to a marker that is none of
 * theirs. */
static apr_size_t skip_scan(const unsigned char *data, apr_size_t len,
                            apr_size_t at)
{
    while (at + 1 < len
           && (data[at] != 0xff || data[at + 1] == 0 || data[at + 1] == 0xff
               || (data[at + 1] >= 0xd0 && data[at + 1] <= 0xd7))) {
        at++;
    }
    return at;
}

/* FF, a marker, then mostly a length with itself counted. */
static const char *read_jpeg(const unsigned char *data, apr_size_t len,
                             cd_picture_t *p)
{
    apr_size_t at = 2;
    unsigned int marker, n;

    while (at + 1 < len && data[at] == 0xff) {
        marker = data[at + 1];
        if (marker == 0xff) {
            at++;
            continue;
        }
        if (marker == 0xd9) {
            p->type = "image/jpeg";
            return at + 2 != len ? broken
                : p->width       ? NULL
                                 : "it has no frame";
        }
        if (len - at < 4 || (n = big16(data + at + 2)) < 2
            || n + 2 > len - at) {
            return broken;
        }
        if (is_frame(marker) && n >= 8) {
            p->height = (int) big16(data + at + 5);
            p->width = (int) big16(data + at + 7);
        }
        at += 2 + n;
        if (marker == 0xda) {
            at = skip_scan(data, len, at);
        }
    }
    return broken;
}

/* Sub-blocks, each after its length, to an empty one; 0: broken off. */
static apr_size_t skip_blocks(const unsigned char *data, apr_size_t len,
                              apr_size_t at)
{
    while (at < len && data[at]) {
        at += 1 + (apr_size_t) data[at];
    }
    return at < len ? at + 1 : 0;
}

static apr_size_t colours(unsigned int flags)
{
    return flags & 0x80 ? 3 * ((apr_size_t) 2 << (flags & 7)) : 0;
}

static const char *read_gif(const unsigned char *data, apr_size_t len,
                            cd_picture_t *p)
{
    apr_size_t at;

    if (len < 14) {
        return broken;
    }
    p->type = "image/gif";
    p->width = data[6] | data[7] << 8;
    p->height = data[8] | data[9] << 8;
    at = 13 + colours(data[10]);
    while (at && at < len && data[at] != 0x3b) {
        if (data[at] == 0x21) {
            at = skip_blocks(data, len, at + 2);
        }
        else if (data[at] == 0x2c && at + 10 < len) {
            at = skip_blocks(data, len, at + 11 + colours(data[at + 9]));
        }
        else {
            return broken;
        }
    }
    return at && at + 1 == len ? NULL : broken;
}

const char *cd_picture_read(const unsigned char *data, apr_size_t len,
                            cd_picture_t *p)
{
    const char *error = "it is no PNG, JPEG or GIF";

    memset(p, 0, sizeof(*p));
    if (len > CD_PICTURE_BYTES) {
        return "it has more than 512 KiB";
    }
    if (len > 8 && !memcmp(data, "\x89PNG\r\n\x1a\n", 8)) {
        error = read_png(data, len, p);
    }
    else if (len > 4 && data[0] == 0xff && data[1] == 0xd8) {
        error = read_jpeg(data, len, p);
    }
    else if (len > 6
             && (!memcmp(data, "GIF89a", 6) || !memcmp(data, "GIF87a", 6))) {
        error = read_gif(data, len, p);
    }
    if (error) {
        return error;
    }
    return p->width < 1 || p->height < 1 || p->width > CD_PICTURE_SIDE
            || p->height > CD_PICTURE_SIDE
        ? "it must have 1 to 4096 pixels each way"
        : NULL;
}
