/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a theme and of its parents, and the walls around them. */
#include "theme_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_file_info.h>
#include <apr_strings.h>
#include <sodium.h>

#define HASH_BYTES 8
#define CHAIN_LIMIT 8
#define HEAD "theme.xml"

static const char *hex(apr_pool_t *pool, const unsigned char *bytes)
{
    char *text = apr_palloc(pool, 2 * HASH_BYTES + 1);

    sodium_bin2hex(text, 2 * HASH_BYTES + 1, bytes, HASH_BYTES);
    return text;
}

/* Shorter than what crypto_generichash() promises collisions to be hard to
 * find for, which a name in a cache doesn't need: a piece of a longer one. */
static const char *hash(apr_pool_t *pool, const cd_bytes_t *bytes)
{
    unsigned char digest[crypto_generichash_BYTES];

    crypto_generichash(digest, sizeof(digest),
                       (const unsigned char *) bytes->data, bytes->len, NULL,
                       0);
    return hex(pool, digest);
}

static const char *real_path(apr_pool_t *pool, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? apr_pstrdup(pool, real) : NULL;

    free(real);
    return copy;
}

static int is_within(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(path, folder, len) == 0 && path[len] == '/';
}

int cd_files_is_name(const char *name)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    const char *p = name;

    while (*p && strchr(first, *p)) {
        p += strspn(p, first);
        while (*p == '.' || *p == '-' || (*p && strchr(first, *p))) {
            p++;
        }
        if (*p == '\0') {
            return 1;
        }
        if (*p++ != '/') {
            return 0;
        }
    }
    return 0;
}

/* Read a file that is known to be there and allowed. */
static const char *read_aside(cd_file_t *file, apr_pool_t *pool)
{
    const char *error = cd_file_read(&file->bytes, pool, file->real);

    if (!error) {
        file->hash = hash(pool, &file->bytes);
    }
    return error;
}

static const char *read_file(cd_file_t *file, cd_loading_t *loading)
{
    apr_pool_t *pool = loading->scratch;
    const char *key = apr_psprintf(pool, "%d/%s", file->level, file->name);
    const char *error = read_aside(file, pool);

    if (!error) {
        apr_hash_set(loading->files, key, APR_HASH_KEY_STRING, file);
    }
    return error;
}

static cd_file_t *known(cd_loading_t *loading, const char *name, int level)
{
    return apr_hash_get(loading->files,
                        apr_psprintf(loading->scratch, "%d/%s", level, name),
                        APR_HASH_KEY_STRING);
}

static cd_file_t *file_in(cd_loading_t *loading, const char *folder,
                          const char *name, int level)
{
    cd_file_t *file = apr_pcalloc(loading->scratch, sizeof(*file));

    file->name = name;
    file->level = level;
    file->path = apr_pstrcat(loading->scratch, folder, "/", name, NULL);
    file->real = real_path(loading->scratch, file->path);
    return file;
}

/* A file of a level that is there and within its walls, else NULL. */
static const char *find_in(cd_file_t **file, cd_loading_t *loading,
                           const char *name, int i)
{
    const cd_level_t *level =
        &APR_ARRAY_IDX(loading->theme->levels, i, cd_level_t);
    cd_file_t *made = file_in(loading, level->directory, name, i);

    *file = NULL;
    if (!made->real) {
        return NULL;
    }
    if (!is_within(made->real, level->real)) {
        return apr_pstrcat(loading->scratch, made->path,
                           ": leads out of the theme's folder", NULL);
    }
    *file = made;
    return NULL;
}

const char *cd_files_at(cd_file_t **file, cd_loading_t *loading,
                        const char *name, int i)
{
    const char *error;

    *file = known(loading, name, i);
    if (*file) {
        return NULL;
    }
    error = find_in(file, loading, name, i);
    return *file ? read_file(*file, loading) : error;
}

const char *cd_files_aside(cd_file_t **file, cd_loading_t *loading,
                           const char *folder, const char *name, int level)
{
    const char *error = NULL;

    if (level < 0) {
        *file = file_in(loading, folder, name, level);
        *file = (*file)->real ? *file : NULL;
    }
    else {
        error = find_in(file, loading, name, level);
    }
    return *file ? read_aside(*file, loading->scratch) : error;
}

const char *cd_files_foreign(cd_file_t **file, cd_loading_t *loading,
                             const char *name, const char *folder)
{
    *file = file_in(loading, folder, name, -1);
    if (!(*file)->real) {
        return apr_pstrcat(loading->scratch, (*file)->path, ": missing", NULL);
    }
    return read_file(*file, loading);
}

