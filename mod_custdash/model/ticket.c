/* SPDX-License-Identifier: Apache-2.0 */
/* What customers do with their tickets. */
#include "ticket.h"

#include <apr_strings.h>
#include <sodium.h>
#include <string.h>

#include "../core/clock.h"
#include "event.h"
#include "ticket_mail.h"

#define TRIES 5 /* to find a number that nobody has */

typedef struct {
    apr_pool_t *pool;
    const cd_writer_t *writer;
    const cd_ticket_draft_t *draft;
    const cd_ticket_message_t *message;
    const char *number;
    const char *status;
    int rating;
    int found;
    apr_int64_t id;
} change_t;

/* Nobody can tell from one how many there are, or guess another's. Without
 * letters that look like digits. */
static const char *new_number(apr_pool_t *pool)
{
    static const char signs[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    char text[9];
    int i;

    for (i = 0; i < 8; i++) {
        text[i] = signs[randombytes_uniform(sizeof(signs) - 1)];
    }
    text[8] = '\0';
    return apr_psprintf(pool, "T-%.4s-%s", text, text + 4);
}

static apr_int64_t number_of(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

cd_db_result_t cd_ticket_take(void *baton, const cd_row_t *row)
{
    cd_ticket_taker_t *t = baton;

    t->ticket.id = number_of(row, "id");
    t->ticket.merged = number_of(row, "merged");
    t->ticket.account = number_of(row, "account");
    t->ticket.service = number_of(row, "service");
    t->ticket.domain = number_of(row, "domain");
    t->ticket.number = apr_pstrdup(t->pool, cd_row_get(row, "number"));
    t->ticket.subject = apr_pstrdup(t->pool, cd_row_get(row, "subject"));
    t->ticket.status = apr_pstrdup(t->pool, cd_row_get(row, "status"));
    t->ticket.mail_key = apr_pstrdup(t->pool, cd_row_get(row, "mail_key"));
    return CD_DB_OK;
}

static cd_db_result_t lock(cd_db_t *db, const cd_writer_t *w,
                           const char *number, cd_ticket_t *ticket)
{
    cd_ticket_taker_t t = { cd_db_pool(db), { 0 } };
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "membership", cd_int_v(w->membership) },
                        { "scoped", cd_int_v(w->scoped) },
                        { "ticket", cd_text_v(number) } };
    cd_db_result_t result =
        cd_db_query(db, "ticket.lock", args, 4, cd_ticket_take, &t);

    *ticket = t.ticket;
    ticket->account = w->account;
    return result;
}

static cd_db_result_t turn(cd_db_t *db, const cd_writer_t *w, apr_int64_t id,
                           const char *status)
{
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "id", cd_int_v(id) },
                        { "status", cd_text_v(status) },
                        { "scoped", cd_int_v(w->scoped) },
                        { "now",
                          cd_text_v(cd_clock_utc(w->now, cd_db_pool(db))) } };

    return cd_db_exec(db, "ticket.turn", args, 5, NULL, NULL);
}

static cd_db_result_t put_audit(cd_db_t *db, const cd_writer_t *w,
                                const char *action, const char *number)
{
    cd_audit_t audit;

    if (!w->audit) {
        return CD_DB_OK;
    }
    audit = *w->audit;
    audit.action = action;
    audit.subject = number;
    return cd_audit_put(db, &audit, w->now);
}

static cd_db_result_t take_left(void *baton, const cd_row_t *row)
{
    *(apr_int64_t *) baton = number_of(row, "left");
    return CD_DB_OK;
}

/* Who writes too much waits; what she wrote stays in her form. Asked before
 * the transaction: a read that locks nothing would fix what it sees, and then
 * who waits for a lock would not see what was done meanwhile. */
static cd_db_result_t check_pace(cd_db_t *db, const cd_writer_t *w)
{
    apr_int64_t left = 1;
    const char *since =
        cd_clock_utc(w->now - apr_time_from_sec(3600), cd_db_pool(db));
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "user", cd_int_v(w->user) },
                        { "since", cd_text_v(since) },
                        { "scoped", cd_int_v(w->scoped) } };
    cd_db_result_t result = w->refused
        ? cd_db_query(db, "ticket.lately", args, 4, take_left, &left)
        : CD_DB_OK;

    if (result == CD_DB_OK && left <= 0) {
        *w->refused = "ticket-too-many";
        return CD_DB_ERROR;
    }
    return result;
}

