/* SPDX-License-Identifier: Apache-2.0 */
/* The directives: one table, one reader for each kind of value. */
#include "cache.h"

#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <unicode/ucurr.h>

#define UNSET (-1)

#define DEFAULT_IDLE apr_time_from_sec(30 * 60)
#define DEFAULT_LIFETIME apr_time_from_sec(12 * 60 * 60)
#define DEFAULT_DB_WAIT apr_time_from_sec(2)
#define DEFAULT_DB_TIMEOUT apr_time_from_sec(5)
#define DEFAULT_HASH_WAIT apr_time_from_sec(10)
#define DEFAULT_DB_GATE 10
#define DEFAULT_HASH_GATE 2
#define DEFAULT_TRIES 5
#define DEFAULT_ADDRESS_TRIES 30
#define DEFAULT_FORM_LIMIT 65536
#define DEFAULT_UPLOAD_LIMIT (32 * 1024 * 1024)
#define DEFAULT_UPLOAD_TIME apr_time_from_sec(600)
#define DEFAULT_CACHE_TIME apr_time_from_sec(3600)
#define DEFAULT_CACHE_OBJECT (128 * 1024)

/* Said, so that a host does not inherit a path. */
const char cd_path_off[] = "off";

cd_config_t *cd_config_of(server_rec *s)
{
    return ap_get_module_config(s->module_config, &custdash_module);
}

void *cd_config_create(apr_pool_t *pool, server_rec *s)
{
    cd_config_t *conf = apr_pcalloc(pool, sizeof(*conf));

    (void) s;
    conf->queries = apr_array_make(pool, 2, sizeof(char *));
    conf->rules = apr_array_make(pool, 2, sizeof(cd_field_rule_t));
    conf->gateways_named = cd_gateways_make(pool);
    conf->claims = apr_table_make(pool, 2);
    conf->plain_http = conf->registration = conf->auth = UNSET;
    conf->form_limit = conf->db_gate = conf->hash_gate = UNSET;
    conf->cache_object = conf->upload_limit = UNSET;
    conf->upload_time = UNSET;
    conf->compression = conf->revalidate = UNSET;
    conf->tries = conf->address_tries = conf->second_factor = UNSET;
    conf->cache_time = UNSET;
    conf->idle = conf->lifetime = UNSET;
    conf->db_wait = conf->db_timeout = conf->hash_wait = UNSET;
    return conf;
}

#define AT(field) (void *) APR_OFFSETOF(cd_config_t, field)

#define MERGE(field, unset) \
    conf->field = over->field == (unset) ? under->field : over->field

void *cd_config_merge(apr_pool_t *pool, void *base, void *add)
{
    const cd_config_t *under = base, *over = add;
    cd_config_t *conf = apr_pcalloc(pool, sizeof(*conf));

    conf->gateways_named = over->gateways_named->nelts ? over->gateways_named
                                                       : under->gateways_named;
    MERGE(path, NULL);
    MERGE(theme_dir, NULL);
    MERGE(theme_search, NULL);
    MERGE(bootstrap, NULL);
    MERGE(statements, NULL);
    MERGE(time_zone, NULL);
    MERGE(currency, NULL);
    MERGE(site_name, NULL);
    MERGE(common_passwords, NULL);
    MERGE(plain_http, UNSET);
    MERGE(registration, UNSET);
    MERGE(form_limit, UNSET);
    MERGE(upload_limit, UNSET);
    MERGE(upload_time, UNSET);
    MERGE(upload_folder, NULL);
    MERGE(secret_key, NULL);
    MERGE(second_factor, UNSET);
    MERGE(auth, UNSET);
    conf->claims = apr_table_overlay(pool, under->claims, over->claims);
    MERGE(tries, UNSET);
    MERGE(address_tries, UNSET);
    MERGE(idle, UNSET);
    MERGE(lifetime, UNSET);
    MERGE(db_wait, UNSET);
    MERGE(db_timeout, UNSET);
    MERGE(hash_wait, UNSET);
    MERGE(db_gate, UNSET);
    MERGE(hash_gate, UNSET);
    MERGE(cache_object, UNSET);
    MERGE(cache_time, UNSET);
    MERGE(compression, UNSET);
    MERGE(revalidate, UNSET);
    conf->cache = over->cache_said ? over->cache : under->cache;
    MERGE(cache_said, 0);
    conf->queries = apr_array_append(pool, under->queries, over->queries);
    conf->rules = apr_array_append(pool, under->rules, over->rules);
    return conf;
}

