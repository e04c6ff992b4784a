/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a mail with GMime: who sent it, whether a person did, what she says
 * and which files she sends. */
#include <apr_portable.h>
#include <apr_strings.h>
#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "../core/utf8.h"
#include "ticket.h"

#define MAX_MAIL (48 * 1024 * 1024) /* bytes, as it comes in */
#define MAX_WORDS (256 * 1024)      /* bytes of all its text */
#define MAX_PARTS 200
#define MAX_DEPTH 20
#define MAX_FILES 50

typedef struct {
    apr_pool_t *pool;
    cd_mail_in_t *mail;
    const char *plain, *html; /* the first of each, UTF-8 */
    int parts;
    apr_size_t words; /* bytes of text so far */
    apr_off_t spooled;
    const char *error;
} reader_t;

static const char *header(GMimeMessage *message, const char *name)
{
    return g_mime_object_get_header(GMIME_OBJECT(message), name);
}

static int is_one_of(const char *value, const char *const *words)
{
    size_t n;

    for (; *words; words++) {
        n = strlen(*words);
        if (!strncasecmp(value, *words, n)
            && (!value[n] || strchr(" \t;,(", value[n]))) {
            return 1;
        }
    }
    return 0;
}

/* Machines that answer machines never end (RFC 3834, 2; RFC 2919, RFC 2369;
 * RFC 3464). */
static const char *find_loop(GMimeMessage *message)
{
    static const char *const precedence[] = { "bulk",       "junk",
                                              "list",       "auto_reply",
                                              "auto-reply", NULL };
    static const char *const lists[] = { "List-Id",          "List-Post",
                                         "List-Unsubscribe", "List-Help",
                                         "Mailing-List",     NULL };
    static const char *const autos[] = {
        "X-Autoreply", "X-Autorespond",       "X-Auto-Reply-From",
        "X-Loop",      "X-Failed-Recipients", "X-Cron-Env",
        NULL
    };
    const char *value = header(message, "Auto-Submitted");
    int i;

    if (value && strncasecmp(value + strspn(value, " \t"), "no", 2)) {
        return "it was sent by a machine (Auto-Submitted)";
    }
    value = header(message, "Precedence");
    if (value && is_one_of(value + strspn(value, " \t"), precedence)) {
        return "it was sent to many (Precedence)";
    }
    for (i = 0; lists[i]; i++) {
        if (header(message, lists[i])) {
            return "it comes from a mailing list";
        }
    }
    for (i = 0; autos[i]; i++) {
        if (header(message, autos[i])) {
            return "it was sent by a machine";
        }
    }
    value = header(message, "Return-Path");
    if (value && !strncmp(value + strspn(value, " \t"), "<>", 2)) {
        return "it is a notice of a mail server (no sender)";
    }
    return NULL;
}

static int is_report(GMimeMessage *message)
{
    GMimeObject *part = g_mime_message_get_mime_part(message);
    GMimeContentType *type =
        part ? g_mime_object_get_content_type(part) : NULL;

    return type && g_mime_content_type_is_type(type, "multipart", "report");
}

/* One address; several could not all be who wrote it. */
static const char *find_from(GMimeMessage *message, apr_pool_t *pool)
{
    InternetAddressList *list = g_mime_message_get_from(message);
    InternetAddress *one = list && internet_address_list_length(list) == 1
        ? internet_address_list_get_address(list, 0)
        : NULL;
    const char *address = one && INTERNET_ADDRESS_IS_MAILBOX(one)
        ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))
        : NULL;
    char *copy, *c;

    if (!address || !cd_utf8_valid(address, strlen(address))
        || cd_utf8_control(address, strlen(address), 0)
        || strlen(address) > 254) {
        return NULL;
    }
    copy = apr_pstrdup(pool, address);
    for (c = copy; *c; c++) {
        *c |= *c >= 'A' && *c <= 'Z' ? 0x20 : 0;
    }
    return copy;
}

static const char *clean(apr_pool_t *pool, const char *text)
{
    const char *s = cd_utf8_clean(pool, text);
    char *copy = apr_palloc(pool, strlen(s) + 1), *to = copy;

    for (; *s; s++) {
        int is_c1 = (unsigned char) s[0] == 0xc2
            && (unsigned char) s[1] >= 0x80 && (unsigned char) s[1] < 0xa0;

        if (is_c1) {
            s++;
        }
        else if (*s != '\r' && *s != 0x7f
                 && ((unsigned char) *s >= 0x20 || *s == '\n' || *s == '\t')) {
            *to++ = *s;
        }
    }
    *to = '\0';
    return copy;
}

