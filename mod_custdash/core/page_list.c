/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: sort, filters and keyset paging out of the query, never SQL out of
 * it. */
#include <apr_encode.h>
#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "page.h"
#include "utf8.h"

#define MAX_CURSOR 2000
#define MAX_TYPED 100 /* characters */
#define MAX_DIGITS 18

typedef struct {
    cd_ctx_t *ctx;
    const cd_stmt_t *stmt;
    cd_variant_t variant;
    xmlNodePtr section;
    xmlNodePtr first_row; /* the first element of a row */
    int rows;
    int more; /* there was one row too many */
    const char *after[CD_SORT_KEYS];
    const char *values[CD_LIST_FILTERS]; /* of the chosen filters */
    const char *first_keys, *last_keys;
} list_t;

static const cd_sort_t *sort_of(const list_t *list)
{
    return &APR_ARRAY_IDX(list->stmt->sorts, list->variant.sort, cd_sort_t);
}

static const char *order_of(const list_t *list)
{
    return sort_of(list)->descending[0] ^ list->variant.reversed ? "desc"
                                                                 : "asc";
}

static void choose_sort(list_t *list)
{
    const char *name = apr_table_get(list->ctx->query, "sort");
    const char *order = apr_table_get(list->ctx->query, "order");
    int i;

    for (i = 0; name && i < list->stmt->sorts->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(list->stmt->sorts, i, cd_sort_t).name,
                    name)) {
            list->variant.sort = i;
        }
    }
    if (order && (!strcmp(order, "asc") || !strcmp(order, "desc"))) {
        list->variant.reversed = strcmp(order, order_of(list)) != 0;
    }
}

static int starts_filter(const list_t *list, int i)
{
    const cd_choice_t *c = &APR_ARRAY_IDX(list->stmt->choices, 0, cd_choice_t);
    int j;

    for (j = 0; j < i; j++) {
        if (!strcmp(c[j].filter, c[i].filter)) {
            return 0;
        }
    }
    return 1;
}

/* What may be typed for a choice that is open: words, or a number. */
static int is_typed(const cd_choice_t *c, const char *value)
{
    apr_size_t length = cd_utf8_length(value);

    if (!strcmp(c->value, CD_CHOICE_WORDS)) {
        return length > 0 && length <= MAX_TYPED;
    }
    return !strcmp(c->value, CD_CHOICE_NUMBER) && length > 0
        && length <= MAX_DIGITS && strspn(value, "0123456789") == length;
}

static const char *asked_for(const list_t *list, const cd_choice_t *c)
{
    const char *value = apr_table_get(list->ctx->query, c->filter);

    if (value && cd_choice_is_open(c)) {
        value = cd_utf8_trim(list->ctx->pool, value);
        return is_typed(c, value) ? value : NULL;
    }
    return value && !strcmp(value, c->value) ? value : NULL;
}

static void choose_filters(list_t *list)
{
    const apr_array_header_t *choices = list->stmt->choices;
    int i, n = 0;

    for (i = 0; i < choices->nelts && n < CD_LIST_FILTERS; i++) {
        const cd_choice_t *c = &APR_ARRAY_IDX(choices, i, cd_choice_t);
        const char *value = asked_for(list, c);

        if (value) {
            list->values[n] = value;
            list->variant.chosen[n++] = i + 1;
        }
    }
}

/* Keys travel as base64url texts with dots between them. */
static const char *encode_keys(apr_pool_t *pool, const cd_row_t *row)
{
    const char *text = "";
    int first = row->n - row->keys, i;

    for (i = first; i < row->n; i++) {
        const char *value = row->value[i] ? row->value[i] : "";

        text =
            apr_pstrcat(pool, text, i > first ? "." : "",
                        apr_pencode_base64(
                            pool, value, row->len[i],
                            APR_ENCODE_BASE64URL | APR_ENCODE_NOPADDING, NULL),
                        NULL);
    }
    return text;
}

/* 2026-11-23T10:00:00Z back to what both servers compare with a DATETIME. */
static const char *sql_instant(apr_pool_t *pool, const char *value)
{
    char *copy;

    if (strlen(value) != 20 || value[10] != 'T' || value[19] != 'Z') {
        return value;
    }
    copy = apr_pstrmemdup(pool, value, 19);
    copy[10] = ' ';
    return copy;
}

static int decode_keys(list_t *list, const char *text)
{
    apr_pool_t *pool = list->ctx->pool;
    int n = sort_of(list)->n, i;

    if (strlen(text) > MAX_CURSOR) {
        return 0;
    }
    for (i = 0; i < n; i++) {
        const char *key = apr_pstrmemdup(pool, text, strcspn(text, "."));
        const char *value = *key
            ? apr_pdecode_base64(pool, key, APR_ENCODE_STRING,
                                 APR_ENCODE_BASE64URL, NULL)
            : "";

        text += strlen(key);
        if (!value || (*text == '\0') != (i == n - 1)) {
            return 0;
        }
        text += *text == '.';
        list->after[i] = sql_instant(pool, value);
    }
    return 1;
}

