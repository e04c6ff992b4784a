/* SPDX-License-Identifier: Apache-2.0 */
/* Finds parameters in a statement's text. */
#include "sqlcat_scan.h"

#include <apr_lib.h>
#include <string.h>

apr_size_t cd_sql_param_length(const char *text, const char *colon)
{
    const char *s = colon + 1;

    if (*colon != ':' || !(apr_islower(*s))
        || (colon > text && (colon[-1] == ':' || apr_isalnum(colon[-1])))) {
        return 0;
    }
    while (apr_islower(*s) || apr_isdigit(*s) || *s == '_') {
        s++;
    }
    return s - colon - 1;
}

const char *cd_sql_skip_quoted(const char *s)
{
    const char *end;

    if (*s == '\'' || *s == '"' || *s == '`') {
        for (end = s + 1; *end && *end != *s; end++) {
            end += *end == '\\' && end[1];
        }
        return *end ? end + 1 : end;
    }
    if (s[0] == '-' && s[1] == '-') {
        return s + strcspn(s, "\n");
    }
    if (s[0] == '/' && s[1] == '*') {
        end = strstr(s + 2, "*/");
        return end ? end + 2 : s + strlen(s);
    }
    return s;
}

/* Is what skip_quoted() passed over, from @a s to @a end, closed? Comments to
 * the end of the line always are. */
static int is_closed(const char *s, const char *end)
{
    if (s[0] == '-') {
        return 1;
    }
    if (s[0] == '/') {
        return end - s >= 4 && end[-2] == '*' && end[-1] == '/';
    }
    return end - s >= 2 && end[-1] == s[0];
}

const char *cd_sql_fault(const char *text)
{
    const char *next;

    while (*text) {
        if (*text == ';') {
            return "more than one statement: a semicolon";
        }
        next = cd_sql_skip_quoted(text);
        if (next > text && !is_closed(text, next)) {
            return *text == '/' ? "a comment is not closed"
                                : "a quote is not closed";
        }
        text = next > text ? next : text + 1;
    }
    return NULL;
}
