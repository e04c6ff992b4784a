/* SPDX-License-Identifier: Apache-2.0 */
/* The news that are for everybody as an Atom feed (RFC 4287). */
#ifndef CD_FEED_H
#define CD_FEED_H

#include "../core/page.h"

/**
 * The feed in ctx->language, its links below ctx->origin and ctx->base, in
 * the context's pool. Its ids follow from the site's key: they stay the same
 * under another address. The same news make the same bytes.
 */
cd_db_result_t cd_feed_make(cd_db_t *db, const cd_ctx_t *ctx, const char **xml,
                            apr_size_t *len);

#endif
