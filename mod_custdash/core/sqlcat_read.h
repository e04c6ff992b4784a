/* SPDX-License-Identifier: Apache-2.0 */
/* What reading a file of statements shares between its line reader
 * (sqlcat.c) and its headers (sqlcat_header.c). */
#ifndef CD_SQLCAT_READ_H
#define CD_SQLCAT_READ_H

#include "sqlcat.h"

/* What is known while one file is read. */
typedef struct {
    cd_sqlcat_t *cat;
    apr_pool_t *pool; /* the catalogue's */
    const char *file;
    int override;
    int line;                 /* of the line being read */
    cd_stmt_t *stmt;          /* the statement being read */
    apr_array_header_t *text; /* its lines so far */
    int sorts_given, choices_given;
    int account; /* the replaced one is bound to :account */
} cd_sqlread_t;

/** Take the header `:key value` into the statement being read.
 *  @return NULL, or what is wrong with it, without file and line */
const char *cd_sqlcat_header(cd_sqlread_t *r, const char *key,
                             const char *value);

/** Cut the first word off @a text; @a rest is what follows it. */
char *cd_sql_first_word(apr_pool_t *pool, const char *text, const char **rest);

/** Letters, digits, '.', '-' and '_', beginning with a letter. */
int cd_sql_is_name(const char *s);

/** Without white space at both ends, in place. */
char *cd_sql_trim(char *s);

#endif
