/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of what mails are made of: header texts, addresses, the plain
 * text of an HTML document, fields of the outbox. */
#include <string.h>

#include <apr_strings.h>
#include <libxml/parser.h>

#include "core/mime.h"
#include "core/plain_text.h"
#include "core/theme_xml.h"
#include "model/mail.h"
#include "unit.h"

START_TEST(short_ascii_stays_as_it_is)
{
    ck_assert_str_eq(cd_mime_text(pool, "Your new invoice", 9),
                     "Your new invoice");
    ck_assert_str_eq(cd_mime_text(pool, "", 9), "");
}
END_TEST

START_TEST(other_texts_become_encoded_words)
{
    ck_assert_str_eq(cd_mime_text(pool, "Żółć", 9),
                     "=?UTF-8?B?xbvDs8WCxIc=?=");
    ck_assert_str_eq(cd_mime_text(pool, "=?UTF-8?Q?x?=", 9),
                     "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
}
END_TEST

/* RFC 2047, 2: no line is longer than 76, no character is cut. */
START_TEST(long_texts_are_folded_between_characters)
{
    const char *text = "", *line, *folded;
    int i;

    for (i = 0; i < 60; i++) {
        text = apr_pstrcat(pool, text, i % 2 ? "\xf0\x9f\x98\x80" : "ż", NULL);
    }
    folded = cd_mime_text(pool, text, 9);
    for (line = folded; line; line = strstr(line, "\r\n ")) {
        line += line == folded ? 0 : 3;
        ck_assert_uint_le(strcspn(line, "\r"), 75);
        ck_assert_int_eq(strncmp(line, "=?UTF-8?B?", 10), 0);
    }
    ck_assert_ptr_nonnull(strstr(folded, "\r\n "));
}
END_TEST

START_TEST(no_text_breaks_a_line)
{
    static const char *const texts[] = { "a\r\nBcc: b@c.example", "a\nb", "\r",
                                         "a\x01\x7f", "ż\r\nX: y" };
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *text = cd_mime_text(pool, texts[i], 9);
        const char *box = cd_mime_mailbox(pool, texts[i], "a@example.com", 4);

        ck_assert_ptr_null(strpbrk(text, "\r\n\x01\x7f"));
        ck_assert_ptr_null(strpbrk(box, "\r\n\x01\x7f"));
    }
}
END_TEST

START_TEST(names_are_quoted_where_they_must_be)
{
    ck_assert_str_eq(cd_mime_mailbox(pool, "Anna Lee", "a@b.example", 4),
                     "Anna Lee <a@b.example>");
    ck_assert_str_eq(cd_mime_mailbox(pool, "Lee, \"A\" \\", "a@b.example", 4),
                     "\"Lee, \\\"A\\\" \\\\\" <a@b.example>");
    ck_assert_str_eq(cd_mime_mailbox(pool, "Žižek", "a@b.example", 4),
                     "=?UTF-8?B?xb1pxb5law==?= <a@b.example>");
    ck_assert_str_eq(cd_mime_mailbox(pool, "", "a@b.example", 4),
                     "a@b.example");
    ck_assert_str_eq(cd_mime_mailbox(pool, " \t", "a@b.example", 4),
                     "a@b.example");
    ck_assert_str_eq(cd_mime_mailbox(pool, NULL, "a@b.example", 4),
                     "a@b.example");
}
END_TEST

START_TEST(an_address_is_one_or_none)
{
    static const char *const wrong[] = {
        "",        "a",       "@b.example", "a@",          "a@b@c.example",
        "a b@c.d", "a@b\r\n", "<a@b.c>",    "a@b.c,d@e.f", "-a@b.c",
        "a@-b.c",  "ż@b.c",   "a@[1.2.3.4]"
    };
    size_t i;

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        ck_assert_msg(!cd_mime_is_address(wrong[i]), "%s", wrong[i]);
        ck_assert_ptr_null(cd_mime_mailbox(pool, "A", wrong[i], 4));
    }
    ck_assert(cd_mime_is_address("anna.lee+x@example.com"));
}
END_TEST

