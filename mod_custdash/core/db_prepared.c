/* SPDX-License-Identifier: Apache-2.0 */
/* Prepared statements, kept with their connection, the least recently used
 * leaving first. */
#include <apr_strings.h>
#include <errmsg.h>
#include <string.h>

#include "db_private.h"

/* The server's max_prepared_stmt_count (16382) is shared by all connections
 * of all front ends. */
#define MAX_PREPARED 128

#define FIRST_ROOM 256
#define MAX_VALUE (4 * 1024 * 1024)

static apr_uint64_t variant_key(const cd_stmt_t *stmt, const cd_variant_t *v)
{
    apr_uint64_t key = (apr_uint64_t) stmt->id;
    int i;

    if (!v) {
        return key * 2;
    }
    key = key * CD_LIST_SORTS + (apr_uint64_t) v->sort;
    key = key * 16 + (v->whole ? 8 : 0) + (v->reversed ? 4 : 0)
        + (v->before ? 2 : 0) + (v->after ? 1 : 0);
    for (i = 0; i < CD_LIST_FILTERS; i++) {
        key = key * CD_LIST_CHOICES + (apr_uint64_t) v->chosen[i];
    }
    return key * 2 + 1;
}

void cd_prepared_drop(cd_conn_t *conn, cd_prepared_t *prepared)
{
    APR_RING_REMOVE(prepared, link);
    apr_hash_set(conn->prepared, &prepared->key, sizeof(prepared->key), NULL);
    conn->count--;
    mysql_stmt_close(prepared->handle);
    apr_pool_destroy(prepared->pool);
}

void cd_prepared_drop_all(cd_conn_t *conn)
{
    while (!APR_RING_EMPTY(&conn->ring, cd_prepared_t, link)) {
        cd_prepared_drop(conn, APR_RING_FIRST(&conn->ring));
    }
}

static void make_room(cd_prepared_t *p, int column, apr_size_t size)
{
    p->bind[column].buffer = apr_palloc(p->pool, size + 4);
    p->bind[column].buffer_length = size;
}

static void describe(cd_prepared_t *p, MYSQL_RES *meta)
{
    const MYSQL_FIELD *field = mysql_fetch_fields(meta);
    int i;

    for (i = 0; i < p->columns; i++) {
        p->name[i] = apr_pstrdup(p->pool, field[i].name);
        p->instant[i] = field[i].type == MYSQL_TYPE_DATETIME
            || field[i].type == MYSQL_TYPE_TIMESTAMP;
        p->bind[i].buffer_type = MYSQL_TYPE_STRING;
        p->bind[i].length = &p->length[i];
        p->bind[i].is_null = &p->null[i];
        make_room(p, i, FIRST_ROOM);
        p->keys = strncmp(p->name[i], "key", 3) == 0 && p->name[i][3] >= '1'
                && p->name[i][3] <= '4' && !p->name[i][4]
            ? p->keys + 1
            : 0;
    }
}

static int describe_result(cd_prepared_t *p)
{
    MYSQL_RES *meta = mysql_stmt_result_metadata(p->handle);
    int n;

    if (!meta) {
        return mysql_stmt_errno(p->handle) == 0; /* gives no rows */
    }
    p->columns = n = (int) mysql_num_fields(meta);
    p->name = apr_pcalloc(p->pool, n * sizeof(*p->name));
    p->bind = apr_pcalloc(p->pool, n * sizeof(*p->bind));
    p->length = apr_pcalloc(p->pool, n * sizeof(*p->length));
    p->null = apr_pcalloc(p->pool, n * sizeof(*p->null));
    p->value = apr_pcalloc(p->pool, n * sizeof(*p->value));
    p->size = apr_pcalloc(p->pool, n * sizeof(*p->size));
    p->instant = apr_pcalloc(p->pool, n);
    describe(p, meta);
    mysql_free_result(meta);
    return 1;
}

