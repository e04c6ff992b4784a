/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a program: instructions on a document's nodes write a page. */
#include "theme_run.h"

#include <string.h>

#include <apr_strings.h>

/* Parameters on their way to a template. */
typedef struct {
    const cd_params_t *params;
    const cd_xpath_value_t *values;
} given_t;

/* Where a run is in the document. */
typedef struct {
    const cd_node_t *node, *current;
    int position, size;
} context_t;

static void apply_to(cd_run_t *run, const cd_node_t *node, int mode,
                     const given_t *given);

int cd_run_fail(cd_run_t *run)
{
    run->failed = 1;
    return 0;
}

static context_t context_of(const cd_run_t *run)
{
    context_t context = { run->node, run->current, run->position, run->size };

    return context;
}

static void go_to(cd_run_t *run, const cd_node_t *node, int position, int size)
{
    run->node = run->current = node;
    run->position = position;
    run->size = size;
}

static void go_back(cd_run_t *run, const context_t *context)
{
    run->node = context->node;
    run->current = context->current;
    run->position = context->position;
    run->size = context->size;
}

/* Room for values. */
static cd_xpath_value_t *reserve(cd_run_t *run, int n)
{
    cd_xpath_value_t *values = run->values + run->n_values;

    if (run->n_values + n > CD_FRAMES) {
        cd_run_fail(run);
        return NULL;
    }
    run->n_values += n;
    return values;
}

/* --- variables */

static void make_global(cd_run_t *run, int number)
{
    int slots = run->program->global_slots;
    int n_values = run->n_values;
    context_t outer = context_of(run);
    cd_xpath_value_t *frame = run->frame, *own = reserve(run, slots);

    if (!own) {
        return;
    }
    run->frame = own;
    run->global_state[number] = 1;
    go_to(run, run->root, 1, 1);
    run->globals[number] = cd_run_param(run, &run->program->globals[number]);
    run->global_state[number] = 2;
    go_back(run, &outer);
    run->frame = frame;
    run->n_values = n_values;
}

const cd_xpath_value_t *cd_run_global(cd_run_t *run, int number)
{
    if (run->global_state[number] == 0) {
        make_global(run, number);
    }
    if (run->global_state[number] != 2) {
        cd_run_fail(run); /* it needs itself */
    }
    return &run->globals[number];
}

/* --- templates */

static const cd_xpath_value_t *given_value(const given_t *given, int name)
{
    int i;

    for (i = given->params ? given->params->n - 1 : -1; i >= 0; i--) {
        if (given->params->all[i].name == name) {
            return &given->values[i];
        }
    }
    return NULL;
}

static void run_template(cd_run_t *run, const cd_template_t *template,
                         const given_t *given)
{
    int n_values = run->n_values, i;
    cd_xpath_value_t *outer = run->frame,
                     *frame = reserve(run, template->slots);

    if (!frame || ++run->depth > CD_DEPTH) {
        cd_run_fail(run);
        return;
    }
    run->frame = frame;
    for (i = 0; i < template->params.n; i++) {
        const cd_param_t *param = &template->params.all[i];
        const cd_xpath_value_t *value = given_value(given, param->name);

        frame[param->slot] = value ? *value : cd_run_param(run, param);
    }
    cd_run_list(run, template->body);
    run->frame = outer;
    run->n_values = n_values;
    run->depth--;
}

/* The built-in rule for what has content (XSLT, 5.8). As libxslt has it,
 * parameters go through. */
static void apply_to_content(cd_run_t *run, const cd_node_t *node, int mode,
                             const given_t *given)
{
    context_t outer = context_of(run);
    const cd_node_t *child;
    int n = 0, i = 0;

    for (child = node->child; child; child = child->next) {
        n++;
    }
    for (child = node->child; child && !run->failed; child = child->next) {
        go_to(run, child, ++i, n);
        apply_to(run, child, mode, given);
    }
    go_back(run, &outer);
}

