#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sql/run.sh STATE : migrations, sample data and every named statement on a
# private MariaDB, with what is installed in STATE/inst.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

prefix=$1/inst
dir=$(mktemp -d "${TMPDIR:-/tmp}/custdash-sql-XXXXXX")
chmod 755 "$dir"
ctl=$prefix/bin/custdashctl
passed=0
failed=0

cleanup() {
    end_pid "$dir/db.pid"
    rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# check NAME COMMAND… : one promise
check() {
    name=$1; shift
    if "$@" >"$dir/out" 2>&1; then
        passed=$((passed + 1))
        say "ok $name"
    else
        failed=$((failed + 1))
        say "FAIL $name"
        sed 's/^/    /' "$dir/out"
    fi
}

ctl() {
    command=$1; shift
    "$ctl" "$command" --socket "$dir/db.sock" --user root "$@"
}

tables() {
    sql "$dir" "SELECT table_name, column_name, column_type
        FROM information_schema.columns WHERE table_schema = 'custdash'
        ORDER BY 1, 2"
}

two_at_a_time() {
    ctl migrate >"$dir/one" 2>&1 & one=$!
    ctl migrate >"$dir/two" 2>&1 & two=$!
    wait $one && wait $two || { cat "$dir/one" "$dir/two"; return 1; }
    n=$(cat "$dir/one" "$dir/two" | grep -c '^applying')
    [ "$n" = "$(find "$prefix/share/mod_custdash/sql/schema" -name '*.sql' | wc -l)" ] ||
        { cat "$dir/one" "$dir/two"; return 1; }
}

again_changes_nothing() {
    tables >"$dir/before"
    ctl migrate || return 1
    tables | cmp - "$dir/before"
}

# A migration that was interrupted goes on where it stopped.
resumes() {
    mkdir -p "$dir/broken/schema"
    printf 'CREATE TABLE resumed (a INT);\nINSERT INTO nowhere VALUES (1);\n' \
        >"$dir/broken/schema/9999-broken.sql"
    if ctl migrate --sql "$dir/broken" 2>"$dir/said"; then return 1; fi
    grep -q '9999-broken.sql:2: ' "$dir/said" || { cat "$dir/said"; return 1; }
    printf 'CREATE TABLE resumed (a INT);\nDROP TABLE resumed;\n' \
        >"$dir/broken/schema/9999-broken.sql"
    ctl migrate --sql "$dir/broken" &&
        sql "$dir" "DELETE FROM schema_migration WHERE version = 9999" custdash
}

loads_sample() { ctl migrate --sample; }
sample_once_only() { ! ctl migrate --sample; }

# No full scan but of the tables named in full-scans.txt.
plans() {
    demo=$(sql "$dir" "SELECT m.account_id FROM membership m
        JOIN user u ON u.id = m.user_id WHERE u.email = 'demo@example.com'" custdash)
    user=$(sql "$dir" "SELECT id FROM user WHERE email = 'demo@example.com'" custdash)
    of() { sql "$dir" "SELECT MIN($2) FROM $1 WHERE account_id = $demo" custdash; }
    today=$(sql "$dir" "SELECT UTC_DATE()")
    ctl check --explain --set "account=$demo" --set "user=$user" \
        --set membership=1 --set scoped=0 --set lang=en \
        --set permissions=services,domains,invoices,tickets,contacts,profile \
        --set "today=$today" --set "now=$today 12:00:00" \
        --set "idle=$today 11:00:00" --set "service=$(of service id)" \
        --set "domain=$(of domain id)" --set "invoice=$(of invoice id)" \
        --set "ticket=$(of ticket number)" --set news=1 \
        --set guide=register-a-domain --set name=example --set how=register \
        --set email=demo@example.com --set after1=2026-01-01 \
        --set "before=2000-01-01 00:00:00" \
        >"$dir/plans" || { cat "$dir/plans"; return 1; }
    grep '^scan ' "$dir/plans" | awk '{ print $2, $3 }' | sort -u >"$dir/scans"
    grep -v '^#' "$top/tests/sql/full-scans.txt" | sort -u >"$dir/allowed"
    if comm -23 "$dir/scans" "$dir/allowed" | grep .; then
        say "these statements read a whole table (see tests/sql/full-scans.txt)"
        return 1
    fi
}

# Each label that a wrong column or table makes fail is named.
names_the_bad_one() {
    printf -- '-- :name tickets.recent\nSELECT t.id AS nonsense FROM ticket t WHERE t.account_id = :account\n' \
        >"$dir/override.sql"
    if ctl check --queries "$dir/override.sql" >"$dir/said"; then return 1; fi
    grep -q 'override.sql:1: tickets.recent: .*nonsense' "$dir/said" ||
        { cat "$dir/said"; return 1; }
}

# Every statement that touches an account's rows names the account.
carries_account() {
    py=$top/tests/sql/carries_account.py
    /usr/bin/python3 "$py" "$top/sql/queries"/*.sql
}

# least privilege: what the dashboard's own database user may do suffices for
# all but the statements of staff, and not for those
least_privilege() {
    sql "$dir" "CREATE USER custdash@localhost; $(documented_grants)" custdash
    "$ctl" check --socket "$dir/db.sock" --user custdash >"$dir/said"
    sed -n 's/^[^ ]*: \([a-z.-]*\): .* command denied to user .*/\1/p' \
        "$dir/said" | sort >"$dir/denied"
    grep -v '^#' "$top/tests/sql/staff.txt" | sort | diff - "$dir/denied" &&
        grep -q " $(grep -c . "$dir/denied") wrong$" "$dir/said" ||
        { cat "$dir/said"; return 1; }
}

# Raising the revision: every write to an account's tables, by whatever hand.
revision_rises() { sh "$top/tests/sql/revision.sh" "$dir"; }

start_database "$dir"
sql "$dir" "CREATE DATABASE custdash CHARACTER SET utf8mb4"
check "two migrations at a time apply each file once" two_at_a_time
check "migrating again changes nothing" again_changes_nothing
check "an interrupted migration is resumed" resumes
check "the sample data loads" loads_sample
check "sample data goes into empty tables only" sample_once_only
check "every statement prepares and gives the columns of its contract" ctl check
check "no statement reads a whole table unless it is listed" plans
check "a statement that fails is named with file and line" names_the_bad_one
check "every statement on an account's rows carries the account" carries_account
check "the grants of the README suffice" least_privilege
check "every write raises the account's revision" revision_rises
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
