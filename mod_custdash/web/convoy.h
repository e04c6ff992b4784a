/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that come in together ask for their sessions together. */
#ifndef CD_CONVOY_H
#define CD_CONVOY_H

#include "web.h"

/** A queue of requests of one host in this process. */
typedef struct cd_convoy_t cd_convoy_t;

cd_convoy_t *cd_convoy_create(apr_pool_t *pool);

/**
 * Find the session of @a w: alone in one statement, or, while such a
 * statement is under way, together with whoever else waits for it, in the
 * next. That statement begins after this call did.
 * @return as of the statement; w->ctx.failure is set to it
 */
cd_db_result_t cd_convoy_current(cd_request_t *w, cd_current_t *current);

#endif
