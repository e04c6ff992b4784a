/* SPDX-License-Identifier: Apache-2.0 */
/* What one decides on a service or domain: its renewal, its end. */
#include "../model/manage.h"

#include <apr_strings.h>
#include <string.h>

#include "pages.h"

static const cd_option_t switches[] = { { "1", NULL },
                                        { "0", NULL },
                                        { NULL, NULL } };
static const cd_option_t ends[] = { { "term-end", NULL },
                                    { "now", NULL },
                                    { NULL, NULL } };

const cd_field_t cd_renew_fields[] = {
    { "on", "select", CD_FIELD_REQUIRED, 0, 1, NULL, switches, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_service_cancel_fields[] = {
    { "when", "select", CD_FIELD_REQUIRED, 0, 10, NULL, ends, NULL },
    { "reason", "textarea", CD_FIELD_LINES, 0, CD_REASON_MAX, NULL, NULL,
      "off" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static cd_manager_t manager_of(cd_ctx_t *ctx, const char *what)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_manager_t who = { v->account,
                         v->membership,
                         v->scoped,
                         apr_atoi64(apr_table_get(ctx->params, what)),
                         cd_audit_begin(ctx, NULL),
                         ctx->time };

    return who;
}

/* Back to the page of what it was about. */
static apr_status_t done(cd_ctx_t *ctx, cd_db_result_t result, int found,
                         const char *what, const char *notice)
{
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!found) {
        return APR_ENOENT;
    }
    ctx->outcome.to = apr_pstrcat(ctx->pool, "/", what, "s/",
                                  apr_table_get(ctx->params, what), NULL);
    ctx->outcome.notice = notice;
    return APR_SUCCESS;
}

static apr_status_t renew(cd_ctx_t *ctx, const char *what, int domain)
{
    cd_manager_t who = manager_of(ctx, what);
    int on = !strcmp(cd_form_get(ctx->form, "on"), "1"), found;
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_manage_renew(ctx->db, &who, domain, on, &found);
    return done(ctx, result, found, what, on ? "renewal-on" : "renewal-off");
}

apr_status_t cd_service_renew(cd_ctx_t *ctx)
{
    return renew(ctx, "service", 0);
}

apr_status_t cd_domain_renew(cd_ctx_t *ctx)
{
    return renew(ctx, "domain", 1);
}

static apr_status_t cancel(cd_ctx_t *ctx, const char *when, const char *reason,
                           const char *notice)
{
    cd_manager_t who = manager_of(ctx, "service");
    cd_db_result_t result;
    int found;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_manage_cancel(ctx->db, &who, when, reason, &found);
    return done(ctx, result, found, "service", notice);
}

apr_status_t cd_service_cancel(cd_ctx_t *ctx)
{
    return cancel(ctx, cd_form_get(ctx->form, "when"),
                  cd_form_get_null(ctx->form, "reason"), "cancel-requested");
}

apr_status_t cd_service_keep(cd_ctx_t *ctx)
{
    return cancel(ctx, "", NULL, "cancel-withdrawn");
}
