/* SPDX-License-Identifier: Apache-2.0 */
/* Support tickets: opened, answered, closed, opened again, rated. */
#include <apr_strings.h>

#include <string.h>

#include "../core/filetype.h"
#include "../model/permission.h"
#include "../model/ticket.h"
#include "pages.h"

static const cd_option_t priorities[] = {
    { "low", NULL }, { "medium", NULL }, { "high", NULL }, { NULL, NULL }
};

static const cd_option_t ratings[] = { { "5", NULL }, { "4", NULL },
                                       { "3", NULL }, { "2", NULL },
                                       { "1", NULL }, { NULL, NULL } };

#define MESSAGE                                                       \
    {                                                                 \
        "message", "textarea", CD_FIELD_REQUIRED | CD_FIELD_LINES, 0, \
            CD_TICKET_MESSAGE, NULL, NULL, "off"                      \
    }
#define FILES                                              \
    {                                                      \
        "files", "file", 0, 0, 0, NULL, cd_file_ends, NULL \
    }
#define ONCE                                         \
    {                                                \
        "once", "hidden", 0, 0, 43, NULL, NULL, NULL \
    }

const cd_field_t cd_ticket_new_fields[] = {
    { "department", "select", CD_FIELD_REQUIRED, 0, 20, NULL, NULL, NULL },
    { "about", "select", 0, 0, 20, NULL, NULL, NULL },
    { "priority", "select", CD_FIELD_REQUIRED, 0, 10, NULL, priorities, NULL },
    { "subject", "text", CD_FIELD_REQUIRED, 0, 200, NULL, NULL, "off" },
    MESSAGE,
    FILES,
    { "offered", "hidden", 0, 0, 1, NULL, NULL, NULL },
    ONCE,
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_ticket_reply_fields[] = {
    MESSAGE, FILES, { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

const cd_field_t cd_ticket_rate_fields[] = {
    { "rating", "select", CD_FIELD_REQUIRED, 0, 1, NULL, ratings, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static cd_writer_t writer_of(cd_ctx_t *ctx, cd_audit_t *audit)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_writer_t writer = { v->account, v->user, v->membership, v->scoped };

    *audit = cd_audit_begin(ctx, NULL);
    writer.name =
        apr_pstrcat(ctx->pool, v->first_name, " ", v->last_name, NULL);
    writer.audit = audit;
    writer.now = ctx->time;
    return writer;
}

static const char *ticket_of(const cd_ctx_t *ctx)
{
    return apr_table_get(ctx->params, "ticket");
}

/* Pressed twice, a button sends once. */
static void set_once(cd_ctx_t *ctx)
{
    if (!*cd_form_get(ctx->form, "once")) {
        cd_form_set(ctx->form, "once", cd_token_create(ctx->pool));
    }
}

static const char *once_of(const cd_ctx_t *ctx)
{
    const char *once = cd_form_get_null(ctx->form, "once");
    unsigned char bytes[CD_TOKEN_BYTES];

    return once && cd_token_bytes(once, bytes) == APR_SUCCESS ? once : NULL;
}

/* What the select of a new ticket offers. */
typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *options; /* cd_option_t */
    const char *prefix;
} chooser_t;

static cd_db_result_t take_option(void *baton, const cd_row_t *row)
{
    const chooser_t *c = baton;
    cd_option_t *option = apr_array_push(c->options);
    const char *domain = cd_row_get(row, "domain");
    const char *name = cd_row_get(row, "name");

    option->value =
        apr_pstrcat(c->pool, c->prefix, cd_row_get(row, "id"), NULL);
    option->label = domain
        ? apr_pstrcat(c->pool, name, " \xe2\x80\x93 ", domain, NULL)
        : apr_pstrdup(c->pool, name);
    return CD_DB_OK;
}

static const cd_option_t *finished(chooser_t *c)
{
    APR_ARRAY_PUSH(c->options, cd_option_t) = (cd_option_t){ NULL, NULL };
    return (const cd_option_t *) c->options->elts;
}

static cd_db_result_t offer_departments(cd_ctx_t *ctx)
{
    chooser_t c = { ctx->pool,
                    apr_array_make(ctx->pool, 8, sizeof(cd_option_t)), "" };
    cd_db_result_t result =
        cd_db_query(ctx->db, "departments.offered", NULL, 0, take_option, &c);

    cd_form_options(ctx->form, "department", finished(&c));
    return result;
}

static cd_db_result_t offer_things(cd_ctx_t *ctx)
{
    const cd_viewer_t *v = ctx->viewer;
    cd_arg_t args[] = { { "account", cd_int_v(v->account) },
                        { "membership", cd_int_v(v->membership) },
                        { "scoped", cd_int_v(v->scoped) } };
    chooser_t c = { ctx->pool,
                    apr_array_make(ctx->pool, 8, sizeof(cd_option_t)), "s" };
    cd_db_result_t result = CD_DB_OK;

    APR_ARRAY_PUSH(c.options, cd_option_t) =
        (cd_option_t){ "", ctx->say(ctx, "ticket-about-nothing") };
    if (v->permissions & CD_SERVICES) {
        result =
            cd_db_query(ctx->db, "ticket.services", args, 3, take_option, &c);
    }
    c.prefix = "d";
    if (result == CD_DB_OK && v->permissions & CD_DOMAINS) {
        result =
            cd_db_query(ctx->db, "ticket.domains", args, 3, take_option, &c);
    }
    cd_form_options(ctx->form, "about", finished(&c));
    return result;
}

apr_status_t cd_ticket_new_prepare(cd_ctx_t *ctx)
{
    int offered = *cd_form_get(ctx->form, "offered") != '\0', found;
    const char *about = apr_table_get(ctx->query, "about");
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = offer_departments(ctx);
    if (result == CD_DB_OK) {
        result = offer_things(ctx);
    }
    if (result == CD_DB_OK && ctx->doc && offered) {
        result =
            cd_ticket_offer_guides(ctx, cd_form_get(ctx->form, "subject"),
                                   cd_form_get(ctx->form, "message"), &found);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!cd_form_is_filled(ctx->form)) {
        cd_form_set(ctx->form, "priority", "medium");
        cd_form_set(ctx->form, "about", about);
    }
    set_once(ctx);
    return APR_SUCCESS;
}

/* Files that don't fit come back as an error of their field.
 * @return 0 when the action ends here, with *rv */
static int take_files(cd_ctx_t *ctx, cd_attachments_t *files, apr_status_t *rv)
{
    cd_attachment_rules_t rules;
    const char *error;
    cd_db_result_t result;

    *rv = APR_SUCCESS;
    files->n = 0;
    files->over = NULL;
    if (!ctx->files || !ctx->files->nelts) {
        return 1;
    }
    if (!ctx->take_db(ctx)) {
        *rv = APR_EGENERAL;
        return 0;
    }
    result = cd_attachment_rules(ctx->db, ctx->viewer->account, ticket_of(ctx),
                                 &rules);
    ctx->give_db(ctx); /* while libmagic looks */
    if (result != CD_DB_OK) {
        *rv = cd_page_db_failed(ctx, result);
        return 0;
    }
    error =
        cd_attachments_check(ctx->pool, ctx->files, ctx->spool, &rules, files);
    if (error) {
        cd_form_error(ctx->form, "files", error);
        return 0;
    }
    return 1;
}

static apr_int64_t chosen(const char *value, char kind)
{
    return *value == kind ? apr_atoi64(value + 1) : 0;
}

static void fill_draft(cd_ctx_t *ctx, const cd_attachments_t *files,
                       cd_ticket_draft_t *draft)
{
    const char *about = cd_form_get(ctx->form, "about");

    draft->subject = cd_form_get(ctx->form, "subject");
    draft->priority = cd_form_get(ctx->form, "priority");
    draft->body = cd_form_get(ctx->form, "message");
    draft->department = apr_atoi64(cd_form_get(ctx->form, "department"));
    draft->service = chosen(about, 's');
    draft->domain = chosen(about, 'd');
    draft->once = once_of(ctx);
    draft->files = files;
}

/* Nothing was stored, and the form comes back: somebody else was faster and
 * took the room for files, or she writes too much. */
static apr_status_t refuse(cd_ctx_t *ctx, const char *over,
                           const char *too_many)
{
    cd_form_error(ctx->form, over ? "files" : NULL, over ? over : too_many);
    return APR_SUCCESS;
}

static int has_files(const cd_ctx_t *ctx)
{
    return ctx->files && ctx->files->nelts > 0;
}

/* Before it is sent, guides that may answer it, once; with files nothing is
 * asked: a form that comes back has lost them. */
static int is_answered(cd_ctx_t *ctx, apr_status_t *rv)
{
    cd_db_result_t result;
    int found = 0;

    *rv = APR_SUCCESS;
    if (*cd_form_get(ctx->form, "offered") || has_files(ctx)) {
        return 0;
    }
    if (!ctx->take_db(ctx)) {
        *rv = APR_EGENERAL;
        return 0;
    }
    result = cd_ticket_offer_guides(ctx, cd_form_get(ctx->form, "subject"),
                                    cd_form_get(ctx->form, "message"), &found);
    if (result != CD_DB_OK) {
        *rv = cd_page_db_failed(ctx, result);
    }
    cd_form_set(ctx->form, "offered", "1");
    return found;
}

apr_status_t cd_ticket_new(cd_ctx_t *ctx)
{
    cd_audit_t audit;
    cd_writer_t writer = writer_of(ctx, &audit);
    cd_attachments_t files;
    cd_ticket_draft_t draft;
    const char *number = NULL, *over = NULL, *too_many = NULL;
    cd_db_result_t result;
    apr_status_t rv;

    if (is_answered(ctx, &rv)) {
        ctx->outcome.shown = 1;
    }
    if (rv != APR_SUCCESS || ctx->outcome.shown
        || !take_files(ctx, &files, &rv)) {
        return rv;
    }
    fill_draft(ctx, &files, &draft);
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    files.over = &over;
    writer.refused = &too_many;
    result = cd_ticket_open(ctx->db, &writer, &draft, &number);
    if (over || too_many) {
        return refuse(ctx, over, too_many);
    }
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    ctx->outcome.to = apr_pstrcat(ctx->pool, "/tickets/", number, NULL);
    ctx->outcome.notice = "ticket-opened";
    return APR_SUCCESS;
}

/* Whoever opens the page has read what was there by then. That it can't be
 * put down is no reason to show nothing. */
static void mark_read(cd_ctx_t *ctx)
{
    cd_audit_t audit;
    cd_writer_t writer = writer_of(ctx, &audit);

    if (cd_ticket_seen(ctx->db, &writer, ticket_of(ctx)) != CD_DB_OK) {
        ctx->failure = CD_DB_OK;
    }
}

apr_status_t cd_ticket_prepare(cd_ctx_t *ctx)
{
    if (!ctx->doc) {
        return APR_SUCCESS;
    }
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    mark_read(ctx);
    if (!(ctx->viewer->permissions & CD_TICKETS_WRITE)) {
        ctx->form = NULL; /* may read only */
    }
    return APR_SUCCESS;
}

static apr_status_t done(cd_ctx_t *ctx, cd_db_result_t result, int found,
                         const char *notice)
{
    if (result != CD_DB_OK) {
        return cd_page_db_failed(ctx, result);
    }
    if (!found) {
        return APR_ENOENT;
    }
    ctx->outcome.to =
        apr_pstrcat(ctx->pool, "/tickets/", ticket_of(ctx), NULL);
    ctx->outcome.notice = notice;
    return APR_SUCCESS;
}

apr_status_t cd_ticket_answer(cd_ctx_t *ctx)
{
    cd_audit_t audit;
    cd_writer_t writer = writer_of(ctx, &audit);
    cd_ticket_message_t message = { 0 };
    cd_attachments_t files;
    const char *over = NULL, *too_many = NULL;
    cd_db_result_t result;
    apr_status_t rv;
    int found;

    if (!take_files(ctx, &files, &rv)) {
        return rv;
    }
    message.body = cd_form_get(ctx->form, "message");
    message.files = &files;
    files.over = &over;
    writer.refused = &too_many;
    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result =
        cd_ticket_reply(ctx->db, &writer, ticket_of(ctx), &message, &found);
    if (over || too_many) {
        return refuse(ctx, over, too_many);
    }
    return done(ctx, result, found, "ticket-answered");
}

static apr_status_t close_or_open(cd_ctx_t *ctx, int close, const char *notice)
{
    cd_audit_t audit;
    cd_writer_t writer = writer_of(ctx, &audit);
    cd_db_result_t result;
    int found;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_ticket_close(ctx->db, &writer, ticket_of(ctx), close, &found);
    return done(ctx, result, found, notice);
}

apr_status_t cd_ticket_close_it(cd_ctx_t *ctx)
{
    return close_or_open(ctx, 1, "ticket-closed");
}

apr_status_t cd_ticket_open_again(cd_ctx_t *ctx)
{
    return close_or_open(ctx, 0, "ticket-reopened");
}

apr_status_t cd_ticket_rate_it(cd_ctx_t *ctx)
{
    cd_audit_t audit;
    cd_writer_t writer = writer_of(ctx, &audit);
    int rating = (int) apr_atoi64(cd_form_get(ctx->form, "rating")), found;
    cd_db_result_t result;

    if (!ctx->take_db(ctx)) {
        return APR_EGENERAL;
    }
    result = cd_ticket_rate(ctx->db, &writer, ticket_of(ctx), rating, &found);
    return done(ctx, result, found, "ticket-rated");
}
