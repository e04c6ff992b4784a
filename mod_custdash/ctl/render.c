/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl render: a document through a theme, for those who write
 * themes. */
#include <apr_strings.h>
#include <apr_time.h>
#include <stdio.h>
#include <string.h>

#include "../core/theme.h"
#include "../core/theme_xml.h"
#include "../model/permission.h"
#include "../pages/pages.h"
#include "ctl.h"

static const apr_getopt_option_t options[] = {
    { "theme", 't', 1, "the theme's folder" },
    { "document", 'd', 1, "the document of a page or mail" },
    { "lang", 'l', 1, "language (default: the document's)" },
    { "base", 'b', 1, "path of the dashboard (default: the document's)" },
    { "today", 'T', 1, "what day it is (default: the document's)" },
    { "zone", 'z', 1, "time zone (default: UTC)" },
    { "search", 's', 1, "where parent themes are (default: beside it)" },
    { "bootstrap", 'B', 1, "folder of bootstrap.min.css" },
    { "help", CD_OPT_HELP, 0, "show this help" },
    { NULL, 0, 0, NULL },
};

typedef struct {
    cd_theme_source_t source;
    cd_render_t render;
    cd_viewer_t viewer;
    int signed_in;
    const char *document;
    int help;
} job_t;

static void take_option(job_t *job, int option, const char *value)
{
    switch (option) {
    case 't':
        job->source.directory = value;
        break;
    case 'd':
        job->document = value;
        break;
    case 'l':
        job->render.language = value;
        break;
    case 'b':
        job->render.base = value;
        break;
    case 'T':
        job->render.today = value;
        break;
    case 'z':
        job->render.time_zone = value;
        break;
    case 's':
        job->source.search = value;
        break;
    case 'B':
        job->source.bootstrap = value;
        break;
    default:
        job->help = 1;
    }
}

/* False when the command line is wrong. */
static int take_options(job_t *job, int argc, char **argv, apr_pool_t *pool)
{
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        take_option(job, option, value);
    }
    if (job->help) {
        return 1;
    }
    return rv == APR_EOF && state->ind == argc && job->source.directory
        && job->document;
}

static const char *url(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *pool)
{
    const job_t *job = render->baton;

    return cd_route_url(&cd_site, job->signed_in ? &job->viewer : NULL,
                        render->base, name, args, n, pool);
}

static xmlNodePtr child(xmlNodePtr node, const char *name)
{
    for (node = node->children; node && !cd_xml_is(node, name);) {
        node = node->next;
    }
    return node;
}

/* Who the document is for, as far as links depend on it. */
static void read_viewer(job_t *job, xmlNodePtr page, apr_pool_t *pool)
{
    xmlNodePtr node = child(page, "permissions");
    const char *names = "";

    job->signed_in = child(page, "viewer") != NULL;
    for (node = node ? node->children : NULL; node; node = node->next) {
        const char *name = cd_xml_is(node, "permission")
            ? cd_xml_attribute(node, "name", pool)
            : NULL;

        if (name) {
            names = apr_pstrcat(pool, names, *names ? "," : "", name, NULL);
        }
    }
    job->viewer.role = job->signed_in
        ? cd_xml_attribute(child(page, "viewer"), "role", pool)
        : "";
    job->viewer.permissions = cd_permission_bits(cd_site.permissions, names);
}

static const char *today(apr_pool_t *pool)
{
    apr_time_exp_t now;

    apr_time_exp_gmt(&now, apr_time_now());
    return apr_psprintf(pool, "%04d-%02d-%02d", now.tm_year + 1900,
                        now.tm_mon + 1, now.tm_mday);
}

/* What the command line doesn't say, the document does. */
static void fill_in(cd_render_t *render, xmlNodePtr page, apr_pool_t *pool)
{
    if (!render->language) {
        render->language = cd_xml_attribute(page, "lang", pool);
    }
    if (!render->base) {
        render->base = cd_xml_attribute(page, "base", pool);
    }
    if (!render->base) {
        render->base = "";
    }
    if (!render->today) {
        render->today = cd_xml_attribute(page, "today", pool);
    }
    if (!render->today) {
        render->today = today(pool);
    }
}

static int print_page(job_t *job, const char *page, xmlDocPtr document,
                      apr_pool_t *pool)
{
    const char *pages[] = { page, NULL };
    const char *error, *html = NULL;
    apr_size_t len = 0;
    cd_theme_t *theme;
    apr_status_t rv;

    job->source.pages = pages;
    error = cd_theme_load(&theme, pool, &job->source);
    if (error) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    job->render.language =
        cd_theme_negotiate(theme, job->render.language, pool);
    rv = cd_theme_render(theme, page, document, &job->render, pool, &html,
                         &len, &error);
    if (error) {
        cd_complain("%s", error);
    }
    if (rv != APR_SUCCESS) {
        return CD_EXIT_FAILED;
    }
    return fwrite(html, 1, len, stdout) == len ? CD_EXIT_OK : CD_EXIT_FAILED;
}

static int run(job_t *job, apr_pool_t *pool)
{
    const char *error, *page;
    xmlDocPtr document = cd_xml_read(job->document, pool, &error);
    xmlNodePtr root;

    if (!document) {
        cd_complain("%s", error);
        return CD_EXIT_FAILED;
    }
    root = xmlDocGetRootElement(document);
    page = cd_xml_attribute(root, "name", pool);
    if (!(cd_xml_is(root, "page") || cd_xml_is(root, "mail")) || !page) {
        cd_complain("%s:1: neither a <page> nor a <mail> with a name",
                    job->document);
        return CD_EXIT_FAILED;
    }
    if (cd_xml_is(root, "mail")) {
        page = apr_pstrcat(pool, CD_MAIL_SHEET, page, NULL);
        job->signed_in = 1;
        job->viewer.permissions = CD_ALL;
    }
    else {
        read_viewer(job, root, pool);
    }
    fill_in(&job->render, root, pool);
    job->render.url = url;
    job->render.baton = job;
    return print_page(job, page, document, pool);
}

int cd_ctl_render(int argc, char **argv, apr_pool_t *pool)
{
    job_t job;
    int right;

    memset(&job, 0, sizeof(job));
    right = take_options(&job, argc, argv, pool);
    if (!right || job.help) {
        cd_usage("render --theme DIR --document FILE [OPTION]…",
                 "Prints the page or mail that a theme makes of a document.",
                 options);
        return right ? CD_EXIT_OK : CD_EXIT_USAGE;
    }
    cd_theme_init();
    return run(&job, pool);
}
