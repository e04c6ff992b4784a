/* SPDX-License-Identifier: Apache-2.0 */
/* The handler that only answers: what httpd itself costs, for the benchmark.
 */
#include <httpd.h>

#include <http_config.h>
#include <http_protocol.h>

static int translate_name(request_rec *r)
{
    if (strcmp(r->uri, "/nothing")) {
        return DECLINED;
    }
    r->handler = "nothing";
    r->filename = (char *) "nothing";
    return OK;
}

static int map_to_storage(request_rec *r)
{
    return r->handler && !strcmp(r->handler, "nothing") ? OK : DECLINED;
}

static int answer(request_rec *r)
{
    if (!r->handler || strcmp(r->handler, "nothing")) {
        return DECLINED;
    }
    ap_set_content_type(r, "text/plain");
    ap_set_content_length(r, 8);
    ap_rputs("nothing\n", r);
    return OK;
}

static void hooks(apr_pool_t *pool)
{
    (void) pool;
    ap_hook_translate_name(translate_name, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_map_to_storage(map_to_storage, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_handler(answer, NULL, NULL, APR_HOOK_FIRST);
}

module AP_MODULE_DECLARE_DATA nothing_module = {
    STANDARD20_MODULE_STUFF, NULL, NULL, NULL, NULL, NULL, hooks
};
