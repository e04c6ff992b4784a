/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue of statements: its grammar, overriding, and what it makes of
 * a list. */
#include <apr_file_io.h>
#include <apr_strings.h>
#include <string.h>

#include "core/sqlcat.h"
#include "unit.h"

static cd_sqlcat_t *cat;

static const char *file_of(const char *text)
{
    const char *folder;
    char *name;
    apr_file_t *file;

    ck_assert_int_eq(apr_temp_dir_get(&folder, pool), APR_SUCCESS);
    name = apr_pstrcat(pool, folder, "/sqlcat-XXXXXX", NULL);
    ck_assert_int_eq(apr_file_mktemp(&file, name, 0, pool), APR_SUCCESS);
    apr_file_puts(text, file);
    apr_file_flush(file);
    return name;
}

static const char *read_text(const char *text, int override)
{
    const char *file = file_of(text);
    const char *error;

    if (!override) {
        cat = cd_sqlcat_create(pool);
    }
    error = cd_sqlcat_read(cat, file, override);

    return error ? strchr(error, ':') : NULL; /* behind the file's name */
}

static const char list[] =
    "-- :name    tickets.list\n"
    "-- :section tickets\n"
    "-- :row     ticket\n"
    "-- :columns id subject\n"
    "-- :sort    updated  t.updated_at DESC, t.id DESC\n"
    "-- :sort    subject  COALESCE(t.subject, ''), t.id ASC\n";

static const char good_list[] =
    "-- :name    tickets.list\n"
    "-- :section tickets\n"
    "-- :row     ticket\n"
    "-- :sort    updated  t.updated_at DESC, t.id ASC\n"
    "-- :sort    subject  COALESCE(t.subject, ',') ASC, t.id ASC\n"
    "-- :filter  status open|closed t.status = :value\n"
    "-- :filter  status late t.due < :today\n"
    "-- :page    2\n"
    "SELECT t.id {keys} FROM t WHERE t.a = :account {where}\n {order};\n";

START_TEST(parameters_become_placeholders_in_order)
{
    const cd_sql_t *sql;

    ck_assert_ptr_null(read_text("-- :name a.b\nSELECT ':no', \":no\", `:no`,"
                                 " 'it''s :no', 'a\\':no' -- :no\n"
                                 "/* :no */ FROM t WHERE x=:x AND y = :y_2 "
                                 "AND z=:x AND '12:30' <> a::b;\n",
                                 0));
    sql = cd_stmt_compose(cd_sqlcat_get(cat, "a.b"), NULL, pool);
    ck_assert_int_eq(sql->n, 3);
    ck_assert_str_eq(sql->names[0], "x");
    ck_assert_str_eq(sql->names[1], "y_2");
    ck_assert_str_eq(sql->names[2], "x");
    ck_assert_ptr_nonnull(strstr(sql->text, "x=? AND y = ? AND z=? AND"));
    ck_assert_ptr_nonnull(strstr(sql->text, "/* :no */"));
    ck_assert_ptr_null(strchr(sql->text, ';'));
}
END_TEST

