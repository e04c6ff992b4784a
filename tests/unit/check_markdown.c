/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of Markdown in the document. */
#include <string.h>

#include <apr_strings.h>
#include <libxml/parser.h>

#include "core/markdown.h"
#include "unit.h"

static xmlNodePtr body_of(const char *text, size_t len)
{
    xmlDocPtr tree = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr body = xmlNewDocNode(tree, NULL, BAD_CAST "body", NULL);

    xmlDocSetRootElement(tree, body);
    ck_assert_int_eq(cd_markdown_append(body, text, len), 0);
    return body;
}

/* The XML inside a body, whose tree is freed. */
static const char *serialised(xmlNodePtr body)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodePtr node;
    char *text;

    for (node = body->children; node != NULL; node = node->next) {
        xmlNodeDump(buffer, body->doc, node, 0, 0);
    }
    text = apr_pstrmemdup(pool, (const char *) xmlBufferContent(buffer),
                          (apr_size_t) xmlBufferLength(buffer));
    xmlBufferFree(buffer);
    xmlFreeDoc(body->doc);
    return text;
}

static const char *xml_of(const char *text)
{
    return serialised(body_of(text, strlen(text)));
}

static void becomes(const char *text, const char *xml)
{
    ck_assert_str_eq(xml_of(text), xml);
}

START_TEST(paragraphs_and_emphasis)
{
    becomes("One *two* **three**\nfour\n\nfive",
            "<p>One <em>two</em> <strong>three</strong>\nfour</p>"
            "<p>five</p>");
    becomes("***both***", "<p><em><strong>both</strong></em></p>");
    becomes("", "");
    becomes("\n\n", "");
}
END_TEST

START_TEST(line_breaks_and_rules)
{
    becomes("a  \nb\\\nc", "<p>a<br/>b<br/>c</p>");
    becomes("a\n\n---\n\nb", "<p>a</p><hr/><p>b</p>");
}
END_TEST

START_TEST(headings_begin_below_the_page_title)
{
    becomes("# a\n## b\n### c\n#### d\n###### e",
            "<h2>a</h2><h3>b</h3><h4>c</h4><h4>d</h4><h4>e</h4>");
    becomes("a\n===\nb\n---", "<h2>a</h2><h3>b</h3>");
}
END_TEST

START_TEST(tight_lists_have_no_paragraphs_and_loose_ones_have)
{
    becomes("- a\n- *b*", "<ul><li>a</li><li><em>b</em></li></ul>");
    becomes("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>");
    becomes("- a\n  - b\n  - c",
            "<ul><li>a\n<ul><li>b</li><li>c</li></ul></li></ul>");
}
END_TEST

START_TEST(ordered_lists_keep_the_number_they_begin_with)
{
    becomes("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>");
    becomes("7) a", "<ol start=\"7\"><li>a</li></ol>");
    becomes("0. a", "<ol start=\"0\"><li>a</li></ol>");
}
END_TEST

START_TEST(code_is_kept_as_written)
{
    becomes("`a <b> &amp; *c*`",
            "<p><code>a &lt;b&gt; &amp;amp; *c*</code></p>");
    becomes("```php\n<?php echo 1;\n```\n",
            "<pre><code>&lt;?php echo 1;\n</code></pre>");
    becomes("    indented\n\n    more\n",
            "<pre><code>indented\n\nmore\n</code></pre>");
    becomes("```\n```\n", "<pre><code/></pre>");
}
END_TEST

START_TEST(code_ends_where_it_ends)
{
    becomes("a `b` c", "<p>a <code>b</code> c</p>");
    becomes("    a\n\nb", "<pre><code>a\n</code></pre><p>b</p>");
}
END_TEST

START_TEST(quotes_hold_blocks)
{
    becomes("> a\n> - b\n\nc",
            "<blockquote><p>a</p><ul><li>b</li></ul></blockquote><p>c</p>");
}
END_TEST

START_TEST(text_is_escaped_once)
{
    becomes("a < b & c > \"d\"", "<p>a &lt; b &amp; c &gt; \"d\"</p>");
    becomes("&lt;b&gt; &amp;amp; &copy; &#322;",
            "<p>&lt;b&gt; &amp;amp; © ł</p>");
    becomes("\\<b\\> \\*x\\*", "<p>&lt;b&gt; *x*</p>");
}
END_TEST