/* What the provider's systems are told: a customer has done something. */
static cd_db_result_t put_event(cd_db_t *db, const cd_writer_t *w,
                                const char *kind, apr_int64_t ticket,
                                const char *detail)
{
    cd_event_t event = { w->account, kind, "ticket", ticket, detail };

    return w->staff ? CD_DB_OK : cd_event_put(db, &event, w->now);
}

static cd_db_result_t put_message(cd_db_t *db, const cd_writer_t *w,
                                  apr_int64_t ticket,
                                  const cd_ticket_message_t *message)
{
    apr_int64_t id = 0;
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "id", cd_int_v(ticket) },
                        { "user", cd_int_v(w->user) },
                        { "author", cd_text_v(w->name) },
                        { "staff", cd_int_v(w->staff) },
                        { "body", cd_text_v(message->body) },
                        { "once", cd_text_v(message->once) },
                        { "scoped", cd_int_v(w->scoped) },
                        { "now",
                          cd_text_v(cd_clock_utc(w->now, cd_db_pool(db))) } };
    cd_db_result_t result = cd_db_exec(db, "ticket.say", args, 9, NULL, &id);

    return result == CD_DB_OK
        ? cd_attachments_bind(db, w->account, message->files, id)
        : result;
}

cd_db_result_t cd_ticket_say(cd_db_t *db, const cd_writer_t *w,
                             const cd_ticket_t *ticket,
                             const cd_ticket_message_t *message)
{
    const char *status = message->status ? message->status
        : w->staff                       ? "answered"
                                         : "customer-reply";
    cd_db_result_t result = cd_attachments_put(db, w->account, ticket->number,
                                               message->files, w->now);

    if (result == CD_DB_OK) {
        result = put_message(db, w, ticket->id, message);
    }
    if (result == CD_DB_OK) {
        result = turn(db, w, ticket->id, status);
    }
    return result == CD_DB_OK
        ? put_event(db, w, "ticket.replied", ticket->id, ticket->number)
        : result;
}

static cd_db_result_t create(cd_db_t *db, change_t *c)
{
    const cd_ticket_draft_t *d = c->draft;
    cd_arg_t args[] = {
        { "account", cd_int_v(c->writer->account) },
        { "number", cd_text_v(c->number) },
        { "subject", cd_text_v(d->subject) },
        { "priority", cd_text_v(d->priority) },
        { "department", cd_int_v(d->department) },
        { "service", cd_int_v(d->service) },
        { "domain", cd_int_v(d->domain) },
        { "scoped", cd_int_v(c->writer->scoped) },
        { "now", cd_text_v(cd_clock_utc(c->writer->now, cd_db_pool(db))) }
    };

    return cd_db_exec(db, "ticket.create", args, 9, NULL, &c->id);
}

static cd_db_result_t say_opened(cd_db_t *db, const change_t *c)
{
    cd_ticket_t ticket = { .id = c->id,
                           .account = c->writer->account,
                           .number = c->number,
                           .subject = c->draft->subject };
    cd_db_result_t result =
        put_event(db, c->writer, "ticket.opened", c->id, c->number);

    return result == CD_DB_OK
        ? cd_ticket_confirm(db, &ticket, c->writer, c->draft->body)
        : result;
}

static cd_db_result_t open_it(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_ticket_message_t message = { c->draft->body, c->draft->once,
                                    c->draft->files, NULL };
    cd_db_result_t result = cd_attachments_put(
        db, c->writer->account, NULL, c->draft->files, c->writer->now);

    if (result == CD_DB_OK) {
        result = create(db, c);
    }
    if (result == CD_DB_OK) {
        result = put_message(db, c->writer, c->id, &message);
    }
    if (result == CD_DB_OK) {
        result = put_audit(db, c->writer, "ticket-opened", c->number);
    }
    return result == CD_DB_OK ? say_opened(db, c) : result;
}

static cd_db_result_t take_number(void *baton, const cd_row_t *row)
{
    cd_ticket_taker_t *t = baton;

    t->ticket.number = apr_pstrdup(t->pool, cd_row_get(row, "number"));
    return CD_DB_OK;
}

