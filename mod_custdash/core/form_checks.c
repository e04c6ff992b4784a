/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that tables of fields name: e-mail, phone, country, language. */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#define EMAIL_MAX 254 /* RFC 5321, 4.5.3.1.3, without the <> */
#define LOCAL_MAX 64  /* RFC 5321, 4.5.3.1.1 */
#define LABEL_MAX 63  /* RFC 1035, 2.3.4 */

#define PHONE_MIN 7  /* country code included */
#define PHONE_MAX 15 /* ITU-T E.164, 6.1 */

#define TAG_MAX 12 /* lll-Ssss-RR and a NUL */

#define ALPHA "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

/* HTML, 4.10.5.1.5, "valid email address". */
#define LOCAL_CHARS ALPHA DIGIT ".!#$%&'*+/=?^_`{|}~-"

static int is_label(const char *label, size_t n)
{
    return n > 0 && n <= LABEL_MAX && label[0] != '-' && label[n - 1] != '-'
        && strspn(label, ALPHA DIGIT "-") >= n;
}

static int is_domain(const char *domain)
{
    for (;;) {
        size_t n = strcspn(domain, ".");

        if (!is_label(domain, n)) {
            return 0;
        }
        if (domain[n] == '\0') {
            return 1;
        }
        domain += n + 1;
    }
}

const char *cd_check_email(apr_pool_t *pool, const char **value)
{
    size_t local = strspn(*value, LOCAL_CHARS);
    char *canonical, *c;

    if (local == 0 || local > LOCAL_MAX || (*value)[local] != '@'
        || strlen(*value) > EMAIL_MAX || !is_domain(*value + local + 1)) {
        return "email";
    }
    canonical = apr_pstrdup(pool, *value);
    for (c = canonical + local; *c != '\0'; c++) {
        *c = (char) apr_tolower(*c);
    }
    *value = canonical;
    return NULL;
}

/* Where the digits begin: after + or its dialled form 00; NULL for none. */
static const char *after_prefix(const char *phone)
{
    if (phone[0] == '+') {
        return phone + 1;
    }
    return phone[0] == '0' && phone[1] == '0' ? phone + 2 : NULL;
}

/* What people put between the digits: spaces, ( ) . / and dashes. */
static int is_separator(UChar32 c)
{
    return u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION
        || (c > 0 && c < 0x80 && strchr("().-/", (int) c) != NULL);
}

/* The digits of a number, of any script, as ASCII; returns how many, -1 when
 * there is something else. */
static int phone_digits(const char *from, char to[PHONE_MAX + 1])
{
    int i = 0, n = 0, len = (int) strlen(from);

    while (i < len) {
        UChar32 c;
        int digit;

        U8_NEXT(from, i, len, c);
        digit = u_charDigitValue(c);
        if (digit >= 0) {
            if (n == PHONE_MAX) {
                return -1;
            }
            to[n++] = (char) ('0' + digit);
        }
        else if (!is_separator(c)) {
            return -1;
        }
    }
    to[n] = '\0';
    return n;
}

const char *cd_check_phone(apr_pool_t *pool, const char **value)
{
    const char *start = after_prefix(*value);
    char digits[PHONE_MAX + 1];

    /* "+44 (0)20 …": the 0 belongs to the number in Italy, not in Britain;
       who typed it knows. */
    if (start == NULL || strstr(start, "(0)") != NULL
        || phone_digits(start, digits) < PHONE_MIN || digits[0] == '0') {
        return "phone";
    }
    *value = apr_pstrcat(pool, "+", digits, NULL);
    return NULL;
}

static int days_of(int year, int month)
{
    static const int days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* ISO 8601's calendar date, as HTML's date fields send it. */
const char *cd_check_date(apr_pool_t *pool, const char **value)
{
    const char *date = *value;
    int year, month, day;

    (void) pool;
    if (strlen(date) != 10 || strspn(date, DIGIT) != 4 || date[4] != '-'
        || strspn(date + 5, DIGIT) != 2 || date[7] != '-'
        || strspn(date + 8, DIGIT) != 2) {
        return "date";
    }
    year = atoi(date);
    month = atoi(date + 5);
    day = atoi(date + 8);
    return year < 1000 || month < 1 || month > 12 || day < 1
            || day > days_of(year, month)
        ? "date"
        : NULL;
}

static int is_among(const char *const *list, const char *code)
{
    while (*list != NULL && strcmp(*list, code) != 0) {
        list++;
    }
    return *list != NULL;
}

const char *cd_check_country(apr_pool_t *pool, const char **value)
{
    char *code = apr_pstrdup(pool, *value), *c;

    for (c = code; *c != '\0'; c++) {
        *c = (char) apr_toupper(*c);
    }
    if (!is_among(uloc_getISOCountries(), code)) {
        return "country";
    }
    *value = code;
    return NULL;
}

static int is_known_language(const char *locale)
{
    char language[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;

    uloc_getLanguage(locale, language, sizeof(language), &status);
    return U_SUCCESS(status) && is_among(uloc_getISOLanguages(), language);
}

static int is_known_script(const char *locale)
{
    char script[ULOC_SCRIPT_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uloc_getScript(locale, script, sizeof(script), &status);

    return U_SUCCESS(status)
        && (n == 0
            || u_getPropertyValueEnum(UCHAR_SCRIPT, script)
                != UCHAR_INVALID_CODE);
}

static int is_known_region(const char *locale)
{
    char region[ULOC_COUNTRY_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uloc_getCountry(locale, region, sizeof(region), &status);

    return U_SUCCESS(status)
        && (n == 0 || is_among(uloc_getISOCountries(), region));
}

/* No catalogue has variants or extensions, so no viewer needs them. */
static int is_extended(const char *locale)
{
    char variant[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;

    return strchr(locale, ULOC_KEYWORD_SEPARATOR) != NULL
        || uloc_getVariant(locale, variant, sizeof(variant), &status) != 0;
}

const char *cd_check_language(apr_pool_t *pool, const char **value)
{
    char locale[ULOC_FULLNAME_CAPACITY], tag[TAG_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed;

    uloc_forLanguageTag(*value, locale, sizeof(locale), &parsed, &status);
    if (U_FAILURE(status) || (size_t) parsed != strlen(*value)
        || !is_known_language(locale) || !is_known_script(locale)
        || !is_known_region(locale) || is_extended(locale)) {
        return "language";
    }
    uloc_toLanguageTag(locale, tag, sizeof(tag), 1, &status);
    if (status != U_ZERO_ERROR) {
        return "language";
    }
    *value = apr_pstrdup(pool, tag);
    return NULL;
}
