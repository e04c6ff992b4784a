/* SPDX-License-Identifier: Apache-2.0 */
/* Words of people in the header of a mail. What is encoded here has no line
 * break but those of folding, so it can't bring in a header of its own. */
#ifndef CD_MIME_H
#define CD_MIME_H

#include <apr_pools.h>
#include <apr_time.h>

/** Text of a header such as Subject (RFC 5322, 2.2.1; RFC 2047): as it is
 *  when it is short printable ASCII, else in encoded words of UTF-8 in
 *  base64. @a used columns are taken on the first line by what stands before.
 *  Control characters become spaces. */
const char *cd_mime_text(apr_pool_t *pool, const char *text, int used);

/** A mailbox (RFC 5322, 3.4): `Anna <anna@example.com>`; the address alone
 *  when @a name is empty. @a used as above. NULL when the address is none
 *  that can be written here: it must be printable ASCII without space,
 *  `<`, `>`, quotes, comma, and with an @ between two parts. */
const char *cd_mime_mailbox(apr_pool_t *pool, const char *name,
                            const char *address, int used);

/** May @a address be said to a mail server as it is? */
int cd_mime_is_address(const char *address);

/** Date of a header (RFC 5322, 3.3), in UTC:
 *  "Mon, 23 Nov 2026 10:00:00 +0000". */
const char *cd_mime_date(apr_pool_t *pool, apr_time_t when);

#endif
