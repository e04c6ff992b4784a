/* SPDX-License-Identifier: Apache-2.0 */
/* Reads names of hosts: libidn2 maps and checks, the rules for what can be
 * registered are checked on the result. (libidn2's own rules for ASCII,
 * IDN2_USE_STD3_ASCII_RULES, make "ab" of "a_b" and of "a b".) */
#include "host.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <idn2.h>
#include <string.h>

#define MAX_LABEL 63
#define MAX_NAME 253

static const char too_long[] = "domain-length";
static const char characters[] = "domain-characters";
static const char hyphen[] = "domain-hyphen";

static const char *wrong_by_idn(int code)
{
    switch (code) {
    case IDN2_TOO_BIG_DOMAIN:
    case IDN2_TOO_BIG_LABEL:
        return too_long;
    case IDN2_2HYPHEN:
    case IDN2_HYPHEN_STARTEND:
        return hyphen;
    default:
        return characters;
    }
}

/* Letters, digits and inner hyphens; two in the third and fourth place are
 * kept for A-labels (RFC 5891, 4.2.3.1). */
static const char *wrong_label(const char *label, apr_size_t n)
{
    apr_size_t i;

    if (n == 0 || n > MAX_LABEL) {
        return too_long;
    }
    for (i = 0; i < n; i++) {
        if (!apr_isalnum(label[i]) && label[i] != '-') {
            return characters;
        }
    }
    if (label[0] == '-' || label[n - 1] == '-'
        || (n > 3 && label[2] == '-' && label[3] == '-'
            && strncmp(label, "xn--", 4))) {
        return hyphen;
    }
    return NULL;
}

static const char *wrong_name(const char *name)
{
    const char *label = name, *error;
    apr_size_t n;

    if (strlen(name) > MAX_NAME) {
        return too_long;
    }
    for (;;) {
        n = strcspn(label, ".");
        error = wrong_label(label, n);
        if (error || !label[n]) {
            return error;
        }
        label += n + 1;
    }
}

/* What libidn2 gave is its own memory. */
static char *keep(apr_pool_t *pool, char *text)
{
    char *kept = apr_pstrdup(pool, text), *c;

    idn2_free(text);
    for (c = kept; *c; c++) {
        *c = apr_tolower(*c);
    }
    return kept;
}

const char *cd_host_read(apr_pool_t *pool, const char *typed, cd_host_t *host)
{
    const char *error;
    char *out;
    int code =
        idn2_to_ascii_8z(typed, &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);

    if (code != IDN2_OK) {
        return wrong_by_idn(code);
    }
    host->ascii = keep(pool, out);
    error = wrong_name(host->ascii);
    if (error) {
        return error;
    }
    code = idn2_to_unicode_8z8z(host->ascii, &out, 0);
    host->shown = code == IDN2_OK ? keep(pool, out) : host->ascii;
    return NULL;
}
