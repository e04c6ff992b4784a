/* SPDX-License-Identifier: Apache-2.0 */
/* A theme's pages compiled: one stylesheet each, put together from files of
 * the theme and its parents and from nowhere else. */
#include "theme_program.h"

#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxslt/documents.h>
#include <libxslt/xslt.h>

#define SHEETS_PER_PAGE 500
#define NESTING 40

/* Set by cd_sheets_init() alone. */
static xsltDocLoaderFunc others;
static xsltSecurityPrefsPtr nothing_allowed;

static const char *uri_of(apr_pool_t *pool, const cd_file_t *file)
{
    return apr_psprintf(pool, CD_ROOT "%s?%d", file->name, file->level);
}

static xmlDocPtr refuse(cd_loading_t *loading, const char *what,
                        const char *why)
{
    cd_listen_hint(&loading->listener,
                   apr_pstrcat(loading->scratch, what, ": ", why, NULL), 1);
    return NULL;
}

static int is_open_document(const xmlDoc *doc, const char *uri)
{
    return doc->URL && strcmp((const char *) doc->URL, uri) == 0;
}

/* True when the file is being read already, further up: libxslt's own check
 * cannot see it, because one file may answer to several URIs. */
static int is_cycle(const xsltStylesheet *style, const char *uri)
{
    const xsltDocument *include;
    int depth = 0;

    for (; style; style = style->parent) {
        if (is_open_document(style->doc, uri) || ++depth > NESTING) {
            return 1;
        }
        for (include = style->includes; include; include = include->includes) {
            if (is_open_document(include->doc, uri) || ++depth > NESTING) {
                return 1;
            }
        }
    }
    return 0;
}

static xmlDocPtr parse(cd_loading_t *loading, const cd_file_t *file,
                       xmlDictPtr dict)
{
    const char *error;
    xmlDocPtr doc;

    if (++loading->sheets > SHEETS_PER_PAGE) {
        return refuse(loading, file->name, "too many imports");
    }
    doc =
        cd_xml_parse(&file->bytes, file->path, uri_of(loading->scratch, file),
                     dict, loading->scratch, &error);
    /* its message has the better place */
    if (!doc && !loading->listener.message) {
        loading->listener.message = error;
    }
    return doc;
}

static int level_of(const xsltStylesheet *style)
{
    const char *level = strchr((const char *) style->doc->URL, '?');

    return level ? atoi(level + 1) : 0;
}

/* What an href means: sets the name and the level to look from. */
static const char *resolve(cd_loading_t *loading, const char *uri,
                           const xsltStylesheet *importer, int *from)
{
    static const char parent[] = "parent:";
    const char *name;

    *from = 0;
    if (strncmp(uri, parent, strlen(parent)) == 0) {
        *from = level_of(importer) + 1;
        name = uri + strlen(parent);
    }
    else if (strncmp(uri, CD_ROOT, strlen(CD_ROOT)) == 0) {
        name = uri + strlen(CD_ROOT);
    }
    else {
        if (strncmp(uri, CD_SCHEME, strlen(CD_SCHEME)) == 0) {
            uri += strlen(CD_SCHEME);
        }
        refuse(loading, uri, "leads out of the theme's folders");
        return NULL;
    }
    if (cd_files_is_name(name)) {
        return apr_pstrdup(loading->scratch, name);
    }
    refuse(loading, name, "is not the name of a file in a theme");
    return NULL;
}

static xmlDocPtr load_import(cd_loading_t *loading, const char *uri,
                             const xsltStylesheet *importer, xmlDictPtr dict)
{
    cd_file_t *file;
    int from;
    const char *error, *name = resolve(loading, uri, importer, &from);

    if (!name) {
        return NULL;
    }
    error = cd_files_find(&file, loading, name, from);
    if (error) {
        cd_listen_hint(&loading->listener, error, 1);
        return NULL;
    }
    if (!file) {
        return refuse(loading, name, "no theme of the chain has it");
    }
    if (is_cycle(importer, uri_of(loading->scratch, file))) {
        return refuse(loading, name, "imports itself");
    }
    return parse(loading, file, dict);
}

static int is_ours(const xsltStylesheet *style)
{
    return style && style->doc && style->doc->URL
        && strncmp((const char *) style->doc->URL, CD_SCHEME,
                   strlen(CD_SCHEME))
        == 0;
}

/* libxslt has one loader for the whole process: what isn't of a theme goes
 * its usual way. */
static xmlDocPtr load_document(const xmlChar *uri, xmlDictPtr dict,
                               int options, void *context, xsltLoadType type)
{
    const xsltStylesheet *style = context, *top;

    if (type == XSLT_LOAD_DOCUMENT) {
        style = ((xsltTransformContextPtr) context)->style;
    }
    if (!is_ours(style)) {
        return others(uri, dict, options, context, type);
    }
    for (top = style; top->parent;) {
        top = top->parent;
    }
    if (type == XSLT_LOAD_DOCUMENT || !top->_private) {
        return NULL;
    }
    return load_import(top->_private, (const char *) uri, style, dict);
}

/* While compiling (no transform) the loader above is the wall, and says why
 * it refuses; later nothing may be read. */
