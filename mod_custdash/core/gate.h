/* SPDX-License-Identifier: Apache-2.0 */
/* A gate lets a bounded number of threads through at once and makes the
 * others wait, but not for ever. */
#ifndef CD_GATE_H
#define CD_GATE_H

#include <apr_pools.h>
#include <apr_time.h>

typedef struct cd_gate_t cd_gate_t;

/** A gate for @a width threads. NULL when the system gives no mutex. */
cd_gate_t *cd_gate_create(apr_pool_t *pool, int width);

/** Go in. @return APR_TIMEUP when no place was free within @a wait */
apr_status_t cd_gate_enter(cd_gate_t *gate, apr_interval_time_t wait);

void cd_gate_leave(cd_gate_t *gate);

/** Let only one through at a time from now on (non-zero), or all again. */
void cd_gate_narrow(cd_gate_t *gate, int narrow);

#endif
