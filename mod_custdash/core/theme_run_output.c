/* SPDX-License-Identifier: Apache-2.0 */
/* What a running program writes: bytes, attributes, elements, copies, and
 * texts that are kept in variables. */
#include "theme_run.h"

#include <string.h>

#include <apr_strings.h>

/* --- texts */

/* The text of what instructions write. */
static cd_xpath_value_t capture(cd_run_t *run, const cd_inst_t *body)
{
    cd_html_t outer = run->html;
    cd_xpath_value_t value = { .kind = CD_TREE };

    memset(&run->html, 0, sizeof(run->html));
    run->html.pool = run->pool;
    run->html.state = CD_HTML_TEXT;
    cd_run_list(run, body);
    cd_html_bytes(&run->html, "", 1);
    value.n = run->html.marked;
    value.u.string.s = run->html.data;
    value.u.string.len = run->html.len - 1;
    run->failed |= run->html.failed || run->html.len > CD_LONGEST;
    outer.nodes += run->html.nodes;
    run->html = outer;
    return value;
}

cd_xpath_value_t cd_run_param(cd_run_t *run, const cd_param_t *param)
{
    if (param->constant) {
        return param->value;
    }
    return param->select ? cd_xpath_value(run, param->select)
                         : capture(run, param->body);
}

static cd_str_t part(cd_run_t *run, const cd_part_t *parts)
{
    return parts->select ? cd_xpath_string(run, parts->select) : parts->text;
}

static cd_str_t join(cd_run_t *run, const cd_part_t *parts, int n)
{
    cd_html_t all = { .pool = run->pool };
    cd_str_t made = { "", 0 };
    int i;

    if (n == 1) {
        return part(run, parts);
    }
    for (i = 0; i < n; i++) {
        cd_str_t piece = part(run, &parts[i]);

        cd_html_bytes(&all, piece.s, piece.len);
    }
    if (n > 0) {
        cd_html_bytes(&all, "", 1);
        made.s = all.data;
        made.len = all.len - 1;
    }
    run->failed |= made.len > CD_LONGEST;
    return made;
}

/* --- bytes and attributes */

static void raw_with_care(cd_html_t *html, const cd_inst_t *inst)
{
    if (html->state & CD_HTML_TEXT) {
        html->marked |= inst->flag != 0;
        cd_html_bytes(html, inst->plain.s, inst->plain.len);
        return;
    }
    cd_html_ready(html);
    if (!(html->state & CD_HTML_RAW)) {
        cd_html_bytes(html, inst->text.s, inst->text.len);
        return;
    }
    html->failed |= (inst->flag & CD_RAW_ELEMENT) != 0;
    cd_html_bytes(html, inst->plain.s, inst->plain.len);
}

void cd_run_raw(cd_run_t *run, const cd_inst_t *inst)
{
    cd_html_t *html = &run->html;

    if (html->state) {
        raw_with_care(html, inst);
    }
    else {
        cd_html_bytes(html, inst->text.s, inst->text.len);
    }
    html->rooted |= inst->flag & CD_RAW_ELEMENT;
    html->depth += inst->depth;
    html->nodes += inst->nodes;
}

void cd_run_attr(cd_run_t *run, const cd_inst_t *inst)
{
    cd_str_t value = { "", 0 };

    if (inst->n_parts > 0) {
        value = join(run, inst->parts, inst->n_parts);
    }
    if (run->html.state & CD_HTML_TEXT) {
        return;
    }
    if (inst->n_parts > 0) {
        cd_html_value(&run->html, inst->text, inst->flag, value);
    }
    else {
        cd_html_bytes(&run->html, inst->text.s, inst->text.len);
    }
}

static void add_attribute(cd_run_t *run, const char *name, cd_str_t value)
{
    if ((run->html.state & CD_HTML_TEXT) || !(run->html.state & CD_HTML_TAG)
        || strcasecmp(name, "http-equiv") == 0) {
        cd_run_fail(run);
        return;
    }
    cd_html_attribute(&run->html, name, value);
}

/* On top of the page libxslt forgets it. */
void cd_run_add_attribute(cd_run_t *run, const cd_inst_t *inst)
{
    cd_xpath_value_t value;

    if (run->html.depth == 0 && !(run->html.state & CD_HTML_TEXT)) {
        return;
    }
    if (inst->body) {
        value = capture(run, inst->body);
    }
    else {
        value.u.string = join(run, inst->parts, inst->n_parts);
    }
    add_attribute(run, inst->text.s, value.u.string);
}

