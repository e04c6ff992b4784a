/* SPDX-License-Identifier: Apache-2.0 */
/* The weights of a header's wishes (RFC 9110, 12.4.2). */
#ifndef CD_QUALITY_H
#define CD_QUALITY_H

/** ";q=0.8" behind an item of a list, as thousandths: 1000 when it isn't
 *  there, 0 when it is no weight. */
int cd_quality(const char *params);

#endif
