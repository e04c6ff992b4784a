/* SPDX-License-Identifier: Apache-2.0 */
/* The stock of speakers: ICU's formatters are dear to open and not to be
 * shared, so each thread borrows a set and gives it back. */
#include "text_internal.h"

#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>

#define STOCK_LIMIT 64

static void close_moments(cd_speaker_t *s)
{
    int i;

    for (i = 0; i < CD_DATE_STYLES; i++) {
        udat_close(s->moments[i]);
        s->moments[i] = NULL;
    }
    ucal_close(s->calendar);
    s->calendar = NULL;
}

static void speaker_free(cd_speaker_t *s)
{
    int i;

    close_moments(s);
    for (i = 0; i < CD_DATE_STYLES; i++) {
        udat_close(s->days[i]);
    }
    for (i = 0; i < s->catalogue->patterns; i++) {
        umsg_close(s->messages[i]);
    }
    for (i = 0; i < CD_MONEY_KINDS; i++) {
        unum_close(s->money[i].format);
    }
    unum_close(s->number);
    ureldatefmt_close(s->relative);
    uldn_close(s->names);
    cd_said_forget(s);
    free(s->messages);
    free(s);
}

static apr_status_t stock_free(void *baton)
{
    cd_stock_t *stock = baton;

    while (stock->first) {
        cd_speaker_t *s = stock->first;

        stock->first = s->next;
        speaker_free(s);
    }
    return APR_SUCCESS;
}

apr_status_t cd_stock_create(cd_stock_t **stock, apr_pool_t *pool)
{
    *stock = apr_pcalloc(pool, sizeof(**stock));
    apr_pool_cleanup_register(pool, *stock, stock_free, apr_pool_cleanup_null);
    return apr_thread_mutex_create(&(*stock)->lock, APR_THREAD_MUTEX_DEFAULT,
                                   pool);
}

/* Outside any pool: a speaker lives longer than the request that made it,
 * and the catalogue's pool belongs to no thread. */
static cd_speaker_t *speaker_make(const cd_catalogue_t *catalogue)
{
    cd_speaker_t *s = calloc(1, sizeof(*s));
    size_t patterns = (size_t) catalogue->patterns;

    if (!s) {
        return NULL;
    }
    s->messages = calloc(patterns ? patterns : 1, sizeof(*s->messages));
    if (!s->messages) {
        free(s);
        return NULL;
    }
    s->catalogue = catalogue;
    s->locale = catalogue->language;
    return s;
}

static cd_speaker_t *stock_take(cd_stock_t *stock)
{
    cd_speaker_t *s;

    apr_thread_mutex_lock(stock->lock);
    s = stock->first;
    if (s) {
        stock->first = s->next;
        stock->n--;
    }
    apr_thread_mutex_unlock(stock->lock);
    return s;
}

cd_speaker_t *cd_speaker_acquire(const cd_catalogue_t *catalogue,
                                 const char *time_zone, const char *today)
{
    cd_speaker_t *s = stock_take(catalogue->stock);
    int day = 0;

    if (!s) {
        s = speaker_make(catalogue);
    }
    if (!s) {
        return NULL;
    }
    if (!time_zone || !*time_zone) {
        time_zone = "UTC";
    }
    if (strcmp(s->zone, time_zone) != 0) {
        close_moments(s);
        cd_said_forget(s);
        apr_cpystrn(s->zone, time_zone, sizeof(s->zone));
    }
    if (!today || !cd_parse_day(today, &day)) {
        day = 0;
    }
    if (s->today != day) {
        cd_said_forget(s);
        s->today = day;
    }
    return s;
}

void cd_speaker_release(cd_speaker_t *s)
{
    cd_stock_t *stock;

    if (!s) {
        return;
    }
    stock = s->catalogue->stock;
    apr_thread_mutex_lock(stock->lock);
    if (stock->n < STOCK_LIMIT) {
        stock->n++;
        s->next = stock->first;
        stock->first = s;
        s = NULL;
    }
    apr_thread_mutex_unlock(stock->lock);
    if (s) {
        speaker_free(s);
    }
}
