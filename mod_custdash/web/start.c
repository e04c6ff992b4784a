/* SPDX-License-Identifier: Apache-2.0 */
/* Loads what the configuration names; whatever is wrong stops configtest and
 * start, with file and line. */
#include "cache.h"
#include "convoy.h"

#include <apr_dbd.h>
#include <apr_escape.h>
#include <apr_optional.h>
#include <apr_strings.h>
#include <http_core.h>
#include <mod_dbd.h>
#include <mpm_common.h>
#include <stdlib.h>

#include "../core/crypto.h"
#include "../core/seal.h"
#include "../core/theme_xml.h"

#define SHORTEST_PASSWORD 8 /* bytes: shorter ones are refused anyway */

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

/* What a block of the configuration says of its own, the last word each. */
typedef struct {
    const ap_directive_t *params, *driver, *max, *dash;
} said_t;

static void read_block(const ap_directive_t *node, said_t *said)
{
    for (; node; node = node->next) {
        const ap_directive_t **slot =
            !ap_cstr_casecmp(node->directive, "DBDParams")  ? &said->params
            : !ap_cstr_casecmp(node->directive, "DBDriver") ? &said->driver
            : !ap_cstr_casecmp(node->directive, "DBDMax")   ? &said->max
            : !ap_cstr_casecmp(node->directive, "CustDash") ? &said->dash
                                                            : NULL;

        if (slot) {
            *slot = node;
        }
    }
}

static const char *at(const ap_directive_t *node, apr_pool_t *pool,
                      const char *what)
{
    return apr_psprintf(pool, "%s:%d: %s", node->filename, node->line_num,
                        what);
}

/* mod_dbd's traps, told before they cost data: with its default for
 * reconnect every prepared statement fails for ever after a lost
 * connection. */
static const char *check_dbd(const said_t *said, int gate, apr_pool_t *pool)
{
    int max = said->max ? atoi(said->max->args) : 10; /* mod_dbd's own */

    if (!said->params) {
        return at(said->dash, pool,
                  "CustDash needs a database: say DBDriver "
                  "mysql and DBDParams");
    }
    if (!said->driver || !has_word(said->driver->args, "mysql")) {
        return at(said->driver ? said->driver : said->params, pool,
                  "mod_custdash needs DBDriver mysql");
    }
    if (!has_word(said->params->args, "reconnect=0")) {
        return at(said->params, pool,
                  "DBDParams must say reconnect=0, or "
                  "statements keep failing after a lost connection");
    }
    if (gate > max) {
        return at(
            said->dash, pool,
            apr_psprintf(pool,
                         "CustDashDatabaseGate is %d, more than DBDMax (%d): "
                         "requests would wait without a limit",
                         gate, max));
    }
    return NULL;
}

static int is_on(const said_t *said)
{
    return said->dash && ap_cstr_casecmp(said->dash->args, "off");
}