START_TEST(errors_name_file_and_line)
{
    static const struct {
        const char *text, *error;
    } rows[] = {
        { "SELECT 1", ":1: text before the first :name" },
        { "-- :row x\n", ":1: the first header" },
        { "-- :name a b\nSELECT 1", ":1: :name takes one name" },
        { "-- :name a\n-- :colour red\nSELECT 1", ":2: unknown header" },
        { "-- :name a\nSELECT 1\n-- :row x\n", ":3: headers stand before" },
        { "-- :name a\n-- :name b\nSELECT 1", ":1: label a has no" },
        { "-- :name a\nSELECT 1\n\n-- :name a\nSELECT 1",
          ":4: label a is already there" },
        { "-- :name a\n-- :rows x y\nSELECT 1", ":2: :rows takes" },
        { "-- :name a\n-- :section x\nSELECT 1", ":1: :section and :row" },
        { "-- :name a\n-- :page 0\nSELECT 1", ":2: :page takes" },
        { "-- :name a\n-- :filter f\nSELECT 1", ":2: :filter takes" },
        { "-- :name a\n-- :filter f x 1=1\nSELECT 1", ":1: :filter without" },
        { "-- :name a\nSELECT 1 {order}", ":1: markers without" },
        { "-- :name a\n-- :sort s x.id DESC\nSELECT 1", ":1: a statement" },
        { "-- :name a\nSELECT 1 {narrowed} AND 1", ":1: {narrowed} and" },
        { "-- :name a\nSELECT 1 {end}", ":1: {narrowed} and" },
        { "-- :name a\nSELECT {whole} 1 {narrowed} 2 {end}{end}",
          ":1: {narrowed} and" },
        { "-- :name a\n-- :keep site\nSELECT {whole} 1 {end}",
          ":1: :keep goes" },
        { "-- :name a\n-- :like b\n", ":2: :like takes" },
        { "-- :name a\n-- :most many news\nSELECT 1", ":2: :most takes" },
        { "-- :name a\n-- :needs product\n-- :columns needs id\nSELECT 1",
          ":1: with :needs" },
        { "-- :name a\n-- :adds x\nSELECT 1", ":1: :adds goes" },
        { "-- :name a\n-- :section s\n-- :row r\n-- :holds\nSELECT 1",
          ":1: :adds and :holds" },
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *error;

        error = read_text(rows[i].text, 0);
        ck_assert_ptr_nonnull(error);
        ck_assert_msg(!strncmp(error, rows[i].error, strlen(rows[i].error)),
                      "%s", error);
    }
}
END_TEST

START_TEST(a_sort_says_its_direction)
{
    const char *error =
        read_text(apr_pstrcat(pool, list, "SELECT 1", NULL), 0);

    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, ":6: each expression"));
}
END_TEST

START_TEST(a_later_file_replaces_and_inherits)
{
    const cd_stmt_t *stmt;

    ck_assert_ptr_null(read_text("-- :name a\n-- :section s\n-- :row r\n"
                                 "-- :columns x\nSELECT 1 AS x",
                                 0));
    ck_assert_ptr_null(read_text("-- :name a\nSELECT 2 AS x", 1));
    stmt = cd_sqlcat_get(cat, "a");
    ck_assert_str_eq(stmt->text, "SELECT 2 AS x");
    ck_assert_str_eq(APR_ARRAY_IDX(stmt->kinds, 0, cd_rowkind_t).row, "r");
    ck_assert_int_eq(cd_sqlcat_all(cat)->nelts, 1);
    ck_assert_ptr_nonnull(
        strstr(read_text("-- :name b\nSELECT 1", 1), ":1: unknown label b"));
}
END_TEST

static const char *compose(const cd_variant_t *variant)
{
    return cd_stmt_compose(cd_sqlcat_get(cat, "tickets.list"), variant, pool)
        ->text;
}

START_TEST(a_list_has_keys_order_and_one_row_more)
{
    cd_variant_t v = { 0 };

    ck_assert_ptr_null(read_text(good_list, 0));
    ck_assert_str_eq(compose(&v),
                     "SELECT t.id , t.updated_at AS `key1`, "
                     "t.id AS `key2` FROM t WHERE t.a = ? \n "
                     "ORDER BY t.updated_at DESC, t.id ASC LIMIT 3");
}
END_TEST

START_TEST(a_continuation_is_bounded_by_its_first_key)
{
    cd_variant_t v = { 0 };

    ck_assert_ptr_null(read_text(good_list, 0));
    v.after = 1;
    ck_assert_ptr_nonnull(strstr(compose(&v),
                                 "t.updated_at <= ? AND "
                                 "(t.updated_at < ? OR (t.id > ?))"));
    v.before = 1;
    ck_assert_ptr_nonnull(strstr(compose(&v),
                                 "t.updated_at >= ? AND "
                                 "(t.updated_at > ? OR (t.id < ?))"));
    ck_assert_ptr_nonnull(strstr(compose(&v),
                                 "ORDER BY t.updated_at ASC, "
                                 "t.id DESC"));
    v.reversed = 1;
    ck_assert_ptr_nonnull(strstr(compose(&v),
                                 "ORDER BY t.updated_at DESC, "
                                 "t.id ASC"));
}
END_TEST

