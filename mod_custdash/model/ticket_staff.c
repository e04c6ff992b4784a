/* SPDX-License-Identifier: Apache-2.0 */
/* Staff answers, closes, assigns, notes, merges. */
#include "ticket_staff.h"

#include <string.h>

#include "../core/clock.h"

typedef cd_db_result_t doer_fn(cd_db_t *db, const cd_staff_wish_t *wish,
                               const cd_ticket_t *ticket,
                               cd_staff_result_t *outcome);

typedef struct {
    const cd_staff_wish_t *wish;
    doer_fn *doer;
    cd_staff_result_t outcome;
} job_t;

static cd_db_result_t find(cd_db_t *db, const char *number,
                           cd_ticket_t *ticket)
{
    cd_ticket_taker_t t = { cd_db_pool(db), { 0 } };
    cd_arg_t args[] = { { "ticket", cd_text_v(number) } };
    cd_db_result_t result =
        cd_db_query(db, "ticket.by-number", args, 1, cd_ticket_take, &t);

    *ticket = t.ticket;
    return result;
}

static cd_db_result_t run(cd_db_t *db, void *baton)
{
    job_t *job = baton;
    cd_ticket_t ticket;
    cd_db_result_t result = find(db, job->wish->number, &ticket);

    job->outcome = !ticket.id ? CD_STAFF_NO_TICKET
        : ticket.merged       ? CD_STAFF_MERGED
                              : CD_STAFF_DONE;
    return result == CD_DB_OK && job->outcome == CD_STAFF_DONE
        ? job->doer(db, job->wish, &ticket, &job->outcome)
        : result;
}

static cd_db_result_t in_transaction(cd_db_t *db, const cd_staff_wish_t *wish,
                                     doer_fn *doer, cd_staff_result_t *outcome)
{
    job_t job = { wish, doer, CD_STAFF_DONE };
    cd_db_result_t result = cd_db_transaction(db, run, &job);

    *outcome = job.outcome;
    return result;
}

static cd_writer_t staff(const cd_staff_wish_t *wish,
                         const cd_ticket_t *ticket)
{
    cd_writer_t writer = { 0 };

    writer.account = ticket->account;
    writer.staff = 1;
    writer.name = wish->author;
    writer.now = wish->now;
    return writer;
}

static cd_db_result_t put_audit(cd_db_t *db, const cd_staff_wish_t *wish,
                                const cd_ticket_t *ticket, const char *action)
{
    cd_audit_t audit = { 0 };

    audit.account = ticket->account;
    audit.action = action;
    audit.subject = ticket->number;
    audit.detail = "custdashctl";
    return cd_audit_put(db, &audit, wish->now);
}

/* Staff has turned it: who looks at the account's activity sees that it was
 * closed or opened again, whichever command did it. */
static cd_db_result_t audit_turn(cd_db_t *db, const cd_staff_wish_t *wish,
                                 const cd_ticket_t *ticket, const char *status)
{
    int was_closed = !strcmp(ticket->status, "closed");
    int is_closed = status ? !strcmp(status, "closed") : was_closed;

    return was_closed == is_closed
        ? CD_DB_OK
        : put_audit(db, wish, ticket,
                    is_closed ? "ticket-closed" : "ticket-reopened");
}

/* One mail is enough: the answer, also when it is the last one. */
static cd_db_result_t answer(cd_db_t *db, const cd_staff_wish_t *wish,
                             const cd_ticket_t *ticket,
                             cd_staff_result_t *outcome)
{
    cd_writer_t writer = staff(wish, ticket);
    cd_ticket_message_t message = { wish->body, NULL, wish->files,
                                    wish->status };
    cd_db_result_t result = cd_ticket_say(db, &writer, ticket, &message);

    (void) outcome;
    if (result == CD_DB_OK) {
        result = audit_turn(db, wish, ticket,
                            wish->status ? wish->status : "answered");
    }
    return result == CD_DB_OK
        ? cd_ticket_tell(db, ticket, "ticket-answer", wish->author, wish->body,
                         wish->now)
        : result;
}

cd_db_result_t cd_staff_answer(cd_db_t *db, const cd_staff_wish_t *wish,
                               cd_staff_result_t *outcome)
{
    return in_transaction(db, wish, answer, outcome);
}

static cd_db_result_t take_one(void *baton, const cd_row_t *row)
{
    (void) row;
    *(int *) baton = 1;
    return CD_DB_OK;
}

static cd_db_result_t change(cd_db_t *db, const cd_staff_wish_t *wish,
                             const cd_ticket_t *ticket, const char *status)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(ticket->account) },
        { "id", cd_int_v(ticket->id) },
        { "assignee", cd_text_v(wish->assignee) },
        { "department", cd_text_v(wish->department) },
        { "priority", cd_text_v(wish->priority) },
        { "status", cd_text_v(status) },
        { "now", cd_text_v(cd_clock_utc(wish->now, cd_db_pool(db))) }
    };

    cd_db_result_t result =
        cd_db_exec(db, "ticket.assign", args, 7, NULL, NULL);

    if (result == CD_DB_OK) {
        result = audit_turn(db, wish, ticket, status);
    }
    return result == CD_DB_OK && status && !strcmp(status, "closed")
            && strcmp(ticket->status, "closed") != 0
        ? cd_ticket_tell(db, ticket, "ticket-closed", NULL, NULL, wish->now)
        : result;
}

