/* SPDX-License-Identifier: Apache-2.0 */
/* Personal settings and the three-way comparison behind saving them. */
#include "personal.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/seal.h"

#define DIGEST_CHARS 8

const char *const cd_setting_names[CD_SETTINGS] = {
    "first-name",  "last-name",    "company",      "email",
    "phone",       "language",     "currency",     "street1",
    "street2",     "city",         "state",        "postcode",
    "country",     "tax-id",       "mail-general", "mail-product",
    "mail-domain", "mail-invoice", "mail-support", "mailing-list"
};

static int is_tick(int setting)
{
    return setting >= CD_MAIL_GENERAL;
}

static const char *column_of(apr_pool_t *pool, const char *name)
{
    char *column = apr_pstrdup(pool, name), *c;

    for (c = column; *c; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    return column;
}

typedef struct {
    apr_pool_t *pool;
    cd_settings_t *settings;
} loader_t;

static cd_db_result_t take(void *baton, const cd_row_t *row)
{
    loader_t *l = baton;
    const char *can = cd_row_get(row, "can_set_currency");
    int i;

    for (i = 0; i < CD_SETTINGS; i++) {
        const char *value =
            cd_row_get(row, column_of(l->pool, cd_setting_names[i]));

        if (is_tick(i) && value && !strcmp(value, "0")) {
            value = NULL;
        }
        l->settings->value[i] = value ? apr_pstrdup(l->pool, value) : "";
    }
    l->settings->can_set_currency = can && *can == '1';
    return CD_DB_OK;
}

cd_db_result_t cd_settings_load(cd_db_t *db, apr_pool_t *pool,
                                apr_int64_t account, cd_settings_t *settings)
{
    loader_t l = { pool, settings };
    cd_arg_t args[] = { { "account", cd_int_v(account) } };
    int i;

    memset(settings, 0, sizeof(*settings));
    for (i = 0; i < CD_SETTINGS; i++) {
        settings->value[i] = "";
    }
    return cd_db_query(db, "personal.current", args, 1, take, &l);
}

/* Eight hexadecimal digits: enough to see that a value is another one. */
static const char *digest_of(apr_pool_t *pool, const char *value)
{
    unsigned char digest[16];

    cd_digest(digest, sizeof(digest), value, strlen(value));
    return apr_pescape_hex(pool, digest, DIGEST_CHARS / 2, 0);
}

const char *cd_settings_seen(apr_pool_t *pool, const cd_settings_t *settings)
{
    const char *seen = "";
    int i;

    for (i = 0; i < CD_SETTINGS; i++) {
        seen =
            apr_pstrcat(pool, seen, digest_of(pool, settings->value[i]), NULL);
    }
    return seen;
}

static int is_seen(apr_pool_t *pool, const char *seen, int setting,
                   const char *value)
{
    return seen && strlen(seen) == CD_SEEN_CHARS
        && !strncmp(seen + setting * DIGEST_CHARS, digest_of(pool, value),
                    DIGEST_CHARS);
}

cd_change_t cd_setting_change(apr_pool_t *pool, const char *seen, int setting,
                              const char *mine, const char *now)
{
    if (!mine || !strcmp(mine, now)) {
        return is_seen(pool, seen, setting, now) ? CD_CHANGE_NONE
                                                 : CD_CHANGE_THEIRS;
    }
    if (is_seen(pool, seen, setting, now)) {
        return CD_CHANGE_MINE;
    }
    return is_seen(pool, seen, setting, mine) ? CD_CHANGE_THEIRS
                                              : CD_CHANGE_BOTH;
}

static void compare(cd_db_t *db, cd_saving_t *s)
{
    int i;

    s->conflicts = 0;
    for (i = 0; i < CD_SETTINGS; i++) {
        s->change[i] = cd_setting_change(cd_db_pool(db), s->seen, i,
                                         s->mine[i], s->current.value[i]);
        s->conflicts += s->change[i] == CD_CHANGE_BOTH;
    }
}

/* Is one of the settings from first to last mine? */
static int changed(const cd_saving_t *s, int first, int last)
{
    for (; first <= last; first++) {
        if (s->change[first] == CD_CHANGE_MINE && first != CD_EMAIL) {
            return 1;
        }
    }
    return 0;
}

static const char *merged(const cd_saving_t *s, int setting)
{
    return s->change[setting] == CD_CHANGE_MINE ? s->mine[setting]
                                                : s->current.value[setting];
}

static cd_db_result_t save_account(cd_db_t *db, const cd_saving_t *s)
{
    cd_arg_t args[CD_TAX_ID + 1];
    int i, n = 0;

    args[n].name = "account";
    args[n++].value = cd_int_v(s->account);
    for (i = 0; i <= CD_TAX_ID; i++) {
        if (i != CD_EMAIL) {
            args[n].name = column_of(cd_db_pool(db), cd_setting_names[i]);
            args[n++].value = cd_text_v(merged(s, i));
        }
    }
    return cd_db_exec(db, "personal.save", args, n, NULL, NULL);
}

static cd_db_result_t save_user(cd_db_t *db, const cd_saving_t *s)
{
    cd_arg_t args[] = { { "account", cd_int_v(s->account) },
                        { "user", cd_int_v(s->user) },
                        { "first_name", cd_text_v(merged(s, CD_FIRST_NAME)) },
                        { "last_name", cd_text_v(merged(s, CD_LAST_NAME)) },
                        { "language", cd_text_v(merged(s, CD_LANGUAGE)) } };

    return cd_db_exec(db, "personal.save-user", args, 5, NULL, NULL);
}

static cd_db_result_t save_preferences(cd_db_t *db, const cd_saving_t *s)
{
    cd_db_result_t result = CD_DB_OK;
    int i;

    for (i = CD_MAIL_GENERAL; i <= CD_MAIL_SUPPORT && result == CD_DB_OK;
         i++) {
        cd_arg_t args[] = {
            { "account", cd_int_v(s->account) },
            { "category", cd_text_v(cd_setting_names[i] + strlen("mail-")) },
            { "enabled", cd_int_v(*merged(s, i) ? 1 : 0) }
        };

        if (s->change[i] == CD_CHANGE_MINE) {
            result = cd_db_exec(db, "personal.mail-preference", args, 3, NULL,
                                NULL);
        }
    }
    return result;
}

static cd_db_result_t save_consent(cd_db_t *db, const cd_saving_t *s)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(s->account) },
        { "given", cd_int_v(*merged(s, CD_MAILING_LIST) ? 1 : 0) },
        { "wording", cd_text_v(s->wording) },
        { "address", cd_text_v(s->address) },
        { "now", cd_text_v(cd_clock_utc(s->now, cd_db_pool(db))) }
    };

    return s->change[CD_MAILING_LIST] == CD_CHANGE_MINE
        ? cd_db_exec(db, "personal.consent", args, 5, NULL, NULL)
        : CD_DB_OK;
}