static void apply_builtin(cd_run_t *run, const cd_node_t *node, int mode,
                          const given_t *given)
{
    switch (node->kind) {
    case CD_ROOT_NODE:
    case CD_ELEMENT:
        apply_to_content(run, node, mode, given);
        break;
    case CD_ATTRIBUTE:
    case CD_TEXT:
        if (node->text.len == 0) {
            cd_run_fail(run); /* what is there is not said by its text */
        }
        cd_html_text(&run->html, node->text, 0);
        break;
    default:
        break;
    }
}

static void apply_to(cd_run_t *run, const cd_node_t *node, int mode,
                     const given_t *given)
{
    const cd_template_t *template =
        cd_rules_find(run, run->program->rules, mode, node);

    if (++run->steps > CD_STEPS || run->failed || ++run->depth > CD_DEPTH) {
        cd_run_fail(run);
        return;
    }
    if (template) {
        run_template(run, template, given);
    }
    else {
        apply_builtin(run, node, mode, given);
    }
    run->depth--;
}

/* Values for a template, by its caller's lights. */
static int give(cd_run_t *run, given_t *given, const cd_params_t *params)
{
    cd_xpath_value_t *values;
    int i;

    given->params = params;
    given->values = values = reserve(run, params->n);
    for (i = 0; values && i < params->n; i++) {
        values[i] = cd_run_param(run, &params->all[i]);
    }
    return values && !run->failed;
}

static void run_call(cd_run_t *run, const cd_inst_t *inst)
{
    int n_values = run->n_values;
    given_t given;

    if (give(run, &given, &inst->params)) {
        run_template(run, inst->template, &given);
    }
    run->n_values = n_values;
}

static void apply_one(cd_run_t *run, const cd_inst_t *inst)
{
    context_t outer = context_of(run);
    int n_values = run->n_values;
    given_t given;

    if (give(run, &given, &inst->params)) {
        go_to(run, run->node, 1, 1);
        apply_to(run, run->node, inst->mode, &given);
        go_back(run, &outer);
    }
    run->n_values = n_values;
}

/* The nodes that are to be gone through, on the stack. */
static int select_nodes(cd_run_t *run, const cd_expr_t *select)
{
    const cd_node_t *child;
    int from = run->top;

    if (select) {
        return cd_xpath_nodes(run, select);
    }
    for (child = run->node->child; child; child = child->next) {
        cd_run_push(run, child);
    }
    return from;
}

static void apply(cd_run_t *run, const cd_inst_t *inst)
{
    int from = select_nodes(run, inst->select), n = run->top - from, i;
    context_t outer = context_of(run);
    int n_values = run->n_values;
    given_t given;

    if (n > 0 && give(run, &given, &inst->params)) {
        for (i = 0; i < n && !run->failed; i++) {
            go_to(run, run->stack[from + i], i + 1, n);
            apply_to(run, run->node, inst->mode, &given);
        }
        go_back(run, &outer);
    }
    run->n_values = n_values;
    run->top = from;
}

/* --- control */

static void for_each(cd_run_t *run, const cd_inst_t *inst)
{
    int from = cd_xpath_nodes(run, inst->select), n = run->top - from, i;
    context_t outer = context_of(run);

    for (i = 0; i < n && !run->failed; i++) {
        go_to(run, run->stack[from + i], i + 1, n);
        cd_run_list(run, inst->body);
    }
    go_back(run, &outer);
    run->top = from;
}

static void choose(cd_run_t *run, const cd_inst_t *inst)
{
    const cd_inst_t *when = inst->body;

    while (when && when->select && !cd_xpath_test(run, when->select)) {
        when = when->next;
    }
    if (when && !run->failed) {
        cd_run_list(run, when->body);
    }
}

/* One variable, many words. */
static void switch_to(cd_run_t *run, const cd_inst_t *inst)
{
    cd_xpath_value_t value = cd_xpath_value(run, inst->select);
    const cd_inst_t *when;
    cd_str_t word;

    if (value.kind == CD_NUMBER || value.kind == CD_BOOLEAN
        || (value.kind == CD_NODES && value.n != 1)
        || (value.kind == CD_TREE && value.n)) {
        choose(run, inst);
        return;
    }
    word = cd_value_string(run, &value);
    when = apr_hash_get(inst->words, word.s, (apr_ssize_t) word.len);
    cd_run_list(run, when ? when->body : inst->otherwise);
}

