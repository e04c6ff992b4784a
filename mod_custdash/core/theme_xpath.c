/* SPDX-License-Identifier: Apache-2.0 */
/* XPath 1.0 expressions evaluated: values, conversions, operators. */
#include "theme_run.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include <apr_strings.h>
#include <libxml/xpath.h>

static const cd_xpath_value_t nothing = { .kind = CD_STRING,
                                          .u.string = { "", 0 } };

cd_xpath_value_t cd_xpath_of_number(double number)
{
    cd_xpath_value_t value = { .kind = CD_NUMBER };

    value.u.number = number;
    return value;
}

cd_xpath_value_t cd_xpath_of_truth(int truth)
{
    cd_xpath_value_t value = { .kind = CD_BOOLEAN };

    value.n = truth != 0;
    return value;
}

cd_xpath_value_t cd_xpath_of_string(cd_str_t string)
{
    cd_xpath_value_t value = { .kind = CD_STRING };

    value.u.string = string;
    return value;
}

/* --- conversions (XPath, 4) */

double cd_xpath_to_number(const char *text)
{
    const char *s = text;
    int value = 0;

    while (*s >= '0' && *s <= '9' && s - text < 9) {
        value = 10 * value + (*s++ - '0');
    }
    if (s > text && *s == '\0') {
        return value;
    }
    return xmlXPathCastStringToNumber((const xmlChar *) text);
}

cd_str_t cd_xpath_from_number(double number, apr_pool_t *pool)
{
    xmlChar *text;
    cd_str_t made;

    if (number == (int) number && number > INT_MIN && number < INT_MAX) {
        return cd_str(apr_itoa(pool, (int) number));
    }
    text = xmlXPathCastNumberToString(number);
    made = cd_str(apr_pstrdup(pool, text ? (const char *) text : ""));
    xmlFree(text);
    return made;
}

cd_str_t cd_value_string(cd_run_t *run, const cd_xpath_value_t *value)
{
    switch (value->kind) {
    case CD_NODES:
        return value->n > 0 ? cd_node_text(value->u.nodes[0], run->pool)
                            : nothing.u.string;
    case CD_NUMBER:
        return cd_xpath_from_number(value->u.number, run->pool);
    case CD_BOOLEAN:
        return cd_str(value->n ? "true" : "false");
    default:
        return value->u.string;
    }
}

double cd_value_number(cd_run_t *run, const cd_xpath_value_t *value)
{
    cd_str_t text;

    switch (value->kind) {
    case CD_NUMBER:
        return value->u.number;
    case CD_BOOLEAN:
        return value->n;
    default:
        text = cd_value_string(run, value);
        cd_run_spend(run, text.len);
        return cd_xpath_to_number(text.s);
    }
}

int cd_value_test(const cd_xpath_value_t *value)
{
    switch (value->kind) {
    case CD_NODES:
    case CD_BOOLEAN:
        return value->n > 0;
    case CD_NUMBER:
        return value->u.number != 0 && !isnan(value->u.number);
    case CD_TREE:
        return 1;
    default:
        return value->u.string.len > 0;
    }
}

/* --- comparisons (XPath, 3.4) */

static int numbers_compare(cd_op_t op, double a, double b)
{
    switch (op) {
    case CD_X_EQUAL:
        return a == b;
    case CD_X_UNEQUAL:
        return a != b;
    case CD_X_LESS:
        return a < b;
    case CD_X_LESS_EQUAL:
        return a <= b;
    case CD_X_GREATER:
        return a > b;
    default:
        return a >= b;
    }
}

static int strings_compare(cd_run_t *run, cd_op_t op, cd_str_t a, cd_str_t b)
{
    int equal;

    cd_run_spend(run, a.len + b.len);
    if (op != CD_X_EQUAL && op != CD_X_UNEQUAL) {
        return numbers_compare(op, cd_xpath_to_number(a.s),
                               cd_xpath_to_number(b.s));
    }
    equal = a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
    return equal == (op == CD_X_EQUAL);
}

