/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to other servers, by libcurl: bounded in time and size, without
 * redirects, over HTTP and HTTPS alone. */
#ifndef CD_FETCH_H
#define CD_FETCH_H

#include <apr_pools.h>
#include <apr_time.h>

#define CD_FETCH_MOST (256 * 1024) /* bytes of an answer */

typedef struct {
    const char *url;
    const char *const *headers; /* "Name: value"; NULL ends; or NULL */
    const char *body;           /* sent by POST; NULL: a GET */
    apr_interval_time_t limit;  /* for all of it */
} cd_fetch_t;

typedef struct {
    int status;        /* HTTP's; 0: there was no answer … */
    const char *error; /* … because of this */
    const char *body;  /* ends with NUL */
    apr_size_t len;
} cd_fetched_t;

/** Ask, and wait for the answer, which lives in @a pool. */
void cd_fetch(apr_pool_t *pool, const cd_fetch_t *fetch,
              cd_fetched_t *fetched);

#endif