/* Was this form sent before? *number stays NULL if not. */
static cd_db_result_t said_before(cd_db_t *db, const cd_writer_t *w,
                                  const char *once, const char **number)
{
    cd_ticket_taker_t t = { cd_db_pool(db), { 0 } };
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "user", cd_int_v(w->user) },
                        { "once", cd_text_v(once) },
                        { "scoped", cd_int_v(w->scoped) } };
    cd_db_result_t result = once
        ? cd_db_query(db, "ticket.said", args, 4, take_number, &t)
        : CD_DB_OK;

    *number = t.ticket.number;
    return result;
}

cd_db_result_t cd_ticket_open(cd_db_t *db, const cd_writer_t *writer,
                              const cd_ticket_draft_t *draft,
                              const char **number)
{
    change_t c = { .writer = writer, .draft = draft };
    cd_db_result_t result = said_before(db, writer, draft->once, number);
    int i;

    if (result == CD_DB_OK && !*number) {
        result = check_pace(db, writer);
    }
    for (i = 0; i < TRIES && result == CD_DB_OK && !*number; i++) {
        c.number = new_number(cd_db_pool(db));
        result = cd_db_transaction(db, open_it, &c);
        if (result == CD_DB_OK) {
            *number = c.number;
        }
        else if (result == CD_DB_DUPLICATE) { /* the number, or the form */
            result = said_before(db, writer, draft->once, number);
        }
    }
    return result == CD_DB_OK && !*number ? CD_DB_DUPLICATE : result;
}

typedef struct {
    const change_t *c;
    int same;
} repeat_t;

static const char *names_of(apr_pool_t *pool, const cd_attachments_t *files)
{
    const char *names = "";
    int i;

    for (i = 0; files && i < files->n; i++) {
        names =
            apr_psprintf(pool, "%s%s%s/%" APR_OFF_T_FMT, names, i ? "/" : "",
                         files->list[i].name, files->list[i].size);
    }
    return names;
}

static cd_db_result_t take_last(void *baton, const cd_row_t *row)
{
    repeat_t *r = baton;
    const cd_writer_t *w = r->c->writer;
    const cd_ticket_message_t *m = r->c->message;

    r->same = number_of(row, "user") == w->user
        && !strcmp(cd_row_get(row, "body"), m->body)
        && !strcmp(cd_row_get(row, "files"), names_of(r->c->pool, m->files));
    return CD_DB_OK;
}

/* Is it what she has said last, and nobody anything since? */
static cd_db_result_t is_repeat(cd_db_t *db, const change_t *c,
                                const cd_ticket_t *ticket, int *same)
{
    repeat_t r = { c, 0 };
    cd_arg_t args[] = { { "account", cd_int_v(c->writer->account) },
                        { "id", cd_int_v(ticket->id) },
                        { "scoped", cd_int_v(c->writer->scoped) } };
    cd_db_result_t result =
        cd_db_query(db, "ticket.last", args, 3, take_last, &r);

    *same = r.same;
    return result;
}

static cd_db_result_t reply(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_ticket_t ticket;
    int same = 0;
    cd_db_result_t result = cd_attachments_put(
        db, c->writer->account, c->number, c->message->files, c->writer->now);

    if (result == CD_DB_OK) {
        result = lock(db, c->writer, c->number, &ticket);
    }
    c->found = result == CD_DB_OK && ticket.id && !ticket.merged;
    if (c->found) {
        result = is_repeat(db, c, &ticket, &same);
    }
    if (result == CD_DB_OK && (!c->found || same)) {
        result = CD_DB_DUPLICATE; /* nothing of it stays */
    }
    if (result != CD_DB_OK) {
        return result;
    }
    result = put_message(db, c->writer, ticket.id, c->message);
    if (result == CD_DB_OK) {
        result = turn(db, c->writer, ticket.id, "customer-reply");
    }
    return result == CD_DB_OK
        ? put_event(db, c->writer, "ticket.replied", ticket.id, c->number)
        : result;
}