static void *field_of(cmd_parms *cmd)
{
    return (char *) cd_config_of(cmd->server) + (apr_size_t) cmd->info;
}

static const char *set_path(cmd_parms *cmd, void *dir, const char *arg)
{
    cd_config_t *conf = cd_config_of(cmd->server);
    apr_size_t n = strlen(arg);

    (void) dir;
    if (!ap_cstr_casecmp(arg, "off")) {
        conf->path = cd_path_off;
        return NULL;
    }
    if (arg[0] != '/' || (n > 1 && arg[n - 1] == '/')
        || strpbrk(arg, "%?#\"<> \\") || strstr(arg, "//")) {
        return "CustDash takes the URL path of the dashboard, like "
               "/dashboard or /, without a slash at the end, or \"off\"";
    }
    conf->path = n == 1 ? "" : apr_pstrdup(cmd->pool, arg);
    return NULL;
}

static const char *set_folder(cmd_parms *cmd, void *dir, const char *arg)
{
    const char *path = ap_server_root_relative(cmd->pool, arg);
    apr_finfo_t info;

    (void) dir;
    if (!path
        || apr_stat(&info, path, APR_FINFO_TYPE, cmd->temp_pool) != APR_SUCCESS
        || info.filetype != APR_DIR) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": there is no folder ",
                           arg, NULL);
    }
    *(const char **) field_of(cmd) = path;
    return NULL;
}

static const char *add_queries(cmd_parms *cmd, void *dir, const char *arg)
{
    const char *path = ap_server_root_relative(cmd->pool, arg);
    apr_finfo_t info;

    (void) dir;
    if (!path
        || apr_stat(&info, path, APR_FINFO_TYPE, cmd->temp_pool) != APR_SUCCESS
        || info.filetype != APR_REG) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": there is no file ",
                           arg, NULL);
    }
    APR_ARRAY_PUSH(cd_config_of(cmd->server)->queries, const char *) = path;
    return NULL;
}

static const struct {
    const char *name;
    cd_rule_t rule;
} rules[] = { { "required", CD_RULE_REQUIRED },
              { "optional", CD_RULE_OPTIONAL },
              { "locked", CD_RULE_LOCKED },
              { "hidden", CD_RULE_HIDDEN },
              { NULL, CD_RULE_NONE } };

static const char *add_rule(cmd_parms *cmd, void *dir, const char *field,
                            const char *rule)
{
    const cd_ruled_t *ruled = cd_web_site->ruled;
    cd_field_rule_t *made;
    int i = 0;

    (void) dir;
    while (ruled->field && strcmp(ruled->field, field)) {
        ruled++;
    }
    if (!ruled->field) {
        return apr_pstrcat(cmd->pool, "CustDashField: there is no field ",
                           field, " to be ruled", NULL);
    }
    while (rules[i].name && ap_cstr_casecmp(rules[i].name, rule)) {
        i++;
    }
    if (!rules[i].name) {
        return apr_pstrcat(cmd->pool, "CustDashField: ", rule,
                           " is none of required, optional, hidden, locked",
                           NULL);
    }
    if (!(ruled->may & 1u << rules[i].rule)) {
        return apr_pstrcat(cmd->pool, "CustDashField: ", field,
                           " is needed and can't be ", rules[i].name, NULL);
    }
    made = apr_array_push(cd_config_of(cmd->server)->rules);
    made->field = ruled->field;
    made->rule = rules[i].rule;
    return NULL;
}

