/* SPDX-License-Identifier: Apache-2.0 */
/* The list of files that are taken, checked with libmagic. */
#include "filetype.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <magic.h>
#include <string.h>
#include <strings.h>

#include "utf8.h"

#define LOOK 65536 /* bytes at the beginning that libmagic sees */

/* clang-format off: a table */
static const struct {
    const char *end;   /* of the name */
    const char *type;  /* what it is sent as */
    const char *is[4]; /* what libmagic may say; "text/" any text */
} types[] = { { ".png", "image/png", { "image/png" } },
              { ".jpg", "image/jpeg", { "image/jpeg" } },
              { ".jpeg", "image/jpeg", { "image/jpeg" } },
              { ".gif", "image/gif", { "image/gif" } },
              { ".webp", "image/webp", { "image/webp" } },
              { ".pdf", "application/pdf", { "application/pdf" } },
              { ".txt",
                "text/plain",
                { "text/", "application/json", "message/rfc822" } },
              { ".log",
                "text/plain",
                { "text/", "application/json", "application/x-ndjson" } },
              { ".csv", "text/csv", { "text/", "application/csv" } },
              { ".eml", "message/rfc822", { "message/rfc822", "text/" } },
              { ".zip", "application/zip", { "application/zip" } },
              { ".docx",
                "application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document",
                { "application/vnd.openxmlformats-officedocument"
                  ".wordprocessingml.document" } },
              { ".xlsx",
                "application/vnd.openxmlformats-officedocument"
                ".spreadsheetml.sheet",
                { "application/vnd.openxmlformats-officedocument"
                  ".spreadsheetml.sheet" } },
              { ".odt",
                "application/vnd.oasis.opendocument.text",
                { "application/vnd.oasis.opendocument.text" } },
              { ".ods",
                "application/vnd.oasis.opendocument.spreadsheet",
                { "application/vnd.oasis.opendocument.spreadsheet" } } };
/* clang-format on */

#define TYPES (sizeof(types) / sizeof(types[0]))

const cd_option_t cd_file_ends[] = {
    { ".png", NULL },  { ".jpg", NULL }, { ".jpeg", NULL }, { ".gif", NULL },
    { ".webp", NULL }, { ".pdf", NULL }, { ".txt", NULL },  { ".log", NULL },
    { ".csv", NULL },  { ".eml", NULL }, { ".zip", NULL },  { ".docx", NULL },
    { ".xlsx", NULL }, { ".odt", NULL }, { ".ods", NULL },  { NULL, NULL }
};

/* The length of a character that a name does without; 0: it may stay. Those
 * that turn the direction around make "gpj.exe" of "exe.jpg" (Unicode TR 36,
 * 2.6). */
static size_t unwanted(const char *s)
{
    const unsigned char *c = (const unsigned char *) s;

    if (*c < 0x20 || *c == 0x7f || strchr("\"<>|*?:", *s)) {
        return 1;
    }
    if (c[0] == 0xc2 && c[1] < 0xa0) {
        return 2;
    }
    if (c[0] == 0xe2
        && ((c[1] == 0x80 && (c[2] <= 0x8f || (c[2] >= 0xa8 && c[2] <= 0xae)))
            || (c[1] == 0x81 && c[2] >= 0xa0 && c[2] <= 0xaf))) {
        return 3;
    }
    return c[0] == 0xef && c[1] == 0xbb && c[2] == 0xbf ? 3 : 0;
}

static const char *end_of(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot ? dot : "";
}

/* Cut the part before the end, at whole characters. */
static const char *shortened(apr_pool_t *pool, const char *name)
{
    const char *end = end_of(name);
    size_t room = CD_FILE_NAME - cd_utf8_length(end), n = 0;
    const char *s = name;

    if (cd_utf8_length(name) <= CD_FILE_NAME) {
        return name;
    }
    if (cd_utf8_length(end) > 20) {
        end = "";
        room = CD_FILE_NAME;
    }
    while (*s && n < room) {
        s++;
        while ((*s & 0xc0) == 0x80) {
            s++;
        }
        n++;
    }
    return apr_pstrcat(pool, apr_pstrmemdup(pool, name, s - name), end, NULL);
}

