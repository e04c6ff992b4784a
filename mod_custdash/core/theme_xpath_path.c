/* SPDX-License-Identifier: Apache-2.0 */
/* Location paths (XPath, 2) parsed. */
#include "theme_xpath_parse.h"

#include <string.h>

#include <apr_lib.h>

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

int cd_parse_node_type(const char *name, apr_size_t len)
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
static cd_axis_t parse_axis(cd_parser_t *p)
{
    apr_size_t len;
    const char *after;
    int i;

    if (cd_parse_take(p, "@")) {
        return CD_AXIS_ATTRIBUTE;
    }
    cd_parse_skip(p);
    len = cd_parse_name_length(p->at);
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
    cd_parse_fail(p);
    return CD_AXIS_CHILD;
}

/* No prefixes here: documents have no namespaces. */
static void parse_test(cd_parser_t *p, cd_step_t *step)
{
    const char *name;
    int type;

    if (cd_parse_take(p, "*")) {
        step->test = CD_TEST_PRINCIPAL;
        return;
    }
    name = cd_parse_name(p);
    if (!name) {
        return;
    }
    if (*p->at == ':') {
        cd_parse_fail(p);
        return;
    }
    if (!cd_parse_take(p, "(")) {
        step->test = CD_TEST_NAME;
        step->name = cd_names_add(p->scope->names, name);
        return;
    }
    type = cd_parse_node_type(name, strlen(name));
    if (type < 0 || !cd_parse_take(p, ")")) {
        cd_parse_fail(p);
        return;
    }
    step->test = node_types[type].test;
}

static void parse_predicates(cd_parser_t *p, cd_step_t *step)
{
    apr_array_header_t *all =
        apr_array_make(p->scope->pool, 1, sizeof(cd_expr_t *));

    while (!p->failed && cd_parse_take(p, "[")) {
        APR_ARRAY_PUSH(all, cd_expr_t *) = cd_parse_expression(p);
        if (!cd_parse_take(p, "]")) {
            cd_parse_fail(p);
        }
    }
    step->predicates = (cd_expr_t **) all->elts;
    step->n = all->nelts;
}

static void parse_step(cd_parser_t *p, cd_step_t *step)
{
    memset(step, 0, sizeof(*step));
    if (cd_parse_take(p, "..")) {
        step->axis = CD_AXIS_PARENT;
        step->test = CD_TEST_NODE;
        return;
    }
    cd_parse_skip(p);
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

void cd_parse_below(apr_array_header_t *steps)
{
    cd_step_t *step = apr_array_push(steps);

    memset(step, 0, sizeof(*step));
    step->axis = CD_AXIS_DESCENDANT_OR_SELF;
    step->test = CD_TEST_NODE;
}

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

void cd_parse_steps(cd_parser_t *p, apr_array_header_t *steps)
{
    int below = steps->nelts > 0;
    cd_step_t *step;

    while (!p->failed && steps->nelts < CD_PARSE_NESTING) {
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
        below = cd_parse_take(p, "//");
        if (below) {
            cd_parse_below(steps);
        }
        else if (!cd_parse_take(p, "/")) {
            return;
        }
    }
    cd_parse_fail(p);
}

static int starts_step(cd_parser_t *p)
{
    cd_parse_skip(p);
    return *p->at == '.' || *p->at == '@' || *p->at == '*'
        || cd_parse_name_length(p->at) > 0;
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

cd_expr_t *cd_parse_path_of(cd_parser_t *p, cd_expr_t *start, int absolute,
                            apr_array_header_t *steps)
{
    cd_expr_t *e = cd_parse_make(p, CD_X_PATH, CD_NODES, start ? 1 : 0);

    if (start) {
        e->args[0] = start;
        e->positional = start->positional;
        if (start->kind != CD_NODES && start->kind != CD_ANY) {
            return cd_parse_fail(p);
        }
    }
    e->absolute = absolute;
    e->steps = (cd_step_t *) steps->elts;
    e->n_steps = steps->nelts;
    e->plain = is_plain(e);
    return e;
}

cd_expr_t *cd_parse_location(cd_parser_t *p)
{
    apr_array_header_t *steps =
        apr_array_make(p->scope->pool, 2, sizeof(cd_step_t));
    int absolute = 0;

    if (cd_parse_take(p, "//")) {
        absolute = 1;
        cd_parse_below(steps);
        cd_parse_steps(p, steps);
    }
    else {
        absolute = cd_parse_take(p, "/");
        if (!absolute || starts_step(p)) {
            cd_parse_steps(p, steps);
        }
    }
    return p->failed ? NULL : cd_parse_path_of(p, NULL, absolute, steps);
}
