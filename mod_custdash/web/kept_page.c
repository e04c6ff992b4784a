/* SPDX-License-Identifier: Apache-2.0 */
/* A page belongs to one session and to the state of the data that it was made
 * from: both are in the digest that it is kept under, so that it can be
 * neither somebody else's nor out of date.
 *
 * Who the session's user is, what she may see and in which language is not in
 * the digest by itself: whatever changes it (user, membership, scope,
 * account) raises the account's revision, which is. Only a membership that
 * ends by itself raises nothing; the page carries that time. */
#include "kept_page.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <http_protocol.h>

#include "convoy.h"

#define TAG_BYTES 16
#define MAX_KEY 2048 /* longer URLs are not kept */

/* Requests whose answer is the same for the same state of the data. */
static int is_kept(const cd_request_t *w)
{
    const cd_ctx_t *ctx = &w->ctx;

    return w->conf->cache && ctx->session && !w->notice && !ctx->route->fields
        && !(ctx->route->methods & CD_RAW) && !ctx->route->action
        && !(ctx->route->access & CD_GUEST)
        && !cd_route_volatile(ctx->route, w->conf->cat);
}

/* "g\0path\0args\0…": texts end with NUL, which none of them has inside. */
static apr_size_t add(char *key, apr_size_t n, const void *data,
                      apr_size_t len)
{
    if (n + len <= MAX_KEY) {
        memcpy(key + n, data, len);
    }
    return n + len;
}

static apr_size_t add_text(char *key, apr_size_t n, const char *text)
{
    text = text ? text : "";
    return add(key, n, text, strlen(text) + 1);
}

static apr_size_t make_key(const cd_request_t *w, const cd_current_t *current,
                           cd_coding_t coding, char *key)
{
    const cd_ctx_t *ctx = &w->ctx;
    apr_int64_t numbers[] = { current->account, current->account_revision,
                              current->site_revision, coding };
    apr_size_t n = add(key, 0, numbers, sizeof(numbers));

    n = add(key, n, current->hash, sizeof(current->hash));
    n = add_text(key, n, w->conf->generation);
    n = add_text(key, n, ctx->today);
    n = add_text(key, n, w->path);
    n = add_text(key, n, w->r->args);
    return n;
}

/* Who takes nothing that there is gets what everybody can read. */
static cd_coding_t choose_coding(const cd_request_t *w)
{
    cd_coding_t coding;

    if (!w->conf->compression
        || apr_table_get(w->r->subprocess_env, "no-gzip")) {
        return CD_CODING_NONE;
    }
    coding = cd_coding_choose(
        apr_table_get(w->r->headers_in, "Accept-Encoding"), cd_coding_known());
    return coding == CD_CODINGS ? CD_CODING_NONE : coding;
}

static cd_kept_page_t *name_page(cd_request_t *w, const cd_current_t *current)
{
    cd_kept_page_t *kept = apr_palloc(w->r->pool, sizeof(*kept));
    unsigned char digest[CD_CACHE_ID_BYTES + TAG_BYTES];
    char key[MAX_KEY];
    apr_size_t n;

    kept->coding = choose_coding(w);
    n = make_key(w, current, kept->coding, key);
    if (n > MAX_KEY) {
        return NULL;
    }
    cd_digest(digest, sizeof(digest), key, n);
    memcpy(kept->id, digest, CD_CACHE_ID_BYTES);
    kept->tag =
        apr_pescape_hex(w->r->pool, digest + CD_CACHE_ID_BYTES, TAG_BYTES, 0);
    return kept;
}

/* Of a page that ends by itself the tag says when. */
static void set_headers(cd_request_t *w, apr_time_t until)
{
    apr_table_t *h = w->r->headers_out;
    const char *coding = cd_coding_name(w->kept->coding);

    apr_table_setn(
        h, "ETag",
        until ? apr_psprintf(w->r->pool, "\"%s-%" APR_UINT64_T_HEX_FMT "\"",
                             w->kept->tag, (apr_uint64_t) until)
              : apr_pstrcat(w->r->pool, "\"", w->kept->tag, "\"", NULL));
    apr_table_setn(h, "Vary", "Accept-Encoding, Cookie");
    if (coding) {
        apr_table_setn(h, "Content-Encoding", coding);
    }
}

