/* SPDX-License-Identifier: Apache-2.0 */
/* Saves a file that a customer has attached. */
#include <apr_strings.h>

#include "../model/attachment.h"
#include "ticket.h"

typedef struct {
    apr_int64_t account; /* 0: there is no such file */
    apr_off_t size;
} found_t;

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    found_t *f = baton;

    f->account = apr_atoi64(cd_row_get(row, "account"));
    f->size = (apr_off_t) apr_atoi64(cd_row_get(row, "size"));
    return CD_DB_OK;
}

/* Its name is the customer's choice, so staff says where it goes; what is
 * there already stays. */
static int save(cd_db_t *db, const cd_ticket_job_t *job, const found_t *found,
                apr_pool_t *pool)
{
    apr_file_t *file;
    apr_status_t why;
    char text[120];
    cd_db_result_t result;

    why = apr_file_open(&file, job->output,
                        APR_FOPEN_CREATE | APR_FOPEN_EXCL | APR_FOPEN_WRITE,
                        APR_FPROT_UREAD | APR_FPROT_UWRITE, pool);
    if (why != APR_SUCCESS) {
        cd_complain("%s: %s", job->output,
                    apr_strerror(why, text, sizeof(text)));
        return CD_EXIT_FAILED;
    }
    result = cd_attachment_read(db, found->account, apr_atoi64(job->file),
                                found->size, file, &why);
    if (why == APR_SUCCESS) {
        why = apr_file_close(file);
    }
    if (result == CD_DB_OK && why == APR_SUCCESS) {
        return CD_EXIT_OK;
    }
    apr_file_remove(job->output, pool);
    if (result != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
    }
    else {
        cd_complain("%s: %s", job->output,
                    apr_strerror(why, text, sizeof(text)));
    }
    return CD_EXIT_FAILED;
}

int cd_ticket_save(cd_db_t *db, const cd_ticket_job_t *job, apr_pool_t *pool)
{
    cd_arg_t args[] = { { "ticket", cd_text_v(job->number) },
                        { "id", cd_text_v(job->file) } };
    found_t found = { 0, 0 };

    if (!job->output) {
        cd_complain("file needs --output");
        return CD_EXIT_USAGE;
    }
    if (cd_db_query(db, "ticket.staff-file", args, 2, take, &found)
        != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    if (!found.account) {
        cd_complain("ticket %s has no file %s; custdashctl ticket show tells "
                    "which it has",
                    job->number, job->file);
        return CD_EXIT_FAILED;
    }
    return save(db, job, &found, pool);
}
