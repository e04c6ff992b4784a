/* SPDX-License-Identifier: Apache-2.0 */
/* Message catalogues: one file per language and theme, merged and checked
 * when loaded. */
#include "text_internal.h"

#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <unicode/ustring.h>

#include "theme_xml.h"

/* The loading of one file. */
typedef struct {
    cd_catalogue_t *catalogue;
    apr_pool_t *pool;
    const char *path;
    const char *language; /* of the file */
    apr_hash_t *seen;     /* its keys */
} reading_t;

static const char *at(const reading_t *reading, xmlNodePtr node,
                      const char *what)
{
    return apr_psprintf(reading->pool, "%s:%ld: %s", reading->path,
                        xmlGetLineNo(node), what);
}

static const char *copy_text(xmlNodePtr node, apr_pool_t *pool)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *copy =
        apr_pstrdup(pool, content ? (const char *) content : "");

    xmlFree(content);
    return copy;
}

/* Line breaks and indentation belong to the file, not to the text. */
static const char *normalise(const char *text, apr_pool_t *pool)
{
    char *result = apr_palloc(pool, strlen(text) + 1), *to = result;

    for (; *text; text++) {
        if (!strchr(" \t\r\n", *text)) {
            *to++ = *text;
        }
        else if (to > result && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    while (to > result && to[-1] == ' ') {
        to--;
    }
    *to = '\0';
    return result;
}

static const char *bad_pattern(const reading_t *reading, xmlNodePtr node,
                               const UParseError *where, UErrorCode status)
{
    const char *near =
        cd_utf8(where->preContext, u_strlen(where->preContext), reading->pool);

    if (!*near) {
        return at(reading, node,
                  apr_pstrcat(reading->pool,
                              "bad pattern: ", u_errorName(status), NULL));
    }
    return at(reading, node,
              apr_pstrcat(reading->pool, "bad pattern after \"", near,
                          "\": ", u_errorName(status), NULL));
}

static const char *compile(const reading_t *reading, xmlNodePtr node,
                           cd_entry_t *entry, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    UMessageFormat *format;
    const char *wrong;

    memset(&where, 0, sizeof(where));
    entry->pattern = cd_utf16(text, reading->pool);
    wrong = cd_pattern_numbers(&entry->numeric, entry->pattern);
    format = umsg_open(entry->pattern, -1, entry->locale, &where, &status);
    umsg_close(format);
    if (wrong && (U_SUCCESS(status) || status == U_ARGUMENT_TYPE_MISMATCH)) {
        return at(reading, node, wrong);
    }
    if (U_FAILURE(status)) {
        return bad_pattern(reading, node, &where, status);
    }
    entry->index = reading->catalogue->patterns++;
    return NULL;
}

static const char *only_text(const reading_t *reading, xmlNodePtr node)
{
    xmlNodePtr child;

    for (child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            return at(reading, child, "a text has no elements in it");
        }
    }
    return NULL;
}

static const char *read_text(const reading_t *reading, xmlNodePtr node)
{
    const char *key = cd_xml_attribute(node, "key", reading->pool);
    const char *text, *error = only_text(reading, node);
    cd_entry_t *entry;

    if (error) {
        return error;
    }
    if (!key || !*key) {
        return at(reading, node, "a text needs a key");
    }
    if (apr_hash_get(reading->seen, key, APR_HASH_KEY_STRING)) {
        return at(reading, node,
                  apr_pstrcat(reading->pool, "key \"", key, "\" is here twice",
                              NULL));
    }
    text = normalise(copy_text(node, reading->pool), reading->pool);
    entry = apr_pcalloc(reading->pool, sizeof(*entry));
    entry->locale = reading->language;
    if (!strpbrk(text, "{'")) {
        entry->plain = text;
    }
    else {
        error = compile(reading, node, entry, text);
    }
    apr_hash_set(reading->seen, key, APR_HASH_KEY_STRING, entry);
    apr_hash_set(reading->catalogue->entries, key, APR_HASH_KEY_STRING, entry);
    return error;
}

/* The language a file is in is the one it is named after. */
static const char *read_head(reading_t *reading, xmlNodePtr root)
{
    const char *name = cd_xml_attribute(root, "name", reading->pool);
    const char *file = apr_filepath_name_get(reading->path);

    if (!cd_xml_is(root, "catalogue")) {
        return at(reading, root, "not a <catalogue>");
    }
    reading->language = cd_xml_attribute(root, "lang", reading->pool);
    if (!reading->language
        || strcmp(file,
                  apr_pstrcat(reading->pool, reading->language, ".xml", NULL))
            != 0) {
        return at(reading, root, "lang must be the file's name");
    }
    if (name && strcmp(reading->language, reading->catalogue->language) == 0) {
        reading->catalogue->name = name;
    }
    return NULL;
}

static const char *read_file(cd_catalogue_t *catalogue, apr_pool_t *pool,
                             const char *path)
{
    reading_t reading = { catalogue, pool, path, NULL, NULL };
    const char *error;
    xmlDocPtr doc = cd_xml_read(path, pool, &error);
    xmlNodePtr node;

    if (!doc) {
        return error;
    }
    reading.seen = apr_hash_make(pool);
    node = xmlDocGetRootElement(doc);
    error = read_head(&reading, node);
    for (node = node->children; node && !error; node = node->next) {
        if (cd_xml_is(node, "text")) {
            error = read_text(&reading, node);
        }
        else if (node->type == XML_ELEMENT_NODE) {
            error = at(&reading, node, "only <text> may stand here");
        }
    }
    return error;
}

const char *cd_catalogue_load(cd_catalogue_t **catalogue, apr_pool_t *pool,
                              const char *language, const char *const *files)
{
    cd_catalogue_t *made = apr_pcalloc(pool, sizeof(*made));
    const char *error = NULL;

    made->language = apr_pstrdup(pool, language);
    made->name = made->language;
    made->entries = apr_hash_make(pool);
    for (; *files && !error; files++) {
        error = read_file(made, pool, *files);
    }
    if (!error && cd_stock_create(&made->stock, pool) != APR_SUCCESS) {
        error = "out of resources";
    }
    *catalogue = error ? NULL : made;
    return error;
}

const char *cd_catalogue_name(const cd_catalogue_t *catalogue)
{
    return catalogue->name;
}

int cd_catalogue_has(const cd_catalogue_t *catalogue, const char *key)
{
    return apr_hash_get(catalogue->entries, key, APR_HASH_KEY_STRING) != NULL;
}
