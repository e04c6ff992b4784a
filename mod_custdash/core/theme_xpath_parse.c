/* SPDX-License-Identifier: Apache-2.0 */
/* XPath 1.0 expressions (XPath, 3) parsed. */
#include "theme_xpath_parse.h"

#include <limits.h>
#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>

/* --- what a path may start from */

static cd_expr_t *parse_literal(cd_parser_t *p)
{
    const char *end = strchr(p->at + 1, *p->at);
    cd_expr_t *e;

    if (!end) {
        return cd_parse_fail(p);
    }
    e = cd_parse_make(p, CD_X_LITERAL, CD_STRING, 0);
    e->text = cd_str(apr_pstrmemdup(p->scope->pool, p->at + 1,
                                    (apr_size_t) (end - p->at - 1)));
    p->at = end + 1;
    return e;
}

static cd_expr_t *parse_number(cd_parser_t *p)
{
    apr_size_t len = strspn(p->at, "0123456789.");
    cd_expr_t *e = cd_parse_make(p, CD_X_NUMBER, CD_NUMBER, 0);

    e->number = cd_xpath_to_number(apr_pstrmemdup(p->scope->pool, p->at, len));
    p->at += len;
    return p->at[0] == 'e' || p->at[0] == 'E' ? cd_parse_fail(p) : e;
}

static cd_expr_t *parse_variable(cd_parser_t *p)
{
    cd_expr_t *e = cd_parse_make(p, CD_X_VARIABLE, CD_ANY, 0);
    const char *name;

    p->at++;
    name = cd_parse_name(p);
    if (!name || *p->at == ':') {
        return cd_parse_fail(p);
    }
    e->slot = p->scope->variable(p->scope, name);
    return e->slot == INT_MIN ? cd_parse_fail(p) : e;
}

static int is_ours(const cd_parser_t *p, const char *prefix)
{
    xmlNsPtr ns = xmlSearchNs(p->scope->place->doc, p->scope->place,
                              (const xmlChar *) prefix);

    return ns && strcmp((const char *) ns->href, CD_FUNCTIONS) == 0;
}

static void resolve(cd_parser_t *p, cd_expr_t *e, const char *prefix,
                    const char *name)
{
    int i;

    for (i = 0; i < e->n; i++) {
        e->positional |= e->args[i]->positional;
    }
    if (prefix) {
        e->op = CD_X_EXTENDED;
        e->slot = is_ours(p, prefix) ? cd_function_find(name, e->n) : -1;
        e->kind = e->slot >= 0 && cd_function_is_test(e->slot) ? CD_BOOLEAN
                                                               : CD_STRING;
    }
    else {
        e->slot = cd_xpath_function(name, e->n, &e->kind, &e->positional);
    }
    if (e->slot < 0 || (!prefix && !cd_xpath_is_done(e))) {
        cd_parse_fail(p);
    }
}

static cd_expr_t *parse_call(cd_parser_t *p)
{
    apr_array_header_t *args =
        apr_array_make(p->scope->pool, 2, sizeof(cd_expr_t *));
    const char *prefix = NULL, *name = cd_parse_name(p);
    cd_expr_t *e;

    if (name && *p->at == ':') {
        p->at++;
        prefix = name;
        name = cd_parse_name(p);
    }
    if (!name || !cd_parse_take(p, "(")) {
        return cd_parse_fail(p);
    }
    while (!p->failed && !cd_parse_take(p, ")")) {
        if (args->nelts > 0 && !cd_parse_take(p, ",")) {
            return cd_parse_fail(p);
        }
        APR_ARRAY_PUSH(args, cd_expr_t *) = cd_parse_expression(p);
    }
    if (p->failed) {
        return NULL;
    }
    e = cd_parse_make(p, CD_X_CALL, CD_STRING, 0);
    e->args = (cd_expr_t **) args->elts;
    e->n = args->nelts;
    resolve(p, e, prefix, name);
    return e;
}

/* A name with a parenthesis behind it that asks for no type of node. */
static int is_call(cd_parser_t *p)
{
    apr_size_t len = cd_parse_name_length(p->at), first = len;
    const char *at = p->at + len;

    if (len > 0 && *at == ':' && at[1] != ':') {
        len = cd_parse_name_length(++at);
        at += len;
    }
    return len > 0 && at[strspn(at, " \t\r\n")] == '('
        && cd_parse_node_type(p->at, first) < 0;
}

static cd_expr_t *parse_primary(cd_parser_t *p)
{
    cd_expr_t *e;

    cd_parse_skip(p);
    if (*p->at == '(') {
        p->at++;
        e = cd_parse_expression(p);
        return cd_parse_take(p, ")") ? e : cd_parse_fail(p);
    }
    if (*p->at == '\'' || *p->at == '"') {
        return parse_literal(p);
    }
    if (apr_isdigit(*p->at) || (*p->at == '.' && apr_isdigit(p->at[1]))) {
        return parse_number(p);
    }
    if (*p->at == '$') {
        return parse_variable(p);
    }
    return is_call(p) ? parse_call(p) : NULL;
}

