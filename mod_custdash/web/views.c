/* SPDX-License-Identifier: Apache-2.0 */
/* How often banners are shown and followed, counted in memory: pages that are
 * kept are sent without a write. A thread writes the numbers down every ten
 * seconds, and once more when the process ends in order; a process that is
 * killed loses what it counted since: ten seconds at most, while there is a
 * database. Nothing is counted of who has looked. */
#include "web.h"

#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>

#define EVERY apr_time_from_sec(10)
#define SLOTS 64 /* banners shown within ten seconds; more aren't counted */

typedef struct {
    apr_int64_t banner, views, clicks;
} slot_t;

/* Of one host. */
struct cd_views_t {
    cd_views_t *next;
    server_rec *server;
    int n;
    slot_t slots[SLOTS];
};

/* One per process. */
static struct {
    apr_thread_mutex_t *mutex; /* guards all below */
    apr_thread_cond_t *changed;
    cd_views_t *hosts;
    int counted; /* there is something to write */
    int stopping;
    apr_thread_t *thread;
} desk;

/* What is to be written of one host, taken out. */
typedef struct {
    server_rec *server;
    cd_config_t *conf;
    apr_pool_t *pool;
    int n, written;
    slot_t slots[SLOTS];
} batch_t;

static slot_t *slot_of(cd_views_t *views, apr_int64_t banner)
{
    int i = 0;

    while (i < views->n && views->slots[i].banner != banner) {
        i++;
    }
    if (i == SLOTS) {
        return NULL;
    }
    if (i == views->n) {
        views->slots[views->n++] = (slot_t){ banner, 0, 0 };
    }
    return &views->slots[i];
}

static void count(cd_views_t *views, apr_int64_t banner, apr_int64_t shown,
                  apr_int64_t clicked)
{
    slot_t *slot;

    apr_thread_mutex_lock(desk.mutex);
    slot = slot_of(views, banner);
    if (slot) {
        slot->views += shown;
        slot->clicks += clicked;
        if (!desk.counted) {
            desk.counted = 1;
            apr_thread_cond_signal(desk.changed);
        }
    }
    apr_thread_mutex_unlock(desk.mutex);
}

void cd_views_shown(cd_views_t *views, const apr_int64_t *ids, int n)
{
    int i;

    for (i = 0; views && i < n; i++) {
        count(views, ids[i], 1, 0);
    }
}

void cd_views_clicked(cd_views_t *views, apr_int64_t id)
{
    if (views) {
        count(views, id, 0, 1);
    }
}

static cd_db_result_t put(cd_db_t *db, void *baton)
{
    batch_t *b = baton;
    const char *day = cd_clock_date(b->conf->clock, apr_time_now(), b->pool);
    cd_db_result_t result = CD_DB_OK;

    while (b->written < b->n && result == CD_DB_OK) {
        const slot_t *slot = &b->slots[b->written];
        cd_arg_t args[] = { { "banner", cd_int_v(slot->banner) },
                            { "day", cd_text_v(day) },
                            { "views", cd_int_v(slot->views) },
                            { "clicks", cd_int_v(slot->clicks) } };

        result = cd_db_exec(db, "banner.count", args, 4, NULL, NULL);
        b->written += result == CD_DB_OK;
    }
    if (result == CD_DB_ERROR) {
        ap_log_error(APLOG_MARK, APLOG_ERR, 0, b->server,
                     "views of banners are not counted: %s", cd_db_error(db));
    }
    return result;
}

/* What couldn't be written is counted on. */
static void put_back(cd_views_t *views, const batch_t *b)
{
    int i;

    apr_thread_mutex_lock(desk.mutex);
    for (i = b->written; i < b->n; i++) {
        slot_t *slot = slot_of(views, b->slots[i].banner);

        if (slot) {
            slot->views += b->slots[i].views;
            slot->clicks += b->slots[i].clicks;
        }
    }
    desk.counted |= b->written < b->n;
    apr_thread_mutex_unlock(desk.mutex);
}

static void flush(cd_views_t *views, apr_pool_t *parent)
{
    batch_t b = { .server = views->server,
                  .conf = cd_config_of(views->server) };

    apr_thread_mutex_lock(desk.mutex);
    b.n = views->n;
    memcpy(b.slots, views->slots, (apr_size_t) b.n * sizeof(slot_t));
    views->n = 0;
    apr_thread_mutex_unlock(desk.mutex);
    if (b.n && apr_pool_create(&b.pool, parent) == APR_SUCCESS) {
        cd_pool_run(views->server, b.pool, put, &b);
        apr_pool_destroy(b.pool);
    }
    put_back(views, &b);
}

static void flush_all(apr_pool_t *pool)
{
    cd_views_t *views;

    for (views = desk.hosts; views; views = views->next) {
        flush(views, pool);
    }
}

/* Woken by the first that is counted, and at the end. */
static int wait_for_some(void)
{
    int go_on;

    apr_thread_mutex_lock(desk.mutex);
    while (!desk.counted && !desk.stopping) {
        apr_thread_cond_wait(desk.changed, desk.mutex);
    }
    if (!desk.stopping) {
        apr_thread_cond_timedwait(desk.changed, desk.mutex, EVERY);
    }
    desk.counted = 0;
    go_on = !desk.stopping;
    apr_thread_mutex_unlock(desk.mutex);
    return go_on;
}

static void *APR_THREAD_FUNC work(apr_thread_t *thread, void *data)
{
    apr_pool_t *pool = apr_thread_pool_get(thread);
    int go_on;

    (void) data;
    do {
        go_on = wait_for_some();
        flush_all(pool);
    } while (go_on);
    return NULL;
}

static apr_status_t stop(void *data)
{
    apr_status_t rv;

    (void) data;
    apr_thread_mutex_lock(desk.mutex);
    desk.stopping = 1;
    apr_thread_cond_signal(desk.changed);
    apr_thread_mutex_unlock(desk.mutex);
    apr_thread_join(&rv, desk.thread);
    return APR_SUCCESS;
}

static int open_desk(apr_pool_t *pool)
{
    desk.hosts = NULL;
    desk.counted = desk.stopping = 0;
    if (apr_thread_mutex_create(&desk.mutex, APR_THREAD_MUTEX_DEFAULT, pool)
            != APR_SUCCESS
        || apr_thread_cond_create(&desk.changed, pool) != APR_SUCCESS
        || apr_thread_create(&desk.thread, NULL, work, NULL, pool)
            != APR_SUCCESS) {
        return 0;
    }
    apr_pool_pre_cleanup_register(pool, NULL, stop);
    return 1;
}

cd_views_t *cd_views_start(apr_pool_t *pool, server_rec *s)
{
    cd_views_t *views = apr_pcalloc(pool, sizeof(*views));

    if (!desk.thread && !open_desk(pool)) {
        return NULL;
    }
    views->server = s;
    apr_thread_mutex_lock(desk.mutex);
    views->next = desk.hosts;
    desk.hosts = views;
    apr_thread_mutex_unlock(desk.mutex);
    return views;
}
