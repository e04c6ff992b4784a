/* SPDX-License-Identifier: Apache-2.0 */
/* What a sheet writes: texts, elements, attributes (XSLT, 7). What never
 * changes becomes bytes here, as long a run of them as there can be. */
#include "theme_compile.h"

#include <string.h>

#include <apr_strings.h>
#include <libxml/parserInternals.h>

static cd_str_t grown(apr_pool_t *pool, cd_str_t old, int *room, const char *s,
                      apr_size_t len)
{
    char *data = (char *) old.s;

    if (!data || old.len + len >= (apr_size_t) *room) {
        *room = (int) (2 * (old.len + len) + 16);
        data = apr_palloc(pool, (apr_size_t) *room);
        if (old.len > 0) {
            memcpy(data, old.s, old.len);
        }
    }
    memcpy(data + old.len, s, len);
    data[old.len + len] = '\0';
    old.s = data;
    old.len += len;
    return old;
}

/* The bytes at the end of a list. */
static cd_inst_t *raw(cd_compiling_t *c, cd_inst_t ***last, const char *s,
                      apr_size_t len)
{
    if (!c->raw || *last != &c->raw->next) {
        c->raw = cd_compile_add(c, last, CD_RAW);
        c->raw->plain = cd_str("");
    }
    c->raw->text =
        grown(c->program->pool, c->raw->text, &c->raw->room, s, len);
    return c->raw;
}

static void raw_element(cd_compiling_t *c, cd_inst_t ***last, cd_str_t bytes,
                        int depth)
{
    cd_inst_t *inst = raw(c, last, bytes.s, bytes.len);

    inst->flag |= CD_RAW_ELEMENT;
    inst->depth += depth;
    inst->nodes += depth >= 0;
}

void cd_compile_text(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    cd_html_t html = { .pool = c->program->pool };
    int as_is = node->name == xmlStringTextNoenc;
    cd_str_t text = cd_str((const char *) node->content);
    cd_inst_t *inst;

    if (text.len == 0) {
        return;
    }
    cd_html_text(&html, text, as_is);
    inst = raw(c, last, html.data ? html.data : "", html.len);
    inst->plain = grown(c->program->pool,
                        inst->plain.len ? inst->plain : (cd_str_t){ 0 },
                        &inst->plain_room, text.s, text.len);
    inst->flag |= as_is ? CD_RAW_AS_IS : 0;
    inst->nodes++;
}

/* --- attributes */

static int is_name(const char *name)
{
    return name && xmlValidateNCName((const xmlChar *) name, 0) == 0
        && strcmp(name, "xmlns") != 0;
}

/* A page that says its encoding itself is libxslt's to write. */
static int is_done(const char *name)
{
    return is_name(name) && strcasecmp(name, "http-equiv") != 0;
}

static cd_str_t start_of_attribute(cd_compiling_t *c, const char *name)
{
    return cd_str(apr_pstrcat(c->program->pool, " ", name, "=", NULL));
}

/* ` name="value"` */
static cd_str_t fixed_attribute(cd_compiling_t *c, const cd_tag_t *tag,
                                const char *name, cd_str_t value)
{
    cd_html_t html = { .pool = c->program->pool };
    cd_str_t made;

    cd_html_value(&html, start_of_attribute(c, name), cd_html_kind(tag, name),
                  value);
    made.s = html.data;
    made.len = html.len;
    return made;
}

/* Parts without an expression are one text. */
static int is_fixed(cd_compiling_t *c, const cd_part_t *parts, int n,
                    cd_str_t *all)
{
    const char *text = "";
    int i;

    for (i = 0; i < n; i++) {
        if (parts[i].select) {
            return 0;
        }
        text = apr_pstrcat(c->program->pool, text, parts[i].text.s, NULL);
    }
    *all = cd_str(text);
    return 1;
}

static const char *text_of(const xmlAttr *attribute)
{
    const xmlNode *child = attribute->children;

    if (!child || !child->content) {
        return "";
    }
    return child->next || child->type != XML_TEXT_NODE
        ? NULL
        : (const char *) child->content;
}

/* The attributes of an element as it stands in the sheet: what is fixed at
 * the beginning goes into the start tag, then each is an instruction. */
static void add_attributes(cd_compiling_t *c, cd_inst_t ***last,
                           cd_inst_t *open, const xmlAttr *attribute)
{
    for (; attribute && !c->failed; attribute = attribute->next) {
        const char *name = (const char *) attribute->name;
        const char *value = text_of(attribute);
        cd_str_t fixed;
        cd_part_t *parts;
        cd_inst_t *inst;
        int n;

        if (attribute->ns || !value || !is_done(name)) {
            cd_compile_fail(c, attribute->parent, name);
            return;
        }
        n = cd_compile_parts(c, attribute->parent, value, &parts);
        if (is_fixed(c, parts, n, &fixed)) {
            fixed = fixed_attribute(c, open->tag, name, fixed);
            if (*last == &open->next || *last == &open->body) {
                open->text = grown(c->program->pool, open->text, &open->room,
                                   fixed.s, fixed.len);
                continue;
            }
            cd_compile_add(c, last, CD_ATTR)->text = fixed;
            continue;
        }
        inst = cd_compile_add(c, last, CD_ATTR);
        inst->text = start_of_attribute(c, name);
        inst->flag = cd_html_kind(open->tag, name);
        inst->parts = parts;
        inst->n_parts = n;
    }
}

/* --- elements */

static xmlNodePtr first_child(const xmlNode *node)
{
    xmlNodePtr child = node->children;

    while (
        child
        && (child->type == XML_COMMENT_NODE || child->type == XML_PI_NODE)) {
        child = child->next;
    }
    return child;
}

