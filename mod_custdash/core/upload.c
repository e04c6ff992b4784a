/* SPDX-License-Identifier: Apache-2.0 */
/* Sorts the parts of a form into fields and files. */
#include "upload.h"

#include <apr_strings.h>
#include <string.h>

#include "multipart.h"
#include "utf8.h"

struct cd_upload_t {
    apr_pool_t *pool;
    cd_upload_limits_t limits;
    cd_multipart_t *parser;
    cd_upload_status_t status;
    apr_table_t *fields;
    apr_array_header_t *files;
    apr_file_t *spool;
    apr_status_t failure;
    apr_off_t spooled;
    apr_size_t taken; /* bytes of fields, with their names */
    const char *name; /* of the part that is being read */
    const char *filename;
    char *value; /* room for limits.fields bytes, made once */
    apr_size_t length;
    apr_off_t size;
};

apr_status_t cd_spool_create(apr_file_t **spool, const char *folder,
                             apr_pool_t *pool)
{
    apr_status_t rv = folder ? APR_SUCCESS : apr_temp_dir_get(&folder, pool);
    char *template;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    template = apr_pstrcat(pool, folder, "/custdash-XXXXXX", NULL);
    rv = apr_file_mktemp(spool, template,
                         APR_FOPEN_CREATE | APR_FOPEN_READ | APR_FOPEN_WRITE
                             | APR_FOPEN_EXCL | APR_FOPEN_BINARY,
                         pool);
    return rv == APR_SUCCESS ? apr_file_remove(template, pool) : rv;
}

static int stop(cd_upload_t *u, cd_upload_status_t status)
{
    u->status = status;
    return -1;
}

/* Of a long name the end says what the file is. */
static const char *kept_name(apr_pool_t *pool, const char *name)
{
    apr_size_t n = strlen(name);

    name += n > CD_UPLOAD_FILENAME ? n - CD_UPLOAD_FILENAME : 0;
    while ((*name & 0xc0) == 0x80) {
        name++;
    }
    return apr_pstrdup(pool, cd_utf8_clean(pool, name));
}

static int begin(void *baton, const cd_part_t *part)
{
    cd_upload_t *u = baton;
    apr_size_t n = strlen(part->name);

    if (!cd_utf8_valid(part->name, n) || cd_utf8_control(part->name, n, 0)) {
        return stop(u, CD_UPLOAD_MALFORMED);
    }
    u->taken += n;
    if (u->taken > u->limits.fields) {
        return stop(u, CD_UPLOAD_TOO_LARGE);
    }
    u->name = apr_pstrdup(u->pool, part->name);
    u->filename = part->filename ? kept_name(u->pool, part->filename) : NULL;
    u->length = 0;
    u->size = 0;
    return 0;
}

static int take_value(cd_upload_t *u, const char *data, apr_size_t len)
{
    if (len > u->limits.fields - u->taken) {
        return stop(u, CD_UPLOAD_TOO_LARGE);
    }
    if (!u->value) {
        u->value = apr_palloc(u->pool, u->limits.fields);
    }
    memcpy(u->value + u->length, data, len);
    u->length += len;
    u->taken += len;
    return 0;
}

/* A disk that is full is no reason to lose what was typed. */
static int take_bytes(cd_upload_t *u, const char *data, apr_size_t len)
{
    if ((apr_off_t) len > u->limits.files - u->spooled) {
        return stop(u, CD_UPLOAD_TOO_LARGE);
    }
    if (!u->spool && u->failure == APR_SUCCESS) {
        u->failure = cd_spool_create(&u->spool, u->limits.folder, u->pool);
    }
    if (u->failure == APR_SUCCESS) {
        u->failure = apr_file_write_full(u->spool, data, len, NULL);
    }
    u->spooled += (apr_off_t) len;
    u->size += (apr_off_t) len;
    return 0;
}

static int data(void *baton, const char *bytes, apr_size_t len)
{
    cd_upload_t *u = baton;

    return u->filename ? take_bytes(u, bytes, len) : take_value(u, bytes, len);
}

static int end_field(cd_upload_t *u)
{
    const char *value =
        u->length ? apr_pstrmemdup(u->pool, u->value, u->length) : "";

    if (!cd_utf8_valid(value, u->length)
        || cd_utf8_control(value, u->length, 1)) {
        return stop(u, CD_UPLOAD_MALFORMED);
    }
    apr_table_addn(u->fields, u->name, value);
    return 0;
}

static int end(void *baton)
{
    cd_upload_t *u = baton;
    cd_file_t *file;

    if (!u->filename) {
        return end_field(u);
    }
    if (*u->filename || u->size) {
        file = apr_array_push(u->files);
        file->field = u->name;
        file->name = u->filename;
        file->offset = u->spooled - u->size;
        file->size = u->size;
    }
    return 0;
}

cd_upload_t *cd_upload_create(apr_pool_t *pool, const char *type,
                              const cd_upload_limits_t *limits)
{
    const char *boundary = cd_multipart_boundary(pool, type);
    cd_upload_t *u = apr_pcalloc(pool, sizeof(*u));
    cd_part_sink_t sink = { begin, data, end, u };

    if (!boundary) {
        return NULL;
    }
    u->pool = pool;
    u->limits = *limits;
    u->parser = cd_multipart_create(pool, boundary, CD_UPLOAD_PARTS, &sink);
    u->fields = apr_table_make(pool, 16);
    u->files = apr_array_make(pool, 4, sizeof(cd_file_t));
    return u;
}

static cd_upload_status_t taken(cd_upload_t *u, cd_multipart_status_t status)
{
    if (u->status == CD_UPLOAD_OK && status != CD_MULTIPART_OK) {
        u->status = status == CD_MULTIPART_TOO_MANY ? CD_UPLOAD_TOO_LARGE
                                                    : CD_UPLOAD_MALFORMED;
    }
    return u->status;
}

cd_upload_status_t cd_upload_feed(cd_upload_t *u, const char *bytes,
                                  apr_size_t len)
{
    return taken(u, cd_multipart_feed(u->parser, bytes, len));
}

cd_upload_status_t cd_upload_end(cd_upload_t *u)
{
    return taken(u, cd_multipart_end(u->parser));
}

apr_table_t *cd_upload_fields(const cd_upload_t *u)
{
    return u->fields;
}

const apr_array_header_t *cd_upload_files(const cd_upload_t *u)
{
    return u->files;
}

apr_file_t *cd_upload_spool(const cd_upload_t *u)
{
    return u->spool;
}

apr_status_t cd_upload_failure(const cd_upload_t *u)
{
    return u->failure;
}
