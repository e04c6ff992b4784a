/* SPDX-License-Identifier: Apache-2.0 */
/* XPath 1.0 expressions (XPath, 3) parsed by recursive descent. */
#include "theme_internal.h"
#include "theme_xpath.h"

#include <limits.h>
#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <libxml/xpath.h>

#define NESTING 60

typedef struct {
    const cd_scope_t *scope;
    const char *at;
    int failed;
    int depth;
} parser_t;

static cd_expr_t *parse_expression(parser_t *p);

static void *fail(parser_t *p)
{
    p->failed = 1;
    return NULL;
}

static void skip_blank(parser_t *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

/* Takes a token of signs. */
static int take(parser_t *p, const char *token)
{
    apr_size_t len = strlen(token);

    skip_blank(p);
    if (strncmp(p->at, token, len) != 0) {
        return 0;
    }
    p->at += len;
    return 1;
}

static int is_name_start(int c)
{
    return apr_isalpha(c) || c == '_' || c >= 0x80;
}

static int is_name_part(int c)
{
    return is_name_start(c) || apr_isdigit(c) || c == '-' || c == '.';
}

static apr_size_t name_length(const char *at)
{
    apr_size_t len = 0;

    if (is_name_start((unsigned char) *at)) {
        while (is_name_part((unsigned char) at[len])) {
            len++;
        }
    }
    return len;
}

/* Takes an operator that is a word. */
static int take_word(parser_t *p, const char *word)
{
    apr_size_t len;

    skip_blank(p);
    len = name_length(p->at);
    if (len != strlen(word) || strncmp(p->at, word, len) != 0) {
        return 0;
    }
    p->at += len;
    return 1;
}

static const char *take_name(parser_t *p)
{
    apr_size_t len;

    skip_blank(p);
    len = name_length(p->at);
    if (len == 0) {
        return fail(p);
    }
    p->at += len;
    return apr_pstrmemdup(p->scope->pool, p->at - len, len);
}

static cd_expr_t *make(parser_t *p, cd_op_t op, cd_kind_t kind, int n)
{
    cd_expr_t *e = apr_pcalloc(p->scope->pool, sizeof(*e));

    e->op = op;
    e->kind = kind;
    e->n = n;
    if (n > 0) {
        e->args =
            apr_pcalloc(p->scope->pool, (apr_size_t) n * sizeof(*e->args));
    }
    return e;
}

static cd_expr_t *two(parser_t *p, cd_op_t op, cd_kind_t kind, cd_expr_t *a,
                      cd_expr_t *b)
{
    cd_expr_t *e;

    if (!a || !b) {
        return fail(p);
    }
    e = make(p, op, kind, 2);
    e->args[0] = a;
    e->args[1] = b;
    e->positional = a->positional || b->positional;
    return e;
}

/* --- steps */

static const struct {
    const char *name;
    cd_axis_t axis;
} axes[] = {
    { "child", CD_AXIS_CHILD },
    { "attribute", CD_AXIS_ATTRIBUTE },
    { "self", CD_AXIS_SELF },
    { "parent", CD_AXIS_PARENT },
    { "descendant", CD_AXIS_DESCENDANT },
    { "descendant-or-self", CD_AXIS_DESCENDANT_OR_SELF },
    { "ancestor", CD_AXIS_ANCESTOR },
    { "ancestor-or-self", CD_AXIS_ANCESTOR_OR_SELF },
    { "following-sibling", CD_AXIS_FOLLOWING_SIBLING },
    { "preceding-sibling", CD_AXIS_PRECEDING_SIBLING },
    { NULL, CD_AXIS_CHILD },
};

static const struct {
    const char *name;
    cd_test_t test;
} node_types[] = {
    { "node", CD_TEST_NODE },
    { "text", CD_TEST_TEXT },
    { "comment", CD_TEST_COMMENT },
    { "processing-instruction", CD_TEST_INSTRUCTION },
    { NULL, CD_TEST_NODE },
};

static int node_type(const char *name, apr_size_t len)
{
    int i;

    for (i = 0; node_types[i].name; i++) {
        if (strlen(node_types[i].name) == len
            && strncmp(node_types[i].name, name, len) == 0) {
            return i;
        }
    }
    return -1;
}

/* "child::" and the like, or "@". */
static cd_axis_t parse_axis(parser_t *p)
{
    apr_size_t len;
    const char *after;
    int i;

    if (take(p, "@")) {
        return CD_AXIS_ATTRIBUTE;
    }
    skip_blank(p);
    len = name_length(p->at);
    after = p->at + len + strspn(p->at + len, " \t\r\n");
    if (len == 0 || strncmp(after, "::", 2) != 0) {
        return CD_AXIS_CHILD;
    }
    for (i = 0; axes[i].name; i++) {
        if (strlen(axes[i].name) == len
            && strncmp(axes[i].name, p->at, len) == 0) {
            p->at = after + 2;
            return axes[i].axis;
        }
    }
    fail(p);
    return CD_AXIS_CHILD;
}

/* No prefixes here: documents have no namespaces. */
static void parse_test(parser_t *p, cd_step_t *step)
{
    const char *name;
    int type;

    if (take(p, "*")) {
        step->test = CD_TEST_PRINCIPAL;
        return;
    }
    name = take_name(p);
    if (!name) {
        return;
    }
    if (*p->at == ':') {
        fail(p);
        return;
    }
    if (!take(p, "(")) {
        step->test = CD_TEST_NAME;
        step->name = cd_names_add(p->scope->names, name);
        return;
    }
    type = node_type(name, strlen(name));
    if (type < 0 || !take(p, ")")) {
        fail(p);
        return;
    }
    step->test = node_types[type].test;
}

static void parse_predicates(parser_t *p, cd_step_t *step)
{
    apr_array_header_t *all =
        apr_array_make(p->scope->pool, 1, sizeof(cd_expr_t *));

    while (!p->failed && take(p, "[")) {
        APR_ARRAY_PUSH(all, cd_expr_t *) = parse_expression(p);
        if (!take(p, "]")) {
            fail(p);
        }
    }
    step->predicates = (cd_expr_t **) all->elts;
    step->n = all->nelts;
}

static void parse_step(parser_t *p, cd_step_t *step)
{
    memset(step, 0, sizeof(*step));
    if (take(p, "..")) {
        step->axis = CD_AXIS_PARENT;
        step->test = CD_TEST_NODE;
        return;
    }
    skip_blank(p);
    if (*p->at == '.' && !apr_isdigit(p->at[1])) {
        p->at++;
        step->axis = CD_AXIS_SELF;
        step->test = CD_TEST_NODE;
        return;
    }
    step->axis = parse_axis(p);
    parse_test(p, step);
    parse_predicates(p, step);
}

static const cd_step_t anywhere = { CD_AXIS_DESCENDANT_OR_SELF, CD_TEST_NODE,
                                    0, NULL, 0 };

/* A step behind "//"; what libxml2 makes of ".//." is its own. */
static int is_below(const cd_step_t *step)
{
    return step->axis == CD_AXIS_CHILD || step->axis == CD_AXIS_ATTRIBUTE;
}

/* "//b" is a descendant, unless its place among its siblings is asked for. */
static int is_fused(const cd_step_t *step)
{
    int i;

    for (i = 0; i < step->n; i++) {
        if (step->predicates[i]->positional
            || step->predicates[i]->kind == CD_NUMBER
            || step->predicates[i]->kind == CD_ANY) {
            return 0;
        }
    }
    return step->axis == CD_AXIS_CHILD;
}

/* The steps from here on. A first "/" is taken, for "//" there is a step
 * already. */
static void parse_steps(parser_t *p, apr_array_header_t *steps)
{
    int below = steps->nelts > 0;
    cd_step_t *step;

    while (!p->failed && steps->nelts < NESTING) {
        step = apr_array_push(steps);
        parse_step(p, step);
        if (p->failed || (below && !is_below(step))) {
            break;
        }
        if (below && is_fused(step)) {
            step->axis = CD_AXIS_DESCENDANT;
            step[-1] = *step;
            steps->nelts--;
        }
        below = take(p, "//");
        if (below) {
            *(cd_step_t *) apr_array_push(steps) = anywhere;
        }
        else if (!take(p, "/")) {
            return;
        }
    }
    fail(p);
}

static int starts_step(parser_t *p)
{
    skip_blank(p);
    return *p->at == '.' || *p->at == '@' || *p->at == '*'
        || is_name_start((unsigned char) *p->at);
}

/* A path has a first node that can be found by going down, when it goes up
 * before it goes down and asks nothing on the way. 2: it has only one. */
static int is_plain(const cd_expr_t *path)
{
    int i, down = 0, many = 0;

    for (i = 0; i < path->n_steps; i++) {
        const cd_step_t *step = &path->steps[i];

        if (step->axis > CD_AXIS_PARENT || step->n > 0
            || (step->axis == CD_AXIS_PARENT && down)) {
            return 0;
        }
        down |= step->axis < CD_AXIS_SELF;
        many |= down
            && (step->axis != CD_AXIS_ATTRIBUTE || step->test != CD_TEST_NAME);
    }
    return path->n > 0 ? 0 : many ? 1 : 2;
}

static cd_expr_t *path_of(parser_t *p, cd_expr_t *start, int absolute,
                          apr_array_header_t *steps)
{
    cd_expr_t *e = make(p, CD_X_PATH, CD_NODES, start ? 1 : 0);

    if (start) {
        e->args[0] = start;
        e->positional = start->positional;
        if (start->kind != CD_NODES && start->kind != CD_ANY) {
            return fail(p);
        }
    }
    e->absolute = absolute;
    e->steps = (cd_step_t *) steps->elts;
    e->n_steps = steps->nelts;
    e->plain = is_plain(e);
    return e;
}

static cd_expr_t *parse_location(parser_t *p)
{
    apr_array_header_t *steps =
        apr_array_make(p->scope->pool, 2, sizeof(cd_step_t));
    int absolute = 0;

    if (take(p, "//")) {
        absolute = 1;
        *(cd_step_t *) apr_array_push(steps) = anywhere;
        parse_steps(p, steps);
    }
    else {
        absolute = take(p, "/");
        if (!absolute || starts_step(p)) {
            parse_steps(p, steps);
        }
    }
    return p->failed ? NULL : path_of(p, NULL, absolute, steps);
}

/* --- what a path may start from */

static cd_expr_t *parse_literal(parser_t *p)
{
    const char *end = strchr(p->at + 1, *p->at);
    cd_expr_t *e;

    if (!end) {
        return fail(p);
    }
    e = make(p, CD_X_LITERAL, CD_STRING, 0);
    e->text = cd_str(apr_pstrmemdup(p->scope->pool, p->at + 1,
                                    (apr_size_t) (end - p->at - 1)));
    p->at = end + 1;
    return e;
}

static cd_expr_t *parse_number(parser_t *p)
{
    apr_size_t len = strspn(p->at, "0123456789.");
    cd_expr_t *e = make(p, CD_X_NUMBER, CD_NUMBER, 0);

    e->number = cd_xpath_to_number(apr_pstrmemdup(p->scope->pool, p->at, len));
    p->at += len;
    return p->at[0] == 'e' || p->at[0] == 'E' ? fail(p) : e;
}

static cd_expr_t *parse_variable(parser_t *p)
{
    cd_expr_t *e = make(p, CD_X_VARIABLE, CD_ANY, 0);
    const char *name;

    p->at++;
    name = take_name(p);
    if (!name || *p->at == ':') {
        return fail(p);
    }
    e->slot = p->scope->variable(p->scope, name);
    return e->slot == INT_MIN ? fail(p) : e;
}

static int is_ours(const parser_t *p, const char *prefix)
{
    xmlNsPtr ns = xmlSearchNs(p->scope->place->doc, p->scope->place,
                              (const xmlChar *) prefix);

    return ns && strcmp((const char *) ns->href, CD_FUNCTIONS) == 0;
}

static void resolve(parser_t *p, cd_expr_t *e, const char *prefix,
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
        fail(p);
    }
}

