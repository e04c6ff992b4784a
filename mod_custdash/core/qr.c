/* SPDX-License-Identifier: Apache-2.0 */
/* A QR code as one path: each run of dark modules is a rectangle. */
#include "qr.h"

#include <apr_strings.h>
#include <apr_tables.h>
#include <qrencode.h>

#define QUIET 4 /* modules around it (ISO/IEC 18004, 6.3.8) */

static apr_status_t free_code(void *code)
{
    QRcode_free(code);
    return APR_SUCCESS;
}

/* The runs of a row, as "M4 5h3v1h-3z". */
static void add_row(apr_array_header_t *parts, const unsigned char *row,
                    int width, int y, apr_pool_t *pool)
{
    int x, n;

    for (x = 0; x < width; x += n + 1) {
        for (n = 0; x + n < width && row[x + n] & 1; n++) {
        }
        if (n > 0) {
            APR_ARRAY_PUSH(parts, const char *) = apr_psprintf(
                pool, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
        }
    }
}

const char *cd_qr_svg(apr_pool_t *pool, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    apr_array_header_t *parts;
    int y, size;

    if (!code) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, code, free_code, apr_pool_cleanup_null);
    parts = apr_array_make(pool, 500, sizeof(char *));
    for (y = 0; y < code->width; y++) {
        add_row(parts, code->data + y * code->width, code->width, y, pool);
    }
    size = code->width + 2 * QUIET;
    return apr_psprintf(
        pool,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
        "shape-rendering=\"crispEdges\"><path fill=\"#fff\" "
        "d=\"M0 0h%dv%dH0z\"/><path d=\"%s\"/></svg>\n",
        size, size, size, size, apr_array_pstrcat(pool, parts, 0));
}
