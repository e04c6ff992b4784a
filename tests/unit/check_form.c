/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the form engine: filling, checking, showing. */
#include <string.h>

#include <apr_strings.h>

#include "core/form.h"
#include "unit.h"

static apr_table_t *decode(const char *body)
{
    const char *error;

    return cd_form_decode(pool, body, strlen(body), &error);
}

static const cd_option_t sizes[] = { { "s", "Small" },
                                     { "l", NULL },
                                     { NULL, NULL } };

static const cd_field_t fields[] = {
    { "name", "text", CD_FIELD_REQUIRED, 2, 5, NULL, NULL, "given-name" },
    { "email", "email", 0, 0, 0, cd_check_email, NULL, "email" },
    { "password", "password", CD_FIELD_SECRET, 8, 128, NULL, NULL, NULL },
    { "size", "select", 0, 0, 0, NULL, sizes, NULL },
    { "terms", "checkbox", CD_FIELD_REQUIRED, 0, 0, NULL, NULL, NULL },
    { "note", "textarea", CD_FIELD_LINES, 0, 1000, NULL, NULL, NULL },
    { "language", "select", 0, 0, 0, NULL, NULL, NULL },
    { "from", "hidden", 0, 0, 0, NULL, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static cd_form_t *filled(const char *body)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);
    apr_table_t *params = decode(body);

    ck_assert_msg(params != NULL, "refused: %s", body);
    cd_form_fill(form, params);
    return form;
}

static xmlNodePtr shown(const cd_form_t *form)
{
    cd_doc_t *doc = cd_doc_create(pool, "try");

    cd_form_show(form, doc, "/dashboard/try");
    return cd_doc_page(doc)->children;
}

/* The `<field>` of that name in a shown form. */
static xmlNodePtr field_of(const cd_form_t *form, const char *name)
{
    xmlNodePtr node = shown(form)->children;

    while (node != NULL) {
        xmlChar *is = xmlGetProp(node, BAD_CAST "name");
        int found = xmlStrEqual(is, BAD_CAST name);

        xmlFree(is);
        if (found) {
            return node;
        }
        node = node->next;
    }
    ck_abort_msg("no field %s", name);
    return NULL;
}

/* An attribute, copied; NULL when there is none. */
static const char *attribute(xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetProp(node, BAD_CAST name);
    const char *copy = apr_pstrdup(pool, (const char *) value);

    xmlFree(value);
    return copy;
}

static const char *error_of(const char *body, const char *field)
{
    return attribute(field_of(filled(body), field), "error");
}

#define GOOD "name=Anna&terms=on"

START_TEST(a_good_form_has_no_errors)
{
    cd_form_t *form = filled(GOOD "&email=a@B.Example&size=s&note=hi"
                                  "&password=+secret+123+");

    ck_assert_int_eq(cd_form_errors(form), 0);
    ck_assert_str_eq(cd_form_get(form, "name"), "Anna");
    ck_assert_str_eq(cd_form_get(form, "email"), "a@b.example");
    ck_assert_str_eq(cd_form_get(form, "size"), "s");
    ck_assert_str_eq(cd_form_get(form, "terms"), "1");
}
END_TEST

START_TEST(an_empty_field_is_empty_text_and_null_for_the_database)
{
    cd_form_t *form = filled(GOOD);

    ck_assert_str_eq(cd_form_get(form, "email"), "");
    ck_assert_ptr_null(cd_form_get_null(form, "email"));
    ck_assert_str_eq(cd_form_get_null(form, "name"), "Anna");
}
END_TEST

START_TEST(unknown_fields_of_a_request_are_passed_over)
{
    cd_form_t *form = filled(GOOD "&role=owner&Name=Eve&EMAIL=x");

    ck_assert_int_eq(cd_form_errors(form), 0);
    ck_assert_ptr_null(cd_form_get(form, "role"));
    ck_assert_ptr_null(cd_form_get_null(form, "role"));
    ck_assert_str_eq(cd_form_get(form, "name"), "Anna");
    ck_assert_str_eq(cd_form_get(form, "email"), "");
}
END_TEST

