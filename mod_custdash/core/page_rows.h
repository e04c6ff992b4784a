/* SPDX-License-Identifier: Apache-2.0 */
/* From a statement's rows to elements of the page's document. */
#ifndef CD_PAGE_ROWS_H
#define CD_PAGE_ROWS_H

#include "page.h"

/**
 * Run one statement of a page: what its headers say is done with the rows on
 * their way into the document.
 * @param must a row has to come of it
 * @return APR_ENOENT: none did; APR_EGENERAL: see ctx->failure
 */
apr_status_t cd_page_rows(cd_ctx_t *ctx, const cd_site_t *site,
                          const cd_sqlcat_t *cat, const cd_stmt_t *stmt,
                          int must, const cd_arg_t *args, int n);

#endif
