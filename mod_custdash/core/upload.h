/* SPDX-License-Identifier: Apache-2.0 */
/* A form with files: its fields become a table, its files go into one
 * temporary file that has no name from the moment it is there. */
#ifndef CD_UPLOAD_H
#define CD_UPLOAD_H

#include <apr_file_io.h>
#include <apr_pools.h>
#include <apr_tables.h>

#define CD_UPLOAD_PARTS 200     /* of a form */
#define CD_UPLOAD_FILENAME 1000 /* bytes; of longer ones the end is kept */

typedef enum {
    CD_UPLOAD_OK,
    CD_UPLOAD_MALFORMED, /* no multipart/form-data, or no text that can be */
    CD_UPLOAD_TOO_LARGE, /* fields, files or parts beyond the limits */
} cd_upload_status_t;

typedef struct {
    const char *folder; /* for the temporary file; NULL: the system's */
    apr_size_t fields;  /* bytes of all fields together, with names */
    apr_off_t files;    /* bytes of all files together */
} cd_upload_limits_t;

/** A file that came. */
typedef struct {
    const char *field;
    const char *name; /* as it was sent: see cd_file_name() */
    apr_off_t offset; /* in the spool */
    apr_off_t size;   /* bytes */
} cd_file_t;

typedef struct cd_upload_t cd_upload_t;

/** Begin to read a form. @return NULL: @a type is no multipart/form-data */
cd_upload_t *cd_upload_create(apr_pool_t *pool, const char *type,
                              const cd_upload_limits_t *limits);

/** Take the next block. */
cd_upload_status_t cd_upload_feed(cd_upload_t *upload, const char *data,
                                  apr_size_t len);

/** There is no more. */
cd_upload_status_t cd_upload_end(cd_upload_t *upload);

/** The fields; names and values are UTF-8 without control characters but tab
 *  and line breaks, as cd_form_decode() gives them. */
apr_table_t *cd_upload_fields(const cd_upload_t *upload);

/** The files, in their order: cd_file_t. A field that was left empty is
 *  none. */
const apr_array_header_t *cd_upload_files(const cd_upload_t *upload);

/** What holds them; NULL when there are none. Ends with the pool. */
apr_file_t *cd_upload_spool(const cd_upload_t *upload);

/** APR_SUCCESS, or why the spool could not be written: the fields are there
 *  all the same, of the files only names and sizes count. */
apr_status_t cd_upload_failure(const cd_upload_t *upload);

/** A temporary file without a name, open for reading and writing until
 *  @a pool ends. @a folder NULL: the system's. */
apr_status_t cd_spool_create(apr_file_t **spool, const char *folder,
                             apr_pool_t *pool);

#endif
