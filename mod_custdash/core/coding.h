/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings: which one a browser takes, how bytes get it, and whether
 * a compressed copy still is a copy. */
#ifndef CD_CODING_H
#define CD_CODING_H

#include <apr_pools.h>

/** In the order in which they are preferred. */
typedef enum {
    CD_CODING_BROTLI,
    CD_CODING_GZIP,
    CD_CODING_NONE,
    CD_CODINGS
} cd_coding_t;

/** A set of codings. */
#define CD_CODING_BIT(coding) (1u << (coding))

/** How hard to try: a page's first reader waits, a file is made once. */
typedef enum { CD_CODING_FAST, CD_CODING_BEST } cd_effort_t;

/** The name in headers; NULL for none. */
const char *cd_coding_name(cd_coding_t coding);

/** What a compressed file's name has after the file's: ".br", ".gz", "". */
const char *cd_coding_suffix(cd_coding_t coding);

/** Those that this build can make and check; brotli is optional. */
unsigned int cd_coding_known(void);

/**
 * The coding to answer in (RFC 9110, 12.5.3): of those with the highest
 * weight the smallest. What the header doesn't name is not sent, but for no
 * coding at all.
 * @param accept the header Accept-Encoding, or NULL
 * @param have the codings that there are besides CD_CODING_NONE
 * @return CD_CODINGS when what there is is refused, every bit of it
 */
cd_coding_t cd_coding_choose(const char *accept, unsigned int have);

/**
 * Compress.
 * @param data set to the result in @a pool, @a len to its length
 * @return APR_ENOTIMPL: this build can't; APR_ENOMEM
 */
apr_status_t cd_coding_make(cd_coding_t coding, cd_effort_t effort,
                            const char **data, apr_size_t *len,
                            apr_pool_t *pool);

/**
 * Are @a packed these very bytes, compressed, and nothing else? Takes no
 * more memory than the coding's window, whatever is in @a packed.
 * @return 0 also when this build can't tell
 */
int cd_coding_holds(cd_coding_t coding, const char *packed,
                    apr_size_t packed_len, const char *data, apr_size_t len);

#endif
