/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of XPath 1.0 (XPath, 4) and current() (XSLT, 12.4). */
#include "theme_run.h"

#include <math.h>
#include <string.h>

#include <apr_strings.h>

typedef cd_xpath_value_t function_t(cd_run_t *run, const cd_expr_t *e);

static cd_str_t some(cd_run_t *run, const char *s, apr_size_t len)
{
    cd_str_t made = { apr_pstrmemdup(run->pool, s, len), len };

    cd_run_spend(run, len);
    return made;
}

/* The first argument, or the context node, as a string. */
static cd_str_t subject(cd_run_t *run, const cd_expr_t *e)
{
    return e->n > 0 ? cd_xpath_string(run, e->args[0])
                    : cd_node_text(run->node, run->pool);
}

static cd_xpath_value_t fn_last(cd_run_t *run, const cd_expr_t *e)
{
    (void) e;
    return cd_xpath_of_number(run->size);
}

static cd_xpath_value_t fn_position(cd_run_t *run, const cd_expr_t *e)
{
    (void) e;
    return cd_xpath_of_number(run->position);
}

static cd_xpath_value_t fn_current(cd_run_t *run, const cd_expr_t *e)
{
    cd_xpath_value_t value = { .kind = CD_NODES };
    const cd_node_t *const one[] = { run->current };

    (void) e;
    value.n = 1;
    value.u.nodes = apr_pmemdup(run->pool, one, sizeof(one));
    return value;
}

static cd_xpath_value_t fn_count(cd_run_t *run, const cd_expr_t *e)
{
    int from = cd_xpath_nodes(run, e->args[0]), n = run->top - from;

    run->top = from;
    return cd_xpath_of_number(n);
}

static cd_xpath_value_t fn_sum(cd_run_t *run, const cd_expr_t *e)
{
    int from = cd_xpath_nodes(run, e->args[0]), i;
    double sum = 0;

    for (i = from; i < run->top; i++) {
        cd_str_t text = cd_node_text(run->stack[i], run->pool);

        cd_run_spend(run, text.len);
        sum += cd_xpath_to_number(text.s);
    }
    run->top = from;
    return cd_xpath_of_number(sum);
}

static cd_xpath_value_t fn_name(cd_run_t *run, const cd_expr_t *e)
{
    const cd_node_t *node = run->node;

    if (e->n > 0) {
        node = cd_xpath_first(run, e->args[0]);
    }
    return cd_xpath_of_string(cd_str(node ? node->word : ""));
}

static cd_xpath_value_t fn_string(cd_run_t *run, const cd_expr_t *e)
{
    return cd_xpath_of_string(subject(run, e));
}

static cd_xpath_value_t fn_concat(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t parts[8], all = { NULL, 0 };
    char *to;
    int i;

    for (i = 0; i < e->n; i++) {
        parts[i] = cd_xpath_string(run, e->args[i]);
        all.len += parts[i].len;
    }
    if (all.len > CD_LONGEST) {
        cd_run_fail(run);
        return cd_xpath_of_string(cd_str(""));
    }
    cd_run_spend(run, all.len);
    to = apr_palloc(run->pool, all.len + 1);
    all.s = to;
    for (i = 0; i < e->n; i++) {
        memcpy(to, parts[i].s, parts[i].len);
        to += parts[i].len;
    }
    *to = '\0';
    return cd_xpath_of_string(all);
}

static cd_xpath_value_t fn_starts_with(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t a = cd_xpath_string(run, e->args[0]);
    cd_str_t b = cd_xpath_string(run, e->args[1]);

    cd_run_spend(run, b.len);
    return cd_xpath_of_truth(a.len >= b.len && memcmp(a.s, b.s, b.len) == 0);
}

static cd_xpath_value_t fn_contains(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t a = cd_xpath_string(run, e->args[0]);
    cd_str_t b = cd_xpath_string(run, e->args[1]);

    cd_run_spend(run, a.len);
    return cd_xpath_of_truth(strstr(a.s, b.s) != NULL);
}

static cd_xpath_value_t fn_before(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t a = cd_xpath_string(run, e->args[0]);
    cd_str_t b = cd_xpath_string(run, e->args[1]);
    const char *at = strstr(a.s, b.s);

    cd_run_spend(run, a.len);
    return cd_xpath_of_string(
        some(run, a.s, at ? (apr_size_t) (at - a.s) : 0));
}