/* Does it write something whatever the document? */
static int is_certain(const xmlNode *node)
{
    if (node->type == XML_TEXT_NODE) {
        return node->content && *node->content;
    }
    return node->type == XML_ELEMENT_NODE && !node->ns;
}

static void add_content(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    int outer = c->locals->nelts;

    for (; node && !c->failed; node = node->next) {
        cd_compile_node(c, last, node);
    }
    c->locals->nelts = outer;
}

/* With a body of its own: how its content is written is known by it. */
static void compile_apart(cd_compiling_t *c, cd_inst_t ***last,
                          xmlNodePtr node, const cd_tag_t *tag)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_MAKE_ELEMENT);
    cd_inst_t **end = &inst->body;

    inst->tag = tag;
    inst->text = grown(c->program->pool, inst->text, &inst->room, tag->start.s,
                       tag->start.len);
    add_attributes(c, &end, inst, node->properties);
    add_content(c, &end, node->children);
}

/* Only fixed attributes: the start tag is bytes, too. Returns what stands
 * between it and the end tag's. */
static int compile_fixed(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node,
                         const cd_tag_t *tag, cd_str_t start)
{
    xmlNodePtr child = first_child(node);

    if (child && !is_certain(child)) {
        return 0;
    }
    raw_element(c, last, start, child != NULL);
    raw(c, last, ">", 1);
    if (child) {
        add_content(c, last, child);
        raw_element(c, last, tag->end, -1);
    }
    else if (!tag->is_void && !tag->is_open) {
        raw(c, last, tag->end.s, tag->end.len);
    }
    return 1;
}

static void compile_open(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node,
                         const cd_tag_t *tag)
{
    cd_inst_t open = { .code = CD_OPEN, .tag = tag }, *made;
    cd_inst_t *rest = NULL, **end = &open.next;
    xmlNodePtr child = first_child(node);

    open.text = grown(c->program->pool, open.text, &open.room, tag->start.s,
                      tag->start.len);
    add_attributes(c, &end, &open, node->properties);
    rest = open.next;
    if (!rest && compile_fixed(c, last, node, tag, open.text)) {
        return;
    }
    made = cd_compile_add(c, last, CD_OPEN);
    *made = open;
    if (rest) {
        *last = end;
    }
    else {
        *last = &made->next;
    }
    add_content(c, last, node->children);
    if (child && is_certain(child)) {
        raw_element(c, last, tag->end, -1);
    }
    else {
        cd_compile_add(c, last, CD_CLOSE)->tag = tag;
    }
}

void cd_compile_element(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node)
{
    const char *name = (const char *) node->name;
    cd_tag_t *tag;

    if (node->ns || node->nsDef) {
        cd_compile_fail(c, node, name);
        return;
    }
    tag = cd_tag_make(c->program->pool, name);
    if (tag->is_void && first_child(node) && is_certain(first_child(node))) {
        cd_compile_fail(c, node, name);
    }
    else if (tag->place != CD_TAG_OTHER || tag->is_raw) {
        compile_apart(c, last, node, tag);
    }
    else {
        compile_open(c, last, node, tag);
    }
}

/* A list of texts and values is parts. */
static int content_parts(cd_compiling_t *c, xmlNodePtr node, cd_part_t **parts)
{
    apr_array_header_t *all =
        apr_array_make(c->program->pool, 2, sizeof(cd_part_t));

    for (; node; node = node->next) {
        cd_part_t *part = apr_array_push(all);
        const char *select;

        memset(part, 0, sizeof(*part));
        if (node->type == XML_TEXT_NODE) {
            part->text =
                cd_str(apr_pstrdup(all->pool, (const char *) node->content));
            continue;
        }
        if (!cd_is_xsl(node, "value-of")) {
            return -1;
        }
        select = cd_xml_attribute(node, "select", all->pool);
        part->select = select ? cd_compile_expr(c, node, select)
                              : cd_compile_fail(c, node, "select");
    }
    *parts = (cd_part_t *) all->elts;
    return all->nelts;
}

void cd_compile_attribute(cd_compiling_t *c, cd_inst_t ***last,
                          xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_ADD_ATTRIBUTE);
    const char *name = cd_xml_attribute(node, "name", c->program->pool);

    if (!is_done(name) || xmlHasProp(node, (const xmlChar *) "namespace")) {
        cd_compile_fail(c, node, "attribute");
        return;
    }
    inst->text = cd_str(name);
    inst->n_parts = content_parts(c, node->children, &inst->parts);
    if (inst->n_parts < 0) {
        inst->n_parts = 0;
        inst->body = cd_compile_list(c, node->children);
    }
}

void cd_compile_named_element(cd_compiling_t *c, cd_inst_t ***last,
                              xmlNodePtr node)
{
    cd_inst_t *inst = cd_compile_add(c, last, CD_MAKE_ELEMENT);
    const char *name = cd_xml_attribute(node, "name", c->program->pool);
    cd_str_t fixed;

    if (!name || xmlHasProp(node, (const xmlChar *) "namespace")
        || xmlHasProp(node, (const xmlChar *) "use-attribute-sets")
        || xmlSearchNs(node->doc, node, NULL)) {
        cd_compile_fail(c, node, "element");
        return;
    }
    inst->n_parts = cd_compile_parts(c, node, name, &inst->parts);
    if (is_fixed(c, inst->parts, inst->n_parts, &fixed)) {
        if (!is_name(fixed.s)) {
            cd_compile_fail(c, node, "element");
            return;
        }
        inst->tag = cd_tag_make(c->program->pool, fixed.s);
        inst->text = inst->tag->start;
    }
    inst->body = cd_compile_list(c, node->children);
}