const char *cd_file_name(apr_pool_t *pool, const char *name)
{
    const char *clean = cd_utf8_clean(pool, name), *s, *composed;
    char *copy, *to;

    for (s = clean; *s; s++) {
        if (*s == '/' || *s == '\\') {
            clean = s + 1;
        }
    }
    copy = to = apr_palloc(pool, strlen(clean) + 1);
    for (s = clean; *s;) {
        size_t n = unwanted(s);

        if (!n) {
            *to++ = *s;
        }
        s += n ? n : 1;
    }
    *to = '\0';
    composed = cd_utf8_nfc(pool, copy);
    composed = cd_utf8_trim(pool, composed ? composed : "");
    return shortened(pool, *composed ? composed : "file");
}

/* The row of the table for a name; TYPES: there is none. A name that is
 * nothing but an end (".htaccess") has none. */
static size_t type_of(const char *name)
{
    const char *end = end_of(name);
    size_t i;

    for (i = 0; end > name && i < TYPES; i++) {
        if (!strcasecmp(types[i].end, end)) {
            return i;
        }
    }
    return TYPES;
}

static int agrees(const char *said, const char *is)
{
    size_t n = strlen(is);

    return is[n - 1] == '/' ? !strncmp(said, is, n) : !strcmp(said, is);
}

/* A handle of libmagic isn't for several threads, so each file has its own. */
static const char *content_type(apr_pool_t *pool, const char *data,
                                apr_size_t n)
{
    magic_t magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS
                               | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF);
    const char *said = NULL;

    if (!magic) {
        return NULL;
    }
    if (magic_load(magic, NULL) == 0) {
        said = magic_buffer(magic, data, n);
        said = said ? apr_pstrdup(pool, said) : NULL;
    }
    magic_close(magic);
    return said;
}

/* libmagic calls the beginning of a text a text; all of it must be. */
static int has_nul(apr_file_t *spool, apr_off_t size, char *buffer)
{
    while (size > 0) {
        apr_size_t n = size < LOOK ? (apr_size_t) size : LOOK;

        if (apr_file_read_full(spool, buffer, n, NULL) != APR_SUCCESS
            || memchr(buffer, '\0', n)) {
            return 1;
        }
        size -= (apr_off_t) n;
    }
    return 0;
}

static const char *check_content(apr_pool_t *pool, size_t i, apr_file_t *spool,
                                 apr_off_t offset, apr_off_t size)
{
    apr_size_t n = size < LOOK ? (apr_size_t) size : LOOK;
    char *buffer = apr_palloc(pool, LOOK);
    const char *said;
    size_t j;

    if (apr_file_seek(spool, APR_SET, &offset) != APR_SUCCESS
        || apr_file_read_full(spool, buffer, n, NULL) != APR_SUCCESS) {
        return "file-storage";
    }
    said = content_type(pool, buffer, n);
    for (j = 0; said && j < 4 && types[i].is[j]; j++) {
        if (agrees(said, types[i].is[j])) {
            return (!strncmp(types[i].type, "text/", 5)
                    || !strncmp(types[i].type, "message/", 8))
                    && (memchr(buffer, '\0', n)
                        || has_nul(spool, size - (apr_off_t) n, buffer))
                ? "file-content"
                : NULL;
        }
    }
    return said ? "file-content" : "file-storage";
}

const char *cd_file_check(apr_pool_t *pool, const char *name,
                          apr_file_t *spool, apr_off_t offset, apr_off_t size,
                          const char **type)
{
    size_t i = type_of(name);

    *type = i < TYPES ? types[i].type : NULL;
    if (i == TYPES) {
        return "file-type";
    }
    if (size == 0) {
        return "file-empty";
    }
    return spool ? check_content(pool, i, spool, offset, size)
                 : "file-storage";
}
