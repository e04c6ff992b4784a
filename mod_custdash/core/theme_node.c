/* SPDX-License-Identifier: Apache-2.0 */
/* A document made into an array of nodes. */
#include "theme_node.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include <apr_strings.h>

#define REMEMBERED 256 /* a power of two */

struct cd_names_t {
    apr_pool_t *pool;
    const char **word; /* by place; NULL: free */
    int *number;
    unsigned int room; /* a power of two */
    int n;
};

/* libxml2 keeps equal names at one address, mostly. */
typedef struct {
    const xmlChar *word;
    int name;
} remembered_t;

typedef struct {
    const cd_names_t *names;
    apr_pool_t *pool;
    cd_node_t *free;
    remembered_t remembered[REMEMBERED];
    int failed;
} making_t;

cd_str_t cd_str(const char *s)
{
    cd_str_t made = { s, strlen(s) };

    return made;
}

static unsigned int hash_of(const char *name)
{
    unsigned int hash = 2166136261u; /* FNV-1a */

    for (; *name; name++) {
        hash = (hash ^ (unsigned char) *name) * 16777619u;
    }
    return hash ^ (hash >> 15);
}

/* Where a name is, or would be. */
static unsigned int place_of(const cd_names_t *names, const char *name)
{
    unsigned int place = hash_of(name) & (names->room - 1);

    while (names->word[place] && strcmp(names->word[place], name) != 0) {
        place = (place + 1) & (names->room - 1);
    }
    return place;
}

static void make_room(cd_names_t *names, unsigned int room)
{
    cd_names_t old = *names;
    unsigned int i;

    names->room = room;
    names->word = apr_pcalloc(names->pool, room * sizeof(*names->word));
    names->number = apr_pcalloc(names->pool, room * sizeof(*names->number));
    for (i = 0; i < old.room; i++) {
        if (old.word[i]) {
            unsigned int place = place_of(names, old.word[i]);

            names->word[place] = old.word[i];
            names->number[place] = old.number[i];
        }
    }
}

cd_names_t *cd_names_make(apr_pool_t *pool)
{
    cd_names_t *names = apr_pcalloc(pool, sizeof(*names));

    names->pool = pool;
    make_room(names, 128);
    return names;
}

int cd_names_add(cd_names_t *names, const char *name)
{
    unsigned int place = place_of(names, name);

    if (names->word[place]) {
        return names->number[place];
    }
    if (2 * (unsigned int) names->n >= names->room) {
        make_room(names, 2 * names->room);
        place = place_of(names, name);
    }
    names->word[place] = apr_pstrdup(names->pool, name);
    names->number[place] = ++names->n;
    return names->n;
}

int cd_names_find(const cd_names_t *names, const char *name)
{
    return names->number[place_of(names, name)];
}

static int name_of(making_t *m, const xmlChar *word)
{
    remembered_t *r =
        &m->remembered[((uintptr_t) word >> 3) & (REMEMBERED - 1)];

    if (r->word != word) {
        r->word = word;
        r->name = cd_names_find(m->names, (const char *) word);
    }
    return r->name;
}

/* The number of nodes of a document. */
static apr_size_t count(const xmlNode *root)
{
    const xmlNode *node = root;
    apr_size_t n = 1;

    while (node) {
        if (node->type == XML_ELEMENT_NODE) {
            const xmlAttr *attribute = node->properties;

            for (; attribute; attribute = attribute->next) {
                n++;
            }
        }
        n++;
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node && !node->next && node->parent
               && node->parent->type == XML_ELEMENT_NODE) {
            node = node->parent;
        }
        node = node->next;
    }
    return n;
}

/* The text of an attribute; more than one piece is rare. */
static cd_str_t value_of(making_t *m, const xmlNode *piece)
{
    const char *all = "";

    if (!piece) {
        return cd_str("");
    }
    if (piece->type == XML_TEXT_NODE && !piece->next && piece->content) {
        return cd_str((const char *) piece->content);
    }
    for (; piece; piece = piece->next) {
        if (piece->type != XML_TEXT_NODE || !piece->content) {
            m->failed = 1;
            break;
        }
        all = apr_pstrcat(m->pool, all, (const char *) piece->content, NULL);
    }
    return cd_str(all);
}