static void choose_place(list_t *list)
{
    const char *after = apr_table_get(list->ctx->query, "after");
    const char *before = apr_table_get(list->ctx->query, "before");

    if (after && decode_keys(list, after)) {
        list->variant.after = 1;
    }
    else if (before && decode_keys(list, before)) {
        list->variant.after = list->variant.before = 1;
    }
}

static const char *with(const list_t *list, const char *query,
                        const char *name, const char *value)
{
    apr_pool_t *pool = list->ctx->pool;

    return apr_pstrcat(pool, query, *query ? "&" : "?", name, "=",
                       apr_pescape_urlencoded(pool, value), NULL);
}

/* The chosen filters but @a except as a query string. */
static const char *filter_query(const list_t *list, const char *except)
{
    const char *query = "";
    int i;

    for (i = 0; i < CD_LIST_FILTERS && list->variant.chosen[i]; i++) {
        const cd_choice_t *c = &APR_ARRAY_IDX(
            list->stmt->choices, list->variant.chosen[i] - 1, cd_choice_t);

        if (!except || strcmp(c->filter, except)) {
            query = with(list, query, c->filter, list->values[i]);
        }
    }
    return query;
}

static const char *sort_query(const list_t *list, const char *query)
{
    if (list->variant.sort || list->variant.reversed) {
        query = with(list, query, "sort", sort_of(list)->name);
        query = with(list, query, "order", order_of(list));
    }
    return query;
}

/* A link to the list itself needs a "?" also when nothing is chosen. */
static void set_href(list_t *list, xmlNodePtr node, const char *name,
                     const char *query)
{
    cd_doc_set(list->ctx->doc, node, name, *query ? query : "?");
}

static int is_chosen(const list_t *list, int choice)
{
    int i;

    for (i = 0; i < CD_LIST_FILTERS; i++) {
        if (list->variant.chosen[i] == choice + 1) {
            return 1;
        }
    }
    return 0;
}

static xmlNodePtr show_option(list_t *list, xmlNodePtr filter,
                              const char *value, const char *query)
{
    xmlNodePtr option = cd_doc_element(list->ctx->doc, filter, "option");

    cd_doc_set(list->ctx->doc, option, "value", value);
    set_href(list, option, "href", query);
    return option;
}

/* An open one has no options: what was typed is shown again. */
static void show_typed(list_t *list, const cd_choice_t *c, int choice)
{
    cd_doc_t *doc = list->ctx->doc;
    xmlNodePtr node = cd_doc_element(doc, list->section, "filter");
    int i;

    cd_doc_set(doc, node, "name", c->filter);
    cd_doc_set(doc, node, "typed",
               strcmp(c->value, CD_CHOICE_WORDS) ? "number" : "words");
    for (i = 0; i < CD_LIST_FILTERS; i++) {
        if (list->variant.chosen[i] == choice + 1) {
            cd_doc_set(doc, node, "value", list->values[i]);
        }
    }
}

static void show_filter(list_t *list, const char *filter)
{
    cd_doc_t *doc = list->ctx->doc;
    const char *rest = sort_query(list, filter_query(list, filter));
    xmlNodePtr node = cd_doc_element(doc, list->section, "filter"), option;
    int i, any = 0;
    xmlNodePtr all;

    cd_doc_set(doc, node, "name", filter);
    all = show_option(list, node, "", rest);
    for (i = 0; i < list->stmt->choices->nelts; i++) {
        const cd_choice_t *c =
            &APR_ARRAY_IDX(list->stmt->choices, i, cd_choice_t);

        if (strcmp(c->filter, filter)) {
            continue;
        }
        option = show_option(list, node, c->value,
                             with(list, rest, filter, c->value));
        if (is_chosen(list, i)) {
            cd_doc_set(doc, option, "selected", "1");
            any = 1;
        }
    }
    if (!any) {
        cd_doc_set(doc, all, "selected", "1");
    }
}

static void show_filters(list_t *list)
{
    int i;

    for (i = 0; i < list->stmt->choices->nelts; i++) {
        const cd_choice_t *c =
            &APR_ARRAY_IDX(list->stmt->choices, i, cd_choice_t);

        if (cd_choice_is_open(c)) {
            show_typed(list, c, i);
        }
        else if (starts_filter(list, i)) {
            show_filter(list, c->filter);
        }
    }
}

/* A sort's link: the one in force leads to its reverse. */
static void show_sort(list_t *list, int i)
{
    list_t other = *list;
    xmlNodePtr node = cd_doc_element(list->ctx->doc, list->section, "sort");
    int current = i == list->variant.sort;

    other.variant.sort = i;
    other.variant.reversed = current ? !list->variant.reversed : 0;
    cd_doc_set(list->ctx->doc, node, "name", sort_of(&other)->name);
    set_href(list, node, "href", sort_query(&other, filter_query(list, NULL)));
    if (current) {
        cd_doc_set(list->ctx->doc, node, "selected", "1");
        cd_doc_set(list->ctx->doc, node, "order", order_of(list));
    }
}

