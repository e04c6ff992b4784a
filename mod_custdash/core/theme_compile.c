/* SPDX-License-Identifier: Apache-2.0 */
/* The instructions of a sheet (XSLT, 6 to 11) made into a program's. */
#include "theme_compile.h"

#include <limits.h>
#include <string.h>

#include <apr_strings.h>
#include <libxml/parserInternals.h>
#include <libxslt/imports.h>

typedef void compile_t(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node);

int cd_is_xsl(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns
        && xmlStrEqual(node->ns->href, XSLT_NAMESPACE)
        && strcmp((const char *) node->name, name) == 0;
}

void *cd_compile_fail(cd_compiling_t *c, xmlNodePtr node, const char *what)
{
    if (!c->failed) {
        c->failed = apr_pstrdup(c->program->pool, what);
        c->line = (int) xmlGetLineNo(node);
        c->file = (const char *) node->doc->URL;
    }
    return NULL;
}

cd_inst_t *cd_compile_add(cd_compiling_t *c, cd_inst_t ***last, cd_code_t code)
{
    cd_inst_t *inst = apr_pcalloc(c->program->pool, sizeof(*inst));

    inst->code = code;
    **last = inst;
    *last = &inst->next;
    return inst;
}

static const char *attribute(cd_compiling_t *c, xmlNodePtr node,
                             const char *name)
{
    return cd_xml_attribute(node, name, c->program->pool);
}

static cd_expr_t *expr_of(cd_compiling_t *c, xmlNodePtr node, const char *name)
{
    const char *text = attribute(c, node, name);

    return text ? cd_compile_expr(c, node, text)
                : cd_compile_fail(c, node, name);
}

/* --- variables and parameters */

/* Content that is text alone is known now. */
static void set_content(cd_compiling_t *c, cd_param_t *param, xmlNodePtr node)
{
    xmlNodePtr child = node->children;

    if (param->select) {
        return;
    }
    param->constant = 1;
    param->value.kind = child ? CD_TREE : CD_STRING;
    param->value.u.string = cd_str("");
    if (child && child->type == XML_TEXT_NODE && !child->next
        && child->name == xmlStringText) {
        param->value.u.string =
            cd_str(apr_pstrdup(c->program->pool, (char *) child->content));
    }
    else if (child) {
        param->constant = 0;
        param->body = cd_compile_list(c, child);
    }
}

static int new_slot(cd_compiling_t *c, const char *name)
{
    APR_ARRAY_PUSH(c->locals, const char *) = name;
    if (c->at && c->at->slots < c->locals->nelts) {
        c->at->slots = c->locals->nelts;
    }
    return c->locals->nelts - 1;
}

cd_param_t cd_compile_param(cd_compiling_t *c, xmlNodePtr node)
{
    const char *name = attribute(c, node, "name");
    const char *select = attribute(c, node, "select");
    cd_param_t param = { 0 };

    if (!name || strchr(name, ':')) {
        cd_compile_fail(c, node, "name");
        return param;
    }
    param.name = cd_names_add(c->program->names, name);
    if (select) {
        param.select = cd_compile_expr(c, node, select);
    }
    set_content(c, &param, node);
    if (!cd_is_xsl(node, "with-param")) {
        param.slot = new_slot(c, name);
    }
    return param;
}

cd_params_t cd_compile_params(cd_compiling_t *c, xmlNodePtr node,
                              xmlNodePtr end)
{
    apr_array_header_t *all =
        apr_array_make(c->program->pool, 2, sizeof(cd_param_t));
    cd_params_t params;

    for (; node != end && !c->failed; node = node->next) {
        if (cd_is_xsl(node, "param") || cd_is_xsl(node, "with-param")) {
            APR_ARRAY_PUSH(all, cd_param_t) = cd_compile_param(c, node);
        }
        else if (node->type == XML_ELEMENT_NODE) {
            cd_compile_fail(c, node, (const char *) node->name);
        }
    }
    params.all = (cd_param_t *) all->elts;
    params.n = all->nelts;
    return params;
}

static void compile_variable(cd_compiling_t *c, cd_inst_t ***last,
                             xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_SET);

    inst->params.n = 1;
    inst->params.all = apr_pcalloc(c->program->pool, sizeof(cd_param_t));
    inst->params.all[0] = cd_compile_param(c, node);
}

/* --- templates */

static void compile_apply(cd_compiling_t *c, cd_inst_t ***last,
                          xmlNodePtr node)
{
    const char *select = attribute(c, node, "select");
    const char *mode = attribute(c, node, "mode");
    cd_inst_t *inst = cd_compile_add(c, last, CD_APPLY);

    if (mode && strchr(mode, ':')) {
        cd_compile_fail(c, node, "mode");
    }
    inst->mode = cd_rules_mode(c->program->rules, mode);
    if (select && strcmp(select, ".") == 0) {
        inst->code = CD_APPLY_ONE;
    }
    else if (select) {
        inst->select = cd_compile_expr(c, node, select);
    }
    inst->params = cd_compile_params(c, node->children, NULL);
}

static cd_template_t *named(cd_compiling_t *c, const char *name)
{
    xsltStylesheetPtr style = c->style;
    xsltTemplatePtr found = NULL;

    for (; style && !found; style = xsltNextImport(style)) {
        found = style->namedTemplates ? xmlHashLookup2(
                    style->namedTemplates, (const xmlChar *) name, NULL)
                                      : NULL;
    }
    return found ? apr_hash_get(c->templates, &found, sizeof(found)) : NULL;
}

