# SPDX-License-Identifier: Apache-2.0
# What demo.sh and run.sh share: packages, building, private servers. Sourced
# from the project's root with $top set to it.
# shellcheck shell=sh disable=SC2154,SC2034

say() { printf '%s\n' "$*"; }
step() { printf '==> %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# packages SECTION… : the lines of those sections of tests/packages.txt
packages() {
    awk -v want=" $* " '
        /^#/ || /^$/ { next }
        /^\[/ { on = index(want, " " substr($0, 2, length($0) - 2) " "); next }
        on { print }' "$top/tests/packages.txt"
}

# missing SECTION… : those that are not installed
missing() {
    packages "$@" | while read -r name rest; do
        case $name in
        command:*)
            command -v "${name#command:}" >/dev/null || printf '%s\n' "$rest"
            ;;
        *)
            dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null |
                grep -qx installed || printf '%s\n' "$name" ;;
        esac
    done
}

# install_packages LOG SECTION… : leaves the package manager alone when
# everything is there
install_packages() {
    log=$1; shift
    list=$(missing "$@" | tr '\n' ' ')
    if [ -z "$(printf %s "$list" | tr -d ' ')" ]; then
        say "    all packages are installed"
        return 0
    fi
    [ "$(id -u)" = 0 ] ||
        fail "these packages are missing: ${list}(run as root, or apt-get install them)"
    say "    installing: $list"
    apt-get update >"$log" 2>&1 || fail "apt-get update; see $log"
    # shellcheck disable=SC2086  # a list of words is meant
    DEBIAN_FRONTEND=noninteractive apt-get install -y \
        --no-install-recommends $list >>"$log" 2>&1 ||
        fail "installing packages; see $log"
}

# logged LOG WHAT COMMAND… : run quietly, show the log's end when it fails
logged() {
    log=$1 what=$2
    shift 2
    if ! "$@" >"$log" 2>&1; then
        tail -n 25 "$log" >&2
        fail "$what; see $log"
    fi
}

# server_account : who servers run as: oneself, or www-data for root
server_account() {
    if [ "$(id -u)" = 0 ]; then echo www-data; else id -un; fi
}

# reachable DIR : can the servers' account get there?
reachable() {
    [ "$(id -u)" != 0 ] ||
        setpriv --reuid=www-data --regid=www-data --clear-groups \
            test -x "$1" -a -r "$1"
}

# state_dir DIR : a folder for servers' files: DIR, or, where their account
# can't get there (a checkout in a private home), one in the temporary folder
# that DIR/state remembers
state_dir() {
    if [ -f "$1/state" ] && [ -d "$(cat "$1/state")" ]; then
        cat "$1/state"
        return
    fi
    state=$1
    if ! reachable "$1"; then
        state=$(mktemp -d "${TMPDIR:-/tmp}/custdash-XXXXXX")
        chmod 755 "$state"
    fi
    printf '%s\n' "$state" >"$1/state"
    printf '%s\n' "$state"
}

# newer FILE THAN : is FILE newer, or THAN not there?
newer() { [ ! -f "$2" ] || [ -n "$(find "$1" -newer "$2")" ]; }

# build_tree DIR PREFIX [CONFIGURE ARGUMENT…] : configure, make, install
build_tree() {
    dir=$1 prefix=$2
    shift 2
    mkdir -p "$dir"
    if newer "$top/configure.ac" "$top/configure" ||
        newer "$top/Makefile.am" "$top/Makefile.in"; then
        (cd "$top" && mkdir -p build-aux && logged "$dir/autoreconf.log" autoreconf autoreconf -fi) || exit 1
    fi
    if newer "$top/configure" "$dir/config.status"; then
        (cd "$dir" && logged "$dir/configure.log" configure \
            "$top/configure" --prefix="$prefix" \
            --with-module-dir="$prefix/modules" "$@") || exit 1
    fi
    (cd "$dir" && logged "$dir/make.log" make make -j"$(nproc)" all) || exit 1
    (cd "$dir" && logged "$dir/install.log" "make install" make install) || exit 1
}

# wait_for SECONDS COMMAND… : until the command succeeds
wait_for() {
    ticks=$(($1 * 10)); shift
    while ! "$@" >/dev/null 2>&1; do
        ticks=$((ticks - 1))
        [ "$ticks" -gt 0 ] || return 1
        sleep 0.1
    done
}

# alive PIDFILE : does the server that wrote it run? Its folder is on its
# command line; a pid that somebody else has by now is not it.
alive() {
    [ -f "$1" ] && pid=$(cat "$1") && [ -r "/proc/$pid/cmdline" ] &&
        tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$(dirname "$1")/"
}

# end_pid PIDFILE : end a server by its pid and wait until it is gone
end_pid() {
    alive "$1" || { rm -f "$1"; return 0; }
    pid=$(cat "$1")
    kill "$pid" 2>/dev/null
    ticks=300
    while kill -0 "$pid" 2>/dev/null; do
        ticks=$((ticks - 1))
        [ "$ticks" -gt 0 ] || { kill -9 "$pid" 2>/dev/null; break; }
        sleep 0.1
    done
    rm -f "$1"
}

