/* SPDX-License-Identifier: Apache-2.0 */
/* "Was this answer helpful?": one vote of each person on each guide. A person
 * is a user, or a browser that keeps a signed cookie. */
#ifndef CD_VOTE_H
#define CD_VOTE_H

#include "../core/page.h"

#define CD_VISITOR_BYTES 16

/** Who is signed out, by the cookie that she got with her first vote. */
typedef struct {
    int known;                          /* there is one, and it is ours */
    unsigned char id[CD_VISITOR_BYTES]; /* all zero when it isn't known */
} cd_visitor_t;

/** Whose cookie (ctx->visitor) is it? A cookie that we didn't sign is
 *  nobody's. Costs a statement only where there is a cookie. */
cd_db_result_t cd_visitor_find(cd_db_t *db, const cd_ctx_t *ctx,
                               cd_visitor_t *visitor);

/** A new one, and the cookie to keep; NULL when the site has no key. */
cd_db_result_t cd_visitor_create(cd_db_t *db, const cd_ctx_t *ctx,
                                 cd_visitor_t *visitor, const char **cookie);

/**
 * Count the vote, or change it. A user's vote replaces that of her browser
 * from before she signed in.
 * @param wait set to the seconds to wait instead, when somebody votes too
 *        often
 */
cd_db_result_t cd_vote_put(cd_db_t *db, const cd_ctx_t *ctx, const char *slug,
                           int helpful, const cd_visitor_t *visitor,
                           int *wait);

/** *@a slug as the guide has it; NULL: there is no such guide. */
cd_db_result_t cd_vote_guide(cd_db_t *db, const cd_ctx_t *ctx,
                             const char **slug);

#endif