static void add_attributes(making_t *m, const xmlNode *from, cd_node_t *to)
{
    const xmlAttr *attribute = from->properties;
    cd_node_t *last = NULL;

    for (; attribute; attribute = attribute->next) {
        cd_node_t *made = m->free++;

        m->failed |= attribute->ns != NULL || to->attributes == USHRT_MAX;
        made->kind = CD_ATTRIBUTE;
        made->parent = to;
        made->word = (const char *) attribute->name;
        made->name = name_of(m, attribute->name);
        made->text = value_of(m, attribute->children);
        made->previous = last;
        if (last) {
            last->next = made;
        }
        last = made;
        to->attributes++;
    }
}

static cd_node_t *add(making_t *m, const xmlNode *from, cd_node_t *parent)
{
    cd_node_t *made = m->free++;

    made->parent = parent;
    made->word = "";
    switch (from->type) {
    case XML_ELEMENT_NODE:
        made->kind = CD_ELEMENT;
        made->word = (const char *) from->name;
        made->name = name_of(m, from->name);
        m->failed |= from->ns || from->nsDef;
        add_attributes(m, from, made);
        return made;
    case XML_TEXT_NODE:
        made->kind = CD_TEXT;
        break;
    case XML_COMMENT_NODE:
        made->kind = CD_COMMENT;
        break;
    case XML_PI_NODE:
        made->kind = CD_INSTRUCTION;
        made->word = (const char *) from->name;
        made->name = name_of(m, from->name);
        break;
    default:
        m->failed = 1;
    }
    made->text = cd_str(from->content ? (const char *) from->content : "");
    return made;
}

/* All in the document, without recursion: it may be deep. */
static void add_all(making_t *m, const xmlNode *from, cd_node_t *parent)
{
    cd_node_t *last = NULL;

    while (from && !m->failed) {
        cd_node_t *made = add(m, from, parent);

        made->previous = last;
        if (last) {
            last->next = made;
        }
        else {
            parent->child = made;
        }
        last = made;
        if (made->kind == CD_ELEMENT && from->children) {
            from = from->children;
            parent = made;
            last = NULL;
            continue;
        }
        while (!from->next && parent->kind == CD_ELEMENT) {
            from = from->parent;
            last = parent;
            parent = (cd_node_t *) parent->parent;
        }
        from = from->next;
    }
}

const cd_node_t *cd_nodes_make(xmlDocPtr document, const cd_names_t *names,
                               apr_pool_t *pool)
{
    making_t m = { .names = names, .pool = pool };
    cd_node_t *root;

    if (document->intSubset || document->extSubset) {
        return NULL;
    }
    root = apr_pcalloc(pool, count(document->children) * sizeof(*root));
    root->word = "";
    m.free = root + 1;
    add_all(&m, document->children, root);
    return m.failed ? NULL : root;
}

const cd_node_t *cd_node_after(const cd_node_t *node, const cd_node_t *top)
{
    while (node != top && !node->next) {
        node = node->parent;
    }
    return node == top ? NULL : node->next;
}

/* The next node in document order that is no attribute. */
static const cd_node_t *further(const cd_node_t *node, const cd_node_t *top)
{
    return node->child ? node->child : cd_node_after(node, top);
}

cd_str_t cd_node_text(const cd_node_t *node, apr_pool_t *pool)
{
    const cd_node_t *part;
    cd_str_t all = { "", 0 };
    char *to;

    if (node->kind != CD_ELEMENT && node->kind != CD_ROOT_NODE) {
        return node->text;
    }
    if (!node->child) {
        return all;
    }
    if (node->child->kind == CD_TEXT && !node->child->next) {
        return node->child->text;
    }
    for (part = node; part; part = further(part, node)) {
        all.len += part->kind == CD_TEXT ? part->text.len : 0;
    }
    to = apr_palloc(pool, all.len + 1);
    all.s = to;
    for (part = node; part; part = further(part, node)) {
        if (part->kind == CD_TEXT) {
            memcpy(to, part->text.s, part->text.len);
            to += part->text.len;
        }
    }
    *to = '\0';
    return all;
}