START_TEST(safe_links_are_kept)
{
    becomes("[a](https://a.example/?x=1&y=2#z)",
            "<p><a href=\"https://a.example/?x=1&amp;y=2#z\">a</a></p>");
    becomes("[a](HTTP://a.example)",
            "<p><a href=\"HTTP://a.example\">a</a></p>");
    becomes("[a](mailto:a@b.example)",
            "<p><a href=\"mailto:a@b.example\">a</a></p>");
    becomes("[a](/guides/x) [b](#part) [c](/)",
            "<p><a href=\"/guides/x\">a</a> <a href=\"#part\">b</a> "
            "<a href=\"/\">c</a></p>");
    becomes("<https://a.example> <a@b.example>",
            "<p><a href=\"https://a.example\">https://a.example</a> "
            "<a href=\"mailto:a@b.example\">a@b.example</a></p>");
    becomes("[a *b*][r]\n\n[r]: https://a.example",
            "<p><a href=\"https://a.example\">a <em>b</em></a></p>");
}
END_TEST

START_TEST(a_quote_in_a_link_stays_in_its_attribute)
{
    becomes("[a](</x\"onclick=\"alert(1)> \"t\")",
            "<p><a href=\"/x&quot;onclick=&quot;alert(1)\">a</a></p>");
}
END_TEST

START_TEST(unsafe_links_leave_only_their_text)
{
    static const char *const urls[] = { "javascript:alert(1)",
                                        "JaVaScRiPt:alert(1)",
                                        "java&#115;cript:alert(1)",
                                        "javascript&colon;alert(1)",
                                        "&#x6A;avascript:alert(1)",
                                        "\\javascript:alert(1)",
                                        "<java\tscript:alert(1)>",
                                        "< javascript:alert(1)>",
                                        "&#9;javascript:alert(1)",
                                        "&#1;javascript:alert(1)",
                                        "vbscript:x",
                                        "data:text/html,<b>",
                                        "data:image/svg+xml;base64,AA",
                                        "file:///etc/passwd",
                                        "ftp://a.example",
                                        "//evil.example",
                                        "/\\\\evil.example",
                                        "/&#92;evil.example",
                                        "\\\\\\\\evil.example",
                                        "</&#9;/evil.example>",
                                        "</&#10;/evil.example>",
                                        "&#47;/evil.example",
                                        "https:evil.example",
                                        "http:/evil.example",
                                        "httpss://evil.example",
                                        "relative/path",
                                        "../up",
                                        "?query",
                                        "https://a.example/&#127;",
                                        "https://a.example/&#133;",
                                        "<https://a.example/ b>",
                                        "" };
    size_t i;

    for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        const char *text = apr_pstrcat(pool, "[word](", urls[i], ")", NULL);

        ck_assert_msg(!strcmp(xml_of(text), "<p>word</p>"), "%s: %s", urls[i],
                      xml_of(text));
    }
}
END_TEST

START_TEST(html_is_text)
{
    becomes("<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    becomes("a\n\n<div onclick=\"x\">\nb\n</div>\n\nc",
            "<p>a</p><p>&lt;div onclick=\"x\"&gt;\nb\n&lt;/div&gt;</p>"
            "<p>c</p>");
    becomes("a <b onmouseover=x>b</b> c",
            "<p>a &lt;b onmouseover=x&gt;b&lt;/b&gt; c</p>");
    becomes("a <!-- c --> b <?php x ?> c",
            "<p>a &lt;!-- c --&gt; b &lt;?php x ?&gt; c</p>");
    becomes("- <div>\n- b", "<ul><li><p>&lt;div&gt;</p></li><li>b</li></ul>");
    becomes("<img src=x onerror=alert(1)>",
            "<p>&lt;img src=x onerror=alert(1)&gt;</p>");
    becomes("a<svg/onload=x>b", "<p>a&lt;svg/onload=x&gt;b</p>");
    becomes("<a href=\"javascript:x\">y</a>",
            "<p>&lt;a href=\"javascript:x\"&gt;y&lt;/a&gt;</p>");
}
END_TEST

START_TEST(images_become_their_text)
{
    becomes("a ![the *cat*](https://a.example/cat.png \"t\") b",
            "<p>a the <em>cat</em> b</p>");
    becomes("[![logo](x.png)](/home)", "<p><a href=\"/home\">logo</a></p>");
    becomes("![](javascript:x)", "<p/>");
}
END_TEST