static cd_xpath_value_t fn_after(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t a = cd_xpath_string(run, e->args[0]);
    cd_str_t b = cd_xpath_string(run, e->args[1]);
    const char *at = strstr(a.s, b.s);

    cd_run_spend(run, a.len);
    return cd_xpath_of_string(cd_str(at ? at + b.len : ""));
}

/* The bytes of a character, as its first one says. */
static apr_size_t width(const char *s)
{
    unsigned char c = (unsigned char) *s;
    apr_size_t most = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, n = 1;

    while (n < most && (s[n] & 0xc0) == 0x80) {
        n++;
    }
    return n;
}

/* With whole numbers that stand in the sheet (see cd_xpath_function()). */
static cd_xpath_value_t fn_substring(cd_run_t *run, const cd_expr_t *e)
{
    const char *s = subject(run, e).s, *from;
    double skip = e->args[1]->number - 1;
    double n = e->n > 2 ? e->args[2]->number : 1e9;

    for (; *s && skip > 0; skip--) {
        s += width(s);
    }
    for (from = s; *s && n > 0; n--) {
        s += width(s);
    }
    return cd_xpath_of_string(some(run, from, (apr_size_t) (s - from)));
}

static cd_xpath_value_t fn_length(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t text = subject(run, e);
    const char *s = text.s;
    int n = 0;

    cd_run_spend(run, text.len);
    for (; *s; s++) {
        n += (*s & 0xc0) != 0x80;
    }
    return cd_xpath_of_number(n);
}

static cd_xpath_value_t fn_normalize(cd_run_t *run, const cd_expr_t *e)
{
    static const char blank[] = " \t\r\n";
    cd_str_t text = subject(run, e);
    char *made = apr_palloc(run->pool, text.len + 1), *to = made;
    const char *s = text.s + strspn(text.s, blank);

    cd_run_spend(run, text.len);
    while (*s) {
        apr_size_t len = strcspn(s, blank);

        memcpy(to, s, len);
        to += len;
        s += len + strspn(s + len, blank);
        if (*s) {
            *to++ = ' ';
        }
    }
    *to = '\0';
    return cd_xpath_of_string(cd_str(made));
}

/* The character that stands at the same place in @a to as @a c in @a from;
 * NULL when it isn't in it, "" when there is none. */
static const char *counterpart(const char *c, const char *from, const char *to)
{
    apr_size_t len = width(c);

    while (*from) {
        if (width(from) == len && memcmp(from, c, len) == 0) {
            return to;
        }
        from += width(from);
        to += *to ? width(to) : 0;
    }
    return NULL;
}

static cd_xpath_value_t fn_translate(cd_run_t *run, const cd_expr_t *e)
{
    cd_str_t text = cd_xpath_string(run, e->args[0]);
    const char *from = cd_xpath_string(run, e->args[1]).s;
    const char *to = cd_xpath_string(run, e->args[2]).s, *s;
    char *made, *at;

    if (text.len > CD_LONGEST / 4
        || text.len * strlen(from) > 64 * (apr_size_t) CD_STEPS) {
        cd_run_fail(run);
        return cd_xpath_of_string(cd_str(""));
    }
    cd_run_spend(run, text.len * (8 + strlen(from)));
    made = at = apr_palloc(run->pool, 4 * text.len + 1);
    for (s = text.s; *s; s += width(s)) {
        const char *c = counterpart(s, from, to);

        if (!c || *c) {
            apr_size_t len = width(c ? c : s);

            memcpy(at, c ? c : s, len);
            at += len;
        }
    }
    *at = '\0';
    return cd_xpath_of_string(cd_str(made));
}

static cd_xpath_value_t fn_boolean(cd_run_t *run, const cd_expr_t *e)
{
    return cd_xpath_of_truth(cd_xpath_test(run, e->args[0]));
}

static cd_xpath_value_t fn_not(cd_run_t *run, const cd_expr_t *e)
{
    return cd_xpath_of_truth(!cd_xpath_test(run, e->args[0]));
}

static cd_xpath_value_t fn_true(cd_run_t *run, const cd_expr_t *e)
{
    (void) run;
    (void) e;
    return cd_xpath_of_truth(1);
}

