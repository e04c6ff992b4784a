/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the theme engine: pages, parents, languages, assets. */
#include <string.h>
#include <unistd.h>

#include <apr_strings.h>
#include <apr_thread_proc.h>

#include "theme_unit.h"

/* --- a page ------------------------------------------------------------- */

START_TEST(a_page_is_html_in_utf8)
{
    put_base(PAGE("za\305\274\303\263\305\202\304\207 \342\202\254"));
    ck_assert_str_eq(render(load("base")),
                     "<!DOCTYPE html>\n<p>za\305\274\303\263\305\202\304\207 "
                     "\342\202\254</p>\n");
}
END_TEST

START_TEST(what_the_document_holds_is_escaped)
{
    const char *html, *error = NULL;

    put_base(PAGE("<a title='{@a}'><xsl:value-of select='@a'/></a>"));
    ck_assert_int_eq(
        try_render(load("base"), "<page a='&lt;b>\"&amp;'/>", &html, &error),
        APR_SUCCESS);
    shows(html, "<a title='&lt;b&gt;\"&amp;'>&lt;b&gt;\"&amp;</a>");
}
END_TEST

START_TEST(a_page_that_is_not_there_is_enoent)
{
    cd_render_t how = { "en", NULL, "2026-11-23", "", url, NULL };
    const char *html = "as before", *error = NULL;
    apr_size_t len;

    put_base(PAGE("x"));
    ck_assert_int_eq(cd_theme_render(load("base"), "../home", NULL, &how, pool,
                                     &html, &len, &error),
                     APR_ENOENT);
    ck_assert_str_eq(html, "as before");
}
END_TEST

START_TEST(an_unknown_language_is_rendered_in_the_fallback)
{
    cd_render_t how = { "xx", NULL, "2026-11-23", "", url, NULL };
    xmlDocPtr doc = xmlReadMemory("<page/>", 7, "x", NULL, 0);
    const char *html = "", *error = NULL;
    apr_size_t len;

    put_base(PAGE("<xsl:value-of select=\"cd:text('hello', 'you')\"/>"));
    ck_assert_int_eq(cd_theme_render(load("base"), "home", doc, &how, pool,
                                     &html, &len, &error),
                     APR_SUCCESS);
    shows(html, "Hello, you!");
    xmlFreeDoc(doc);
}
END_TEST

/* --- parents ------------------------------------------------------------ */

START_TEST(what_a_child_lacks_comes_from_its_parent)
{
    put_base(PAGE("of the parent"));
    put_child();
    shows(render(load("child")), "of the parent");
}
END_TEST

START_TEST(a_childs_page_replaces_its_parents)
{
    put_base(PAGE("of the parent"));
    put_child();
    put("child/pages/home.xsl", PAGE("of the child"));
    shows(render(load("child")), "of the child");
}
END_TEST

START_TEST(a_parents_page_takes_the_childs_section)
{
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", TILES("parent"));
    put_child();
    put("child/sections/tiles.xsl", TILES("child"));
    shows(render(load("base")), "<b>parent</b>");
    shows(render(load("child")), "<b>child</b>");
}
END_TEST

START_TEST(a_childs_section_may_build_on_its_parents)
{
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", TILES("parent"));
    put_child();
    put("child/sections/tiles.xsl",
        SHEET("<xsl:import href='parent:sections/tiles.xsl'/>"
              "<xsl:template match='i[@n=1]'><u><xsl:apply-imports/></u>"
              "</xsl:template>"));
    shows(render(load("child")), "<u><b>parent</b></u><b>parent</b>");
}
END_TEST

START_TEST(parent_means_the_parent_of_the_file_that_says_it)
{
    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", TILES("grandparent"));
    put("middle/theme.xml", "<theme name='middle' parent='base'/>");
    put("middle/sections/tiles.xsl",
        SHEET("<xsl:include href='parent:sections/tiles.xsl'/>"));
    put("child/theme.xml", "<theme name='child' parent='middle'/>");
    put("child/sections/tiles.xsl",
        SHEET("<xsl:include href='parent:sections/tiles.xsl'/>"));
    shows(render(load("child")), "<b>grandparent</b>");
}
END_TEST

START_TEST(a_parent_may_be_kept_in_another_folder)
{
    static const char *const pages[] = { "home", NULL };
    cd_theme_source_t source = { 0 };
    cd_theme_t *theme;

    put_base(PAGE("of the parent"));
    put("elsewhere/child/theme.xml", "<theme parent='base'/>");
    source.directory = in_folder("elsewhere/child/");
    source.search = folder();
    source.pages = pages;
    ck_assert_ptr_null(cd_theme_load(&theme, pool, &source));
    shows(render(theme), "of the parent");
}
END_TEST