static cd_db_result_t close_it(cd_db_t *db, const cd_staff_wish_t *wish,
                               const cd_ticket_t *ticket,
                               cd_staff_result_t *outcome)
{
    (void) outcome;
    return strcmp(ticket->status, "closed") != 0
        ? change(db, wish, ticket, "closed")
        : CD_DB_OK;
}

cd_db_result_t cd_staff_close(cd_db_t *db, const cd_staff_wish_t *wish,
                              cd_staff_result_t *outcome)
{
    return in_transaction(db, wish, close_it, outcome);
}

static cd_db_result_t assign(cd_db_t *db, const cd_staff_wish_t *wish,
                             const cd_ticket_t *ticket,
                             cd_staff_result_t *outcome)
{
    cd_arg_t args[] = { { "department", cd_text_v(wish->department) } };
    cd_db_result_t result = CD_DB_OK;
    int known = !wish->department;

    if (!known) {
        result =
            cd_db_query(db, "department.by-name", args, 1, take_one, &known);
    }
    if (!known) {
        *outcome = CD_STAFF_NO_DEPARTMENT;
    }
    return result == CD_DB_OK && known ? change(db, wish, ticket, wish->status)
                                       : result;
}

cd_db_result_t cd_staff_assign(cd_db_t *db, const cd_staff_wish_t *wish,
                               cd_staff_result_t *outcome)
{
    return in_transaction(db, wish, assign, outcome);
}

static cd_db_result_t note(cd_db_t *db, const cd_staff_wish_t *wish,
                           const cd_ticket_t *ticket,
                           cd_staff_result_t *outcome)
{
    cd_arg_t args[] = {
        { "id", cd_int_v(ticket->id) },
        { "author", cd_text_v(wish->author) },
        { "body", cd_text_v(wish->body) },
        { "now", cd_text_v(cd_clock_utc(wish->now, cd_db_pool(db))) }
    };

    (void) outcome;
    return cd_db_exec(db, "ticket.note", args, 4, NULL, NULL);
}

cd_db_result_t cd_staff_note(cd_db_t *db, const cd_staff_wish_t *wish,
                             cd_staff_result_t *outcome)
{
    return in_transaction(db, wish, note, outcome);
}

/* Members may be narrowed to services and domains: nobody is to see more
 * than before. */
static cd_staff_result_t fits(const cd_ticket_t *from, const cd_ticket_t *to)
{
    if (!to->id || to->id == from->id) {
        return CD_STAFF_NO_TICKET;
    }
    return to->merged                  ? CD_STAFF_MERGED
        : from->account != to->account ? CD_STAFF_OTHER_ACCOUNT
        : (from->service && from->service != to->service)
            || (from->domain && from->domain != to->domain)
        ? CD_STAFF_OTHER_SUBJECT
        : CD_STAFF_DONE;
}

static cd_db_result_t move(cd_db_t *db, const cd_staff_wish_t *wish,
                           const cd_ticket_t *from, const cd_ticket_t *to)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(from->account) },
        { "from", cd_int_v(from->id) },
        { "to", cd_int_v(to->id) },
        { "now", cd_text_v(cd_clock_utc(wish->now, cd_db_pool(db))) }
    };
    static const char *const labels[] = { "ticket.merge-messages",
                                          "ticket.merge-notes",
                                          "ticket.merge-end" };
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < 3 && result == CD_DB_OK; i++) {
        result = cd_db_exec(db, labels[i], args, 4, NULL, NULL);
    }
    return result;
}

static cd_db_result_t merge(cd_db_t *db, const cd_staff_wish_t *wish,
                            const cd_ticket_t *from,
                            cd_staff_result_t *outcome)
{
    cd_ticket_t to;
    cd_db_result_t result = find(db, wish->into, &to);

    *outcome = result == CD_DB_OK ? fits(from, &to) : CD_STAFF_DONE;
    if (result != CD_DB_OK || *outcome != CD_STAFF_DONE) {
        return result;
    }
    result = move(db, wish, from, &to);
    return result == CD_DB_OK ? put_audit(db, wish, from, "ticket-merged")
                              : result;
}

cd_db_result_t cd_staff_merge(cd_db_t *db, const cd_staff_wish_t *wish,
                              cd_staff_result_t *outcome)
{
    return in_transaction(db, wish, merge, outcome);
}

cd_db_result_t cd_staff_account(cd_db_t *db, const char *number,
                                apr_int64_t *account)
{
    cd_ticket_t ticket;
    cd_db_result_t result = find(db, number, &ticket);

    *account = ticket.account;
    return result;
}
