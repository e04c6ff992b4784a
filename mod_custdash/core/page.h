/* SPDX-License-Identifier: Apache-2.0 */
/* Routes, pages and actions: tables that read like a site map, and the small
 * context that a page sees instead of a request. */
#ifndef CD_PAGE_H
#define CD_PAGE_H

#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_tables.h>

#include "crypto.h"
#include "custdash.h"
#include "db.h"
#include "doc.h"
#include "form.h"
#include "upload.h"
#include "words.h"

#define CD_ROUTE_STATEMENTS 12
#define CD_ROUTE_PARAMS 2

/* Who may open a route: whoever has one of these permissions' bits, or … */
#define CD_ANY 0u             /* every signed-in viewer */
#define CD_PUBLIC 0x80000000u /* guests too */
#define CD_GUEST 0x40000000u  /* guests; a viewer is sent to "/" */
#define CD_OWNER 0x20000000u  /* the account's owner alone */
/* With CD_PUBLIC: a token in the path says what may be done, so a POST needs
   no other token and takes any type of body. */
#define CD_BY_LINK 0x10000000u
/* Also while a second factor that is required is still to be set up. */
#define CD_ALWAYS 0x08000000u

/** The permissions a membership may have; the owner has all. */
typedef struct {
    const char *name; /* "services.manage" */
    unsigned int bit;
} cd_permission_t;

/** Who asks, for which account; found by one statement. Strings are in the
 *  request's pool. */
typedef struct {
    apr_int64_t user, account, membership;
    const char *email, *first_name, *last_name;
    const char *language; /* BCP 47 */
    const char *account_name;
    const char *currency;        /* ISO 4217 */
    const char *role;            /* "owner" or "member" */
    unsigned int permissions;    /* bits */
    const char *permission_list; /* "services,invoices": for SQL */
    int scoped;                  /* narrowed to chosen services, domains */
    int accounts;                /* that the user may act for now */
    apr_int64_t session;         /* its id, never its token */
    apr_time_t seen_at;          /* the session's last use on record */
    int second_factor;           /* she has one */
    int unverified;              /* nobody confirmed her address yet */
    apr_time_t proved_at;        /* the password was given then; 0: not */
    apr_time_t holds_until;      /* the membership ends then; 0: never */
    apr_int64_t account_revision, site_revision; /* what triggers raise */
    const char *country;   /* the account's, ISO 3166-1, or NULL */
    const char *since;     /* the account was opened then, DATE first */
    const char *dismissed; /* banners, "5,9", or NULL */
    const char *arranged;  /* shortcuts in her order, "3,-1", or NULL */
} cd_viewer_t;

#define CD_CURRENT_MOST 8 /* sessions asked for by one statement */

/** What a session's row says without looking any further. */
typedef struct {
    unsigned char hash[CD_HASH_BYTES]; /* of the token: given */
    apr_int64_t account;               /* 0: there is no such session */
    apr_int64_t account_revision, site_revision;
    apr_time_t seen_at;
} cd_current_t;

/** How long a session lives: without use, and at all. */
typedef struct {
    apr_interval_time_t idle, lifetime;
} cd_session_limits_t;

/** What a site wants of those who sign in. */
typedef struct {
    const char *site;         /* the provider's name, or NULL */
    const cd_words_t *common; /* passwords that are refused, or NULL */
    int tries;         /* attempts before each further one costs a delay */
    int address_tries; /* … of all who come from one address */
    const unsigned char *secret; /* CD_SEAL_KEY_BYTES: what is secret in the
                                    database is sealed with it; or NULL */
    const unsigned char *key; /* the same, or NULL: there is no second factor
                                 to be had */
    int required;             /* everybody must have a second factor */
} cd_safety_t;

/** Who finds out who signs in, and what is done with whom nobody has seen
 *  yet. */
