/* SPDX-License-Identifier: Apache-2.0 */
/* One run of a program. */
#ifndef CD_THEME_RUN_H
#define CD_THEME_RUN_H

#include "theme_program.h"

/* A full main page takes some ten thousand steps: instructions done, nodes
 * looked at, pieces of text. */
#define CD_STEPS 400000
#define CD_NODES_LIMIT 300000    /* that are written */
#define CD_LONGEST (1024 * 1024) /* bytes of a text that is put together */
#define CD_DEPTH 150             /* of templates in templates */
#define CD_FRAMES 2048           /* variables at one time */

struct cd_run_t {
    cd_transform_t *t;
    apr_pool_t *pool; /* ends with the run */
    const cd_program_t *program;
    cd_html_t html;
    apr_hash_t *tags; /* by names that come from the document */

    /* what XPath calls the context */
    const cd_node_t *root, *node, *current;
    int position, size;

    cd_xpath_value_t *values; /* room for CD_FRAMES of them */
    int n_values;
    cd_xpath_value_t *frame; /* the template's variables among them */
    cd_xpath_value_t *globals;
    char *global_state; /* 0: not known yet, 1: being made, 2: made */

    const cd_node_t **stack; /* of nodes, for lists that are being made */
    int top, room;

    int depth, steps;
    int failed; /* libxslt makes this page */
};

/** Give up: libxslt makes this page. Returns 0. */
int cd_run_fail(cd_run_t *run);

/** Long texts take time. */
static inline void cd_run_spend(cd_run_t *run, apr_size_t bytes)
{
    run->steps += bytes / 64 > CD_STEPS ? CD_STEPS : (int) (bytes / 64);
}

/** Put a node on the stack. */
void cd_run_push(cd_run_t *run, const cd_node_t *node);

/** The value of a variable on top of the sheet. */
const cd_xpath_value_t *cd_run_global(cd_run_t *run, int number);

/** Do instructions. */
void cd_run_list(cd_run_t *run, const cd_inst_t *inst);

/* theme_run_output.c */

/** The value of a variable or parameter. */
cd_xpath_value_t cd_run_param(cd_run_t *run, const cd_param_t *param);

void cd_run_raw(cd_run_t *run, const cd_inst_t *inst);
void cd_run_attr(cd_run_t *run, const cd_inst_t *inst);
void cd_run_add_attribute(cd_run_t *run, const cd_inst_t *inst);
void cd_run_element(cd_run_t *run, const cd_inst_t *inst);
void cd_run_copy(cd_run_t *run, const cd_inst_t *inst);
void cd_run_copy_of(cd_run_t *run, const cd_inst_t *inst);

#endif
