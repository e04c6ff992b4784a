/* SPDX-License-Identifier: Apache-2.0 */
/* Words sorted for a binary search. */
#include "words.h"

#include <apr_cstr.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <stdlib.h>
#include <string.h>

#include "theme_xml.h"

#define COMMENT "#!comment"

struct cd_words_t {
    apr_array_header_t *list; /* const char *, sorted */
};

static int compare(const void *a, const void *b)
{
    return apr_cstr_casecmp(*(const char *const *) a,
                            *(const char *const *) b);
}

const char *cd_words_read(cd_words_t **words, apr_pool_t *pool,
                          const char *path, apr_size_t least)
{
    cd_words_t *made = apr_pcalloc(pool, sizeof(*made));
    const char *error, *s;
    cd_bytes_t bytes;
    apr_size_t n;

    error = cd_file_read(&bytes, pool, path);
    if (error) {
        return error;
    }
    made->list = apr_array_make(pool, 1000, sizeof(char *));
    for (s = bytes.data; *s; s += n + (s[n] != '\0')) {
        apr_size_t len = n = strcspn(s, "\n");

        len -= len && s[len - 1] == '\r';
        if (len >= least && strncmp(s, COMMENT, sizeof(COMMENT) - 1) != 0) {
            APR_ARRAY_PUSH(made->list, const char *) =
                apr_pstrmemdup(pool, s, len);
        }
    }
    qsort(made->list->elts, (size_t) made->list->nelts, sizeof(char *),
          compare);
    *words = made;
    return NULL;
}

int cd_words_have(const cd_words_t *words, const char *word)
{
    return words
        && bsearch(&word, words->list->elts, (size_t) words->list->nelts,
                   sizeof(char *), compare)
        != NULL;
}

int cd_words_count(const cd_words_t *words)
{
    return words ? words->list->nelts : 0;
}
