/* SPDX-License-Identifier: Apache-2.0 */
/* The store of rows that all viewers share: a short list behind a mutex, each
 * result one block with a count of its users. */
#include "kept.h"

#include <apr_atomic.h>
#include <apr_ring.h>
#include <apr_strings.h>
#include <apr_thread_mutex.h>
#include <stdlib.h>
#include <string.h>

/* A result in one block: this, then arrays, then texts. */
typedef struct set_t set_t;
struct set_t {
    APR_RING_ENTRY(set_t) link;  /* least recently used first */
    volatile apr_uint32_t users; /* the store is one */
    apr_size_t bytes;
    const char *key;
    apr_size_t keylen;
    cd_rows_t rows;
};

struct cd_kept_t {
    apr_thread_mutex_t *mutex;
    APR_RING_HEAD(set_ring_t, set_t) ring;
    apr_int64_t revision; /* of all that is in the ring */
    int sets;
    apr_size_t bytes;
};

static void leave(set_t *set)
{
    if (!apr_atomic_dec32(&set->users)) {
        free(set);
    }
}

static void drop(cd_kept_t *kept, set_t *set)
{
    APR_RING_REMOVE(set, link);
    kept->sets--;
    kept->bytes -= set->bytes;
    leave(set);
}

static void drop_all(cd_kept_t *kept)
{
    while (!APR_RING_EMPTY(&kept->ring, set_t, link)) {
        drop(kept, APR_RING_FIRST(&kept->ring));
    }
}

static apr_status_t kept_cleanup(void *data)
{
    drop_all(data);
    return APR_SUCCESS;
}

cd_kept_t *cd_kept_create(apr_pool_t *pool)
{
    cd_kept_t *kept = apr_pcalloc(pool, sizeof(*kept));

    if (apr_thread_mutex_create(&kept->mutex, APR_THREAD_MUTEX_DEFAULT, pool)
        != APR_SUCCESS) {
        return NULL;
    }
    APR_RING_INIT(&kept->ring, set_t, link);
    apr_pool_cleanup_register(pool, kept, kept_cleanup, apr_pool_cleanup_null);
    return kept;
}

/* Also makes it the one that was used last. */
static set_t *find(cd_kept_t *kept, const char *key, apr_size_t len)
{
    set_t *set;

    APR_RING_FOREACH(set, &kept->ring, set_t, link)
    {
        if (set->keylen == len && !memcmp(set->key, key, len)) {
            APR_RING_REMOVE(set, link);
            APR_RING_INSERT_TAIL(&kept->ring, set, set_t, link);
            return set;
        }
    }
    return NULL;
}

static apr_status_t set_cleanup(void *data)
{
    leave(data);
    return APR_SUCCESS;
}

const cd_rows_t *cd_kept_get(cd_kept_t *kept, apr_int64_t revision,
                             const char *key, apr_size_t len, apr_pool_t *pool)
{
    set_t *set = NULL;

    apr_thread_mutex_lock(kept->mutex);
    if (kept->revision == revision) {
        set = find(kept, key, len);
    }
    if (set) {
        apr_atomic_inc32(&set->users);
    }
    apr_thread_mutex_unlock(kept->mutex);
    if (!set) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, set, set_cleanup, apr_pool_cleanup_null);
    return &set->rows;
}

static apr_size_t text_size(const cd_rows_t *rows)
{
    apr_size_t size = 0, n = (apr_size_t) rows->n * rows->columns, i;

    for (i = 0; i < n; i++) {
        size += rows->value[i] ? rows->len[i] + 1 : 0;
    }
    for (i = 0; i < (apr_size_t) rows->columns; i++) {
        size += strlen(rows->name[i]) + 1;
    }
    return size;
}

static const char *put_text(char **to, const char *text, apr_size_t len)
{
    char *copy = *to;

    memcpy(copy, text, len);
    copy[len] = '\0';
    *to += len + 1;
    return copy;
}

/* One block with everything; NULL: too large, or no memory. */
static set_t *copy_rows(const char *key, apr_size_t keylen,
                        const cd_rows_t *rows)
{
    apr_size_t n = (apr_size_t) rows->n * rows->columns, i;
    apr_size_t names = (apr_size_t) rows->columns;
    apr_size_t size = sizeof(set_t) + (names + n) * sizeof(char *)
        + n * sizeof(apr_size_t) + text_size(rows) + keylen + 1;
    set_t *set = size <= CD_KEPT_LARGEST ? malloc(size) : NULL;
    const char **name, **value;
    apr_size_t *len;
    char *text;

    if (!set) {
        return NULL;
    }
    name = (const char **) (set + 1);
    value = name + names;
    len = (apr_size_t *) (value + n);
    text = (char *) (len + n);
    for (i = 0; i < names; i++) {
        name[i] = put_text(&text, rows->name[i], strlen(rows->name[i]));
    }
    for (i = 0; i < n; i++) {
        value[i] = rows->value[i]
            ? put_text(&text, rows->value[i], rows->len[i])
            : NULL;
        len[i] = rows->len[i];
    }
    set->key = put_text(&text, key, keylen);
    set->keylen = keylen;
    set->bytes = size;
    set->users = 1;
    set->rows = (cd_rows_t){ rows->columns, rows->n, name, value, len };
    return set;
}

void cd_kept_put(cd_kept_t *kept, apr_int64_t revision, const char *key,
                 apr_size_t len, const cd_rows_t *rows)
{
    set_t *set = copy_rows(key, len, rows), *old;

    if (!set) {
        return;
    }
    apr_thread_mutex_lock(kept->mutex);
    if (kept->revision != revision) {
        drop_all(kept);
        kept->revision = revision;
    }
    old = find(kept, key, len);
    if (old) {
        drop(kept, old);
    }
    APR_RING_INSERT_TAIL(&kept->ring, set, set_t, link);
    kept->sets++;
    kept->bytes += set->bytes;
    while (kept->sets > CD_KEPT_SETS || kept->bytes > CD_KEPT_BYTES) {
        drop(kept, APR_RING_FIRST(&kept->ring));
    }
    apr_thread_mutex_unlock(kept->mutex);
}
