/* SPDX-License-Identifier: Apache-2.0 */
/* The module: joins web and pages, nothing else. */
#include <ap_provider.h>
#include <httpd.h>
#include <http_config.h>
#include <http_request.h>
#include <mod_status.h>

#include "model/stripe.h"
#include "pages/pages.h"
#include "web/cache.h"

const cd_site_t *cd_web_site = &cd_site;

static void register_hooks(apr_pool_t *pool)
{
    ap_register_provider(pool, CUSTDASH_GATEWAYS, "stripe", "0", &cd_stripe);
    ap_hook_pre_config(cd_cache_pre_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cd_cache_post_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cd_assets_post_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_check_config(cd_check_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(cd_child_init, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_translate_name(cd_translate_name, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_map_to_storage(cd_map_to_storage, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_type_checker(cd_type_checker, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_handler(cd_handler, NULL, NULL, APR_HOOK_MIDDLE);
    APR_OPTIONAL_HOOK(ap, status_hook, cd_cache_status, NULL, NULL,
                      APR_HOOK_MIDDLE);
}

/* The one symbol of the shared object: httpd looks for it by name. */
module AP_MODULE_DECLARE_DATA custdash_module __attribute__((
    visibility("default"))) = { STANDARD20_MODULE_STUFF,
                                NULL, /* no settings per directory */
                                NULL,
                                cd_config_create,
                                cd_config_merge,
                                cd_directives,
                                register_hooks };
