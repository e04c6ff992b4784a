/* SPDX-License-Identifier: Apache-2.0 */
/* What of a mail its sender has written herself. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "ticket.h"

#define SIGNATURE_LINES 8 /* the line before it and what it has at most */

typedef struct {
    apr_array_header_t *lines; /* const char * */
    int first, end;            /* what is left of them */
} text_t;

static const char *line(const text_t *t, int i)
{
    return APR_ARRAY_IDX(t->lines, i, const char *);
}

static int is_blank(const char *s)
{
    return s[strspn(s, " \t\r")] == '\0';
}

static int is_quote(const char *s)
{
    return s[strspn(s, " \t")] == '>';
}

static void split(apr_pool_t *pool, const char *text, text_t *t)
{
    t->lines = apr_array_make(pool, 64, sizeof(char *));
    while (*text) {
        apr_size_t n = strcspn(text, "\n"), len = n;

        while (len && (text[len - 1] == '\r')) {
            len--;
        }
        APR_ARRAY_PUSH(t->lines, const char *) =
            apr_pstrmemdup(pool, text, len);
        text += n + (text[n] == '\n');
    }
    t->first = 0;
    t->end = t->lines->nelts;
}

/* "On Monday Anna wrote:", "Dnia … Anna napisał(a):", "Am … schrieb Anna:" */
static int is_intro(const char *s)
{
    static const char *const words[] = { "wrote",
                                         "napisa",
                                         "pisze",
                                         "schrieb",
                                         "a \xc3\xa9"
                                         "crit",
                                         "escribi",
                                         "ha scritto",
                                         "skrev",
                                         NULL };
    const char *const *w = words;
    apr_size_t n = strlen(s);

    while (n && strchr(" \t\r", s[n - 1])) {
        n--;
    }
    if (!n || s[n - 1] != ':') {
        return 0;
    }
    while (*w && !strstr(s, *w)) {
        w++;
    }
    return *w != NULL;
}

/* What follows the one of the words that a line begins with, or NULL. */
static const char *after(const char *s, const char *const *words)
{
    for (; *words; words++) {
        if (!strncmp(s, *words, strlen(*words))) {
            return s + strlen(*words);
        }
    }
    return NULL;
}

static int begins_intro(const char *s)
{
    static const char *const words[] = { "On ", "Dnia ", "W dniu ", "Am ",
                                         "Le ", "El ",   "Il ",     NULL };

    return after(s, words) != NULL;
}

/* "From: Anna", in bold "*From:* Anna" */
static int is_header(const char *s, const char *const *names)
{
    const char *rest = after(s + (*s == '*'), names);

    return rest && *(rest + strspn(rest, "\xc2\xa0 ")) == ':';
}

/* Who sent the mail that is answered, when, to whom, on what, as Outlook and
 * Apple Mail put it above the mail. Headers that somebody shows have no such
 * block: they name no date, or other fields between. */
static int is_header_block(const text_t *t, int i)
{
    static const char *const from[] = {
        "From", "Od", "Von", "De", "Da", NULL
    };
    static const char *const date[] = { "Sent",
                                        "Date",
                                        "Wys\xc5\x82"
                                        "ano",
                                        "Data",
                                        "Gesendet",
                                        "Datum",
                                        "Envoy\xc3\xa9",
                                        "Enviado",
                                        "Inviato",
                                        NULL };
    static const char *const other[] = {
        "To",       "Cc",         "Subject",   "Do",          "DW",
        "UDW",      "Temat",      "An",        "Betreff",     "\xc3\x80",
        "Objet",    "Para",       "Asunto",    "A",           "Oggetto",
        "Reply-To", "Importance", "Priorytet", "Wichtigkeit", NULL
    };
    int dates = 0, others = 0;

    if (!is_header(line(t, i), from)) {
        return 0;
    }
    for (i++; i < t->end && !is_blank(line(t, i)); i++) {
        int is_date = is_header(line(t, i), date);

        if (!is_date && !is_header(line(t, i), other)) {
            break; /* a line that goes on, or words */
        }
        dates += is_date;
        others += !is_date;
    }
    return dates == 1 && others >= 1;
}

