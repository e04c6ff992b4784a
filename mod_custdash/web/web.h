/* SPDX-License-Identifier: Apache-2.0 */
/* The httpd glue: configuration of a host, state of a request, and what its
 * files do for each other. */
#ifndef CD_WEB_H
#define CD_WEB_H

#include <httpd.h>
#include <http_config.h>
#include <http_log.h>

#include "../core/clock.h"
#include "../core/gate.h"
#include "../core/page.h"
#include "../core/theme.h"

extern module AP_MODULE_DECLARE_DATA custdash_module;
APLOG_USE_MODULE(custdash);

/** A page cache as its directive names it. */
typedef struct cd_cache_t cd_cache_t;

/** What a page is kept under. */
typedef struct cd_kept_page_t cd_kept_page_t;

/** May there be a second factor, must there? */
#define CD_FACTOR_OFF 0
#define CD_FACTOR_OPTIONAL 1
#define CD_FACTOR_REQUIRED 2

/** The settings of a (virtual) host. -1 and NULL: not set here. */
typedef struct {
    const char *path; /* CustDash; "" is the root; NULL: off */
    const char *theme_dir, *theme_search, *bootstrap;
    const char *statements;
    apr_array_header_t *queries;        /* const char *: overriding files */
    apr_array_header_t *rules;          /* cd_field_rule_t, in order */
    apr_array_header_t *gateways_named; /* by CustDashGateway */
    const char *time_zone, *currency, *site_name;
    const char *common_passwords; /* a file; "" none */
    int plain_http;               /* cookies without Secure on loopback */
    int registration;
    int form_limit;   /* bytes */
    int upload_limit; /* the same of a form with files */
    apr_interval_time_t upload_time;
    const char *upload_folder; /* NULL: the system's */
    apr_interval_time_t idle, lifetime;
    apr_interval_time_t db_wait, db_timeout;
    const char *secret_key;   /* a file, or NULL */
    int second_factor;        /* CD_FACTOR_… */
    int auth;                 /* a cd_auth_t */
    apr_table_t *claims;      /* variables of CustDashClaim by claim */
    int tries, address_tries; /* to sign in, before each costs a delay */
    int db_gate, hash_gate;
    apr_interval_time_t hash_wait;
    cd_cache_t *cache; /* NULL: none … */
    int cache_said;    /* non-zero: because of CustDashCache */
    int cache_object;  /* largest page kept, in bytes */
    int compression;   /* of pages that are kept */
    int revalidate;    /* browsers may keep pages, and ask each time */
    apr_interval_time_t cache_time;

    /* Built from these once the configuration is read. */
    cd_session_limits_t limits;
    cd_safety_t safety;
    cd_sqlcat_t *cat;
    cd_theme_t *theme;
    cd_clock_t *clock;
    apr_array_header_t *gateways;  /* cd_gateway_set_t */
    const char *form_action, *csp; /* of the Content-Security-Policy */
    const cd_option_t *languages;
    const cd_field_rule_t *rule_list; /* the same, ended */
    struct cd_convoy_t *convoy;       /* of this process */
    struct cd_views_t *views;         /* of this process, or NULL */
    const char *generation; /* of all that makes pages but the rows */
} cd_config_t;

/** A request for one of our URLs. */
typedef struct {
    cd_ctx_t ctx;
    request_rec *r;
    cd_config_t *conf;
    const char *path;         /* below the base, begins with "/" */
    const cd_asset_t *asset;  /* a static file, or NULL */
    int exact;                /* the URL carries that file's hash */
    int status;               /* of the page */
    const char *guest;        /* the guest cookie's token, or NULL */
    const char *notice;       /* kind, from the cookie */
    struct cd_lease_t *lease; /* the connection in use */
    int at_hand;              /* … nobody asked whether it is alive */
    int secret;               /* the URL is to be told to nobody */
    int touched;              /* the session's last use is put down */
    int statements;           /* sent so far */
    apr_interval_time_t statement_time, transform_time;
    cd_kept_page_t *kept;   /* the page is to be kept under this */
    const char *cache_note; /* what the page cache had to say */
} cd_request_t;

