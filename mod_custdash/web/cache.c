/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps pages in a socache provider. On this machine's shared memory an entry
 * is the page as it goes out; where others than httpd can reach it, it is
 * sealed with a key that follows from the session's token, which no server
 * keeps: so it can be neither read nor forged there. */
#include "cache.h"

#include <ap_provider.h>
#include <ap_socache.h>
#include <apr_global_mutex.h>
#include <apr_shm.h>
#include <apr_strings.h>
#include <http_protocol.h>
#include <util_mutex.h>

#define NAME "custdash"
#define MUTEX "custdash-cache"
#define PURPOSE "page cache"
#define DEFAULT_PROVIDER "shmcb"
#define DEFAULT_ARGUMENT NAME "(66846720)" /* shmcb takes less than 64 MiB */
#define DEFAULT_SPEC DEFAULT_PROVIDER ":" DEFAULT_ARGUMENT

struct cd_cache_t {
    const char *spec;
    const ap_socache_provider_t *provider;
    ap_socache_instance_t *instance;
    int sealed;
    int ready;
    server_rec *server;     /* that made it ready */
    unsigned int too_large; /* the provider has refused that many bytes */
};

/* What stands before the page. */
typedef struct {
    char mark[4];
    unsigned int type; /* index into cd_cache_types */
    apr_int64_t until;
    apr_int64_t picked[CD_PICKS]; /* 0: none */
} head_t;

static const char mark[4] = { 'C', 'D', 'P', '2' };

const char *const cd_cache_types[] = { "text/html; charset=utf-8",
                                       "application/xml; charset=utf-8",
                                       NULL };

/* Made before the children, shared by them. */
static struct {
    apr_global_mutex_t *mutex; /* for providers that need one */
    cd_cache_counts_t *counts;
} shared;

#define COUNT(what) \
    __atomic_fetch_add(&shared.counts->what, 1, __ATOMIC_RELAXED)

int cd_cache_pre_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp)
{
    (void) plog;
    (void) ptemp;
    return ap_mutex_register(pconf, MUTEX, NULL, APR_LOCK_DEFAULT, 0)
            == APR_SUCCESS
        ? OK
        : HTTP_INTERNAL_SERVER_ERROR;
}

static const char *names_of_providers(apr_pool_t *pool)
{
    const apr_array_header_t *names = ap_list_provider_names(
        pool, AP_SOCACHE_PROVIDER_GROUP, AP_SOCACHE_PROVIDER_VERSION);
    const char *list = "off";
    int i;

    for (i = 0; i < names->nelts; i++) {
        list = apr_pstrcat(
            pool, list, ", ",
            APR_ARRAY_IDX(names, i, ap_list_provider_names_t).provider_name,
            NULL);
    }
    return list;
}

const char *cd_cache_create(cd_cache_t **cache, const char *spec,
                            apr_pool_t *temp, apr_pool_t *pool)
{
    cd_cache_t *made = apr_pcalloc(pool, sizeof(*made));
    const char *colon = strchr(spec, ':');
    const char *name =
        colon ? apr_pstrmemdup(temp, spec, (apr_size_t) (colon - spec)) : spec;
    const char *error;

    made->spec = apr_pstrdup(pool, spec);
    made->provider = ap_lookup_provider(AP_SOCACHE_PROVIDER_GROUP, name,
                                        AP_SOCACHE_PROVIDER_VERSION);
    if (!made->provider) {
        return apr_psprintf(temp,
                            "there is no cache provider %s; loaded are: %s. "
                            "Load mod_socache_%s before this line",
                            name, names_of_providers(temp), name);
    }
    error = made->provider->create(&made->instance,
                                   colon ? apr_pstrdup(pool, colon + 1) : NULL,
                                   temp, pool);
    if (error) {
        return apr_pstrcat(temp, spec, ": ", error, NULL);
    }
    made->sealed = strcmp(made->provider->name, DEFAULT_PROVIDER) != 0;
    *cache = made;
    return NULL;
}

cd_cache_t *cd_cache_default(apr_pool_t *temp, apr_pool_t *pool)
{
    cd_cache_t *cache = NULL;

    return cd_cache_create(&cache, DEFAULT_SPEC, temp, pool) ? NULL : cache;
}

static int refuse(server_rec *s, apr_status_t rv, const char *what)
{
    ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_CRIT, rv, s,
                 "mod_custdash: page cache: %s", what);
    return HTTP_INTERNAL_SERVER_ERROR;
}

