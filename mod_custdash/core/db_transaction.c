/* SPDX-License-Identifier: Apache-2.0 */
/* Transactions: whole or not at all, tried again after a deadlock. */
#include <string.h>

#include "db_private.h"

#define TRIES 3

static cd_db_result_t command(cd_db_t *db, const char *sql)
{
    MYSQL *mysql = db->conn->mysql;
    int failed;

    cd_db_starts(db);
    db->count++;
    failed = mysql_real_query(mysql, sql, (unsigned long) strlen(sql));
    cd_db_ends(db);
    return failed
        ? cd_db_failed(db, sql, mysql_errno(mysql), mysql_error(mysql))
        : CD_DB_OK;
}

/* The first failure is what the caller wants to hear of. */
static void roll_back(cd_db_t *db)
{
    const char *error = db->error;

    if (!db->broken && command(db, "ROLLBACK") != CD_DB_OK) {
        db->broken = 1;
    }
    db->error = error;
}

static cd_db_result_t commit(cd_db_t *db)
{
    cd_db_result_t result = command(db, "COMMIT");

    if (result == CD_DB_GONE) {
        return CD_DB_UNKNOWN;
    }
    if (result != CD_DB_OK) {
        roll_back(db);
    }
    return result;
}

cd_db_result_t cd_db_transaction(cd_db_t *db,
                                 cd_db_result_t (*fn)(cd_db_t *, void *),
                                 void *baton)
{
    cd_db_result_t result = CD_DB_CONFLICT;
    int i;

    for (i = 0; i < TRIES && result == CD_DB_CONFLICT; i++) {
        result = command(db, "START TRANSACTION");
        if (result != CD_DB_OK) {
            return result;
        }
        result = fn(db, baton);
        if (result == CD_DB_OK) {
            result = commit(db);
        }
        else {
            roll_back(db);
        }
    }
    return result;
}
