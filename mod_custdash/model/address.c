/* SPDX-License-Identifier: Apache-2.0 */
/* Checks postcodes and VAT numbers by tables of patterns. */
#include "address.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* In a pattern # is a digit, @ a letter, % either; a space or a hyphen is
 * where the canonical form has one; all else stands for itself. */
typedef struct {
    const char *country;
    const char *prefix;   /* of VAT numbers: before all patterns */
    const char *patterns; /* separated by | */
} format_t;

/* Unicode CLDR 26, supplemental/postalCodeData.xml, the last version that had
 * them; where a country has changed its codes since, the Universal Postal
 * Union's "Postal addressing systems": IE (Eircode, 2015), KR (2015),
 * IL (2013), RS, TW (2020). */
static const format_t postcodes[] = {
    { "AD", "", "AD###" },
    { "AL", "", "####" },
    { "AM", "", "####" },
    { "AR", "", "####|@####@@@" },
    { "AT", "", "####" },
    { "AU", "", "####" },
    { "AX", "", "22###" },
    { "BA", "", "#####" },
    { "BE", "", "####" },
    { "BG", "", "####" },
    { "BR", "", "#####-###" },
    { "BY", "", "######" },
    { "CA", "", "@#@ #@#" },
    { "CH", "", "####" },
    { "CN", "", "######" },
    { "CY", "", "####" },
    { "CZ", "", "### ##" },
    { "DE", "", "#####" },
    { "DK", "", "####" },
    { "DZ", "", "#####" },
    { "EE", "", "#####" },
    { "EG", "", "#####" },
    { "ES", "", "#####" },
    { "FI", "", "#####" },
    { "FO", "", "###" },
    { "FR", "", "#####" },
    { "GB", "",
      "@# #@@|@## #@@|@@# #@@|@@## #@@|@#@ #@@|@@#@ #@@|GIR 0AA|"
      "BFPO #|BFPO ##|BFPO ###|BFPO ####" },
    { "GE", "", "####" },
    { "GF", "", "973##" },
    { "GG", "", "GY# #@@|GY## #@@" },
    { "GI", "", "GX11 1AA" },
    { "GL", "", "39##" },
    { "GP", "", "971##" },
    { "GR", "", "### ##" },
    { "HR", "", "#####" },
    { "HU", "", "####" },
    { "ID", "", "#####" },
    { "IE", "", "@## %%%%|D6W %%%%" },
    { "IL", "", "#######|#####" },
    { "IM", "", "IM# #@@|IM## #@@" },
    { "IN", "", "######" },
    { "IS", "", "###" },
    { "IT", "", "#####" },
    { "JE", "", "JE# #@@|JE## #@@" },
    { "JP", "", "###-####" },
    { "KR", "", "#####" },
    { "LI", "", "94##" },
    { "LT", "", "LT-#####" },
    { "LU", "", "####" },
    { "LV", "", "LV-####" },
    { "MA", "", "#####" },
    { "MC", "", "980##" },
    { "MD", "", "MD-####" },
    { "ME", "", "8####" },
    { "MK", "", "####" },
    { "MQ", "", "972##" },
    { "MT", "", "@@@ ####" },
    { "MX", "", "#####" },
    { "MY", "", "#####" },
    { "NL", "", "#### @@" },
    { "NO", "", "####" },
    { "NZ", "", "####" },
    { "PH", "", "####" },
    { "PK", "", "#####" },
    { "PL", "", "##-###" },
    { "PR", "", "00###|00###-####" },
    { "PT", "", "####-###" },
    { "RE", "", "974##" },
    { "RO", "", "######" },
    { "RS", "", "#####" },
    { "RU", "", "######" },
    { "SE", "", "### ##" },
    { "SG", "", "######" },
    { "SI", "", "####" },
    { "SJ", "", "####" },
    { "SK", "", "### ##" },
    { "SM", "", "4789#" },
    { "TH", "", "#####" },
    { "TN", "", "####" },
    { "TR", "", "#####" },
    { "TW", "", "###|#####|######" },
    { "UA", "", "#####" },
    { "US", "", "#####|#####-####" },
    { "VA", "", "00120" },
    { "YT", "", "976##" },
    { "ZA", "", "####" },
    { NULL, NULL, NULL }
};

/* The Union: European Commission, VIES, "What is the format of a VAT
 * identification number?"; GB and IM: HM Revenue and Customs, VAT Notice
 * 700/63 and VIES' XI; CH and LI: UIDG (SR 431.03), article 6; NO: the number
 * of Brønnøysundregistrene with MVA behind it. */
