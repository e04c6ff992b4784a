/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts: opening one, and the contacts on it. */
#ifndef CD_ACCOUNT_H
#define CD_ACCOUNT_H

#include "audit.h"

/** A person or company that becomes a customer. NULL: not given. */
typedef struct {
    const char *email, *password_hash, *first_name, *last_name, *company;
    const char *phone;    /* E.164 */
    const char *language; /* BCP 47 */
    const char *currency; /* ISO 4217 */
    const char *street1, *street2, *city, *state, *postcode;
    const char *country; /* ISO 3166-1 alpha-2 */
    const char *tax_id;
    const char *identity; /* what the owner is called where she was
                             authenticated, which vouches for the address;
                             NULL: she gave a password */
} cd_registration_t;

/**
 * Open an account with its owner, in one transaction.
 * @return CD_DB_DUPLICATE when there is a user of that e-mail already
 */
cd_db_result_t cd_account_register(cd_db_t *db,
                                   const cd_registration_t *registration,
                                   apr_time_t now);

/** A person on an account, without a login. */
typedef struct {
    const char *first_name, *last_name, *company, *email, *phone;
    const char *const *categories; /* of mail; NULL ends */
} cd_contact_t;

/** Add a contact with its mail categories to the audit's account, and put
 *  that down, in one transaction. */
cd_db_result_t cd_contact_create(cd_db_t *db, const cd_audit_t *audit,
                                 const cd_contact_t *contact, apr_time_t now);

#endif
