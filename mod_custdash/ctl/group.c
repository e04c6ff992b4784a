/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the command line of a group and runs what it asks for. */
#include "group.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "rows.h"

#define OPTIONS_MOST 24
#define OPT_STATEMENTS 1201
#define OPT_QUERIES 1202
#define OPT_OWN 1300 /* and up: the group's, by their places */

static const apr_getopt_option_t common[] = {
    CD_FORMAT_OPTION,
    { "statements", OPT_STATEMENTS, 1, "folder of the shipped statements" },
    { "queries", OPT_QUERIES, 1,
      "a file that replaces some (again for more)" },
    CD_CONNECT_OPTIONS
};

#define COMMON (sizeof(common) / sizeof(common[0]))

/* What the command line says. */
typedef struct {
    const cd_group_t *group;
    apr_pool_t *pool;
    const cd_deed_t *deed;
    const char *values[OPTIONS_MOST];
    const char *folder, *format;
    apr_array_header_t *queries;
    cd_connect_t how;
    int help;
} line_t;

static const apr_getopt_option_t *all_options(const cd_group_t *group,
                                              apr_pool_t *pool)
{
    apr_getopt_option_t *all =
        apr_pcalloc(pool, (OPTIONS_MOST + COMMON + 1) * sizeof(*all));
    int n = 0;

    for (; group->options[n].name && n < OPTIONS_MOST; n++) {
        all[n].name = group->options[n].name;
        all[n].optch = OPT_OWN + n;
        all[n].has_arg = group->options[n].kind != CD_TAKE_FLAG;
        all[n].description = group->options[n].text;
    }
    memcpy(all + n, common, sizeof(common));
    return all;
}

static void take_common(line_t *line, int option, const char *value)
{
    switch (option) {
    case CD_OPT_FORMAT:
        line->format = value;
        break;
    case OPT_STATEMENTS:
        line->folder = value;
        break;
    case OPT_QUERIES:
        APR_ARRAY_PUSH(line->queries, const char *) = value;
        break;
    case CD_OPT_HELP:
        line->help = 1;
        break;
    default:
        cd_connect_option(&line->how, option, value);
    }
}

static int is_number(const char *text)
{
    apr_size_t n = strlen(text);

    return n > 0 && n <= 18 && strspn(text, "0123456789") == n;
}

static int is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    int i;

    for (i = 0; form[i]; i++) {
        if (form[i] == 'd' ? !apr_isdigit(text[i]) : text[i] != form[i]) {
            return 0;
        }
    }
    return text[i] == '\0';
}

/* Whether a word stands in a list with blanks between. */
static int listed(const char *list, const char *word)
{
    apr_size_t n = strlen(word);
    const char *at = list ? list : "";

    while ((at = strstr(at, word)) != NULL) {
        if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ' ')) {
            return 1;
        }
        at += n;
    }
    return 0;
}

/* What is wrong with an option, or NULL. */
static const char *wrong(const line_t *line, int i)
{
    const cd_group_option_t *option = &line->group->options[i];
    const char *value = line->values[i];
    int needed = listed(line->deed->needs, option->name);

    if (!value) {
        return needed ? "is missing" : NULL;
    }
    if (!needed && !listed(line->deed->takes, option->name)) {
        return "does not belong here";
    }
    if (option->kind == CD_TAKE_NUMBER && !is_number(value)) {
        return "wants a number";
    }
    if (option->kind == CD_TAKE_DATE && !is_date(value)) {
        return "wants a date, YYYY-MM-DD";
    }
    return option->kind == CD_TAKE_TEXT && !*value ? "wants a value" : NULL;
}

/* False: it said what is wrong. */
static int right(const line_t *line)
{
    int i;

    for (i = 0; line->group->options[i].name; i++) {
        const char *error = wrong(line, i);

        if (error) {
            cd_complain("%s %s: --%s %s", line->group->name, line->deed->name,
                        line->group->options[i].name, error);
            return 0;
        }
    }
    if (!cd_rows_format(line->format)) {
        cd_complain("--format is table or xml");
        return 0;
    }
    return 1;
}

static const cd_deed_t *find_deed(const cd_group_t *group, const char *name)
{
    const cd_deed_t *deed;

    for (deed = group->deeds; deed->name; deed++) {
        if (!strcmp(deed->name, name)) {
            return deed;
        }
    }
    cd_complain("%s can't %s", group->name, name);
    return NULL;
}

/* Is it the first deed, though nobody said so: there is no other, or what
 * that alone needs is given? */