static const format_t tax_ids[] = {
    { "AT", "AT", "U########" },
    { "BE", "BE", "0#########|1#########" },
    { "BG", "BG", "#########|##########" },
    { "CH", "CHE", "#########|#########MWST|#########TVA|#########IVA" },
    { "CY", "CY", "########@" },
    { "CZ", "CZ", "########|#########|##########" },
    { "DE", "DE", "#########" },
    { "DK", "DK", "########" },
    { "EE", "EE", "#########" },
    { "ES", "ES", "@########|########@|@#######@" },
    { "FI", "FI", "########" },
    { "FR", "FR", "%%#########" },
    { "GB", "GB", "#########|############|GD###|HA###" },
    { "GR", "EL", "#########" },
    { "HR", "HR", "###########" },
    { "HU", "HU", "########" },
    { "IE", "IE", "#######@|#######@@|#@#####@|#+#####@|#*#####@" },
    { "IM", "GB", "#########|############" },
    { "IT", "IT", "###########" },
    { "LI", "CHE", "#########|#########MWST|#########TVA|#########IVA" },
    { "LT", "LT", "#########|############" },
    { "LU", "LU", "########" },
    { "LV", "LV", "###########" },
    { "MC", "FR", "%%#########" },
    { "MT", "MT", "########" },
    { "NL", "NL", "#########B##" },
    { "NO", "NO", "#########MVA|#########" },
    { "PL", "PL", "##########" },
    { "PT", "PT", "#########" },
    { "RO", "RO",
      "##|###|####|#####|######|#######|########|#########|##########" },
    { "SE", "SE", "############" },
    { "SI", "SI", "########" },
    { "SK", "SK", "##########" },
    { NULL, NULL, NULL }
};

static const format_t *format_of(const format_t *table, const char *country)
{
    while (table->country && (!country || strcmp(table->country, country))) {
        table++;
    }
    return table->country ? table : NULL;
}

/* In upper case, without what people put between the characters. */
static char *squeeze(apr_pool_t *pool, const char *text,
                     const char *separators)
{
    char *squeezed = apr_pstrdup(pool, text), *to = squeezed;

    for (; *text; text++) {
        if (!strchr(separators, *text)) {
            *to++ = (char) apr_toupper(*text);
        }
    }
    *to = '\0';
    return squeezed;
}

static int is_separator(char c)
{
    return c == ' ' || c == '-';
}

static int fits(char pattern, char c)
{
    return pattern == '#' ? apr_isdigit(c)
        : pattern == '@'  ? apr_isupper(c)
        : pattern == '%'  ? apr_isdigit(c) || apr_isupper(c)
                          : pattern == c;
}

/* The text as one pattern writes it, or NULL. */
static const char *match(apr_pool_t *pool, const char *pattern, apr_size_t n,
                         const char *text)
{
    char *written = apr_pcalloc(pool, n + 1);
    apr_size_t i;

    for (i = 0; i < n; i++) {
        if (is_separator(pattern[i])) {
            written[i] = pattern[i];
        }
        else if (!*text || !fits(pattern[i], *text)) {
            return NULL;
        }
        else {
            written[i] = *text++;
        }
    }
    return *text ? NULL : written;
}

static const char *match_any(apr_pool_t *pool, const char *patterns,
                             const char *text)
{
    const char *written = NULL;

    while (!written && *patterns) {
        apr_size_t n = strcspn(patterns, "|");

        written = match(pool, patterns, n, text);
        patterns += n + (patterns[n] == '|');
    }
    return written;
}

/* What is behind the prefix; the whole when it isn't there. */
static const char *behind(const char *text, const char *prefix)
{
    apr_size_t n = strlen(prefix);

    return strncmp(text, prefix, n) ? text : text + n;
}

const char *cd_postcode_check(apr_pool_t *pool, const char *country,
                              const char **value)
{
    const format_t *format = format_of(postcodes, country);
    const char *text, *written;

    if (!format) {
        return NULL;
    }
    text = squeeze(pool, *value, " -");
    written = match_any(pool, format->patterns, text);
    if (!written) {
        written = match_any(pool, format->patterns, behind(text, country));
    }
    if (!written && apr_isdigit(*text)) {
        written = match_any(pool, format->patterns,
                            apr_pstrcat(pool, country, text, NULL));
    }
    if (!written) {
        return "postcode";
    }
    *value = written;
    return NULL;
}

const char *cd_tax_id_check(apr_pool_t *pool, const char *country,
                            const char **value)
{
    const format_t *format = format_of(tax_ids, country);
    const char *text, *written;

    if (!format) {
        return NULL;
    }
    text = squeeze(pool, *value, " -./");
    written = match_any(pool, format->patterns, behind(text, format->prefix));
    if (!written) {
        return "tax-id";
    }
    *value = apr_pstrcat(pool, format->prefix, written, NULL);
    return NULL;
}
