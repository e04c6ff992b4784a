/* SPDX-License-Identifier: Apache-2.0 */
/* Walks the tree of an HTML document and writes down what it says. */
#include "plain_text.h"

#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <libxml/HTMLparser.h>

#include "utf8.h"

#define WIDTH 72

typedef struct {
    apr_pool_t *pool;
    xmlBufferPtr out;
    int column;     /* of the line that is being written */
    int breaks;     /* line ends to write before the next word */
    int space;      /* a space stands before it */
    int written;    /* any word yet? */
    int title_only; /* no lines, no links */
} writer_t;

/* How an element stands among the others: lines before and behind it. */
static const struct {
    const char *name;
    int breaks;
    const char *mark; /* before its first word */
} blocks[] = {
    { "p", 2, "" },          { "h1", 2, "" },    { "h2", 2, "" },
    { "h3", 2, "" },         { "ul", 2, "" },    { "ol", 2, "" },
    { "li", 1, "- " },       { "table", 2, "" }, { "tr", 1, "" },
    { "td", 1, "" },         { "th", 1, "" },    { "div", 1, "" },
    { "dl", 2, "" },         { "dt", 1, "" },    { "dd", 1, "" },
    { "br", 1, "" },         { "pre", 2, "" },   { "hr", 2, "" },
    { "blockquote", 2, "" }, { NULL, 0, NULL },
};

static const char *const silent[] = { "head", "script", "style", NULL };

static int is_one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name)) {
        names++;
    }
    return *names != NULL;
}

static void need_breaks(writer_t *w, int n)
{
    if (n > 0) {
        w->breaks = w->written && n > w->breaks ? n : w->breaks;
        w->space = 0;
    }
}

/* A word is never broken: links must stay whole. */
static void put_word(writer_t *w, const char *word, apr_size_t len)
{
    int width = (int) cd_utf8_length(apr_pstrmemdup(w->pool, word, len));

    if (!w->title_only && w->space && w->column + 1 + width > WIDTH) {
        w->breaks = 1;
    }
    if (w->breaks) {
        xmlBufferAdd(w->out, BAD_CAST "\n\n", w->breaks > 1 ? 2 : 1);
        w->column = w->breaks = w->space = 0;
    }
    if (w->space && w->column) {
        xmlBufferAdd(w->out, BAD_CAST " ", 1);
        w->column++;
    }
    xmlBufferAdd(w->out, BAD_CAST word, (int) len);
    w->column += width;
    w->written = 1;
    w->space = 0;
}

static void put_text(writer_t *w, const char *text)
{
    while (*text) {
        apr_size_t len = strcspn(text, " \t\r\n");

        if (len) {
            put_word(w, text, len);
            text += len;
        }
        if (*text) {
            w->space = 1;
            text += strspn(text, " \t\r\n");
        }
    }
}

static void put_children(writer_t *w, xmlNodePtr node);

/* Its words, and on the next line where it leads. */
static void put_link(writer_t *w, xmlNodePtr node)
{
    xmlChar *href = xmlGetProp(node, BAD_CAST "href");
    xmlChar *words = xmlNodeGetContent(node);
    const char *to = href ? (const char *) href : "";

    put_children(w, node);
    if (*to && !w->title_only && !xmlStrEqual(href, words)
        && strncmp(to, "mailto:", 7)) {
        need_breaks(w, 1);
        put_word(w, to, strlen(to));
        need_breaks(w, 1);
    }
    xmlFree(href);
    xmlFree(words);
}

static void put_element(writer_t *w, xmlNodePtr node)
{
    const char *name = (const char *) node->name;
    int i = 0;

    if (is_one_of(name, silent) && !w->title_only) {
        return;
    }
    if (!strcmp(name, "a")) {
        put_link(w, node);
        return;
    }
    while (blocks[i].name && strcmp(blocks[i].name, name)) {
        i++;
    }
    need_breaks(w, blocks[i].breaks);
    if (blocks[i].name && *blocks[i].mark) {
        put_word(w, blocks[i].mark, strlen(blocks[i].mark));
    }
    put_children(w, node);
    need_breaks(w, blocks[i].breaks);
}

static void put_children(writer_t *w, xmlNodePtr node)
{
    xmlNodePtr child;

    for (child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            put_text(w, (const char *) child->content);
        }
        else if (child->type == XML_ELEMENT_NODE) {
            put_element(w, child);
        }
    }
}

static const char *written(writer_t *w)
{
    const char *text =
        apr_pstrdup(w->pool, (const char *) xmlBufferContent(w->out));

    xmlBufferEmpty(w->out);
    return text;
}

static xmlNodePtr find(xmlNodePtr node, const char *name)
{
    xmlNodePtr found = NULL;

    for (; node && !found; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            found = xmlStrEqual(node->name, BAD_CAST name)
                ? node
                : find(node->children, name);
        }
    }
    return found;
}

static void read_out(xmlDocPtr document, xmlBufferPtr out, apr_pool_t *pool,
                     const char **title, const char **text)
{
    writer_t of_title = { .pool = pool, .out = out, .title_only = 1 };
    writer_t of_body = { .pool = pool, .out = out };
    xmlNodePtr root = xmlDocGetRootElement(document);
    xmlNodePtr node = find(root, "title");

    if (node) {
        put_children(&of_title, node);
    }
    *title = written(&of_title);
    node = find(root, "body");
    if (node) {
        put_children(&of_body, node);
    }
    *text = apr_pstrcat(pool, written(&of_body), "\n", NULL);
}

apr_status_t cd_html_plain(const char *html, apr_size_t len, apr_pool_t *pool,
                           const char **title, const char **text)
{
    xmlDocPtr document = htmlReadMemory(html, (int) len, NULL, "UTF-8",
                                        HTML_PARSE_NONET | HTML_PARSE_NOERROR
                                            | HTML_PARSE_NOWARNING);
    xmlBufferPtr out = xmlBufferCreate();
    apr_status_t rv = APR_EGENERAL;

    if (document && out && xmlDocGetRootElement(document)) {
        read_out(document, out, pool, title, text);
        rv = APR_SUCCESS;
    }
    xmlFreeDoc(document);
    xmlBufferFree(out);
    return rv;
}