START_TEST(a_theme_that_descends_from_itself_is_refused)
{
    put_base(PAGE("x"));
    put("base/theme.xml", "<theme parent='child'/>");
    put_child();
    refused("base", "base/theme.xml:1: a theme cannot descend from itself");
}
END_TEST

START_TEST(a_parents_name_is_no_path)
{
    put_base(PAGE("x"));
    put("base/theme.xml", "<theme parent='../base'/>");
    refused("base", "base/theme.xml:1: parent is not a theme's name");
}
END_TEST

START_TEST(a_missing_theme_parent_page_or_catalogue_is_named)
{
    refused("nothing", "nothing/theme.xml: missing");
    put_base(PAGE("x"));
    put_child();
    unlink(in_folder("base/lang/en.xml"));
    refused("base", "base/lang/en.xml: missing");
    unlink(in_folder("base/pages/home.xsl"));
    put_base(PAGE("x"));
    unlink(in_folder("base/pages/home.xsl"));
    refused("child", "child/pages/home.xsl: missing");
    unlink(in_folder("base/theme.xml"));
    refused("child", "base/theme.xml: missing");
}
END_TEST

/* --- assets ------------------------------------------------------------- */

START_TEST(an_asset_is_addressed_by_its_content)
{
    const cd_asset_t *asset;
    cd_theme_t *theme;

    put("base/assets/theme.css", "p{}");
    gives(VALUE("cd:asset('none.css')"), "");
    theme = load("base");
    asset = cd_theme_asset(theme, "theme.css");
    ck_assert_ptr_nonnull(asset);
    ck_assert_str_eq(asset->name, "theme.css");
    ck_assert_str_eq(asset->path, in_folder("base/assets/theme.css"));
    ck_assert_str_eq(asset->type, "text/css; charset=utf-8");
    ck_assert_uint_eq(strspn(asset->hash, "0123456789abcdef"), 16);
    ck_assert_uint_eq(strlen(asset->hash), 16);
    gives(VALUE("cd:asset('theme.css')"),
          apr_pstrcat(pool, "/dashboard/-/", asset->hash, "/theme.css", NULL));
}
END_TEST

START_TEST(a_childs_asset_replaces_its_parents)
{
    cd_theme_t *theme;

    put_base(PAGE("x"));
    put("base/assets/a.css", "parent");
    put("base/assets/b.css", "parent");
    put_child();
    put("child/assets/a.css", "child");
    theme = load("child");
    ck_assert_str_eq(cd_theme_asset(theme, "a.css")->path,
                     in_folder("child/assets/a.css"));
    ck_assert_str_eq(cd_theme_asset(theme, "b.css")->path,
                     in_folder("base/assets/b.css"));
}
END_TEST

START_TEST(only_known_kinds_of_files_are_assets)
{
    cd_theme_t *theme;

    put_base(PAGE("x"));
    put("base/assets/a.html", "x");
    put("base/assets/a.js", "x");
    put("base/assets/.hidden.css", "x");
    put("base/assets/a.css~", "x");
    put("base/assets/a.woff2", "x");
    put("base/assets/deeper/a.css", "x");
    theme = load("base");
    ck_assert_ptr_null(cd_theme_asset(theme, "a.html"));
    ck_assert_ptr_null(cd_theme_asset(theme, "a.js"));
    ck_assert_ptr_null(cd_theme_asset(theme, ".hidden.css"));
    ck_assert_ptr_null(cd_theme_asset(theme, "a.css~"));
    ck_assert_ptr_null(cd_theme_asset(theme, "deeper/a.css"));
    ck_assert_ptr_null(cd_theme_asset(theme, "../theme.xml"));
    ck_assert_str_eq(cd_theme_asset(theme, "a.woff2")->type, "font/woff2");
}
END_TEST

START_TEST(an_asset_that_is_a_link_out_of_the_theme_is_refused)
{
    put_base(PAGE("x"));
    put("base/assets/a.css", "x");
    ck_assert_int_eq(
        symlink("/etc/passwd", in_folder("base/assets/passwd.txt")), 0);
    refused("base", "base/assets/passwd.txt: leads out of the theme's folder");
}
END_TEST

