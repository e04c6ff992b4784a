/* SPDX-License-Identifier: Apache-2.0 */
/* HTML as libxml2 writes it (XSLT, 16.2), without a tree: into one buffer
 * that grows. */
#ifndef CD_THEME_HTML_H
#define CD_THEME_HTML_H

#include "theme_node.h"

typedef enum {
    CD_TAG_OTHER,
    CD_TAG_HTML,
    CD_TAG_HEAD, /* begins with a <meta> that says the encoding */
    CD_TAG_META
} cd_tag_place_t;

/** An element, as far as its name says how it is written. */
typedef struct {
    const char *name;
    cd_str_t start, end;  /* "<p", "</p>" */
    cd_tag_place_t place; /* counts on the two upper levels only */
    int is_void;          /* has no content and no end tag */
    int is_raw;           /* script, style: text is not escaped */
    int is_open;          /* without content it has no end tag either */
    int is_link;          /* "a": its name is a link, too */
} cd_tag_t;

cd_tag_t *cd_tag_make(apr_pool_t *pool, const char *name);

/* What the writer has to look at before it copies bytes. */
#define CD_HTML_TAG 1  /* a start tag is open: attributes may come */
#define CD_HTML_TEXT 2 /* only text is kept, as it is: for a value */
#define CD_HTML_RAW 4  /* in script or style */
#define CD_HTML_META 8 /* after this start tag comes the <meta> */

typedef struct {
    apr_pool_t *pool;
    char *data;
    apr_size_t len, room;
    unsigned state;
    apr_size_t tag_at;   /* where the open start tag begins */
    const cd_tag_t *tag; /* that is open */
    int depth;           /* of elements */
    int seen;            /* of the tags that count on the upper levels */
    int nodes;           /* written: elements, texts */
    int rooted;          /* an element stands on top */
    int marked;          /* of text only: something else was left out */
    int failed;          /* libxslt shall write this page */
    const char *encoding;
} cd_html_t;

/** Room for @a n more bytes and a NUL. */
void cd_html_room(cd_html_t *html, apr_size_t n);

/** Bytes as they are: no start tag may be open. */
static inline void cd_html_bytes(cd_html_t *html, const char *s,
                                 apr_size_t len)
{
    if (html->room - html->len <= len) {
        cd_html_room(html, len);
    }
    __builtin_memcpy(html->data + html->len, s, len);
    html->len += len;
}

/** Close the start tag that is open, because something comes behind it. */
void cd_html_ready(cd_html_t *html);

/** A start tag; @a start are its first bytes: name and, already, some
 *  attributes. */
void cd_html_open(cd_html_t *html, const cd_tag_t *tag, cd_str_t start);

/** The end tag. */
void cd_html_close(cd_html_t *html, const cd_tag_t *tag);

/** An attribute for the start tag that is open; one of that name is
 *  replaced (XSLT, 7.1.3). */
void cd_html_attribute(cd_html_t *html, const char *name, cd_str_t value);

/** The same when there can be none of that name yet: @a start is ` name=`,
 *  @a kind of cd_html_kind(). */
void cd_html_value(cd_html_t *html, cd_str_t start, int kind, cd_str_t value);

/** How an attribute's value is written. */
#define CD_VALUE_PLAIN 0
#define CD_VALUE_LINK 1    /* escaped as a URL */
#define CD_VALUE_BOOLEAN 2 /* left out */
int cd_html_kind(const cd_tag_t *tag, const char *name);

/** Text; @a as_is: disable-output-escaping. */
void cd_html_text(cd_html_t *html, cd_str_t text, int as_is);

#endif
