/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of custdashctl mail: a table, and a file of name = value. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <stddef.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/mime.h"
#include "../core/theme_xml.h"
#include "mail.h"

#define TEXT(name, field, value)                           \
    {                                                      \
        name, offsetof(cd_mail_conf_t, field), value, 0, 0 \
    }
#define NUMBER(name, field, value, most)                      \
    {                                                         \
        name, offsetof(cd_mail_conf_t, field), value, 1, most \
    }

/* clang-format off: a table */
static const struct {
    const char *name;
    size_t field;
    const char *value; /* when it isn't set; NULL: none */
    int is_number, most;
} settings[] = {
    TEXT("address", address, NULL),
    TEXT("site-name", site_name, ""),
    TEXT("from", from, NULL),
    TEXT("from-name", from_name, NULL),
    TEXT("reply-to", reply_to, NULL),
    TEXT("ticket-address", ticket_address, NULL),
    TEXT("host", host, "localhost"),
    NUMBER("port", port, "0", 65535),
    TEXT("tls", tls, "starttls"),
    TEXT("user", user, NULL),
    TEXT("password-file", password_file, NULL),
    TEXT("ca-file", ca_file, NULL),
    TEXT("theme", theme, CD_DATA_DIR "/xslt/default"),
    TEXT("theme-parents", theme_parents, CD_DATA_DIR "/xslt"),
    TEXT("time-zone", time_zone, "UTC"),
    NUMBER("attempts", attempts, "14", 1000),
    NUMBER("timeout", timeout, "300", 3600),
    NUMBER("interval", interval, "5", 3600),
};
/* clang-format on */

#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

/* NULL, or what is wrong with the value. */
static const char *set(cd_mail_conf_t *conf, size_t i, const char *value)
{
    char *field = (char *) conf + settings[i].field;
    apr_int64_t number;

    if (!settings[i].is_number) {
        *(const char **) field = value;
        return NULL;
    }
    number = apr_atoi64(value);
    if (!*value || strspn(value, "0123456789") != strlen(value)
        || number > settings[i].most) {
        return "not a number that can be";
    }
    *(int *) field = (int) number;
    return NULL;
}

static char *trimmed(char *text)
{
    char *end = text + strlen(text);

    while (apr_isspace(*text)) {
        text++;
    }
    while (end > text && apr_isspace(end[-1])) {
        *--end = '\0';
    }
    return text;
}

static const char *read_line(cd_mail_conf_t *conf, char *line)
{
    char *equals = strchr(line, '=');
    const char *name;
    size_t i = 0;

    line = trimmed(line);
    if (!*line || *line == '#') {
        return NULL;
    }
    if (!equals) {
        return "not name = value";
    }
    *equals = '\0';
    name = trimmed(line);
    while (i < SETTINGS && strcmp(settings[i].name, name)) {
        i++;
    }
    return i < SETTINGS ? set(conf, i, trimmed(equals + 1))
                        : "there is no such setting";
}

static const char *read_lines(cd_mail_conf_t *conf, const char *file,
                              apr_pool_t *pool)
{
    cd_bytes_t bytes;
    const char *error = cd_file_read(&bytes, pool, file);
    char *line, *next;
    int number = 1;

    if (error) {
        return error;
    }
    for (line = apr_pstrmemdup(pool, bytes.data, bytes.len); line;
         line = next, number++) {
        next = strchr(line, '\n');
        if (next) {
            *next++ = '\0';
        }
        error = read_line(conf, line);
        if (error) {
            return apr_psprintf(pool, "%s:%d: %s", file, number, error);
        }
    }
    return NULL;
}

/* The first line of the file; it is on no command line and in no log. */
static const char *read_password(cd_mail_conf_t *conf, apr_pool_t *pool)
{
    cd_bytes_t bytes;
    const char *error = cd_file_read(&bytes, pool, conf->password_file);

    if (!error) {
        conf->password =
            apr_pstrmemdup(pool, bytes.data, strcspn(bytes.data, "\r\n"));
    }
    return error;
}

static int is_local(const char *host)
{
    return !strcmp(host, "localhost") || !strncmp(host, "127.", 4)
        || !strcmp(host, "::1");
}

static int is_one_of_tls(const char *tls)
{
    return !strcmp(tls, "starttls") || !strcmp(tls, "implicit")
        || !strcmp(tls, "none");
}

/* NULL, or what is missing or doesn't fit together. */
static const char *check(cd_mail_conf_t *conf, apr_pool_t *pool)
{
    if (!conf->address
        || (strncmp(conf->address, "https://", 8)
            && strncmp(conf->address, "http://", 7))
        || strpbrk(conf->address, " \"<>\\?#")) {
        return "address must be the dashboard's, as customers reach it: "
               "https://my.example.com/dashboard";
    }
    if (!conf->from || !cd_mime_is_address(conf->from)
        || (conf->reply_to && !cd_mime_is_address(conf->reply_to))) {
        return "from (and reply-to) must be an e-mail address";
    }
    if (conf->ticket_address && !cd_mime_is_address(conf->ticket_address)) {
        return "ticket-address must be an e-mail address";
    }
    if (!is_one_of_tls(conf->tls)) {
        return "tls is one of: starttls implicit none";
    }
    if (conf->user && !strcmp(conf->tls, "none") && !is_local(conf->host)) {
        return "a password is not sent without tls, but to this machine";
    }
    if (!conf->attempts || !conf->timeout || !conf->interval) {
        return "attempts, timeout and interval are at least 1";
    }
    return cd_clock_create(pool, conf->time_zone)
        ? NULL
        : "time-zone is not the name of one, as Europe/Warsaw";
}

const char *cd_mail_conf_read(cd_mail_conf_t *conf, const char *file,
                              apr_pool_t *pool)
{
    const char *error;
    apr_size_t end;
    size_t i;

    memset(conf, 0, sizeof(*conf));
    for (i = 0; i < SETTINGS; i++) {
        if (settings[i].value) {
            set(conf, i, settings[i].value);
        }
    }
    error = read_lines(conf, file, pool);
    if (error) {
        return error;
    }
    error = check(conf, pool);
    if (error) {
        return apr_pstrcat(pool, file, ": ", error, NULL);
    }
    for (end = strlen(conf->address); conf->address[end - 1] == '/'; end--) {
        continue;
    }
    conf->address = apr_pstrmemdup(pool, conf->address, end);
    conf->from_name = conf->from_name ? conf->from_name : conf->site_name;
    return conf->password_file ? read_password(conf, pool) : NULL;
}
