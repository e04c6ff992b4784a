/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger: every movement of money is a row that stays. Of each invoice
 * and each credit note, total = what its payments add up to + what is due;
 * an account's credit is never below nothing. */
#ifndef CD_LEDGER_H
#define CD_LEDGER_H

#include "../core/db.h"

typedef enum {
    CD_LEDGER_DONE,
    CD_LEDGER_KNOWN,    /* it was on record already: nothing was done */
    CD_LEDGER_MISSING,  /* there is no such invoice of the account */
    CD_LEDGER_CURRENCY, /* it isn't the invoice's */
    CD_LEDGER_AMOUNT,   /* nothing, or more than there is */
    CD_LEDGER_STATUS    /* not to an invoice like this */
} cd_ledger_end_t;

/** A movement. */
typedef struct {
    apr_int64_t account, invoice;
    apr_int64_t amount;    /* minor units, greater than 0 */
    const char *currency;  /* NULL: the invoice's */
    const char *method;    /* "stripe", "Bank transfer": 50 characters */
    const char *reference; /* what the other side calls it, 100 characters:
                              once each with a method; NULL: it has no name */
    const char *today;     /* DATE, of a credit note */
    apr_time_t now;
} cd_movement_t;

/** What became of it. */
typedef struct {
    cd_ledger_end_t end;
    const char *status;   /* of the invoice now */
    apr_int64_t due;      /* that is still to be paid of it */
    apr_int64_t credited; /* of what came in: to the account's credit */
    const char *note;     /* number of the credit note, or NULL */
} cd_posted_t;

/**
 * Money came in for an invoice. What is more than is due, and all of it when
 * the invoice is paid or cancelled, goes to the account's credit; with
 * nothing left to pay follows what follows (fulfil.h).
 */
cd_db_result_t cd_ledger_receive(cd_db_t *db, const cd_movement_t *movement,
                                 cd_posted_t *posted);

/** Pay from the account's credit, up to movement->amount (0: as much as
 *  there is and is due). */
cd_db_result_t cd_ledger_apply(cd_db_t *db, const cd_movement_t *movement,
                               cd_posted_t *posted);

/**
 * Money goes back: a credit note takes so much of a paid invoice back. All
 * of it back makes the invoice `refunded`.
 * @param to_credit it goes to the account's credit, by no gateway
 */
cd_db_result_t cd_ledger_refund(cd_db_t *db, const cd_movement_t *movement,
                                int to_credit, cd_posted_t *posted);

/** The customer's bank has taken a payment back: the invoice is due again, in
 *  `collections`, until cd_ledger_receive() has it once more. */
cd_db_result_t cd_ledger_dispute(cd_db_t *db, const cd_movement_t *movement,
                                 cd_posted_t *posted);

/** A payment is under way (@a pending), or came to nothing: an unpaid invoice
 *  is `payment-pending` meanwhile. */
cd_db_result_t cd_ledger_pending(cd_db_t *db, const cd_movement_t *movement,
                                 int pending, cd_posted_t *posted);

/** The account of an invoice; 0: there is none such. */
cd_db_result_t cd_ledger_account(cd_db_t *db, apr_int64_t invoice,
                                 apr_int64_t *account);

/** The same inside a transaction that holds the account's lock. */
typedef cd_db_result_t cd_ledger_fn(cd_db_t *db, const cd_movement_t *movement,
                                    int flag, cd_posted_t *posted);
cd_ledger_fn cd_ledger_post_receive;
cd_ledger_fn cd_ledger_post_refund;
cd_ledger_fn cd_ledger_post_dispute;
cd_ledger_fn cd_ledger_post_pending;

#endif