# start_database DIR : a private MariaDB on DIR/db.sock, no network
start_database() {
    dir=$1 account=$(server_account)
    if [ ! -d "$dir/data/mysql" ]; then
        mkdir -p "$dir/data"
        [ "$(id -u)" != 0 ] || chown -R "$account" "$dir/data"
        logged "$dir/mariadb-install.log" "mariadb-install-db" \
            mariadb-install-db --no-defaults --datadir="$dir/data" \
            --user="$account" --auth-root-authentication-method=normal \
            --skip-test-db --force
    fi
    rm -f "$dir/db.sock"
    # each server sweeps its folder of temporary files when it starts
    mkdir -p "$dir/tmp"
    [ "$(id -u)" != 0 ] || chown "$account" "$dir" "$dir/tmp"
    mariadbd --no-defaults --user="$account" --datadir="$dir/data" \
        --tmpdir="$dir/tmp" \
        --socket="$dir/db.sock" --pid-file="$dir/db.pid" --skip-networking \
        --character-set-server=utf8mb4 --innodb-buffer-pool-size=128M \
        --innodb-flush-log-at-trx-commit=2 --skip-log-bin \
        --log-error="$dir/mariadb.log" >/dev/null 2>&1 &
    wait_for 60 mariadb --no-defaults --socket="$dir/db.sock" -uroot -e "SELECT 1" ||
        { tail -n 20 "$dir/mariadb.log" >&2; fail "starting MariaDB; see $dir/mariadb.log"; }
}

sql() { mariadb --no-defaults --socket="$1/db.sock" -uroot -N -e "$2" "${3:-}"; }

# free_port : a TCP port of the loopback interface that nobody listens on
free_port() {
    /usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_dashboard STATE PREFIX PORT : database with the sample company, and
# httpd; sets dashboard_url. The users' password is $CUSTDASH_PASSWORD.
start_dashboard() {
    state=$1 prefix=$2 port=$3
    ctl=$prefix/bin/custdashctl
    dashboard_url=http://127.0.0.1:$port/dashboard/

    start_database "$state"
    sql "$state" "CREATE DATABASE IF NOT EXISTS custdash CHARACTER SET utf8mb4;
        CREATE USER IF NOT EXISTS custdash@localhost IDENTIFIED BY 'custdash'" ||
        fail "creating the database"
    sample=
    has_accounts "$state" || sample=--sample
    # shellcheck disable=SC2086
    logged "$state/migrate.log" "custdashctl migrate" \
        "$ctl" migrate --socket "$state/db.sock" --user root $sample
    # the rights are those that the documentation names, no more
    sql "$state" "$(documented_grants)" custdash || fail "granting rights"
    for user in demo other member empty; do
        printf '%s\n' "$CUSTDASH_PASSWORD" |
            "$ctl" user set-password --email "$user@example.com" \
                --socket "$state/db.sock" --user root >"$state/user.log" 2>&1 ||
            { cat "$state/user.log" >&2; fail "setting a password"; }
    done
    start_httpd "$state" "$prefix" "$port"
}

# documented_grants : the statements of sql/README.md
documented_grants() { awk '/^GRANT/ { on = 1 } on { print } /;$/ { on = 0 }' "$top/sql/README.md"; }

has_accounts() {
    n=$(sql "$1" "SELECT COUNT(*) FROM information_schema.tables
        WHERE table_schema = 'custdash' AND table_name = 'account'")
    [ "$n" = 1 ] && [ "$(sql "$1" 'SELECT COUNT(*) FROM account' custdash)" -gt 0 ]
}

# start_httpd STATE PREFIX PORT
start_httpd() {
    state=$1 prefix=$2 port=$3
    httpd=$(apxs -q SBINDIR)/$(apxs -q PROGNAME)
    mkdir -p "$state/htdocs"
    sh "$top/tests/httpd-conf.sh" "$prefix" "$state" "$port" \
        ${httpd_line:+"$httpd_line"} >"$state/httpd.conf"
    # the client library's option file: a server that doesn't greet is given up
    printf '[custdash]\nconnect-timeout=3\n' >"$state/my.cnf"
    MYSQL_HOME=$state
    export MYSQL_HOME
    "$httpd" -f "$state/httpd.conf" -t >"$state/configtest.log" 2>&1 ||
        { cat "$state/configtest.log" >&2; fail "httpd's configuration; see $state/configtest.log"; }
    "$httpd" -f "$state/httpd.conf" -k start 2>"$state/httpd-start.log" ||
        { cat "$state/httpd-start.log" >&2; fail "starting httpd; is port $port taken?"; }
    wait_for 20 curl -sf -o /dev/null "http://127.0.0.1:$port/dashboard/sign-in" ||
        { tail -n 20 "$state/error.log" >&2; fail "httpd does not answer; see $state/error.log"; }
}
