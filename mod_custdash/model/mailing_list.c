/* SPDX-License-Identifier: Apache-2.0 */
/* Links that leave the mailing list, and the consent that they end. */
#include "mailing_list.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"

#define DIGITS 19 /* of an account's id */
#define WORDING "Left the mailing list by the link in an e-mail"

static const char *token_of(apr_pool_t *pool, const char *mail_key,
                            apr_int64_t account)
{
    const char *id = apr_psprintf(pool, "%" APR_INT64_T_FMT, account);
    const char *hash = cd_token_derive(
        pool, mail_key, apr_pstrcat(pool, "unsubscribe ", id, NULL));

    return hash ? apr_pstrcat(pool, id, ".", hash, NULL) : NULL;
}

const char *cd_unsubscribe_path(apr_pool_t *pool, const char *mail_key,
                                apr_int64_t account)
{
    const char *token = token_of(pool, mail_key, account);

    return token ? apr_pstrcat(pool, "/unsubscribe/", token, NULL) : NULL;
}

typedef struct {
    apr_pool_t *pool;
    const char *key;
} keyhole_t;

static cd_db_result_t take_key(void *baton, const cd_row_t *row)
{
    keyhole_t *k = baton;

    k->key = apr_pstrdup(k->pool, cd_row_get(row, "mail_key"));
    return CD_DB_OK;
}

cd_db_result_t cd_unsubscribe_account(cd_db_t *db, apr_pool_t *pool,
                                      const char *token, apr_int64_t *account)
{
    keyhole_t k = { pool, NULL };
    apr_size_t digits = strspn(token, "0123456789");
    cd_db_result_t result;

    *account = 0;
    if (digits == 0 || digits > DIGITS || token[digits] != '.') {
        return CD_DB_OK;
    }
    result = cd_db_query(db, "mailing-list.key", NULL, 0, take_key, &k);
    if (result == CD_DB_OK && k.key) {
        apr_int64_t id = apr_atoi64(token);

        *account = cd_token_equal(token_of(pool, k.key, id), token) ? id : 0;
    }
    return result;
}

cd_db_result_t cd_unsubscribe(cd_db_t *db, apr_int64_t account,
                              const char *address, apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(account) },
                        { "wording", cd_text_v(WORDING) },
                        { "address", cd_text_v(address) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "mailing-list.leave", args, 4, NULL, NULL);
}
