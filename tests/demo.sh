#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/demo.sh [--port N] [--fresh] | stop
# A dashboard to try: builds, starts a private MariaDB and httpd under
# build/demo, loads the sample company, and tells where to sign in.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

port=8080
fresh=no
action=start
demo=$top/build/demo
email=demo@example.com
password="demo-Passw0rd"

usage() {
    cat <<END
usage: sh tests/demo.sh [--port N] [--fresh]   start the demo (default port 8080)
       sh tests/demo.sh stop                   end it
  --fresh   throw the demo's data away and start over
END
}

while [ $# -gt 0 ]; do
    case $1 in
    --port) [ $# -ge 2 ] || { usage >&2; exit 2; }; port=$2; shift ;;
    --port=*) port=${1#--port=} ;;
    --fresh) fresh=yes ;;
    stop) action=stop ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done
[ "${#port}" -le 5 ] || fail "--port takes a number up to 65535"
case $port in
''|*[!0-9]*) fail "--port takes a number" ;;
esac
{ [ "$port" -ge 1 ] && [ "$port" -le 65535 ]; } ||
    fail "--port takes a number up to 65535"

state=$demo
[ ! -f "$demo/state" ] || state=$(cat "$demo/state")

stop_demo() {
    end_pid "$state/httpd.pid"
    end_pid "$state/db.pid"
    rm -f "$demo/demo.env"
}

if [ "$action" = stop ]; then
    if alive "$state/httpd.pid" || alive "$state/db.pid"; then
        stop_demo
        say "the demo is stopped"
    else
        say "no demo is running"
    fi
    exit 0
fi
[ "$fresh" = no ] || { stop_demo; rm -rf "$state" "$demo"; }

announce() {
    cat <<END

    URL       http://127.0.0.1:$1/dashboard/
    user      $email
    password  $password

    stop it with: sh tests/demo.sh stop
END
}

if alive "$state/httpd.pid" && alive "$state/db.pid" && [ -f "$demo/demo.env" ]; then
    running=$(sed -n 's,^URL=http://127.0.0.1:\([0-9]*\)/.*,\1,p' "$demo/demo.env")
    say "the demo is running already (stop it first to change its port)"
    announce "$running"
    exit 0
fi
stop_demo

mkdir -p "$demo"
step "packages"
install_packages "$demo/apt.log" build run
state=$(state_dir "$demo")
step "build (log: build/demo/make.log)"
build_tree "$demo" "$state/inst"

# what was started for a demo that fails doesn't stay
trap '[ -f "$demo/demo.env" ] || stop_demo' EXIT
trap 'exit 1' INT TERM
step "MariaDB on $state/db.sock, httpd on 127.0.0.1:$port"
export CUSTDASH_PASSWORD="$password"
start_dashboard "$state" "$state/inst" "$port"

# shellcheck disable=SC2154  # start_dashboard sets it
{
    echo "URL=$dashboard_url"
    echo "USER=$email"
    echo "PASSWORD=$password"
} >"$demo/demo.env"
announce "$port"
