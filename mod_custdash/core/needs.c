/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the column `needs` of a row and holds it against the viewer. */
#include "needs.h"

#include <apr_strings.h>
#include <string.h>

#include "text_internal.h"

#define MOST 200 /* bytes of "kind/id"; longer ones nobody has */

int cd_needs_listed(const char *list, const char *id, apr_size_t n)
{
    const char *s = list;

    while (s && *s) {
        if (!strncmp(s, id, n) && (s[n] == ',' || !s[n])) {
            return 1;
        }
        s = strchr(s, ',');
        s = s ? s + 1 : NULL;
    }
    return 0;
}

static int lives_in(const cd_viewer_t *v, const char *id, apr_size_t n)
{
    return v->country && strlen(v->country) == n
        && !strncmp(v->country, id, n);
}

static int is_new(const cd_ctx_t *ctx, const char *id)
{
    int opened, today;

    return ctx->viewer->since && cd_parse_day(ctx->viewer->since, &opened)
        && cd_parse_day(ctx->today, &today)
        && today - opened <= apr_atoi64(id);
}

/* "-3" among the viewer's shortcuts. */
static int has_hidden(const cd_viewer_t *v, const char *id, apr_size_t n)
{
    char text[MOST + 2] = "-";

    memcpy(text + 1, id, n);
    return cd_needs_listed(v->arranged, text, n + 1);
}

static int is_held(const cd_ctx_t *ctx, const char *kind, apr_size_t k,
                   const char *id, apr_size_t n)
{
    char name[2 * MOST + 1];

    if (!ctx->held) {
        return 0;
    }
    memcpy(name, kind, k);
    name[k] = '/';
    memcpy(name + k + 1, id, n);
    return apr_hash_get(ctx->held, name, (apr_ssize_t) (k + 1 + n)) != NULL;
}

static int is_word(const char *s, apr_size_t n, const char *word)
{
    return strlen(word) == n && !strncmp(s, word, n);
}

/* One thing of @a len characters. */
static int holds(const cd_ctx_t *ctx, const char *kind, const char *s,
                 apr_size_t len)
{
    const char *slash = memchr(s, '/', len);
    const char *what = slash ? s : kind;
    apr_size_t k = slash ? (apr_size_t) (slash - s) : strlen(kind);
    const char *id = slash ? slash + 1 : s;
    apr_size_t n = len - (apr_size_t) (id - s);

    if (!ctx->viewer || !n || n >= MOST || k >= MOST) {
        return 0;
    }
    if (is_word(what, k, "country")) {
        return lives_in(ctx->viewer, id, n);
    }
    if (is_word(what, k, "new")) {
        return is_new(ctx, id);
    }
    if (is_word(what, k, "dismissed")) {
        return cd_needs_listed(ctx->viewer->dismissed, id, n);
    }
    if (is_word(what, k, "hidden")) {
        return has_hidden(ctx->viewer, id, n);
    }
    return is_held(ctx, what, k, id, n);
}

int cd_needs_hold(const cd_ctx_t *ctx, const char *kind, const char *needs)
{
    const char *s = needs;

    while (*s) {
        apr_size_t term = strcspn(s, " "), n;
        const char *end = s + term;
        int turned = *s == '!', any = 0;

        for (s += turned; s < end; s += n + (s[n] == '|')) {
            n = strcspn(s, "| ");
            any |= holds(ctx, kind, s, n);
        }
        if (term && any == turned) {
            return 0;
        }
        s = end + strspn(end, " ");
    }
    return 1;
}
