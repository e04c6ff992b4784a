/* SPDX-License-Identifier: Apache-2.0 */
/* What libxml2 and libxslt complain of, made into "file:line: message". */
#include "theme_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>
#include <libxslt/xsltutils.h>

#define NOTES_LIMIT 2000

/* libxslt has one handler for the whole process: it must find out for whom
 * it is called. */
static _Thread_local cd_listener_t *listening;

static const char *line_of(apr_pool_t *pool, const char *text)
{
    return apr_pstrmemdup(pool, text, strcspn(text, "\n"));
}

/* The URI of a sheet is of our own making; people know the file. */
static const char *file_of(const cd_listener_t *listener, const char *uri)
{
    const char *name = uri + strlen(CD_ROOT), *level;
    const cd_level_t *found;
    int i;

    if (strncmp(uri, CD_ROOT, strlen(CD_ROOT)) != 0) {
        return uri;
    }
    level = strchr(name, '?');
    i = level ? atoi(level + 1) : 0;
    if (!level || i >= listener->theme->levels->nelts) {
        return name;
    }
    found = &APR_ARRAY_IDX(listener->theme->levels, i, cd_level_t);
    return apr_psprintf(listener->pool, "%s/%.*s", found->directory,
                        (int) (level - name), name);
}

static void mistake(cd_listener_t *listener, const char *text)
{
    apr_pool_t *pool = listener->pool;

    if (!listener->message) {
        text = line_of(pool, text);
        if (listener->hint && listener->hint_is_all) {
            text = listener->hint;
        }
        else if (listener->hint) {
            text = apr_pstrcat(pool, text, " (", listener->hint, ")", NULL);
        }
        if (listener->place) {
            text = apr_pstrcat(pool, listener->place, ": ", text, NULL);
        }
        listener->message = text;
    }
    listener->hint = NULL;
    listener->place = NULL;
}

/* "runtime error: file URI line 12 element value-of" */
static void take_place(cd_listener_t *listener, const char *text)
{
    const char *file = strstr(text, " file "), *end;
    const char *line = file ? strstr(file, " line ") : NULL;

    listener->placed = 1;
    if (!file || listener->message) {
        return;
    }
    file += strlen(" file ");
    end = line ? line : file + strcspn(file, " \n");
    file = file_of(
        listener,
        apr_pstrmemdup(listener->pool, file, (apr_size_t) (end - file)));
    if (line) {
        file = apr_psprintf(listener->pool, "%s:%d", file, atoi(line + 6));
    }
    listener->place = file;
}

static int is_place(const char *text)
{
    static const char *const starts[] = { "runtime error", "compilation error",
                                          "error", NULL };
    int i;

    for (i = 0; starts[i]; i++) {
        size_t len = strlen(starts[i]);

        if (strncmp(text, starts[i], len) == 0
            && (text[len] == ':' || text[len] == '\n')) {
            return 1;
        }
    }
    return 0;
}

void cd_listen_note(cd_listener_t *listener, const char *text)
{
    const char *before = listener->notes ? listener->notes : "";
    apr_size_t len = strcspn(text, "\n");

    if (len > 0 && strlen(before) + len < NOTES_LIMIT) {
        listener->notes = apr_psprintf(listener->pool, "%s%s%.*s", before,
                                       *before ? "; " : "", (int) len, text);
    }
}

/* What is told without a place is mostly the cause of what follows. */
static void take_cause(cd_listener_t *listener, const char *text)
{
    if (!listener->hint && !listener->message) {
        cd_listen_hint(listener, line_of(listener->pool, text), 0);
    }
}

static void take(cd_listener_t *listener, const char *text)
{
    if (is_place(text)) {
        take_place(listener, text);
    }
    else if (listener->placed && listener->place) {
        listener->placed = 0;
        mistake(listener, text);
    }
    else if (listener->placed) {
        listener->placed = 0;
        take_cause(listener, text);
    }
    else {
        cd_listen_note(listener, text);
    }
}

static void on_text(void *baton, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Comes in pieces: first the place on a line of its own, then the message.
 * A message without a place is the sheet's own (xsl:message). */
static void on_text(void *baton, const char *format, ...)
{
    cd_listener_t *listener = baton ? baton : listening;
    char text[2048];
    va_list args;

    va_start(args, format);
    if (listener) {
        vsnprintf(text, sizeof(text), format, args);
        take(listener, text);
    }
    else {
        vfprintf(stderr, format, args);
    }
    va_end(args);
}

/* XPath names an unknown function only here. */
static void on_xml_text(void *baton, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void on_xml_text(void *baton, const char *format, ...)
{
    char text[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    take_cause(baton, text);
}

static void on_error(void *baton, xmlErrorPtr error)
{
    cd_listener_t *listener = baton;
    const char *text = error->message ? error->message : "unknown";

    if (error->level < XML_ERR_ERROR) {
        return;
    }
    if (error->domain == XML_FROM_XPATH && error->str1 && !listener->hint) {
        text = apr_psprintf(listener->pool, "%s: %s",
                            line_of(listener->pool, text), error->str1);
    }
    take_cause(listener, text);
}

void cd_listen_hint(cd_listener_t *listener, const char *hint, int is_all)
{
    listener->hint = hint;
    listener->hint_is_all = is_all;
}

void cd_listen_begin(cd_listener_t *listener, const cd_theme_t *theme,
                     apr_pool_t *pool)
{
    memset(listener, 0, sizeof(*listener));
    listener->theme = theme;
    listener->pool = pool;
    listener->outer = listening;
    listener->outer_error = xmlStructuredError;
    listener->outer_error_baton = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(listener, on_error);
    listener->outer_text = xmlGenericError;
    listener->outer_text_baton = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(listener, on_xml_text);
    listening = listener;
}

void cd_listen_end(cd_listener_t *listener)
{
    listening = listener->outer;
    xmlSetStructuredErrorFunc(listener->outer_error_baton,
                              listener->outer_error);
    xmlSetGenericErrorFunc(listener->outer_text_baton, listener->outer_text);
    if (!listener->message && listener->hint) {
        mistake(listener, listener->hint);
    }
}

void cd_listen_to(cd_listener_t *listener, xsltTransformContextPtr transform)
{
    xsltSetTransformErrorFunc(transform, listener, on_text);
}

void cd_listen_init(void)
{
    xsltSetGenericErrorFunc(NULL, on_text);
}