/* Every block that has a dashboard, with what it inherits. */
static const char *check_blocks(int gate, apr_pool_t *pool)
{
    const ap_directive_t *node;
    said_t whole = { 0 };
    const char *error;

    read_block(ap_conftree, &whole);
    error = is_on(&whole) ? check_dbd(&whole, gate, pool) : NULL;
    for (node = ap_conftree; node && !error; node = node->next) {
        said_t said = whole;

        if (ap_cstr_casecmp(node->directive, "<VirtualHost")) {
            continue;
        }
        read_block(node->first_child, &said);
        error = is_on(&said) ? check_dbd(&said, gate, pool) : NULL;
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
        if (route->methods & CD_GET && !(route->methods & CD_RAW)) {
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
    source.packed = CD_DATA_DIR "/packed";
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

static int same_files(const apr_array_header_t *a, const apr_array_header_t *b)
{
    int i;

    for (i = 0; i < a->nelts && i < b->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(a, i, const char *),
                   APR_ARRAY_IDX(b, i, const char *))) {
            return 0;
        }
    }
    return a->nelts == b->nelts;
}

/* Hosts that say the same share the same statements: so what one has
 * prepared on a connection serves the other too. */
static const cd_config_t *twin_statements(server_rec *first, server_rec *s)
{
    const cd_config_t *conf = cd_config_of(s);

    for (; first != s; first = first->next) {
        const cd_config_t *other = cd_config_of(first);

        if (other->cat && same(conf->statements, other->statements)
            && same_files(conf->queries, other->queries)) {
            return other;
        }
    }
    return NULL;
}

/* Hosts that say the same share the same theme. */
static const cd_config_t *twin_theme(server_rec *first, server_rec *s)
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

static void add_text(apr_array_header_t *texts, const char *text)
{
    APR_ARRAY_PUSH(texts, const char *) = text ? text : "";
}

/* Whatever a page is made from but rows, viewer and day: with another of it
 * no page that was kept is found. */
static const char *generation(const cd_config_t *conf, apr_pool_t *pool)
{
    const apr_array_header_t *all = cd_sqlcat_all(conf->cat);
    apr_array_header_t *texts = apr_array_make(pool, 64, sizeof(char *));
    unsigned char digest[16];
    const char *text;
    int i;

    add_text(texts, CD_VERSION);
    add_text(texts, cd_theme_generation(conf->theme));
    add_text(texts, conf->path);
    add_text(texts, conf->site_name);
    add_text(texts, conf->time_zone);
    add_text(texts, conf->currency);
    add_text(texts, conf->registration ? "open" : "closed");
    for (i = 0; conf->rule_list[i].field; i++) {
        add_text(texts,
                 apr_psprintf(pool, "%s %d", conf->rule_list[i].field,
                              (int) conf->rule_list[i].rule));
    }
    add_text(texts, conf->safety.key ? "key" : "no key");
    add_text(texts, conf->safety.required ? "required" : "optional");
    for (i = 0; i < all->nelts; i++) {
        add_text(texts, APR_ARRAY_IDX(all, i, const cd_stmt_t *)->text);
    }
    text = apr_array_pstrcat(pool, texts, '\n');
    cd_digest(digest, sizeof(digest), text, strlen(text));
    return apr_pescape_hex(pool, digest, sizeof(digest), 0);
}

/* One for all hosts that say nothing of it. */
static cd_cache_t *default_cache(server_rec *first, apr_pool_t *pool,
                                 apr_pool_t *temp)
{
    static const char key[] = "custdash-default-cache";
    void *cache = NULL;

    apr_pool_userdata_get(&cache, key, pool);
    if (!cache) {
        cache = cd_cache_default(temp, pool);
        apr_pool_userdata_setn(cache, key, NULL, pool);
    }
    if (!cache) {
        ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_NOTICE, 0, first,
                     "mod_custdash: without mod_socache_shmcb each page is "
                     "made anew; load it, or say CustDashCache off");
    }
    return cache;
}

/* The list that configure names need not be there; one that the
 * configuration names must. */
static const char *load_words(cd_config_t *conf, server_rec *s,
                              apr_pool_t *pool)
{
    cd_words_t *words = NULL;
    const char *path = conf->common_passwords, *error;

    if (path && !*path) {
        return NULL;
    }
    error = cd_words_read(&words, pool, path ? path : CD_COMMON_PASSWORDS,
                          SHORTEST_PASSWORD);
    conf->safety.common = words;
    if (error && !path) {
        ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_NOTICE, 0, s,
                     "mod_custdash: common passwords are not refused: %s "
                     "(Debian: apt-get install john-data, or name another "
                     "file by CustDashCommonPasswords)",
                     error);
        return NULL;
    }
    return error;
}

/* A key from a file that only root can read: this is before httpd becomes
 * somebody else. */