START_TEST(a_choice_brings_its_predicate)
{
    const cd_stmt_t *stmt;
    const cd_sql_t *sql;
    cd_variant_t v = { 0 };

    ck_assert_ptr_null(read_text(good_list, 0));
    stmt = cd_sqlcat_get(cat, "tickets.list");
    v.chosen[0] = 2;
    sql = cd_stmt_compose(stmt, &v, pool);
    ck_assert_ptr_nonnull(strstr(sql->text, "AND (t.status = ?)"));
    ck_assert_str_eq(sql->names[1], "status");
    v.chosen[0] = 3;
    sql = cd_stmt_compose(stmt, &v, pool);
    ck_assert_ptr_nonnull(strstr(sql->text, "AND (t.due < ?)"));
    ck_assert_str_eq(sql->names[1], "today");
}
END_TEST

START_TEST(unknown_parameters_are_found)
{
    static const char *const names[] = { "account", NULL };
    static const char *const more[] = { "today", NULL };
    const cd_stmt_t *stmt;

    ck_assert_ptr_null(read_text(good_list, 0));
    stmt = cd_sqlcat_get(cat, "tickets.list");
    ck_assert_str_eq(cd_stmt_unknown_param(stmt, names, NULL), "today");
    ck_assert_ptr_null(cd_stmt_unknown_param(stmt, names, more));
}
END_TEST

START_TEST(rows_may_have_permissions)
{
    const cd_rowkind_t *kind;

    ck_assert_ptr_null(read_text("-- :name a\n-- :rows p/person@profile "
                                 "c/contact\nSELECT 1",
                                 0));
    kind = (const cd_rowkind_t *) cd_sqlcat_get(cat, "a")->kinds->elts;
    ck_assert_str_eq(kind[0].row, "person");
    ck_assert_str_eq(kind[0].permission, "profile");
    ck_assert_ptr_null(kind[1].permission);
}
END_TEST

START_TEST(narrowed_viewers_get_a_text_of_their_own)
{
    const cd_stmt_t *stmt;
    cd_variant_t v = { 0 };

    ck_assert_ptr_null(
        read_text("-- :name a\nSELECT '{whole}', x FROM t WHERE "
                  "a = :a{narrowed} AND m = :m{end}"
                  "{whole} AND w = :w{end} AND z = :z",
                  0));
    stmt = cd_sqlcat_get(cat, "a");
    ck_assert_int_eq(stmt->narrows, 1);
    ck_assert_str_eq(
        cd_stmt_compose(stmt, NULL, pool)->text,
        "SELECT '{whole}', x FROM t WHERE a = ? AND m = ? AND z = ?");
    v.whole = 1;
    ck_assert_str_eq(
        cd_stmt_compose(stmt, &v, pool)->text,
        "SELECT '{whole}', x FROM t WHERE a = ? AND w = ? AND z = ?");
    ck_assert_str_eq(cd_stmt_compose(stmt, &v, pool)->names[1], "w");
}
END_TEST

START_TEST(one_statement_is_like_another)
{
    const cd_stmt_t *stmt;

    ck_assert_ptr_null(read_text("-- :name a\n-- :section s\n-- :row r\n"
                                 "-- :most 5 s\n-- :columns x\nSELECT :x\n"
                                 "-- :name b\n-- :like a\n-- :most 9 s\n",
                                 0));
    stmt = cd_sqlcat_get(cat, "b");
    ck_assert_str_eq(stmt->text, "SELECT :x");
    ck_assert_str_eq(stmt->name, "b");
    ck_assert_int_eq(stmt->line, 7);
    ck_assert_int_eq(stmt->id, 1);
    ck_assert_int_eq(stmt->most->nelts, 1);
    ck_assert_int_eq(APR_ARRAY_IDX(stmt->most, 0, cd_most_t).n, 9);
    ck_assert_int_eq(
        APR_ARRAY_IDX(cd_sqlcat_get(cat, "a")->most, 0, cd_most_t).n, 5);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        parameters_become_placeholders_in_order,
        errors_name_file_and_line,
        a_sort_says_its_direction,
        a_later_file_replaces_and_inherits,
        a_list_has_keys_order_and_one_row_more,
        a_continuation_is_bounded_by_its_first_key,
        a_choice_brings_its_predicate,
        unknown_parameters_are_found,
        rows_may_have_permissions,
        narrowed_viewers_get_a_text_of_their_own,
        one_statement_is_like_another,
        NULL,
    };

    return run_tests("sqlcat", tests);
}
