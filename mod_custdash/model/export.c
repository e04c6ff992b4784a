/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the statements of an export and writes what they give. */
#include "export.h"

#include <apr_strings.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/utf8.h"

#define LABELS "export."

typedef struct {
    xmlTextWriterPtr writer;
    const cd_rowkind_t *kind;
    apr_pool_t *pool; /* of a row */
    int failed;
} export_t;

static void keep(export_t *x, int written)
{
    x->failed |= written < 0;
}

/* "tax_id" is tax-id, as in the documents of pages. */
static const char *attribute_name(apr_pool_t *pool, const char *column)
{
    char *name = apr_pstrdup(pool, column), *s;

    for (s = name; *s; s++) {
        *s = *s == '_' ? '-' : *s;
    }
    return name;
}

static cd_db_result_t write_row(void *baton, const cd_row_t *row)
{
    export_t *x = baton;
    int i;

    apr_pool_clear(x->pool);
    keep(x, xmlTextWriterStartElement(x->writer, BAD_CAST x->kind->row));
    for (i = 0; i < row->n; i++) {
        if (row->value[i]) {
            keep(x,
                 xmlTextWriterWriteAttribute(
                     x->writer, BAD_CAST attribute_name(x->pool, row->name[i]),
                     BAD_CAST cd_utf8_clean(x->pool, row->value[i])));
        }
    }
    keep(x, xmlTextWriterEndElement(x->writer));
    return x->failed ? CD_DB_ERROR : CD_DB_OK;
}

static cd_db_result_t write_section(export_t *x, cd_db_t *db,
                                    const cd_stmt_t *stmt, apr_int64_t account)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) } };
    cd_db_result_t result;

    x->kind = &APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t);
    keep(x, xmlTextWriterStartElement(x->writer, BAD_CAST "section"));
    keep(x,
         xmlTextWriterWriteAttribute(x->writer, BAD_CAST "name",
                                     BAD_CAST x->kind->section));
    result = cd_db_query(db, stmt->name, args, 1, write_row, x);
    keep(x, xmlTextWriterEndElement(x->writer));
    return result;
}

static cd_db_result_t write_all(export_t *x, cd_db_t *db, apr_int64_t account)
{
    const apr_array_header_t *all = cd_sqlcat_all(cd_db_catalogue(db));
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < all->nelts && result == CD_DB_OK && !x->failed; i++) {
        const cd_stmt_t *stmt = APR_ARRAY_IDX(all, i, const cd_stmt_t *);

        if (!strncmp(stmt->name, LABELS, strlen(LABELS))) {
            result = write_section(x, db, stmt, account);
        }
    }
    return result;
}

/* "2026-11-23 10:00:00" as XML has it. */
static const char *moment(apr_time_t now, apr_pool_t *pool)
{
    char *text = apr_pstrcat(pool, cd_clock_utc(now, pool), "Z", NULL);

    text[10] = 'T';
    return text;
}

cd_db_result_t cd_export_write(cd_db_t *db, apr_int64_t account,
                               apr_time_t now, xmlOutputBufferPtr out,
                               int *full, apr_pool_t *pool)
{
    export_t x = { xmlNewTextWriter(out), NULL, NULL, 0 };
    cd_db_result_t result;

    *full = 1;
    if (!x.writer) {
        xmlOutputBufferClose(out);
        return CD_DB_ERROR;
    }
    apr_pool_create(&x.pool, pool);
    keep(&x, xmlTextWriterSetIndent(x.writer, 1));
    keep(&x, xmlTextWriterStartDocument(x.writer, NULL, "UTF-8", NULL));
    keep(&x, xmlTextWriterStartElement(x.writer, BAD_CAST "export"));
    keep(&x,
         xmlTextWriterWriteFormatAttribute(x.writer, BAD_CAST "account",
                                           "%" APR_INT64_T_FMT, account));
    keep(&x,
         xmlTextWriterWriteAttribute(x.writer, BAD_CAST "made",
                                     BAD_CAST moment(now, pool)));
    result = write_all(&x, db, account);
    keep(&x, xmlTextWriterEndDocument(x.writer));
    xmlFreeTextWriter(x.writer);
    apr_pool_destroy(x.pool);
    *full = x.failed;
    return x.failed ? CD_DB_ERROR : result;
}