/* What follows "$lines" in "$lines/@tax". Predicates on it are not done. */
static cd_expr_t *parse_path(cd_parser_t *p)
{
    apr_array_header_t *steps;
    cd_expr_t *e = parse_primary(p);

    if (p->failed) {
        return NULL;
    }
    if (!e) {
        return cd_parse_location(p);
    }
    cd_parse_skip(p);
    if (*p->at == '[') {
        return cd_parse_fail(p);
    }
    if (*p->at != '/') {
        return e;
    }
    steps = apr_array_make(p->scope->pool, 2, sizeof(cd_step_t));
    if (cd_parse_take(p, "//")) {
        cd_parse_below(steps);
    }
    else {
        cd_parse_take(p, "/");
    }
    cd_parse_steps(p, steps);
    return p->failed ? NULL : cd_parse_path_of(p, e, 0, steps);
}

/* --- operators, the loosest last */

static cd_expr_t *two(cd_parser_t *p, cd_op_t op, cd_kind_t kind, cd_expr_t *a,
                      cd_expr_t *b)
{
    cd_expr_t *e;

    if (!a || !b) {
        return cd_parse_fail(p);
    }
    e = cd_parse_make(p, op, kind, 2);
    e->args[0] = a;
    e->args[1] = b;
    e->positional = a->positional || b->positional;
    return e;
}

static cd_expr_t *parse_union(cd_parser_t *p)
{
    cd_expr_t *e = parse_path(p);

    while (!p->failed && cd_parse_take(p, "|")) {
        e = two(p, CD_X_UNION, CD_NODES, e, parse_path(p));
    }
    return p->failed ? NULL : e;
}

static cd_expr_t *parse_unary(cd_parser_t *p)
{
    cd_expr_t *e;

    if (!cd_parse_take(p, "-")) {
        return parse_union(p);
    }
    e = cd_parse_make(p, CD_X_NEGATE, CD_NUMBER, 1);
    if (++p->depth > CD_PARSE_NESTING) {
        return cd_parse_fail(p);
    }
    e->args[0] = parse_unary(p);
    p->depth--;
    e->positional = e->args[0] && e->args[0]->positional;
    return p->failed ? NULL : e;
}

/* Signs and words of one level; words have a letter first. */
typedef struct {
    const char *token;
    cd_op_t op;
} operator_t;

static const operator_t levels[][5] = {
    { { "or", CD_X_OR }, { NULL, CD_X_OR } },
    { { "and", CD_X_AND }, { NULL, CD_X_OR } },
    { { "=", CD_X_EQUAL }, { "!=", CD_X_UNEQUAL }, { NULL, CD_X_OR } },
    { { "<=", CD_X_LESS_EQUAL },
      { ">=", CD_X_GREATER_EQUAL },
      { "<", CD_X_LESS },
      { ">", CD_X_GREATER },
      { NULL, CD_X_OR } },
    { { "+", CD_X_ADD }, { "-", CD_X_SUBTRACT }, { NULL, CD_X_OR } },
    { { "*", CD_X_MULTIPLY },
      { "div", CD_X_DIVIDE },
      { "mod", CD_X_REMAINDER },
      { NULL, CD_X_OR } },
};

#define LEVELS ((int) (sizeof(levels) / sizeof(*levels)))

static const operator_t *take_operator(cd_parser_t *p, const operator_t *level)
{
    for (; level->token; level++) {
        if (apr_isalpha(*level->token) ? cd_parse_word(p, level->token)
                                       : cd_parse_take(p, level->token)) {
            return level;
        }
    }
    return NULL;
}

static cd_expr_t *parse_level(cd_parser_t *p, int level)
{
    const operator_t *operator;
    cd_expr_t *e;

    if (level == LEVELS) {
        return parse_unary(p);
    }
    e = parse_level(p, level + 1);
    while (!p->failed && (operator= take_operator(p, levels[level])) != NULL) {
        e = two(
            p, operator->op, operator->op >= CD_X_ADD ? CD_NUMBER : CD_BOOLEAN,
            e, parse_level(p, level + 1));
    }
    return p->failed ? NULL : e;
}

cd_expr_t *cd_parse_expression(cd_parser_t *p)
{
    cd_expr_t *e;

    if (++p->depth > CD_PARSE_NESTING) {
        return cd_parse_fail(p);
    }
    e = parse_level(p, 0);
    p->depth--;
    return e;
}

cd_expr_t *cd_xpath_parse(const cd_scope_t *scope, const char *text)
{
    cd_parser_t p = { scope, text, 0, 0 };
    cd_expr_t *e = cd_parse_expression(&p);

    cd_parse_skip(&p);
    return p.failed || *p.at ? NULL : e;
}
