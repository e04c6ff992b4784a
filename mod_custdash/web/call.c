/* SPDX-License-Identifier: Apache-2.0 */
/* Routes that programs call: the body as it came, and a line for an answer. */
#include "web.h"

void cd_tell_trouble(cd_request_t *w)
{
    if (w->ctx.trouble) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, w->r, "mod_custdash: %s",
                      w->ctx.trouble);
        w->ctx.trouble = NULL;
    }
}

int cd_call_answer(cd_request_t *w)
{
    cd_ctx_t *ctx = &w->ctx;
    apr_status_t rv;
    int status = cd_body_raw(w, &ctx->body, &ctx->body_len);

    if (status != OK) {
        return status;
    }
    rv = ctx->route->action(ctx);
    cd_pool_give(ctx);
    cd_tell_trouble(w);
    return rv == APR_SUCCESS ? cd_respond_raw(w)
        : rv == APR_ENOENT   ? cd_respond_error(w, HTTP_NOT_FOUND)
        : rv == APR_EINVAL   ? HTTP_BAD_REQUEST
                             : cd_respond_failure(w);
}
