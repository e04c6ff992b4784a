/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the XPath parser share: recursive descent over one text,
 * that stops at the first thing that isn't done. */
#ifndef CD_THEME_XPATH_PARSE_H
#define CD_THEME_XPATH_PARSE_H

#include "theme_internal.h"
#include "theme_xpath.h"

#define CD_PARSE_NESTING 60

typedef struct {
    const cd_scope_t *scope;
    const char *at;
    int failed;
    int depth;
} cd_parser_t;

/* theme_xpath_lex.c */

/** It isn't done. Returns NULL. */
void *cd_parse_fail(cd_parser_t *p);

void cd_parse_skip(cd_parser_t *p);

/** Take a token of signs, if it comes next. */
int cd_parse_take(cd_parser_t *p, const char *token);

/** Take an operator that is a word, if it comes next. */
int cd_parse_word(cd_parser_t *p, const char *word);

/** The length of the name that is there; 0: none. */
apr_size_t cd_parse_name_length(const char *at);

/** Take a name; NULL and failed when there is none. */
const char *cd_parse_name(cd_parser_t *p);

/** An expression with room for @a n operands. */
cd_expr_t *cd_parse_make(cd_parser_t *p, cd_op_t op, cd_kind_t kind, int n);

/* theme_xpath_path.c */

/** "text" and the like: its place in a table, or -1. */
int cd_parse_node_type(const char *name, apr_size_t len);

/** The step that "//" stands for. */
void cd_parse_below(apr_array_header_t *steps);

/** The steps from here on. A first "/" is taken, for "//" there is a step
 *  already. */
void cd_parse_steps(cd_parser_t *p, apr_array_header_t *steps);

/** The path that steps make, from @a start if that isn't NULL. */
cd_expr_t *cd_parse_path_of(cd_parser_t *p, cd_expr_t *start, int absolute,
                            apr_array_header_t *steps);

/** A location path (XPath, 2). */
cd_expr_t *cd_parse_location(cd_parser_t *p);

/* theme_xpath_parse.c */

cd_expr_t *cd_parse_expression(cd_parser_t *p);

#endif
