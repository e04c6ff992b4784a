/* SPDX-License-Identifier: Apache-2.0 */
/* Who is told of a ticket, and how an answer finds back to it. */
#include "ticket_mail.h"

#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/crypto.h"
#include "mail.h"

#define MAC 10    /* bytes of a token that nobody can guess */
#define NUMBER 20 /* characters of a ticket's number, at most */
#define MOST 100  /* receivers of one mail */

const char *cd_ticket_token(apr_pool_t *pool, const char *mail_key,
                            const char *number)
{
    const char *hash = mail_key
        ? cd_token_derive(pool, mail_key,
                          apr_pstrcat(pool, "ticket ", number, NULL))
        : NULL;
    unsigned char bytes[CD_TOKEN_BYTES];

    if (!hash || cd_token_bytes(hash, bytes) != APR_SUCCESS) {
        return NULL;
    }
    return apr_pstrcat(pool, number, ".", apr_pescape_hex(pool, bytes, MAC, 0),
                       NULL);
}

static int is_of_number(char c)
{
    return apr_isalnum(c) || c == '-';
}

const char *cd_ticket_token_in(apr_pool_t *pool, const char **from,
                               const char **number)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *text = *from, *dot, *begin;
    char *token, *c;

    for (dot = strchr(text, '.'); dot; dot = strchr(dot + 1, '.')) {
        for (begin = dot;
             begin > text && is_of_number(begin[-1]) && dot - begin < NUMBER;
             begin--) {
        }
        if (begin < dot && strspn(dot + 1, digits) == 2 * MAC) {
            break;
        }
    }
    if (!dot) {
        return NULL;
    }
    *from = dot + 1 + 2 * MAC;
    token = apr_pstrmemdup(pool, begin, *from - begin);
    for (c = token; *c != '.'; c++) {
        *c = apr_toupper(*c);
    }
    *number = apr_pstrmemdup(pool, token, c - token);
    for (; *c; c++) {
        *c = apr_tolower(*c);
    }
    return token;
}

int cd_ticket_token_is(apr_pool_t *pool, const char *mail_key,
                       const char *number, const char *token)
{
    return cd_token_equal(cd_ticket_token(pool, mail_key, number), token);
}

typedef struct {
    apr_int64_t contact;
    const char *email, *name, *language;
} receiver_t;

typedef struct {
    apr_pool_t *pool;
    const char *mail_key;
    int n;
    receiver_t list[MOST];
} audience_t;

static cd_db_result_t take_receiver(void *baton, const cd_row_t *row)
{
    audience_t *a = baton;
    receiver_t *r = &a->list[a->n];

    if (a->n == MOST) {
        return CD_DB_OK;
    }
    a->mail_key = apr_pstrdup(a->pool, cd_row_get(row, "mail_key"));
    r->contact = apr_atoi64(cd_row_get(row, "contact"));
    r->email = apr_pstrdup(a->pool, cd_row_get(row, "email"));
    r->name = apr_pstrdup(a->pool, cd_row_get(row, "name"));
    r->language = apr_pstrdup(a->pool, cd_row_get(row, "language"));
    a->n++;
    return CD_DB_OK;
}

/* What was said may be of a service that not everybody who sees the page of
 * e-mails may see; so it goes with the secrets. */
static cd_db_result_t tell(cd_db_t *db, const cd_ticket_t *ticket,
                           const receiver_t *r, const char *const *secrets,
                           const char *template, apr_time_t now)
{
    const char *fields[] = { "number", ticket->number, NULL };
    cd_mail_t mail = { 0 };

    mail.template = template;
    mail.account = ticket->account;
    mail.contact = r->contact;
    mail.to = r->email;
    mail.name = r->name;
    mail.language = r->language;
    mail.category = "support";
    mail.fields = fields;
    mail.secrets = secrets;
    return cd_mail_put(db, cd_db_pool(db), &mail, now);
}

static cd_db_result_t tell_all(cd_db_t *db, const cd_ticket_t *ticket,
                               const audience_t *a, const char *template,
                               const char *author, const char *body,
                               apr_time_t now)
{
    apr_pool_t *pool = cd_db_pool(db);
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = 0; i < a->n && result == CD_DB_OK; i++) {
        const char *secrets[] = {
            "path",     apr_pstrcat(pool, "/tickets/", ticket->number, NULL),
            "subject",  ticket->subject,
            "author",   author,
            "markdown", body,
            "reply",    cd_ticket_token(pool, a->mail_key, ticket->number),
            NULL
        };

        result = tell(db, ticket, &a->list[i], secrets, template, now);
    }
    return result;
}

cd_db_result_t cd_ticket_tell(cd_db_t *db, const cd_ticket_t *ticket,
                              const char *template, const char *author,
                              const char *body, apr_time_t now)
{
    audience_t *a = apr_pcalloc(cd_db_pool(db), sizeof(*a));
    cd_arg_t args[] = { { "account", cd_int_v(ticket->account) },
                        { "id", cd_int_v(ticket->id) },
                        { "scoped", cd_int_v(0) } };
    cd_db_result_t result;

    a->pool = cd_db_pool(db);
    result = cd_db_query(db, "ticket.mail-key", args, 3, take_receiver, a);
    return result == CD_DB_OK
        ? tell_all(db, ticket, a, template, author, body, now)
        : result;
}

cd_db_result_t cd_ticket_confirm(cd_db_t *db, const cd_ticket_t *ticket,
                                 const cd_writer_t *writer, const char *body)
{
    audience_t *a = apr_pcalloc(cd_db_pool(db), sizeof(*a));
    cd_arg_t args[] = { { "account", cd_int_v(writer->account) },
                        { "user", cd_int_v(writer->user) },
                        { "scoped", cd_int_v(writer->scoped) } };
    cd_db_result_t result;

    a->pool = cd_db_pool(db);
    result = cd_db_query(db, "ticket.mail-opener", args, 3, take_receiver, a);
    return result == CD_DB_OK ? tell_all(db, ticket, a, "ticket-opened",
                                         writer->name, body, writer->now)
                              : result;
}
