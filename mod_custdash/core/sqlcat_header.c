/* SPDX-License-Identifier: Apache-2.0 */
/* The headers of a statement: a table, and a reader for each. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#include "sqlcat_read.h"

static apr_array_header_t *words(apr_pool_t *pool, const char *text)
{
    apr_array_header_t *list = apr_array_make(pool, 8, sizeof(char *));
    char *copy = apr_pstrdup(pool, text), *state, *word;

    for (word = apr_strtok(copy, " \t", &state); word;
         word = apr_strtok(NULL, " \t", &state)) {
        APR_ARRAY_PUSH(list, const char *) = word;
    }
    return list;
}

char *cd_sql_first_word(apr_pool_t *pool, const char *text, const char **rest)
{
    apr_size_t n = strcspn(text, " \t");

    *rest = text + n + strspn(text + n, " \t");
    return apr_pstrndup(pool, text, n);
}

int cd_sql_is_name(const char *s)
{
    if (!apr_isalpha(*s)) {
        return 0;
    }
    for (; *s; s++) {
        if (!apr_isalnum(*s) && !strchr("-_.", *s)) {
            return 0;
        }
    }
    return 1;
}

char *cd_sql_trim(char *s)
{
    char *end;

    s += strspn(s, " \t\r\n");
    end = s + strlen(s);
    while (end > s && strchr(" \t\r\n", end[-1])) {
        *--end = '\0';
    }
    return s;
}

/* Split "a DESC, f(b, c) ASC" at the commas outside brackets and quotes. */
static apr_array_header_t *split_commas(apr_pool_t *pool, const char *text)
{
    apr_array_header_t *parts = apr_array_make(pool, 4, sizeof(char *));
    const char *start = text;
    char quote = 0;
    int depth = 0;

    for (;; text++) {
        if (!*text || (*text == ',' && !depth && !quote)) {
            APR_ARRAY_PUSH(parts, char *) =
                apr_pstrmemdup(pool, start, text - start);
            start = text + 1;
        }
        if (!*text) {
            return parts;
        }
        if (quote) {
            quote = *text == quote ? 0 : quote;
        }
        else if (*text == '\'' || *text == '`') {
            quote = *text;
        }
        depth += (*text == '(') - (*text == ')');
    }
}

/* "t.updated_at DESC" → expression and direction; the direction is a must,
 * so that a list's order is never a matter of defaults. */
static const char *sort_key(char *key, const char **expr, int *descending)
{
    char *space;

    key = cd_sql_trim(key);
    space = strrchr(key, ' ');
    if (!space || (strcmp(space + 1, "DESC") && strcmp(space + 1, "ASC"))) {
        return "each expression of a :sort ends with ASC or DESC";
    }
    *descending = strcmp(space + 1, "DESC") == 0;
    *space = '\0';
    *expr = cd_sql_trim(key);
    return NULL;
}

static const char *header_sort(cd_sqlread_t *r, const char *value)
{
    apr_pool_t *pool = r->pool;
    apr_array_header_t *parts;
    const char *rest, *error;
    const char **expr = apr_pcalloc(pool, CD_SORT_KEYS * sizeof(*expr));
    int *descending = apr_pcalloc(pool, CD_SORT_KEYS * sizeof(*descending));
    cd_sort_t sort;
    int i;

    sort.name = cd_sql_first_word(pool, value, &rest);
    parts = split_commas(pool, rest);
    if (!*rest || parts->nelts > CD_SORT_KEYS) {
        return ":sort takes a name and up to four expressions";
    }
    for (i = 0; i < parts->nelts; i++) {
        error = sort_key(APR_ARRAY_IDX(parts, i, char *), &expr[i],
                         &descending[i]);
        if (error) {
            return error;
        }
    }
    if (!r->sorts_given) {
        r->stmt->sorts = apr_array_make(pool, 4, sizeof(cd_sort_t));
        r->sorts_given = 1;
    }
    if (r->stmt->sorts->nelts == CD_LIST_SORTS) {
        return "a list has at most eight sorts";
    }
    sort.n = parts->nelts;
    sort.expr = expr;
    sort.descending = descending;
    APR_ARRAY_PUSH(r->stmt->sorts, cd_sort_t) = sort;
    return NULL;
}

