/* SPDX-License-Identifier: Apache-2.0 */
/* The expressions of a sheet, and attribute value templates (XSLT, 7.6.2). */
#include "theme_compile.h"

#include <limits.h>
#include <string.h>

#include <apr_strings.h>

/* A variable in scope by its name, the innermost one; else one on top. */
static int find_variable(const cd_scope_t *scope, const char *name)
{
    const cd_compiling_t *c = scope->baton;
    const char *global;
    int i;

    for (i = c->locals->nelts - 1; i >= 0; i--) {
        if (strcmp(APR_ARRAY_IDX(c->locals, i, const char *), name) == 0) {
            return i;
        }
    }
    global = apr_hash_get(c->globals, name, APR_HASH_KEY_STRING);
    return global ? -*(const int *) (const void *) global - 1 : INT_MIN;
}

int cd_compile_no_variable(const cd_scope_t *scope, const char *name)
{
    (void) scope;
    (void) name;
    return INT_MIN;
}

cd_expr_t *cd_compile_expr(cd_compiling_t *c, xmlNodePtr node,
                           const char *text)
{
    cd_scope_t scope = { c->program->pool, c->program->names, node,
                         find_variable, c };
    cd_expr_t *e = cd_xpath_parse(&scope, text);

    return e ? e : cd_compile_fail(c, node, text);
}

static void add_part(apr_array_header_t *parts, const char *text,
                     apr_size_t len, cd_expr_t *select)
{
    cd_part_t *part;

    if (len > 0 || select) {
        part = apr_array_push(parts);
        part->text = cd_str(apr_pstrmemdup(parts->pool, text, len));
        part->select = select;
    }
}

/* The length of an expression up to its brace, texts in it skipped. */
static apr_size_t expression_length(const char *s)
{
    const char *at = s, *quote;

    while (*at && *at != '}') {
        quote = *at == '\'' || *at == '"' ? strchr(at + 1, *at) : at;
        if (!quote) {
            break;
        }
        at = quote + 1;
    }
    return *at == '}' ? (apr_size_t) (at - s) : 0;
}

int cd_compile_parts(cd_compiling_t *c, xmlNodePtr node, const char *s,
                     cd_part_t **parts)
{
    apr_array_header_t *all =
        apr_array_make(c->program->pool, 2, sizeof(cd_part_t));
    apr_size_t len;

    while (*s && !c->failed) {
        len = strcspn(s, "{}");
        if (s[len] && s[len] == s[len + 1]) {
            add_part(all, s, len + 1, NULL);
            s += len + 2;
            continue;
        }
        add_part(all, s, len, NULL);
        s += len;
        len = *s == '{' ? expression_length(++s) : 0;
        if (len > 0) {
            add_part(
                all, "", 0,
                cd_compile_expr(c, node, apr_pstrmemdup(all->pool, s, len)));
            s += len + 1;
        }
        else if (*s) {
            cd_compile_fail(c, node, "a brace");
        }
    }
    *parts = (cd_part_t *) all->elts;
    return all->nelts;
}
