/* SPDX-License-Identifier: Apache-2.0 */
/* Spaces for telephone numbers. */
#include "phone.h"

#include <string.h>

#define DIGITS "0123456789"

/* Country codes have three digits but for these (ITU-T E.164). */
static int country_digits(const char *digits)
{
    static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 "
                              "47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 "
                              "64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    const char *code;

    if (*digits == '1' || *digits == '7') {
        return 1;
    }
    for (code = two; *code; code += code[2] ? 3 : 2) {
        if (strncmp(code, digits, 2) == 0) {
            return 2;
        }
    }
    return 3;
}

/* Of so many digits that are left: three, unless that leaves one alone. */
static size_t group(size_t left)
{
    return left == 4 ? 2 : left < 3 ? left : 3;
}

const char *cd_phone(apr_pool_t *pool, const char *number)
{
    const char *digits = number + 1;
    size_t left = *number == '+' ? strspn(digits, DIGITS) : 0, n;
    char *shown, *end;

    if (left < 7 || left > 15 || digits[left] || *digits == '0') {
        return number;
    }
    shown = end = apr_palloc(pool, 2 * left + 2);
    *end++ = '+';
    for (n = (size_t) country_digits(digits); left > 0; n = group(left)) {
        memcpy(end, digits, n);
        end += n;
        digits += n;
        left -= n;
        if (left > 0) {
            *end++ = ' ';
        }
    }
    *end = '\0';
    return shown;
}
