/* SPDX-License-Identifier: Apache-2.0 */
/* A request's database connection: out of mod_dbd's pool through a timed
 * gate, given back before transform and output. */
#include "pool.h"

#include <apr_dbd.h>
#include <apr_optional.h>
#include <apr_strings.h>

/* How much longer than a statement may take an answer is waited for. */
#define GRACE apr_time_from_sec(1)

#define ON_CONNECTION "custdash-connection"

/* One per process, made in child_init. */
static struct {
    cd_gate_t *gate;
    cd_gate_t *connecting; /* one at a time */
    cd_gate_t *hash_gate;
} child;

static APR_OPTIONAL_FN_TYPE(ap_dbd_open) * dbd_open;
static APR_OPTIONAL_FN_TYPE(ap_dbd_close) * dbd_close;

int cd_pool_child_init(apr_pool_t *pool, const cd_config_t *conf)
{
    dbd_open = APR_RETRIEVE_OPTIONAL_FN(ap_dbd_open);
    dbd_close = APR_RETRIEVE_OPTIONAL_FN(ap_dbd_close);
    child.gate = cd_gate_create(pool, conf->db_gate);
    child.connecting = cd_gate_create(pool, 1);
    child.hash_gate = cd_gate_create(pool, conf->hash_gate);
    return child.gate && child.connecting && child.hash_gate
        && cd_held_child_init(pool, conf->db_gate);
}

void cd_lease_return(const cd_lease_t *lease)
{
    dbd_close(lease->server, lease->dbd);
}

/* The first time a connection is seen it is set up; what we keep goes with
 * the connection's own pool. */
static cd_kept_t *keep(ap_dbd_t *dbd, const cd_config_t *conf,
                       apr_pool_t *user, const char **error)
{
    void *found = NULL;
    MYSQL *mysql;
    cd_kept_t *kept;

    apr_pool_userdata_get(&found, ON_CONNECTION, dbd->pool);
    if (found) {
        return found;
    }
    if (strcmp(apr_dbd_name(dbd->driver), "mysql")) {
        *error = "DBDriver is not mysql";
        return NULL;
    }
    mysql = apr_dbd_native_handle(dbd->driver, dbd->handle);
    kept = apr_pcalloc(dbd->pool, sizeof(*kept));
    kept->tls = mysql_get_ssl_cipher(mysql) != NULL;
    kept->lasting = !apr_pool_is_ancestor(user, dbd->pool);
    kept->watch = cd_watch_add(dbd->pool, (int) mysql_get_socket(mysql));
    if (!kept->watch) {
        *error = "out of file descriptors";
        return NULL;
    }
    cd_watch_begin(kept->watch, conf->db_timeout + GRACE);
    kept->conn = cd_conn_setup(mysql, dbd->pool, conf->db_timeout, error);
    if (!kept->conn) {
        cd_watch_end(kept->watch);
        cd_watch_cut(kept->watch);
        return NULL;
    }
    apr_pool_userdata_setn(kept, ON_CONNECTION, NULL, dbd->pool);
    return kept;
}

/* One try. mod_dbd asks a pooled connection whether it is alive, and a
 * stopped server doesn't say. Connecting happens under mod_dbd's lock: where
 * it takes long, whoever waits for it waits at our gate, not for ever. */
static ap_dbd_t *open_once(const cd_config_t *conf, server_rec *s,
                           apr_pool_t *pool, cd_watch_t *watch, int idle)
{
    ap_dbd_t *dbd;

    if (!idle
        && cd_gate_enter(child.connecting, conf->db_wait) != APR_SUCCESS) {
        return NULL;
    }
    cd_watch_begin(watch, conf->db_wait);
    dbd = dbd_open(pool, s);
    cd_watch_end(watch);
    if (!idle) {
        cd_gate_leave(child.connecting);
    }
    return dbd;
}

/* Each connection that died in the pool costs one try; when none is left
 * in the pool, a failure means that there is no database. */
static ap_dbd_t *open_connection(const cd_config_t *conf, server_rec *s,
                                 apr_pool_t *pool)
{
    apr_time_t until = apr_time_now() + conf->db_wait;
    cd_watch_t *watch = cd_watch_add(pool, -1);
    ap_dbd_t *dbd;
    int idle;

    do {
        idle = cd_watch_idle() - cd_held_count();
        dbd = open_once(conf, s, pool, watch, idle);
    } while (!dbd && idle > 0 && apr_time_now() < until);
    return dbd;
}

static apr_status_t give_back(void *data)
{
    cd_request_t *w = data;

    cd_pool_give(&w->ctx);
    return APR_SUCCESS;
}

/* One at hand whose other end is still there. */
static int take_held(server_rec *s, cd_lease_t *l)
{
    while (cd_held_take(s, l)) {
        if (cd_watch_is_open(l->kept->watch, l->kept->tls)) {
            return 1;
        }
        cd_watch_cut(l->kept->watch);
        cd_lease_return(l);
    }
    return 0;
}

