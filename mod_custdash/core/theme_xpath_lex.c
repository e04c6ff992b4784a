/* SPDX-License-Identifier: Apache-2.0 */
/* XPath's tokens. */
#include "theme_xpath_parse.h"

#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>

void *cd_parse_fail(cd_parser_t *p)
{
    p->failed = 1;
    return NULL;
}

void cd_parse_skip(cd_parser_t *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

int cd_parse_take(cd_parser_t *p, const char *token)
{
    apr_size_t len = strlen(token);

    cd_parse_skip(p);
    if (strncmp(p->at, token, len) != 0) {
        return 0;
    }
    p->at += len;
    return 1;
}

static int is_name_start(int c)
{
    return apr_isalpha(c) || c == '_' || c >= 0x80;
}

static int is_name_part(int c)
{
    return is_name_start(c) || apr_isdigit(c) || c == '-' || c == '.';
}

apr_size_t cd_parse_name_length(const char *at)
{
    apr_size_t len = 0;

    if (is_name_start((unsigned char) *at)) {
        while (is_name_part((unsigned char) at[len])) {
            len++;
        }
    }
    return len;
}

int cd_parse_word(cd_parser_t *p, const char *word)
{
    apr_size_t len;

    cd_parse_skip(p);
    len = cd_parse_name_length(p->at);
    if (len != strlen(word) || strncmp(p->at, word, len) != 0) {
        return 0;
    }
    p->at += len;
    return 1;
}

const char *cd_parse_name(cd_parser_t *p)
{
    apr_size_t len;

    cd_parse_skip(p);
    len = cd_parse_name_length(p->at);
    if (len == 0) {
        return cd_parse_fail(p);
    }
    p->at += len;
    return apr_pstrmemdup(p->scope->pool, p->at - len, len);
}

cd_expr_t *cd_parse_make(cd_parser_t *p, cd_op_t op, cd_kind_t kind, int n)
{
    cd_expr_t *e = apr_pcalloc(p->scope->pool, sizeof(*e));

    e->op = op;
    e->kind = kind;
    e->n = n;
    if (n > 0) {
        e->args =
            apr_pcalloc(p->scope->pool, (apr_size_t) n * sizeof(*e->args));
    }
    return e;
}
