/* SPDX-License-Identifier: Apache-2.0 */
/* The XML document of a page: made by statements, read by themes. */
#ifndef CD_DOC_H
#define CD_DOC_H

#include <apr_pools.h>
#include <libxml/tree.h>

#include "db.h"

typedef struct cd_doc_t cd_doc_t;

/**
 * Start an empty document `<page name="…"/>`.
 * It is freed when the pool is cleared. Returns NULL when out of memory.
 */
cd_doc_t *cd_doc_create(apr_pool_t *pool, const char *name);

/** The pool that it lives in. */
apr_pool_t *cd_doc_pool(const cd_doc_t *doc);

/** The libxml2 tree; owned by @a doc. */
xmlDocPtr cd_doc_tree(const cd_doc_t *doc);

/** The root element `<page>`. */
xmlNodePtr cd_doc_page(const cd_doc_t *doc);

/** The `<section name="…">` of that name, appended when it isn't there. */
xmlNodePtr cd_doc_section(cd_doc_t *doc, const char *name);

/** Append an empty element to @a parent. @a name must be a valid XML name. */
xmlNodePtr cd_doc_element(cd_doc_t *doc, xmlNodePtr parent, const char *name);

/**
 * Set an attribute. A NULL @a value leaves it out. Control characters that
 * XML 1.0 (section 2.2) has no place for become U+FFFD.
 */
void cd_doc_set(cd_doc_t *doc, xmlNodePtr node, const char *name,
                const char *value);

/** Set an attribute to a decimal number. */
void cd_doc_set_int(cd_doc_t *doc, xmlNodePtr node, const char *name,
                    apr_int64_t value);

/**
 * Append one result row as the statement's element in its section
 * (`:row`/`:section`, or the row's own `section` and `row` columns).
 * @return APR_EINVAL when the row names an element its statement didn't
 *         declare.
 */
apr_status_t cd_doc_row(cd_doc_t *doc, const cd_stmt_t *stmt,
                        const cd_row_t *row);

/** Serialise as UTF-8 XML into @a pool; the length goes to @a len. */
const char *cd_doc_serialise(const cd_doc_t *doc, apr_pool_t *pool,
                             apr_size_t *len);

#endif
