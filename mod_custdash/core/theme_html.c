/* SPDX-License-Identifier: Apache-2.0 */
/* HTML written as libxml2's serialiser does it, so that a page has the same
 * bytes whichever way it was made. */
#include "theme_html.h"

#include <string.h>
#include <strings.h>

#include <apr_strings.h>
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>

#define LIMIT (16 * 1024 * 1024) /* a page that is longer went wrong */

/* What a byte is to the escaping. */
enum { COPY, DROP, LESS, MORE, AND, QUOTE };

static const unsigned char kinds[256] = {
    [0 ... 8] = DROP, [11] = DROP,  [12] = DROP, [14 ... 31] = DROP,
    ['<'] = LESS,     ['>'] = MORE, ['&'] = AND, ['"'] = QUOTE,
};

/* What stays as it is in a URL, and what stays without a second look. */
static const unsigned char spared[256] = {
    ['0' ... '9'] = 1, ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1, ['-'] = 1,
    ['_'] = 1,         ['.'] = 1,         ['!'] = 1,         ['~'] = 1,
    ['*'] = 1,         ['\''] = 1,        ['('] = 1,         [')'] = 1,
    ['@'] = 1,         ['/'] = 1,         [':'] = 1,         ['='] = 1,
    ['?'] = 1,         [';'] = 1,         ['#'] = 1,         ['%'] = 1,
    ['&'] = 1,         [','] = 1,         ['+'] = 1,         ['<'] = 1,
    ['>'] = 1,
};

static const char *const entities[] = { NULL, NULL, "&lt;", "&gt;", "&amp;" };

cd_tag_t *cd_tag_make(apr_pool_t *pool, const char *name)
{
    static const struct {
        const char *name;
        cd_tag_place_t place;
    } places[] = { { "html", CD_TAG_HTML },
                   { "head", CD_TAG_HEAD },
                   { "meta", CD_TAG_META },
                   { NULL, CD_TAG_OTHER } };
    const htmlElemDesc *known = htmlTagLookup((const xmlChar *) name);
    cd_tag_t *tag = apr_pcalloc(pool, sizeof(*tag));
    int i;

    tag->name = name;
    tag->start = cd_str(apr_pstrcat(pool, "<", name, NULL));
    tag->end = cd_str(apr_pstrcat(pool, "</", name, ">", NULL));
    for (i = 0; places[i].name; i++) {
        if (strcasecmp(places[i].name, name) == 0) {
            tag->place = places[i].place;
        }
    }
    tag->is_void = known && known->empty;
    tag->is_open = known && known->saveEndTag
        && strcmp(known->name, "html") != 0
        && strcmp(known->name, "body") != 0;
    tag->is_raw =
        strcasecmp(name, "script") == 0 || strcasecmp(name, "style") == 0;
    tag->is_link = strcasecmp(name, "a") == 0;
    return tag;
}

int cd_html_kind(const cd_tag_t *tag, const char *name)
{
    if (htmlIsBooleanAttr((const xmlChar *) name)) {
        return CD_VALUE_BOOLEAN;
    }
    if (strcasecmp(name, "href") == 0 || strcasecmp(name, "action") == 0
        || strcasecmp(name, "src") == 0
        || (tag->is_link && strcasecmp(name, "name") == 0)) {
        return CD_VALUE_LINK;
    }
    return CD_VALUE_PLAIN;
}

void cd_html_room(cd_html_t *html, apr_size_t n)
{
    apr_size_t room = html->room ? html->room : 128;
    char *data;

    while (room - html->len <= n) {
        room *= 2;
    }
    html->failed |= room > LIMIT;
    data = apr_palloc(html->pool, room);
    if (html->len > 0) {
        memcpy(data, html->data, html->len);
    }
    html->data = data;
    html->room = room;
}

/* --- start and end tags */

static void write_meta(cd_html_t *html)
{
    static const char before[] = "<meta http-equiv=\"Content-Type\" "
                                 "content=\"text/html; charset=";

    cd_html_bytes(html, before, sizeof(before) - 1);
    cd_html_bytes(html, html->encoding, strlen(html->encoding));
    cd_html_bytes(html, "\">", 2);
}

void cd_html_ready(cd_html_t *html)
{
    if (!(html->state & CD_HTML_TAG)) {
        return;
    }
    cd_html_bytes(html, ">", 1);
    /* content that HTML does not know is not written */
    html->failed |= html->tag->is_void;
    if (html->state & CD_HTML_META) {
        write_meta(html);
    }
    html->state &= ~(unsigned) (CD_HTML_TAG | CD_HTML_META);
}

