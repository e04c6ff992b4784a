/* SPDX-License-Identifier: Apache-2.0 */
/* Loads what the configuration names; whatever is wrong stops configtest and
 * start, with file and line. */
#include "web.h"

#include <apr_dbd.h>
#include <apr_optional.h>
#include <apr_strings.h>
#include <http_core.h>
#include <mod_dbd.h>
#include <mpm_common.h>

#include "../core/crypto.h"

static int refuse(server_rec *s, const char *message)
{
    ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_CRIT, 0, s,
                 "mod_custdash: %s", message);
    return HTTP_INTERNAL_SERVER_ERROR;
}

static int has_word(const char *text, const char *word)
{
    const char *found = ap_strcasestr(text, word);
    apr_size_t n = strlen(word);

    return found && (found == text || strchr(" ,\"", found[-1]))
        && (!found[n] || strchr(" ,\"", found[n]));
}

/* mod_dbd's traps, told before they cost data: with its default for
 * reconnect every prepared statement fails for ever after a lost
 * connection. */
static const char *check_dbd(const ap_directive_t *node, apr_pool_t *pool)
{
    const char *error = NULL;

    for (; node && !error; node = node->next) {
        if (!ap_cstr_casecmp(node->directive, "DBDParams")
            && !has_word(node->args, "reconnect=0")) {
            error = apr_psprintf(pool,
                                 "%s:%d: DBDParams must say "
                                 "reconnect=0, or statements keep failing "
                                 "after a lost connection",
                                 node->filename, node->line_num);
        }
        else if (!ap_cstr_casecmp(node->directive, "DBDriver")
                 && !has_word(node->args, "mysql")) {
            error = apr_psprintf(pool,
                                 "%s:%d: mod_custdash needs DBDriver "
                                 "mysql",
                                 node->filename, node->line_num);
        }
        else {
            error = check_dbd(node->first_child, pool);
        }
    }
    return error;
}

static const char *load_statements(cd_config_t *conf, apr_pool_t *pool)
{
    const char *error;
    int i;

    conf->cat = cd_sqlcat_create(pool);
    error = cd_sqlcat_read_folder(conf->cat, conf->statements);
    for (i = 0; i < conf->queries->nelts && !error; i++) {
        error = cd_sqlcat_read(
            conf->cat, APR_ARRAY_IDX(conf->queries, i, const char *), 1);
    }
    return error ? error : cd_site_check(cd_web_site, conf->cat, pool);
}

/* The names of all sheets that the pages need, each once. */
static const char *const *sheet_names(apr_pool_t *pool)
{
    apr_array_header_t *names = apr_array_make(pool, 32, sizeof(char *));
    const char *const *extra = cd_web_site->extra_pages;
    const cd_route_t *route;

    for (route = cd_web_site->routes; route->path; route++) {
        if (route->methods & CD_GET) {
            APR_ARRAY_PUSH(names, const char *) = route->name;
        }
    }
    for (; *extra; extra++) {
        APR_ARRAY_PUSH(names, const char *) = *extra;
    }
    APR_ARRAY_PUSH(names, const char *) = NULL;
    return (const char *const *) names->elts;
}

static const cd_option_t *languages(const cd_theme_t *theme, apr_pool_t *pool)
{
    const char *const *code = cd_theme_languages(theme);
    cd_option_t *list;
    int n = 0;

    while (code[n]) {
        n++;
    }
    list = apr_pcalloc(pool, (n + 1) * sizeof(*list));
    for (n = 0; code[n]; n++) {
        list[n].value = code[n];
        list[n].label = cd_theme_language_name(theme, code[n]);
    }
    return list;
}

static const char *load_theme(cd_config_t *conf, apr_pool_t *pool)
{
    cd_theme_source_t source = { 0 };
    const char *error;

    source.directory = conf->theme_dir;
    source.search = conf->theme_search;
    source.bootstrap = conf->bootstrap;
    source.pages = sheet_names(pool);
    error = cd_theme_load(&conf->theme, pool, &source);
    if (!error) {
        conf->languages = languages(conf->theme, pool);
    }
    return error;
}

static int same(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/* Hosts that say the same share the same theme. */
static const cd_config_t *twin(server_rec *first, server_rec *s)
{
    const cd_config_t *conf = cd_config_of(s);

    for (; first != s; first = first->next) {
        const cd_config_t *other = cd_config_of(first);

        if (other->theme && same(conf->theme_dir, other->theme_dir)
            && same(conf->theme_search, other->theme_search)
            && same(conf->bootstrap, other->bootstrap)) {
            return other;
        }
    }
    return NULL;
}

static const char *load_host(server_rec *first, server_rec *s,
                             apr_pool_t *pool)
{
    cd_config_t *conf = cd_config_of(s);
    const cd_config_t *other;
    const char *error;

    cd_config_defaults(conf, pool);
    error = load_statements(conf, pool);
    if (error) {
        return error;
    }
    other = twin(first, s);
    if (other) {
        conf->theme = other->theme;
        conf->languages = other->languages;
        return NULL;
    }
    return load_theme(conf, pool);
}

/* httpd reads its configuration twice at start; loading once is enough. */
static int is_first_pass(void)
{
    return ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG
        && ap_state_query(AP_SQ_RUN_MODE) != AP_SQ_RM_CONFIG_TEST;
}

int cd_check_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s)
{
    server_rec *first = s;
    const char *error = NULL;
    int used = 0;

    (void) plog;
    if (is_first_pass()) {
        return OK;
    }
    cd_theme_init();
    if (cd_crypto_init() != APR_SUCCESS) {
        return refuse(s, "libsodium finds no source of randomness");
    }
    for (; s && !error; s = s->next) {
        if (cd_config_of(s)->path == cd_path_off) {
            cd_config_of(s)->path = NULL;
        }
        if (cd_config_of(s)->path) {
            used = 1;
            error = load_host(first, s, pconf);
        }
    }
    if (!error && used && !APR_RETRIEVE_OPTIONAL_FN(ap_dbd_open)) {
        error = "mod_dbd is not loaded: LoadModule dbd_module "
                "modules/mod_dbd.so";
    }
    if (!error && used) {
        error = check_dbd(ap_conftree, ptemp);
    }
    return error ? refuse(first, error) : OK;
}

void cd_child_init(apr_pool_t *pool, server_rec *s)
{
    const cd_config_t *conf = NULL;

    for (; s && !conf; s = s->next) {
        conf = cd_config_of(s)->path ? cd_config_of(s) : NULL;
    }
    if (conf) {
        cd_watchdog_start(pool);
        cd_pool_child_init(pool, conf);
    }
}
