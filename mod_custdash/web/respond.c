/* SPDX-License-Identifier: Apache-2.0 */
/* Answers: a page through the theme, an error page, a redirect. The status
 * is settled before the first byte goes out. */
#include "web.h"

#include <apr_strings.h>
#include <http_protocol.h>

static const struct {
    int status;
    const char *code;  /* the theme's word */
    const char *plain; /* said where there is no theme */
} errors[] = {
    { HTTP_FORBIDDEN, "forbidden", "You may not open this page." },
    { HTTP_NOT_FOUND, "not-found", "There is no such page." },
    { HTTP_METHOD_NOT_ALLOWED, "method-not-allowed",
      "This page does not take that kind of request." },
    { HTTP_REQUEST_ENTITY_TOO_LARGE, "too-large",
      "What was sent is larger than this page takes." },
    { HTTP_UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
      "This page takes a form, nothing else." },
    { HTTP_UNPROCESSABLE_ENTITY, "unprocessable",
      "What was sent could not be read." },
    { HTTP_SERVICE_UNAVAILABLE, "unavailable",
      "The dashboard is busy or being maintained. Try again in a moment." },
    { HTTP_INTERNAL_SERVER_ERROR, "internal",
      "Something went wrong on our side. It has been put down." }
};

#define ERRORS (sizeof(errors) / sizeof(errors[0]))
#define RETRY_AFTER "5" /* seconds */

/* OWASP ASVS 5.0, 3.4. */
static void security_headers(const cd_request_t *w)
{
    apr_table_t *h = w->r->err_headers_out;

    apr_table_setn(h, "Content-Security-Policy",
                   "default-src 'none'; style-src 'self'; img-src 'self'; "
                   "font-src 'self'; form-action 'self'; base-uri 'none'; "
                   "frame-ancestors 'none'");
    apr_table_setn(h, "X-Content-Type-Options", "nosniff");
    apr_table_setn(h, "Referrer-Policy", "same-origin");
    apr_table_setn(h, "Cross-Origin-Opener-Policy", "same-origin");
    apr_table_setn(h, "Cross-Origin-Resource-Policy", "same-origin");
    apr_table_setn(h, "Cache-Control", "no-store");
    if (!strcmp(ap_http_scheme(w->r), "https")) {
        apr_table_setn(h, "Strict-Transport-Security", "max-age=31536000");
    }
}

static int send_bytes(cd_request_t *w, const char *type, const char *data,
                      apr_size_t len)
{
    request_rec *r = w->r;
    apr_bucket_brigade *bb =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);

    r->status = w->status;
    r->status_line = ap_get_status_line(w->status);
    ap_set_content_type(r, type);
    ap_set_content_length(r, (apr_off_t) len);
    security_headers(w);
    APR_BRIGADE_INSERT_TAIL(
        bb,
        apr_bucket_pool_create(data, len, r->pool,
                               r->connection->bucket_alloc));
    APR_BRIGADE_INSERT_TAIL(
        bb, apr_bucket_eos_create(r->connection->bucket_alloc));
    if (ap_pass_brigade(r->output_filters, bb) != APR_SUCCESS) {
        return AP_FILTER_ERROR;
    }
    return OK;
}

/* cd:url() of a sheet. */
static const char *url(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *pool)
{
    const cd_request_t *w = render->baton;

    if (!w->conf->registration && !strcmp(name, "register")) {
        return NULL;
    }
    return cd_route_url(cd_web_site, w->ctx.viewer, w->ctx.base, name, args, n,
                        pool);
}

static void finish_document(cd_request_t *w)
{
    cd_doc_t *doc = w->ctx.doc;
    xmlNodePtr page = cd_doc_page(doc), notice;

    cd_doc_set(doc, page, "title", w->conf->site_name);
    cd_doc_set(doc, page, "path", w->path);
    cd_doc_set(doc, page, "csrf", cd_csrf_token(w));
    cd_doc_set_int(doc, page, "status", w->status);
    if (w->notice) {
        notice = cd_doc_element(doc, page, "notice");
        cd_doc_set(doc, notice, "kind", w->notice);
        cd_cookie_notice(w, "");
    }
}

