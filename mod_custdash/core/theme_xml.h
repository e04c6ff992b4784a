/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the XML files that themes and catalogues are made of. */
#ifndef CD_THEME_XML_H
#define CD_THEME_XML_H

#include <apr_pools.h>
#include <apr_time.h>
#include <libxml/tree.h>

/** The bytes of a file, with a NUL after them. */
typedef struct {
    const char *data;
    apr_size_t len;
    apr_time_t mtime; /* of the file, before it was read */
} cd_bytes_t;

/**
 * Read a regular file of at most 4 MiB into @a pool.
 * @return NULL, or "path: what is wrong"
 */
const char *cd_file_read(cd_bytes_t *bytes, apr_pool_t *pool,
                         const char *path);

/**
 * Parse a document that stands alone: nothing is loaded besides it and a
 * DOCTYPE is refused, so there are no entities but XML's own five.
 * The caller owns the document (xmlFreeDoc).
 * @param name what messages call the file; @param uri the document's URI
 * @param dict names are interned in it; NULL: one of its own
 * @return NULL and @a error "name:line: what is wrong", in @a pool
 */
xmlDocPtr cd_xml_parse(const cd_bytes_t *bytes, const char *name,
                       const char *uri, xmlDictPtr dict, apr_pool_t *pool,
                       const char **error);

/** Read and parse; the document ends with the pool. */
xmlDocPtr cd_xml_read(const char *path, apr_pool_t *pool, const char **error);

/** An attribute's value in @a pool, or NULL. */
const char *cd_xml_attribute(xmlNodePtr node, const char *name,
                             apr_pool_t *pool);

/** True for an element of that name in no namespace. */
int cd_xml_is(xmlNodePtr node, const char *name);

#endif
