/* SPDX-License-Identifier: Apache-2.0 */
/* Compresses the assets of a theme's folder, so that nobody has to while
 * customers wait. */
#include "theme_internal.h"

#include <errno.h>
#include <sys/stat.h>

#include <apr_file_io.h>
#include <apr_portable.h>
#include <apr_strings.h>

/* Assets are for everybody to read. */
#define MODE (S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH)

static const char *complaint(apr_pool_t *pool, const char *path,
                             apr_status_t rv)
{
    char text[128];

    return apr_pstrcat(pool, path, ": ", apr_strerror(rv, text, sizeof(text)),
                       NULL);
}

static apr_status_t fill(apr_file_t *file, const cd_bytes_t *bytes)
{
    apr_status_t rv = apr_file_write_full(file, bytes->data, bytes->len, NULL);
    apr_os_file_t fd;

    if (rv == APR_SUCCESS) {
        rv = apr_os_file_get(&fd, file);
    }
    if (rv == APR_SUCCESS && fchmod(fd, MODE) != 0) {
        rv = APR_FROM_OS_ERROR(errno);
    }
    return rv;
}

/* A reader finds the old file or the new one, never half of it. */
static apr_status_t put_file(const char *path, const cd_bytes_t *bytes,
                             apr_pool_t *pool)
{
    char *temp = apr_pstrcat(pool, path, ".XXXXXX", NULL);
    apr_status_t rv, closed;
    apr_file_t *file;

    rv = apr_file_mktemp(&file, temp,
                         APR_FOPEN_CREATE | APR_FOPEN_EXCL | APR_FOPEN_WRITE
                             | APR_FOPEN_BINARY,
                         pool);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    rv = fill(file, bytes);
    closed = apr_file_close(file);
    if (rv == APR_SUCCESS) {
        rv = closed;
    }
    if (rv == APR_SUCCESS) {
        rv = apr_file_rename(temp, path, pool);
    }
    if (rv != APR_SUCCESS) {
        apr_file_remove(temp, pool);
    }
    return rv;
}

/* A good copy stays, also one that somebody made with better tools: and a
 * server that runs has no file changed under it. */
static int is_copy(cd_coding_t coding, const char *path, const cd_file_t *file,
                   apr_off_t *size, apr_pool_t *pool)
{
    cd_bytes_t bytes;

    if (cd_file_read(&bytes, pool, path) != NULL
        || bytes.len >= file->bytes.len
        || !cd_coding_holds(coding, bytes.data, bytes.len, file->bytes.data,
                            file->bytes.len)) {
        return 0;
    }
    *size = (apr_off_t) bytes.len;
    return 1;
}

/* @param size set to the bytes that are sent in this coding */
static const char *pack(cd_coding_t coding, const char *path,
                        const cd_file_t *file, apr_off_t *size,
                        apr_pool_t *pool)
{
    cd_bytes_t bytes = file->bytes;
    apr_status_t rv;

    if (is_copy(coding, path, file, size, pool)) {
        return NULL;
    }
    *size = (apr_off_t) file->bytes.len;
    rv = cd_coding_make(coding, CD_CODING_BEST, &bytes.data, &bytes.len, pool);
    if (rv == APR_SUCCESS && bytes.len < file->bytes.len) {
        *size = (apr_off_t) bytes.len;
        rv = put_file(path, &bytes, pool);
    }
    else if (rv == APR_SUCCESS) {
        rv = apr_file_remove(path, pool);
        rv = APR_STATUS_IS_ENOENT(rv) ? APR_SUCCESS : rv;
    }
    return rv == APR_SUCCESS ? NULL : complaint(pool, path, rv);
}

/* @param target the folder for Bootstrap's copies; NULL: beside the file */
static const char *pack_file(const cd_file_t *file, const char *target,
                             cd_packed_t *packed, apr_pool_t *pool)
{
    const char *error = NULL;
    cd_coding_t coding;

    packed->assets++;
    packed->bytes[CD_CODING_NONE] += (apr_off_t) file->bytes.len;
    for (coding = 0; coding < CD_CODING_NONE && !error; coding++) {
        const char *suffix = cd_coding_suffix(coding), *path;
        apr_off_t size = 0;

        if (!(cd_coding_known() & CD_CODING_BIT(coding))) {
            continue;
        }
        path = target ? apr_psprintf(pool, "%s/" CD_BOOTSTRAP_COPY, target,
                                     file->hash, suffix)
                      : apr_pstrcat(pool, file->path, suffix, NULL);
        error = pack(coding, path, file, &size, pool);
        packed->bytes[coding] += size;
    }
    return error;
}

/* A loading that stops at the folders. */
static void begin(cd_loading_t *loading, apr_pool_t *pool)
{
    loading->theme = apr_pcalloc(pool, sizeof(*loading->theme));
    loading->theme->pool = pool;
    loading->theme->levels = apr_array_make(pool, 1, sizeof(cd_level_t));
    loading->scratch = pool;
    loading->files = apr_hash_make(pool);
}

const char *cd_theme_pack(const char *directory, cd_packed_t *packed,
                          apr_pool_t *pool)
{
    cd_loading_t loading = { 0 };
    apr_array_header_t *names;
    const char *error;
    cd_file_t *file;
    int i;

    begin(&loading, pool);
    error = cd_files_add_level(&loading, directory);
    if (error) {
        return error;
    }
    names = cd_files_list(&loading, 0, "assets");
    for (i = 0; i < names->nelts && !error; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        if (!cd_assets_packs(name)) {
            continue;
        }
        error = cd_files_at(&file, &loading,
                            apr_pstrcat(pool, "assets/", name, NULL), 0);
        if (!error && file) {
            error = pack_file(file, NULL, packed, pool);
        }
    }
    return error;
}

const char *cd_theme_pack_bootstrap(const char *bootstrap, const char *target,
                                    cd_packed_t *packed, apr_pool_t *pool)
{
    cd_loading_t loading = { 0 };
    const char *error;
    apr_status_t rv;
    cd_file_t *file;

    begin(&loading, pool);
    error = cd_files_foreign(&file, &loading, CD_BOOTSTRAP, bootstrap);
    if (error) {
        return error;
    }
    rv = apr_dir_make_recursive(target, APR_FPROT_OS_DEFAULT, pool);
    if (rv != APR_SUCCESS) {
        return complaint(pool, target, rv);
    }
    return pack_file(file, target, packed, pool);
}
