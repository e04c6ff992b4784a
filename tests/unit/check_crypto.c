/* SPDX-License-Identifier: Apache-2.0 */
/* Promises of tokens and passwords. */
#include <limits.h>
#include <string.h>
#include <time.h>

#include <apr_strings.h>

#include "core/crypto.h"
#include "unit.h"

#define WORDS "correct horse battery staple"

/* Bytes 0 to 31. */
#define TOKEN "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

/* WORDS, by libsodium: as ours, less time, less memory, more of both, and
 * Argon2i. */
#define OURS                                                 \
    "$argon2id$v=19$m=19456,t=2,p=1$06E6t8P6r0jhi2RhTTYu6Q$" \
    "rtqO28rSxY5lgqCEvtFoImBTAz5IyjGtS4yKFS9wdgA"
#define LESS_TIME                                            \
    "$argon2id$v=19$m=19456,t=1,p=1$W6p1fcl/BvwQM/n4YdWEHw$" \
    "qU0KMmJ+yhVvAycwsaSrPqN6qsr4ymoCXZJeOL7xUOM"
#define LESS_MEMORY                                         \
    "$argon2id$v=19$m=8192,t=2,p=1$9J15wZXndir425Zg54IVBw$" \
    "ou4DrGPPAN4v5TudgyuJ8QePgH23FaJXAYFzgWo/Frs"
#define STRONGER                                             \
    "$argon2id$v=19$m=65536,t=3,p=1$KvIzM+fOtkz7GzlEP1JoOA$" \
    "N10/VqexM9n+GvQSgA/VVxAlmAmUKRQaD+lzGjepCA4"
#define ARGON2I                                             \
    "$argon2i$v=19$m=19456,t=3,p=1$k2w7ztbl1X+Vr7s8Ot/o+g$" \
    "SRkFCchpAu1JEugN1N/bHD6bAWaBaJ/iVKIRKalOMC0"

/* "abc", a published vector of bcrypt. */
#define BCRYPT_REST "$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"

static void check_hash(const char *token, const char *hex)
{
    unsigned char hash[CD_HASH_BYTES];
    char text[2 * CD_HASH_BYTES + 1];
    int i;

    ck_assert_int_eq(cd_token_hash(token, hash), APR_SUCCESS);
    for (i = 0; i < CD_HASH_BYTES; i++) {
        apr_snprintf(text + 2 * i, 3, "%02x", hash[i]);
    }
    ck_assert_str_eq(text, hex);
}

START_TEST(a_token_is_43_characters_of_base64url)
{
    const char *token = cd_token_create(pool);

    ck_assert_uint_eq(strlen(token), CD_TOKEN_CHARS);
    ck_assert_uint_eq(strspn(token,
                             "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "0123456789-_"),
                      CD_TOKEN_CHARS);
}
END_TEST

START_TEST(no_two_tokens_are_alike)
{
    const char *tokens[200];
    int i, j;

    for (i = 0; i < 200; i++) {
        tokens[i] = cd_token_create(pool);
        for (j = 0; j < i; j++) {
            ck_assert_str_ne(tokens[i], tokens[j]);
            ck_assert(!cd_token_equal(tokens[i], tokens[j]));
        }
    }
}
END_TEST

START_TEST(the_hash_of_a_token_is_the_sha256_of_its_text)
{
    check_hash(TOKEN,
               "ea866a757e4c38babfa8127cbe9a409d"
               "3e1f93a00ff1488ff735fcf917afffd0");
    check_hash("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
               "0f007385b6f9d4b7eeb2748605afe1a9"
               "84a0a3bfa3f014d09e2a784ce9e5cd1a");
}
END_TEST

START_TEST(a_fresh_token_can_be_hashed_and_derived_from)
{
    unsigned char hash[CD_HASH_BYTES];
    const char *token = cd_token_create(pool);

    ck_assert_int_eq(cd_token_hash(token, hash), APR_SUCCESS);
    ck_assert_ptr_nonnull(cd_token_derive(pool, token, "csrf"));
}
END_TEST

START_TEST(a_malformed_token_is_refused)
{
    static const char *const bad[] = {
        "",
        "A",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",
        TOKEN "A",
        TOKEN "=",
        "+AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "/AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9", /* spare bits set */
        " AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh\n"
    };
    unsigned char hash[CD_HASH_BYTES];
    size_t i;

    ck_assert_int_eq(cd_token_hash(NULL, hash), APR_EINVAL);
    ck_assert_ptr_null(cd_token_derive(pool, NULL, "csrf"));
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ck_assert_int_eq(cd_token_hash(bad[i], hash), APR_EINVAL);
        ck_assert_ptr_null(cd_token_derive(pool, bad[i], "csrf"));
    }
}
END_TEST

