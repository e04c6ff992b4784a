/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings: which one a browser takes, and how a page gets it. */
#ifndef CD_CODING_H
#define CD_CODING_H

#include <httpd.h>

/** In the order in which they are preferred. */
typedef enum {
    CD_CODING_BROTLI,
    CD_CODING_GZIP,
    CD_CODING_NONE,
    CD_CODINGS
} cd_coding_t;

/** The name in headers; NULL for none. */
const char *cd_coding_name(cd_coding_t coding);

/** The best coding that the request takes (RFC 9110, 12.5.3), of those that
 *  cd_coding_make() knows. */
cd_coding_t cd_coding_choose(const request_rec *r);

/**
 * Compress.
 * @param data set to the result in @a pool, @a len to its length
 * @return APR_ENOTIMPL: this build can't; APR_ENOMEM
 */
apr_status_t cd_coding_make(cd_coding_t coding, const char **data,
                            apr_size_t *len, apr_pool_t *pool);

#endif
