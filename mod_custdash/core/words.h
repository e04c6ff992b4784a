/* SPDX-License-Identifier: Apache-2.0 */
/* A list of words from a file: common passwords. */
#ifndef CD_WORDS_H
#define CD_WORDS_H

#include <apr_pools.h>

typedef struct cd_words_t cd_words_t;

/**
 * Read a file (at most 4 MiB) of one word a line; words shorter than @a least
 * bytes are left out, and lines that begin with "#!comment".
 * @return NULL, or "path: what is wrong"
 */
const char *cd_words_read(cd_words_t **words, apr_pool_t *pool,
                          const char *path, apr_size_t least);

/** Is the word there? ASCII letters count as the same in both cases. Always
 *  no when @a words is NULL. */
int cd_words_have(const cd_words_t *words, const char *word);

/** How many there are. */
int cd_words_count(const cd_words_t *words);

#endif
