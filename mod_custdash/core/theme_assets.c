/* SPDX-License-Identifier: Apache-2.0 */
/* A theme's assets: style sheets, pictures and fonts, named by content. */
#include "theme_internal.h"

#include <stdarg.h>
#include <string.h>

#include <apr_strings.h>

typedef struct {
    const char *suffix;
    const char *type;
    int packs; /* it gains by being compressed */
} kind_t;

static const kind_t kinds[] = {
    { ".css", "text/css; charset=utf-8", 1 },
    { ".svg", "image/svg+xml", 1 },
    { ".png", "image/png", 0 },
    { ".webp", "image/webp", 0 },
    { ".jpg", "image/jpeg", 0 },
    { ".ico", "image/vnd.microsoft.icon", 1 },
    { ".woff2", "font/woff2", 0 },
    { ".txt", "text/plain; charset=utf-8", 1 },
    { NULL, NULL, 0 },
};

static const kind_t *kind_of(const char *name)
{
    const char *suffix = strrchr(name, '.');
    int i;

    for (i = 0; suffix && kinds[i].suffix; i++) {
        if (strcmp(kinds[i].suffix, suffix) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

int cd_assets_packs(const char *name)
{
    const kind_t *kind = kind_of(name);

    return kind && kind->packs;
}

static void warn(cd_loading_t *loading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void warn(cd_loading_t *loading, const char *format, ...)
{
    cd_theme_t *theme = loading->theme;
    va_list args;

    va_start(args, format);
    APR_ARRAY_PUSH(theme->warnings, const char *) =
        apr_pvsprintf(theme->pool, format, args);
    va_end(args);
}

/* --- copies -------------------------------------------------------------- */

static void set_copy(cd_loading_t *loading, cd_asset_t *asset,
                     cd_coding_t coding, const cd_file_t *file)
{
    cd_copy_t *copy = &asset->copies[coding];
    apr_pool_t *pool = loading->theme->pool;

    copy->path = apr_pstrdup(pool, file->real);
    copy->tag =
        apr_psprintf(pool, "\"%s%s\"", file->hash, cd_coding_suffix(coding));
    copy->size = (apr_off_t) file->bytes.len;
    copy->mtime = file->bytes.mtime;
}

/* The command that makes the copies of an asset. */
static const char *remedy(cd_loading_t *loading, const cd_file_t *file)
{
    return file->level < 0
        ? apr_pstrcat(loading->scratch, "custdashctl assets --bootstrap ",
                      loading->source->bootstrap, NULL)
        : apr_pstrcat(
            loading->scratch, "custdashctl assets ",
            APR_ARRAY_IDX(loading->theme->levels, file->level, cd_level_t)
                .directory,
            NULL);
}

static const char *find_copy(cd_file_t **copy, cd_loading_t *loading,
                             const cd_file_t *file, cd_coding_t coding)
{
    const char *suffix = cd_coding_suffix(coding);
    const char *name = file->level < 0
        ? apr_psprintf(loading->scratch, CD_BOOTSTRAP_COPY, file->hash, suffix)
        : apr_pstrcat(loading->scratch, file->name, suffix, NULL);

    return cd_files_aside(copy, loading, loading->source->packed, name,
                          file->level);
}

/* A copy counts only when it holds what the file holds: whoever edits the
 * file and forgets the copy isn't shown the old one. */
static void add_copy(cd_loading_t *loading, cd_asset_t *asset,
                     const cd_file_t *file, cd_coding_t coding)
{
    cd_file_t *copy;
    const char *error = find_copy(&copy, loading, file, coding);

    if (error) {
        warn(loading, "%s; so it isn't served", error);
    }
    else if (copy
             && !cd_coding_holds(coding, copy->bytes.data, copy->bytes.len,
                                 file->bytes.data, file->bytes.len)) {
        warn(loading,
             "%s: isn't served, for it doesn't hold what %s holds; make it "
             "anew: %s",
             copy->path, file->name, remedy(loading, file));
    }
    else if (copy && copy->bytes.len < file->bytes.len) {
        set_copy(loading, asset, coding, copy);
        asset->codings |= CD_CODING_BIT(coding);
    }
}

static void add_copies(cd_loading_t *loading, cd_asset_t *asset,
                       const cd_file_t *file)
{
    cd_coding_t coding;

    for (coding = 0; coding < CD_CODING_NONE; coding++) {
        if (cd_coding_known() & CD_CODING_BIT(coding)) {
            add_copy(loading, asset, file, coding);
        }
    }
}

int cd_copy_is(const cd_copy_t *copy, const apr_finfo_t *info)
{
    return info->filetype == APR_REG && info->size == copy->size
        && info->mtime == copy->mtime;
}

/* --- files --------------------------------------------------------------- */

static cd_asset_t *add(cd_loading_t *loading, const char *name,
                       const cd_file_t *file)
{
    apr_pool_t *pool = loading->theme->pool;
    cd_asset_t *asset = apr_pcalloc(pool, sizeof(*asset));

    asset->name = apr_pstrdup(pool, name);
    asset->type = kind_of(name)->type;
    asset->hash = apr_pstrdup(pool, file->hash);
    set_copy(loading, asset, CD_CODING_NONE, file);
    asset->path = asset->copies[CD_CODING_NONE].path;
    apr_hash_set(loading->theme->assets, asset->name, APR_HASH_KEY_STRING,
                 asset);
    return asset;
}

static const char *add_level(cd_loading_t *loading, int i)
{
    apr_array_header_t *names = cd_files_list(loading, i, "assets");
    const char *error = NULL;
    cd_file_t *file;
    int n;

    for (n = 0; n < names->nelts && !error; n++) {
        const char *name = APR_ARRAY_IDX(names, n, const char *);

        if (!kind_of(name)) {
            continue;
        }
        error = cd_files_at(
            &file, loading,
            apr_pstrcat(loading->scratch, "assets/", name, NULL), i);
        if (!error && file) {
            cd_asset_t *asset = add(loading, name, file);

            if (cd_assets_packs(name)) {
                add_copies(loading, asset, file);
            }
        }
    }
    return error;
}

/* The system's package may be renewed at any time, and its copies are not in
 * it. */
static void add_bootstrap_copies(cd_loading_t *loading, cd_asset_t *asset,
                                 const cd_file_t *file)
{
    add_copies(loading, asset, file);
    if (!asset->codings) {
        warn(loading, "%s: no copy of it is compressed; make one: %s",
             file->path, remedy(loading, file));
    }
}

static const char *add_bootstrap(cd_loading_t *loading)
{
    const cd_theme_source_t *source = loading->source;
    cd_asset_t *asset;
    const char *error;
    cd_file_t *file;

    if (!source->bootstrap) {
        return NULL;
    }
    error = cd_files_foreign(&file, loading, CD_BOOTSTRAP, source->bootstrap);
    if (error) {
        return error;
    }
    asset = add(loading, CD_BOOTSTRAP, file);
    if (source->packed) {
        add_bootstrap_copies(loading, asset, file);
    }
    return NULL;
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
    APR_ARRAY_PUSH(loading->theme->warnings, const char *) = NULL;
    return error;
}

const cd_asset_t *cd_theme_asset(const cd_theme_t *theme, const char *name)
{
    return apr_hash_get(theme->assets, name, APR_HASH_KEY_STRING);
}

const char *const *cd_theme_warnings(const cd_theme_t *theme)
{
    return (const char *const *) theme->warnings->elts;
}