/* Neither is a list of nodes. */
static int singles_compare(cd_run_t *run, cd_op_t op,
                           const cd_xpath_value_t *a,
                           const cd_xpath_value_t *b)
{
    int is_equality = op == CD_X_EQUAL || op == CD_X_UNEQUAL;

    if ((a->kind == CD_TREE && b->kind == CD_BOOLEAN)
        || (b->kind == CD_TREE && a->kind == CD_BOOLEAN)) {
        return cd_run_fail(run);
    }
    if (is_equality && (a->kind == CD_BOOLEAN || b->kind == CD_BOOLEAN)) {
        return numbers_compare(op, cd_value_test(a), cd_value_test(b));
    }
    if (!is_equality || a->kind == CD_NUMBER || b->kind == CD_NUMBER) {
        return numbers_compare(op, cd_value_number(run, a),
                               cd_value_number(run, b));
    }
    /* of a tree libxml2 looks at the first element's text only */
    if ((a->kind == CD_TREE && a->n) || (b->kind == CD_TREE && b->n)) {
        return cd_run_fail(run);
    }
    return strings_compare(run, op, a->u.string, b->u.string);
}

static cd_op_t mirrored(cd_op_t op)
{
    switch (op) {
    case CD_X_LESS:
        return CD_X_GREATER;
    case CD_X_LESS_EQUAL:
        return CD_X_GREATER_EQUAL;
    case CD_X_GREATER:
        return CD_X_LESS;
    case CD_X_GREATER_EQUAL:
        return CD_X_LESS_EQUAL;
    default:
        return op;
    }
}

static int values_compare(cd_run_t *run, cd_op_t op, const cd_xpath_value_t *a,
                          const cd_xpath_value_t *b)
{
    cd_xpath_value_t one;
    int i;

    if (a->kind != CD_NODES) {
        return b->kind == CD_NODES ? values_compare(run, mirrored(op), b, a)
                                   : singles_compare(run, op, a, b);
    }
    if (b->kind == CD_BOOLEAN) {
        return numbers_compare(op, a->n > 0, b->n);
    }
    for (i = 0; i < a->n; i++) {
        one = cd_xpath_of_string(cd_node_text(a->u.nodes[i], run->pool));
        if (values_compare(run, op, &one, b)) {
            return 1;
        }
        if (++run->steps > CD_STEPS) {
            return cd_run_fail(run);
        }
    }
    return 0;
}

int cd_xpath_compare(cd_run_t *run, const cd_expr_t *e)
{
    cd_xpath_value_t a, b;

    /* the most common of all: is an attribute this? */
    if (e->args[1]->op == CD_X_LITERAL && e->args[0]->plain == 2) {
        const cd_node_t *node = cd_xpath_first(run, e->args[0]);

        return node
            && strings_compare(run, e->op, cd_node_text(node, run->pool),
                               e->args[1]->text);
    }
    if (e->args[0]->kind == CD_STRING && e->args[1]->kind == CD_STRING) {
        cd_str_t left = cd_xpath_string(run, e->args[0]);

        return strings_compare(run, e->op, left,
                               cd_xpath_string(run, e->args[1]));
    }
    a = cd_xpath_value(run, e->args[0]);
    b = cd_xpath_value(run, e->args[1]);
    return values_compare(run, e->op, &a, &b);
}

/* --- variables and lists */

static cd_xpath_value_t variable(cd_run_t *run, const cd_expr_t *e)
{
    return e->slot < 0 ? *cd_run_global(run, -e->slot - 1)
                       : run->frame[e->slot];
}

/* A list that lasts. */
static cd_xpath_value_t list(cd_run_t *run, const cd_expr_t *e)
{
    int from = cd_xpath_nodes(run, e);
    cd_xpath_value_t value = { .kind = CD_NODES };

    value.n = run->top - from;
    value.u.nodes = apr_pmemdup(run->pool, run->stack + from,
                                (apr_size_t) value.n * sizeof(*run->stack));
    run->top = from;
    return value;
}

