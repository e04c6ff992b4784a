/* SPDX-License-Identifier: Apache-2.0 */
/* The languages a theme speaks, and which of them a visitor gets. */
#include "theme_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>

#include "quality.h"

#define CODE_LIMIT 35 /* RFC 5646, 4.4.1 */
#define WISHES 32

/* "pl.xml" → "pl", other names → NULL. */
static const char *code_of(const char *file, apr_pool_t *pool)
{
    apr_size_t len = strspn(file,
                            "abcdefghijklmnopqrstuvwxyz"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    if (len < 2 || len > CODE_LIMIT || strcmp(file + len, ".xml") != 0) {
        return NULL;
    }
    return apr_pstrmemdup(pool, file, len);
}

static int by_code(const void *a, const void *b)
{
    const char *x = *(const char *const *) a, *y = *(const char *const *) b;
    int first = strcmp(x, CD_FALLBACK) == 0;

    if (first || strcmp(y, CD_FALLBACK) == 0) {
        return first ? -1 : 1;
    }
    return strcmp(x, y);
}

static void list_level(apr_array_header_t *codes, apr_hash_t *seen,
                       cd_loading_t *loading, int level)
{
    apr_array_header_t *files = cd_files_list(loading, level, "lang");
    int n;

    for (n = 0; n < files->nelts; n++) {
        const char *code = code_of(APR_ARRAY_IDX(files, n, const char *),
                                   loading->theme->pool);

        if (!code || apr_hash_get(seen, code, APR_HASH_KEY_STRING)) {
            continue;
        }
        apr_hash_set(seen, code, APR_HASH_KEY_STRING, code);
        APR_ARRAY_PUSH(codes, const char *) = code;
    }
}

static apr_array_header_t *list(cd_loading_t *loading)
{
    apr_array_header_t *codes =
        apr_array_make(loading->theme->pool, 8, sizeof(const char *));
    apr_hash_t *seen = apr_hash_make(loading->scratch);
    int i;

    for (i = 0; i < loading->theme->levels->nelts; i++) {
        list_level(codes, seen, loading, i);
    }
    qsort(codes->elts, (size_t) codes->nelts, sizeof(char *), by_code);
    return codes;
}

/* A language's files, the parent's before the child's. */
static const char *add_files(apr_array_header_t *files, cd_loading_t *loading,
                             const char *code)
{
    const char *name =
        apr_pstrcat(loading->scratch, "lang/", code, ".xml", NULL);
    const char *error;
    cd_file_t *file;
    int i;

    for (i = loading->theme->levels->nelts - 1; i >= 0; i--) {
        error = cd_files_at(&file, loading, name, i);
        if (error) {
            return error;
        }
        if (file) {
            APR_ARRAY_PUSH(files, const char *) = file->path;
        }
    }
    return NULL;
}

/* The fallback's texts come first, so that what a language lacks is there
 * in English. */
static const char *load_language(cd_loading_t *loading, const char *code)
{
    apr_array_header_t *files =
        apr_array_make(loading->scratch, 4, sizeof(const char *));
    cd_catalogue_t *catalogue = NULL;
    const char *error;

    error = add_files(files, loading, CD_FALLBACK);
    if (!error && strcmp(code, CD_FALLBACK) != 0) {
        error = add_files(files, loading, code);
    }
    APR_ARRAY_PUSH(files, const char *) = NULL;
    if (!error) {
        error = cd_catalogue_load(&catalogue, loading->theme->pool, code,
                                  (const char *const *) files->elts);
    }
    apr_hash_set(loading->theme->catalogues, code, APR_HASH_KEY_STRING,
                 catalogue);
    return error;
}

const char *cd_languages_load(cd_loading_t *loading)
{
    apr_array_header_t *codes = list(loading);
    const char *error = NULL;
    int i;

    loading->theme->catalogues = apr_hash_make(loading->theme->pool);
    if (codes->nelts == 0
        || strcmp(APR_ARRAY_IDX(codes, 0, const char *), CD_FALLBACK) != 0) {
        return apr_pstrcat(loading->scratch, loading->source->directory,
                           "/lang/" CD_FALLBACK ".xml: missing", NULL);
    }
    for (i = 0; i < codes->nelts && !error; i++) {
        error = load_language(loading, APR_ARRAY_IDX(codes, i, const char *));
    }
    APR_ARRAY_PUSH(codes, const char *) = NULL;
    loading->theme->languages = (const char *const *) codes->elts;
    return error;
}

const char *const *cd_theme_languages(const cd_theme_t *theme)
{
    return theme->languages;
}

static const char *say(const cd_theme_t *theme, const char *language,
                       const char *key, apr_pool_t *pool)
{
    const cd_catalogue_t *catalogue =
        apr_hash_get(theme->catalogues, language, APR_HASH_KEY_STRING);
    cd_speaker_t *speaker = catalogue && cd_catalogue_has(catalogue, key)
        ? cd_speaker_acquire(catalogue, NULL, "1970-01-01")
        : NULL;
    const char *text = NULL;

    if (speaker) {
        text = cd_text(speaker, pool, key, NULL, 0);
        cd_speaker_release(speaker);
    }
    return text;
}

const char *cd_theme_say(const cd_theme_t *theme, const char *language,
                         const char *key, apr_pool_t *pool)
{
    const char *text = say(theme, language, key, pool);

    return text ? text : say(theme, cd_theme_languages(theme)[0], key, pool);
}

const char *cd_theme_language_name(const cd_theme_t *theme, const char *code)
{
    const cd_catalogue_t *catalogue =
        apr_hash_get(theme->catalogues, code, APR_HASH_KEY_STRING);

    return catalogue ? cd_catalogue_name(catalogue) : code;
}

/* A theme's language that starts with the first len characters of a wish
 * and there ends, or goes on with a subtag when @a longer. */
static const char *match(const cd_theme_t *theme, const char *wish,
                         apr_size_t len, int longer)
{
    const char *const *code;

    for (code = theme->languages; *code; code++) {
        if (strncasecmp(*code, wish, len) == 0
            && ((*code)[len] == '\0' || (longer && (*code)[len] == '-'))) {
            return *code;
        }
    }
    return NULL;
}

/* RFC 4647, 3.4: shorten the wish until something fits; else a kin of it is
 * better than a foreign language. */
static const char *look_up(const cd_theme_t *theme, const char *wish,
                           apr_size_t len)
{
    const char *found = NULL;
    apr_size_t primary = strcspn(wish, "-,; \t");

    if (len == 1 && *wish == '*') {
        return theme->languages[0];
    }
    while (len > 0 && !found) {
        found = match(theme, wish, len, 0);
        while (len > 0 && wish[--len] != '-') {
            ;
        }
    }
    return found ? found : match(theme, wish, primary, 1);
}

const char *cd_theme_negotiate(const cd_theme_t *theme, const char *wish,
                               apr_pool_t *pool)
{
    const char *best = NULL;
    int heaviest = 0, n;

    (void) pool;
    for (n = 0; wish && *wish && n < WISHES; n++) {
        apr_size_t len;

        wish += strspn(wish, ", \t");
        len = strcspn(wish, ",; \t");
        if (len > 0 && len <= CODE_LIMIT) {
            const char *found = look_up(theme, wish, len);
            int q = cd_quality(wish + len);

            if (found && q > heaviest) {
                best = found;
                heaviest = q;
            }
        }
        wish += strcspn(wish, ",");
    }
    return best ? best : theme->languages[0];
}