static apr_status_t destroy(void *data)
{
    cd_cache_t *cache = data;

    cache->provider->destroy(cache->instance, cache->server);
    return APR_SUCCESS;
}

/* A page is some kilobytes as browsers take it. */
static apr_status_t make_ready(cd_cache_t *cache, server_rec *s,
                               apr_pool_t *pool)
{
    struct ap_socache_hints hints = { CD_CACHE_ID_BYTES, 6000,
                                      apr_time_from_sec(60) };
    apr_status_t rv =
        cache->provider->init(cache->instance, NAME, &hints, s, pool);

    cache->ready = 1;
    cache->server = s;
    if (rv == APR_SUCCESS) {
        apr_pool_cleanup_register(pool, cache, destroy, apr_pool_cleanup_null);
    }
    return rv;
}

static apr_status_t share(server_rec *s, apr_pool_t *pool)
{
    apr_shm_t *shm;
    apr_status_t rv = apr_shm_create(&shm, sizeof(*shared.counts), NULL, pool);

    if (rv == APR_SUCCESS) {
        shared.counts = apr_shm_baseaddr_get(shm);
        memset(shared.counts, 0, sizeof(*shared.counts));
        rv = ap_global_mutex_create(&shared.mutex, NULL, MUTEX, NULL, s, pool,
                                    0);
    }
    return rv;
}

int cd_cache_post_config(apr_pool_t *pconf, apr_pool_t *plog,
                         apr_pool_t *ptemp, server_rec *s)
{
    server_rec *host;
    apr_status_t rv;

    (void) plog;
    shared.counts = NULL;
    if (cd_is_first_pass()) {
        return OK;
    }
    for (host = s; host; host = host->next) {
        cd_cache_t *cache = cd_config_of(host)->cache;

        if (!cd_config_of(host)->path || !cache || cache->ready) {
            continue;
        }
        rv = shared.counts ? APR_SUCCESS : share(s, pconf);
        if (rv != APR_SUCCESS) {
            return refuse(host, rv, "no shared memory or no mutex");
        }
        rv = make_ready(cache, host, pconf);
        if (rv != APR_SUCCESS) {
            return refuse(
                host, rv,
                apr_pstrcat(ptemp, "can't start ", cache->spec, NULL));
        }
    }
    return OK;
}

int cd_cache_child_init(apr_pool_t *pool, server_rec *s)
{
    apr_status_t rv = APR_SUCCESS;

    if (shared.counts) {
        rv = apr_global_mutex_child_init(
            &shared.mutex, apr_global_mutex_lockfile(shared.mutex), pool);
    }
    if (rv != APR_SUCCESS) {
        refuse(s, rv, "a child can't open the mutex");
    }
    return rv == APR_SUCCESS;
}

static int enter(const cd_cache_t *cache)
{
    return !(cache->provider->flags & AP_SOCACHE_FLAG_NOTMPSAFE)
        || apr_global_mutex_lock(shared.mutex) == APR_SUCCESS;
}

static void leave(const cd_cache_t *cache)
{
    if (cache->provider->flags & AP_SOCACHE_FLAG_NOTMPSAFE) {
        apr_global_mutex_unlock(shared.mutex);
    }
}

/* shmcb copies what it has without a look at how much room there is: so it is
 * for the largest that any host of that configuration keeps. */
static unsigned int room_of(const cd_request_t *w)
{
    return (unsigned int) (w->conf->cache_object + sizeof(head_t)
                           + CD_SEAL_MORE);
}

/* What was kept, whole and unsealed; its length goes to @a len. */
static unsigned char *fetch(const cd_request_t *w, const unsigned char *id,
                            const char *token, apr_size_t *len)
{
    cd_cache_t *cache = w->conf->cache;
    unsigned int n = room_of(w);
    unsigned char *data = apr_palloc(w->r->pool, n);
    unsigned char key[CD_SEAL_KEY_BYTES];
    apr_status_t rv = APR_EGENERAL;

    if (enter(cache)) {
        rv =
            cache->provider->retrieve(cache->instance, w->r->server, id,
                                      CD_CACHE_ID_BYTES, data, &n, w->r->pool);
        leave(cache);
    }
    *len = n;
    if (rv != APR_SUCCESS) {
        return NULL;
    }
    if (!cache->sealed) {
        return data;
    }
    return cd_seal_key(key, token, PURPOSE) == APR_SUCCESS
        ? cd_unseal(data, len, id, CD_CACHE_ID_BYTES, key)
        : NULL;
}