static const char *load_key(cd_config_t *conf, apr_pool_t *pool)
{
    unsigned char *key = apr_palloc(pool, CD_SEAL_KEY_BYTES);
    const char *error;

    if (conf->auth != CD_AUTH_INTERNAL
        && conf->second_factor == CD_FACTOR_REQUIRED) {
        return "CustDashSecondFactor required is of passwords: with "
               "CustDashAuth external let who authenticates ask for it";
    }
    if (!conf->secret_key) {
        return conf->second_factor == CD_FACTOR_REQUIRED
            ? "CustDashSecondFactor required needs CustDashSecretKey"
            : NULL;
    }
    error = cd_seal_key_file(pool, conf->secret_key, key);
    if (error) {
        return error;
    }
    conf->safety.secret = key;
    conf->safety.key = conf->second_factor == CD_FACTOR_OFF ? NULL : key;
    conf->safety.required = conf->second_factor == CD_FACTOR_REQUIRED;
    return NULL;
}

static const char *load_host(server_rec *first, server_rec *s,
                             apr_pool_t *pool, apr_pool_t *temp)
{
    cd_config_t *conf = cd_config_of(s);
    const cd_config_t *other;
    const char *error;

    cd_config_defaults(conf, pool);
    if (!conf->cache_said) {
        conf->cache = default_cache(first, pool, temp);
    }
    other = twin_statements(first, s);
    error = other ? NULL : load_statements(conf, pool);
    if (error) {
        return error;
    }
    if (other) {
        conf->cat = other->cat;
    }
    other = twin_theme(first, s);
    if (other) {
        conf->theme = other->theme;
        conf->languages = other->languages;
    }
    else {
        error = load_theme(conf, pool);
    }
    if (!error) {
        error = load_words(conf, s, pool);
    }
    if (!error) {
        error = load_key(conf, pool);
    }
    if (!error) {
        error = cd_gateways_load(conf, pool);
    }
    if (!error) {
        conf->generation = generation(conf, pool);
    }
    return error;
}

/* httpd reads its configuration twice at start; loading once is enough. */
int cd_is_first_pass(void)
{
    return ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG
        && ap_state_query(AP_SQ_RUN_MODE) != AP_SQ_RM_CONFIG_TEST;
}

int cd_check_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s)
{
    server_rec *first = s;
    const char *error = NULL;
    int gate = 0;

    (void) plog;
    if (cd_is_first_pass()) {
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
            error = load_host(first, s, pconf, ptemp);
            gate = gate ? gate : cd_config_of(s)->db_gate;
        }
    }
    if (!error && gate && !APR_RETRIEVE_OPTIONAL_FN(ap_dbd_open)) {
        error = "mod_dbd is not loaded: LoadModule dbd_module "
                "modules/mod_dbd.so";
    }
    if (!error && gate) {
        error = check_blocks(gate, ptemp);
    }
    if (error) {
        return refuse(first, error);
    }
    if (ap_state_query(AP_SQ_RUN_MODE) == AP_SQ_RM_CONFIG_TEST) {
        cd_assets_warn(first, APLOG_STARTUP);
    }
    return OK;
}

/* Each host's requests wait by themselves, its banners are counted so. */
static int make_hosts(apr_pool_t *pool, server_rec *s)
{
    int made = 1;

    for (; s && made; s = s->next) {
        cd_config_t *conf = cd_config_of(s);

        if (conf->path) {
            conf->convoy = cd_convoy_create(pool);
            conf->views = cd_views_start(pool, s);
            made = conf->convoy && conf->views;
        }
    }
    return made;
}

void cd_child_init(apr_pool_t *pool, server_rec *s)
{
    const cd_config_t *conf = NULL;
    server_rec *first = s;

    for (; s && !conf; s = s->next) {
        conf = cd_config_of(s)->path ? cd_config_of(s) : NULL;
    }
    if (conf
        && !(cd_watchdog_start(pool) && cd_pool_child_init(pool, conf)
             && cd_cache_child_init(pool, first) && make_hosts(pool, first))) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, first,
                     "mod_custdash: no thread or mutex for a child");
        exit(APEXIT_CHILDSICK);
    }
}
