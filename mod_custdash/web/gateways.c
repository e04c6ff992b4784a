/* SPDX-License-Identifier: Apache-2.0 */
/* The gateways of a host: CustDashGateway, their settings, and where they may
 * send browsers. */
#include <ap_provider.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "../core/theme_xml.h"
#include "web.h"

/* A gateway as the configuration names it. */
typedef struct {
    const char *name, *file;
} named_t;

const char *cd_gateway_add(cmd_parms *cmd, void *dir, const char *name,
                           const char *file)
{
    cd_config_t *conf = cd_config_of(cmd->server);
    named_t *named = apr_array_push(conf->gateways_named);
    const char *s;

    (void) dir;
    for (s = name; *s; s++) {
        if (!apr_islower(*s) && !apr_isdigit(*s) && *s != '-') {
            return apr_pstrcat(cmd->pool, "CustDashGateway: ", name,
                               " is no name of a gateway", NULL);
        }
    }
    named->name = name;
    named->file = ap_server_root_relative(cmd->pool, file);
    return named->file ? NULL : "CustDashGateway: the file's path is wrong";
}

/* "name value" by line; # begins a comment. */
static const char *read_settings(apr_pool_t *pool, const char *path,
                                 apr_table_t *settings)
{
    cd_bytes_t bytes;
    const char *error = cd_file_read(&bytes, pool, path);
    char *text, *line, *state, *value;

    if (error) {
        return error;
    }
    text = apr_pstrmemdup(pool, (const char *) bytes.data, bytes.len);
    for (line = apr_strtok(text, "\r\n", &state); line;
         line = apr_strtok(NULL, "\r\n", &state)) {
        while (apr_isspace(*line)) {
            line++;
        }
        if (!*line || *line == '#') {
            continue;
        }
        value = line + strcspn(line, " \t");
        if (!*value) {
            return apr_pstrcat(pool, path, ": \"", line, "\" has no value",
                               NULL);
        }
        *value++ = '\0';
        value += strspn(value, " \t");
        apr_table_set(settings, line, value);
    }
    return NULL;
}

static const char *load_one(cd_config_t *conf, const named_t *named,
                            apr_pool_t *pool)
{
    cd_gateway_set_t set = { named->name, NULL, NULL };
    apr_table_t *settings = apr_table_make(pool, 4);
    const char *error;

    set.gateway = ap_lookup_provider(CUSTDASH_GATEWAYS, named->name, "0");
    if (!set.gateway) {
        return apr_pstrcat(pool, "CustDashGateway: no module has a gateway ",
                           named->name, NULL);
    }
    error = read_settings(pool, named->file, settings);
    if (!error) {
        error = set.gateway->configure(pool, settings, &set.state);
        error =
            error ? apr_pstrcat(pool, named->file, ": ", error, NULL) : NULL;
    }
    if (!error) {
        APR_ARRAY_PUSH(conf->gateways, cd_gateway_set_t) = set;
        conf->form_action = apr_pstrcat(pool, conf->form_action, " ",
                                        set.gateway->origin(set.state), NULL);
    }
    return error;
}

const char *cd_gateways_load(cd_config_t *conf, apr_pool_t *pool)
{
    const char *error = NULL;
    int i;

    conf->gateways = apr_array_make(pool, 2, sizeof(cd_gateway_set_t));
    conf->form_action = "'self'";
    for (i = 0; i < conf->gateways_named->nelts && !error; i++) {
        error = load_one(
            conf, &APR_ARRAY_IDX(conf->gateways_named, i, named_t), pool);
    }
    conf->csp = apr_pstrcat(
        pool,
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; form-action ",
        conf->form_action, "; base-uri 'none'; frame-ancestors 'none'", NULL);
    return error;
}

apr_array_header_t *cd_gateways_make(apr_pool_t *pool)
{
    return apr_array_make(pool, 2, sizeof(named_t));
}