/** The pages, handed over by mod_custdash.c before any hook runs. */
extern const cd_site_t *cd_web_site;

/* config.c */
extern const command_rec cd_directives[];
extern const char cd_path_off[]; /* the path until the configuration is
                                    read, then NULL */
void *cd_config_create(apr_pool_t *pool, server_rec *s);
void *cd_config_merge(apr_pool_t *pool, void *base, void *add);
cd_config_t *cd_config_of(server_rec *s);
/** Fill in what nobody set. */
void cd_config_defaults(cd_config_t *conf, apr_pool_t *pool);

/* start.c: load what the configuration names; errors stop the start. */
int cd_check_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s);
void cd_child_init(apr_pool_t *pool, server_rec *s);
/** httpd reads its configuration twice at start: is this the first time? */
int cd_is_first_pass(void);

/* closed.c */
/** Is there no such page on this host, whoever asks? */
int cd_is_closed(const cd_config_t *conf, const char *name);

/* handler.c */
int cd_handler(request_rec *r);

/* translate.c */
#define CD_HANDLER "custdash" /* r->handler of our requests */
/** What is known of a request for one of our URLs; NULL: it isn't ours. */
cd_request_t *cd_request_of(request_rec *r);
int cd_translate_name(request_rec *r);
int cd_map_to_storage(request_rec *r);
int cd_type_checker(request_rec *r);

/* assets.c: the theme's files. */
/** Is the request for a static file? */
void cd_asset_find(cd_request_t *w);
/** What httpd wants to know of a file. */
void cd_asset_stat(cd_request_t *w);
int cd_asset_answer(cd_request_t *w);
/** Tell what is wrong with assets of any host's theme; @a flags of a log
 *  level. */
void cd_assets_warn(server_rec *s, int flags);
int cd_assets_post_config(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *s);

/* pool.c: the connection of a request, on mod_dbd. */
/** @return 0 when the system gives no mutexes */
int cd_pool_child_init(apr_pool_t *pool, const cd_config_t *conf);
cd_db_t *cd_pool_take(cd_ctx_t *ctx);
void cd_pool_give(cd_ctx_t *ctx);
/** Was a request's first statement lost with a connection that nobody had
 *  asked whether it is alive? Then it is given back: take another one and
 *  try again. */
int cd_pool_again(cd_ctx_t *ctx);
/** Run @a fn on a connection of host @a s, outside any request; @a pool ends
 *  soon. CD_DB_GONE: there was no connection. */
cd_db_result_t cd_pool_run(server_rec *s, apr_pool_t *pool,
                           cd_db_result_t (*fn)(cd_db_t *db, void *baton),
                           void *baton);
/* The gate of password hashes. */
apr_status_t cd_hash_enter(cd_ctx_t *ctx);
void cd_hash_leave(cd_ctx_t *ctx);

/* watchdog.c: ends conversations with a database that answers no more. */
typedef struct cd_watch_t cd_watch_t;
/** @return 0 when the system gives no thread */
int cd_watchdog_start(apr_pool_t *pool);
/** Watch the socket @a fd from now on; ends with @a pool. With -1 it stands
 *  for all connections not in use, of which one is being checked. NULL: out
 *  of descriptors. */
cd_watch_t *cd_watch_add(apr_pool_t *pool, int fd);
/** From now on an answer is due within @a limit … */
void cd_watch_begin(cd_watch_t *watch, apr_interval_time_t limit);
/** … and here it was. */
void cd_watch_end(cd_watch_t *watch);
/** Shut the socket down, so that nobody uses the connection again. */
void cd_watch_cut(cd_watch_t *watch);
/** Is the other end still there? One that speaks before it is asked is about
 *  to close, unless it @a may_speak. */
