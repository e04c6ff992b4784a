/* SPDX-License-Identifier: Apache-2.0 */
/* The log of what was done to an account (OWASP ASVS 5.0, 16): who, what,
 * when, from where. Never a password, a token or a code. */
#ifndef CD_AUDIT_H
#define CD_AUDIT_H

#include "../core/page.h"

/** What was done. NULL: nothing to say. */
typedef struct {
    apr_int64_t account; /* on whose page it stands; 0: nothing is put */
    apr_int64_t user;    /* who did it; 0: nobody who is known */
    const char *action;  /* the theme has `audit.ACTION` */
    const char *subject; /* what it was done to: a name, an address */
    const char *detail;  /* a word more, as it is shown */
    const char *address; /* of the client */
    const char *agent;   /* its User-Agent */
} cd_audit_t;

/** One that is done by the request's viewer, from where she is; a guest's
 *  has neither account nor user yet. */
cd_audit_t cd_audit_begin(const cd_ctx_t *ctx, const char *action);

/** Put it down. Call it inside the transaction that does the thing. */
cd_db_result_t cd_audit_put(cd_db_t *db, const cd_audit_t *audit,
                            apr_time_t now);

#endif
