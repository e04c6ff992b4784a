/* SPDX-License-Identifier: Apache-2.0 */
/* A page's document as a program walks it: one array in document order, with
 * names as numbers. */
#ifndef CD_THEME_NODE_H
#define CD_THEME_NODE_H

#include <apr_pools.h>
#include <libxml/tree.h>

/** A text with its length; a NUL stands behind it. */
typedef struct {
    const char *s;
    apr_size_t len;
} cd_str_t;

/** The text of a C string. */
cd_str_t cd_str(const char *s);

/** The names that a sheet knows, numbered from 1. */
typedef struct cd_names_t cd_names_t;

cd_names_t *cd_names_make(apr_pool_t *pool);

/** The number of a name, which is taken in when it is new. */
int cd_names_add(cd_names_t *names, const char *name);

/** The number of a name, 0 for one that no sheet speaks of. */
int cd_names_find(const cd_names_t *names, const char *name);

typedef enum {
    CD_ROOT_NODE,
    CD_ELEMENT,
    CD_ATTRIBUTE,
    CD_TEXT,
    CD_COMMENT,
    CD_INSTRUCTION
} cd_node_kind_t;

/** A node. An element's attributes stand right behind it, then what is in
 *  it: an address says which of two comes first. */
typedef struct cd_node_t cd_node_t;
struct cd_node_t {
    const cd_node_t *parent, *next, *previous; /* siblings; of an attribute
                                                  its neighbours */
    const cd_node_t *child;                    /* the first */
    const char *word; /* the name as it is written, or "" */
    cd_str_t text;    /* of all but elements and the root */
    int name;         /* its number; 0: no sheet knows it */
    unsigned short kind, attributes;
};

/**
 * A document's nodes, the root first, in @a pool. They point into
 * @a document and know names by the numbers of @a names.
 * @return NULL when something is in it that no document of ours has: a
 *         namespace, a DOCTYPE, an entity, too many attributes
 */
const cd_node_t *cd_nodes_make(xmlDocPtr document, const cd_names_t *names,
                               apr_pool_t *pool);

/** All text in a node. Mostly it is there already, else in @a pool. */
cd_str_t cd_node_text(const cd_node_t *node, apr_pool_t *pool);

/** The node behind a node and all that is in it, below @a top; or NULL. */
const cd_node_t *cd_node_after(const cd_node_t *node, const cd_node_t *top);

#endif