static cd_lease_t *lease(cd_request_t *w)
{
    cd_lease_t *l = apr_pcalloc(w->r->pool, sizeof(*l));
    const char *error = NULL;

    w->at_hand = take_held(w->r->server, l);
    if (w->at_hand) {
        return l;
    }
    l->server = w->r->server;
    l->dbd = open_connection(w->conf, w->r->server, w->r->pool);
    if (!l->dbd) {
        /* meanwhile somebody may have given one back */
        w->at_hand = take_held(w->r->server, l);
        return w->at_hand ? l : NULL;
    }
    l->kept = keep(l->dbd, w->conf, w->r->pool, &error);
    if (!l->kept) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, w->r, "database: %s", error);
        cd_lease_return(l);
        return NULL;
    }
    return l;
}

static void say_why(cd_request_t *w, const char *why)
{
    w->ctx.failure = CD_DB_GONE;
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, w->r, "database: %s", why);
}

/* A statement is about to be sent. */
static void expect_answer(void *data)
{
    cd_request_t *w = data;

    cd_watch_begin(w->lease->kept->watch, w->conf->db_timeout + GRACE);
}

cd_db_t *cd_pool_take(cd_ctx_t *ctx)
{
    cd_request_t *w = ctx->web;

    if (ctx->db) {
        return ctx->db;
    }
    if (cd_gate_enter(child.gate, w->conf->db_wait) != APR_SUCCESS) {
        say_why(w,
                "no connection was free in time; CustDashDatabaseGate "
                "and DBDMax bound their number");
        return NULL;
    }
    w->lease = lease(w);
    /* while there is no database one request at a time tries, so that the
       others don't queue behind mod_dbd's lock */
    cd_gate_narrow(child.gate, w->lease == NULL);
    if (!w->lease) {
        cd_gate_leave(child.gate);
        say_why(w, "there is no connection; mod_dbd says why above");
        return NULL;
    }
    ctx->db = cd_db_begin(w->lease->kept->conn, w->conf->cat, ctx->pool);
    cd_db_before(ctx->db, expect_answer, w);
    expect_answer(w);
    apr_pool_cleanup_register(w->r->pool, w, give_back, apr_pool_cleanup_null);
    return ctx->db;
}

/* What its caller took for an answer, like a name that is taken, is no
 * failure. */
static void log_failure(cd_request_t *w)
{
    if (w->ctx.failure != CD_DB_OK && *cd_db_error(w->ctx.db)) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, w->r, "database: %s",
                      cd_db_error(w->ctx.db));
    }
}

static void give_lease(const cd_lease_t *l, int broken)
{
    cd_lease_t stale = *l;

    cd_watch_end(l->kept->watch);
    if (broken) {
        cd_watch_cut(l->kept->watch);
    }
    if (broken || !l->kept->lasting || cd_held_give(l, &stale)) {
        cd_lease_return(&stale);
    }
}

void cd_pool_give(cd_ctx_t *ctx)
{
    cd_request_t *w = ctx->web;

    if (!w->lease) {
        return;
    }
    apr_pool_cleanup_kill(w->r->pool, w, give_back);
    w->statements += cd_db_count(ctx->db);
    w->statement_time += cd_db_spent(ctx->db);
    log_failure(w);
    give_lease(w->lease, cd_db_broken(ctx->db));
    cd_gate_leave(child.gate);
    w->lease = NULL;
    ctx->db = NULL;
}

/* Behind the same gate, on a connection at hand or out of the pool. */
cd_db_result_t cd_pool_run(server_rec *s, apr_pool_t *pool,
                           cd_db_result_t (*fn)(cd_db_t *db, void *baton),
                           void *baton)
{
    const cd_config_t *conf = cd_config_of(s);
    cd_lease_t l = { s, NULL, NULL };
    cd_db_result_t result = CD_DB_GONE;
    const char *error = NULL;
    cd_db_t *db;

    if (cd_gate_enter(child.gate, conf->db_wait) != APR_SUCCESS) {
        return CD_DB_TIMEOUT;
    }
    if (!take_held(s, &l)) {
        l.dbd = open_connection(conf, s, pool);
        l.kept = l.dbd ? keep(l.dbd, conf, pool, &error) : NULL;
    }
    if (l.kept) {
        db = cd_db_begin(l.kept->conn, conf->cat, pool);
        cd_watch_begin(l.kept->watch, conf->db_timeout + GRACE);
        result = fn(db, baton);
        give_lease(&l, cd_db_broken(db));
    }
    else if (l.dbd) {
        cd_lease_return(&l);
    }
    cd_gate_leave(child.gate);
    return result;
}

int cd_pool_again(cd_ctx_t *ctx)
{
    cd_request_t *w = ctx->web;

    if (!w->lease || !w->at_hand || !cd_db_broken(ctx->db)) {
        return 0;
    }
    ctx->failure = CD_DB_OK;
    cd_pool_give(ctx);
    return 1;
}

apr_status_t cd_hash_enter(cd_ctx_t *ctx)
{
    cd_request_t *w = ctx->web;

    return cd_gate_enter(child.hash_gate, w->conf->hash_wait);
}

void cd_hash_leave(cd_ctx_t *ctx)
{
    (void) ctx;
    cd_gate_leave(child.hash_gate);
}
