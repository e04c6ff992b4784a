/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that do several things: `account list`, `account lock …`. A table
 * says what there is; reading the command line, checking it, --help and the
 * connection are the same for all. */
#ifndef CD_CTL_GROUP_H
#define CD_CTL_GROUP_H

#include "ctl.h"

typedef enum {
    CD_TAKE_FLAG,
    CD_TAKE_TEXT,
    CD_TAKE_NUMBER,
    CD_TAKE_DATE
} cd_take_t;

/** An option of a group; a NULL name ends the table. */
typedef struct {
    const char *name;
    cd_take_t kind; /* a number has up to 18 digits, a date is YYYY-MM-DD */
    const char *text;
} cd_group_option_t;

/** A deed under way. */
typedef struct {
    const struct cd_group_t *group;
    const char *const *values; /* of the group's options; NULL: not given */
    cd_db_t *db;
    const cd_sqlcat_t *cat;
    const char *format; /* "table" or "xml" */
    apr_time_t now;
    apr_pool_t *pool;
} cd_call_t;

/** One thing that a group does; a NULL name ends the table. */
typedef struct {
    const char *name;
    const char *needs; /* options that must be there, blanks between them */
    const char *takes; /* options that may be there */
    int (*run)(cd_call_t *call); /* returns the exit code */
    const char *text;
} cd_deed_t;

typedef struct cd_group_t {
    const char *name;
    const char *text;
    const cd_deed_t *deeds;
    const cd_group_option_t *options; /* at most 24 */
} cd_group_t;

/** What a cd_command_fn of a group does. Options may stand anywhere; those
 *  of the database, --statements, --queries, --format and --help are known
 *  to every group. Returns the exit code. */
int cd_group_run(const cd_group_t *group, int argc, char **argv,
                 apr_pool_t *pool);

/** The value of an option, "" of a flag; NULL: not given. */
const char *cd_call_text(const cd_call_t *call, const char *option);

/** The same of a number; 0: not given. */
apr_int64_t cd_call_number(const cd_call_t *call, const char *option);

/** Print the rows of a statement in the format that was asked for. */
int cd_call_print(const cd_call_t *call, const char *label,
                  const cd_arg_t *args, int n);

/** The same of one thing, its columns below each other; no row: it says that
 *  there is no such @a what. */
int cd_call_print_one(const cd_call_t *call, const char *label,
                      const cd_arg_t *args, int n, const char *what,
                      const char *name);

/** Say why the database failed; CD_EXIT_FAILED. */
int cd_call_failed(const cd_call_t *call);

#endif
