/* SPDX-License-Identifier: Apache-2.0 */
/* What staff publishes, as tables: which kinds there are, what each has, and
 * the text form in which a person writes one. */
#ifndef CD_PUBLISH_H
#define CD_PUBLISH_H

#include <apr_tables.h>

#include "../core/picture.h"
#include "ctl.h"

/** What a header of the form holds. */
typedef enum {
    CD_P_TEXT,      /* characters, at most so many */
    CD_P_DATE,      /* 2026-11-29 */
    CD_P_TIME,      /* 2026-11-29 02:00, UTC */
    CD_P_NUMBER,    /* from min to max */
    CD_P_WORD,      /* one of a list */
    CD_P_LANGUAGE,  /* en, pt-BR */
    CD_P_LINK,      /* page:NAME, http:// or https:// */
    CD_P_SLUG,      /* a-z, 0-9, hyphens */
    CD_P_SLUGS,     /* some, with commas */
    CD_P_PRODUCTS,  /* names or numbers, with commas */
    CD_P_COUNTRIES, /* PL, IE */
    CD_P_PICTURE    /* not typed: see --picture */
} cd_p_type_t;

#define CD_P_REQUIRED 1

typedef struct {
    const char *header; /* as it stands in the form */
    const char *column; /* of the statements */
    cd_p_type_t type;
    int flags;
    int min, max;             /* of a number; max of a text, in characters */
    const char *const *words; /* NULL ends */
    const char *usual;        /* what the form of a new one has: a value,
                                 "today", "now", or NULL */
} cd_p_field_t;               /* a NULL header ends */

typedef struct {
    const char *name;    /* of the command */
    const char *summary; /* one line */
    const cd_p_field_t *fields;
    const char *body;  /* column of the text below the headers, or NULL */
    int body_required; /* it can't be empty */
    int body_most;     /* bytes */
    /* statements */
    const char *list, *get, *add, *edit, *state, *remove;
    const char *products_clear, *product; /* rows of their own, or NULL */
    const char *const *afterwards;        /* of remove; NULL ends */
} cd_p_kind_t;

/** news, guide, banner, shortcut, status; a NULL name ends. */
extern const cd_p_kind_t cd_p_kinds[];

/** What an update of an incident has. */
extern const cd_p_kind_t cd_p_update;

/** Where a form is read from, and who knows the products. */
typedef struct {
    const cd_p_kind_t *kind;
    cd_db_t *db;
    apr_pool_t *pool;
    const char *now; /* UTC DATETIME */
    int errors;      /* said on standard error */
} cd_p_reader_t;

/**
 * Read a form: lines `Header: value`, an empty line, the text. Lines that
 * begin with # before the text are passed over. What is wrong is said on
 * standard error as "NAME:LINE: …", all of it, and counted.
 * @param name of the file, for messages
 * @return column → value; empty ones are not there
 */
apr_table_t *cd_p_read(cd_p_reader_t *reader, const char *name,
                       const char *text);

/** The form that has these values; NULL: of a new one. With @a hints each
 *  header's rule stands above it. */
const char *cd_p_write(const cd_p_reader_t *reader, const apr_table_t *values,
                       int hints);

/** Is it a link that may be published? */
int cd_p_link(const char *link);

/** One command. */
typedef struct {
    apr_pool_t *pool;
    const cd_p_kind_t *kind;
    cd_connect_t how;
    cd_sqlcat_t *cat;
    cd_db_t *db;
    const char *folder, *file, *picture, *format;
    int publish, help;
    const char *wish;
    apr_int64_t id;
    const char *now;
    apr_table_t *before; /* as it was read to be edited, or NULL */
    apr_table_t *values;
    cd_picture_t frame;
    const char *picture_data, *picture_hash;
    apr_size_t picture_len;
    int gone; /* it isn't there, or not as it was */
} cd_p_job_t;

/* publish_row.c: the row of a command, and its transactions (the baton is the
 * command). */

/** Read the row of job->id; *@a values NULL: there is none. */
cd_db_result_t cd_p_get(cd_p_job_t *job, apr_table_t **values);

/** Put job->values into a new row (job->id 0, then set) or into that one.
 *  job->gone: it isn't there any more, or not as job->before has it. */
cd_db_result_t cd_p_save(cd_db_t *db, void *baton);

/** Throw it away. job->gone: it wasn't there. */
cd_db_result_t cd_p_drop(cd_db_t *db, void *baton);

/** Put job->values down as an update of an incident. */
cd_db_result_t cd_p_say(cd_db_t *db, void *baton);

/* editor.c */

/** A file's text, "-" for standard input; at most 1 MiB. NULL: it said why. */
const char *cd_editor_read(apr_pool_t *pool, const char *path,
                           apr_size_t *len);

/**
 * Let the person edit @a text with $VISUAL, $EDITOR or vi.
 * @param path set to the file, which stays until cd_editor_done()
 * @return the new text; NULL: it said why not
 */
const char *cd_editor_run(apr_pool_t *pool, const char *text,
                          const char **path);

void cd_editor_done(apr_pool_t *pool, const char *path);

#endif
