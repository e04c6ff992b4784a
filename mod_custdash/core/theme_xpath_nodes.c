/* SPDX-License-Identifier: Apache-2.0 */
/* Location paths (XPath, 2): lists of nodes on the run's stack, in document
 * order. */
#include "theme_run.h"

#include <stdlib.h>
#include <string.h>

void cd_run_push(cd_run_t *run, const cd_node_t *node)
{
    if (run->top == run->room) {
        int room = run->room ? 2 * run->room : 256;
        const cd_node_t **stack =
            apr_palloc(run->pool, (apr_size_t) room * sizeof(*stack));

        if (run->top > 0) {
            memcpy(stack, run->stack, (apr_size_t) run->top * sizeof(*stack));
        }
        run->stack = stack;
        run->room = room;
    }
    run->stack[run->top++] = node;
}

int cd_xpath_passes(const cd_step_t *step, const cd_node_t *node)
{
    cd_node_kind_t principal =
        step->axis == CD_AXIS_ATTRIBUTE ? CD_ATTRIBUTE : CD_ELEMENT;

    switch (step->test) {
    case CD_TEST_NAME:
        return node->name == step->name && node->kind == principal;
    case CD_TEST_PRINCIPAL:
        return node->kind == principal;
    case CD_TEST_NODE:
        return 1;
    case CD_TEST_TEXT:
        return node->kind == CD_TEXT;
    case CD_TEST_COMMENT:
        return node->kind == CD_COMMENT;
    default:
        return node->kind == CD_INSTRUCTION;
    }
}

static void keep(cd_run_t *run, const cd_step_t *step, const cd_node_t *node)
{
    run->steps++;
    if (cd_xpath_passes(step, node)) {
        cd_run_push(run, node);
    }
}

static void walk_siblings(cd_run_t *run, const cd_step_t *step,
                          const cd_node_t *node)
{
    if (node->kind == CD_ATTRIBUTE) {
        return;
    }
    if (step->axis == CD_AXIS_FOLLOWING_SIBLING) {
        while ((node = node->next)) {
            keep(run, step, node);
        }
        return;
    }
    while ((node = node->previous)) {
        keep(run, step, node);
    }
}

static void walk_down(cd_run_t *run, const cd_step_t *step,
                      const cd_node_t *top)
{
    const cd_node_t *node = top;

    if (step->axis == CD_AXIS_DESCENDANT_OR_SELF) {
        keep(run, step, top);
    }
    while ((node = node->child ? node->child : cd_node_after(node, top))) {
        keep(run, step, node);
    }
}

static void walk_up(cd_run_t *run, const cd_step_t *step,
                    const cd_node_t *node)
{
    if (step->axis == CD_AXIS_ANCESTOR) {
        node = node->parent;
    }
    for (; node; node = node->parent) {
        keep(run, step, node);
    }
}

/* In the axis' own order. */
static void walk(cd_run_t *run, const cd_step_t *step, const cd_node_t *node)
{
    const cd_node_t *at;

    switch (step->axis) {
    case CD_AXIS_CHILD:
        for (at = node->child; at; at = at->next) {
            keep(run, step, at);
        }
        break;
    case CD_AXIS_ATTRIBUTE:
        for (at = node + 1; at <= node + node->attributes; at++) {
            keep(run, step, at);
        }
        break;
    case CD_AXIS_SELF:
        keep(run, step, node);
        break;
    case CD_AXIS_PARENT:
        if (node->parent) {
            keep(run, step, node->parent);
        }
        break;
    case CD_AXIS_DESCENDANT:
    case CD_AXIS_DESCENDANT_OR_SELF:
        walk_down(run, step, node);
        break;
    case CD_AXIS_ANCESTOR:
    case CD_AXIS_ANCESTOR_OR_SELF:
        walk_up(run, step, node);
        break;
    default:
        walk_siblings(run, step, node);
    }
}

int cd_xpath_predicate(cd_run_t *run, const cd_expr_t *e,
                       const cd_node_t *node, int position, int size)
{
    const cd_node_t *outer = run->node;
    int outer_position = run->position, outer_size = run->size, holds;

    run->node = node;
    run->position = position;
    run->size = size;
    if (e->kind == CD_NUMBER || e->kind == CD_ANY) {
        cd_xpath_value_t value = cd_xpath_value(run, e);

        holds = value.kind == CD_NUMBER ? value.u.number == position
                                        : cd_value_test(&value);
    }
    else {
        holds = cd_xpath_test(run, e);
    }
    run->node = outer;
    run->position = outer_position;
    run->size = outer_size;
    return holds;
}

/* Keeps what a predicate leaves of the stack from there on. */
static void filter(cd_run_t *run, const cd_expr_t *predicate, int from)
{
    int size = run->top - from, to = from, i;

    for (i = 0; i < size && !run->failed; i++) {
        const cd_node_t *node = run->stack[from + i];

        if (cd_xpath_predicate(run, predicate, node, i + 1, size)) {
            run->stack[to++] = node;
        }
    }
    run->top = to;
}

