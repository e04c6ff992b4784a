/* SPDX-License-Identifier: Apache-2.0 */
/* The search for a domain: what was typed, as a name to look for. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "pages.h"

#define MAX_LABEL 63 /* octets (RFC 1035, 2.3.4) */

/* "https://Example.com/x" and " example .com" mean example.com. */
static char *tidy(apr_pool_t *pool, const char *typed)
{
    char *name = apr_pstrdup(pool, typed), *s;

    s = strstr(name, "://");
    name = s ? s + 3 : name;
    apr_collapse_spaces(name, name);
    name[strcspn(name, "/?#:")] = '\0';
    for (s = name; *s; s++) {
        *s = apr_tolower(*s);
    }
    return strncmp(name, "www.", 4) ? name : name + 4;
}

/* Letters, digits and inner hyphens (RFC 5890, 2.3.1), as ASCII. */
static const char *label_error(const char *label)
{
    apr_size_t n = strlen(label);
    const char *s;

    if (n == 0 || n > MAX_LABEL) {
        return "domain-length";
    }
    for (s = label; *s; s++) {
        if (!apr_isalnum(*s) && *s != '-') {
            return "domain-characters";
        }
    }
    if (label[0] == '-' || label[n - 1] == '-'
        || (n > 3 && label[2] == '-' && label[3] == '-')) {
        return "domain-hyphen";
    }
    return NULL;
}

apr_status_t cd_domain_search_prepare(cd_ctx_t *ctx)
{
    const char *typed = apr_table_get(ctx->query, "name");
    const char *how = apr_table_get(ctx->query, "how");
    xmlNodePtr section = cd_doc_section(ctx->doc, "domain-search");
    const char *error;
    char *label;

    apr_table_unset(ctx->query, "name");
    cd_doc_set(ctx->doc, section, "how",
               how && !strcmp(how, "transfer") ? "transfer" : "register");
    if (!typed || !*typed) {
        return APR_SUCCESS;
    }
    cd_doc_set(ctx->doc, section, "query", typed);
    label = tidy(ctx->pool, typed);
    if (strchr(label, '.')) {
        cd_doc_set(ctx->doc, section, "tld", strchr(label, '.') + 1);
        *strchr(label, '.') = '\0';
    }
    error = label_error(label);
    if (error) {
        cd_doc_set(ctx->doc, section, "error", error);
        return APR_SUCCESS;
    }
    cd_doc_set(ctx->doc, section, "label", label);
    apr_table_setn(ctx->query, "name", label);
    return APR_SUCCESS;
}
