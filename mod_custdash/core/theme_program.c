/* SPDX-License-Identifier: Apache-2.0 */
/* A sheet and its imports made into one program. */
#include "theme_compile.h"

#include <string.h>

#include <apr_strings.h>
#include <libxslt/imports.h>

/* What is set by the sheet or by the first of its imports that sets it. */
#define SETTING(style, field, unset, value)   \
    do {                                      \
        xsltStylesheetPtr at = (style);       \
                                              \
        for (; at && at->field == (unset);) { \
            at = xsltNextImport(at);          \
        }                                     \
        (value) = at ? at->field : (unset);   \
    } while (0)

static int is(const xmlChar *text, const char *expected)
{
    return text && strcmp((const char *) text, expected) == 0;
}

/* Only <!DOCTYPE html>, UTF-8 and no white space of its own. */
static const char *check_output(cd_program_t *program, xsltStylesheetPtr style)
{
    const xmlChar *method, *version, *encoding, *public_id, *system_id;
    int indent;

    SETTING(style, method, NULL, method);
    SETTING(style, version, NULL, version);
    SETTING(style, encoding, NULL, encoding);
    SETTING(style, doctypePublic, NULL, public_id);
    SETTING(style, doctypeSystem, NULL, system_id);
    SETTING(style, indent, -1, indent);
    program->encoding = encoding ? (const char *) encoding : "UTF-8";
    if (!is(method, "html") || !is(version, "5") || public_id || system_id
        || indent != 0 || strcasecmp(program->encoding, "UTF-8") != 0
        || style->methodURI) {
        return "xsl:output is not method=\"html\" version=\"5\" "
               "indent=\"no\"";
    }
    return NULL;
}

static const char *check_sheet(const xsltStylesheet *style)
{
    if (style->forwards_compatible || style->literal_result) {
        return "version is not 1.0";
    }
    if (style->stripSpaces || style->stripAll) {
        return "xsl:strip-space";
    }
    if (style->nsAliases) {
        return "xsl:namespace-alias";
    }
    if (style->attributeSets) {
        return "xsl:attribute-set";
    }
    return style->keys ? "xsl:key" : NULL;
}

/* "pages/news.xsl:12: what" */
static const char *reason(const cd_compiling_t *c, const char *uri, int line,
                          const char *what)
{
    apr_size_t root = strlen(CD_ROOT);

    if (strncmp(uri, CD_ROOT, root) == 0) {
        uri += root;
    }
    return apr_psprintf(c->program->pool, "%.*s:%d: %s",
                        (int) strcspn(uri, "?"), uri, line, what);
}

/* --- variables on top */

static void name_globals(cd_compiling_t *c)
{
    xsltStylesheetPtr style = c->style;

    for (; style; style = xsltNextImport(style)) {
        xsltStackElemPtr elem = style->variables;

        for (; elem; elem = elem->next) {
            int *number;

            if (apr_hash_get(c->globals, elem->name, APR_HASH_KEY_STRING)) {
                continue;
            }
            number = apr_palloc(c->program->pool, sizeof(*number));
            *number = c->program->n_globals++;
            apr_hash_set(c->globals, elem->name, APR_HASH_KEY_STRING, number);
        }
    }
}

static void compile_global(cd_compiling_t *c, const xsltStackElem *elem)
{
    xmlNodePtr node = elem->comp->inst;
    const int *number =
        apr_hash_get(c->globals, elem->name, APR_HASH_KEY_STRING);
    cd_param_t *global = &c->program->globals[*number];

    if (elem->nameURI) {
        cd_compile_fail(c, node, "name");
    }
    if (global->name || c->failed) {
        return;
    }
    c->locals->nelts = 0;
    *global = cd_compile_param(c, node);
}

static void compile_globals(cd_compiling_t *c, xsltStylesheetPtr style)
{
    const xsltStackElem *elem = style->variables;

    for (; elem && !c->failed; elem = elem->next) {
        compile_global(c, elem);
    }
}

/* --- templates */

static void name_templates(cd_compiling_t *c)
{
    xsltStylesheetPtr style = c->style;

    for (; style; style = xsltNextImport(style)) {
        xsltTemplatePtr source = style->templates;

        for (; source; source = source->next) {
            cd_template_t *made = apr_pcalloc(c->program->pool, sizeof(*made));

            made->source = source;
            apr_hash_set(c->templates, &made->source, sizeof(made->source),
                         made);
        }
    }
}

static xmlNodePtr behind_params(xmlNodePtr node)
{
    while (node
           && (node->type != XML_ELEMENT_NODE || cd_is_xsl(node, "param"))) {
        if (node->type == XML_TEXT_NODE) {
            break;
        }
        node = node->next;
    }
    return node;
}

static void compile_template(cd_compiling_t *c, cd_template_t *template,
                             int sheet)
{
    xsltTemplatePtr source = template->source;
    cd_scope_t scope = { c->program->pool, c->program->names, source->elem,
                         NULL, NULL };
    xmlNodePtr content = behind_params(source->content);

    if (source->inheritedNsNr > 0) {
        cd_compile_fail(c, source->elem,
                        "exclude-result-prefixes leaves out a namespace");
        return;
    }
    c->at = template;
    c->locals->nelts = 0;
    template->params = cd_compile_params(c, source->content, content);
    template->body = cd_compile_list(c, content);
    scope.variable = cd_compile_no_variable;
    if (source->match && !c->failed
        && !cd_rules_add(c->program->rules, &scope, template, sheet)) {
        cd_compile_fail(c, source->elem, (const char *) source->match);
    }
}

static void compile_templates(cd_compiling_t *c, xsltStylesheetPtr style,
                              int sheet)
{
    xsltTemplatePtr source = style->templates;

    for (; source && !c->failed; source = source->next) {
        compile_template(
            c, apr_hash_get(c->templates, &source, sizeof(source)), sheet);
    }
}

static const char *compile(cd_compiling_t *c)
{
    cd_template_t top = { .slots = 0 };
    xsltStylesheetPtr style = c->style;
    const char *why;
    int sheet = 0;

    name_templates(c);
    name_globals(c);
    c->program->globals = apr_pcalloc(c->program->pool,
                                      (apr_size_t) c->program->n_globals
                                          * sizeof(*c->program->globals));
    for (; style; style = xsltNextImport(style), sheet++) {
        why = check_sheet(style);
        if (why) {
            return reason(c, (const char *) style->doc->URL, 1, why);
        }
        compile_templates(c, style, sheet);
        c->at = &top;
        compile_globals(c, style);
        if (c->failed) {
            return reason(c, c->file, c->line, c->failed);
        }
    }
    c->program->global_slots = top.slots;
    cd_rules_finish(c->program->rules);
    return NULL;
}

cd_program_t *cd_program_make(apr_pool_t *pool, xsltStylesheetPtr style,
                              const char **why)
{
    cd_program_t *program = apr_pcalloc(pool, sizeof(*program));
    cd_compiling_t c = { .program = program, .style = style };

    program->pool = pool;
    program->names = cd_names_make(pool);
    program->rules = cd_rules_make(pool);
    c.templates = apr_hash_make(pool);
    c.globals = apr_hash_make(pool);
    c.locals = apr_array_make(pool, 8, sizeof(const char *));
    *why = check_output(program, style);
    if (*why) {
        *why = reason(&c, (const char *) style->doc->URL, 1, *why);
    }
    else {
        *why = compile(&c);
    }
    return *why ? NULL : program;
}
