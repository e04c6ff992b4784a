/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the XML document of a page from rows. Its nodes are the pool's, but
 * for what markdown becomes. */
#include "doc.h"

#include <apr_strings.h>
#include <libxml/xmlsave.h>
#include <string.h>

#include "doc_node.h"
#include "markdown.h"
#include "utf8.h"

/* Made of markdown: this element's children are libxml2's own. */
typedef struct foreign_t {
    struct foreign_t *next;
    xmlNodePtr element;
} foreign_t;

struct cd_doc_t {
    apr_pool_t *pool;
    xmlDocPtr tree;
    xmlNodePtr page;
    foreign_t *foreign;

    /* Of the statement that the last row came from: what its columns are
       called here, and the section that its last kind of row is in. */
    const cd_stmt_t *stmt;
    const xmlChar **columns;
    int n_columns;
    const cd_rowkind_t *kind;
    xmlNodePtr section;
    const xmlChar *row;
};

static apr_status_t doc_cleanup(void *data)
{
    cd_doc_t *doc = data;
    const foreign_t *f;

    for (f = doc->foreign; f; f = f->next) {
        xmlFreeNodeList(f->element->children);
    }
    doc->tree->children = doc->tree->last = NULL; /* the pool's */
    xmlFreeDoc(doc->tree);
    return APR_SUCCESS;
}

/* Equal names at one address. */
static const xmlChar *name_of(cd_doc_t *doc, const char *name)
{
    return xmlDictLookup(doc->tree->dict, BAD_CAST name, -1);
}

cd_doc_t *cd_doc_create(apr_pool_t *pool, const char *name)
{
    cd_doc_t *doc = apr_pcalloc(pool, sizeof(*doc));

    doc->pool = pool;
    doc->tree = xmlNewDoc(BAD_CAST "1.0");
    if (!doc->tree) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, doc, doc_cleanup, apr_pool_cleanup_null);
    doc->tree->dict = xmlDictCreate();
    if (!doc->tree->dict) {
        return NULL;
    }
    doc->page = cd_doc_node(pool, doc->tree, (xmlNodePtr) doc->tree,
                            name_of(doc, "page"));
    cd_doc_set(doc, doc->page, "name", name);
    return doc;
}

apr_pool_t *cd_doc_pool(const cd_doc_t *doc)
{
    return doc->pool;
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
    const xmlChar *word = name_of(doc, name);

    return word ? cd_doc_node(doc->pool, doc->tree, parent, word) : NULL;
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

static void set(cd_doc_t *doc, xmlNodePtr node, const xmlChar *name,
                const char *value, apr_size_t len)
{
    const char *clean = cd_utf8_clean(doc->pool, value);

    if (name) {
        cd_doc_attribute(doc->pool, node, name,
                         clean == value ? apr_pstrmemdup(doc->pool, value, len)
                                        : clean);
    }
}

void cd_doc_set(cd_doc_t *doc, xmlNodePtr node, const char *name,
                const char *value)
{
    if (node && value) {
        set(doc, node, name_of(doc, name), value, strlen(value));
    }
}

void cd_doc_set_int(cd_doc_t *doc, xmlNodePtr node, const char *name,
                    apr_int64_t value)
{
    char text[24];

    apr_snprintf(text, sizeof(text), "%" APR_INT64_T_FMT, value);
    cd_doc_set(doc, node, name, text);
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

/* first_name → first-name: the vocabulary of the document. */
static const xmlChar *column_name(cd_doc_t *doc, const char *column)
{
    char *name = apr_pstrdup(doc->pool, column), *s;

    for (s = name; *s; s++) {
        *s = *s == '_' ? '-' : *s;
    }
    return name_of(doc, name);
}

/* The rows of a statement come one after the other, with the same columns. */
static void know_columns(cd_doc_t *doc, const cd_stmt_t *stmt,
                         const cd_row_t *row)
{
    int i;

    if (doc->stmt == stmt && doc->n_columns == row->n) {
        return;
    }
    doc->stmt = stmt;
    doc->kind = NULL;
    doc->n_columns = row->n;
    doc->columns =
        apr_pcalloc(doc->pool, (apr_size_t) row->n * sizeof(*doc->columns));
    for (i = stmt->mixed ? 2 : 0; i < row->n - row->keys; i++) {
        doc->columns[i] = column_name(doc, row->name[i]);
    }
}

/* The element that a row of this kind becomes, still empty. */
static xmlNodePtr row_element(cd_doc_t *doc, const cd_rowkind_t *kind)
{
    if (doc->kind != kind) {
        doc->kind = kind;
        doc->section = cd_doc_section(doc, kind->section);
        doc->row = name_of(doc, kind->row);
    }
    return doc->section && doc->row
        ? cd_doc_node(doc->pool, doc->tree, doc->section, doc->row)
        : NULL;
}

static void set_markdown(cd_doc_t *doc, xmlNodePtr row, const xmlChar *name,
                         const char *value, unsigned long len)
{
    foreign_t *foreign = apr_palloc(doc->pool, sizeof(*foreign));

    foreign->element = cd_doc_node(doc->pool, doc->tree, row, name);
    foreign->next = doc->foreign;
    doc->foreign = foreign;
    cd_markdown_append(foreign->element, value, len);
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
    know_columns(doc, stmt, row);
    node = row_element(doc, kind);
    if (!node) {
        return APR_ENOMEM;
    }
    for (i = stmt->mixed ? 2 : 0; i < row->n - row->keys; i++) {
        const xmlChar *name = doc->columns[i];

        if (row->value[i] && stmt->markdown->nelts > 0
            && listed(stmt->markdown, row->name[i])) {
            set_markdown(doc, node, name, row->value[i], row->len[i]);
        }
        else if (row->value[i]) {
            set(doc, node, name, row->value[i], row->len[i]);
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