static cd_str_t extended(cd_run_t *run, const cd_expr_t *e)
{
    const char *args[CD_FUNCTION_ARGS], *result;
    int i;

    for (i = 0; i < e->n; i++) {
        const cd_expr_t *arg = e->args[i];

        if (arg->kind == CD_NUMBER || arg->kind == CD_ANY) {
            cd_xpath_value_t value = cd_xpath_value(run, arg);

            args[i] = value.kind == CD_NUMBER
                ? cd_function_amount(value.u.number, run->pool)
                : cd_value_string(run, &value).s;
        }
        else {
            cd_str_t text = cd_xpath_string(run, arg);

            cd_run_spend(run, text.len);
            args[i] = text.s;
        }
    }
    result =
        run->failed ? NULL : cd_function_call(run->t, e->slot, args, e->n);
    return result ? cd_str(result) : nothing.u.string;
}

/* --- what all this is for */

double cd_xpath_number(cd_run_t *run, const cd_expr_t *e)
{
    cd_xpath_value_t value;
    double a, b;

    if (e->op == CD_X_NUMBER) {
        return e->number;
    }
    if (e->op == CD_X_NEGATE) {
        return -cd_xpath_number(run, e->args[0]);
    }
    if (e->op < CD_X_ADD || e->op > CD_X_REMAINDER) {
        value = cd_xpath_value(run, e);
        return cd_value_number(run, &value);
    }
    a = cd_xpath_number(run, e->args[0]);
    b = cd_xpath_number(run, e->args[1]);
    switch (e->op) {
    case CD_X_ADD:
        return a + b;
    case CD_X_SUBTRACT:
        return a - b;
    case CD_X_MULTIPLY:
        return a * b;
    case CD_X_DIVIDE:
        return a / b;
    default:
        return fmod(a, b);
    }
}

int cd_xpath_test(cd_run_t *run, const cd_expr_t *e)
{
    cd_xpath_value_t value;

    switch (e->op) {
    case CD_X_OR:
        return cd_xpath_test(run, e->args[0])
            || cd_xpath_test(run, e->args[1]);
    case CD_X_AND:
        return cd_xpath_test(run, e->args[0])
            && cd_xpath_test(run, e->args[1]);
    case CD_X_EQUAL:
    case CD_X_UNEQUAL:
    case CD_X_LESS:
    case CD_X_LESS_EQUAL:
    case CD_X_GREATER:
    case CD_X_GREATER_EQUAL:
        return cd_xpath_compare(run, e);
    case CD_X_PATH:
        return cd_xpath_first(run, e) != NULL;
    default:
        value = cd_xpath_value(run, e);
        return cd_value_test(&value);
    }
}

cd_str_t cd_xpath_string(cd_run_t *run, const cd_expr_t *e)
{
    const cd_node_t *node;
    cd_xpath_value_t value;

    switch (e->op) {
    case CD_X_LITERAL:
        return e->text;
    case CD_X_PATH:
        node = cd_xpath_first(run, e);
        return node ? cd_node_text(node, run->pool) : nothing.u.string;
    default:
        value = cd_xpath_value(run, e);
        return cd_value_string(run, &value);
    }
}

cd_xpath_value_t cd_xpath_value(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t string;

    switch (e->op) {
    case CD_X_LITERAL:
        return cd_xpath_of_string(e->text);
    case CD_X_VARIABLE:
        return variable(run, e);
    case CD_X_PATH:
    case CD_X_UNION:
        return list(run, e);
    case CD_X_CALL:
        return cd_xpath_call(run, e);
    case CD_X_EXTENDED:
        string = extended(run, e);
        return e->kind == CD_BOOLEAN ? cd_xpath_of_truth(string.len > 0)
                                     : cd_xpath_of_string(string);
    default:
        return e->kind == CD_NUMBER
            ? cd_xpath_of_number(cd_xpath_number(run, e))
            : cd_xpath_of_truth(cd_xpath_test(run, e));
    }
}
