/* SPDX-License-Identifier: Apache-2.0 */
/* The form engine: decodes a request, fills a table of fields, shows it. */
#include "form.h"

#include <string.h>

#include <apr_strings.h>

#include "utf8.h"

#define MAX_DEFAULT 254

typedef struct {
    const char *value; /* never NULL */
    const char *error;
    const char *theirs; /* what somebody else has put there, or NULL */
    const cd_option_t *options;
    cd_rule_t rule;
} cd_entry_t;

struct cd_form_t {
    apr_pool_t *pool;
    const char *name;
    const cd_field_t *fields;
    const char *error;
    int filled;
    int n;
    cd_entry_t *entries; /* one per field, in the table's order */
};

static int is_type(const cd_field_t *field, const char *type)
{
    return strcmp(field->type, type) == 0;
}

/* The value of the digit at from[i], of n characters; -1: there is none. */
static int hex_digit(const char *from, apr_size_t n, apr_size_t i)
{
    char c = i < n ? from[i] : '\0';

    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undo percent-encoding; returns the length, -1 when it is malformed. */
static apr_ssize_t percent_decode(char *to, const char *from, apr_size_t n)
{
    apr_size_t i, len = 0;

    for (i = 0; i < n; i++) {
        char c = from[i] == '+' ? ' ' : from[i];

        if (c == '%') {
            int high = hex_digit(from, n, i + 1);
            int low = hex_digit(from, n, i + 2);

            if (high < 0 || low < 0) {
                return -1;
            }
            c = (char) (high << 4 | low);
            i += 2;
        }
        to[len++] = c;
    }
    to[len] = '\0';
    return (apr_ssize_t) len;
}

/* A decoded name or value in pool; NULL and error set when it is refused. */
static const char *decode(apr_pool_t *pool, const char *from, apr_size_t n,
                          const char **error)
{
    char *text = apr_palloc(pool, n + 1);
    apr_ssize_t len = percent_decode(text, from, n);

    if (len < 0) {
        *error = "malformed";
    }
    else if (!cd_utf8_valid(text, (size_t) len)) {
        *error = "utf8";
    }
    else if (cd_utf8_control(text, (size_t) len, 1)) {
        *error = "control";
    }
    else {
        return text;
    }
    return NULL;
}

static int decode_pair(apr_table_t *params, const char *pair, apr_size_t len,
                       const char **error)
{
    apr_pool_t *pool = apr_table_elts(params)->pool;
    const char *equals = memchr(pair, '=', len);
    apr_size_t split = equals != NULL ? (apr_size_t) (equals - pair) : len;
    apr_size_t rest = equals != NULL ? split + 1 : len;
    const char *name = decode(pool, pair, split, error);
    const char *value;

    if (name == NULL) {
        return 0;
    }
    value = decode(pool, pair + rest, len - rest, error);
    if (value == NULL) {
        return 0;
    }
    apr_table_addn(params, name, value);
    return 1;
}

apr_table_t *cd_form_decode(apr_pool_t *pool, const char *body, apr_size_t len,
                            const char **error)
{
    apr_table_t *params = apr_table_make(pool, 16);
    const char *end = body + len;
    int pairs = 0;

    while (body < end) {
        const char *ampersand = memchr(body, '&', (size_t) (end - body));
        const char *stop = ampersand != NULL ? ampersand : end;

        if (stop > body) {
            if (++pairs > CD_FORM_PAIRS) {
                *error = "too-many";
                return NULL;
            }
            if (!decode_pair(params, body, (apr_size_t) (stop - body),
                             error)) {
                return NULL;
            }
        }
        body = ampersand != NULL ? ampersand + 1 : end;
    }
    return params;
}

cd_form_t *cd_form_create(apr_pool_t *pool, const char *name,
                          const cd_field_t *fields)
{
    cd_form_t *form = apr_pcalloc(pool, sizeof(*form));
    int i;

    form->pool = pool;
    form->name = name;
    form->fields = fields;
    while (fields[form->n].name != NULL) {
        form->n++;
    }
    form->entries =
        apr_pcalloc(pool, ((apr_size_t) form->n + 1) * sizeof(*form->entries));
    for (i = 0; i < form->n; i++) {
        form->entries[i].value = "";
        form->entries[i].options = fields[i].options;
        form->entries[i].rule =
            fields[i].flags & CD_FIELD_EXTRA ? CD_RULE_HIDDEN : CD_RULE_NONE;
    }
    return form;
}

/* APR's tables fold case, a form's names don't: so look for oneself. */
static const char *lookup(const apr_table_t *params, const char *name,
                          int *times)
{
    const apr_array_header_t *all = apr_table_elts(params);
    const apr_table_entry_t *pairs = (const apr_table_entry_t *) all->elts;
    const char *value = NULL;
    int i;

    *times = 0;
    for (i = 0; i < all->nelts; i++) {
        if (pairs[i].key != NULL && strcmp(pairs[i].key, name) == 0) {
            value = pairs[i].val;
            (*times)++;
        }
    }
    return value != NULL ? value : "";
}

/* Browsers send CRLF for every line break; one convention is stored. */
static const char *with_line_feeds(apr_pool_t *pool, const char *text)
{
    char *copy, *to;

    if (strchr(text, '\r') == NULL) {
        return text;
    }
    copy = to = apr_palloc(pool, strlen(text) + 1);
    for (; *text != '\0'; text++) {
        if (*text != '\r') {
            *to++ = *text;
        }
        else if (text[1] != '\n') {
            *to++ = '\n';
        }
    }
    *to = '\0';
    return copy;
}

/* Bring a value into the form that is checked, shown and stored. */
static const char *canonical(apr_pool_t *pool, const cd_field_t *field,
                             const char **value)
{
    const char *text = *value;
    int lines = (field->flags & CD_FIELD_LINES) != 0;

    *value = "";
    if (!cd_utf8_valid(text, strlen(text))) {
        return "utf8";
    }
    if (cd_utf8_control(text, strlen(text), lines)) {
        *value = cd_utf8_clean(pool, text);
        return "control";
    }
    text = cd_utf8_nfc(pool, with_line_feeds(pool, text));
    if (text == NULL) {
        return "utf8";
    }
    *value = field->flags & CD_FIELD_SECRET ? text : cd_utf8_trim(pool, text);
    return NULL;
}

static int is_required(const cd_field_t *field, const cd_entry_t *entry)
{
    return entry->rule == CD_RULE_REQUIRED
        || (entry->rule == CD_RULE_NONE
            && (field->flags & CD_FIELD_REQUIRED) != 0);
}

static int is_open(const cd_entry_t *entry)
{
    return entry->rule != CD_RULE_LOCKED && entry->rule != CD_RULE_HIDDEN;
}

static int field_max(const cd_field_t *field)
{
    return field->max > 0 ? field->max : MAX_DEFAULT;
}

static int is_offered(const cd_option_t *options, const char *value)
{
    for (; options != NULL && options->value != NULL; options++) {
        if (strcmp(options->value, value) == 0) {
            return 1;
        }
    }
    return 0;
}

static const char *check(apr_pool_t *pool, const cd_field_t *field,
                         cd_entry_t *entry)
{
    size_t length = cd_utf8_length(entry->value);

    if (length == 0) {
        return is_required(field, entry) ? "required" : NULL;
    }
    if (length < (size_t) field->min) {
        return "too-short";
    }
    if (length > (size_t) field_max(field)) {
        return "too-long";
    }
    if ((entry->options != NULL || is_type(field, "select"))
        && !is_offered(entry->options, entry->value)) {
        return "choice";
    }
    return field->check != NULL ? field->check(pool, &entry->value) : NULL;
}

static void fill(cd_form_t *form, int i, const apr_table_t *params)
{
    const cd_field_t *field = &form->fields[i];
    cd_entry_t *entry = &form->entries[i];
    int times;

    entry->theirs = entry->error = NULL;
    if (!is_open(entry)) {
        return;
    }
    if (is_type(field, "file")) {
        return; /* files have no value */
    }
    entry->value = lookup(params, field->name, &times);
    if (times > 1) {
        entry->value = "";
        entry->error = "repeated";
        return;
    }
    if (is_type(field, "checkbox")) {
        entry->value = times > 0 ? "1" : "";
    }
    else {
        entry->error = canonical(form->pool, field, &entry->value);
    }
    if (entry->error == NULL) {
        entry->error = check(form->pool, field, entry);
    }
    /* nobody can put right what nobody sees: the next try goes without */
    if (entry->error != NULL && is_type(field, "hidden")) {
        entry->value = "";
    }
}

int cd_form_fill(cd_form_t *form, const apr_table_t *params)
{
    int i;

    form->filled = 1;
    for (i = 0; i < form->n; i++) {
        fill(form, i, params);
    }
    return cd_form_errors(form);
}

static cd_entry_t *entry_of(const cd_form_t *form, const char *field)
{
    int i;

    for (i = 0; field != NULL && i < form->n; i++) {
        if (strcmp(form->fields[i].name, field) == 0) {
            return &form->entries[i];
        }
    }
    return NULL;
}

const char *cd_form_get(const cd_form_t *form, const char *field)
{
    const cd_entry_t *entry = entry_of(form, field);

    return entry != NULL ? entry->value : NULL;
}

const char *cd_form_get_null(const cd_form_t *form, const char *field)
{
    const char *value = cd_form_get(form, field);

    return value != NULL && *value != '\0' ? value : NULL;
}

void cd_form_set(cd_form_t *form, const char *field, const char *value)
{
    cd_entry_t *entry = entry_of(form, field);

    if (entry != NULL) {
        entry->value = value != NULL ? apr_pstrdup(form->pool, value) : "";
    }
}

void cd_form_rule(cd_form_t *form, const char *field, cd_rule_t rule)
{
    cd_entry_t *entry = entry_of(form, field);

    if (entry != NULL) {
        int extra = form->fields[entry - form->entries].flags & CD_FIELD_EXTRA;

        entry->rule =
            extra && rule != CD_RULE_REQUIRED ? CD_RULE_HIDDEN : rule;
    }
}

int cd_form_may_change(const cd_form_t *form, const char *field)
{
    const cd_entry_t *entry = entry_of(form, field);

    return entry != NULL && is_open(entry);
}

int cd_form_is_filled(const cd_form_t *form)
{
    return form->filled;
}

void cd_form_theirs(cd_form_t *form, const char *field, const char *value)
{
    cd_entry_t *entry = entry_of(form, field);

    if (entry != NULL) {
        entry->theirs = apr_pstrdup(form->pool, value);
    }
}

void cd_form_options(cd_form_t *form, const char *field,
                     const cd_option_t *options)
{
    cd_entry_t *entry = entry_of(form, field);

    if (entry != NULL) {
        entry->options = options;
    }
}

void cd_form_error(cd_form_t *form, const char *field, const char *code)
{
    cd_entry_t *entry = entry_of(form, field);

    if (entry != NULL) {
        entry->error = code;
    }
    else {
        form->error = code;
    }
}

int cd_form_errors(const cd_form_t *form)
{
    int i, errors = form->error != NULL;

    for (i = 0; i < form->n; i++) {
        errors += form->entries[i].error != NULL;
    }
    return errors;
}

static void show_options(cd_doc_t *doc, xmlNodePtr node,
                         const cd_entry_t *entry)
{
    const cd_option_t *option = entry->options;

    for (; option != NULL && option->value != NULL; option++) {
        xmlNodePtr child = cd_doc_element(doc, node, "option");
        int selected = strcmp(option->value, entry->value) == 0;

        cd_doc_set(doc, child, "value", option->value);
        cd_doc_set(doc, child, "label", option->label);
        cd_doc_set(doc, child, "selected", selected ? "1" : NULL);
    }
}

static void show_value(cd_doc_t *doc, xmlNodePtr node, const cd_field_t *field,
                       const cd_entry_t *entry)
{
    int empty = *entry->value == '\0';

    if (is_type(field, "checkbox")) {
        cd_doc_set(doc, node, "checked", empty ? NULL : "1");
    }
    else if (!empty && !(field->flags & CD_FIELD_SECRET)) {
        cd_doc_set(doc, node, "value", entry->value);
    }
}

/* Only what is typed has a length. */
static int is_typed(const cd_field_t *field)
{
    return !is_type(field, "checkbox") && !is_type(field, "select")
        && !is_type(field, "hidden") && !is_type(field, "date")
        && !is_type(field, "file");
}

static void show_field(cd_doc_t *doc, xmlNodePtr parent,
                       const cd_field_t *field, const cd_entry_t *entry)
{
    xmlNodePtr node = cd_doc_element(doc, parent, "field");
    int required = is_required(field, entry);

    cd_doc_set(doc, node, "name", field->name);
    cd_doc_set(doc, node, "type", field->type);
    show_value(doc, node, field, entry);
    cd_doc_set(doc, node, "error", entry->error);
    cd_doc_set(doc, node, "theirs", entry->theirs);
    cd_doc_set(doc, node, "required", required ? "1" : NULL);
    cd_doc_set(doc, node, "locked", is_open(entry) ? NULL : "1");
    if (is_typed(field)) {
        cd_doc_set_int(doc, node, "max", field_max(field));
    }
    cd_doc_set(doc, node, "autocomplete", field->autocomplete);
    show_options(doc, node, entry);
}

void cd_form_show(const cd_form_t *form, cd_doc_t *doc, const char *action)
{
    xmlNodePtr node = cd_doc_element(doc, cd_doc_page(doc), "form");
    int i;

    cd_doc_set(doc, node, "name", form->name);
    cd_doc_set(doc, node, "action", action);
    cd_doc_set(doc, node, "error", form->error);
    for (i = 0; i < form->n; i++) {
        if (form->entries[i].rule != CD_RULE_HIDDEN) {
            show_field(doc, node, &form->fields[i], &form->entries[i]);
        }
    }
}
