/* SPDX-License-Identifier: Apache-2.0 */
/* Opens accounts and adds contacts, each in one transaction. */
#include "account.h"

#include "../core/clock.h"
#include "identity.h"
#include "user_token.h"

typedef struct {
    const cd_registration_t *r;
    apr_time_t now;
} opening_t;

static cd_db_result_t create_user(cd_db_t *db, const opening_t *o,
                                  apr_int64_t *user)
{
    const cd_registration_t *r = o->r;
    cd_arg_t args[] = { { "email", cd_text_v(r->email) },
                        { "password", cd_text_v(r->password_hash) },
                        { "first_name", cd_text_v(r->first_name) },
                        { "last_name", cd_text_v(r->last_name) },
                        { "language", cd_text_v(r->language) },
                        { "now",
                          cd_text_v(cd_clock_utc(o->now, cd_db_pool(db))) } };

    cd_db_result_t result;

    if (!r->identity) {
        return cd_db_exec(db, "user.create", args, 6, NULL, user);
    }
    result = cd_db_exec(db, "user.create-verified", args, 6, NULL, user);
    return result == CD_DB_OK
        ? cd_identity_link(db, r->identity, *user, o->now)
        : result;
}

static cd_db_result_t create_account(cd_db_t *db, const opening_t *o,
                                     apr_int64_t *account)
{
    const cd_registration_t *r = o->r;
    cd_arg_t args[] = { { "email", cd_text_v(r->email) },
                        { "first_name", cd_text_v(r->first_name) },
                        { "last_name", cd_text_v(r->last_name) },
                        { "company", cd_text_v(r->company) },
                        { "phone", cd_text_v(r->phone) },
                        { "language", cd_text_v(r->language) },
                        { "currency", cd_text_v(r->currency) },
                        { "street1", cd_text_v(r->street1) },
                        { "street2", cd_text_v(r->street2) },
                        { "city", cd_text_v(r->city) },
                        { "state", cd_text_v(r->state) },
                        { "postcode", cd_text_v(r->postcode) },
                        { "country", cd_text_v(r->country) },
                        { "tax_id", cd_text_v(r->tax_id) },
                        { "now",
                          cd_text_v(cd_clock_utc(o->now, cd_db_pool(db))) } };

    return cd_db_exec(db, "account.create", args, 15, NULL, account);
}

static cd_db_result_t ask_to_verify(cd_db_t *db, const opening_t *o,
                                    apr_int64_t user, apr_int64_t account)
{
    cd_addressee_t person;
    cd_db_result_t result =
        cd_addressee_find(db, cd_db_pool(db), user, &person);

    return result == CD_DB_OK ? cd_verify_ask(db, &person, account, o->now)
                              : result;
}

static cd_db_result_t open_account(cd_db_t *db, void *baton)
{
    const opening_t *o = baton;
    apr_int64_t user = 0, account = 0;
    cd_db_result_t result = create_user(db, o, &user);

    if (result == CD_DB_OK) {
        result = create_account(db, o, &account);
    }
    if (result == CD_DB_OK) {
        cd_arg_t args[] = {
            { "user", cd_int_v(user) },
            { "account", cd_int_v(account) },
            { "now", cd_text_v(cd_clock_utc(o->now, cd_db_pool(db))) }
        };

        result =
            cd_db_exec(db, "membership.create-owner", args, 3, NULL, NULL);
        if (result == CD_DB_OK) {
            result = cd_db_exec(db, "mail-preference.create-defaults",
                                &args[1], 1, NULL, NULL);
        }
        if (result == CD_DB_OK && !o->r->identity) {
            result = ask_to_verify(db, o, user, account);
        }
    }
    return result;
}

cd_db_result_t cd_account_register(cd_db_t *db,
                                   const cd_registration_t *registration,
                                   apr_time_t now)
{
    opening_t o = { registration, now };

    return cd_db_transaction(db, open_account, &o);
}

typedef struct {
    const cd_audit_t *audit;
    const cd_contact_t *contact;
    apr_time_t now;
} adding_t;

static cd_db_result_t add_preference(cd_db_t *db, apr_int64_t account,
                                     apr_int64_t contact, const char *category)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "contact", cd_int_v(contact) },
                        { "category", cd_text_v(category) } };

    return cd_db_exec(db, "contact.preference", args, 3, NULL, NULL);
}

static cd_db_result_t add_contact(cd_db_t *db, void *baton)
{
    const adding_t *a = baton;
    const cd_contact_t *c = a->contact;
    const char *const *category;
    apr_int64_t id = 0;
    cd_arg_t args[] = { { "account", cd_int_v(a->audit->account) },
                        { "first_name", cd_text_v(c->first_name) },
                        { "last_name", cd_text_v(c->last_name) },
                        { "company", cd_text_v(c->company) },
                        { "email", cd_text_v(c->email) },
                        { "phone", cd_text_v(c->phone) },
                        { "now",
                          cd_text_v(cd_clock_utc(a->now, cd_db_pool(db))) } };
    cd_db_result_t result =
        cd_db_exec(db, "contact.create", args, 7, NULL, &id);

    for (category = c->categories; *category && result == CD_DB_OK;
         category++) {
        result = add_preference(db, a->audit->account, id, *category);
    }
    return result == CD_DB_OK ? cd_audit_put(db, a->audit, a->now) : result;
}

cd_db_result_t cd_contact_create(cd_db_t *db, const cd_audit_t *audit,
                                 const cd_contact_t *contact, apr_time_t now)
{
    adding_t a = { audit, contact, now };

    return cd_db_transaction(db, add_contact, &a);
}
