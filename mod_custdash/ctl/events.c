/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl events: hands out what the provider's systems are to carry
 * out, at least once, of each account in order. */
#include <apr_strings.h>
#include <apr_thread_proc.h>
#include <libxml/tree.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../core/clock.h"
#include "../core/utf8.h"
#include "../model/outbox.h"
#include "group.h"

#define REST 2 /* seconds between looks for more */

static volatile sig_atomic_t ended;

static void end(int number)
{
    (void) number;
    ended = 1;
}

/* An event, as the environment of the command has it. */
typedef struct {
    const char *id, *account, *kind, *subject_kind, *subject, *detail,
        *created;
    int tries;
} event_t;

typedef struct {
    apr_pool_t *pool;
    apr_array_header_t *events;
} reader_t;

static const char *text(apr_pool_t *pool, const cd_row_t *row,
                        const char *name)
{
    const char *value = cd_row_get(row, name);

    return value ? apr_pstrdup(pool, value) : "";
}

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    const reader_t *r = baton;
    event_t *e = apr_array_push(r->events);

    e->id = text(r->pool, row, "id");
    e->account = text(r->pool, row, "account");
    e->kind = text(r->pool, row, "kind");
    e->subject_kind = text(r->pool, row, "subject_kind");
    e->subject = text(r->pool, row, "subject");
    e->detail = text(r->pool, row, "detail");
    e->created = text(r->pool, row, "created");
    e->tries = (int) apr_atoi64(text(r->pool, row, "tries"));
    return CD_DB_OK;
}

/* What the command gets on standard input: one element. */
static const char *element(apr_pool_t *pool, const event_t *e)
{
    const char *const pairs[] = { "id",           e->id,           "account",
                                  e->account,     "kind",          e->kind,
                                  "subject-kind", e->subject_kind, "subject",
                                  e->subject,     "detail",        e->detail,
                                  "created",      e->created,      NULL };
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr node = xmlNewNode(NULL, BAD_CAST "event");
    xmlChar *bytes = NULL;
    const char *copy;
    int i, n = 0;

    xmlDocSetRootElement(doc, node);
    for (i = 0; pairs[i]; i += 2) {
        if (*pairs[i + 1]) {
            xmlSetProp(node, BAD_CAST pairs[i],
                       BAD_CAST cd_utf8_clean(pool, pairs[i + 1]));
        }
    }
    xmlDocDumpMemoryEnc(doc, &bytes, &n, "UTF-8");
    copy = apr_pstrmemdup(pool, (const char *) bytes, (apr_size_t) n);
    xmlFree(bytes);
    xmlFreeDoc(doc);
    return copy;
}

static const char **environment(apr_pool_t *pool, const event_t *e)
{
    const struct {
        const char *name, *value;
    } own[] = { { "ID", e->id },           { "ACCOUNT", e->account },
                { "KIND", e->kind },       { "SUBJECT_KIND", e->subject_kind },
                { "SUBJECT", e->subject }, { "DETAIL", e->detail },
                { "CREATED", e->created } };
    size_t n = 0, i, most = sizeof(own) / sizeof(own[0]);
    const char **all;

    while (environ[n]) {
        n++;
    }
    all = apr_palloc(pool, (n + most + 1) * sizeof(*all));
    memcpy(all, environ, n * sizeof(*all));
    for (i = 0; i < most; i++) {
        all[n + i] = apr_pstrcat(pool, "CUSTDASH_EVENT_", own[i].name, "=",
                                 own[i].value, NULL);
    }
    all[n + most] = NULL;
    return all;
}

/* The command's exit code; -1: it could not be run, or was killed. */
static int hand(const char *command, const event_t *e, apr_pool_t *pool)
{
    const char *const argv[] = { command, NULL };
    const char *body = element(pool, e);
    apr_procattr_t *attr;
    apr_exit_why_e why;
    apr_proc_t proc;
    int code;

    if (apr_procattr_create(&attr, pool) != APR_SUCCESS
        || apr_procattr_io_set(attr, APR_FULL_BLOCK, APR_NO_PIPE, APR_NO_PIPE)
            != APR_SUCCESS
        || apr_procattr_cmdtype_set(attr, APR_SHELLCMD) != APR_SUCCESS) {
        return -1;
    }
    if (apr_proc_create(&proc, command, argv, environment(pool, e), attr, pool)
        != APR_SUCCESS) {
        return -1;
    }
    apr_file_write_full(proc.in, body, strlen(body), NULL);
    apr_file_close(proc.in);
    apr_proc_wait(&proc, &code, &why, APR_WAIT);
    return APR_PROC_CHECK_EXIT(why) ? code : -1;
}

