/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the theme engine share among themselves. */
#ifndef CD_THEME_INTERNAL_H
#define CD_THEME_INTERNAL_H

#include <apr_hash.h>
#include <apr_tables.h>
#include <libxml/xmlerror.h>
#include <libxslt/security.h>
#include <libxslt/xsltInternals.h>

#include "text.h"
#include "theme.h"
#include "theme_xml.h"

/* A sheet translated: see theme_program.h. */
typedef struct cd_program_t cd_program_t;

#define CD_FUNCTIONS "urn:custdash:functions"
#define CD_FALLBACK "en"

/* Sheets know each other by URIs of a scheme of our own, so that nothing
 * else can be meant: "cdtheme:/theme/pages/news.xsl?1" is that file of level
 * 1; without "?1" it is the first one from level 0 on. */
#define CD_SCHEME "cdtheme:"
#define CD_ROOT CD_SCHEME "/theme/"

/** The sheet of a page. */
typedef struct {
    xsltStylesheetPtr style;
    cd_program_t *program; /* NULL: it is libxslt's, because … */
    const char *why;       /* "pages/news.xsl:12: what" */
} cd_sheet_t;

/** One folder of the chain. */
typedef struct {
    const char *directory; /* as it was named, for messages */
    const char *real;      /* without symbolic links */
} cd_level_t;

struct cd_theme_t {
    apr_pool_t *pool;
    apr_array_header_t *levels;   /* cd_level_t; the theme itself first,
                                     then its parent, and so on */
    apr_hash_t *sheets;           /* page → cd_sheet_t */
    apr_hash_t *catalogues;       /* language → cd_catalogue_t */
    apr_hash_t *assets;           /* name → cd_asset_t */
    apr_array_header_t *warnings; /* const char * */
    const char *const *languages;
    const char *generation;
};

/** A file of the theme that was read. */
typedef struct {
    const char *name; /* "pages/news.xsl" */
    int level;
    const char *path; /* with the folder as it was named */
    const char *real; /* without symbolic links */
    cd_bytes_t bytes;
    const char *hash; /* 16 hex digits */
} cd_file_t;

/** Collects what libxml2 and libxslt say while they work on one thread. */
typedef struct cd_listener_t cd_listener_t;
struct cd_listener_t {
    const cd_theme_t *theme;
    apr_pool_t *pool;
    const char *message; /* the first mistake, with its place */
    const char *notes;   /* what the sheet itself says */
    const char *hint;    /* cause of the mistake that comes next */
    int hint_is_all;     /* it says all there is to say */
    const char *place;   /* of that mistake */
    int placed;          /* a place came, its message did not yet */
    cd_listener_t *outer;
    xmlStructuredErrorFunc outer_error;
    void *outer_error_baton;
    xmlGenericErrorFunc outer_text;
    void *outer_text_baton;
};

/** The loading of a theme. */
typedef struct {
    cd_theme_t *theme;
    const cd_theme_source_t *source;
    apr_pool_t *scratch; /* ends with the loading */
    apr_hash_t *files;   /* "1/pages/news.xsl" → cd_file_t */
    int sheets;          /* documents parsed for the page at hand */
    cd_listener_t listener;
} cd_loading_t;

/* theme_listen.c */

/** Once per process. */
void cd_listen_init(void);

/** Between these, this thread's messages go to @a listener. */
void cd_listen_begin(cd_listener_t *listener, const cd_theme_t *theme,
                     apr_pool_t *pool);
void cd_listen_end(cd_listener_t *listener);

/** Take a transform's messages too. */
void cd_listen_to(cd_listener_t *listener, xsltTransformContextPtr transform);

/** Remember a cause for the mistake that will come. */
void cd_listen_hint(cd_listener_t *listener, const char *hint, int is_all);

/** Something for the log that is no mistake of the machine's. */
void cd_listen_note(cd_listener_t *listener, const char *text);

/* theme_files.c */

/** Find the chain of folders. Returns NULL or a message. */
const char *cd_files_chain(cd_loading_t *loading);

/** "pages/news.xsl": no way up, nothing hidden, no odd characters. */
int cd_files_is_name(const char *name);