static void show_head(list_t *list)
{
    cd_doc_t *doc = list->ctx->doc;
    int i;

    cd_doc_set(doc, list->section, "list", "1");
    cd_doc_set(doc, list->section, "sort", sort_of(list)->name);
    cd_doc_set(doc, list->section, "order", order_of(list));
    show_filters(list);
    for (i = 0; i < list->stmt->sorts->nelts; i++) {
        show_sort(list, i);
    }
}

static cd_db_result_t take_row(void *baton, const cd_row_t *row)
{
    list_t *list = baton;

    if (list->rows == list->stmt->page_size) {
        list->more = 1;
        return CD_DB_OK;
    }
    if (cd_doc_row(list->ctx->doc, list->stmt, row) != APR_SUCCESS) {
        return CD_DB_ERROR;
    }
    if (list->rows++ == 0) {
        list->first_row = list->section->last;
        list->first_keys = encode_keys(list->ctx->pool, row);
    }
    list->last_keys = encode_keys(list->ctx->pool, row);
    return CD_DB_OK;
}

/* Rows read towards the beginning came last row first. */
static void turn_round(list_t *list)
{
    xmlNodePtr node = list->first_row, next;
    const char *keys = list->first_keys;

    for (node = node ? node->next : NULL; node; node = next) {
        next = node->next;
        xmlUnlinkNode(node);
        xmlAddPrevSibling(list->first_row, node);
        list->first_row = node;
    }
    list->first_keys = list->last_keys;
    list->last_keys = keys;
}

static void show_neighbours(list_t *list)
{
    const char *here = sort_query(list, filter_query(list, NULL));
    int back = list->variant.before;
    int next = back ? 1 : list->more;
    int previous = back ? list->more : list->variant.after;

    if (next && list->rows) {
        set_href(list, list->section, "next",
                 with(list, here, "after", list->last_keys));
    }
    if (previous) {
        set_href(list, list->section, "first", here);
        if (list->rows) {
            set_href(list, list->section, "previous",
                     with(list, here, "before", list->first_keys));
        }
    }
}

/* Words as a pattern of LIKE: what its signs mean is taken from them, and
 * between two words there may be others. */
static const char *pattern(apr_pool_t *pool, const char *words)
{
    char *text = apr_palloc(pool, 2 * strlen(words) + 3), *to = text;

    *to++ = '%';
    for (; *words; words++) {
        if (strchr("\\%_", *words)) {
            *to++ = '\\';
        }
        if (*words != ' ') {
            *to++ = *words;
        }
        else if (to[-1] != '%' || (to > text + 1 && to[-2] == '\\')) {
            *to++ = '%';
        }
    }
    *to++ = '%';
    *to = '\0';
    return text;
}

static cd_value_t bound(const list_t *list, int i)
{
    const cd_choice_t *c = &APR_ARRAY_IDX(
        list->stmt->choices, list->variant.chosen[i] - 1, cd_choice_t);

    if (!strcmp(c->value, CD_CHOICE_NUMBER)) {
        return cd_int_v(apr_atoi64(list->values[i]));
    }
    return cd_text_v(strcmp(c->value, CD_CHOICE_WORDS)
                         ? list->values[i]
                         : pattern(list->ctx->pool, list->values[i]));
}

static int add_args(list_t *list, const cd_arg_t *args, int n, cd_arg_t *all)
{
    static const char *const names[CD_SORT_KEYS] = { "after1", "after2",
                                                     "after3", "after4" };
    int i;

    memcpy(all, args, n * sizeof(*args));
    for (i = 0; list->variant.after && i < sort_of(list)->n; i++) {
        all[n++] = (cd_arg_t){ names[i], cd_text_v(list->after[i]) };
    }
    for (i = 0; i < CD_LIST_FILTERS && list->variant.chosen[i]; i++) {
        const cd_choice_t *c = &APR_ARRAY_IDX(
            list->stmt->choices, list->variant.chosen[i] - 1, cd_choice_t);

        all[n++] = (cd_arg_t){ c->filter, bound(list, i) };
    }
    return n;
}

cd_db_result_t cd_page_list(cd_ctx_t *ctx, const cd_stmt_t *stmt,
                            const cd_arg_t *args, int n)
{
    list_t list = { 0 };
    cd_arg_t *all = apr_palloc(
        ctx->pool, (n + CD_SORT_KEYS + CD_LIST_FILTERS) * sizeof(*all));
    cd_db_result_t result;

    list.ctx = ctx;
    list.stmt = stmt;
    list.section = cd_doc_section(
        ctx->doc, APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t).section);
    choose_sort(&list);
    choose_filters(&list);
    choose_place(&list);
    list.variant.whole = ctx->viewer && !ctx->viewer->scoped;
    show_head(&list);
    n = add_args(&list, args, n, all);
    result =
        cd_db_select(ctx->db, stmt, &list.variant, all, n, take_row, &list);
    if (result == CD_DB_OK) {
        if (list.variant.before) {
            turn_round(&list);
        }
        show_neighbours(&list);
    }
    return result;
}
