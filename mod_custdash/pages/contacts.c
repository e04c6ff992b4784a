/* SPDX-License-Identifier: Apache-2.0 */
/* New contacts of an account. */
#include <apr_strings.h>

#include "../model/account.h"
#include "pages.h"

const cd_field_t cd_contact_fields[] = {
    { "first-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL, "off" },
    { "last-name", "text", CD_FIELD_REQUIRED, 0, 100, NULL, NULL, "off" },
    { "company", "text", 0, 0, 150, NULL, NULL, "off" },
    { "email", "email", CD_FIELD_REQUIRED, 0, 254, cd_check_email, NULL,
      "off" },
    { "phone", "tel", 0, 0, 30, cd_check_phone, NULL, "off" },
    { "mail-general", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-product", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-domain", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-invoice", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { "mail-support", "checkbox", 0, 0, 1, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static const char *const mail_categories[] = { "general", "product", "domain",
                                               "invoice", "support", NULL };

static const char *const *ticked(cd_ctx_t *ctx)
{
    const char **list = apr_pcalloc(ctx->pool, sizeof(mail_categories));
    const char *const *category;
    int n = 0;

    for (category = mail_categories; *category; category++) {
        const char *field = apr_pstrcat(ctx->pool, "mail-", *category, NULL);

        if (*cd_form_get(ctx->form, field)) {
            list[n++] = *category;
        }
    }
    return list;
}

apr_status_t cd_contact_new(cd_ctx_t *ctx)
{
    cd_contact_t contact;
    cd_db_result_t result;
    cd_db_t *db = ctx->take_db(ctx);

    if (!db) {
        return APR_EGENERAL;
    }
    contact.first_name = cd_form_get(ctx->form, "first-name");
    contact.last_name = cd_form_get(ctx->form, "last-name");
    contact.company = cd_form_get_null(ctx->form, "company");
    contact.email = cd_form_get(ctx->form, "email");
    contact.phone = cd_form_get_null(ctx->form, "phone");
    contact.categories = ticked(ctx);
    result = cd_contact_create(db, ctx->viewer->account, &contact, ctx->time);
    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, "email", "contact-exists");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        ctx->failure = result;
        return APR_EGENERAL;
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = "contact-created";
    return APR_SUCCESS;
}
