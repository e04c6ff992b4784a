/* SPDX-License-Identifier: Apache-2.0 */
/* Contacts and their logins: invited, changed, ended. */
#include "member.h"

#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "mail.h"

#define HOLDS apr_time_from_sec(CD_INVITATION_DAYS * 86400)
#define AGAIN_AFTER apr_time_from_sec(60)
#define MOST_SENDS 10

typedef struct {
    apr_pool_t *pool;
    cd_person_t *person;
    int found;
} finder_t;

static const char *text_of(const finder_t *f, const cd_row_t *row,
                           const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(f->pool, value) : "";
}

static cd_db_result_t take_person(void *baton, const cd_row_t *row)
{
    finder_t *f = baton;
    cd_person_t *p = f->person;

    p->first_name = text_of(f, row, "first_name");
    p->last_name = text_of(f, row, "last_name");
    p->company = text_of(f, row, "company");
    p->email = text_of(f, row, "email");
    p->phone = text_of(f, row, "phone");
    p->mail = text_of(f, row, "mail");
    p->membership = apr_atoi64(text_of(f, row, "membership"));
    p->is_owner = *text_of(f, row, "owner") == '1';
    p->login = text_of(f, row, "login");
    p->permissions = text_of(f, row, "permissions");
    p->scoped = *text_of(f, row, "scoped") == '1';
    p->until = text_of(f, row, "until");
    f->found = 1;
    return CD_DB_OK;
}

cd_db_result_t cd_person_find(cd_db_t *db, apr_int64_t account,
                              apr_int64_t contact, cd_person_t *person,
                              int *found)
{
    finder_t f = { cd_db_pool(db), person, 0 };
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "contact", cd_int_v(contact) } };
    cd_db_result_t result;

    memset(person, 0, sizeof(*person));
    person->account = account;
    person->contact = contact;
    result = cd_db_query(db, "contact.current", args, 2, take_person, &f);
    *found = f.found;
    return result;
}

/* What the steps of a transaction share. */
typedef struct {
    const cd_person_t *person;
    cd_person_t fresh; /* the same, as it is now that it is locked */
    const cd_contact_t *contact;
    const cd_grant_t *grant;
    const cd_inviter_t *inviter;
    const cd_audit_t *audit;
    apr_time_t now;
    int by_owner;
    int done;
} step_t;

/* A statement that takes no more than whose contact it is. */
static cd_db_result_t exec(cd_db_t *db, const char *label, const step_t *s,
                           apr_int64_t *affected)
{
    cd_arg_t args[] = { { "account", cd_int_v(s->person->account) },
                        { "contact", cd_int_v(s->person->contact) },
                        { "membership", cd_int_v(s->person->membership) },
                        { "owner", cd_int_v(s->by_owner) } };

    return cd_db_exec(db, label, args, 4, affected, NULL);
}

static cd_db_result_t ignore_row(void *baton, const cd_row_t *row)
{
    (void) baton;
    (void) row;
    return CD_DB_OK;
}

static cd_db_result_t put_down(cd_db_t *db, const step_t *s,
                               cd_db_result_t result)
{
    return result == CD_DB_OK ? cd_audit_put(db, s->audit, s->now) : result;
}

/* She may be accepting just now: whoever changes or ends a login has the
 * contact to herself first, and looks again. */
static cd_db_result_t lock(cd_db_t *db, step_t *s)
{
    const cd_person_t *p = s->person;
    cd_arg_t args[] = { { "account", cd_int_v(p->account) },
                        { "contact", cd_int_v(p->contact) } };
    cd_db_result_t result =
        cd_db_query(db, "contact.lock", args, 2, ignore_row, NULL);
    int found;

    if (result == CD_DB_OK) {
        result = cd_person_find(db, p->account, p->contact, &s->fresh, &found);
        s->person = &s->fresh;
    }
    return result;
}

static cd_db_result_t save(cd_db_t *db, void *baton)
{
    const step_t *s = baton;
    const cd_contact_t *c = s->contact;
    const char *const *category;
    cd_arg_t args[] = { { "account", cd_int_v(s->person->account) },
                        { "contact", cd_int_v(s->person->contact) },
                        { "first_name", cd_text_v(c->first_name) },
                        { "last_name", cd_text_v(c->last_name) },
                        { "company", cd_text_v(c->company) },
                        { "email", cd_text_v(c->email) },
                        { "phone", cd_text_v(c->phone) },
                        { "category", cd_text_v(NULL) } };
    cd_db_result_t result =
        cd_db_exec(db, "contact.update", args, 8, NULL, NULL);

    if (result == CD_DB_OK) {
        result = exec(db, "contact.clear-preferences", s, NULL);
    }
    for (category = c->categories; *category && result == CD_DB_OK;
         category++) {
        args[7].value = cd_text_v(*category);
        result = cd_db_exec(db, "contact.preference", args, 8, NULL, NULL);
    }
    return put_down(db, s, result);
}

