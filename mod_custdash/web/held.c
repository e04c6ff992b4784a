/* SPDX-License-Identifier: Apache-2.0 */
/* Connections between two requests: mod_dbd asks a connection that it hands
 * out whether it is alive, which costs as much as the session's statement. So
 * what was in use a moment ago is kept at hand, and given back when it isn't
 * needed any more. */
#include "pool.h"

#include <apr_thread_mutex.h>

/* Long enough for the next request, short enough for mod_dbd to go on
 * deciding how many connections there are. */
#define AT_HAND apr_time_from_sec(1)

typedef struct {
    cd_lease_t lease;
    apr_time_t since;
} slot_t;

/* One per process; the longest unused first. */
static struct {
    apr_thread_mutex_t *mutex; /* guards all below */
    slot_t *slots;
    int n, room;
    int closed; /* the child ends: nothing is kept any more */
} held;

static void take_out(int i, cd_lease_t *lease)
{
    *lease = held.slots[i].lease;
    held.n--;
    memmove(&held.slots[i], &held.slots[i + 1],
            (apr_size_t) (held.n - i) * sizeof(slot_t));
}

/* The one used last that belongs to the host. */
static int find(const server_rec *server)
{
    int i = held.n - 1;

    while (i >= 0 && held.slots[i].lease.server != server) {
        i--;
    }
    return i;
}

int cd_held_take(server_rec *server, cd_lease_t *lease)
{
    int i;

    apr_thread_mutex_lock(held.mutex);
    i = find(server);
    if (i >= 0) {
        take_out(i, lease);
    }
    apr_thread_mutex_unlock(held.mutex);
    return i >= 0;
}

int cd_held_give(const cd_lease_t *lease, cd_lease_t *stale)
{
    apr_time_t now = apr_time_now();

    stale->dbd = NULL;
    apr_thread_mutex_lock(held.mutex);
    if (held.closed || held.n == held.room) {
        *stale = *lease;
    }
    else {
        if (held.n && held.slots[0].since < now - AT_HAND) {
            take_out(0, stale);
        }
        held.slots[held.n].lease = *lease;
        held.slots[held.n++].since = now;
    }
    apr_thread_mutex_unlock(held.mutex);
    return stale->dbd != NULL;
}

int cd_held_count(void)
{
    int n;

    apr_thread_mutex_lock(held.mutex);
    n = held.n;
    apr_thread_mutex_unlock(held.mutex);
    return n;
}

/* Before mod_dbd takes its pool down, all that came out of it goes back. */
static apr_status_t close_all(void *data)
{
    cd_lease_t lease;

    (void) data;
    apr_thread_mutex_lock(held.mutex);
    held.closed = 1;
    while (held.n) {
        take_out(held.n - 1, &lease);
        cd_lease_return(&lease);
    }
    apr_thread_mutex_unlock(held.mutex);
    return APR_SUCCESS;
}

int cd_held_child_init(apr_pool_t *pool, int room)
{
    held.slots = apr_pcalloc(pool, (apr_size_t) room * sizeof(slot_t));
    held.room = room;
    held.n = held.closed = 0;
    if (apr_thread_mutex_create(&held.mutex, APR_THREAD_MUTEX_DEFAULT, pool)
        != APR_SUCCESS) {
        return 0;
    }
    apr_pool_pre_cleanup_register(pool, NULL, close_all);
    return 1;
}
