/* SPDX-License-Identifier: Apache-2.0 */
/* Header fields of mails: RFC 5322 and RFC 2047. */
#include "mime.h"

#include <string.h>

#include <apr_encode.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "utf8.h"

#define LINE 76 /* columns of a header line with encoded words */
#define BEFORE "=?UTF-8?B?"
#define BEHIND "?="
#define FRAME 12        /* columns of the two */
#define LEAST 8         /* columns of base64 that a word has at least */
#define ADDRESS_MAX 254 /* RFC 5321, 4.5.3.1.3 without the brackets */

/* Valid UTF-8 in one line. */
static char *one_line(apr_pool_t *pool, const char *text)
{
    char *line = apr_pstrdup(pool, cd_utf8_clean(pool, text)), *s;

    for (s = line; *s; s++) {
        if ((unsigned char) *s < 0x20 || *s == 0x7f) {
            *s = ' ';
        }
    }
    return line;
}

/* What could be taken for an encoded word is encoded, too. */
static int is_plain(const char *text, int room)
{
    const char *s;

    for (s = text; *s; s++) {
        if ((unsigned char) *s >= 0x7f) {
            return 0;
        }
    }
    return s - text <= room && !strstr(text, "=?") && *text != ' '
        && (s == text || s[-1] != ' ');
}

/* Bytes of whole characters, at most @a most of them (but one character). */
static apr_size_t whole(const char *text, apr_size_t most)
{
    apr_size_t n = strlen(text) < most ? strlen(text) : most;

    while (n > 0 && ((unsigned char) text[n] & 0xc0) == 0x80) {
        n--;
    }
    return n;
}

static const char *encoded(apr_pool_t *pool, const char *text, int used)
{
    const char *out = "";

    while (*text) {
        int room = LINE - used - FRAME;
        apr_size_t n;

        if (room < LEAST) {
            out = apr_pstrcat(pool, out, "\r\n ", NULL);
            used = 1;
            continue;
        }
        n = whole(text, (apr_size_t) room / 4 * 3);
        out = apr_pstrcat(pool, out, BEFORE,
                          apr_pencode_base64(pool, text, n, 0, NULL), BEHIND,
                          NULL);
        text += n;
        used = LINE;
    }
    return out;
}

const char *cd_mime_text(apr_pool_t *pool, const char *text, int used)
{
    const char *line = one_line(pool, text);

    return is_plain(line, LINE - used) ? line : encoded(pool, line, used);
}

int cd_mime_is_address(const char *address)
{
    const char *at = strrchr(address, '@'), *s;

    for (s = address; *s; s++) {
        if ((unsigned char) *s <= 0x20 || (unsigned char) *s >= 0x7f
            || strchr("<>\"(),:;\\[]", *s)) {
            return 0;
        }
    }
    return at && at > address && at[1] && at[1] != '-' && *address != '-'
        && strchr(address, '@') == at && s - address <= ADDRESS_MAX;
}

/* An atom or words of atoms (RFC 5322, 3.2.3) need no quotes. */
static int is_phrase(const char *name)
{
    for (; *name; name++) {
        if (!apr_isalnum(*name) && !strchr(" !#$%&'*+-/=?^_`{|}~", *name)) {
            return 0;
        }
    }
    return 1;
}

static const char *quoted(apr_pool_t *pool, const char *name)
{
    char *out = apr_palloc(pool, 2 * strlen(name) + 3), *to = out;

    *to++ = '"';
    for (; *name; name++) {
        if (*name == '"' || *name == '\\') {
            *to++ = '\\';
        }
        *to++ = *name;
    }
    *to++ = '"';
    *to = '\0';
    return out;
}

const char *cd_mime_mailbox(apr_pool_t *pool, const char *name,
                            const char *address, int used)
{
    const char *line = one_line(pool, name ? name : "");

    if (!cd_mime_is_address(address)) {
        return NULL;
    }
    if (!line[strspn(line, " ")]) {
        return address;
    }
    if (!is_plain(line, LINE - used)) {
        line = encoded(pool, line, used);
    }
    else if (!is_phrase(line)) {
        line = quoted(pool, line);
    }
    used += (int) (strlen(line) + strlen(address)) + 3;
    return apr_pstrcat(pool, line, used > LINE ? "\r\n <" : " <", address, ">",
                       NULL);
}

const char *cd_mime_date(apr_pool_t *pool, apr_time_t when)
{
    apr_time_exp_t t;

    apr_time_exp_gmt(&t, when);
    return apr_psprintf(pool, "%s, %d %s %d %02d:%02d:%02d +0000",
                        apr_day_snames[t.tm_wday], t.tm_mday,
                        apr_month_snames[t.tm_mon], t.tm_year + 1900,
                        t.tm_hour, t.tm_min, t.tm_sec);
}
