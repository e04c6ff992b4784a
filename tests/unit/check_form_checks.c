/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of the checks that tables of fields name. */
#include "core/form.h"
#include "unit.h"

typedef struct {
    const char *typed;
    const char *canonical; /* NULL: refused */
} cd_example_t;

static void try_check(cd_check_fn *check, const char *code,
                      const cd_example_t *e)
{
    for (; e->typed != NULL; e++) {
        const char *value = e->typed;
        const char *result = check(pool, &value);

        if (e->canonical != NULL) {
            ck_assert_msg(result == NULL, "refused: %s", e->typed);
            ck_assert_str_eq(value, e->canonical);
        }
        else {
            ck_assert_msg(result != NULL, "accepted: %s", e->typed);
            ck_assert_str_eq(result, code);
            ck_assert_ptr_eq(value, e->typed);
        }
    }
}

#define LABEL63 \
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"
#define LOCAL64 LABEL63 "l"

START_TEST(an_email_address_follows_html_and_rfc_5321)
{
    static const cd_example_t examples[] = {
        { "anna@example.com", "anna@example.com" },
        { "Anna.B+x@EXAMPLE.Com", "Anna.B+x@example.com" },
        { "a!#$%&'*+/=?^_`{|}~-@a-b.c", "a!#$%&'*+/=?^_`{|}~-@a-b.c" },
        { "root@localhost", "root@localhost" },
        { LOCAL64 "@a.b", LOCAL64 "@a.b" },
        { "a@" LABEL63 ".b", "a@" LABEL63 ".b" },
        { "a@" LABEL63 "." LABEL63 "." LABEL63 ".abcdefghijklmnopqrstuvwxyz"
          "abcdefghijklmnopqrstuvwxyzabcdefgh",
          "a@" LABEL63 "." LABEL63 "." LABEL63
          ".abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
          "abcdefgh" },
        { "a@" LABEL63 "." LABEL63 "." LABEL63 ".abcdefghijklmnopqrstuvwxyz"
          "abcdefghijklmnopqrstuvwxyzabcdefghi",
          NULL },
        { LOCAL64 "m@a.b", NULL },
        { "a@" LABEL63 "l.b", NULL },
        { "anna", NULL },
        { "@a.b", NULL },
        { "a@", NULL },
        { "a@b@c", NULL },
        { "a b@c.d", NULL },
        { "a@b c.d", NULL },
        { "a@b..c", NULL },
        { "a@.b", NULL },
        { "a@b.", NULL },
        { "a@-b.c", NULL },
        { "a@b-.c", NULL },
        { "a@b_c.d", NULL },
        { "żółw@example.com", NULL },
        { "\"a b\"@c.d", NULL },
        { "<a@b.c>", NULL },
        { "a@b.c,d@e.f", NULL },
        { "a@b.c\nBcc: d@e.f", NULL },
        { NULL, NULL }
    };

    try_check(cd_check_email, "email", examples);
}
END_TEST

START_TEST(a_phone_number_becomes_e164)
{
    static const cd_example_t examples[] = {
        { "+48123456789", "+48123456789" },
        { "+48 123 456 789", "+48123456789" },
        { "+48 (12) 345-67-89", "+48123456789" },
        { "0048 12/345.67.89", "+48123456789" },
        { "+48\xC2\xA0"
          "123\xE2\x80\x93"
          "456789",
          "+48123456789" },
        { "+٤٨١٢٣٤٥٦٧٨٩", "+48123456789" },
        { "+123456789012345", "+123456789012345" },
        { "+1234567", "+1234567" },
        { "+1234567890123456", NULL },
        { "+123456", NULL },
        { "+0123456789", NULL },
        { "123456789", NULL },
        { "0123456789", NULL },
        { "1023456789", NULL },
        { "+44 (0)20 7946 0958", NULL },
        { "+48 123 abc 789", NULL },
        { "+48123456789;ext=5", NULL },
        { "++48123456789", NULL },
        { "+", NULL },
        { "+ - ( )", NULL },
        { NULL, NULL }
    };

    try_check(cd_check_phone, "phone", examples);
}
END_TEST

START_TEST(a_country_is_one_that_icu_knows)
{
    static const cd_example_t examples[] = {
        { "PL", "PL" }, { "pl", "PL" }, { "De", "DE" },  { "GB", "GB" },
        { "XX", NULL }, { "P", NULL },  { "POL", NULL }, { "UK", NULL },
        { "ZZ", NULL }, { "", NULL },   { "łł", NULL },  { NULL, NULL }
    };

    try_check(cd_check_country, "country", examples);
}
END_TEST

START_TEST(a_language_is_one_that_icu_knows)
{
    static const cd_example_t examples[] = {
        { "en", "en" },          { "PL", "pl" },
        { "pt-br", "pt-BR" },    { "zh-hant-tw", "zh-Hant-TW" },
        { "szl", "szl" },        { "sr-latn", "sr-Latn" },
        { "zxq", NULL },         { "qq", NULL },
        { "en-XX", NULL },       { "en-Abcd", NULL },
        { "en-x-a", NULL },      { "en-u-co-phonebk", NULL },
        { "de-1996", NULL },     { "en-", NULL },
        { "pl_PL", NULL },       { "../../etc", NULL },
        { "und", NULL },         { "C", NULL },
        { "en-US-en-US", NULL }, { NULL, NULL }
    };

    try_check(cd_check_language, "language", examples);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        an_email_address_follows_html_and_rfc_5321,
        a_phone_number_becomes_e164,
        a_country_is_one_that_icu_knows,
        a_language_is_one_that_icu_knows,
        NULL,
    };

    return run_tests("form_checks", tests);
}
