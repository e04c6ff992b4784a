/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes (ISO/IEC 18004) as SVG pictures, on libqrencode. */
#ifndef CD_QR_H
#define CD_QR_H

#include <apr_pools.h>

/** A picture of @a text in @a pool, with the quiet zone around it; NULL when
 *  it is too long or memory ran out. */
const char *cd_qr_svg(apr_pool_t *pool, const char *text);

#endif
