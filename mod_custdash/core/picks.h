/* SPDX-License-Identifier: Apache-2.0 */
/* Of several rows one is shown, by weight; and rows in the viewer's order. */
#ifndef CD_PICKS_H
#define CD_PICKS_H

#include "page.h"

typedef struct cd_picks_t cd_picks_t;

/**
 * Take a row of a section that :pick names; its column `weight` stands
 * behind the columns of @a row: "10", or "10 3" with a rank; rows whose rank
 * isn't the first row's have no part. Which one is shown follows from the
 * viewer's account, the day and the rows' ids, so that a page stays the same
 * all day: in the long run each comes up as often as its weight says.
 * @param picks NULL before the first row; in the context's pool
 * @return 0 when the section isn't one of them
 */
int cd_picks_take(cd_ctx_t *ctx, const cd_stmt_t *stmt, cd_picks_t **picks,
                  const char *section, const cd_row_t *row);

/** Put those that were chosen into the document, and their ids into the
 *  context. @a picks may be NULL. */
cd_db_result_t cd_picks_show(cd_ctx_t *ctx, const cd_stmt_t *stmt,
                             const cd_picks_t *picks);

/** Put the rows of the section that :arrange names into the viewer's own
 *  order: those that she has arranged first, the others as they came. */
void cd_page_arrange(const cd_ctx_t *ctx, const cd_stmt_t *stmt);

#endif
