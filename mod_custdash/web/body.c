/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the body of a form, bounded: in memory, or as a stream where it
 * brings files. */
#include "web.h"

#include <apr_strings.h>
#include <http_protocol.h>
#include <util_filter.h>

/** Takes a block of the body. @return OK, or the HTTP status to answer with
 */
typedef int taker_fn(void *baton, const char *data, apr_size_t len);

typedef struct {
    char *body;
    apr_size_t len, limit;
} buffer_t;

static int is_form(request_rec *r)
{
    const char *type = apr_table_get(r->headers_in, "Content-Type");
    static const char form[] = "application/x-www-form-urlencoded";
    apr_size_t n = sizeof(form) - 1;

    return type && !ap_cstr_casecmpn(type, form, n)
        && (!type[n] || type[n] == ';' || type[n] == ' ');
}

/* Hand on what the brigade holds. */
static int take(apr_bucket_brigade *bb, taker_fn *taker, void *baton, int *end)
{
    apr_bucket *b = APR_BRIGADE_FIRST(bb);
    int status = OK;

    while (b != APR_BRIGADE_SENTINEL(bb) && status == OK && !*end) {
        apr_bucket *next;
        const char *data;
        apr_size_t n;

        if (APR_BUCKET_IS_EOS(b)) {
            *end = 1;
        }
        else if (!APR_BUCKET_IS_METADATA(b)) {
            if (apr_bucket_read(b, &data, &n, APR_BLOCK_READ) != APR_SUCCESS) {
                return HTTP_BAD_REQUEST;
            }
            status = taker(baton, data, n);
        }
        next = APR_BUCKET_NEXT(b);
        apr_bucket_delete(b);
        b = next;
    }
    return status;
}

/* @a until: the body must be there then; 0: httpd's own timeouts are enough.
 */
static int read_body(request_rec *r, apr_time_t until, taker_fn *taker,
                     void *baton)
{
    apr_bucket_brigade *bb =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);
    int end = 0, status = OK;

    while (!end && status == OK) {
        apr_status_t rv =
            ap_get_brigade(r->input_filters, bb, AP_MODE_READBYTES,
                           APR_BLOCK_READ, HUGE_STRING_LEN);

        if (rv != APR_SUCCESS) {
            return ap_map_http_request_error(rv, HTTP_BAD_REQUEST);
        }
        status = take(bb, taker, baton, &end);
        apr_brigade_cleanup(bb);
        if (status == OK && !end && until && apr_time_now() > until) {
            status = HTTP_REQUEST_TIME_OUT;
        }
    }
    return status;
}

static int append(void *baton, const char *data, apr_size_t len)
{
    buffer_t *buffer = baton;

    if (len > buffer->limit - buffer->len) {
        return HTTP_REQUEST_ENTITY_TOO_LARGE;
    }
    memcpy(buffer->body + buffer->len, data, len);
    buffer->len += len;
    return OK;
}

static int is_longer(request_rec *r, int limit)
{
    const char *length = apr_table_get(r->headers_in, "Content-Length");

    return length && apr_atoi64(length) > limit;
}

static int read_form(cd_request_t *w, apr_table_t **params)
{
    request_rec *r = w->r;
    buffer_t buffer = { NULL, 0, (apr_size_t) w->conf->form_limit };
    const char *error = NULL;
    int status;

    if (is_longer(r, w->conf->form_limit)) {
        return HTTP_REQUEST_ENTITY_TOO_LARGE;
    }
    buffer.body = apr_palloc(r->pool, buffer.limit + 1);
    status = read_body(r, 0, append, &buffer);
    if (status != OK) {
        return status;
    }
    if (!is_form(r)) {
        *params = apr_table_make(r->pool, 1);
        return OK;
    }
    *params = cd_form_decode(r->pool, buffer.body, buffer.len, &error);
    return *params ? OK : HTTP_UNPROCESSABLE_ENTITY;
}

static int status_of(cd_upload_status_t status)
{
    return status == CD_UPLOAD_OK       ? OK
        : status == CD_UPLOAD_TOO_LARGE ? HTTP_REQUEST_ENTITY_TOO_LARGE
                                        : HTTP_UNPROCESSABLE_ENTITY;
}

static int feed(void *baton, const char *data, apr_size_t len)
{
    return status_of(cd_upload_feed(baton, data, len));
}

/* A spool that can't be written is the provider's to mend, and no reason to
 * lose the form: whoever takes the files says so. */
static void hand_over(cd_request_t *w, const cd_upload_t *upload)
{
    apr_status_t failure = cd_upload_failure(upload);

    w->ctx.files = cd_upload_files(upload);
    if (failure == APR_SUCCESS) {
        w->ctx.spool = cd_upload_spool(upload);
        return;
    }
    ap_log_rerror(APLOG_MARK, APLOG_ERR, failure, w->r,
                  "mod_custdash: files that were sent can't be written to %s",
                  w->conf->upload_folder ? w->conf->upload_folder
                                         : "the system's temporary folder");
}

static int read_upload(cd_request_t *w, cd_upload_t *upload,
                       apr_table_t **params)
{
    apr_time_t until = apr_time_now() + w->conf->upload_time;
    int status = is_longer(w->r, w->conf->upload_limit)
        ? HTTP_REQUEST_ENTITY_TOO_LARGE
        : read_body(w->r, until, feed, upload);

    if (status == OK) {
        status = status_of(cd_upload_end(upload));
    }
    if (status != OK) {
        w->r->connection->keepalive =
            AP_CONN_CLOSE; /* the rest stays unread */
        return status;
    }
    hand_over(w, upload);
    *params = cd_upload_fields(upload);
    return OK;
}

/* Does the route's form take files? */
static int takes_files(const cd_route_t *route)
{
    const cd_field_t *field;

    for (field = route->fields; field && field->name; field++) {
        if (!strcmp(field->type, "file")) {
            return 1;
        }
    }
    return 0;
}

int cd_body_form(cd_request_t *w, apr_table_t **params)
{
    request_rec *r = w->r;
    cd_upload_limits_t limits = { w->conf->upload_folder,
                                  (apr_size_t) w->conf->form_limit,
                                  w->conf->upload_limit };
    cd_upload_t *upload = takes_files(w->ctx.route)
        ? cd_upload_create(
            r->pool, apr_table_get(r->headers_in, "Content-Type"), &limits)
        : NULL;

    if (upload) {
        return read_upload(w, upload, params);
    }
    if (!is_form(r) && !(w->ctx.route->access & CD_BY_LINK)) {
        return HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    return read_form(w, params);
}

int cd_body_raw(cd_request_t *w, const char **body, apr_size_t *len)
{
    buffer_t buffer = { NULL, 0, (apr_size_t) w->conf->form_limit };
    int status;

    if (is_longer(w->r, w->conf->form_limit)) {
        return HTTP_REQUEST_ENTITY_TOO_LARGE;
    }
    buffer.body = apr_palloc(w->r->pool, buffer.limit + 1);
    status = read_body(w->r, 0, append, &buffer);
    buffer.body[buffer.len] = '\0';
    *body = buffer.body;
    *len = buffer.len;
    return status;
}
