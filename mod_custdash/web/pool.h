/* SPDX-License-Identifier: Apache-2.0 */
/* What the two files of the connection pool share. */
#ifndef CD_POOL_H
#define CD_POOL_H

#include <apr_dbd.h>
#include <mod_dbd.h>

#include "web.h"

/** What we keep on a pooled connection. */
typedef struct {
    cd_conn_t *conn;
    cd_watch_t *watch;
    int tls;     /* its socket may have something to read at any time */
    int lasting; /* it outlives the request that opened it */
} cd_kept_t;

/** A connection out of mod_dbd's pool. */
struct cd_lease_t {
    server_rec *server;
    ap_dbd_t *dbd;
    cd_kept_t *kept;
};
typedef struct cd_lease_t cd_lease_t;

/** Give a connection back to mod_dbd. */
void cd_lease_return(const cd_lease_t *lease);

/* held.c */

/** @return 0 when the system gives no mutex */
int cd_held_child_init(apr_pool_t *pool, int room);

/** Take a connection of that host at hand. @return 0 when there is none */
int cd_held_take(server_rec *server, cd_lease_t *lease);

/** Keep a connection at hand. @return 1 when @a stale is one to return */
int cd_held_give(const cd_lease_t *lease, cd_lease_t *stale);

/** Number of connections at hand. */
int cd_held_count(void);

#endif