static cd_xpath_value_t fn_false(cd_run_t *run, const cd_expr_t *e)
{
    (void) run;
    (void) e;
    return cd_xpath_of_truth(0);
}

static cd_xpath_value_t fn_number(cd_run_t *run, const cd_expr_t *e)
{
    if (e->n > 0) {
        return cd_xpath_of_number(cd_xpath_number(run, e->args[0]));
    }
    return cd_xpath_of_number(cd_xpath_to_number(subject(run, e).s));
}

static cd_xpath_value_t fn_floor(cd_run_t *run, const cd_expr_t *e)
{
    return cd_xpath_of_number(floor(cd_xpath_number(run, e->args[0])));
}

static cd_xpath_value_t fn_ceiling(cd_run_t *run, const cd_expr_t *e)
{
    return cd_xpath_of_number(ceil(cd_xpath_number(run, e->args[0])));
}

/* Halves go up. */
static cd_xpath_value_t fn_round(cd_run_t *run, const cd_expr_t *e)
{
    double number = cd_xpath_number(run, e->args[0]), whole = floor(number);

    return cd_xpath_of_number(number - whole >= 0.5 ? whole + 1 : whole);
}

static const struct {
    const char *name;
    int least, most;
    cd_kind_t kind;
    function_t *call;
} calls[] = {
    { "last", 0, 0, CD_NUMBER, fn_last },
    { "position", 0, 0, CD_NUMBER, fn_position },
    { "current", 0, 0, CD_NODES, fn_current },
    { "count", 1, 1, CD_NUMBER, fn_count },
    { "sum", 1, 1, CD_NUMBER, fn_sum },
    { "name", 0, 1, CD_STRING, fn_name },
    { "local-name", 0, 1, CD_STRING, fn_name },
    { "string", 0, 1, CD_STRING, fn_string },
    { "concat", 2, 8, CD_STRING, fn_concat },
    { "starts-with", 2, 2, CD_BOOLEAN, fn_starts_with },
    { "contains", 2, 2, CD_BOOLEAN, fn_contains },
    { "substring-before", 2, 2, CD_STRING, fn_before },
    { "substring-after", 2, 2, CD_STRING, fn_after },
    { "substring", 2, 3, CD_STRING, fn_substring },
    { "string-length", 0, 1, CD_NUMBER, fn_length },
    { "normalize-space", 0, 1, CD_STRING, fn_normalize },
    { "translate", 3, 3, CD_STRING, fn_translate },
    { "boolean", 1, 1, CD_BOOLEAN, fn_boolean },
    { "not", 1, 1, CD_BOOLEAN, fn_not },
    { "true", 0, 0, CD_BOOLEAN, fn_true },
    { "false", 0, 0, CD_BOOLEAN, fn_false },
    { "number", 0, 1, CD_NUMBER, fn_number },
    { "floor", 1, 1, CD_NUMBER, fn_floor },
    { "ceiling", 1, 1, CD_NUMBER, fn_ceiling },
    { "round", 1, 1, CD_NUMBER, fn_round },
    { NULL, 0, 0, CD_STRING, NULL },
};

int cd_xpath_function(const char *name, int n, cd_kind_t *kind,
                      int *positional)
{
    int i;

    for (i = 0; calls[i].name && strcmp(calls[i].name, name) != 0;) {
        i++;
    }
    if (!calls[i].name || n < calls[i].least || n > calls[i].most) {
        return -1;
    }
    *kind = calls[i].kind;
    *positional |= calls[i].call == fn_last || calls[i].call == fn_position;
    return i;
}

/* Rounding and what is beyond the ends are libxml2's to do. */
int cd_xpath_is_done(const cd_expr_t *e)
{
    int i;

    for (i = 1; calls[e->slot].call == fn_substring && i < e->n; i++) {
        const cd_expr_t *arg = e->args[i];

        if (arg->op != CD_X_NUMBER || !(arg->number >= 1)
            || arg->number != floor(arg->number)) {
            return 0;
        }
    }
    return 1;
}

cd_xpath_value_t cd_xpath_call(cd_run_t *run, const cd_expr_t *e)
{
    return calls[e->slot].call(run, e);
}