cd_db_result_t cd_person_save(cd_db_t *db, const cd_person_t *person,
                              const cd_contact_t *contact,
                              const cd_audit_t *audit, apr_time_t now)
{
    step_t s = {
        .person = person, .contact = contact, .audit = audit, .now = now
    };

    return cd_db_transaction(db, save, &s);
}

static cd_db_result_t remove_person(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    apr_int64_t affected = 0;
    cd_db_result_t result = lock(db, s);

    if (result == CD_DB_OK && s->by_owner && s->person->membership) {
        result = exec(db, "member.delete", s, NULL);
    }
    if (result == CD_DB_OK) {
        result = exec(db, "contact.delete", s, &affected);
    }
    s->done = affected == 1;
    return s->done ? put_down(db, s, result) : result;
}

cd_db_result_t cd_person_remove(cd_db_t *db, const cd_person_t *person,
                                int by_owner, const cd_audit_t *audit,
                                apr_time_t now, int *removed)
{
    step_t s = {
        .person = person, .by_owner = by_owner, .audit = audit, .now = now
    };
    cd_db_result_t result = cd_db_transaction(db, remove_person, &s);

    *removed = s.done;
    return result;
}

static int is_member(const cd_person_t *person)
{
    return !strcmp(person->login, "member");
}

static cd_db_result_t put_each(cd_db_t *db, const char *label, const step_t *s,
                               const char *const *id)
{
    cd_db_result_t result = CD_DB_OK;

    for (; id && *id && result == CD_DB_OK; id++) {
        cd_arg_t args[] = { { "account", cd_int_v(s->person->account) },
                            { "contact", cd_int_v(s->person->contact) },
                            { "membership", cd_int_v(s->person->membership) },
                            { "id", cd_int_v(apr_atoi64(*id)) } };

        result = cd_db_exec(db, label, args, 4, NULL, NULL);
        /* ticked twice is ticked */
        result = result == CD_DB_DUPLICATE ? CD_DB_OK : result;
    }
    return result;
}

/* Which services and domains: those before, then these. */
static cd_db_result_t put_scope(cd_db_t *db, const step_t *s)
{
    static const char *const labels[2][4] = {
        { "invitation.clear-services", "invitation.clear-domains",
          "invitation.service", "invitation.domain" },
        { "member.clear-services", "member.clear-domains", "member.service",
          "member.domain" }
    };
    const char *const *label = labels[is_member(s->person)];
    cd_db_result_t result = exec(db, label[0], s, NULL);

    if (result == CD_DB_OK) {
        result = exec(db, label[1], s, NULL);
    }
    if (result == CD_DB_OK && s->grant->scoped) {
        result = put_each(db, label[2], s, s->grant->services);
    }
    if (result == CD_DB_OK && s->grant->scoped) {
        result = put_each(db, label[3], s, s->grant->domains);
    }
    return result;
}

/* "2026-11-23 10:00:00" as themes read it. */
static const char *instant(apr_pool_t *pool, apr_time_t when)
{
    char *text = apr_pstrcat(pool, cd_clock_utc(when, pool), "Z", NULL);

    text[strcspn(text, " ")] = 'T';
    return text;
}

static cd_db_result_t put_link(cd_db_t *db, const step_t *s, const char *token)
{
    apr_pool_t *pool = cd_db_pool(db);
    const cd_inviter_t *inviter = s->inviter;
    const char *fields[] = { "inviter", inviter->name,
                             "account", inviter->account_name,
                             "until",   instant(pool, inviter->now + HOLDS),
                             NULL };
    const char *secrets[] = { "path",
                              apr_pstrcat(pool, "/invitation/", token, NULL),
                              NULL };
    cd_mail_t mail = { 0 };

    mail.template = "invitation";
    mail.account = s->person->account;
    mail.contact = s->person->contact;
    mail.to = s->person->email;
    mail.name = apr_pstrcat(pool, s->person->first_name, " ",
                            s->person->last_name, NULL);
    mail.language = inviter->language;
    mail.category = "security";
    mail.fields = fields;
    mail.secrets = secrets;
    return cd_mail_put(db, pool, &mail, inviter->now);
}

static cd_db_result_t count_row(void *baton, const cd_row_t *row)
{
    (void) row;
    ++*(int *) baton;
    return CD_DB_OK;
}

