/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a page's document: who looks at it, then the rows of its
 * statements. */
#include "page.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "page_rows.h"
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

        rv = cd_page_rows(ctx, site, cat, stmt, must, args, n);
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
