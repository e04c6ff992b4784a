/* SPDX-License-Identifier: Apache-2.0 */
/* Shortcuts in one's own order: up, down, hidden, shown again. */
#include <apr_strings.h>
#include <string.h>

#include "pages.h"

#define MOST 100       /* shortcuts in a list */
#define MOST_BYTES 400 /* of the column that holds it */

static const char *const moves[] = { "up", "down", "hide", "show", "reset" };

static const char *check_move(apr_pool_t *pool, const char **value)
{
    apr_size_t i;

    (void) pool;
    for (i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (!strcmp(*value, moves[i])) {
            return NULL;
        }
    }
    return "choice";
}

const cd_field_t cd_shortcut_fields[] = {
    { "shortcut", "hidden", 0, 0, 18, NULL, NULL, NULL },
    { "move", "hidden", CD_FIELD_REQUIRED, 0, 10, check_move, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

typedef struct {
    const char *id;
    int hidden;
    int seen; /* it is among those that the viewer may see now */
} entry_t;

typedef struct {
    cd_ctx_t *ctx;
    int n;
    entry_t list[MOST];
} arrangement_t;

static entry_t *find(arrangement_t *a, const char *id)
{
    int i;

    for (i = 0; i < a->n; i++) {
        if (!strcmp(a->list[i].id, id)) {
            return &a->list[i];
        }
    }
    return NULL;
}

static entry_t *add(arrangement_t *a, const char *id)
{
    if (a->n == MOST) {
        return NULL;
    }
    a->list[a->n] = (entry_t){ id, 0, 0 };
    return &a->list[a->n++];
}

/* What she has arranged so far. */
static cd_db_result_t take_chosen(void *baton, const cd_row_t *row)
{
    arrangement_t *a = baton;
    char *copy, *state, *id;

    copy = apr_pstrdup(a->ctx->pool, row->value[0] ? row->value[0] : "");
    for (id = apr_strtok(copy, ",", &state); id;
         id = apr_strtok(NULL, ",", &state)) {
        int hidden = *id == '-';

        if (!find(a, id + hidden)) {
            entry_t *e = add(a, id + hidden);

            if (e) {
                e->hidden = hidden;
            }
        }
    }
    return CD_DB_OK;
}

/* Those that there are; new ones stand behind. */
static cd_db_result_t take_offered(void *baton, const cd_row_t *row)
{
    arrangement_t *a = baton;
    const char *id = cd_row_get(row, "id");
    entry_t *e = find(a, id);

    e = e ? e : add(a, apr_pstrdup(a->ctx->pool, id));
    if (e) {
        e->seen = 1;
    }
    return CD_DB_OK;
}

/* Change places with the next one that is seen, @a step -1 or 1 away. */
static void swap(arrangement_t *a, entry_t *e, int step)
{
    entry_t *other = e + step, kept = *e;

    while (other >= a->list && other < a->list + a->n && !other->seen) {
        other += step;
    }
    if (other >= a->list && other < a->list + a->n) {
        *e = *other;
        *other = kept;
    }
}

static int move(arrangement_t *a, const char *how, const char *id)
{
    entry_t *e = find(a, id);

    if (!strcmp(how, "reset")) {
        a->n = 0;
        return 1;
    }
    if (!e || !e->seen) {
        return 0;
    }
    if (!strcmp(how, "up") || !strcmp(how, "down")) {
        swap(a, e, *how == 'u' ? -1 : 1);
    }
    else {
        e->hidden = *how == 'h';
    }
    return 1;
}

static const char *written(const arrangement_t *a)
{
    const char *list = "";
    int i;

    for (i = 0; i < a->n; i++) {
        const char *longer =
            apr_pstrcat(a->ctx->pool, list, *list ? "," : "",
                        a->list[i].hidden ? "-" : "", a->list[i].id, NULL);

        if (strlen(longer) > MOST_BYTES) {
            break;
        }
        list = longer;
    }
    return *list ? list : NULL;
}

typedef struct {
    cd_ctx_t *ctx;
    int moved;
} job_t;

static cd_db_result_t rearrange(cd_db_t *db, void *baton)
{
    job_t *job = baton;
    cd_ctx_t *ctx = job->ctx;
    const cd_viewer_t *v = ctx->viewer;
    arrangement_t a = { ctx, 0, { { NULL, 0, 0 } } };
    cd_arg_t args[] = { { "user", cd_int_v(v->user) },
                        { "lang", cd_text_v(ctx->language) },
                        { "permissions", cd_text_v(v->permission_list) },
                        { "list", cd_text_v(NULL) } };
    cd_db_result_t result =
        cd_db_query(db, "shortcuts.lock", args, 1, take_chosen, &a);

    if (result == CD_DB_OK) {
        result =
            cd_db_query(db, "shortcuts.offered", args, 3, take_offered, &a);
    }
    if (result != CD_DB_OK) {
        return result;
    }
    job->moved = move(&a, cd_form_get(ctx->form, "move"),
                      cd_form_get(ctx->form, "shortcut"));
    args[3].value = cd_text_v(written(&a));
    return job->moved ? cd_db_exec(db, "shortcuts.choose", args, 4, NULL, NULL)
                      : CD_DB_OK;
}

apr_status_t cd_shortcut_move(cd_ctx_t *ctx)
{
    cd_db_t *db = ctx->take_db(ctx);
    job_t job = { ctx, 0 };
    cd_db_result_t result;

    if (!db) {
        return APR_EGENERAL;
    }
    result = cd_db_transaction(db, rearrange, &job);
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!job.moved) {
        return APR_ENOENT;
    }
    ctx->outcome.to = "/shortcuts";
    ctx->outcome.notice = "shortcuts-arranged";
    return APR_SUCCESS;
}