cd_db_result_t cd_ticket_reply(cd_db_t *db, const cd_writer_t *writer,
                               const char *number,
                               const cd_ticket_message_t *message, int *found)
{
    change_t c = { .pool = cd_db_pool(db),
                   .writer = writer,
                   .message = message,
                   .number = number };
    cd_db_result_t result = check_pace(db, writer);

    if (result == CD_DB_OK) {
        result = cd_db_transaction(db, reply, &c);
    }
    *found = c.found;
    return result == CD_DB_DUPLICATE ? CD_DB_OK : result;
}

static cd_db_result_t close_it(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    int close = !strcmp(c->status, "closed");
    cd_ticket_t ticket;
    cd_db_result_t result = lock(db, c->writer, c->number, &ticket);

    c->found = result == CD_DB_OK && ticket.id && !ticket.merged;
    if (!c->found || close == !strcmp(ticket.status, "closed")) {
        return result; /* it is so already */
    }
    result = turn(db, c->writer, ticket.id, c->status);
    if (result == CD_DB_OK) {
        result =
            put_audit(db, c->writer,
                      close ? "ticket-closed" : "ticket-reopened", c->number);
    }
    return result == CD_DB_OK
        ? put_event(db, c->writer, close ? "ticket.closed" : "ticket.reopened",
                    ticket.id, c->number)
        : result;
}

cd_db_result_t cd_ticket_close(cd_db_t *db, const cd_writer_t *writer,
                               const char *number, int close, int *found)
{
    change_t c = { .writer = writer,
                   .number = number,
                   .status = close ? "closed" : "open" };
    cd_db_result_t result = cd_db_transaction(db, close_it, &c);

    *found = c.found;
    return result;
}

static cd_db_result_t rate(cd_db_t *db, void *baton)
{
    change_t *c = baton;
    cd_ticket_t ticket;
    cd_db_result_t result = lock(db, c->writer, c->number, &ticket);
    cd_arg_t args[] = { { "account", cd_int_v(c->writer->account) },
                        { "id", cd_int_v(ticket.id) },
                        { "rating", cd_int_v(c->rating) },
                        { "scoped", cd_int_v(c->writer->scoped) } };

    c->found = result == CD_DB_OK && ticket.id && !ticket.merged
        && !strcmp(ticket.status, "closed");
    if (c->found) {
        result = cd_db_exec(db, "ticket.rate", args, 4, NULL, NULL);
    }
    return c->found && result == CD_DB_OK
        ? put_event(db, c->writer, "ticket.rated", ticket.id,
                    apr_itoa(cd_db_pool(db), c->rating))
        : result;
}

cd_db_result_t cd_ticket_rate(cd_db_t *db, const cd_writer_t *writer,
                              const char *number, int rating, int *found)
{
    change_t c = { .writer = writer, .number = number, .rating = rating };
    cd_db_result_t result = cd_db_transaction(db, rate, &c);

    *found = c.found;
    return result;
}

typedef struct {
    apr_int64_t id, last;
} unread_t;

static cd_db_result_t take_unread(void *baton, const cd_row_t *row)
{
    unread_t *u = baton;

    u->id = number_of(row, "id");
    u->last = number_of(row, "last");
    return CD_DB_OK;
}

cd_db_result_t cd_ticket_seen(cd_db_t *db, const cd_writer_t *w,
                              const char *number)
{
    unread_t u = { 0, 0 };
    cd_arg_t args[] = { { "account", cd_int_v(w->account) },
                        { "user", cd_int_v(w->user) },
                        { "scoped", cd_int_v(w->scoped) },
                        { "membership", cd_int_v(w->membership) },
                        { "ticket", cd_text_v(number) } };
    cd_arg_t more[] = { { "account", cd_int_v(w->account) },
                        { "user", cd_int_v(w->user) },
                        { "scoped", cd_int_v(w->scoped) },
                        { "id", cd_int_v(0) },
                        { "last", cd_int_v(0) } };
    cd_db_result_t result =
        cd_db_query(db, "ticket.unread", args, 5, take_unread, &u);

    if (result != CD_DB_OK || !u.id) {
        return result;
    }
    more[3].value = cd_int_v(u.id);
    more[4].value = cd_int_v(u.last);
    return cd_db_exec(db, "ticket.read", more, 5, NULL, NULL);
}
