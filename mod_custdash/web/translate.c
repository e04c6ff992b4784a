/* SPDX-License-Identifier: Apache-2.0 */
/* Which URLs are ours, told to httpd before it looks for files. */
#include "web.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>

cd_request_t *cd_request_of(request_rec *r)
{
    return ap_get_module_config(r->request_config, &custdash_module);
}

/* The path below the base, NULL when the URL isn't ours. "/dashboard" is the
 * dashboard as much as "/dashboard/". */
static const char *path_below(const cd_config_t *conf, const char *uri)
{
    apr_size_t n;

    if (!conf->path) {
        return NULL;
    }
    n = strlen(conf->path);
    if (strncmp(uri, conf->path, n) || (uri[n] && uri[n] != '/')) {
        return NULL;
    }
    return uri[n] ? uri + n : "/";
}

int cd_translate_name(request_rec *r)
{
    cd_config_t *conf = cd_config_of(r->server);
    const char *path = path_below(conf, r->uri);
    cd_request_t *w;

    if (!path) {
        return DECLINED;
    }
    w = apr_pcalloc(r->pool, sizeof(*w));
    w->r = r;
    w->conf = conf;
    w->path = path;
    w->status = HTTP_OK;
    cd_asset_find(w);
    ap_set_module_config(r->request_config, &custdash_module, w);
    r->filename = w->asset
        ? apr_pstrdup(r->pool, w->asset->path)
        : apr_pstrcat(r->pool, CD_HANDLER ":", r->uri, NULL);
    r->handler = CD_HANDLER;
    return OK;
}

/* Nothing of ours is a path of the file system to be walked; <Location>
 * still holds. */
int cd_map_to_storage(request_rec *r)
{
    cd_request_t *w = cd_request_of(r);

    if (!w) {
        return DECLINED;
    }
    if (w->asset) {
        cd_asset_stat(w);
    }
    return OK;
}

int cd_type_checker(request_rec *r)
{
    cd_request_t *w = cd_request_of(r);

    if (!w) {
        return DECLINED;
    }
    if (w->asset) {
        ap_set_content_type(r, w->asset->type);
    }
    return OK;
}