/* --- elements */

static const cd_tag_t *tag_of(cd_run_t *run, const char *name)
{
    cd_tag_t *tag;

    if (!run->tags) {
        run->tags = apr_hash_make(run->pool);
    }
    tag = apr_hash_get(run->tags, name, APR_HASH_KEY_STRING);
    if (!tag) {
        tag = cd_tag_make(run->pool, name);
        apr_hash_set(run->tags, name, APR_HASH_KEY_STRING, tag);
    }
    return tag;
}

static void copy_node(cd_run_t *run, const cd_node_t *node);

/* One without a value is copied as such or not, as it was made. */
static void copy_attribute(cd_run_t *run, const cd_node_t *node)
{
    if (node->text.len == 0) {
        cd_run_fail(run);
    }
    add_attribute(run, node->word, node->text);
}

static void copy_content(cd_run_t *run, const cd_node_t *node)
{
    const cd_node_t *at;

    for (at = node + 1; at <= node + node->attributes; at++) {
        copy_attribute(run, at);
    }
    for (at = node->child; at && !run->failed; at = at->next) {
        copy_node(run, at);
    }
}

/* A tag with a body in it, or with what the node @a copied has. */
static void element(cd_run_t *run, const cd_tag_t *tag, cd_str_t start,
                    const cd_inst_t *body, const cd_node_t *copied)
{
    unsigned outer = run->html.state & CD_HTML_RAW;

    cd_html_open(&run->html, tag, start);
    if (tag->is_raw && !(run->html.state & CD_HTML_TEXT)) {
        run->html.state |= CD_HTML_RAW;
    }
    if (copied) {
        copy_content(run, copied);
    }
    cd_run_list(run, body);
    cd_html_close(&run->html, tag);
    run->html.state = (run->html.state & ~(unsigned) CD_HTML_RAW) | outer;
}

void cd_run_element(cd_run_t *run, const cd_inst_t *inst)
{
    const cd_tag_t *tag = inst->tag;
    const char *name;

    if (tag) {
        element(run, tag, inst->text, inst->body, NULL);
        return;
    }
    name = join(run, inst->parts, inst->n_parts).s;
    if (xmlValidateNCName((const xmlChar *) name, 0) != 0) {
        cd_run_fail(run);
        return;
    }
    tag = tag_of(run, name);
    element(run, tag, tag->start, inst->body, NULL);
}

/* --- copies; what is rare is libxslt's */

static void copy_node(cd_run_t *run, const cd_node_t *node)
{
    const cd_tag_t *tag;

    if (++run->steps > CD_STEPS || ++run->depth > CD_DEPTH) {
        cd_run_fail(run);
        return;
    }
    if (node->kind == CD_ELEMENT) {
        if (run->html.state & CD_HTML_TEXT) {
            cd_run_fail(run);
        }
        tag = tag_of(run, node->word);
        element(run, tag, tag->start, NULL, node);
    }
    else if (node->kind == CD_TEXT && node->text.len > 0) {
        cd_html_text(&run->html, node->text, 0);
    }
    else if (node->kind == CD_ATTRIBUTE) {
        copy_attribute(run, node);
    }
    else {
        cd_run_fail(run);
    }
    run->depth--;
}

void cd_run_copy_of(cd_run_t *run, const cd_inst_t *inst)
{
    cd_xpath_value_t value = cd_xpath_value(run, inst->select);
    int i;

    if (value.kind == CD_TREE && value.n) {
        cd_run_fail(run);
    }
    if (value.kind != CD_NODES) {
        cd_html_text(&run->html, cd_value_string(run, &value), 0);
        return;
    }
    for (i = 0; i < value.n && !run->failed; i++) {
        copy_node(run, value.u.nodes[i]);
    }
}

void cd_run_copy(cd_run_t *run, const cd_inst_t *inst)
{
    const cd_node_t *node = run->node;
    const cd_tag_t *tag;

    if (node->kind == CD_ROOT_NODE) {
        cd_run_list(run, inst->body);
    }
    else if (node->kind == CD_ELEMENT) {
        tag = tag_of(run, node->word);
        element(run, tag, tag->start, inst->body, NULL);
    }
    else {
        copy_node(run, node);
    }
}