static cd_expr_t *parse_call(parser_t *p)
{
    apr_array_header_t *args =
        apr_array_make(p->scope->pool, 2, sizeof(cd_expr_t *));
    const char *prefix = NULL, *name = take_name(p);
    cd_expr_t *e;

    if (name && *p->at == ':') {
        p->at++;
        prefix = name;
        name = take_name(p);
    }
    if (!name || !take(p, "(")) {
        return fail(p);
    }
    while (!p->failed && !take(p, ")")) {
        if (args->nelts > 0 && !take(p, ",")) {
            return fail(p);
        }
        APR_ARRAY_PUSH(args, cd_expr_t *) = parse_expression(p);
    }
    if (p->failed) {
        return NULL;
    }
    e = make(p, CD_X_CALL, CD_STRING, 0);
    e->args = (cd_expr_t **) args->elts;
    e->n = args->nelts;
    resolve(p, e, prefix, name);
    return e;
}

/* A name with a parenthesis behind it that asks for no type of node. */
static int is_call(parser_t *p)
{
    apr_size_t len = name_length(p->at), first = len;
    const char *at = p->at + len;

    if (len > 0 && *at == ':' && at[1] != ':') {
        len = name_length(++at);
        at += len;
    }
    return len > 0 && at[strspn(at, " \t\r\n")] == '('
        && node_type(p->at, first) < 0;
}

