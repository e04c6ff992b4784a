/* SPDX-License-Identifier: Apache-2.0 */
/* Files of tickets: checked, stored in pieces, read back. */
#ifndef CD_ATTACHMENT_H
#define CD_ATTACHMENT_H

#include <apr_file_io.h>

#include "../core/db.h"
#include "../core/upload.h"

/** A file that is to be stored. */
typedef struct {
    const char *name, *type;
    apr_off_t offset, size; /* in the spool, bytes */
    apr_int64_t id;         /* once it is stored */
} cd_attachment_t;

/** Files of one message, checked. */
typedef struct {
    apr_file_t *spool;
    int n;
    cd_attachment_t *list;
    const char **over; /* set to the code of a quota (`file-…-quota`) that
                          others have used up since it was checked; NULL: it
                          isn't checked again */
} cd_attachments_t;

/** What may be attached, and how much there is already; bytes. */
typedef struct {
    apr_int64_t file, files, ticket, account;
    apr_int64_t of_ticket, of_account;
} cd_attachment_rules_t;

/** @a ticket a number; NULL: a new one. */
cd_db_result_t cd_attachment_rules(cd_db_t *db, apr_int64_t account,
                                   const char *ticket,
                                   cd_attachment_rules_t *rules);

/**
 * Check files that came: names, contents, sizes, quotas.
 * @param files cd_file_t; or NULL: none
 * @param spool that holds them; NULL: it could not be written
 * @param made filled in
 * @return NULL, or the code of the first thing that is wrong: `file-…`
 */
const char *cd_attachments_check(apr_pool_t *pool,
                                 const apr_array_header_t *files,
                                 apr_file_t *spool,
                                 const cd_attachment_rules_t *rules,
                                 cd_attachments_t *made);

/**
 * Store them, of no message yet; first of all in the transaction, which has
 * the account to itself from then on: two that come at a time can't pass a
 * quota together.
 * @param ticket a number; NULL: a new one
 * @return CD_DB_ERROR with *files->over set: there is no room any more
 */
cd_db_result_t cd_attachments_put(cd_db_t *db, apr_int64_t account,
                                  const char *ticket,
                                  const cd_attachments_t *files,
                                  apr_time_t now);

/** They belong to that message. */
cd_db_result_t cd_attachments_bind(cd_db_t *db, apr_int64_t account,
                                   const cd_attachments_t *files,
                                   apr_int64_t message);

/** Write a stored file's bytes to @a spool. @a why is set to APR_SUCCESS, or
 *  to why they can't be written; APR_EOF: they aren't @a size bytes. */
cd_db_result_t cd_attachment_read(cd_db_t *db, apr_int64_t account,
                                  apr_int64_t id, apr_off_t size,
                                  apr_file_t *spool, apr_status_t *why);

#endif