START_TEST(characters_that_xml_cannot_hold_are_replaced)
{
    static const char bytes[] = "a\0b \x01 \x1B[0m \xFF \xED\xA0\x80";
    const char *xml = serialised(body_of(bytes, sizeof(bytes) - 1));

    ck_assert_ptr_eq(strstr(xml, "<p>a�b � �[0m �"), xml);
    becomes("x&#1;y&#xFFFE;z&#0;", "<p>x�y�z�</p>");
    becomes("`\x02`", "<p><code>�</code></p>");
}
END_TEST

START_TEST(the_result_is_appended_and_joins_nothing)
{
    xmlNodePtr body = body_of("a", 1);

    xmlAddChild(body, xmlNewDocText(body->doc, BAD_CAST "-"));
    ck_assert_int_eq(cd_markdown_append(body, "b", 1), 0);
    ck_assert_str_eq(serialised(body), "<p>a</p>-<p>b</p>");
}
END_TEST

START_TEST(a_text_of_more_than_a_mebibyte_is_refused)
{
    size_t len = 1024 * 1024;
    char *text = apr_palloc(pool, len + 1);
    xmlNodePtr body = body_of("a", 1);

    memset(text, 'x', len + 1);
    ck_assert_int_eq(cd_markdown_append(body, text, len + 1), -1);
    ck_assert_str_eq(serialised(body), "<p>a</p>");
    ck_assert_uint_eq(strlen(serialised(body_of(text, len))), len + 7);
}
END_TEST

static const char *repeated(const char *unit, int times)
{
    size_t len = strlen(unit);
    char *text = apr_palloc(pool, len * (size_t) times + 1);
    int i;

    for (i = 0; i < times; i++) {
        memcpy(text + len * (size_t) i, unit, len + 1);
    }
    return text;
}

/* The allocation of libxml2 that brings this to 0 fails. */
static int allocations_left = -1;

static int is_scarce(void)
{
    return allocations_left > 0 && --allocations_left == 0;
}

static void *scarce_malloc(size_t n)
{
    return is_scarce() ? NULL : malloc(n);
}

static void *scarce_realloc(void *memory, size_t n)
{
    return is_scarce() ? NULL : realloc(memory, n);
}

static char *scarce_strdup(const char *s)
{
    char *copy = scarce_malloc(strlen(s) + 1);

    return copy != NULL ? memcpy(copy, s, strlen(s) + 1) : NULL;
}

static void be_silent(void *context, const char *format, ...)
{
    (void) context;
    (void) format;
}

START_TEST(without_memory_the_document_stays_as_it_was)
{
    const char *text =
        apr_pstrcat(pool, "# a\n\nb *c* `d` [e](/f)  \ng\n\n7. h\n\n",
                    "    i\n\n---\n> j\n> - ", repeated("k", 9000), NULL);
    const char *whole = xml_of(text);
    int allocations = 0, unused = 0;

    xmlSetGenericErrorFunc(NULL, be_silent);
    xmlMemSetup(free, scarce_malloc, scarce_realloc, scarce_strdup);
    while (unused == 0 && allocations < 500) {
        xmlNodePtr body = body_of("", 0);
        int result;

        allocations_left = ++allocations;
        result = cd_markdown_append(body, text, strlen(text));
        unused = allocations_left;
        allocations_left = -1;
        ck_assert_str_eq(serialised(body), result == 0 ? whole : "");
    }
    ck_assert_int_gt(allocations, 50);
    ck_assert_int_gt(unused, 0);
}
END_TEST

