/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of picture some bytes are, by themselves and not by a name. */
#ifndef CD_PICTURE_H
#define CD_PICTURE_H

#include <apr_pools.h>

#define CD_PICTURE_BYTES (512 * 1024)
#define CD_PICTURE_SIDE 4096 /* pixels of width or height */

typedef struct {
    const char *type; /* "image/png", "image/jpeg", "image/gif" */
    int width, height;
} cd_picture_t;

/**
 * Read the frame of a PNG (W3C PNG, 5), JPEG (ITU-T T.81, B) or GIF (89a):
 * its chunks or segments must follow one another to the end, and the end be
 * that of the bytes: something else behind a picture is refused.
 * @return NULL, or what is wrong with it
 */
const char *cd_picture_read(const unsigned char *data, apr_size_t len,
                            cd_picture_t *picture);

#endif
