/* SPDX-License-Identifier: Apache-2.0 */
/* Finds parameters in a statement's text, past quotes and comments. */
#ifndef CD_SQLCAT_SCAN_H
#define CD_SQLCAT_SCAN_H

#include <apr.h>

/** The end of the quoted text or comment that begins at @a s; @a s itself
 *  where none begins. */
const char *cd_sql_skip_quoted(const char *s);

/** The length of the parameter's name behind the colon at @a colon within
 *  @a text; 0 where that is no parameter (`a::b`, `x:=1`, `12:30`). */
apr_size_t cd_sql_param_length(const char *text, const char *colon);

/** NULL, or what no single statement may have: an open quote or comment, a
 *  semicolon. */
const char *cd_sql_fault(const char *text);

#endif
