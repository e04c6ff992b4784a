/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens and passwords: libsodium, and libcrypt for imported bcrypt. */
#include "crypto.h"

#include <crypt.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include <apr_errno.h>
#include <apr_strings.h>

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* OWASP ASVS 5.0, 6.2 and the Password Storage Cheat Sheet. */
#define ARGON2_OPS 2
#define ARGON2_KIB (19 * 1024)

#define PASSWORD_MAX 4096 /* bytes; longer is refused, never cut */

#define BCRYPT_CHARS 60
#define BCRYPT_COST_MAX 15 /* 16 takes seconds: nobody's hash */

/* Made once by cd_crypto_init, then only read. */
static char dummy_hash[crypto_pwhash_STRBYTES];

static int hash_argon2(char *to, const char *password, size_t len)
{
    return crypto_pwhash_str_alg(to, password, len, ARGON2_OPS,
                                 (size_t) ARGON2_KIB * 1024,
                                 crypto_pwhash_ALG_ARGON2ID13);
}

apr_status_t cd_crypto_init(void)
{
    unsigned char secret[CD_TOKEN_BYTES];
    int failed;

    if (sodium_init() < 0 || oath_init() != OATH_OK) {
        return APR_EGENERAL;
    }
    randombytes_buf(secret, sizeof(secret));
    failed = hash_argon2(dummy_hash, (const char *) secret, sizeof(secret));
    sodium_memzero(secret, sizeof(secret));
    return failed ? APR_ENOMEM : APR_SUCCESS;
}

static const char *base64_of(apr_pool_t *pool,
                             const unsigned char bytes[CD_TOKEN_BYTES])
{
    char *text = apr_palloc(pool, CD_TOKEN_CHARS + 1);

    return sodium_bin2base64(text, CD_TOKEN_CHARS + 1, bytes, CD_TOKEN_BYTES,
                             BASE64);
}

apr_status_t cd_token_bytes(const char *token,
                            unsigned char bytes[CD_TOKEN_BYTES])
{
    size_t len;

    return token != NULL && strlen(token) == CD_TOKEN_CHARS
            && sodium_base642bin(bytes, CD_TOKEN_BYTES, token, CD_TOKEN_CHARS,
                                 NULL, &len, NULL, BASE64)
                == 0
            && len == CD_TOKEN_BYTES
        ? APR_SUCCESS
        : APR_EINVAL;
}

const char *cd_token_create(apr_pool_t *pool)
{
    unsigned char bytes[CD_TOKEN_BYTES];
    const char *token;

    randombytes_buf(bytes, sizeof(bytes));
    token = base64_of(pool, bytes);
    sodium_memzero(bytes, sizeof(bytes));
    return token;
}

apr_status_t cd_token_hash(const char *token,
                           unsigned char hash[CD_HASH_BYTES])
{
    unsigned char bytes[CD_TOKEN_BYTES];
    apr_status_t rv = cd_token_bytes(token, bytes);

    sodium_memzero(bytes, sizeof(bytes));
    if (rv == APR_SUCCESS) {
        crypto_hash_sha256(hash, (const unsigned char *) token,
                           CD_TOKEN_CHARS);
    }
    return rv;
}

const char *cd_token_derive(apr_pool_t *pool, const char *token,
                            const char *purpose)
{
    unsigned char key[CD_TOKEN_BYTES], derived[CD_TOKEN_BYTES];
    const char *text = NULL;

    if (cd_token_bytes(token, key) == APR_SUCCESS) {
        crypto_generichash(derived, sizeof(derived),
                           (const unsigned char *) purpose, strlen(purpose),
                           key, sizeof(key));
        text = base64_of(pool, derived);
        sodium_memzero(derived, sizeof(derived));
    }
    sodium_memzero(key, sizeof(key));
    return text;
}

int cd_token_equal(const char *a, const char *b)
{
    size_t len;

    if (a == NULL || b == NULL) {
        return 0;
    }
    len = strlen(a);
    return len == strlen(b) && sodium_memcmp(a, b, len) == 0;
}

const char *cd_password_hash(apr_pool_t *pool, const char *password)
{
    size_t len = strlen(password);
    char *hash = apr_palloc(pool, crypto_pwhash_STRBYTES);

    if (len > PASSWORD_MAX || hash_argon2(hash, password, len) != 0) {
        return NULL;
    }
    return hash;
}

/* A hash stronger than ours stays; libsodium's own test would lower it. */
static int is_weak(const char *hash)
{
    unsigned long kib, ops;

    return sscanf(hash, "$argon2id$v=19$m=%lu,t=%lu,", &kib, &ops) != 2
        || kib < ARGON2_KIB || ops < ARGON2_OPS;
}

static cd_password_check_t verify_argon2(const char *hash,
                                         const char *password, size_t len)
{
    if (crypto_pwhash_str_verify(hash, password, len) != 0) {
        return CD_PASSWORD_WRONG;
    }
    return is_weak(hash) ? CD_PASSWORD_REHASH : CD_PASSWORD_RIGHT;
}

static int is_argon2(const char *hash)
{
    return strncmp(hash, crypto_pwhash_argon2id_STRPREFIX,
                   strlen(crypto_pwhash_argon2id_STRPREFIX))
        == 0
        || strncmp(hash, crypto_pwhash_argon2i_STRPREFIX,
                   strlen(crypto_pwhash_argon2i_STRPREFIX))
        == 0;
}

static int is_bcrypt(const char *hash)
{
    unsigned cost;
    char variant;

    return strlen(hash) == BCRYPT_CHARS
        && sscanf(hash, "$2%c$%2u$", &variant, &cost) == 2
        && strchr("aby", variant) != NULL && cost <= BCRYPT_COST_MAX;
}

/* bcrypt itself reads 72 bytes at most: an imported hash says nothing of
 * what follows them. So it is always replaced by one that does. */
static cd_password_check_t verify_bcrypt(const char *hash,
                                         const char *password)
{
    struct crypt_data data;
    const char *again;
    int right;

    memset(&data, 0, sizeof(data));
    again = crypt_r(password, hash, &data);
    right = again != NULL && cd_token_equal(again, hash);
    sodium_memzero(&data, sizeof(data));
    return right ? CD_PASSWORD_REHASH : CD_PASSWORD_WRONG;
}

cd_password_check_t cd_password_verify(const char *hash, const char *password)
{
    size_t len = strlen(password);

    if (hash != NULL && len <= PASSWORD_MAX) {
        if (is_argon2(hash)) {
            return verify_argon2(hash, password, len);
        }
        if (is_bcrypt(hash)) {
            return verify_bcrypt(hash, password);
        }
    }
    (void) verify_argon2(dummy_hash, len <= PASSWORD_MAX ? password : "",
                         len <= PASSWORD_MAX ? len : 0);
    return CD_PASSWORD_WRONG;
}