static const char *header_filter(cd_sqlread_t *r, const char *value)
{
    apr_pool_t *pool = r->pool;
    const char *rest, *predicate;
    char *values, *state, *word;
    cd_choice_t choice;

    choice.filter = cd_sql_first_word(pool, value, &rest);
    values = cd_sql_first_word(pool, rest, &predicate);
    if (!*predicate || !cd_sql_is_name(choice.filter)) {
        return ":filter takes a name, choices separated by |, and a "
               "predicate";
    }
    if (!r->choices_given) {
        r->stmt->choices = apr_array_make(pool, 8, sizeof(cd_choice_t));
        r->choices_given = 1;
    }
    choice.predicate = apr_pstrdup(pool, predicate);
    for (word = apr_strtok(values, "|", &state); word;
         word = apr_strtok(NULL, "|", &state)) {
        if (r->stmt->choices->nelts == CD_LIST_CHOICES - 1) {
            return "a list has at most 63 choices in all its filters";
        }
        choice.value = word;
        APR_ARRAY_PUSH(r->stmt->choices, cd_choice_t) = choice;
    }
    return NULL;
}

static const char *header_rows(cd_sqlread_t *r, const char *value)
{
    apr_pool_t *pool = r->pool;
    apr_array_header_t *list = words(pool, value);
    static const char wrong[] =
        ":rows takes section/row pairs, each maybe with @permission";
    int i;

    r->stmt->mixed = 1;
    r->stmt->kinds = apr_array_make(pool, 4, sizeof(cd_rowkind_t));
    for (i = 0; i < list->nelts; i++) {
        char *word = APR_ARRAY_IDX(list, i, char *);
        char *slash = strchr(word, '/');
        char *at = slash ? strchr(slash, '@') : NULL;
        char *sparse = slash ? strchr(slash, '?') : NULL;
        cd_rowkind_t *kind = apr_array_push(r->stmt->kinds);

        if (!slash) {
            return wrong;
        }
        *slash = '\0';
        if (at) {
            *at = '\0';
        }
        if (sparse) {
            *sparse = '\0';
        }
        kind->sparse = sparse != NULL;
        kind->section = word;
        kind->row = slash + 1;
        kind->permission = at ? at + 1 : NULL;
        if (!cd_sql_is_name(kind->section) || !cd_sql_is_name(kind->row)) {
            return wrong;
        }
    }
    return NULL;
}

/* The one row kind of a plain statement, from :section and :row. */
static cd_rowkind_t *only_kind(cd_sqlread_t *r)
{
    cd_stmt_t *stmt = r->stmt;

    if (stmt->mixed || stmt->kinds->nelts != 1) {
        stmt->mixed = stmt->holds = 0;
        stmt->adds = NULL;
        stmt->kinds = apr_array_make(r->pool, 1, sizeof(cd_rowkind_t));
        apr_array_push(stmt->kinds);
    }
    return &APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t);
}

static const char *header_section(cd_sqlread_t *r, const char *value)
{
    only_kind(r)->section = apr_pstrdup(r->pool, value);
    return cd_sql_is_name(value) ? NULL : ":section takes one name";
}

static const char *header_row(cd_sqlread_t *r, const char *value)
{
    only_kind(r)->row = apr_pstrdup(r->pool, value);
    return cd_sql_is_name(value) ? NULL : ":row takes one name";
}

static const char *header_doc(cd_sqlread_t *r, const char *value)
{
    r->stmt->doc = apr_pstrdup(r->pool, value);
    return NULL;
}

static const char *header_permission(cd_sqlread_t *r, const char *value)
{
    const char *s = value + strspn(value, "abcdefghijklmnopqrstuvwxyz.,");

    r->stmt->permission = apr_pstrdup(r->pool, value);
    return *value && !*s ? NULL : ":permission takes names with commas";
}

static const char *header_columns(cd_sqlread_t *r, const char *value)
{
    r->stmt->columns = words(r->pool, value);
    return NULL;
}

static const char *header_args(cd_sqlread_t *r, const char *value)
{
    r->stmt->args = words(r->pool, value);
    return NULL;
}

static const char *header_markdown(cd_sqlread_t *r, const char *value)
{
    r->stmt->markdown = words(r->pool, value);
    return NULL;
}

static const char *header_page(cd_sqlread_t *r, const char *value)
{
    r->stmt->page_size = atoi(value);
    return r->stmt->page_size >= 1 && r->stmt->page_size <= 500
        ? NULL
        : ":page takes a number from 1 to 500";
}

