/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens and passwords, on libsodium. */
#ifndef CD_CRYPTO_H
#define CD_CRYPTO_H

#include <apr_pools.h>

#define CD_TOKEN_BYTES 32 /* random bytes of a token */
#define CD_TOKEN_CHARS 43 /* the same in base64url without padding */
#define CD_HASH_BYTES 32  /* SHA-256 (FIPS 180-4) */

/** Once per process, before any thread. Returns APR_EGENERAL when there is
 *  no randomness, APR_ENOMEM when there is no memory for a hash. */
apr_status_t cd_crypto_init(void);

/** A fresh token as text, in @a pool. */
const char *cd_token_create(apr_pool_t *pool);

/** The SHA-256 of a well-formed token's text into @a hash.
 *  @return APR_EINVAL when it isn't 43 characters of base64url */
apr_status_t cd_token_hash(const char *token,
                           unsigned char hash[CD_HASH_BYTES]);

/** The random bytes that a token's text stands for.
 *  @return APR_EINVAL when it is malformed */
apr_status_t cd_token_bytes(const char *token,
                            unsigned char bytes[CD_TOKEN_BYTES]);

/** A second token derived from a first, e.g. the CSRF token of a session:
 *  keyed BLAKE2b of @a purpose, base64url, in @a pool; NULL when @a token is
 *  malformed. */
const char *cd_token_derive(apr_pool_t *pool, const char *token,
                            const char *purpose);

/** Compare in constant time; NULLs are never equal. */
int cd_token_equal(const char *a, const char *b);

/** Hash a password with Argon2id (RFC 9106; OWASP ASVS 5.0, 6.2): 19 MiB,
 *  t=2. NULL when memory ran out or the password is longer than 4096
 *  bytes; it is never cut. */
const char *cd_password_hash(apr_pool_t *pool, const char *password);

typedef enum {
    CD_PASSWORD_WRONG,
    CD_PASSWORD_RIGHT,
    CD_PASSWORD_REHASH /* right, but to be stored anew */
} cd_password_check_t;

/** Verify against an Argon2id hash or an imported bcrypt one ($2y$, $2b$,
 *  $2a$; of these only the password's first 72 bytes count, and they are
 *  always to be stored anew). @a hash NULL or in no known format: a dummy
 *  verification of the same cost, always wrong. */
cd_password_check_t cd_password_verify(const char *hash, const char *password);

#endif
