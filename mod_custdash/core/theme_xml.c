/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the XML files that themes and catalogues are made of. */
#include "theme_xml.h"

#include <string.h>

#include <apr_file_io.h>
#include <apr_strings.h>
#include <libxml/parser.h>

#define FILE_LIMIT (4 * 1024 * 1024)

/* What goes wrong in one parse; the first mistake is the one to tell. */
typedef struct {
    const char *name;
    apr_pool_t *pool;
    const char *message;
} complaint_t;

static const char *file_error(apr_pool_t *pool, const char *path,
                              apr_status_t rv)
{
    char text[128];

    return apr_pstrcat(pool, path, ": ", apr_strerror(rv, text, sizeof(text)),
                       NULL);
}

static const char *read_open(cd_bytes_t *bytes, apr_pool_t *pool,
                             const char *path, apr_file_t *file)
{
    apr_finfo_t info;
    char *data;
    apr_status_t rv;

    rv = apr_file_info_get(
        &info, APR_FINFO_TYPE | APR_FINFO_SIZE | APR_FINFO_MTIME, file);
    if (rv != APR_SUCCESS) {
        return file_error(pool, path, rv);
    }
    if (info.filetype != APR_REG) {
        return apr_pstrcat(pool, path, ": not a regular file", NULL);
    }
    if (info.size > FILE_LIMIT) {
        return apr_pstrcat(pool, path, ": larger than 4 MiB", NULL);
    }
    bytes->len = (apr_size_t) info.size;
    bytes->mtime = info.mtime;
    data = apr_palloc(pool, bytes->len + 1);
    rv = apr_file_read_full(file, data, bytes->len, NULL);
    if (rv != APR_SUCCESS) {
        return file_error(pool, path, rv);
    }
    data[bytes->len] = '\0';
    bytes->data = data;
    return NULL;
}

const char *cd_file_read(cd_bytes_t *bytes, apr_pool_t *pool, const char *path)
{
    apr_file_t *file;
    apr_status_t rv;
    const char *error;

    rv =
        apr_file_open(&file, path, APR_FOPEN_READ | APR_FOPEN_BINARY, 0, pool);
    if (rv != APR_SUCCESS) {
        return file_error(pool, path, rv);
    }
    error = read_open(bytes, pool, path, file);
    apr_file_close(file);
    return error;
}

static void complain(complaint_t *complaint, int line, const char *text)
{
    apr_size_t len = strcspn(text, "\n");

    if (complaint->message) {
        return;
    }
    complaint->message = apr_psprintf(complaint->pool, "%s:%d: %.*s",
                                      complaint->name, line, (int) len, text);
}

static void on_error(void *baton, xmlErrorPtr error)
{
    xmlParserCtxtPtr parser = baton;

    if (error->level >= XML_ERR_ERROR) {
        complain(parser->_private, error->line,
                 error->message ? error->message : "not well-formed");
    }
}

static void on_doctype(void *baton, const xmlChar *name,
                       const xmlChar *public_id, const xmlChar *system_id)
{
    xmlParserCtxtPtr parser = baton;

    (void) name;
    (void) public_id;
    (void) system_id;
    complain(parser->_private, xmlSAX2GetLineNumber(parser),
             "a DOCTYPE is not allowed here (so no entities of one's own: "
             "write &#160; for a no-break space)");
    xmlStopParser(parser);
}

static void prepare(xmlParserCtxtPtr parser, xmlDictPtr dict,
                    complaint_t *complaint)
{
    parser->_private = complaint;
    parser->sax->serror = on_error;
    parser->sax->internalSubset = on_doctype;
    if (dict) {
        xmlDictFree(parser->dict);
        parser->dict = dict;
        xmlDictReference(dict);
    }
}

xmlDocPtr cd_xml_parse(const cd_bytes_t *bytes, const char *name,
                       const char *uri, xmlDictPtr dict, apr_pool_t *pool,
                       const char **error)
{
    complaint_t complaint = { name, pool, NULL };
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr doc = NULL;

    if (parser) {
        prepare(parser, dict, &complaint);
        doc = xmlCtxtReadMemory(
            parser, bytes->data, (int) bytes->len, uri, NULL,
            XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
        xmlFreeParserCtxt(parser);
    }
    if (doc && complaint.message) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    if (!doc) {
        complain(&complaint, 1, "cannot be parsed");
        *error = complaint.message;
    }
    return doc;
}

static apr_status_t free_document(void *doc)
{
    xmlFreeDoc(doc);
    return APR_SUCCESS;
}

xmlDocPtr cd_xml_read(const char *path, apr_pool_t *pool, const char **error)
{
    cd_bytes_t bytes;
    xmlDocPtr doc;

    *error = cd_file_read(&bytes, pool, path);
    if (*error) {
        return NULL;
    }
    doc = cd_xml_parse(&bytes, path, path, NULL, pool, error);
    if (doc) {
        apr_pool_cleanup_register(pool, doc, free_document,
                                  apr_pool_cleanup_null);
    }
    return doc;
}

const char *cd_xml_attribute(xmlNodePtr node, const char *name,
                             apr_pool_t *pool)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *) name);
    const char *copy;

    if (!value) {
        return NULL;
    }
    copy = apr_pstrdup(pool, (const char *) value);
    xmlFree(value);
    return copy;
}

int cd_xml_is(xmlNodePtr node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && !node->ns
        && strcmp((const char *) node->name, name) == 0;
}
