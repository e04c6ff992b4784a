/* SPDX-License-Identifier: Apache-2.0 */
/* multipart/form-data (RFC 7578, RFC 2046 5.1), read as it comes in: blocks
 * of any size go in, parts come out, and never more is kept than a part's
 * header lines and what may be the beginning of a boundary. */
#ifndef CD_MULTIPART_H
#define CD_MULTIPART_H

#include <apr_pools.h>

#define CD_MULTIPART_BOUNDARY 70 /* characters (RFC 2046, 5.1.1) */
#define CD_MULTIPART_HEADER 8192 /* bytes of a part's header lines */
#define CD_MULTIPART_NAME 100    /* bytes of a field's name */

typedef enum {
    CD_MULTIPART_OK,
    CD_MULTIPART_MALFORMED, /* it isn't what it says it is */
    CD_MULTIPART_TOO_MANY,  /* more parts than are allowed */
    CD_MULTIPART_STOPPED    /* a function of the caller's said so */
} cd_multipart_status_t;

/** A part that begins; valid during the call. */
typedef struct {
    const char *name;     /* 1 to CD_MULTIPART_NAME bytes, unchecked */
    const char *filename; /* as the browser says it, unchecked; NULL: the
                             part is no file */
} cd_part_t;

/** Where parts go. Each returns 0 to go on; the parser is done otherwise. */
typedef struct {
    int (*begin)(void *baton, const cd_part_t *part);
    int (*data)(void *baton, const char *data, apr_size_t len);
    int (*end)(void *baton);
    void *baton;
} cd_part_sink_t;

typedef struct cd_multipart_t cd_multipart_t;

/** The boundary of a Content-Type, in @a pool; NULL: it isn't
 *  multipart/form-data, or its boundary is none (RFC 2046, 5.1.1). */
const char *cd_multipart_boundary(apr_pool_t *pool, const char *type);

/** A parser in @a pool; @a boundary must live as long. */
cd_multipart_t *cd_multipart_create(apr_pool_t *pool, const char *boundary,
                                    int max_parts, const cd_part_sink_t *sink);

/** Take the next block. After anything but CD_MULTIPART_OK it stays so. */
cd_multipart_status_t cd_multipart_feed(cd_multipart_t *m, const char *data,
                                        apr_size_t len);

/** There is no more: CD_MULTIPART_MALFORMED when the last boundary hasn't
 *  come. */
cd_multipart_status_t cd_multipart_end(const cd_multipart_t *m);

#endif
