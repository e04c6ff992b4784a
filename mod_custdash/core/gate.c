/* SPDX-License-Identifier: Apache-2.0 */
/* A counting semaphore with a time limit. */
#include "gate.h"

#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>

struct cd_gate_t {
    apr_thread_mutex_t *mutex;
    apr_thread_cond_t *freed;
    int width, inside, narrow;
};

cd_gate_t *cd_gate_create(apr_pool_t *pool, int width)
{
    cd_gate_t *gate = apr_pcalloc(pool, sizeof(*gate));

    gate->width = width;
    if (apr_thread_mutex_create(&gate->mutex, APR_THREAD_MUTEX_DEFAULT, pool)
            != APR_SUCCESS
        || apr_thread_cond_create(&gate->freed, pool) != APR_SUCCESS) {
        return NULL;
    }
    return gate;
}

static int is_full(const cd_gate_t *gate)
{
    return gate->inside >= (gate->narrow ? 1 : gate->width);
}

apr_status_t cd_gate_enter(cd_gate_t *gate, apr_interval_time_t wait)
{
    apr_time_t until = apr_time_now() + wait;
    apr_status_t rv = APR_SUCCESS;

    apr_thread_mutex_lock(gate->mutex);
    while (is_full(gate) && rv == APR_SUCCESS) {
        apr_interval_time_t left = until - apr_time_now();

        rv = left > 0
            ? apr_thread_cond_timedwait(gate->freed, gate->mutex, left)
            : APR_TIMEUP;
    }
    if (!is_full(gate)) {
        gate->inside++;
        rv = APR_SUCCESS;
    }
    else {
        rv = APR_TIMEUP;
    }
    apr_thread_mutex_unlock(gate->mutex);
    return rv;
}

void cd_gate_leave(cd_gate_t *gate)
{
    apr_thread_mutex_lock(gate->mutex);
    gate->inside--;
    apr_thread_cond_signal(gate->freed);
    apr_thread_mutex_unlock(gate->mutex);
}

void cd_gate_narrow(cd_gate_t *gate, int narrow)
{
    apr_thread_mutex_lock(gate->mutex);
    if (gate->narrow != narrow) {
        gate->narrow = narrow;
        apr_thread_cond_broadcast(gate->freed);
    }
    apr_thread_mutex_unlock(gate->mutex);
}