static void set(cd_run_t *run, const cd_inst_t *inst)
{
    cd_xpath_value_t value = cd_run_param(run, inst->params.all);

    run->frame[inst->params.all->slot] = value;
}

static void do_one(cd_run_t *run, const cd_inst_t *inst)
{
    switch (inst->code) {
    case CD_RAW:
        cd_run_raw(run, inst);
        break;
    case CD_VALUE_OF:
        cd_html_text(&run->html, cd_xpath_string(run, inst->select),
                     inst->flag);
        break;
    case CD_OPEN:
        cd_html_open(&run->html, inst->tag, inst->text);
        break;
    case CD_ATTR:
        cd_run_attr(run, inst);
        break;
    case CD_CLOSE:
        cd_html_close(&run->html, inst->tag);
        break;
    case CD_MAKE_ELEMENT:
        cd_run_element(run, inst);
        break;
    case CD_ADD_ATTRIBUTE:
        cd_run_add_attribute(run, inst);
        break;
    case CD_IF:
        if (cd_xpath_test(run, inst->select)) {
            cd_run_list(run, inst->body);
        }
        break;
    case CD_CHOOSE:
        choose(run, inst);
        break;
    case CD_SWITCH:
        switch_to(run, inst);
        break;
    case CD_FOR_EACH:
        for_each(run, inst);
        break;
    case CD_APPLY:
        apply(run, inst);
        break;
    case CD_APPLY_ONE:
        apply_one(run, inst);
        break;
    case CD_CALL:
        run_call(run, inst);
        break;
    case CD_SET:
        set(run, inst);
        break;
    case CD_COPY:
        cd_run_copy(run, inst);
        break;
    case CD_COPY_OF:
        cd_run_copy_of(run, inst);
        break;
    case CD_GIVE_UP:
        cd_run_fail(run);
        break;
    }
}

void cd_run_list(cd_run_t *run, const cd_inst_t *inst)
{
    for (; inst; inst = inst->next) {
        if (++run->steps > CD_STEPS || run->failed || run->html.failed) {
            cd_run_fail(run);
            return;
        }
        do_one(run, inst);
    }
}

/* --- the page */

static void begin(cd_run_t *run, const cd_program_t *program,
                  cd_transform_t *t)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    apr_size_t globals = (apr_size_t) program->n_globals;

    run->program = program;
    run->t = t;
    run->pool = t->pool;
    run->values = apr_palloc(run->pool, CD_FRAMES * sizeof(*run->values));
    run->globals = apr_palloc(run->pool, globals * sizeof(*run->globals));
    run->global_state = apr_pcalloc(run->pool, globals);
    run->html.pool = run->pool;
    run->html.encoding = program->encoding;
    cd_html_room(&run->html, 32000);
    cd_html_bytes(&run->html, doctype, sizeof(doctype) - 1);
}

const char *cd_program_run(const cd_program_t *program, cd_transform_t *t,
                           xmlDocPtr document, apr_pool_t *pool,
                           apr_size_t *len)
{
    static const given_t nothing = { NULL, NULL };
    cd_run_t run = { 0 };
    int i;

    begin(&run, program, t);
    run.root = cd_nodes_make(document, program->names, run.pool);
    if (!run.root) {
        return NULL;
    }
    go_to(&run, run.root, 1, 1);
    for (i = 0; i < program->n_globals; i++) {
        cd_run_global(&run, i);
    }
    apply_to(&run, run.root, 0, &nothing);
    cd_html_bytes(&run.html, "\n", 1);
    if (run.failed || run.html.failed || !run.html.rooted
        || run.html.nodes > CD_NODES_LIMIT) {
        return NULL;
    }
    *len = run.html.len;
    return apr_pstrmemdup(pool, run.html.data, run.html.len);
}