static void take_step(cd_run_t *run, const cd_step_t *step,
                      const cd_node_t *node)
{
    int from = run->top, i;

    walk(run, step, node);
    if (run->steps > CD_STEPS) {
        cd_run_fail(run);
    }
    for (i = 0; i < step->n; i++) {
        filter(run, step->predicates[i], from);
    }
}

static int by_place(const void *a, const void *b)
{
    const cd_node_t *x = *(const cd_node_t *const *) a;
    const cd_node_t *y = *(const cd_node_t *const *) b;

    return x < y ? -1 : x > y;
}

/* Of a text and what is in the element before it, libxml2 doesn't always find
 * the one that comes first. */
static void check(cd_run_t *run, int from)
{
    const cd_node_t *const *nodes = run->stack + from;
    int i, has_texts = 0, is_scattered = 0;

    for (i = 0; i < run->top - from; i++) {
        has_texts |= nodes[i]->kind >= CD_TEXT;
        is_scattered |= nodes[i]->parent != nodes[0]->parent;
    }
    run->failed |= has_texts && is_scattered;
}

/* Document order, each node once. */
static void arrange(cd_run_t *run, int from)
{
    const cd_node_t **nodes = run->stack + from;
    int n = run->top - from, to = 0, i, sorted = 1;

    for (i = 1; i < n; i++) {
        sorted &= nodes[i - 1] < nodes[i];
    }
    if (sorted) {
        return;
    }
    qsort(nodes, (size_t) n, sizeof(*nodes), by_place);
    for (i = 0; i < n; i++) {
        if (i == 0 || nodes[i] != nodes[to - 1]) {
            nodes[to++] = nodes[i];
        }
    }
    run->top = from + to;
}

static void push_value(cd_run_t *run, const cd_expr_t *e)
{
    cd_xpath_value_t value = cd_xpath_value(run, e);
    int i;

    if (value.kind != CD_NODES) {
        cd_run_fail(run);
        return;
    }
    for (i = 0; i < value.n; i++) {
        cd_run_push(run, value.u.nodes[i]);
    }
}

static int path_nodes(cd_run_t *run, const cd_expr_t *e)
{
    int from = run->top, i, k, n;

    if (e->n > 0) {
        cd_xpath_nodes(run, e->args[0]);
    }
    else {
        cd_run_push(run, e->absolute ? run->root : run->node);
    }
    for (i = 0; i < e->n_steps && !run->failed; i++) {
        n = run->top - from;
        for (k = 0; k < n && !run->failed; k++) {
            take_step(run, &e->steps[i], run->stack[from + k]);
        }
        run->top -= n;
        memmove(run->stack + from, run->stack + from + n,
                (size_t) (run->top - from) * sizeof(*run->stack));
        arrange(run, from);
    }
    check(run, from);
    return from;
}

int cd_xpath_nodes(cd_run_t *run, const cd_expr_t *e)
{
    int from = run->top;

    if (e->op == CD_X_PATH) {
        return path_nodes(run, e);
    }
    if (e->op == CD_X_UNION) {
        cd_xpath_nodes(run, e->args[0]);
        cd_xpath_nodes(run, e->args[1]);
        arrange(run, from);
        check(run, from);
        return from;
    }
    push_value(run, e);
    return from;
}

/* Down from a node, the first way that leads to the end. */
static const cd_node_t *first_below(cd_run_t *run, const cd_node_t *node,
                                    const cd_step_t *step,
                                    const cd_step_t *end)
{
    const cd_node_t *at, *stop, *found;

    if (step == end) {
        return node;
    }
    switch (step->axis) {
    case CD_AXIS_SELF:
    case CD_AXIS_PARENT:
        at = step->axis == CD_AXIS_SELF ? node : node->parent;
        return at && cd_xpath_passes(step, at)
            ? first_below(run, at, step + 1, end)
            : NULL;
    case CD_AXIS_ATTRIBUTE:
        stop = node + node->attributes;
        for (at = node + 1; at <= stop; at++) {
            if (at->name == step->name || step->test != CD_TEST_NAME) {
                return cd_xpath_passes(step, at)
                    ? first_below(run, at, step + 1, end)
                    : NULL;
            }
        }
        return NULL;
    default:
        for (at = node->child; at; at = at->next) {
            run->steps++;
            found = cd_xpath_passes(step, at)
                ? first_below(run, at, step + 1, end)
                : NULL;
            if (found) {
                return found;
            }
        }
        return NULL;
    }
}

const cd_node_t *cd_xpath_first(cd_run_t *run, const cd_expr_t *e)
{
    const cd_node_t *found;
    int from;

    if (e->plain) {
        return first_below(run, e->absolute ? run->root : run->node, e->steps,
                           e->steps + e->n_steps);
    }
    from = cd_xpath_nodes(run, e);
    found = run->top > from ? run->stack[from] : NULL;
    run->top = from;
    return found;
}