const char *cd_files_find(cd_file_t **file, cd_loading_t *loading,
                          const char *name, int from)
{
    const char *error = NULL;
    int i;

    *file = NULL;
    for (i = from; i < loading->theme->levels->nelts && !*file && !error;
         i++) {
        error = cd_files_at(file, loading, name, i);
    }
    return error;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

apr_array_header_t *cd_files_list(cd_loading_t *loading, int level,
                                  const char *folder)
{
    const cd_level_t *from =
        &APR_ARRAY_IDX(loading->theme->levels, level, cd_level_t);
    apr_array_header_t *names =
        apr_array_make(loading->scratch, 16, sizeof(const char *));
    apr_pool_t *pool = loading->scratch;
    apr_finfo_t info;
    apr_dir_t *dir;

    if (apr_dir_open(
            &dir, apr_pstrcat(pool, from->directory, "/", folder, NULL), pool)
        != APR_SUCCESS) {
        return names;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        if (cd_files_is_name(info.name)) {
            APR_ARRAY_PUSH(names, const char *) = apr_pstrdup(pool, info.name);
        }
    }
    apr_dir_close(dir);
    qsort(names->elts, (size_t) names->nelts, sizeof(char *), by_name);
    return names;
}

static int by_level(const void *a, const void *b)
{
    const cd_file_t *x = *(const cd_file_t *const *) a;
    const cd_file_t *y = *(const cd_file_t *const *) b;

    return x->level != y->level ? x->level - y->level
                                : strcmp(x->name, y->name);
}

const char *cd_files_generation(cd_loading_t *loading)
{
    apr_array_header_t *files =
        apr_array_make(loading->scratch, 64, sizeof(cd_file_t *));
    unsigned char digest[crypto_generichash_BYTES];
    crypto_generichash_state state;
    apr_hash_index_t *i;
    int n;

    for (i = apr_hash_first(loading->scratch, loading->files); i;
         i = apr_hash_next(i)) {
        APR_ARRAY_PUSH(files, void *) = apr_hash_this_val(i);
    }
    qsort(files->elts, (size_t) files->nelts, sizeof(cd_file_t *), by_level);
    crypto_generichash_init(&state, NULL, 0, sizeof(digest));
    for (n = 0; n < files->nelts; n++) {
        const cd_file_t *file = APR_ARRAY_IDX(files, n, cd_file_t *);

        crypto_generichash_update(&state, (const unsigned char *) file->name,
                                  strlen(file->name) + 1);
        crypto_generichash_update(&state, (const unsigned char *) file->hash,
                                  strlen(file->hash) + 1);
    }
    crypto_generichash_final(&state, digest, sizeof(digest));
    return hex(loading->theme->pool, digest);
}

static int is_in_chain(const cd_theme_t *theme, const char *real)
{
    int i;

    for (i = 0; i < theme->levels->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(theme->levels, i, cd_level_t).real, real)
            == 0) {
            return 1;
        }
    }
    return 0;
}

/* Read a level's theme.xml; sets @a parent to the parent's name or NULL. */
static const char *read_head(cd_loading_t *loading, int level,
                             const char **parent)
{
    apr_pool_t *pool = loading->scratch;
    cd_file_t *file;
    const char *error = cd_files_at(&file, loading, HEAD, level);
    xmlNodePtr root;
    xmlDocPtr doc;

    *parent = NULL;
    if (error || !file) {
        return error ? error : "theme.xml: missing";
    }
    doc =
        cd_xml_parse(&file->bytes, file->path, file->path, NULL, pool, &error);
    if (!doc) {
        return error;
    }
    root = xmlDocGetRootElement(doc);
    if (cd_xml_is(root, "theme")) {
        *parent = cd_xml_attribute(root, "parent", pool);
    }
    else {
        error = apr_pstrcat(pool, file->path, ":1: not a <theme>", NULL);
    }
    xmlFreeDoc(doc);
    if (*parent && (!cd_files_is_name(*parent) || strchr(*parent, '/'))) {
        return apr_pstrcat(pool, file->path,
                           ":1: parent is not a theme's name", NULL);
    }
    return error;
}

const char *cd_files_add_level(cd_loading_t *loading, const char *directory)
{
    cd_theme_t *theme = loading->theme;
    cd_level_t *level;
    const char *head =
        apr_pstrcat(loading->scratch, directory, "/" HEAD, NULL);
    const char *real = real_path(theme->pool, directory);

    if (!real || !real_path(loading->scratch, head)) {
        return apr_pstrcat(loading->scratch, head,
                           ": missing, so there is no theme", NULL);
    }
    if (is_in_chain(theme, real)) {
        return apr_pstrcat(loading->scratch, head,
                           ":1: a theme cannot descend from itself", NULL);
    }
    if (theme->levels->nelts == CHAIN_LIMIT) {
        return apr_pstrcat(loading->scratch, head, ":1: too many parents",
                           NULL);
    }
    level = apr_array_push(theme->levels);
    level->directory = apr_pstrdup(theme->pool, directory);
    level->real = real;
    return NULL;
}

/* Where the parent of the last level is. */
static const char *folder_of(cd_loading_t *loading, const char *parent)
{
    apr_array_header_t *levels = loading->theme->levels;
    const char *search = loading->source->search, *child;

    if (!search) {
        child = APR_ARRAY_IDX(levels, levels->nelts - 1, cd_level_t).real;
        search = apr_pstrmemdup(loading->scratch, child,
                                (apr_size_t) (strrchr(child, '/') - child));
    }
    return apr_pstrcat(loading->scratch, search, "/", parent, NULL);
}

static const char *without_slash(apr_pool_t *pool, const char *path)
{
    apr_size_t len = strlen(path);

    while (len > 1 && path[len - 1] == '/') {
        len--;
    }
    return apr_pstrmemdup(pool, path, len);
}

const char *cd_files_chain(cd_loading_t *loading)
{
    apr_array_header_t *levels = loading->theme->levels;
    const char *next =
        without_slash(loading->scratch, loading->source->directory);
    const char *error = NULL, *parent;

    while (next && !error) {
        error = cd_files_add_level(loading, next);
        next = NULL;
        if (!error) {
            error = read_head(loading, levels->nelts - 1, &parent);
        }
        if (!error && parent) {
            next = folder_of(loading, parent);
        }
    }
    return error;
}
