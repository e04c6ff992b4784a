/* SPDX-License-Identifier: Apache-2.0 */
/* What customers decide on their services and domains. Each is one
 * transaction, put down, and told to the provider's systems by an event. */
#ifndef CD_MANAGE_H
#define CD_MANAGE_H

#include "audit.h"

/** Longest reason for an end, in characters. */
#define CD_REASON_MAX 500

/** Who decides, and on what. */
typedef struct {
    apr_int64_t account, membership;
    int scoped;
    apr_int64_t id; /* of the service or domain */
    cd_audit_t audit;
    apr_time_t now;
} cd_manager_t;

/** Is it invoiced again when its period is over? *@a found 0: she reaches no
 *  such service that runs, or (@a domain) domain of ours. What is so already
 *  changes nothing and is told to nobody. */
cd_db_result_t cd_manage_renew(cd_db_t *db, const cd_manager_t *who,
                               int domain, int on, int *found);

/**
 * The service is to end.
 * @param when "now", "term-end", or "": not after all
 * @param reason for the provider, or NULL
 * @param found as for cd_manage_renew()
 */
cd_db_result_t cd_manage_cancel(cd_db_t *db, const cd_manager_t *who,
                                const char *when, const char *reason,
                                int *found);

#endif
