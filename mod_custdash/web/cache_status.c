/* SPDX-License-Identifier: Apache-2.0 */
/* The page cache on mod_status's page, for people and as ?auto. */
#include <http_protocol.h>
#include <mod_status.h>

#include "cache.h"

static const struct {
    const char *name; /* of ?auto */
    const char *text;
    apr_size_t at;
} lines[] = {
    { "CustDashCacheHits", "found", APR_OFFSETOF(cd_cache_counts_t, hits) },
    { "CustDashCacheMisses", "not found",
      APR_OFFSETOF(cd_cache_counts_t, misses) },
    { "CustDashCacheStores", "kept", APR_OFFSETOF(cd_cache_counts_t, stores) },
    { "CustDashCacheNotModified", "not modified (304)",
      APR_OFFSETOF(cd_cache_counts_t, not_modified) },
    { "CustDashCacheRefused", "too large, or the provider failed",
      APR_OFFSETOF(cd_cache_counts_t, refused) },
    { NULL, NULL, 0 }
};

static apr_uint64_t count_at(const cd_cache_counts_t *counts, apr_size_t at)
{
    return *(const apr_uint64_t *) ((const char *) counts + at);
}

static void say_for_people(request_rec *r, const cd_cache_counts_t *counts)
{
    apr_uint64_t asked = counts->hits + counts->misses;
    int i;

    ap_rputs("<hr />\n<h2>Page cache of mod_custdash</h2>\n<dl>\n", r);
    for (i = 0; lines[i].name; i++) {
        ap_rprintf(r, "<dt>%s: %" APR_UINT64_T_FMT "</dt>\n", lines[i].text,
                   count_at(counts, lines[i].at));
    }
    if (asked) {
        ap_rprintf(r, "<dt>found of those looked up: %.1f %%</dt>\n",
                   100.0 * (double) counts->hits / (double) asked);
    }
    ap_rputs("</dl>\n", r);
}

int cd_cache_status(request_rec *r, int flags)
{
    cd_cache_counts_t counts = cd_cache_counts();
    int i;

    if (!(flags & AP_STATUS_SHORT)) {
        say_for_people(r, &counts);
        return OK;
    }
    for (i = 0; lines[i].name; i++) {
        ap_rprintf(r, "%s: %" APR_UINT64_T_FMT "\n", lines[i].name,
                   count_at(&counts, lines[i].at));
    }
    return OK;
}
