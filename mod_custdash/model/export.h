/* SPDX-License-Identifier: Apache-2.0 */
/* All that is known of an account, as one XML document (GDPR, article 20). */
#ifndef CD_EXPORT_H
#define CD_EXPORT_H

#include <libxml/xmlIO.h>

#include "../core/db.h"

/**
 * Write `<export account="…" made="…">` with a `<section name="…">` for every
 * statement whose label begins with "export.", in the catalogue's order; rows
 * are written as they come, so that memory doesn't grow with the account.
 * @param out closed in any case
 * @return CD_DB_ERROR also when nothing more could be written: *@a full says
 *         so
 */
cd_db_result_t cd_export_write(cd_db_t *db, apr_int64_t account,
                               apr_time_t now, xmlOutputBufferPtr out,
                               int *full, apr_pool_t *pool);

#endif
