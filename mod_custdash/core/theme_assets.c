/* SPDX-License-Identifier: Apache-2.0 */
/* A theme's assets: style sheets, pictures and fonts, named by content. */
#include "theme_internal.h"

#include <string.h>

#include <apr_strings.h>

#define BOOTSTRAP "bootstrap.min.css"

static const struct {
    const char *suffix;
    const char *type;
} types[] = {
    { ".css", "text/css; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".webp", "image/webp" },
    { ".jpg", "image/jpeg" },
    { ".ico", "image/vnd.microsoft.icon" },
    { ".woff2", "font/woff2" },
    { ".txt", "text/plain; charset=utf-8" },
    { NULL, NULL },
};

static const char *type_of(const char *name)
{
    const char *suffix = strrchr(name, '.');
    int i;

    for (i = 0; suffix && types[i].suffix; i++) {
        if (strcmp(types[i].suffix, suffix) == 0) {
            return types[i].type;
        }
    }
    return NULL;
}

static void add(cd_theme_t *theme, const char *name, const cd_file_t *file)
{
    cd_asset_t *asset = apr_pcalloc(theme->pool, sizeof(*asset));

    asset->name = apr_pstrdup(theme->pool, name);
    asset->path = apr_pstrdup(theme->pool, file->real);
    asset->type = type_of(name);
    asset->hash = apr_pstrdup(theme->pool, file->hash);
    apr_hash_set(theme->assets, asset->name, APR_HASH_KEY_STRING, asset);
}

static const char *add_level(cd_loading_t *loading, int i)
{
    apr_array_header_t *names = cd_files_list(loading, i, "assets");
    const char *error = NULL;
    cd_file_t *file;
    int n;

    for (n = 0; n < names->nelts && !error; n++) {
        const char *name = APR_ARRAY_IDX(names, n, const char *);

        if (!type_of(name)) {
            continue;
        }
        error = cd_files_at(
            &file, loading,
            apr_pstrcat(loading->scratch, "assets/", name, NULL), i);
        if (!error && file) {
            add(loading->theme, name, file);
        }
    }
    return error;
}

static const char *add_bootstrap(cd_loading_t *loading)
{
    const char *error;
    cd_file_t *file;

    if (!loading->source->bootstrap) {
        return NULL;
    }
    error = cd_files_foreign(&file, loading, BOOTSTRAP,
                             loading->source->bootstrap);
    if (!error) {
        add(loading->theme, BOOTSTRAP, file);
    }
    return error;
}

const char *cd_assets_load(cd_loading_t *loading)
{
    const char *error;
    int i;

    loading->theme->assets = apr_hash_make(loading->theme->pool);
    error = add_bootstrap(loading);
    for (i = loading->theme->levels->nelts - 1; i >= 0 && !error; i--) {
        error = add_level(loading, i);
    }
    return error;
}

const cd_asset_t *cd_theme_asset(const cd_theme_t *theme, const char *name)
{
    return apr_hash_get(theme->assets, name, APR_HASH_KEY_STRING);
}
