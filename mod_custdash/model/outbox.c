/* SPDX-License-Identifier: Apache-2.0 */
/* Mails are found without a lock and taken one by one: an UPDATE that changes
 * a row only from queued to sending can't succeed twice. */
#include "outbox.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

static cd_arg_t text(const char *name, const char *value)
{
    return (cd_arg_t){ name, cd_text_v(value) };
}

static cd_arg_t number(const char *name, apr_int64_t value)
{
    return (cd_arg_t){ name, cd_int_v(value) };
}

static cd_arg_t instant(cd_db_t *db, const char *name, apr_time_t when)
{
    return text(name, cd_clock_utc(when, cd_db_pool(db)));
}

static cd_db_result_t take_lock(void *baton, const cd_row_t *row)
{
    const char *locked = cd_row_get(row, "locked");

    *(int *) baton = locked && !strcmp(locked, "1");
    return CD_DB_OK;
}

cd_db_result_t cd_outbox_open(cd_db_t *db, apr_pool_t *pool,
                              const char **owner)
{
    int locked = 0;
    cd_arg_t args[1];
    cd_db_result_t result;

    *owner = apr_pstrcat(pool, "custdash-mail-", cd_token_create(pool), NULL);
    args[0] = text("owner", *owner);
    result = cd_db_query(db, "mail.lock", args, 1, take_lock, &locked);
    return result == CD_DB_OK && !locked ? CD_DB_ERROR : result;
}

typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *list;
} reader_t;

static const char *copy(const reader_t *r, const cd_row_t *row,
                        const char *name)
{
    return apr_pstrdup(r->pool, cd_row_get(row, name));
}

static apr_int64_t integer(const cd_row_t *row, const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_atoi64(value) : 0;
}

static cd_db_result_t take_mail(void *baton, const cd_row_t *row)
{
    reader_t *r = baton;
    cd_outgoing_t *mail = apr_array_push(r->list);

    mail->id = integer(row, "id");
    mail->account = integer(row, "account_id");
    mail->template = copy(r, row, "template");
    mail->category = copy(r, row, "category");
    mail->to = copy(r, row, "recipient");
    mail->name = copy(r, row, "name");
    mail->language = copy(r, row, "language");
    mail->fields = copy(r, row, "fields");
    mail->secrets = copy(r, row, "secrets");
    mail->message_id = copy(r, row, "message_id");
    mail->mail_key = copy(r, row, "mail_key");
    mail->created = copy(r, row, "created");
    mail->attempts = (int) integer(row, "attempts");
    mail->wanted = integer(row, "wanted") != 0;
    return CD_DB_OK;
}

cd_db_result_t cd_outbox_due(cd_db_t *db, apr_pool_t *pool, apr_time_t now,
                             apr_array_header_t **mails)
{
    reader_t r = { pool, apr_array_make(pool, 10, sizeof(cd_outgoing_t)) };
    cd_arg_t args[] = { instant(db, "now", now) };

    *mails = r.list;
    return cd_db_query(db, "mail.due", args, 1, take_mail, &r);
}

/* Run a statement on one mail. */
static cd_db_result_t change(cd_db_t *db, const char *label,
                             const cd_arg_t *args, int n, int *mine)
{
    apr_int64_t affected = 0;
    cd_db_result_t result = cd_db_exec(db, label, args, n, &affected, NULL);

    if (mine) {
        *mine = affected == 1;
    }
    return result;
}

cd_db_result_t cd_outbox_sending(cd_db_t *db, const char *owner,
                                 const cd_outgoing_t *mail,
                                 const char *message_id, int *mine)
{
    cd_arg_t args[] = { number("mail", mail->id), text("owner", owner),
                        text("message", message_id) };

    return change(db, "mail.sending", args, COUNT(args), mine);
}

cd_db_result_t cd_outbox_sent(cd_db_t *db, const char *owner,
                              const cd_outgoing_t *mail, apr_time_t now,
                              const char *answer, const char *subject,
                              const char *body, int *mine)
{
    cd_arg_t args[] = { number("mail", mail->id), text("owner", owner),
                        instant(db, "now", now),  text("answer", answer),
                        text("subject", subject), text("body", body) };

    return change(db, "mail.sent", args, COUNT(args), mine);
}

int cd_outbox_delay(int attempts)
{
    static const int delays[] = { 60, 300, 900, 3600, 10800, 21600 };
    int last = COUNT(delays) - 1;

    return delays[attempts < 1 ? 0 : attempts > last ? last : attempts - 1];
}

static apr_time_t next_time(apr_time_t now, int attempts)
{
    return now + apr_time_from_sec(cd_outbox_delay(attempts));
}

cd_db_result_t cd_outbox_again(cd_db_t *db, const char *owner,
                               const cd_outgoing_t *mail, apr_time_t now,
                               cd_mail_result_t why, const char *answer)
{
    int counted = why != CD_MAIL_SERVER;
    cd_arg_t args[] = { number("mail", mail->id),
                        text("owner", owner),
                        instant(db, "next",
                                next_time(now, mail->attempts + counted)),
                        text("answer", answer),
                        number("unsure", why == CD_MAIL_UNSURE),
                        number("counted", counted) };

    return change(db, "mail.again", args, COUNT(args), NULL);
}

cd_db_result_t cd_outbox_later(cd_db_t *db, const cd_outgoing_t *mail,
                               apr_time_t now, const char *why)
{
    cd_arg_t args[] = { number("mail", mail->id),
                        instant(db, "next",
                                next_time(now, mail->attempts + 1)),
                        text("answer", why) };

    return change(db, "mail.later", args, COUNT(args), NULL);
}

cd_db_result_t cd_outbox_end(cd_db_t *db, const char *owner,
                             const cd_outgoing_t *mail, const char *state,
                             const char *why)
{
    cd_arg_t args[] = { number("mail", mail->id), text("owner", owner),
                        text("state", state), text("answer", why) };

    return change(db, "mail.end", args, COUNT(args), NULL);
}

typedef struct {
    apr_int64_t id;
    const char *template, *to, *owner;
} orphan_t;

static cd_db_result_t take_orphan(void *baton, const cd_row_t *row)
{
    reader_t *r = baton;
    orphan_t *orphan = apr_array_push(r->list);

    orphan->id = integer(row, "id");
    orphan->template = copy(r, row, "template");
    orphan->to = copy(r, row, "recipient");
    orphan->owner = copy(r, row, "owner");
    return CD_DB_OK;
}

cd_db_result_t cd_outbox_adopt(cd_db_t *db, apr_pool_t *pool, apr_time_t now,
                               cd_orphan_fn *fn, void *baton, int *adopted)
{
    reader_t r = { pool, apr_array_make(pool, 4, sizeof(orphan_t)) };
    cd_db_result_t result =
        cd_db_query(db, "mail.orphans", NULL, 0, take_orphan, &r);
    int i, mine;

    for (i = 0; i < r.list->nelts && result == CD_DB_OK; i++) {
        const orphan_t *orphan = &APR_ARRAY_IDX(r.list, i, orphan_t);
        cd_arg_t args[] = { number("mail", orphan->id),
                            text("owner", orphan->owner),
                            instant(db, "now", now) };

        fn(baton, orphan->id, orphan->template, orphan->to);
        result = change(db, "mail.adopt", args, COUNT(args), &mine);
        *adopted += result == CD_DB_OK && mine;
    }
    return result;
}
