/* SPDX-License-Identifier: Apache-2.0 */
/* What other modules may add to mod_custdash: providers in the sense of
 * ap_provider.h, registered with version "0" in a group of this header.
 * All texts are UTF-8, all money is in the currency's minor unit. */
#ifndef CUSTDASH_H
#define CUSTDASH_H

#include <apr_pools.h>
#include <apr_tables.h>
#include <apr_time.h>

/** Ways to pay, each a custdash_gateway_t:
 *  ap_register_provider(pool, CUSTDASH_GATEWAYS, "name", "0", &gateway).
 *  `CustDashGateway name file` switches one on. */
#define CUSTDASH_GATEWAYS "custdash-gateway"

/** A payment that a customer wants to make. */
typedef struct {
    apr_int64_t amount;
    const char *currency; /* ISO 4217 */
    const char *invoice;  /* its number: what the customer knows it by */
    const char *email;    /* the customer's */
    const char *once;     /* the same payment begun again has the same: the
                             idempotency key */
    const char *back;     /* URL to come back to, paid or not */
} custdash_payment_t;

/** A payment that was begun. */
typedef struct {
    const char *reference; /* what the gateway calls it: its events name it */
    const char *url;       /* where the customer pays */
    const char *error;     /* for the log, when it could not be begun */
} custdash_begun_t;

/** What an event of the gateway says. */
typedef enum {
    CUSTDASH_HEARD_FORGED,  /* not from the gateway, or too old: refused */
    CUSTDASH_HEARD_OTHER,   /* nothing that matters here: kept, no more */
    CUSTDASH_HEARD_PENDING, /* the customer has paid, the money comes later */
    CUSTDASH_HEARD_PAID,
    CUSTDASH_HEARD_FAILED,   /* what was pending came to nothing */
    CUSTDASH_HEARD_REFUNDED, /* amount: all that was given back so far */
    CUSTDASH_HEARD_DISPUTED, /* the customer's bank took it back */
    CUSTDASH_HEARD_WON       /* … and it came again */
} custdash_heard_kind_t;

typedef struct {
    custdash_heard_kind_t kind;
    const char *event;     /* its id: each is taken once */
    const char *name;      /* what the gateway calls such an event */
    const char *reference; /* of the begun payment: of PENDING, PAID, FAILED */
    const char *payment;   /* what the money itself is called: of PAID, and of
                              all that comes later */
    const char *part;      /* name of the refund or dispute, or NULL */
    apr_int64_t amount;
    const char *currency; /* upper case */
    const char *invoice;  /* its number, as begin() was given it; or NULL */
    const char *error;    /* of FORGED: why, for the log */
} custdash_heard_t;

/** A header of the request by name, or NULL. */
typedef const char *custdash_header_fn(void *baton, const char *name);

/** A gateway. Its functions are called by many threads at a time, without a
 *  database connection held. Results live in the given pool. */
typedef struct {
    /** Read the settings of `CustDashGateway`'s file ("name value" lines).
     *  @return NULL and *state set, or what is wrong with them */
    const char *(*configure)(apr_pool_t *pool, const apr_table_t *settings,
                             void **state);
    /** Where begin() may send browsers: an origin, "https://pay.example". */
    const char *(*origin)(const void *state);
    /** Begin a payment. It must not take longer than ten seconds. */
    void (*begin)(const void *state, const custdash_payment_t *payment,
                  apr_pool_t *pool, custdash_begun_t *begun);
    /** Read what came to PATH/gateways/NAME, and whether it is genuine. */
    void (*hear)(const void *state, const char *body, apr_size_t len,
                 custdash_header_fn *header, void *baton, apr_time_t now,
                 apr_pool_t *pool, custdash_heard_t *heard);
} custdash_gateway_t;

#endif
