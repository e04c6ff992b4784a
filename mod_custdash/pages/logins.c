/* SPDX-License-Identifier: Apache-2.0 */
/* What a contact with a login may do: invited, changed and ended by the
 * account's owner alone. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "../model/permission.h"
#include "pages.h"

#define MAX_DIGITS 18
#define PREFIX "perm-" /* of a permission's tick; its dots are hyphens */

#define TICK(name)                                  \
    {                                               \
        name, "checkbox", 0, 0, 1, NULL, NULL, NULL \
    }

const cd_field_t cd_login_fields[] = {
    TICK("perm-profile"),
    TICK("perm-contacts"),
    TICK("perm-services"),
    TICK("perm-services-manage"),
    TICK("perm-domains"),
    TICK("perm-domains-manage"),
    TICK("perm-invoices"),
    TICK("perm-invoices-pay"),
    TICK("perm-orders"),
    TICK("perm-tickets"),
    TICK("perm-tickets-write"),
    TICK("perm-emails"),
    TICK("scoped"),
    { "until", "date", 0, 0, 10, cd_check_date, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static const char *field_of(apr_pool_t *pool, const char *permission)
{
    char *field = apr_pstrcat(pool, PREFIX, permission, NULL), *c;

    for (c = field; *c; c++) {
        *c = *c == '.' ? '-' : *c;
    }
    return field;
}

static void fill(cd_ctx_t *ctx, const cd_person_t *person)
{
    unsigned int bits =
        cd_permission_bits(cd_permissions, person->permissions);
    const cd_permission_t *p;

    for (p = cd_permissions; p->name; p++) {
        cd_form_set(ctx->form, field_of(ctx->pool, p->name),
                    bits & p->bit ? "1" : NULL);
    }
    cd_form_set(ctx->form, "scoped", person->scoped ? "1" : NULL);
    cd_form_set(ctx->form, "until", person->until);
}

/* Ids that were ticked: the repeated values of one name. */
static const char *const *ticked(cd_ctx_t *ctx, const char *name)
{
    const apr_array_header_t *all = apr_table_elts(ctx->posted);
    const apr_table_entry_t *pair = (const apr_table_entry_t *) all->elts;
    const char **ids = apr_pcalloc(ctx->pool, (all->nelts + 1) * sizeof(*ids));
    int i, n = 0;

    for (i = 0; i < all->nelts; i++) {
        const char *value = pair[i].val;
        apr_size_t digits = strspn(value, "0123456789");

        if (!strcmp(pair[i].key, name) && digits && digits <= MAX_DIGITS
            && !value[digits]) {
            ids[n++] = value;
        }
    }
    return ids;
}

/* The section that is being filled, and what was ticked in the form that
 * comes back. */
typedef struct {
    cd_ctx_t *ctx;
    const char *element;
    const char *const *ids; /* NULL: as it is on record */
} lister_t;

static int is_ticked(const lister_t *l, const cd_row_t *row)
{
    const char *const *id;

    if (!l->ids) {
        return *cd_row_get(row, "chosen") == '1';
    }
    for (id = l->ids; *id; id++) {
        if (!strcmp(*id, cd_row_get(row, "id"))) {
            return 1;
        }
    }
    return 0;
}

static cd_db_result_t list(void *baton, const cd_row_t *row)
{
    const lister_t *l = baton;
    cd_doc_t *doc = l->ctx->doc;
    xmlNodePtr node =
        cd_doc_element(doc, cd_doc_section(doc, "scope"), l->element);

    cd_doc_set(doc, node, "id", cd_row_get(row, "id"));
    cd_doc_set(doc, node, "name", cd_row_get(row, "name"));
    cd_doc_set(doc, node, "domain", cd_row_get(row, "domain"));
    cd_doc_set(doc, node, "chosen", is_ticked(l, row) ? "1" : NULL);
    return CD_DB_OK;
}

static cd_db_result_t show_scope(cd_ctx_t *ctx, const cd_person_t *person)
{
    lister_t services = { ctx, "service", NULL };
    lister_t domains = { ctx, "domain", NULL };
    cd_arg_t args[] = { { "account", cd_int_v(person->account) },
                        { "contact", cd_int_v(person->contact) } };
    cd_db_result_t result;

    if (ctx->posted) {
        services.ids = ticked(ctx, "service");
        domains.ids = ticked(ctx, "domain");
    }
    cd_doc_section(ctx->doc, "scope");
    result = cd_db_query(ctx->db, "scope.services", args, 2, list, &services);
    return result == CD_DB_OK
        ? cd_db_query(ctx->db, "scope.domains", args, 2, list, &domains)
        : result;
}

/* The contact whose login it is; the owner's own is none. */
static apr_status_t find(cd_ctx_t *ctx, cd_person_t *person)
{
    apr_status_t rv = cd_contact_find(ctx, person);

    return rv == APR_SUCCESS && person->is_owner ? APR_ENOENT : rv;
}

apr_status_t cd_login_prepare(cd_ctx_t *ctx)
{
    cd_person_t person;
    apr_status_t rv = find(ctx, &person);
    cd_db_result_t result = CD_DB_OK;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (!cd_form_is_filled(ctx->form)) {
        fill(ctx, &person);
    }
    if (ctx->doc) {
        result = show_scope(ctx, &person);
    }
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

static unsigned int granted(cd_ctx_t *ctx)
{
    const cd_permission_t *p;
    unsigned int bits = 0;

    for (p = cd_permissions; p->name; p++) {
        if (*cd_form_get(ctx->form, field_of(ctx->pool, p->name))) {
            bits |= p->bit;
        }
    }
    return bits;
}

static cd_inviter_t inviter_of(cd_ctx_t *ctx)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_inviter_t inviter = { v->user,
                             apr_pstrcat(ctx->pool, v->first_name, " ",
                                         v->last_name, NULL),
                             v->account_name, ctx->language, ctx->time };

    return inviter;
}

static apr_status_t grant(cd_ctx_t *ctx, const cd_person_t *person,
                          const cd_grant_t *wanted)
{
    cd_inviter_t inviter = inviter_of(ctx);
    int invites = !strcmp(person->login, "none");
    cd_audit_t audit =
        cd_audit_begin(ctx, invites ? "login-invited" : "login-changed");
    cd_db_result_t result;

    audit.subject = person->email;
    audit.detail = wanted->permissions;
    result = invites
        ? cd_login_invite(ctx->db, person, wanted, &inviter, &audit)
        : cd_login_change(ctx->db, person, wanted, &audit, ctx->time);

    if (result == CD_DB_DUPLICATE) {
        cd_form_error(ctx->form, NULL, "member-exists");
        return APR_SUCCESS;
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = invites ? "invited" : "saved";
    return APR_SUCCESS;
}

apr_status_t cd_login_save(cd_ctx_t *ctx)
{
    unsigned int bits = granted(ctx);
    cd_grant_t wanted = { 0 };
    cd_person_t person;
    apr_status_t rv = find(ctx, &person);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    wanted.permissions = cd_permission_names(cd_permissions, bits, ctx->pool);
    wanted.scoped = *cd_form_get(ctx->form, "scoped") != '\0';
    wanted.services = ticked(ctx, "service");
    wanted.domains = ticked(ctx, "domain");
    wanted.until = cd_form_get_null(ctx->form, "until");
    if (!bits) {
        cd_form_error(ctx->form, NULL, "no-permission");
    }
    if (wanted.until && strcmp(wanted.until, ctx->today) < 0) {
        cd_form_error(ctx->form, "until", "past");
    }
    return cd_form_errors(ctx->form) ? APR_SUCCESS
                                     : grant(ctx, &person, &wanted);
}

static const char *back_to_login(const cd_ctx_t *ctx)
{
    return apr_pstrcat(ctx->pool, "/contacts/",
                       apr_table_get(ctx->params, "contact"), "/login", NULL);
}

apr_status_t cd_login_again(cd_ctx_t *ctx)
{
    cd_inviter_t inviter = inviter_of(ctx);
    cd_person_t person;
    apr_status_t rv = find(ctx, &person);
    cd_db_result_t result;
    int sent;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (strcmp(person.login, "invited")) {
        return APR_ENOENT;
    }
    result = cd_login_resend(ctx->db, &person, &inviter, &sent);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = back_to_login(ctx);
    ctx->outcome.notice = sent ? "invited" : "wait";
    return APR_SUCCESS;
}

apr_status_t cd_login_end(cd_ctx_t *ctx)
{
    cd_audit_t audit = cd_audit_begin(ctx, "login-ended");
    cd_person_t person;
    apr_status_t rv = find(ctx, &person);
    cd_db_result_t result;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    audit.subject = person.email;
    result = cd_login_remove(ctx->db, &person, &audit, ctx->time);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = "/contacts";
    ctx->outcome.notice = "login-ended";
    return APR_SUCCESS;
}
