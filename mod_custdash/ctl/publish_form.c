/* SPDX-License-Identifier: Apache-2.0 */
/* The text form of what staff publishes: written for a person, read with
 * every mistake told. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/form.h"
#include "../core/utf8.h"
#include "publish.h"

#define LIST_MOST 40 /* entries of a list with commas */

typedef struct {
    cd_p_reader_t *r;
    const char *name;
    int line;
    apr_table_t *values;
} form_t;

static void wrong(form_t *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void wrong(form_t *f, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fprintf(stderr, "custdashctl: %s:%d: %s\n", f->name, f->line,
            apr_pvsprintf(f->r->pool, format, args));
    va_end(args);
    f->r->errors++;
}

int cd_p_link(const char *link)
{
    const char *rest = strstr(link, "://");

    if (!strncmp(link, "page:", 5)) {
        return link[5]
            && !link[5 + strspn(link + 5, "abcdefghijklmnopqrstuvwxyz-")];
    }
    return rest
        && (!strncmp(link, "https://", 8) || !strncmp(link, "http://", 7))
        && rest[3] && rest[3] != '/' && !strpbrk(link, " \t\\\"<>");
}

static const char *joined(apr_pool_t *pool, const char *const *words)
{
    const char *text = *words;

    for (words++; *words; words++) {
        text = apr_pstrcat(pool, text, ", ", *words, NULL);
    }
    return text;
}

static int is_among(const char *const *words, const char *value)
{
    while (*words && strcmp(*words, value)) {
        words++;
    }
    return *words != NULL;
}

static int is_slug(const char *s)
{
    return *s && *s != '-'
        && !s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")]
        && s[strlen(s) - 1] != '-';
}

/* "2026-11-29 02:00" → "2026-11-29 02:00:00" */
static const char *instant(apr_pool_t *pool, const char *value)
{
    const char *day = apr_pstrndup(pool, value, 10), *s = value + 10;

    if (strlen(value) != 16 || cd_check_date(pool, &day)
        || (*s != ' ' && *s != 'T') || !apr_isdigit(s[1]) || !apr_isdigit(s[2])
        || s[3] != ':' || !apr_isdigit(s[4]) || !apr_isdigit(s[5])
        || atoi(s + 1) > 23 || atoi(s + 4) > 59) {
        return NULL;
    }
    return apr_pstrcat(pool, day, " ", s + 1, ":00", NULL);
}

static const char *check_number(form_t *f, const cd_p_field_t *field,
                                const char *value)
{
    char *end;
    long n = strtol(value, &end, 10);

    if (*end || end == value || n < field->min || n > field->max) {
        wrong(f, "%s: %s is no number from %d to %d", field->header, value,
              field->min, field->max);
        return NULL;
    }
    return apr_psprintf(f->r->pool, "%ld", n);
}

static cd_db_result_t take_first(void *baton, const cd_row_t *row)
{
    *(apr_int64_t *) baton = apr_atoi64(row->value[0]);
    return CD_DB_OK;
}

/* 0: there is none. */
static apr_int64_t find(form_t *f, const char *label, const cd_arg_t *args,
                        int n)
{
    apr_int64_t id = 0;

    if (cd_db_query(f->r->db, label, args, n, take_first, &id) != CD_DB_OK) {
        wrong(f, "%s", cd_db_error(f->r->db));
    }
    return id;
}

static const char *product(form_t *f, const cd_p_field_t *field,
                           const char *name)
{
    int digits = !name[strspn(name, "0123456789")] && strlen(name) < 19;
    cd_arg_t args[] = { { "name", cd_text_v(name) },
                        { "number",
                          cd_int_v(digits ? apr_atoi64(name) : 0) } };
    apr_int64_t id = find(f, "staff.product-find", args, 2);

    if (!id) {
        wrong(f, "%s: there is no product %s", field->header, name);
    }
    return apr_psprintf(f->r->pool, "%" APR_INT64_T_FMT, id);
}

static const char *slug(form_t *f, const cd_p_field_t *field, const char *name)
{
    cd_arg_t args[] = { { "slug", cd_text_v(name) } };

    if (!is_slug(name) || !find(f, "staff.slug-find", args, 1)) {
        wrong(f, "%s: there is no guide %s", field->header, name);
    }
    return name;
}

static const char *country(form_t *f, const cd_p_field_t *field,
                           const char *name)
{
    const char *code = name;

    if (cd_check_country(f->r->pool, &code)) {
        wrong(f, "%s: %s is no country (ISO 3166-1, like PL)", field->header,
              name);
    }
    return code;
}

/* Each of the entries between commas. */
static const char *check_list(form_t *f, const cd_p_field_t *field,
                              const char *value)
{
    char *copy = apr_pstrdup(f->r->pool, value), *state, *entry;
    const char *list = "", *one;
    int n = 0;

    for (entry = apr_strtok(copy, ",", &state); entry;
         entry = apr_strtok(NULL, ",", &state)) {
        one = cd_utf8_trim(f->r->pool, entry);
        if (!*one) {
            continue;
        }
        if (++n > LIST_MOST) {
            wrong(f, "%s: more than %d entries", field->header, LIST_MOST);
            return NULL;
        }
        one = field->type == CD_P_PRODUCTS ? product(f, field, one)
            : field->type == CD_P_SLUGS    ? slug(f, field, one)
                                           : country(f, field, one);
        list = apr_pstrcat(f->r->pool, list, *list ? "," : "", one, NULL);
    }
    if (field->max && strlen(list) > (apr_size_t) field->max) {
        wrong(f, "%s: too many entries", field->header);
    }
    return *list ? list : NULL;
}

static const char *check_word(form_t *f, const cd_p_field_t *field,
                              const char *value)
{
    if (!is_among(field->words, value)) {
        wrong(f, "%s: %s is none of %s", field->header, value,
              joined(f->r->pool, field->words));
    }
    return value;
}

static const char *check_language(form_t *f, const cd_p_field_t *field,
                                  const char *value)
{
    if (cd_check_language(f->r->pool, &value) || strlen(value) > 10) {
        wrong(f, "%s: %s is no language code, like en or pl", field->header,
              value);
    }
    return value;
}

static const char *check_day(form_t *f, const cd_p_field_t *field,
                             const char *value)
{
    if (cd_check_date(f->r->pool, &value)) {
        wrong(f, "%s: %s is no day, like 2026-11-29", field->header, value);
    }
    return value;
}

static const char *check_time(form_t *f, const cd_p_field_t *field,
                              const char *value)
{
    const char *time = instant(f->r->pool, value);

    if (!time) {
        wrong(f, "%s: %s is no time in UTC, like 2026-11-29 02:00",
              field->header, value);
    }
    return time;
}

static const char *check_slug(form_t *f, const cd_p_field_t *field,
                              const char *value)
{
    if (!is_slug(value) || !strcmp(value, "search")) {
        wrong(f, "%s: %s can't be used: small letters, digits and hyphens",
              field->header, value);
    }
    return value;
}

/* The canonical value, NULL when it is wrong or empty. */
static const char *check(form_t *f, const cd_p_field_t *field,
                         const char *value)
{
    if (field->max
        && (field->type == CD_P_TEXT || field->type == CD_P_SLUG
            || field->type == CD_P_LINK)
        && cd_utf8_length(value) > (size_t) field->max) {
        wrong(f, "%s: more than %d characters", field->header, field->max);
    }
    switch (field->type) {
    case CD_P_DATE:
        return check_day(f, field, value);
    case CD_P_TIME:
        return check_time(f, field, value);
    case CD_P_NUMBER:
        return check_number(f, field, value);
    case CD_P_WORD:
        return check_word(f, field, value);
    case CD_P_LANGUAGE:
        return check_language(f, field, value);
    case CD_P_SLUG:
        return check_slug(f, field, value);
    case CD_P_SLUGS:
    case CD_P_PRODUCTS:
    case CD_P_COUNTRIES:
        return check_list(f, field, value);
    case CD_P_LINK:
        if (!cd_p_link(value)) {
            wrong(f, "%s: %s leads nowhere: page:NAME, https://… or http://…",
                  field->header, value);
        }
        return value;
    default:
        return value;
    }
}

static const cd_p_field_t *field_of(const cd_p_kind_t *kind, const char *name)
{
    const cd_p_field_t *field = kind->fields;

    while (field->header && strcasecmp(field->header, name)) {
        field++;
    }
    return field->header ? field : NULL;
}

static void read_header(form_t *f, char *line)
{
    char *colon = strchr(line, ':');
    const cd_p_field_t *field;
    const char *value;

    if (!colon) {
        wrong(f,
              "this is no header, like Title: …; the text begins behind "
              "an empty line");
        return;
    }
    *colon = '\0';
    field = field_of(f->r->kind, line);
    if (!field) {
        wrong(f, "there is no header %s", line);
        return;
    }
    if (apr_table_get(f->values, field->column)) {
        wrong(f, "%s is there twice", field->header);
    }
    value = cd_utf8_trim(f->r->pool, colon + 1);
    value = *value ? check(f, field, value) : NULL;
    if (value) {
        apr_table_setn(f->values, field->column, value);
    }
}

static void read_body(form_t *f, const char *text)
{
    const cd_p_kind_t *kind = f->r->kind;
    const char *body = cd_utf8_trim(f->r->pool, text);

    if (*body && !kind->body) {
        wrong(f, "there is no text below the headers of a %s", kind->name);
    }
    else if (strlen(body) > (apr_size_t) kind->body_most) {
        wrong(f, "the text has more than %d bytes", kind->body_most);
    }
    else if (*body) {
        apr_table_setn(f->values, kind->body, body);
    }
}

static void check_whole(form_t *f)
{
    const cd_p_kind_t *kind = f->r->kind;
    const cd_p_field_t *field;
    const char *from, *to;

    for (field = kind->fields; field->header && !f->r->errors; field++) {
        if (field->flags & CD_P_REQUIRED
            && !apr_table_get(f->values, field->column)) {
            wrong(f, "%s is missing", field->header);
        }
    }
    if (kind->body_required && !apr_table_get(f->values, kind->body)
        && !f->r->errors) {
        wrong(f, "the text is missing");
    }
    from = apr_table_get(f->values, "starts_on");
    from = from ? from : apr_table_get(f->values, "starts_at");
    to = apr_table_get(f->values, "ends_on");
    to = to ? to : apr_table_get(f->values, "ends_at");
    if (from && to && strcmp(from, to) > 0) {
        wrong(f, "Ends is before Starts");
    }
}

apr_table_t *cd_p_read(cd_p_reader_t *reader, const char *name,
                       const char *text)
{
    form_t f = { reader, name, 0, apr_table_make(reader->pool, 16) };
    const char *clean = cd_utf8_nfc(reader->pool, text);
    char *line, *s;

    f.line = 1;
    if (!clean || cd_utf8_control(clean, strlen(clean), 1)) {
        wrong(&f, "this is no UTF-8, or has control characters");
        return f.values;
    }
    s = apr_pstrdup(reader->pool, clean);
    for (f.line = 1; *s; f.line++) {
        apr_size_t n = strcspn(s, "\n");
        int last = !s[n];

        line = apr_pstrmemdup(reader->pool, s, n);
        s += n + !last;
        if (!*cd_utf8_trim(reader->pool, line)) {
            break;
        }
        if (*line != '#') {
            read_header(&f, line);
        }
    }
    read_body(&f, s);
    check_whole(&f);
    return f.values;
}

static const char *rule_of(const cd_p_reader_t *r, const cd_p_field_t *field)
{
    static const char *const rules[] = {
        [CD_P_TEXT] = "",
        [CD_P_DATE] = " (a day, like 2026-11-29)",
        [CD_P_TIME] = " (UTC, like 2026-11-29 02:00)",
        [CD_P_NUMBER] = " (a number)",
        [CD_P_LANGUAGE] = " (like en or pl; empty: shown in all)",
        [CD_P_LINK] = " (page:NAME or https://…)",
        [CD_P_SLUG] = " (a-z, 0-9 and hyphens)",
        [CD_P_SLUGS] = " (slugs of guides, with commas)",
        [CD_P_PRODUCTS] = " (names or numbers, with commas; empty: all)",
        [CD_P_COUNTRIES] = " (like PL, IE; empty: all)",
        [CD_P_PICTURE] = " (set by --picture)"
    };

    return field->type == CD_P_WORD
        ? apr_pstrcat(r->pool, " (", joined(r->pool, field->words), ")", NULL)
        : rules[field->type];
}

static const char *usual_of(const cd_p_reader_t *r, const cd_p_field_t *field)
{
    const char *usual = field->usual;

    return !usual                 ? ""
        : !strcmp(usual, "today") ? apr_pstrndup(r->pool, r->now, 10)
        : !strcmp(usual, "now")   ? apr_pstrndup(r->pool, r->now, 16)
                                  : usual;
}

const char *cd_p_write(const cd_p_reader_t *r, const apr_table_t *values,
                       int hints)
{
    const cd_p_field_t *field;
    const char *text = "", *value;

    for (field = r->kind->fields; field->header; field++) {
        value =
            values ? apr_table_get(values, field->column) : usual_of(r, field);
        value = value ? value : "";
        if (field->type == CD_P_TIME) {
            value = apr_pstrndup(r->pool, value, 16);
        }
        text = apr_pstrcat(
            r->pool, text, hints ? "# " : "", hints ? field->header : "",
            hints ? rule_of(r, field) : "",
            hints && field->flags & CD_P_REQUIRED ? " - required" : "",
            hints ? "\n" : "", field->header, ":", *value ? " " : "", value,
            "\n", NULL);
    }
    value =
        values && r->kind->body ? apr_table_get(values, r->kind->body) : NULL;
    return r->kind->body
        ? apr_pstrcat(r->pool, text, "\n", value ? value : "", "\n", NULL)
        : text;
}