static const char *set_flag(cmd_parms *cmd, void *dir, int on)
{
    (void) dir;
    *(int *) field_of(cmd) = on;
    return NULL;
}

static const char *set_zone(cmd_parms *cmd, void *dir, const char *arg)
{
    (void) dir;
    if (!cd_clock_create(cmd->temp_pool, arg)) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": unknown time zone ",
                           arg, "; take a name like Europe/Warsaw", NULL);
    }
    cd_config_of(cmd->server)->time_zone = apr_pstrdup(cmd->pool, arg);
    return NULL;
}

static const char *set_currency(cmd_parms *cmd, void *dir, const char *arg)
{
    UChar code[4] = { 0 };
    int i;

    (void) dir;
    for (i = 0; i < 3 && arg[i]; i++) {
        code[i] = (UChar) arg[i];
    }
    if (strlen(arg) != 3 || !apr_isupper(arg[0]) || !apr_isupper(arg[1])
        || !apr_isupper(arg[2]) || ucurr_getNumericCode(code) == 0) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", arg,
                           " is no currency of ISO 4217, like EUR", NULL);
    }
    cd_config_of(cmd->server)->currency = apr_pstrdup(cmd->pool, arg);
    return NULL;
}

static const char *set_text(cmd_parms *cmd, void *dir, const char *arg)
{
    (void) dir;
    *(const char **) field_of(cmd) = apr_pstrdup(cmd->pool, arg);
    return NULL;
}

static const char *set_file(cmd_parms *cmd, void *dir, const char *arg)
{
    const char *path = ap_server_root_relative(cmd->pool, arg);
    apr_finfo_t info;

    (void) dir;
    if (cmd->info == AT(common_passwords) && !ap_cstr_casecmp(arg, "off")) {
        path = "";
    }
    else if (!path
             || apr_stat(&info, path, APR_FINFO_TYPE, cmd->temp_pool)
                 != APR_SUCCESS
             || info.filetype != APR_REG) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": there is no file ",
                           arg, NULL);
    }
    *(const char **) field_of(cmd) = path;
    return NULL;
}

static const char *set_factor(cmd_parms *cmd, void *dir, const char *arg)
{
    static const char *const words[] = { "off", "optional", "required" };
    int i;

    (void) dir;
    for (i = CD_FACTOR_OFF; i <= CD_FACTOR_REQUIRED; i++) {
        if (!ap_cstr_casecmp(arg, words[i])) {
            cd_config_of(cmd->server)->second_factor = i;
            return NULL;
        }
    }
    return "CustDashSecondFactor takes off, optional or required";
}

static const char *set_interval(cmd_parms *cmd, void *dir, const char *arg)
{
    apr_interval_time_t value;

    (void) dir;
    if (ap_timeout_parameter_parse(arg, &value, "s") != APR_SUCCESS
        || value < apr_time_from_msec(100)
        || value > apr_time_from_sec(366 * 86400)) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", arg,
                           " is no "
                           "time; take seconds, or 500ms, 30min, 12h",
                           NULL);
    }
    *(apr_interval_time_t *) field_of(cmd) = value;
    return NULL;
}

static const char *set_number(cmd_parms *cmd, void *dir, const char *arg)
{
    char *end;
    apr_int64_t value = apr_strtoi64(arg, &end, 10);

    (void) dir;
    if (*end || end == arg || value < 1 || value > 100 * 1024 * 1024) {
        return apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", arg,
                           " is no whole number from 1", NULL);
    }
    *(int *) field_of(cmd) = (int) value;
    return NULL;
}

static const char *set_cache(cmd_parms *cmd, void *dir, const char *arg)
{
    cd_config_t *conf = cd_config_of(cmd->server);
    const char *error;

    (void) dir;
    conf->cache_said = 1;
    conf->cache = NULL;
    if (!ap_cstr_casecmp(arg, "off")) {
        return NULL;
    }
    error = cd_cache_create(&conf->cache, arg, cmd->temp_pool, cmd->pool);
    return error ? apr_pstrcat(cmd->pool, "CustDashCache: ", error, NULL)
                 : NULL;
}