START_TEST(a_repeated_field_is_refused_and_its_value_forgotten)
{
    const char *body = "name=Anna&terms=1&name=Anna";

    ck_assert_str_eq(error_of(body, "name"), "repeated");
    ck_assert_str_eq(cd_form_get(filled(body), "name"), "");
    ck_assert_str_eq(error_of("name=Anna&terms=1&terms=1", "terms"),
                     "repeated");
}
END_TEST

START_TEST(a_required_field_must_not_be_blank)
{
    ck_assert_str_eq(error_of("terms=1", "name"), "required");
    ck_assert_str_eq(error_of("terms=1&name=", "name"), "required");
    ck_assert_str_eq(error_of("terms=1&name=+++", "name"), "required");
    ck_assert_str_eq(error_of("terms=1&name=%C2%A0%E2%80%83", "name"),
                     "required");
    ck_assert_str_eq(error_of("name=Anna", "terms"), "required");
}
END_TEST

START_TEST(lengths_are_counted_in_characters_not_bytes)
{
    ck_assert_str_eq(error_of("name=A&terms=1", "name"), "too-short");
    ck_assert_ptr_null(error_of("name=中中&terms=1", "name"));
    ck_assert_ptr_null(error_of("name=😀😀😀😀😀&terms=1", "name"));
    ck_assert_str_eq(error_of("name=abcdef&terms=1", "name"), "too-long");
}
END_TEST

START_TEST(a_field_without_a_maximum_takes_254_characters)
{
    char *body = apr_psprintf(pool, "name=%0255d", 0);
    static const cd_field_t one[] = {
        { "name", "text", 0, 0, 0, NULL, NULL, NULL },
        { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
    };
    cd_form_t *form = cd_form_create(pool, "one", one);

    ck_assert_int_eq(cd_form_fill(form, decode(body)), 1);
    body[strlen(body) - 1] = '\0';
    ck_assert_int_eq(cd_form_fill(form, decode(body)), 0);
}
END_TEST

START_TEST(values_are_trimmed_of_unicode_white_space)
{
    cd_form_t *form = filled("terms=1&name=%C2%A0+%E3%80%80Ja+n%E2%80%89+");

    ck_assert_str_eq(cd_form_get(form, "name"), "Ja n");
}
END_TEST

START_TEST(values_are_composed)
{
    /* o and U+0301, then the Angstrom sign U+212B */
    cd_form_t *form = filled("terms=1&name=o%CC%81%E2%84%AB");

    ck_assert_str_eq(cd_form_get(form, "name"),
                     "ó"
                     "Å");
}
END_TEST

START_TEST(a_secret_is_composed_but_never_trimmed)
{
    cd_form_t *form = filled(GOOD "&password=++o%CC%81123456++");

    ck_assert_int_eq(cd_form_errors(form), 0);
    ck_assert_str_eq(cd_form_get(form, "password"), "  ó123456  ");
}
END_TEST

START_TEST(only_fields_of_lines_take_tabs_and_line_breaks)
{
    ck_assert_str_eq(error_of("terms=1&name=a%0Ab", "name"), "control");
    ck_assert_str_eq(error_of("terms=1&name=a%09b", "name"), "control");
    ck_assert_str_eq(error_of("terms=1&name=ab%0D%0A", "name"), "control");
    ck_assert_str_eq(error_of(GOOD "&password=12345678%0A", "password"),
                     "control");
    ck_assert_ptr_null(error_of(GOOD "&note=a%09%0Ab", "note"));
}
END_TEST

START_TEST(line_breaks_become_line_feeds)
{
    cd_form_t *form = filled(GOOD "&note=a%0D%0Ab%0Dc%0Ad%0D%0D%0Ae%0D%0A");

    ck_assert_str_eq(cd_form_get(form, "note"), "a\nb\nc\nd\n\ne");
}
END_TEST

START_TEST(a_value_that_never_saw_the_decoder_is_checked_all_the_same)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);
    apr_table_t *params = decode(GOOD);

    apr_table_setn(params, "name", "\xC0\xAF");
    apr_table_setn(params, "note", "a\x01z");
    ck_assert_int_eq(cd_form_fill(form, params), 2);
    ck_assert_str_eq(attribute(field_of(form, "name"), "error"), "utf8");
    ck_assert_str_eq(cd_form_get(form, "name"), "");
    ck_assert_str_eq(attribute(field_of(form, "note"), "error"), "control");
    ck_assert_str_eq(cd_form_get(form, "note"), "a\xEF\xBF\xBDz");
}
END_TEST

