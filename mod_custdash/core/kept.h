/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that are the same for everybody, kept by each process under the site's
 * revision until that rises. */
#ifndef CD_KEPT_H
#define CD_KEPT_H

#include <apr_pools.h>

#include "rows.h"

/** A store of rows; bounded: CD_KEPT_SETS results, CD_KEPT_BYTES in all. */
typedef struct cd_kept_t cd_kept_t;

#define CD_KEPT_SETS 128
#define CD_KEPT_BYTES (2 * 1024 * 1024)
#define CD_KEPT_LARGEST (512 * 1024) /* of one result */

/** The store of a catalogue's statements. NULL: there is none. */
cd_kept_t *cd_sqlcat_kept(const cd_sqlcat_t *cat);

/** An empty store that ends with @a pool; it may be used by all threads of
 *  the process. NULL: the system gives no mutex. */
cd_kept_t *cd_kept_create(apr_pool_t *pool);

/**
 * What is kept under this key and no other revision.
 * @param pool holds it: the rows stay, also when they are replaced
 *        meanwhile, until it is cleared
 * @return NULL: nothing is
 */
const cd_rows_t *cd_kept_get(cd_kept_t *kept, apr_int64_t revision,
                             const char *key, apr_size_t len,
                             apr_pool_t *pool);

/**
 * Keep a copy of @a rows, which must be read after @a revision was. What was
 * kept under any other revision goes; so does what was not used for longest,
 * when it is too much. Rows larger than CD_KEPT_LARGEST are not kept.
 */
void cd_kept_put(cd_kept_t *kept, apr_int64_t revision, const char *key,
                 apr_size_t len, const cd_rows_t *rows);

#endif