static int wants_xml(const cd_request_t *w)
{
    const char *format =
        w->ctx.query ? apr_table_get(w->ctx.query, "format") : NULL;

    return format && !strcmp(format, "xml");
}

static int send_xml(cd_request_t *w)
{
    apr_size_t len;
    const char *xml = cd_doc_serialise(w->ctx.doc, w->r->pool, &len);

    return send_bytes(w, "application/xml; charset=utf-8", xml, len);
}

static int send_plain_error(cd_request_t *w)
{
    apr_size_t i;
    const char *html;

    for (i = 0; i < ERRORS - 1 && errors[i].status != w->status; i++) {
    }
    html = apr_psprintf(w->r->pool,
                        "<!DOCTYPE html>\n<html lang=\"en\">"
                        "<title>%d</title><h1>%s</h1></html>\n",
                        w->status, errors[i].plain);
    return send_bytes(w, "text/html; charset=utf-8", html, strlen(html));
}

static const char *render(cd_request_t *w, const char *sheet, apr_size_t *len)
{
    cd_render_t how = { 0 };
    const char *html = NULL, *why = "";
    apr_status_t rv;

    how.language = w->ctx.language;
    how.time_zone = w->conf->time_zone;
    how.today = w->ctx.today;
    how.base = w->ctx.base;
    how.url = url;
    how.baton = w;
    rv = cd_theme_render(w->conf->theme, sheet, cd_doc_tree(w->ctx.doc), &how,
                         w->r->pool, &html, len, &why);
    if (rv != APR_SUCCESS) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, rv, w->r, "theme: page %s: %s",
                      sheet, why);
        return NULL;
    }
    if (*why) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, w->r, "theme: page %s: %s",
                      sheet, why);
    }
    return html;
}

int cd_respond_page(cd_request_t *w)
{
    const char *html;
    apr_size_t len;

    cd_pool_give(&w->ctx);
    finish_document(w);
    if (wants_xml(w)) {
        return send_xml(w);
    }
    html = render(w, w->ctx.route->name, &len);
    return html ? send_bytes(w, "text/html; charset=utf-8", html, len)
                : cd_respond_error(w, HTTP_INTERNAL_SERVER_ERROR);
}

static const char *error_code(int status)
{
    apr_size_t i;

    for (i = 0; i < ERRORS - 1 && errors[i].status != status; i++) {
    }
    return errors[i].code;
}

int cd_respond_error(cd_request_t *w, int status)
{
    const char *html;
    apr_size_t len;
    xmlNodePtr node;

    cd_pool_give(&w->ctx);
    w->status = status;
    if (status == HTTP_SERVICE_UNAVAILABLE) {
        apr_table_setn(w->r->err_headers_out, "Retry-After", RETRY_AFTER);
    }
    if (cd_page_begin(&w->ctx, cd_web_site, "error") != APR_SUCCESS) {
        return send_plain_error(w);
    }
    node = cd_doc_element(w->ctx.doc, cd_doc_page(w->ctx.doc), "error");
    cd_doc_set_int(w->ctx.doc, node, "status", status);
    cd_doc_set(w->ctx.doc, node, "code", error_code(status));
    w->notice = NULL;
    finish_document(w);
    if (wants_xml(w)) {
        return send_xml(w);
    }
    html = render(w, "error", &len);
    return html ? send_bytes(w, "text/html; charset=utf-8", html, len)
                : send_plain_error(w);
}

int cd_respond_failure(cd_request_t *w)
{
    int ours = w->ctx.failure == CD_DB_ERROR;

    return cd_respond_error(
        w, ours ? HTTP_INTERNAL_SERVER_ERROR : HTTP_SERVICE_UNAVAILABLE);
}

int cd_respond_redirect(cd_request_t *w, const char *path)
{
    static const char body[] = "";

    cd_pool_give(&w->ctx);
    w->status = HTTP_SEE_OTHER;
    apr_table_setn(w->r->err_headers_out, "Location",
                   apr_pstrcat(w->r->pool, w->ctx.base, path, NULL));
    return send_bytes(w, "text/plain; charset=utf-8", body, 0);
}