static cd_db_result_t invite(cd_db_t *db, void *baton)
{
    const step_t *s = baton;
    apr_pool_t *pool = cd_db_pool(db);
    apr_time_t now = s->inviter->now;
    const char *token = cd_token_create(pool);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    apr_int64_t affected = 0;
    int members = 0;
    cd_arg_t args[] = { { "account", cd_int_v(s->person->account) },
                        { "email", cd_text_v(s->person->email) },
                        { "contact", cd_int_v(s->person->contact) },
                        { "user", cd_int_v(s->inviter->user) },
                        { "token", cd_bytes_v(hash, sizeof(hash)) },
                        { "permissions", cd_text_v(s->grant->permissions) },
                        { "scoped", cd_int_v(s->grant->scoped) },
                        { "until", cd_text_v(s->grant->until) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) },
                        { "expires",
                          cd_text_v(cd_clock_utc(now + HOLDS, pool)) } };
    cd_db_result_t result =
        cd_db_query(db, "member.of-email", args, 2, count_row, &members);

    if (result != CD_DB_OK || members) {
        return members ? CD_DB_DUPLICATE : result;
    }
    cd_token_hash(token, hash);
    result = cd_db_exec(db, "invitation.put", args, 10, &affected, NULL);
    if (result == CD_DB_OK && affected == 0) {
        return CD_DB_DUPLICATE;
    }
    if (result == CD_DB_OK) {
        result = put_scope(db, s);
    }
    if (result == CD_DB_OK) {
        result = put_link(db, s, token);
    }
    return put_down(db, s, result);
}

cd_db_result_t cd_login_invite(cd_db_t *db, const cd_person_t *person,
                               const cd_grant_t *grant,
                               const cd_inviter_t *inviter,
                               const cd_audit_t *audit)
{
    step_t s = { .person = person,
                 .grant = grant,
                 .inviter = inviter,
                 .audit = audit,
                 .now = inviter->now };

    return cd_db_transaction(db, invite, &s);
}

static cd_db_result_t change(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    cd_db_result_t result = lock(db, s);
    cd_arg_t args[] = { { "account", cd_int_v(s->person->account) },
                        { "contact", cd_int_v(s->person->contact) },
                        { "membership", cd_int_v(s->person->membership) },
                        { "permissions", cd_text_v(s->grant->permissions) },
                        { "scoped", cd_int_v(s->grant->scoped) },
                        { "until", cd_text_v(s->grant->until) } };

    if (result == CD_DB_OK) {
        result = cd_db_exec(
            db, is_member(s->person) ? "member.change" : "invitation.change",
            args, 6, NULL, NULL);
    }
    if (result == CD_DB_OK) {
        result = put_scope(db, s);
    }
    return put_down(db, s, result);
}

cd_db_result_t cd_login_change(cd_db_t *db, const cd_person_t *person,
                               const cd_grant_t *grant,
                               const cd_audit_t *audit, apr_time_t now)
{
    step_t s = {
        .person = person, .grant = grant, .audit = audit, .now = now
    };

    return cd_db_transaction(db, change, &s);
}

static cd_db_result_t again(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    apr_pool_t *pool = cd_db_pool(db);
    apr_time_t now = s->inviter->now;
    const char *token = cd_token_create(pool);
    unsigned char hash[CD_HASH_BYTES] = { 0 };
    apr_int64_t affected = 0;
    cd_arg_t args[] = {
        { "account", cd_int_v(s->person->account) },
        { "contact", cd_int_v(s->person->contact) },
        { "email", cd_text_v(s->person->email) },
        { "token", cd_bytes_v(hash, sizeof(hash)) },
        { "now", cd_text_v(cd_clock_utc(now, pool)) },
        { "expires", cd_text_v(cd_clock_utc(now + HOLDS, pool)) },
        { "before", cd_text_v(cd_clock_utc(now - AGAIN_AFTER, pool)) },
        { "most", cd_int_v(MOST_SENDS) }
    };
    cd_db_result_t result;

    cd_token_hash(token, hash);
    result = cd_db_exec(db, "invitation.again", args, 8, &affected, NULL);
    s->done = result == CD_DB_OK && affected == 1;
    return s->done ? put_link(db, s, token) : result;
}

cd_db_result_t cd_login_resend(cd_db_t *db, const cd_person_t *person,
                               const cd_inviter_t *inviter, int *sent)
{
    step_t s = { .person = person, .inviter = inviter };
    cd_db_result_t result = cd_db_transaction(db, again, &s);

    *sent = s.done;
    return result;
}

static cd_db_result_t end(cd_db_t *db, void *baton)
{
    step_t *s = baton;
    cd_db_result_t result = lock(db, s);

    if (result == CD_DB_OK) {
        result = exec(db, "invitation.withdraw", s, NULL);
    }
    if (result == CD_DB_OK && s->person->membership) {
        result = exec(db, "member.delete", s, NULL);
    }
    return put_down(db, s, result);
}

cd_db_result_t cd_login_remove(cd_db_t *db, const cd_person_t *person,
                               const cd_audit_t *audit, apr_time_t now)
{
    step_t s = { .person = person, .audit = audit, .now = now };

    return cd_db_transaction(db, end, &s);
}