/* Everything but what says which statement it is. */
static const char *header_like(cd_sqlread_t *r, const char *value)
{
    const cd_stmt_t *other = cd_sqlcat_get(r->cat, value);
    cd_stmt_t *stmt = r->stmt;
    cd_stmt_t like;

    if (!other || other == stmt) {
        return ":like takes the label of a statement that stands before it";
    }
    like = *other;
    like.id = stmt->id;
    like.name = stmt->name;
    like.file = stmt->file;
    like.line = stmt->line;
    *stmt = like;
    r->like = 1;
    return NULL;
}

static const char *header_order(cd_sqlread_t *r, const char *value)
{
    r->stmt->order = words(r->pool, value);
    return NULL;
}

static const char *header_most(cd_sqlread_t *r, const char *value)
{
    const char *section;
    cd_most_t most;

    most.n = atoi(cd_sql_first_word(r->pool, value, &section));
    most.section = apr_pstrdup(r->pool, section);
    if (!r->most_given) {
        r->stmt->most = apr_array_make(r->pool, 2, sizeof(cd_most_t));
        r->most_given = 1;
    }
    if (r->stmt->most->nelts == CD_MOSTS) {
        return "a statement has at most eight :most";
    }
    APR_ARRAY_PUSH(r->stmt->most, cd_most_t) = most;
    return most.n >= 1 && most.n <= 10000 && cd_sql_is_name(section)
        ? NULL
        : ":most takes a number from 1 to 10000 and a section";
}

static const char *header_adds(cd_sqlread_t *r, const char *value)
{
    r->stmt->adds = apr_pstrdup(r->pool, value);
    return cd_sql_is_name(value) ? NULL : ":adds takes the name of a row";
}

static const char *header_holds(cd_sqlread_t *r, const char *value)
{
    r->stmt->holds = strcmp(value, "no") != 0;
    return !*value || !r->stmt->holds ? NULL : ":holds takes nothing, or no";
}

static const char *header_needs(cd_sqlread_t *r, const char *value)
{
    r->stmt->needs = strcmp(value, "no") ? apr_pstrdup(r->pool, value) : NULL;
    return cd_sql_is_name(value) ? NULL : ":needs takes one name, or no";
}

static const char *header_pick(cd_sqlread_t *r, const char *value)
{
    r->stmt->picks = words(r->pool, value);
    return r->stmt->picks->nelts <= CD_MOSTS ? NULL
                                             : ":pick takes up to eight names";
}

static const char *header_arrange(cd_sqlread_t *r, const char *value)
{
    r->stmt->arranges =
        strcmp(value, "no") ? apr_pstrdup(r->pool, value) : NULL;
    return cd_sql_is_name(value) ? NULL : ":arrange takes a section, or no";
}

static const char *header_keep(cd_sqlread_t *r, const char *value)
{
    r->stmt->keep = !strcmp(value, "site");
    return r->stmt->keep || !strcmp(value, "no")
        ? NULL
        : ":keep takes the word site, or no";
}

static const char *header_volatile(cd_sqlread_t *r, const char *value)
{
    r->stmt->is_volatile = strcmp(value, "no") != 0;
    return !*value || !r->stmt->is_volatile ? NULL
                                            : ":volatile takes nothing, or no";
}

static const struct {
    const char *key;
    const char *(*read)(cd_sqlread_t *r, const char *value);
} headers[] = { { "doc", header_doc },
                { "section", header_section },
                { "row", header_row },
                { "rows", header_rows },
                { "permission", header_permission },
                { "columns", header_columns },
                { "markdown", header_markdown },
                { "args", header_args },
                { "sort", header_sort },
                { "filter", header_filter },
                { "page", header_page },
                { "like", header_like },
                { "order", header_order },
                { "most", header_most },
                { "adds", header_adds },
                { "holds", header_holds },
                { "needs", header_needs },
                { "pick", header_pick },
                { "arrange", header_arrange },
                { "keep", header_keep },
                { "volatile", header_volatile },
                { NULL, NULL } };

const char *cd_sqlcat_header(cd_sqlread_t *r, const char *key,
                             const char *value)
{
    int i;

    for (i = 0; headers[i].key; i++) {
        if (!strcmp(headers[i].key, key)) {
            return headers[i].read(r, value);
        }
    }
    return apr_pstrcat(r->pool, "unknown header :", key, NULL);
}
