/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a mail in HTML, without the mail that it answers. */
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <string.h>

#include "../core/plain_text.h"
#include "ticket.h"

static int is_marked(xmlNodePtr node, const char *const *marks)
{
    static const char *const names[] = { "class", "id", NULL };
    const char *const *name, *const *mark;
    xmlChar *value;
    int found = 0;

    for (name = names; *name; name++) {
        value = xmlGetProp(node, BAD_CAST * name);
        for (mark = marks; value && *mark; mark++) {
            found |= strstr((const char *) value, *mark) != NULL;
        }
        xmlFree(value);
    }
    return found;
}

/* What mail programs mark as the mail that is answered. */
static int is_quoted(xmlNodePtr node)
{
    static const char *const marks[] = { "gmail_quote",
                                         "moz-cite-prefix",
                                         "gmail_signature",
                                         "moz-signature",
                                         "yahoo_quoted",
                                         "protonmail_quote",
                                         NULL };

    return !strcmp((const char *) node->name, "blockquote")
        || is_marked(node, marks);
}

/* Outlook marks where it begins; it goes on to the end. */
static int begins_quoted(xmlNodePtr node)
{
    static const char *const marks[] = { "divRplyFwdMsg", "appendonsend",
                                         NULL };

    return is_marked(node, marks);
}

static void cut(xmlNodePtr node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* Returns non-zero when all that stands behind, in the whole document, is a
 * quote, too. */
static int cut_quotes(xmlNodePtr node, int depth)
{
    xmlNodePtr next;
    int rest = 0;

    for (; node; node = next) {
        next = node->next;
        if (rest
            || (node->type == XML_ELEMENT_NODE
                && (is_quoted(node) || begins_quoted(node)))) {
            rest = rest || begins_quoted(node);
            cut(node);
        }
        else if (node->type == XML_ELEMENT_NODE && depth < 200) {
            rest = cut_quotes(node->children, depth + 1);
        }
    }
    return rest;
}

const char *cd_mail_html_text(apr_pool_t *pool, const char *source, int whole)
{
    htmlDocPtr doc =
        htmlReadMemory(source, (int) strlen(source), NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR
                           | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    const char *title, *text = "";
    xmlChar *html = NULL;
    int len = 0;

    if (!doc) {
        return "";
    }
    if (!whole) {
        cut_quotes(xmlDocGetRootElement(doc), 0);
    }
    htmlDocDumpMemoryFormat(doc, &html, &len, 0);
    if (html
        && cd_html_plain((const char *) html, (apr_size_t) len, pool, &title,
                         &text)
            != APR_SUCCESS) {
        text = "";
    }
    xmlFree(html);
    xmlFreeDoc(doc);
    return text;
}