START_TEST(a_derived_token_is_keyed_blake2b_and_stays_the_same)
{
    ck_assert_str_eq(cd_token_derive(pool, TOKEN, "csrf"),
                     "ohA3taJp8VTExrVyWjJVwrzh3eJtwvyKE5KmyrdAGlM");
    ck_assert_str_eq(cd_token_derive(pool, TOKEN, "reset"),
                     "mubUBRusU9R0FPf65MjwsYctiRTHlxmOG4DjCfCwwsg");
    ck_assert_str_eq(cd_token_derive(pool, TOKEN, ""),
                     "TlHnqRP8gBN9pSiA_syhdb-B4RfVxoEm3Cd0AzUX6g0");
}
END_TEST

START_TEST(tokens_are_compared_whole)
{
    ck_assert(cd_token_equal(TOKEN, TOKEN));
    ck_assert(cd_token_equal("", ""));
    ck_assert(!cd_token_equal(TOKEN, TOKEN "A"));
    ck_assert(!cd_token_equal("A", "B"));
    ck_assert(!cd_token_equal("A", "a"));
    ck_assert(!cd_token_equal("A", ""));
    ck_assert(!cd_token_equal(NULL, "A"));
    ck_assert(!cd_token_equal("A", NULL));
    ck_assert(!cd_token_equal(NULL, NULL));
}
END_TEST

START_TEST(a_hashed_password_is_right_and_any_other_wrong)
{
    const char *hash = cd_password_hash(pool, WORDS);

    ck_assert_int_eq(cd_password_verify(hash, WORDS), CD_PASSWORD_RIGHT);
    ck_assert_int_eq(cd_password_verify(hash, WORDS " "), CD_PASSWORD_WRONG);
    ck_assert_int_eq(cd_password_verify(hash, ""), CD_PASSWORD_WRONG);
    ck_assert_int_eq(cd_password_verify(hash, hash), CD_PASSWORD_WRONG);
}
END_TEST

START_TEST(a_hash_is_argon2id_of_19_mebibytes_and_two_passes_with_a_salt)
{
    static const char head[] = "$argon2id$v=19$m=19456,t=2,p=1$";
    const char *one = cd_password_hash(pool, WORDS);
    const char *two = cd_password_hash(pool, WORDS);

    ck_assert_ptr_eq(strstr(one, head), one);
    ck_assert_uint_lt(strlen(one), 128);
    ck_assert_str_ne(one, two);
}
END_TEST

START_TEST(the_empty_password_and_every_byte_count)
{
    const char *hash = cd_password_hash(pool, "");

    ck_assert_int_eq(cd_password_verify(hash, ""), CD_PASSWORD_RIGHT);
    ck_assert_int_eq(cd_password_verify(hash, "x"), CD_PASSWORD_WRONG);
    hash = cd_password_hash(pool, "Zażółć \xFF\x01");
    ck_assert_int_eq(cd_password_verify(hash, "Zażółć \xFF\x01"),
                     CD_PASSWORD_RIGHT);
    ck_assert_int_eq(cd_password_verify(hash, "Zażółć \xFF\x02"),
                     CD_PASSWORD_WRONG);
}
END_TEST

START_TEST(a_long_password_is_refused_and_never_cut)
{
    char *password = apr_palloc(pool, 4098);
    const char *hash;

    memset(password, 'x', 4097);
    password[4097] = '\0';
    ck_assert_ptr_null(cd_password_hash(pool, password));
    ck_assert_int_eq(cd_password_verify(OURS, password), CD_PASSWORD_WRONG);
    password[4096] = '\0';
    hash = cd_password_hash(pool, password);
    ck_assert_int_eq(cd_password_verify(hash, password), CD_PASSWORD_RIGHT);
    password[4096] = 'x';
    ck_assert_int_eq(cd_password_verify(hash, password), CD_PASSWORD_WRONG);
    password[4095] = '\0';
    ck_assert_int_eq(cd_password_verify(hash, password), CD_PASSWORD_WRONG);
}
END_TEST

START_TEST(a_stored_argon2_hash_verifies)
{
    ck_assert_int_eq(cd_password_verify(OURS, WORDS), CD_PASSWORD_RIGHT);
    ck_assert_int_eq(cd_password_verify(OURS, "wrong"), CD_PASSWORD_WRONG);
}
END_TEST

START_TEST(a_weaker_hash_is_to_be_stored_anew_and_a_stronger_one_stays)
{
    ck_assert_int_eq(cd_password_verify(LESS_TIME, WORDS), CD_PASSWORD_REHASH);
    ck_assert_int_eq(cd_password_verify(LESS_MEMORY, WORDS),
                     CD_PASSWORD_REHASH);
    ck_assert_int_eq(cd_password_verify(ARGON2I, WORDS), CD_PASSWORD_REHASH);
    ck_assert_int_eq(cd_password_verify(STRONGER, WORDS), CD_PASSWORD_RIGHT);
    ck_assert_int_eq(cd_password_verify(LESS_TIME, "no"), CD_PASSWORD_WRONG);
}
END_TEST

