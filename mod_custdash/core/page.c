/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a page's document: who looks at it, then the rows of its
 * statements. */
#include "page.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "kept.h"
#include "text.h"

const char *const cd_page_params[] = { "account", "user",        "membership",
                                       "scoped",  "permissions", "lang",
                                       "today",   "now",         "currency",
                                       "session", "idle",        NULL };

#define MAX_ARGS 24

static void show_viewer(cd_ctx_t *ctx, const cd_site_t *site)
{
    const cd_viewer_t *v = ctx->viewer;
    xmlNodePtr page = cd_doc_page(ctx->doc), node;
    const cd_permission_t *p;

    node = cd_doc_element(ctx->doc, page, "viewer");
    cd_doc_set_int(ctx->doc, node, "id", v->user);
    cd_doc_set(ctx->doc, node, "email", v->email);
    cd_doc_set(ctx->doc, node, "first-name", v->first_name);
    cd_doc_set(ctx->doc, node, "last-name", v->last_name);
    cd_doc_set(ctx->doc, node, "role", v->role);
    cd_doc_set(ctx->doc, node, "unverified", v->unverified ? "1" : NULL);
    if (v->accounts > 1) {
        cd_doc_set_int(ctx->doc, node, "accounts", v->accounts);
    }
    node = cd_doc_element(ctx->doc, page, "account");
    cd_doc_set_int(ctx->doc, node, "id", v->account);
    cd_doc_set(ctx->doc, node, "name", v->account_name);
    cd_doc_set(ctx->doc, node, "currency", v->currency);
    node = cd_doc_element(ctx->doc, page, "permissions");
    for (p = site->permissions; p->name; p++) {
        if (v->permissions & p->bit) {
            cd_doc_set(ctx->doc, cd_doc_element(ctx->doc, node, "permission"),
                       "name", p->name);
        }
    }
}

static void show_languages(cd_ctx_t *ctx)
{
    const cd_option_t *l;
    xmlNodePtr list, node;

    list = cd_doc_element(ctx->doc, cd_doc_page(ctx->doc), "languages");
    for (l = ctx->languages; l && l->value; l++) {
        node = cd_doc_element(ctx->doc, list, "language");
        cd_doc_set(ctx->doc, node, "code", l->value);
        cd_doc_set(ctx->doc, node, "name", l->label);
        if (!strcmp(l->value, ctx->language)) {
            cd_doc_set(ctx->doc, node, "current", "1");
        }
    }
}

apr_status_t cd_page_begin(cd_ctx_t *ctx, const cd_site_t *site,
                           const char *name)
{
    xmlNodePtr page;

    ctx->doc = cd_doc_create(ctx->pool, name);
    if (!ctx->doc) {
        return APR_ENOMEM;
    }
    page = cd_doc_page(ctx->doc);
    cd_doc_set(ctx->doc, page, "lang", ctx->language);
    cd_doc_set(ctx->doc, page, "dir",
               cd_text_rtl(ctx->language) ? "rtl" : "ltr");
    cd_doc_set(ctx->doc, page, "base", ctx->base);
    cd_doc_set(ctx->doc, page, "today", ctx->today);
    if (ctx->viewer) {
        show_viewer(ctx, site);
    }
    else {
        show_languages(ctx);
    }
    return APR_SUCCESS;
}

/* What every statement of the page may name. */
static int page_args(cd_ctx_t *ctx, cd_arg_t args[MAX_ARGS])
{
    const cd_viewer_t *v = ctx->viewer;
    cd_value_t none = cd_text_v(NULL);
    int n = 0;

    args[n++] = (cd_arg_t){ "account", v ? cd_int_v(v->account) : none };
    args[n++] = (cd_arg_t){ "user", v ? cd_int_v(v->user) : none };
    args[n++] = (cd_arg_t){ "membership", v ? cd_int_v(v->membership) : none };
    args[n++] = (cd_arg_t){ "scoped", cd_int_v(v ? v->scoped : 1) };
    args[n++] =
        (cd_arg_t){ "permissions", cd_text_v(v ? v->permission_list : "") };
    args[n++] = (cd_arg_t){ "lang", cd_text_v(ctx->language) };
    args[n++] = (cd_arg_t){ "today", cd_text_v(ctx->today) };
    args[n++] = (cd_arg_t){ "now", cd_text_v(ctx->now) };
    args[n++] =
        (cd_arg_t){ "currency", cd_text_v(v ? v->currency : ctx->currency) };
    args[n++] = (cd_arg_t){ "session", v ? cd_int_v(v->session) : none };
    args[n++] = (cd_arg_t){ "idle",
                            cd_text_v(cd_clock_utc(
                                ctx->time - ctx->limits->idle, ctx->pool)) };
    return n;
}