#define TAKE1(name, set, where, help) \
    AP_INIT_TAKE1(name, set, where, RSRC_CONF, help)
#define FLAG(name, where, help) \
    AP_INIT_FLAG(name, set_flag, where, RSRC_CONF, help)

const command_rec cd_directives[] = {
    TAKE1("CustDash", set_path, NULL, "URL path of the dashboard, or off"),
    TAKE1("CustDashTheme", set_folder, AT(theme_dir), "folder of the theme"),
    TAKE1("CustDashThemeParents", set_folder, AT(theme_search),
          "folder where a theme's parent is looked for by name"),
    TAKE1("CustDashBootstrap", set_folder, AT(bootstrap),
          "folder of bootstrap.min.css"),
    TAKE1("CustDashStatements", set_folder, AT(statements),
          "folder of the shipped SQL statements"),
    AP_INIT_ITERATE("CustDashQueries", add_queries, NULL, RSRC_CONF,
                    "files whose statements replace shipped ones"),
    TAKE1("CustDashSiteName", set_text, AT(site_name),
          "the provider's name, shown to customers"),
    TAKE1("CustDashTimeZone", set_zone, NULL,
          "IANA time zone of dates, like Europe/Warsaw"),
    TAKE1("CustDashCurrency", set_currency, NULL,
          "ISO 4217 currency of new accounts"),
    FLAG("CustDashRegistration", AT(registration),
         "may visitors open accounts?"),
    AP_INIT_TAKE2("CustDashField", add_rule, NULL, RSRC_CONF,
                  "a field of personal data, and required, optional, hidden "
                  "or locked"),
    TAKE1("CustDashSessionIdle", set_interval, AT(idle),
          "time without use after which a session ends"),
    TAKE1("CustDashSessionLifetime", set_interval, AT(lifetime),
          "time after which a session ends in any case"),
    AP_INIT_TAKE2("CustDashGateway", cd_gateway_add, NULL, RSRC_CONF,
                  "name of a gateway, and the file with its settings"),
    TAKE1("CustDashSecretKey", set_file, AT(secret_key),
          "file of a key that what is secret in the database is sealed with"),
    TAKE1("CustDashSecondFactor", set_factor, NULL,
          "second factor of users: off, optional or required"),
    AP_INIT_TAKE12("CustDashAuth", cd_identity_auth, NULL, RSRC_CONF,
                   "who finds out who signs in: internal, or external and "
                   "the rule for first sight"),
    AP_INIT_TAKE2("CustDashClaim", cd_identity_claim, NULL, RSRC_CONF,
                  "what is told of who signs in, and the environment "
                  "variable that has it"),
    TAKE1("CustDashTries", set_number, AT(tries),
          "failed attempts to sign in, for one user from one address, before "
          "each further one costs a delay"),
    TAKE1("CustDashAddressTries", set_number, AT(address_tries),
          "failed attempts to sign in from one address, before each further "
          "one costs a delay"),
    TAKE1("CustDashCommonPasswords", set_file, AT(common_passwords),
          "file of passwords that are refused, one a line, or off"),
    FLAG("CustDashPlainHTTP", AT(plain_http),
         "allow cookies without TLS to clients of the loopback interface"),
    TAKE1("CustDashFormLimit", set_number, AT(form_limit),
          "largest body of a form, in bytes"),
    TAKE1("CustDashUploadLimit", set_number, AT(upload_limit),
          "largest body of a form with files, in bytes"),
    TAKE1("CustDashUploadTime", set_interval, AT(upload_time),
          "longest time that such a form may take to come in"),
    TAKE1("CustDashUploadFolder", set_folder, AT(upload_folder),
          "folder of temporary files"),
    TAKE1("CustDashDatabaseGate", set_number, AT(db_gate),
          "connections in use at once, per child; at most DBDMax"),
    TAKE1("CustDashDatabaseWait", set_interval, AT(db_wait),
          "longest wait for a free connection"),
    TAKE1("CustDashDatabaseTimeout", set_interval, AT(db_timeout),
          "longest time that a statement may take"),
    TAKE1("CustDashHashGate", set_number, AT(hash_gate),
          "password hashes computed at once, per child"),
    TAKE1("CustDashHashWait", set_interval, AT(hash_wait),
          "longest wait for the computing of a password hash"),
    TAKE1("CustDashCache", set_cache, NULL,
          "where pages are kept: off, or a socache provider like "
          "shmcb:custdash(60000000) or redis:localhost:6379"),
    TAKE1("CustDashCacheTime", set_interval, AT(cache_time),
          "longest time that a page is kept"),
    TAKE1("CustDashCacheObject", set_number, AT(cache_object),
          "largest page that is kept, in bytes as it is sent"),
    FLAG("CustDashCompression", AT(compression),
         "compress pages that are kept"),
    FLAG("CustDashRevalidate", AT(revalidate),
         "allow browsers to keep pages and to ask each time whether they "
         "still hold"),
    { NULL }
};