int cd_watch_is_open(const cd_watch_t *watch, int may_speak);
/** Number of connections that are not in use. */
int cd_watch_idle(void);

/* cookies.c */
void cd_cookies_read(cd_request_t *w);
void cd_cookie_session(cd_request_t *w, const char *token);
/** Of who still owes a code; "" ends it. */
void cd_cookie_step(cd_request_t *w, const char *token);
/** By which a browser is known again after its session. */
void cd_cookie_device(cd_request_t *w, const char *token);
/** Of who votes signed out; set for nobody else. */
void cd_cookie_visitor(cd_request_t *w, const char *cookie);
void cd_cookie_notice(cd_request_t *w, const char *kind);
/** The language a guest chose before, unchecked, or NULL. */
const char *cd_cookie_language(cd_request_t *w);
void cd_cookie_set_language(cd_request_t *w, const char *code);
/** The CSRF token of this browser's session or guest cookie. */
const char *cd_csrf_token(cd_request_t *w);
/** Did our own page send this POST? */
int cd_csrf_check(cd_request_t *w, const apr_table_t *params);

/* conceal.c */
/** Keep a token in the path out of logs and Referers. */
void cd_conceal(cd_request_t *w);

/* views.c: how often banners are shown and followed. */
typedef struct cd_views_t cd_views_t;
/** Begin to count for a host in this process. NULL: no thread to be had. */
cd_views_t *cd_views_start(apr_pool_t *pool, server_rec *s);
/** One view of each of these banners; NULL for @a views counts nothing. */
void cd_views_shown(cd_views_t *views, const apr_int64_t *ids, int n);
/** One click. */
void cd_views_clicked(cd_views_t *views, apr_int64_t id);

/* body.c */
/** Read a form's body; its files go to ctx->files. Returns OK, or the HTTP
 *  status to answer with. */
int cd_body_form(cd_request_t *w, apr_table_t **params);
/** The same of a body as it came, at most a form's length; ends with NUL. */
int cd_body_raw(cd_request_t *w, const char **body, apr_size_t *len);

/* respond.c */
int cd_respond_page(cd_request_t *w);
int cd_respond_error(cd_request_t *w, int status);
int cd_respond_redirect(cd_request_t *w, const char *path);
/** To a URL of the provider's, outside. */
int cd_respond_away(cd_request_t *w, const char *url);
/** What no sheet makes, as ctx->raw and so on have it. */
int cd_respond_raw(cd_request_t *w);
/** The bytes of a page, with the headers that all pages have. */
int cd_respond_bytes(cd_request_t *w, const char *type, const char *data,
                     apr_size_t len);
/** A file to be saved (RFC 6266), whole or in part. */
int cd_respond_file(cd_request_t *w, const cd_download_t *download);
/** 304: the browser has that page. */
int cd_respond_not_modified(cd_request_t *w);
/** 503, or 500 for a mistake of ours. */
int cd_respond_failure(cd_request_t *w);

/* call.c */
/** Put into the log what went wrong outside while the answer is made all the
 *  same. */
void cd_tell_trouble(cd_request_t *w);
/** Answer a POST of a CD_RAW route. */
int cd_call_answer(cd_request_t *w);

/* identity.c */
const char *cd_identity_auth(cmd_parms *cmd, void *dir, const char *how,
                             const char *rule);
const char *cd_identity_claim(cmd_parms *cmd, void *dir, const char *claim,
                              const char *variable);
/** Who the server says that it is; NULL where passwords open the door. */
const cd_identity_t *cd_identity_of(const cd_request_t *w);

/* gateways.c */
const char *cd_gateway_add(cmd_parms *cmd, void *dir, const char *name,
                           const char *file);
apr_array_header_t *cd_gateways_make(apr_pool_t *pool);
/** Find the gateways that the configuration names and let them read their
 *  settings. @return NULL, or what is wrong */
const char *cd_gateways_load(cd_config_t *conf, apr_pool_t *pool);

#endif
