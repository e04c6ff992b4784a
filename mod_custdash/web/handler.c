/* SPDX-License-Identifier: Apache-2.0 */
/* The way of a request: which route, who asks, then the page or the action.
 * Only this file and respond.c speak of HTTP statuses. */
#include "kept_page.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>

#include "../core/utf8.h"

#define MAX_AGENT 255
#define MAX_TARGET 1000 /* what the sign-in form takes */

static const char *header(const request_rec *r, const char *name)
{
    return apr_table_get(r->headers_in, name);
}

/* The code among the theme's languages, or NULL. */
static const char *spoken(const cd_request_t *w, const char *code)
{
    const cd_option_t *l;

    for (l = w->conf->languages; code && l->value; l++) {
        if (!strcmp(l->value, code)) {
            return l->value;
        }
    }
    return NULL;
}

/* Guests choose by a link, by the choice they made before, or by what their
 * browser asks for. */
static const char *guest_language(cd_request_t *w)
{
    const char *chosen = spoken(w, apr_table_get(w->ctx.query, "lang"));

    if (chosen) {
        cd_cookie_set_language(w, chosen);
        return chosen;
    }
    chosen = spoken(w, cd_cookie_language(w));
    return chosen
        ? chosen
        : cd_theme_negotiate(w->conf->theme, header(w->r, "Accept-Language"),
                             w->r->pool);
}

static const char *choose_language(cd_request_t *w)
{
    return w->ctx.viewer ? cd_theme_negotiate(
               w->conf->theme, w->ctx.viewer->language, w->r->pool)
                         : guest_language(w);
}

/* At most MAX_AGENT bytes, never half a character. */
static const char *clean_agent(request_rec *r)
{
    const char *agent = header(r, "User-Agent");
    apr_size_t n = MAX_AGENT;

    agent = agent ? cd_utf8_clean(r->pool, agent) : "";
    if (strlen(agent) <= n) {
        return agent;
    }
    while (n && (agent[n] & 0xc0) == 0x80) {
        n--;
    }
    return apr_pstrndup(r->pool, agent, n);
}

static const char *say(cd_ctx_t *ctx, const char *key)
{
    const cd_request_t *w = ctx->web;

    return cd_theme_say(w->conf->theme, ctx->language, key, ctx->pool);
}

static const char *header_of(void *baton, const char *name)
{
    const cd_ctx_t *ctx = baton;
    const cd_request_t *w = ctx->web;

    return apr_table_get(w->r->headers_in, name);
}

static void prepare_context(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    const char *error;

    ctx->pool = w->r->pool;
    ctx->base = w->conf->path;
    ctx->currency = w->conf->currency;
    ctx->time = w->r->request_time;
    ctx->now = cd_clock_utc(ctx->time, ctx->pool);
    ctx->today = cd_clock_date(w->conf->clock, ctx->time, ctx->pool);
    ctx->limits = &w->conf->limits;
    ctx->safety = &w->conf->safety;
    ctx->address = w->r->useragent_ip;
    ctx->agent = clean_agent(w->r);
    ctx->languages = w->conf->languages;
    ctx->rules = w->conf->rule_list;
    ctx->params = apr_table_make(ctx->pool, 2);
    ctx->query = w->r->args
        ? cd_form_decode(ctx->pool, w->r->args, strlen(w->r->args), &error)
        : NULL;
    if (!ctx->query) {
        ctx->query = apr_table_make(ctx->pool, 1);
    }
    ctx->spool_folder = w->conf->upload_folder;
    ctx->head = w->r->header_only;
    ctx->take_db = cd_pool_take;
    ctx->give_db = cd_pool_give;
    ctx->enter_hash = cd_hash_enter;
    ctx->leave_hash = cd_hash_leave;
    ctx->say = say;
    ctx->header = header_of;
    ctx->gateways = w->conf->gateways;
    ctx->identity = cd_identity_of(w);
    ctx->web = w;
    ctx->language = choose_language(w);
}

/* Who asks? Guests cost no statement. */
static int find_viewer(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    cd_db_t *db;

    if (!ctx->session) {
        return 1;
    }
    do {
        db = ctx->take_db(ctx);
        if (!db) {
            return 0;
        }
        ctx->failure = cd_web_site->viewer(
            db, ctx->pool, ctx->session, ctx->time, ctx->limits, &ctx->viewer);
    } while (ctx->failure != CD_DB_OK && cd_pool_again(ctx));
    if (ctx->failure != CD_DB_OK) {
        return 0;
    }
    if (!ctx->viewer) {
        cd_cookie_session(w, "");
        ctx->session = NULL;
        return 1;
    }
    /* a server that takes no writes now is no reason to lock anybody out */
    if (!w->touched
        && cd_web_site->touch_is_due(ctx->viewer->seen_at, ctx->time,
                                     ctx->limits)) {
        cd_web_site->touch(db, ctx->session, ctx->time);
    }
    ctx->language = choose_language(w);
    return 1;
}