/* `{#id}` of the path binds as a number, so that "12x" is never 12. */
static int route_args(cd_ctx_t *ctx, cd_arg_t args[MAX_ARGS], int n)
{
    const apr_array_header_t *params = apr_table_elts(ctx->params);
    const char *const *name = ctx->route->arguments;
    int i;

    for (i = 0; i < params->nelts && n < MAX_ARGS; i++) {
        const apr_table_entry_t *e =
            &APR_ARRAY_IDX(params, i, apr_table_entry_t);
        const char *number = apr_psprintf(ctx->pool, "{#%s}", e->key);

        args[n].name = e->key;
        args[n++].value = strstr(ctx->route->path, number)
            ? cd_int_v(apr_atoi64(e->val))
            : cd_text_v(e->val);
    }
    for (; name && *name && n < MAX_ARGS; name++) {
        args[n].name = *name;
        args[n++].value = cd_text_v(apr_table_get(ctx->query, *name));
    }
    return n;
}

typedef struct {
    cd_ctx_t *ctx;
    const cd_site_t *site;
    const cd_stmt_t *stmt;
    int rows;
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

static cd_db_result_t take_row(void *baton, const cd_row_t *row)
{
    reader_t *r = baton;

    r->rows++;
    if (r->stmt->mixed && row->n >= 2 && row->value[0]
        && !may_see_section(r, row->value[0])) {
        return CD_DB_OK;
    }
    return cd_doc_row(r->ctx->doc, r->stmt, row) == APR_SUCCESS ? CD_DB_OK
                                                                : CD_DB_ERROR;
}

/* Sections are there also when they are empty, if one may see them. */
static void open_sections(const reader_t *r)
{
    int i;

    for (i = 0; i < r->stmt->kinds->nelts; i++) {
        const cd_rowkind_t *kind =
            &APR_ARRAY_IDX(r->stmt->kinds, i, cd_rowkind_t);

        if (may_see(r->ctx, r->site, kind->permission)) {
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

/* Rows that are kept, or else as they are now: they are read after the
 * revision that they are kept under was. */
static cd_db_result_t read_kept(cd_ctx_t *ctx, const cd_sqlcat_t *cat,
                                reader_t *r, const cd_arg_t *args, int n)
{
    const char *key = kept_key(ctx, r->stmt, args, n);
    cd_kept_t *kept = cd_sqlcat_kept(cat);
    cd_db_result_t result = CD_DB_OK;
    const cd_rows_t *rows = NULL;
    cd_collector_t collector;
    int i;

    if (!key || !kept) {
        return cd_db_select(ctx->db, r->stmt, NULL, args, n, take_row, r);
    }
    rows = cd_kept_get(kept, ctx->viewer->site_revision, key, strlen(key),
                       ctx->pool);
    if (!rows) {
        cd_rows_begin(&collector, ctx->pool);
        result = cd_db_select(ctx->db, r->stmt, NULL, args, n, cd_rows_take,
                              &collector);
        rows = cd_rows_end(&collector);
        if (result == CD_DB_OK) {
            cd_kept_put(kept, ctx->viewer->site_revision, key, strlen(key),
                        rows);
        }
    }
    for (i = 0; result == CD_DB_OK && i < rows->n; i++) {
        cd_row_t row = cd_rows_get(rows, i);

        result = take_row(r, &row);
    }
    return result;
}

static apr_status_t run_one(cd_ctx_t *ctx, const cd_site_t *site,
                            const cd_sqlcat_t *cat, const cd_stmt_t *stmt,
                            int must, const cd_arg_t *args, int n)
{
    reader_t r = { ctx, site, stmt, 0 };
    cd_db_result_t result;

    if (!may_see(ctx, site, stmt->permission)) {
        return must ? APR_ENOENT : APR_SUCCESS;
    }
    open_sections(&r);
    if (stmt->sorts->nelts > 0) {
        result = cd_page_list(ctx, stmt, args, n);
    }
    else if (stmt->keep) {
        result = read_kept(ctx, cat, &r, args, n);
    }
    else {
        result = cd_db_select(ctx->db, stmt, NULL, args, n, take_row, &r);
    }
    if (result != CD_DB_OK) {
        ctx->failure = result;
        return APR_EGENERAL;
    }
    return must && r.rows == 0 ? APR_ENOENT : APR_SUCCESS;
}

apr_status_t cd_page_run(cd_ctx_t *ctx, const cd_site_t *site,
                         const cd_sqlcat_t *cat)
{
    const char *const *name = ctx->route->statements;
    cd_arg_t args[MAX_ARGS];
    int n = route_args(ctx, args, page_args(ctx, args));
    apr_status_t rv = APR_SUCCESS;
    int must;

    if (*name && !ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    for (; *name && rv == APR_SUCCESS; name++) {
        const cd_stmt_t *stmt = cd_sqlcat_of_route(cat, *name, &must);

        rv = run_one(ctx, site, cat, stmt, must, args, n);
    }
    return rv;
}

int cd_route_volatile(const cd_route_t *route, const cd_sqlcat_t *cat)
{
    const char *const *name;
    int must;

    for (name = route->statements; *name; name++) {
        if (cd_sqlcat_of_route(cat, *name, &must)->restless) {
            return 1;
        }
    }
    return 0;
}