static int may_read(xsltSecurityPrefsPtr security,
                    xsltTransformContextPtr transform, const char *what)
{
    (void) security;
    (void) what;
    return transform == NULL;
}

static xsltSecurityPrefsPtr preferences(xsltSecurityCheck read)
{
    xsltSecurityPrefsPtr made = xsltNewSecurityPrefs();

    if (!made) {
        abort();
    }
    xsltSetSecurityPrefs(made, XSLT_SECPREF_READ_FILE, read);
    xsltSetSecurityPrefs(made, XSLT_SECPREF_READ_NETWORK, read);
    xsltSetSecurityPrefs(made, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(made, XSLT_SECPREF_CREATE_DIRECTORY,
                         xsltSecurityForbid);
    xsltSetSecurityPrefs(made, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    return made;
}

void cd_sheets_init(void)
{
    if (nothing_allowed) {
        return;
    }
    xmlInitParser();
    xsltInit();
    xsltSetLoaderFunc(NULL);
    others = xsltDocDefaultLoader;
    xsltSetLoaderFunc(load_document);
    xsltSetDefaultSecurityPrefs(preferences(may_read));
    nothing_allowed = preferences(xsltSecurityForbid);
}

xsltSecurityPrefsPtr cd_sheets_security(void)
{
    return nothing_allowed;
}

static apr_status_t free_sheet(void *sheet)
{
    xsltFreeStylesheet(sheet);
    return APR_SUCCESS;
}

static const char *check_output(const xsltStylesheet *style,
                                const cd_file_t *file, apr_pool_t *pool)
{
    if (style->encoding
        && xmlStrcasecmp(style->encoding, (const xmlChar *) "UTF-8") != 0) {
        return apr_pstrcat(pool, file->path,
                           ":1: xsl:output encoding must be UTF-8", NULL);
    }
    return NULL;
}

/* A sheet that compiles owns its document; of one that doesn't, libxslt has
 * let go of it, mostly. */
static int compile_document(xsltStylesheetPtr style, xmlDocPtr doc)
{
    int orphan;

    if (xsltParseStylesheetUser(style, doc) == 0) {
        return 1;
    }
    orphan = !style->doc;
    xsltFreeStylesheet(style);
    if (orphan) {
        xmlFreeDoc(doc);
    }
    return 0;
}

/* NULL when it doesn't compile: the listener has the reason. */
static xsltStylesheetPtr compile(cd_loading_t *loading, const cd_file_t *file)
{
    xsltStylesheetPtr style = xsltNewStylesheet();
    xmlDocPtr doc;

    if (!style) {
        return NULL;
    }
    doc = parse(loading, file, style->dict);
    if (!doc) {
        xsltFreeStylesheet(style);
        return NULL;
    }
    style->_private = loading;
    if (!compile_document(style, doc)) {
        return NULL;
    }
    style->_private = NULL;
    return style;
}

static void keep(cd_theme_t *theme, const char *page, xsltStylesheetPtr style)
{
    cd_sheet_t *sheet = apr_pcalloc(theme->pool, sizeof(*sheet));

    sheet->style = style;
    sheet->program = cd_program_make(theme->pool, style, &sheet->why);
    apr_pool_cleanup_register(theme->pool, style, free_sheet,
                              apr_pool_cleanup_null);
    apr_hash_set(theme->sheets, apr_pstrdup(theme->pool, page),
                 APR_HASH_KEY_STRING, sheet);
}

const char *cd_sheets_file(const char *page, apr_pool_t *pool)
{
    return apr_pstrcat(pool, cd_sheets_is_mail(page) ? "" : "pages/", page,
                       ".xsl", NULL);
}

int cd_sheets_is_mail(const char *page)
{
    return strncmp(page, CD_MAIL_SHEET, strlen(CD_MAIL_SHEET)) == 0;
}

static const char *load_page(cd_loading_t *loading, const char *page)
{
    cd_theme_t *theme = loading->theme;
    const char *name = cd_sheets_file(page, loading->scratch);
    xsltStylesheetPtr style;
    const char *error;
    cd_file_t *file;

    error = cd_files_find(&file, loading, name, 0);
    if (error) {
        return error;
    }
    if (!file) {
        return apr_pstrcat(loading->scratch, loading->source->directory, "/",
                           name, ": missing", NULL);
    }
    loading->sheets = 0;
    cd_listen_begin(&loading->listener, theme, loading->scratch);
    style = compile(loading, file);
    cd_listen_end(&loading->listener);
    if (style) {
        keep(theme, page, style);
    }
    /* also what libxslt only warns of: an unknown instruction, say, would
       be left out of the page without a word */
    if (loading->listener.message) {
        return loading->listener.message;
    }
    return style ? check_output(style, file, loading->scratch)
                 : apr_pstrcat(loading->scratch, file->path,
                               ":1: does not compile", NULL);
}

const char *cd_sheets_load(cd_loading_t *loading)
{
    const char *const *page = loading->source->pages;
    const char *error = NULL;

    loading->theme->sheets = apr_hash_make(loading->theme->pool);
    for (; page && *page && !error; page++) {
        error = load_page(loading, *page);
    }
    return error;
}
