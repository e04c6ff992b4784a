/* SPDX-License-Identifier: Apache-2.0 */
/* Answers: a page through the theme, an error page, a redirect. The status
 * is settled before the first byte goes out. */
#include "kept_page.h"

#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>

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
#define HTML cd_cache_types[0]
#define XML cd_cache_types[1]
#define RETRY_AFTER "5" /* seconds */

/* What is private stays out of browsers' caches (OWASP ASVS 5.0, 14.3); where
 * the provider lets them keep a page, they ask each time whether it holds. */
static const char *freshness(const cd_request_t *w)
{
    if (w->ctx.raw_age && w->status < HTTP_BAD_REQUEST) {
        return apr_psprintf(w->r->pool, "public, max-age=%d%s", w->ctx.raw_age,
                            w->ctx.raw_age == CD_FOR_GOOD ? ", immutable"
                                                          : "");
    }
    return w->kept && w->conf->revalidate ? "private, no-cache" : "no-store";
}

/* OWASP ASVS 5.0, 3.4. */
static void security_headers(const cd_request_t *w)
{
    apr_table_t *h = w->r->err_headers_out;

    apr_table_setn(h, "Content-Security-Policy", w->conf->csp);
    apr_table_setn(h, "X-Content-Type-Options", "nosniff");
    apr_table_setn(h, "Referrer-Policy",
                   w->secret ? "no-referrer" : "same-origin");
    apr_table_setn(h, "Cross-Origin-Opener-Policy", "same-origin");
    apr_table_setn(h, "Cross-Origin-Resource-Policy", "same-origin");
    apr_table_setn(h, "Cache-Control", freshness(w));
    if (!strcmp(ap_http_scheme(w->r), "https")) {
        apr_table_setn(h, "Strict-Transport-Security", "max-age=31536000");
    }
}

/* For LogFormat: %{custdash-cache}n and so on; times in microseconds. */
static void put_notes(const cd_request_t *w)
{
    apr_pool_t *pool = w->r->pool;
    apr_table_t *notes = w->r->notes;

    apr_table_setn(notes, "custdash-cache",
                   w->cache_note ? w->cache_note : "skip");
    apr_table_setn(notes, "custdash-statements",
                   apr_itoa(pool, w->statements));
    apr_table_setn(notes, "custdash-statement-time",
                   apr_ltoa(pool, (long) w->statement_time));
    apr_table_setn(notes, "custdash-transform-time",
                   apr_ltoa(pool, (long) w->transform_time));
}

int cd_respond_bytes(cd_request_t *w, const char *type, const char *data,
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
    put_notes(w);
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

/* What RFC 8187, 3.2.1 lets stand as it is; the rest in percent codes. */
static const char *ext_value(apr_pool_t *pool, const char *s, const char *end)
{
    char *text = apr_palloc(pool, 3 * (apr_size_t) (end - s) + 1), *to = text;

    for (; s < end; s++) {
        if (apr_isalnum(*s) || strchr("!#$&+-.^_`|~", *s)) {
            *to++ = *s;
        }
        else {
            to += apr_snprintf(to, 4, "%%%02X", (unsigned char) *s);
        }
    }
    *to = '\0';
    return text;
}

/* RFC 6266, with RFC 8187 for what isn't ASCII; what stands for such a name
 * in old programs has no quotes and no backslashes. */
static const char *disposition(apr_pool_t *pool, const char *name)
{
    char *plain = apr_pstrdup(pool, name), *c;
    const char *end = name + strlen(name);
    int ascii = 1;

    for (c = plain; *c; c++) {
        if (*c & 0x80 || !apr_isprint(*c) || strchr("\"\\%", *c)) {
            *c = '_';
            ascii = 0;
        }
    }
    if (ascii) {
        return apr_pstrcat(pool, "attachment; filename=\"", plain, "\"", NULL);
    }
    return apr_pstrcat(pool, "attachment; filename=\"", plain,
                       "\"; filename*=UTF-8''", ext_value(pool, name, end),
                       NULL);
}

static void file_headers(cd_request_t *w, const cd_download_t *d)
{
    request_rec *r = w->r;

    security_headers(w);
    put_notes(w);
    ap_set_content_type(r,
                        !strncmp(d->type, "text/", 5) ? apr_pstrcat(
                            r->pool, d->type, "; charset=utf-8", NULL)
                                                      : d->type);
    apr_table_setn(r->headers_out, "Content-Disposition",
                   disposition(r->pool, d->name));
    apr_table_setn(r->headers_out, "ETag",
                   apr_pstrcat(r->pool, "\"", d->tag, "\"", NULL));
    /* parts of it are counted in its own bytes: no filter compresses it */
    apr_table_setn(r->subprocess_env, "no-gzip", "1");
    apr_table_setn(r->subprocess_env, "no-brotli", "1");
    ap_set_content_length(r, d->size);
    ap_set_accept_ranges(r);
}

/* httpd's own filter makes parts of it. */
int cd_respond_file(cd_request_t *w, const cd_download_t *d)
{
    request_rec *r = w->r;
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;
    apr_bucket_brigade *bb = apr_brigade_create(r->pool, alloc);
    int status;

    file_headers(w, d);
    status = ap_meets_conditions(r);
    if (status != OK) {
        return status;
    }
    if (d->file) {
        apr_bucket *bucket =
            apr_brigade_insert_file(bb, d->file, 0, d->size, r->pool);

        apr_bucket_file_enable_mmap(bucket, 0);
    }
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(alloc));
    return ap_pass_brigade(r->output_filters, bb) == APR_SUCCESS
            || r->status != HTTP_OK || r->connection->aborted
        ? OK
        : AP_FILTER_ERROR;
}

