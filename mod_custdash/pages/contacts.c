/* SPDX-License-Identifier: Apache-2.0 */
/* Contacts of an account: new ones, changes, removals. */
#include <apr_strings.h>

#include <string.h>

#include "../model/member.h"
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

static void read_contact(cd_ctx_t *ctx, cd_contact_t *contact)
{
    contact->first_name = cd_form_get(ctx->form, "first-name");
    contact->last_name = cd_form_get(ctx->form, "last-name");
    contact->company = cd_form_get_null(ctx->form, "company");
    contact->email = cd_form_get(ctx->form, "email");
    contact->phone = cd_form_get_null(ctx->form, "phone");
    contact->categories = ticked(ctx);
}

apr_status_t cd_contact_new(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "contact-created");
    cd_contact_t contact;
    cd_db_result_t result;
    cd_db_t *db = ctx->take_db(ctx);

    if (!db) {
        return APR_EGENERAL;
    }
    read_contact(ctx, &contact);
    audit.subject = contact.email;
    result = cd_contact_create(db, &audit, &contact, ctx->time);
    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, "email", "contact-exists");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = "contact-created";
    return APR_SUCCESS;
}

/* The contact of the path; APR_ENOENT: the account has none such. */
apr_status_t cd_contact_find(cd_ctx_t *ctx, cd_person_t *person)
{
    cd_db_t *db = ctx->take_db(ctx);
    cd_db_result_t result;
    int found;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_person_find(db, ctx->viewer->account,
                            apr_atoi64(apr_table_get(ctx->params, "contact")),
                            person, &found);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    return found ? APR_SUCCESS : APR_ENOENT;
}

static int is_listed(const char *list, const char *word)
{
    apr_size_t n = strlen(word);

    while (*list) {
        if (!strncmp(list, word, n) && (list[n] == ',' || !list[n])) {
            return 1;
        }
        list += strcspn(list, ",");
        list += *list == ',';
    }
    return 0;
}

apr_status_t cd_contact_prepare(cd_ctx_t *ctx)
{
    cd_person_t person;
    apr_status_t rv = cd_contact_find(ctx, &person);
    const char *const *category;

    if (rv != APR_SUCCESS || cd_form_is_filled(ctx->form)) {
        return rv;
    }
    cd_form_set(ctx->form, "first-name", person.first_name);
    cd_form_set(ctx->form, "last-name", person.last_name);
    cd_form_set(ctx->form, "company", person.company);
    cd_form_set(ctx->form, "email", person.email);
    cd_form_set(ctx->form, "phone", person.phone);
    for (category = mail_categories; *category; category++) {
        cd_form_set(ctx->form,
                    apr_pstrcat(ctx->pool, "mail-", *category, NULL),
                    is_listed(person.mail, *category) ? "1" : NULL);
    }
    return APR_SUCCESS;
}

apr_status_t cd_contact_save(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "contact-changed");
    cd_contact_t contact;
    cd_person_t person;
    cd_db_result_t result;
    apr_status_t rv = cd_contact_find(ctx, &person);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    read_contact(ctx, &contact);
    audit.subject = contact.email;
    result = cd_person_save(ctx->db, &person, &contact, &audit, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = "saved";
    return APR_SUCCESS;
}

apr_status_t cd_contact_remove(cd_ctx_t *ctx)
{
    int removed, by_owner = !strcmp(ctx->viewer->role, "owner");
    cd_audit_t audit = cd_audit_begin(ctx, "contact-removed");
    cd_person_t person;
    cd_db_result_t result;
    apr_status_t rv = cd_contact_find(ctx, &person);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    audit.subject = person.email;
    result = cd_person_remove(ctx->db, &person, by_owner, &audit, ctx->time,
                              &removed);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!removed) {
        return APR_ENOENT;
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = "contact-removed";
    return APR_SUCCESS;
}
