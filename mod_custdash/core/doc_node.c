/* SPDX-License-Identifier: Apache-2.0 */
/* What xmlNewDocNode and xmlNewProp do, with a pool for malloc. */
#include "doc_node.h"

#include <libxml/parserInternals.h> /* xmlStringText */

/* An attribute and the text that is its value. */
typedef struct {
    xmlAttr attribute;
    xmlNode text;
} attribute_t;

xmlNodePtr cd_doc_node(apr_pool_t *pool, xmlDocPtr tree, xmlNodePtr parent,
                       const xmlChar *name)
{
    xmlNodePtr node = apr_pcalloc(pool, sizeof(*node));

    node->type = XML_ELEMENT_NODE;
    node->doc = tree;
    node->name = name;
    node->parent = parent;
    if (!parent) {
        return node;
    }
    node->prev = parent->last;
    if (parent->last) {
        parent->last->next = node;
    }
    else {
        parent->children = node;
    }
    parent->last = node;
    return node;
}

static xmlAttrPtr last_attribute(xmlNodePtr node)
{
    xmlAttrPtr last = node->properties;

    while (last && last->next) {
        last = last->next;
    }
    return last;
}

void cd_doc_attribute(apr_pool_t *pool, xmlNodePtr node, const xmlChar *name,
                      const char *value)
{
    attribute_t *made = apr_pcalloc(pool, sizeof(*made));
    xmlAttrPtr last = last_attribute(node);

    made->text.type = XML_TEXT_NODE;
    made->text.doc = node->doc;
    made->text.name = xmlStringText;
    made->text.content = (xmlChar *) value;
    made->text.parent = (xmlNodePtr) &made->attribute;
    made->attribute.type = XML_ATTRIBUTE_NODE;
    made->attribute.doc = node->doc;
    made->attribute.name = name;
    made->attribute.parent = node;
    made->attribute.children = made->attribute.last = &made->text;
    made->attribute.prev = last;
    if (last) {
        last->next = &made->attribute;
    }
    else {
        node->properties = &made->attribute;
    }
}
