/* SPDX-License-Identifier: Apache-2.0 */
/* Asks other servers, by libcurl. */
#include "fetch.h"

#include <apr_strings.h>
#include <curl/curl.h>
#include <string.h>

typedef struct {
    char *bytes;
    apr_size_t len;
} answer_t;

static size_t take(char *data, size_t size, size_t n, void *baton)
{
    answer_t *a = baton;

    if (size * n > CD_FETCH_MOST - a->len) {
        return 0; /* too long: libcurl gives up */
    }
    memcpy(a->bytes + a->len, data, size * n);
    a->len += size * n;
    return size * n;
}

static void set(CURL *curl, const cd_fetch_t *f, struct curl_slist *headers,
                answer_t *answer)
{
    curl_easy_setopt(curl, CURLOPT_URL, f->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); /* threads */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                     (long) apr_time_as_msec(f->limit));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "mod_custdash");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    if (f->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, f->body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long) strlen(f->body));
    }
}

void cd_fetch(apr_pool_t *pool, const cd_fetch_t *fetch, cd_fetched_t *fetched)
{
    answer_t answer = { apr_palloc(pool, CD_FETCH_MOST + 1), 0 };
    struct curl_slist *headers = NULL;
    const char *const *header;
    CURL *curl = curl_easy_init();
    CURLcode code;
    long status = 0;

    memset(fetched, 0, sizeof(*fetched));
    if (!curl) {
        fetched->error = "libcurl can't start";
        return;
    }
    for (header = fetch->headers; header && *header; header++) {
        headers = curl_slist_append(headers, *header);
    }
    set(curl, fetch, headers, &answer);
    code = curl_easy_perform(curl);
    if (code == CURLE_OK) {
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    }
    else {
        fetched->error = apr_pstrdup(pool, curl_easy_strerror(code));
    }
    answer.bytes[answer.len] = '\0';
    fetched->status = (int) status;
    fetched->body = answer.bytes;
    fetched->len = answer.len;
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
}