static void compile_call(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_CALL);
    const char *name = attribute(c, node, "name");

    inst->template = name && !strchr(name, ':') ? named(c, name) : NULL;
    if (!inst->template) {
        cd_compile_fail(c, node, "call-template");
    }
    inst->params = cd_compile_params(c, node->children, NULL);
}

/* --- control */

static void compile_if(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_IF);

    inst->select = expr_of(c, node, "test");
    inst->body = cd_compile_list(c, node->children);
}

static void compile_for_each(cd_compiling_t *c, cd_inst_t ***last,
                             xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_FOR_EACH);

    inst->select = expr_of(c, node, "select");
    inst->body = cd_compile_list(c, node->children);
}

/* Does it compare a variable with a word? */
static int is_word(const cd_expr_t *e, int slot)
{
    return e && e->op == CD_X_EQUAL && e->args[0]->op == CD_X_VARIABLE
        && e->args[1]->op == CD_X_LITERAL
        && (slot == INT_MIN || e->args[0]->slot == slot);
}

/* Many words for one variable are a table. */
static void make_switch(cd_compiling_t *c, cd_inst_t *choose)
{
    const cd_inst_t *first = choose->body;
    cd_inst_t *when;
    int n = 0;

    if (!first || !is_word(first->select, INT_MIN)) {
        return;
    }
    for (when = choose->body; when; when = when->next, n++) {
        if (when->select
            && !is_word(when->select, first->select->args[0]->slot)) {
            return;
        }
    }
    if (n < 4) {
        return;
    }
    choose->code = CD_SWITCH;
    choose->select = first->select->args[0];
    choose->words = apr_hash_make(c->program->pool);
    for (when = choose->body; when && when->select; when = when->next) {
        cd_str_t word = when->select->args[1]->text;

        if (!apr_hash_get(choose->words, word.s, (apr_ssize_t) word.len)) {
            apr_hash_set(choose->words, word.s, (apr_ssize_t) word.len, when);
        }
    }
    choose->otherwise = when ? when->body : NULL;
}

static void compile_choose(cd_compiling_t *c, cd_inst_t ***last,
                           xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_CHOOSE);
    cd_inst_t **end = &inst->body, *when;
    xmlNodePtr child;

    for (child = node->children; child; child = child->next) {
        int is_last = cd_is_xsl(child, "otherwise");

        if (!is_last && !cd_is_xsl(child, "when")) {
            cd_compile_fail(c, child, "choose");
            return;
        }
        when = cd_compile_add(c, &end, CD_IF);
        when->select = is_last ? NULL : expr_of(c, child, "test");
        when->body = cd_compile_list(c, child->children);
        if (is_last && child->next) {
            cd_compile_fail(c, child, "otherwise");
        }
    }
    if (!inst->body || !inst->body->select) {
        cd_compile_fail(c, node, "choose");
        return;
    }
    make_switch(c, inst);
}

/* --- output that depends on the document */

static void compile_value_of(cd_compiling_t *c, cd_inst_t ***last,
                             xmlNodePtr node)
{
    const char *as_is = attribute(c, node, "disable-output-escaping");
    cd_inst_t *inst = cd_compile_add(c, last, CD_VALUE_OF);

    inst->flag = as_is && strcmp(as_is, "yes") == 0;
    inst->select = expr_of(c, node, "select");
}

static void compile_copy_of(cd_compiling_t *c, cd_inst_t ***last,
                            xmlNodePtr node)
{
    cd_compile_add(c, last, CD_COPY_OF)->select = expr_of(c, node, "select");
}

static void compile_copy(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_COPY);

    if (attribute(c, node, "use-attribute-sets")) {
        cd_compile_fail(c, node, "use-attribute-sets");
    }
    inst->body = cd_compile_list(c, node->children);
}

/* A message is rare and libxslt's. */
static void compile_message(cd_compiling_t *c, cd_inst_t ***last,
                            xmlNodePtr node)
{
    (void) node;
    cd_compile_add(c, last, CD_GIVE_UP);
}

static const struct {
    const char *name;
    compile_t *compile;
} instructions[] = {
    { "apply-templates", compile_apply },
    { "attribute", cd_compile_attribute },
    { "call-template", compile_call },
    { "choose", compile_choose },
    { "copy", compile_copy },
    { "copy-of", compile_copy_of },
    { "element", cd_compile_named_element },
    { "for-each", compile_for_each },
    { "if", compile_if },
    { "message", compile_message },
    { "value-of", compile_value_of },
    { "variable", compile_variable },
    { NULL, NULL },
};

static void compile_instruction(cd_compiling_t *c, cd_inst_t ***last,
                                xmlNodePtr node)
{
    int i;

    for (i = 0; instructions[i].name; i++) {
        if (strcmp(instructions[i].name, (const char *) node->name) == 0) {
            instructions[i].compile(c, last, node);
            return;
        }
    }
    cd_compile_fail(c, node, (const char *) node->name);
}

void cd_compile_node(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    switch (node->type) {
    case XML_TEXT_NODE:
        cd_compile_text(c, last, node);
        break;
    case XML_ELEMENT_NODE:
        if (node->ns && xmlStrEqual(node->ns->href, XSLT_NAMESPACE)) {
            compile_instruction(c, last, node);
        }
        else {
            cd_compile_element(c, last, node);
        }
        break;
    case XML_COMMENT_NODE:
    case XML_PI_NODE:
        break;
    default:
        cd_compile_fail(c, node, "content");
    }
}

cd_inst_t *cd_compile_list(cd_compiling_t *c, xmlNodePtr node)
{
    cd_inst_t *first = NULL, **last = &first;
    int outer = c->locals->nelts;

    for (; node && !c->failed; node = node->next) {
        cd_compile_node(c, &last, node);
    }
    c->locals->nelts = outer;
    return first;
}