/* libxml2 looks for the head and a <meta> in it on the two upper levels. */
static void look_at_place(cd_html_t *html, const cd_tag_t *tag)
{
    int in_html = html->depth == 1 && (html->seen & 1) && !(html->seen & 2);

    if (html->depth == 0 && !(html->seen & 3)) {
        html->failed |= tag->place != CD_TAG_HTML;
        html->seen |= 1;
    }
    else if (in_html && !(html->seen & 4)) {
        html->failed |= tag->place == CD_TAG_META;
        if (tag->place == CD_TAG_HEAD) {
            html->state |= CD_HTML_META;
            html->seen |= 4;
        }
    }
}

void cd_html_open(cd_html_t *html, const cd_tag_t *tag, cd_str_t start)
{
    html->nodes++;
    if (html->state & CD_HTML_TEXT) {
        html->depth++;
        html->marked = 1;
        return;
    }
    cd_html_ready(html);
    html->failed |= (html->state & CD_HTML_RAW) != 0;
    html->tag_at = html->len;
    cd_html_bytes(html, start.s, start.len);
    html->state |= CD_HTML_TAG;
    html->tag = tag;
    html->rooted = 1;
    if (tag->place != CD_TAG_OTHER) {
        look_at_place(html, tag);
    }
    html->depth++;
}

void cd_html_close(cd_html_t *html, const cd_tag_t *tag)
{
    html->depth--;
    if (html->state & CD_HTML_TEXT) {
        return;
    }
    if (html->depth == 0 && tag->place == CD_TAG_HTML) {
        html->seen |= 2;
    }
    if (!(html->state & CD_HTML_TAG)) {
        cd_html_bytes(html, tag->end.s, tag->end.len);
        return;
    }
    if (html->state & CD_HTML_META) {
        cd_html_ready(html);
        cd_html_bytes(html, tag->end.s, tag->end.len);
        return;
    }
    cd_html_bytes(html, ">", 1);
    html->state &= ~(unsigned) CD_HTML_TAG;
    if (!tag->is_void && !tag->is_open) {
        cd_html_bytes(html, tag->end.s, tag->end.len);
    }
}

/* --- text */

static void escape(cd_html_t *html, const char *s, apr_size_t len)
{
    const char *end = s + len, *from;

    while (s < end) {
        unsigned char kind = COPY;

        for (from = s; s < end; s++) {
            kind = kinds[(unsigned char) *s];
            if (kind != COPY && kind != QUOTE) {
                break;
            }
        }
        cd_html_bytes(html, from, (apr_size_t) (s - from));
        if (s < end && kind != DROP) {
            cd_html_bytes(html, entities[kind], strlen(entities[kind]));
        }
        s++;
    }
}

void cd_html_text(cd_html_t *html, cd_str_t text, int as_is)
{
    if (text.len == 0) {
        return;
    }
    html->nodes++;
    if (html->state) {
        if (html->state & CD_HTML_TEXT) {
            html->marked |= as_is;
            cd_html_bytes(html, text.s, text.len);
            return;
        }
        cd_html_ready(html);
        as_is |= (html->state & CD_HTML_RAW) != 0;
    }
    if (as_is) {
        cd_html_bytes(html, text.s, text.len);
        return;
    }
    escape(html, text.s, text.len);
}

/* --- attributes */

/* HTML 4, B.7.1 and server side includes: libxml2 leaves both alone. */
static apr_size_t left_alone(const char *s)
{
    const char *end = NULL;

    if (s[0] == '&' && s[1] == '{') {
        end = strchr(s, '}');
        return end ? (apr_size_t) (end + 1 - s) : 0;
    }
    if (strncmp(s, "<!--", 4) == 0) {
        end = strstr(s, "-->");
        return end ? (apr_size_t) (end + 3 - s) : 0;
    }
    return 0;
}