/* The handle knows why; closing it makes everybody forget. */
static void give_up(cd_conn_t *conn, cd_prepared_t *p, apr_pool_t *pool)
{
    conn->failed = CR_OUT_OF_MEMORY;
    conn->why = "out of memory";
    if (p->handle) {
        conn->failed = mysql_stmt_errno(p->handle);
        conn->why = conn->failed
            ? apr_pstrdup(pool, mysql_stmt_error(p->handle))
            : "the server counts other parameters than the catalogue";
        mysql_stmt_close(p->handle);
    }
    apr_pool_destroy(p->pool);
}

static cd_prepared_t *prepare(cd_conn_t *conn, const cd_stmt_t *stmt,
                              const cd_variant_t *variant, apr_uint64_t key,
                              apr_pool_t *request)
{
    apr_pool_t *pool;
    cd_prepared_t *p;

    apr_pool_create(&pool, conn->pool);
    p = apr_pcalloc(pool, sizeof(*p));
    p->pool = pool;
    p->key = key;
    p->sql = cd_stmt_compose(stmt, variant, pool);
    p->param = apr_pcalloc(pool, (p->sql->n + 1) * sizeof(*p->param));
    p->handle = mysql_stmt_init(conn->mysql);
    if (!p->handle
        || mysql_stmt_prepare(p->handle, p->sql->text,
                              (unsigned long) strlen(p->sql->text))
        || mysql_stmt_param_count(p->handle) != (unsigned long) p->sql->n
        || !describe_result(p)) {
        give_up(conn, p, request);
        return NULL;
    }
    APR_RING_INSERT_TAIL(&conn->ring, p, cd_prepared_t, link);
    apr_hash_set(conn->prepared, &p->key, sizeof(p->key), p);
    conn->count++;
    return p;
}

cd_prepared_t *cd_prepared_get(cd_conn_t *conn, const cd_stmt_t *stmt,
                               const cd_variant_t *variant, apr_pool_t *pool)
{
    apr_uint64_t key = variant_key(stmt, variant);
    cd_prepared_t *p = apr_hash_get(conn->prepared, &key, sizeof(key));

    if (p) {
        APR_RING_REMOVE(p, link);
        APR_RING_INSERT_TAIL(&conn->ring, p, cd_prepared_t, link);
        return p;
    }
    if (conn->count >= MAX_PREPARED) {
        cd_prepared_drop(conn, APR_RING_FIRST(&conn->ring));
    }
    return prepare(conn, stmt, variant, key, pool);
}

/* Get a value that was longer than its room, and keep the larger room. */
static int refetch(cd_prepared_t *p, int i)
{
    apr_size_t size = p->bind[i].buffer_length;

    if (p->length[i] > MAX_VALUE) {
        return 0;
    }
    while (size < p->length[i]) {
        size *= 2;
    }
    make_room(p, i, size);
    return mysql_stmt_fetch_column(p->handle, &p->bind[i], (unsigned int) i, 0)
        == 0;
}

/* MySQL writes 2026-11-23 10:00:00[.000000]; the document wants ISO 8601. */
static void to_instant(cd_prepared_t *p, int i)
{
    char *text = p->bind[i].buffer;

    if (p->size[i] >= 19 && text[10] == ' ') {
        text[10] = 'T';
        text[19] = 'Z';
        text[20] = '\0';
        p->size[i] = 20;
    }
}

int cd_prepared_fetch(cd_prepared_t *p)
{
    int rc = mysql_stmt_fetch(p->handle), grown = 0, i;

    if (rc == 1 || rc == MYSQL_NO_DATA) {
        return rc;
    }
    for (i = 0; i < p->columns; i++) {
        if (p->null[i]) {
            p->value[i] = NULL;
            p->size[i] = 0;
            continue;
        }
        if (p->length[i] > p->bind[i].buffer_length) {
            grown = 1;
            if (!refetch(p, i)) {
                return 1;
            }
        }
        p->value[i] = p->bind[i].buffer;
        p->size[i] = p->length[i];
        ((char *) p->bind[i].buffer)[p->size[i]] = '\0';
        if (p->instant[i]) {
            to_instant(p, i);
        }
    }
    return grown ? mysql_stmt_bind_result(p->handle, p->bind) != 0 : 0;
}