START_TEST(a_select_takes_only_what_it_offers)
{
    ck_assert_ptr_null(error_of(GOOD "&size=l", "size"));
    ck_assert_ptr_null(error_of(GOOD "&size=", "size"));
    ck_assert_str_eq(error_of(GOOD "&size=xl", "size"), "choice");
    ck_assert_str_eq(error_of(GOOD "&size=S", "size"), "choice");
    ck_assert_str_eq(error_of(GOOD "&language=en", "language"), "choice");
}
END_TEST

START_TEST(a_check_of_the_table_has_the_last_word)
{
    ck_assert_str_eq(error_of(GOOD "&email=nobody", "email"), "email");
    ck_assert_ptr_null(error_of(GOOD "&email=a@b.example", "email"));
    ck_assert_ptr_null(error_of(GOOD "&email=", "email"));
}
END_TEST

START_TEST(options_may_be_set_at_run_time)
{
    static const cd_option_t languages[] = { { "en", "English" },
                                             { NULL, NULL } };
    cd_form_t *form = cd_form_create(pool, "try", fields);

    cd_form_options(form, "language", languages);
    cd_form_options(form, "nothing", languages);
    ck_assert_int_eq(cd_form_fill(form, decode(GOOD "&language=en")), 0);
    ck_assert_int_eq(cd_form_fill(form, decode(GOOD "&language=pl")), 1);
}
END_TEST

START_TEST(errors_can_be_added_and_filling_again_forgets_the_fields)
{
    cd_form_t *form = filled(GOOD);

    cd_form_error(form, "email", "taken");
    cd_form_error(form, "terms", "old");
    ck_assert_int_eq(cd_form_errors(form), 2);
    ck_assert_int_eq(cd_form_fill(form, decode(GOOD)), 0);
    cd_form_error(form, NULL, "busy");
    ck_assert_int_eq(cd_form_errors(form), 1);
    ck_assert_str_eq(attribute(shown(form), "error"), "busy");
    cd_form_error(form, NULL, NULL);
    cd_form_error(form, "no-such-field", "lost");
    ck_assert_str_eq(attribute(shown(form), "error"), "lost");
}
END_TEST

START_TEST(values_can_be_set)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);
    char value[] = "Jan";

    cd_form_set(form, "name", value);
    value[0] = 'X';
    ck_assert_str_eq(cd_form_get(form, "name"), "Jan");
    cd_form_set(form, "name", NULL);
    ck_assert_str_eq(cd_form_get(form, "name"), "");
    cd_form_set(form, "role", "owner");
    ck_assert_ptr_null(cd_form_get(form, "role"));
}
END_TEST

START_TEST(a_form_shows_its_fields_in_order)
{
    xmlNodePtr node = shown(cd_form_create(pool, "try", fields));
    xmlNodePtr child = node->children;
    const cd_field_t *field;

    ck_assert_str_eq((const char *) node->name, "form");
    ck_assert_str_eq(attribute(node, "name"), "try");
    ck_assert_str_eq(attribute(node, "action"), "/dashboard/try");
    ck_assert_ptr_null(attribute(node, "error"));
    for (field = fields; field->name != NULL; field++) {
        ck_assert_str_eq((const char *) child->name, "field");
        ck_assert_str_eq(attribute(child, "name"), field->name);
        ck_assert_str_eq(attribute(child, "type"), field->type);
        child = child->next;
    }
    ck_assert_ptr_null(child);
}
END_TEST

