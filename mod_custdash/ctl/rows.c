/* SPDX-License-Identifier: Apache-2.0 */
/* Collects the rows of a statement and prints them. */
#include "rows.h"

#include <apr_strings.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

#include "../core/utf8.h"

typedef struct {
    apr_pool_t *pool;
    int n;                    /* columns */
    const char *const *names; /* in the pool */
    apr_array_header_t *rows; /* const char *const *: values, NULL for NULL */
} rows_t;

int cd_rows_format(const char *format)
{
    return !strcmp(format, "table") || !strcmp(format, "xml");
}

/* What a terminal could take for a command is not printed as such. */
static const char *printable(apr_pool_t *pool, const char *value)
{
    char *copy, *s;

    if (!value) {
        return NULL;
    }
    copy = apr_pstrdup(pool, cd_utf8_clean(pool, value));
    for (s = copy; *s; s++) {
        int is_c1 =
            (unsigned char) s[0] == 0xc2 && (unsigned char) s[1] < 0xa0;

        if ((unsigned char) *s < 0x20 || *s == 0x7f || is_c1) {
            *s = ' ';
            s += is_c1;
            *s = ' ';
        }
    }
    return copy;
}

static const char *const *copied(apr_pool_t *pool, const char *const *texts,
                                 int n)
{
    const char **copy = apr_pcalloc(pool, (apr_size_t) n * sizeof(char *));
    int i;

    for (i = 0; i < n; i++) {
        copy[i] = printable(pool, texts[i]);
    }
    return copy;
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    rows_t *r = baton;

    if (!r->names) {
        r->n = row->n;
        r->names = copied(r->pool, row->name, row->n);
    }
    APR_ARRAY_PUSH(r->rows, const char *const *) =
        copied(r->pool, row->value, row->n);
    return CD_DB_OK;
}

static const char *cell(const rows_t *r, int row, int column)
{
    const char *value =
        APR_ARRAY_IDX(r->rows, row, const char *const *)[column];

    return value ? value : "";
}

static int width_of(const rows_t *r, int column)
{
    size_t width = cd_utf8_length(r->names[column]);
    int i;

    for (i = 0; i < r->rows->nelts; i++) {
        size_t here = cd_utf8_length(cell(r, i, column));

        width = here > width ? here : width;
    }
    return (int) width;
}

/* The last column needs no blanks behind it. */
static void print_cell(const char *text, int width, int is_last)
{
    int i;

    fputs(text, stdout);
    for (i = (int) cd_utf8_length(text); i < width + 2 && !is_last; i++) {
        putchar(' ');
    }
    if (is_last) {
        putchar('\n');
    }
}

static int print_table(const rows_t *r)
{
    int *widths = apr_pcalloc(r->pool, (apr_size_t) r->n * sizeof(int) + 1);
    int i, j;

    for (j = 0; j < r->n; j++) {
        widths[j] = width_of(r, j);
    }
    for (j = 0; j < r->n; j++) {
        print_cell(r->names[j], widths[j], j == r->n - 1);
    }
    for (i = 0; i < r->rows->nelts; i++) {
        for (j = 0; j < r->n; j++) {
            print_cell(cell(r, i, j), widths[j], j == r->n - 1);
        }
    }
    return CD_EXIT_OK;
}

/* "message_id" is message-id, as in the documents of pages. */
static const char *attribute_name(apr_pool_t *pool, const char *column)
{
    char *name = apr_pstrdup(pool, column), *s;

    for (s = name; *s; s++) {
        *s = *s == '_' ? '-' : *s;
    }
    return name;
}

static int print_xml(const rows_t *r, const cd_rowkind_t *kind)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, BAD_CAST kind->section, NULL);
    int i, j, done;

    xmlDocSetRootElement(doc, root);
    for (i = 0; i < r->rows->nelts; i++) {
        xmlNodePtr node =
            xmlNewTextChild(root, NULL, BAD_CAST kind->row, NULL);

        for (j = 0; j < r->n; j++) {
            if (*cell(r, i, j)) {
                xmlNewProp(node, BAD_CAST attribute_name(r->pool, r->names[j]),
                           BAD_CAST cell(r, i, j));
            }
        }
    }
    done = xmlSaveFormatFileEnc("-", doc, "UTF-8", 1);
    xmlFreeDoc(doc);
    return done < 0 ? CD_EXIT_FAILED : CD_EXIT_OK;
}

/* A row on several lines, a blank one between two rows. */
static int print_lines(const rows_t *r)
{
    int width = 0, i, j;

    for (j = 0; j < r->n; j++) {
        int here = (int) cd_utf8_length(r->names[j]);

        width = here > width ? here : width;
    }
    for (i = 0; i < r->rows->nelts; i++) {
        for (j = 0; j < r->n; j++) {
            if (*cell(r, i, j)) {
                print_cell(r->names[j], width, 0);
                print_cell(cell(r, i, j), 0, 1);
            }
        }
        if (i < r->rows->nelts - 1) {
            putchar('\n');
        }
    }
    return CD_EXIT_OK;
}

int cd_rows_print_one(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                      const cd_arg_t *args, int n, const char *format,
                      int *rows, apr_pool_t *pool)
{
    rows_t r = { .pool = pool };
    const cd_stmt_t *stmt = cd_sqlcat_get(cat, label);

    *rows = 0;
    r.rows = apr_array_make(pool, 1, sizeof(const char *const *));
    if (cd_db_query(db, label, args, n, take, &r) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    *rows = r.rows->nelts;
    if (*rows == 0 || strcmp(format, "xml")) {
        return print_lines(&r);
    }
    return print_xml(&r, &APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t));
}

static int print(rows_t *r, const cd_stmt_t *stmt, const char *format)
{
    return strcmp(format, "xml")
        ? print_table(r)
        : print_xml(r, &APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t));
}

int cd_rows_print(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                  const cd_arg_t *args, int n, const char *format,
                  apr_pool_t *pool)
{
    rows_t r = { .pool = pool };

    r.rows = apr_array_make(pool, 64, sizeof(const char *const *));
    if (cd_db_query(db, label, args, n, take, &r) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    return print(&r, cd_sqlcat_get(cat, label), format);
}

int cd_rows_print_most(cd_db_t *db, const cd_sqlcat_t *cat, const char *label,
                       cd_arg_t *args, int n, int most, const char *format,
                       apr_pool_t *pool)
{
    rows_t r = { .pool = pool };
    int code;

    args[n - 1].value = cd_int_v(most + 1);
    r.rows = apr_array_make(pool, 64, sizeof(const char *const *));
    if (cd_db_query(db, label, args, n, take, &r) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    if (r.rows->nelts <= most) {
        return print(&r, cd_sqlcat_get(cat, label), format);
    }
    r.rows->nelts = most;
    code = print(&r, cd_sqlcat_get(cat, label), format);
    fflush(stdout);
    cd_complain("these are the first %d, there are more: choose fewer, or "
                "raise --limit",
                most);
    return code;
}
