/* SPDX-License-Identifier: Apache-2.0 */
/* Which files are taken (OWASP ASVS 5.0, 5.2): by the end of their name and
 * by what is in them, which must agree; and their names made harmless. */
#ifndef CD_FILETYPE_H
#define CD_FILETYPE_H

#include <apr_file_io.h>
#include <apr_pools.h>

#include "form.h"

#define CD_FILE_NAME 150 /* characters of a name that is kept */

/** The ends of names that are taken: ".png" …; for a form's field. */
extern const cd_option_t cd_file_ends[];

/** A name without folders, control characters and what turns the direction
 *  of writing around, in NFC, shortened before its end; in @a pool. */
const char *cd_file_name(apr_pool_t *pool, const char *name);

/**
 * Is a file taken?
 * @param name as cd_file_name() gives it
 * @param type set to the media type that it is sent with, of a fixed list
 * @return NULL, or the code of what is wrong: `file-empty` `file-type`
 *         `file-content` `file-storage` (it can't be read)
 */
const char *cd_file_check(apr_pool_t *pool, const char *name,
                          apr_file_t *spool, apr_off_t offset, apr_off_t size,
                          const char **type);

#endif