START_TEST(a_shown_field_says_what_a_browser_needs)
{
    cd_form_t *form = filled("name=Joan+of+Arc");
    xmlNodePtr name = field_of(form, "name");

    ck_assert_str_eq(attribute(name, "value"), "Joan of Arc");
    ck_assert_str_eq(attribute(name, "error"), "too-long");
    ck_assert_str_eq(attribute(name, "required"), "1");
    ck_assert_str_eq(attribute(name, "max"), "5");
    ck_assert_str_eq(attribute(name, "autocomplete"), "given-name");
    ck_assert_str_eq(attribute(field_of(form, "email"), "max"), "254");
    ck_assert_ptr_null(attribute(field_of(form, "email"), "required"));
    ck_assert_ptr_null(attribute(field_of(form, "email"), "value"));
    ck_assert_ptr_null(attribute(field_of(form, "note"), "autocomplete"));
}
END_TEST

START_TEST(only_what_is_typed_has_a_length)
{
    cd_form_t *form = filled(GOOD);

    ck_assert_str_eq(attribute(field_of(form, "note"), "max"), "1000");
    ck_assert_str_eq(attribute(field_of(form, "password"), "max"), "128");
    ck_assert_ptr_null(attribute(field_of(form, "size"), "max"));
    ck_assert_ptr_null(attribute(field_of(form, "terms"), "max"));
    ck_assert_ptr_null(attribute(field_of(form, "from"), "max"));
}
END_TEST

START_TEST(a_secret_is_never_shown)
{
    cd_form_t *form = filled("password=hunter2hunter2");

    ck_assert_str_eq(cd_form_get(form, "password"), "hunter2hunter2");
    ck_assert_ptr_null(attribute(field_of(form, "password"), "value"));
}
END_TEST

START_TEST(a_ticked_box_is_shown_checked)
{
    ck_assert_str_eq(
        attribute(field_of(filled("terms=anything"), "terms"), "checked"),
        "1");
    ck_assert_str_eq(attribute(field_of(filled("terms="), "terms"), "checked"),
                     "1");
    ck_assert_ptr_null(
        attribute(field_of(filled("name=Anna"), "terms"), "checked"));
}
END_TEST

START_TEST(a_select_shows_its_options_and_the_chosen_one)
{
    xmlNodePtr option = field_of(filled(GOOD "&size=l"), "size")->children;

    ck_assert_str_eq((const char *) option->name, "option");
    ck_assert_str_eq(attribute(option, "value"), "s");
    ck_assert_str_eq(attribute(option, "label"), "Small");
    ck_assert_ptr_null(attribute(option, "selected"));
    option = option->next;
    ck_assert_str_eq(attribute(option, "value"), "l");
    ck_assert_ptr_null(attribute(option, "label"));
    ck_assert_str_eq(attribute(option, "selected"), "1");
    ck_assert_ptr_null(option->next);
}
END_TEST

START_TEST(what_was_typed_stays_text)
{
    cd_form_t *form = filled(GOOD "&note=%3Cb+a%3D%22%26amp%3B%22%3E");

    ck_assert_str_eq(attribute(field_of(form, "note"), "value"),
                     "<b a=\"&amp;\">");
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_good_form_has_no_errors,
        an_empty_field_is_empty_text_and_null_for_the_database,
        unknown_fields_of_a_request_are_passed_over,
        a_repeated_field_is_refused_and_its_value_forgotten,
        a_required_field_must_not_be_blank,
        lengths_are_counted_in_characters_not_bytes,
        a_field_without_a_maximum_takes_254_characters,
        values_are_trimmed_of_unicode_white_space,
        values_are_composed,
        a_secret_is_composed_but_never_trimmed,
        only_fields_of_lines_take_tabs_and_line_breaks,
        line_breaks_become_line_feeds,
        a_value_that_never_saw_the_decoder_is_checked_all_the_same,
        a_select_takes_only_what_it_offers,
        a_check_of_the_table_has_the_last_word,
        options_may_be_set_at_run_time,
        errors_can_be_added_and_filling_again_forgets_the_fields,
        values_can_be_set,
        a_form_shows_its_fields_in_order,
        a_shown_field_says_what_a_browser_needs,
        only_what_is_typed_has_a_length,
        a_secret_is_never_shown,
        a_ticked_box_is_shown_checked,
        a_select_shows_its_options_and_the_chosen_one,
        what_was_typed_stays_text,
        NULL,
    };

    return run_tests("form", tests);
}
