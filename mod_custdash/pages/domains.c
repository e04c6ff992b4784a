/* SPDX-License-Identifier: Apache-2.0 */
/* The search for a domain, and a domain that is transferred to us. */
#include <apr_cstr.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/host.h"
#include "../core/seal.h"
#include "cart.h"

/* An auth code is a token of XML (RFC 5731, 3.2.1), which registries make of
 * printable ASCII. */
static const char *check_auth_code(apr_pool_t *pool, const char **value)
{
    const unsigned char *c = (const unsigned char *) *value;
    apr_size_t n = strlen(*value);

    (void) pool;
    while (*c > ' ' && *c < 0x7f) {
        c++;
    }
    return *c || n < 4 ? "auth-code" : NULL;
}

const cd_field_t cd_transfer_fields[] = {
    { "domain", "text", CD_FIELD_REQUIRED, 0, 253, NULL, NULL, "off" },
    { "auth-code", "text", CD_FIELD_REQUIRED | CD_FIELD_SECRET, 0, 64,
      check_auth_code, NULL, "off" },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

/* "https://Example.com/x" and " example .com" mean example.com. */
static const char *tidy(apr_pool_t *pool, const char *typed)
{
    char *name = apr_pstrdup(pool, typed), *s = strstr(name, "://");

    name = s ? s + 3 : name;
    apr_collapse_spaces(name, name);
    name[strcspn(name, "/?#:")] = '\0';
    return apr_cstr_casecmpn(name, "www.", 4) ? name : name + 4;
}

static void show_label(cd_ctx_t *ctx, xmlNodePtr section,
                       const cd_host_t *host)
{
    const char *dot = strchr(host->ascii, '.');
    const char *label = dot ? apr_pstrmemdup(ctx->pool, host->ascii,
                                             (apr_size_t) (dot - host->ascii))
                            : host->ascii;

    if (dot) {
        cd_doc_set(ctx->doc, section, "tld", dot + 1);
    }
    cd_doc_set(
        ctx->doc, section, "label",
        apr_pstrmemdup(ctx->pool, host->shown, strcspn(host->shown, ".")));
    cd_doc_set(ctx->doc, section, "ascii", label);
    apr_table_setn(ctx->query, "name", label);
}

apr_status_t cd_domain_search_prepare(cd_ctx_t *ctx)
{
    const char *typed = apr_table_get(ctx->query, "name");
    const char *how = apr_table_get(ctx->query, "how");
    xmlNodePtr section = cd_doc_section(ctx->doc, "domain-search");
    const char *error;
    cd_host_t host;

    apr_table_unset(ctx->query, "name");
    cd_doc_set(ctx->doc, section, "how",
               how && !strcmp(how, "transfer") ? "transfer" : "register");
    if (!typed || !*typed) {
        return APR_SUCCESS;
    }
    cd_doc_set(ctx->doc, section, "query", typed);
    error = cd_host_read(ctx->pool, tidy(ctx->pool, typed), &host);
    if (error) {
        cd_doc_set(ctx->doc, section, "error", error);
        return APR_SUCCESS;
    }
    show_label(ctx, section, &host);
    return APR_SUCCESS;
}

apr_status_t cd_cart_add_domain(cd_ctx_t *ctx, const char *kind,
                                const cd_host_t *host, const char *auth_code,
                                cd_cart_end_t *end)
{
    cd_shopper_t who = cd_cart_shopper(ctx);
    cd_cart_item_t item = { 0 };
    const char *dot = strchr(host->ascii, '.');
    cd_db_result_t result;

    *end = CD_CART_MISSING;
    if (!dot) {
        return APR_SUCCESS;
    }
    item.kind = kind;
    item.name = host->ascii;
    item.tld = dot + 1;
    item.auth_code = auth_code;
    item.quantity = 1;
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_cart_add(ctx->db, &who, &item, 1, end);
    return result == CD_DB_OK ? APR_SUCCESS : cd_page_db_failed(ctx, result);
}

/* Without a key there is no place to keep a secret: staff asks for it. */
apr_status_t cd_transfer_prepare(cd_ctx_t *ctx)
{
    const char *name = apr_table_get(ctx->query, "name");

    if (!ctx->safety->secret) {
        cd_form_rule(ctx->form, "auth-code", CD_RULE_HIDDEN);
    }
    if (name && !cd_form_is_filled(ctx->form)) {
        cd_form_set(ctx->form, "domain", name);
    }
    return APR_SUCCESS;
}

apr_status_t cd_transfer(cd_ctx_t *ctx)
{
    const char *code = cd_form_get_null(ctx->form, "auth-code");
    cd_cart_end_t end;
    cd_host_t host;
    apr_status_t rv;
    const char *error = cd_host_read(
        ctx->pool, tidy(ctx->pool, cd_form_get(ctx->form, "domain")), &host);

    if (error) {
        cd_form_error(ctx->form, "domain", error);
        return APR_SUCCESS;
    }
    if (code) {
        code = cd_seal_text(ctx->pool, code, host.ascii, ctx->safety->secret);
    }
    rv = cd_cart_add_domain(ctx, "transfer", &host, code, &end);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (end == CD_CART_MISSING) {
        cd_form_error(ctx->form, "domain", "tld-not-sold");
        return APR_SUCCESS;
    }
    return cd_cart_ended(ctx, CD_DB_OK, end, "/cart", "cart-added");
}
