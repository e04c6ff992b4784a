/* SPDX-License-Identifier: Apache-2.0 */
/* Themes: folders of XSLT, catalogues and assets, compiled once and shared
 * by all threads. */
#ifndef CD_THEME_H
#define CD_THEME_H

#include <apr_file_info.h>
#include <apr_pools.h>
#include <libxml/tree.h>

#include "coding.h"

typedef struct cd_theme_t cd_theme_t;

/** Before the name of a mail's sheet: "mail/test" is mail/test.xsl, and its
 *  document is a `<mail>`. */
#define CD_MAIL_SHEET "mail/"

/** Where a theme comes from. All strings live as long as the theme. */
typedef struct {
    const char *directory;    /* the theme's own folder */
    const char *search;       /* where a parent's folder is looked for by
                                 name; NULL: beside @a directory */
    const char *bootstrap;    /* folder of bootstrap.min.css, or NULL */
    const char *packed;       /* folder of its compressed copies, or NULL */
    const char *const *pages; /* names of the pages (and mails) it must have,
                                 NULL ends */
} cd_theme_source_t;

/** A file with an asset's content, plain or compressed. */
typedef struct {
    const char *path; /* absolute file name; NULL: there is none */
    const char *tag;  /* its ETag: a hash of the file's own bytes, so that
                         all front ends agree (RFC 9110, 8.8.3) */
    apr_off_t size;   /* bytes when the theme was loaded … */
    apr_time_t mtime; /* … and its last change */
} cd_copy_t;

/** A file that a theme (or a parent of it, or Bootstrap) serves. */
typedef struct {
    const char *name;             /* "theme.css" */
    const char *path;             /* absolute file name */
    const char *type;             /* media type */
    const char *hash;             /* 16 hex digits of the content's hash */
    cd_copy_t copies[CD_CODINGS]; /* that of no coding is the file itself */
    unsigned int codings;         /* the set of the compressed ones */
} cd_asset_t;

/**
 * Load, compile and try a theme: every page's sheet, every catalogue, every
 * asset. Call cd_theme_init() once before.
 * @param theme set to the theme, which lives as long as @a pool
 * @return NULL, or a message "file:line: what is wrong" in @a pool
 */
const char *cd_theme_load(cd_theme_t **theme, apr_pool_t *pool,
                          const cd_theme_source_t *source);

/** Once per process, before any thread: libxml2, libxslt and the security
 *  preferences that forbid a sheet to read, write or use the network. */
void cd_theme_init(void);

/** An identifier that changes with any file of the theme (16 hex digits). */
const char *cd_theme_generation(const cd_theme_t *theme);

/** What makes a page slow: "pages/news.xsl:12: sort" is the first thing in
 *  its sheet that is left to libxslt, and so all of it is. NULL: nothing. */
const char *cd_theme_slow(const cd_theme_t *theme, const char *page);

/** Languages with a catalogue: BCP 47 codes, the fallback ("en") first, NULL
 *  ends. */
const char *const *cd_theme_languages(const cd_theme_t *theme);

/** The name a language calls itself ("Polski"), or the code. */
const char *cd_theme_language_name(const cd_theme_t *theme, const char *code);

/** The text for @a key, without arguments, in @a pool; of the fallback
 *  language when the other has none, NULL when neither has. */
const char *cd_theme_say(const cd_theme_t *theme, const char *language,
                         const char *key, apr_pool_t *pool);

/** The best of the theme's languages for a wish: a code ("pl", "pl-PL") or
 *  an Accept-Language header (RFC 9110, 12.5.4), or NULL → the fallback. */
const char *cd_theme_negotiate(const cd_theme_t *theme, const char *wish,
                               apr_pool_t *pool);

/** An asset by name, or NULL. */
const cd_asset_t *cd_theme_asset(const cd_theme_t *theme, const char *name);

/** Is this still the file that was loaded? */
int cd_copy_is(const cd_copy_t *copy, const apr_finfo_t *info);

/** What was found in loading that a person should see to, though the theme
 *  can be used: whole sentences, NULL ends. */
const char *const *cd_theme_warnings(const cd_theme_t *theme);

/** What was compressed. */
typedef struct {
    int assets;
    apr_off_t bytes[CD_CODINGS]; /* of all; where a coding gains nothing, as
                                    they are */
} cd_packed_t;

/**
 * Write a compressed copy of each asset that gains by it beside it, and
 * remove those of assets that don't. A copy that still is one stays as it
 * is. Parents are left alone.
 * @param packed is added to
 * @return NULL, or a message in @a pool
 */
const char *cd_theme_pack(const char *directory, cd_packed_t *packed,
                          apr_pool_t *pool);

/** The same for bootstrap.min.css in folder @a bootstrap, which isn't ours:
 *  the copies go into @a target, named by the content's hash. */
const char *cd_theme_pack_bootstrap(const char *bootstrap, const char *target,
                                    cd_packed_t *packed, apr_pool_t *pool);

/** What a transform needs from whoever serves the page. */
typedef struct cd_render_t cd_render_t;
struct cd_render_t {
    const char *language;  /* one of cd_theme_languages() */
    const char *time_zone; /* IANA name for date-times; NULL: UTC */
    const char *today;     /* "2026-11-23" in that zone */
    const char *base;      /* "/dashboard", "" for the root */
    /* The path of the route @a name filled with @a args and with the base
       before it, in @a pool; NULL when there is no such page for this
       viewer. */
    const char *(*url)(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *pool);
    void *baton;
};

/**
 * Turn a document into HTML with the sheet of page @a page.
 * Nothing is shared but the compiled sheet; safe in any number of threads.
 * @param html set to the bytes, in @a pool; @a len to their number
 * @param error set to what belongs in the log: why it failed or, with
 *        APR_SUCCESS, what the sheet complained of (a missing text, an
 *        xsl:message); else untouched
 * @return APR_ENOENT: no such page; APR_EGENERAL: the sheet failed or ran
 *         into its limits (operations, depth)
 */
apr_status_t cd_theme_render(const cd_theme_t *theme, const char *page,
                             xmlDocPtr document, const cd_render_t *render,
                             apr_pool_t *pool, const char **html,
                             apr_size_t *len, const char **error);

#endif
