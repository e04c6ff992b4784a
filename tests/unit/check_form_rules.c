/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of rules on a form's fields, of dates, and of what somebody else
 * has saved. */
#include "core/form.h"
#include "unit.h"

static const cd_field_t fields[] = {
    { "name", "text", CD_FIELD_REQUIRED, 0, 10, NULL, NULL, NULL },
    { "town", "text", 0, 0, 10, NULL, NULL, NULL },
    { "extra", "text", CD_FIELD_EXTRA, 0, 10, NULL, NULL, NULL },
    { "until", "date", 0, 0, 10, cd_check_date, NULL, NULL },
    { NULL, NULL, 0, 0, 0, NULL, NULL, NULL }
};

static int fill(cd_form_t *form, const char *body)
{
    const char *error;

    return cd_form_fill(form,
                        cd_form_decode(pool, body, strlen(body), &error));
}

static xmlNodePtr shown(const cd_form_t *form)
{
    cd_doc_t *doc = cd_doc_create(pool, "try");

    cd_form_show(form, doc, "/try");
    return cd_doc_page(doc)->children;
}

static const char *attribute(xmlNodePtr form, const char *field,
                             const char *name)
{
    xmlNodePtr node;

    for (node = form->children; node; node = node->next) {
        if (!strcmp((char *) xmlGetProp(node, BAD_CAST "name"), field)) {
            return (const char *) xmlGetProp(node, BAD_CAST name);
        }
    }
    return "no such field";
}

START_TEST(what_is_locked_or_hidden_is_not_taken)
{
    cd_rule_t rules[] = { CD_RULE_LOCKED, CD_RULE_HIDDEN };
    int i;

    for (i = 0; i < 2; i++) {
        cd_form_t *form = cd_form_create(pool, "try", fields);

        cd_form_set(form, "name", "Anna");
        cd_form_rule(form, "name", rules[i]);
        ck_assert(!cd_form_may_change(form, "name"));
        ck_assert_int_eq(fill(form, "name=Eve&name=Eva&town=x"), 0);
        ck_assert_str_eq(cd_form_get(form, "name"), "Anna");
        ck_assert_str_eq(cd_form_get(form, "town"), "x");
        if (rules[i] == CD_RULE_LOCKED) {
            ck_assert_str_eq(attribute(shown(form), "name", "locked"), "1");
            ck_assert_str_eq(attribute(shown(form), "name", "value"), "Anna");
        }
        else {
            ck_assert_str_eq(attribute(shown(form), "name", "value"),
                             "no such field");
        }
    }
}
END_TEST

START_TEST(a_rule_says_what_is_required)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);

    cd_form_rule(form, "name", CD_RULE_OPTIONAL);
    cd_form_rule(form, "town", CD_RULE_REQUIRED);
    cd_form_rule(form, "nowhere", CD_RULE_REQUIRED);
    ck_assert_int_eq(fill(form, "name=&town="), 1);
    ck_assert_ptr_null(attribute(shown(form), "name", "required"));
    ck_assert_str_eq(attribute(shown(form), "town", "required"), "1");
    ck_assert_str_eq(attribute(shown(form), "town", "error"), "required");
    cd_form_rule(form, "name", CD_RULE_NONE);
    cd_form_rule(form, "town", CD_RULE_NONE);
    ck_assert_int_eq(fill(form, "name=&town="), 1);
    ck_assert_str_eq(attribute(shown(form), "name", "error"), "required");
}
END_TEST

START_TEST(an_extra_field_is_there_when_it_is_required)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);

    ck_assert(!cd_form_may_change(form, "extra"));
    cd_form_rule(form, "extra", CD_RULE_OPTIONAL);
    ck_assert(!cd_form_may_change(form, "extra"));
    ck_assert_int_eq(fill(form, "name=a&extra=x"), 0);
    ck_assert_str_eq(cd_form_get(form, "extra"), "");
    cd_form_rule(form, "extra", CD_RULE_REQUIRED);
    ck_assert_int_eq(fill(form, "name=a"), 1);
    ck_assert_int_eq(fill(form, "name=a&extra=x"), 0);
    ck_assert_str_eq(cd_form_get(form, "extra"), "x");
}
END_TEST

START_TEST(what_somebody_else_has_saved_is_shown_until_the_next_try)
{
    cd_form_t *form = cd_form_create(pool, "try", fields);

    ck_assert(!cd_form_is_filled(form));
    fill(form, "name=a");
    ck_assert(cd_form_is_filled(form));
    cd_form_theirs(form, "name", "");
    ck_assert_str_eq(attribute(shown(form), "name", "theirs"), "");
    ck_assert_ptr_null(attribute(shown(form), "town", "theirs"));
    fill(form, "name=a");
    ck_assert_ptr_null(attribute(shown(form), "name", "theirs"));
}
END_TEST

START_TEST(a_date_is_a_day_that_there_is)
{
    static const char *good[] = { "2026-11-23", "2024-02-29", "2000-02-29",
                                  "9999-12-31" };
    static const char *bad[] = { "2026-11-31", "2023-02-29",  "1900-02-29",
                                 "2026-13-01", "2026-00-10",  "2026-01-00",
                                 "26-01-01",   "2026-1-1",    "2026/01/01",
                                 "0999-01-01", "2026-01-01x", "x" };
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
        const char *value = good[i];

        ck_assert_ptr_null(cd_check_date(pool, &value));
    }
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        const char *value = bad[i];

        ck_assert_str_eq(cd_check_date(pool, &value), "date");
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        what_is_locked_or_hidden_is_not_taken,
        a_rule_says_what_is_required,
        an_extra_field_is_there_when_it_is_required,
        what_somebody_else_has_saved_is_shown_until_the_next_try,
        a_date_is_a_day_that_there_is,
        NULL
    };

    return run_tests("form_rules", tests);
}
