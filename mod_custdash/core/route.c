/* SPDX-License-Identifier: Apache-2.0 */
/* Finds routes by path and paths by route. */
#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "page.h"
#include "utf8.h"

#define MAX_SEGMENT 200

/* A parameter's value: one path segment, text that a document can hold. */
static int fits(const char *value, apr_size_t n, int digits)
{
    apr_size_t i;

    if (n == 0 || n > (digits ? 18 : MAX_SEGMENT) || !cd_utf8_valid(value, n)
        || cd_utf8_control(value, n, 0)) {
        return 0;
    }
    for (i = 0; digits && i < n; i++) {
        if (!apr_isdigit(value[i])) {
            return 0;
        }
    }
    return 1;
}

/* The parameter that begins at the brace @a s. */
static const char *param_name(const char *s, int *digits, apr_pool_t *pool)
{
    *digits = s[1] == '#';
    s += 1 + *digits;
    return apr_pstrmemdup(pool, s, strcspn(s, "}"));
}

static int matches(const char *pattern, const char *path, apr_table_t *params,
                   apr_pool_t *pool)
{
    int digits;

    apr_table_clear(params);
    while (*pattern) {
        if (*pattern == '{') {
            const char *name = param_name(pattern, &digits, pool);
            apr_size_t n = strcspn(path, "/");

            if (!fits(path, n, digits)) {
                return 0;
            }
            apr_table_setn(params, name, apr_pstrmemdup(pool, path, n));
            path += n;
            pattern += strcspn(pattern, "}") + 1;
        }
        else if (*pattern++ != *path++) {
            return 0;
        }
    }
    return *path == '\0';
}

const cd_route_t *cd_route_find(const cd_site_t *site, const char *path,
                                int method, apr_table_t *params, int *allowed,
                                apr_pool_t *pool)
{
    const cd_route_t *route;
    const char *first = NULL; /* the pattern that the path is of */

    *allowed = 0;
    for (route = site->routes; route->path; route++) {
        if ((first && strcmp(first, route->path))
            || !matches(route->path, path, params, pool)) {
            continue;
        }
        first = route->path;
        if (route->methods & method) {
            *allowed |= route->methods;
            return route;
        }
        *allowed |= route->methods;
    }
    return NULL;
}

int cd_route_allows(const cd_route_t *route, const cd_viewer_t *viewer,
                    int method)
{
    unsigned int any = route->access & ~CD_ALWAYS;
    unsigned int all = method == CD_POST ? route->write : 0;

    if (any & (CD_PUBLIC | CD_GUEST)) {
        return 1;
    }
    if (any & CD_OWNER) {
        return viewer && viewer->role && !strcmp(viewer->role, "owner");
    }
    return viewer && (any == CD_ANY || (viewer->permissions & any))
        && (viewer->permissions & all) == all;
}

/* The pattern with each {parameter} replaced; NULL when the numbers of
 * parameters and arguments differ. */
static const char *fill(const char *pattern, const char *const *args, int n,
                        apr_pool_t *pool)
{
    const char *path = "", *brace;
    int used = 0;

    while ((brace = strchr(pattern, '{')) != NULL) {
        if (used == n || !*args[used]) {
            return NULL;
        }
        path = apr_pstrcat(pool, path,
                           apr_pstrmemdup(pool, pattern, brace - pattern),
                           apr_pescape_path_segment(pool, args[used++]), NULL);
        pattern = brace + strcspn(brace, "}") + 1;
    }
    return used == n ? apr_pstrcat(pool, path, pattern, NULL) : NULL;
}

const char *cd_route_url(const cd_site_t *site, const cd_viewer_t *viewer,
                         const char *base, const char *name,
                         const char *const *args, int n, apr_pool_t *pool)
{
    const cd_route_t *route;

    for (route = site->routes; route->path; route++) {
        if (!strcmp(route->name, name)) {
            const char *path;
            int method = route->methods & CD_GET ? CD_GET : CD_POST;

            if ((route->access & CD_GUEST && viewer)
                || !cd_route_allows(route, viewer, method)) {
                return NULL;
            }
            path = fill(route->path, args, n, pool);
            return path ? apr_pstrcat(pool, base, path, NULL) : NULL;
        }
    }
    return NULL;
}

static int in_list(const char *list, const char *name)
{
    apr_size_t n = strlen(name);
    const char *s = list;

    while (s && *s) {
        if (!strncmp(s, name, n) && (s[n] == ',' || !s[n])) {
            return 1;
        }
        s = strchr(s, ',');
        s = s ? s + 1 : NULL;
    }
    return 0;
}

const char *cd_permission_names(const cd_permission_t *table,
                                unsigned int bits, apr_pool_t *pool)
{
    const char *names = "";

    for (; table->name; table++) {
        if (bits & table->bit) {
            names =
                apr_pstrcat(pool, names, *names ? "," : "", table->name, NULL);
        }
    }
    return names;
}

unsigned int cd_permission_bits(const cd_permission_t *table,
                                const char *names)
{
    unsigned int bits = 0;

    for (; table->name; table++) {
        if (in_list(names, table->name)) {
            bits |= table->bit;
        }
    }
    return bits;
}
