/* SPDX-License-Identifier: Apache-2.0 */
/* Codes of time steps. */
#include "totp.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <string.h>

#define PERIOD 30 /* seconds */

apr_int64_t cd_totp_step(const unsigned char secret[CD_TOTP_SECRET_BYTES],
                         const char *code, apr_time_t now)
{
    apr_int64_t step = apr_time_sec(now) / PERIOD, found = 0, i;
    char right[CD_TOTP_DIGITS + 1];

    if (strlen(code) != CD_TOTP_DIGITS) {
        return 0;
    }
    for (i = step - 1; i <= step + 1; i++) {
        if (oath_hotp_generate((const char *) secret, CD_TOTP_SECRET_BYTES,
                               (uint64_t) i, CD_TOTP_DIGITS, 0,
                               OATH_HOTP_DYNAMIC_TRUNCATION, right)
                == OATH_OK
            && sodium_memcmp(right, code, CD_TOTP_DIGITS) == 0) {
            found = i;
        }
    }
    return found;
}

const char *cd_base32(apr_pool_t *pool, const unsigned char *bytes,
                      apr_size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    apr_size_t n = (len * 8 + 4) / 5, i, j;
    char *text = apr_palloc(pool, n + 1);

    for (i = 0; i < n; i++) {
        unsigned int five = 0;

        for (j = i * 5; j < i * 5 + 5; j++) {
            unsigned int byte = j / 8 < len ? bytes[j / 8] : 0;

            five = five << 1 | (byte >> (7 - j % 8) & 1);
        }
        text[i] = digits[five];
    }
    text[n] = '\0';
    return text;
}

/* All but RFC 3986's unreserved characters; a space is %20. */
static const char *escape(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, strlen(text) * 3 + 1), *to = escaped;

    for (; *text; text++) {
        if (apr_isalnum(*text) || strchr("-._~", *text)) {
            *to++ = *text;
        }
        else {
            apr_snprintf(to, 4, "%%%02X", (unsigned int) (*text & 0xff));
            to += 3;
        }
    }
    *to = '\0';
    return escaped;
}

const char *cd_totp_uri(apr_pool_t *pool,
                        const unsigned char secret[CD_TOTP_SECRET_BYTES],
                        const char *issuer, const char *name)
{
    const char *by = escape(pool, issuer);

    return apr_pstrcat(
        pool, "otpauth://totp/", by, ":", escape(pool, name),
        "?secret=", cd_base32(pool, secret, CD_TOTP_SECRET_BYTES),
        "&issuer=", by, NULL);
}
