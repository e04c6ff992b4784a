/* SPDX-License-Identifier: Apache-2.0 */
/* Which arguments an ICU message pattern has, and of what kind: the C
 * interface takes them untyped and believes the caller. */
#include "text_internal.h"

#include <string.h>

#include <apr_strings.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#define WORD 24

typedef struct {
    const UChar *at;
    unsigned numeric, textual; /* a bit per argument */
    const char *error;
    int depth;
} scan_t;

enum { IN_MESSAGE, IN_PLURAL, IN_CHOICE };

static void scan_message(scan_t *scan, int where);

static void skip_space(scan_t *scan)
{
    while (u_hasBinaryProperty(*scan->at, UCHAR_PATTERN_WHITE_SPACE)) {
        scan->at++;
    }
}

static int ends_word(UChar c)
{
    return c == 0 || c == '{' || c == '}' || c == ','
        || u_hasBinaryProperty(c, UCHAR_PATTERN_WHITE_SPACE);
}

/* A word in lower case; one that doesn't fit or isn't ASCII becomes "?". */
static void take_word(scan_t *scan, char word[WORD])
{
    int n = 0, odd = 0;

    skip_space(scan);
    for (; !ends_word(*scan->at); scan->at++) {
        if (n == WORD - 1 || *scan->at > 0x7e) {
            odd = 1;
        }
        else {
            word[n++] = (char) u_tolower(*scan->at);
        }
    }
    word[n] = '\0';
    if (odd) {
        apr_cpystrn(word, "?", WORD);
    }
    skip_space(scan);
}

static int take(scan_t *scan, UChar c)
{
    if (*scan->at != c) {
        return 0;
    }
    scan->at++;
    return 1;
}

/* An apostrophe quotes when what follows would otherwise have a meaning
 * (ICU's "double optional" mode); two are one. */
static void skip_quoted(scan_t *scan, int where)
{
    UChar c = *++scan->at;

    if (c == '\'') {
        scan->at++;
        return;
    }
    if (c != '{' && c != '}' && !(c == '#' && where == IN_PLURAL)
        && !(c == '|' && where == IN_CHOICE)) {
        return;
    }
    while (*scan->at) {
        if (*scan->at != '\'') {
            scan->at++;
        }
        else if (scan->at[1] == '\'') {
            scan->at += 2;
        }
        else {
            scan->at++;
            return;
        }
    }
}

/* The style of a simple argument, up to its closing brace: here every
 * apostrophe quotes up to the next one, braces nest. */
static void skip_style(scan_t *scan)
{
    int nested = 0;

    for (; *scan->at; scan->at++) {
        if (*scan->at == '\'') {
            do {
                scan->at++;
            } while (*scan->at && *scan->at != '\'');
            if (!*scan->at) {
                return;
            }
        }
        else if (*scan->at == '{') {
            nested++;
        }
        else if (*scan->at == '}' && nested-- == 0) {
            return;
        }
    }
}

static void note(scan_t *scan, int argument, int numeric)
{
    unsigned bit = 1u << argument;

    if (numeric) {
        scan->numeric |= bit;
    }
    else {
        scan->textual |= bit;
    }
    if (scan->numeric & scan->textual) {
        scan->error = "an argument is both a text and a number (inside a "
                      "plural write # for the number, or {0,number})";
    }
}

static void scan_number(scan_t *scan, int argument)
{
    scan_t style = *scan;
    char word[WORD];

    take_word(&style, word);
    if (strcmp(word, "integer") == 0 && *style.at == '}') {
        scan->error = "{0,number,integer} is not supported, because it cuts "
                      "off large numbers: write {0,number}";
    }
    skip_style(scan);
    note(scan, argument, 1);
}

static void scan_simple(scan_t *scan, int argument, const char *type)
{
    static const char *const numeric[] = { "spellout", "ordinal", "duration",
                                           NULL };
    int i;

    if (strcmp(type, "number") == 0) {
        take(scan, ',');
        scan_number(scan, argument);
        return;
    }
    for (i = 0; numeric[i] && strcmp(type, numeric[i]) != 0;) {
        i++;
    }
    if (numeric[i]) {
        note(scan, argument, 1);
    }
    else if (strcmp(type, "date") == 0 || strcmp(type, "time") == 0) {
        scan->error = "dates and times are not formatted inside a text: "
                      "pass what cd:date() gives as a plain argument";
    }
    else {
        scan->error = "unknown kind of argument";
    }
    skip_style(scan);
}

/* plural, selectordinal, select: selectors, each with a message. */
static void scan_selectors(scan_t *scan, int where)
{
    char word[WORD];

    while (!scan->error && *scan->at && *scan->at != '}') {
        take_word(scan, word);
        if (take(scan, '{')) {
            scan_message(scan, where);
            take(scan, '}');
        }
        else if (*scan->at == ',') {
            scan->error = "unexpected comma";
        }
        skip_space(scan);
    }
}

static void scan_typed(scan_t *scan, int argument)
{
    char type[WORD];

    take_word(scan, type);
    if (strcmp(type, "plural") == 0 || strcmp(type, "selectordinal") == 0) {
        note(scan, argument, 1);
        take(scan, ',');
        scan_selectors(scan, IN_PLURAL);
    }
    else if (strcmp(type, "select") == 0) {
        note(scan, argument, 0);
        take(scan, ',');
        scan_selectors(scan, IN_MESSAGE);
    }
    else if (strcmp(type, "choice") == 0) {
        note(scan, argument, 1);
        take(scan, ',');
        scan_message(scan, IN_CHOICE);
    }
    else {
        scan_simple(scan, argument, type);
    }
}

static void scan_argument(scan_t *scan)
{
    char name[WORD];
    int argument;

    take_word(scan, name);
    argument = name[0] - '0';
    if (argument < 0 || argument >= CD_TEXT_ARGS || name[1] != '\0') {
        scan->error = "arguments are {0} to {3}";
        return;
    }
    if (take(scan, ',')) {
        scan_typed(scan, argument);
    }
    else {
        note(scan, argument, 0);
    }
    take(scan, '}');
}

static void scan_message(scan_t *scan, int where)
{
    if (++scan->depth > 20) {
        scan->error = "nested too deeply";
    }
    while (!scan->error && *scan->at) {
        if (*scan->at == '\'') {
            skip_quoted(scan, where);
        }
        else if (take(scan, '{')) {
            scan_argument(scan);
        }
        else if (*scan->at == '}' && scan->depth > 1) {
            break;
        }
        else {
            scan->at++;
        }
    }
    scan->depth--;
}

const char *cd_pattern_numbers(unsigned *numeric, const UChar *pattern)
{
    scan_t scan = { pattern, 0, 0, NULL, 0 };

    scan_message(&scan, IN_MESSAGE);
    *numeric = scan.numeric;
    return scan.error;
}