#define DEFAULT(field, unset, value) \
    conf->field = conf->field == (unset) ? (value) : conf->field

void cd_config_defaults(cd_config_t *conf, apr_pool_t *pool)
{
    DEFAULT(theme_dir, NULL, CD_DATA_DIR "/xslt/default");
    DEFAULT(theme_search, NULL, CD_DATA_DIR "/xslt");
    DEFAULT(bootstrap, NULL, CD_BOOTSTRAP_CSS);
    DEFAULT(statements, NULL, CD_DATA_DIR "/sql/queries");
    DEFAULT(currency, NULL, "EUR");
    DEFAULT(plain_http, UNSET, 0);
    DEFAULT(registration, UNSET, 1);
    DEFAULT(form_limit, UNSET, DEFAULT_FORM_LIMIT);
    DEFAULT(upload_limit, UNSET, DEFAULT_UPLOAD_LIMIT);
    DEFAULT(upload_time, UNSET, DEFAULT_UPLOAD_TIME);
    DEFAULT(second_factor, UNSET, CD_FACTOR_OPTIONAL);
    DEFAULT(auth, UNSET, CD_AUTH_INTERNAL);
    DEFAULT(tries, UNSET, DEFAULT_TRIES);
    DEFAULT(address_tries, UNSET, DEFAULT_ADDRESS_TRIES);
    DEFAULT(idle, UNSET, DEFAULT_IDLE);
    DEFAULT(lifetime, UNSET, DEFAULT_LIFETIME);
    DEFAULT(db_wait, UNSET, DEFAULT_DB_WAIT);
    DEFAULT(db_timeout, UNSET, DEFAULT_DB_TIMEOUT);
    DEFAULT(hash_wait, UNSET, DEFAULT_HASH_WAIT);
    DEFAULT(db_gate, UNSET, DEFAULT_DB_GATE);
    DEFAULT(hash_gate, UNSET, DEFAULT_HASH_GATE);
    DEFAULT(cache_time, UNSET, DEFAULT_CACHE_TIME);
    DEFAULT(cache_object, UNSET, DEFAULT_CACHE_OBJECT);
    DEFAULT(compression, UNSET, 1);
    DEFAULT(revalidate, UNSET, 0);
    APR_ARRAY_PUSH(conf->rules, cd_field_rule_t) = (cd_field_rule_t){ NULL };
    conf->rule_list = (const cd_field_rule_t *) conf->rules->elts;
    conf->safety.tries = conf->tries;
    conf->safety.address_tries = conf->address_tries;
    conf->safety.site = conf->site_name;
    conf->limits.idle = conf->idle;
    conf->limits.lifetime = conf->lifetime;
    conf->clock = cd_clock_create(pool, conf->time_zone);
}