static cd_db_result_t record(cd_call_t *call, const event_t *e, int code,
                             apr_pool_t *pool)
{
    apr_time_t now = apr_time_now();
    apr_time_t later = now + apr_time_from_sec(cd_outbox_delay(e->tries + 1));
    cd_arg_t args[] = { { "id", cd_text_v(e->id) },
                        { "now", cd_text_v(cd_clock_utc(now, pool)) },
                        { "later", cd_text_v(cd_clock_utc(later, pool)) } };

    if (code) {
        cd_complain("event %s (%s): the command ended with %d; again at %s",
                    e->id, e->kind, code, cd_clock_iso(later, pool));
    }
    return cd_db_exec(call->db, code ? "events.again" : "events.done", args, 3,
                      NULL, NULL);
}

/* Hands out what is due now. *handed: how many were taken. */
static cd_db_result_t round_of(cd_call_t *call, int *handed, int *failed)
{
    apr_pool_t *pool;
    reader_t r;
    cd_arg_t args[1];
    cd_db_result_t result;
    int i;

    apr_pool_create(&pool, call->pool);
    r = (reader_t){ pool, apr_array_make(pool, 16, sizeof(event_t)) };
    args[0] =
        (cd_arg_t){ "now", cd_text_v(cd_clock_utc(apr_time_now(), pool)) };
    *handed = 0;
    result = cd_db_query(call->db, "events.due", args, 1, take, &r);
    for (i = 0; i < r.events->nelts && result == CD_DB_OK && !ended; i++) {
        const event_t *e = &APR_ARRAY_IDX(r.events, i, event_t);
        int code = hand(cd_call_text(call, "exec"), e, pool);

        result = record(call, e, code, pool);
        *handed += code == 0;
        *failed += code != 0;
    }
    apr_pool_destroy(pool);
    return result;
}

static cd_db_result_t take_mine(void *baton, const cd_row_t *row)
{
    *(int *) baton = row->value[0] && *row->value[0] == '1';
    return CD_DB_OK;
}

static int hand_out(cd_call_t *call)
{
    int follow = cd_call_text(call, "follow") != NULL;
    int mine = 0, handed, all = 0, failed = 0;
    cd_db_result_t result =
        cd_db_query(call->db, "events.lock", NULL, 0, take_mine, &mine);

    if (result == CD_DB_OK && !mine) {
        cd_complain("another custdashctl is handing out events");
        return CD_EXIT_FAILED;
    }
    signal(SIGTERM, end);
    signal(SIGINT, end);
    signal(SIGPIPE, SIG_IGN); /* a command that doesn't read is no error */
    while (result == CD_DB_OK && !ended) {
        result = round_of(call, &handed, &failed);
        all += handed;
        if (handed == 0 && !follow) {
            break;
        }
        if (handed == 0) {
            sleep(REST);
        }
    }
    if (result != CD_DB_OK) {
        return cd_call_failed(call);
    }
    printf("%d events handed out, %d failed\n", all, failed);
    return failed && !follow ? CD_EXIT_FAILED : CD_EXIT_OK;
}

static int list(cd_call_t *call)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(cd_call_number(call, "account")) },
        { "every", cd_int_v(cd_call_text(call, "all") != NULL) },
        { "before", cd_int_v(cd_call_number(call, "before")) },
    };

    return cd_call_print(call, "events.staff-list", args, 3);
}

static const cd_deed_t deeds[] = {
    { "hand-out", "exec", "follow", hand_out,
      "run a command for each event, of an account one after the other; exit "
      "code 0 says it is taken, with another it comes again later" },
    { "list", NULL, "account all before", list,
      "what waits to be taken, the last first" },
    { NULL, NULL, NULL, NULL, NULL }
};

static const cd_group_option_t options[] = {
    { "exec", CD_TAKE_TEXT,
      "for the shell; it has CUSTDASH_EVENT_ID, _KIND, _ACCOUNT, _SUBJECT, "
      "_SUBJECT_KIND, _DETAIL, _CREATED, and an element on standard input" },
    { "follow", CD_TAKE_FLAG, "go on, and wait for more" },
    { "account", CD_TAKE_NUMBER, "of this account" },
    { "all", CD_TAKE_FLAG, "also what was taken" },
    { "before", CD_TAKE_NUMBER, "go on behind this id" },
    { NULL, CD_TAKE_FLAG, NULL }
};

static const cd_group_t group = {
    "events", "Hands out what other systems are to carry out.", deeds, options
};

int cd_ctl_events(int argc, char **argv, apr_pool_t *pool)
{
    return cd_group_run(&group, argc, argv, pool);
}
