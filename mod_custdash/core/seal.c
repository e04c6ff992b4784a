/* SPDX-License-Identifier: Apache-2.0 */
/* Digests and sealed texts: libsodium does the work. */
#include "seal.h"

#include <apr_encode.h>
#include <apr_strings.h>
#include <sodium.h>
#include <string.h>

#include "crypto.h"
#include "theme_xml.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NONCE + TAG == CD_SEAL_MORE, "nonce and tag");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES
                   == CD_SEAL_KEY_BYTES,
               "key");

void cd_digest(unsigned char *digest, apr_size_t size, const void *data,
               apr_size_t len)
{
    crypto_generichash(digest, size, data, len, NULL, 0);
}

apr_status_t cd_seal_key(unsigned char key[CD_SEAL_KEY_BYTES],
                         const char *token, const char *purpose)
{
    unsigned char bytes[CD_TOKEN_BYTES];
    apr_status_t rv = cd_token_bytes(token, bytes);

    if (rv == APR_SUCCESS) {
        crypto_generichash(key, CD_SEAL_KEY_BYTES,
                           (const unsigned char *) purpose, strlen(purpose),
                           bytes, sizeof(bytes));
    }
    sodium_memzero(bytes, sizeof(bytes));
    return rv;
}

void cd_seal(unsigned char *sealed, const void *text, apr_size_t len,
             const void *id, apr_size_t idlen,
             const unsigned char key[CD_SEAL_KEY_BYTES])
{
    randombytes_buf(sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, text, len,
                                               id, idlen, NULL, sealed, key);
}

unsigned char *cd_unseal(unsigned char *sealed, apr_size_t *len,
                         const void *id, apr_size_t idlen,
                         const unsigned char key[CD_SEAL_KEY_BYTES])
{
    unsigned long long n;

    if (*len < CD_SEAL_MORE
        || crypto_aead_xchacha20poly1305_ietf_decrypt(
               sealed + NONCE, &n, NULL, sealed + NONCE, *len - NONCE, id,
               idlen, sealed, key)
            != 0) {
        return NULL;
    }
    *len = (apr_size_t) n;
    return sealed + NONCE;
}

const char *cd_seal_text(apr_pool_t *pool, const char *text, const char *id,
                         const unsigned char key[CD_SEAL_KEY_BYTES])
{
    apr_size_t n = strlen(text);
    unsigned char *sealed = apr_palloc(pool, n + CD_SEAL_MORE);

    cd_seal(sealed, text, n, id, strlen(id), key);
    return apr_pencode_base64_binary(pool, sealed, n + CD_SEAL_MORE,
                                     APR_ENCODE_NONE, NULL);
}

const char *cd_unseal_text(apr_pool_t *pool, const char *sealed,
                           const char *id,
                           const unsigned char key[CD_SEAL_KEY_BYTES])
{
    apr_size_t n;
    unsigned char *bytes = (unsigned char *) apr_pdecode_base64_binary(
        pool, sealed, APR_ENCODE_STRING, APR_ENCODE_NONE, &n);

    bytes = bytes ? cd_unseal(bytes, &n, id, strlen(id), key) : NULL;
    return bytes ? apr_pstrmemdup(pool, (const char *) bytes, n) : NULL;
}

const char *cd_seal_key_file(apr_pool_t *pool, const char *path,
                             unsigned char key[CD_SEAL_KEY_BYTES])
{
    cd_bytes_t bytes;
    const char *error = cd_file_read(&bytes, pool, path);

    if (error) {
        return error;
    }
    if (bytes.len < CD_SEAL_KEY_BYTES) {
        return apr_psprintf(pool, "%s: a key has %d bytes at least", path,
                            CD_SEAL_KEY_BYTES);
    }
    cd_digest(key, CD_SEAL_KEY_BYTES, bytes.data, bytes.len);
    return NULL;
}