/* Returns how many quotation marks there are, of each kind a bit. */
static int escape_value(cd_html_t *html, cd_str_t value)
{
    const char *s = value.s, *end = s + value.len, *from;
    int quotes = 0;

    while (s < end) {
        unsigned char kind = COPY;
        apr_size_t alone;

        for (from = s; s < end; s++) {
            kind = kinds[(unsigned char) *s];
            if (kind != COPY && kind != QUOTE) {
                break;
            }
            quotes |= kind == QUOTE;
        }
        cd_html_bytes(html, from, (apr_size_t) (s - from));
        if (s == end) {
            break;
        }
        alone = kind == DROP ? 0 : left_alone(s);
        if (alone > 0) {
            quotes |= memchr(s, '"', alone) != NULL;
            cd_html_bytes(html, s, alone);
            s += alone - 1;
        }
        else if (kind != DROP) {
            cd_html_bytes(html, entities[kind], strlen(entities[kind]));
        }
        s++;
    }
    return quotes;
}

/* The value that stands at the end of the buffer, escaped as a URL. */
static void escape_link(cd_html_t *html, apr_size_t from)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *s;
    char *value;

    cd_html_bytes(html, "", 0);
    html->data[html->len] = '\0';
    s = html->data + from;
    s += strspn(s, " \t\r\n");
    value = apr_pstrmemdup(html->pool, s,
                           (apr_size_t) (html->data + html->len - s));
    html->len = from;
    for (s = value; *s; s++) {
        unsigned char c = (unsigned char) *s;

        if (spared[c]) {
            cd_html_bytes(html, s, 1);
        }
        else {
            char escaped[3] = { '%', hex[c >> 4], hex[c & 15] };

            cd_html_bytes(html, escaped, 3);
        }
    }
}

static int is_clean_link(const char *s, apr_size_t len)
{
    const char *end = s + len;

    for (; s < end; s++) {
        if (!spared[(unsigned char) *s]) {
            return 0;
        }
    }
    return 1;
}

/* Both kinds of quotation marks are in it, or the double one only. */
static void quote_again(cd_html_t *html, apr_size_t from)
{
    apr_size_t len = html->len - from;
    const char *value = apr_pstrmemdup(html->pool, html->data + from, len);
    apr_size_t i;

    if (!memchr(value, '"', len)) {
        return;
    }
    if (!memchr(value, '\'', len)) {
        html->data[from - 1] = '\'';
        return;
    }
    html->len = from;
    for (i = 0; i < len; i++) {
        if (value[i] == '"') {
            cd_html_bytes(html, "&quot;", 6);
        }
        else {
            cd_html_bytes(html, value + i, 1);
        }
    }
}

void cd_html_value(cd_html_t *html, cd_str_t start, int kind, cd_str_t value)
{
    apr_size_t from;
    int quotes;

    if (kind == CD_VALUE_BOOLEAN) {
        cd_html_bytes(html, start.s, start.len - 1);
        return;
    }
    cd_html_bytes(html, start.s, start.len);
    cd_html_bytes(html, "\"", 1);
    from = html->len;
    quotes = escape_value(html, value);
    if (kind == CD_VALUE_LINK
        && !is_clean_link(html->data + from, html->len - from)) {
        escape_link(html, from);
    }
    if (quotes) {
        quote_again(html, from);
    }
    cd_html_bytes(html, html->data + from - 1, 1);
}

/* Where in the open start tag the attribute of that name is: its first byte,
 * and the one behind it; 0 when it isn't there. */
static apr_size_t find_attribute(const cd_html_t *html, const char *name,
                                 apr_size_t *end)
{
    apr_size_t len = strlen(name);
    const char *s = html->data + html->tag_at + html->tag->start.len;
    const char *stop = html->data + html->len;

    while (s < stop) {
        apr_size_t n = strcspn(s + 1, " =");
        const char *behind = s + 1 + n;

        if (*behind == '=') {
            behind = strchr(behind + 2, behind[1]) + 1;
        }
        if (n == len && memcmp(s + 1, name, len) == 0) {
            *end = (apr_size_t) (behind - html->data);
            return (apr_size_t) (s - html->data);
        }
        s = behind;
    }
    return 0;
}

void cd_html_attribute(cd_html_t *html, const char *name, cd_str_t value)
{
    apr_size_t at, end, tail;
    const char *kept;

    cd_html_bytes(html, "", 0);
    html->data[html->len] = '\0';
    at = find_attribute(html, name, &end);
    tail = at ? html->len - end : 0;
    kept = at ? apr_pstrmemdup(html->pool, html->data + end, tail) : NULL;
    if (at) {
        html->len = at;
    }
    cd_html_value(html, cd_str(apr_pstrcat(html->pool, " ", name, "=", NULL)),
                  cd_html_kind(html->tag, name), value);
    if (at) {
        cd_html_bytes(html, kept, tail);
    }
}
