/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl ticket pipe: a mail from Postfix becomes a message of a
 * ticket, or goes back with a reason. */
#include <apr_strings.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "../core/clock.h"
#include "../core/filetype.h"
#include "ticket.h"

#define MAX_MERGED 10 /* tickets that one after the other were merged */
#define PER_HOUR 20   /* mails that a ticket takes */

typedef struct {
    apr_pool_t *pool;
    cd_mail_in_t mail;
    const char *number; /* of the ticket that it names */
    const char *token;
    const char *body;
    cd_attachments_t files;
    apr_array_header_t *dropped; /* const char *: files that aren't taken */
    unsigned char digest[crypto_hash_sha256_BYTES];
    cd_ticket_t ticket;
    cd_writer_t writer;
    int code; /* of sysexits.h */
    const char *why;
} pipe_t;

static cd_db_result_t refuse(pipe_t *p, int code, const char *why)
{
    p->code = code;
    p->why = why;
    return CD_DB_OK;
}

static cd_db_result_t get(cd_db_t *db, const char *label, const cd_arg_t *arg,
                          cd_ticket_t *ticket)
{
    cd_ticket_taker_t t = { cd_db_pool(db), { 0 } };
    cd_db_result_t result = cd_db_query(db, label, arg, 1, cd_ticket_take, &t);

    *ticket = t.ticket;
    return result;
}

/* The ticket of the token, and where it was merged into; no id: there is
 * none. */
static cd_db_result_t find_ticket(cd_db_t *db, pipe_t *p)
{
    cd_arg_t number = { "ticket", cd_text_v(p->number) };
    cd_db_result_t result = get(db, "ticket.by-number", &number, &p->ticket);
    int i;

    if (result != CD_DB_OK || !p->ticket.id) {
        return result;
    }
    if (!cd_ticket_token_is(p->pool, p->ticket.mail_key, p->ticket.number,
                            p->token)) {
        p->ticket.id = 0;
        return CD_DB_OK;
    }
    for (i = 0; i < MAX_MERGED && p->ticket.merged && result == CD_DB_OK;
         i++) {
        cd_arg_t id = { "id", cd_int_v(p->ticket.merged) };

        result = get(db, "ticket.by-id", &id, &p->ticket);
    }
    if (p->ticket.merged) {
        p->ticket.id = 0;
    }
    return result;
}

static cd_db_result_t take_writer(void *baton, const cd_row_t *row)
{
    pipe_t *p = baton;

    p->writer.user = apr_atoi64(cd_row_get(row, "user"));
    p->writer.name = apr_pstrdup(p->pool, cd_row_get(row, "name"));
    return CD_DB_OK;
}

static cd_db_result_t find_writer(cd_db_t *db, pipe_t *p)
{
    cd_arg_t args[] = { { "account", cd_int_v(p->ticket.account) },
                        { "id", cd_int_v(p->ticket.id) },
                        { "email", cd_text_v(p->mail.from) } };

    p->writer.account = p->ticket.account;
    p->writer.now = apr_time_now();
    return cd_db_query(db, "ticket.writer", args, 3, take_writer, p);
}

typedef struct {
    int taken, again, ours;
} record_t;

static cd_db_result_t take_record(void *baton, const cd_row_t *row)
{
    record_t *r = baton;
    const char *taken = cd_row_get(row, "taken");
    const char *again = cd_row_get(row, "again");
    const char *ours = cd_row_get(row, "ours");

    r->taken = taken ? atoi(taken) : r->taken;
    r->again = again ? atoi(again) : r->again;
    r->ours = ours ? atoi(ours) : r->ours;
    return CD_DB_OK;
}

static cd_db_result_t look_back(cd_db_t *db, pipe_t *p, record_t *r)
{
    const char *since =
        cd_clock_utc(p->writer.now - apr_time_from_sec(3600), p->pool);
    const char *id = apr_pstrcat(p->pool, "<", p->mail.message_id, ">", NULL);
    cd_arg_t args[] = { { "id", cd_int_v(p->ticket.id) },
                        { "digest", cd_bytes_v(p->digest, sizeof(p->digest)) },
                        { "since", cd_text_v(since) } };
    cd_arg_t message = { "message", cd_text_v(id) };
    cd_db_result_t result;

    memset(r, 0, sizeof(*r));
    result =
        cd_db_query(db, "ticket.mail-is-ours", &message, 1, take_record, r);
    return result == CD_DB_OK
        ? cd_db_query(db, "ticket.mail-taken", args, 3, take_record, r)
        : result;
}

/* The same rules as for the pages; what is not taken is named, and no reason
 * to lose the words. */
static cd_db_result_t check_files(cd_db_t *db, pipe_t *p)
{
    apr_array_header_t *good = apr_array_make(p->pool, 4, sizeof(cd_file_t));
    cd_attachment_rules_t rules;
    cd_db_result_t result =
        cd_attachment_rules(db, p->ticket.account, p->ticket.number, &rules);
    int i;

    p->dropped->nelts = 0;
    apr_array_cat(p->dropped, p->mail.left);
    for (i = 0; i < p->mail.files->nelts && result == CD_DB_OK; i++) {
        const cd_file_t *file = &APR_ARRAY_IDX(p->mail.files, i, cd_file_t);

        APR_ARRAY_PUSH(good, cd_file_t) = *file;
        if (cd_attachments_check(p->pool, good, p->mail.spool, &rules,
                                 &p->files)) {
            apr_array_pop(good);
            APR_ARRAY_PUSH(p->dropped, const char *) =
                cd_file_name(p->pool, file->name);
        }
    }
    if (result == CD_DB_OK) {
        cd_attachments_check(p->pool, good, p->mail.spool, &rules, &p->files);
    }
    return result;
}

