/* SPDX-License-Identifier: Apache-2.0 */
/* A stopped database answers nothing, and its client library waits for ever
 * once connected. A thread watches what is due and shuts down the socket of
 * whoever waits too long; the waiting call then fails as for any lost
 * connection. */
#include "web.h"

#include <apr_ring.h>
#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOOK_EVERY apr_time_from_msec(200)

struct cd_watch_t {
    APR_RING_ENTRY(cd_watch_t) link;
    int fd;         /* a duplicate: the library may close its
                       own, and the number be used anew; -1:
                       whoever it is that is being checked */
    apr_time_t due; /* 0: nothing is awaited */
};

/* One per process, made in child_init. */
static struct {
    apr_thread_mutex_t *mutex; /* guards all below */
    apr_thread_cond_t *changed;
    APR_RING_HEAD(cd_watch_ring_t, cd_watch_t) ring;
    int awaited; /* watches with a due time */
    int asleep;  /* the thread waits to be woken */
    int stopping;
    apr_thread_t *thread;
} dog;

static void cut_idle(void)
{
    cd_watch_t *w;

    APR_RING_FOREACH(w, &dog.ring, cd_watch_t, link)
    {
        if (!w->due && w->fd >= 0) {
            shutdown(w->fd, SHUT_RDWR);
        }
    }
}

static void cut_overdue(void)
{
    apr_time_t now = apr_time_now();
    cd_watch_t *w;

    APR_RING_FOREACH(w, &dog.ring, cd_watch_t, link)
    {
        if (!w->due || w->due > now) {
            continue;
        }
        if (w->fd >= 0) {
            shutdown(w->fd, SHUT_RDWR);
        }
        else {
            cut_idle();
        }
    }
}

static void *APR_THREAD_FUNC watch(apr_thread_t *thread, void *data)
{
    (void) thread;
    (void) data;
    apr_thread_mutex_lock(dog.mutex);
    while (!dog.stopping) {
        if (dog.awaited) {
            apr_thread_cond_timedwait(dog.changed, dog.mutex, LOOK_EVERY);
            cut_overdue();
        }
        else {
            dog.asleep = 1;
            apr_thread_cond_wait(dog.changed, dog.mutex);
            dog.asleep = 0;
        }
    }
    apr_thread_mutex_unlock(dog.mutex);
    return NULL;
}

static apr_status_t stop(void *data)
{
    apr_status_t rv;

    (void) data;
    apr_thread_mutex_lock(dog.mutex);
    dog.stopping = 1;
    apr_thread_cond_signal(dog.changed);
    apr_thread_mutex_unlock(dog.mutex);
    apr_thread_join(&rv, dog.thread);
    return APR_SUCCESS;
}

int cd_watchdog_start(apr_pool_t *pool)
{
    APR_RING_INIT(&dog.ring, cd_watch_t, link);
    if (apr_thread_mutex_create(&dog.mutex, APR_THREAD_MUTEX_DEFAULT, pool)
            != APR_SUCCESS
        || apr_thread_cond_create(&dog.changed, pool) != APR_SUCCESS
        || apr_thread_create(&dog.thread, NULL, watch, NULL, pool)
            != APR_SUCCESS) {
        return 0;
    }
    apr_pool_pre_cleanup_register(pool, NULL, stop);
    return 1;
}

static apr_status_t remove_watch(void *data)
{
    cd_watch_t *w = data;

    apr_thread_mutex_lock(dog.mutex);
    APR_RING_REMOVE(w, link);
    dog.awaited -= w->due != 0;
    apr_thread_mutex_unlock(dog.mutex);
    if (w->fd >= 0) {
        close(w->fd);
    }
    return APR_SUCCESS;
}

cd_watch_t *cd_watch_add(apr_pool_t *pool, int fd)
{
    cd_watch_t *w = apr_pcalloc(pool, sizeof(*w));

    w->fd = fd < 0 ? -1 : dup(fd);
    if (fd >= 0 && w->fd < 0) {
        return NULL;
    }
    apr_thread_mutex_lock(dog.mutex);
    APR_RING_INSERT_TAIL(&dog.ring, w, cd_watch_t, link);
    apr_thread_mutex_unlock(dog.mutex);
    apr_pool_cleanup_register(pool, w, remove_watch, apr_pool_cleanup_null);
    return w;
}

void cd_watch_begin(cd_watch_t *w, apr_interval_time_t limit)
{
    apr_thread_mutex_lock(dog.mutex);
    dog.awaited += w->due == 0;
    w->due = apr_time_now() + limit;
    if (dog.asleep) {
        dog.asleep = 0; /* it looks by itself for as long as needed */
        apr_thread_cond_signal(dog.changed);
    }
    apr_thread_mutex_unlock(dog.mutex);
}

void cd_watch_end(cd_watch_t *w)
{
    apr_thread_mutex_lock(dog.mutex);
    dog.awaited -= w->due != 0;
    w->due = 0;
    apr_thread_mutex_unlock(dog.mutex);
}

void cd_watch_cut(cd_watch_t *w)
{
    shutdown(w->fd, SHUT_RDWR);
}

int cd_watch_is_open(const cd_watch_t *w, int may_speak)
{
    char byte;
    ssize_t n = recv(w->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

    if (n < 0) {
        return errno == EAGAIN || errno == EWOULDBLOCK;
    }
    return n > 0 && may_speak;
}

int cd_watch_idle(void)
{
    const cd_watch_t *w;
    int n = 0;

    apr_thread_mutex_lock(dog.mutex);
    APR_RING_FOREACH(w, &dog.ring, cd_watch_t, link)
    {
        n += !w->due && w->fd >= 0;
    }
    apr_thread_mutex_unlock(dog.mutex);
    return n;
}