/* A part's bytes, decoded, as many as are still taken; ends with NUL. */
static const char *part_bytes(reader_t *r, GMimePart *part, apr_size_t *len)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *stream = g_mime_stream_mem_new();
    GByteArray *bytes;
    const char *copy = "";

    *len = 0;
    if (content && g_mime_data_wrapper_write_to_stream(content, stream) >= 0) {
        bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        *len = bytes->len < MAX_WORDS - r->words ? bytes->len
                                                 : MAX_WORDS - r->words;
        r->words += *len;
        if (*len) {
            copy = apr_pstrmemdup(r->pool, (const char *) bytes->data, *len);
        }
    }
    g_object_unref(stream);
    return copy;
}

/* Whatever charset it is in, or says that it is in, it becomes UTF-8: what
 * isn't known is read as UTF-8, or as windows-1252 when it is none. */
static const char *to_utf8(reader_t *r, const char *charset, const char *bytes,
                           apr_size_t len)
{
    const char *from = charset ? g_mime_charset_iconv_name(charset) : NULL;
    gsize read, written;
    char *text = NULL;
    const char *copy;

    if (from && g_ascii_strcasecmp(from, "us-ascii")) {
        text = g_convert_with_fallback(bytes, (gssize) len, "UTF-8", from, "?",
                                       &read, &written, NULL);
    }
    if (!text && !cd_utf8_valid(bytes, len)) {
        text = g_convert_with_fallback(bytes, (gssize) len, "UTF-8",
                                       "WINDOWS-1252", "?", &read, &written,
                                       NULL);
    }
    copy = clean(r->pool, text ? text : bytes);
    g_free(text);
    return copy;
}

static void take_text(reader_t *r, GMimePart *part, GMimeContentType *type)
{
    int is_html = g_mime_content_type_is_type(type, "text", "html");
    const char *flowed = g_mime_content_type_get_parameter(type, "format");
    const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
    const char **place = is_html ? &r->html : &r->plain;
    const char *text;
    apr_size_t len;

    if (r->words == MAX_WORDS) {
        return;
    }
    text = part_bytes(r, part, &len);
    text = to_utf8(r, g_mime_content_type_get_parameter(type, "charset"), text,
                   len);
    if (!is_html && flowed && !strcasecmp(flowed, "flowed")) {
        text =
            cd_mail_unflow(r->pool, text, delsp && !strcasecmp(delsp, "yes"));
    }
    *place = *place && **place
        ? apr_pstrcat(r->pool, *place, "\n\n", text, NULL)
        : text;
}

/* A part's decoded bytes, or a whole mail in a mail. */
static gint64 write_part(GMimeObject *object, GMimeStream *stream)
{
    GMimeDataWrapper *content;

    if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner =
            g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

        return inner
            ? g_mime_object_write_to_stream(GMIME_OBJECT(inner), NULL, stream)
            : 0;
    }
    content = g_mime_part_get_content(GMIME_PART(object));
    return content ? g_mime_data_wrapper_write_to_stream(content, stream) : 0;
}

static void take_file(reader_t *r, GMimeObject *object, const char *name)
{
    cd_file_t *file;
    GMimeStream *stream;
    apr_os_file_t fd;
    gint64 size;

    if (r->mail->files->nelts == MAX_FILES) {
        APR_ARRAY_PUSH(r->mail->left, const char *) = clean(r->pool, name);
        return;
    }
    if (!r->mail->spool
        && cd_spool_create(&r->mail->spool, NULL, r->pool) != APR_SUCCESS) {
        r->error = "no temporary file can be made";
        return;
    }
    apr_os_file_get(&fd, r->mail->spool);
    stream = g_mime_stream_fs_new(dup(fd));
    size = write_part(object, stream);
    if (size < 0 || g_mime_stream_flush(stream) < 0) {
        r->error = "its files can't be written to the temporary folder";
    }
    else {
        file = apr_array_push(r->mail->files);
        file->field = "files";
        file->name = clean(r->pool, name);
        file->offset = r->spooled;
        file->size = (apr_off_t) lseek(fd, 0, SEEK_CUR) - r->spooled;
        r->spooled += file->size;
    }
    g_object_unref(stream);
}

/* A mail that is sent on inside a mail is a file; its subject is its name. */
static void take_mail(reader_t *r, GMimeMessagePart *part)
{
    GMimeMessage *inner = g_mime_message_part_get_message(part);
    const char *name = g_mime_object_get_content_disposition_parameter(
        GMIME_OBJECT(part), "filename");
    const char *subject = inner ? g_mime_message_get_subject(inner) : NULL;

    if (!name) {
        name = apr_pstrcat(r->pool, subject && *subject ? subject : "mail",
                           ".eml", NULL);
    }
    take_file(r, GMIME_OBJECT(part), name);
}

