/* SPDX-License-Identifier: Apache-2.0 */
/* What the files share that translate a sheet into a program. */
#ifndef CD_THEME_COMPILE_H
#define CD_THEME_COMPILE_H

#include "theme_program.h"

/** The compiling of a sheet. */
typedef struct {
    cd_program_t *program;
    xsltStylesheetPtr style;
    apr_hash_t *templates;      /* xsltTemplatePtr → cd_template_t */
    apr_hash_t *globals;        /* name → its number, an int */
    cd_template_t *at;          /* the template at hand */
    apr_array_header_t *locals; /* names of the variables in scope: their
                                   places are their slots */
    cd_inst_t *raw;             /* the last bytes, which may grow */
    const char *failed;         /* what isn't done here, */
    const char *file;           /* and where */
    int line;
} cd_compiling_t;

/** Note that something isn't done here. Returns NULL. */
void *cd_compile_fail(cd_compiling_t *c, xmlNodePtr node, const char *what);

/** True for xsl:@a name. */
int cd_is_xsl(const xmlNode *node, const char *name);

/* theme_compile.c; @a last is where the next instruction of a list goes. */

/** The instructions for nodes of the sheet, from @a node on. */
cd_inst_t *cd_compile_list(cd_compiling_t *c, xmlNodePtr node);

/** The same for one of them. */
void cd_compile_node(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node);

/** A new instruction. */
cd_inst_t *cd_compile_add(cd_compiling_t *c, cd_inst_t ***last,
                          cd_code_t code);

/** A variable or parameter; the place of its name is its slot. */
cd_param_t cd_compile_param(cd_compiling_t *c, xmlNodePtr node);

/** The parameters from @a node up to @a end, which nothing else may be. */
cd_params_t cd_compile_params(cd_compiling_t *c, xmlNodePtr node,
                              xmlNodePtr end);

/* theme_compile_expr.c */

cd_expr_t *cd_compile_expr(cd_compiling_t *c, xmlNodePtr node,
                           const char *text);

/** The parts of an attribute value template; returns how many. */
int cd_compile_parts(cd_compiling_t *c, xmlNodePtr node, const char *text,
                     cd_part_t **parts);

/** For a scope without variables. */
int cd_compile_no_variable(const cd_scope_t *scope, const char *name);

/* theme_compile_output.c */

/** A text, or an element with its content. */
void cd_compile_text(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node);
void cd_compile_element(cd_compiling_t *c, cd_inst_t ***last, xmlNodePtr node);

/** xsl:element and xsl:attribute. */
void cd_compile_named_element(cd_compiling_t *c, cd_inst_t ***last,
                              xmlNodePtr node);
void cd_compile_attribute(cd_compiling_t *c, cd_inst_t ***last,
                          xmlNodePtr node);

#endif
