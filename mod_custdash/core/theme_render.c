/* SPDX-License-Identifier: Apache-2.0 */
/* A document and a compiled sheet become HTML. */
#include "theme_program.h"

#include <apr_strings.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>

/* More than 200 times what a full main page needs; a sheet that runs away is
 * stopped within a second. */
#define TEMPLATE_LIMIT 300000
#define XPATH_LIMIT 3000000
#define DEPTH_LIMIT 500

/* One instruction may copy the whole document: nodes are counted too. */
#define NODE_LIMIT 300000

/* libxml2 tells of a new node without saying for whom. */
static _Thread_local struct {
    xsltTransformContextPtr context;
    int nodes;
} counted;

static void count_node(xmlNodePtr node)
{
    xsltTransformContextPtr context = counted.context;

    (void) node;
    if (context && ++counted.nodes == NODE_LIMIT) {
        xsltTransformError(context, NULL, context->inst,
                           "the page has more than %d nodes\n", NODE_LIMIT);
        context->state = XSLT_STATE_STOPPED;
    }
}

static xmlDocPtr apply(xsltTransformContextPtr context, xmlDocPtr document)
{
    xmlRegisterNodeFunc outer = xmlRegisterNodeDefault(count_node);
    xmlDocPtr result;

    counted.context = context;
    counted.nodes = 0;
    result = xsltApplyStylesheetUser(context->style, document, NULL, NULL,
                                     NULL, context);
    counted.context = NULL;
    xmlRegisterNodeDefault(outer);
    return result;
}

static xsltTransformContextPtr prepare(xsltStylesheetPtr sheet,
                                       xmlDocPtr document, cd_transform_t *t)
{
    xsltTransformContextPtr context = xsltNewTransformContext(sheet, document);

    if (!context) {
        return NULL;
    }
    context->_private = t;
    context->opLimit = TEMPLATE_LIMIT;
    context->xpathCtxt->opLimit = XPATH_LIMIT;
    context->maxTemplateDepth = DEPTH_LIMIT;
    cd_listen_to(&t->listener, context);
    if (xsltSetCtxtSecurityPrefs(cd_sheets_security(), context) == 0
        && cd_functions_register(context)) {
        return context;
    }
    xsltFreeTransformContext(context);
    return NULL;
}

/* The tree is whole and checked before the first byte is written. */
static const char *serialise(xmlDocPtr result, xsltStylesheetPtr sheet,
                             apr_pool_t *pool, apr_size_t *len)
{
    xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);
    const char *html = NULL;

    if (buffer && xsltSaveResultTo(buffer, result, sheet) >= 0) {
        *len = xmlOutputBufferGetSize(buffer);
        html = apr_pstrmemdup(
            pool, (const char *) xmlOutputBufferGetContent(buffer), *len);
    }
    xmlOutputBufferClose(buffer);
    return html;
}

static const char *transform(cd_transform_t *t, xsltStylesheetPtr sheet,
                             xmlDocPtr document, apr_pool_t *pool,
                             apr_size_t *len)
{
    xsltTransformContextPtr context = prepare(sheet, document, t);
    const char *html = NULL;
    xmlDocPtr result;

    if (!context) {
        return NULL;
    }
    result = apply(context, document);
    if (result && context->state == XSLT_STATE_OK
        && xmlDocGetRootElement(result)) {
        html = serialise(result, sheet, pool, len);
    }
    xmlFreeDoc(result);
    xsltFreeTransformContext(context);
    return html;
}

/* The program first. When it gives up, for whatever reason, nobody has seen
 * anything of it: libxslt makes the page, or says what is wrong. */
static const char *make(cd_transform_t *t, const cd_sheet_t *sheet,
                        cd_maker_t maker, xmlDocPtr document, apr_pool_t *pool,
                        apr_size_t *len)
{
    const char *html = NULL;

    if (sheet->program && maker != CD_BY_SHEET) {
        html = cd_program_run(sheet->program, t, document, pool, len);
        if (html || maker == CD_BY_PROGRAM) {
            return html;
        }
        t->listener.notes = t->listener.hint = NULL;
    }
    return maker == CD_BY_PROGRAM
        ? NULL
        : transform(t, sheet->style, document, pool, len);
}

static const char *run(cd_transform_t *t, const cd_sheet_t *sheet,
                       cd_maker_t maker, xmlDocPtr document, apr_pool_t *pool,
                       apr_size_t *len)
{
    const char *html = NULL;

    t->speaker = cd_speaker_acquire(t->catalogue, t->render->time_zone,
                                    t->render->today);
    cd_listen_begin(&t->listener, t->theme, t->pool);
    if (t->speaker) {
        html = make(t, sheet, maker, document, pool, len);
    }
    cd_listen_end(&t->listener);
    cd_speaker_release(t->speaker);
    return html;
}

static void report(const cd_listener_t *listener, int failed, apr_pool_t *pool,
                   const char **error)
{
    const char *text = listener->message;

    if (!text) {
        text = listener->notes;
    }
    if (!text && failed) {
        text = "the sheet made no page";
    }
    if (text) {
        *error = apr_pstrdup(pool, text);
    }
}

apr_status_t cd_theme_render_by(cd_maker_t maker, const cd_theme_t *theme,
                                const char *page, xmlDocPtr document,
                                const cd_render_t *render, apr_pool_t *pool,
                                const char **html, apr_size_t *len,
                                const char **error)
{
    cd_transform_t t = { theme, render, NULL, NULL, NULL, { 0 } };
    const cd_sheet_t *sheet =
        apr_hash_get(theme->sheets, page, APR_HASH_KEY_STRING);
    const char *made;

    if (!sheet) {
        return APR_ENOENT;
    }
    t.catalogue =
        apr_hash_get(theme->catalogues, render->language, APR_HASH_KEY_STRING);
    if (!t.catalogue) {
        t.catalogue =
            apr_hash_get(theme->catalogues, CD_FALLBACK, APR_HASH_KEY_STRING);
    }
    apr_pool_create(&t.pool, pool);
    made = run(&t, sheet, maker, document, pool, len);
    report(&t.listener, !made, pool, error);
    apr_pool_destroy(t.pool);
    if (!made) {
        return maker == CD_BY_PROGRAM ? APR_ENOTIMPL : APR_EGENERAL;
    }
    *html = made;
    return APR_SUCCESS;
}

apr_status_t cd_theme_render(const cd_theme_t *theme, const char *page,
                             xmlDocPtr document, const cd_render_t *render,
                             apr_pool_t *pool, const char **html,
                             apr_size_t *len, const char **error)
{
    return cd_theme_render_by(CD_BY_ANY, theme, page, document, render, pool,
                              html, len, error);
}
