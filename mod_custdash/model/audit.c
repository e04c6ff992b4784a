/* SPDX-License-Identifier: Apache-2.0 */
/* Puts down what was done to an account. */
#include "audit.h"

#include "../core/clock.h"

cd_audit_t cd_audit_begin(const cd_ctx_t *ctx, const char *action)
{
    cd_audit_t audit = { 0 };

    if (ctx->viewer) {
        audit.account = ctx->viewer->account;
        audit.user = ctx->viewer->user;
    }
    audit.action = action;
    audit.address = ctx->address;
    audit.agent = ctx->agent;
    return audit;
}

cd_db_result_t cd_audit_put(cd_db_t *db, const cd_audit_t *audit,
                            apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(audit->account) },
                        { "user", cd_int_v(audit->user) },
                        { "action", cd_text_v(audit->action) },
                        { "subject", cd_text_v(audit->subject) },
                        { "detail", cd_text_v(audit->detail) },
                        { "address", cd_text_v(audit->address) },
                        { "agent", cd_text_v(audit->agent) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "audit.put", args, 8, NULL, NULL);
}
