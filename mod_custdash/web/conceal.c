/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of links stay out of logs. A path that httpd's core refuses (%2f)
 * never gets here, and what stands before httpd has logs of its own: links
 * work once and for a short while. */
#include "web.h"

#include <apr_strings.h>
#include <http_protocol.h>

#include "../core/crypto.h"

/* Also where it is followed by something that makes it no page. */
static int has_token(const char *path)
{
    apr_size_t n;

    for (; *path; path += n + (path[n] != '\0')) {
        n = strcspn(path, "/");
        if (n >= CD_TOKEN_CHARS) {
            return 1;
        }
    }
    return 0;
}

/* Who has the link has what it opens: it is in no log of this server, nor in
 * the Referer of what the page leads to. */
void cd_conceal(cd_request_t *w)
{
    request_rec *r = w->r;
    const char *route = w->ctx.route ? w->ctx.route->path : "/...";
    const char *shown = apr_pstrcat(r->pool, w->conf->path, route, NULL);

    if (!apr_table_get(w->ctx.params, "token") && !has_token(w->path)) {
        return;
    }
    r->the_request =
        apr_pstrcat(r->pool, r->method, " ", shown, " ", r->protocol, NULL);
    r->unparsed_uri = r->uri = apr_pstrdup(r->pool, shown);
    r->filename = apr_pstrcat(r->pool, "custdash:", shown, NULL);
    r->parsed_uri.path = r->uri;
    w->secret = 1;
}