static int depth_of(xmlNodePtr body)
{
    xmlNodePtr node;
    int deepest = 0;

    for (node = body->children; node != NULL; node = node->next) {
        int depth = depth_of(node);

        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

START_TEST(nesting_is_bounded_and_the_text_survives)
{
    static const char *const nests[][2] = { { ">", "" },
                                            { "- ", "" },
                                            { "1. ", "" },
                                            { "*a ", " a*" },
                                            { "**a ", " a**" } };
    size_t i;

    for (i = 0; i < sizeof(nests) / sizeof(nests[0]); i++) {
        const char *text = apr_pstrcat(pool, repeated(nests[i][0], 5000), "x",
                                       repeated(nests[i][1], 5000), NULL);
        xmlNodePtr body = body_of(text, strlen(text));

        ck_assert_int_eq(depth_of(body), 22);
        ck_assert_ptr_nonnull(strchr(serialised(body), 'x'));
    }
}
END_TEST

START_TEST(blocks_too_deep_for_elements_stay_apart)
{
    const char *quotes = repeated(">", 40);
    const char *text =
        apr_pstrcat(pool, quotes, "a\n", quotes, "\n", quotes, "b\n", NULL);

    ck_assert_ptr_nonnull(strstr(xml_of(text), "a\nb"));
}
END_TEST

START_TEST(long_hostile_texts_end_soon)
{
    static const char *const units[] = { "[",
                                         "![",
                                         "[a](",
                                         "*a **a ",
                                         "_a __a",
                                         "`a``b```c",
                                         "<!--",
                                         "<?",
                                         "<![CDATA[",
                                         "<a ",
                                         "[a]: u\n",
                                         "a\n",
                                         "\x01",
                                         "&#1;",
                                         ">>>>a\n",
                                         "*_",
                                         "[a](b 'c",
                                         "-\t\n",
                                         "[a]((((((((((((((((",
                                         "[a]]" };
    size_t i;

    for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        const char *text =
            repeated(units[i], (int) (65536 / strlen(units[i])));

        xmlFreeDoc(body_of(text, strlen(text))->doc);
    }
}
END_TEST

/* Nothing but the promised elements and attributes. */
static void check_vocabulary(xmlNodePtr node)
{
    static const char names[] = " p ul ol li h2 h3 h4 strong em code pre "
                                "blockquote a hr br ";
    xmlAttrPtr attr;

    for (; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE) {
            continue;
        }
        ck_assert_int_eq(node->type, XML_ELEMENT_NODE);
        ck_assert_ptr_nonnull(
            strstr(names, apr_pstrcat(pool, " ", node->name, " ", NULL)));
        for (attr = node->properties; attr != NULL; attr = attr->next) {
            ck_assert(xmlStrEqual(attr->name, BAD_CAST "href")
                      || xmlStrEqual(attr->name, BAD_CAST "start"));
        }
        if (node->children != NULL) {
            check_vocabulary(node->children);
        }
    }
}

START_TEST(random_texts_give_well_formed_xml_of_known_elements)
{
    static const char *const parts[] = {
        "*",           "_",        "**",   "`",  "```\n", "[",
        "](",          ")",        "<",    ">",  "!",     "\n",
        "\n\n",        "- ",       "1. ",  "# ", "    ",  "\t",
        "&#",          "1;",       "&lt;", "\\", "<b>",   "<!--",
        "javascript:", "http://a", "/",    "a",  "ł",     "\xFF",
        "\x01",        "\"",       "'",    ":",  "---\n", "  \n"
    };
    unsigned int seed = 20261123;
    int run;

    for (run = 0; run < 5000; run++) {
        char text[512] = "";
        int i, n = (int) (next_random(&seed) % 48);
        xmlNodePtr body;
        xmlDocPtr again;

        for (i = 0; i < n; i++) {
            strncat(text,
                    parts[(next_random(&seed) >> 8)
                          % (sizeof(parts) / sizeof(parts[0]))],
                    sizeof(text) - strlen(text) - 1);
        }
        body = body_of(text, strlen(text));
        if (body->children != NULL) {
            check_vocabulary(body->children);
        }
        again =
            xmlReadDoc(BAD_CAST apr_pstrcat(pool, "<body>", serialised(body),
                                            "</body>", NULL),
                       NULL, "UTF-8", XML_PARSE_NONET);
        ck_assert_msg(again != NULL, "%s", text);
        xmlFreeDoc(again);
        apr_pool_clear(pool);
    }
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        paragraphs_and_emphasis,
        line_breaks_and_rules,
        headings_begin_below_the_page_title,
        tight_lists_have_no_paragraphs_and_loose_ones_have,
        ordered_lists_keep_the_number_they_begin_with,
        code_is_kept_as_written,
        code_ends_where_it_ends,
        quotes_hold_blocks,
        text_is_escaped_once,
        safe_links_are_kept,
        a_quote_in_a_link_stays_in_its_attribute,
        unsafe_links_leave_only_their_text,
        html_is_text,
        images_become_their_text,
        characters_that_xml_cannot_hold_are_replaced,
        the_result_is_appended_and_joins_nothing,
        a_text_of_more_than_a_mebibyte_is_refused,
        without_memory_the_document_stays_as_it_was,
        nesting_is_bounded_and_the_text_survives,
        blocks_too_deep_for_elements_stay_apart,
        long_hostile_texts_end_soon,
        random_texts_give_well_formed_xml_of_known_elements,
        NULL,
    };

    return run_tests("markdown", tests);
}