START_TEST(a_date_is_that_of_rfc_5322)
{
    ck_assert_str_eq(
        cd_mime_date(pool, apr_time_from_sec(APR_INT64_C(1795428000))),
        "Mon, 23 Nov 2026 10:00:00 +0000");
}
END_TEST

static const char *plain(const char *body, const char **title)
{
    const char *text = NULL;
    const char *html =
        apr_pstrcat(pool,
                    "<!DOCTYPE html><html><head><meta charset=\"UTF-8\">"
                    "<title>A  title\n here</title><style>p{}</style></head>"
                    "<body>",
                    body, "</body></html>", NULL);

    ck_assert_int_eq(cd_html_plain(html, strlen(html), pool, title, &text),
                     APR_SUCCESS);
    return text;
}

START_TEST(html_becomes_lines)
{
    const char *title;

    ck_assert_str_eq(plain("<h1>Hello</h1><p>One <b>two</b>,\n three</p>"
                           "<ul><li>a</li><li>b</li></ul><div>x</div>"
                           "<div><span>When</span>: <bdi>now</bdi></div>",
                           &title),
                     "Hello\n\nOne two, three\n\n- a\n- b\n\nx\n"
                     "When: now\n");
    ck_assert_str_eq(title, "A title here");
    ck_assert_str_eq(plain("", &title), "\n");
}
END_TEST

START_TEST(links_stay_whole_on_a_line_of_their_own)
{
    const char *title, *address = "https://example.com/";
    const char *html;
    int i;

    for (i = 0; i < 20; i++) {
        address = apr_pstrcat(pool, address, "0123456789", NULL);
    }
    html = apr_pstrcat(pool, "<p>Please <a href=\"", address,
                       "\">confirm</a> it.</p><p><a href=\"mailto:a@b.c\">"
                       "a@b.c</a></p>",
                       NULL);
    ck_assert_str_eq(plain(html, &title),
                     apr_pstrcat(pool, "Please confirm\n", address,
                                 "\nit.\n\na@b.c\n", NULL));
}
END_TEST

START_TEST(lines_are_of_72_columns)
{
    const char *title, *html = "<p>", *line;
    int i;

    for (i = 0; i < 60; i++) {
        html = apr_pstrcat(pool, html, "żółw ", NULL);
    }
    for (line = plain(html, &title); *line; line += strcspn(line, "\n") + 1) {
        ck_assert_uint_le(strcspn(line, "\n"), 72 * 2);
    }
}
END_TEST

START_TEST(fields_are_what_was_put_there)
{
    static const char *const pairs[] = { "path",  "/verify?a=1&b=\"2\"",
                                         "name",  "<Ann> & Łukasz's\n\x01",
                                         "empty", "",
                                         "none",  NULL,
                                         NULL };
    const char *text = cd_mail_fields(pool, pairs), *error;
    cd_bytes_t bytes = { text, strlen(text), 0 };
    xmlDocPtr doc = cd_xml_parse(&bytes, "x", "x", NULL, pool, &error);
    xmlNodePtr node = xmlDocGetRootElement(doc);

    ck_assert_str_eq(cd_xml_attribute(node, "path", pool), pairs[1]);
    ck_assert_str_eq(cd_xml_attribute(node, "name", pool),
                     "<Ann> & Łukasz's\n\xEF\xBF\xBD");
    ck_assert_str_eq(cd_xml_attribute(node, "empty", pool), "");
    ck_assert_ptr_null(cd_xml_attribute(node, "none", pool));
    xmlFreeDoc(doc);
    ck_assert_str_eq(cd_mail_fields(pool, NULL), "<fields/>");
}
END_TEST

int main(void)
{
    const TTest *tests[] = { short_ascii_stays_as_it_is,
                             other_texts_become_encoded_words,
                             long_texts_are_folded_between_characters,
                             no_text_breaks_a_line,
                             names_are_quoted_where_they_must_be,
                             an_address_is_one_or_none,
                             a_date_is_that_of_rfc_5322,
                             html_becomes_lines,
                             links_stay_whole_on_a_line_of_their_own,
                             lines_are_of_72_columns,
                             fields_are_what_was_put_there,
                             NULL };

    return run_tests("mail", tests);
}
