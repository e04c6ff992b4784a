/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the body of a form, bounded. */
#include "web.h"

#include <apr_strings.h>
#include <http_protocol.h>
#include <util_filter.h>

static int is_form(request_rec *r)
{
    const char *type = apr_table_get(r->headers_in, "Content-Type");
    static const char form[] = "application/x-www-form-urlencoded";
    apr_size_t n = sizeof(form) - 1;

    return type && !ap_cstr_casecmpn(type, form, n)
        && (!type[n] || type[n] == ';' || type[n] == ' ');
}

/* Append what the brigade holds. */
static int take(cd_request_t *w, apr_bucket_brigade *bb, char *body,
                apr_size_t *len, int *end)
{
    apr_bucket *b;

    for (b = APR_BRIGADE_FIRST(bb); b != APR_BRIGADE_SENTINEL(bb);
         b = APR_BUCKET_NEXT(b)) {
        const char *data;
        apr_size_t n;

        if (APR_BUCKET_IS_EOS(b)) {
            *end = 1;
            break;
        }
        if (APR_BUCKET_IS_METADATA(b)) {
            continue;
        }
        if (apr_bucket_read(b, &data, &n, APR_BLOCK_READ) != APR_SUCCESS) {
            return HTTP_BAD_REQUEST;
        }
        if (*len + n > (apr_size_t) w->conf->form_limit) {
            return HTTP_REQUEST_ENTITY_TOO_LARGE;
        }
        memcpy(body + *len, data, n);
        *len += n;
    }
    return OK;
}

static int read_body(cd_request_t *w, char *body, apr_size_t *len)
{
    request_rec *r = w->r;
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
        status = take(w, bb, body, len, &end);
        apr_brigade_cleanup(bb);
    }
    return status;
}

int cd_body_form(cd_request_t *w, apr_table_t **params)
{
    request_rec *r = w->r;
    const char *length = apr_table_get(r->headers_in, "Content-Length");
    const char *error = NULL;
    apr_size_t len = 0;
    char *body;
    int status;

    if (!is_form(r) && !(w->ctx.route->access & CD_BY_LINK)) {
        return HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    if (length && apr_atoi64(length) > w->conf->form_limit) {
        return HTTP_REQUEST_ENTITY_TOO_LARGE;
    }
    body = apr_palloc(r->pool, w->conf->form_limit + 1);
    status = read_body(w, body, &len);
    if (status != OK) {
        return status;
    }
    if (!is_form(r)) {
        *params = apr_table_make(r->pool, 1);
        return OK;
    }
    *params = cd_form_decode(r->pool, body, len, &error);
    return *params ? OK : HTTP_UNPROCESSABLE_ENTITY;
}