static cd_db_result_t save_all(cd_db_t *db, cd_saving_t *s)
{
    cd_db_result_t result = CD_DB_OK;

    if (changed(s, CD_FIRST_NAME, CD_TAX_ID)) {
        result = save_account(db, s);
    }
    if (result == CD_DB_OK && s->is_owner
        && changed(s, CD_FIRST_NAME, CD_LANGUAGE)) {
        result = save_user(db, s);
    }
    if (result == CD_DB_OK) {
        result = save_preferences(db, s);
    }
    if (result == CD_DB_OK) {
        result = save_consent(db, s);
    }
    if (result == CD_DB_OK && s->change[CD_EMAIL] == CD_CHANGE_MINE) {
        result = s->new_email(db, s->current.value[CD_EMAIL],
                              s->mine[CD_EMAIL], s->baton);
    }
    return result;
}

/* Which settings became others; none: nothing is put down. */
static cd_db_result_t put_down(cd_db_t *db, cd_saving_t *s)
{
    const char *names = "";
    int i;

    for (i = 0; i < CD_SETTINGS; i++) {
        if (s->change[i] == CD_CHANGE_MINE) {
            names = apr_pstrcat(cd_db_pool(db), names, *names ? ", " : "",
                                cd_setting_names[i], NULL);
        }
    }
    s->audit.detail = names;
    return *names ? cd_audit_put(db, &s->audit, s->now) : CD_DB_OK;
}

static cd_db_result_t save(cd_db_t *db, void *baton)
{
    cd_saving_t *s = baton;
    cd_arg_t args[] = { { "account", cd_int_v(s->account) } };
    cd_db_result_t result =
        cd_db_exec(db, "personal.lock", args, 1, NULL, NULL);

    if (result == CD_DB_OK) {
        result = cd_settings_load(db, cd_db_pool(db), s->account, &s->current);
    }
    if (result != CD_DB_OK) {
        return result;
    }
    compare(db, s);
    if (s->conflicts) {
        return CD_DB_OK;
    }
    result = save_all(db, s);
    return result == CD_DB_OK ? put_down(db, s) : result;
}

cd_db_result_t cd_settings_save(cd_db_t *db, cd_saving_t *saving)
{
    return cd_db_transaction(db, save, saving);
}