static int take_apart(const unsigned char *data, apr_size_t len,
                      cd_finished_page_t *page)
{
    head_t head;

    if (!data || len < sizeof(head)) {
        return 0;
    }
    memcpy(&head, data, sizeof(head));
    if (memcmp(head.mark, mark, sizeof(mark)) || head.type > 1) {
        return 0;
    }
    page->type = cd_cache_types[head.type];
    page->until = head.until;
    memcpy(page->picked, head.picked, sizeof(page->picked));
    for (page->picks = 0; page->picks < CD_PICKS && page->picked[page->picks];
         page->picks++) {
    }
    page->data = (const char *) data + sizeof(head);
    page->len = len - sizeof(head);
    return !page->until || apr_time_now() < page->until;
}

int cd_cache_find(const cd_request_t *w,
                  const unsigned char id[CD_CACHE_ID_BYTES], const char *token,
                  cd_finished_page_t *page)
{
    apr_size_t len;
    const unsigned char *data = fetch(w, id, token, &len);

    if (take_apart(data, len, page)) {
        COUNT(hits);
        return 1;
    }
    COUNT(misses);
    return 0;
}

static unsigned char *put_together(const cd_request_t *w,
                                   const cd_finished_page_t *page,
                                   apr_size_t *len)
{
    head_t head = { { 0 }, 0, page->until, { 0 } };
    unsigned char *data;

    while (cd_cache_types[head.type] != page->type) {
        head.type++;
    }
    memcpy(head.mark, mark, sizeof(mark));
    memcpy(head.picked, page->picked,
           (apr_size_t) page->picks * sizeof(head.picked[0]));
    *len = sizeof(head) + page->len;
    data = apr_palloc(w->r->pool, *len);
    memcpy(data, &head, sizeof(head));
    memcpy(data + sizeof(head), page->data, page->len);
    return data;
}

static unsigned char *sealed(const cd_request_t *w, const unsigned char *data,
                             apr_size_t *len, const unsigned char *id,
                             const char *token)
{
    unsigned char *box = apr_palloc(w->r->pool, *len + CD_SEAL_MORE);
    unsigned char key[CD_SEAL_KEY_BYTES];

    if (cd_seal_key(key, token, PURPOSE) != APR_SUCCESS) {
        return NULL;
    }
    cd_seal(box, data, *len, id, CD_CACHE_ID_BYTES, key);
    *len += CD_SEAL_MORE;
    return box;
}

/* The provider may take less than we would give; it is asked once. */
static void store(const cd_request_t *w, const unsigned char *id,
                  unsigned char *data, unsigned int len, apr_time_t until)
{
    cd_cache_t *cache = w->conf->cache;
    apr_time_t expiry = w->r->request_time + w->conf->cache_time;
    apr_status_t rv = APR_EGENERAL;

    if (until && until < expiry) {
        expiry = until;
    }
    if (enter(cache)) {
        rv = cache->provider->store(cache->instance, w->r->server, id,
                                    CD_CACHE_ID_BYTES, expiry, data, len,
                                    w->r->pool);
        leave(cache);
    }
    if (rv == APR_SUCCESS) {
        COUNT(stores);
    }
    else {
        COUNT(refused);
        cache->too_large = rv == APR_ENOSPC ? len : cache->too_large;
    }
}

void cd_cache_keep(const cd_request_t *w,
                   const unsigned char id[CD_CACHE_ID_BYTES],
                   const char *token, const cd_finished_page_t *page)
{
    const cd_cache_t *cache = w->conf->cache;
    unsigned char *data;
    apr_size_t len;

    if (page->len > (apr_size_t) w->conf->cache_object
        || (cache->too_large
            && page->len + CD_SEAL_MORE >= cache->too_large)) {
        COUNT(refused);
        return;
    }
    data = put_together(w, page, &len);
    if (cache->sealed) {
        data = sealed(w, data, &len, id, token);
    }
    if (data) {
        store(w, id, data, (unsigned int) len, page->until);
    }
}

int cd_cache_is_far(const cd_cache_t *cache)
{
    return cache->sealed;
}

void cd_cache_count_not_modified(void)
{
    COUNT(not_modified);
}

cd_cache_counts_t cd_cache_counts(void)
{
    cd_cache_counts_t none = { 0 };

    return shared.counts ? *shared.counts : none;
}
