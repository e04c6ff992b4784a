/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the XML document of a page from rows. */
#include "doc.h"

#include <apr_strings.h>
#include <libxml/xmlsave.h>
#include <string.h>

#include "markdown.h"
#include "utf8.h"

#define NAME_ROOM 64

struct cd_doc_t {
    apr_pool_t *pool;
    xmlDocPtr tree;
    xmlNodePtr page;
};

static apr_status_t doc_cleanup(void *data)
{
    xmlFreeDoc(data);
    return APR_SUCCESS;
}

cd_doc_t *cd_doc_create(apr_pool_t *pool, const char *name)
{
    cd_doc_t *doc = apr_pcalloc(pool, sizeof(*doc));

    doc->pool = pool;
    doc->tree = xmlNewDoc(BAD_CAST "1.0");
    if (!doc->tree) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, doc->tree, doc_cleanup,
                              apr_pool_cleanup_null);
    doc->tree->dict = xmlDictCreate();
    doc->page = xmlNewDocNode(doc->tree, NULL, BAD_CAST "page", NULL);
    if (!doc->page || !doc->tree->dict) {
        return NULL;
    }
    xmlDocSetRootElement(doc->tree, doc->page);
    cd_doc_set(doc, doc->page, "name", name);
    return doc;
}

xmlDocPtr cd_doc_tree(const cd_doc_t *doc)
{
    return doc->tree;
}

xmlNodePtr cd_doc_page(const cd_doc_t *doc)
{
    return doc->page;
}

xmlNodePtr cd_doc_element(cd_doc_t *doc, xmlNodePtr parent, const char *name)
{
    xmlNodePtr node = xmlNewDocNode(doc->tree, NULL, BAD_CAST name, NULL);

    return node ? xmlAddChild(parent, node) : NULL;
}

static int is_section(xmlNodePtr node, const char *name)
{
    return !strcmp((const char *) node->name, "section") && node->properties
        && node->properties->children
        && !strcmp((const char *) node->properties->children->content, name);
}

xmlNodePtr cd_doc_section(cd_doc_t *doc, const char *name)
{
    xmlNodePtr node;

    for (node = doc->page->last; node; node = node->prev) {
        if (is_section(node, name)) {
            return node;
        }
    }
    node = cd_doc_element(doc, doc->page, "section");
    cd_doc_set(doc, node, "name", name); /* first: is_section() looks */
    return node;
}

void cd_doc_set(cd_doc_t *doc, xmlNodePtr node, const char *name,
                const char *value)
{
    if (node && value) {
        xmlNewProp(node, BAD_CAST name,
                   BAD_CAST cd_utf8_clean(doc->pool, value));
    }
}

void cd_doc_set_int(cd_doc_t *doc, xmlNodePtr node, const char *name,
                    apr_int64_t value)
{
    char text[24];

    apr_snprintf(text, sizeof(text), "%" APR_INT64_T_FMT, value);
    cd_doc_set(doc, node, name, text);
}

/* first_name → first-name: the vocabulary of the document. */
static const char *attribute_name(char room[NAME_ROOM], const char *column)
{
    char *s;

    apr_cpystrn(room, column, NAME_ROOM);
    for (s = room; *s; s++) {
        *s = *s == '_' ? '-' : *s;
    }
    return room;
}

static int listed(const apr_array_header_t *list, const char *name)
{
    int i;

    for (i = 0; i < list->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(list, i, const char *), name)) {
            return 1;
        }
    }
    return 0;
}

static const cd_rowkind_t *row_kind(const cd_stmt_t *stmt, const cd_row_t *row)
{
    int i;

    if (!stmt->mixed) {
        return stmt->kinds->nelts
            ? &APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t)
            : NULL;
    }
    for (i = 0; row->n >= 2 && i < stmt->kinds->nelts; i++) {
        const cd_rowkind_t *kind =
            &APR_ARRAY_IDX(stmt->kinds, i, cd_rowkind_t);

        if (row->value[0] && !strcmp(kind->section, row->value[0])
            && row->value[1] && !strcmp(kind->row, row->value[1])) {
            return kind;
        }
    }
    return NULL;
}

static void set_column(cd_doc_t *doc, xmlNodePtr node, const cd_stmt_t *stmt,
                       const cd_row_t *row, int i)
{
    char room[NAME_ROOM];
    const char *name = attribute_name(room, row->name[i]);

    if (listed(stmt->markdown, row->name[i])) {
        cd_markdown_append(cd_doc_element(doc, node, name), row->value[i],
                           row->len[i]);
        return;
    }
    cd_doc_set(doc, node, name, row->value[i]);
}

apr_status_t cd_doc_row(cd_doc_t *doc, const cd_stmt_t *stmt,
                        const cd_row_t *row)
{
    const cd_rowkind_t *kind = row_kind(stmt, row);
    xmlNodePtr node;
    int i;

    if (!kind) {
        return APR_EINVAL;
    }
    node = cd_doc_element(doc, cd_doc_section(doc, kind->section), kind->row);
    if (!node) {
        return APR_ENOMEM;
    }
    for (i = stmt->mixed ? 2 : 0; i < row->n - row->keys; i++) {
        if (row->value[i]) {
            set_column(doc, node, stmt, row, i);
        }
    }
    return APR_SUCCESS;
}

const char *cd_doc_serialise(const cd_doc_t *doc, apr_pool_t *pool,
                             apr_size_t *len)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlSaveCtxtPtr save = xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_FORMAT);
    const char *text;

    xmlSaveDoc(save, doc->tree);
    xmlSaveClose(save);
    *len = (apr_size_t) xmlBufferLength(buffer);
    text = apr_pmemdup(pool, xmlBufferContent(buffer), *len);
    xmlBufferFree(buffer);
    return text;
}