START_TEST(an_imported_bcrypt_hash_verifies_and_is_to_be_replaced)
{
    static const char *const variants[] = { "$2y", "$2b", "$2a" };
    size_t i;

    for (i = 0; i < 3; i++) {
        const char *hash = apr_pstrcat(pool, variants[i], BCRYPT_REST, NULL);

        ck_assert_int_eq(cd_password_verify(hash, "abc"), CD_PASSWORD_REHASH);
        ck_assert_int_eq(cd_password_verify(hash, "abd"), CD_PASSWORD_WRONG);
        ck_assert_int_eq(cd_password_verify(hash, ""), CD_PASSWORD_WRONG);
    }
}
END_TEST

START_TEST(bcrypt_of_letters_beyond_ascii_verifies)
{
    const char *hash =
        "$2y$05$abcdefghijklmnopqrstuuuRoVhsG534Up3Te0V2zv40MHo3Gkps2";

    ck_assert_int_eq(cd_password_verify(hash, "Zażółć gęślą jaźń"),
                     CD_PASSWORD_REHASH);
}
END_TEST

START_TEST(what_is_no_known_hash_never_verifies)
{
    static const char *const bad[] = {
        "",
        "*",
        "!",
        "abc",
        "$",
        "$2y$",
        "$2y$06$",
        "$2x" BCRYPT_REST,
        "$2y$31$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2y" BCRYPT_REST "x",
        "$1$abcdefgh$irWbblnpmw.5z7wgBnprh0",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1$$",
        "$argon2d$v=19$m=19456,t=2,p=1$06E6t8P6r0jhi2RhTTYu6Q$"
        "rtqO28rSxY5lgqCEvtFoImBTAz5IyjGtS4yKFS9wdgA",
        OURS "AAAA",
        "900150983cd24fb0d6963f7d28e17f72"
    };
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ck_assert_int_eq(cd_password_verify(bad[i], "abc"), CD_PASSWORD_WRONG);
        ck_assert_int_eq(cd_password_verify(bad[i], ""), CD_PASSWORD_WRONG);
        ck_assert_int_eq(cd_password_verify(bad[i], WORDS), CD_PASSWORD_WRONG);
        ck_assert_int_eq(cd_password_verify(bad[i], bad[i]),
                         CD_PASSWORD_WRONG);
    }
}
END_TEST

/* CPU time, and the least of several: what else the machine does adds to
 * both. */
static clock_t cost_of(const char *hash)
{
    clock_t best = LONG_MAX;
    int i;

    for (i = 0; i < 7; i++) {
        clock_t start = clock(), taken;

        ck_assert_int_eq(cd_password_verify(hash, "wrong"), CD_PASSWORD_WRONG);
        taken = clock() - start;
        best = taken < best ? taken : best;
    }
    return best;
}

START_TEST(a_dummy_verification_costs_what_a_real_one_costs)
{
    clock_t real = cost_of(OURS);
    clock_t none = cost_of(NULL);
    clock_t locked = cost_of("*");

    ck_assert_int_gt(none * 2, real);
    ck_assert_int_lt(none, real * 2);
    ck_assert_int_gt(locked * 2, real);
    ck_assert_int_lt(locked, real * 2);
}
END_TEST

START_TEST(the_dummy_is_never_right)
{
    ck_assert_int_eq(cd_password_verify(NULL, ""), CD_PASSWORD_WRONG);
    ck_assert_int_eq(cd_password_verify(NULL, WORDS), CD_PASSWORD_WRONG);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        a_token_is_43_characters_of_base64url,
        no_two_tokens_are_alike,
        the_hash_of_a_token_is_the_sha256_of_its_text,
        a_fresh_token_can_be_hashed_and_derived_from,
        a_malformed_token_is_refused,
        a_derived_token_is_keyed_blake2b_and_stays_the_same,
        tokens_are_compared_whole,
        a_hashed_password_is_right_and_any_other_wrong,
        a_hash_is_argon2id_of_19_mebibytes_and_two_passes_with_a_salt,
        the_empty_password_and_every_byte_count,
        a_long_password_is_refused_and_never_cut,
        a_stored_argon2_hash_verifies,
        a_weaker_hash_is_to_be_stored_anew_and_a_stronger_one_stays,
        an_imported_bcrypt_hash_verifies_and_is_to_be_replaced,
        bcrypt_of_letters_beyond_ascii_verifies,
        what_is_no_known_hash_never_verifies,
        a_dummy_verification_costs_what_a_real_one_costs,
        the_dummy_is_never_right,
        NULL,
    };

    if (cd_crypto_init() != APR_SUCCESS) {
        return EXIT_FAILURE;
    }
    return run_tests("crypto", tests);
}
