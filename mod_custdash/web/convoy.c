/* SPDX-License-Identifier: Apache-2.0 */
/* A session's statement costs as much as all else that a warm page needs, and
 * nearly nothing more for eight sessions than for one. So one request at a
 * time asks; those that come meanwhile wait, and the first of them asks for
 * all. Nobody waits for others to come. */
#include "convoy.h"

#include <pthread.h>

typedef enum { WAITING, RIDING, LEADING, SERVED } state_t;

/* A request that waits; it lives on the stack of its thread. */
typedef struct rider_t rider_t;
struct rider_t {
    rider_t *next;
    state_t state;
    pthread_cond_t *woken;
    cd_current_t *current;
    cd_db_result_t result;
};

struct cd_convoy_t {
    pthread_mutex_t mutex; /* guards all below, and the riders */
    rider_t *first, **last;
    int led; /* somebody asks just now */
};

static apr_status_t destroy(void *data)
{
    cd_convoy_t *convoy = data;

    pthread_mutex_destroy(&convoy->mutex);
    return APR_SUCCESS;
}

cd_convoy_t *cd_convoy_create(apr_pool_t *pool)
{
    cd_convoy_t *convoy = apr_pcalloc(pool, sizeof(*convoy));

    if (pthread_mutex_init(&convoy->mutex, NULL)) {
        return NULL;
    }
    convoy->last = &convoy->first;
    apr_pool_cleanup_register(pool, convoy, destroy, apr_pool_cleanup_null);
    return convoy;
}

static void join(cd_convoy_t *convoy, rider_t *rider)
{
    *convoy->last = rider;
    convoy->last = &rider->next;
}

static void leave(cd_convoy_t *convoy, const rider_t *rider)
{
    rider_t **at = &convoy->first;

    while (*at != rider) {
        at = &(*at)->next;
    }
    *at = rider->next;
    if (!*at) {
        convoy->last = at;
    }
}

/* Until it has an answer or is to ask itself. Whoever asks is bounded by the
 * time limits of the database; so only the waiting before that has one of
 * its own. */
static void wait_for_turn(cd_convoy_t *convoy, rider_t *rider,
                          apr_interval_time_t limit)
{
    apr_time_t until = apr_time_now() + limit;
    struct timespec due = { apr_time_sec(until), apr_time_usec(until) * 1000 };

    while (rider->state == WAITING || rider->state == RIDING) {
        if (rider->state == RIDING) {
            pthread_cond_wait(rider->woken, &convoy->mutex);
        }
        else if (pthread_cond_timedwait(rider->woken, &convoy->mutex, &due)
                 && rider->state == WAITING) {
            leave(convoy, rider);
            rider->state = SERVED;
            rider->result = CD_DB_GONE;
        }
    }
}

/* The first of those that wait, the leader among them. */
static int gather(cd_convoy_t *convoy, rider_t *riders[CD_CURRENT_MOST])
{
    int n = 0;

    while (convoy->first && n < CD_CURRENT_MOST) {
        riders[n] = convoy->first;
        leave(convoy, riders[n]);
        riders[n++]->state = RIDING;
    }
    return n;
}

static cd_db_result_t ask(cd_request_t *w, rider_t *riders[], int n)
{
    cd_ctx_t *ctx = &w->ctx;
    cd_current_t found[CD_CURRENT_MOST];
    cd_db_result_t result;
    int i;

    for (i = 0; i < n; i++) {
        found[i] = *riders[i]->current;
    }
    do {
        cd_db_t *db = ctx->take_db(ctx);

        result = db ? cd_web_site->current(db, ctx->pool, ctx->time,
                                           ctx->limits, found, n)
                    : CD_DB_GONE;
        ctx->failure = result;
    } while (result != CD_DB_OK && cd_pool_again(ctx));
    for (i = 0; i < n; i++) {
        *riders[i]->current = found[i];
    }
    return result;
}

static void wake(rider_t *rider, state_t state)
{
    rider->state = state;
    pthread_cond_signal(rider->woken);
}

/* With the mutex held, which is let go of for the statement. */
static void lead(cd_convoy_t *convoy, cd_request_t *w)
{
    rider_t *riders[CD_CURRENT_MOST];
    int n = gather(convoy, riders), i;
    cd_db_result_t result;

    pthread_mutex_unlock(&convoy->mutex);
    result = ask(w, riders, n);
    pthread_mutex_lock(&convoy->mutex);
    for (i = 0; i < n; i++) {
        riders[i]->result = result;
        wake(riders[i], SERVED);
    }
    convoy->led = convoy->first != NULL;
    if (convoy->led) {
        wake(convoy->first, LEADING);
    }
}

cd_db_result_t cd_convoy_current(cd_request_t *w, cd_current_t *current)
{
    static _Thread_local pthread_cond_t woken = PTHREAD_COND_INITIALIZER;
    cd_convoy_t *convoy = w->conf->convoy;
    rider_t me = { NULL, WAITING, &woken, current, CD_DB_OK };
    apr_time_t begin = apr_time_now();
    int led = 0;

    pthread_mutex_lock(&convoy->mutex);
    join(convoy, &me);
    if (!convoy->led) {
        convoy->led = 1;
        me.state = LEADING;
    }
    wait_for_turn(convoy, &me, w->conf->db_wait);
    if (me.state == LEADING) {
        led = 1;
        lead(convoy, w);
    }
    pthread_mutex_unlock(&convoy->mutex);
    if (!led) {
        w->statements++;
        w->statement_time += apr_time_now() - begin;
    }
    w->ctx.failure = me.result;
    return me.result;
}
