/* SPDX-License-Identifier: Apache-2.0 */
/* What unit tests share that need files: a folder that lasts as long as a
 * test. */
#ifndef CD_FOLDER_H
#define CD_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <apr_file_io.h>
#include <apr_strings.h>

#include "unit.h"

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *walk)
{
    (void) info;
    (void) type;
    (void) walk;
    return remove(path);
}

static apr_status_t remove_folder(void *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return APR_SUCCESS;
}

static inline const char *folder(void)
{
    void *path = NULL;

    apr_pool_userdata_get(&path, "folder", pool);
    if (!path) {
        path = mkdtemp(apr_pstrdup(pool, "/tmp/custdash-unit-XXXXXX"));
        ck_assert_ptr_nonnull(path);
        apr_pool_userdata_set(path, "folder", remove_folder, pool);
    }
    return path;
}

static inline const char *in_folder(const char *name)
{
    return apr_pstrcat(pool, folder(), "/", name, NULL);
}

/* Write a file and the folders it is in; returns its path. */
static inline const char *put(const char *name, const char *text)
{
    char *path = apr_pstrdup(pool, in_folder(name));
    char *slash = strrchr(path, '/');
    FILE *file;

    *slash = '\0';
    ck_assert_int_eq(apr_dir_make_recursive(path, APR_FPROT_OS_DEFAULT, pool),
                     APR_SUCCESS);
    *slash = '/';
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    return path;
}

#endif
