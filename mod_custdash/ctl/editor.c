/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that a person writes: in a file, or with her editor. */
#include <apr_file_io.h>
#include <apr_strings.h>
#include <apr_thread_proc.h>
#include <string.h>

#include "publish.h"

#define MOST (1024 * 1024)

/* The shell takes the editor's command apart: "code --wait". */
#define START "exec ${VISUAL:-${EDITOR:-vi}} \"$1\""

const char *cd_editor_read(apr_pool_t *pool, const char *path, apr_size_t *len)
{
    char *text = apr_palloc(pool, MOST + 2);
    apr_file_t *file;
    apr_status_t rv;
    char why[120];

    rv = strcmp(path, "-") ? apr_file_open(
             &file, path, APR_FOPEN_READ | APR_FOPEN_BINARY, 0, pool)
                           : apr_file_open_stdin(&file, pool);
    if (rv == APR_SUCCESS) {
        rv = apr_file_read_full(file, text, MOST + 1, len);
        apr_file_close(file);
    }
    if (rv != APR_EOF && rv != APR_SUCCESS) {
        cd_complain("%s: %s", path, apr_strerror(rv, why, sizeof(why)));
        return NULL;
    }
    if (*len > MOST) {
        cd_complain("%s: it has more than 1 MiB", path);
        return NULL;
    }
    text[*len] = '\0';
    return text;
}

static int write_file(apr_pool_t *pool, const char *text, const char **path)
{
    const char *folder;
    apr_file_t *file;
    char *template;

    if (apr_temp_dir_get(&folder, pool) != APR_SUCCESS) {
        return 0;
    }
    template = apr_pstrcat(pool, folder, "/custdash-XXXXXX", NULL);
    if (apr_file_mktemp(&file, template,
                        APR_FOPEN_CREATE | APR_FOPEN_EXCL | APR_FOPEN_WRITE,
                        pool)
        != APR_SUCCESS) {
        return 0;
    }
    *path = template;
    return apr_file_write_full(file, text, strlen(text), NULL) == APR_SUCCESS
        && apr_file_close(file) == APR_SUCCESS;
}

const char *cd_editor_run(apr_pool_t *pool, const char *text,
                          const char **path)
{
    const char *args[] = { "sh", "-c", START, "sh", NULL, NULL };
    apr_procattr_t *how;
    apr_proc_t editor;
    apr_exit_why_e why;
    apr_size_t len;
    int code = 1;

    if (!write_file(pool, text, path)) {
        cd_complain("can't write a temporary file");
        return NULL;
    }
    args[4] = *path;
    if (apr_procattr_create(&how, pool) != APR_SUCCESS
        || apr_procattr_cmdtype_set(how, APR_PROGRAM_PATH) != APR_SUCCESS
        || apr_proc_create(&editor, "sh", args, NULL, how, pool) != APR_SUCCESS
        || apr_proc_wait(&editor, &code, &why, APR_WAIT) != APR_CHILD_DONE
        || why != APR_PROC_EXIT || code) {
        cd_complain("the editor ended with a failure; nothing is changed");
        cd_editor_done(pool, *path);
        return NULL;
    }
    return cd_editor_read(pool, *path, &len);
}

void cd_editor_done(apr_pool_t *pool, const char *path)
{
    if (path) {
        apr_file_remove(path, pool);
    }
}
