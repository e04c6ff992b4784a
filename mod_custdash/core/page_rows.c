/* SPDX-License-Identifier: Apache-2.0 */
/* From a statement's rows to elements: which of them the viewer sees, which
 * are kept, put in order, or add to others. */
#include "page_rows.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <string.h>

#include "kept.h"
#include "needs.h"
#include "picks.h"

typedef struct {
    cd_ctx_t *ctx;
    const cd_site_t *site;
    const cd_stmt_t *stmt;
    const cd_arg_t *args;
    int n;
    int rows;
    int shown[CD_MOSTS]; /* rows of the sections that :most names */
    apr_hash_t *needed;  /* "news/5": rows with :needs that are there */
    cd_picks_t *picks;   /* rows that :pick chooses from, or NULL */
} reader_t;

static int may_see(const cd_ctx_t *ctx, const cd_site_t *site,
                   const char *permission)
{
    unsigned int bits;

    if (!permission) {
        return 1;
    }
    bits = cd_permission_bits(site->permissions, permission);
    return bits && ctx->viewer && (ctx->viewer->permissions & bits);
}

static int may_see_section(const reader_t *r, const char *section)
{
    int i;

    for (i = 0; i < r->stmt->kinds->nelts; i++) {
        const cd_rowkind_t *kind =
            &APR_ARRAY_IDX(r->stmt->kinds, i, cd_rowkind_t);

        if (!strcmp(kind->section, section)) {
            return may_see(r->ctx, r->site, kind->permission);
        }
    }
    return 0;
}

/* The viewer has it: rows of other statements may need that. */
static void take_held(reader_t *r, const cd_row_t *row)
{
    cd_ctx_t *ctx = r->ctx;
    const char *id = cd_row_get(row, "id");

    if (row->value[1] && id) {
        if (!ctx->held) {
            ctx->held = apr_hash_make(ctx->pool);
        }
        apr_hash_set(ctx->held,
                     apr_pstrcat(ctx->pool, row->value[1], "/", id, NULL),
                     APR_HASH_KEY_STRING, "");
    }
}

/* Is it for everybody, or does the viewer have what it is for? The same row
 * for several reasons is there once. */
static int is_for_viewer(reader_t *r, const cd_row_t *row, const char *section)
{
    const char *needs = row->value[row->n - 1];
    const char *id = cd_row_get(row, "id");

    if (!needs) {
        return 1;
    }
    if (!id || !cd_needs_hold(r->ctx, r->stmt->needs, needs)) {
        return 0;
    }
    if (!r->needed) {
        r->needed = apr_hash_make(r->ctx->pool);
    }
    id = apr_pstrcat(r->ctx->pool, section, "/", id, NULL);
    if (apr_hash_get(r->needed, id, APR_HASH_KEY_STRING)) {
        return 0;
    }
    apr_hash_set(r->needed, id, APR_HASH_KEY_STRING, "");
    return 1;
}

/* Are there as many rows of this section as :most allows? */
static int is_full(reader_t *r, const char *section)
{
    int i;

    for (i = 0; i < r->stmt->most->nelts; i++) {
        const cd_most_t *most = &APR_ARRAY_IDX(r->stmt->most, i, cd_most_t);

        if (!strcmp(most->section, section)) {
            return r->shown[i]++ >= most->n;
        }
    }
    return 0;
}

static cd_db_result_t take_row(void *baton, const cd_row_t *row)
{
    reader_t *r = baton;
    const cd_stmt_t *stmt = r->stmt;
    cd_row_t shown = *row;
    const char *section;

    r->rows++;
    if (stmt->mixed && (row->n < 2 || !row->value[0])) {
        return CD_DB_ERROR;
    }
    section = stmt->mixed
        ? row->value[0]
        : APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t).section;
    if (stmt->holds && !strcmp(section, "holds")) {
        take_held(r, row);
        return CD_DB_OK;
    }
    if (stmt->mixed && !may_see_section(r, section)) {
        return CD_DB_OK;
    }
    if (stmt->needs) {
        if (!is_for_viewer(r, row, section)) {
            return CD_DB_OK;
        }
        shown.n -= 1 + (stmt->picks->nelts > 0);
    }
    if (cd_picks_take(r->ctx, stmt, &r->picks, section, &shown)) {
        return CD_DB_OK;
    }
    if (is_full(r, section)) {
        return CD_DB_OK;
    }
    return cd_doc_row(r->ctx->doc, stmt, &shown) == APR_SUCCESS ? CD_DB_OK
                                                                : CD_DB_ERROR;
}

static cd_db_result_t take_rows(reader_t *r, const cd_rows_t *rows)
{
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; result == CD_DB_OK && i < rows->n; i++) {
        cd_row_t row = cd_rows_get(rows, i);

        result = take_row(r, &row);
    }
    return result;
}