/* What people type in mails is no Markdown, but looks like it often enough;
 * the names of files are quoted so that they look like nothing else. */
static const char *with_dropped(const pipe_t *p)
{
    const char *body = p->body;
    int i;

    for (i = 0; i < p->dropped->nelts; i++) {
        char *name = apr_pstrdup(p->pool,
                                 APR_ARRAY_IDX(p->dropped, i, const char *)),
             *c;

        for (c = name; *c; c++) {
            *c = *c == '`' ? '\'' : *c;
        }
        body = apr_pstrcat(p->pool, body, *body ? "\n\n" : "", "`", name,
                           "` \xe2\x9c\x97", NULL);
    }
    return body;
}

static cd_db_result_t store(cd_db_t *db, pipe_t *p)
{
    cd_ticket_message_t message = { NULL, NULL, &p->files, NULL };
    cd_arg_t args[] = { { "id", cd_int_v(p->ticket.id) },
                        { "digest", cd_bytes_v(p->digest, sizeof(p->digest)) },
                        { "now",
                          cd_text_v(cd_clock_utc(p->writer.now, p->pool)) } };
    cd_db_result_t result = check_files(db, p);

    message.body = with_dropped(p);
    if (result != CD_DB_OK) {
        return result;
    }
    if (!*message.body && !p->files.n) {
        return refuse(p, EX_DATAERR, "there is nothing in it but quotes");
    }
    result = cd_db_exec(db, "ticket.mail-take", args, 3, NULL, NULL);
    return result == CD_DB_OK
        ? cd_ticket_say(db, &p->writer, &p->ticket, &message)
        : result;
}

static cd_db_result_t take(cd_db_t *db, void *baton)
{
    pipe_t *p = baton;
    record_t r;
    cd_db_result_t result = find_ticket(db, p);

    p->code = EX_OK;
    p->writer.name = NULL;
    if (result != CD_DB_OK) {
        return result;
    }
    if (!p->ticket.id) {
        return refuse(p, EX_NOUSER, "there is no such ticket");
    }
    result = find_writer(db, p);
    if (result != CD_DB_OK) {
        return result;
    }
    if (!p->writer.name) {
        return refuse(p, EX_NOPERM,
                      "this address may not write to that ticket");
    }
    result = look_back(db, p, &r);
    if (result != CD_DB_OK || r.again) {
        return result; /* delivered twice is taken once */
    }
    if (r.ours) {
        return refuse(p, EX_NOPERM, "it is a mail of ours that came back");
    }
    if (r.taken >= PER_HOUR) {
        return refuse(p, EX_NOPERM,
                      "that ticket got too many mails within an hour");
    }
    return store(db, p);
}

static void add_environment(pipe_t *p, const char *recipient)
{
    static const char *const names[] = { "ORIGINAL_RECIPIENT", "RECIPIENT",
                                         "EXTENSION", NULL };
    const char *all = recipient ? recipient : "", *value;
    int i;

    for (i = 0; names[i]; i++) {
        value = getenv(names[i]);
        all = value ? apr_pstrcat(p->pool, all, "\n", value, NULL) : all;
    }
    p->mail.all = apr_pstrcat(p->pool, all, "\n", p->mail.all, NULL);
}

/* What needs no database to be refused. */
static void look(pipe_t *p)
{
    const char *from = p->mail.all;
    const char *id = *p->mail.message_id ? p->mail.message_id : p->mail.text;

    if (p->mail.loop) {
        refuse(p, EX_NOPERM, p->mail.loop);
        return;
    }
    p->token = cd_ticket_token_in(p->pool, &from, &p->number);
    if (!p->mail.from) {
        refuse(p, EX_NOPERM, "it doesn't say who sent it");
    }
    else if (!p->token) {
        refuse(p, EX_NOUSER, "it doesn't say to which ticket it belongs");
    }
    p->body = p->mail.text;
    if (*p->body && cd_ticket_text(p->pool, &p->body)) {
        refuse(p, EX_DATAERR, "its text is too long");
    }
    crypto_hash_sha256(p->digest, (const unsigned char *) id, strlen(id));
}

static int run(pipe_t *p, const cd_ticket_job_t *job)
{
    cd_sqlcat_t *cat = cd_sqlcat_create(p->pool);
    const char *error = cd_sqlcat_read_folder(cat, job->folder);
    cd_db_t *db = error ? NULL : cd_connect_db(&job->how, cat, p->pool);

    if (!db) {
        p->why = error ? error : "there is no database";
        return EX_TEMPFAIL;
    }
    if (cd_db_transaction(db, take, p) != CD_DB_OK) {
        p->why = cd_db_error(db);
        return EX_TEMPFAIL;
    }
    return p->code;
}

int cd_ticket_pipe(cd_ticket_job_t *job, apr_pool_t *pool)
{
    pipe_t p = { .pool = pool, .code = EX_OK, .why = "" };
    int temporary, code;
    const char *error = cd_mail_read(&p.mail, STDIN_FILENO, &temporary, pool);

    if (error) {
        cd_complain("this mail can't be taken: %s", error);
        return temporary ? EX_TEMPFAIL : EX_DATAERR;
    }
    p.dropped = apr_array_make(pool, 2, sizeof(char *));
    add_environment(&p, job->recipient);
    look(&p);
    code = p.code == EX_OK ? run(&p, job) : p.code;
    if (code != EX_OK) {
        cd_complain("this mail can't be taken: %s", p.why);
    }
    return code;
}