/* A guest is asked to sign in and comes back to where she wanted to go. */
static int ask_to_sign_in(cd_request_t *w)
{
    const char *path = ap_os_escape_path(w->r->pool, w->path, 1);
    const char *to = w->r->args
        ? apr_pstrcat(w->r->pool, path, "?", w->r->args, NULL)
        : path;

    const char *door = w->ctx.identity ? "/sign-in/external" : "/sign-in";

    if (w->r->method_number != M_GET || !strcmp(to, "/")
        || strlen(to) > MAX_TARGET) {
        return cd_respond_redirect(w, door);
    }
    return cd_respond_redirect(
        w,
        apr_pstrcat(w->r->pool, door,
                    "?to=", apr_pescape_urlencoded(w->r->pool, to), NULL));
}

static void make_form(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;

    if (ctx->route->fields) {
        ctx->form =
            cd_form_create(ctx->pool, ctx->route->name, ctx->route->fields);
    }
}

/* The page's document: its own code, its statements, its form. */
static int show(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    apr_status_t rv = cd_page_begin(ctx, cd_web_site, ctx->route->name);

    if (rv == APR_SUCCESS && ctx->route->prepare) {
        rv = ctx->route->prepare(ctx);
    }
    if (rv == APR_SUCCESS && ctx->outcome.to) {
        return cd_respond_redirect(w, ctx->outcome.to);
    }
    if (rv == APR_SUCCESS) {
        rv = cd_page_run(ctx, cd_web_site, w->conf->cat);
    }
    if (rv == APR_ENOENT) {
        return cd_respond_error(w, HTTP_NOT_FOUND);
    }
    if (rv != APR_SUCCESS) {
        return cd_respond_failure(w);
    }
    if (ctx->form) {
        cd_form_show(ctx->form, ctx->doc,
                     apr_pstrcat(ctx->pool, ctx->base, w->path, NULL));
    }
    return cd_respond_page(w);
}

/* Fields may be filled in by the link that leads to the form. */
static int answer_get(cd_request_t *w)
{
    const cd_field_t *field;

    make_form(w);
    for (field = w->ctx.route->fields; w->ctx.form && field->name; field++) {
        const char *value = apr_table_get(w->ctx.query, field->name);

        if (value && !strcmp(field->type, "hidden")) {
            cd_form_set(w->ctx.form, field->name, value);
        }
    }
    return show(w);
}

/* Something that no sheet makes: a picture. */
static int answer_raw(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    apr_status_t rv;

    ctx->origin = ap_construct_url(w->r->pool, "", w->r);
    rv = ctx->route->prepare(ctx);

    cd_pool_give(ctx);
    if (rv != APR_SUCCESS) {
        return rv == APR_ENOENT ? cd_respond_error(w, HTTP_NOT_FOUND)
                                : cd_respond_failure(w);
    }
    if (ctx->download) {
        return cd_respond_file(w, ctx->download);
    }
    if (ctx->clicked) {
        cd_views_clicked(w->conf->views, ctx->clicked);
    }
    return ctx->outcome.away ? cd_respond_away(w, ctx->outcome.away)
        : ctx->outcome.to    ? cd_respond_redirect(w, ctx->outcome.to)
                             : cd_respond_raw(w);
}

static void set_cookies(cd_request_t *w)
{
    const cd_outcome_t *outcome = &w->ctx.outcome;

    if (outcome->session) {
        cd_cookie_session(w, outcome->session);
    }
    if (outcome->device) {
        cd_cookie_device(w, outcome->device);
    }
    if (outcome->step) {
        cd_cookie_step(w, outcome->step);
    }
    if (outcome->visitor) {
        cd_cookie_visitor(w, outcome->visitor);
    }
}

static int finish_action(cd_request_t *w)
{
    const cd_outcome_t *outcome = &w->ctx.outcome;

    set_cookies(w);
    cd_tell_trouble(w);
    if (outcome->notice) {
        cd_cookie_notice(w, outcome->notice);
    }
    return outcome->away ? cd_respond_away(w, outcome->away)
                         : cd_respond_redirect(w, outcome->to);
}

/* What is only a button somewhere has no form of its own to show. */
static int show_again(cd_request_t *w)
{
    if (!(w->ctx.route->methods & CD_GET)) {
        return cd_respond_error(w, HTTP_UNPROCESSABLE_ENTITY);
    }
    w->status = HTTP_UNPROCESSABLE_ENTITY;
    if (w->ctx.outcome.retry_after) {
        w->status = HTTP_TOO_MANY_REQUESTS;
        apr_table_setn(w->r->err_headers_out, "Retry-After",
                       apr_itoa(w->r->pool, w->ctx.outcome.retry_after));
    }
    return show(w);
}

/* The page itself is the answer, with what was made just now; its forms have
 * the token of the session as it is now. */
static int show_now(cd_request_t *w)
{
    set_cookies(w);
    if (w->ctx.outcome.session) {
        w->ctx.session = w->ctx.outcome.session;
    }
    if (w->ctx.state) {
        w->ctx.form = NULL;
    }
    return show(w);
}

