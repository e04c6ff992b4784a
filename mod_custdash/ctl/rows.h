/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a statement on standard output, for people or for programs. */
#ifndef CD_CTL_ROWS_H
#define CD_CTL_ROWS_H

#include "ctl.h"

/** For option tables: --format=table (the default) or --format=xml. */
#define CD_OPT_FORMAT 1100
#define CD_FORMAT_OPTION                                     \
    {                                                        \
        "format", CD_OPT_FORMAT, 1, "table (default) or xml" \
    }

/** Is it the name of a format? */
int cd_rows_format(const char *format);

/**
 * Run a statement and print what it gives: a table, or, as its :section and
 * :row name them, `<section><row …/></section>` with columns as attributes.
 * Control characters are not printed as such.
 * @param format "table" or "xml"
 * @return an exit code
 */
int cd_rows_print(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                  const cd_arg_t *args, int n, const char *format,
                  apr_pool_t *pool);

/**
 * The same, of at most so many rows, which is said when there are more.
 * @param args the last is the statement's `most`, which is set here
 */
int cd_rows_print_most(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                       cd_arg_t *args, int n, int most, const char *format,
                       apr_pool_t *pool);

/**
 * The same of a statement about one thing: the table's columns stand below
 * each other, those without a value are left out.
 * @param rows how many there were; nothing is printed for 0
 */
int cd_rows_print_one(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                      const cd_arg_t *args, int n, const char *format,
                      int *rows, apr_pool_t *pool);

#endif
