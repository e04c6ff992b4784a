/* SPDX-License-Identifier: Apache-2.0 */
/* The functions a sheet may call: words, dates, amounts and links. */
#include "theme_internal.h"

#include <math.h>
#include <string.h>

#include <apr_strings.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>

#include "phone.h"

/* Returns NULL for "". */
typedef const char *function_t(cd_transform_t *t, const char *const *args,
                               int n);

static const char *fn_text(cd_transform_t *t, const char *const *args, int n)
{
    const char *text = cd_text(t->speaker, t->pool, args[0], args + 1, n - 1);

    if (text) {
        return text;
    }
    cd_listen_note(&t->listener,
                   apr_pstrcat(t->pool, "no text \"", args[0],
                               "\" in language ", t->render->language, NULL));
    return apr_pstrcat(t->pool, "[", args[0], "]", NULL);
}

static const char *fn_has_text(cd_transform_t *t, const char *const *args,
                               int n)
{
    (void) n;
    return cd_catalogue_has(t->catalogue, args[0]) ? "1" : NULL;
}

static const char *fn_date(cd_transform_t *t, const char *const *args, int n)
{
    return cd_date(t->speaker, t->pool, args[0], n > 1 ? args[1] : NULL);
}

static const char *fn_money(cd_transform_t *t, const char *const *args, int n)
{
    (void) n;
    return cd_money(t->speaker, t->pool, args[0], args[1]);
}

static const char *fn_number(cd_transform_t *t, const char *const *args, int n)
{
    (void) n;
    return cd_number(t->speaker, t->pool, args[0]);
}

static const char *fn_country(cd_transform_t *t, const char *const *args,
                              int n)
{
    (void) n;
    return cd_country(t->speaker, t->pool, args[0]);
}

static const char *fn_language(cd_transform_t *t, const char *const *args,
                               int n)
{
    (void) n;
    return cd_language(t->speaker, t->pool, args[0]);
}

static const char *fn_phone(cd_transform_t *t, const char *const *args, int n)
{
    (void) n;
    return cd_phone(t->pool, args[0]);
}

static const char *fn_url(cd_transform_t *t, const char *const *args, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        if (!*args[i]) {
            return NULL;
        }
    }
    if (!t->render->url) {
        return NULL;
    }
    return t->render->url(t->render, args[0], args + 1, n - 1, t->pool);
}

/* Browsers drop tabs and line breaks inside a URL and read a backslash as a
 * slash: with neither, a link is what it looks like. */
static int has_tricks(const char *link)
{
    for (; *link; link++) {
        if ((unsigned char) *link <= 0x20 || *link == 0x7f || *link == '\\') {
            return 1;
        }
    }
    return 0;
}

static int has_safe_scheme(const char *link)
{
    static const char *const schemes[] = { "https://", "http://",
                                           "mailto:", "tel:", NULL };
    int i;

    for (i = 0; schemes[i]; i++) {
        size_t len = strlen(schemes[i]);

        if (strncasecmp(link, schemes[i], len) == 0 && link[len] != '\0'
            && link[len] != '/') {
            return 1;
        }
    }
    return 0;
}

static const char *fn_href(cd_transform_t *t, const char *const *args, int n)
{
    static const char page[] = "page:";
    const char *link = args[0];

    (void) n;
    if (strncmp(link, page, strlen(page)) == 0) {
        link += strlen(page);
        return fn_url(t, &link, 1);
    }
    if (has_tricks(link)) {
        return NULL;
    }
    if (link[0] == '/' && link[1] != '/') {
        return link;
    }
    return has_safe_scheme(link) ? link : NULL;
}

static const char *fn_asset(cd_transform_t *t, const char *const *args, int n)
{
    const cd_asset_t *asset = cd_theme_asset(t->theme, args[0]);

    (void) n;
    if (!asset) {
        return NULL;
    }
    return apr_pstrcat(t->pool, t->render->base, "/-/", asset->hash, "/",
                       asset->name, NULL);
}

