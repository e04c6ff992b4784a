/* SPDX-License-Identifier: Apache-2.0 */
/* Personal settings: loading them, and saving what several people may be
 * changing at the same time. */
#ifndef CD_PERSONAL_H
#define CD_PERSONAL_H

#include "audit.h"

/** The settings in order. Their names are those of the form's fields; a `-`
 *  is a `_` in the columns of `personal.current`. */
enum {
    CD_FIRST_NAME,
    CD_LAST_NAME,
    CD_COMPANY,
    CD_EMAIL,
    CD_PHONE,
    CD_LANGUAGE,
    CD_CURRENCY,
    CD_STREET1,
    CD_STREET2,
    CD_CITY,
    CD_STATE,
    CD_POSTCODE,
    CD_COUNTRY,
    CD_TAX_ID,
    CD_MAIL_GENERAL,
    CD_MAIL_PRODUCT,
    CD_MAIL_DOMAIN,
    CD_MAIL_INVOICE,
    CD_MAIL_SUPPORT,
    CD_MAILING_LIST,
    CD_SETTINGS /* how many there are */
};

extern const char *const cd_setting_names[CD_SETTINGS];

/** Values, never NULL; ticks are "1" and "". */
typedef struct {
    const char *value[CD_SETTINGS];
    int can_set_currency; /* nothing was billed yet */
} cd_settings_t;

/** Read an account's settings into @a settings, in @a pool. */
cd_db_result_t cd_settings_load(cd_db_t *db, apr_pool_t *pool,
                                apr_int64_t account, cd_settings_t *settings);

#define CD_SEEN_CHARS (8 * CD_SETTINGS)

/** What a form was loaded with, as a text that the form carries: a short
 *  digest of each value. */
const char *cd_settings_seen(apr_pool_t *pool, const cd_settings_t *settings);

/** Who changed a setting since the form was loaded. */
typedef enum {
    CD_CHANGE_NONE,
    CD_CHANGE_MINE,
    CD_CHANGE_THEIRS,
    CD_CHANGE_BOTH /* to different values: a conflict */
} cd_change_t;

/**
 * Compare three versions of a setting.
 * @param seen what the form carried; anything else than a text of
 *        cd_settings_seen() stands for settings that were all different
 */
cd_change_t cd_setting_change(apr_pool_t *pool, const char *seen, int setting,
                              const char *mine, const char *now);

/** Settings to be saved. */
typedef struct {
    apr_int64_t account, user;
    int is_owner;                  /* the login's name and language too */
    const char *mine[CD_SETTINGS]; /* NULL: not to be changed */
    const char *seen;
    const char *wording; /* beside the mailing list's tick */
    const char *address; /* of the client */
    apr_time_t now;
    /* Called in the transaction when the e-mail address is to become
       another: it waits to be confirmed and isn't saved here. */
    cd_db_result_t (*new_email)(cd_db_t *db, const char *old, const char *now,
                                void *baton);
    void *baton;
    cd_audit_t audit; /* its detail is filled in: which settings */

    cd_settings_t current;           /* out: as they were just before */
    cd_change_t change[CD_SETTINGS]; /* out */
    int conflicts;                   /* out: nothing was saved */
} cd_saving_t;

/**
 * Save in one transaction. What only another has changed stays as she made
 * it; where both have, nothing is saved and @a saving says where.
 */
cd_db_result_t cd_settings_save(cd_db_t *db, cd_saving_t *saving);

#endif
