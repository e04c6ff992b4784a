/* SPDX-License-Identifier: Apache-2.0 */
/* The gateway "stripe": Checkout Sessions and signed events, by
 * https://docs.stripe.com/api (sessions, idempotent requests) and
 * https://docs.stripe.com/webhooks (signatures). */
#ifndef CD_STRIPE_H
#define CD_STRIPE_H

#include "../core/custdash.h"

/** Its file has `secret-key` (sk_…), `webhook-secret` (whsec_…), and may have
 *  `api` (https://api.stripe.com) and `checkout`
 *  (https://checkout.stripe.com), which tests lead elsewhere. */
extern const custdash_gateway_t cd_stripe;

#endif
