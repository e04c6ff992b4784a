/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl ticket purge: files of tickets that were closed long ago. */
#include <apr_strings.h>
#include <stdio.h>

#include "../core/form.h"
#include "ticket.h"

static const char *readable(apr_pool_t *pool, apr_int64_t bytes)
{
    return apr_psprintf(pool, "%.1f MiB", (double) bytes / (1024 * 1024));
}

static int purge_one(cd_db_t *db, const cd_old_ticket_t *old,
                     const cd_ticket_job_t *job, apr_int64_t *bytes,
                     apr_pool_t *pool)
{
    apr_int64_t removed = old->files;

    if (!job->dry_run
        && cd_staff_remove_files(db, old, job->before, apr_time_now(),
                                 &removed)
            != CD_DB_OK) {
        cd_complain("ticket %s: %s", old->number, cd_db_error(db));
        return 0;
    }
    if (removed) {
        printf("%s: %" APR_INT64_T_FMT " files, %s\n", old->number, removed,
               readable(pool, old->bytes));
        *bytes += old->bytes;
    }
    return 1;
}

int cd_ticket_purge(cd_db_t *db, const cd_ticket_job_t *job, apr_pool_t *pool)
{
    apr_array_header_t *list =
        apr_array_make(pool, 16, sizeof(cd_old_ticket_t));
    const char *before = job->before;
    apr_int64_t bytes = 0;
    int i, good = 1;

    if (!before || cd_check_date(pool, &before)) {
        cd_complain("purge needs --before and a day, YYYY-MM-DD");
        return CD_EXIT_USAGE;
    }
    if (cd_staff_old_files(db, before, list) != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        return CD_EXIT_FAILED;
    }
    for (i = 0; i < list->nelts && good; i++) {
        good = purge_one(db, &APR_ARRAY_IDX(list, i, cd_old_ticket_t), job,
                         &bytes, pool);
    }
    printf("%s%s\n", readable(pool, bytes),
           job->dry_run ? " would be freed" : " freed");
    return good ? CD_EXIT_OK : CD_EXIT_FAILED;
}
