/* SPDX-License-Identifier: Apache-2.0 */
/* Chooses one of several rows by weight, and arranges rows. */
#include "picks.h"

#include <apr_strings.h>
#include <math.h>
#include <string.h>

#include "seal.h"

#define MOST_ARRANGED 100

/* The best row of a section so far; its texts are copies. */
typedef struct {
    const char *section;
    const char *rank; /* rows of the same rank compete */
    cd_row_t row;
    double score; /* the lowest wins */
} pick_t;

struct cd_picks_t {
    int n;
    pick_t list[CD_PICKS];
};

/* An exponential variable of that rate (Efraimidis and Spirakis, Weighted
 * random sampling with a reservoir, 2006), made of what the page is kept
 * by. */
static double score(const cd_ctx_t *ctx, const char *section,
                    const cd_row_t *row)
{
    const char *id = cd_row_get(row, "id");
    const char *weight = row->value[row->n];
    apr_int64_t w = weight ? apr_atoi64(weight) : 1;
    const char *text = apr_psprintf(
        ctx->pool, "%" APR_INT64_T_FMT "\n%s\n%s\n%s",
        ctx->viewer ? ctx->viewer->account : 0, ctx->today, section, id);
    apr_uint64_t digest[2];

    cd_digest((unsigned char *) digest, sizeof(digest), text, strlen(text));
    return -log(((double) (digest[0] >> 11) + 1) / 9007199254740993.0)
        / (double) (w > 0 ? w : 1);
}

static cd_row_t copy_row(apr_pool_t *pool, const cd_row_t *row)
{
    apr_size_t n = (apr_size_t) row->n, i;
    const char **name = apr_palloc(pool, n * sizeof(*name));
    const char **value = apr_palloc(pool, n * sizeof(*value));
    cd_row_t copy = *row;

    for (i = 0; i < n; i++) {
        name[i] = apr_pstrdup(pool, row->name[i]);
        value[i] = row->value[i]
            ? apr_pstrmemdup(pool, row->value[i], row->len[i])
            : NULL;
    }
    copy.name = name;
    copy.value = value;
    copy.len = apr_pmemdup(pool, row->len, n * sizeof(*row->len));
    return copy;
}

static int picks_from(const cd_stmt_t *stmt, const char *section)
{
    int i;

    for (i = 0; i < stmt->picks->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(stmt->picks, i, const char *), section)) {
            return 1;
        }
    }
    return 0;
}

/* The place of a section's best row, made on first use. */
static pick_t *place_of(cd_picks_t *picks, const char *section)
{
    int i = 0;

    while (i < picks->n && strcmp(picks->list[i].section, section)) {
        i++;
    }
    if (i == CD_PICKS) {
        return NULL;
    }
    picks->n += i == picks->n;
    return &picks->list[i];
}

/* What stands behind the weight: "10 3" has the rank 3. */
static const char *rank_of(const cd_row_t *row)
{
    const char *weight = row->value[row->n];
    const char *blank = weight ? strchr(weight, ' ') : NULL;

    return blank ? blank + 1 : "";
}

int cd_picks_take(cd_ctx_t *ctx, const cd_stmt_t *stmt, cd_picks_t **picks,
                  const char *section, const cd_row_t *row)
{
    double mine;
    pick_t *pick;

    if (!stmt->picks->nelts || !picks_from(stmt, section)) {
        return 0;
    }
    if (!*picks) {
        *picks = apr_pcalloc(ctx->pool, sizeof(**picks));
    }
    pick = place_of(*picks, section);
    if (!pick || (pick->section && strcmp(pick->rank, rank_of(row)))) {
        return 1;
    }
    mine = score(ctx, section, row);
    if (!pick->section || mine < pick->score) {
        pick->row = copy_row(ctx->pool, row);
        pick->rank = apr_pstrdup(ctx->pool, rank_of(row));
        pick->score = mine;
        pick->section = apr_pstrdup(ctx->pool, section);
    }
    return 1;
}

cd_db_result_t cd_picks_show(cd_ctx_t *ctx, const cd_stmt_t *stmt,
                             const cd_picks_t *picks)
{
    int i;

    for (i = 0; picks && i < picks->n; i++) {
        const cd_row_t *row = &picks->list[i].row;
        const char *id = cd_row_get(row, "id");

        if (cd_doc_row(ctx->doc, stmt, row) != APR_SUCCESS) {
            return CD_DB_ERROR;
        }
        if (id && ctx->picks < CD_PICKS) {
            ctx->picked[ctx->picks++] = apr_atoi64(id);
        }
    }
    return CD_DB_OK;
}

static xmlNodePtr child_of_id(xmlNodePtr section, const char *id)
{
    xmlNodePtr node = section->children;

    while (node) {
        const xmlAttr *attribute = node->properties;

        for (; attribute; attribute = attribute->next) {
            if (!strcmp((const char *) attribute->name, "id")
                && attribute->children
                && !strcmp((const char *) attribute->children->content, id)) {
                return node;
            }
        }
        node = node->next;
    }
    return NULL;
}

/* From the last to the first each goes to the front. */
void cd_page_arrange(const cd_ctx_t *ctx, const cd_stmt_t *stmt)
{
    const char *list = ctx->viewer ? ctx->viewer->arranged : NULL;
    const char *ids[MOST_ARRANGED];
    char *copy, *state, *id;
    xmlNodePtr section, node;
    int n = 0;

    if (!stmt->arranges || !list) {
        return;
    }
    copy = apr_pstrdup(ctx->pool, list);
    for (id = apr_strtok(copy, ",", &state); id && n < MOST_ARRANGED;
         id = apr_strtok(NULL, ",", &state)) {
        ids[n++] = *id == '-' ? id + 1 : id;
    }
    section = cd_doc_section(ctx->doc, stmt->arranges);
    while (n-- > 0) {
        node = child_of_id(section, ids[n]);
        if (node && node != section->children) {
            xmlUnlinkNode(node);
            xmlAddPrevSibling(section->children, node);
        }
    }
}