typedef enum {
    CD_AUTH_INTERNAL, /* we, by passwords */
    CD_AUTH_REFUSE,   /* the server: nothing … */
    CD_AUTH_MATCH,    /* … who has that e-mail address here it is … */
    CD_AUTH_REGISTER  /* … or else an account is opened */
} cd_auth_t;

#define CD_IDENTITY_MAX 255 /* bytes of a name */

/** Who it is, as the server has found out; nothing of it is secret. */
typedef struct {
    cd_auth_t rule;    /* not CD_AUTH_INTERNAL */
    const char *name;  /* which never changes; NULL: nobody was asked for it */
    const char *email; /* confirmed; or NULL */
    const char *first_name, *last_name; /* or NULL */
    apr_time_t since; /* she gave a password, or whatever, then; 0: not told */
} cd_identity_t;

/** A file that a CD_RAW route answers with: always to be saved, never shown
 *  (OWASP ASVS 5.0, 5.4). */
typedef struct {
    apr_file_t *file; /* ends with the request; NULL when only the headers
                         were asked for */
    apr_off_t size;
    const char *name, *type;
    const char *tag; /* names these very bytes; no quotes */
} cd_download_t;

/** A gateway that is switched on. */
typedef struct {
    const char *name;
    const custdash_gateway_t *gateway;
    void *state;
} cd_gateway_set_t;

#define CD_FOR_GOOD 31536000 /* seconds: what never changes */
#define CD_PICKS 4 /* sections of which one row is picked, on a page */

typedef struct cd_ctx_t cd_ctx_t;
typedef struct cd_route_t cd_route_t;

/** What an action wants the web layer to do. */
typedef struct {
    const char *to;      /* redirect: path below the base, with
                            query; NULL: show the form again */
    const char *notice;  /* kind of the notice to show next */
    const char *session; /* token of a session just made; "" ends
                            the one that there is */
    const char *step;    /* the same of who still owes a code */
    const char *device;  /* what the browser is to keep for a year */
    const char *visitor; /* … of who votes signed out */
    const char *away;    /* redirect to a URL that the provider has stored, or
                            a gateway gave, in place of `to` */
    int shown;           /* done: show the page itself */
    int retry_after;     /* seconds: the form is shown again as 429 */
} cd_outcome_t;

/** What a page or an action gets. */
struct cd_ctx_t {
    apr_pool_t *pool;
    const cd_route_t *route;
    const cd_viewer_t *viewer; /* NULL: a guest */
    const char *session;       /* the token the browser sent, or NULL */
    const char *device;        /* what a browser that was here before
                                  keeps, or NULL */
    const char *step;          /* the token of who owes a code, or NULL */
    const char *visitor;       /* what who voted signed out keeps, unchecked,
                                  or NULL */
    const cd_identity_t *identity; /* NULL: CD_AUTH_INTERNAL */
    const char *language;          /* the page's */
    const char *base;
    const char *origin;   /* of the URL, "https://my.example.com": for CD_RAW
                             routes and POSTs alone */
    const char *currency; /* of new accounts */
    const char *today;    /* DATE in the site's zone */
    const char *now;      /* UTC DATETIME */
    apr_time_t time;      /* the same instant */
    const cd_session_limits_t *limits;
    const cd_safety_t *safety;
    const char *address;          /* of the client */
    const char *agent;            /* its User-Agent, cleaned, or "" */
    const cd_option_t *languages; /* what the theme speaks; NULL ends */
    const cd_field_rule_t *rules; /* the provider's, for forms that take
                                     them; a NULL field ends */
    apr_table_t *params;          /* of the path */
    apr_table_t *query;           /* of the URL, decoded and checked */
    cd_doc_t *doc;
    apr_hash_t *held;             /* what rows have said that the viewer has:
                                     "product/12"; or NULL */
    apr_int64_t picked[CD_PICKS]; /* ids of rows that :pick has chosen */
    int picks;                    /* … their number */
    cd_db_t *db;                  /* NULL until take_db() */
    cd_db_result_t failure;       /* of the last database call that failed */
    const char *trouble;          /* what else failed, for the log; or NULL */
    cd_form_t *form;              /* of a form's page or an action */
    const apr_table_t *posted;    /* all that a POST sent, or NULL */
    const apr_array_header_t *files; /* cd_file_t: what it sent of files … */
    apr_file_t *spool;               /* … in here; NULL: it can't be read */
    const char *spool_folder;        /* for temporary files; or NULL */
    int head;                        /* only headers are asked for */
    cd_outcome_t outcome;
    const void *state;    /* from an action to its page's own code */
    const char *raw;      /* a CD_RAW route's answer … */
    const char *raw_type; /* … its media type … */
    apr_size_t raw_len;   /* … its length (0: it ends with NUL) … */
    int raw_age;          /* … and for how many seconds anybody may keep it:
                             0, or CD_FOR_GOOD */
    const cd_download_t *download;      /* … or a file */
    const apr_array_header_t *gateways; /* cd_gateway_set_t */
    const char *body;    /* of a CD_RAW POST: all of it, ends with NUL … */
    apr_size_t body_len; /* … and its length */
    apr_int64_t clicked; /* a banner that was followed, or 0 */

