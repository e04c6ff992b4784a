/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in the viewer's language, with their arguments. */
#include "text_internal.h"

#include <math.h>
#include <string.h>

#include <libxml/xpath.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

typedef union {
    const UChar *text;
    double number;
} argument_t;

UChar *cd_utf16(const char *text, apr_pool_t *pool)
{
    /* no character takes more units in UTF-16 than bytes in UTF-8 */
    apr_size_t room = strlen(text) + 1;
    UChar *result = apr_palloc(pool, room * sizeof(UChar));
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8WithSub(result, (int32_t) room, NULL, text, -1, 0xfffd, NULL,
                         &status);
    return result;
}

const char *cd_utf8(const UChar *text, int32_t len, apr_pool_t *pool)
{
    int32_t room = 3 * len + 1;
    char *result = apr_palloc(pool, (apr_size_t) room);
    UErrorCode status = U_ZERO_ERROR;

    u_strToUTF8WithSub(result, room, NULL, text, len, 0xfffd, NULL, &status);
    return result;
}

int cd_buffer_more(cd_buffer_t *buffer, apr_pool_t *pool)
{
    if (buffer->turn++ == 0) {
        buffer->text = buffer->room;
        buffer->size = (int32_t) (sizeof(buffer->room) / sizeof(UChar));
    }
    else if (buffer->turn == 2 && buffer->status == U_BUFFER_OVERFLOW_ERROR) {
        buffer->size = buffer->len + 1;
        buffer->text =
            apr_palloc(pool, (apr_size_t) buffer->size * sizeof(UChar));
    }
    else {
        return 0;
    }
    buffer->status = U_ZERO_ERROR;
    return 1;
}

const char *cd_buffer_utf8(const cd_buffer_t *buffer, apr_pool_t *pool)
{
    if (U_FAILURE(buffer->status)) {
        return NULL;
    }
    return cd_utf8(buffer->text, buffer->len, pool);
}

int cd_text_rtl(const char *language)
{
    return uloc_isRightToLeft(language) ? 1 : 0;
}

static UMessageFormat *message(cd_speaker_t *s, const cd_entry_t *entry)
{
    UErrorCode status = U_ZERO_ERROR;
    UMessageFormat **format = &s->messages[entry->index];

    if (!*format) {
        *format = umsg_open(entry->pattern, -1, entry->locale, NULL, &status);
    }
    return *format;
}

/* Also an argument that the pattern leaves out is read, as a pointer. */
static void fill(argument_t filled[CD_TEXT_ARGS], unsigned numeric,
                 const char *const *args, int n, apr_pool_t *pool)
{
    int i;

    for (i = 0; i < CD_TEXT_ARGS; i++) {
        const char *text = i < n && args[i] ? args[i] : "";

        if (numeric & (1u << i)) {
            double number = xmlXPathCastStringToNumber((const xmlChar *) text);

            filled[i].number = isnan(number) ? 0 : number;
        }
        else {
            filled[i].text = cd_utf16(text, pool);
        }
    }
}

/* A case per mix of kinds: the call takes `...`, and the pattern says how to
 * read it. */
#define T(i) a[i].text
#define N(i) a[i].number
#define CALL(w, x, y, z) \
    return umsg_format(m, b->text, b->size, &b->status, w, x, y, z)

static int32_t format(const UMessageFormat *m, cd_buffer_t *b,
                      unsigned numeric, const argument_t a[CD_TEXT_ARGS])
{
    switch (numeric) {
    case 0:
        CALL(T(0), T(1), T(2), T(3));
    case 1:
        CALL(N(0), T(1), T(2), T(3));
    case 2:
        CALL(T(0), N(1), T(2), T(3));
    case 3:
        CALL(N(0), N(1), T(2), T(3));
    case 4:
        CALL(T(0), T(1), N(2), T(3));
    case 5:
        CALL(N(0), T(1), N(2), T(3));
    case 6:
        CALL(T(0), N(1), N(2), T(3));
    case 7:
        CALL(N(0), N(1), N(2), T(3));
    case 8:
        CALL(T(0), T(1), T(2), N(3));
    case 9:
        CALL(N(0), T(1), T(2), N(3));
    case 10:
        CALL(T(0), N(1), T(2), N(3));
    case 11:
        CALL(N(0), N(1), T(2), N(3));
    case 12:
        CALL(T(0), T(1), N(2), N(3));
    case 13:
        CALL(N(0), T(1), N(2), N(3));
    case 14:
        CALL(T(0), N(1), N(2), N(3));
    default:
        CALL(N(0), N(1), N(2), N(3));
    }
}

static const char *say(cd_speaker_t *s, apr_pool_t *pool,
                       const cd_entry_t *entry, const char *const *args, int n)
{
    const UMessageFormat *opened = message(s, entry);
    argument_t filled[CD_TEXT_ARGS];
    cd_buffer_t buffer;

    if (!opened) {
        return NULL;
    }
    fill(filled, entry->numeric, args, n, pool);
    buffer.turn = 0;
    while (cd_buffer_more(&buffer, pool)) {
        buffer.len = format(opened, &buffer, entry->numeric, filled);
    }
    return cd_buffer_utf8(&buffer, pool);
}

const char *cd_text(cd_speaker_t *s, apr_pool_t *pool, const char *key,
                    const char *const *args, int n)
{
    const cd_entry_t *entry;
    cd_asked_t asked;
    const char *text;
    int i;

    entry = apr_hash_get(s->catalogue->entries, key, APR_HASH_KEY_STRING);
    if (!entry) {
        return NULL;
    }
    if (entry->plain) {
        return entry->plain;
    }
    cd_ask(&asked, 't');
    cd_ask_more(&asked, key);
    for (i = 0; i < n; i++) {
        cd_ask_more(&asked, args[i] ? args[i] : "");
    }
    text = cd_said(s, &asked, pool);
    if (!text) {
        text = say(s, pool, entry, args, n);
        if (text) {
            cd_say(s, &asked, text);
        }
    }
    return text ? text : key;
}
