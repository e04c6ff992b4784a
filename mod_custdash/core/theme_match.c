/* SPDX-License-Identifier: Apache-2.0 */
/* Which template a node gets (XSLT, 5.2 to 5.5): for each mode, kind of node
 * and name the candidates, the best one first. */
#include "theme_run.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_rule_t rule;
    int mode, kind, name; /* kind -1: any but attributes and the root; name 0:
                             any */
    int sheet, position;
    double priority;
} candidate_t;

/* Rules, ended by one without a template. */
typedef struct {
    int mode, kind, name;
    const cd_rule_t *rules;
} entry_t;

struct cd_rules_t {
    apr_pool_t *pool;
    apr_array_header_t *modes;      /* names */
    apr_array_header_t *candidates; /* candidate_t */
    entry_t *entries;
    unsigned int room; /* a power of two */
};

static const cd_rule_t none = { NULL, NULL, 0 };

cd_rules_t *cd_rules_make(apr_pool_t *pool)
{
    cd_rules_t *rules = apr_pcalloc(pool, sizeof(*rules));

    rules->pool = pool;
    rules->modes = apr_array_make(pool, 32, sizeof(const char *));
    rules->candidates = apr_array_make(pool, 128, sizeof(candidate_t));
    APR_ARRAY_PUSH(rules->modes, const char *) = "";
    return rules;
}

int cd_rules_mode(cd_rules_t *rules, const char *mode)
{
    int i;

    for (i = 0; mode && i < rules->modes->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(rules->modes, i, const char *), mode) == 0) {
            return i;
        }
    }
    if (!mode) {
        return 0;
    }
    APR_ARRAY_PUSH(rules->modes, const char *) = mode;
    return i;
}

/* --- taking patterns in */

static int is_anywhere(const cd_step_t *step)
{
    return step->axis == CD_AXIS_DESCENDANT_OR_SELF
        && step->test == CD_TEST_NODE && step->n == 0;
}

/* A pattern's predicate is about one node: where that stands among others
 * is asked in ways of libxslt's own. */
static int is_simple(const cd_expr_t *predicate)
{
    return !predicate->positional && predicate->kind != CD_NUMBER
        && predicate->kind != CD_ANY;
}

/* "//" behind any element is libxslt's own: it takes the document for one. */
static int is_step(const cd_step_t *step, int i, int n)
{
    int is_below = is_anywhere(step) || step->axis == CD_AXIS_DESCENDANT;
    int k;

    if (is_below && i > 0 && step[-1].test != CD_TEST_NAME) {
        return 0;
    }
    if (is_anywhere(step)) {
        return i + 1 < n && step[1].axis == CD_AXIS_ATTRIBUTE;
    }
    for (k = 0; k < step->n; k++) {
        if (!is_simple(step->predicates[k])) {
            return 0;
        }
    }
    if (step->axis == CD_AXIS_ATTRIBUTE) {
        return i + 1 == n && step->test <= CD_TEST_PRINCIPAL;
    }
    return (step->axis == CD_AXIS_CHILD || step->axis == CD_AXIS_DESCENDANT)
        && (step->test != CD_TEST_NODE || n == 1);
}

static int is_pattern(const cd_expr_t *path)
{
    int i;

    if (path->op != CD_X_PATH || path->n > 0) {
        return 0;
    }
    for (i = 0; i < path->n_steps; i++) {
        if (!is_step(&path->steps[i], i, path->n_steps)) {
            return 0;
        }
    }
    return 1;
}

static double priority_of(const cd_expr_t *path)
{
    const cd_step_t *step = path->steps;

    if (path->absolute || path->n_steps != 1 || step->n > 0) {
        return 0.5;
    }
    return step->test == CD_TEST_NAME ? 0 : -0.5;
}

/* What the last step says of the kind of node. */
static void place(candidate_t *c, const cd_expr_t *path)
{
    static const int kinds[] = {
        [CD_TEST_NAME] = CD_ELEMENT,
        [CD_TEST_PRINCIPAL] = CD_ELEMENT,
        [CD_TEST_NODE] = -1,
        [CD_TEST_TEXT] = CD_TEXT,
        [CD_TEST_COMMENT] = CD_COMMENT,
        [CD_TEST_INSTRUCTION] = CD_INSTRUCTION,
    };
    const cd_step_t *step;

    if (path->n_steps == 0) {
        c->kind = CD_ROOT_NODE;
        c->rule.is_sure = 1;
        return;
    }
    step = &path->steps[path->n_steps - 1];
    c->kind =
        step->axis == CD_AXIS_ATTRIBUTE ? CD_ATTRIBUTE : kinds[step->test];
    c->name = step->test == CD_TEST_NAME ? step->name : 0;
    c->rule.is_sure = path->n_steps == 1 && step->n == 0 && !path->absolute;
}

static int add_path(cd_rules_t *rules, const cd_expr_t *path,
                    const candidate_t *common)
{
    candidate_t c = *common;

    if (path->op == CD_X_UNION) {
        return add_path(rules, path->args[0], common)
            && add_path(rules, path->args[1], common);
    }
    if (!is_pattern(path)) {
        return 0;
    }
    c.rule.path = path;
    if (c.priority == XSLT_PAT_NO_PRIORITY) {
        c.priority = priority_of(path);
    }
    place(&c, path);
    APR_ARRAY_PUSH(rules->candidates, candidate_t) = c;
    return 1;
}