    /* Services of the layer that runs the page. Connection: taken on first
       use and kept until given back; NULL when there is none now. */
    cd_db_t *(*take_db)(cd_ctx_t *ctx);
    void (*give_db)(cd_ctx_t *ctx);
    /* Run a password hash behind the gate that bounds how many run at once.
       Returns APR_TIMEUP when the machine is busy. */
    apr_status_t (*enter_hash)(cd_ctx_t *ctx);
    void (*leave_hash)(cd_ctx_t *ctx);
    /* The theme's text for a key in the page's language; NULL when there is
       none. */
    const char *(*say)(cd_ctx_t *ctx, const char *key);
    /* A header of the request; the baton is the context. */
    custdash_header_fn *header;
    void *web;
};

/** A page's own code, where its statements are not enough. APR_SUCCESS, or
 *  APR_ENOENT for a 404, or APR_EGENERAL with ctx->failure set. When it sets
 *  ctx->outcome.to the answer is a redirect, of a POST too. Of a POST it is
 *  called before the form is filled in, without a document, and once more
 *  when the form is shown again. */
typedef apr_status_t cd_page_fn(cd_ctx_t *ctx);

/**
 * A POST's action: the form is filled in and without errors when it is
 * called. It sets ctx->outcome, or errors in ctx->form. Returns as
 * cd_page_fn does; APR_TIMEUP: too busy, ask again later.
 */
typedef apr_status_t cd_action_fn(cd_ctx_t *ctx);

#define CD_GET 1
#define CD_POST 2
#define CD_RAW                                                     \
    4 /* its own code makes the answer; of a POST it gets the body \
         as it came, and no token is asked for: its action finds   \
         out who sends it, or answers APR_EINVAL for a 400 */

/** One row of the site map. Statements end with NULL; a name with "!" behind
 *  it must give a row, else the page is a 404. */
struct cd_route_t {
    int methods;         /* CD_GET | CD_POST | CD_RAW */
    const char *path;    /* "/tickets/{ticket}"; {#id} takes
                            digits only */
    unsigned int access; /* permission bits or CD_… */
    unsigned int write;  /* further bit that a POST needs, or 0 */
    const char *name;    /* document, sheet, cd:url() */
    const char *statements[CD_ROUTE_STATEMENTS];
    const char *const *arguments; /* query names handed to SQL, or NULL */
    const cd_field_t *fields;     /* the form, or NULL */
    cd_page_fn *prepare;          /* before statements and form, or NULL */
    cd_action_fn *action;         /* of a POST, or NULL */
};

/** A field that a provider may rule, and by which rules. */
typedef struct {
    const char *field; /* NULL ends a table */
    unsigned int may;  /* bits 1 << CD_RULE_… */
} cd_ruled_t;

