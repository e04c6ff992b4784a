/* SPDX-License-Identifier: Apache-2.0 */
/* Checks a statement that was read: its parameters, markers and headers have
 * to go together. */
#include <apr_strings.h>
#include <string.h>

#include "sqlcat_read.h"
#include "sqlcat_scan.h"

int cd_sqlcat_has_param(const cd_stmt_t *stmt, const char *name)
{
    int i;

    for (i = 0; i < stmt->params->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(stmt->params, i, const char *), name)) {
            return 1;
        }
    }
    return 0;
}

static void add_param(cd_stmt_t *stmt, const char *name)
{
    if (!cd_sqlcat_has_param(stmt, name)) {
        APR_ARRAY_PUSH(stmt->params, const char *) = name;
    }
}

static void collect_params(cd_stmt_t *stmt, apr_pool_t *pool, const char *text)
{
    const char *s = text, *next;
    apr_size_t n;

    while (*s) {
        next = cd_sql_skip_quoted(s);
        if (next > s) {
            s = next;
        }
        else if ((n = cd_sql_param_length(text, s)) > 0) {
            const char *name = apr_pstrmemdup(pool, s + 1, n);

            if (strcmp(name, "value")) {
                add_param(stmt, name);
            }
            s += n + 1;
        }
        else {
            s++;
        }
    }
}

static const char *check_markers(const cd_stmt_t *stmt)
{
    int list = stmt->sorts->nelts > 0;

    if (list
        && (!strstr(stmt->text, "{keys}") || !strstr(stmt->text, "{where}")
            || !strstr(stmt->text, "{order}"))) {
        return "a statement with :sort has the markers {keys}, {where} and "
               "{order}";
    }
    if (!list
        && (strstr(stmt->text, "{keys}") || strstr(stmt->text, "{where}")
            || strstr(stmt->text, "{order}"))) {
        return "markers without a :sort";
    }
    if (!list && stmt->choices->nelts > 0) {
        return ":filter without a :sort";
    }
    return NULL;
}

/* {narrowed} and {whole} end with {end}, one after the other. */
static const char *check_parts(cd_stmt_t *stmt)
{
    const char *s, *next;
    int open = 0;

    stmt->narrows = 0;
    for (s = stmt->text; *s; s = next > s ? next : s + 1) {
        next = cd_sql_skip_quoted(s);
        if (!strncmp(s, "{narrowed}", 10) || !strncmp(s, "{whole}", 7)) {
            stmt->narrows = 1;
            if (open++) {
                break;
            }
        }
        else if (!strncmp(s, "{end}", 5) && open-- == 0) {
            break;
        }
    }
    return *s || open
        ? "{narrowed} and {whole} go on to an {end}, one after the other"
        : NULL;
}

static const char *check_kinds(const cd_stmt_t *stmt)
{
    int i;

    for (i = 0; i < stmt->kinds->nelts; i++) {
        const cd_rowkind_t *kind =
            &APR_ARRAY_IDX(stmt->kinds, i, cd_rowkind_t);

        if (!kind->section || !kind->row) {
            return ":section and :row go together";
        }
    }
    return NULL;
}

/* What is kept for everybody depends on nobody. */
static const char *check_keep(apr_pool_t *pool, const cd_stmt_t *stmt)
{
    static const char *const names[] = { "lang", "today", "currency",
                                         "permissions", NULL };
    const char *other = cd_stmt_unknown_param(stmt, names, NULL);

    if (stmt->keep && other) {
        return apr_pstrcat(pool,
                           "a statement with :keep names :lang, :today, "
                           ":currency and :permissions at most (or say "
                           ":keep no); this one names :",
                           other, NULL);
    }
    return stmt->keep
            && (stmt->restless || stmt->narrows || stmt->sorts->nelts > 0)
        ? ":keep goes neither with :volatile nor with :sort nor {narrowed}"
        : NULL;
}

/* What is done with rows between database and document. */
static const char *check_rows(const cd_stmt_t *stmt)
{
    int n = stmt->columns->nelts;

    if (stmt->sorts->nelts > 0
        && (stmt->order->nelts || stmt->most->nelts || stmt->adds
            || stmt->needs || stmt->holds || stmt->picks->nelts
            || stmt->arranges)) {
        return "a list (:sort) has no :order, :most, :adds, :needs, :holds, "
               ":pick, :arrange";
    }
    if (stmt->adds && !stmt->order->nelts) {
        return ":adds goes with :order";
    }
    if (stmt->needs
        && (!n
            || strcmp(APR_ARRAY_IDX(stmt->columns, n - 1, const char *),
                      "needs"))) {
        return "with :needs the last column is needs";
    }
    if (stmt->picks->nelts
        && (!stmt->needs || n < 2
            || strcmp(APR_ARRAY_IDX(stmt->columns, n - 2, const char *),
                      "weight"))) {
        return ":pick goes with :needs, and the last column but one is weight";
    }
    return (stmt->adds || stmt->holds) && !stmt->mixed
        ? ":adds and :holds are for statements with :rows"
        : NULL;
}

const char *cd_sqlcat_check(cd_stmt_t *stmt, apr_pool_t *pool)
{
    const char *error;
    int i;

    stmt->params = apr_array_make(pool, 8, sizeof(char *));
    collect_params(stmt, pool, stmt->text);
    for (i = 0; i < stmt->choices->nelts; i++) {
        collect_params(stmt, pool,
                       APR_ARRAY_IDX(stmt->choices, i, cd_choice_t).predicate);
    }
    stmt->restless = stmt->is_volatile || cd_sqlcat_has_param(stmt, "now");
    error = cd_sql_fault(stmt->text);
    error = error ? error : check_markers(stmt);
    error = error ? error : check_parts(stmt);
    error = error ? error : check_kinds(stmt);
    error = error ? error : check_rows(stmt);
    return error ? error : check_keep(pool, stmt);
}
