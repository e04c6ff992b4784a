/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the site map against the catalogue of statements, so that what is
 * missing is an error at start. */
#include <apr_strings.h>
#include <string.h>

#include "page.h"

static const char *at(const cd_stmt_t *stmt, apr_pool_t *pool,
                      const char *what, const char *name)
{
    return apr_psprintf(pool, "%s:%d: statement %s: %s%s", stmt->file,
                        stmt->line, stmt->name, what, name);
}

static const char *check_permission(const cd_site_t *site,
                                    const cd_stmt_t *stmt,
                                    const char *permission, apr_pool_t *pool)
{
    unsigned int bits =
        permission ? cd_permission_bits(site->permissions, permission) : 0;

    if (permission
        && strcmp(cd_permission_names(site->permissions, bits, pool),
                  permission)) {
        return at(stmt, pool, "there is no permission ", permission);
    }
    return NULL;
}

static const char *check_stmt(const cd_site_t *site, const cd_stmt_t *stmt,
                              apr_pool_t *pool)
{
    const char *error = check_permission(site, stmt, stmt->permission, pool);
    int i;

    for (i = 0; i < stmt->kinds->nelts && !error; i++) {
        error = check_permission(
            site, stmt, APR_ARRAY_IDX(stmt->kinds, i, cd_rowkind_t).permission,
            pool);
    }
    if (!error && stmt->args) {
        const char *const *names;
        const char *unknown;

        *(const char **) apr_array_push(stmt->args) = NULL;
        names = (const char *const *) stmt->args->elts;
        unknown = cd_stmt_unknown_param(stmt, names, NULL);
        apr_array_pop(stmt->args);
        if (unknown) {
            error = at(stmt, pool, "its caller does not supply :", unknown);
        }
    }
    return error;
}

/* The names of the path's parameters, then the query's. */
static const char *const *route_names(const cd_route_t *route,
                                      apr_pool_t *pool)
{
    apr_array_header_t *names = apr_array_make(pool, 4, sizeof(char *));
    const char *brace = route->path;
    const char *const *argument = route->arguments;

    while ((brace = strchr(brace, '{')) != NULL) {
        brace += 1 + (brace[1] == '#');
        APR_ARRAY_PUSH(names, const char *) =
            apr_pstrmemdup(pool, brace, strcspn(brace, "}"));
    }
    for (; argument && *argument; argument++) {
        APR_ARRAY_PUSH(names, const char *) = *argument;
    }
    APR_ARRAY_PUSH(names, const char *) = NULL;
    return (const char *const *) names->elts;
}

static const char *check_route(const cd_route_t *route, const cd_sqlcat_t *cat,
                               apr_pool_t *pool)
{
    const char *const *names = route_names(route, pool);
    const char *const *s;
    int must, holds = 0;

    for (s = route->statements; *s; s++) {
        const cd_stmt_t *stmt = cd_sqlcat_of_route(cat, *s, &must);
        const char *unknown;

        if (!stmt) {
            return apr_psprintf(pool,
                                "page %s (%s) has no statement %.*s: add "
                                "a file that defines it",
                                route->name, route->path,
                                (int) strcspn(*s, "!"), *s);
        }
        unknown = cd_stmt_unknown_param(stmt, cd_page_params, names);
        if (unknown) {
            return at(stmt, pool,
                      apr_psprintf(pool,
                                   "page %s does not "
                                   "supply the parameter :",
                                   route->name),
                      unknown);
        }
        if (stmt->kinds->nelts == 0) {
            return at(stmt, pool, "a page's statement needs :section and :row",
                      "");
        }
        holds |= stmt->holds;
        if (stmt->needs && !holds) {
            return at(stmt, pool,
                      "it has :needs, but no statement before it on the page "
                      "has :holds: page ",
                      route->name);
        }
    }
    return NULL;
}

const char *cd_site_check(const cd_site_t *site, const cd_sqlcat_t *cat,
                          apr_pool_t *pool)
{
    const apr_array_header_t *all = cd_sqlcat_all(cat);
    const cd_route_t *route;
    const char *const *label;
    const char *error = NULL;
    int i;

    for (i = 0; i < all->nelts && !error; i++) {
        error =
            check_stmt(site, APR_ARRAY_IDX(all, i, const cd_stmt_t *), pool);
    }
    for (route = site->routes; route->path && !error; route++) {
        error = check_route(route, cat, pool);
    }
    for (label = site->labels; *label && !error; label++) {
        const cd_stmt_t *stmt = cd_sqlcat_get(cat, *label);

        if (!stmt || !stmt->args) {
            error = apr_psprintf(pool,
                                 "%s:%d: there is no statement %s "
                                 "with :args",
                                 stmt ? stmt->file : "sql/queries",
                                 stmt ? stmt->line : 1, *label);
        }
    }
    return error;
}