/* A line behind which other programs put the whole mail that is answered. */
static int is_divider(const text_t *t, int i)
{
    static const char *const words[] = { "-----Original Message",
                                         "----- Original Message",
                                         "-----Wiadomo",
                                         "----- Wiadomo",
                                         "-----Urspr",
                                         "-------- Forwarded",
                                         NULL };
    static const char *const rule[] = { "________________________________",
                                        NULL };
    const char *s = line(t, i) + strspn(line(t, i), " \t");

    return after(s, words)
        || (after(s, rule) && i + 1 < t->end && is_header_block(t, i + 1))
        || is_header_block(t, i);
}

/* What stands before a signature (RFC 3676, 4.3), whose blank at the end some
 * programs lose; then it is one when few lines follow. */
static int is_signature(const text_t *t, int i)
{
    return !strcmp(line(t, i), "-- ")
        || (!strcmp(line(t, i), "--") && t->end - i <= SIGNATURE_LINES);
}

static void cut_behind(text_t *t)
{
    int i;

    for (i = t->first; i < t->end; i++) {
        if (is_signature(t, i) || is_divider(t, i)) {
            t->end = i;
        }
    }
}

static void drop_blanks(text_t *t)
{
    while (t->end > t->first && is_blank(line(t, t->end - 1))) {
        t->end--;
    }
    while (t->end > t->first && is_blank(line(t, t->first))) {
        t->first++;
    }
}

/* The quote at the end, and who wrote it when, which may be on two lines. */
static void cut_quote(text_t *t)
{
    int i = t->end;

    while (i > t->first
           && (is_quote(line(t, i - 1)) || is_blank(line(t, i - 1)))) {
        i--;
    }
    if (i < t->end && i > t->first && is_intro(line(t, i - 1))) {
        i--;
        if (i > t->first && !begins_intro(line(t, i))
            && begins_intro(line(t, i - 1))) {
            i--;
        }
    }
    t->end = i;
}

/* An answer below what is answered; one between quotes needs them. */
static void cut_quote_before(text_t *t)
{
    int i = t->first, j;

    if (i < t->end && is_intro(line(t, i))) {
        i++;
    }
    while (i < t->end && (is_quote(line(t, i)) || is_blank(line(t, i)))) {
        i++;
    }
    for (j = i; j < t->end && !is_quote(line(t, j)); j++) {
    }
    if (i < t->end && j == t->end) {
        t->first = i;
    }
}

/* An attribution whose quote is marked by nothing: the rest is the quote. It
 * says on which day, in figures: "On Monday the installer wrote:" is what the
 * customer tells. */
static void cut_unmarked(text_t *t)
{
    int i;

    for (i = t->first + 1; i < t->end; i++) {
        if (is_intro(line(t, i)) && !strncmp(line(t, i), "On ", 3)
            && strpbrk(line(t, i), "0123456789")) {
            t->end = i;
        }
    }
}

const char *cd_mail_own_text(apr_pool_t *pool, const char *text)
{
    apr_array_header_t *kept = apr_array_make(pool, 64, sizeof(char *));
    text_t t;
    int i;

    split(pool, text, &t);
    cut_behind(&t);
    drop_blanks(&t);
    cut_quote(&t);
    drop_blanks(&t);
    cut_quote_before(&t);
    cut_unmarked(&t);
    drop_blanks(&t);
    for (i = t.first; i < t.end; i++) {
        APR_ARRAY_PUSH(kept, const char *) = line(&t, i);
    }
    return apr_array_pstrcat(pool, kept, '\n');
}

const char *cd_mail_unflow(apr_pool_t *pool, const char *text, int delsp)
{
    char *out = apr_palloc(pool, 2 * strlen(text) + 1), *to = out;

    while (*text) {
        apr_size_t n = strcspn(text, "\n"), len = n, stuffed;
        int flows;

        while (len && text[len - 1] == '\r') {
            len--;
        }
        stuffed = len && *text == ' ';
        flows = len > stuffed && text[len - 1] == ' ' && *text != '>'
            && !(len == 3 && !strncmp(text, "-- ", 3)) && text[n] == '\n';
        if (stuffed && text[1] == '>') {
            *to++ = '\\'; /* what only looks like a quote, to Markdown too */
        }
        memcpy(to, text + stuffed, len - stuffed);
        to += len - stuffed;
        if (flows) {
            to -= delsp;
        }
        else if (text[n] == '\n') {
            *to++ = '\n';
        }
        text += n + (text[n] == '\n');
    }
    *to = '\0';
    return out;
}
