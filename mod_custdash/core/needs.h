/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a row is for: what its column `needs` asks of the viewer. */
#ifndef CD_NEEDS_H
#define CD_NEEDS_H

#include "page.h"

/**
 * Does all of @a needs hold? Terms stand with blanks between; each is one
 * thing, or several with `|` between of which one will do; a `!` before it
 * turns it round: none of them. A thing is `kind/id`, or an id alone, of
 * @a kind:
 *   product/12   the viewer has it, by a statement with :holds
 *   country/PL   the account's country
 *   new/30       the account was opened at most so many days ago
 *   dismissed/5  the user has dismissed that banner
 *   hidden/3     the user has hidden that shortcut
 * Guests have none of these. An empty text always holds.
 */
int cd_needs_hold(const cd_ctx_t *ctx, const char *kind, const char *needs);

/** Is @a id, of @a n characters, among ids with commas between? NULL: no. */
int cd_needs_listed(const char *list, const char *id, apr_size_t n);

#endif