static int answer_post(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    apr_table_t *params;
    apr_status_t rv;
    int status;

    ctx->give_db(ctx); /* a slow sender holds no connection */
    status = cd_body_form(w, &params);
    if (status != OK) {
        /* the connection itself is at fault: httpd's own answer */
        return status == HTTP_BAD_REQUEST || status == HTTP_REQUEST_TIME_OUT
                || status == AP_FILTER_ERROR
            ? status
            : cd_respond_error(w, status);
    }
    if (!(ctx->route->access & CD_BY_LINK) && !cd_csrf_check(w, params)) {
        return cd_respond_error(w, HTTP_FORBIDDEN);
    }
    ctx->posted = params;
    ctx->origin = ap_construct_url(w->r->pool, "", w->r);
    make_form(w);
    rv = ctx->form && ctx->route->prepare
        ? ctx->route->prepare(ctx) /* options and rules that the check needs */
        : APR_SUCCESS;
    if (rv == APR_SUCCESS && ctx->outcome.to) {
        return finish_action(w);
    }
    if (rv == APR_SUCCESS && ctx->form
        && cd_form_fill(ctx->form, params) > 0) {
        return show_again(w);
    }
    rv = rv == APR_SUCCESS ? ctx->route->action(ctx) : rv;
    if (rv != APR_SUCCESS) {
        ctx->failure = rv == APR_TIMEUP ? CD_DB_TIMEOUT : ctx->failure;
        return rv == APR_ENOENT ? cd_respond_error(w, HTTP_NOT_FOUND)
                                : cd_respond_failure(w);
    }
    return ctx->outcome.to   ? finish_action(w)
        : ctx->outcome.shown ? show_now(w)
                             : show_again(w);
}

static const char *allow(int methods)
{
    return methods == CD_POST ? "POST"
        : methods == CD_GET   ? "GET, HEAD"
                              : "GET, HEAD, POST";
}

/* The path without a slash too many at its end, when that is a page's; NULL
 * otherwise. */
static const char *page_without_slash(cd_request_t *w)
{
    apr_pool_t *pool = w->r->pool;
    apr_size_t n = strlen(w->path);
    const char *path = apr_pstrmemdup(pool, w->path, n - 1);
    int allowed;

    if (n < 2 || w->path[n - 1] != '/' || w->path[n - 2] == '/'
        || !cd_route_find(cd_web_site, path, CD_GET, apr_table_make(pool, 2),
                          &allowed, pool)) {
        return NULL;
    }
    return ap_os_escape_path(pool, path, 1);
}

/* Whoever is signed in sees that also on the page that says there is none;
 * without a session it costs no statement. */
static int no_route(cd_request_t *w, int allowed)
{
    const char *page = allowed ? NULL : page_without_slash(w);

    if (page) {
        return cd_respond_redirect(w, page);
    }
    find_viewer(w);
    if (!allowed) {
        return cd_respond_error(w, HTTP_NOT_FOUND);
    }
    apr_table_setn(w->r->err_headers_out, "Allow", allow(allowed));
    return cd_respond_error(w, HTTP_METHOD_NOT_ALLOWED);
}

/* Where everybody must have a second factor nobody gets anywhere before. */
static int must_set_up(const cd_request_t *w)
{
    const cd_viewer_t *viewer = w->ctx.viewer;

    return w->conf->safety.required && viewer && !viewer->second_factor
        && !(w->ctx.route->access & (CD_ALWAYS | CD_PUBLIC));
}

static int answer(cd_request_t *w, int method)
{
    cd_ctx_t *ctx = &w->ctx;
    int status = method == CD_GET ? cd_kept_page_answer(w) : DECLINED;

    if (status != DECLINED) {
        return status;
    }
    if (!find_viewer(w)) {
        return cd_respond_failure(w);
    }
    if (ctx->viewer && ctx->route->access & CD_GUEST) {
        return cd_respond_redirect(w, "/");
    }
    if (cd_is_closed(w->conf, ctx->route->name)) {
        return cd_respond_error(w, HTTP_NOT_FOUND);
    }
    if (!cd_route_allows(ctx->route, ctx->viewer, method)) {
        return ctx->viewer ? cd_respond_error(w, HTTP_FORBIDDEN)
                           : ask_to_sign_in(w);
    }
    if (must_set_up(w)) {
        return cd_respond_redirect(w, "/security/second-factor");
    }
    if (ctx->route->methods & CD_RAW) {
        return method == CD_GET ? answer_raw(w) : cd_call_answer(w);
    }
    return method == CD_GET ? answer_get(w) : answer_post(w);
}

int cd_handler(request_rec *r)
{
    cd_request_t *w = cd_request_of(r);
    int method, allowed;

    if (!w || !r->handler || strcmp(r->handler, CD_HANDLER)) {
        return DECLINED;
    }
    if (w->asset) {
        return cd_asset_answer(w);
    }
    method = r->method_number == M_GET ? CD_GET
        : r->method_number == M_POST   ? CD_POST
                                       : 0;
    prepare_context(w);
    w->ctx.route = cd_route_find(cd_web_site, w->path, method, w->ctx.params,
                                 &allowed, r->pool);
    cd_cookies_read(w);
    cd_conceal(w);
    return w->ctx.route ? answer(w, method) : no_route(w, allowed);
}
