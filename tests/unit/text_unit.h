/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the language layer share. */
#ifndef CD_TEXT_UNIT_H
#define CD_TEXT_UNIT_H

#include "core/text.h"
#include "folder.h"

#define TODAY "2026-11-23"
#define NBSP "\302\240"

/* Write texts as a catalogue that begins in line 1; its texts in line 2. */
static inline const char *write_file(const char *code, const char *texts)
{
    return put(apr_pstrcat(pool, code, ".xml", NULL),
               apr_psprintf(pool,
                            "<catalogue lang='%s' name='Name of %s'>\n"
                            "%s\n</catalogue>\n",
                            code, code, texts));
}

static inline cd_catalogue_t *load(const char *code, const char *texts)
{
    const char *files[] = { write_file(code, texts), NULL };
    cd_catalogue_t *catalogue;
    const char *error = cd_catalogue_load(&catalogue, pool, code, files);

    ck_assert_msg(!error, "%s", error);
    return catalogue;
}

static inline cd_speaker_t *speaker(const char *code, const char *texts,
                                    const char *zone)
{
    cd_speaker_t *s = cd_speaker_acquire(load(code, texts), zone, TODAY);

    ck_assert_ptr_nonnull(s);
    return s;
}

#endif