START_TEST(bootstrap_is_an_asset_from_its_own_folder)
{
    static const char *const pages[] = { "home", NULL };
    cd_theme_source_t source = { 0 };
    cd_theme_t *theme;

    put_base(PAGE("x"));
    source.directory = in_folder("base");
    source.bootstrap = in_folder("system");
    source.pages = pages;
    ck_assert_str_eq(cd_theme_load(&theme, pool, &source),
                     in_folder("system/bootstrap.min.css: missing"));
    put("system/bootstrap.min.css", "x");
    ck_assert_ptr_null(cd_theme_load(&theme, pool, &source));
    ck_assert_str_eq(cd_theme_asset(theme, "bootstrap.min.css")->path,
                     in_folder("system/bootstrap.min.css"));
}
END_TEST

START_TEST(the_generation_changes_with_any_file)
{
    const char *generations[6];
    int i, j;

    put_base(WITH_TILES);
    put("base/sections/tiles.xsl", TILES("x"));
    put("base/assets/a.css", "x");
    generations[0] = cd_theme_generation(load("base"));
    ck_assert_uint_eq(strspn(generations[0], "0123456789abcdef"), 16);
    ck_assert_str_eq(cd_theme_generation(load("base")), generations[0]);
    put("base/sections/tiles.xsl", TILES("y"));
    generations[1] = cd_theme_generation(load("base"));
    put("base/assets/a.css", "y");
    generations[2] = cd_theme_generation(load("base"));
    put("base/assets/b.css", "y");
    generations[3] = cd_theme_generation(load("base"));
    put("base/lang/pl.xml", "<catalogue lang='pl'/>");
    generations[4] = cd_theme_generation(load("base"));
    put("base/theme.xml", "<theme name='other'/>");
    generations[5] = cd_theme_generation(load("base"));
    for (i = 0; i < 6; i++) {
        for (j = 0; j < i; j++) {
            ck_assert_str_ne(generations[i], generations[j]);
        }
    }
}
END_TEST

START_TEST(the_generation_is_the_same_wherever_the_theme_lies)
{
    const char *generation;

    put_base(PAGE("x"));
    generation = cd_theme_generation(load("base"));
    ck_assert_int_eq(rename(in_folder("base"), in_folder("moved")), 0);
    ck_assert_str_eq(cd_theme_generation(load("moved")), generation);
}
END_TEST

/* --- languages ---------------------------------------------------------- */

static cd_theme_t *many_languages(void)
{
    put_base(PAGE("x"));
    put("base/lang/pl.xml",
        "<catalogue lang='pl' name='Polski'>"
        "<text key='hello'>Cze\305\233\304\207, {0}!</text></catalogue>");
    put("base/lang/de.xml", "<catalogue lang='de' name='Deutsch'/>");
    put("base/lang/pt-BR.xml", "<catalogue lang='pt-BR'/>");
    put("base/lang/README.md", "x");
    return load("base");
}

START_TEST(the_fallback_is_the_first_language)
{
    cd_theme_t *theme = many_languages();
    const char *const *codes = cd_theme_languages(theme);

    ck_assert_str_eq(codes[0], "en");
    ck_assert_str_eq(codes[1], "de");
    ck_assert_str_eq(codes[2], "pl");
    ck_assert_str_eq(codes[3], "pt-BR");
    ck_assert_ptr_null(codes[4]);
    ck_assert_str_eq(cd_theme_language_name(theme, "pl"), "Polski");
    ck_assert_str_eq(cd_theme_language_name(theme, "pt-BR"), "pt-BR");
    ck_assert_str_eq(cd_theme_language_name(theme, "xx"), "xx");
}
END_TEST

START_TEST(the_best_language_for_a_wish_is_found)
{
    static const struct {
        const char *wish, *language;
    } wishes[] = {
        { NULL, "en" },
        { "", "en" },
        { "pl", "pl" },
        { "PL-pl", "pl" },
        { "de-AT, pl;q=0.9", "de" },
        { "pl;q=0.5, de;q=0.6", "de" },
        { "pl;q=0.5, de;q=0.55", "de" },
        { "pl;q=0,de;q=0.1", "de" },
        { "pl;q=0", "en" },
        { "fr, it", "en" },
        { "fr, *;q=0.5", "en" },
        { "*, pl;q=0.5", "en" },
        { "pt", "pt-BR" },
        { "pt-PT", "pt-BR" },
        { "pl;q=1.000 , de", "pl" },
        { "  ,, pl", "pl" },
        { "pl;q=abc, de;q=0.1", "de" },
        { "pl; q=0.2, de ;q=0.3", "de" },
        { "../../etc/passwd", "en" },
        { "p", "en" },
        { "plx", "en" },
        { "<script>", "en" },
    };
    cd_theme_t *theme = many_languages();
    size_t i;

    for (i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++) {
        const char *found = cd_theme_negotiate(theme, wishes[i].wish, pool);

        ck_assert_msg(strcmp(found, wishes[i].language) == 0, "%s: %s",
                      wishes[i].wish, found);
    }
}
END_TEST

