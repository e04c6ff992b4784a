/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a theme: its chain of folders, then everything in them, then a
 * trial run of each page. */
#include "theme_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>
#include <sodium.h>

static const struct {
    const char *name, *value;
} trial_attributes[] = {
    { "title", "" },     { "lang", CD_FALLBACK },   { "dir", "ltr" },
    { "base", "" },      { "path", "/" },           { "csrf", "" },
    { "status", "200" }, { "today", "2026-01-01" }, { NULL, NULL },
};

void cd_theme_init(void)
{
    if (sodium_init() < 0) {
        abort();
    }
    cd_sheets_init();
    cd_listen_init();
}

static apr_status_t free_document(void *document)
{
    xmlFreeDoc(document);
    return APR_SUCCESS;
}

static xmlDocPtr trial_document(const char *page, apr_pool_t *pool)
{
    xmlDocPtr document = xmlNewDoc((const xmlChar *) "1.0");
    xmlNodePtr root;
    int i, is_mail;

    apr_pool_cleanup_register(pool, document, free_document,
                              apr_pool_cleanup_null);
    is_mail = cd_sheets_is_mail(page);
    root = xmlNewDocNode(document, NULL,
                         (const xmlChar *) (is_mail ? "mail" : "page"), NULL);
    xmlDocSetRootElement(document, root);
    page += is_mail ? strlen(CD_MAIL_SHEET) : 0;
    xmlNewProp(root, (const xmlChar *) "name", (const xmlChar *) page);
    for (i = 0; trial_attributes[i].name; i++) {
        xmlNewProp(root, (const xmlChar *) trial_attributes[i].name,
                   (const xmlChar *) trial_attributes[i].value);
    }
    return document;
}

static const char *trial_url(const cd_render_t *render, const char *name,
                             const char *const *args, int n, apr_pool_t *pool)
{
    (void) render;
    (void) args;
    (void) n;
    return apr_pstrcat(pool, "/", name, NULL);
}

/* What has no place of its own is said of the page's sheet. */
static const char *placed(cd_loading_t *loading, const char *page,
                          const char *error)
{
    const apr_array_header_t *levels = loading->theme->levels;
    int i;

    for (i = 0; i < levels->nelts; i++) {
        const char *folder = APR_ARRAY_IDX(levels, i, cd_level_t).directory;

        if (strncmp(error, folder, strlen(folder)) == 0) {
            return error;
        }
    }
    return apr_pstrcat(loading->scratch, loading->source->directory, "/",
                       cd_sheets_file(page, loading->scratch), ": ", error,
                       NULL);
}

static apr_status_t try_by(cd_maker_t maker, cd_loading_t *loading,
                           const char *page, const char **html,
                           const char **error)
{
    cd_render_t render = {
        CD_FALLBACK, NULL, "2026-01-01", "", trial_url, NULL
    };
    apr_size_t len;

    return cd_theme_render_by(maker, loading->theme, page,
                              trial_document(page, loading->scratch), &render,
                              loading->scratch, html, &len, error);
}

/* A sheet is tried before any thread shares it: what libxslt puts off until
 * a first run is done here, and a sheet that cannot make even an empty page
 * is refused. Its program is none if it makes another one. */
static const char *try_page(cd_loading_t *loading, const char *page)
{
    cd_sheet_t *sheet =
        apr_hash_get(loading->theme->sheets, page, APR_HASH_KEY_STRING);
    const char *html, *other, *error = NULL, *ignored;

    if (try_by(CD_BY_SHEET, loading, page, &html, &error) != APR_SUCCESS) {
        return placed(loading, page, error);
    }
    if (try_by(CD_BY_PROGRAM, loading, page, &other, &ignored) == APR_SUCCESS
        && strcmp(html, other) != 0) {
        sheet->program = NULL;
        sheet->why = "its program makes another page";
    }
    return NULL;
}

static const char *try_pages(cd_loading_t *loading)
{
    const char *const *page = loading->source->pages;
    const char *error = NULL;

    for (; page && *page && !error; page++) {
        error = try_page(loading, *page);
    }
    return error;
}

static const char *load(cd_loading_t *loading)
{
    static const char *(*const steps[])(
        cd_loading_t *) = { cd_files_chain, cd_languages_load, cd_assets_load,
                            cd_sheets_load, try_pages,         NULL };
    const char *error = NULL;
    int i;

    for (i = 0; steps[i] && !error; i++) {
        error = steps[i](loading);
    }
    if (!error) {
        loading->theme->generation = cd_files_generation(loading);
    }
    return error;
}

const char *cd_theme_load(cd_theme_t **theme, apr_pool_t *pool,
                          const cd_theme_source_t *source)
{
    cd_loading_t loading = { .source = source };
    apr_pool_t *own;
    const char *error;

    apr_pool_create(&own, pool);
    loading.theme = apr_pcalloc(own, sizeof(*loading.theme));
    loading.theme->pool = own;
    loading.theme->levels = apr_array_make(own, 4, sizeof(cd_level_t));
    loading.theme->warnings = apr_array_make(own, 2, sizeof(char *));
    apr_pool_create(&loading.scratch, own);
    loading.files = apr_hash_make(loading.scratch);
    error = load(&loading);
    if (error) {
        error = apr_pstrdup(pool, error);
        apr_pool_destroy(own);
        return error;
    }
    apr_pool_destroy(loading.scratch);
    *theme = loading.theme;
    return NULL;
}

const char *cd_theme_slow(const cd_theme_t *theme, const char *page)
{
    const cd_sheet_t *sheet =
        apr_hash_get(theme->sheets, page, APR_HASH_KEY_STRING);

    return sheet && !sheet->program ? sheet->why : NULL;
}

const char *cd_theme_generation(const cd_theme_t *theme)
{
    return theme->generation;
}
