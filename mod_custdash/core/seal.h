/* SPDX-License-Identifier: Apache-2.0 */
/* Digests of keys, and boxes that only the holder of a session's token opens,
 * on libsodium. */
#ifndef CD_SEAL_H
#define CD_SEAL_H

#include <apr_errno.h>
#include <apr_pools.h>

#define CD_SEAL_KEY_BYTES 32

/** Bytes that a sealed text is longer than the text. */
#define CD_SEAL_MORE 40

/** BLAKE2b (RFC 7693) of @a data; @a size from 16 to 64 bytes. */
void cd_digest(unsigned char *digest, apr_size_t size, const void *data,
               apr_size_t len);

/** A key that follows from a token and a purpose; whoever has the token's
 *  hash alone can't make it. @return APR_EINVAL: no well-formed token */
apr_status_t cd_seal_key(unsigned char key[CD_SEAL_KEY_BYTES],
                         const char *token, const char *purpose);

/**
 * Encrypt and authenticate (XChaCha20-Poly1305) @a len bytes at @a text
 * together with the name @a id that they are kept under.
 * @param sealed room for len + CD_SEAL_MORE bytes
 */
void cd_seal(unsigned char *sealed, const void *text, apr_size_t len,
             const void *id, apr_size_t idlen,
             const unsigned char key[CD_SEAL_KEY_BYTES]);

/**
 * Open it again, in place.
 * @param len of what is sealed; set to the text's
 * @return the text inside @a sealed, or NULL: it isn't what was sealed with
 *         that key under that name
 */
unsigned char *cd_unseal(unsigned char *sealed, apr_size_t *len,
                         const void *id, apr_size_t idlen,
                         const unsigned char key[CD_SEAL_KEY_BYTES]);

/** The same of a text that stands in a database: in base64 (RFC 4648), under
 *  the name @a id. */
const char *cd_seal_text(apr_pool_t *pool, const char *text, const char *id,
                         const unsigned char key[CD_SEAL_KEY_BYTES]);

/** Open it again; NULL: it isn't what was sealed. */
const char *cd_unseal_text(apr_pool_t *pool, const char *sealed,
                           const char *id,
                           const unsigned char key[CD_SEAL_KEY_BYTES]);

/** The key of a file that only root reads: whatever is in it, 32 bytes at
 *  least. @return NULL, or what is wrong with it */
const char *cd_seal_key_file(apr_pool_t *pool, const char *path,
                             unsigned char key[CD_SEAL_KEY_BYTES]);

#endif
