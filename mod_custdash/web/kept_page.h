/* SPDX-License-Identifier: Apache-2.0 */
/* The warm page: what a signed-in browser asks for again is answered from the
 * page cache after one statement. */
#ifndef CD_KEPT_PAGE_H
#define CD_KEPT_PAGE_H

#include "cache.h"
#include "../core/coding.h"

/** What a page is kept under. */
struct cd_kept_page_t {
    unsigned char id[CD_CACHE_ID_BYTES];
    const char *tag; /* hex digits of its ETag */
    cd_coding_t coding;
};

/** Answer from the cache, or with a 304.
 *  @return DECLINED: the page has to be made; w->kept is set when it is to be
 *          kept then */
int cd_kept_page_answer(cd_request_t *w);

/** A page was made: keep it if it is to be kept, and set the headers of one
 *  that is. @a page is as it goes out then. */
void cd_kept_page_keep(cd_request_t *w, cd_finished_page_t *page);

#endif