int cd_rules_add(cd_rules_t *rules, const cd_scope_t *scope,
                 cd_template_t *template, int sheet)
{
    xsltTemplatePtr source = template->source;
    cd_expr_t *pattern = cd_xpath_parse(scope, (const char *) source->match);
    candidate_t c = { { template, NULL, 0 }, 0, 0, 0, 0, 0, 0 };

    if (!pattern || source->modeURI) {
        return 0;
    }
    c.mode = cd_rules_mode(rules, (const char *) source->mode);
    c.sheet = sheet;
    c.position = source->position;
    c.priority = source->priority;
    return add_path(rules, pattern, &c);
}

/* --- the tables */

static int by_rank(const void *a, const void *b)
{
    const candidate_t *x = a, *y = b;

    if (x->sheet != y->sheet) {
        return x->sheet < y->sheet ? -1 : 1;
    }
    if (x->priority != y->priority) {
        return x->priority > y->priority ? -1 : 1;
    }
    return x->position > y->position ? -1 : x->position < y->position;
}

static int is_for(const candidate_t *c, int mode, int kind, int name)
{
    if (c->mode != mode || (c->name && c->name != name)) {
        return 0;
    }
    return c->kind == kind
        || (c->kind == -1 && kind != CD_ATTRIBUTE && kind != CD_ROOT_NODE);
}

static entry_t *entry_of(const cd_rules_t *rules, int mode, int kind, int name)
{
    unsigned int at = ((unsigned) name * 8 + (unsigned) kind) * 2654435761u
        + (unsigned) mode * 40503u;
    entry_t *entry;

    at ^= at >> 16;
    for (;; at++) {
        entry = &rules->entries[at & (rules->room - 1)];
        if (!entry->rules
            || (entry->name == name && entry->mode == mode
                && entry->kind == kind)) {
            return entry;
        }
    }
}

static void make_entry(cd_rules_t *rules, int mode, int kind, int name)
{
    entry_t *entry = entry_of(rules, mode, kind, name);
    const apr_array_header_t *all = rules->candidates;
    apr_array_header_t *mine;
    int i;

    if (entry->rules) {
        return;
    }
    mine = apr_array_make(rules->pool, 4, sizeof(cd_rule_t));
    for (i = 0; i < all->nelts; i++) {
        const candidate_t *c = &APR_ARRAY_IDX(all, i, candidate_t);

        if (is_for(c, mode, kind, name)) {
            APR_ARRAY_PUSH(mine, cd_rule_t) = c->rule;
        }
    }
    APR_ARRAY_PUSH(mine, cd_rule_t) = none;
    entry->mode = mode;
    entry->kind = kind;
    entry->name = name;
    entry->rules = (const cd_rule_t *) mine->elts;
}

void cd_rules_finish(cd_rules_t *rules)
{
    const apr_array_header_t *all = rules->candidates;
    unsigned int most =
        (unsigned) all->nelts + 6 * (unsigned) rules->modes->nelts;
    int i, kind;

    qsort(all->elts, (size_t) all->nelts, sizeof(candidate_t), by_rank);
    for (rules->room = 64; rules->room < 3 * most;) {
        rules->room *= 2;
    }
    rules->entries =
        apr_pcalloc(rules->pool, rules->room * sizeof(*rules->entries));
    for (i = 0; i < rules->modes->nelts; i++) {
        for (kind = CD_ROOT_NODE; kind <= CD_INSTRUCTION; kind++) {
            make_entry(rules, i, kind, 0);
        }
    }
    for (i = 0; i < all->nelts; i++) {
        const candidate_t *c = &APR_ARRAY_IDX(all, i, candidate_t);

        if (c->name) {
            make_entry(rules, c->mode, c->kind, c->name);
        }
    }
}

/* --- matching */

static int passes(cd_run_t *run, const cd_step_t *step, const cd_node_t *node)
{
    int i;

    if (!cd_xpath_passes(step, node) || node->kind == CD_ROOT_NODE) {
        return 0;
    }
    for (i = 0; i < step->n; i++) {
        if (!cd_xpath_predicate(run, step->predicates[i], node, run->position,
                                run->size)) {
            return 0;
        }
    }
    return 1;
}

/* Steps 0 to i, from the last one back. */
static int leads_to(cd_run_t *run, const cd_expr_t *path, int i,
                    const cd_node_t *node)
{
    const cd_step_t *step;

    run->steps++;
    if (!node || run->failed) {
        return 0;
    }
    if (i < 0) {
        return !path->absolute || node->kind == CD_ROOT_NODE;
    }
    step = &path->steps[i];
    if (!is_anywhere(step)) {
        if (!passes(run, step, node)) {
            return 0;
        }
        node = node->parent;
        if (step->axis != CD_AXIS_DESCENDANT) {
            return leads_to(run, path, i - 1, node);
        }
    }
    for (; node; node = node->parent) {
        if (leads_to(run, path, i - 1, node)) {
            return 1;
        }
    }
    return 0;
}

static int matches(cd_run_t *run, const cd_rule_t *rule, const cd_node_t *node)
{
    const cd_node_t *current = run->current;
    int holds;

    if (rule->is_sure) {
        return 1;
    }
    run->current = node;
    holds = leads_to(run, rule->path, rule->path->n_steps - 1, node);
    run->current = current;
    return holds;
}

cd_template_t *cd_rules_find(cd_run_t *run, const cd_rules_t *rules, int mode,
                             const cd_node_t *node)
{
    const cd_rule_t *rule =
        entry_of(rules, mode, node->kind, node->name)->rules;

    if (!rule) {
        rule = entry_of(rules, mode, node->kind, 0)->rules;
    }
    while (rule->template && !matches(run, rule, node)) {
        rule++;
    }
    return run->failed ? NULL : rule->template;
}
