/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the Atom feed of the news. */
#include "feed.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/crypto.h"
#include "../core/markdown.h"
#include "../core/utf8.h"

#define ATOM BAD_CAST "http://www.w3.org/2005/Atom"
#define XHTML BAD_CAST "http://www.w3.org/1999/xhtml"

typedef struct {
    const cd_ctx_t *ctx;
    const char *key; /* the site's */
    xmlNodePtr feed;
    xmlNodePtr updated; /* the feed's, "" before the first entry */
    const char *latest;
} maker_t;

static cd_db_result_t take_key(void *baton, const cd_row_t *row)
{
    maker_t *m = baton;

    m->key = row->value[0] ? apr_pstrdup(m->ctx->pool, row->value[0]) : NULL;
    return CD_DB_OK;
}

/* A UUID (RFC 9562, version 8) that nobody else has: of the site's key and
 * what it names. */
static const char *name_of(const maker_t *m, const char *what)
{
    unsigned char b[CD_TOKEN_BYTES];
    const char *token = cd_token_derive(m->ctx->pool, m->key, what);

    if (!token || cd_token_bytes(token, b) != APR_SUCCESS) {
        return NULL;
    }
    return apr_psprintf(m->ctx->pool,
                        "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-"
                        "%02x%02x-%02x%02x%02x%02x%02x%02x",
                        b[0], b[1], b[2], b[3], b[4], b[5],
                        (b[6] & 0x0f) | 0x80, b[7], (b[8] & 0x3f) | 0x80, b[9],
                        b[10], b[11], b[12], b[13], b[14], b[15]);
}

static xmlNodePtr add(const maker_t *m, xmlNodePtr parent, const char *name,
                      const char *text)
{
    return xmlNewTextChild(parent, NULL, BAD_CAST name,
                           text ? BAD_CAST cd_utf8_clean(m->ctx->pool, text)
                                : NULL);
}

static void add_link(const maker_t *m, xmlNodePtr parent, const char *rel,
                     const char *type, const char *path)
{
    xmlNodePtr link = add(m, parent, "link", NULL);

    xmlNewProp(link, BAD_CAST "rel", BAD_CAST rel);
    xmlNewProp(link, BAD_CAST "type", BAD_CAST type);
    xmlNewProp(link, BAD_CAST "href",
               BAD_CAST apr_pstrcat(m->ctx->pool, m->ctx->origin, m->ctx->base,
                                    path, NULL));
}

/* A page of the dashboard by its name means nothing elsewhere. */
static void drop_page_links(xmlNodePtr node)
{
    xmlChar *href = xmlGetNoNsProp(node, BAD_CAST "href");

    if (href && !strncmp((const char *) href, "page:", 5)) {
        xmlUnsetProp(node, BAD_CAST "href");
    }
    xmlFree(href);
}

/* What markdown made has no namespace. */
static void call_xhtml(xmlNodePtr node, xmlNsPtr ns)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            xmlSetNs(node, ns);
            drop_page_links(node);
            call_xhtml(node->children, ns);
        }
    }
}

static void add_body(const maker_t *m, xmlNodePtr entry, const char *body)
{
    xmlNodePtr content = add(m, entry, "content", NULL);
    xmlNodePtr div = xmlNewTextChild(content, NULL, BAD_CAST "div", NULL);
    xmlNsPtr ns = xmlNewNs(div, XHTML, NULL);

    xmlNewProp(content, BAD_CAST "type", BAD_CAST "xhtml");
    xmlNodeSetBase(
        content,
        BAD_CAST apr_pstrcat(m->ctx->pool, m->ctx->origin, "/", NULL));
    xmlSetNs(div, ns);
    cd_markdown_append(div, body, strlen(body));
    call_xhtml(div->children, ns);
}

/* "2026-11-23" or an instant as an instant. */
static const char *instant(apr_pool_t *pool, const char *when)
{
    return strlen(when) > 10 ? apr_pstrdup(pool, when)
                             : apr_pstrcat(pool, when, "T00:00:00Z", NULL);
}

