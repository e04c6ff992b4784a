/* SPDX-License-Identifier: Apache-2.0 */
/* Files between a spool and the database, a piece at a time. */
#include "attachment.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/filetype.h"
#include "billing.h"

#define CHUNK 65536
#define CHUNKS 16 /* read by one statement */

static apr_int64_t number(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static cd_db_result_t take_rules(void *baton, const cd_row_t *row)
{
    cd_attachment_rules_t *rules = baton;

    rules->file = number(row, "file");
    rules->files = number(row, "files");
    rules->ticket = number(row, "ticket");
    rules->account = number(row, "account");
    rules->of_ticket = number(row, "of_ticket");
    rules->of_account = number(row, "of_account");
    return CD_DB_OK;
}

cd_db_result_t cd_attachment_rules(cd_db_t *db, apr_int64_t account,
                                   const char *ticket,
                                   cd_attachment_rules_t *rules)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "ticket", cd_text_v(ticket) },
                        { "scoped", cd_int_v(0) } };

    memset(rules, 0, sizeof(*rules));
    return cd_db_query(db, "attachment.rules", args, 3, take_rules, rules);
}

static const char *check_sizes(const cd_attachments_t *made,
                               const cd_attachment_rules_t *rules)
{
    apr_int64_t all = 0;
    int i;

    for (i = 0; i < made->n; i++) {
        if (made->list[i].size > rules->file) {
            return "file-too-large";
        }
        all += made->list[i].size;
    }
    return all > rules->ticket - rules->of_ticket  ? "file-ticket-quota"
        : all > rules->account - rules->of_account ? "file-account-quota"
                                                   : NULL;
}

const char *cd_attachments_check(apr_pool_t *pool,
                                 const apr_array_header_t *files,
                                 apr_file_t *spool,
                                 const cd_attachment_rules_t *rules,
                                 cd_attachments_t *made)
{
    const char *error;
    int i;

    memset(made, 0, sizeof(*made));
    if (!files || !files->nelts) {
        return NULL;
    }
    if (files->nelts > rules->files) {
        return "file-too-many";
    }
    made->spool = spool;
    made->list =
        apr_pcalloc(pool, (apr_size_t) files->nelts * sizeof(*made->list));
    for (i = 0; i < files->nelts; i++) {
        const cd_file_t *file = &APR_ARRAY_IDX(files, i, cd_file_t);
        cd_attachment_t *a = &made->list[made->n++];

        a->name = cd_file_name(pool, file->name);
        a->offset = file->offset;
        a->size = file->size;
    }
    error = check_sizes(made, rules);
    for (i = 0; i < made->n && !error; i++) {
        cd_attachment_t *a = &made->list[i];

        error =
            cd_file_check(pool, a->name, spool, a->offset, a->size, &a->type);
    }
    return error;
}

static cd_db_result_t put_chunks(cd_db_t *db, apr_file_t *spool,
                                 const cd_attachment_t *a, char *buffer)
{
    apr_off_t offset = a->offset, left = a->size;
    cd_db_result_t result = CD_DB_OK;
    apr_int64_t place = 0;

    if (apr_file_seek(spool, APR_SET, &offset) != APR_SUCCESS) {
        return CD_DB_ERROR;
    }
    while (left > 0 && result == CD_DB_OK) {
        apr_size_t n = left < CHUNK ? (apr_size_t) left : CHUNK;
        cd_arg_t args[] = { { "id", cd_int_v(a->id) },
                            { "place", cd_int_v(place++) },
                            { "data", cd_bytes_v(buffer, n) } };

        if (apr_file_read_full(spool, buffer, n, NULL) != APR_SUCCESS) {
            return CD_DB_ERROR;
        }
        result = cd_db_exec(db, "attachment.chunk", args, 3, NULL, NULL);
        left -= (apr_off_t) n;
    }
    return result;
}

