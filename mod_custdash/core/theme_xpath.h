/* SPDX-License-Identifier: Apache-2.0 */
/* XPath 1.0 as sheets use it: parsed once, evaluated without libxml2 on the
 * nodes of theme_node.h. What is not done here is not parsed either, and
 * then libxslt runs the sheet. */
#ifndef CD_THEME_XPATH_H
#define CD_THEME_XPATH_H

#include "theme_node.h"

typedef enum {
    CD_NODES,
    CD_STRING,
    CD_NUMBER,
    CD_BOOLEAN,
    CD_TREE, /* a variable with content: only its text is kept */
    CD_ANY   /* of an expression: known only when it runs */
} cd_kind_t;

/** What an expression gives. */
typedef struct {
    cd_kind_t kind;
    int n; /* number of nodes, in document order; or the truth */
    union {
        const cd_node_t *const *nodes;
        cd_str_t string; /* of strings and trees */
        double number;
    } u;
} cd_xpath_value_t;

typedef enum {
    CD_X_LITERAL,
    CD_X_NUMBER,
    CD_X_VARIABLE, /* slot: in the frame, below 0 a global one */
    CD_X_PATH,
    CD_X_UNION,
    CD_X_OR,
    CD_X_AND,
    CD_X_EQUAL,
    CD_X_UNEQUAL,
    CD_X_LESS,
    CD_X_LESS_EQUAL,
    CD_X_GREATER,
    CD_X_GREATER_EQUAL,
    CD_X_ADD,
    CD_X_SUBTRACT,
    CD_X_MULTIPLY,
    CD_X_DIVIDE,
    CD_X_REMAINDER,
    CD_X_NEGATE,
    CD_X_CALL,    /* slot: a function of XPath's, theme_xpath_calls.c */
    CD_X_EXTENDED /* slot: one of cd:'s, theme_functions.c */
} cd_op_t;

typedef enum {
    CD_AXIS_CHILD,
    CD_AXIS_ATTRIBUTE,
    CD_AXIS_SELF,
    CD_AXIS_PARENT,
    CD_AXIS_DESCENDANT,
    CD_AXIS_DESCENDANT_OR_SELF,
    CD_AXIS_ANCESTOR,
    CD_AXIS_ANCESTOR_OR_SELF,
    CD_AXIS_FOLLOWING_SIBLING,
    CD_AXIS_PRECEDING_SIBLING
} cd_axis_t;

typedef enum {
    CD_TEST_NAME,
    CD_TEST_PRINCIPAL, /* "*" */
    CD_TEST_NODE,
    CD_TEST_TEXT,
    CD_TEST_COMMENT,
    CD_TEST_INSTRUCTION
} cd_test_t;

typedef struct cd_expr_t cd_expr_t;

typedef struct {
    cd_axis_t axis;
    cd_test_t test;
    int name;
    cd_expr_t **predicates;
    int n;
} cd_step_t;

struct cd_expr_t {
    cd_op_t op;
    cd_kind_t kind; /* of its value */
    int slot;
    int positional; /* asks for position() or last(), itself or below,
                       outside of inner predicates */
    cd_str_t text;
    double number;
    cd_expr_t **args; /* operands, arguments; of a path what it starts from */
    int n;
    int absolute; /* a path from the root */
    int plain;    /* a path whose first node is found without a list; 2: it
                     has no other */
    cd_step_t *steps;
    int n_steps;
};

/** What the parser must know of the place where an expression stands. */
typedef struct cd_scope_t cd_scope_t;
struct cd_scope_t {
    apr_pool_t *pool;
    cd_names_t *names;
    xmlNodePtr place; /* whose namespaces count */
    /* the slot of a variable, INT_MIN when there is none */
    int (*variable)(const cd_scope_t *scope, const char *name);
    void *baton;
};

/** Parse; NULL for what is wrong or not done here. Lives in the scope's
 *  pool. */
cd_expr_t *cd_xpath_parse(const cd_scope_t *scope, const char *text);

/** The function of XPath's by its name and number of arguments, or -1. */
int cd_xpath_function(const char *name, int n, cd_kind_t *kind,
                      int *positional);

/** False when the arguments of a call of one are none that it can take. */
int cd_xpath_is_done(const cd_expr_t *e);

/* Evaluation: see theme_run.h for a run. Each may fail the run. */
typedef struct cd_run_t cd_run_t;

cd_xpath_value_t cd_xpath_value(cd_run_t *run, const cd_expr_t *e);
cd_str_t cd_xpath_string(cd_run_t *run, const cd_expr_t *e);
double cd_xpath_number(cd_run_t *run, const cd_expr_t *e);
int cd_xpath_test(cd_run_t *run, const cd_expr_t *e);

/** Put the nodes on the run's stack, in document order; the first one's
 *  place there. Whoever calls takes them off again. */
int cd_xpath_nodes(cd_run_t *run, const cd_expr_t *e);

/** The first node, or NULL. */
const cd_node_t *cd_xpath_first(cd_run_t *run, const cd_expr_t *e);

/** Does a node on that axis pass the step's test, predicates apart? */
int cd_xpath_passes(const cd_step_t *step, const cd_node_t *node);

/** Is a predicate's value true there? (A number asks for the position.) */
int cd_xpath_predicate(cd_run_t *run, const cd_expr_t *e,
                       const cd_node_t *node, int position, int size);

/** XPath's comparison, `op` CD_X_EQUAL to CD_X_GREATER_EQUAL. */
int cd_xpath_compare(cd_run_t *run, const cd_expr_t *e);

/** A call of XPath's own. */
cd_xpath_value_t cd_xpath_call(cd_run_t *run, const cd_expr_t *e);

/** A value of each kind but nodes. */
cd_xpath_value_t cd_xpath_of_string(cd_str_t string);
cd_xpath_value_t cd_xpath_of_number(double number);
cd_xpath_value_t cd_xpath_of_truth(int truth);

/* Values made into others. */
cd_str_t cd_value_string(cd_run_t *run, const cd_xpath_value_t *value);
double cd_value_number(cd_run_t *run, const cd_xpath_value_t *value);
int cd_value_test(const cd_xpath_value_t *value);

double cd_xpath_to_number(const char *text);
cd_str_t cd_xpath_from_number(double number, apr_pool_t *pool);

#endif