/* Sections are there also when they are empty, if one may see them. */
static void open_sections(const reader_t *r)
{
    int i;

    for (i = 0; i < r->stmt->kinds->nelts; i++) {
        const cd_rowkind_t *kind =
            &APR_ARRAY_IDX(r->stmt->kinds, i, cd_rowkind_t);

        if (!kind->sparse && may_see(r->ctx, r->site, kind->permission)) {
            cd_doc_section(r->ctx->doc, kind->section);
        }
    }
}

/* What the rows of a kept statement depend on, as one text; NULL: guests
 * know no revision. */
static const char *kept_key(const cd_ctx_t *ctx, const cd_stmt_t *stmt,
                            const cd_arg_t *args, int n)
{
    const char *key;
    int i, j;

    if (!ctx->viewer || ctx->viewer->site_revision <= 0) {
        return NULL;
    }
    key = apr_psprintf(ctx->pool, "%d\n%s", stmt->id, cd_db_where(ctx->db));
    for (i = 0; i < stmt->params->nelts; i++) {
        const char *name = APR_ARRAY_IDX(stmt->params, i, const char *);

        for (j = 0; j < n && strcmp(args[j].name, name); j++) {
        }
        key = apr_pstrcat(ctx->pool, key, "\n",
                          j < n ? args[j].value.data : "", NULL);
    }
    return key;
}

static cd_db_result_t select_rows(reader_t *r, cd_row_fn *fn, void *baton)
{
    cd_variant_t variant = { 0 };

    variant.whole = r->ctx->viewer && !r->ctx->viewer->scoped;
    return cd_db_select(r->ctx->db, r->stmt,
                        r->stmt->narrows ? &variant : NULL, r->args, r->n, fn,
                        baton);
}

/* Rows that are kept, or else as they are now: they are read after the
 * revision that they are kept under was. */
static cd_db_result_t read_kept(reader_t *r, const cd_sqlcat_t *cat)
{
    cd_ctx_t *ctx = r->ctx;
    const char *key = kept_key(ctx, r->stmt, r->args, r->n);
    cd_kept_t *kept = cd_sqlcat_kept(cat);
    cd_db_result_t result = CD_DB_OK;
    const cd_rows_t *rows = NULL;
    cd_collector_t collector;

    if (!key || !kept) {
        return select_rows(r, take_row, r);
    }
    rows = cd_kept_get(kept, ctx->viewer->site_revision, key, strlen(key),
                       ctx->pool);
    if (!rows) {
        cd_rows_begin(&collector, ctx->pool);
        result = select_rows(r, cd_rows_take, &collector);
        rows = cd_rows_end(&collector);
        if (result == CD_DB_OK) {
            cd_kept_put(kept, ctx->viewer->site_revision, key, strlen(key),
                        rows);
        }
    }
    return result == CD_DB_OK ? take_rows(r, rows) : result;
}

/* Read all, then hand the rows on in their order. */
static cd_db_result_t read_ordered(reader_t *r)
{
    apr_pool_t *pool = r->ctx->pool;
    cd_collector_t collector;
    cd_db_result_t result;

    cd_rows_begin(&collector, pool);
    result = select_rows(r, cd_rows_take, &collector);
    return result == CD_DB_OK
        ? take_rows(r,
                    cd_rows_arrange(cd_rows_end(&collector), r->stmt->order,
                                    r->stmt->adds, pool))
        : result;
}

apr_status_t cd_page_rows(cd_ctx_t *ctx, const cd_site_t *site,
                          const cd_sqlcat_t *cat, const cd_stmt_t *stmt,
                          int must, const cd_arg_t *args, int n)
{
    reader_t r = { ctx, site, stmt, args, n, 0, { 0 }, NULL, NULL };
    cd_db_result_t result;

    if (!may_see(ctx, site, stmt->permission)) {
        return must ? APR_ENOENT : APR_SUCCESS;
    }
    open_sections(&r);
    if (stmt->sorts->nelts > 0) {
        result = cd_page_list(ctx, stmt, args, n);
    }
    else if (stmt->keep) {
        result = read_kept(&r, cat);
    }
    else if (stmt->order->nelts > 0) {
        result = read_ordered(&r);
    }
    else {
        result = select_rows(&r, take_row, &r);
    }
    if (result == CD_DB_OK) {
        result = cd_picks_show(ctx, stmt, r.picks);
    }
    if (result != CD_DB_OK) {
        ctx->failure = result;
        return APR_EGENERAL;
    }
    cd_page_arrange(ctx, stmt);
    return must && r.rows == 0 ? APR_ENOENT : APR_SUCCESS;
}
