/* SPDX-License-Identifier: Apache-2.0 */
/* What was typed into a search box, as words; and where they stand in a
 * text. */
#ifndef CD_SEARCH_H
#define CD_SEARCH_H

#include "doc.h"

#define CD_SEARCH_WORDS 8
#define CD_SEARCH_CHARS 30 /* of a word; the rest is left off */
#define CD_SEARCH_INDEXED                             \
    3 /* characters: shorter words are in no index of \
         InnoDB (innodb_ft_min_token_size) */

/** Words in lower case, without the endings that change with a word's form:
 *  "domains" and "domain" are both "domai". */
typedef struct {
    int n;
    const char *word[CD_SEARCH_WORDS];
} cd_search_t;

/** The first words of @a text, which is valid UTF-8: runs of letters and
 *  digits; all else only parts them. A word of five characters or more
 *  loses its last one. */
cd_search_t cd_search_parse(apr_pool_t *pool, const char *text);

/** For MATCH … AGAINST (… IN BOOLEAN MODE): each word as a beginning; ""
 *  when all are too short for the index. */
const char *cd_search_boolean(apr_pool_t *pool, const cd_search_t *search);

/**
 * Append about @a chars characters of @a text around the first place where a
 * word of it begins with one of those searched: elements `<part text="…"/>`,
 * those that were searched with mark="1". Case and accents make no
 * difference. Without such a place the text's beginning, unmarked.
 */
void cd_search_snippet(const cd_search_t *search, cd_doc_t *doc,
                       xmlNodePtr parent, const char *text, int chars);

/** The words that @a markdown (CommonMark) says, without its markup, blocks
 *  parted by blanks. */
const char *cd_search_plain(apr_pool_t *pool, const char *markdown,
                            apr_size_t len);

#endif
