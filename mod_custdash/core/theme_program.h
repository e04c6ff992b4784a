/* SPDX-License-Identifier: Apache-2.0 */
/* A compiled sheet as a program of our own: templates become lists of
 * instructions that write bytes. libxslt compiles and checks the sheet
 * first; what a program can't do, the sheet does. */
#ifndef CD_THEME_PROGRAM_H
#define CD_THEME_PROGRAM_H

#include "theme_html.h"
#include "theme_internal.h"
#include "theme_xpath.h"

typedef struct cd_inst_t cd_inst_t;
typedef struct cd_template_t cd_template_t;

typedef enum {
    CD_RAW,           /* text: bytes; plain: their text; flag: CD_RAW_… */
    CD_VALUE_OF,      /* select, flag: as it is */
    CD_OPEN,          /* tag, text: start of a start tag */
    CD_ATTR,          /* of the tag that was just opened: text, flag: its kind,
                         parts */
    CD_CLOSE,         /* tag */
    CD_MAKE_ELEMENT,  /* body in a tag, or one whose name is made of parts */
    CD_ADD_ATTRIBUTE, /* name, value: parts or body */
    CD_IF,            /* select, body */
    CD_CHOOSE,        /* body: CD_IFs, the last one maybe without select */
    CD_SWITCH,        /* the same where all compare one variable with words */
    CD_FOR_EACH,      /* select, body */
    CD_APPLY,         /* select (NULL: what is in the node), mode, params */
    CD_APPLY_ONE,     /* the same to the node itself */
    CD_CALL,          /* template, params */
    CD_SET,           /* slot, select or body */
    CD_COPY,          /* body */
    CD_COPY_OF,       /* select */
    CD_GIVE_UP        /* libxslt does it */
} cd_code_t;

/** A piece of a value: a text, or an expression's. */
typedef struct {
    cd_str_t text;
    cd_expr_t *select;
} cd_part_t;

/** xsl:with-param, xsl:param, or a variable on top of the sheet. */
typedef struct {
    int name;
    int slot;
    cd_expr_t *select; /* or */
    cd_inst_t *body;   /* or the empty text */
    int constant;      /* a body that is text alone: */
    cd_xpath_value_t value;
} cd_param_t;

typedef struct {
    cd_param_t *all;
    int n;
} cd_params_t;

struct cd_inst_t {
    cd_code_t code;
    int flag;
    int depth;            /* of CD_RAW: by how many elements it goes deeper */
    int nodes;            /* of CD_RAW: how many it writes */
    int room, plain_room; /* of its texts, while they grow */
    cd_inst_t *next, *body;
    cd_expr_t *select;
    cd_str_t text, plain;
    const cd_tag_t *tag;
    cd_part_t *parts;
    int n_parts;
    cd_params_t params;
    cd_template_t *template;
    int mode, slot;
    apr_hash_t *words;    /* of CD_SWITCH: word → cd_inst_t of its body, */
    cd_inst_t *otherwise; /* and what is done without one */
};

struct cd_template_t {
    cd_params_t params;
    cd_inst_t *body;
    int slots;
    xsltTemplatePtr source;
};

/** What a template matches: one alternative of its pattern. */
typedef struct {
    cd_template_t *template;
    const cd_expr_t *path;
    int is_sure; /* to look it up by name was all */
} cd_rule_t;

#define CD_RAW_ELEMENT 1 /* there is an element in it */
#define CD_RAW_AS_IS 2   /* or a text that isn't escaped */

typedef struct cd_rules_t cd_rules_t;

struct cd_program_t {
    apr_pool_t *pool;
    cd_names_t *names;
    cd_rules_t *rules;
    const char *encoding;
    cd_param_t *globals;
    int n_globals;
    int global_slots; /* that their own contents need */
};

/* theme_program.c */

/**
 * Translate a sheet that libxslt has compiled.
 * @param why what libxslt has to do itself, "file:line: what"
 * @return the program, which lives as long as @a pool and the sheet; NULL
 *         when libxslt shall run the sheet
 */
cd_program_t *cd_program_make(apr_pool_t *pool, xsltStylesheetPtr style,
                              const char **why);

/* theme_run.c */

/**
 * Run it. @return the page in @a pool, or NULL: libxslt shall make it
 */
const char *cd_program_run(const cd_program_t *program, cd_transform_t *t,
                           xmlDocPtr document, apr_pool_t *pool,
                           apr_size_t *len);

/* theme_match.c */

cd_rules_t *cd_rules_make(apr_pool_t *pool);

/** The number of a mode; NULL is the one without a name. */
int cd_rules_mode(cd_rules_t *rules, const char *mode);

/**
 * Take in a template's pattern. Call for all templates, in the order of
 * import precedence, the highest first.
 * @param sheet its place in that order
 * @return 0 when a part of it is not done here
 */
int cd_rules_add(cd_rules_t *rules, const cd_scope_t *scope,
                 cd_template_t *template, int sheet);

/** Make the tables, when all are there. */
void cd_rules_finish(cd_rules_t *rules);

/** The template for a node, or NULL: the built-in rule. */
cd_template_t *cd_rules_find(cd_run_t *run, const cd_rules_t *rules, int mode,
                             const cd_node_t *node);

#endif
