/* SPDX-License-Identifier: Apache-2.0 */
/* Single sign-on: what the module that authenticated the request says of who
 * it is. Only what httpd itself has set is read, r->user and environment
 * variables, never a header, which a browser could send. */
#include "web.h"

#include <apr_strings.h>

#include "../core/utf8.h"

/* Of OpenID Connect Core 1.0, 2 and 5.1, as mod_auth_openidc passes them. */
static const struct {
    const char *claim, *variable;
} claims[] = { { "email", "OIDC_CLAIM_email" },
               { "email-verified", "OIDC_CLAIM_email_verified" },
               { "first-name", "OIDC_CLAIM_given_name" },
               { "last-name", "OIDC_CLAIM_family_name" },
               { "auth-time", "OIDC_CLAIM_auth_time" },
               { NULL, NULL } };

const char *cd_identity_auth(cmd_parms *cmd, void *dir, const char *how,
                             const char *rule)
{
    static const char *const rules[] = { "refuse", "match", "register" };
    cd_config_t *conf = cd_config_of(cmd->server);
    int i;

    (void) dir;
    if (!ap_cstr_casecmp(how, "internal") && !rule) {
        conf->auth = CD_AUTH_INTERNAL;
        return NULL;
    }
    for (i = 0; !ap_cstr_casecmp(how, "external") && i < 3; i++) {
        if (!ap_cstr_casecmp(rule ? rule : "match", rules[i])) {
            conf->auth = CD_AUTH_REFUSE + i;
            return NULL;
        }
    }
    return "CustDashAuth takes internal, or external and what is done with "
           "who comes for the first time: refuse, match or register";
}

const char *cd_identity_claim(cmd_parms *cmd, void *dir, const char *claim,
                              const char *variable)
{
    cd_config_t *conf = cd_config_of(cmd->server);
    int i = 0;

    (void) dir;
    while (claims[i].claim && ap_cstr_casecmp(claims[i].claim, claim)) {
        i++;
    }
    if (!claims[i].claim) {
        return apr_pstrcat(cmd->pool, "CustDashClaim: ", claim,
                           " is none of email, email-verified, first-name, "
                           "last-name, auth-time",
                           NULL);
    }
    apr_table_set(conf->claims, claims[i].claim, variable);
    return NULL;
}

/* Cleaned, at most n characters; NULL: it isn't told. */
static const char *told(const cd_request_t *w, const char *claim, apr_size_t n)
{
    const char *variable = apr_table_get(w->conf->claims, claim);
    const char *value;
    int i = 0;

    while (strcmp(claims[i].claim, claim)) {
        i++;
    }
    value = apr_table_get(w->r->subprocess_env,
                          variable ? variable : claims[i].variable);
    if (!value || !*value) {
        return NULL;
    }
    value = cd_utf8_clean(w->r->pool, value);
    return cd_utf8_length(value) <= n ? value : NULL;
}

/* Of a directory that only the provider writes every address is confirmed. */
static int is_verified(const cd_request_t *w)
{
    const char *variable = apr_table_get(w->conf->claims, "email-verified");
    const char *value = told(w, "email-verified", 10);

    return (variable && !ap_cstr_casecmp(variable, "always"))
        || (value && (!strcmp(value, "1") || !ap_cstr_casecmp(value, "true")));
}

static const char *verified_email(const cd_request_t *w)
{
    const char *email = told(w, "email", 254);

    return email && is_verified(w) && !cd_check_email(w->r->pool, &email)
        ? email
        : NULL;
}

const cd_identity_t *cd_identity_of(const cd_request_t *w)
{
    const char *user = w->r->user, *since;
    cd_identity_t *identity;

    if (w->conf->auth == CD_AUTH_INTERNAL) {
        return NULL;
    }
    identity = apr_pcalloc(w->r->pool, sizeof(*identity));
    identity->rule = (cd_auth_t) w->conf->auth;
    if (user && *user && strlen(user) <= CD_IDENTITY_MAX
        && cd_utf8_valid(user, strlen(user))
        && !cd_utf8_control(user, strlen(user), 0)) {
        identity->name = user;
    }
    identity->email = verified_email(w);
    identity->first_name = told(w, "first-name", 100);
    identity->last_name = told(w, "last-name", 100);
    since = told(w, "auth-time", 20);
    identity->since = since ? apr_time_from_sec(apr_atoi64(since)) : 0;
    return identity;
}
