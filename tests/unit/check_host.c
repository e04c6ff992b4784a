/* SPDX-License-Identifier: Apache-2.0 */
/* Names of hosts as people type them, and texts that are sealed. */

#include <string.h>

#include <apr_strings.h>

#include "core/host.h"
#include "core/seal.h"
#include "unit.h"

START_TEST(names_are_read_in_both_forms)
{
    static const struct {
        const char *typed, *ascii, *shown;
    } rows[] = {
        { "example.com", "example.com", "example.com" },
        { "EXAMPLE.Com", "example.com", "example.com" },
        { "a", "a", "a" },
        { "1and1", "1and1", "1and1" },
        { "bücher.example", "xn--bcher-kva.example", "bücher.example" },
        { "Bu\xcc\x88"
          "cher.EXAMPLE",
          "xn--bcher-kva.example", "bücher.example" },
        { "xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example" },
        { "żółć.pl", "xn--kda4b0koi.pl", "żółć.pl" },
        { "straße.de", "xn--strae-oqa.de", "straße.de" },
        { "例え。jp", "xn--r8jz45g.jp", "例え.jp" },
        { "ｅｘａｍｐｌｅ.com", "example.com", "example.com" },
    };
    apr_size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cd_host_t host;

        ck_assert_ptr_null(cd_host_read(pool, rows[i].typed, &host));
        ck_assert_str_eq(host.ascii, rows[i].ascii);
        ck_assert_str_eq(host.shown, rows[i].shown);
    }
}
END_TEST

static const char *repeat(char c, int n, const char *end)
{
    char *text = apr_palloc(pool, (apr_size_t) n + 1);

    memset(text, c, (apr_size_t) n);
    text[n] = '\0';
    return apr_pstrcat(pool, text, end, NULL);
}

START_TEST(what_is_no_name_is_explained)
{
    const struct {
        const char *typed, *error;
    } rows[] = {
        { "", "domain-length" },
        { ".", "domain-length" },
        { "a..b", "domain-length" },
        { ".com", "domain-length" },
        { "example.", "domain-length" },
        { "-a.com", "domain-hyphen" },
        { "a-.com", "domain-hyphen" },
        { "ab--c.com", "domain-hyphen" },
        { "a_b.com", "domain-characters" },
        { "a b.com", "domain-characters" },
        { "a%b", "domain-characters" },
        { "xn--a", "domain-characters" },
        { "\xe2\x80\x8b"
          "a\xf0\x9f\x92\xa9.com",
          "domain-characters" },
        { "a\xff", "domain-characters" },
        { repeat('a', 64, ""), "domain-length" },
        { repeat('a', 64, ".com"), "domain-length" },
        { repeat('a', 5000, ""), "domain-length" },
    };
    cd_host_t host;
    apr_size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *error = cd_host_read(pool, rows[i].typed, &host);

        ck_assert_msg(error && !strcmp(error, rows[i].error), "%s: %s",
                      rows[i].typed, error ? error : "taken");
    }
    ck_assert_ptr_null(cd_host_read(pool, repeat('a', 63, ".com"), &host));
}
END_TEST

START_TEST(whatever_is_typed_nothing_breaks)
{
    unsigned int state = 7;
    int round, i;

    for (round = 0; round < 20000; round++) {
        char text[80];
        cd_host_t host;
        int n = (int) (next_random(&state) % sizeof(text));

        for (i = 0; i < n; i++) {
            unsigned int r = next_random(&state);

            text[i] =
                r % 4 ? "abz09-.xn"[r / 4 % 9] : (char) (r / 4 % 255 + 1);
        }
        text[n ? n - 1 : 0] = '\0';
        if (!cd_host_read(pool, text, &host)) {
            cd_host_t again;

            ck_assert_uint_le(strlen(host.ascii), 253);
            ck_assert_ptr_null(cd_host_read(pool, host.ascii, &again));
            ck_assert_str_eq(again.ascii, host.ascii);
        }
        apr_pool_clear(pool);
    }
}
END_TEST

START_TEST(a_sealed_text_opens_with_its_key_and_name_alone)
{
    unsigned char key[CD_SEAL_KEY_BYTES] = { 1 };
    unsigned char other[CD_SEAL_KEY_BYTES] = { 2 };
    const char *sealed = cd_seal_text(pool, "K7!x", "example.com", key);
    char *changed = apr_pstrdup(pool, sealed);

    ck_assert_str_eq(cd_unseal_text(pool, sealed, "example.com", key), "K7!x");
    ck_assert_ptr_null(strstr(sealed, "K7!x"));
    ck_assert_str_ne(cd_seal_text(pool, "K7!x", "example.com", key), sealed);
    ck_assert_ptr_null(cd_unseal_text(pool, sealed, "example.org", key));
    ck_assert_ptr_null(cd_unseal_text(pool, sealed, "example.com", other));
    changed[20] = changed[20] == 'A' ? 'B' : 'A';
    ck_assert_ptr_null(cd_unseal_text(pool, changed, "example.com", key));
    ck_assert_ptr_null(cd_unseal_text(pool, "", "example.com", key));
    ck_assert_ptr_null(cd_unseal_text(pool, "*", "example.com", key));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        names_are_read_in_both_forms,
        what_is_no_name_is_explained,
        whatever_is_typed_nothing_breaks,
        a_sealed_text_opens_with_its_key_and_name_alone,
        NULL,
    };

    return run_tests("host", tests);
}
