/* SPDX-License-Identifier: Apache-2.0 */
/* The page cache: finished pages, kept by one of httpd's socache providers
 * under a digest of everything that they were made from. */
#ifndef CD_CACHE_H
#define CD_CACHE_H

#include "../core/seal.h"
#include "web.h"

#define CD_CACHE_ID_BYTES 32

/** What is kept. */
typedef struct {
    const char *type; /* of the content; one of cd_cache_types */
    apr_time_t until; /* it must not be shown from then on; 0: always */
    apr_int64_t picked[CD_PICKS]; /* banners that stand on it … */
    int picks;                    /* … their number */
    const char *data;
    apr_size_t len;
} cd_finished_page_t;

/** The content types that pages have; NULL ends. */
extern const char *const cd_cache_types[];

/** How often what happened, on this machine since httpd's start. */
typedef struct {
    apr_uint64_t hits, misses, stores, not_modified, refused;
} cd_cache_counts_t;

/** Before the configuration is read: register our mutex. */
int cd_cache_pre_config(apr_pool_t *pconf, apr_pool_t *plog,
                        apr_pool_t *ptemp);

/**
 * The cache that "shmcb:custdash(1000000)" or "redis:localhost:6379" means.
 * @return NULL, or what is wrong with it
 */
const char *cd_cache_create(cd_cache_t **cache, const char *spec,
                            apr_pool_t *temp, apr_pool_t *pool);

/** The cache of who says nothing; NULL when httpd hasn't loaded its module.
 */
cd_cache_t *cd_cache_default(apr_pool_t *temp, apr_pool_t *pool);

/** With the configuration read: make room for what the hosts' caches keep. */
int cd_cache_post_config(apr_pool_t *pconf, apr_pool_t *plog,
                         apr_pool_t *ptemp, server_rec *s);

/** @return 0 when the mutex can't be opened */
int cd_cache_child_init(apr_pool_t *pool, server_rec *s);

/** Find a page. @a token opens what is sealed. In the request's pool.
 *  @return 0 when it isn't there */
int cd_cache_find(const cd_request_t *w,
                  const unsigned char id[CD_CACHE_ID_BYTES], const char *token,
                  cd_finished_page_t *page);

/** Keep a page, if it isn't too large; a failure is no reason not to show
 *  it. */
void cd_cache_keep(const cd_request_t *w,
                   const unsigned char id[CD_CACHE_ID_BYTES],
                   const char *token, const cd_finished_page_t *page);

/** Non-zero when asking it may take as long as a statement: it is not on this
 *  machine. */
int cd_cache_is_far(const cd_cache_t *cache);

/** Count a 304. */
void cd_cache_count_not_modified(void);

/* cache_status.c: for mod_status. */
int cd_cache_status(request_rec *r, int flags);
cd_cache_counts_t cd_cache_counts(void);

#endif