static cd_db_result_t put_one(cd_db_t *db, apr_int64_t account,
                              const cd_attachments_t *files,
                              cd_attachment_t *a, const char *now,
                              char *buffer)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "name", cd_text_v(a->name) },
                        { "type", cd_text_v(a->type) },
                        { "size", cd_int_v(a->size) },
                        { "now", cd_text_v(now) } };
    cd_db_result_t result =
        cd_db_exec(db, "attachment.put", args, 5, NULL, &a->id);

    return result == CD_DB_OK ? put_chunks(db, files->spool, a, buffer)
                              : result;
}

/* Whoever waited for the lock counts what was stored meanwhile. */
static cd_db_result_t look_again(cd_db_t *db, apr_int64_t account,
                                 const char *ticket,
                                 const cd_attachments_t *files)
{
    cd_attachment_rules_t rules;
    cd_db_result_t result = cd_billing_lock(db, account);
    apr_int64_t size = 0;
    int i;

    if (result == CD_DB_OK) {
        result = cd_attachment_rules(db, account, ticket, &rules);
    }
    if (result != CD_DB_OK) {
        return result;
    }
    for (i = 0; i < files->n; i++) {
        size += files->list[i].size;
    }
    *files->over = rules.of_ticket + size > rules.ticket ? "file-ticket-quota"
        : rules.of_account + size > rules.account        ? "file-account-quota"
                                                         : NULL;
    return *files->over ? CD_DB_ERROR : CD_DB_OK;
}

cd_db_result_t cd_attachments_put(cd_db_t *db, apr_int64_t account,
                                  const char *ticket,
                                  const cd_attachments_t *files,
                                  apr_time_t now)
{
    const char *when = cd_clock_utc(now, cd_db_pool(db));
    cd_db_result_t result = files && files->n && files->over
        ? look_again(db, account, ticket, files)
        : CD_DB_OK;
    char *buffer =
        files && files->n ? apr_palloc(cd_db_pool(db), CHUNK) : NULL;
    int i;

    for (i = 0; files && i < files->n && result == CD_DB_OK; i++) {
        result = put_one(db, account, files, &files->list[i], when, buffer);
    }
    return result;
}

cd_db_result_t cd_attachments_bind(cd_db_t *db, apr_int64_t account,
                                   const cd_attachments_t *files,
                                   apr_int64_t message)
{
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; files && i < files->n && result == CD_DB_OK; i++) {
        cd_arg_t args[] = { { "account", cd_int_v(account) },
                            { "id", cd_int_v(files->list[i].id) },
                            { "message", cd_int_v(message) } };

        result = cd_db_exec(db, "attachment.bind", args, 3, NULL, NULL);
    }
    return result;
}

typedef struct {
    apr_file_t *spool;
    apr_off_t written;
    apr_status_t why;
} writer_t;

static cd_db_result_t write_chunk(void *baton, const cd_row_t *row)
{
    writer_t *w = baton;

    if (w->why == APR_SUCCESS) {
        w->why =
            apr_file_write_full(w->spool, row->value[0], row->len[0], NULL);
        w->written += (apr_off_t) row->len[0];
    }
    return CD_DB_OK;
}

cd_db_result_t cd_attachment_read(cd_db_t *db, apr_int64_t account,
                                  apr_int64_t id, apr_off_t size,
                                  apr_file_t *spool, apr_status_t *why)
{
    writer_t w = { spool, 0, APR_SUCCESS };
    cd_db_result_t result = CD_DB_OK;
    apr_int64_t place, chunks = (size + CHUNK - 1) / CHUNK;

    for (place = 0;
         place < chunks && result == CD_DB_OK && w.why == APR_SUCCESS;
         place += CHUNKS) {
        cd_arg_t args[] = { { "account", cd_int_v(account) },
                            { "id", cd_int_v(id) },
                            { "from", cd_int_v(place) },
                            { "to", cd_int_v(place + CHUNKS) } };

        result = cd_db_query(db, "attachment.bytes", args, 4, write_chunk, &w);
    }
    *why = w.why != APR_SUCCESS ? w.why
        : w.written != size     ? APR_EOF
                                : APR_SUCCESS;
    return result;
}
