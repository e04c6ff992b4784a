/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown of staff and customers as nodes of the document, on cmark. */
#ifndef CD_MARKDOWN_H
#define CD_MARKDOWN_H

#include <libxml/tree.h>

/**
 * Append the CommonMark @a text of @a len bytes to @a parent as elements of
 * XHTML's names without namespace: p ul ol li h2 h3 h4 strong em code pre
 * blockquote a hr br; `a` has an href, an `ol` that doesn't begin at 1 a
 * start. HTML in the text is text, images become theirs. Links are
 * kept to http, https, mailto, #fragments, paths of this site and page:NAME
 * (a page of the dashboard, which cd:href() knows), others
 * become their text. Elements nest at most 22 deep.
 * @return 0, or -1 when it is longer than 1 MiB or memory ran out (parent is
 *         unchanged)
 */
int cd_markdown_append(xmlNodePtr parent, const char *text, unsigned long len);

#endif