static int goes_without_saying(const line_t *line)
{
    const cd_deed_t *deeds = line->group->deeds;
    int i;

    for (i = 0; deeds[1].name && line->group->options[i].name; i++) {
        const char *name = line->group->options[i].name;

        if (line->values[i] && listed(deeds->needs, name)) {
            return 1;
        }
    }
    return !deeds[1].name;
}

/* False when the command line is wrong: it said why. */
static int read_line(line_t *line, int argc, char **argv)
{
    const apr_getopt_option_t *options = all_options(line->group, line->pool);
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;

    apr_getopt_init(&state, line->pool, argc, (const char *const *) argv);
    state->interleave = 1;
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        if (option >= OPT_OWN) {
            line->values[option - OPT_OWN] = value ? value : "";
        }
        else {
            take_common(line, option, value);
        }
    }
    if (rv != APR_EOF || line->help) {
        return rv == APR_EOF;
    }
    if (state->ind == argc && goes_without_saying(line)) {
        line->deed = line->group->deeds;
        return right(line);
    }
    if (state->ind != argc - 1) {
        cd_complain(state->ind == argc ? "%s what?" : "%s: too many words",
                    line->group->name);
        return 0;
    }
    line->deed = find_deed(line->group, state->argv[state->ind]);
    return line->deed && right(line);
}

static void print_list(const char *list, int needed)
{
    const char *at = list ? list : "";

    while (*at) {
        apr_size_t n = strcspn(at, " ");

        printf(needed ? " --%.*s …" : " [--%.*s]", (int) n, at);
        at += n + strspn(at + n, " ");
    }
}

static int usage(const cd_group_t *group, int code, apr_pool_t *pool)
{
    const apr_getopt_option_t *option = all_options(group, pool);
    const cd_deed_t *deed;

    printf("usage: custdashctl %s WHAT [OPTION]…\n%s\n\n", group->name,
           group->text);
    for (deed = group->deeds; deed->name; deed++) {
        printf("  %s", deed->name);
        print_list(deed->needs, 1);
        print_list(deed->takes, 0);
        printf("\n      %s\n", deed->text);
    }
    printf("\n");
    for (; option->name; option++) {
        printf("  --%-16s %s\n", option->name, option->description);
    }
    return code;
}

static int run(const line_t *line)
{
    cd_sqlcat_t *cat = cd_sqlcat_create(line->pool);
    const char *error = cd_sqlcat_read_folder(cat, line->folder);
    cd_call_t call = { line->group,  line->values,   NULL,      cat,
                       line->format, apr_time_now(), line->pool };
    int i;

    for (i = 0; i < line->queries->nelts && !error; i++) {
        error = cd_sqlcat_read(
            cat, APR_ARRAY_IDX(line->queries, i, const char *), 1);
    }
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    call.db = cd_connect_db(&line->how, cat, line->pool);
    return call.db ? line->deed->run(&call) : CD_EXIT_FAILED;
}

int cd_group_run(const cd_group_t *group, int argc, char **argv,
                 apr_pool_t *pool)
{
    line_t line = { .group = group,
                    .pool = pool,
                    .folder = CD_DATA_DIR "/sql/queries",
                    .format = "table" };

    line.queries = apr_array_make(pool, 2, sizeof(char *));
    if (!read_line(&line, argc, argv)) {
        cd_complain("custdashctl %s --help tells how", group->name);
        return CD_EXIT_USAGE;
    }
    return line.help ? usage(group, CD_EXIT_OK, pool) : run(&line);
}

const char *cd_call_text(const cd_call_t *call, const char *option)
{
    int i;

    for (i = 0; call->group->options[i].name; i++) {
        if (!strcmp(call->group->options[i].name, option)) {
            return call->values[i];
        }
    }
    return NULL;
}

apr_int64_t cd_call_number(const cd_call_t *call, const char *option)
{
    const char *text = cd_call_text(call, option);

    return text ? apr_atoi64(text) : 0;
}

int cd_call_print(const cd_call_t *call, const char *label,
                  const cd_arg_t *args, int n)
{
    return cd_rows_print(call->db, call->cat, label, args, n, call->format,
                         call->pool);
}

int cd_call_print_one(const cd_call_t *call, const char *label,
                      const cd_arg_t *args, int n, const char *what,
                      const char *name)
{
    int rows;
    int code = cd_rows_print_one(call->db, call->cat, label, args, n,
                                 call->format, &rows, call->pool);

    if (code == CD_EXIT_OK && rows == 0) {
        cd_complain("there is no %s %s", what, name);
        return CD_EXIT_FAILED;
    }
    return code;
}

int cd_call_failed(const cd_call_t *call)
{
    cd_complain("%s", cd_db_error(call->db));
    return CD_EXIT_FAILED;
}
