/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of cart and checkout share. */
#ifndef CD_PAGES_CART_H
#define CD_PAGES_CART_H

#include "../core/host.h"
#include "../model/cart.h"
#include "pages.h"

/** The viewer as whose cart it is. */
cd_shopper_t cd_cart_shopper(cd_ctx_t *ctx);

/** The words for lines of invoices, in the page's language. */
cd_cart_words_t cd_cart_words(cd_ctx_t *ctx);

/** Read the cart and put its sums into the section "cart-sum". APR_EGENERAL
 *  with ctx->failure set when the database failed. */
apr_status_t cd_cart_show(cd_ctx_t *ctx, cd_cart_t *cart);

/** Put a domain to be registered or transferred (@a kind) into the cart;
 *  *@a end CD_CART_MISSING: we don't sell its ending. @a auth_code sealed, or
 *  NULL. */
apr_status_t cd_cart_add_domain(cd_ctx_t *ctx, const char *kind,
                                const cd_host_t *host, const char *auth_code,
                                cd_cart_end_t *end);

/** How an action that fills or changes a cart ends: redirected to @a to with
 *  @a notice, a 404, or a form with an error. */
apr_status_t cd_cart_ended(cd_ctx_t *ctx, cd_db_result_t result,
                           cd_cart_end_t end, const char *to,
                           const char *notice);

#endif
