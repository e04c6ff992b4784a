/* SPDX-License-Identifier: Apache-2.0 */
/* Composes the text of one variant of a statement: names become
 * placeholders, a list's markers become its keys, filters and order, and of
 * what is for narrowed viewers or for the others one is left out. */
#include "sqlcat.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "sqlcat_scan.h"

typedef struct {
    apr_pool_t *pool;
    const cd_stmt_t *stmt;
    const cd_variant_t *variant;
    const cd_sort_t *sort;     /* NULL: not a list */
    apr_array_header_t *text;  /* pieces: const char * */
    apr_array_header_t *names; /* const char * */
    int skipping;              /* until {end}: it is for other viewers */
} composer_t;

static void put(composer_t *c, const char *piece)
{
    if (!c->skipping) {
        APR_ARRAY_PUSH(c->text, const char *) = piece;
    }
}

static void put_param(composer_t *c, const char *name)
{
    if (!c->skipping) {
        put(c, "?");
        APR_ARRAY_PUSH(c->names, const char *) = name;
    }
}

typedef struct {
    const char *text;
    void (*put)(composer_t *c);
} marker_t;

static const marker_t *marker_at(const char *s);

/* Text with :names and markers; `:value` stands for the parameter @a value.
 */
static void put_sql(composer_t *c, const char *sql, const char *value)
{
    const char *s = sql, *from = sql, *next;
    const marker_t *marker;
    apr_size_t n;

    while (*s) {
        next = cd_sql_skip_quoted(s);
        if (next > s) {
            s = next;
        }
        else if ((n = cd_sql_param_length(sql, s)) > 0) {
            const char *name = apr_pstrmemdup(c->pool, s + 1, n);

            put(c, apr_pstrmemdup(c->pool, from, s - from));
            put_param(c, value && !strcmp(name, "value") ? value : name);
            from = s += n + 1;
        }
        else if ((marker = marker_at(s)) != NULL) {
            put(c, apr_pstrmemdup(c->pool, from, s - from));
            marker->put(c);
            from = s += strlen(marker->text);
        }
        else {
            s++;
        }
    }
    put(c, from);
}

static void put_keys(composer_t *c)
{
    int i;

    for (i = 0; i < c->sort->n; i++) {
        put(c,
            apr_psprintf(c->pool, ", %s AS `key%d`", c->sort->expr[i], i + 1));
    }
}

/* Does key @a i run downwards in the text that is being made? */
static int runs_down(const composer_t *c, int i)
{
    return c->sort->descending[i] ^ (c->variant->reversed != 0)
        ^ (c->variant->before != 0);
}

/* The rows behind the last key, e.g. for "a DESC, b ASC":
 *   a <= :after1 AND (a < :after1 OR (b > :after2))
 * The first comparison alone bounds the index range. */
static void put_after(composer_t *c, int i)
{
    const char *expr = c->sort->expr[i];
    int last = i == c->sort->n - 1;
    const char *op = runs_down(c, i) ? "<" : ">";
    const char *key = apr_psprintf(c->pool, "after%d", i + 1);

    if (!last) {
        put(c, apr_pstrcat(c->pool, expr, " ", op, "= ", NULL));
        put_param(c, key);
        put(c, " AND (");
    }
    put(c, apr_pstrcat(c->pool, expr, " ", op, " ", NULL));
    put_param(c, key);
    if (!last) {
        put(c, " OR (");
        put_after(c, i + 1);
        put(c, "))");
    }
}

static void put_where(composer_t *c)
{
    int i;

    for (i = 0; i < CD_LIST_FILTERS && c->variant->chosen[i]; i++) {
        const cd_choice_t *choice = &APR_ARRAY_IDX(
            c->stmt->choices, c->variant->chosen[i] - 1, cd_choice_t);

        put(c, "\n   AND (");
        put_sql(c, choice->predicate, choice->filter);
        put(c, ")");
    }
    if (c->variant->after) {
        put(c, "\n   AND ");
        put_after(c, 0);
    }
}

static void put_order(composer_t *c)
{
    int i;

    put(c, "ORDER BY ");
    for (i = 0; i < c->sort->n; i++) {
        put(c,
            apr_pstrcat(c->pool, i ? ", " : "", c->sort->expr[i],
                        runs_down(c, i) ? " DESC" : " ASC", NULL));
    }
    /* one row more than shown tells whether there is a next page */
    put(c, apr_psprintf(c->pool, " LIMIT %d", c->stmt->page_size + 1));
}

static void begin_narrowed(composer_t *c)
{
    c->skipping = c->variant->whole;
}

static void begin_whole(composer_t *c)
{
    c->skipping = !c->variant->whole;
}

static void end_part(composer_t *c)
{
    c->skipping = 0;
}

static const marker_t markers[] = { { "{keys}", put_keys },
                                    { "{where}", put_where },
                                    { "{order}", put_order },
                                    { "{narrowed}", begin_narrowed },
                                    { "{end}", end_part },
                                    { "{whole}", begin_whole },
                                    { NULL, NULL } };

static const marker_t *marker_at(const char *s)
{
    const marker_t *m;

    for (m = markers; *s == '{' && m->text; m++) {
        if (!strncmp(s, m->text, strlen(m->text))) {
            return m;
        }
    }
    return NULL;
}

int cd_choice_is_open(const cd_choice_t *choice)
{
    return !strcmp(choice->value, CD_CHOICE_WORDS)
        || !strcmp(choice->value, CD_CHOICE_NUMBER);
}

const cd_sql_t *cd_stmt_compose(const cd_stmt_t *stmt,
                                const cd_variant_t *variant, apr_pool_t *pool)
{
    static const cd_variant_t plain = { 0 };
    composer_t c = { 0 };
    cd_sql_t *sql = apr_pcalloc(pool, sizeof(*sql));

    c.pool = pool;
    c.stmt = stmt;
    c.variant = variant ? variant : &plain;
    c.text = apr_array_make(pool, 16, sizeof(char *));
    c.names = apr_array_make(pool, 8, sizeof(char *));
    if (stmt->sorts->nelts > 0) {
        c.sort = &APR_ARRAY_IDX(stmt->sorts, c.variant->sort, cd_sort_t);
    }
    put_sql(&c, stmt->text, NULL);
    sql->text = apr_array_pstrcat(pool, c.text, 0);
    sql->n = c.names->nelts;
    sql->names = (const char *const *) c.names->elts;
    return sql;
}
