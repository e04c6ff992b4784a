/* SPDX-License-Identifier: Apache-2.0 */
/* Walks what cmark parsed and builds nodes of the document: there is never
 * an HTML text, so there is nothing in it to escape. */
#include "markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "utf8.h"

#define TEXT_MAX (1024 * 1024) /* bytes */

/* Elements inside each other; deeper ones leave their text to the last. */
#define DEPTH_MAX 20

typedef struct {
    xmlNodePtr at;     /* the element that is being filled */
    xmlBufferPtr text; /* its text since the last element */
    int depth;
    int failed; /* out of memory */
} builder_t;

/* Characters that XML has no place for (an entity like &#1; brings them)
 * become U+FFFD. Text is collected first, because libxml2 takes longer the
 * longer the node is that it appends to. */
static void add_text(builder_t *b, const char *text)
{
    size_t n = text ? strlen(text) : 0, len;
    const char *piece;

    while ((piece = cd_utf8_piece(&text, &n, &len)) != NULL) {
        if (xmlBufferAdd(b->text, BAD_CAST piece, (int) len) != 0) {
            b->failed = 1;
        }
    }
}

static void flush_text(builder_t *b)
{
    int len = xmlBufferLength(b->text);
    xmlNodePtr node;

    if (len == 0) {
        return;
    }
    node = xmlNewDocTextLen(b->at->doc, xmlBufferContent(b->text), len);
    xmlBufferEmpty(b->text);
    if (!node || !node->content) {
        xmlFreeNode(node);
        b->failed = 1;
        return;
    }
    xmlAddChild(b->at, node);
}

/* libxml2 may return a node although it had no memory for its name, an
 * attribute although it had none for its value. */
static xmlNodePtr add_element(builder_t *b, const char *name)
{
    xmlNodePtr node;

    flush_text(b);
    node = xmlNewDocNode(b->at->doc, NULL, BAD_CAST name, NULL);
    if (!node || !node->name) {
        xmlFreeNode(node);
        b->failed = 1;
        return NULL;
    }
    return xmlAddChild(b->at, node);
}

static void add_attribute(builder_t *b, xmlNodePtr node, const char *name,
                          const char *value)
{
    xmlAttrPtr attr = xmlNewProp(node, BAD_CAST name, BAD_CAST value);

    if (!attr || !attr->name || !attr->children || !attr->children->content) {
        b->failed = 1;
    }
}

static int has_scheme(const char *url)
{
    static const char *const schemes[] = { "http://", "https://", "mailto:" };
    size_t i;

    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0) {
            return 1;
        }
    }
    return 0;
}

/* "page:domain-search": a page by its name, which the theme leads to. */
static int is_page(const char *url)
{
    return !strncmp(url, "page:", 5)
        && url[5 + strspn(url + 5, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
}

/* Browsers take away tabs and line breaks and read \ as /, so that "/\host"
 * or "/<tab>/host" would lead to another host. */
static int is_safe_url(const char *url)
{
    const char *c;

    for (c = url; *c; c++) {
        if ((unsigned char) *c <= ' ' || *c == '\\' || *c == 0x7F) {
            return 0;
        }
    }
    if (cd_utf8_control(url, strlen(url), 0)) {
        return 0;
    }
    return *url == '#' || (*url == '/' && url[1] != '/') || has_scheme(url)
        || is_page(url);
}

static const char *heading_name(cmark_node *node)
{
    switch (cmark_node_get_heading_level(node)) {
    case 1:
        return "h2";
    case 2:
        return "h3";
    default:
        return "h4";
    }
}

static const char *list_name(cmark_node *node)
{
    return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul";
}

/* The items of a tight list hold their text without paragraphs. */
static const char *paragraph_name(cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node);
    cmark_node *list = item ? cmark_node_parent(item) : NULL;

    return list && cmark_node_get_list_tight(list) ? NULL : "p";
}

static const char *link_name(cmark_node *node)
{
    const char *url = cmark_node_get_url(node);

    return url && is_safe_url(url) ? "a" : NULL;
}

/* The element that a node becomes; NULL: none, only what is inside counts. */
static const char *element_name(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        return "blockquote";
    case CMARK_NODE_LIST:
        return list_name(node);
    case CMARK_NODE_ITEM:
        return "li";
    case CMARK_NODE_PARAGRAPH:
        return paragraph_name(node);
    case CMARK_NODE_HEADING:
        return heading_name(node);
    case CMARK_NODE_EMPH:
        return "em";
    case CMARK_NODE_STRONG:
        return "strong";
    case CMARK_NODE_LINK:
        return link_name(node);
    default:
        return NULL;
    }
}