static int is_attachment(GMimePart *part)
{
    const char *how = g_mime_object_get_disposition(GMIME_OBJECT(part));

    return how && !strcasecmp(how, "attachment");
}

static void take_part(reader_t *r, GMimePart *part)
{
    GMimeContentType *type =
        g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *name = g_mime_part_get_filename(part);

    if (!is_attachment(part) && !name
        && g_mime_content_type_is_type(type, "text", "*")) {
        if (g_mime_content_type_is_type(type, "text", "plain")
            || g_mime_content_type_is_type(type, "text", "html")) {
            take_text(r, part, type);
        }
    }
    else if (name || is_attachment(part)) {
        take_file(r, GMIME_OBJECT(part), name ? name : "attachment");
    }
}

static void walk(reader_t *r, GMimeObject *object, int depth)
{
    int i, n;

    if (!object || depth > MAX_DEPTH || ++r->parts > MAX_PARTS || r->error) {
        return;
    }
    if (GMIME_IS_MULTIPART(object)) {
        n = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (i = 0; i < n; i++) {
            walk(r, g_mime_multipart_get_part(GMIME_MULTIPART(object), i),
                 depth + 1);
        }
    }
    else if (GMIME_IS_PART(object)) {
        take_part(r, GMIME_PART(object));
    }
    else if (GMIME_IS_MESSAGE_PART(object)) {
        take_mail(r, GMIME_MESSAGE_PART(object));
    }
}

static const char *token_headers(GMimeMessage *message, apr_pool_t *pool)
{
    static const char *const names[] = {
        "X-Original-To", "Delivered-To", "To", "Cc", "Subject", NULL
    };
    const char *all = "", *value;
    int i;

    for (i = 0; names[i]; i++) {
        value = header(message, names[i]);
        all = value ? apr_pstrcat(pool, all, clean(pool, value), "\n", NULL)
                    : all;
    }
    return all;
}

static void take_message(reader_t *r, GMimeMessage *message)
{
    cd_mail_in_t *mail = r->mail;
    const char *id = g_mime_message_get_message_id(message);
    const char *own;
    int has_plain;

    mail->from = find_from(message, r->pool);
    mail->message_id = id ? clean(r->pool, id) : "";
    mail->loop = find_loop(message);
    if (!mail->loop && is_report(message)) {
        mail->loop = "it is a notice of a mail server (report)";
    }
    if (mail->loop) { /* nobody reads it: what is in it costs nothing */
        mail->text = mail->all = "";
        return;
    }
    walk(r, g_mime_message_get_mime_part(message), 0);
    has_plain = r->plain && *r->plain;
    own = has_plain ? r->plain
        : r->html   ? cd_mail_html_text(r->pool, r->html, 0)
                    : "";
    mail->text = cd_mail_own_text(r->pool, own);
    mail->all = apr_pstrcat(
        r->pool, token_headers(message, r->pool), has_plain ? r->plain : "",
        r->html ? cd_mail_html_text(r->pool, r->html, 1) : "", NULL);
}

/* Into a file of no name: the mail is read from there, not held. */
static const char *spool_mail(int fd, int *spool, apr_pool_t *pool)
{
    apr_off_t all = 0;
    char buffer[65536];
    apr_file_t *file;
    ssize_t n;

    if (cd_spool_create(&file, NULL, pool) != APR_SUCCESS) {
        return "no temporary file can be made";
    }
    while ((n = read(fd, buffer, sizeof(buffer))) > 0) {
        all += n;
        if (all > MAX_MAIL) {
            return "it is too large";
        }
        if (apr_file_write_full(file, buffer, (apr_size_t) n, NULL)
            != APR_SUCCESS) {
            return "it can't be written to the temporary folder";
        }
    }
    apr_os_file_get(spool, file);
    return n < 0 ? "it can't be read" : NULL;
}

const char *cd_mail_read(cd_mail_in_t *mail, int fd, int *temporary,
                         apr_pool_t *pool)
{
    reader_t r = { .pool = pool, .mail = mail };
    GMimeMessage *message;
    GMimeParser *parser;
    GMimeStream *stream;
    int spool = -1;

    memset(mail, 0, sizeof(*mail));
    mail->files = apr_array_make(pool, 4, sizeof(cd_file_t));
    mail->left = apr_array_make(pool, 1, sizeof(char *));
    r.error = spool_mail(fd, &spool, pool);
    *temporary = r.error && strcmp(r.error, "it is too large") != 0;
    if (r.error) {
        return r.error;
    }
    g_mime_init();
    lseek(spool, 0, SEEK_SET);
    stream = g_mime_stream_fs_new(dup(spool));
    parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    if (!message) {
        return "it is no mail";
    }
    take_message(&r, message);
    g_object_unref(message);
    *temporary = r.error != NULL;
    return r.error;
}