/** Everything that the web layer must know of the pages. */
typedef struct {
    const cd_route_t *routes; /* a NULL path ends it; earlier rows win,
                                 so put fixed paths before {patterns} */
    const cd_permission_t *permissions; /* a NULL name ends it */
    const char *const *labels;      /* statements that C calls; NULL ends */
    const char *const *extra_pages; /* sheets without a route: "error" */
    const cd_ruled_t *ruled;        /* for CustDashField */
    /* Who owns this session token? CD_DB_OK with *viewer NULL: nobody. */
    cd_db_result_t (*viewer)(cd_db_t *db, apr_pool_t *pool, const char *token,
                             apr_time_t now, const cd_session_limits_t *limits,
                             const cd_viewer_t **viewer);
    /* The same for who needs to know no more than whether a page that was
       made for a session still holds: up to CD_CURRENT_MOST sessions, whose
       hashes are filled in. */
    cd_db_result_t (*current)(cd_db_t *db, apr_pool_t *pool, apr_time_t now,
                              const cd_session_limits_t *limits,
                              cd_current_t *current, int n);
    /* Is it time to put down that the session is in use? */
    int (*touch_is_due)(apr_time_t seen_at, apr_time_t now,
                        const cd_session_limits_t *limits);
    /* Put it down. */
    cd_db_result_t (*touch)(cd_db_t *db, const char *token, apr_time_t now);
} cd_site_t;

/** The route of a path and method.
 *  @param params filled with the path's parameters
 *  @param allowed set to the methods that the path has (0: no such path) */
const cd_route_t *cd_route_find(const cd_site_t *site, const char *path,
                                int method, apr_table_t *params, int *allowed,
                                apr_pool_t *pool);

/** May this viewer (NULL: a guest) open the route? */
int cd_route_allows(const cd_route_t *route, const cd_viewer_t *viewer,
                    int method);

/** base + path of the route named @a name, its parameters percent-encoded
 *  from @a args in order; NULL when there is none, it isn't for this viewer,
 *  or the number of arguments differs. */
const char *cd_route_url(const cd_site_t *site, const cd_viewer_t *viewer,
                         const char *base, const char *name,
                         const char *const *args, int n, apr_pool_t *pool);

/**
 * Check the site against its statements: every label exists, every
 * parameter is one that page or caller supplies, every permission is known.
 * @return NULL, or a message naming file and line of the statement
 */
const char *cd_site_check(const cd_site_t *site, const cd_sqlcat_t *cat,
                          apr_pool_t *pool);

/** Start the document of a page: page, viewer, account, permissions. */
apr_status_t cd_page_begin(cd_ctx_t *ctx, const cd_site_t *site,
                           const char *name);

/** Run the route's statements into the document. APR_ENOENT: a row that
 *  must be there isn't; APR_EGENERAL: see ctx->failure. */
apr_status_t cd_page_run(cd_ctx_t *ctx, const cd_site_t *site,
                         const cd_sqlcat_t *cat);

/** Does what the route shows change without a revision of account or site:
 *  is one of its statements :volatile, or does it name :now? */
int cd_route_volatile(const cd_route_t *route, const cd_sqlcat_t *cat);

/** Run a list: sort, filters and continuation from the query, `<filter>` and
 *  `<sort>` and the links of its neighbours into the section. */
cd_db_result_t cd_page_list(cd_ctx_t *ctx, const cd_stmt_t *stmt,
                            const cd_arg_t *args, int n);

/** The names every statement may use besides its page's own; NULL ends. */
extern const char *const cd_page_params[];

/** A comma list of the permissions in @a bits, in @a pool. */
const char *cd_permission_names(const cd_permission_t *table,
                                unsigned int bits, apr_pool_t *pool);

/** The bits of a comma list; unknown names are passed over. */
unsigned int cd_permission_bits(const cd_permission_t *table,
                                const char *names);

#endif