static cd_db_result_t take_news(void *baton, const cd_row_t *row)
{
    maker_t *m = baton;
    apr_pool_t *pool = m->ctx->pool;
    const char *id = cd_row_get(row, "id");
    const char *summary = cd_row_get(row, "summary");
    const char *published = instant(pool, cd_row_get(row, "published"));
    const char *changed = cd_row_get(row, "changed");
    xmlNodePtr entry = add(m, m->feed, "entry", NULL);

    changed = changed ? instant(pool, changed) : published;
    changed = strcmp(changed, published) < 0 ? published : changed;
    add(m, entry, "id", name_of(m, apr_pstrcat(pool, "news ", id, NULL)));
    add(m, entry, "title", cd_row_get(row, "title"));
    add(m, entry, "published", published);
    add(m, entry, "updated", changed);
    add_link(m, entry, "alternate", "text/html",
             apr_pstrcat(pool, "/news/", id, NULL));
    if (summary) {
        add(m, entry, "summary", summary);
    }
    add_body(m, entry, cd_row_get(row, "body"));
    m->latest = strcmp(changed, m->latest) > 0 ? changed : m->latest;
    return CD_DB_OK;
}

static void begin(maker_t *m)
{
    const cd_ctx_t *ctx = m->ctx;
    const char *site = ctx->safety->site ? ctx->safety->site : "";
    const char *path =
        apr_pstrcat(ctx->pool, "/news/feed/", ctx->language, NULL);
    const char *news = ctx->say((cd_ctx_t *) ctx, "page.news.title");

    xmlSetNs(m->feed, xmlNewNs(m->feed, ATOM, NULL));
    xmlNodeSetLang(m->feed, BAD_CAST ctx->language);
    add(m, m->feed, "id", name_of(m, path));
    add(m, m->feed, "title",
        apr_pstrcat(ctx->pool, news ? news : "News", *site ? " – " : "", site,
                    NULL));
    m->updated = add(m, m->feed, "updated", NULL);
    add(m, add(m, m->feed, "author", NULL), "name", *site ? site : news);
    add_link(m, m->feed, "self", "application/atom+xml", path);
    add_link(m, m->feed, "alternate", "text/html", "/news");
}

static apr_status_t free_tree(void *tree)
{
    xmlFreeDoc(tree);
    return APR_SUCCESS;
}

cd_db_result_t cd_feed_make(cd_db_t *db, const cd_ctx_t *ctx, const char **xml,
                            apr_size_t *len)
{
    cd_arg_t args[] = { { "lang", cd_text_v(ctx->language) },
                        { "today", cd_text_v(ctx->today) } };
    xmlDocPtr tree = xmlNewDoc(BAD_CAST "1.0");
    maker_t m = { ctx, NULL, NULL, NULL, "" };
    xmlChar *text = NULL;
    cd_db_result_t result;
    int n = 0;

    apr_pool_cleanup_register(ctx->pool, tree, free_tree,
                              apr_pool_cleanup_null);
    m.feed = xmlNewDocNode(tree, NULL, BAD_CAST "feed", NULL);
    xmlDocSetRootElement(tree, m.feed);
    result = cd_db_query(db, "mailing-list.key", NULL, 0, take_key, &m);
    if (result != CD_DB_OK || !m.key) {
        return result == CD_DB_OK ? CD_DB_ERROR : result;
    }
    begin(&m);
    result = cd_db_query(db, "news.feed", args, 2, take_news, &m);
    xmlNodeAddContent(
        m.updated,
        BAD_CAST(*m.latest ? m.latest : instant(ctx->pool, ctx->today)));
    xmlDocDumpMemoryEnc(tree, &text, &n, "UTF-8");
    *xml = text ? apr_pmemdup(ctx->pool, text, (apr_size_t) n) : NULL;
    *len = (apr_size_t) n;
    xmlFree(text);
    return result == CD_DB_OK && !*xml ? CD_DB_ERROR : result;
}