int cd_respond_not_modified(cd_request_t *w)
{
    request_rec *r = w->r;
    apr_bucket_brigade *bb =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);

    w->status = r->status = HTTP_NOT_MODIFIED;
    r->status_line = ap_get_status_line(r->status);
    apr_table_setn(r->headers_out, "Cache-Control", freshness(w));
    put_notes(w);
    APR_BRIGADE_INSERT_TAIL(
        bb, apr_bucket_eos_create(r->connection->bucket_alloc));
    return ap_pass_brigade(r->output_filters, bb) == APR_SUCCESS
        ? OK
        : AP_FILTER_ERROR;
}

/* What anybody may keep has no cookies, and is asked for again by a digest of
 * its bytes. */
int cd_respond_raw(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    apr_size_t len = ctx->raw_len ? ctx->raw_len : strlen(ctx->raw);
    unsigned char digest[16];
    ap_condition_e matches;

    if (ctx->raw_age) {
        apr_table_unset(w->r->err_headers_out, "Set-Cookie");
        cd_digest(digest, sizeof(digest), ctx->raw, len);
        apr_table_setn(
            w->r->headers_out, "ETag",
            apr_pstrcat(w->r->pool, "\"",
                        apr_pescape_hex(w->r->pool, digest, sizeof(digest), 0),
                        "\"", NULL));
        matches = ap_condition_if_none_match(w->r, w->r->headers_out);
        if (matches != AP_CONDITION_NONE && matches != AP_CONDITION_NOMATCH) {
            return cd_respond_not_modified(w);
        }
    }
    return cd_respond_bytes(w, ctx->raw_type, ctx->raw, len);
}

/* cd:url() of a sheet. */
static const char *url(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *pool)
{
    const cd_request_t *w = render->baton;

    if (cd_is_closed(w->conf, name)) {
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
    return cd_respond_bytes(w, HTML, html, strlen(html));
}

static const char *render(cd_request_t *w, const char *sheet, apr_size_t *len)
{
    cd_render_t how = { 0 };
    const char *html = NULL, *why = "";
    apr_time_t begin;
    apr_status_t rv;

    how.language = w->ctx.language;
    how.time_zone = w->conf->time_zone;
    how.today = w->ctx.today;
    how.base = w->ctx.base;
    how.url = url;
    how.baton = w;
    begin = apr_time_now();
    rv = cd_theme_render(w->conf->theme, sheet, cd_doc_tree(w->ctx.doc), &how,
                         w->r->pool, &html, len, &why);
    w->transform_time += apr_time_now() - begin;
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

/* The document itself where it is asked for, else what the theme makes of it.
 * @return 0 when the sheet fails */
static int make_page(cd_request_t *w, const char *sheet,
                     cd_finished_page_t *page)
{
    page->until = 0;
    if (wants_xml(w)) {
        page->type = XML;
        page->data = cd_doc_serialise(w->ctx.doc, w->r->pool, &page->len);
    }
    else {
        page->type = HTML;
        page->data = render(w, sheet, &page->len);
    }
    return page->data != NULL;
}

int cd_respond_page(cd_request_t *w)
{
    cd_finished_page_t page;

    cd_pool_give(&w->ctx);
    finish_document(w);
    if (!make_page(w, w->ctx.route->name, &page)) {
        return cd_respond_error(w, HTTP_INTERNAL_SERVER_ERROR);
    }
    page.picks = w->ctx.picks;
    memcpy(page.picked, w->ctx.picked, sizeof(page.picked));
    cd_kept_page_keep(w, &page);
    cd_views_shown(w->conf->views, page.picked, page.picks);
    return cd_respond_bytes(w, page.type, page.data, page.len);
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
    cd_finished_page_t page;
    xmlNodePtr node;

    cd_pool_give(&w->ctx);
    w->status = status;
    w->kept = NULL;
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
    return make_page(w, "error", &page)
        ? cd_respond_bytes(w, page.type, page.data, page.len)
        : send_plain_error(w);
}

int cd_respond_failure(cd_request_t *w)
{
    int ours = w->ctx.failure == CD_DB_ERROR;

    if (w->ctx.trouble) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, w->r, "mod_custdash: %s",
                      w->ctx.trouble);
    }
    return cd_respond_error(
        w, ours ? HTTP_INTERNAL_SERVER_ERROR : HTTP_SERVICE_UNAVAILABLE);
}

static int redirect(cd_request_t *w, const char *location)
{
    static const char body[] = "";

    cd_pool_give(&w->ctx);
    w->kept = NULL;
    w->status = HTTP_SEE_OTHER;
    apr_table_setn(w->r->err_headers_out, "Location", location);
    return cd_respond_bytes(w, "text/plain; charset=utf-8", body, 0);
}

int cd_respond_redirect(cd_request_t *w, const char *path)
{
    return redirect(w, apr_pstrcat(w->r->pool, w->ctx.base, path, NULL));
}

int cd_respond_away(cd_request_t *w, const char *url)
{
    return redirect(w, url);
}
