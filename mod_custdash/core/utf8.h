/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 as XML and people want it: valid, without what XML 1.0 cannot hold,
 * composed, trimmed. */
#ifndef CD_UTF8_H
#define CD_UTF8_H

#include <stddef.h>

#include <apr_pools.h>

/** True when the @a n bytes are well-formed UTF-8 (Unicode, table 3-7: no
 *  overlong forms, no surrogates, nothing above U+10FFFF). NUL is valid. */
int cd_utf8_valid(const char *s, size_t n);

/** The number of code points; each ill-formed sequence counts as one. */
size_t cd_utf8_length(const char *s);

/** @a s with every character that XML 1.0 (section 2.2) has no place for,
 *  and every ill-formed sequence, replaced by U+FFFD: @a s itself when there
 *  is none, else a copy in @a pool. */
const char *cd_utf8_clean(apr_pool_t *pool, const char *s);

/**
 * Take the next piece off the @a n bytes at @a s: the longest run that XML
 * can hold, or U+FFFD for one character that it can't.
 * @param len set to the length of the piece
 * @return the piece, not NUL-terminated; NULL at the end
 */
const char *cd_utf8_piece(const char **s, size_t *n, size_t *len);

/** True when there is a control character (C0, DEL, C1) or one that XML 1.0
 *  cannot hold. @a lines non-zero: tab, CR and LF are none. */
int cd_utf8_control(const char *s, size_t n, int lines);

/** Valid UTF-8 in Unicode's composed form (UAX 15, NFC): @a s itself or a
 *  copy in @a pool; NULL when ICU refuses it. */
const char *cd_utf8_nfc(apr_pool_t *pool, const char *s);

/** @a s without white space (Unicode's White_Space) at both ends, @a s
 *  itself or a copy in @a pool. */
const char *cd_utf8_trim(apr_pool_t *pool, const char *s);

#endif
