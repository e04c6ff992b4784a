/* SPDX-License-Identifier: Apache-2.0 */
/* Cookies, and the CSRF check that stands on them (OWASP ASVS 5.0, 3.3 and
 * 3.5). */
#include "web.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_uri.h>
#include <http_protocol.h>

#include "../core/crypto.h"

#define SESSION "custdash"
#define GUEST "custdash-guest"
#define STEP "custdash-step"
#define DEVICE "custdash-device"
#define VISITOR "custdash-visitor"
#define NOTICE "custdash-notice"
#define LANGUAGE "custdash-lang"
#define MAX_NOTICE 40
#define A_YEAR (365 * 86400)

/* Only where the host is configured for it, and only on loopback. */
static int is_plain(const cd_request_t *w)
{
    const conn_rec *c = w->r->connection;
    const char *ip = c->local_ip ? c->local_ip : "";

    return w->conf->plain_http && !strcmp(ap_http_scheme(w->r), "http")
        && (!strncmp(ip, "127.", 4) || !strcmp(ip, "::1"));
}

static const char *cookie_name(const cd_request_t *w, const char *name)
{
    return is_plain(w) ? name : apr_pstrcat(w->r->pool, "__Host-", name, NULL);
}

/* The cookie's value, NULL when there is none or more than one: somebody
 * else has set the other. */
static const char *read_cookie(const cd_request_t *w, const char *name)
{
    const char *header = apr_table_get(w->r->headers_in, "Cookie");
    const char *wanted = cookie_name(w, name), *found = NULL;
    char *copy, *state, *pair;

    if (!header || !strstr(header, wanted)) {
        return NULL;
    }
    copy = apr_pstrdup(w->r->pool, header);
    for (pair = apr_strtok(copy, "; ", &state); pair;
         pair = apr_strtok(NULL, "; ", &state)) {
        char *equals = strchr(pair, '=');

        if (!equals) {
            continue;
        }
        *equals = '\0';
        if (!strcmp(pair, wanted)) {
            if (found) {
                return NULL;
            }
            found = equals + 1;
        }
    }
    return found;
}

/* @a age in seconds; -1: until the browser closes; 0: ends it. */
static void set_cookie(cd_request_t *w, const char *name, const char *value,
                       int age)
{
    apr_pool_t *pool = w->r->pool;

    apr_table_addn(
        w->r->err_headers_out, "Set-Cookie",
        apr_pstrcat(
            pool, cookie_name(w, name), "=", value,
            "; Path=/; HttpOnly; SameSite=Lax", is_plain(w) ? "" : "; Secure",
            age < 0 ? "" : apr_psprintf(pool, "; Max-Age=%d", age), NULL));
}

static const char *token_cookie(const cd_request_t *w, const char *name)
{
    unsigned char hash[CD_HASH_BYTES];
    const char *value = read_cookie(w, name);

    return value && cd_token_hash(value, hash) == APR_SUCCESS ? value : NULL;
}

const char *cd_cookie_language(cd_request_t *w)
{
    return read_cookie(w, LANGUAGE);
}

void cd_cookie_set_language(cd_request_t *w, const char *code)
{
    set_cookie(w, LANGUAGE, code, A_YEAR);
}

/* A word of the theme's catalogue, nothing else. */
static const char *notice_cookie(const cd_request_t *w)
{
    const char *value = read_cookie(w, NOTICE), *s;

    for (s = value; s && *s; s++) {
        if (!apr_islower(*s) && *s != '-') {
            return NULL;
        }
    }
    return value && *value && s - value <= MAX_NOTICE ? value : NULL;
}

void cd_cookies_read(cd_request_t *w)
{
    w->ctx.session = token_cookie(w, SESSION);
    w->ctx.step = token_cookie(w, STEP);
    w->ctx.device = token_cookie(w, DEVICE);
    w->ctx.visitor = read_cookie(w, VISITOR);
    w->guest = token_cookie(w, GUEST);
    w->notice = notice_cookie(w);
}

void cd_cookie_session(cd_request_t *w, const char *token)
{
    set_cookie(w, SESSION, token, *token ? -1 : 0);
    if (*token && w->guest) {
        set_cookie(w, GUEST, "", 0);
    }
}

void cd_cookie_step(cd_request_t *w, const char *token)
{
    set_cookie(w, STEP, token, *token ? 600 : 0);
}

void cd_cookie_device(cd_request_t *w, const char *token)
{
    set_cookie(w, DEVICE, token, A_YEAR);
}

void cd_cookie_visitor(cd_request_t *w, const char *cookie)
{
    set_cookie(w, VISITOR, cookie, A_YEAR);
}

void cd_cookie_notice(cd_request_t *w, const char *kind)
{
    set_cookie(w, NOTICE, kind, *kind ? 60 : 0);
}

const char *cd_csrf_token(cd_request_t *w)
{
    if (!w->ctx.viewer && !w->guest) {
        w->guest = cd_token_create(w->r->pool);
        set_cookie(w, GUEST, w->guest, -1);
    }
    return cd_token_derive(w->r->pool,
                           w->ctx.viewer ? w->ctx.session : w->guest, "csrf");
}

/* Fetch Metadata where the browser sends it, else the Origin, if any. */
static int same_origin(const request_rec *r)
{
    const char *site = apr_table_get(r->headers_in, "Sec-Fetch-Site");
    const char *origin = apr_table_get(r->headers_in, "Origin");
    const char *host = apr_table_get(r->headers_in, "Host");
    const char *slashes;

    if (site) {
        return !strcmp(site, "same-origin");
    }
    if (!origin) {
        return 1;
    }
    slashes = strstr(origin, "://");
    return slashes && host && !ap_cstr_casecmp(slashes + 3, host);
}

int cd_csrf_check(cd_request_t *w, const apr_table_t *params)
{
    const char *ours = w->ctx.viewer ? w->ctx.session : w->guest;

    return same_origin(w->r) && ours
        && cd_token_equal(cd_token_derive(w->r->pool, ours, "csrf"),
                          apr_table_get(params, "csrf"));
}
