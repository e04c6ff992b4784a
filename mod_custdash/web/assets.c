/* SPDX-License-Identifier: Apache-2.0 */
/* The theme's files: named by their content, kept for good, sent as they were
 * compressed beforehand. httpd does the rest: ranges, HEAD, sendfile. */
#include "web.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_filter.h>

#define ASSETS "/-/"

/* "/-/HASH/NAME": a file of the theme, found in a table, never by path. A
 * style sheet's own url(font.woff2) comes with the sheet's hash: it is
 * served as well, but not for ever. */
void cd_asset_find(cd_request_t *w)
{
    const char *hash, *name;

    if (strncmp(w->path, ASSETS, strlen(ASSETS))) {
        return;
    }
    hash = w->path + strlen(ASSETS);
    name = strchr(hash, '/');
    w->asset = name ? cd_theme_asset(w->conf->theme, name + 1) : NULL;
    w->exact = w->asset && !strncmp(w->asset->hash, hash, name - hash)
        && !w->asset->hash[name - hash];
}

void cd_asset_stat(cd_request_t *w)
{
    request_rec *r = w->r;

    if (apr_stat(&r->finfo, r->filename, APR_FINFO_MIN, r->pool)
        != APR_SUCCESS) {
        r->finfo.filetype = APR_NOFILE;
    }
}

/* NULL when it isn't the file that was loaded. */
static apr_file_t *open_copy(cd_request_t *w, cd_coding_t coding)
{
    const core_dir_config *core =
        ap_get_core_module_config(w->r->per_dir_config);
    const cd_copy_t *copy = &w->asset->copies[coding];
    apr_int32_t flags = APR_FOPEN_READ | APR_FOPEN_BINARY;
    apr_finfo_t info;
    apr_file_t *file;
    apr_status_t rv;

    if (AP_SENDFILE_ENABLED(core->enable_sendfile)) {
        flags |= APR_FOPEN_SENDFILE_ENABLED;
    }
    rv = apr_file_open(&file, copy->path, flags, 0, w->r->pool);
    if (rv != APR_SUCCESS) {
        ap_log_rerror(APLOG_MARK, APLOG_INFO, rv, w->r, "can't open %s",
                      copy->path);
        return NULL;
    }
    rv = apr_file_info_get(&info, APR_FINFO_MIN, file);
    if (rv != APR_SUCCESS || !cd_copy_is(copy, &info)) {
        apr_file_close(file);
        return NULL;
    }
    return file;
}

/* The best of what the browser takes and what still is as it was loaded.
 * CD_CODINGS: it takes nothing of that; CD_CODING_NONE and no file: the asset
 * itself can't be read. */
static cd_coding_t open_best(cd_request_t *w, apr_file_t **file)
{
    const char *accept = apr_table_get(w->r->headers_in, "Accept-Encoding");
    unsigned int have =
        apr_table_get(w->r->subprocess_env, "no-gzip") ? 0 : w->asset->codings;
    cd_coding_t coding = cd_coding_choose(accept, have);

    *file = coding == CD_CODINGS ? NULL : open_copy(w, coding);
    while (!*file && coding < CD_CODING_NONE) {
        have &= ~CD_CODING_BIT(coding);
        coding = cd_coding_choose(accept, have);
        *file = coding == CD_CODINGS ? NULL : open_copy(w, coding);
    }
    return coding;
}

static void set_headers(cd_request_t *w, cd_coding_t coding)
{
    const cd_copy_t *copy = &w->asset->copies[coding];
    request_rec *r = w->r;

    apr_table_setn(r->headers_out, "Cache-Control",
                   w->exact ? "public, max-age=31536000, immutable"
                            : "public, max-age=3600");
    apr_table_setn(r->headers_out, "ETag", copy->tag);
    if (w->asset->codings) {
        apr_table_mergen(r->headers_out, "Vary", "Accept-Encoding");
        /* what is sent was chosen here: no filter compresses it again */
        apr_table_setn(r->subprocess_env, "no-gzip", "1");
        apr_table_setn(r->subprocess_env, "no-brotli", "1");
    }
    r->content_encoding = cd_coding_name(coding);
    ap_set_content_length(r, copy->size);
    ap_set_accept_ranges(r);
}

static int send_file(request_rec *r, apr_file_t *file, apr_off_t size)
{
    const core_dir_config *core = ap_get_core_module_config(r->per_dir_config);
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;
    apr_bucket_brigade *brigade = apr_brigade_create(r->pool, alloc);
    apr_bucket *bucket =
        apr_brigade_insert_file(brigade, file, 0, size, r->pool);
    apr_status_t rv;

    if (core->enable_mmap == ENABLE_MMAP_OFF) {
        apr_bucket_file_enable_mmap(bucket, 0);
    }
    APR_BRIGADE_INSERT_TAIL(brigade, apr_bucket_eos_create(alloc));
    rv = ap_pass_brigade(r->output_filters, brigade);
    return rv == APR_SUCCESS || r->status != HTTP_OK || r->connection->aborted
        ? OK
        : AP_FILTER_ERROR;
}

/* httpd's own handler would tag the file by inode and time, and so each front
 * end otherwise. It has its turn where the file is gone or was edited since
 * the theme was loaded: then nobody keeps it under the old content's name. */
int cd_asset_answer(cd_request_t *w)
{
    const cd_asset_t *asset = w->asset;
    request_rec *r = w->r;
    apr_file_t *file;
    cd_coding_t coding;
    int status;

    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    ap_allow_standard_methods(r, REPLACE_ALLOW, M_GET, M_OPTIONS, -1);
    if (r->method_number != M_GET) {
        return r->method_number == M_OPTIONS ? DECLINED
                                             : HTTP_METHOD_NOT_ALLOWED;
    }
    if (!cd_copy_is(&asset->copies[CD_CODING_NONE], &r->finfo)) {
        apr_table_setn(r->headers_out, "Cache-Control", "no-cache");
        return DECLINED;
    }
    coding = open_best(w, &file);
    if (!file) {
        return coding == CD_CODINGS ? HTTP_NOT_ACCEPTABLE : DECLINED;
    }
    set_headers(w, coding);
    status = ap_discard_request_body(r);
    if (status == OK) {
        status = ap_meets_conditions(r);
    }
    if (status != OK) {
        apr_file_close(file);
        return status;
    }
    return send_file(r, file, asset->copies[coding].size);
}

/* Hosts may share a theme. */
static int is_told(server_rec *first, server_rec *s)
{
    const cd_theme_t *theme = cd_config_of(s)->theme;

    for (; first != s; first = first->next) {
        if (cd_config_of(first)->theme == theme) {
            return 1;
        }
    }
    return 0;
}

void cd_assets_warn(server_rec *s, int flags)
{
    server_rec *first = s;

    for (; s; s = s->next) {
        const cd_theme_t *theme = cd_config_of(s)->theme;
        const char *const *text;

        if (!theme || is_told(first, s)) {
            continue;
        }
        for (text = cd_theme_warnings(theme); *text; text++) {
            ap_log_error(APLOG_MARK, APLOG_WARNING | flags, 0, s,
                         "mod_custdash: %s", *text);
        }
    }
}

int cd_assets_post_config(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *s)
{
    (void) pconf;
    (void) plog;
    (void) ptemp;
    cd_assets_warn(s, 0);
    return OK;
}