static void add_start(builder_t *b, xmlNodePtr element, int start)
{
    char digits[16];

    if (start != 1) {
        snprintf(digits, sizeof(digits), "%d", start);
        add_attribute(b, element, "start", digits);
    }
}

static void add_attributes(builder_t *b, xmlNodePtr element, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LINK) {
        add_attribute(b, element, "href", cmark_node_get_url(node));
    }
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
        add_start(b, element, cmark_node_get_list_start(node));
    }
}

static void open_element(builder_t *b, const char *name)
{
    xmlNodePtr node = add_element(b, name);

    b->at = node ? node : b->at;
}

static void add_code(builder_t *b, cmark_node *node)
{
    xmlNodePtr outer = b->at;

    if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
        open_element(b, "pre");
    }
    open_element(b, "code");
    add_text(b, cmark_node_get_literal(node));
    flush_text(b);
    b->at = outer;
}

/* Somebody wrote "<VirtualHost *:80>" and means it: HTML is text here. */
static void add_html_block(builder_t *b, const char *literal)
{
    xmlNodePtr outer = b->at;
    size_t n = strlen(literal);
    char *text;

    while (n && literal[n - 1] == '\n') {
        n--;
    }
    text = strndup(literal, n);
    b->failed |= !text;
    open_element(b, "p");
    add_text(b, text);
    flush_text(b);
    b->at = outer;
    free(text);
}

/* A node without children: it is met once only. */
static void add_leaf(builder_t *b, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_text(b, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        add_text(b, "\n");
        break;
    case CMARK_NODE_LINEBREAK:
        add_element(b, "br");
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        add_element(b, "hr");
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
        add_code(b, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        add_text(b, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_HTML_BLOCK:
        add_html_block(b, cmark_node_get_literal(node));
        break;
    default:
        break;
    }
}

/* The element stays with its node until the node is left. */
static void enter(builder_t *b, cmark_node *node)
{
    const char *name = element_name(node);
    xmlNodePtr element;

    if (!name) {
        add_leaf(b, node);
        return;
    }
    if (b->depth == DEPTH_MAX) {
        return;
    }
    element = add_element(b, name);
    if (element) {
        add_attributes(b, element, node);
        cmark_node_set_user_data(node, element);
        b->at = element;
        b->depth++;
    }
}

static int is_block(cmark_node *node)
{
    return cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK;
}

static void leave(builder_t *b, cmark_node *node)
{
    if (cmark_node_get_user_data(node)) {
        flush_text(b);
        b->at = b->at->parent;
        b->depth--;
    }
    else if (is_block(node) && cmark_node_next(node)) {
        add_text(b, "\n"); /* blocks without elements don't run together */
    }
}

static int build(builder_t *b, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while (!b->failed && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER) {
            enter(b, cmark_iter_get_node(iter));
        }
        else {
            leave(b, cmark_iter_get_node(iter));
        }
    }
    cmark_iter_free(iter);
    return b->failed ? -1 : 0;
}

/* Fill a node outside the tree, so that a failure leaves no half text. */
static int build_aside(xmlNodePtr aside, cmark_node *root)
{
    builder_t b = { aside, xmlBufferCreate(), 0, 0 };
    int result = -1;

    if (b.text) {
        xmlBufferSetAllocationScheme(b.text, XML_BUFFER_ALLOC_DOUBLEIT);
        result = build(&b, root);
        xmlBufferFree(b.text);
    }
    return result;
}

static void move_children(xmlNodePtr from, xmlNodePtr to)
{
    xmlNodePtr children = from->children;

    from->children = from->last = NULL;
    if (children) {
        xmlAddChildList(to, children);
    }
}

int cd_markdown_append(xmlNodePtr parent, const char *text, unsigned long len)
{
    cmark_node *root;
    xmlNodePtr aside;
    int result = -1;

    if (len > TEXT_MAX) {
        return -1;
    }
    aside = xmlNewDocNode(parent->doc, NULL, parent->name, NULL);
    root = cmark_parse_document(text, len, CMARK_OPT_VALIDATE_UTF8);
    if (root && aside) {
        result = build_aside(aside, root);
    }
    if (result == 0) {
        move_children(aside, parent);
    }
    if (root) {
        cmark_node_free(root);
    }
    xmlFreeNode(aside);
    return result;
}
