/* SPDX-License-Identifier: Apache-2.0 */
/* Forms: a table of fields, and one engine that reads, checks and shows
 * them. */
#ifndef CD_FORM_H
#define CD_FORM_H

#include <apr_pools.h>
#include <apr_tables.h>

#include "doc.h"

#define CD_FIELD_REQUIRED 0x01
#define CD_FIELD_SECRET 0x02 /* never shown again, never trimmed */
#define CD_FIELD_LINES 0x04  /* tabs and line breaks; these become LF */
#define CD_FIELD_EXTRA 0x08  /* not there unless a rule requires it */

#define CD_FORM_PAIRS 1000 /* a request has no more of them */

/** A check of a value that isn't empty.
 *  @return NULL when it is right, else the code of the message (the theme
 *          has `error.CODE`); may put a canonical form into @a value */
typedef const char *cd_check_fn(apr_pool_t *pool, const char **value);

/** What a select offers; a value not among them is refused. */
typedef struct {
    const char *value;
    const char *label; /* NULL: the theme's word for it */
} cd_option_t;

typedef struct {
    const char *name;
    const char *type; /* text email tel date password select checkbox
                         hidden textarea file */
    int flags;
    int min, max;               /* characters (code points); 0: 254 at most */
    cd_check_fn *check;         /* may be NULL */
    const cd_option_t *options; /* a NULL value ends it; NULL: none */
    const char *autocomplete;   /* HTML autofill token, or NULL */
} cd_field_t;                   /* a table ends with a NULL name */

typedef struct cd_form_t cd_form_t;

/** What is to hold for a field of a form whatever its table says. */
typedef enum {
    CD_RULE_NONE,     /* as the table has it */
    CD_RULE_REQUIRED, /* must be filled in */
    CD_RULE_OPTIONAL, /* may be left empty */
    CD_RULE_LOCKED,   /* shown; what a request has for it is passed over */
    CD_RULE_HIDDEN    /* not shown; passed over just so */
} cd_rule_t;

typedef struct {
    const char *field;
    cd_rule_t rule;
} cd_field_rule_t; /* a list ends with a NULL field; the last one holds */

/**
 * Decode application/x-www-form-urlencoded (URL Standard, 5.1) of @a len
 * bytes. Invalid UTF-8 (`utf8`), NUL and control characters but tab and line
 * breaks (`control`), a `%` without two hexadecimal digits (`malformed`) and
 * more than CD_FORM_PAIRS pairs (`too-many`) are refused.
 * @return a table that keeps repeated names apart, in @a pool; NULL and
 *         @a error (a code) set when it is refused
 */
apr_table_t *cd_form_decode(apr_pool_t *pool, const char *body, apr_size_t len,
                            const char **error);

/** A form of @a fields without values, to be shown. */
cd_form_t *cd_form_create(apr_pool_t *pool, const char *name,
                          const cd_field_t *fields);

/** Fill in and check all fields. Values are trimmed and brought to Unicode
 *  NFC. Names are compared with their case; a request's other names are
 *  passed over. A field gets one code of: required too-short too-long
 *  control utf8 repeated choice, or its check's.
 *  @return the number of errors */
int cd_form_fill(cd_form_t *form, const apr_table_t *params);

/** A field's canonical value: "" when it was left empty, NULL when the table
 *  has no such field. A checkbox is "1" or "". */
const char *cd_form_get(const cd_form_t *form, const char *field);

/** The same, NULL for an empty one: what a nullable column takes. */
const char *cd_form_get_null(const cd_form_t *form, const char *field);

/** Set a field's value, copied; NULL empties it. */
void cd_form_set(cd_form_t *form, const char *field, const char *value);

/** Put a rule on a field; CD_RULE_NONE takes it away. A name that the table
 *  doesn't have is passed over. */
void cd_form_rule(cd_form_t *form, const char *field, cd_rule_t rule);

/** May a request change the field? (Neither locked nor hidden.) */
int cd_form_may_change(const cd_form_t *form, const char *field);

/** Was it filled in by a request? */
int cd_form_is_filled(const cd_form_t *form);

/** Show beside a field what somebody else has put there meanwhile, "" for
 *  nothing; copied. */
void cd_form_theirs(cd_form_t *form, const char *field, const char *value);

/** Options known only at run time (languages, countries); they must live as
 *  long as the form. */
void cd_form_options(cd_form_t *form, const char *field,
                     const cd_option_t *options);

/** Say that a field is wrong (NULL, or none of the table: the form as a
 *  whole). A later code replaces an earlier one. */
void cd_form_error(cd_form_t *form, const char *field, const char *code);

int cd_form_errors(const cd_form_t *form);

/** Append `<form>` with its fields, values and messages to the page. */
void cd_form_show(const cd_form_t *form, cd_doc_t *doc, const char *action);

/* Checks for tables. Each answers its own name as the code: "email" … */
cd_check_fn cd_check_email;    /* RFC 5321 lengths, HTML's pattern; the
                                    domain in lower case */
cd_check_fn cd_check_phone;    /* ITU-T E.164, as +48123456789 */
cd_check_fn cd_check_country;  /* ISO 3166-1 alpha-2 known to ICU, in
                                    upper case */
cd_check_fn cd_check_date;     /* YYYY-MM-DD, a day that there is */
cd_check_fn cd_check_language; /* a BCP 47 code (language, script, region)
                                    known to ICU, as pt-BR */

#endif
