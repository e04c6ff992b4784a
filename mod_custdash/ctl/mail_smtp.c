/* SPDX-License-Identifier: Apache-2.0 */
/* Hands mails to a mail server (RFC 5321) with libcurl, which also makes
 * their MIME parts. */
#include <apr_lib.h>
#include <apr_strings.h>
#include <curl/curl.h>
#include <string.h>

#include "../core/utf8.h"
#include "mail.h"

#define CONNECT_SECONDS 30L
#define ANSWER_MAX 480

/* How far it got: what the server was told last. */
typedef enum { AT_START, AT_MAIL, AT_RCPT, AT_DATA, AT_BODY } phase_t;

/* The answer to QUIT is no news of a mail. */
#define CLOSING 221

struct cd_smtp_t {
    CURL *curl;
    char error[CURL_ERROR_SIZE];
    phase_t phase;
    int code;                    /* of the last answer */
    char answer[ANSWER_MAX + 1]; /* its last line */
};

/* Everything curl needs while one mail is handed over. */
typedef struct {
    curl_mime *mime;
    struct curl_slist *headers, *to;
} letter_t;

static apr_status_t end_curl(void *data)
{
    curl_easy_cleanup(((cd_smtp_t *) data)->curl);
    return APR_SUCCESS;
}

/* 250 of "250 OK", 0 when there is no number. */
static int code_of(const char *line)
{
    return apr_isdigit(line[0]) && apr_isdigit(line[1]) && apr_isdigit(line[2])
        ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0'
        : 0;
}

/* curl calls this with each line of the server's. */
static size_t take_answer(char *line, size_t size, size_t n, void *baton)
{
    cd_smtp_t *smtp = baton;
    size_t len = size * n, keep = len > ANSWER_MAX ? ANSWER_MAX : len;
    int code;

    while (keep > 0 && apr_iscntrl(line[keep - 1])) {
        keep--;
    }
    if (keep >= 3 && (code = code_of(line)) != 0 && code != CLOSING) {
        memcpy(smtp->answer, line, keep);
        smtp->answer[keep] = '\0';
        smtp->code = code;
        if (smtp->phase == AT_DATA && smtp->code == 354) {
            smtp->phase = AT_BODY;
        }
    }
    return len;
}

/* … and with each command that it sends. */
static int watch(CURL *curl, curl_infotype type, char *data, size_t len,
                 void *baton)
{
    static const struct {
        const char *command;
        phase_t phase;
    } commands[] = { { "MAIL ", AT_MAIL },
                     { "RCPT ", AT_RCPT },
                     { "DATA", AT_DATA } };
    cd_smtp_t *smtp = baton;
    size_t i;

    (void) curl;
    for (i = 0; type == CURLINFO_HEADER_OUT && i < 3; i++) {
        if (len >= strlen(commands[i].command)
            && !strncmp(data, commands[i].command,
                        strlen(commands[i].command))) {
            smtp->phase = commands[i].phase;
        }
    }
    return 0;
}

static int set_server(CURL *curl, const cd_mail_conf_t *conf, apr_pool_t *pool)
{
    int implicit = !strcmp(conf->tls, "implicit");
    int port = conf->port            ? conf->port
        : implicit                   ? 465
        : !strcmp(conf->tls, "none") ? 25
                                     : 587;
    const char *where = apr_psprintf(
        pool, strchr(conf->host, ':') ? "%s://[%s]:%d" : "%s://%s:%d",
        implicit ? "smtps" : "smtp", conf->host, port);

    return curl_easy_setopt(curl, CURLOPT_URL, where) == CURLE_OK
        && curl_easy_setopt(curl, CURLOPT_USE_SSL,
                            (long) (strcmp(conf->tls, "none")
                                        ? CURLUSESSL_ALL
                                        : CURLUSESSL_NONE))
        == CURLE_OK
        && curl_easy_setopt(curl, CURLOPT_CAINFO, conf->ca_file) == CURLE_OK
        && curl_easy_setopt(curl, CURLOPT_USERNAME, conf->user) == CURLE_OK
        && curl_easy_setopt(curl, CURLOPT_PASSWORD, conf->password)
        == CURLE_OK;
}

cd_smtp_t *cd_smtp_create(const cd_mail_conf_t *conf, apr_pool_t *pool)
{
    cd_smtp_t *smtp = apr_pcalloc(pool, sizeof(*smtp));
    CURL *curl = curl_easy_init();

    if (!curl) {
        return NULL;
    }
    smtp->curl = curl;
    apr_pool_cleanup_register(pool, smtp, end_curl, apr_pool_cleanup_null);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long) conf->timeout);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_answer);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
    return set_server(curl, conf, pool) ? smtp : NULL;
}

/* Line ends as they are in mails. */
static const char *with_crlf(apr_pool_t *pool, const char *text)
{
    char *out = apr_palloc(pool, 2 * strlen(text) + 1), *to = out;

    for (; *text; text++) {
        if (*text == '\n') {
            *to++ = '\r';
        }
        if (*text != '\r') {
            *to++ = *text;
        }
    }
    *to = '\0';
    return out;
}

