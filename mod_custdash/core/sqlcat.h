/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue of named statements: every piece of SQL that runs comes out
 * of sql/queries/ by its label. sql/README.md is its grammar. */
#ifndef CD_SQLCAT_H
#define CD_SQLCAT_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct cd_sqlcat_t cd_sqlcat_t;

/** One row kind of a statement: `<row>` in `<section name="section">`. */
typedef struct {
    const char *section;
    const char *row;
    const char *permission; /* who sees the section; NULL: everyone */
    int sparse;             /* without rows there is no section */
} cd_rowkind_t;

#define CD_MOSTS 8

/** No more than @a n rows in a section. */
typedef struct {
    const char *section;
    int n;
} cd_most_t;

/** One sort of a list: expressions of ORDER BY with their directions. */
typedef struct {
    const char *name;
    int n; /* number of expressions */
    const char *const *expr;
    const int *descending;
} cd_sort_t;

/** One choice of a list's filter. */
typedef struct {
    const char *filter;    /* "status" */
    const char *value;     /* "open", or one of: */
    const char *predicate; /* SQL, may use :value */
} cd_choice_t;

#define CD_CHOICE_WORDS "*"  /* whatever is typed, bound as a LIKE pattern */
#define CD_CHOICE_NUMBER "#" /* any number */

/** Is it one of these two? */
int cd_choice_is_open(const cd_choice_t *choice);

#define CD_LIST_SORTS 8
#define CD_LIST_CHOICES 64 /* of all filters of a list together */
#define CD_LIST_FILTERS 4
#define CD_SORT_KEYS 4

/** A statement as its file describes it. */
typedef struct {
    int id; /* dense, from 0 */
    const char *name;
    const char *doc;
    const char *file;
    int line;
    const char *text;             /* as written, with :names and markers */
    const char *permission;       /* any of these; NULL: none */
    apr_array_header_t *kinds;    /* cd_rowkind_t; empty: gives no rows */
    int mixed;                    /* rows say their own section and row */
    apr_array_header_t *columns;  /* const char *: the contract */
    apr_array_header_t *args;     /* const char *: what C supplies, or NULL */
    apr_array_header_t *params;   /* const char *: names the text uses */
    apr_array_header_t *markdown; /* const char *: columns in Markdown */
    apr_array_header_t *sorts;    /* cd_sort_t; empty: not a list */
    apr_array_header_t *choices;  /* cd_choice_t */
    int page_size;
    int narrows;      /* its text differs for viewers who see but a part */
    const char *adds; /* rows of this name add to others, or NULL */
    apr_array_header_t *order; /* const char *: columns that rows are put in
                                  order by when all are read */
    apr_array_header_t *most;  /* cd_most_t */
    apr_array_header_t *picks; /* const char *: sections of whose rows one
                                  is shown */
    const char *arranges;      /* the section that stands in the viewer's
                                  own order, or NULL */
    int holds;                 /* rows of the section "holds" say what the
                                  viewer has */
    const char *needs;         /* the column "needs" names one of these that
                                  the viewer must have, or NULL */
    int keep;        /* its rows depend on the site and its parameters alone */
    int is_volatile; /* it says so … */
    int restless;    /* … or names :now: no page with it is kept */
} cd_stmt_t;

/** A text ready to prepare: placeholders and the names they stand for. */
typedef struct {
    const char *text;
    int n;
    const char *const *names;
} cd_sql_t;

/** Which of a list's texts is wanted. All zero: the first page as it comes.
 */
typedef struct {
    int sort;                    /* index into sorts */
    int reversed;                /* the sort's directions turned round */
    int before;                  /* continue towards the beginning */
    int after;                   /* there is a key to continue from */
    int chosen[CD_LIST_FILTERS]; /* 1 + index into choices, 0 ends */
    int whole; /* the viewer sees all of the account: {whole} counts, not
                  {narrowed} */
} cd_variant_t;

cd_sqlcat_t *cd_sqlcat_create(apr_pool_t *pool);

/**
 * Read a file of statements. A label that is already there is replaced and
 * keeps the headers that the new one doesn't give.
 * @param override non-zero: a label that is not there yet is an error
 * @return NULL, or "file:line: what is wrong" in the catalogue's pool
 */
const char *cd_sqlcat_read(cd_sqlcat_t *cat, const char *file, int override);

/** All `*.sql` files of a folder, by name. */
const char *cd_sqlcat_read_folder(cd_sqlcat_t *cat, const char *folder);

/** The statement of that label, or NULL. */
const cd_stmt_t *cd_sqlcat_get(const cd_sqlcat_t *cat, const char *name);

/** The statement that a route's table names: a "!" behind the label sets
 *  @a must. NULL: there is none. */
const cd_stmt_t *cd_sqlcat_of_route(const cd_sqlcat_t *cat, const char *name,
                                    int *must);

/** All statements: const cd_stmt_t *, in order of their ids. */
const apr_array_header_t *cd_sqlcat_all(const cd_sqlcat_t *cat);

/** The first name the text uses that isn't in @a names (NULL ends it) nor
 *  one of @a more (may be NULL); NULL when all are. */
const char *cd_stmt_unknown_param(const cd_stmt_t *stmt,
                                  const char *const *names,
                                  const char *const *more);

/**
 * Compose the text of one variant, in @a pool. The parameters of a
 * continuation are named `after1` … `afterN`, a choice's value
 * `FILTER` (the filter's name).
 */
const cd_sql_t *cd_stmt_compose(const cd_stmt_t *stmt,
                                const cd_variant_t *variant, apr_pool_t *pool);

#endif
