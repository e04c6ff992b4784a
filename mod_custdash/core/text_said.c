/* SPDX-License-Identifier: Apache-2.0 */
/* What a speaker said lately: the same dates, prices and counts come again
 * and again, and ICU takes some ten thousand instructions for each. */
#include "text_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>

#define PLACES 256 /* a power of two: 32 KiB a speaker */

struct cd_said_t {
    unsigned char asked_len; /* 0: nothing was said */
    unsigned char len;
    char asked[CD_ASKED_ROOM];
    char text[64];
};

static unsigned int hash_of(const char *bytes, unsigned int n)
{
    unsigned int hash = 2166136261u, i; /* FNV-1a */

    for (i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char) bytes[i]) * 16777619u;
    }
    return hash ^ (hash >> 15);
}

void cd_ask(cd_asked_t *asked, char kind)
{
    asked->bytes[0] = kind;
    asked->len = 1;
}

void cd_ask_more(cd_asked_t *asked, const char *text)
{
    apr_size_t n = strlen(text) + 1; /* "a", "bc" is not "ab", "c" */

    if (asked->len == 0 || n > CD_ASKED_ROOM - asked->len) {
        asked->len = 0; /* too long to be kept */
        return;
    }
    memcpy(asked->bytes + asked->len, text, n);
    asked->len += (unsigned int) n;
}

static cd_said_t *place(const cd_speaker_t *s, const cd_asked_t *asked)
{
    return &s->said[hash_of(asked->bytes, asked->len) & (PLACES - 1)];
}

const char *cd_said(const cd_speaker_t *s, const cd_asked_t *asked,
                    apr_pool_t *pool)
{
    const cd_said_t *said;

    if (!s->said || asked->len == 0) {
        return NULL;
    }
    said = place(s, asked);
    if (said->asked_len != asked->len
        || memcmp(said->asked, asked->bytes, asked->len) != 0) {
        return NULL;
    }
    return apr_pstrmemdup(pool, said->text, said->len);
}

void cd_say(cd_speaker_t *s, const cd_asked_t *asked, const char *text)
{
    apr_size_t n = strlen(text);
    cd_said_t *said;

    if (!s->said) {
        s->said = calloc(PLACES, sizeof(*s->said));
    }
    if (!s->said || asked->len == 0 || n > sizeof(said->text)) {
        return;
    }
    said = place(s, asked);
    said->asked_len = (unsigned char) asked->len;
    said->len = (unsigned char) n;
    memcpy(said->asked, asked->bytes, asked->len);
    memcpy(said->text, text, n);
}

void cd_said_forget(cd_speaker_t *s)
{
    free(s->said);
    s->said = NULL;
}
