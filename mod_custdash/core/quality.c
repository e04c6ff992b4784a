/* SPDX-License-Identifier: Apache-2.0 */
/* The weights of a header's wishes. */
#include "quality.h"

#include <apr_lib.h>
#include <string.h>

int cd_quality(const char *params)
{
    int value, unit = 1000;

    params += strspn(params, "; \t");
    if ((*params != 'q' && *params != 'Q') || params[1] != '=') {
        return 1000;
    }
    params += 2;
    value = *params == '1' ? 1000 : 0;
    if ((*params != '0' && *params != '1') || *++params != '.') {
        return value;
    }
    while (apr_isdigit(*++params) && unit > 1) {
        value += (*params - '0') * (unit /= 10);
    }
    return value > 1000 ? 1000 : value;
}