static const struct {
    const char *name;
    int least, most; /* number of arguments */
    function_t *call;
    int is_test; /* returns true or false */
} functions[] = {
    { "text", 1, 5, fn_text, 0 },       { "has-text", 1, 1, fn_has_text, 1 },
    { "date", 1, 2, fn_date, 0 },       { "money", 2, 2, fn_money, 0 },
    { "number", 1, 1, fn_number, 0 },   { "phone", 1, 1, fn_phone, 0 },
    { "country", 1, 1, fn_country, 0 }, { "language", 1, 1, fn_language, 0 },
    { "url", 1, 5, fn_url, 0 },         { "href", 1, 1, fn_href, 0 },
    { "asset", 1, 1, fn_asset, 0 },     { NULL, 0, 0, NULL, 0 },
};

const char *cd_function_amount(double number, apr_pool_t *pool)
{
    xmlChar *string;
    const char *copy;

    if (fabs(number) < 1e15 && floor(number) == number) {
        return apr_psprintf(pool, "%" APR_INT64_T_FMT, (apr_int64_t) number);
    }
    string = xmlXPathCastNumberToString(number);
    copy = apr_pstrdup(pool, string ? (const char *) string : "");
    xmlFree(string);
    return copy;
}

static const char *argument(xmlXPathObjectPtr object, apr_pool_t *pool)
{
    xmlChar *string;
    const char *copy;

    if (object->type == XPATH_NUMBER) {
        return cd_function_amount(object->floatval, pool);
    }
    string = xmlXPathCastToString(object);
    copy = apr_pstrdup(pool, string ? (const char *) string : "");
    xmlFree(string);
    return copy;
}

static int take_arguments(xmlXPathParserContextPtr parser, apr_pool_t *pool,
                          const char *args[CD_FUNCTION_ARGS], int n)
{
    while (n-- > 0) {
        xmlXPathObjectPtr object = valuePop(parser);

        if (!object) {
            return 0;
        }
        args[n] = argument(object, pool);
        xmlXPathFreeObject(object);
    }
    return 1;
}

static void refuse(cd_transform_t *t, int i)
{
    int least = functions[i].least, most = functions[i].most;
    const char *name = functions[i].name;

    if (name && least == most) {
        name =
            apr_psprintf(t->pool, "cd:%s() takes %d arguments", name, least);
    }
    else if (name) {
        name = apr_psprintf(t->pool, "cd:%s() takes %d to %d arguments", name,
                            least, most);
    }
    if (name) {
        cd_listen_hint(&t->listener, name, 0);
    }
}

static int find(const char *name)
{
    int i;

    for (i = 0; functions[i].name && strcmp(functions[i].name, name) != 0;) {
        i++;
    }
    return i;
}

int cd_function_find(const char *name, int n)
{
    int i = find(name);

    return functions[i].name && n >= functions[i].least
            && n <= functions[i].most
        ? i
        : -1;
}

int cd_function_is_test(int function)
{
    return functions[function].is_test;
}

const char *cd_function_call(cd_transform_t *t, int function,
                             const char *const *args, int n)
{
    return functions[function].call(t, args, n);
}

/* All functions arrive here; XPath says by which name. */
static void dispatch(xmlXPathParserContextPtr parser, int n)
{
    xsltTransformContextPtr context = xsltXPathGetTransformContext(parser);
    const char *name = (const char *) parser->context->function;
    const char *args[CD_FUNCTION_ARGS], *result;
    cd_transform_t *t = context->_private;
    int i = find(name);

    if (!functions[i].name || n < functions[i].least
        || n > functions[i].most) {
        refuse(t, i);
        xmlXPathSetArityError(parser);
        return;
    }
    if (!take_arguments(parser, t->pool, args, n)) {
        return;
    }
    result = functions[i].call(t, args, n);
    if (functions[i].is_test) {
        xmlXPathReturnBoolean(parser, result != NULL);
    }
    else {
        xmlXPathReturnString(
            parser, xmlStrdup((const xmlChar *) (result ? result : "")));
    }
}

int cd_functions_register(xsltTransformContextPtr context)
{
    int i;

    for (i = 0; functions[i].name; i++) {
        if (xsltRegisterExtFunction(context,
                                    (const xmlChar *) functions[i].name,
                                    (const xmlChar *) CD_FUNCTIONS, dispatch)
            != 0) {
            return 0;
        }
    }
    return 1;
}
