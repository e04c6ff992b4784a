/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: validation, replacement, composition and trimming, on ICU. */
#include "utf8.h"

#include <string.h>

#include <apr_strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */
#define REPLACEMENT_LEN (sizeof(REPLACEMENT) - 1)

/* ICU counts in 32 bits and three UTF-8 bytes may come of one unit. */
#define NFC_MAX (16 * 1024 * 1024)

int cd_utf8_valid(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n) {
        UChar32 c;

        U8_NEXT(s, i, n, c);
        if (c < 0) {
            return 0;
        }
    }
    return 1;
}

size_t cd_utf8_length(const char *s)
{
    size_t n = strlen(s), i = 0, length = 0;

    while (i < n) {
        UChar32 c;

        U8_NEXT(s, i, n, c);
        (void) c;
        length++;
    }
    return length;
}

/* XML 1.0, section 2.2, production Char. */
static int is_xml_char(UChar32 c)
{
    if (c < 0x20) {
        return c == '\t' || c == '\n' || c == '\r';
    }
    return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

static int is_plain(char c)
{
    return (unsigned char) c >= 0x20 && (unsigned char) c < 0x80;
}

/* The length of the longest run at s that XML can hold. */
static size_t clean_span(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n) {
        size_t next = i;
        UChar32 c;

        if (is_plain(s[i])) { /* most of the time */
            i++;
            continue;
        }
        U8_NEXT(s, next, n, c);
        if (!is_xml_char(c)) {
            break;
        }
        i = next;
    }
    return i;
}

const char *cd_utf8_piece(const char **s, size_t *n, size_t *len)
{
    const char *piece = *s;
    size_t taken = clean_span(*s, *n);

    if (*n == 0) {
        return NULL;
    }
    *len = taken;
    if (taken == 0) {
        UChar32 c;

        U8_NEXT(*s, taken, *n, c);
        (void) c;
        piece = REPLACEMENT;
        *len = REPLACEMENT_LEN;
    }
    *s += taken;
    *n -= taken;
    return piece;
}

const char *cd_utf8_clean(apr_pool_t *pool, const char *s)
{
    size_t n = strlen(s), len;
    const char *piece;
    char *copy, *end;

    if (clean_span(s, n) == n) {
        return s;
    }
    copy = end = apr_palloc(pool, n * REPLACEMENT_LEN + 1);
    while ((piece = cd_utf8_piece(&s, &n, &len)) != NULL) {
        memcpy(end, piece, len);
        end += len;
    }
    *end = '\0';
    return copy;
}

static int is_control(UChar32 c, int lines)
{
    if (c == '\t' || c == '\n' || c == '\r') {
        return !lines;
    }
    return (c >= 0x7F && c <= 0x9F) || !is_xml_char(c);
}

int cd_utf8_control(const char *s, size_t n, int lines)
{
    size_t i = 0;

    while (i < n) {
        UChar32 c;

        U8_NEXT(s, i, n, c);
        if (is_control(c, lines)) {
            return 1;
        }
    }
    return 0;
}

static int is_ascii(const char *s)
{
    while (*s != '\0' && (unsigned char) *s < 0x80) {
        s++;
    }
    return *s == '\0';
}

static const char *utf8_from(apr_pool_t *pool, const UChar *text, int32_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    char *utf8 = apr_palloc(pool, 3 * (apr_size_t) n + 1);

    u_strToUTF8(utf8, 3 * n + 1, NULL, text, n, &status);
    return U_SUCCESS(status) ? utf8 : NULL;
}

static const char *normalized(apr_pool_t *pool, const UNormalizer2 *nfc,
                              const UChar *text, int32_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t need = unorm2_normalize(nfc, text, n, NULL, 0, &status);
    UChar *to = apr_palloc(pool, ((apr_size_t) need + 1) * sizeof(*to));

    status = U_ZERO_ERROR;
    need = unorm2_normalize(nfc, text, n, to, need + 1, &status);
    return U_SUCCESS(status) ? utf8_from(pool, to, need) : NULL;
}

const char *cd_utf8_nfc(apr_pool_t *pool, const char *s)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc;
    size_t n = strlen(s);
    UChar *text;
    int32_t len;

    if (is_ascii(s)) {
        return s;
    }
    if (n > NFC_MAX) {
        return NULL;
    }
    text = apr_palloc(pool, (n + 1) * sizeof(*text));
    u_strFromUTF8(text, (int32_t) n + 1, &len, s, (int32_t) n, &status);
    nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    if (unorm2_isNormalized(nfc, text, len, &status) && U_SUCCESS(status)) {
        return s;
    }
    return normalized(pool, nfc, text, len);
}

const char *cd_utf8_trim(apr_pool_t *pool, const char *s)
{
    size_t n = strlen(s), start = n, end = n, i = 0;

    while (i < n) {
        size_t at = i;
        UChar32 c;

        U8_NEXT(s, i, n, c);
        if (!u_isUWhiteSpace(c)) {
            start = start < at ? start : at;
            end = i;
        }
    }
    if (start == n || end == n) {
        return s + start;
    }
    return apr_pstrmemdup(pool, s + start, end - start);
}
