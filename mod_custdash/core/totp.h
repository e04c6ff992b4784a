/* SPDX-License-Identifier: Apache-2.0 */
/* Time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, 6 digits), on
 * liboath. */
#ifndef CD_TOTP_H
#define CD_TOTP_H

#include <apr_pools.h>
#include <apr_time.h>

#define CD_TOTP_SECRET_BYTES 20 /* RFC 4226, 4: 160 bits */
#define CD_TOTP_DIGITS 6

/** Is @a code that of now, of the step before or of the next one?
 *  @return the time step whose code it is, 0 when it is none's */
apr_int64_t cd_totp_step(const unsigned char secret[CD_TOTP_SECRET_BYTES],
                         const char *code, apr_time_t now);

/** Base32 (RFC 4648, 6) without padding, in @a pool. */
const char *cd_base32(apr_pool_t *pool, const unsigned char *bytes,
                      apr_size_t len);

/** The URI that authenticator apps read, in @a pool. */
const char *cd_totp_uri(apr_pool_t *pool,
                        const unsigned char secret[CD_TOTP_SECRET_BYTES],
                        const char *issuer, const char *name);

#endif