/**
 * Read the first file called @a name from level @a from on.
 * @return NULL or a message; @a file NULL when there is none
 */
const char *cd_files_find(cd_file_t **file, cd_loading_t *loading,
                          const char *name, int from);

/** The same for that level alone. */
const char *cd_files_at(cd_file_t **file, cd_loading_t *loading,
                        const char *name, int level);

/** Read a file of the system's: @a folder may be anywhere and full of
 *  links. */
const char *cd_files_foreign(cd_file_t **file, cd_loading_t *loading,
                             const char *name, const char *folder);

/** Read a file on which no page depends: it doesn't count for the
 *  generation, and what is wrong with it is no reason to refuse the theme.
 *  @param folder for @a level -1: may be anywhere */
const char *cd_files_aside(cd_file_t **file, cd_loading_t *loading,
                           const char *folder, const char *name, int level);

/** Begin a chain with, or add to it, a folder that has a theme.xml. */
const char *cd_files_add_level(cd_loading_t *loading, const char *directory);

/** Names of the files in folder @a folder of a level, in order. Empty when
 *  there is no such folder. */
apr_array_header_t *cd_files_list(cd_loading_t *loading, int level,
                                  const char *folder);

/** 16 hex digits over all files read, whatever the order. */
const char *cd_files_generation(cd_loading_t *loading);

/* theme_sheets.c */

/** Once per process. */
void cd_sheets_init(void);

/** Compile the sheet of every page. Returns NULL or a message. */
const char *cd_sheets_load(cd_loading_t *loading);

/** The file of a page's or a mail's sheet: "pages/news.xsl", "mail/test.xsl",
 *  in @a pool. */
const char *cd_sheets_file(const char *page, apr_pool_t *pool);

/** Is it a mail's? */
int cd_sheets_is_mail(const char *page);

/** The security preferences of every transform: nothing is allowed. */
xsltSecurityPrefsPtr cd_sheets_security(void);

/* theme_render.c */

/** Who makes a page. */
typedef enum {
    CD_BY_ANY,     /* the program if there is one, else libxslt */
    CD_BY_PROGRAM, /* it alone: APR_ENOTIMPL when it can't */
    CD_BY_SHEET    /* libxslt alone */
} cd_maker_t;

/** cd_theme_render() by that one. */
apr_status_t cd_theme_render_by(cd_maker_t maker, const cd_theme_t *theme,
                                const char *page, xmlDocPtr document,
                                const cd_render_t *render, apr_pool_t *pool,
                                const char **html, apr_size_t *len,
                                const char **error);

/* theme_languages.c */

/** Load the catalogues. Returns NULL or a message. */
const char *cd_languages_load(cd_loading_t *loading);

/* theme_assets.c */

/* Bootstrap's style sheet, and the name of its copy in the folder of copies
 * (a hash and a suffix). */
#define CD_BOOTSTRAP "bootstrap.min.css"
#define CD_BOOTSTRAP_COPY "%s-" CD_BOOTSTRAP "%s"

/** Find the assets. Returns NULL or a message. */
const char *cd_assets_load(cd_loading_t *loading);

/** Is it worth to compress files with such a name? */
int cd_assets_packs(const char *name);

/* theme_functions.c */

/** One transform: what the functions know. It is the transform context's
 *  `_private`. */
typedef struct {
    const cd_theme_t *theme;
    const cd_render_t *render;
    apr_pool_t *pool; /* ends with the transform */
    const cd_catalogue_t *catalogue;
    cd_speaker_t *speaker;
    cd_listener_t listener;
} cd_transform_t;

/** Make cd:text() and the others known to a transform; 0 when out of
 *  memory. */
int cd_functions_register(xsltTransformContextPtr context);

#define CD_FUNCTION_ARGS 5

/** The function of that name if it takes @a n arguments, else -1. */
int cd_function_find(const char *name, int n);

/** Does it give true and false? */
int cd_function_is_test(int function);

/** Call it; NULL stands for "" and for false. */
const char *cd_function_call(cd_transform_t *t, int function,
                             const char *const *args, int n);

/** A number as an argument: XPath writes a sum of 10 000 000 000 as 1e+10,
 *  which is no amount. */
const char *cd_function_amount(double number, apr_pool_t *pool);

#endif
