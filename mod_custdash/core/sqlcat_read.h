/* SPDX-License-Identifier: Apache-2.0 */
/* What reading a file of statements shares between its line reader
 * (sqlcat.c), its headers (sqlcat_header.c) and its checks (sqlcat_check.c).
 */
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
    int sorts_given, choices_given, most_given;
    int like;    /* its text is another's unless one follows */
    int account; /* the replaced one is bound to :account */
} cd_sqlread_t;

/** Take the header `:key value` into the statement being read.
 *  @return NULL, or what is wrong with it, without file and line */
const char *cd_sqlcat_header(cd_sqlread_t *r, const char *key,
                             const char *value);

/**
 * Find the parameters of a statement that is complete, and whether text and
 * headers go together.
 * @return NULL, or what is wrong, without file and line
 */
const char *cd_sqlcat_check(cd_stmt_t *stmt, apr_pool_t *pool);

/** Does the statement name this parameter? */
int cd_sqlcat_has_param(const cd_stmt_t *stmt, const char *name);

/** Cut the first word off @a text; @a rest is what follows it. */
char *cd_sql_first_word(apr_pool_t *pool, const char *text, const char **rest);

/** Letters, digits, '.', '-' and '_', beginning with a letter. */
int cd_sql_is_name(const char *s);

/** Without white space at both ends, in place. */
char *cd_sql_trim(char *s);

#endif