/* The time behind our tag in what the browser sends; 0: none. Who forges it
 * is told that the page that she has is the one she has. */
static apr_time_t end_of(const cd_request_t *w, const char *match)
{
    const char *tag = strstr(match, w->kept->tag);

    return tag && tag[2 * TAG_BYTES] == '-'
        ? (apr_time_t) apr_strtoi64(tag + 2 * TAG_BYTES + 1, NULL, 16)
        : 0;
}

/* RFC 9110, 13.1.2. "*" says nothing of what the browser has. */
static int is_not_modified(cd_request_t *w)
{
    const char *match = apr_table_get(w->r->headers_in, "If-None-Match");
    apr_time_t until;

    if (!match || !strstr(match, w->kept->tag)) {
        return 0;
    }
    until = end_of(w, match);
    if (until && apr_time_now() >= until) {
        return 0;
    }
    set_headers(w, until);
    if (ap_condition_if_none_match(w->r, w->r->headers_out)
        != AP_CONDITION_NOMATCH) {
        return 1;
    }
    apr_table_clear(w->r->headers_out);
    return 0;
}

/* A server that takes no writes now is no reason to lock anybody out. */
static void touch(cd_request_t *w, const cd_current_t *current)
{
    cd_ctx_t *ctx = &w->ctx;
    cd_db_t *db;

    w->touched = 1;
    if (!cd_web_site->touch_is_due(current->seen_at, ctx->time, ctx->limits)) {
        return;
    }
    db = ctx->take_db(ctx);
    if (db) {
        cd_web_site->touch(db, ctx->session, ctx->time);
    }
    ctx->failure = CD_DB_OK;
}

/* @return 0 when there is no database */
static int find_current(cd_request_t *w, cd_current_t *current)
{
    memset(current, 0, sizeof(*current));
    if (cd_token_hash(w->ctx.session, current->hash) != APR_SUCCESS) {
        return 1;
    }
    if (cd_convoy_current(w, current) != CD_DB_OK) {
        return 0;
    }
    if (current->account) {
        touch(w, current);
    }
    return 1;
}

static int answer_not_modified(cd_request_t *w)
{
    cd_pool_give(&w->ctx);
    cd_cache_count_not_modified();
    w->cache_note = "not-modified";
    return cd_respond_not_modified(w);
}

int cd_kept_page_answer(cd_request_t *w)
{
    cd_current_t current;
    cd_finished_page_t page;

    w->cache_note = w->conf->cache ? "skip" : "off";
    if (!is_kept(w)) {
        return DECLINED;
    }
    if (!find_current(w, &current)) {
        return cd_respond_failure(w);
    }
    w->kept = current.account ? name_page(w, &current) : NULL;
    if (!w->kept) {
        return DECLINED;
    }
    if (is_not_modified(w)) {
        return answer_not_modified(w);
    }
    if (cd_cache_is_far(w->conf->cache)) {
        cd_pool_give(&w->ctx); /* who waits for it holds no connection */
    }
    w->cache_note = "miss";
    if (!cd_cache_find(w, w->kept->id, w->ctx.session, &page)) {
        return DECLINED;
    }
    cd_pool_give(&w->ctx);
    w->cache_note = "hit";
    set_headers(w, page.until);
    cd_views_shown(w->conf->views, page.picked, page.picks);
    return cd_respond_bytes(w, page.type, page.data, page.len);
}

/* The revisions that the page was looked up under are read before its rows
 * are: it is never older than its name says. */
void cd_kept_page_keep(cd_request_t *w, cd_finished_page_t *page)
{
    if (!w->kept || w->status != HTTP_OK || w->notice || !w->ctx.viewer) {
        w->kept = NULL;
        return;
    }
    page->until = w->ctx.viewer->holds_until;
    if (cd_coding_make(w->kept->coding, CD_CODING_FAST, &page->data,
                       &page->len, w->r->pool)
        != APR_SUCCESS) {
        w->kept = NULL;
        return;
    }
    set_headers(w, page->until);
    cd_cache_keep(w, w->kept->id, w->ctx.session, page);
}