static cd_expr_t *parse_primary(parser_t *p)
{
    cd_expr_t *e;

    skip_blank(p);
    if (*p->at == '(') {
        p->at++;
        e = parse_expression(p);
        return take(p, ")") ? e : fail(p);
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
static cd_expr_t *parse_path(parser_t *p)
{
    apr_array_header_t *steps;
    cd_expr_t *e = parse_primary(p);

    if (p->failed) {
        return NULL;
    }
    if (!e) {
        return parse_location(p);
    }
    skip_blank(p);
    if (*p->at == '[') {
        return fail(p);
    }
    if (*p->at != '/') {
        return e;
    }
    steps = apr_array_make(p->scope->pool, 2, sizeof(cd_step_t));
    if (take(p, "//")) {
        *(cd_step_t *) apr_array_push(steps) = anywhere;
    }
    else {
        take(p, "/");
    }
    parse_steps(p, steps);
    return p->failed ? NULL : path_of(p, e, 0, steps);
}

/* --- operators, the loosest last */

static cd_expr_t *parse_union(parser_t *p)
{
    cd_expr_t *e = parse_path(p);

    while (!p->failed && take(p, "|")) {
        e = two(p, CD_X_UNION, CD_NODES, e, parse_path(p));
    }
    return p->failed ? NULL : e;
}

static cd_expr_t *parse_unary(parser_t *p)
{
    cd_expr_t *e;

    if (!take(p, "-")) {
        return parse_union(p);
    }
    e = make(p, CD_X_NEGATE, CD_NUMBER, 1);
    if (++p->depth > NESTING) {
        return fail(p);
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

static const operator_t *take_operator(parser_t *p, const operator_t *level)
{
    for (; level->token; level++) {
        if (apr_isalpha(*level->token) ? take_word(p, level->token)
                                       : take(p, level->token)) {
            return level;
        }
    }
    return NULL;
}

static cd_expr_t *parse_level(parser_t *p, int level)
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

static cd_expr_t *parse_expression(parser_t *p)
{
    cd_expr_t *e;

    if (++p->depth > NESTING) {
        return fail(p);
    }
    e = parse_level(p, 0);
    p->depth--;
    return e;
}

cd_expr_t *cd_xpath_parse(const cd_scope_t *scope, const char *text)
{
    parser_t p = { scope, text, 0, 0 };
    cd_expr_t *e = parse_expression(&p);

    skip_blank(&p);
    return p.failed || *p.at ? NULL : e;
}