START_TEST(a_child_may_bring_a_language_and_change_single_texts)
{
    cd_render_t how = { "pl", NULL, "2026-11-23", "", url, NULL };
    xmlDocPtr doc = xmlReadMemory("<page/>", 7, "x", NULL, 0);
    const char *html = "", *error = NULL;
    apr_size_t len;
    cd_theme_t *theme;

    put_base(PAGE(
        VALUE("cd:text('hello', 'Ola')") ", " VALUE("cd:text('days', 5)")));
    put_child();
    put("child/lang/en.xml",
        "<catalogue lang='en'><text key='hello'>Hi, {0}!</text></catalogue>");
    put("child/lang/pl.xml",
        "<catalogue lang='pl'><text key='days'>{0,plural,one{# dzie\305\204}"
        "other{# dni}}</text></catalogue>");
    theme = load("child");
    ck_assert_int_eq(
        cd_theme_render(theme, "home", doc, &how, pool, &html, &len, &error),
        APR_SUCCESS);
    shows(html, "Hi, Ola!, 5 dni");
    xmlFreeDoc(doc);
}
END_TEST

/* --- threads ------------------------------------------------------------ */

#define THREADS 4
#define RENDERS 500

typedef struct {
    const cd_theme_t *theme;
    int wrong;
} work_t;

static void *APR_THREAD_FUNC render_often(apr_thread_t *thread, void *baton)
{
    work_t *work = baton;
    cd_render_t how = { "en", "Europe/Warsaw", "2026-11-23", "/d", url, NULL };
    apr_size_t len;
    apr_pool_t *own;
    int i;

    (void) thread;
    apr_pool_create(&own, NULL);
    for (i = 0; i < RENDERS; i++) {
        const char *html = "", *error = NULL, *name;
        const char *source = apr_psprintf(own, "<page><i n='%d'/></page>", i);
        xmlDocPtr doc =
            xmlReadMemory(source, (int) strlen(source), "x", NULL, 0);

        name = apr_psprintf(own, "Hello, %d!, /d/tickets/%d</p>", i, i);
        work->wrong += cd_theme_render(work->theme, "home", doc, &how, own,
                                       &html, &len, &error)
            != APR_SUCCESS;
        work->wrong += strstr(html, name) == NULL;
        xmlFreeDoc(doc);
        apr_pool_clear(own);
    }
    apr_pool_destroy(own);
    return NULL;
}

START_TEST(four_threads_share_a_sheet)
{
    apr_thread_t *threads[THREADS];
    work_t works[THREADS];
    apr_status_t result;
    cd_theme_t *theme;
    int i;

    put_base(PAGE(
        VALUE("cd:text('hello', i/@n)") ", " VALUE("cd:url('ticket', i/@n)")));
    theme = load("base");
    for (i = 0; i < THREADS; i++) {
        works[i] = (work_t){ theme, 0 };
        ck_assert_int_eq(apr_thread_create(&threads[i], NULL, render_often,
                                           &works[i], pool),
                         APR_SUCCESS);
    }
    for (i = 0; i < THREADS; i++) {
        apr_thread_join(&result, threads[i]);
        ck_assert_int_eq(works[i].wrong, 0);
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_page_is_html_in_utf8,
        what_the_document_holds_is_escaped,
        a_page_that_is_not_there_is_enoent,
        an_unknown_language_is_rendered_in_the_fallback,
        what_a_child_lacks_comes_from_its_parent,
        a_childs_page_replaces_its_parents,
        a_parents_page_takes_the_childs_section,
        a_childs_section_may_build_on_its_parents,
        parent_means_the_parent_of_the_file_that_says_it,
        a_parent_may_be_kept_in_another_folder,
        a_theme_that_descends_from_itself_is_refused,
        a_parents_name_is_no_path,
        a_missing_theme_parent_page_or_catalogue_is_named,
        an_asset_is_addressed_by_its_content,
        a_childs_asset_replaces_its_parents,
        only_known_kinds_of_files_are_assets,
        an_asset_that_is_a_link_out_of_the_theme_is_refused,
        bootstrap_is_an_asset_from_its_own_folder,
        the_generation_changes_with_any_file,
        the_generation_is_the_same_wherever_the_theme_lies,
        the_fallback_is_the_first_language,
        the_best_language_for_a_wish_is_found,
        a_child_may_bring_a_language_and_change_single_texts,
        four_threads_share_a_sheet,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme", tests);
}
