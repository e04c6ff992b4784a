/* SPDX-License-Identifier: Apache-2.0 */
/* What a mail's HTML says, as plain text: for the part that every mail
 * program can show. */
#ifndef CD_PLAIN_TEXT_H
#define CD_PLAIN_TEXT_H

#include <apr_pools.h>

/**
 * Paragraphs, headings, table cells and list items become lines of at most
 * 72 columns with an empty one between paragraphs; a link stands on a line
 * of its own behind its words, whole. Lines end with LF.
 * @param html a whole document that a theme made, @a len bytes of UTF-8
 * @param title set to the text of `<title>`, on one line
 * @param text set to the body's text
 * @return APR_EGENERAL when it isn't HTML that can be read
 */
apr_status_t cd_html_plain(const char *html, apr_size_t len, apr_pool_t *pool,
                           const char **title, const char **text);

#endif
