#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# browser/run.sh STATE NODE : the journey in headless Chromium, against what
# is installed in STATE/inst; NODE is the folder with node_modules.
# Screenshots: build/test/screenshots.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

prefix=$1/inst node=$2
dir=$(mktemp -d "${TMPDIR:-/tmp}/custdash-browser-XXXXXX")
chmod 755 "$dir"
mkdir -p "$dir/htdocs"
CUSTDASH_PASSWORD=demo-Passw0rd
export CUSTDASH_PASSWORD

cleanup() {
    end_pid "$dir/smtp.pid"
    end_pid "$dir/httpd.pid"
    end_pid "$dir/db.pid"
    rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# a stand-in for Stripe listens there
CUSTDASH_STRIPE_PORT=$(free_port)
CUSTDASH_STRIPE_WEBHOOK=whsec_Wd3Nq0m4yvS1hJzF9b6eK8u2aR5tX7pL
export CUSTDASH_STRIPE_PORT CUSTDASH_STRIPE_WEBHOOK
cat >"$dir/stripe.conf" <<END
secret-key sk_test_of_the_tests
webhook-secret $CUSTDASH_STRIPE_WEBHOOK
api http://127.0.0.1:$CUSTDASH_STRIPE_PORT
checkout http://127.0.0.1:$CUSTDASH_STRIPE_PORT
END
httpd_line="CustDashGateway stripe $dir/stripe.conf"
start_dashboard "$dir" "$prefix" "$(free_port)"
CUSTDASH_STAFF="$prefix/bin/custdashctl --socket $dir/db.sock --user root"
export CUSTDASH_STAFF

# mails go to a server that puts them into a folder
smtp_port=$(free_port)
CUSTDASH_MAILBOX=$dir/mailbox
# shellcheck disable=SC2154  # start_dashboard sets dashboard_url
cat >"$dir/mail.conf" <<END
address = ${dashboard_url%/}
site-name = Hazelport Hosting
from = no-reply@hazelport.example
host = 127.0.0.1
port = $smtp_port
tls = none
theme = $prefix/share/mod_custdash/xslt/default
theme-parents = $prefix/share/mod_custdash/xslt
END
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$top/tests/browser/mailbox.py" \
    "$smtp_port" "$CUSTDASH_MAILBOX" >"$dir/smtp.log" 2>&1 &
echo $! >"$dir/smtp.pid"
wait_for 20 python3 -c "import socket
socket.create_connection(('127.0.0.1', $smtp_port), 1)" ||
    { cat "$dir/smtp.log"; fail "no mail server"; }
CUSTDASH_MAIL="$prefix/bin/custdashctl mail --config $dir/mail.conf --socket $dir/db.sock --user root"
export CUSTDASH_MAIL CUSTDASH_MAILBOX
CUSTDASH_NODE=$node timeout 480 node "$top/tests/browser/journey.mjs" \
    "$dashboard_url" "$top/build/test/screenshots"
code=$?
if grep -vE '\[(mpm_event|core):notice\]|stripe: its signature is wrong' "$dir/error.log"; then
    say "FAIL: unexpected lines in httpd's error log, above"
    say "0 passed, 1 failed"
    exit 1
fi
exit $code
