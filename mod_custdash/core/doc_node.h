/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes of libxml2's tree in the memory of a pool. */
#ifndef CD_DOC_NODE_H
#define CD_DOC_NODE_H

#include <apr_pools.h>
#include <libxml/tree.h>

/**
 * An empty element at the end of @a parent, or alone when that is NULL.
 * Such nodes are libxml2's in every respect but one: their memory is the
 * pool's. libxml2 asks malloc three times for an attribute and frees three
 * times, which was a quarter of a page's instructions. So nothing of
 * libxml2's may free, rename or rewrite them (xmlFreeNode, xmlFreeDoc,
 * xmlUnsetProp, xmlNodeSetContent …); moving them is fine.
 * @param name stays where it is
 */
xmlNodePtr cd_doc_node(apr_pool_t *pool, xmlDocPtr tree, xmlNodePtr parent,
                       const xmlChar *name);

/**
 * An attribute after the last one of @a node.
 * @param name  stays where it is; not an attribute that @a node has
 * @param value UTF-8 that XML can hold; stays where it is
 */
void cd_doc_attribute(apr_pool_t *pool, xmlNodePtr node, const xmlChar *name,
                      const char *value);

#endif