static int add_part(curl_mime *mime, const char *data, const char *type,
                    apr_pool_t *pool)
{
    curl_mimepart *part = curl_mime_addpart(mime);

    return part
        && curl_mime_data(part, with_crlf(pool, data), CURL_ZERO_TERMINATED)
        == CURLE_OK
        && curl_mime_type(part, type) == CURLE_OK
        && curl_mime_encoder(part, "quoted-printable") == CURLE_OK;
}

/* RFC 2046, 5.1.4: the best comes last. */
static curl_mime *alternatives(CURL *curl, const cd_made_mail_t *mail,
                               apr_pool_t *pool)
{
    curl_mime *both = curl_mime_init(curl);

    if (both && add_part(both, mail->text, "text/plain; charset=utf-8", pool)
        && add_part(both, mail->html, "text/html; charset=utf-8", pool)) {
        return both;
    }
    curl_mime_free(both);
    return NULL;
}

static int add_line(struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*list, line);

    *list = longer ? longer : *list;
    return longer != NULL;
}

static int write_letter(cd_smtp_t *smtp, const cd_made_mail_t *mail,
                        letter_t *letter, apr_pool_t *pool)
{
    int i,
        done =
            add_line(&letter->headers, "Content-Type: multipart/alternative");

    for (i = 0; i < mail->headers->nelts && done; i++) {
        done = add_line(&letter->headers,
                        APR_ARRAY_IDX(mail->headers, i, const char *));
    }
    letter->mime = alternatives(smtp->curl, mail, pool);
    return done && letter->mime
        && add_line(&letter->to, apr_pstrcat(pool, "<", mail->to, ">", NULL))
        && curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM,
                            apr_pstrcat(pool, "<", mail->from, ">", NULL))
        == CURLE_OK
        && curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, letter->to)
        == CURLE_OK
        && curl_easy_setopt(smtp->curl, CURLOPT_HTTPHEADER, letter->headers)
        == CURLE_OK
        && curl_easy_setopt(smtp->curl, CURLOPT_MIMEPOST, letter->mime)
        == CURLE_OK;
}

static void end_letter(cd_smtp_t *smtp, letter_t *letter)
{
    curl_easy_setopt(smtp->curl, CURLOPT_MIMEPOST, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_HTTPHEADER, NULL);
    curl_mime_free(letter->mime);
    curl_slist_free_all(letter->headers);
    curl_slist_free_all(letter->to);
}

/* Whose fault is it? Up to MAIL the server doesn't know the receiver; then a
 * 4xx is for now, a 5xx for good; and behind the body no answer means that
 * nobody knows. */
static cd_mail_result_t judge(const cd_smtp_t *smtp)
{
    int good = smtp->code / 100;

    if (smtp->code == 552) {
        return CD_MAIL_REFUSED;
    }
    if (smtp->phase < AT_RCPT) {
        return CD_MAIL_SERVER;
    }
    if (smtp->phase == AT_BODY && smtp->code == 354) {
        return CD_MAIL_UNSURE;
    }
    return good == 5 ? CD_MAIL_REFUSED : CD_MAIL_AGAIN;
}

static cd_mail_result_t perform(cd_smtp_t *smtp)
{
    CURLcode rv;
    long made = 0;
    int tries;

    for (tries = 0; tries < 2; tries++) {
        smtp->phase = AT_START;
        smtp->code = 0;
        smtp->answer[0] = smtp->error[0] = '\0';
        curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT, (long) tries);
        rv = curl_easy_perform(smtp->curl);
        if (rv == CURLE_OK) {
            return CD_MAIL_SENT;
        }
        if (!smtp->error[0]) {
            apr_cpystrn(smtp->error, curl_easy_strerror(rv),
                        sizeof(smtp->error));
        }
        curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &made);
        /* a connection that was kept had been closed at the other end */
        if (made != 0 || judge(smtp) != CD_MAIL_SERVER) {
            break;
        }
    }
    return judge(smtp);
}

cd_mail_result_t cd_smtp_send(cd_smtp_t *smtp, const cd_made_mail_t *mail,
                              const char **answer, apr_pool_t *pool)
{
    cd_mail_result_t result = CD_MAIL_SERVER;
    letter_t letter = { NULL, NULL, NULL };

    if (write_letter(smtp, mail, &letter, pool)) {
        result = perform(smtp);
    }
    else {
        apr_cpystrn(smtp->error, "out of memory", sizeof(smtp->error));
    }
    end_letter(smtp, &letter);
    if (result == CD_MAIL_SENT || smtp->code >= 400) {
        *answer = cd_utf8_clean(pool, apr_pstrdup(pool, smtp->answer));
    }
    else {
        *answer = cd_utf8_clean(pool, apr_pstrdup(pool, smtp->error));
    }
    return result;
}
